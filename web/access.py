"""Who may do what: one table of routes and roles, links that let somebody in, and the sessions that they open.

A link is 128 random bits of which only the hash is kept. It leads to one dossier, or for the adviser to all of them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, get_args

from sqlalchemy import Row, Select, delete, insert, select, update

from .minute import Minute
from .store import Author, Missing, Store, digest, new_key, now
from .tables import dossiers, links, sessions, uses

Role = Literal["adviseur", "begeleider", "partij", "lezer", "beheerder"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

ADVISER: Final[frozenset[Role]] = frozenset({"adviseur"})
ADMINISTRATOR: Final[frozenset[Role]] = frozenset({"beheerder"})
PARTY: Final[frozenset[Role]] = frozenset({"partij"})
TABLE: Final[frozenset[Role]] = frozenset({"adviseur", "begeleider"})
EVERYONE: Final[frozenset[Role]] = frozenset(ROLES)

OPEN: Final[frozenset[str]] = frozenset(
    {"inloggen", "verder", "opnieuw", "aanmelden", "aangemeld", "afgemeld", "static"}
)
"""Routes for which nobody has to be let in: those that let somebody in, the one by which the provider ends sessions,
and the style of the pages."""

ROUTES: Final[Mapping[str, frozenset[Role]]] = {
    "start": ADVISER,
    "nieuw": ADVISER,
    "inlezen": ADVISER,
    "uitloggen": EVERYONE,
    "sessies": ADVISER | ADMINISTRATOR,
    "sessie_einde": ADVISER | ADMINISTRATOR,
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
    "papier": ADVISER | PARTY,
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
    "uitnodigen": ADVISER,
    "link_maken": ADVISER,
    "link_intrekken": ADVISER,
    "link_papier": ADVISER,
    "moment": ADVISER,
    "hulp": ADVISER,
    "bijlage": frozenset({"adviseur", "lezer"}),
    "gedeeld": frozenset({"adviseur", "begeleider", "partij"}),
    "vooraf": TABLE,
    "mijn": PARTY,
    "mijn_antwoord": PARTY,
    "mijn_concept": PARTY,
    "mijn_gehoord": PARTY,
    "verslag": PARTY,
    "oordeel": PARTY,
    "achter_zin": PARTY,
    "mijn_geschiedenis": PARTY,
    "mijn_kopie": PARTY,
    "mijn_papier": PARTY,
}
"""Every route with the roles that may use it. What is not in it does not exist; what is about a dossier is about that
one alone for all but the adviser. Who administers sees that dossiers are there, and nothing of what is in them."""

WRITING: Final[frozenset[str]] = frozenset({"mijn_antwoord", "mijn_concept", "mijn_gehoord", "oordeel", "achter_zin"})
"""Routes of a party by which something is kept: not after the end of its link, when it still reads."""

LONGEST: Final = timedelta(hours=12)
"""How long a session stays open."""
IDLE: Final = timedelta(hours=1)
"""How long the session of a party stays open when nobody is there."""
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
    link: str
    """The hash of the link: what a party types is kept for that link alone."""
    writes: bool = True
    """Whether the link has not ended: a party reads after it, and writes no more."""
    person: str | None = None
    """The hash of who the provider says it is; None where nobody signs on."""

    @property
    def typist(self) -> str:
        """For whom is kept what is half typed: who signs on again finds it; on one laptop it is for the session."""
        return self.person or self.session

    def may(self, route: str, dossier: str | None) -> bool:
        """Whether a route is for this role, and about a dossier of this visitor."""
        if self.role not in ROUTES.get(route, frozenset()) or (route in WRITING and not self.writes):
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
    by: str = "adviseur",
) -> str:
    """A new secret that lets somebody in; those whom it is for can read that it was made.

    Args:
        dossier: the one that it is about; only the adviser's is about all.
        once: it opens one session and no more.
        by: who makes it.
    """
    if role not in ADVISER | ADMINISTRATOR and dossier is None:
        raise ValueError(role)
    secret = new_key()
    number = store.row(dossier).id if dossier is not None else None
    with store.write() as connection:
        values = {"rol": role, "dossier": number, "partij": partij, "tot": _stamp(until), "eenmalig": once}
        connection.execute(insert(links).values(hash=digest(secret), gemaakt=now(), **values))
        if number is not None:
            store.put_act(connection, number, "link", by, partij, {"rol": role, "tot": _stamp(until)})
    return secret


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link of a dossier as people read of it: whom it is for, until when, and when it was used; never what it is."""

    number: int
    role: Role
    partij: str | None
    made: str
    until: str
    withdrawn: str | None
    used: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """Whether its last day is over."""
        return self.until <= now()


def made_links(store: Store, dossier: str, partij: str | None = None) -> list[MadeLink]:
    """The links of a dossier, or of one party to it, the last first."""
    number = store.row(dossier).id
    asked = select(links).where(links.c.dossier == number).order_by(links.c.id.desc())
    if partij is not None:
        asked = asked.where(links.c.rol == "partij", links.c.partij == partij)
    used: dict[int, list[str]] = {}
    with store.read() as connection:
        rows = list(connection.execute(asked))
        joined = uses.join(links, links.c.id == uses.c.link)
        for use in connection.execute(select(uses).select_from(joined).where(links.c.dossier == number)):
            used.setdefault(use.link, []).append(use.op)
    return [
        MadeLink(row.id, row.rol, row.partij, row.gemaakt, row.tot, row.ingetrokken, tuple(used.get(row.id, ())))
        for row in rows
    ]


def take_back(store: Store, dossier: str, number: int, by: str) -> None:
    """Take a link of a dossier back, as `withdraw` does.

    Raises:
        Missing: there is no such link of this dossier.
    """
    of = store.row(dossier).id
    with store.write() as connection:
        here = (links.c.id == number, links.c.dossier == of)
        row = connection.execute(select(links.c.rol, links.c.partij, links.c.ingetrokken).where(*here)).first()
        if row is None:
            raise Missing(number)
        if row.ingetrokken is None:
            connection.execute(update(links).where(*here).values(ingetrokken=now()))
            store.put_act(connection, of, "ingetrokken", by, row.partij, {"rol": row.rol})


def find_link(store: Store, secret: str) -> Row[Any] | None:
    """The link of a secret, as long as it lets somebody in: not ended (but to read), not withdrawn, not used up."""
    with store.read() as connection:
        return _find(connection, secret)


def _find(connection: Any, secret: str) -> Row[Any] | None:
    asked = (
        select(links, dossiers.c.sleutel, dossiers.c.naam)
        .outerjoin(dossiers, dossiers.c.id == links.c.dossier)
        .where(links.c.hash == digest(secret), links.c.ingetrokken.is_(None))
        .where((links.c.tot > now()) | (links.c.rol == "partij"))
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
        latest = _stamp(datetime.now(UTC) + LONGEST)
        if link.rol != "partij" and not link.eenmalig:
            latest = min(latest, link.tot)
        values = {"link": link.id, "csrf": secrets.token_urlsafe(24), "uiterlijk": latest}
        until = min(_stamp(datetime.now(UTC) + IDLE), latest) if link.rol == "partij" else latest
        connection.execute(insert(sessions).values(hash=digest(token), tot=until, **values))
    return token


def sign_on(
    store: Store, role: Role, longest: timedelta, idle: timedelta, who: str | None = None, sid: str | None = None
) -> str:
    """Open a session for whom the provider of the gemeente vouches for; gives the secret of the session.

    Args:
        longest: how long it lasts at most.
        idle: after how long without use it ends.
        who: who the provider says it is; only the hash is kept.
        sid: how the provider names the session there, if it does; only the hash is kept.
    """
    with store.write() as connection:  # what ended a day ago goes
        gone = links.c.eenmalig & (links.c.tot < _stamp(datetime.now(UTC) - timedelta(days=1)))
        connection.execute(delete(links).where(gone, links.c.dossier.is_(None)))
    token = open_session(store, make_link(store, role, datetime.now(UTC) + longest, once=True))
    assert token is not None
    with store.write() as connection:
        until = _stamp(datetime.now(UTC) + min(idle, longest))
        known = {name: digest(said) for name, said in (("wie", who), ("sid", sid)) if said}
        connection.execute(update(sessions).where(sessions.c.hash == digest(token)).values(tot=until, **known))
    return token


def _stir(store: Store, session: str, until: str, last: str, idle: timedelta) -> None:
    """Keep that a session is used: it ends later, but never after its last moment."""
    meant = min(_stamp(datetime.now(UTC) + idle), last)
    if datetime.fromisoformat(meant) - datetime.fromisoformat(until) >= STIR:
        with store.write() as connection:
            connection.execute(update(sessions).where(sessions.c.hash == session).values(tot=meant))


def visitor(store: Store, token: str | None, idle: timedelta | None = None) -> Visitor | None:
    """Who has this session, as long as it is open and its link was not withdrawn; that of a party goes on by it.

    Args:
        idle: after how long without use a session by sign-on ends; None where nobody signs on.
    """
    if not token:
        return None
    asked = _of_session(token).where(sessions.c.tot > now(), links.c.ingetrokken.is_(None))
    with store.read() as connection:
        found = connection.execute(asked).first()
    if found is None:
        return None
    still, last = (idle if found.eenmalig else None), found.link_tot
    if found.rol == "partij" and found.uiterlijk:
        still, last = IDLE, found.uiterlijk
    if still is not None:
        if found.tot > _stamp(datetime.now(UTC) + still + STIR):  # the clock was set back: it would last longer
            return None
        _stir(store, found.session, found.tot, last, still)
    writes = found.rol != "partij" or found.link_tot > now()
    named = (found.rol, found.sleutel, found.partij, found.csrf, found.session, found.link)
    return Visitor(*named, writes, found.wie)


def role_of(store: Store, token: str | None) -> Role | None:
    """Whose session this is, or was."""
    with store.read() as connection:
        found = connection.execute(_of_session(token or "")).first()
    role: Role | None = None if found is None else found.rol
    return role


def _of_session(token: str) -> Select[Any]:
    """A session with its link and the dossier that it is about."""
    named = (sessions.c.hash.label("session"), links.c.hash.label("link"), links.c.tot.label("link_tot"))
    of_session = (sessions.c.csrf, sessions.c.tot, sessions.c.uiterlijk, sessions.c.wie)
    return (
        select(links.c.rol, links.c.partij, links.c.eenmalig, dossiers.c.sleutel, *of_session, *named)
        .select_from(sessions.join(links, links.c.id == sessions.c.link))
        .outerjoin(dossiers, dossiers.c.id == links.c.dossier)
        .where(sessions.c.hash == digest(token))
    )


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


class Tries:
    """Counts for each client what lets nobody in, and says when it is enough for a while."""

    def __init__(self, most: int = 20) -> None:
        """With so many in a minute."""
        self.most, self._minute = most, Minute()

    def many(self, client: str, failed: bool = False) -> bool:
        """Whether this client tried too often this minute; `failed`: it did just now."""
        return self._minute.count(client, int(failed)) >= self.most


def make_adviser_link(store: Store) -> str:
    """A new secret for the adviser on this machine: for one session, to be opened within half a day."""
    return make_link(store, "adviseur", datetime.now(UTC) + LONGEST, once=True)
