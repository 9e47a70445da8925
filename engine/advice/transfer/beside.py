"""What a wijk wishes beside what it gets: the safeguards at the wish, what the route gives, what others can undo."""

from collections.abc import Sequence
from typing import Final, Literal

from ...judging.cases import Geval
from ...judging.evaluation import Eis
from ...model.regelpakket import Regelpakket
from ...model.words import Archetype
from .value import BevoegdheidRij, GeborgdRij, NaastRij

Hoe = Literal["geregeld", "anders", "niet", "open"]

HEAVIEST: Final[tuple[Hoe, ...]] = ("niet", "open", "anders", "geregeld")
"""Over more fasen a waarborg stands as in the one that lacks most."""


def beside_the_wish(pakket: Regelpakket, row: BevoegdheidRij, gevallen: Sequence[Geval]) -> NaastRij:
    """One bevoegdheid beside the wish of its afspraak, which `gevallen` are judged for, one a fase."""
    meant = next((weg for weg in row.wegen if weg.bedoeld), None)
    wish = None if row.gewenst == "onbekend" else row.gewenst
    means = pakket.instrumenten[meant.weg] if meant else None
    return NaastRij(
        thema=row.thema,
        bevoegdheid=row.naam,
        gewenst=row.gewenst,
        borging_tot=row.borging_tot,
        waarborgen=_at(wish, gevallen) if wish else None,
        weg=meant.weg if meant else None,
        stand=meant.stand if meant else None,
        beslist=meant.beslist if meant else None,
        terug=meant.terug if meant else None,
        naast_de_wens=means.naast_de_wens.get(wish) if means and wish else None,
        bron=meant.bron if meant else [],
    )


def _at(wish: Archetype, gevallen: Sequence[Geval]) -> GeborgdRij:
    found: dict[str, Hoe] = {}
    for eis in (eis for geval in gevallen for eis in geval.eisen[wish] if eis.norm == "moet" and eis.status != "nvt"):
        here = _stand(eis)
        known = found.setdefault(eis.waarborg.id, here)
        found[eis.waarborg.id] = min(known, here, key=HEAVIEST.index)
    return GeborgdRij(**{how: [name for name, stand in found.items() if stand == how] for how in HEAVIEST})


def _stand(eis: Eis) -> Hoe:
    if eis.status == "afgewogen":
        return "anders"
    return "niet" if eis.niet else "geregeld" if eis.status == "geborgd" else "open"


def waarborgen_of(row: NaastRij) -> list[str]:
    """The waarborgen that a row names."""
    at = row.waarborgen
    return [*at.geregeld, *at.anders, *at.niet, *at.open] if at else []
