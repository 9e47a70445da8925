"""Boolean formulas that fold what is already known, so that a dossier with few open answers stays small.

Partial evaluation: what an answer settles is a Python bool before z3 sees anything.

A Formule is a Python bool or a z3 expression. Build with `en`, `of`, `niet`, `keus` and `minstens`: z3's own functions
refuse arguments that are all Python bools. The values live in z3's main context, which one thread at a time may use.
"""

from collections.abc import Iterable
from typing import TypeAlias

import z3

Formule: TypeAlias = bool | z3.BoolRef
"""True, False, or an expression of z3."""


def en(*parts: Formule) -> Formule:
    """All of them; no parts are true.

    >>> en(True, z3.Bool("p"), True), en(z3.Bool("p"), False)
    (p, False)
    """
    left = _unique(part for part in parts if part is not True)
    if any(part is False for part in left):
        return False
    return True if not left else left[0] if len(left) == 1 else z3.And(left)


def of(*parts: Formule) -> Formule:
    """At least one of them; no parts are false.

    >>> of(z3.Bool("p"), True), of(False, False)
    (True, False)
    """
    left = _unique(part for part in parts if part is not False)
    if any(part is True for part in left):
        return True
    return False if not left else left[0] if len(left) == 1 else z3.Or(left)


def niet(part: Formule) -> Formule:
    """The reverse.

    >>> niet(niet(z3.Bool("p"))), niet(True)
    (p, False)
    """
    if isinstance(part, bool):
        return not part
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def xor(one: Formule, other: Formule) -> Formule:
    """The one or the other, and not both.

    >>> xor(True, z3.Bool("p")), xor(z3.Bool("p"), z3.Bool("q"))
    (Not(p), Xor(p, q))
    """
    if isinstance(one, bool):
        return niet(other) if one else other
    if isinstance(other, bool):
        return niet(one) if other else one
    return z3.Xor(one, other)


def keus(wanneer: Formule, dan: Formule, anders: Formule) -> Formule:
    """`dan` when `wanneer` holds, otherwise `anders`.

    >>> keus(z3.Bool("p"), True, False), keus(True, z3.Bool("p"), False)
    (p, p)
    """
    if isinstance(wanneer, bool):
        return dan if wanneer else anders
    if same(dan, anders):
        return dan
    if isinstance(dan, bool):
        return of(wanneer, anders) if dan else en(niet(wanneer), anders)
    if isinstance(anders, bool):
        return of(niet(wanneer), dan) if anders else en(wanneer, dan)
    return z3.If(wanneer, dan, anders)


def minstens(aantal: int, parts: Iterable[Formule]) -> Formule:
    """At least `aantal` of them (counted as listed: one that is listed twice counts twice).

    >>> minstens(2, [True, z3.Bool("p"), False]), minstens(3, [True, z3.Bool("p")])
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
        return of(*left)
    return en(*left) if need == len(left) else z3.AtLeast(*left, need)


def hoogstens(aantal: int, parts: Iterable[Formule]) -> Formule:
    """At most `aantal` of them.

    >>> hoogstens(1, [True, z3.Bool("p")])
    Not(p)
    """
    return niet(minstens(aantal + 1, parts))


def same(left: Formule, right: Formule) -> bool:
    """Whether two formulas are written the same (equal meaning may still be written in another way)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left.eq(right))


def _unique(parts: Iterable[Formule]) -> list[Formule]:
    """The parts in order, each once."""
    found: dict[int, Formule] = {}
    for part in parts:
        found.setdefault(-1 - part if isinstance(part, bool) else part.get_id(), part)
    return list(found.values())
