"""Runs a program by compiled code (numba, the extra `compiled`): answers to planes, gates, planes to numbers, for some
thousands of rows at a time, so that all of it stays near the processor.

It says what `table.judged` says by numpy, and is taken by itself when it pays. The bits of its planes stand in an order
of their own: of eight words of codes the first bits make one word of a plane, so that no step goes from row to row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..circuit.gates import Bit, Circuit, Key
from .leaves import FEW, merged, truths_of
from .planes import WORD, Codes, Plane, smallest, unpack
from .running import StepOrder, plan

if TYPE_CHECKING:
    from .table import BatchProgram, Block

WIDE: Final = 64
"""Words of each plane that are done at once: all planes of the Gronings model then take half a megabyte."""
ROWS: Final = 8 * WORD * WIDE
"""Rows whose answers are brought near the processor at once."""
PAID: Final = 5_000_000
"""After so many rows in one process numba is loaded: that takes about what it would have saved on those, 70 ns each."""
BYTE: Final = 8

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Part = Callable[[int, int], Any]
"""Gives a column of codes of a byte from one row to another."""
Layout = tuple[tuple[int, tuple[tuple[Key, tuple[bool, ...]], ...]], ...]
"""Of each column how many digits of its codes count, and by code where each plane that is made of it is true."""


def ready(blok: "Block") -> bool:
    """Whether a block is done here: numba is there, and there were enough rows to load it for."""
    _asked[0] += blok.rijen
    small = all(len(kolom.soorten) <= 2**BYTE for kolom in blok.kolommen.values())
    return _asked[0] > PAID and small and kernel() is not None


_asked: Final = [0]
"""How many rows were asked for in this process."""


@cache
def kernel() -> Callable[..., None] | None:
    """The compiled loop; None without numba, and where what it compiles cannot be kept on disk: once a process is too
    often."""
    if find_spec("numba") is None:
        return None
    numba = import_module("numba")
    if numba.config.DISABLE_JIT:
        return None
    try:
        made: Callable[..., None] = numba.njit(cache=True, nogil=True)(_run)
    except RuntimeError:  # there is no folder that may be written to
        return None
    return made


def judged(programma: "BatchProgram", blok: "Block") -> dict[Key, Codes]:
    """The numbers of a program for all rows of a block; there is a kernel."""
    run = kernel()
    assert run is not None
    columns, layout = _columns(programma, blok)
    steps = _steps(programma.plan, layout, tuple(programma.getallen.items()))
    codes = np.zeros((len(columns), ROWS), dtype=np.uint8)
    planes = np.zeros((steps.places, WIDE), dtype=np.uint64)
    planes[1] = ~np.uint64(0)
    lines = len(steps.ends) - 1
    out, whole = (np.empty((lines, rows), dtype=np.uint8) for rows in (ROWS, blok.rijen))
    for start in range(0, blok.rijen, ROWS):
        stop = min(start + ROWS, blok.rijen)
        for line, part in zip(codes, columns, strict=True):
            line[: stop - start] = part(start, stop)
        told = (steps.read, steps.gates, steps.told, steps.ends)
        run(codes.view(np.uint64), stop - start, *told, planes, out.view(np.uint64))
        whole[:, start:stop] = out[:, : stop - start]
    found: dict[Key, Codes] = {}
    first = 0
    for name, many in programma.getallen.items():
        kind, found[name] = smallest(2**many), whole[first]
        for higher in range(1, _bytes(many)):
            found[name] = found[name].astype(kind) | whole[first + higher].astype(kind) << kind(BYTE * higher)
        first += _bytes(many)
    return found


def _bytes(digits: int) -> int:
    return max(1, -(-digits // BYTE))


def _columns(programma: "BatchProgram", blok: "Block") -> tuple[list[Part], Layout]:
    """The columns of codes that the program needs, and what is made of each."""
    columns: list[Part] = []
    layout: list[tuple[int, tuple[tuple[Key, tuple[bool, ...]], ...]]] = []
    truths = truths_of(programma.leaves, blok.kolommen)
    for vraag, own in programma.leaves.items():
        told, codes = truths[vraag], None
        if vraag in blok.kolommen:
            kolom = blok.kolommen[vraag]
            codes = kolom.codes
            if len(kolom.soorten) > FEW or codes.itemsize > 1:
                codes, told = merged(kolom, told)
        digits = (len(told[0]) - 1).bit_length()
        if codes is not None and codes.dtype.kind == "i":  # -1 has all digits, and is the last
            told = [truth + truth[-1:] * (2**digits - len(truth)) for truth in told]
        columns.append(partial(_part, codes))
        layout.append((digits, tuple(zip(own, told, strict=True))))
    for key in programma.plan.inputs:
        if key in blok.gegevens:
            columns.append(partial(_bits, blok.gegevens[key]))
            layout.append((1, ((key, (False, True)),)))
    return columns, tuple(layout)


def _part(codes: Codes | None, start: int, stop: int) -> Any:
    return 0 if codes is None else codes[start:stop].view(np.uint8)


def _bits(plane: Plane, start: int, stop: int) -> Any:
    return unpack(plane[start // WORD :], stop - start)


@dataclass(frozen=True, slots=True)
class CompiledSteps:
    """What the loop is to do, over so many places for planes (the first two hold nothing and everything).

    `read` says which digit of which column goes where (column, digit, place); `gates` are a kind, two places and that
    of the result; `told` are the places of the digits that come out, and `ends` where those of each line begin.
    """

    places: int
    read: Ints
    gates: Ints
    told: Ints
    ends: Ints


@lru_cache(maxsize=16)
def _steps(steps: StepOrder, layout: Layout, getallen: tuple[tuple[Key, int], ...]) -> CompiledSteps:
    """First the digits of codes become the inputs of a program, and then that program."""
    circuit, made = Circuit(), dict[Key, Bit]()
    for column, (digits, wanted) in enumerate(layout):
        own = [circuit.input((column, digit)) for digit in range(digits)]
        made |= {key: chosen_by(truth, own, circuit) for key, truth in wanted}
    before = plan(circuit, made, apart=True)
    at = {key: place for place, key in enumerate(before.inputs, start=2)}
    every = [(column, digit) for column, (digits, _) in enumerate(layout) for digit in range(digits)]
    read = [(*each, at[each]) for each in every if each in at]
    first = 2 + len(before.inputs) + before.slots
    place = [0, 1, *(before.outputs.get(key, 0) for key in steps.inputs), *range(first, first + steps.slots)]
    gates = [(KINDS[call], one, other, result) for call, one, other, result in before.steps]
    gates += [(KINDS[call], place[one], place[other], place[result]) for call, one, other, result in steps.steps]
    lines = [
        [place[steps.outputs[name, digit]] for digit in range(start, min(start + BYTE, many))]
        for name, many in getallen
        for start in range(0, max(many, 1), BYTE)
    ]
    told = [where for line in lines for where in line]
    return CompiledSteps(
        first + steps.slots,
        np.array(read, dtype=np.int64).reshape(-1, 3),
        np.array(gates, dtype=np.int64).reshape(-1, 4),
        np.array(told, dtype=np.int64),
        np.cumsum([0, *map(len, lines)], dtype=np.int64),
    )


KINDS: Final[dict[np.ufunc, int]] = {np.bitwise_and: 0, np.bitwise_or: 1, np.bitwise_xor: 2}


def chosen_by(truth: Sequence[bool | None], digits: Sequence[Bit], circuit: Circuit) -> Bit:
    """Where a truth holds, by the digits of its place, the least first; None, or no place, is where nothing stands."""
    known = {each for each in truth if each is not None}
    if len(known) < 2:
        return circuit.one if True in known else circuit.zero
    *lower, highest = digits
    half = 2 ** len(lower)
    low, high = truth[:half], [*truth[half:], *[None] * (2 * half - len(truth))]
    both = list(zip(low, high, strict=True))
    if all(a == b or a is None or b is None for a, b in both):
        return chosen_by([b if a is None else a for a, b in both], lower, circuit)
    without, there = (chosen_by(part, lower, circuit) for part in (low, high))
    return without & ~highest if there == circuit.zero else without ^ (highest & (without ^ there))


def _run(
    codes: Words, rows: int, read: Ints, gates: Ints, told: Ints, ends: Ints, planes: Words, out: Words
) -> None:  # pragma: no cover - numba compiles it
    """All rows of columns of codes, so many at a time as planes are wide; a word holds eight codes."""
    wide, ones = planes.shape[1], np.uint64(0x0101010101010101)
    for first in range(0, -(-rows // 8), 8 * wide):
        for number in range(len(read)):
            here, plane, digit = codes[read[number, 0]][first:], planes[read[number, 2]], np.uint64(read[number, 1])
            for word in range(wide):
                plane[word] = (
                    (here[word] >> digit & ones)
                    | (here[word + wide] >> digit & ones) << np.uint64(1)
                    | (here[word + 2 * wide] >> digit & ones) << np.uint64(2)
                    | (here[word + 3 * wide] >> digit & ones) << np.uint64(3)
                    | (here[word + 4 * wide] >> digit & ones) << np.uint64(4)
                    | (here[word + 5 * wide] >> digit & ones) << np.uint64(5)
                    | (here[word + 6 * wide] >> digit & ones) << np.uint64(6)
                    | (here[word + 7 * wide] >> digit & ones) << np.uint64(7)
                )
        for number in range(len(gates)):
            one, other, result = planes[gates[number, 1]], planes[gates[number, 2]], planes[gates[number, 3]]
            if gates[number, 0] == 0:
                for word in range(wide):
                    result[word] = one[word] & other[word]
            elif gates[number, 0] == 1:
                for word in range(wide):
                    result[word] = one[word] | other[word]
            else:
                for word in range(wide):
                    result[word] = one[word] ^ other[word]
        for number in range(len(ends) - 1):
            for turn in range(8):
                there, shift = out[number][first + turn * wide : first + (turn + 1) * wide], np.uint64(turn)
                there[:] = 0
                for nth in range(ends[number], ends[number + 1]):
                    plane, higher = planes[told[nth]], np.uint64(nth - ends[number])
                    for word in range(wide):
                        there[word] |= (plane[word] >> shift & ones) << higher
