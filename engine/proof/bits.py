"""Values as formulas: two of them held against each other, or one of the two chosen."""

from ..circuit.worlds import Worlds
from .formulas import Formule, en, keus, niet, of, same

Bits = Worlds[Formule]

ONBEKEND: Bits = Worlds(False, False, True, True, nvt=False)


def choose(wanneer: Formule, dan: Bits, anders: Bits) -> Bits:
    """`dan` when `wanneer` holds, otherwise `anders`."""
    return Worlds(*(keus(wanneer, one, other) for one, other in zip(dan, anders, strict=True)))


def equal(left: Bits, right: Bits) -> Formule:
    """Whether two values are the same interval, or both nvt."""
    return en(*(True if same(a, b) else keus(a, b, niet(b)) for a, b in zip(left, right, strict=True)))


def at_most(left: Bits, right: Bits) -> Formule:
    """Whether neither end of `left` lies above that of `right` (neither nvt)."""
    return en(*(of(niet(a), b) for a, b in zip(left.four, right.four, strict=True)))
