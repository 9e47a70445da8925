"""From bytes to a tree of YAML nodes that know their place.

The tree is built from libyaml's events, without recursion, so that depth is checked before it can hurt. Scalars stay
the text that was written: `ja`, `true` and `2026-11-01` are words until a schema says otherwise (docs/formaten.md).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import yaml

from ..model.errors import HOOGSTENS, InvoerFout, Melding, Plek, at_most
from ..model.source import MAX_BYTES, MERGE, FileNode
from .pasted import HARD, slip_in_scalar, slip_near

MAX_DEPTH: Final = 50

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, when it has a mark; without one it has a NUL in its first letter."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_UNREADABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses: control characters and characters that do not exist."""
_DIRECTIVE: Final = re.compile("(?:\\A|(?<=[\r\n\x85\u2028\u2029]))%TAG")
"""Declares a kind of tag. Tags are refused, and libyaml compares each declaration with all before it."""
_SURROGATES: Final = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""Two escapes that are one character: JSON writes them so, YAML does not know them."""


@dataclass(frozen=True, slots=True)
class FileTree:
    """What could be read of a file: the root node (None when nothing could), and what is wrong."""

    wortel: FileNode | None
    meldingen: tuple[Melding, ...] = ()


def parse(content: bytes, bestand: str) -> FileNode:
    """The root node of a sound YAML file.

    Raises:
        InvoerFout: with everything that `read_tree` finds wrong.
    """
    tree = read_again(content, bestand)
    if tree.meldingen or tree.wortel is None:
        raise InvoerFout(tree.meldingen)
    return tree.wortel


def read_again(content: bytes, bestand: str) -> FileTree:
    """`read_tree` of what is read more than once: the last texts that were sound are kept as they were read.

    Nothing in a sound tree says where it came from, and nothing changes a tree.
    """
    found = _read_last(content)
    return read_tree(content, bestand) if found.meldingen else found


def forget() -> None:
    """Keep nothing any more of what was read."""
    _read_last.cache_clear()


@lru_cache(maxsize=16)
def _read_last(content: bytes) -> FileTree:
    return read_tree(content, "")


def read_tree(content: bytes, bestand: str) -> FileTree:
    """A YAML file as far as it can be read: what cannot be used (an alias, a double key …) is left out of the tree."""
    if len(content) > MAX_BYTES:
        return FileTree(None, (Melding("te_groot", Plek(bestand), {"bytes": len(content)}),))
    if content.startswith(_UTF16) or b"\0" in content[:2]:
        return FileTree(None, (Melding("utf16", Plek(bestand)),))
    try:
        source = _Source(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), bestand)
    except UnicodeDecodeError as error:
        before = _Source(error.object[: error.start].decode("utf-8"), bestand)
        return FileTree(None, (Melding("niet_utf8", before.plek(len(before.text))),))
    unusable = source.unusable()
    return FileTree(None, (unusable,)) if unusable else _build(source)


def _build(source: "_Source") -> FileTree:
    builder = _Builder(source)
    try:
        for event in yaml.parse(source.yaml, Loader=yaml.CSafeLoader):
            if not builder.take(event):
                break
            if len(builder.meldingen) > HOOGSTENS:
                return FileTree(None, tuple(at_most(builder.meldingen, source.bestand)))
    except yaml.YAMLError as error:
        builder.meldingen.append(_syntax(error, source, builder.opened))
        return FileTree(None, tuple(builder.meldingen))
    empty = builder.root is None or builder.root.inhoud is None
    if empty and not builder.meldingen:
        builder.meldingen.append(Melding("leeg_bestand", Plek(source.bestand)))
    return FileTree(None if empty else builder.root, tuple(builder.meldingen))


class _Source:
    """The text of a file; gives the line and column of a character, counted as editors do."""

    def __init__(self, text: str, bestand: str) -> None:
        self.text = text
        self.bestand = bestand
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._joined = [found.start() for found in _SURROGATES.finditer(text)]
        self.yaml = _SURROGATES.sub(_join, text) if self._joined else text
        """The text as libyaml gets it: two characters shorter for every pair of escapes that is one character."""
        self._joined = [start - 2 * number for number, start in enumerate(self._joined)]

    def unusable(self) -> Melding | None:
        """What makes the whole text unusable for libyaml."""
        if found := _UNREADABLE.search(self.text):
            return Melding("yaml_stuurteken", self.plek(found.start()), {"teken": f"U+{ord(found.group()):04X}"})
        if found := _DIRECTIVE.search(self.text):
            return Melding("yaml_teken", self.plek(found.start()), {"teken": "%"})
        return None

    def plek(self, index: int) -> Plek:
        """The place of a character of `text`."""
        line = bisect_right(self._starts, index)
        return Plek(self.bestand, line, index - self._starts[line - 1] + 1)

    def at(self, mark: Any) -> Plek:
        """The place of a mark in `yaml`."""
        return self.plek(self.index(mark.index))

    def index(self, index: int) -> int:
        """Where in `text` a character of `yaml` is."""
        return index + 2 * bisect_right(self._joined, index - 1) if self._joined else index


def _join(found: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in found.groups())
    return f"\\U{0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF):08x}"


class _Gone:
    """Stands where a node cannot be used."""


@dataclass(slots=True)
class _Opened:
    """A list or mapping that is still open; `cut`: its last text was cut short by a comma, as was said."""

    plek: Plek
    mapping: bool
    flow: bool
    below: "list[FileNode | _Gone]" = field(default_factory=list)
    cut: bool = False


class _Builder:
    """Takes events in order and builds nodes on an explicit stack."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.root: FileNode | None = None
        self.meldingen: list[Melding] = []
        self._open: list[_Opened] = []
        self._documents = 0

    @property
    def opened(self) -> Plek | None:
        """Where the innermost list or mapping began that is still open."""
        return self._open[-1].plek if self._open else None

    def take(self, event: yaml.Event) -> bool:
        """One event; False when the rest of the file is not wanted."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._refuse("yaml_meer_documenten", self.source.at(event.start_mark))
                return False
        if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            return True
        plek = self.source.at(event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            done = self._open.pop()
            self._close(self._collection(done.plek, done.mapping, done.below))
            return True
        if event.anchor is not None:
            self._refuse("yaml_alias", plek)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse("yaml_tag", plek, tag=str(tag).replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.AliasEvent):
            self._close(_Gone())
        elif isinstance(event, yaml.ScalarEvent):
            self._close(self._scalar(event, plek))
        elif len(self._open) >= MAX_DEPTH:
            self._refuse("yaml_diep", plek, hoogstens=MAX_DEPTH)
            self.root = None
            return False
        else:
            self._open.append(
                _Opened(plek, isinstance(event, yaml.MappingStartEvent), bool(getattr(event, "flow_style", None)))
            )
        return True

    def _scalar(self, event: yaml.ScalarEvent, plek: Plek) -> FileNode | _Gone:
        """A text, or no value; what a word processor or bare text made of it is said."""
        if event.style:
            return FileNode(plek.regel, plek.kolom, event.value)
        here = self._open[-1] if self._open else _Opened(plek, mapping=False, flow=False)
        key, text = here.mapping and len(here.below) % 2 == 0, self.source.yaml
        begin, end = (getattr(mark, "index", 0) for mark in (event.start_mark, event.end_mark))
        if not event.value and here.mapping and here.flow and text[:begin].rstrip()[-1:] != ":":
            return self._no_colon(here)
        slip = slip_in_scalar(text, begin, end, key, here.flow)
        if slip is not None:
            self._refuse(slip.code, self.source.plek(self.source.index(slip.index)), teken=slip.teken)
            here.cut |= slip.code == "yaml_krulquote"
            if slip.code != "yaml_harde_spatie" or not here.flow:
                return _Gone()
        empty = event.value in ("", "~", "null", "Null", "NULL")
        return FileNode(plek.regel, plek.kolom, None if empty else event.value.strip(HARD))

    def _no_colon(self, here: _Opened) -> FileNode | _Gone:
        """No value, of a key without a colon: mostly what a comma cut from the text before it."""
        key, before = here.below[-1], here.below[-2] if len(here.below) > 1 else None
        if not isinstance(key, FileNode):
            return _Gone()
        told = str(key.inhoud)
        if here.cut or " " in told or (isinstance(before, FileNode) and " " in str(before.inhoud)):
            if not here.cut:
                self._refuse("yaml_komma", Plek(self.source.bestand, key.regel, key.kolom), tekst=told)
            here.below[-1] = _Gone()
        return FileNode(key.regel, key.kolom, None)

    def _refuse(self, code: str, plek: Plek, **gegevens: object) -> None:
        self.meldingen.append(Melding(code, plek, gegevens))

    def _close(self, node: FileNode | _Gone) -> None:
        if self._open:
            self._open[-1].below.append(node)
        elif self.root is None and isinstance(node, FileNode):
            self.root = node

    def _collection(self, plek: Plek, mapping: bool, below: list[FileNode | _Gone]) -> FileNode | _Gone:
        if mapping:
            return self._mapping(plek, below)
        items = [node for node in below if isinstance(node, FileNode)]
        gone = frozenset(str(index) for index, node in enumerate(below) if isinstance(node, _Gone))
        return FileNode(plek.regel, plek.kolom, items, gone) if items or not gone else _Gone()

    def _mapping(self, plek: Plek, below: list[FileNode | _Gone]) -> FileNode | _Gone:
        pairs: dict[str, tuple[FileNode, FileNode]] = {}
        gone: dict[str, int] = {}
        for key, node in zip(below[::2], below[1::2], strict=True):
            if isinstance(key, _Gone):
                continue
            place = Plek(self.source.bestand, key.regel, key.kolom)
            if not isinstance(key.inhoud, str):
                self._refuse("yaml_sleutel", place)
            elif key.inhoud in pairs or key.inhoud in gone:
                first = pairs[key.inhoud][0].regel if key.inhoud in pairs else gone[key.inhoud]
                self._refuse("yaml_dubbele_sleutel", place, sleutel=key.inhoud, eerder=first)
            elif isinstance(node, _Gone) or key.inhoud == MERGE:
                if isinstance(node, FileNode):
                    self._refuse("yaml_alias", place)
                gone[key.inhoud] = key.regel
            else:
                pairs[key.inhoud] = (key, node)
        return FileNode(plek.regel, plek.kolom, pairs, frozenset(gone)) if pairs or not below else _Gone()


_SYNTAX: Final = (
    ("could not find expected ':'", "yaml_geen_dubbele_punt", True),
    ("found unexpected end of stream", "yaml_aanhalingsteken", True),
    ("found unexpected document indicator", "yaml_aanhalingsteken", True),
    ("expected ',' or", "yaml_haakje", False),
    ("tab character", "yaml_tab", False),
    ("mapping values are not allowed", "yaml_dubbele_punt", False),
    ("found unexpected ':'", "yaml_dubbele_punt", False),
    ("did not find expected node content", "yaml_leesteken", False),
    ("found unknown escape character", "yaml_escape", False),
    ("did not find expected hexdecimal number", "yaml_escape", False),
    ("found invalid Unicode character escape code", "yaml_escape", False),
    ("did not find expected alphabetic or numeric character", "yaml_alias", True),
    ("exceeded maximum nesting depth", "yaml_diep", False),
    ("found undefined tag handle", "yaml_tag", False),
    ("did not find expected key", "yaml_inspringen", False),
    ("did not find expected '-' indicator", "yaml_inspringen", False),
    ("did not find expected <document start>", "yaml_inspringen", False),
    ("sequence entries are not allowed", "yaml_streepje", False),
    ("mapping keys are not allowed", "yaml_teken", False),
    ("incompatible YAML document", "yaml_teken", False),
    ("duplicate %YAML directive", "yaml_teken", False),
)
"""Parts of libyaml's problem texts, the code of the sentence that helps, and whether to point at where it began."""

_STARTS: Final = {
    "while scanning a directive": "%",
    "while scanning a block scalar": "| of >",
    "while scanning a tag": "!",
    "while parsing a tag": "!",
}
"""What libyaml was reading, with the character that made it think so."""


def _syntax(error: yaml.YAMLError, source: _Source, opened: Plek | None = None) -> Melding:
    """What libyaml could not read, as one of our own codes; `opened` is where the innermost list or mapping began."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Melding("yaml_syntax", Plek(source.bestand, 1, 1))
    problem = str(error.problem)
    place, begin = source.at(error.problem_mark), source.at(error.context_mark or error.problem_mark)
    index = source.index(error.problem_mark.index)
    start = source.index(error.context_mark.index) if error.context_mark else index
    if slip := slip_near(source.text, start, index):
        return Melding(slip.code, source.plek(slip.index), {"teken": slip.teken})
    char = source.text[index : index + 1]
    line = source.text[:index].rpartition("\n")[2].rstrip()
    code, at_begin = next(((c, b) for part, c, b in _SYNTAX if part in problem), ("yaml_syntax", False))
    if "cannot start any token" in problem:
        code = "yaml_tab" if char == "\t" else "yaml_teken"
    elif code != "yaml_tab" and str(error.context) in _STARTS:
        code, at_begin, char = "yaml_teken", True, _STARTS[str(error.context)]
    elif "did not find expected key" in problem and line.endswith(("'", '"')):
        code = "yaml_na_aanhalingsteken"
    elif "did not find expected key" in problem and char == ":":
        code = "yaml_sleutel"
    elif code == "yaml_haakje" and char == ":" and place.regel == begin.regel:
        code = "yaml_dubbele_punt"
    elif code == "yaml_leesteken" and not char and opened:
        code, begin = "yaml_haakje", opened
    facts: dict[str, object] = {"teken": char, "hoogstens": MAX_DEPTH, "begin": begin.regel, "tag": char}
    return Melding(code, begin if at_begin else place, facts)
