"""Writes entries for whole days as a calendar file, the same bytes for the same entries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from wijktoets.texts import printable

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(slots=True)
class Entries:
    """Makes the entries of one calendar; those that are known by the same thing are counted, so that each is its own.

    `stamp` is the day on which they were so: the peildatum.
    """

    stamp: date
    _times: dict[str, int] = field(default_factory=dict)

    def entry(self, day: date, what: str, about: str, key: str) -> "Event":
        """An entry for a day: what it is called, what it says, and by what it is known."""
        from icalendar import Event

        self._times[key] = self._times.get(key, 0) + 1
        uid = sha256(f"{key}|{self._times[key]}".encode()).hexdigest()[:32]
        event = Event()
        event.add("uid", f"{uid}@wijktoets")
        event.add("dtstamp", datetime(self.stamp.year, self.stamp.month, self.stamp.day, tzinfo=UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", printable(what))
        event.add("description", printable(about))
        event.add("transp", "TRANSPARENT")
        return event


def calendar_of(events: Iterable["Event"], command: str) -> str:
    """The calendar with these entries, in order of day, made by a command."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//wijktoets//{command}//NL")
    calendar.add("version", "2.0")
    for event in sorted(events, key=lambda e: (e.start, str(e["uid"]))):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")
