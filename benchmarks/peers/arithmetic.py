"""An eis as arithmetic over columns of numbers, NaN being nvt, one bound at a time; for peers that run on numpy."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from ..workload import Duty, Term

LOW, HIGH = 0, 1
Column = Any
"""An array of float64."""
Read = Callable[[str, int], Column]
"""The lower (LOW) or the upper (HIGH) values of a leaf, or of what a waarborg asks, by name."""


def bound(term: Term, end: int, leaf: Read, asked: Read) -> Column:
    """The lower or the upper values of a term."""
    match term:
        case ("leaf", name):
            return leaf(name, end)
        case ("ref", name):
            return asked(name, end)
        case ("not", below):
            return 1 - bound(below, 1 - end, leaf, asked)
        case ("all", terms):
            return reduce(np.fmin, [bound(t, end, leaf, asked) for t in terms])
        case ("any", terms):
            return reduce(np.fmax, [bound(t, end, leaf, asked) for t in terms])
        case ("atleast", rank, terms):
            return _ranked(rank, [bound(t, end, leaf, asked) for t in terms])
        case _:
            raise ValueError(f"no term: {term}")


def _ranked(rank: int, columns: Sequence[Column]) -> Column:
    """The rank-th greatest of what is not NaN, or the least when fewer are left."""
    there = sum((column == column).astype(np.int8) for column in columns)
    needed = np.minimum(there, rank)
    whole = sum((column >= 1).astype(np.int8) for column in columns) >= needed
    half = sum((column >= 0.5).astype(np.int8) for column in columns) >= needed
    return 0.5 * whole + 0.5 * half + np.where(there == 0, np.nan, 0.0)


def eis_bound(duty: Duty, end: int, present: Column | None, leaf: Read, asked: Read) -> Column:
    """The eis of a waarborg: NaN where it is not there, and up to 1 where it may not apply."""
    found = asked(duty.name, end)
    if duty.applies is not None:
        if end == HIGH:
            unsure = bound(duty.applies, LOW, leaf, asked) < 0.5
            found = np.where(unsure & (found == found), 1.0, found)
        found = found + np.where(bound(duty.applies, HIGH, leaf, asked) > 0, 0.0, np.nan)  # NaN is not above 0 either
    return found if present is None else found + np.where(present, 0.0, np.nan)
