"""What goes wrong around the pages: the database away or silent, two programs at once, hostile clients, a clock moved.

A full disk, a slow body and a program that is killed stand in test_attacks.py and test_store.py.
"""

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from tests.web.certificate import certificate
from tests.web.postgres import Cluster
from tests.web.visiting import Desk, app_of, client_of, let_in, running
from wijktoets.cli.main import main
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web import access, database
from wijktoets.web.database import Unusable, database_at
from wijktoets.web.store import FILE, Author, Store
from wijktoets.web.tables import sessions

DESK: Final = Author("adviseur", "bureau")
TEXT: Final = b"formaat: wijktoets/dossier@1\nnaam: De Wending\nafspraken:\n  - thema: groen\n"
QUESTION: Final = "openbare-vergaderingen"


def answers(store: Store, key: str) -> Any:
    return plain_of(store.current(key).content)["afspraken"][0].get("antwoorden") or {}


# The database away


@pytest.mark.postgres
def test_the_database_goes_away_and_comes_back(tmp_path: Path) -> None:
    with Cluster() as cluster:
        store = Store(database_at(cluster.empty()))
        key = store.add("De Wending", TEXT, DESK)
        desk = Desk(client_of(app_of(store, tmp_path), let_in(store)))
        first = desk.get(f"/dossier/{key}/werkblad/0/{QUESTION}").form("/antwoord/")
        assert desk.press(first, ("antwoord", "ja")).status == 200
        form = desk.get(f"/dossier/{key}/werkblad/0/{QUESTION}").form("/antwoord/")
        cluster.stop()
        assert desk.client.get("/health").status_code == 200
        assert desk.client.get("/ready").status_code == 503
        for _ in range(3):
            page = desk.press(form, ("antwoord", "deels"), toelichting="Dit wil ik niet nog eens typen.")
            assert (page.status, said("web.fout.opslag.titel") in page.text) == (507, True)
            assert "Dit wil ik niet nog eens typen." in page.text
        read = desk.get("/")
        assert read.status == 507
        assert said("web.fout.opslag_lezen.uitleg") in read.text, "nothing was to be kept"
        cluster.start()
        assert desk.client.get("/ready").status_code == 200
        assert answers(store, key) == {QUESTION: "ja"}, "what was confirmed is there, and nothing else"
        page = desk.press(form, ("antwoord", "deels"), toelichting="Dit wil ik niet nog eens typen.")
        assert page.status == 200, "the same press goes on, without signing on again"
        assert answers(store, key)[QUESTION]["antwoord"] == "deels"
        store.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.postgres
def test_a_database_that_says_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY", 1.0)
    with Cluster() as cluster:
        store = Store(database_at(cluster.empty()))
        desk = Desk(client_of(app_of(store, tmp_path), let_in(store)))
        store.database.engine.dispose()
        server = int((cluster.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGSTOP)
        try:
            begun = time.monotonic()
            assert desk.get("/").status == 507
            assert desk.client.get("/ready").status_code == 503
            assert time.monotonic() - begun < 15
        finally:
            os.kill(server, signal.SIGCONT)
        assert desk.get("/").status == 200
        store.close()
    gc.collect()  # pg8000 leaves the connections to the collector of which it gave up


@pytest.mark.postgres
def test_a_database_is_who_it_says_it_is(cluster: Cluster, tmp_path: Path) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    for place, name in ((ours, "127.0.0.1"), (other, "127.0.0.1")):
        place.mkdir()
        certificate(place, name)
    with pytest.raises(Unusable):
        database_at(cluster.empty(), ours / "fullchain.pem")  # it does not speak TLS
    with Cluster() as secure:
        secure.speak_tls(ours)
        url = secure.empty()
        for file in (None, ours / "fullchain.pem"):
            store = Store(database_at(url, file))
            with store.read() as connection:
                assert connection.exec_driver_sql("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").scalar()
            store.database.wipe()
            store.close()
        with pytest.raises(Unusable):
            database_at(url, other / "fullchain.pem")


# Two programs on one file


WRITER: Final = """
import sys
from pathlib import Path
from wijktoets.web.store import Author, Store, StoredEdit
store, key, who = Store(Path(sys.argv[1])), sys.argv[2], sys.argv[3].encode()
for n in range(40):
    store.change(key, Author("adviseur", "bureau"), lambda c: StoredEdit(c + b"# %s-%d\\n" % (who, n), "antwoord"))
"""


def test_two_processes_on_one_file_lose_nothing(store: Store, tmp_path: Path) -> None:
    key = store.add("De Wending", TEXT, DESK)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path / FILE, key, who]) for who in ("a", "b")]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    lines = store.current(key).content.decode().splitlines()
    assert store.current(key).nummer == 81
    assert {f"# {who}-{n}" for who in ("a", "b") for n in range(40)} <= set(lines)


def test_a_session_holds_at_each_of_two_programs(store: Store, tmp_path: Path) -> None:
    token = let_in(store)
    other = Store(tmp_path / FILE)
    desks = [Desk(client_of(app_of(each, tmp_path), token)) for each in (store, other)]
    made = desks[0].press(desks[0].get("/").form("/nieuw"), naam="De Wending", thema="groen")
    form = desks[1].get(made.path).form("/thema")
    assert desks[0].press(form, thema="wonen").status == 200, "a form of one is taken by the other"
    assert desks[1].press(desks[1].get("/").form("/uitloggen")).status == 200
    assert desks[0].get("/").status == 401
    other.close()


def test_a_store_of_a_later_version_is_left_alone(store: Store, tmp_path: Path) -> None:
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(database.Newer):
        Store(tmp_path / FILE)
    ended = CliRunner().invoke(main, ["serve", str(tmp_path), "--no-browser", "--port", "0"])
    assert (ended.exit_code, said("serve.fouten.nieuwer") in " ".join(ended.stderr.split())) == (2, True)


# Hostile clients


def told(site: str, content: bytes) -> bytes:
    """What is answered to these bytes; nothing when the connection is broken off."""
    with closing(socket.create_connection(("127.0.0.1", int(site.rpartition(":")[2])), 5)) as raw:
        raw.sendall(content)
        with suppress(OSError):  # it may have broken off by then
            raw.shutdown(socket.SHUT_WR)
        found = b""
        try:
            while part := raw.recv(65536):
                found += part
        except ConnectionError:
            pass
    return found


def test_whatever_comes_in_is_refused_and_others_are_answered(store: Store, tmp_path: Path) -> None:
    with running(store, tmp_path) as site:
        host = f"host: {site.removeprefix('http://')}\r\n".encode()
        hostile = {
            "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
            "nothing": b"",
            "half a line": b"GET / HT",
            "a long header": b"GET / HTTP/1.1\r\n" + host + b"x: " + b"a" * 200_000 + b"\r\n\r\n",
            "many headers": b"GET / HTTP/1.1\r\n" + host + b"x: a\r\n" * 50_000 + b"\r\n",
            "two hosts": b"GET / HTTP/1.1\r\n" + host * 2 + b"\r\n",
            "no host": b"GET / HTTP/1.1\r\n\r\n",
            "two lengths": b"POST /inloggen HTTP/1.1\r\n" + host + b"content-length: 1\r\ncontent-length: 9\r\n\r\nx",
            "a length and parts": b"POST /inloggen HTTP/1.1\r\n"
            + host
            + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            "a length below nothing": b"POST /inloggen HTTP/1.1\r\n" + host + b"content-length: -1\r\n\r\n",
            "a length that is none": b"POST /inloggen HTTP/1.1\r\n" + host + b"content-length: 1e3\r\n\r\n",
            "a path that is none": b"GET \xff\xfe HTTP/1.1\r\n" + host + b"\r\n",
            "a proxy's request": b"GET http://kwaad.example/ HTTP/1.1\r\nhost: kwaad.example\r\n\r\n",
            "a tunnel": b"CONNECT kwaad.example:443 HTTP/1.1\r\nhost: kwaad.example:443\r\n\r\n",
            "an upgrade": b"GET / HTTP/1.1\r\n" + host + b"connection: upgrade\r\nupgrade: websocket\r\n\r\n",
        }
        for name, content in hostile.items():
            answer = told(site, content)
            first = answer.partition(b"\r\n")[0]
            assert not answer or first[9:10] == b"4", (name, first)
            assert b"Traceback" not in answer
        assert httpx.get(f"{site}/health").status_code == 200


def test_who_says_half_a_request_keeps_nobody_waiting(store: Store, tmp_path: Path) -> None:
    with running(store, tmp_path) as site:
        place = ("127.0.0.1", int(site.rpartition(":")[2]))
        slow = [socket.create_connection(place, 5) for _ in range(100)]
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nhost: x")
        begun = time.monotonic()
        assert httpx.get(f"{site}/health").status_code == 200
        assert time.monotonic() - begun < 3
        for each in slow:
            each.close()


# A clock that is moved


def test_a_clock_that_is_moved_lets_nobody_stay_longer(store: Store, tmp_path: Path) -> None:
    idle = timedelta(minutes=30)
    served = replace(app_of(store, tmp_path), sign_on=object(), idle=idle)
    key = store.add("De Wending", TEXT + b"partijen: [{naam: Overleg, rol: wijk}]\n", DESK)
    until = datetime.now(UTC) + timedelta(days=1)
    link = access.make_link(store, "partij", until, dossier=key, partij="Overleg")
    for path, enters in (
        ("/", lambda: access.sign_on(store, "adviseur", timedelta(hours=9), idle)),
        (f"/dossier/{key}/mijn", lambda: access.open_session(store, link)),
    ):
        client = client_of(served, enters())
        assert client.get(path).status_code == 200
        for moved, status in ((timedelta(0), 200), (timedelta(hours=-3), 401), (timedelta(hours=3), 401)):
            with store.write() as connection:  # as it looks when the clock goes the other way
                seen = (datetime.now(UTC) + idle - moved).isoformat(timespec="seconds")
                connection.execute(update(sessions).values(tot=seen))
            assert client.get(path).status_code == status, moved


def test_a_clock_that_goes_back_turns_no_history_round(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = store.add("De Wending", TEXT, DESK)
    from wijktoets.web import store as kept

    for hour in (12, 9, 11):
        monkeypatch.setattr(kept, "now", lambda hour=hour: f"2026-11-30T{hour:02}:00:00+00:00")
        store.change(key, DESK, lambda c, hour=hour: kept.StoredEdit(c + b"# %d\n" % hour, "antwoord"))
    assert [event.nummer for event in store.history(key)] == [1, 2, 3, 4]
    assert store.current(key).content.endswith(b"# 12\n# 9\n# 11\n")
    with store.read() as connection:
        assert connection.execute(select(sessions.c.id)).all() == []
