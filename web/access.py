"""Who may do what: one table of routes and roles, links that let somebody in, and the sessions that they open.

A link is 128 random bits of which only the hash is kept. It leads to one dossier, or for the adviser to all of them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, get_args

from sqlalchemy import Row, delete, insert, select, update

from .store import Author, Store, digest, new_key, now
from .tables import dossiers, links, sessions, uses

Role = Literal["adviseur", "begeleider", "partij", "lezer", "beheerder"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

ADVISER: Final[frozenset[Role]] = frozenset({"adviseur"})
ADMINISTRATOR: Final[frozenset[Role]] = frozenset({"beheerder"})
TABLE: Final[frozenset[Role]] = frozenset({"adviseur", "begeleider"})
EVERYONE: Final[frozenset[Role]] = frozenset(ROLES)

OPEN: Final[frozenset[str]] = frozenset({"inloggen", "verder", "opnieuw", "aanmelden", "aangemeld", "static"})
"""Routes for which nobody has to be let in: those that let somebody in, and the style of the pages."""

ROUTES: Final[Mapping[str, frozenset[Role]]] = {
    "start": ADVISER,
    "nieuw": ADVISER,
    "inlezen": ADVISER,
    "uitloggen": EVERYONE,
    "over": EVERYONE,
    "dossier": ADVISER,
    "gegevens": ADVISER,
    "thema": ADVISER,
    "kopie": ADVISER,
    "tekst": ADVISER,
    "werkblad": ADVISER,
    "antwoord": ADVISER,
    "ongedaan": ADVISER,
    "concept": ADVISER,
    "uit_de_map": ADVISER,
    "naar_de_map": ADVISER,
    "blad": ADVISER,
    "nagerekend": TABLE,
    "papieren": ADVISER,
    "papier_maken": ADVISER,
    "papier": ADVISER,
    "bevoegdheden": frozenset({"adviseur", "lezer"}),
    "geschiedenis": ADVISER,
    "vergelijk": ADVISER,
    "terug": ADVISER,
    "versie": ADVISER,
    "export": ADVISER,
    "weghalen": ADVISER,
    "alles": ADVISER,
    "tafel": TABLE,
    "tafel_beeld": TABLE,
    "tafel_antwoord": TABLE,
    "bevestig": TABLE,
    "notitie": TABLE,
    "gehoord": TABLE,
    "verberg": TABLE,
    "wijs": TABLE,
    "beamer": TABLE,
    "beeld": ADVISER,
    "waarom": ADVISER,
    "verwijdering": ADVISER,
    "beheer": ADMINISTRATOR,
    "verwijderen": ADMINISTRATOR,
}
"""Every route with the roles that may use it. What is not in it does not exist; what is about a dossier is about that
one alone for all but the adviser. Who administers sees that dossiers are there, and nothing of what is in them."""

LONGEST: Final = timedelta(hours=12)
"""How long a session of the adviser stays open."""
STIR: Final = timedelta(minutes=1)
"""How often at most is kept that a session is used."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever has a session: the role, the one dossier that it is about (none: all), and the party."""

    role: Role
    dossier: str | None
    partij: str | None
    csrf: str
    session: str

    def may(self, route: str, dossier: str | None) -> bool:
        """Whether a route is for this role, and about a dossier of this visitor."""
        if self.role not in ROUTES.get(route, frozenset()):
            return False
        return self.role == "adviseur" or dossier is None or dossier == self.dossier

    def author(self, way: Literal["bureau", "tafel"] = "bureau") -> Author:
        """Who this is in the history."""
        return Author(self.partij or self.role, "link" if self.role == "partij" else way)


def make_link(
    store: Store,
    role: Role,
    until: datetime,
    *,
    dossier: str | None = None,
    partij: str | None = None,
    once: bool = False,
) -> str:
    """A new secret that lets somebody in.

    Args:
        dossier: the one that it is about; only the adviser's is about all.
        once: it opens one session and no more.
    """
    if role not in ADVISER | ADMINISTRATOR and dossier is None:
        raise ValueError(role)
    secret = new_key()
    number = store.row(dossier).id if dossier is not None else None
    with store.write() as connection:
        values = {"rol": role, "dossier": number, "partij": partij, "tot": _stamp(until), "eenmalig": once}
        connection.execute(insert(links).values(hash=digest(secret), gemaakt=now(), **values))
    return secret


def find_link(store: Store, secret: str) -> Row[Any] | None:
    """The link of a secret, as long as it lets somebody in: not ended, not withdrawn, not used up."""
    with store.read() as connection:
        return _find(connection, secret)


def _find(connection: Any, secret: str) -> Row[Any] | None:
    asked = (
        select(links, dossiers.c.sleutel, dossiers.c.naam)
        .outerjoin(dossiers, dossiers.c.id == links.c.dossier)
        .where(links.c.hash == digest(secret), links.c.ingetrokken.is_(None), links.c.tot > now())
    )
    found: Row[Any] | None = connection.execute(asked).first()
    if found is None or not found.eenmalig:
        return found
    used = connection.execute(select(uses.c.id).where(uses.c.link == found.id)).first()
    return found if used is None else None


def open_session(store: Store, secret: str) -> str | None:
    """Open a session with a link; gives the secret of the session, or None when the link lets nobody in."""
    token = new_key()
    with store.write() as connection:
        link = _find(connection, secret)
        if link is None:
            return None
        connection.execute(insert(uses).values(link=link.id, op=now()))
        until = min(_stamp(datetime.now(UTC) + LONGEST), link.tot if not link.eenmalig else "9999")
        values = {"link": link.id, "csrf": secrets.token_urlsafe(24), "tot": until}
        connection.execute(insert(sessions).values(hash=digest(token), **values))
    return token


def sign_on(store: Store, role: Role, longest: timedelta, idle: timedelta) -> str:
    """Open a session for whom the provider of the gemeente vouches for; gives the secret of the session.

    Args:
        longest: how long it lasts at most.
        idle: after how long without use it ends.
    """
    with store.write() as connection:  # what ended a day ago goes
        gone = links.c.eenmalig & (links.c.tot < _stamp(datetime.now(UTC) - timedelta(days=1)))
        connection.execute(delete(links).where(gone, links.c.dossier.is_(None)))
    token = open_session(store, make_link(store, role, datetime.now(UTC) + longest, once=True))
    assert token is not None
    with store.write() as connection:
        until = _stamp(datetime.now(UTC) + min(idle, longest))
        connection.execute(update(sessions).where(sessions.c.hash == digest(token)).values(tot=until))
    return token


def _stir(store: Store, session: str, until: str, last: str, idle: timedelta) -> None:
    """Keep that a session is used: it ends later, but never after its link."""
    meant = min(_stamp(datetime.now(UTC) + idle), last)
    if datetime.fromisoformat(meant) - datetime.fromisoformat(until) >= STIR:
        with store.write() as connection:
            connection.execute(update(sessions).where(sessions.c.hash == session).values(tot=meant))


def visitor(store: Store, token: str | None, idle: timedelta | None = None) -> Visitor | None:
    """Who has this session, as long as it is open and its link was not withdrawn.

    Args:
        idle: after how long without use a session by sign-on ends; None where nobody signs on.
    """
    if not token:
        return None
    asked = (
        select(
            links.c.rol,
            dossiers.c.sleutel,
            links.c.partij,
            sessions.c.csrf,
            sessions.c.hash,
            sessions.c.tot,
            links.c.tot.label("laatst"),
            links.c.eenmalig,
        )
        .select_from(sessions.join(links, links.c.id == sessions.c.link))
        .outerjoin(dossiers, dossiers.c.id == links.c.dossier)
        .where(sessions.c.hash == digest(token), sessions.c.tot > now(), links.c.ingetrokken.is_(None))
    )
    with store.read() as connection:
        found = connection.execute(asked).first()
    if found is None:
        return None
    if idle is not None and found.eenmalig:
        if found.tot > _stamp(datetime.now(UTC) + idle + STIR):  # the clock was set back: it would last longer
            return None
        _stir(store, found.hash, found.tot, found.laatst, idle)
    return Visitor(*found[:5])


def close_session(store: Store, token: str) -> None:
    """End a session."""
    with store.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.hash == digest(token)))


def withdraw(store: Store, secret: str) -> None:
    """Take a link back: it lets nobody in any more, and ends the sessions that it opened."""
    with store.write() as connection:
        connection.execute(update(links).where(links.c.hash == digest(secret)).values(ingetrokken=now()))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def make_adviser_link(store: Store) -> str:
    """A new secret for the adviser on this machine: for one session, to be opened within half a day."""
    return make_link(store, "adviseur", datetime.now(UTC) + LONGEST, once=True)
