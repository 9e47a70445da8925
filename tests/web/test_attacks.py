"""Each attack fails; take its guard away, and the test named after it fails."""

import asyncio
import itertools
import logging
import socket
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import uvicorn

from tests.web.visiting import Desk, Page, app_of, client_of, let_in
from wijktoets.engine.reading.setting import plain_of
from wijktoets.web import access, archive, guard, removal, worker
from wijktoets.web.app import Served, create_app
from wijktoets.web.forms import MAX_WORDS
from wijktoets.web.marking import unmarked
from wijktoets.web.personal import found_in
from wijktoets.web.store import Author, Store

DESK = Author("adviseur", "bureau")
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}{% x %}"
MARK = "onerror=alert(2)>"


@pytest.fixture
def key(store: Store) -> str:
    """A dossier with a party."""
    text = "formaat: wijktoets/dossier@1\nnaam: Eigen\npartijen: [{naam: Overleg, rol: wijk}]\n"
    text += "afspraken:\n  - thema: groen\n"
    return store.add("Eigen", text.encode(), DESK)


# Forms from elsewhere


@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, True, 403),
        ({"sec-fetch-site": "same-site"}, True, 403),
        ({"sec-fetch-site": "same-origin"}, False, 403),
        ({"origin": "https://kwaad.example"}, False, 403),
        ({"sec-fetch-site": "same-origin"}, True, 303),
    ],
)
def test_a_form_from_elsewhere_changes_nothing(
    headers: dict[str, str], token: bool, status: int, desk: Desk, store: Store, key: str
) -> None:
    form = desk.get(f"/dossier/{key}").form("/thema")
    data = {**form, "thema": "wonen", "csrf": form["csrf"] if token else ""}
    answer = desk.client.post(form.action, data=data, headers=headers, follow_redirects=False)
    assert answer.status_code == status
    assert (store.current(key).nummer == 1) == (status == 403)
    if "cross-site" in headers.values() or "origin" in headers:
        assert "wonen" not in answer.text, "what another site sent is not shown to be pressed"


def test_a_token_of_another_session_is_none(desk: Desk, served: Served, store: Store, key: str) -> None:
    other = Desk(client_of(served, let_in(store))).get(f"/dossier/{key}").form("/thema")
    answer = desk.client.post(other.action, data={**other, "thema": "wonen"}, follow_redirects=False)
    assert answer.status_code == 403
    assert store.current(key).nummer == 1


def test_a_session_that_ended_keeps_what_was_typed(desk: Desk, served: Served, store: Store, key: str) -> None:
    form = desk.get(f"/dossier/{key}").form("/thema")
    kept = Page(client_of(served).post(form.action, data={**form, "thema": "wonen aan het water"}))
    assert kept.status == 401
    again = kept.form("/thema")
    assert again["thema"] == "wonen aan het water"
    page = desk.press(again)
    assert page.status == 403, "it is asked once more"
    assert desk.press(page.form("/thema")).status == 200
    assert "wonen aan het water" in store.current(key).content.decode()


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://kwaad.example"}])
def test_another_site_lets_nobody_in_and_asks_for_no_link(
    headers: dict[str, str], store: Store, served: Served
) -> None:
    secret = access.make_adviser_link(store)
    refused = client_of(served).post("/inloggen", data={"geheim": secret}, headers=headers, follow_redirects=False)
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers
    said: list[str] = []
    other = client_of(app_of(store, served.folder, said))
    assert other.post("/opnieuw", data={"druk": "1"}, headers=headers).status_code == 403
    assert said == []
    assert access.open_session(store, secret) is not None, "the link was not used up"


# Names of hosts


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:8123.kwaad.example", ""])
def test_another_host_gets_no_answer(host: str, served: Served) -> None:
    client = client_of(served, let_in(served.store))
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.text == ""


# Markup in every field


def test_what_people_type_stays_text(desk: Desk, store: Store, key: str) -> None:
    pages = [desk.press(desk.get("/").form("/nieuw"), naam=EVIL, gebied=EVIL, gemeente=EVIL, thema=EVIL)]
    form = desk.get(f"/dossier/{key}").form("/gegevens")
    pages.append(desk.press(form, naam=EVIL, partij__0=EVIL, gebied=EVIL, gemeente=EVIL))
    pages.append(desk.press(desk.get(f"/dossier/{key}").form("/thema"), thema=EVIL))
    pages.append(desk.press(desk.get(f"/dossier/{key}").form("/tekst"), tekst=f"Zin. {EVIL}", naam=EVIL))
    form = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen").form("/antwoord/")
    words = dict.fromkeys(("toelichting", "afgesproken", "wie", "wanneer", "bron"), EVIL)
    pages.append(desk.press(form, ("antwoord", "ja"), **words))
    card = f"/dossier/{key}/tafel/0/zien-hoe-er-wordt-besloten"
    for part in ("/notitie", "/gehoord"):
        pages.append(desk.press(desk.get(card).form(part), tekst=EVIL))
    addresses = (
        "",
        "/werkblad/0/openbare-vergaderingen",
        "/blad",
        "/beeld",
        "/geschiedenis",
        "/papieren/bewoners",
        "/beamer",
    )
    pages += [desk.get(f"/dossier/{key}{part}") for part in addresses]
    pages += [desk.get("/"), desk.get(card), desk.get(f"/dossier/{key}/waarom/openbare-vergaderingen")]
    assert sum(EVIL.split("{{")[0] in page.text for page in pages) > 8, "it is shown as it was typed"
    for page in pages:
        assert "<script>alert" not in page.response.text, page.path
        assert "<img" not in page.response.text
        assert "&gt;49" not in page.response.text


def test_a_name_of_a_file_stays_text(desk: Desk) -> None:
    form = desk.get("/").form("/inlezen")
    answer = desk.client.post("/inlezen", data=dict(form), files={"bestand": (EVIL, b"naam: x\n")})
    assert "<img" not in answer.text


# Paths


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/dossier/..%2f..%2fetc",
    ],
)
def test_no_path_leads_out_of_the_folder(path: str, served: Served) -> None:
    answer = client_of(served, let_in(served.store)).get(path)
    assert answer.status_code == 404
    assert "def create_app" not in answer.text


def test_the_name_of_a_document_is_no_path(desk: Desk, store: Store) -> None:
    page = desk.press(desk.get("/").form("/nieuw"), naam="../../../etc/x; rm", thema="groen")
    form = desk.get(f"{page.path}/papieren").forms[1]
    page = desk.press(form, vorm=".md")
    while not any("haal=1" in link for link, _ in page.links):
        assert page.status == 200
        time.sleep(0.05)
        page = desk.get(page.path)
    named = desk.client.get(next(link for link, _ in page.links if "haal=1" in link))
    assert 'filename="etc-x-rm-raad.md"' in named.headers["content-disposition"]


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "²", "-1", "1e3"])
def test_a_number_that_nothing_has_is_not_here(number: str, desk: Desk, store: Store, key: str) -> None:
    csrf, at = desk.get("/").form("/nieuw")["csrf"], f"/dossier/{key}"
    for path in ("/versie/{}", "/werkblad/{}", "/vergelijk?van=1&tot={}", "/werkblad/0?bewaard={}"):
        assert desk.client.get(at + path.format(number)).status_code in (200, 404, 422), path
    for path in ("/terug", "/tafel/0/namens-wie/verberg"):
        sent = desk.client.post(at + path, data={"csrf": csrf, "nummer": number, "persoonlijk": "1"})
        assert sent.status_code == 422, path
    assert store.current(key).nummer == 1


# Sizes


def test_a_body_may_be_only_so_large(served: Served) -> None:
    client = client_of(served, let_in(served.store))
    large = b"x" * (guard.MAX_BODY + 1)
    assert client.post("/nieuw", content=large).status_code == 413
    parts = itertools.repeat(b"x" * 2**20, 8)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/nieuw", content=parts, headers=kind).status_code == 413, "without saying how long it is"


def test_a_form_holds_only_so_much(desk: Desk) -> None:
    fields = {f"veld-{n}": "x" for n in range(500)}
    assert desk.client.post("/nieuw", data=fields).status_code == 400
    assert desk.client.post("/nieuw", json={"naam": "x"}).status_code == 400


def test_an_archive_may_be_only_so_large_when_it_is_unpacked(
    desk: Desk, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = archive.packed(store, key)
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    assert desk.send("/", "/inlezen", "alles.zip", content).status == 422
    assert len(store.all()) == 1


def test_what_runs_beside_the_pages_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert worker.ran(["--version"], {}, seconds=0) == worker.JobEnd(None, "", "")
    files = {"dossier.yaml": b"formaat: wijktoets/dossier@1\nnaam: X\n"}
    assert worker.ran(["evaluate", "dossier.yaml"], files, memory=60 * 2**20).code not in (0, None)
    end = worker.ran(["evaluate", "dossier.yaml", "--output", "uit.txt"], files, ("uit.txt",))
    assert (end.code, set(end.made)) == (0, {"uit.txt"})
    assert list(tmp_path.iterdir()) == [], "the folder is wiped"


def test_a_dossier_gets_one_document_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(worker, "ran", lambda *_, **__: (go.wait(10), worker.JobEnd(0, "", ""))[1])
    jobs = worker.Jobs()
    first = jobs.start("a", "x.pdf", [], {})
    assert first is not None
    assert jobs.start("a", "y.pdf", [], {}) is None
    assert jobs.start("b", "x.pdf", [], {}) is not None
    go.set()
    for _ in range(500):
        job = jobs.find("a", first)
        if job is not None and job.ran is not None:
            break
        time.sleep(0.01)
    assert jobs.find("b", first) is None, "it is of that dossier alone"
    assert jobs.start("a", "y.pdf", [], {}) is not None


def test_no_dossier_keeps_documents_from_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(worker, "ran", lambda *_, **__: (go.wait(10), worker.JobEnd(0, "", ""))[1])
    jobs = worker.Jobs()
    begun = [jobs.start(str(n), "x.pdf", [], {}) for n in range(worker.AT_ONCE + 3)]
    go.set()
    assert [key is None for key in begun] == [False] * worker.AT_ONCE + [True] * 3


def test_a_document_that_nobody_fetches_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "KEPT", 0.2)
    monkeypatch.setattr(worker, "ran", lambda *_, **__: worker.JobEnd(0, "", "", {"x.pdf": b"van ons"}))
    jobs = worker.Jobs()
    key = jobs.start("a", "x.pdf", [], {})
    assert key is not None
    until = time.monotonic() + 10
    while jobs._jobs and time.monotonic() < until:
        time.sleep(0.05)
    assert jobs._jobs == {}, "by itself, also when nobody comes back"


def test_what_is_typed_is_as_long_as_people_type(desk: Desk, store: Store, key: str) -> None:
    form = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen").form("/antwoord/")
    words = "Hoe het ging. " * (MAX_WORDS // 14 + 1)
    page = desk.press(form, ("antwoord", "ja"), toelichting=words)
    assert page.status == 422
    assert words.strip() in page.text, "nothing that was typed is lost"
    assert store.current(key).nummer == 1, "and the dossier has room for others"
    assert desk.press(form, ("antwoord", "ja"), toelichting=words[:MAX_WORDS]).status == 200
    assert desk.press(desk.get(f"/dossier/{key}").form("/tekst"), naam="De deal", tekst=words).status == 200


LONG: Final = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "a" * LONG,
        "a@" * (LONG // 2),
        "a@" + "b." * (LONG // 2) + "!",
        "0 " * (LONG // 2),
        "NL91 " * (LONG // 5),
        "A" + "-A" * (LONG // 2),
        "A" + "straat" * (LONG // 6),
        "x" + " " * LONG + "x",
    ],
    ids=range(8),
)
def test_no_text_takes_long_to_look_through(text: str) -> None:
    begun = time.thread_time()
    found_in(text)
    unmarked(text)
    assert time.thread_time() - begun < 2, "it took minutes, and hours at the size that a form could bring"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("gemaakt",), "gisteren"),
        (("gemaakt",), "2026-11-30T10:00:00"),
        (("versies", 0, "op"), "x"),
        (("events", 0, "op"), "2026"),
        (("events", 0, "soort"), "verzonnen"),
        (("events", 0, "weg"), "achterdeur"),
        (("events", 0, "wijzigingen"), [1]),
        (("events", 0, "gegevens"), []),
        (("events", 0, "nummer"), "1"),
        (("events", 0, "partij"), None),
        (("events", 0, "partij"), "Over\0leg"),
        (("events", 1, "gegevens"), {}),
        (("events", 1, "gegevens"), {"vanaf": "morgen"}),
        (("notes",), [{"op": "x"}]),
        (("notes",), 7),
    ],
)
def test_an_archive_holds_what_the_store_would_hold(
    place: tuple[str | int, ...], value: object, desk: Desk, store: Store, key: str
) -> None:
    """Else one bad archive would break the page on which all dossiers stand, or that of who administers."""
    removal.ask(store, key, DESK, date.today())
    kept, found = archive.unpacked(archive.packed(store, key))
    inside: Any = kept
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
    with pytest.raises(archive.Broken):
        archive.restored(store, kept, found)
    assert len(store.all()) == 1
    assert desk.get("/").status == 200


@pytest.fixture
def address(served: Served) -> Iterator[tuple[str, int]]:
    """The pages behind a real server that waits a second for a body."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        hosts = [f"127.0.0.1:{port}"]
        bounded = guard.Guard(create_app(replace(served, hosts=hosts)), hosts, slowest=0.5)
        server = uvicorn.Server(uvicorn.Config(bounded, log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield "127.0.0.1", port
        server.should_exit = True
        thread.join(5)


def test_a_slow_body_is_not_waited_for(address: tuple[str, int]) -> None:
    with closing(socket.create_connection(address, 5)) as slow:
        head = f"POST /nieuw HTTP/1.1\r\nhost: {address[0]}:{address[1]}\r\ncontent-length: 100\r\n"
        slow.sendall(f"{head}content-type: application/x-www-form-urlencoded\r\n\r\nnaam=".encode())
        begun = time.monotonic()
        answer = slow.recv(1000)
    assert time.monotonic() - begun < 3
    assert answer.startswith(b"HTTP/1.1 408")


# Headers


SECURE = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}
"""What OWASP advises, and how its value begins."""


def test_the_headers_are_those_that_are_advised(desk: Desk) -> None:
    headers = desk.client.get("/").headers
    assert {name: headers[name][: len(begins)] for name, begins in SECURE.items()} == SECURE
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    for source in ("script-src", "style-src", "img-src", "connect-src", "form-action"):
        assert policy[source] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_every_answer_has_the_headers(desk: Desk, served: Served, key: str) -> None:
    for path in ("/", f"/dossier/{key}", "/inloggen", "/static/web.css", "/bestaat/niet"):
        headers = desk.client.get(path).headers
        for name, value in guard.HEADERS:
            assert headers[name.decode()] == value.decode(), path
    assert "unsafe" not in guard.CSP
    assert desk.client.get("/").headers["cache-control"] == "no-store"
    assert client_of(served).get("/", headers={"host": "x"}).headers["x-frame-options"] == "DENY"


def test_no_page_holds_script_or_style_of_its_own(desk: Desk, key: str) -> None:
    parts = (
        "",
        "/werkblad/0",
        "/werkblad/0?blad=1",
        "/blad",
        "/beeld",
        "/papieren",
        "/papieren/raad",
        "/geschiedenis",
        "/tafel",
    )
    for part in parts:
        text = desk.get(f"/dossier/{key}{part}").response.text
        assert "style=" not in text, part
        assert "<style" not in text
        assert text.count("<script") == 1
        assert " on" not in {name for name in text.split('"') if name.startswith(" on") and name.endswith("=")}
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text


# Logs


def test_nothing_that_was_typed_and_no_link_is_in_a_log(
    desk: Desk, store: Store, key: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        form = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen").form("/antwoord/")
        desk.press(form, ("antwoord", "ja"), toelichting="Een geheim van de straat")
        desk.client.get("/inloggen?sleutel=een-geheime-link")
    logged = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    said = "".join([*logged, *capfd.readouterr()])
    assert "Een geheim van de straat" not in said
    assert "een-geheime-link" not in said


def test_what_looks_personal_is_asked_about_first(desk: Desk, store: Store, key: str) -> None:
    form = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen").form("/antwoord/")
    page = desk.press(form, ("antwoord", "ja"), toelichting="Bel Jan op 06 12345678.")
    assert page.status == 422
    assert store.current(key).nummer == 1
    assert page.form("/antwoord/")["toelichting"] == "Bel Jan op 06 12345678.", "nothing that was typed is lost"
    desk.press(page.form("/antwoord/"), ("toch", "1"))
    assert plain_of(store.current(key).content)["afspraken"][0]["antwoorden"]["openbare-vergaderingen"]["toelichting"]


@pytest.mark.in_a_file
def test_a_full_disk_is_a_sentence(desk: Desk, store: Store, key: str) -> None:
    form = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen").form("/antwoord/")
    with store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    store.database.engine.dispose()
    from sqlalchemy import event

    @event.listens_for(store.database.engine, "connect")
    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    page = desk.press(form, ("antwoord", "ja"), toelichting="Een lang verhaal. " * 1000)
    assert page.status == 507
    assert "Een lang verhaal." in page.text
    assert store.current(key).nummer == 1
