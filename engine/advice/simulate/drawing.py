"""Chance as planes of bits: uniform numbers below any bound, exactly, the same for the same seed on every machine."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...columns.planes import pack

Digits = NDArray[np.uint64]
"""Binary digits of many whole numbers: the least digit first (first axis), then which numbers, then planes of bits."""
WHOLE: Final = 4
"""So many times all is drawn again where some were too large; then only the words in which some still are."""
TOGETHER: Final = 8
"""So many planes are drawn at once, so that they stay near the processor."""


@dataclass(slots=True)
class Chance:
    """A stream of random bits that follows from numbers alone: the seed, and which part of the work it is for.

    The stream of SFC64 is one that numpy promises to keep.
    """

    names: tuple[int, ...]
    source: np.random.SFC64 = field(init=False)

    def __post_init__(self) -> None:
        self.source = np.random.SFC64(np.random.SeedSequence(list(self.names)))

    def words(self, *shape: int) -> NDArray[np.uint64]:
        """So many words of 64 random bits."""
        drawn: NDArray[np.uint64] = self.source.random_raw(int(np.prod(shape))).reshape(shape)
        return drawn

    def below(self, bound: int, many: int, words: int) -> Digits:
        """For each of `many` planes a number below `bound` for each of its bits, all as likely: digits × many × words.

        Numbers are drawn below the next power of two, and those that are too large are drawn again.
        """
        found = np.zeros((max(1, (bound - 1).bit_length()), many, words), dtype=np.uint64)
        for start in range(0, many if bound > 1 else 0, TOGETHER):
            part = found[:, start : start + TOGETHER]
            part[...] = self._below(bound, len(found), part.shape[1] * words).reshape(part.shape)
        return found

    def weighted(self, weights: Sequence[float], words: int) -> Digits:
        """The same for one plane of places in `weights`, each as likely as its weight beside the others."""
        steps = np.cumsum(weights) / np.sum(weights)
        raw = self.words(words * 64) >> np.uint64(11)
        places = np.searchsorted(steps, raw * 2.0**-53, side="right")
        digits = max(1, (len(weights) - 1).bit_length())
        return np.stack([pack(places >> digit & 1 == 1) for digit in range(digits)])[:, None, :]

    def _below(self, bound: int, digits: int, words: int) -> Digits:
        drawn = self.words(digits, words)
        self._again(drawn, at_least(drawn, bound), bound)
        return drawn

    def _again(self, drawn: Digits, wrong: NDArray[np.uint64], bound: int) -> None:
        """Draw numbers that are too large again, some times everywhere, and then where there still are some."""
        for _ in range(WHOLE):
            fresh = self.words(*drawn.shape)
            fresh ^= drawn
            fresh &= wrong
            drawn ^= fresh
            wrong &= at_least(drawn, bound)
        where = np.flatnonzero(wrong)
        if len(where):
            left = drawn[:, where]
            self._again(left, wrong[where], bound)
            drawn[:, where] = left


def at_least(digits: Digits, bound: int) -> NDArray[np.uint64]:
    """Where a number is not below a bound: a comparison with a constant, from the least digit up.

    >>> at_least(np.array([[0b1010], [0b1100]], dtype=np.uint64), 3)
    array([8], dtype=uint64)
    """
    found = np.full(digits.shape[1:], ~np.uint64(0))
    for place, plane in enumerate(digits):
        found = plane & found if bound >> place & 1 else plane | found
    return found if bound < 2 ** len(digits) else np.zeros_like(found)


def equal(digits: Digits, number: int) -> NDArray[np.uint64]:
    """Where a number is this one."""
    found: NDArray[np.uint64] = digits[0] if number & 1 else ~digits[0]
    for place, plane in enumerate(digits[1:], start=1):
        found = found & (plane if number >> place & 1 else ~plane)
    return found
