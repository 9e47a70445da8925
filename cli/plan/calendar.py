"""The dates of a dossier as a calendar file: its acties that have a day, and the days to look back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.model.dossier import Dossier, DossierActie
from wijktoets.engine.model.words import AFGESPROKEN_ACTIES, GEDANE_ACTIES
from wijktoets.telling.in_words import in_words
from wijktoets.telling.phrases import party, status_word
from wijktoets.telling.tree import words
from wijktoets.texts import text
from wijktoets.texts.wording import counted

from ..base.calendar import Entries, calendar_of

if TYPE_CHECKING:
    from icalendar import Event

SURE: Final = {"voorstel": "TENTATIVE"} | dict.fromkeys(AFGESPROKEN_ACTIES, "CONFIRMED")
"""How sure an entry is, by the status of its actie; where nobody said how far it is, nor does the calendar."""


def calendar_text(plan: Plan, dossier: Dossier) -> str:
    """The calendar: one entry, for a whole day, for each actie with a day and each day to look back.

    The same dossier gives the same bytes: entries are known by what they are about, and stamped with the peildatum.
    """
    return calendar_of(_events(plan, dossier), "plan")


def without_date(plan: Plan, dossier: Dossier) -> list[str]:
    """What there is to say of what the calendar lacks: acties without a day, or that there is no day at all."""
    said = [] if any(True for _ in _events(plan, dossier)) else [text("plan.ics.leeg")]
    loose = [a for a in plan.acties if not any(r.wanneer and r.status not in GEDANE_ACTIES for r in a.loopt)]
    return [*said, *([counted("plan.ics.zonder_datum", len(loose))] if loose else [])]


def _events(plan: Plan, dossier: Dossier) -> Iterator["Event"]:
    """The entries for what the plan looks at."""
    shown = {(row.thema, row.fase) for row in plan.afspraken}
    entries = Entries(plan.peildatum)
    for actie in dossier.acties:
        here = any(actie.serves(thema, fase) for thema, fase in shown)
        if actie.wanneer is not None and actie.status not in GEDANE_ACTIES and here:
            event = entries.entry(actie.wanneer, *in_words(_about(dossier, actie), plan.woorden))
            if actie.status in SURE:
                event.add("status", SURE[actie.status])
            yield event
    for afspraak in dossier.afspraken:
        here = any((afspraak.thema, fase) in shown for fase in afspraak.fasen)
        if afspraak.terugkijken_op is not None and here:
            what = in_words(text("plan.ics.terugkijken", thema=afspraak.thema), plan.woorden)
            key = f"{dossier.naam}|terugkijken|{afspraak.thema}|{','.join(sorted(afspraak.fasen))}"
            yield entries.entry(afspraak.terugkijken_op, what, dossier.naam, key)


def _about(dossier: Dossier, actie: DossierActie) -> tuple[str, str, str]:
    """What an entry is called, what it says, and what it is known by."""
    key = [dossier.naam, actie.waarborg or "", actie.actie or actie.wat, actie.thema or "", actie.fase or ""]
    return (
        text("plan.ics.actie", wat=actie.wat, wie=words(party(actie.trekker))),
        text("plan.ics.over", naam=dossier.naam, status=status_word(actie.status)) if actie.status else dossier.naam,
        "|".join(key),
    )
