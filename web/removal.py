"""A dossier goes as a whole: an adviser asks, parties hear of it, and who administers does it when the day is there.

Nobody does it alone. The asking stands in the history, where parties read it; four weeks long anybody can object, and
an adviser can take the asking back. What is left of it afterwards is in backups alone.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select

from .redaction import leave_nothing
from .store import Author, Missing, Store, now
from .tables import dossiers, events, links, versions

ASKED: Final = "weg_gevraagd"
TAKEN_BACK: Final = "weg_ingetrokken"
WAIT: Final = timedelta(weeks=4)
"""How long parties hear of it before a dossier goes, once it was shared with them."""


class NotYet(Exception):
    """A dossier that does not go: nobody asked, or the day is not there."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What can be said of a dossier that went: for a declaration that it was destroyed."""

    naam: str
    gemaakt: str
    laatst: str
    versies: int
    gevraagd: str
    sha256: str
    weg: str


def due(store: Store) -> dict[int, date]:
    """From which day on each dossier may go of which that was asked, by number."""
    with store.read() as connection:
        return _due(connection)


def _due(connection: Connection, number: int | None = None) -> dict[int, date]:
    asked = select(events.c.dossier, events.c.soort, events.c.gegevens).order_by(events.c.id)
    asked = asked.where(events.c.soort.in_((ASKED, TAKEN_BACK)))
    found: dict[int, date] = {}
    for row in connection.execute(asked if number is None else asked.where(events.c.dossier == number)):
        found.pop(row.dossier, None)
        if row.soort == ASKED:
            found[row.dossier] = date.fromisoformat(row.gegevens["vanaf"])
    return found


def due_of(store: Store, key: str) -> date | None:
    """From which day on a dossier may go, if that was asked.

    Raises:
        Missing: there is no such dossier.
    """
    with store.read() as connection:
        number = store._row(connection, key).id
        return _due(connection, number).get(number)


def ask(store: Store, key: str, author: Author, today: date) -> date:
    """Ask for a dossier to go; gives from which day on it may: at once when no party has seen it, else in four weeks.

    Raises:
        Missing: there is no such dossier.
    """
    with store.write() as connection:
        row = store._row(connection, key)
        if (before := _due(connection, row.id).get(row.id)) is not None:
            return before
        invited = connection.execute(select(links.c.id).where(links.c.dossier == row.id)).first()
        day = today + (WAIT if invited is not None or row.gedeeld_op is not None else timedelta())
        _keep(connection, store, row.id, ASKED, author, {"vanaf": day.isoformat()})
    return day


def take_back(store: Store, key: str, author: Author) -> None:
    """Take the asking back.

    Raises:
        Missing: there is no such dossier.
    """
    with store.write() as connection:
        number = store._row(connection, key).id
        if number in _due(connection, number):
            _keep(connection, store, number, TAKEN_BACK, author, {})


def _keep(connection: Connection, store: Store, number: int, soort: str, author: Author, facts: dict[str, Any]) -> None:
    told = {"nummer": store._current(connection, number).nummer, "partij": author.partij, "weg": author.weg}
    connection.execute(
        insert(events).values(dossier=number, soort=soort, wijzigingen=[], gegevens=facts, op=now(), **told)
    )


def remove(store: Store, number: int, today: date) -> Removed:
    """Let a dossier go with all its versions, history, texts, notes and links; that is never taken back.

    Raises:
        Missing: there is no such dossier.
        NotYet: nobody asked, or the day is not there.
    """
    with store.write() as connection:
        row = connection.execute(select(dossiers).where(dossiers.c.id == number)).first()
        if row is None:
            raise Missing(number)
        day = _due(connection, number).get(number)
        if day is None or today < day:
            raise NotYet(number)
        last = store._current(connection, number)
        asked = select(func.max(events.c.op)).where(events.c.dossier == number, events.c.soort == ASKED)
        of = select(func.count()).select_from(versions).where(versions.c.dossier == number)
        found = Removed(
            row.naam,
            row.gemaakt,
            last.op,
            connection.execute(of).scalar_one(),
            connection.execute(asked).scalar_one(),
            hashlib.sha256(last.content).hexdigest(),
            datetime.now(UTC).isoformat(timespec="seconds"),
        )
        connection.execute(delete(dossiers).where(dossiers.c.id == number))
    leave_nothing(store)
    return found
