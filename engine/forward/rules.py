"""Says from which facts each fact follows: the model as rules for a chainer (docs/model.md sections 3 and 4).

Horn rules: a body of positive facts and one fact that follows, never a "not". Chaining from the answers then only ever
adds facts, and ends in the same least fixpoint whatever the order in which rules fire.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..model.words import EisStatus
from .machine import MIRROR, SAME
from .nodes import Count, Graph, Turned
from .positive_facts import (
    HOOG_1,
    HOOG_HALF,
    LAAG_1,
    LAAG_HALF,
    PLAIN,
    WORLDS,
    AlsOpen,
    AtLeast,
    EisHolds,
    EisNvt,
    Fact,
    Holds,
    Nvt,
    NvtByAnswer,
    Passes,
    Status,
    WitteVlek,
)

JOIN: Final = 16
"""The most facts that one join of durable_rules can hold; longer ones are split."""

OPEN: Final[tuple[EisStatus, ...]] = ("deels", "hooguit_deels", "ontbreekt", "onbekend")
"""The statuses that make an eis moet or hoort a witte vlek."""


class Atom(NamedTuple):
    """A fact in a world: 0 to 3, or SAME."""

    fact: Fact
    world: int


Body = tuple[Atom, ...]
"""What must hold together for a rule to fire."""


class Rule(NamedTuple):
    """From the body follows the fact that was asked about, in this world (SAME and MIRROR: as the body)."""

    body: Body
    world: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a pack, made when they are asked for."""

    graph: Graph

    def of(self, fact: Fact) -> Iterator[Rule]:
        """The rules from which `fact` follows; none for an answer, nor for Passes (which comes with its source)."""
        match fact:
            case Holds(node=node, yes=yes):
                yield from self._node(node, yes)
            case Nvt(node=node):
                yield from self._node_nvt(node)
            case AtLeast(k=k, of=of):
                yield from _at_least(k, of)
            case EisHolds(waarborg=waarborg, yes=yes):
                yield from self._eis(waarborg, yes)
            case EisNvt(waarborg=waarborg):
                yield from _plainly(self._eis_nvt(waarborg))
            case NvtByAnswer(waarborg=waarborg):
                yield from _plainly(self._nvt_by_answer(waarborg))
            case AlsOpen(waarborg=waarborg):
                als = self.graph.als[waarborg]
                may = (Atom(Holds(als, False), LAAG_HALF), Atom(Holds(als, True), HOOG_HALF))
                yield Rule((*may, *self._there(waarborg)), PLAIN)
            case Status(waarborg=waarborg, status=status):
                yield Rule(self._status(waarborg, status), PLAIN)
            case WitteVlek(waarborg=waarborg):
                yield from _plainly(self._status(waarborg, status) for status in OPEN)

    # Nodes.

    def _node(self, node: int, yes: bool) -> Iterator[Rule]:
        match self.graph.nodes[node]:
            case Turned(of=leaf):
                yield Rule((Atom(Holds(leaf, not yes), SAME),), MIRROR)
            case Count(k=k, children=below):
                n, nvt = len(below), self._may_be_nvt(below)
                if not yes:
                    yield from self._counted(n - k + 1, below, yes)
                    return
                if k < n:
                    yield from _at_least(k, tuple(Holds(child, yes) for child in below))
                if k == n or nvt > n - k:
                    yield from self._counted(n, below, yes)

    def _may_be_nvt(self, nodes: Sequence[int]) -> int:
        return sum(self.graph.may_be_nvt[node] for node in nodes)

    def _counted(self, k: int, below: Sequence[int], yes: bool) -> Iterator[Rule]:
        """At least k of the children are so or nvt, and at least one of them is so."""
        real = [Holds(child, yes) for child in below]
        passing = tuple(Passes(f.node, yes) if self.graph.may_be_nvt[f.node] else f for f in real)
        if k == 1:
            yield from (_same(fact) for fact in real)
        elif self._may_be_nvt(below) < k:
            yield from _at_least(k, passing)
        else:
            yield from (_same(AtLeast(k, passing), fact) for fact in real)

    def _node_nvt(self, node: int) -> Iterator[Rule]:
        match self.graph.nodes[node]:
            case Turned(of=leaf):
                yield _same(Nvt(leaf))
            case Count(children=below):
                yield from _at_least(len(below), tuple(Nvt(child) for child in below))

    # Eisen.

    def eis(self, waarborg: str, yes: bool) -> Fact:
        """That an eis is true, or surely not; without als, fasen and geldig that is its condition."""
        return Holds(self.graph.voldaan[waarborg], yes) if self._plain(waarborg) else EisHolds(waarborg, yes)

    def eis_nvt(self, waarborg: str) -> Fact:
        """That an eis is nvt."""
        return Nvt(self.graph.voldaan[waarborg]) if self._plain(waarborg) else EisNvt(waarborg)

    def _plain(self, waarborg: str) -> bool:
        return waarborg not in self.graph.als and self.graph.there[waarborg] is None

    def _there(self, regel: str) -> Body:
        there = self.graph.there[regel]
        return () if there is None else (Atom(Holds(there, True), LAAG_1),)

    def _in_play(self, waarborg: str) -> Body:
        """The eis applies or may apply."""
        als = self.graph.als.get(waarborg)
        there = self._there(waarborg)
        return there if als is None else (Atom(Holds(als, True), HOOG_HALF), *there)

    def _eis(self, waarborg: str, yes: bool) -> Iterator[Rule]:
        voldaan, als = self.graph.voldaan[waarborg], self.graph.als.get(waarborg)
        if als is None:
            yield Rule((Atom(Holds(voldaan, yes), SAME), *self._there(waarborg)), SAME)
            return
        for world in WORLDS:
            value = Atom(Holds(voldaan, yes), world)
            if world in (LAAG_1, LAAG_HALF):
                yield Rule((value, *self._in_play(waarborg)), world)
            else:
                yield Rule((value, Atom(Holds(als, True), LAAG_HALF), *self._there(waarborg)), world)
                if yes:  # an open als puts hi at 1, whatever the condition, unless that is nvt
                    known = (Atom(Holds(voldaan, either), HOOG_HALF) for either in (True, False))
                    yield from (Rule((Atom(AlsOpen(waarborg), PLAIN), so), world) for so in known)

    def _eis_nvt(self, waarborg: str) -> Iterator[Body]:
        there, als = self.graph.there[waarborg], self.graph.als.get(waarborg)
        if there is not None:
            yield (Atom(Holds(there, False), LAAG_1),)
        if als is not None:
            yield (Atom(Holds(als, False), HOOG_HALF), *self._there(waarborg))
        yield from self._nvt_by_answer(waarborg)

    def _nvt_by_answer(self, waarborg: str) -> Iterator[Body]:
        voldaan, als = self.graph.voldaan[waarborg], self.graph.als.get(waarborg)
        if self.graph.may_be_nvt[voldaan]:
            yield (Atom(Nvt(voldaan), PLAIN), *self._in_play(waarborg))
        if als is not None and self.graph.may_be_nvt[als]:
            yield (Atom(Nvt(als), PLAIN), *self._there(waarborg))

    def _status(self, waarborg: str, status: EisStatus) -> Body:
        so, not_so = self.eis(waarborg, True), self.eis(waarborg, False)
        match status:
            case "geborgd":
                return (Atom(so, LAAG_1),)
            case "deels":
                return (Atom(so, LAAG_HALF), Atom(not_so, HOOG_1))
            case "hooguit_deels":
                return (Atom(so, HOOG_HALF), Atom(not_so, LAAG_HALF), Atom(not_so, HOOG_1))
            case "ontbreekt":
                return (Atom(not_so, HOOG_HALF),)
            case "onbekend":
                return (Atom(so, HOOG_1), Atom(not_so, LAAG_1))
            case _:
                return (Atom(self.eis_nvt(waarborg), PLAIN),)

    # What a fact brings along.

    def with_it(self, fact: Fact, world: int) -> Iterator[Atom]:
        """What a fact of a node that may be nvt says besides: it passes, and an nvt node passes in every world."""
        match fact:
            case Holds(node=node, yes=yes) if self.graph.may_be_nvt[node]:
                yield Atom(Passes(node, yes), world)
            case Nvt(node=node):
                yield from (Atom(Passes(node, yes), each) for each in WORLDS for yes in (True, False))


def _same(*facts: Fact) -> Rule:
    return Rule(tuple(Atom(fact, SAME) for fact in facts), SAME)


def _plainly(bodies: Iterator[Body]) -> Iterator[Rule]:
    return (Rule(body, PLAIN) for body in bodies)


def _at_least(k: int, facts: tuple[Fact, ...]) -> Iterator[Rule]:
    """Rules for "at least k of these": one at a time over what is known of all but the last.

    Pascal's recurrence: k of n hold when k of the first n - 1 do, or k - 1 of them and the last. Written out, "k of n"
    would be a rule for each choice of k.
    """
    if k == 1:
        yield from (_same(fact) for fact in facts)
    elif k == len(facts):
        yield _same(*_join(facts))
    else:
        yield _same(AtLeast(k, facts[:-1]))
        yield _same(AtLeast(k - 1, facts[:-1]), facts[-1])


def _join(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """All of these as at most JOIN facts: more are joined in parts first."""
    if len(facts) <= JOIN:
        return facts
    parts = [facts[i : i + JOIN] for i in range(0, len(facts), JOIN)]
    return _join(tuple(part[0] if len(part) == 1 else AtLeast(len(part), part) for part in parts))
