"""Takes a passage out of everything that is kept of a dossier, and leaves a dated stub where it stood (AVG).

Every version, event, text, note and draft is gone through; what a database keeps of old pages is overwritten. A backup
that was made before still has it.
"""

import re
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from wijktoets import texts
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import FileNode
from wijktoets.engine.reading import parsing
from wijktoets.engine.reading.editing import Unplaceable
from wijktoets.engine.reading.rewriting import rewritten
from wijktoets.engine.reading.setting import plain_of, written

from . import deal
from .dossier import Shelf
from .store import Author, Store, is_shared, now
from .tables import WORDS, acts, dossiers, drafts, early, events, versions

LEAST: Final = 2
"""Letters that a passage has at least."""


class Stays(Exception):
    """The passage cannot be taken out so: a version could not be read afterwards."""


def redact(store: Store, key: str, passage: str, author: Author, pack: Regelpakket) -> int:
    """Take a passage out, whatever room and line ends lie between its words; gives in how many places it stood.

    Raises:
        Stays: it is too short, or part of what a dossier cannot do without.
        InvoerFout: the last version does not fit the pack without it.
        Missing: there is no such dossier.
    """
    words = passage.split()
    if len("".join(words)) < LEAST:
        raise Stays
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    taker = _Taker(pattern, texts.text("web.weghalen.stomp", datum=date.today().isoformat()))
    with store.write() as connection:
        number = store._row(connection, key).id
        last = b""
        asked = select(versions.c.id, versions.c.tekst).where(versions.c.dossier == number).order_by(versions.c.nummer)
        for row in list(connection.execute(asked)):
            last = taker.document(row.tekst)
            if last != row.tekst:
                connection.execute(update(versions).where(versions.c.id == row.id).values(tekst=last))
        naam = Shelf(pack).read(last).dossier.naam
        _take_from_rows(connection, number, taker, is_shared(store._row(connection, key)))
        helps = taker.value(store._row(connection, key).hulp or "") or None
        connection.execute(update(dossiers).where(dossiers.c.id == number).values(naam=naam, hulp=helps))
        told = {"nummer": store._current(connection, number).nummer, "partij": author.partij, "weg": author.weg}
        connection.execute(
            insert(events).values(
                dossier=number, soort="weggehaald", wijzigingen=[], gegevens={"plaatsen": taker.count}, op=now(), **told
            )
        )
    leave_nothing(store)
    return taker.count


def leave_nothing(store: Store) -> None:
    """Let nothing stay behind of what was taken out, on the disk or of what was read."""
    store.database.wipe()
    deal.forget()
    parsing.forget()


def _take_from_rows(connection: Connection, number: int, taker: "_Taker", shared: bool) -> None:
    """Take it out of all that is kept beside the versions; of what is sealed or half typed it is not said how often.

    Else whoever takes words out could find out by counting what a party answered.
    """
    wide = [(events, ("partij", "vraag", "thema", "wijzigingen", "gegevens")), (drafts, ("tekst",)), *WORDS]
    for table, columns in wide:
        before = taker.count
        for row in list(connection.execute(select(table).where(table.c.dossier == number))):
            values = {name: taker.value(row._mapping[name]) for name in columns}
            changed = {name: value for name, value in values.items() if value != row._mapping[name]}
            if changed:
                connection.execute(update(table).where(table.c.id == row.id).values(**changed))
        if table is drafts or (table in (early, acts) and not shared):
            taker.count = before


class _Taker:
    """Puts a stub where a passage stands, and counts."""

    def __init__(self, pattern: re.Pattern[str], stub: str) -> None:
        self.pattern, self.stub, self.count = pattern, stub, 0

    def text(self, text: str) -> str:
        """A text without the passage."""
        made, count = self.pattern.subn(lambda _: self.stub, text)
        self.count += count
        return made

    def value(self, value: Any) -> Any:
        """The same of anything that JSON can hold, keys too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def document(self, content: bytes) -> bytes:
        """A version without the passage, in its values, its keys and its comments.

        Raises:
            Stays: it could not be read afterwards.
        """
        root = parsing.parse(content, "")
        meant = self.value(root.plain())
        if meant == root.plain() and not self.pattern.search(content.decode("utf-8")):
            return content
        try:
            made = rewritten(content, self.node(root))
            text = made.decode("utf-8")
            made = self.pattern.sub(lambda _: self.stub, text).encode()
            if plain_of(made) != meant or self.pattern.search(made.decode("utf-8")):
                raise Unplaceable
        except Unplaceable:
            made = written(meant)
        if plain_of(made) != meant or any(self.pattern.search(line) for line in [made.decode("utf-8")]):
            raise Stays
        return made

    def node(self, node: FileNode) -> FileNode:
        """A node without the passage, at the place where it stood."""
        inside: Any = node.inhoud
        if isinstance(inside, str):
            inside = self.pattern.sub(lambda _: self.stub, inside)
        elif isinstance(inside, list):
            inside = [self.node(item) for item in inside]
        elif isinstance(inside, dict):
            pairs = ((self.node(name), self.node(item)) for name, item in inside.values())
            inside = {str(name.inhoud): (name, item) for name, item in pairs}
        return FileNode(node.regel, node.kolom, inside)
