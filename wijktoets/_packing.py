"""Packs the parts of an office file again without the clock, so that the same document gives the same bytes."""

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

FIRST: Final = "mimetype"
"""What an OpenDocument file must begin with, not compressed."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet may take for a formula, in a csv file or a workbook."""
MOST_ROWS: Final = 1_048_576
"""How many rows a sheet of a workbook can have."""
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that such a file can hold."""


def packed(made: bytes) -> bytes:
    """The same parts in the same order, the mimetype first, each at the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: name != FIRST):
            part = zipfile.ZipInfo(name, NO_TIME)
            part.compress_type = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3
            target.writestr(part, source.read(name))
    return out.getvalue()


def saved(book: "Workbook", **about: str) -> bytes:
    """A workbook as a file that says `about` itself what is given, and nothing of the moment at which it was made."""
    from openpyxl.packaging.core import DocumentProperties

    class Undated(DocumentProperties):
        __nested__ = DocumentProperties.__nested__
        __elements__ = tuple(name for name in DocumentProperties.__elements__ if name not in ("created", "modified"))

    book.properties = Undated(creator="wijktoets", **about)
    out = io.BytesIO()
    book.save(out)
    return packed(out.getvalue())
