"""The conditions of a pack as a circuit: every node is four planes and nvt (docs/model.md section 3).

A pack becomes a circuit once; conditions that are equal are one node, and a reference is the very node of what it
refers to. It shares no evaluation with the direct engine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, Archetype
from .circuit import Bit, Circuit, all_bits, any_bit
from .leaves import Blad


class Planes(NamedTuple):
    """The value of a node: laag = 1, laag >= ½, hoog = 1, hoog >= ½, all four zero where it is nvt."""

    lo1: Bit
    lo5: Bit
    hi1: Bit
    hi5: Bit
    nvt: Bit

    @property
    def four(self) -> tuple[Bit, Bit, Bit, Bit]:
        """The four worlds, in the order of the fields, for what does the same in each."""
        return self[:4]

    @property
    def open(self) -> Bit:
        """Where laag < hoog."""
        return (self.lo1 ^ self.hi1) | (self.lo5 ^ self.hi5)


def reverse(value: Planes) -> Planes:
    """`niet`: [1 - hoog, 1 - laag]."""
    there = ~value.nvt
    return Planes(~value.hi5 & there, ~value.hi1 & there, ~value.lo5 & there, ~value.lo1 & there, value.nvt)


def all_of(values: Sequence[Planes], circuit: Circuit) -> Planes:
    """`alle`: everywhere the least of the values that are not nvt."""
    nvt = all_bits((v.nvt for v in values), circuit)
    return _four(lambda i: all_bits((v[i] | v.nvt for v in values), circuit) & ~nvt, nvt)


def any_of(values: Sequence[Planes], circuit: Circuit) -> Planes:
    """`een_van`: everywhere the greatest of the values that are not nvt."""
    nvt = all_bits((v.nvt for v in values), circuit)
    return _four(lambda i: any_bit((v[i] for v in values), circuit), nvt)


def at_least(rank: int, values: Sequence[Planes], circuit: Circuit) -> Planes:
    """`minstens`: the rank-th greatest of those that are not nvt, or the least when fewer are left.

    Per world a threshold, by dynamic programming over the values: `reached[n]` is "at least n so far are true".
    """
    least = all_of(values, circuit)

    def ranked(index: int) -> Bit:
        reached = [circuit.one, *[circuit.zero] * rank]
        for value in values:
            for number in range(rank, 0, -1):
                reached[number] |= reached[number - 1] & value[index]
        return reached[rank] | least[index]

    return _four(ranked, least.nvt)


def _four(plane: Callable[[int], Bit], nvt: Bit) -> Planes:
    return Planes(plane(0), plane(1), plane(2), plane(3), nvt)


@dataclass(frozen=True, slots=True)
class Knoop:
    """One node: its value, the nodes below it, and for a leaf the question that it tests."""

    waarde: Planes
    onder: tuple[int, ...] = ()
    vraag: str = ""


@dataclass(frozen=True, slots=True)
class Voorwaarden:
    """The conditions of a pack: nodes, each after those below it, and the node at the root of each condition."""

    circuit: Circuit
    knopen: Sequence[Knoop]
    voldaan: Mapping[str, int]
    als: Mapping[str, int]
    grenzen: Mapping[str, int]
    signalen: Mapping[str, int]
    ladder: Mapping[Archetype, int]

    def of(self, number: int) -> Planes:
        """The value of a node."""
        return self.knopen[number].waarde


_BUILT_IN: Final = ("fase", "reikwijdte", "land")

Sort = tuple[object, ...]
"""What makes two nodes the same: their kind, and what they test or stand on."""


@dataclass(slots=True)
class _Builder:
    pakket: Regelpakket
    circuit: Circuit = field(default_factory=Circuit)
    knopen: list[Knoop] = field(default_factory=list)
    known: dict[Sort, int] = field(default_factory=dict)
    voldaan: dict[str, int] = field(default_factory=dict)

    def node(self, condition: Voorwaarde) -> int:
        """The number of the node of a condition."""
        match condition:
            case WaarborgRef(waarborg=waarborg):
                return self.voldaan[waarborg]
            case VraagTest(vraag=vraag, is_=None):
                return self._leaf(vraag, None)
            case VraagTest(vraag=vraag, is_=opties):
                return self._leaf(vraag, frozenset(opties or ()))
            case Niet(niet=test):
                return self._over("niet", (self.node(test),), lambda v: reverse(v[0]))
            case Alle(alle=below):
                return self._over("alle", self._all(below), lambda v: all_of(v, self.circuit))
            case EenVan(een_van=below):
                return self._over("een_van", self._all(below), lambda v: any_of(v, self.circuit))
            case Minstens(minstens=counted):
                rank = counted.aantal
                return self._over(f"{rank}", self._all(counted.van), lambda v: at_least(rank, v, self.circuit))

    def _all(self, below: Sequence[Voorwaarde]) -> tuple[int, ...]:
        return tuple(self.node(child) for child in below)

    def _over(self, kind: str, onder: tuple[int, ...], value: Callable[[list[Planes]], Planes]) -> int:
        if (kind, onder) not in self.known:
            self._add((kind, onder), Knoop(value([self.knopen[n].waarde for n in onder]), onder))
        return self.known[kind, onder]

    def _leaf(self, vraag: str, opties: frozenset[str] | None) -> int:
        if (vraag, opties) not in self.known:
            may_be_nvt = vraag not in _BUILT_IN and self.pakket.vragen[vraag].nvt_mogelijk
            lo1, hi1 = (self.circuit.input(Blad(vraag, opties, w)) for w in ("lo1", "hi1"))
            lo5, hi5 = (lo1, hi1)
            if opties is None:
                lo5, hi5 = (self.circuit.input(Blad(vraag, None, w)) for w in ("lo5", "hi5"))
            nvt = self.circuit.input(Blad(vraag, opties, "nvt")) if may_be_nvt else self.circuit.zero
            self._add((vraag, opties), Knoop(Planes(lo1, lo5, hi1, hi5, nvt), vraag=vraag))
        return self.known[vraag, opties]

    def _add(self, sort: Sort, knoop: Knoop) -> None:
        self.known[sort] = len(self.knopen)
        self.knopen.append(knoop)


def conditions_of(pakket: Regelpakket) -> Voorwaarden:
    """The conditions of a pack as nodes of a circuit."""
    builder = _Builder(pakket)
    for waarborg in pakket.volgorde:
        builder.voldaan[waarborg] = builder.node(pakket.waarborgen[waarborg].voldaan_als)
    return Voorwaarden(
        circuit=builder.circuit,
        voldaan=builder.voldaan,
        als={name: builder.node(w.als) for name, w in pakket.waarborgen.items() if w.als is not None},
        grenzen={name: builder.node(g.als) for name, g in pakket.grenzen.items()},
        signalen={name: builder.node(s.als) for name, s in pakket.signalen.items()},
        ladder={archetype: builder.node(pakket.zeggenschap[archetype]) for archetype in ARCHETYPES},
        knopen=builder.knopen,
    )


def reached(voorwaarden: Voorwaarden, seeds: Mapping[int, Bit]) -> dict[str, Bit]:
    """Where each question is reached from the seeds (node → rows) through unresolved nodes only."""
    circuit, knopen = voorwaarden.circuit, voorwaarden.knopen
    reach = dict(seeds)
    found: dict[str, Bit] = {}
    for number in range(len(knopen) - 1, -1, -1):
        if number not in reach:
            continue
        knoop = knopen[number]
        here = reach[number] & knoop.waarde.open
        for below in knoop.onder:
            reach[below] = reach.get(below, circuit.zero) | here
        if knoop.vraag:
            found[knoop.vraag] = found.get(knoop.vraag, circuit.zero) | here
    return found
