"""A circuit run on planes: the back end of a small compiler.

`plan` drops the gates that no output needs (dead code), orders the others, and gives each a slot: by liveness analysis
a buffer is used again as soon as nothing reads it any more (register allocation by linear scan). `execute` then runs a
plan on a block of rows, as a list of numpy calls whose length does not depend on the number of rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..circuit.gates import ONE, ZERO, Bit, Circuit, Key, any_bit, needed
from .planes import Plane, zeros

_CALLS: Final = {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor}

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


@dataclass(frozen=True, slots=True, eq=False)
class StepOrder:
    """Calls in order. Places count first the two constants, then the inputs, then the slots.

    `outputs` gives the place of each output when all steps are done.
    """

    inputs: tuple[Key, ...]
    steps: tuple[Step, ...]
    slots: int
    outputs: Mapping[Key, int]


def plan(circuit: Circuit, outputs: Mapping[Key, Bit], *, apart: bool = False) -> StepOrder:
    """The steps that the outputs need, each as late as it can be, in as few slots as that order allows.

    `last` is the liveness of each gate: the position of its last reader. An output lives to the end.

    Args:
        apart: whether no result may stand where its operands do, so that words can be done in any order.
    """
    reading = needed(circuit, [bit.number for bit in outputs.values()])
    order = [number for number in reading if circuit.gates[number][0] != "input"]
    reads = {number: circuit.gates[number][1:] for number in order}
    last = {read: position for position, number in enumerate(order) for read in reads[number]}
    kept = {bit.number for bit in outputs.values()}
    names = circuit.names
    used = [number for number in names if number in last or number in kept]
    place = {ZERO: 0, ONE: 1} | {number: index for index, number in enumerate(used, start=2)}
    first, free, steps = len(place), [], []
    slots = 0
    for position, number in enumerate(order):
        operands = reads[number]
        ended = [read for read in dict.fromkeys(operands) if last[read] == position and read not in kept]
        left = [place[read] for read in ended if place[read] >= first]
        if not apart:
            free += left
        if not free:
            free.append(first + slots)
            slots += 1
        place[number] = free.pop()
        if apart:
            free += left
        steps.append((_CALLS[circuit.gates[number][0]], place[operands[0]], place[operands[1]], place[number]))
    return StepOrder(
        inputs=tuple(names[number] for number in used),
        steps=tuple(steps),
        slots=slots,
        outputs={key: place[bit.number] for key, bit in outputs.items()},
    )


@dataclass(slots=True)
class Space:
    """The buffers of `execute`, kept from block to block."""

    slots: NDArray[np.uint64] = field(default_factory=lambda: np.empty((0, 0), dtype=np.uint64))


def execute(steps: StepOrder, given: Mapping[Key, Plane], count: int, space: Space) -> dict[Key, Plane]:
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
