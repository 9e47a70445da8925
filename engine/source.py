"""From bytes to a tree of YAML nodes that know their place; nothing here knows what a dossier or a pack is.

The tree is built from libyaml's events, without recursion, so that depth is checked before it can hurt. Scalars stay
the text that was written: `ja`, `true` and `2026-11-01` are words until a schema says otherwise (formats.md).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from .errors import InvoerFout, Melding, Plek, near

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 50

Pad = tuple[str | int, ...]
"""The way to a node: keys and list indexes from the root."""


@dataclass(frozen=True, slots=True)
class Knoop:
    """A YAML node: text, None, a list of nodes, or a mapping (key → the key's own node and the value)."""

    regel: int
    kolom: int
    inhoud: "str | list[Knoop] | dict[str, tuple[Knoop, Knoop]] | None"

    def plain(self) -> object:
        """The node as Python text, None, lists and dicts."""
        if isinstance(self.inhoud, dict):
            return {key: node.plain() for key, (_, node) in self.inhoud.items()}
        if isinstance(self.inhoud, list):
            return [node.plain() for node in self.inhoud]
        return self.inhoud


def node_of(value: object) -> Knoop:
    """A Python value as a node without a place, so that it is read as a file would be."""
    if isinstance(value, dict):
        return Knoop(0, 0, {str(key): (Knoop(0, 0, str(key)), node_of(item)) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return Knoop(0, 0, [node_of(item) for item in value])
    return Knoop(0, 0, None if value is None else str(value))


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """A file and its nodes: gives the place of anything that was read from it."""

    bestand: str
    wortel: Knoop | None = None

    def plek(self, pad: Pad = (), sleutel: bool = False) -> Plek:
        """The place of the deepest node on `pad`; of its key when `sleutel`. Unknown steps are passed over."""
        if self.wortel is None:
            return Plek(self.bestand)
        node = key = self.wortel
        for step in pad:
            if isinstance(node.inhoud, dict) and step in node.inhoud:
                key, node = node.inhoud[str(step)]
            elif isinstance(node.inhoud, list) and isinstance(step, int) and step < len(node.inhoud):
                key = node = node.inhoud[step]
        found = key if sleutel else node
        return Plek(self.bestand, found.regel, found.kolom)


def read_bytes(path: Path, bestand: str) -> bytes:
    """The content of a regular file of at most 1 MiB.

    Raises:
        InvoerFout: no such file, a folder, a dangling link, not readable, or too large.
    """

    def refuse(code: str, suggestie: str | None = None, **gegevens: object) -> InvoerFout:
        return InvoerFout([Melding(code, Plek(bestand), gegevens, suggestie)])

    if path.is_symlink() and not path.exists():
        raise refuse("dode_koppeling", doel=str(path.readlink()))
    if path.is_dir():
        raise refuse("is_map")
    if not path.exists():
        raise refuse("geen_bestand", _sibling(path, bestand))
    if not path.is_file():
        raise refuse("geen_gewoon_bestand")
    if path.stat().st_size > MAX_BYTES:
        raise refuse("te_groot", bytes=path.stat().st_size)
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse("niet_leesbaar", reden=error.strerror or str(error)) from error


def _sibling(path: Path, bestand: str) -> str | None:
    folder = path.parent
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    found = near(path.name, names)
    return str(Path(bestand).with_name(found)) if found else None


def parse(content: bytes, bestand: str) -> Knoop:
    """The root node of a YAML file.

    Raises:
        InvoerFout: not UTF-8, not YAML, empty, or with an alias, a tag, a double key, or more than 50 levels.
    """
    if len(content) > MAX_BYTES:
        raise InvoerFout([Melding("te_groot", Plek(bestand), {"bytes": len(content)})])
    text = _decode(content, bestand)
    builder = _Builder(bestand)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise InvoerFout([*builder.meldingen, _syntax(error, text, bestand)]) from error
    if builder.meldingen:
        raise InvoerFout(builder.meldingen)
    if builder.root is None or builder.root.inhoud is None:
        raise InvoerFout([Melding("leeg_bestand", Plek(bestand))])
    return builder.root


def _decode(content: bytes, bestand: str) -> str:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise InvoerFout([Melding("niet_utf8", Plek(bestand, line, column))]) from error


class _Builder:
    """Takes events in order and builds nodes on an explicit stack."""

    def __init__(self, bestand: str) -> None:
        self.bestand = bestand
        self.root: Knoop | None = None
        self.meldingen: list[Melding] = []
        self._open: list[tuple[Knoop, list[Knoop]]] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        plek = Plek(self.bestand, mark.line + 1, mark.column + 1) if mark else Plek(self.bestand)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self.meldingen.append(Melding("yaml_meer_documenten", plek))
        if isinstance(event, yaml.NodeEvent):
            self._refuse(event, plek)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            empty = plain and event.value in ("", "~", "null", "Null", "NULL")
            self._close(Knoop(plek.regel, plek.kolom, None if empty else event.value))
        elif isinstance(event, yaml.AliasEvent):
            self._close(Knoop(plek.regel, plek.kolom, None))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self._open) >= MAX_DEPTH:
                raise InvoerFout([*self.meldingen, Melding("yaml_diep", plek, {"hoogstens": MAX_DEPTH})])
            start: Knoop = Knoop(plek.regel, plek.kolom, [] if isinstance(event, yaml.SequenceStartEvent) else {})
            self._open.append((start, []))
        elif isinstance(event, yaml.CollectionEndEvent):
            start, below = self._open.pop()
            self._close(self._collection(start, below))

    def _refuse(self, event: yaml.NodeEvent, plek: Plek) -> None:
        if event.anchor is not None:
            self.meldingen.append(Melding("yaml_alias", plek, {"naam": event.anchor}))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.meldingen.append(Melding("yaml_tag", plek, {"tag": str(tag)}))

    def _close(self, node: Knoop) -> None:
        if self._open:
            self._open[-1][1].append(node)
        elif self.root is None:
            self.root = node

    def _collection(self, start: Knoop, below: list[Knoop]) -> Knoop:
        if isinstance(start.inhoud, list):
            return Knoop(start.regel, start.kolom, below)
        pairs: dict[str, tuple[Knoop, Knoop]] = {}
        for key, node in zip(below[::2], below[1::2], strict=True):
            plek = Plek(self.bestand, key.regel, key.kolom)
            if not isinstance(key.inhoud, str):
                self.meldingen.append(Melding("yaml_sleutel", plek))
            elif key.inhoud in pairs:
                first = pairs[key.inhoud][0].regel
                self.meldingen.append(Melding("yaml_dubbele_sleutel", plek, {"sleutel": key.inhoud, "eerder": first}))
            else:
                pairs[key.inhoud] = (key, node)
        return Knoop(start.regel, start.kolom, pairs)


_SYNTAX: Final = (
    ("tab character", "yaml_tab"),
    ("mapping values are not allowed", "yaml_dubbele_punt"),
    ("unexpected end of stream", "yaml_aanhalingsteken"),
    ("expected ',' or", "yaml_haakje"),
    ("control characters are not allowed", "yaml_stuurteken"),
    ("did not find expected", "yaml_inspringen"),
    ("could not find expected ':'", "yaml_inspringen"),
    ("sequence entries are not allowed", "yaml_inspringen"),
)
"""Parts of libyaml's problem texts, with the code of the sentence that helps."""


def _syntax(error: yaml.YAMLError, text: str, bestand: str) -> Melding:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        return Melding(_syntax_code(problem), Plek(bestand), {"probleem": problem})
    lines = text.split("\n")
    char = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    plek = Plek(bestand, mark.line + 1, mark.column + 1)
    if "cannot start any token" in problem:
        return Melding("yaml_tab" if char == "\t" else "yaml_teken", plek, {"teken": char})
    return Melding(_syntax_code(problem), plek, {"probleem": problem})


def _syntax_code(problem: str) -> str:
    return next((code for part, code in _SYNTAX if part in problem), "yaml_syntax")
