"""Shows what a thema comes to: the uitkomst, roles and borging, grenzen, and the archetypes side by side."""

from collections.abc import Iterable

from wijktoets.engine.advice.folding import Blok
from wijktoets.telling import outcome
from wijktoets.telling.tree import Part, grid, sentence
from wijktoets.telling.view import View


def uitkomst(view: View, blok: Blok) -> Iterable[Part]:
    """The sentence of the uitkomst, what differs in other fasen, and what roles and borging come to."""
    return (sentence(zin.tekst, zin.bron) for zin in outcome.uitkomst(view, blok))


def grenzen(blok: Blok) -> Iterable[Part]:
    """Each grens with its reason and its lines."""
    return (sentence(zin.tekst, zin.bron) for zin in outcome.grenzen(blok))


def side_by_side(view: View, blok: Blok) -> Part:
    """The three archetypes beside each other: what is arranged, and whether it fits."""
    header, rows = outcome.side_by_side(view, blok)
    return grid(header, rows, wide=1)
