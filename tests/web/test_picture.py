"""The picture is judged right after an answer, before anybody asks; nobody waits for it, and none is shown unasked."""

import threading
from concurrent.futures import wait
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import wijktoets
from tests.web.visiting import Desk
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.reading import parsing
from wijktoets.telling.formats import html
from wijktoets.web import dossier, picture
from wijktoets.web.app import Served
from wijktoets.web.dossier import JUDGED, Known
from wijktoets.web.store import Author, Store

CASES = Path(wijktoets.__file__).parent / "cases" / "voorbeelden"
TEXT = (CASES / "twee-themas.yaml").read_bytes()
CARD = "laten-zien-wat-er-is-gedaan"


@pytest.fixture
def key(store: Store) -> str:
    """A dossier with two themas."""
    return store.add("Voorbeeld", TEXT, Author("adviseur", "bureau"))


def judged(served: Served) -> list[bytes]:
    """The versions of which a picture was made, when that is done."""
    made = dict(served.pictures._kept)
    wait(made.values(), 30)
    return [content for _, content in made]


def answer(desk: Desk, key: str, word: str = "ja") -> int:
    page = desk.get(f"/dossier/{key}/werkblad/0/besluiten-te-volgen")
    return desk.press(page.form("/antwoord/"), ("antwoord", word)).status


def of_the_card(desk: Desk, key: str) -> None:
    form = desk.get(f"/dossier/{key}/werkblad/0/kaart/{CARD}").form("/antwoorden/")
    desk.press(form, ("doe", "bewaar"), **{"antwoord.raad-weegt-mee": "nee"})


def at_the_table(desk: Desk, key: str) -> None:
    page = desk.get(f"/dossier/{key}/tafel/0/zien-hoe-er-wordt-besloten")
    form = next(f for f in page.forms if f.get("vraag") == "besluiten-te-volgen" and ("antwoord", "deels") in f.buttons)
    desk.press(form, ("antwoord", "deels"))


@pytest.mark.parametrize("change", [answer, of_the_card, at_the_table])
def test_an_answer_is_judged_before_anybody_asks(
    change: object, desk: Desk, store: Store, served: Served, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert judged(served) == []
    change(desk, key)  # type: ignore[operator]
    now = store.current(key)
    assert now.nummer == 2
    assert judged(served) == [now.content]
    monkeypatch.setattr(picture, "drawn", lambda *_: pytest.fail("it is made once"))
    page = desk.get(f"/dossier/{key}/beeld")
    told = html.parts(picture.picture_of(Known(now.content, wijktoets.load_pack(), 2, "")))
    assert told in page.response.text, "and it is what evaluate tells"
    assert "judged;dur=" in page.response.headers["server-timing"]
    assert desk.get(f"/dossier/{key}/tafel/beeld?ja=1").status == 200


def test_taking_back_and_going_back_are_judged_too(desk: Desk, store: Store, served: Served, key: str) -> None:
    answer(desk, key)
    page = desk.get(f"/dossier/{key}/werkblad/0/besluiten-te-volgen?bewaard=2")
    desk.press(page.form("/ongedaan/"))
    desk.press(next(f for f in desk.get(f"/dossier/{key}/geschiedenis").forms if f.get("nummer") == "2"))
    assert store.current(key).nummer == 4
    assert store.current(key).content in judged(served)
    assert {*judged(served)} <= {store.version(key, number).content for number in (2, 3, 4)}


def test_an_answer_does_not_wait_for_what_is_judged(
    desk: Desk, store: Store, served: Served, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, real = threading.Event(), picture.drawn
    monkeypatch.setattr(picture, "drawn", lambda *given: (go.wait(30), real(*given))[1])
    other = store.add("Ander", TEXT + b"# ander\n", Author("adviseur", "bureau"))
    assert answer(desk, key) == answer(desk, other) == 200
    assert not any(found.done() for found in served.pictures._kept.values())
    monkeypatch.setattr(picture, "drawn", real)
    assert desk.get(f"/dossier/{other}/beeld").status == 200, "nor who asks for one that is not begun"
    go.set()
    assert store.current(key).content in judged(served)


def test_a_version_that_nobody_asks_for_any_more_is_left_out(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """With many people at once there is no more to judge than there are dossiers."""
    go, real = threading.Event(), picture.drawn
    monkeypatch.setattr(picture, "drawn", lambda *given: (go.wait(30), real(*given))[1])
    read = [served.shelf.read(TEXT + b"# %d\n" % n) for n in range(6)]
    for n, each in enumerate(read):
        served.pictures.begin("ab"[n % 2], each, 0.0)
    go.set()
    made = judged(served)
    assert made[1:] == [each.content for each in read[-2:]], "of each dossier the last; the first was under way"
    assert served.pictures.of(read[2]).drawn, "and one that was left out is made for who asks"


def test_what_cannot_be_judged_stops_no_answer(
    desk: Desk, store: Store, served: Served, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> object:
        raise InvoerFout([])

    monkeypatch.setattr(picture, "drawn", wrong)
    assert answer(desk, key) == 200
    assert desk.get(f"/dossier/{key}/beeld").status == 422
    assert store.current(key).nummer == 2


def test_the_judgement_is_that_of_today(desk: Desk, served: Served, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = date.today() + timedelta(days=1)
    known = served.shelf.read(TEXT)
    first = served.pictures.of(known)
    assert served.pictures.of(known) is first
    for module in (picture, dossier):
        monkeypatch.setattr(module, "date", SimpleNamespace(today=lambda: tomorrow))
    assert served.pictures.of(served.shelf.read(TEXT)) is not first
    assert served.shelf.read(TEXT) is not known


def test_little_is_kept_of_what_was_judged(served: Served) -> None:
    read = [served.shelf.read(TEXT + b"# %d\n" % n) for n in range(JUDGED + 4)]
    for each in read:
        served.pictures.of(each)
    assert ["rapport" in each.__dict__ for each in read] == [False] * 4 + [True] * JUDGED


def test_nothing_is_kept_of_a_passage_that_was_taken_out(desk: Desk, served: Served, key: str) -> None:
    page = desk.get(f"/dossier/{key}/werkblad/0/besluiten-te-volgen")
    desk.press(page.form("/antwoord/"), ("antwoord", "ja"), afgesproken="Truus van Dalen belt iedereen.")
    before = next(content for content in judged(served) if b"Truus" in content)
    form = desk.get(f"/dossier/{key}/geschiedenis").form("/weghalen")
    assert desk.press(form, passage="Truus van Dalen", zeker="1").status == 200
    found = judged(served)
    assert found
    assert not any(b"Truus" in content for content in found)
    read = parsing._read_last.cache_info().misses
    parsing.read_again(before, "")
    assert parsing._read_last.cache_info().misses == read + 1, "nor as it was read"
