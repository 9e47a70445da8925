"""A plan as rows for a spreadsheet: one for each actie in each thema × fase that it serves."""

from collections.abc import Iterator
from typing import Any, Final

from wijktoets.engine.advice.plan.value import Groeipad, Plan, PlanActieRij, ServedRij

COLUMNS: Final = (
    "bestand",
    "dossier",
    "actie",
    "wat",
    "trekker",
    "wijk_doet",
    "gemeente_doet",
    "thema",
    "fase",
    "waarborgen",
    "sluit",
    "inzet_bewoners",
    "inzet_gemeente",
    "begint_met",
    "na",
    "status",
    "wanneer",
)
PATH_COLUMNS: Final = ("stap", *COLUMNS)


def rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """The rows of a plan; an actie that serves nothing has one, without thema."""
    for actie in plan.acties:
        places: list[ServedRij | None] = [*actie.voor] or [None]
        yield from (_row(plan, actie, place) for place in places)


def path_rows(path: Groeipad) -> Iterator[dict[str, Any]]:
    """The rows of each step of a groeipad."""
    for step in path.stappen:
        for row in rows(step.plan):
            yield {"stap": step.target, **row}


def _row(plan: Plan, actie: PlanActieRij, place: ServedRij | None) -> dict[str, Any]:
    running = next((r for r in actie.loopt if r.thema in (None, place.thema if place else None)), None)
    return {
        "bestand": plan.bestand,
        "dossier": plan.dossier,
        "actie": actie.id,
        "wat": actie.wat,
        "trekker": actie.trekker,
        "wijk_doet": actie.wijk_doet or "",
        "gemeente_doet": actie.gemeente_doet or "",
        "thema": place.thema if place else "",
        "fase": place.fase if place else "",
        "waarborgen": ";".join(place.waarborgen) if place else "",
        "sluit": ";".join(f"{s.vraag}={s.wordt}" for s in actie.sluit),
        "inzet_bewoners": actie.inzet.bewoners or "",
        "inzet_gemeente": actie.inzet.gemeente or "",
        "begint_met": actie.begint_met,
        "na": ";".join(actie.na),
        "status": (running.status or "") if running else "",
        "wanneer": running.wanneer or "" if running else "",
    }
