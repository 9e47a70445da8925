"""Packs the parts of an office file again without the clock, so that the same document gives the same bytes."""

import io
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl import Workbook

FIRST: Final = "mimetype"
"""What an OpenDocument file must begin with, not compressed."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet may take for a formula, in a csv file or a workbook."""
MOST_ROWS: Final = 1_048_576
"""How many rows a sheet of a workbook can have."""
PIECE: Final = 2**20
"""So many bytes of a part are taken at once."""
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that such a file can hold."""


def packed(made: bytes) -> bytes:
    """The same parts in the same order, the mimetype first, each at the same moment."""
    out = io.BytesIO()
    _pack(io.BytesIO(made), out)
    return out.getvalue()


def _pack(made: IO[bytes], out: IO[bytes] | Path) -> None:
    """The same, of which a piece of a part is in memory at a time."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: name != FIRST):
            part = zipfile.ZipInfo(name, NO_TIME)
            part.compress_type = zipfile.ZIP_STORED if name == FIRST else zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 3
            part.file_size = source.getinfo(name).file_size
            with source.open(name) as one, target.open(part, "w") as other:
                shutil.copyfileobj(one, other, PIECE)


def saved(book: "Workbook", **about: str) -> bytes:
    """A workbook as a file that says `about` itself what is given, and nothing of the moment at which it was made."""
    _undate(book, **about)
    out = io.BytesIO()
    book.save(out)
    return packed(out.getvalue())


def save(book: "Workbook", path: Path) -> None:
    """The same file in this place, written a piece at a time: for a large workbook that is made to be only written."""
    _undate(book)
    with tempfile.TemporaryFile(dir=path.parent) as made:
        book.save(made)
        _pack(made, path)


def _undate(book: "Workbook", **about: str) -> None:
    from openpyxl.packaging.core import DocumentProperties

    class Undated(DocumentProperties):
        __nested__ = DocumentProperties.__nested__
        __elements__ = tuple(name for name in DocumentProperties.__elements__ if name not in ("created", "modified"))

    book.properties = Undated(creator="wijktoets", **about)
