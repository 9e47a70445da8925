"""Circuits over planes: what must be computed for every row, written once, shared where it is equal.

A small compiler. `Bit` stands for one plane; its operators add gates to a `Circuit`, which numbers equal gates once
(hash consing: common subexpressions are eliminated as they are made) and folds constants. `plan` drops the gates that
no output needs (dead code), orders the others, and gives each a slot: by liveness analysis a buffer is used again as
soon as nothing reads it any more (register allocation by linear scan). `execute` then runs a plan on a block of rows,
as a list of numpy calls whose length does not depend on the number of rows.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from .planes import Plane, zeros

Key = Hashable
"""What names an input or an output of a circuit."""
Kind = Literal["input", "and", "or", "xor"]
Gate = tuple[Kind, int, int]

ZERO: Final = 0
ONE: Final = 1
"""The numbers of the two constants; `~a` is the gate `a xor ONE`."""

_CALLS: Final = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}


@dataclass(frozen=True, slots=True)
class Bit:
    """One plane of a circuit; `&`, `|`, `^` and `~` make another."""

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
        self._known: dict[Gate, int] = {}
        self.zero = Bit(ZERO, self)
        self.one = Bit(ONE, self)

    def input(self, key: Key) -> Bit:
        """The plane that is given under this name."""
        if key not in self.inputs:
            self.inputs[key] = len(self.gates)
            self.gates.append(("input", len(self.gates), len(self.gates)))
        return Bit(self.inputs[key], self)

    def gate(self, kind: Literal["and", "or", "xor"], one: Bit, other: Bit) -> Bit:
        """A gate over two planes, or what it comes down to."""
        low, high = sorted((one.number, other.number))
        number = self._simple(kind, low, high)
        return Bit(self._number((kind, low, high)) if number is None else number, self)

    def _number(self, gate: Gate) -> int:
        if gate not in self._known:
            self._known[gate] = len(self.gates)
            self.gates.append(gate)
        return self._known[gate]

    def _simple(self, kind: Kind, low: int, high: int) -> int | None:
        """The plane that needs no gate: with a constant, with itself, with its own reverse."""
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
        """What a plane is the reverse of, when it was made as a reverse."""
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


Number = tuple[Bit, ...]
"""A whole number a row in binary digits, the least first."""


def count(bits: Iterable[Bit]) -> Number:
    """How many are true: three of one weight become two by a full adder, until one of each weight is left.

    Carry-save addition: 5 gates for each that is counted, where adding one by one takes a carry over all digits.
    """
    column, digits = list(bits), list[Bit]()
    while column:
        carried: list[Bit] = []
        while len(column) > 1:
            a, b = column.pop(), column.pop()
            half = a ^ b
            if column:
                c = column.pop()
                column.insert(0, half ^ c)
                carried.append((a & b) | (half & c))
            else:
                column.append(half)
                carried.append(a & b)
        digits += column
        column = carried
    return tuple(digits)


def chosen(options: Sequence[Bit], circuit: Circuit) -> Number:
    """Which of the options is true (exactly one is), as a number: its place."""
    digits = max(1, (len(options) - 1).bit_length())
    return tuple(any_bit((o for n, o in enumerate(options) if n >> d & 1), circuit) for d in range(digits))


Step = tuple[np.ufunc, int, int, int]
"""A numpy call and the places of its two operands and of its result."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Calls in order. Places count first the two constants, then the inputs, then the slots.

    `outputs` gives the place of each output when all steps are done.
    """

    inputs: tuple[Key, ...]
    steps: tuple[Step, ...]
    slots: int
    outputs: Mapping[Key, int]


def plan(circuit: Circuit, outputs: Mapping[Key, Bit]) -> Plan:
    """The steps that the outputs need, each as late as it can be, in as few slots as that order allows.

    `last` is the liveness of each gate: the position of its last reader. An output lives to the end.
    """
    order = list(_needed(circuit, [bit.number for bit in outputs.values()]))
    reads = {number: circuit.gates[number][1:] for number in order}
    last = {read: position for position, number in enumerate(order) for read in reads[number]}
    kept = {bit.number for bit in outputs.values()}
    names = {number: key for key, number in circuit.inputs.items()}
    used = [number for number in names if number in last or number in kept]
    place = {ZERO: 0, ONE: 1} | {number: index for index, number in enumerate(used, start=2)}
    first, free, steps = len(place), [], []
    slots = 0
    for position, number in enumerate(order):
        operands = reads[number]
        for read in dict.fromkeys(operands):
            if last[read] == position and read not in kept and place[read] >= first:
                free.append(place[read])
        if not free:
            free.append(first + slots)
            slots += 1
        place[number] = free.pop()
        steps.append((_CALLS[circuit.gates[number][0]], place[operands[0]], place[operands[1]], place[number]))
    return Plan(
        inputs=tuple(names[number] for number in used),
        steps=tuple(steps),
        slots=slots,
        outputs={key: place[bit.number] for key, bit in outputs.items()},
    )


def _needed(circuit: Circuit, roots: Sequence[int]) -> Iterator[int]:
    """The gates below the roots, each after those that it reads, close to what reads it.

    A depth-first walk in postorder, so a topological order in which values live short; with a stack of its own, as a
    circuit may be deeper than Python recurses.
    """
    done: set[int] = set()
    todo = [(root, False) for root in reversed(roots)]
    while todo:
        number, ready = todo.pop()
        kind, low, high = circuit.gates[number]
        if number in done or kind == "input":
            continue
        if ready:
            done.add(number)
            yield number
        else:
            todo += [(number, True), (high, False), (low, False)]


@dataclass(slots=True)
class Space:
    """The buffers of `execute`, kept from block to block."""

    slots: NDArray[np.uint64] = field(default_factory=lambda: np.empty((0, 0), dtype=np.uint64))


def execute(steps: Plan, given: Mapping[Key, Plane], count: int, space: Space) -> dict[Key, Plane]:
    """The outputs for a block of `count` words; an input that is not given is nowhere true.

    The outputs are views on `space` or on `given`: read them before the space is used for the next block.
    """
    if space.slots.shape[0] < steps.slots or space.slots.shape[1] < count:
        space.slots = np.empty((steps.slots, count), dtype=np.uint64)
    nowhere = zeros(count)
    planes = [
        nowhere,
        ~nowhere,
        *(given.get(key, nowhere) for key in steps.inputs),
        *space.slots[: steps.slots, :count],
    ]
    for call, one, other, result in steps.steps:
        call(planes[one], planes[other], planes[result])
    return {key: planes[place] for key, place in steps.outputs.items()}
