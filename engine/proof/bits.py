"""Values as formulas: two of them held against each other, or one of the two chosen."""

from ..circuit.worlds import Worlds
from .formulas import Formula, and_, if_, not_, or_, same

Bits = Worlds[Formula]

ONBEKEND: Bits = Worlds(False, False, True, True, nvt=False)


def choose(wanneer: Formula, dan: Bits, anders: Bits) -> Bits:
    """`dan` when `wanneer` holds, otherwise `anders`."""
    return Worlds(*(if_(wanneer, one, other) for one, other in zip(dan, anders, strict=True)))


def equal(left: Bits, right: Bits) -> Formula:
    """Whether two values are the same interval, or both nvt."""
    return and_(*(True if same(a, b) else if_(a, b, not_(b)) for a, b in zip(left, right, strict=True)))


def at_most(left: Bits, right: Bits) -> Formula:
    """Whether neither end of `left` lies above that of `right` (neither nvt)."""
    return and_(*(or_(not_(a), b) for a, b in zip(left.four, right.four, strict=True)))
