"""What was read from a file, as nodes that know their place; nothing here knows what a dossier or a pack is."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .errors import InvoerFout, Melding, Plek, near

MAX_BYTES: Final = 1024 * 1024

MERGE: Final = "<<"
"""The key with which YAML takes over the fields of another mapping; refused as aliases are."""

NodePath = tuple[str | int, ...]
"""The way to a node: keys and list indexes from the root."""


@dataclass(frozen=True, slots=True)
class FileNode:
    """A YAML node: text, None, a list of nodes, or a mapping (key → the key's own node and the value).

    `cut` names what is not there as it was written: keys, or list indexes as text, that were cut away because
    they are wrong or that were filled in because they are missing. What follows from that is not wrong by itself.
    """

    regel: int
    kolom: int
    inhoud: "str | list[FileNode] | dict[str, tuple[FileNode, FileNode]] | None"
    cut: frozenset[str] = frozenset()
    naam: str = ""
    """How people call its place when it does not come from a line of text."""

    def plain(self) -> object:
        """The node as Python text, None, lists and dicts."""
        if isinstance(self.inhoud, dict):
            return {key: node.plain() for key, (_, node) in self.inhoud.items()}
        if isinstance(self.inhoud, list):
            return [node.plain() for node in self.inhoud]
        return self.inhoud

    def below(self, step: str | int) -> "FileNode | None":
        """The node at a key or list index; None when there is none."""
        if isinstance(self.inhoud, dict):
            return self.inhoud[str(step)][1] if step in self.inhoud else None
        if isinstance(self.inhoud, list) and isinstance(step, int) and step < len(self.inhoud):
            return self.inhoud[step]
        return None

    def whole(self) -> bool:
        """Whether nothing was cut from it, at any depth."""
        if self.cut:
            return False
        if isinstance(self.inhoud, dict):
            return all(node.whole() for _, node in self.inhoud.values())
        return all(node.whole() for node in self.inhoud) if isinstance(self.inhoud, list) else True

    def keeps(self, names: Collection[str]) -> bool:
        """Whether all that was written at these keys is still there; of a list: in each of its items."""
        if isinstance(self.inhoud, list):
            return all(item.keeps(names) for item in self.inhoud)
        kept = (self.below(name) for name in names)
        return self.cut.isdisjoint(names) and all(node is None or node.whole() for node in kept)


def node_of(value: object) -> FileNode:
    """A Python value as a node without a place, so that it is read as a file would be."""
    if isinstance(value, dict):
        return FileNode(0, 0, {str(key): (FileNode(0, 0, str(key)), node_of(item)) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return FileNode(0, 0, [node_of(item) for item in value])
    word = str(value).lower() if isinstance(value, bool) else str(value)
    return FileNode(0, 0, None if value is None else word)


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """A file and its nodes: gives the place of anything that was read from it."""

    bestand: str
    wortel: FileNode | None = None

    def plek(self, path: NodePath = (), sleutel: bool = False) -> Plek:
        """The place of the deepest node on `path`; of its key when `sleutel`. Unknown steps are passed over."""
        if self.wortel is None:
            return Plek(self.bestand)
        node = key = self.wortel
        for step in path:
            if isinstance(node.inhoud, dict) and step in node.inhoud:
                key, node = node.inhoud[str(step)]
            elif (item := node.below(step)) is not None:
                key = node = item
        found = key if sleutel else node
        return Plek(self.bestand, found.regel, found.kolom, found.naam)

    @property
    def whole(self) -> bool:
        """Whether all of it is as it was written."""
        return self.wortel is None or self.wortel.whole()

    def written(self, path: NodePath, name: str) -> bool:
        """Whether the field `name` of the deepest node on `path` is as it was written, there or not."""
        node = self.wortel
        for step in path:
            node = node and (node.below(step) or node)
        return node is None or name not in node.cut

    def keeps(self, name: str, names: Collection[str]) -> bool:
        """Whether the list at key `name` is as it was written, as far as these keys of its items go."""
        if self.wortel is None:
            return True
        items = self.wortel.below(name)
        whole = items is None or (not items.cut and items.keeps(names))
        return whole and name not in self.wortel.cut


_DOCUMENTS: Final = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")
"""How office documents, PDFs and archives begin."""


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; at a name that is too long, or where nobody may look, none does."""
    return os.path.isdir(path)  # noqa: PTH112  # Path.is_dir raises for such a name, until Python 3.14


def is_there(path: Path) -> bool:
    """Whether anything stands there; at a name that is too long, or where nobody may look, nothing does."""
    return os.path.exists(path)  # noqa: PTH110  # as for is_folder


def read_bytes(path: Path, bestand: str) -> bytes:
    """The content of a regular file of at most 1 MiB.

    Raises:
        InvoerFout: no such file, a folder, a dangling link, not readable, an office document, or too large.
    """
    content, size = read_file(path, bestand, MAX_BYTES)
    if content.startswith(_DOCUMENTS):
        raise InvoerFout([Melding("geen_tekstbestand", Plek(bestand))])
    if len(content) > MAX_BYTES:
        raise InvoerFout([Melding("te_groot", Plek(bestand), {"bytes": size})])
    return content


def read_file(path: Path, bestand: str, most: int) -> tuple[bytes, int]:
    """The first `most` bytes of a regular file and one more when there are more, and its size.

    Raises:
        InvoerFout: no such file, a folder, a dangling link, or not readable.
    """

    def refuse(code: str, suggestie: str | None = None, **gegevens: object) -> InvoerFout:
        return InvoerFout([Melding(code, Plek(bestand), gegevens, suggestie)])

    try:
        if path.is_symlink() and not path.exists():
            raise refuse("dode_koppeling", doel=str(path.readlink()))
        if path.is_dir():
            raise refuse("is_map")
        if not path.exists():
            raise refuse("geen_bestand", _sibling(path, bestand))
        if not path.is_file():
            raise refuse("geen_gewoon_bestand")
        size = path.stat().st_size
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refuse("niet_leesbaar") from error
    return content, max(size, len(content))


def _sibling(path: Path, bestand: str) -> str | None:
    folder = path.parent
    names = [p.name for p in folder.iterdir()] if is_folder(folder) else []
    found = near(path.name, names)
    return str(Path(bestand).with_name(str(found))) if found else None
