"""Every released state of the store, with something in each table, is brought up to today's; nothing is lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, insert, select

from tests.web.released import DIALECTS, STATES, file_of, made_by
from tests.web.visiting import Desk, app_of, client_of
from wijktoets.web import access, archive
from wijktoets.web.database import Database, Sqlite, database_at
from wijktoets.web.store import FILE, Store, digest
from wijktoets.web.tables import metadata

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""

TEXT: Final = b"formaat: wijktoets/dossier@1\nnaam: De Wending\npartijen: [{naam: Overleg, rol: wijk}]\n"
OP: Final = "2026-11-30T10:00:00+00:00"
LATER: Final = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="seconds")
LINK, SESSION, STAFF, DESK = "een-link", "een-sessie", "een-andere-link", "een-sessie-van-het-bureau"
HELD: Final[dict[str, list[dict[str, Any]]]] = {
    "dossiers": [
        {"sleutel": "s", "naam": "De Wending", "bestand": "/ergens/wending.yaml", "bestand_sha": "0", "gemaakt": OP}
        | {"gedeeld_op": OP, "werkmap": "wending.xlsx", "werkmap_sha": "1", "hulp": "De Brug"}
    ],
    "versions": [
        {"dossier": 1, "nummer": n, "tekst": TEXT + b"afspraken: [{thema: %s}]\n" % thema, "op": OP}
        for n, thema in ((1, b"groen"), (2, b"wonen"))
    ],
    "events": [
        {"dossier": 1, "nummer": 1, "soort": "nieuw", "partij": "adviseur", "weg": "map", "vraag": None, "thema": None}
        | {"wijzigingen": [], "gegevens": {"van": "wending.yaml"}, "op": OP},
        {"dossier": 1, "nummer": 2, "soort": "gegevens", "partij": "adviseur", "weg": "bureau", "vraag": None}
        | {"thema": None, "wijzigingen": [[["afspraken", 0, "thema"], "groen", "wonen"]], "gegevens": {}, "op": OP},
    ],
    "deals": [{"dossier": 1, "bron": "deal", "naam": "Deal", "tekst": "De wijk beslist.", "op": OP}],
    "marks": [{"dossier": 1, "deal": 1, "zin": 0, "vraag": "wie-besluit", "thema": "wonen", "soort": "x", "op": OP}],
    "notes": [{"dossier": 1, "kaart": "k", "partij": "Overleg", "weg": "tafel", "tekst": "Een notitie", "op": OP}],
    "early": [
        {"dossier": 1, "partij": "Overleg", "vraag": "wie-besluit", "thema": "wonen", "antwoord": "wijk", "op": OP}
        | {"toelichting": "Ja, echt", "link": digest(LINK), "ingetrokken": None}
    ],
    "heard": [{"dossier": 1, "kaart": "k", "tekst": "Ook gehoord", "verborgen": False, "op": OP}],
    "drafts": [{"dossier": 1, "wie": digest(LINK), "plaats": "0/x", "tekst": {"toelichting": "Half"}, "op": OP}],
    "links": [
        {"hash": digest(LINK), "rol": "partij", "dossier": 1, "partij": "Overleg", "eenmalig": False}
        | {"tot": LATER, "ingetrokken": None, "gemaakt": OP},
        {"hash": digest(STAFF), "rol": "adviseur", "dossier": None, "partij": None, "eenmalig": True}
        | {"tot": LATER, "ingetrokken": None, "gemaakt": OP},
    ],
    "acts": [{"dossier": 1, "soort": "link", "wie": "adviseur", "partij": "Overleg", "gegevens": {"rol": "partij"}}],
    "uses": [{"link": 1, "op": OP}, {"link": 2, "op": OP}],
    "sessions": [
        {"hash": digest(SESSION), "link": 1, "csrf": "c", "tot": LATER, "uiterlijk": None, "wie": None, "sid": None},
        {"hash": digest(DESK), "link": 2, "csrf": "d", "tot": LATER, "uiterlijk": None, "wie": None, "sid": None},
    ],
    "sign_offs": [{"hash": "h", "op": OP}],
}
HELD["acts"][0]["op"] = OP


@pytest.fixture
def database(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Database:
    """An empty database."""
    if kind == "file":
        return Sqlite(tmp_path / FILE)
    return database_at(request.getfixturevalue("cluster").empty())


def made(database: Database, state: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Make the tables of a state and put something in each; gives what."""
    kind = database.engine.dialect.name
    with database.write() as connection:
        for statement in file_of(state, kind).read_text(encoding="utf-8").splitlines():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{state}')")
        there = MetaData()
        there.reflect(connection)
        put = []
        for name, rows in HELD.items():
            if name in there.tables:
                table = there.tables[name]
                kept = [{column: value for column, value in row.items() if column in table.c} for row in rows]
                assert {"id", *kept[0]} == {column.name for column in table.c}, "something in each column"
                connection.execute(insert(table), kept)
                put.append((name, kept))
    return put


@pytest.mark.parametrize("state", STATES)
def test_a_released_state_is_brought_up_to_date(state: str, database: Database, tmp_path: Path) -> None:
    put = made(database, state)
    store = Store(database)
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        for name, rows in put:
            table = metadata.tables[name]
            found = [dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id))]
            meant = [
                row | ({"bestand": "wending.yaml"} if "bestand" in row and state == "0001" else {}) for row in rows
            ]
            assert [{column: row[column] for column in meant[0]} for row in found] == meant, name
    assert [event.soort for event in store.history("s")] == ["nieuw", "gegevens"]
    assert store.add("Nieuw", TEXT, access.Author("adviseur", "bureau")), "and goes on from there"
    desk, party = (Desk(client_of(app_of(store, tmp_path), token)) for token in (DESK, SESSION))
    for page in ("/", "/dossier/s", "/dossier/s/geschiedenis", "/dossier/s/uitnodigen", "/dossier/s/tafel"):
        assert desk.get(page).status == 200, page
    for page in ("/dossier/s/mijn", "/dossier/s/gedeeld", "/dossier/s/mijn/geschiedenis"):
        assert party.get(page).status == 200, "who was in, still is"
    again = archive.restored(store, *archive.unpacked(archive.packed(store, "s")))
    assert store.current(again).content == store.current("s").content
    store.close()


@pytest.mark.in_a_file
def test_what_is_written_down_of_today_is_of_today() -> None:
    for kind in DIALECTS:
        assert file_of(STATES[-1], kind).read_text(encoding="utf-8") == made_by(metadata, kind)
        assert all(file_of(state, kind).is_file() for state in STATES)
