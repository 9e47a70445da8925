"""The conditions of a pack in a circuit: every node is an interval in its worlds (docs/model.md section 3).

Kleene's logic of three values, twice: one bound at a time, "at least ½" and "1" apart, `alle` is AND, `een_van` is OR,
and `niet` swaps the two bounds. It shares no evaluation with the direct engine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ..model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef
from ..model.pakket import Lezing, Lezingveld
from ..model.regelpakket import Regelpakket
from ..model.words import INGEBOUWDE_VRAGEN
from .gates import Bit, Circuit, all_bits, any_bit
from .worlds import Leaf, Worlds

Value = Worlds[Bit]


def reverse(value: Value) -> Value:
    """`niet`: [1 - hoog, 1 - laag]."""
    there = ~value.nvt
    return Worlds(~value.hi5 & there, ~value.hi1 & there, ~value.lo5 & there, ~value.lo1 & there, value.nvt)


def all_of(values: Sequence[Value], circuit: Circuit) -> Value:
    """`alle`: everywhere the least of the values that are not nvt."""
    nvt = all_bits((v.nvt for v in values), circuit)
    return _four(lambda i: all_bits((v[i] | v.nvt for v in values), circuit) & ~nvt, nvt)


def any_of(values: Sequence[Value], circuit: Circuit) -> Value:
    """`een_van`: everywhere the greatest of the values that are not nvt."""
    nvt = all_bits((v.nvt for v in values), circuit)
    return _four(lambda i: any_bit((v[i] for v in values), circuit), nvt)


class BitCount(NamedTuple):
    """An input that stands for "at least `rank` of these bits", for who counts without gates."""

    rank: int
    bits: tuple[Bit, ...]


Count = Callable[[int, Sequence[Bit], Circuit], Bit]
"""How "at least so many of these bits" becomes one bit."""


def by_gates(rank: int, bits: Sequence[Bit], circuit: Circuit) -> Bit:
    """A threshold by dynamic programming over the bits: `reached[n]` is "at least n so far are true"."""
    reached = [circuit.one, *[circuit.zero] * rank]
    for bit in bits:
        for number in range(rank, 0, -1):
            reached[number] |= reached[number - 1] & bit
    return reached[rank]


def kept_whole(rank: int, bits: Sequence[Bit], circuit: Circuit) -> Bit:
    """A threshold as an input of its own, which says what it counts; none where one or all are asked."""
    if rank in (1, len(bits)):
        return by_gates(rank, bits, circuit)
    return circuit.input(BitCount(rank, tuple(bits)))


def at_least(rank: int, values: Sequence[Value], circuit: Circuit, count: Count = by_gates) -> Value:
    """`minstens`: the rank-th greatest of those that are not nvt, or the least when fewer are left."""
    if all(v.nvt == circuit.zero for v in values):
        return _four(lambda i: count(rank, [v[i] for v in values], circuit), circuit.zero)
    least = all_of(values, circuit)
    return _four(lambda i: count(rank, [v[i] for v in values], circuit) | least[i], least.nvt)


def _four(world: Callable[[int], Bit], nvt: Bit) -> Value:
    return Worlds(world(0), world(1), world(2), world(3), nvt)


def unresolved(value: Value) -> Bit:
    """Where laag < hoog."""
    return (value.lo1 ^ value.hi1) | (value.lo5 ^ value.hi5)


def _true(circuit: Circuit) -> Callable[[list[Value]], Value]:
    return lambda _: Worlds(circuit.one, circuit.one, circuit.one, circuit.one, circuit.zero)


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its value, the nodes below it, and for a leaf the question that it tests."""

    value: Value
    below: tuple[int, ...] = ()
    vraag: str = ""


class Taken(NamedTuple):
    """An input: where a reading is taken instead of what the pack says."""

    lezing: str


Sort = tuple[object, ...]
"""What makes two nodes the same: their kind, and what they test or stand on."""


@dataclass(slots=True)
class Conditions:
    """The conditions of a pack as nodes, each after those below it, added as they are asked for.

    Equal conditions are one node, and a reference is the very node of what it refers to. `met` gives the node of the
    `voldaan_als` of each waarborg. With `lezingen` each reading of the pack is an input of the circuit. `count` makes
    the thresholds of `minstens`.
    """

    pakket: Regelpakket
    lezingen: bool = False
    count: Count = by_gates
    circuit: Circuit = field(default_factory=Circuit)
    nodes: list[Node] = field(default_factory=list)
    met: dict[str, int] = field(default_factory=dict)
    known: dict[Sort, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for waarborg in self.pakket.volgorde:
            self.met[waarborg] = self._read_as(waarborg, "voldaan_als", self.pakket.waarborgen[waarborg].voldaan_als)

    def value(self, condition: Voorwaarde) -> Value:
        """The value of a condition."""
        return self.nodes[self.node(condition)].value

    def asks(self, waarborg: str) -> Value:
        """The value of what a waarborg asks."""
        return self.nodes[self.met[waarborg]].value

    def applies(self, waarborg: str) -> Value:
        """The value of what decides whether it applies; true where nothing does."""
        return self.nodes[self._read_as(waarborg, "als", self.pakket.waarborgen[waarborg].als)].value

    def read_as(self, waarborg: str, veld: Lezingveld) -> tuple[Lezing, Bit] | None:
        """The reading of a field of a waarborg, with where it is taken; None where there is none, or none is asked."""
        own = (each for each in self.pakket.lezingen.values() if each.regel == waarborg and each.veld == veld)
        lezing = next(own, None) if self.lezingen else None
        return None if lezing is None else (lezing, self.circuit.input(Taken(lezing.id)))

    def _read_as(self, waarborg: str, veld: Literal["als", "voldaan_als"], condition: Voorwaarde | None) -> int:
        """The node of a condition, or where its reading is taken of what that says."""
        here = self._node_or_true(condition)
        if (other := self.read_as(waarborg, veld)) is None:
            return here
        lezing, taken = other
        said = lezing.als if veld == "als" else lezing.voldaan_als
        there = self._node_or_true(None if said == "geen" else said)
        if ("lezing", lezing.id) not in self.known:
            both = zip(self.nodes[there].value, self.nodes[here].value, strict=True)
            value = Worlds(*((taken & new) | (~taken & old) for new, old in both))
            self._add(("lezing", lezing.id), Node(value, (there, here)))
        return self.known["lezing", lezing.id]

    def _node_or_true(self, condition: Voorwaarde | None) -> int:
        return self._over("alle", [], _true(self.circuit)) if condition is None else self.node(condition)

    def node(self, condition: Voorwaarde) -> int:
        """The number of the node of a condition."""
        match condition:
            case WaarborgRef(waarborg=waarborg):
                return self.met[waarborg]
            case VraagTest(vraag=vraag, is_=None):
                return self._leaf(vraag, None)
            case VraagTest(vraag=vraag, is_=opties):
                return self._leaf(vraag, frozenset(opties or ()))
            case Niet(niet=test):
                return self._over("niet", [test], lambda v: reverse(v[0]))
            case Alle(alle=below):
                return self._over("alle", below, lambda v: all_of(v, self.circuit))
            case EenVan(een_van=below):
                return self._over("een_van", below, lambda v: any_of(v, self.circuit))
            case Minstens(minstens=counted):
                rank = counted.aantal
                return self._over(f"{rank}", counted.van, lambda v: at_least(rank, v, self.circuit, self.count))

    def _over(self, kind: str, conditions: Sequence[Voorwaarde], value: Callable[[list[Value]], Value]) -> int:
        below = tuple(self.node(child) for child in conditions)
        if (kind, below) not in self.known:
            self._add((kind, below), Node(value([self.nodes[number].value for number in below]), below))
        return self.known[kind, below]

    def _leaf(self, vraag: str, opties: frozenset[str] | None) -> int:
        """A test of a question; one of a keuze needs two worlds and not four, as it is never halfway."""
        if (vraag, opties) not in self.known:
            may_be_nvt = vraag not in INGEBOUWDE_VRAGEN and self.pakket.vragen[vraag].nvt_mogelijk
            lo1, hi1 = (self.circuit.input(Leaf(vraag, opties, w)) for w in ("lo1", "hi1"))
            lo5, hi5 = (lo1, hi1)
            if opties is None:
                lo5, hi5 = (self.circuit.input(Leaf(vraag, None, w)) for w in ("lo5", "hi5"))
            nvt = self.circuit.input(Leaf(vraag, opties, "nvt")) if may_be_nvt else self.circuit.zero
            self._add((vraag, opties), Node(Worlds(lo1, lo5, hi1, hi5, nvt), vraag=vraag))
        return self.known[vraag, opties]

    def _add(self, sort: Sort, node: Node) -> None:
        self.known[sort] = len(self.nodes)
        self.nodes.append(node)


def reached(conditions: Conditions, seeds: Mapping[int, Bit]) -> dict[str, Bit]:
    """Where each question is reached from the seeds (node → where) through unresolved nodes only."""
    circuit, nodes = conditions.circuit, conditions.nodes
    reach = dict(seeds)
    found: dict[str, Bit] = {}
    for number in range(len(nodes) - 1, -1, -1):
        if number not in reach:
            continue
        node = nodes[number]
        here = reach[number] & unresolved(node.value)
        for below in node.below:
            reach[below] = reach.get(below, circuit.zero) | here
        if node.vraag:
            found[node.vraag] = found.get(node.vraag, circuit.zero) | here
    return found
