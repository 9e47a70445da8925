"""The steps on the way of each bevoegdheid that have a day, as a calendar file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wijktoets.engine.advice.transfer.value import Overdracht, WegstapRij
from wijktoets.telling.in_words import in_words
from wijktoets.texts import text
from wijktoets.texts.wording import counted

from ..base.calendar import Entries, calendar_of

if TYPE_CHECKING:
    from icalendar import Event


def calendar_text(found: Overdracht) -> str:
    """The calendar: one entry, for a whole day, for each step that is not done and has a last day.

    The same dossier gives the same bytes. All are tentative: they follow from estimates of the pack.
    """
    return calendar_of(_events(found), "transfer")


def without_day(found: Overdracht) -> list[str]:
    """What there is to say of what the calendar lacks: that there is no day at all, or how many steps have none."""
    loose = sum(not step.gedaan and step.uiterlijk is None for step in found.stappen)
    empty = not any(step.uiterlijk for step in found.stappen)
    return [text("transfer.ics.leeg")] if empty else [counted("transfer.ics.zonder_dag", loose)] if loose else []


def _events(found: Overdracht) -> Iterator["Event"]:
    entries = Entries(found.peildatum)
    for step in found.stappen:
        if step.uiterlijk is not None:
            what, about = in_words(_about(found, step), found.woorden)
            key = "|".join([found.dossier or "", step.thema, step.bevoegdheid, step.id])
            event = entries.entry(step.uiterlijk, what, about, key)
            event.add("status", "TENTATIVE")
            yield event


def _about(found: Overdracht, step: WegstapRij) -> tuple[str, str]:
    """What an entry is called, and what it says."""
    who = text(f"transfer.wie_doet.{step.wie}")
    told = text("transfer.stappen.stap", wie=who, wat=step.wat)
    last = step.moment == "voor"
    return (
        text("transfer.ics.stap", stap=told) if last else told,
        text(
            "transfer.ics.over", naam=found.dossier or "", bevoegdheid=step.bevoegdheid, vindplaats=", ".join(step.bron)
        ),
    )
