"""An eis as arithmetic over columns of lower and upper values, NaN being nvt; for peers that compute with numpy."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from ..workload import Duty, Term

Column = Any
"""A numpy array or a pandas Series of float64."""
Pair = tuple[Column, Column]


def value(term: Term, leaf: Callable[[str], Pair], duty: Callable[[str], Pair]) -> Pair:
    """The lower and the upper values of a term; `leaf` and `duty` give those of what it stands on."""
    match term:
        case ("leaf", name):
            return leaf(name)
        case ("ref", name):
            return duty(name)
        case ("not", below):
            low, high = value(below, leaf, duty)
            return 1 - high, 1 - low
        case ("all", terms):
            pairs = [value(t, leaf, duty) for t in terms]
            return reduce(np.fmin, [p[0] for p in pairs]), reduce(np.fmin, [p[1] for p in pairs])
        case ("any", terms):
            pairs = [value(t, leaf, duty) for t in terms]
            return reduce(np.fmax, [p[0] for p in pairs]), reduce(np.fmax, [p[1] for p in pairs])
        case ("atleast", rank, terms):
            pairs = [value(t, leaf, duty) for t in terms]
            return _ranked(rank, [p[0] for p in pairs]), _ranked(rank, [p[1] for p in pairs])
        case _:
            raise ValueError(f"no term: {term}")


def _ranked(rank: int, columns: Sequence[Column]) -> Column:
    """The rank-th greatest of what is not NaN, or the least when fewer are left."""
    there = sum((column == column).astype(np.int8) for column in columns)
    needed = np.minimum(there, rank)
    whole = sum((column >= 1).astype(np.int8) for column in columns) >= needed
    half = sum((column >= 0.5).astype(np.int8) for column in columns) >= needed
    nan = np.where(there == 0, np.nan, 0.0)
    return 0.5 * whole + 0.5 * half + nan


def eis(
    duty: Duty, asked: Pair, present: Column | None, leaf: Callable[[str], Pair], below: Callable[[str], Pair]
) -> Pair:
    """The eis of a waarborg from what it asks: NaN where it is not there, up to 1 where it may not apply."""
    low, high = asked
    if duty.applies is not None:
        als_low, als_high = value(duty.applies, leaf, below)
        away = np.where(als_high > 0, 0.0, np.nan)  # NaN is not above 0 either
        low, high = low + away, np.where(als_low < 0.5, np.where(high == high, 1.0, np.nan), high) + away
    if present is not None:
        away = np.where(present, 0.0, np.nan)
        low, high = low + away, high + away
    return low, high
