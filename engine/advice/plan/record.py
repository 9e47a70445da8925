"""Puts acties of a plan in the text of a dossier: only lines are added, all that stands there stays as written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ...model.dossier import Dossier, DossierActie
from ...model.words import FASEN, Fase
from ...reading.inserting import with_items
from .value import Plan, PlanActieRij

KEY: Final = "acties"
FIELDS: Final = ("waarborg", "actie", "wat", "trekker", "thema", "fase", "wanneer", "status")
"""The fields of an actie, in the order in which they are written."""

Plaats = tuple[str | None, Fase | None]
"""What an actie is for: a thema (None: all) and a fase (None: all)."""


@dataclass(frozen=True, slots=True)
class ActieChoice:
    """The acties to put in, and how many of those that were asked for stand in the dossier already."""

    nieuw: tuple[DossierActie, ...]
    bestaand: int


def chosen(plan: Plan, dossier: Dossier, names: frozenset[str], wanneer: date | None) -> ActieChoice:
    """The acties of a plan as proposals in the dossier; one that stands there, and was not dropped, is left out.

    Args:
        names: which of them; none: all.
        wanneer: by what day.
    """
    new: list[DossierActie] = []
    there = 0
    for actie in plan.acties:
        if names and actie.id not in names:
            continue
        places = _places(actie, dossier)
        lacking = [place for place in places if not _covered(dossier, actie.id, place)]
        there += not lacking
        new += [_proposed(actie, place, wanneer) for place in lacking]
    return ActieChoice(tuple(new), there)


def _proposed(actie: PlanActieRij, place: Plaats, wanneer: date | None) -> DossierActie:
    thema, fase = place
    return DossierActie(
        waarborg=actie.waarborg,
        actie=actie.id,
        wat=actie.wat,
        trekker=actie.trekker,
        wanneer=wanneer,
        status="voorstel",
        thema=thema,
        fase=fase,
    )


def _places(actie: PlanActieRij, dossier: Dossier) -> list[Plaats]:
    """What an actie is for: all of the dossier, some themas as a whole, or fasen of a thema that has more afspraken."""
    served: dict[str, set[Fase]] = {}
    for row in actie.voor:
        served.setdefault(row.thema, set()).add(row.fase)
    whole = {
        thema: all(served.get(thema, set()) & set(a.fasen) for a in dossier.afspraken if a.thema == thema)
        for thema in dict.fromkeys(a.thema for a in dossier.afspraken)
    }
    partly = any(a.actie == actie.id and (a.thema or a.fase) and a.status != "vervallen" for a in dossier.acties)
    if not served or (all(whole.values()) and not partly):
        return [(None, None)]
    places: list[Plaats] = []
    for thema, fasen in served.items():
        places += [(thema, None)] if whole[thema] else [(thema, fase) for fase in FASEN if fase in fasen]
    return places


def _covered(dossier: Dossier, name: str, place: Plaats) -> bool:
    """Whether the dossier has this actie for a place already; what was dropped (vervallen) does not count."""
    thema, fase = place
    return any(
        a.actie == name and a.status != "vervallen" and a.thema in (None, thema) and a.fase in (None, fase)
        for a in dossier.acties
    )


def with_acties(content: bytes, rows: Sequence[DossierActie]) -> bytes:
    """The text of a dossier with these acties behind those that are there; everything else as it was.

    Raises:
        Unplaceable: it cannot be seen where they belong.
    """
    return with_items(content, KEY, [_fields(row) for row in rows])


def _fields(row: DossierActie) -> dict[str, str]:
    given = {name: getattr(row, name) for name in FIELDS}
    return {name: str(value) for name, value in given.items() if value is not None}
