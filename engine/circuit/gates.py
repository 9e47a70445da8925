"""Circuits: what must be computed, written once as gates; columns runs them on planes, proof turns them into formulas.

`Bit` stands for one yes or no; its operators add gates to a `Circuit`, which numbers equal gates once (hash consing:
common subexpressions are eliminated as they are made) and folds constants.
"""

from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Key = Hashable
"""What names an input or an output of a circuit."""
Kind = Literal["input", "and", "or", "xor"]
Gate = tuple[Kind, int, int]

ZERO: Final = 0
ONE: Final = 1
"""The numbers of the two constants; `~a` is the gate `a xor ONE`."""


@dataclass(frozen=True, slots=True)
class Bit:
    """One yes-or-no in a circuit; `&`, `|`, `^` and `~` make another."""

    number: int
    circuit: "Circuit" = field(repr=False)

    def __and__(self, other: "Bit") -> "Bit":
        return self.circuit.gate("and", self, other)

    def __or__(self, other: "Bit") -> "Bit":
        return self.circuit.gate("or", self, other)

    def __xor__(self, other: "Bit") -> "Bit":
        return self.circuit.gate("xor", self, other)

    def __invert__(self) -> "Bit":
        return self.circuit.gate("xor", self, self.circuit.one)


class Circuit:
    """Gates by number, each after those that it reads; an equal gate is not made twice.

    >>> circuit = Circuit()
    >>> a, b = circuit.input("a"), circuit.input("b")
    >>> (a & b) == (b & a), (a & circuit.zero) == circuit.zero, ~~a == a
    (True, True, True)
    """

    def __init__(self) -> None:
        self.gates: list[Gate] = [("input", ZERO, ZERO), ("input", ONE, ONE)]
        self.inputs: dict[Key, int] = {}
        self.names: dict[int, Key] = {}
        self._known: dict[Gate, int] = {}
        self.zero = Bit(ZERO, self)
        self.one = Bit(ONE, self)

    def input(self, key: Key) -> Bit:
        """What is given under this name."""
        if key not in self.inputs:
            self.inputs[key] = len(self.gates)
            self.names[len(self.gates)] = key
            self.gates.append(("input", len(self.gates), len(self.gates)))
        return Bit(self.inputs[key], self)

    def gate(self, kind: Literal["and", "or", "xor"], one: Bit, other: Bit) -> Bit:
        """A gate over two bits, or what it comes down to."""
        low, high = sorted((one.number, other.number))
        number = self._simple(kind, low, high)
        return Bit(self._number((kind, low, high)) if number is None else number, self)

    def _number(self, gate: Gate) -> int:
        if gate not in self._known:
            self._known[gate] = len(self.gates)
            self.gates.append(gate)
        return self._known[gate]

    def _simple(self, kind: Kind, low: int, high: int) -> int | None:
        """The bit that needs no gate: with a constant, with itself, with its own reverse."""
        if low == high:
            return ZERO if kind == "xor" else low
        if low == ZERO:
            return ZERO if kind == "and" else high
        if low == ONE and kind != "xor":
            return high if kind == "and" else ONE
        if low == ONE:
            return self._reversed(high)
        if self._reversed(low) == high or self._reversed(high) == low:
            return ZERO if kind == "and" else ONE
        return None

    def _reversed(self, number: int) -> int | None:
        """What a bit is the reverse of, when it was made as a reverse."""
        kind, low, high = self.gates[number]
        return high if kind == "xor" and low == ONE else None


def all_bits(bits: Iterable[Bit], circuit: Circuit) -> Bit:
    """True where all are; one when there are none."""
    total = circuit.one
    for bit in bits:
        total = total & bit
    return total


def any_bit(bits: Iterable[Bit], circuit: Circuit) -> Bit:
    """True where any is; zero when there are none."""
    total = circuit.zero
    for bit in bits:
        total = total | bit
    return total


def needed(circuit: Circuit, roots: Sequence[int], known: Container[int] = ()) -> Iterator[int]:
    """What stands below the roots and is not known yet, each after what it reads, close to what reads it.

    A depth-first walk in postorder, so a topological order in which values live short; with a stack of its own, as a
    circuit may be deeper than Python recurses.
    """
    done: set[int] = set()
    todo = [(root, False) for root in reversed(roots)]
    while todo:
        number, ready = todo.pop()
        kind, low, high = circuit.gates[number]
        if number in done or number in known:
            continue
        if ready or kind == "input":
            done.add(number)
            yield number
        else:
            todo += [(number, True), (high, False), (low, False)]
