"""Knows which module renders a document into which kind of file; a renderer is imported only when it is asked for.

A renderer is a module with `render(document: Document) -> bytes`: the same document gives the same bytes.
"""

from importlib import import_module
from typing import Final

from ..tree import Document

FORMATS: Final[dict[str, str]] = {
    ".html": "wijktoets.telling.formats.html",
    ".pdf": "wijktoets.telling.formats.pdf",
    ".odt": "wijktoets.telling.formats.odt",
    ".docx": "wijktoets.telling.formats.docx",
    ".md": "wijktoets.telling.formats.markdown",
}
"""The module that renders each extension, in the order in which they are named to people."""


def render(document: Document, extension: str) -> bytes:
    """The document as a file of this kind.

    Raises:
        KeyError: no format has this extension.
    """
    made: bytes = import_module(FORMATS[extension]).render(document)
    return made
