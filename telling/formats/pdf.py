"""Renders a document as a PDF that a screen reader can follow (PDF/UA-1) and an archive can keep (PDF/A-2a)."""

from pathlib import Path
from typing import Final

from wijktoets.texts import text

from ..tree import Document, Table, walk
from .simpler import on_paper
from .typesetting import as_json, typeset

TEMPLATE: Final = Path(__file__).with_name("document.typ")


def render(document: Document) -> bytes:
    """The document as a PDF; a letter that no font has stands there as an escape.

    Raises:
        typst.TypstError: the template has a fault.
        ValueError: the template does not give every table of the document.
    """
    words = {"bladzijde": text("papier.bladzijde"), "van": text("papier.van")}
    document = on_paper(document)
    tables = [blok for blok in walk(document.parts) if isinstance(blok, Table)]
    return typeset(TEMPLATE, {"document": as_json(document), **words}, tables)
