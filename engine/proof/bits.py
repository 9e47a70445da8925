"""An interval over {0, ½, 1} as four Booleans and "is nvt", and how conditions combine them (docs/model.md section 3).

Written from the model and not from the direct engine, so that the two can be held against each other. In every value
here the four are false when it is nvt.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import assert_never

from ..model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef
from .formulas import Formule, en, keus, minstens, niet, of, same


@dataclass(frozen=True, slots=True)
class Bits:
    """lo >= ½, lo = 1, hi >= ½, hi = 1, and whether it is nvt; all of the first four are false when it is."""

    laag_half: Formule
    laag_heel: Formule
    hoog_half: Formule
    hoog_heel: Formule
    nvt: Formule = False

    @property
    def worlds(self) -> tuple[Formule, Formule, Formule, Formule]:
        """The four, in the order in which they are written."""
        return self.laag_half, self.laag_heel, self.hoog_half, self.hoog_heel


NVT = Bits(False, False, False, False, nvt=True)
ONBEKEND = Bits(False, False, True, True)


def of_answers(telt: Collection[str]) -> Bits:
    """A stelling from the answers that count: ja, deels, nee, onbekend, nvt (docs/model.md section 2).

    >>> of_answers(["nee", "deels", "nvt"])
    Bits(laag_half=False, laag_heel=False, hoog_half=True, hoog_heel=False, nvt=False)
    """
    left = set(telt) - {"nvt"}
    if not left:
        return NVT
    return Bits(
        laag_half=left <= {"ja", "deels"},
        laag_heel=left == {"ja"},
        hoog_half=left != {"nee"},
        hoog_heel=bool(left & {"ja", "onbekend"}),
    )


def of_options(telt: Collection[str], options: Collection[str]) -> Bits:
    """The test "the answer is one of `options`" from the answers that count.

    >>> of_options(["wijk", "raad"], ["wijk"]) == ONBEKEND
    True
    """
    left = set(telt) - {"nvt"}
    if not left:
        return NVT
    surely, perhaps = left <= set(options), bool(left & {*options, "onbekend"})
    return Bits(surely, surely, perhaps, perhaps)


def reverse(bits: Bits) -> Bits:
    """`niet`: [1 - hi, 1 - lo].

    >>> reverse(of_answers(["nee"])) == of_answers(["ja"])
    True
    """
    there = niet(bits.nvt)
    return Bits(
        laag_half=en(there, niet(bits.hoog_heel)),
        laag_heel=en(there, niet(bits.hoog_half)),
        hoog_half=en(there, niet(bits.laag_heel)),
        hoog_heel=en(there, niet(bits.laag_half)),
        nvt=bits.nvt,
    )


def ranked(rank: int, below: Sequence[Bits]) -> Bits:
    """The `rank`-th largest of the children that are not nvt, `rank` capped at how many those are.

    In each world a cardinality constraint: at least `rank` hold, or all that are left hold and one is left.
    """

    def world(index: int) -> Formule:
        held = [child.worlds[index] for child in below]
        if rank == 1:
            return of(*held)
        all_left = en(*(of(child.nvt, child.worlds[index]) for child in below), of(*held))
        return all_left if rank == len(below) else of(minstens(rank, held), all_left)

    return Bits(world(0), world(1), world(2), world(3), nvt=en(*(child.nvt for child in below)))


def choose(wanneer: Formule, dan: Bits, anders: Bits) -> Bits:
    """`dan` when `wanneer` holds, otherwise `anders`."""
    return Bits(*(keus(wanneer, getattr(dan, f.name), getattr(anders, f.name)) for f in fields(Bits)))


def equal(left: Bits, right: Bits) -> Formule:
    """Whether two values are the same interval, or both nvt."""
    pairs = zip((*left.worlds, left.nvt), (*right.worlds, right.nvt), strict=True)
    return en(*(True if same(a, b) else keus(a, b, niet(b)) for a, b in pairs))


def at_most(left: Bits, right: Bits) -> Formule:
    """Whether neither end of `left` lies above that of `right` (neither nvt)."""
    return en(*(of(niet(a), b) for a, b in zip(left.worlds, right.worlds, strict=True)))


Blad = Callable[[VraagTest], Bits]
"""The value of a test on a vraag."""


def of_condition(node: Voorwaarde, leaf: Blad, waarborgen: Mapping[str, Bits]) -> Bits:
    """A condition, from its leaves and from the waarborgen that it refers to."""
    match node:
        case VraagTest():
            return leaf(node)
        case WaarborgRef(waarborg=naam):
            return waarborgen[naam]
        case Niet(niet=test):
            return reverse(leaf(test))
        case Alle(alle=below):
            rank = len(below)
        case EenVan(een_van=below):
            rank = 1
        case Minstens(minstens=counted):
            rank, below = counted.aantal, counted.van
        case _:
            assert_never(node)
    return ranked(rank, [of_condition(child, leaf, waarborgen) for child in below])
