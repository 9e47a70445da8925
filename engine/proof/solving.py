"""Asks z3 whether formulas can hold together, always in the same way: the same question gets the same answer.

Satisfiability over Booleans: a model is a case in which all of it is so; that there is none proves the contrary of
every case at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from time import monotonic

import z3

from .formulas import Formula


class Undecided(Exception):
    """z3 could not tell within its time."""


@dataclass(slots=True)
class ProofTime:
    """The time that is left for what is proven; `until` is moved for each part of the work."""

    until: float = inf

    def left(self) -> float | None:
        """How many seconds are left; None without a limit.

        Raises:
            Undecided: none.
        """
        seconds = self.until - monotonic()
        if seconds <= 0:
            raise Undecided
        return None if seconds == inf else seconds


def solver(formules: Iterable[Formula] = (), seconds: float | None = None) -> z3.Solver:
    """A solver with these formulas asserted; `seconds` bounds each check."""
    made = z3.SolverFor("QF_FD")
    if seconds is not None:
        made.set("timeout", int(seconds * 1000))
    for formule in formules:
        made.add(formule)
    return made


def answer(made: z3.Solver | z3.Optimize, *assumed: z3.BoolRef, seconds: float = inf) -> z3.CheckSatResult:
    """What z3 says: sat, unsat or unknown. `seconds` is the limit that an Optimize was given, which does not say why.

    Raises:
        KeyboardInterrupt: someone broke it off. z3 takes that for itself while it works, and only says unknown.
    """
    began = monotonic()
    found = made.check(*assumed)
    if found == z3.unknown:
        reason = made.reason_unknown()
        early = isinstance(made, z3.Optimize) and monotonic() - began < seconds
        if "interrupted" in reason or ("canceled" in reason and early):
            raise KeyboardInterrupt
    return found


def model_of(made: z3.Solver, *formules: Formula, allowance: ProofTime | None = None) -> z3.ModelRef | None:
    """A model in which these hold as well, or None when there is none; the solver stays as it was.

    Raises:
        Undecided: when the solver has a time limit, or an allowance, and it ran out.
    """
    if any(formule is False for formule in formules):
        return None
    if allowance is not None and (seconds := allowance.left()) is not None:
        made.set("timeout", max(1, int(seconds * 1000)))
    made.push()
    try:
        for formule in formules:
            made.add(formule)
        found = answer(made)
        if found == z3.unknown:
            raise Undecided
        return made.model() if found == z3.sat else None
    finally:
        made.pop()
