"""A dossier goes as a whole: one asks, parties read it four weeks long, another does it, and nothing is left of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from tests.web.visiting import Desk, client_of, let_in
from wijktoets.texts.wording import said
from wijktoets.web import access, removal
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Missing, Store, StoredEdit
from wijktoets.web.tables import metadata

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""
DESK: Final = Author("adviseur", "bureau")
TEXT: Final = b"""formaat: wijktoets/dossier@1
naam: De Wending
partijen: [{naam: Overleg, rol: wijk}]
afspraken:
  - thema: groen
"""
TODAY: Final = date(2026, 11, 30)


@pytest.fixture
def key(store: Store) -> str:
    """A dossier with all that can go along, and another that stays."""
    store.add("Blijft", TEXT, DESK)
    key = store.add("De Wending", TEXT, DESK)
    store.change(key, DESK, lambda c: StoredEdit(c + b"# geheim-woord\n", "antwoord"))
    store.add_deal(key, "deal", "concept", "geheim-woord")
    store.set_note(key, "kaart", DESK, "geheim-woord")
    store.add_heard(key, "kaart", "geheim-woord")
    store.set_draft(key, "wie", "waar", {"x": "geheim-woord"})
    store.answer_early(key, "Overleg", "vraag", "groen", "ja", "geheim-woord")
    return key


def number(store: Store, key: str) -> int:
    return int(store.row(key).id)


def invited(store: Store, key: str) -> None:
    """A party has a link."""
    access.make_link(store, "partij", datetime.now(UTC) + timedelta(days=1), dossier=key, partij="Overleg")


def test_nobody_removes_what_nobody_asked_to_go(store: Store, key: str) -> None:
    with pytest.raises(removal.NotYet):
        removal.remove(store, number(store, key), TODAY + timedelta(days=999))
    with pytest.raises(Missing):
        removal.remove(store, 999, TODAY)


def test_parties_hear_four_weeks_ahead(store: Store, key: str) -> None:
    invited(store, key)
    day = removal.ask(store, key, DESK, TODAY)
    assert day == date(2026, 12, 28)
    assert removal.ask(store, key, DESK, TODAY + timedelta(days=9)) == day, "asking again moves nothing"
    assert removal.due(store) == {number(store, key): day}
    event = store.history(key)[-1]
    assert (event.soort, event.gegevens, event.partij) == (removal.ASKED, {"vanaf": "2026-12-28"}, "adviseur")
    with pytest.raises(removal.NotYet):
        removal.remove(store, number(store, key), day - timedelta(days=1))
    assert removal.remove(store, number(store, key), day).naam == "De Wending"


def test_what_no_party_saw_may_go_at_once(store: Store, key: str) -> None:
    assert removal.ask(store, key, DESK, TODAY) == TODAY


def test_what_was_shared_waits_also_when_the_links_are_gone(store: Store, key: str) -> None:
    store.announce(key, "2200-01-01T20:00:00+00:00", "adviseur")
    assert removal.ask(store, key, DESK, TODAY) == TODAY + removal.WAIT


def test_asking_can_be_taken_back_and_done_again(store: Store, key: str) -> None:
    removal.take_back(store, key, DESK)
    assert store.history(key)[-1].soort == "antwoord", "there was nothing to take back"
    removal.ask(store, key, DESK, TODAY)
    removal.take_back(store, key, DESK)
    assert removal.due_of(store, key) is None
    with pytest.raises(removal.NotYet):
        removal.remove(store, number(store, key), TODAY)
    assert removal.ask(store, key, DESK, TODAY) == TODAY


def test_nothing_of_it_is_left_and_the_rest_stays(store: Store, key: str) -> None:
    invited(store, key)
    gone = number(store, key)
    removal.ask(store, key, DESK, TODAY)
    found = removal.remove(store, gone, TODAY + removal.WAIT)
    assert (found.versies, len(found.sha256)) == (2, 64)
    with store.read() as connection:
        for table in metadata.sorted_tables:
            if "dossier" in table.c:
                left = select(func.count()).select_from(table).where(table.c.dossier == gone)
                assert connection.execute(left).scalar() == 0, table.name
    assert [row.naam for row in store.all()] == ["Blijft"]
    with pytest.raises(Missing):
        store.current(key)


@pytest.mark.in_a_file
def test_nothing_of_it_is_left_in_the_file(store: Store, key: str) -> None:
    removal.ask(store, key, DESK, TODAY)
    removal.remove(store, number(store, key), TODAY)
    held = Path(str(store.database.engine.url.database)).read_bytes()
    assert b"geheim-woord" not in held


def desk_of(served: Served, role: access.Role) -> Desk:
    """Somebody who signed on."""
    assert served.idle is not None
    return Desk(client_of(served, access.sign_on(served.store, role, timedelta(hours=1), served.idle)))


def test_one_asks_and_another_does_it(served: Served, key: str) -> None:
    there: Any = object()
    served = replace(served, sign_on=there, idle=timedelta(minutes=30))
    adviser, administrator = desk_of(served, "adviseur"), desk_of(served, "beheerder")
    assert not any("/verwijderen" in form.action for form in administrator.get("/beheer").forms)
    form = adviser.get(f"/dossier/{key}/geschiedenis").form("/verwijdering")
    assert adviser.press(form).status == 422, "not without saying so"
    page = adviser.press(form, zeker="1")
    assert said("web.geschiedenis.soorten.weg_gevraagd") in page.text
    form = administrator.get("/beheer").form("/verwijderen")
    assert key not in str(form)
    assert administrator.press(form).status == 422
    adviser.press(page.form("/verwijdering"), ("intrekken", "1"))
    assert administrator.press(form, zeker="1").status == 409, "it was taken back meanwhile"
    adviser.press(adviser.get(f"/dossier/{key}/geschiedenis").form("/verwijdering"), zeker="1")
    gone = administrator.press(form, zeker="1")
    assert gone.status == 200
    assert "De Wending" in gone.text
    assert adviser.get(f"/dossier/{key}").status == 404
    assert administrator.press(form, zeker="1").status == 404


def test_on_one_laptop_nobody_is_asked(served: Served, key: str) -> None:
    desk = Desk(client_of(served, let_in(served.store)))
    page = desk.get(f"/dossier/{key}/geschiedenis")
    assert not any("/verwijdering" in form.action for form in page.forms)
    sent = desk.client.post(
        f"/dossier/{key}/verwijdering", data={"csrf": page.form("/uitloggen")["csrf"], "zeker": "1"}
    )
    assert sent.status_code == 422
    assert removal.due_of(served.store, key) is None
