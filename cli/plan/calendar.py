"""The dates of a dossier as a calendar file: its acties that have a day, and the days to look back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.model.dossier import Dossier, GekozenActie
from wijktoets.engine.model.words import AFGESPROKEN_ACTIES, GEDANE_ACTIES
from wijktoets.telling.in_words import in_words
from wijktoets.telling.phrases import party, status_word
from wijktoets.telling.tree import words
from wijktoets.texts import printable, text
from wijktoets.texts.wording import counted

if TYPE_CHECKING:
    from icalendar import Event

SURE: Final = {"voorstel": "TENTATIVE"} | dict.fromkeys(AFGESPROKEN_ACTIES, "CONFIRMED")
"""How sure an entry is, by the status of its actie; where nobody said how far it is, nor does the calendar."""


def calendar_text(plan: Plan, dossier: Dossier) -> str:
    """The calendar: one entry, for a whole day, for each actie with a day and each day to look back.

    The same dossier gives the same bytes: entries are known by what they are about, and stamped with the peildatum.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//wijktoets//plan//NL")
    calendar.add("version", "2.0")
    for event in sorted(_events(plan, dossier), key=lambda e: (e.start, str(e["uid"]))):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def without_date(plan: Plan, dossier: Dossier) -> list[str]:
    """What there is to say of what the calendar lacks: acties without a day, or that there is no day at all."""
    said = [] if any(True for _ in _events(plan, dossier)) else [text("plan.ics.leeg")]
    loose = [a for a in plan.acties if not any(r.wanneer and r.status not in GEDANE_ACTIES for r in a.loopt)]
    return [*said, *([counted("plan.ics.zonder_datum", len(loose))] if loose else [])]


def _events(plan: Plan, dossier: Dossier) -> Iterator["Event"]:
    """The entries for what the plan looks at."""
    shown = {(row.thema, row.fase) for row in plan.afspraken}
    times: dict[str, int] = {}
    for actie in dossier.acties:
        here = any(actie.serves(thema, fase) for thema, fase in shown)
        if actie.wanneer is not None and actie.status not in GEDANE_ACTIES and here:
            event = _event(plan, actie.wanneer, *in_words(_about(dossier, actie), plan.woorden), times)
            if actie.status in SURE:
                event.add("status", SURE[actie.status])
            yield event
    for afspraak in dossier.afspraken:
        here = any((afspraak.thema, fase) in shown for fase in afspraak.fasen)
        if afspraak.terugkijken_op is not None and here:
            what = in_words(text("plan.ics.terugkijken", thema=afspraak.thema), plan.woorden)
            key = f"{dossier.naam}|terugkijken|{afspraak.thema}|{','.join(sorted(afspraak.fasen))}"
            yield _event(plan, afspraak.terugkijken_op, what, dossier.naam, key, times)


def _about(dossier: Dossier, actie: GekozenActie) -> tuple[str, str, str]:
    """What an entry is called, what it says, and what it is known by."""
    key = [dossier.naam, actie.waarborg or "", actie.actie or actie.wat, actie.thema or "", actie.fase or ""]
    return (
        text("plan.ics.actie", wat=actie.wat, wie=words(party(actie.trekker))),
        text("plan.ics.over", naam=dossier.naam, status=status_word(actie.status)) if actie.status else dossier.naam,
        "|".join(key),
    )


def _event(plan: Plan, day: date, what: str, about: str, key: str, times: dict[str, int]) -> "Event":
    """One entry; `times` counts those that are known by the same thing, so that each has its own uid."""
    from icalendar import Event

    times[key] = times.get(key, 0) + 1
    uid = sha256(f"{key}|{times[key]}".encode()).hexdigest()[:32]
    stamp = datetime(plan.peildatum.year, plan.peildatum.month, plan.peildatum.day, tzinfo=UTC)
    event = Event()
    event.add("uid", f"{uid}@wijktoets")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", printable(what))
    event.add("description", printable(about))
    event.add("transp", "TRANSPARENT")
    return event
