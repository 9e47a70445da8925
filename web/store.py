"""The one truth of the pages: dossiers with every version, changed one question at a time, whole or not at all.

What is stored is the YAML document itself. A change is made of the version that is there when it is made, in one
transaction: nobody overwrites what another party or question got meanwhile.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, inspect, select, update

from wijktoets.engine.model.source import NodePath

from .database import Database, Newer, Sqlite
from .tables import acts, add_row, deals, dossiers, drafts, early, events, heard, links, marks, notes, uses, versions

FILE: Final = "wijktoets.sqlite"
"""How the store is called in the folder that is served."""

MAX_HEARD: Final = 100_000
"""Characters that may be heard at one card: nobody can take it away, so that one who sends more spoils the evening."""

Way = Literal["bureau", "tafel", "link", "map"]
"""By which way in something was written: the desk of the adviser, the table, a link of a party, or the folder."""
EventKind = Literal[
    "nieuw", "antwoord", "zwijgt", "ongedaan", "gegevens", "invoer", "terug", "bestand", "weggehaald", "bevestigd"
]
"""Beside these an event can say that a dossier is to go: `removal.py`."""
ActKind = Literal["link", "ingetrokken", "moment", "vooraf", "bekeken", "opgehaald"]
"""What was done that changed no version: a link made or taken back, a moment announced, an early answer given, and what
staff looked at or took along."""


class Author(NamedTuple):
    """Who writes: a party or a role, and by which way in."""

    partij: str
    weg: Way


class StoredChange(NamedTuple):
    """What stands at a place of the document, before and after; None is nothing."""

    path: NodePath
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class StoredEdit:
    """A change to be kept: the new document, and what is said of it in the history."""

    content: bytes
    soort: EventKind
    changes: tuple[StoredChange, ...] = ()
    vraag: str | None = None
    thema: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    naam: str | None = None
    """The new name of the dossier, where that changed."""


class Version(NamedTuple):
    """A version of a dossier: its number, the YAML document, and when it came."""

    nummer: int
    content: bytes
    op: str


class Missing(Exception):
    """There is no such dossier, or nothing like it in it; `reden` is the sentence for whoever asked."""

    def __init__(self, *what: object, reden: str = "niet_hier") -> None:
        super().__init__(*what)
        self.reden = reden


class TooLate(Exception):
    """The moment at which early answers open is there: nothing can be sealed any more."""


class Full(Exception):
    """There is no room for more: what was heard at a card is more than anybody reads."""


class TooEarly(Exception):
    """Early answers cannot open then: it is in the past, or before what parties were told."""


def now() -> str:
    """This moment, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_key() -> str:
    """A name for an address that nobody guesses: 128 random bits."""
    return secrets.token_urlsafe(16)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_shared(row: Row[Any]) -> bool:
    """Whether the early answers of a dossier are open: the moment that was announced is there."""
    return row.gedeeld_op is not None and row.gedeeld_op <= now()


class Store:
    """Dossiers in one database."""

    def __init__(self, place: Path | Database) -> None:
        """Open a file, or a database, and bring its tables up to those of today.

        Raises:
            OSError: the file cannot be made.
            Newer: its tables are of a version that came later.
        """
        self.database: Database = Sqlite(place) if isinstance(place, Path) else place
        self.read, self.write = self.database.read, self.database.write
        try:
            migrate(self.database)
        except BaseException:
            self.database.engine.dispose()
            raise

    def close(self) -> None:
        """Let go of the database, everything in it."""
        self.database.close()

    # Dossiers and versions

    def add(
        self, naam: str, content: bytes, author: Author, file: tuple[str, bytes] | None = None, **facts: Any
    ) -> str:
        """Take in a new dossier; gives its key.

        Args:
            file: the name in the folder of what it was taken from, and what that holds.
        """
        key, at = new_key(), now()
        with self.write() as connection:
            values = _of_file(*file) if file else {}
            number = add_row(connection, dossiers, sleutel=key, naam=naam, gemaakt=at, **values)
            self._keep(connection, number, 1, StoredEdit(content, "nieuw", facts=facts), author, at)
        return key

    def all(self) -> list[Row[Any]]:
        """The dossiers by name, each with the number and moment of its last version."""
        last = select(versions.c.dossier, func.max(versions.c.nummer).label("nummer")).group_by(versions.c.dossier)
        newest = last.subquery()
        asked = (
            select(dossiers, newest.c.nummer, versions.c.op.label("laatst"))
            .join(newest, newest.c.dossier == dossiers.c.id)
            .join(versions, (versions.c.dossier == dossiers.c.id) & (versions.c.nummer == newest.c.nummer))
        )
        with self.read() as connection:
            found = connection.execute(asked).all()
        return sorted(found, key=lambda row: (row.naam.casefold(), row.id))

    def row(self, key: str) -> Row[Any]:
        """A dossier by its key.

        Raises:
            Missing: there is none.
        """
        with self.read() as connection:
            return self._row(connection, key)

    def _row(self, connection: Connection, key: str) -> Row[Any]:
        found = connection.execute(select(dossiers).where(dossiers.c.sleutel == key)).first()
        if found is None:
            raise Missing(key)
        return found

    def current(self, key: str) -> Version:
        """The last version.

        Raises:
            Missing: there is no such dossier.
        """
        with self.read() as connection:
            return self._current(connection, self._row(connection, key).id)

    def version(self, key: str, nummer: int) -> Version:
        """A version by its number.

        Raises:
            Missing: there is none.
        """
        with self.read() as connection:
            asked = select(versions.c.nummer, versions.c.tekst, versions.c.op).where(
                versions.c.dossier == self._row(connection, key).id, versions.c.nummer == nummer
            )
            found = connection.execute(asked).first()
        if found is None:
            raise Missing(key, nummer)
        return Version(*found)

    def _current(self, connection: Connection, number: int) -> Version:
        asked = (
            select(versions.c.nummer, versions.c.tekst, versions.c.op)
            .where(versions.c.dossier == number)
            .order_by(versions.c.nummer.desc())
            .limit(1)
        )
        return Version(*connection.execute(asked).one())

    def change(self, key: str, author: Author, make: Callable[[bytes], StoredEdit | None]) -> int:
        """Make a new version of the last one; gives its number, or that of the last one when nothing changed.

        Args:
            make: gives the change to what is there now, or None for none. What it raises leaves all as it was.

        Raises:
            Missing: there is no such dossier.
        """
        made = self.change_all(key, author, lambda content: [edit] if (edit := make(content)) is not None else [])
        return made.stop - 1

    def change_all(self, key: str, author: Author, make: Callable[[bytes], Sequence[StoredEdit]]) -> range:
        """Make new versions of the last one, all or none; gives their numbers, or none behind the last one.

        Args:
            make: gives the changes to what is there now, each made of the one before it.

        Raises:
            Missing: there is no such dossier.
        """
        with self.write() as connection:
            number, at = self._row(connection, key).id, now()
            last = self._current(connection, number)
            edits = make(last.content)
            for nummer, made in enumerate(edits, last.nummer + 1):
                self._keep(connection, number, nummer, made, author, at)
                if made.naam is not None:
                    connection.execute(update(dossiers).where(dossiers.c.id == number).values(naam=made.naam))
        return range(last.nummer + 1, last.nummer + len(edits) + 1)

    def _keep(
        self, connection: Connection, number: int, nummer: int, made: StoredEdit, author: Author, at: str
    ) -> None:
        connection.execute(insert(versions).values(dossier=number, nummer=nummer, tekst=made.content, op=at))
        connection.execute(
            insert(events).values(
                dossier=number,
                nummer=nummer,
                soort=made.soort,
                partij=author.partij,
                weg=author.weg,
                vraag=made.vraag,
                thema=made.thema,
                wijzigingen=[[list(each.path), each.before, each.after] for each in made.changes],
                gegevens=dict(made.facts),
                op=at,
            )
        )

    def set_file(self, key: str, bestand: str, content: bytes) -> None:
        """Keep which file in the folder a dossier was read from or written to, and what that holds."""
        with self.write() as connection:
            connection.execute(update(dossiers).where(dossiers.c.sleutel == key).values(**_of_file(bestand, content)))

    def set_help(self, key: str, hulp: str) -> None:
        """Keep who helps a party that does not work for the gebiedsteam."""
        with self.write() as connection:
            connection.execute(update(dossiers).where(dossiers.c.sleutel == key).values(hulp=hulp or None))

    def history(self, key: str) -> list[Row[Any]]:
        """All that happened to a dossier, the first first."""
        with self.read() as connection:
            asked = select(events).where(events.c.dossier == self._row(connection, key).id).order_by(events.c.id)
            return list(connection.execute(asked))

    def event(self, key: str, number: int) -> Row[Any]:
        """One thing that happened to a dossier.

        Raises:
            Missing: there is none.
        """
        with self.read() as connection:
            asked = select(events).where(events.c.dossier == self._row(connection, key).id, events.c.id == number)
            found = connection.execute(asked).first()
        if found is None:
            raise Missing(key, number)
        return found

    def events(self, key: str, first: int, last: int) -> list[Row[Any]]:
        """What happened from one version to another, the first first."""
        with self.read() as connection:
            here = (events.c.dossier == self._row(connection, key).id, events.c.nummer.between(first, last))
            return list(connection.execute(select(events).where(*here).order_by(events.c.id)))

    # Texts of deals, and what of them was used

    def add_deal(self, key: str, bron: str, naam: str, tekst: str) -> None:
        """Keep the text of a deal with a dossier."""
        with self.write() as connection:
            number = self._row(connection, key).id
            connection.execute(insert(deals).values(dossier=number, bron=bron, naam=naam, tekst=tekst, op=now()))

    def deals(self, key: str) -> list[Row[Any]]:
        """The texts of deals of a dossier, the first first."""
        with self.read() as connection:
            asked = select(deals).where(deals.c.dossier == self._row(connection, key).id).order_by(deals.c.id)
            return list(connection.execute(asked))

    def add_mark(self, key: str, deal: int, zin: int, vraag: str, thema: str | None, soort: str) -> None:
        """Keep that a sentence was used for a vraag."""
        with self.write() as connection:
            number = self._row(connection, key).id
            connection.execute(
                insert(marks).values(
                    dossier=number, deal=deal, zin=zin, vraag=vraag, thema=thema, soort=soort, op=now()
                )
            )

    def marks(self, key: str) -> list[Row[Any]]:
        """Which sentences were used."""
        with self.read() as connection:
            asked = select(marks).where(marks.c.dossier == self._row(connection, key).id).order_by(marks.c.id)
            return list(connection.execute(asked))

    # Notes, what was heard, early answers, drafts

    def set_note(self, key: str, kaart: str, author: Author, tekst: str) -> None:
        """Keep what a party says at a card, in place of what it said before; nothing takes it away."""
        self._put(key, notes, {"kaart": kaart, "partij": author.partij}, {"weg": author.weg, "tekst": tekst}, tekst)

    def notes(self, key: str) -> list[Row[Any]]:
        """The notes of all parties."""
        return self._rows(key, notes)

    def add_heard(self, key: str, kaart: str, tekst: str) -> None:
        """Keep what was also heard, without who said it.

        Raises:
            Full: there is more of it at that card than anybody reads.
        """
        with self.write() as connection:
            number = self._row(connection, key).id
            here = (heard.c.dossier == number, heard.c.kaart == kaart, heard.c.verborgen.is_(False))
            there = connection.execute(select(func.sum(func.length(heard.c.tekst))).where(*here)).scalar() or 0
            if there + len(tekst) > MAX_HEARD:
                raise Full
            connection.execute(
                insert(heard).values(dossier=number, kaart=kaart, tekst=tekst, verborgen=False, op=now())
            )

    def hide_heard(self, key: str, number: int, hidden: bool) -> None:
        """Hide what was heard, as it holds personal data, or show it again."""
        with self.write() as connection:
            of = heard.c.dossier == self._row(connection, key).id
            connection.execute(update(heard).where(of, heard.c.id == number).values(verborgen=hidden))

    def heard(self, key: str) -> list[Row[Any]]:
        """What was also heard."""
        return self._rows(key, heard)

    def answer_early(
        self,
        key: str,
        partij: str,
        vraag: str,
        thema: str,
        antwoord: str,
        toelichting: str | None,
        link: str | None = None,
    ) -> None:
        """Keep what a party answers beforehand, sealed until it is shared; without an answer it is taken back.

        Args:
            link: the hash of the link by which it is given; by no other is it read or changed.

        Raises:
            TooLate: it was shared meanwhile.
            Missing: it was answered by another link.
        """
        at = {"partij": partij, "vraag": vraag, "thema": thema}
        with self.write() as connection:
            row = self._row(connection, key)
            if is_shared(row):
                raise TooLate
            here = (early.c.dossier == row.id, *(early.c[name] == value for name, value in at.items()))
            there = connection.execute(select(early.c.link, early.c.antwoord).where(*here)).first()
            if there is not None and there.link != link:
                raise Missing(vraag)
            connection.execute(delete(early).where(*here))
            if antwoord:
                values = {"antwoord": antwoord, "toelichting": toelichting, "link": link}
                connection.execute(insert(early).values(dossier=row.id, **at, **values, op=now()))
            facts = {"vraag": vraag, "thema": thema, "link": link, "teruggenomen": not antwoord}
            self.put_act(connection, row.id, "vooraf", partij, partij, facts)

    def early(self, key: str, partij: str | None = None, link: str | None = None) -> list[Row[Any]]:
        """The early answers: those of that party by that link, and all once they are shared."""
        shared = is_shared(self.row(key))
        mine = (partij, link)
        return [row for row in self._rows(key, early) if shared or (partij and (row.partij, row.link) == mine)]

    def withdraw_early(self, key: str, partij: str, vraag: str, thema: str) -> None:
        """Let an early answer that is open count as not given any more: it reads ingetrokken."""
        with self.write() as connection:
            of = (early.c.dossier == self._row(connection, key).id, early.c.partij == partij)
            connection.execute(
                update(early)
                .where(*of, early.c.vraag == vraag, early.c.thema == thema)
                .values(ingetrokken=now(), antwoord="", toelichting=None)
            )

    def early_elsewhere(self, key: str, partij: str, link: str | None) -> set[tuple[str, str]]:
        """To what (vraag, thema) a party gave a sealed answer by another link of it."""
        with self.read() as connection:
            asked = select(early.c.vraag, early.c.thema, early.c.link).where(
                early.c.dossier == self._row(connection, key).id, early.c.partij == partij
            )
            return {(row.vraag, row.thema) for row in connection.execute(asked) if row.link != link}

    def announce(self, key: str, moment: str, wie: str) -> None:
        """Announce when the early answers open to all parties at once; after a party came in, it only moves on.

        Raises:
            TooEarly: it is not in the future, or before what a party may have read.
            TooLate: they are open.
        """
        with self.write() as connection:
            row = self._row(connection, key)
            if is_shared(row):
                raise TooLate
            came = select(uses.c.id).join(links, links.c.id == uses.c.link)
            was_read = connection.execute(came.where(links.c.dossier == row.id, links.c.rol == "partij")).first()
            if moment <= now() or (was_read is not None and row.gedeeld_op is not None and moment < row.gedeeld_op):
                raise TooEarly
            connection.execute(update(dossiers).where(dossiers.c.id == row.id).values(gedeeld_op=moment))
            self.put_act(connection, row.id, "moment", wie, None, {"op": moment})

    # What was done beside the versions

    def add_act(
        self, key: str, soort: ActKind, wie: str, partij: str | None = None, facts: Mapping[str, Any] | None = None
    ) -> None:
        """Keep that something was done."""
        with self.write() as connection:
            self.put_act(connection, self._row(connection, key).id, soort, wie, partij, facts or {})

    def put_act(
        self,
        connection: Connection,
        number: int,
        soort: ActKind,
        wie: str,
        partij: str | None,
        facts: Mapping[str, Any],
    ) -> None:
        """The same, as part of a transaction."""
        values = {"soort": soort, "wie": wie, "partij": partij, "gegevens": dict(facts)}
        connection.execute(insert(acts).values(dossier=number, **values, op=now()))

    def trace(self, key: str, soort: ActKind, wie: str, wat: str, once: bool) -> bool:
        """Keep what staff did, when a party was invited; whether it is kept.

        Args:
            once: not a second time on one day.
        """
        with self.read() as connection:
            number = self._row(connection, key).id
            asked = select(links.c.id).where(links.c.dossier == number, links.c.rol == "partij").limit(1)
            if connection.execute(asked).first() is None:
                return False
        with self.write() as connection:
            today = (acts.c.dossier == number, acts.c.soort == soort, acts.c.wie == wie, acts.c.op >= now()[:10])
            there = connection.execute(select(acts.c.gegevens).where(*today)).scalars() if once else ()
            if not any(each.get("wat") == wat for each in there):
                self.put_act(connection, number, soort, wie, None, {"wat": wat})
        return True

    def acts(self, key: str, partij: str | None = None, link: str | None = None) -> list[Row[Any]]:
        """What was done, the first first; that a party answered beforehand is for that link of it alone."""
        return [
            row
            for row in self._rows(key, acts)
            if row.soort != "vooraf" or (partij and (row.wie, row.gegevens.get("link")) == (partij, link))
        ]

    def set_draft(self, key: str, wie: str, plaats: str, tekst: Mapping[str, str]) -> None:
        """Keep what somebody is typing."""
        self._put(key, drafts, {"wie": wie, "plaats": plaats}, {"tekst": dict(tekst)}, "".join(tekst.values()))

    def draft(self, key: str, wie: str, plaats: str) -> Mapping[str, str]:
        """What somebody was typing there."""
        with self.read() as connection:
            asked = select(drafts.c.tekst).where(
                drafts.c.dossier == self._row(connection, key).id, drafts.c.wie == wie, drafts.c.plaats == plaats
            )
            found = connection.execute(asked).scalar()
        return found or {}

    def _rows(self, key: str, table: Any) -> list[Row[Any]]:
        with self.read() as connection:
            asked = select(table).where(table.c.dossier == self._row(connection, key).id).order_by(table.c.id)
            return list(connection.execute(asked))

    def _put(self, key: str, table: Any, at: Mapping[str, str], values: Mapping[str, Any], said: str) -> None:
        if not said.strip():  # mostly there is nothing to take away, and nobody's turn to write is taken for it
            with self.read() as connection:
                number = self._row(connection, key).id
                here = [table.c.dossier == number, *(table.c[name] == value for name, value in at.items())]
                if connection.execute(select(table.c.id).where(*here)).first() is None:
                    return
        with self.write() as connection:
            number = self._row(connection, key).id
            here = [table.c.dossier == number, *(table.c[name] == value for name, value in at.items())]
            if not said.strip():
                connection.execute(delete(table).where(*here))
            elif connection.execute(select(table.c.id).where(*here)).first() is not None:
                connection.execute(update(table).where(*here).values(**values, op=now()))
            else:
                connection.execute(insert(table).values(dossier=number, **at, **values, op=now()))


def _of_file(name: str, content: bytes) -> dict[str, str]:
    """What is kept of a file in the folder: a workbook stands beside the dossier as text."""
    kind = "werkmap" if name.lower().endswith((".xlsx", ".ods")) else "bestand"
    return {kind: name, f"{kind}_sha": hashlib.sha256(content).hexdigest()}


STEPS: Final = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Bring the tables up to those of today, one process at a time; when they are, nothing is read for it.

    Raises:
        Newer: they are of a version that came later.
    """
    steps = {path.stem.rpartition("_")[2] for path in (STEPS / "versions").glob("*_0*.py")}
    if inspect(database.engine).has_table("alembic_version"):
        with database.read() as connection:
            there = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if there == max(steps):
            return
        if there not in steps:
            raise Newer(there)
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(STEPS))
    with database.write() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
