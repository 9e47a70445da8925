"""The evening at the table, without JavaScript: nothing counts or concludes until the picture is asked for."""

import re
from typing import Final

import pytest

from tests.web.visiting import Desk, Form, Page, key_of
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web.store import Store

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""


CARD = "zien-hoe-er-wordt-besloten"
QUESTION = "besluiten-te-volgen"


@pytest.fixture
def key(desk: Desk) -> str:
    """A dossier with two parties."""
    page = desk.get("/")
    page = desk.press(page.form("/nieuw"), naam="De Wending", gebied="De Wending", thema="groen")
    page = desk.press(
        page.form("/gegevens"),
        partij__0="Bewonersoverleg",
        rol__0="wijk",
        partij__1="Gebiedsteam",
        rol__1="gemeente",
    )
    return key_of(page)


def card(desk: Desk, key: str, query: str = "") -> Page:
    return desk.get(f"/dossier/{key}/tafel/0/{CARD}{query}")


def answers(store: Store, key: str) -> dict[str, object]:
    tree = plain_of(store.current(key).content)["afspraken"][0]
    return tree.get("antwoorden") or {}


def asked(page: Page, vraag: str = QUESTION, part: str = "/tafel/") -> Form:
    return next(form for form in page.forms if form.get("vraag") == vraag and form.action.endswith(part))


def test_the_table_answers_together(desk: Desk, store: Store, key: str) -> None:
    form = asked(card(desk, key), part=CARD)
    desk.press(form, ("antwoord", "ja"))
    assert answers(store, key) == {QUESTION: "ja"}
    event = store.history(key)[-1]
    assert (event.partij, event.weg) == ("adviseur", "tafel")


def test_parties_differ_by_name(desk: Desk, store: Store, key: str) -> None:
    page = card(desk, key, f"?oneens={QUESTION}")
    form = next(f for f in page.forms if f.get("oneens") == "1")
    page = desk.press(form, antwoord__0="nee", toelichting__0="Nooit gemerkt.", antwoord__1="ja")
    assert answers(store, key)[QUESTION] == [
        {"door": "Bewonersoverleg", "antwoord": "nee", "toelichting": "Nooit gemerkt."},
        {"door": "Gebiedsteam", "antwoord": "ja"},
    ]
    desk.press(asked(card(desk, key), part=CARD), ("antwoord", "deels"))
    rows = answers(store, key)[QUESTION]
    assert isinstance(rows, list)
    assert rows[-1] == {"door": "samen", "antwoord": "deels"}
    assert len(rows) == 3, "what each said first stays"


def test_a_sentence_is_agreed_when_each_party_stands_behind_it(desk: Desk, store: Store, key: str) -> None:
    form = asked(card(desk, key), part=CARD)
    desk.press(form, ("antwoord", "ja"), afgesproken="Iedereen mag erbij.")
    for name in ("Bewonersoverleg", "Gebiedsteam"):
        page = card(desk, key)
        form = next(f for f in page.forms if f.action.endswith("/bevestig") and f.get("partij") == name)
        desk.press(form)
    row = answers(store, key)[QUESTION]
    assert row == {
        "antwoord": "ja",
        "afgesproken": {"tekst": "Iedereen mag erbij.", "bevestigd_door": ["Bewonersoverleg", "Gebiedsteam"]},
    }
    form = asked(card(desk, key), part=CARD)
    desk.press(form, ("antwoord", "ja"), afgesproken="Iedereen mag meedoen.")
    assert answers(store, key)[QUESTION] == {"antwoord": "ja", "afgesproken": "Iedereen mag meedoen."}


A_SCORE = re.compile(r"borging|de wens is|\d+ van|\d ?%|[■□◪]|<svg|<meter|<progress|volgens ")


def test_nothing_counts_or_concludes_before_the_picture_is_shown(desk: Desk, key: str) -> None:
    desk.press(asked(card(desk, key), part=CARD), ("antwoord", "ja"))
    pages = [desk.get(f"/dossier/{key}/tafel"), card(desk, key), desk.get(f"/dossier/{key}/beamer")]
    pages.append(desk.get(f"/dossier/{key}/tafel/beeld"))
    for page in pages:
        assert not A_SCORE.search(page.response.text.lower()), page.path
    assert said("web.beeld.wat_het_niet_is") in pages[-1].text
    shown = desk.get(f"/dossier/{key}/tafel/beeld?ja=1")
    assert A_SCORE.search(shown.response.text.lower())


def test_the_beamer_shows_what_the_speaker_asks(desk: Desk, key: str) -> None:
    page = card(desk, key)
    note = next(f for f in page.forms if f.action.endswith("/notitie") and f.get("partij") == "Gebiedsteam")
    desk.press(note, tekst="Wij weten het nog niet.")
    beamer = f"/dossier/{key}/beamer"
    assert "Wij weten het nog niet." not in desk.get(beamer).text
    point = [f for f in card(desk, key).forms if f.action.endswith("/wijs")]
    desk.press(next(f for f in point if f["toont"] == "vraag"))
    page = desk.get(beamer)
    assert "Wij weten het nog niet." not in page.text
    assert not page.links[1:], "it leads to no other page"
    desk.press(next(f for f in point if f["toont"] == "standpunten"))
    assert "Wij weten het nog niet." in desk.get(beamer).text


def test_what_was_also_heard_is_shown_and_never_counted(desk: Desk, store: Store, key: str) -> None:
    before = store.current(key).content
    form = next(f for f in card(desk, key).forms if f.action.endswith("/gehoord"))
    page = desk.press(form, tekst="Er is niemand die met mij praat.")
    assert "Er is niemand die met mij praat." in page.text
    assert store.current(key).content == before
    hide = next(f for f in page.forms if f.action.endswith("/verberg"))
    assert desk.press(hide).status == 422, "only for personal data"
    page = desk.press(hide, persoonlijk="1")
    assert "Er is niemand die met mij praat." not in card(desk, key).text
    assert "1 ding is verborgen" in card(desk, key).text
