"""A dossier with its whole history as a zip, and back: what is exported is what is stored.

Links, sessions, drafts and answers that are still sealed are not in it; once those are open, they are.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, get_args

from sqlalchemy import JSON, Column, Table, insert, select

from .removal import ASKED, TAKEN_BACK
from .store import ActKind, EventKind, Store, Way, is_shared, new_key, now
from .tables import acts, add_row, deals, dossiers, early, events, heard, marks, notes, versions

FORMAAT: Final = "wijktoets/geschiedenis@1"
HISTORY: Final = "geschiedenis.json"
KEPT: Final = (events, deals, marks, notes, heard)
LATER: Final = (acts, early)
"""What is in an archive only once early answers are open."""
OWN: Final = ("id", "dossier", "link")
"""Columns that mean something in one store alone."""
MAX_UNPACKED: Final = 200 * 1024 * 1024
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The moment of each file in the archive: the same dossier gives the same bytes."""


KNOWN: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    (events.name, "soort"): frozenset({*get_args(EventKind), ASKED, TAKEN_BACK}),
    (events.name, "weg"): frozenset(get_args(Way)),
    (notes.name, "weg"): frozenset(get_args(Way)),
    (acts.name, "soort"): frozenset(get_args(ActKind)),
}
"""Words that the pages have a sentence for."""
MOMENTS: Final = frozenset({"op", "ingetrokken"})


class Broken(Exception):
    """It is no archive of a dossier."""


def packed(store: Store, key: str, beside: Mapping[str, bytes] | None = None, hidden: bool = True) -> bytes:
    """A dossier as an archive.

    Args:
        beside: files that go along, by name, for who reads it without this program.
        hidden: with the words of what was heard and is hidden; without, that there was something.

    Raises:
        Missing: there is none.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "", store, key, beside or {}, hidden)
    return held.getvalue()


def packed_all(store: Store) -> bytes:
    """All dossiers as one archive, a folder each."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in store.all():
            _put(archive, f"{row.sleutel}/", store, row.sleutel, {}, hidden=True)
    return held.getvalue()


def _put(
    archive: zipfile.ZipFile, folder: str, store: Store, key: str, beside: Mapping[str, bytes], hidden: bool
) -> None:
    with store.read() as connection:
        row = connection.execute(select(dossiers).where(dossiers.c.sleutel == key)).first() or store.row(key)
        kept: dict[str, Any] = {"formaat": FORMAAT, "naam": row.naam, "gemaakt": row.gemaakt}
        kept |= {"gedeeld_op": row.gedeeld_op} if is_shared(row) else {}
        for table in (*KEPT, *(LATER if is_shared(row) else ())):
            found = connection.execute(select(table).where(table.c.dossier == row.id).order_by(table.c.id))
            rows = [each for each in found if not (table is acts and each.soort == "vooraf")]
            kept[table.name] = [{n: v for n, v in each._mapping.items() if n not in OWN} for each in rows]
        asked_names = select(deals.c.id, deals.c.bron).where(deals.c.dossier == row.id)
        if not hidden:
            kept[heard.name] = [{**each, **({"tekst": ""} if each["verborgen"] else {})} for each in kept[heard.name]]
        named = {each.id: each.bron for each in connection.execute(asked_names)}
        for mark in kept[marks.name]:
            mark["deal"] = named[mark["deal"]]
        asked = select(versions.c.nummer, versions.c.op, versions.c.tekst).where(versions.c.dossier == row.id)
        found_versions = list(connection.execute(asked.order_by(versions.c.nummer)))
    kept["versies"] = [{"nummer": each.nummer, "op": each.op} for each in found_versions]
    files: dict[str, bytes] = {"dossier.yaml": found_versions[-1].tekst, **beside}
    files |= {f"teksten/{each['bron']}.txt": str(each["tekst"]).encode() for each in kept["deals"]}
    files |= {f"versies/{each.nummer:05}.yaml": each.tekst for each in found_versions}
    files[HISTORY] = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    for name, content in files.items():
        info = zipfile.ZipInfo(folder + name, _MOMENT)
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, content)


def is_archive(content: bytes) -> bool:
    """Whether it holds the history of a dossier."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return HISTORY in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False


def unpacked(content: bytes) -> tuple[Mapping[str, Any], dict[int, bytes]]:
    """What an archive holds: the history, and the versions by number.

    Raises:
        Broken: it is none, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise Broken
            kept = json.loads(archive.read(HISTORY))
            found = {each["nummer"]: archive.read(f"versies/{int(each['nummer']):05}.yaml") for each in kept["versies"]}
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise Broken from error
    if kept.get("formaat") != FORMAAT or sorted(found) != list(range(1, len(found) + 1)):
        raise Broken
    return kept, found


def restored(store: Store, kept: Mapping[str, Any], found: Mapping[int, bytes]) -> str:
    """Take a dossier in with its history, beside what is there; gives its key.

    Raises:
        Broken: what it says of itself does not fit.
    """
    key = new_key()
    when = {each["nummer"]: each["op"] for each in kept["versies"]}
    try:
        with store.write() as connection:
            named = {"naam": str(kept["naam"]), "gemaakt": moment(kept["gemaakt"])}
            named |= {"gedeeld_op": min(moment(kept["gedeeld_op"]), now())} if "gedeeld_op" in kept else {}
            number = add_row(connection, dossiers, sleutel=key, **named)
            for nummer, content in found.items():
                values = {"nummer": nummer, "tekst": content, "op": moment(when[nummer])}
                connection.execute(insert(versions).values(dossier=number, **values))
            new_ids: dict[Any, int] = {}
            for table in (*KEPT, *LATER):
                for each in kept.get(table.name, ()) if table in LATER else kept[table.name]:
                    held = {**each, "deal": new_ids[each["deal"]]} if table is marks else each
                    values = _sound(table, held)
                    made = add_row(connection, table, dossier=number, **values)
                    if table is deals:
                        new_ids[each["bron"]] = made
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Broken from error
    return key


def _sound(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of an archive holds, seen to be what the store would hold: anybody can have written it.

    Raises:
        ValueError: it is not.
        KeyError: something is not there.
    """
    found = {column.name: _fitting(table, column, row[column.name]) for column in table.c if column.name not in OWN}
    if found.get("soort") == ASKED:
        date.fromisoformat(found["gegevens"]["vanaf"])
    return found


def _fitting(table: Table, column: Column[Any], value: Any) -> Any:
    if value is None and column.nullable:
        return None
    if column.name == "wijzigingen":
        fits = isinstance(value, list) and all(isinstance(e, list) and len(e) == 3 for e in value)
    else:
        fits = type(value) is (dict if isinstance(column.type, JSON) else column.type.python_type)
    if not fits or "\0" in _words(value) or value not in KNOWN.get((table.name, column.name), (value,)):
        raise ValueError(column.name)
    return moment(value) if column.name in MOMENTS else value


def _words(value: Any) -> str:
    """All that is said in something that JSON can hold."""
    if isinstance(value, dict):
        return "".join(_words(part) for pair in value.items() for part in pair)
    return "".join(map(_words, value)) if isinstance(value, list) else str(value)


def moment(kept: Any) -> str:
    """A moment as the store keeps it.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(kept, str) or datetime.fromisoformat(kept).tzinfo is None or len(kept) > 32:
        raise ValueError(kept)
    return kept
