"""Boolean formulas that fold what is already known, so that a dossier with few open answers stays small.

Partial evaluation: what an answer settles is a Python bool before z3 sees anything.

A Formula is a Python bool or a z3 expression. Build with `and_`, `or_`, `not_`, `if_` and `at_least`: the functions of
z3 refuse arguments that are all Python bools. The values live in its main context, which one thread at a time may use.
"""

from collections.abc import Iterable
from typing import TypeAlias

import z3

Formula: TypeAlias = bool | z3.BoolRef
"""True, False, or an expression of z3."""


def and_(*parts: Formula) -> Formula:
    """All of them; no parts are true.

    >>> and_(True, z3.Bool("p"), True), and_(z3.Bool("p"), False)
    (p, False)
    """
    left = _unique(part for part in parts if part is not True)
    if any(part is False for part in left):
        return False
    return True if not left else left[0] if len(left) == 1 else z3.And(left)


def or_(*parts: Formula) -> Formula:
    """At least one of them; no parts are false.

    >>> or_(z3.Bool("p"), True), or_(False, False)
    (True, False)
    """
    left = _unique(part for part in parts if part is not False)
    if any(part is True for part in left):
        return True
    return False if not left else left[0] if len(left) == 1 else z3.Or(left)


def not_(part: Formula) -> Formula:
    """The reverse.

    >>> not_(not_(z3.Bool("p"))), not_(True)
    (p, False)
    """
    if isinstance(part, bool):
        return not part
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def xor(one: Formula, other: Formula) -> Formula:
    """The one or the other, and not both.

    >>> xor(True, z3.Bool("p")), xor(z3.Bool("p"), z3.Bool("q"))
    (Not(p), Xor(p, q))
    """
    if isinstance(one, bool):
        return not_(other) if one else other
    if isinstance(other, bool):
        return not_(one) if other else one
    return z3.Xor(one, other)


def if_(test: Formula, then: Formula, otherwise: Formula) -> Formula:
    """`then` when `test` holds, otherwise `otherwise`.

    >>> if_(z3.Bool("p"), True, False), if_(True, z3.Bool("p"), False)
    (p, p)
    """
    if isinstance(test, bool):
        return then if test else otherwise
    if same(then, otherwise):
        return then
    if isinstance(then, bool):
        return or_(test, otherwise) if then else and_(not_(test), otherwise)
    if isinstance(otherwise, bool):
        return or_(not_(test), then) if otherwise else and_(test, then)
    return z3.If(test, then, otherwise)


def at_least(aantal: int, parts: Iterable[Formula]) -> Formula:
    """At least `aantal` of them (counted as listed: one that is listed twice counts twice).

    >>> at_least(2, [True, z3.Bool("p"), False]), at_least(3, [True, z3.Bool("p")])
    (p, False)
    """
    listed = list(parts)
    need = aantal - sum(part is True for part in listed)
    left = [part for part in listed if not isinstance(part, bool)]
    if need <= 0:
        return True
    if need > len(left):
        return False
    if need == 1:
        return or_(*left)
    return and_(*left) if need == len(left) else z3.AtLeast(*left, need)


def at_most(aantal: int, parts: Iterable[Formula]) -> Formula:
    """At most `aantal` of them.

    >>> at_most(1, [True, z3.Bool("p")])
    Not(p)
    """
    return not_(at_least(aantal + 1, parts))


def same(left: Formula, right: Formula) -> bool:
    """Whether two formulas are written the same (equal meaning may still be written in another way)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left.eq(right))


def _unique(parts: Iterable[Formula]) -> list[Formula]:
    """The parts in order, each once."""
    found: dict[int, Formula] = {}
    for part in parts:
        found.setdefault(-1 - part if isinstance(part, bool) else part.get_id(), part)
    return list(found.values())
