"""Truth values of many rows at once: a plane is one bit a row, 64 rows a word; a value is four planes and nvt.

An interval over {0, ½, 1} is four facts: laag = 1, laag >= ½, hoog = 1, hoog >= ½ (model.md section 3). Where a value
is nvt all four are 0. `nvt` is None when no row can be nvt, which is the usual case and costs nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint64]
Rows = NDArray[np.bool_] | NDArray[np.uint8]
"""One value a row; anything that is not 0 is true."""

WORD: Final = 64


class Planes(NamedTuple):
    """The value of one node for all rows of a block: laag = 1, laag >= ½, hoog = 1, hoog >= ½; and where it is nvt."""

    four: tuple[Plane, Plane, Plane, Plane]
    nvt: Plane | None = None

    @property
    def lo1(self) -> Plane:
        """Where laag = 1."""
        return self.four[0]

    @property
    def lo5(self) -> Plane:
        """Where laag >= ½."""
        return self.four[1]

    @property
    def hi1(self) -> Plane:
        """Where hoog = 1."""
        return self.four[2]

    @property
    def hi5(self) -> Plane:
        """Where hoog >= ½."""
        return self.four[3]

    @property
    def open(self) -> Plane:
        """Where laag < hoog."""
        return (self.lo1 ^ self.hi1) | (self.lo5 ^ self.hi5)


def words(rows: int) -> int:
    """How many words hold that many rows."""
    return -(-rows // WORD)


def pack(rows: Rows) -> Plane:
    """One bit a row; the last word is filled up with zeros."""
    plane = np.zeros(words(len(rows)) * 8, dtype=np.uint8)
    packed = np.packbits(rows, bitorder="little")
    plane[: len(packed)] = packed
    return plane.view(np.uint64)


def unpack(plane: Plane, rows: int) -> NDArray[np.uint8]:
    """A plane as 0 and 1, one a row."""
    return np.unpackbits(plane.view(np.uint8), count=rows, bitorder="little")


def zeros(count: int) -> Plane:
    """A plane of `count` words that is nowhere true."""
    return np.zeros(count, dtype=np.uint64)


def ones(count: int) -> Plane:
    """A plane of `count` words that is everywhere true."""
    return np.full(count, ~np.uint64(0), dtype=np.uint64)


def reverse(value: Planes) -> Planes:
    """`niet`: [1 - hoog, 1 - laag]."""
    flipped = (~value.hi5, ~value.hi1, ~value.lo5, ~value.lo1)
    if value.nvt is None:
        return Planes(flipped)
    kept = ~value.nvt
    return Planes((flipped[0] & kept, flipped[1] & kept, flipped[2] & kept, flipped[3] & kept), value.nvt)


def all_of(values: Sequence[Planes]) -> Planes:
    """`alle`: everywhere the least of the values that are not nvt."""
    nvt = _all_nvt(values)
    return Planes(_each(lambda index: _least(values, index, nvt)), nvt)


def _least(values: Sequence[Planes], index: int, all_nvt: Plane | None) -> Plane:
    total: Plane | None = None
    for value in values:
        plane = value.four[index] if value.nvt is None else value.four[index] | value.nvt
        total = plane.copy() if total is None else np.bitwise_and(total, plane, out=total)
    if total is None:
        raise ValueError("a condition has at least one child")
    return total if all_nvt is None else total & ~all_nvt


def any_of(values: Sequence[Planes]) -> Planes:
    """`een_van`: everywhere the greatest of the values that are not nvt."""

    def greatest(index: int) -> Plane:
        total = values[0].four[index].copy()
        for value in values[1:]:
            total |= value.four[index]
        return total

    return Planes(_each(greatest), _all_nvt(values))


def at_least(count: int, values: Sequence[Planes]) -> Planes:
    """`minstens`: the count-th greatest of those that are not nvt, or the least when fewer are left."""
    least = all_of(values)

    def ranked(index: int) -> Plane:
        reached = [zeros(len(least.lo1)) for _ in range(count)]
        for value in values:
            plane = value.four[index]
            for number in range(count - 1, 0, -1):
                reached[number] |= reached[number - 1] & plane
            reached[0] |= plane
        return reached[-1] | least.four[index]

    return Planes(_each(ranked), least.nvt)


def _each(plane: Callable[[int], Plane]) -> tuple[Plane, Plane, Plane, Plane]:
    return plane(0), plane(1), plane(2), plane(3)


def _all_nvt(values: Sequence[Planes]) -> Plane | None:
    """Where every value is nvt; None when one of them never is."""
    total: Plane | None = None
    for value in values:
        if value.nvt is None:
            return None
        total = value.nvt.copy() if total is None else total & value.nvt
    return total


@dataclass(slots=True)
class Counter:
    """Counts, for each row, in how many of the planes given to `add` it is true.

    Planes of equal weight are merged three into two, as a full adder does, so that a count costs a few operations on
    words and not one on every row.
    """

    levels: list[list[Plane]] = field(default_factory=list)

    def add(self, plane: Plane) -> None:
        """Counts one for each row where the plane is true."""
        self._put(plane, 0)

    def _put(self, plane: Plane, level: int) -> None:
        while True:
            if level == len(self.levels):
                self.levels.append([])
            waiting = self.levels[level]
            waiting.append(plane)
            if len(waiting) < 3:
                return
            a, b, c = waiting
            half = a ^ b
            self.levels[level] = [half ^ c]
            plane, level = (a & b) | (half & c), level + 1

    def totals(self, rows: int) -> NDArray[np.int64]:
        """The count of each row."""
        total = np.zeros(rows, dtype=np.int64)
        for level, waiting in enumerate(self.levels):
            for plane in waiting:
                total += unpack(plane, rows).astype(np.int64) << level
        return total
