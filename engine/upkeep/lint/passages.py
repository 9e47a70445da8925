"""Finds the sentences of a pack that people read, each with its place, ready to be weighed for plain language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...model.source import FileNode, NodePath
from ...model.woorden import fill_words
from .view import Hit, PackFile, PackView, Thing

_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "kop": (
        "naam",
        "bron.titel",
        "bron.opmerking",
        "uitkomsten.*",
        "uitkomsten.*.*",
        "teksten.*",
        "teksten.*.*",
    ),
    "vraag": ("vraag", "opties.*", "afleiding", "toelichting"),
    "gespreksvraag": ("vraag", "toelichting"),
    "instrument": ("naam", "kanttekening", "naast_de_wens.*", "toelichting"),
    "lezing": ("waarom",),
    "stap": ("wat", "toelichting"),
    "element": ("wat", "toelichting"),
    "signaal": ("naam", "tekst", "tekst_terugblik", "vraag_bij_twijfel", "waarom", "afleiding", "toelichting"),
    "grens": ("naam", "waarom", "afleiding", "toelichting"),
    "waarborg": (
        "naam",
        "waarom",
        "witte_vlek",
        "witte_vlek_onbekend",
        "witte_vlek_terugblik",
        "voorbeeldtekst",
        "afleiding",
        "toelichting",
        "acties.*.wat",
        "acties.*.wijk_doet",
        "acties.*.gemeente_doet",
        "acties.*.kanttekening",
    ),
}
"""Where people read: the fields of each kind of thing that hold words; `*` is any key or item."""

_NO_WORDS: Final = ("bron",)
"""What is no sentence below a text of pakket.yaml."""
_CHOICE: Final = re.compile(r"\{[^{}|]*\|([^{}|]*)(?:\|[^{}]*)?\}")
_BLANK: Final = re.compile(r"\{[^{}|]*\}")
_END: Final = re.compile(r"(?<=[.?!…])[\"'”’)]*\s+")
_ASIDE: Final = re.compile(r"\((?:[^()]*\b[LGAVPKIET]\d[^()]*|[^()]*art\. ?\d[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its place; `tekst` is as people read it, its places to fill in filled with a word.

    `vast` is what of it is always the same: in it what is filled in is only a letter.
    """

    ding: Thing[Any]
    node: FileNode
    path: NodePath
    tekst: str
    vast: str

    @property
    def veld(self) -> str:
        """The field that it stands in."""
        return str(next(step for step in reversed(self.path) if isinstance(step, str)))

    @property
    def zinnen(self) -> list[str]:
        """Its sentences; citations in brackets are no part of them."""
        return [zin for zin in _END.split(_ASIDE.sub("", self.tekst).strip()) if zin]

    def hit(self, woorden: str = "", **gegevens: object) -> Hit:
        """That something is found in it: at these words when they can be found back in the file."""
        stuk = self.ding.stuk
        place = stuk.plek(_found(stuk, self.node, woorden) if woorden else stuk.offset(self.node))
        return Hit(place, {"woorden": woorden, "veld": self.veld, **gegevens}, self.node.regel)


def _found(stuk: PackFile, node: FileNode, words: str) -> int:
    """Where these words stand in the text of a node, whatever white space lies between; else where it begins."""
    begin = stuk.offset(node)
    within = stuk.tekst[begin : begin + 2 * len(str(node.inhoud)) + 20]
    found = re.search(r"\s+".join(map(re.escape, words.split())), within)
    return begin + found.start() if found else begin


def passages(beeld: PackView) -> Iterator[Passage]:
    """Every text of the pack that people read, in order of place within each thing."""
    by_name = beeld.pakket.taal.by_name
    for ding in (beeld.kop, *beeld.dingen):
        for field in _FIELDS[ding.soort]:
            for path, node in _below(ding.node, tuple(field.split("."))):
                if isinstance(node.inhoud, str) and path[-1] not in _NO_WORDS:
                    read = fill_words(node.inhoud, by_name, braces=False)
                    yield Passage(ding, node, path, _blanked(read), _blanked(node.inhoud))


def _blanked(text: str) -> str:
    return _BLANK.sub("X", _CHOICE.sub(r"\1", text))


def _below(node: FileNode, steps: tuple[str, ...], path: NodePath = ()) -> Iterator[tuple[NodePath, FileNode]]:
    if not steps:
        yield path, node
        return
    step, rest = steps[0], steps[1:]
    if step != "*":
        child = node.below(step)
        if child is not None:
            yield from _below(child, rest, (*path, step))
    elif isinstance(node.inhoud, dict):
        for key, (_, child) in node.inhoud.items():
            yield from _below(child, rest, (*path, key))
    elif isinstance(node.inhoud, list):
        for index, child in enumerate(node.inhoud):
            yield from _below(child, rest, (*path, index))
