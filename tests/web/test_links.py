"""Attacks on links: each fails; take its guard away, and the test named after it fails."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.test_invitations import VRAAG, announced, answers, asked, inside, invited, key, later, rows
from tests.web.visiting import Desk, Page, client_of
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web import access, app
from wijktoets.web import store as stored
from wijktoets.web.app import PAGES, Served
from wijktoets.web.store import FILE, Author, Store

__all__ = ["key", "later"]


@pytest.fixture
def link(desk: Desk, key: str) -> str:
    """The link of a party to a dossier of which the moment was announced."""
    announced(desk, key)
    return invited(desk, key, "partij:Overleg")


def test_looking_at_a_link_opens_nothing(served: Served, store: Store, key: str, link: str) -> None:
    for method in ("GET", "HEAD"):
        seen = client_of(served).request(method, link)
        assert seen.status_code == 200
        assert "set-cookie" not in seen.headers
    assert access.made_links(store, key)[0].used == ()


def test_who_guesses_is_held_back_after_a_while(served: Served, link: str) -> None:
    client = client_of(served)
    for n in range(served.tries.most):
        assert client.get(f"/verder/geraden-{n}").status_code == 401
    assert client.get("/verder/geraden").status_code == 429
    assert client.post("/inloggen", data={"geheim": "geraden"}).status_code == 429
    assert client.post("/inloggen", data={"geheim": link.rpartition("/")[2]}).status_code == 429
    served.tries._minute._window = -2
    assert client.get(link).status_code == 200, "a minute later it works again"


def test_a_link_is_random_and_only_its_hash_is_kept(served: Served, store: Store, key: str, link: str) -> None:
    secret = link.rpartition("/")[2]
    assert len({access.make_link(store, "lezer", LATER, dossier=key) for _ in range(50)}) == 50
    assert len(secret) == 22, "128 bits"
    store.close()
    assert secret.encode() not in (served.folder / FILE).read_bytes()


LATER = datetime.now(UTC) + timedelta(days=1)


def test_a_withdrawn_link_is_dead_in_an_open_tab(desk: Desk, served: Served, store: Store, key: str, link: str) -> None:
    party = inside(served, link)
    form = asked(party, key).form(VRAAG)
    desk.press(desk.get(f"/dossier/{key}/uitnodigen").form("/intrekken"))
    sent = Page(party.client.post(form.action, data={**form, "antwoord": "ja", "toelichting": "Half af"}))
    assert sent.status == 401
    assert said("web.gesloten.uitleg_partij") in sent.text
    assert "Half af" in sent.text, "what was typed stays on the page"
    assert party.get(f"/dossier/{key}/mijn").status == 401
    assert party.get(link).status == 401
    assert client_of(served).post("/inloggen", data={"geheim": link.rpartition("/")[2]}).status_code == 401
    assert store.early(key, "Overleg", access.digest(link.rpartition("/")[2])) == []


def test_a_link_of_another_dossier_is_not_withdrawn_by_its_number(
    desk: Desk, store: Store, key: str, link: str
) -> None:
    other = store.add("Ander", b"formaat: wijktoets/dossier@1\nnaam: Ander\n", Author("adviseur", "bureau"))
    form = desk.get(f"/dossier/{key}/uitnodigen").form("/intrekken")
    sent = desk.client.post(form.action.replace(key, other), data=dict(form))
    assert sent.status_code == 404
    assert access.made_links(store, key)[0].withdrawn is None


def test_a_session_is_made_anew_and_not_taken_from_who_asks(served: Served, link: str) -> None:
    client = client_of(served, "meegebracht")
    opened = client.post("/inloggen", data={"geheim": link.rpartition("/")[2]}, follow_redirects=False)
    first = opened.cookies["wijktoets"]
    assert first != "meegebracht"
    again = client.post("/inloggen", data={"geheim": link.rpartition("/")[2]}, follow_redirects=False)
    assert again.cookies["wijktoets"] not in (first, "meegebracht")
    assert access.visitor(served.store, "meegebracht") is None
    assert access.visitor(served.store, first) is None, "and the one before it is closed"


def test_who_signed_off_is_out(served: Served, key: str, link: str) -> None:
    party = inside(served, link)
    token, page = party.client.cookies["wijktoets"], party.get(f"/dossier/{key}/mijn")
    left = party.press(page.form("/uitloggen"))
    assert said("web.gesloten.klaar_partij") in left.text
    assert client_of(served, token).get(f"/dossier/{key}/mijn").status_code == 401


def test_a_session_where_nobody_is_ends_and_keeps_what_was_typed(
    desk: Desk, served: Served, store: Store, key: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = inside(served, link)
    form = asked(party, key).form(VRAAG)
    party.client.post(f"{form.action}/concept", data={**form, "toelichting": "Half een zin"})
    idle = (datetime.now(UTC) + access.IDLE + timedelta(seconds=1)).isoformat(timespec="seconds")
    monkeypatch.setattr(access, "now", lambda: idle)
    assert party.get(f"/dossier/{key}/mijn").status == 401
    monkeypatch.undo()
    assert "Half een zin" in asked(inside(served, link), key).text, "by the same link it is there again"
    other = inside(served, invited(desk, key, "partij:Overleg"))
    assert "Half een zin" not in asked(other, key).text, "and by no other link of that party"


def test_a_session_that_is_used_goes_on_but_not_for_ever(
    served: Served, store: Store, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = access.open_session(store, link.rpartition("/")[2])
    begun = datetime.now(UTC)

    class Later(datetime):
        """A clock that can be set."""

        span = timedelta()

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return begun + cls.span

    monkeypatch.setattr(access, "datetime", Later)
    monkeypatch.setattr(access, "now", lambda: Later.now().isoformat(timespec="seconds"))
    for minutes in range(0, 12 * 60, 50):
        Later.span = timedelta(minutes=minutes)
        assert access.visitor(store, token) is not None, minutes
    Later.span = access.LONGEST
    assert access.visitor(store, token) is None


def test_after_its_last_day_a_party_reads_and_writes_no_more(
    served: Served,
    store: Store,
    key: str,
    link: str,
    later: Callable[[timedelta], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    party = inside(served, link)
    page, record = asked(party, key), f"/dossier/{key}/mijn/verslag"
    later(timedelta(days=3))
    judge = party.get(record).form("/verslag")
    end = (datetime.now(UTC) + timedelta(days=50)).isoformat(timespec="seconds")
    with store.write() as connection:
        from sqlalchemy import update

        from wijktoets.web.tables import links

        past = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
        connection.execute(update(links).where(links.c.rol == "partij").values(tot=past))
    assert end
    for form, more in (
        (page.form(VRAAG), {"antwoord": "ja"}),
        (page.form("/gehoord"), {"tekst": "x"}),
        (judge, {"oordeel": "zo_gezegd"}),
    ):
        sent = Page(party.client.post(form.action, data={**form, **more}))
        assert sent.status == 403
        assert said("web.fout.link_klaar.titel") in sent.text
    assert store.current(key).nummer == 1
    assert store.heard(key) == []
    for part in ("/mijn", "/mijn/verslag", "/gedeeld", "/mijn/geschiedenis", "/mijn/kopie"):
        assert party.client.get(f"/dossier/{key}{part}").status_code == 200, "reading goes on"
    assert inside(served, link).get(record).status == 200, "also for who opens the link again"


def test_a_party_cannot_speak_for_another(
    desk: Desk, served: Served, store: Store, key: str, link: str, later: Callable[[timedelta], None]
) -> None:
    later(timedelta(days=3))
    party = inside(served, link)
    form = asked(party, key).form(VRAAG)
    more = {"door": "Team", "partij": "Team", "door-0": "Team", "antwoord-0": "nee", "oneens": "1", "rol": "adviseur"}
    party.client.post(form.action, data={**form, **more, "antwoord": "ja", "dossier": "ander", "overal": "1"})
    assert rows(store, key) == [{"door": "Overleg", "antwoord": "ja"}]
    assert store.history(key)[-1].partij == "Overleg"
    refused = party.client.post(form.action, data={**form, "als": "Team", "antwoord": "nee"})
    assert refused.status_code == 409
    assert rows(store, key) == [{"door": "Overleg", "antwoord": "ja"}]


def test_a_page_of_one_party_is_not_sent_by_another(
    desk: Desk, served: Served, store: Store, key: str, link: str
) -> None:
    browser = inside(served, link)
    form = asked(browser, key).form(VRAAG)
    browser.press(browser.get(invited(desk, key, "partij:Team")).form("/inloggen"))
    once_more = browser.press(form, ("antwoord", "ja"))
    assert once_more.status == 403
    sent = browser.press(once_more.form(VRAAG), antwoord="ja")
    assert sent.status == 409
    assert said("web.fout.andere_partij.titel") in sent.text
    team = access.visitor(store, browser.client.cookies["wijktoets"])
    assert team is not None
    assert store.early(key, "Team", team.link) == []


@pytest.mark.parametrize("word", ["misschien", "nvt", "zwijgt", "<b>ja</b>"])
def test_only_what_can_be_chosen_is_an_answer(served: Served, store: Store, key: str, link: str, word: str) -> None:
    party = inside(served, link)
    form = asked(party, key).form(VRAAG)
    party.client.post(form.action, data={**form, "antwoord": word})
    found = access.visitor(store, party.client.cookies["wijktoets"])
    assert found is not None
    assert store.early(key, "Overleg", found.link) == []


def test_nobody_fills_an_evening_with_one_link(
    served: Served, store: Store, key: str, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    party = inside(served, link)
    page = asked(party, key)
    monkeypatch.setattr(stored, "MAX_HEARD", 20)
    assert party.press(page.form("/gehoord"), tekst="Zo is het.").status == 200
    full = party.press(page.form("/gehoord"), tekst="Zo is het niet.")
    assert (full.status, "Zo is het niet." in full.text) == (409, True)
    assert [row.tekst for row in store.heard(key)] == ["Zo is het."]
    store.hide_heard(key, store.heard(key)[0].id, True)
    assert party.press(page.form("/gehoord"), tekst="Zo is het niet.").status == 200
    monkeypatch.setattr(app, "A_MINUTE", 5)
    found = [party.press(page.form(VRAAG), ("antwoord", "ja")).status for _ in range(4)]
    assert found == [200, 200, 429, 429], "each time a version more, that never goes"
    assert client_of(served).get(link).status_code == 200, "and nobody else waits for it"


def test_what_a_party_types_stays_text(
    desk: Desk, served: Served, key: str, link: str, later: Callable[[timedelta], None]
) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"
    party = inside(served, link)
    pages = [answers(party, key, words=evil), party.press(asked(party, key).form("/gehoord"), tekst=evil)]
    later(timedelta(days=3))
    pages += [asked(party, key), party.get(f"/dossier/{key}/gedeeld")]
    pages += [desk.get(f"/dossier/{key}/tafel/0/wat-is-eigen-aan-de-wijk"), party.get(f"/dossier/{key}/mijn/verslag")]
    assert sum("{{ 7*7 }}" in page.text for page in pages) >= 4
    for page in pages:
        assert "<script>alert" not in page.response.text
        assert "<img" not in page.response.text


def test_a_party_is_asked_about_personal_data_first(served: Served, store: Store, key: str, link: str) -> None:
    party = inside(served, link)
    page = answers(party, key, words="Bel Jan op 06 12345678.")
    assert page.status == 422
    assert page.form(VRAAG)["toelichting"] == "Bel Jan op 06 12345678."
    party.press(page.form(VRAAG), ("toch", "1"))
    found = access.visitor(store, party.client.cookies["wijktoets"])
    assert found is not None
    assert store.early(key, "Overleg", found.link)[0].toelichting == "Bel Jan op 06 12345678."


def test_a_link_leaks_nowhere(
    served: Served, key: str, link: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = link.rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        party = Desk(client_of(served))
        page = party.get(link)
        came = party.press(page.form("/inloggen"))
    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert page.response.headers["cache-control"] == "no-store"
    assert secret not in str(came.response.url)
    assert [str(each.url) for each in came.response.history] == ["http://127.0.0.1:8123/inloggen"]
    assert secret not in came.response.text
    logged = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert secret not in "".join([*logged, *capfd.readouterr()])


def test_a_link_leads_to_its_own_dossier_and_nowhere_else(served: Served, key: str, link: str) -> None:
    secret = link.rpartition("/")[2]
    more = {"naar": "//kwaad.example", "next": "https://kwaad.example", "sleutel": "ander", "return": "//x"}
    sent = client_of(served).post(
        f"{link}?next=//kwaad.example", data={"geheim": secret, **more}, follow_redirects=False
    )
    assert sent.headers["location"] == f"/dossier/{key}/mijn"


def test_every_route_with_an_object_of_another_is_closed(
    desk: Desk, served: Served, store: Store, key: str, link: str
) -> None:
    other = store.add("Ander", store.current(key).content, Author("adviseur", "bureau"))
    announced(desk, other)
    party = inside(served, link)
    csrf = party.get(f"/dossier/{key}/mijn").form("/uitloggen")["csrf"]
    values = {"thema:number": "0", "nummer:number": "1", "vraag": VRAAG, "kaart": "wat-is-eigen-aan-de-wijk"}
    values |= {"naam": VRAAG, "soort": "agenda", "stuk": "raad"}
    for path, _, methods, _ in PAGES:
        if "{sleutel}" not in path:
            continue
        address = path.replace("{sleutel}", other)
        for name, value in values.items():
            address = address.replace(f"{{{name}}}", value)
        for method in methods:
            data = (
                {"csrf": csrf, "als": "Overleg", "antwoord": "ja", "oordeel": "zo_gezegd"} if method == "POST" else None
            )
            assert party.client.request(method, address, data=data).status_code == 404, (method, path)
    assert store.current(other).nummer == 1
    assert plain_of(store.current(other).content).get("antwoorden") is None


def test_a_party_that_is_called_otherwise_by_now_is_told_so(desk: Desk, served: Served, key: str, link: str) -> None:
    party = inside(served, link)
    desk.press(desk.get(f"/dossier/{key}").form("/gegevens"), partij__0="Overleg Noord")
    for part in ("/mijn", f"/mijn/vragen/0/{VRAAG}", "/mijn/verslag", "/mijn/geschiedenis", "/mijn/kopie"):
        page = party.get(f"/dossier/{key}{part}")
        assert page.status == 404
        assert said("web.fout.partij_weg.titel") in page.text, part
    assert desk.get(f"/dossier/{key}/uitnodigen").status == 200


@pytest.mark.parametrize(
    ("who", "home", "also", "never"),
    [
        ("begeleider", "tafel", "gedeeld", "beeld"),
        ("lezer", "bevoegdheden", "bijlage", "gedeeld"),
        ("partij:Team", "mijn", "mijn/geschiedenis", "tafel"),
    ],
)
def test_each_link_leads_to_its_own_pages(
    desk: Desk, served: Served, key: str, who: str, home: str, also: str, never: str
) -> None:
    guest = Desk(client_of(served))
    page = guest.press(guest.get(invited(desk, key, who)).form("/inloggen"))
    assert (page.status, page.path) == (200, f"/dossier/{key}/{home}")
    assert guest.get(f"/dossier/{key}/{also}").status == 200
    assert guest.get(f"/dossier/{key}/{never}").status == 404
    for link, _ in [*page.links, *guest.get("/over").links]:
        if link.startswith("/"):
            assert guest.get(link.partition("#")[0]).status == 200, link
