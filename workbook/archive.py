"""Opens a workbook that came from anyone: bounded, without macros or links, and fetching nothing."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from wijktoets.engine.model.errors import InvoerFout, Melding, Plek
from wijktoets.engine.model.source import read_file

from .bounds import Deel, OutsideBounds, look_through, needed
from .grid import GridSheet
from .layout import KENMERK

SUFFIXES: Final = (".xlsx", ".ods")
"""How the name of a workbook ends."""
REFUSED: Final = (".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ots", ".fods")
"""How the names of other spreadsheet files end, most of which are refused with a sentence for what they hold."""

MAX_FILE: Final = 5 * 1024 * 1024
"""Bytes that a workbook may be as it is."""
MAX_UNPACKED: Final = 24 * 1024 * 1024
"""Bytes that all parts of it together may be when they are unpacked."""
MAX_PARTS: Final = 1000

_OLE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = b"PK"
_CHUNK: Final = 256 * 1024
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_BOOK: Final = "xl/workbook.xml"
_MACRO_PARTS: Final = re.compile(r"(?i)(vbaproject|vbadata|macrosheets/|activex/|^basic/|^scripts/)")
_LINKED_PARTS: Final = re.compile(
    r"(?i)(externallinks/|^xl/connections\.xml|^xl/querytables/|oleobject|^xl/embeddings/)"
)
_LINKED_ODS: Final = (b"<table:table-source", b"<table:cell-range-source", b"<office:dde-source", b"<table:dde-link")
_OUTSIDE: Final = re.compile(r"^/|(^|[/\\])\.\.([/\\]|$)")
"""The name of a part that would lie outside the archive if it were unpacked in a folder."""
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
"""What the names in a workbook begin with that Excel saved in its strict form, which openpyxl does not read."""
_EXTERNAL: Final = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[\"'][^<>]*>")
_HYPERLINK: Final = re.compile(rb"relationships/hyperlink[\"']")


def is_workbook(name: str, content: bytes | None = None) -> bool:
    """Whether something is meant as a workbook: by its name, or for standard input by how it begins.

    >>> is_workbook("wijk.xlsx"), is_workbook("Wijk.ODS"), is_workbook("wijk.yaml"), is_workbook("-", b"PK..")
    (True, True, False, True)
    """
    if content is not None:
        return content.startswith((_ZIP, _OLE))
    return name.lower().endswith((*SUFFIXES, *REFUSED))


def find_workbooks(folder: Path) -> Iterator[Path]:
    """The workbooks below a folder that were made with the program, and those that cannot be opened to see.

    What is hidden, and what a spreadsheet program puts beside an open file, is passed over.
    """
    for path in sorted(folder.rglob("*"), key=lambda p: p.as_posix()):
        hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file() and _may_be_ours(path):
            yield path


def _may_be_ours(path: Path) -> bool:
    """Whether the name of the hidden sheet is in the workbook; so too when it cannot be seen."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            part = next((name for name in (_BOOK, "content.xml") if name in names), None)
            if part is None:
                return False
            with archive.open(part) as file:
                return f'"{KENMERK}"'.encode() in file.read(MAX_UNPACKED)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return True


def open_workbook(path: Path, bestand: str, content: bytes | None = None) -> tuple[GridSheet, ...]:
    """The sheets of a workbook; `content` when it does not come from a file.

    Raises:
        InvoerFout: it is no sound workbook, or holds what does not belong in one.
    """
    size = 0
    if content is None:
        content, size = read_file(path, bestand, MAX_FILE)
    if len(content) > MAX_FILE:
        raise _refused(bestand, "werkmap_te_groot", bytes=max(size, len(content)), hoogstens=MAX_FILE // 2**20)
    if content.startswith(_OLE):
        raise _refused(bestand, "werkmap_versleuteld")
    if not content:
        raise _refused(bestand, "werkmap_leeg")
    if not content.startswith(_ZIP):
        raise _refused(bestand, "werkmap_geen")
    parts = _unpacked(content, bestand)
    if parts.get("mimetype", b"").strip() == _ODS:
        return _opened_ods(content, parts, bestand)
    if _BOOK not in parts:
        raise _refused(bestand, "werkmap_geen")
    seen = _seen(parts, bestand)
    if _STRICT in parts[_BOOK]:
        raise _refused(bestand, "werkmap_onleesbaar")
    return _opened_xlsx(parts, seen, bestand)


def _refused(bestand: str, code: str, **gegevens: object) -> InvoerFout:
    return InvoerFout([Melding(code, Plek(bestand), gegevens)])


def _unpacked(content: bytes, bestand: str) -> dict[str, bytes]:
    """The parts of the archive, never more than MAX_UNPACKED bytes whatever it says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise _refused(bestand, "werkmap_uitgepakt_te_groot", hoogstens=MAX_UNPACKED // 2**20)
            if any(info.flag_bits & 0x1 for info in infos):
                raise _refused(bestand, "werkmap_versleuteld")
            if len({info.filename for info in infos}) < len(infos) or any(_OUTSIDE.search(i.filename) for i in infos):
                raise _refused(bestand, "werkmap_stuk")
            return _read_parts(archive, infos, bestand)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _refused(bestand, "werkmap_stuk") from error


def _read_parts(archive: zipfile.ZipFile, infos: Collection[zipfile.ZipInfo], bestand: str) -> dict[str, bytes]:
    left = MAX_UNPACKED
    parts: dict[str, bytes] = {}
    for info in infos:
        with archive.open(info) as file:
            data = bytearray()
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refused(bestand, "werkmap_uitgepakt_te_groot", hoogstens=MAX_UNPACKED // 2**20)
                data += chunk
        parts[info.filename] = bytes(data)
    return parts


def _seen(parts: dict[str, bytes], bestand: str) -> dict[str, Deel]:
    """What is in the parts, without macros, links to elsewhere (a web address in a cell is none) or too much of it.

    Raises:
        InvoerFout: with what it is.
    """
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(_MACRO_PARTS.search(name) for name in parts):
        raise _refused(bestand, "werkmap_macro")
    linked = any(_LINKED_PARTS.search(name) for name in parts)
    for name, data in parts.items():
        if name.endswith(".rels"):
            linked |= any(not _HYPERLINK.search(found) for found in _EXTERNAL.findall(data))
    if linked:
        raise _refused(bestand, "werkmap_koppeling")
    try:
        return look_through(parts)
    except OutsideBounds as error:
        raise _refused(bestand, error.code) from error


def _opened_xlsx(parts: dict[str, bytes], seen: dict[str, Deel], bestand: str) -> tuple[GridSheet, ...]:
    from .xlsx import read_xlsx

    try:
        return read_xlsx(needed(parts, seen), seen)
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise _refused(bestand, "werkmap_onleesbaar") from error


def _opened_ods(content: bytes, parts: dict[str, bytes], bestand: str) -> tuple[GridSheet, ...]:
    from .ods import read_ods

    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise _refused(bestand, "werkmap_versleuteld")
    _seen(parts, bestand)
    if any(sign in parts.get("content.xml", b"") for sign in _LINKED_ODS):
        raise _refused(bestand, "werkmap_koppeling")
    try:
        return read_ods(content)
    except OutsideBounds as error:
        raise _refused(bestand, error.code) from error
    except Exception as error:  # odfdo raises whatever it stumbles over
        raise _refused(bestand, "werkmap_onleesbaar") from error
