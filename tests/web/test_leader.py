"""Who leads the evening on a device of its own: the table of one dossier until a date, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from tests.web.test_evening import CARD, MONEY, WISHES, asked, card
from tests.web.visiting import Desk, client_of
from wijktoets.telling.residents import exchanged
from wijktoets.web import access
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Store

TEXT: Final = b"""formaat: wijktoets/dossier@1
naam: De Wending
partijen: [{naam: Bewonersoverleg, rol: wijk}, {naam: Gebiedsteam, rol: gemeente}]
afspraken: [{thema: groen}]
"""


@pytest.fixture
def key(store: Store) -> str:
    """A dossier with two parties, and another one."""
    store.add("Ander", TEXT + b"# ander\n", Author("adviseur", "bureau"))
    return store.add("De Wending", TEXT, Author("adviseur", "bureau"))


@pytest.fixture
def leader(served: Served, desk: Desk, key: str) -> Desk:
    """Who leads the evening, at another device, with the link that the adviser made for this dossier until tomorrow."""
    until = (datetime.now() + timedelta(days=1)).date().isoformat()
    form = next(f for f in desk.get(f"/dossier/{key}/uitnodigen").forms if "tot" in f)
    made = desk.press(form, voor="begeleider", tot=until)
    found = re.search(r"/verder/[\w-]+", made.response.text)
    assert found is not None
    other = Desk(client_of(served))
    page = other.get(found[0])
    assert "set-cookie" not in page.response.headers, "to look at a link opens nothing"
    assert other.press(page.form("/inloggen")).path == f"/dossier/{key}/tafel"
    return other


def test_who_leads_the_evening_holds_it_from_another_device(leader: Desk, desk: Desk, store: Store, key: str) -> None:
    leader.press(asked(card(leader, key), part=CARD), ("antwoord", "ja"), afgesproken="Iedereen mag erbij.")
    page = card(leader, key, "?oneens=afspraken-op-papier")
    leader.press(next(f for f in page.forms if f.get("oneens") == "1"), antwoord__0="nee", antwoord__1="ja")
    page = card(leader, key)
    leader.press(next(f for f in page.forms if f.action.endswith("/bevestig")))
    leader.press(next(f for f in page.forms if f.action.endswith("/notitie")), tekst="Wij wisten dit niet.")
    leader.press(next(f for f in page.forms if f.action.endswith("/gehoord")), tekst="Mij is niets gevraagd.")
    leader.press(next(f for f in page.forms if f.get("toont") == "standpunten"))
    for wall in (leader, desk):
        assert "Wij wisten dit niet." in wall.get(f"/dossier/{key}/beamer").text, "it is one evening on both"
    page = leader.get(f"/dossier/{key}/tafel/beeld")
    assert '<div class="stuk">' not in page.response.text
    assert '<div class="stuk">' in leader.get(f"/dossier/{key}/tafel/beeld?ja=1").response.text
    assert leader.client.get(f"/dossier/{key}/nagerekend?kort=1").status_code == 200
    assert [(event.partij, event.weg) for event in store.history(key)[1:]] == [
        ("begeleider", "tafel"),
        ("begeleider", "tafel"),
        ("Bewonersoverleg", "tafel"),
    ]
    assert len(store.notes(key)) == len(store.heard(key)) == 1


def test_no_page_of_the_table_leads_where_its_leader_may_not_be(leader: Desk, key: str) -> None:
    start = f"/dossier/{key}/tafel"
    seen_there, todo = {start}, [start]
    wanted = [f"{start}/0/{name}{query}" for name in (CARD, MONEY, WISHES) for query in ("", "?oneens=gewenst")]
    todo += [f"/dossier/{key}/beamer", f"{start}/beeld?ja=1", f"/dossier/{key}/nagerekend", "/over", *wanted]
    for address in todo:
        page = leader.get(address)
        assert page.status == 200, address
        for link, _ in page.links:
            to = link.partition("#")[0].split("?")[0] or start
            if to not in seen_there and "/tafel/0/" not in to:
                seen_there.add(to)
                assert leader.get(to).status == 200, f"{to}, from {address}"
        for form in page.forms:
            assert form.action == "/uitloggen" or form.action.startswith(f"{start}/"), form.action
    wrong = leader.get(f"{start}/0/bestaat-niet")
    assert (wrong.status, start in {link for link, _ in wrong.links}) == (404, True), "there is a way back"


def test_the_evening_ends_on_its_date_and_keeps_what_was_typed(
    leader: Desk, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = asked(card(leader, key), part=CARD)
    later = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="seconds")
    monkeypatch.setattr(access, "now", lambda: later)
    ended = leader.press(form, ("antwoord", "ja"), afgesproken="Iedereen mag erbij.")
    assert ended.status == 401
    assert "Iedereen mag erbij." in ended.text
    assert store.current(key).nummer == 1
    assert leader.get(f"/dossier/{key}/tafel").status == 401


def test_residents_read_their_own_words_at_the_table(leader: Desk, served: Served, key: str) -> None:
    start = f"/dossier/{key}/tafel"
    cards = [each.gespreksvraag.id for each in served.shelf.read(TEXT).cards]
    addresses = [start, f"{start}/beeld", f"{start}/beeld?ja=1", f"{start}/0/{WISHES}?oneens=gewenst"]
    for address in (*addresses, *(f"{start}/0/{name}" for name in cards)):
        told = re.sub(r"\((?:adviseren|aanjagen)\)", "", leader.get(address).text)
        assert exchanged(told) == told, f"{address}: but for the word of the model behind their own, as on paper"
    for toont in ("vraag", "beeld"):
        leader.press(next(f for f in card(leader, key).forms if f.get("toont") == "vraag"), toont=toont)
        told = leader.get(f"/dossier/{key}/beamer").text
        assert exchanged(told) == told, toont
