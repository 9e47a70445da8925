"""The text of a deal from a file: only what is read on its pages, without author, comments, tracked changes or images.

Nothing in the file is run or fetched, and no more of it is unpacked than a deal can be.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_FILE: Final = 5 * 1024 * 1024
MAX_PART: Final = 8 * 1024 * 1024
"""Bytes that the part with the text may be when it is unpacked."""
MAX_PARTS: Final = 1000
MAX_TEXT: Final = 400_000
"""Characters that are kept of a deal: some hundred pages."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_GONE: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_T}tracked-changes", f"{_O}annotation", f"{_T}note"}
)
"""What is no text of the deal: what was taken out, remarks, and fields."""
_PART: Final = {".docx": "word/document.xml", ".odt": "content.xml"}
PLAIN: Final = (".txt", ".md", ".text", ".markdown")
READ: Final = (*_PART, *PLAIN)
"""How files end of which the text can be read."""


class Unreadable(Exception):
    """No text can be had from a file; the reason is a key of a sentence."""


def text_of(name: str, content: bytes) -> str:
    """The text of a file, by what its name ends with.

    Raises:
        Unreadable: another kind of file, too large, broken, locked, or one with macros.
    """
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if len(content) > MAX_FILE:
        raise Unreadable("te_groot")
    if suffix in PLAIN:
        text = _decoded(content)
    elif suffix in _PART:
        text = "\n".join(_paragraphs(_part(content, _PART[suffix]), suffix))
    else:
        raise Unreadable("soort")
    text = "\n".join(line.strip() for line in text.splitlines()).strip()
    if not text:
        raise Unreadable("leeg")
    return text[:MAX_TEXT]


def _decoded(content: bytes) -> str:
    """Text as people save it: UTF-8, or what Windows makes of it."""
    try:
        return content.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace").replace("\0", "")


def _part(content: bytes, name: str) -> Any:
    """The part of an archive that holds the text, as a tree."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS:
                raise Unreadable("te_groot")
            if any("vbaproject" in info.filename.lower() or info.filename.startswith("Basic/") for info in infos):
                raise Unreadable("macro")
            with archive.open(name) as file:
                found = file.read(MAX_PART + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("stuk") from error
    if len(found) > MAX_PART:
        raise Unreadable("te_groot")
    try:
        return fromstring(found, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise Unreadable("stuk") from error


def _paragraphs(root: Any, suffix: str) -> Iterator[str]:
    """The paragraphs of a document in order, each as text."""
    ends = (f"{_W}p",) if suffix == ".docx" else (f"{_T}p", f"{_T}h")
    signs = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_T}tab": " ", f"{_T}s": " ", f"{_T}line-break": "\n"}
    line: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            if node.tag in ends:
                yield "".join(line)
                line.clear()
            if suffix == ".odt" and node.tail:
                line.append(node.tail)
            continue
        if node.tag in _GONE:
            if suffix == ".odt" and node.tail:
                line.append(node.tail)
            continue
        if node.tag in ends:
            line.clear()
        line.append(signs.get(node.tag, ""))
        if node.text and (suffix == ".odt" or node.tag == f"{_W}t"):
            line.append(node.text)
        stack.append((node, True))
        stack += [(child, False) for child in reversed(list(node))]
