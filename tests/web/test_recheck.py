"""The recheck comes after the picture: the page is there first, and says what the second engine found when it did."""

import threading
import time
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from tests.web.visiting import Desk, Page
from wijktoets.texts.wording import said
from wijktoets.web import recheck
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Store
from wijktoets.web.worker import JobEnd

TEXT = b"formaat: wijktoets/dossier@1\nnaam: X\nafspraken:\n  - {thema: groen, gewenst: besluiten}\n"
BUSY = said("web.beeld.nagerekend.bezig")


@pytest.fixture
def key(store: Store) -> str:
    """A dossier with a wish."""
    return store.add("X", TEXT, Author("adviseur", "bureau"))


def until(look: Callable[[], Page], words: str) -> Page:
    """The page when it says so; that takes a moment."""
    for _ in range(600):
        page = look()
        if words in page.text:
            return page
        time.sleep(0.05)
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        (JobEnd(0, '{"nagerekend": {"gelijk": true}}', ""), "gelijk"),
        (JobEnd(0, '{"nagerekend": {}}', ""), "niet"),
        (JobEnd(4, "", ""), "anders"),
        (JobEnd(None, "", ""), "niet"),
        (JobEnd(1, "", "stuk"), "niet"),
    ],
)
def test_the_picture_does_not_wait_and_says_it_when_it_is_known(
    end: JobEnd, verdict: str, desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go = [], threading.Event()

    def slow(*words: object, **more: object) -> JobEnd:
        asked.append(words)
        go.wait(10)
        return end

    monkeypatch.setattr(recheck, "ran", slow)
    begun = time.monotonic()
    page = desk.get(f"/dossier/{key}/beeld")
    assert time.monotonic() - begun < 5
    assert BUSY in page.text
    assert '<div class="stuk">' in page.response.text
    assert BUSY in desk.get(f"/dossier/{key}/tafel/beeld?ja=1").text
    assert desk.client.get(f"/dossier/{key}/nagerekend").headers["refresh"] == "2"
    assert len(asked) == 1, "once a version"
    go.set()
    words = said(f"web.beeld.nagerekend.{verdict}")
    for part in ("nagerekend", "beeld", "tafel/beeld?ja=1"):
        page = until(lambda part=part: desk.get(f"/dossier/{key}/{part}"), words)  # type: ignore[misc]
        assert "refresh" not in page.response.headers
        if part != "nagerekend":
            shown = '<div class="stuk">' in page.response.text
            assert shown == (verdict != "anders"), "what two engines see differently is not shown"
    kept = desk.client.get(f"/dossier/{key}/nagerekend?kort=1").json()
    assert kept == {"oordeel": verdict, "zin": words}


def test_an_answer_is_looked_at_again(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recheck, "ran", lambda *_, **__: JobEnd(0, '{"nagerekend": {"gelijk": true}}', ""))
    until(lambda: desk.get(f"/dossier/{key}/beeld"), said("web.beeld.nagerekend.gelijk"))
    page = desk.get(f"/dossier/{key}/werkblad/0/besluiten-te-volgen")
    desk.press(page.form("/antwoord/"), ("antwoord", "ja"))
    assert BUSY in desk.get(f"/dossier/{key}/beeld").text, "another version is not known to be the same"


def test_one_at_a_time(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    go, running = threading.Event(), []
    monkeypatch.setattr(recheck, "ran", lambda *_, **__: (running.append(1), go.wait(10), JobEnd(1, "", ""))[2])
    assert [served.checks.look(b"%d" % n) for n in range(20)] == ["bezig"] * 20
    assert len(running) == 1
    go.set()


def test_the_second_engine_itself_finds_the_same() -> None:
    expected = "gelijk" if find_spec("durable") else "niet"
    assert recheck.computed(TEXT, ()) == expected
