"""Finds which acties of a dossier are new, gone or written otherwise in another."""

from collections.abc import Callable, Collection, Sequence

from ...model.dossier import DossierActie
from ...model.words import Fase
from .value import ActieVerschil

Alike = Callable[[DossierActie], object]
"""What two acties that are one have in common; None: this says nothing of it."""

ALIKE: tuple[Alike, ...] = (
    lambda actie: actie,
    lambda actie: (actie.actie, actie.thema, actie.fase) if actie.actie else None,
    lambda actie: (actie.wat, actie.thema, actie.fase),
    lambda actie: actie.wat,
    lambda actie: actie.actie,
    lambda actie: (actie.waarborg, actie.thema, actie.fase) if actie.waarborg and not actie.actie else None,
)
"""From surely to probably the same actie."""


def changed_acties(
    a: Sequence[DossierActie], b: Sequence[DossierActie], places: Collection[tuple[str, Fase]]
) -> list[ActieVerschil]:
    """The acties about any of these places that differ, in an order that does not depend on which side is a.

    Two are one when they are equal, else when they are the same actie of the pack, have the same words, or are both of
    people's own making for one waarborg in one place.
    """
    left = [[x for x in acties if any(x.serves(*place) for place in places)] for acties in (a, b)]
    pairs: list[tuple[DossierActie, DossierActie]] = []
    for alike in ALIKE:
        for one in [*left[0]]:
            key = alike(one)
            other = None if key is None else next((x for x in left[1] if alike(x) == key), None)
            if other is not None:
                pairs.append((one, other))
                left[0].remove(one)
                left[1].remove(other)
    found = [ActieVerschil(a=one, b=other) for one, other in pairs if one != other]
    found += [ActieVerschil(a=one, b=None) for one in left[0]]
    found += [ActieVerschil(a=None, b=other) for other in left[1]]
    return sorted(found, key=lambda row: sorted(x.model_dump_json() for x in (row.a, row.b) if x is not None))
