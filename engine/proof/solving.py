"""Asks z3 whether formulas can hold together, always in the same way: the same question gets the same answer.

Satisfiability over Booleans: a model is a case in which all of it is so; that there is none proves the contrary of
every case at once.
"""

from collections.abc import Iterable

import z3

from .formulas import Formula


class Undecided(Exception):
    """z3 could not tell within its time."""


def solver(formules: Iterable[Formula] = (), seconds: float | None = None) -> z3.Solver:
    """A solver with these formulas asserted; `seconds` bounds each check."""
    made = z3.SolverFor("QF_FD")
    if seconds is not None:
        made.set("timeout", int(seconds * 1000))
    for formule in formules:
        made.add(formule)
    return made


def model_of(made: z3.Solver, *formules: Formula) -> z3.ModelRef | None:
    """A model in which these hold as well, or None when there is none; the solver stays as it was.

    Raises:
        Undecided: when the solver has a time limit and it ran out.
    """
    if any(formule is False for formule in formules):
        return None
    made.push()
    try:
        for formule in formules:
            made.add(formule)
        found = made.check()
        if found == z3.unknown:
            raise Undecided
        return made.model() if found == z3.sat else None
    finally:
        made.pop()
