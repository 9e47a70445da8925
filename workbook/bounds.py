"""Looks through the parts of a workbook before anything opens it, so that nothing in it can make reading it long.

A file of a few kilobytes can unpack to a million rows of nothing, name one sheet a thousand times, or hold an attribute
of twenty megabytes. Programs that make workbooks for people write none of that.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

MAX_WEIGHT: Final = 400_000
"""How much may be in a workbook: that of a dossier with fifty afspraken has less."""
MAX_GAP: Final = 1024 * 1024
"""How many bytes may lie between the beginnings of two elements; a full cell has a fifth of it."""
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 300
"""How far cells are looked at, whatever a sheet says of its size: programs fill in or repeat empty ones to its end."""

_LIGHT: Final = frozenset(
    {
        "c",
        "v",
        "row",
        "is",
        "t",
        "f",
        "si",
        "r",
        "rPr",
        "table-row",
        "table-cell",
        "covered-table-cell",
        "p",
        "s",
        "span",
    }
)
"""Elements that there are many of, for rows, cells and their text; others take a reader about ten times as long."""
_HEAVY: Final = 10
_FORMULA: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main f"


class OutsideBounds(Exception):
    """A workbook is outside the bounds; `code` names the sentence."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(slots=True)
class Deel:
    """What was seen of a part: its first element, how much is in it, and what its cells do not tell."""

    wortel: str = ""
    gewicht: int = 0
    """Each element once; those that readers take long over ten times."""
    samengevoegd: list[str] = field(default_factory=list)
    """The ranges of cells that were merged."""
    formules: list[str] = field(default_factory=list)
    """The cells with a formula; openpyxl would translate each that is shared, however long it is."""
    verwijst: list[str] = field(default_factory=list)
    """What a list of sheets or of parts names."""


NEEDED: Final = frozenset({"Types", "Relationships", "workbook", "worksheet", "sst", "styleSheet"})
"""The first elements of the parts of an .xlsx that its cells are in, or that say where those are."""


def look_through(parts: Mapping[str, bytes]) -> dict[str, Deel]:
    """The parts that are XML, with what was seen of them.

    Raises:
        OutsideBounds: XML that cannot be read or has definitions of its own, a sheet that is named twice, or too much.
    """
    seen: dict[str, Deel] = {}
    left = MAX_WEIGHT
    for name, data in parts.items():
        try:
            found = _seen(data, left)
        except expat.ExpatError as error:
            if data.strip() and name.endswith((".xml", ".rels")):
                raise OutsideBounds("werkmap_onleesbaar") from error
            continue  # a picture, say
        left -= found.gewicht
        seen[name] = found
    for name in seen:
        named = _named(name, seen)
        if len(set(named)) < len(named):
            raise OutsideBounds("werkmap_stuk")
    return seen


def _named(name: str, seen: Mapping[str, Deel]) -> list[str]:
    """The sheets that the workbook names, or the parts that they are in; nothing for another part."""
    if seen[name].wortel == "workbook":
        return seen[name].verwijst
    folder = posixpath.dirname(posixpath.dirname(name))
    targets = seen[name].verwijst if _of_book(name, seen) else []
    return [posixpath.normpath(posixpath.join("/", folder, target)) for target in targets]


def _seen(data: bytes, left: int) -> Deel:
    """One part.

    Raises:
        OutsideBounds: it has definitions of its own, or more than is left.
        ExpatError: it is no XML.
    """
    found, last, cell = Deel(), 0, ""
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal last, cell
        here = parser.CurrentByteIndex
        local = name.rpartition(" ")[2]
        found.wortel = found.wortel or local
        if local == "c":
            cell = attributes.get("r", "")
        elif name == _FORMULA:
            found.formules.append(cell)
        found.gewicht += 1 if local in _LIGHT else _heavy(found, local, attributes)
        if found.gewicht > left or here - last > MAX_GAP:
            raise OutsideBounds("werkmap_te_vol")
        last = here

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_definitions
    parser.Parse(data, True)
    if len(data) - last > MAX_GAP:
        raise OutsideBounds("werkmap_te_vol")
    return found


def _refuse_definitions(*_: object) -> None:
    raise OutsideBounds("werkmap_stuk")


def _heavy(found: Deel, local: str, attributes: Mapping[str, str]) -> int:
    """Keep what an element tells about sheets and merged cells; gives how much it counts for."""
    if local == "mergeCell":
        found.samengevoegd.append(attributes.get("ref", ""))
    elif local == "sheet":
        found.verwijst += _ids(attributes)
    elif local == "Relationship":
        found.verwijst.append(attributes.get("Target", ""))
    return _HEAVY + attributes.get("sqref", "").count(" ")


def _ids(attributes: Mapping[str, str]) -> Iterator[str]:
    return (value for name, value in attributes.items() if name.endswith(" id"))


def needed(parts: Mapping[str, bytes], seen: Mapping[str, Deel]) -> bytes:
    """An .xlsx of only what its cells need, so that no drawing, chart or table is followed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, deel in seen.items():
            if deel.wortel in NEEDED and (deel.wortel != "Relationships" or _of_book(name, seen)):
                archive.writestr(name, parts[name])
    return out.getvalue()


def _of_book(name: str, seen: Mapping[str, Deel]) -> bool:
    """Whether links are those of the workbook itself."""
    folder, base = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
    return owner in seen and seen[owner].wortel == "workbook"
