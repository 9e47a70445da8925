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


MONEY = "geld-in-beeld"
WISHES = "wat-wil-iedereen"
LAST = "raad-bewaken-terugkijken"


def test_an_amount_a_wish_and_a_day_are_kept_at_the_table(desk: Desk, store: Store, key: str) -> None:
    def at(name: str, vraag: str, query: str = "") -> Form:
        page = desk.get(f"/dossier/{key}/tafel/0/{name}{query}")
        return asked(page, vraag, part=name)

    desk.press(at(MONEY, "bedrag"), euro="40.000", per="jaar")
    desk.press(at(LAST, "terugkijken_op"), dag="2027-11-15")
    desk.press(at("waar-gaat-het-over", "reikwijdte"), ("antwoord", "wijk"))
    desk.press(at(WISHES, "gewenst", "?oneens=gewenst"), antwoord__0="besluiten", antwoord__1="adviseren")
    afspraak = plain_of(store.current(key).content)["afspraken"][0]
    wishes = [{"door": "Bewonersoverleg", "gewenst": "besluiten"}, {"door": "Gebiedsteam", "gewenst": "adviseren"}]
    assert {name: value for name, value in afspraak.items() if name != "thema"} == {
        "bedrag": {"euro": "40000", "per": "jaar"},
        "terugkijken_op": "2027-11-15",
        "reikwijdte": "wijk",
        "gewenst": wishes,
    }
    assert {event.weg for event in store.history(key)[2:]} == {"tafel"}
    history = desk.get(f"/dossier/{key}/geschiedenis").text
    wishes = f"Bewonersoverleg: {said('web.wens.besluiten')}; Gebiedsteam: {said('web.wens.adviseren')}"
    for words in ("40000, jaar", wishes, said("web.velden.bedrag.vraag")):
        assert words in history
    old = at(MONEY, "bedrag")
    desk.press(at(MONEY, "bedrag"), euro="50.000")
    assert desk.press(old, euro="1").status == 409, "the second is told"
    assert desk.press(at(MONEY, "bedrag"), euro="veel").status == 422


@pytest.mark.parametrize("part", ["/notitie", "/gehoord", CARD])
@pytest.mark.parametrize(
    "words", ["Bel 06 12345678", "jan@voorbeeld.nl", "NL91 ABNA 0417 1643 00", "bsn 111222333", "Dorpsstraat 12"]
)
def test_what_looks_personal_is_asked_about_at_the_table_too(
    desk: Desk, store: Store, key: str, part: str, words: str
) -> None:
    page = card(desk, key)
    form = asked(page, part=CARD) if part == CARD else next(f for f in page.forms if f.action.endswith(part))
    field, press = ("afgesproken", ("antwoord", "ja")) if part == CARD else ("tekst", None)
    page = desk.press(form, press, **{field: words})
    assert page.status == 422
    assert (store.notes(key), store.heard(key), answers(store, key)) == ([], [], {})
    again = page.forms[-1]
    assert again[field] == words, "nothing that was typed is lost"
    assert desk.press(again, ("toch", "1")).status == 200
    assert store.notes(key) or store.heard(key) or answers(store, key)


def test_enter_in_a_field_answers_nothing_and_keeps_the_words(desk: Desk, store: Store, key: str) -> None:
    form = asked(card(desk, key), part=CARD)
    assert form.buttons[0] == ("blijf", "1")
    page = desk.press(form, form.buttons[0], afgesproken="Iedereen mag")
    assert answers(store, key) == {}
    form = asked(page, part=CARD)
    assert form["afgesproken"] == "Iedereen mag"
    desk.press(form, ("antwoord", "ja"))
    assert answers(store, key) == {QUESTION: {"antwoord": "ja", "afgesproken": "Iedereen mag"}}
