"""The facts that the forward engine reasons with: each is a positive statement, and what is false has its own.

Because both sides are derived, a world in which neither was found shows that the engine lost something. Holds, Passes
and EisHolds are said of one of the four worlds; AtLeast of the world of what it counts; all else stands in world 0.
"""

from dataclasses import dataclass
from typing import Final

from ..model.words import Archetype, EisStatus

LAAG_1, LAAG_HALF, HOOG_1, HOOG_HALF = WORLDS = (0, 1, 2, 3)
"""The four Boolean worlds: lo = 1, lo >= ½, hi = 1, hi >= ½ (docs/model.md section 3)."""

PLAIN: Final = 0
"""The world of a fact that is said of no world."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A node is true (`yes`), or surely not."""

    node: int
    yes: bool


@dataclass(frozen=True, slots=True)
class Nvt:
    """A node is nvt: in all four worlds at once, so it is said in world 0 only."""

    node: int


@dataclass(frozen=True, slots=True)
class Passes:
    """A node that may be nvt is true (`yes`) or surely not, or it is nvt and stands in nobody's way."""

    node: int
    yes: bool


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `k` of these hold: a fact between, so that a count needs no rule for each choice of k."""

    k: int
    of: tuple["Fact", ...]


@dataclass(frozen=True, slots=True)
class OfEis:
    """What is said of an eis, by its waarborg."""

    waarborg: str


@dataclass(frozen=True, slots=True)
class EisHolds(OfEis):
    """An eis with `als`, fasen or geldig is true (`yes`), or surely not."""

    yes: bool


class EisNvt(OfEis):
    """An eis with `als`, fasen or geldig is nvt, for whatever reason."""


class NvtByAnswer(OfEis):
    """An eis is nvt because `voldaan_als` or `als` is."""


class AlsOpen(OfEis):
    """Not known whether an eis applies."""


@dataclass(frozen=True, slots=True)
class Status(OfEis):
    """An eis has this status (afwegingen left aside)."""

    status: EisStatus


@dataclass(frozen=True, slots=True)
class WitteVlek(OfEis):
    """An eis moet or hoort of this archetype is not surely met."""

    archetype: Archetype


Fact = Holds | Nvt | Passes | AtLeast | EisHolds | EisNvt | NvtByAnswer | AlsOpen | Status | WitteVlek
