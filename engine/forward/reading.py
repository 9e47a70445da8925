"""Turns a situation into the facts that the forward engine starts from, and what it found into Feiten."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from ..judging.facts import EisFeit, Feiten, Situatie
from ..model.answers import Antwoord, Interval, Waarde
from ..model.words import ARCHETYPES, Archetype, EisStatus
from .nodes import InFasen, Leaf, OnDay, Test
from .positive_facts import PLAIN, WORLDS, AlsOpen, Fact, Holds, Nvt, NvtByAnswer, Status, WitteVlek
from .program import Program
from .rules import Atom

Worlds = tuple[bool, bool, bool, bool]
"""Whether something is true with lo = 1, lo >= ½, hi = 1, hi >= ½."""

_TRUE: Final[Worlds] = (True, True, True, True)
_FALSE: Final[Worlds] = (False, False, False, False)
_UNKNOWN: Final[Worlds] = (False, False, True, True)
_STELLING: Final[Mapping[str, Worlds]] = {
    "ja": _TRUE,
    "deels": (False, True, False, True),
    "nee": _FALSE,
    "onbekend": _UNKNOWN,
}


class FactsLost(Exception):
    """The rules did not say, or said twice, how something stands: facts were lost on the way."""


@dataclass(frozen=True, slots=True)
class Bevindingen:
    """What the rules derive: the Feiten, and the status and witte vlekken of the eisen (afwegingen left aside)."""

    feiten: Feiten
    statussen: Mapping[str, EisStatus]
    witte_vlekken: frozenset[tuple[str, Archetype]]


# From answers to facts.


def start_facts(program: Program, situatie: Situatie) -> list[int]:
    """The codes of the facts that the answers come down to (docs/model.md section 3, the four worlds)."""
    facts: list[Atom] = []
    for index, node in enumerate(program.graph.nodes):
        if isinstance(node, Leaf):
            worlds = _leaf(node, situatie)
            said = [Atom(Nvt(index), PLAIN)]
            if worlds is not None:
                said = [Atom(Holds(index, worlds[world]), world) for world in WORLDS]
            facts += [*said, *(brought for atom in said for brought in program.rules.with_it(*atom))]
    return [code for atom in facts if (code := program.code(*atom)) is not None]


def _leaf(leaf: Leaf, situatie: Situatie) -> Worlds | None:
    match leaf:
        case Test():
            return _answered(leaf, situatie.antwoorden.get(leaf.vraag))
        case InFasen(fasen=fasen):
            return _TRUE if situatie.fase in fasen else _FALSE
        case OnDay(van=van, tot=tot):
            early = van is not None and situatie.peildatum < van
            late = tot is not None and situatie.peildatum > tot
            return _FALSE if early or late else _TRUE


def _answered(test: Test, antwoord: Antwoord | None) -> Worlds | None:
    """The worlds of an answer: surely true when all that count say so, possibly when one does; None is nvt."""
    words = ("onbekend",) if antwoord is None else antwoord.telt
    if "nvt" in words and not test.may_be_nvt:
        raise ValueError(f"nvt is no answer to {test.vraag}")
    rows = [_word(test, word) for word in words if word != "nvt"]
    if not rows:
        return None
    low_1, low_half, high_1, high_half = zip(*rows, strict=True)
    return all(low_1), all(low_half), any(high_1), any(high_half)


def _word(test: Test, word: str) -> Worlds:
    if test.options is None:
        return _STELLING[word]
    if word == "onbekend":
        return _UNKNOWN
    return _TRUE if word in test.options else _FALSE


# From what was found to Feiten.


def bevindingen(program: Program, found: set[int]) -> Bevindingen:
    """What the rules derived, put together.

    Raises:
        FactsLost: in some world something is neither true nor false, or both.
    """
    graph, read = program.graph, _Reader(program, found)
    there = {name for name, node in graph.there.items() if node is None or read.sure(node).laag}
    feiten = Feiten(
        waarborgen={name: read.value(node) for name, node in graph.voldaan.items()},
        eisen={name: read.eis(name) for name in graph.waarborgen},
        grenzen={name: read.sure(graph.als[name]) for name in graph.grenzen if name in there},
        signalen={name: read.value(graph.als[name]) for name in graph.signalen if name in there},
        ladder={archetype: read.sure(graph.ladder[archetype]) for archetype in ARCHETYPES},
    )
    open_eisen = [fact for fact in program.number if isinstance(fact, WitteVlek) and read.so(fact)]
    return Bevindingen(
        feiten,
        statussen={name: read.status(name) for name in graph.waarborgen},
        witte_vlekken=frozenset((fact.waarborg, fact.archetype) for fact in open_eisen),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Looks up what was found."""

    program: Program
    found: set[int]

    def so(self, fact: Fact, world: int = PLAIN) -> bool:
        return self.program.code(fact, world) in self.found

    def value(self, node: int) -> Waarde:
        return self._interval(Holds(node, True), Holds(node, False), Nvt(node))

    def sure(self, node: int) -> Interval:
        value = self.value(node)
        if value is None:
            raise FactsLost(f"node {node} cannot be nvt")
        return value

    def eis(self, name: str) -> EisFeit:
        rules = self.program.rules
        value = self._interval(rules.eis(name, True), rules.eis(name, False), rules.eis_nvt(name))
        return EisFeit(value, als_open=self.so(AlsOpen(name)), door_nvt=self.so(NvtByAnswer(name)))

    def status(self, name: str) -> EisStatus:
        held = [status for status in get_args(EisStatus) if self.so(Status(name, status))]
        if len(held) != 1:
            raise FactsLost(f"{name}: {held}")
        status: EisStatus = held[0]
        return status

    def _interval(self, true: Fact, false: Fact, nvt: Fact) -> Waarde:
        """The interval behind four worlds; None when it is nvt, and then no world may say anything."""
        yes = [self.so(true, world) for world in WORLDS]
        no = [self.so(false, world) for world in WORLDS]
        if self.so(nvt) and not any(yes) and not any(no):
            return None
        low_1, low_half, high_1, high_half = yes
        if self.so(nvt) or any(y == n for y, n in zip(yes, no, strict=True)) or low_1 > low_half or high_1 > high_half:
            raise FactsLost(f"{true}: {yes} {no}")
        return Interval((low_1 + low_half) / 2, (high_1 + high_half) / 2)
