"""Sessions of who works at the gemeente: which somebody has, and how they end from elsewhere."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, insert, or_, select

from .access import Visitor
from .store import Missing, Store, digest, now
from .tables import links, sessions, sign_offs, uses

TOLD_FOR: Final = timedelta(days=1)
"""How long it is kept that the provider told to end something: far longer than what it says may be believed."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that somebody has: its number, when it began, when it ends without use, and whether it is this one."""

    number: int
    begun: str
    until: str
    this: bool


def _of(who: Visitor) -> list[ColumnElement[bool]]:
    """Which sessions are of the same person; on one laptop all of the adviser are."""
    if who.person is None:
        return [sessions.c.wie.is_(None), links.c.rol == who.role, links.c.dossier.is_(None)]
    return [sessions.c.wie == who.person]


def own_sessions(store: Store, who: Visitor) -> list[OpenSession]:
    """The sessions that a visitor has open, the last first."""
    asked = (
        select(sessions.c.id, sessions.c.hash, sessions.c.tot, uses.c.op)
        .select_from(sessions.join(links, links.c.id == sessions.c.link).join(uses, uses.c.link == links.c.id))
        .where(*_of(who), sessions.c.tot > now(), links.c.ingetrokken.is_(None))
        .order_by(sessions.c.id.desc())
    )
    with store.read() as connection:
        rows = connection.execute(asked).all()
    return [OpenSession(row.id, row.op, row.tot, row.hash == who.session) for row in rows]


def end_own(store: Store, who: Visitor, number: int | None) -> None:
    """End a session that a visitor has open elsewhere, or all of them but the one by which it is asked.

    Raises:
        Missing: the visitor has no such session.
    """
    mine = [each.number for each in own_sessions(store, who) if not each.this and number in (None, each.number)]
    if number is not None and not mine:
        raise Missing(number)
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.id.in_(mine)))


def end_told(store: Store, name: str, who: str | None, sid: str | None) -> int | None:
    """End what the provider tells to end; gives how many sessions that were, None when it told this before.

    Args:
        name: how the provider names what it says (`jti`).
        who: whose sessions.
        sid: which of them; of one of which the provider did not say which it is, it may be that one.
    """
    of: list[ColumnElement[Any]] = [sessions.c.wie == digest(who)] if who else []
    if sid:
        of.append(
            or_(sessions.c.sid == digest(sid), sessions.c.sid.is_(None)) if who else sessions.c.sid == digest(sid)
        )
    old = (datetime.now(UTC) - TOLD_FOR).isoformat(timespec="seconds")
    with store.write() as connection:
        connection.execute(delete(sign_offs).where(sign_offs.c.op < old))
        if connection.execute(select(sign_offs.c.id).where(sign_offs.c.hash == digest(name))).first() is not None:
            return None
        connection.execute(insert(sign_offs).values(hash=digest(name), op=now()))
        found = list(connection.execute(select(sessions.c.id).where(*of)).scalars())
        connection.execute(delete(sessions).where(sessions.c.id.in_(found)))
    return len(found)
