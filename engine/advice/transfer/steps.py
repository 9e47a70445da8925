"""The steps on the way of a bevoegdheid, in order, the last day of each counted back from the day that is wished."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from ...model.pakket import Wegstap
from ...model.regelpakket import Regelpakket
from ...model.words import Wegsituatie
from .case import BevoegdheidCase, Found
from .value import WegstapRij

TAKEN: Final[tuple[Wegsituatie, ...]] = ("open", "eerst", "uitzoeken")
"""How a route stands that may be gone along."""


def steps(found: Found, macht: BevoegdheidCase, situatie: Wegsituatie, start: date | None) -> list[WegstapRij]:
    """What comes one after another for one bevoegdheid along the route that the dossier names.

    Args:
        situatie: how that route stands.
        start: the day from which the other is to decide; without it no step has a day. Nor has one where no route is
            taken yet: what comes after it is not known.
    """
    stappen = found.pakket.stappen
    taken = [step for step in stappen.values() if situatie in step.bij and found.possible(step.als)]
    there = {step.id for step in taken}
    before = _nearest({step.id: _before(found.pakket, step, there) for step in taken})
    days = _last_days(taken, before, start) if start and situatie in TAKEN else {}
    return [_row(found, macht, step, before[step.id], start, days) for step in taken]


def _before(pakket: Regelpakket, step: Wegstap, there: Collection[str]) -> list[str]:
    """The steps that come right before one: of a step that is not there, those before that one."""
    found: dict[str, None] = {}
    for name in step.na:
        earlier = [name] if name in there else _before(pakket, pakket.stappen[name], there)
        found |= dict.fromkeys(earlier)
    return list(found)


def _nearest(before: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Only the steps right before each: not those that come before another of them. In turn, so each is known."""
    behind: dict[str, set[str]] = {}
    for name, steps_before in before.items():
        behind[name] = set(steps_before).union(*(behind[earlier] for earlier in steps_before))
    return {
        name: [s for s in steps_before if not any(s in behind[other] for other in steps_before)]
        for name, steps_before in before.items()
    }


def _last_days(taken: Sequence[Wegstap], before: Mapping[str, Sequence[str]], start: date) -> dict[str, date]:
    """The last day of each step that comes before the day: when all that comes after it still fits."""
    days = {step.id: start for step in taken if step.moment == "voor"}
    for step in reversed(taken):
        for name in before[step.id]:
            if step.moment == "voor" and name in days:
                days[name] = min(days[name], days[step.id] - timedelta(weeks=step.weken))
    return days


def _row(
    found: Found, macht: BevoegdheidCase, step: Wegstap, before: list[str], start: date | None, days: Mapping[str, date]
) -> WegstapRij:
    power = macht.bevoegdheid
    assert power is not None  # the caller has one
    done = step.gedaan_als is not None and found.sure(step.gedaan_als)
    last = macht.afspraak.terugkijken_op if step.moment == "na" else days.get(step.id)
    return WegstapRij(
        id=step.id,
        thema=macht.afspraak.thema,
        bevoegdheid=power.naam,
        wat=step.wat,
        wie=step.wie,
        na=before,
        moment=step.moment,
        weken=step.weken,
        dag=start,
        uiterlijk=None if done else last,
        te_laat=not done and last is not None and last < macht.peildatum,
        gedaan=done,
        zeker=found.applies(step.als),
        vragen=sorted(found.first_open(step.als)),
        bron=list(step.bron),
        bronstatus=step.bronstatus,
        toelichting=step.toelichting,
    )
