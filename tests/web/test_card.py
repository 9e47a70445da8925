"""The worksheet by the card: many answers kept with one press, nothing chosen beforehand and nothing lost."""

import pytest

from tests.spoken import said
from tests.web.draft import DEAL
from tests.web.visiting import Desk, Form, Page, client_of, key_of, let_in
from wijktoets.engine.reading.setting import plain_of
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Store

CARD = "laten-zien-wat-er-is-gedaan"
QUESTIONS = ("verantwoording-aan-wijk", "verantwoording-aan-gemeente", "college-weegt-mee", "raad-weegt-mee")


@pytest.fixture
def key(desk: Desk) -> str:
    """A dossier that was made with its text and two parties in one press."""
    form = desk.get("/").form("/nieuw")
    given = {"naam": "De Wending", "thema": "groen", "tekst": DEAL}
    page = desk.press(form, ("per", "kaart"), **given, partij__wijk="Overleg", partij__gemeente="Team")
    assert page.path.endswith("/kaart/wat-is-eigen-aan-de-wijk")
    return key_of(page)


def card(desk: Desk, key: str, name: str = CARD) -> Page:
    return desk.get(f"/dossier/{key}/werkblad/0/kaart/{name}")


def the_form(page: Page) -> Form:
    return page.form("/antwoorden/")


def answers(store: Store, key: str) -> dict[str, object]:
    return plain_of(store.current(key).content)["afspraken"][0].get("antwoorden") or {}


def test_a_dossier_begins_with_its_text_and_parties(store: Store, key: str) -> None:
    tree = plain_of(store.current(key).content)
    assert tree["partijen"] == [{"naam": "Overleg", "rol": "wijk"}, {"naam": "Team", "rol": "gemeente"}]
    assert [deal.tekst for deal in store.deals(key)] == [DEAL.strip()]


def test_nothing_is_chosen_beforehand(desk: Desk, store: Store, key: str) -> None:
    for name in (CARD, "waar-gaat-het-over", "geld-in-beeld", "het-laatste-woord"):
        form = the_form(card(desk, key, name))
        assert not [field for field in form if field.startswith("antwoord.")], "no radio is on"
        before = store.current(key).nummer
        page = desk.press(form, ("doe", "bewaar"))
        assert page.status == 200
        assert store.current(key).nummer == before, "and a press keeps nothing"


def test_what_was_answered_is_kept_with_one_press_and_taken_back_with_one(desk: Desk, store: Store, key: str) -> None:
    form = the_form(card(desk, key))
    words = {f"toelichting.{QUESTIONS[0]}": "Elk jaar.", f"bron.{QUESTIONS[0]}": "deal, zin 16"}
    page = desk.press(
        form, ("doe", "bewaar"), **{f"antwoord.{QUESTIONS[0]}": "ja", f"antwoord.{QUESTIONS[1]}": "deels", **words}
    )
    assert answers(store, key) == {
        QUESTIONS[0]: {"antwoord": "ja", "toelichting": "Elk jaar.", "bron": "deal, zin 16"},
        QUESTIONS[1]: "deels",
    }
    assert [event.vraag for event in store.history(key)[-2:]] == list(QUESTIONS[:2]), "each has its line"
    assert page.path.endswith("/kaart/raad-bewaken-terugkijken"), "on to the next card"
    page = desk.press(page.form("/ongedaan/"))
    assert answers(store, key) == {}
    assert page.path.endswith(CARD)


def test_of_the_rest_the_text_is_silent(desk: Desk, store: Store, key: str) -> None:
    desk.press(the_form(card(desk, key)), ("doe", "zwijgt"), **{f"antwoord.{QUESTIONS[2]}": "nee"})
    given = answers(store, key)
    assert given.pop(QUESTIONS[2]) == "nee"
    silent = {"antwoord": "onbekend", "toelichting": said("web.werkblad.zwijgt_woorden"), "bron": "deal"}
    assert given == {name: silent for name in QUESTIONS if name != QUESTIONS[2]}
    desk.press(the_form(card(desk, key, "geld-in-beeld")), ("doe", "zwijgt"), **{"euro.bedrag": "25.000"})
    assert plain_of(store.current(key).content)["afspraken"][0]["bedrag"] == {"euro": "25000"}
    desk.press(the_form(card(desk, key, "raad-bewaken-terugkijken")), ("doe", "zwijgt"))
    assert "terugkijken_op" not in plain_of(store.current(key).content)["afspraken"][0], "a day is never made up"


def test_words_without_an_answer_are_not_lost(desk: Desk, store: Store, key: str) -> None:
    typed = {f"toelichting.{QUESTIONS[0]}": "Misschien elk jaar.", f"antwoord.{QUESTIONS[1]}": "ja"}
    page = desk.press(the_form(card(desk, key)), ("doe", "zwijgt"), **typed)
    assert said("web.werkblad.half") in page.text
    assert QUESTIONS[0] not in answers(store, key), "they are not called silent either"
    assert answers(store, key)[QUESTIONS[1]] == "ja"
    form = the_form(page)
    assert form[f"toelichting.{QUESTIONS[0]}"] == "Misschien elk jaar."
    desk.press(form, ("doe", "bewaar"), **{f"antwoord.{QUESTIONS[0]}": "deels"})
    assert answers(store, key)[QUESTIONS[0]] == {"antwoord": "deels", "toelichting": "Misschien elk jaar."}


def test_a_sentence_goes_to_a_question_and_the_rest_stays(desk: Desk, store: Store, key: str) -> None:
    form = the_form(card(desk, key))
    sentence = next(b for b in form.buttons if b[0] == "gebruik" and b[1].startswith(f"{QUESTIONS[0]}|"))
    page = desk.press(form, sentence, **{f"antwoord.{QUESTIONS[2]}": "nee"})
    form = the_form(page)
    assert form[f"antwoord.{QUESTIONS[2]}"] == "nee", "what was chosen by then"
    assert form[f"toelichting.{QUESTIONS[0]}"].startswith("Eens per jaar laat het overleg")
    loose = next(b for b in form.buttons if b[1].startswith("|"))
    page = desk.press(form, loose)
    buttons = [b for b in the_form(page).buttons if b[1].endswith(f"|{loose[1].strip('|')}|afgesproken")]
    assert len(buttons) == len(QUESTIONS), "any sentence of the text can go to any question"
    page = desk.press(the_form(page), ("doe", "bewaar"), **{f"antwoord.{QUESTIONS[0]}": "ja"})
    assert answers(store, key)[QUESTIONS[0]]["bron"] == "deal, zin 13"  # type: ignore[index]
    assert [(mark.vraag, mark.soort) for mark in store.marks(key)] == [(QUESTIONS[0], "toelichting")]


def test_two_on_one_card(served: Served, store: Store, key: str) -> None:
    desks = [Desk(client_of(served, let_in(store))) for _ in range(2)]
    forms = [the_form(card(desk, key)) for desk in desks]
    desks[0].press(forms[0], ("doe", "bewaar"), **{f"antwoord.{QUESTIONS[0]}": "ja"})
    page = desks[1].press(forms[1], ("doe", "bewaar"), **{f"antwoord.{QUESTIONS[1]}": "nee"})
    assert page.status == 200
    assert answers(store, key) == {QUESTIONS[0]: "ja", QUESTIONS[1]: "nee"}, "another question stays"
    typed = {f"antwoord.{QUESTIONS[0]}": "nee", f"antwoord.{QUESTIONS[2]}": "deels"}
    page = desks[1].press(forms[1], ("doe", "bewaar"), **typed)
    assert page.status == 409
    assert answers(store, key) == {QUESTIONS[0]: "ja", QUESTIONS[1]: "nee"}, "all or nothing"
    form = the_form(page)
    assert (form[f"antwoord.{QUESTIONS[0]}"], form[f"antwoord.{QUESTIONS[2]}"]) == ("nee", "deels")
    desks[1].press(form, ("doe", "bewaar"))
    assert answers(store, key) == {QUESTIONS[0]: "nee", QUESTIONS[1]: "nee", QUESTIONS[2]: "deels"}


def test_a_wish_per_party_stays_as_it_is(desk: Desk, store: Store) -> None:
    text = b"""formaat: wijktoets/dossier@1
naam: X
partijen: [{naam: Overleg, rol: wijk}, {naam: Team, rol: gemeente}]
afspraken:
  - thema: groen
    gewenst: [{door: Overleg, gewenst: besluiten}, {door: Team, gewenst: adviseren}]
    antwoorden:
      rol-van-de-raad-besproken: [{door: Overleg, antwoord: ja}, {door: Team, antwoord: nee}]
"""
    key = store.add("X", text, Author("adviseur", "bureau"))
    before = plain_of(text)["afspraken"][0]
    desk.press(the_form(card(desk, key, "wat-wil-iedereen")), ("doe", "onbekend"))
    tree = plain_of(store.current(key).content)
    assert tree["afspraken"] == [{"thema": "groen", **before}], "what they said stays"
    assert tree["antwoorden"] == {"gemeente-toegerust": "onbekend", "zeggenschap-over-meer": "onbekend"}


def test_what_was_skipped_is_named(desk: Desk, store: Store, key: str) -> None:
    page = desk.press(the_form(card(desk, key, "raad-bewaken-terugkijken")), ("doe", "zwijgt"))
    assert said("web.werkblad.overgeslagen") in page.text
    assert f"/dossier/{key}/werkblad/0/wie-besluit?" in {link for link, _ in page.links}


def test_what_is_typed_on_a_card_is_kept(desk: Desk, served: Served, store: Store, key: str) -> None:
    form = the_form(card(desk, key))
    sent = {**form, f"toelichting.{QUESTIONS[0]}": "Half een", f"antwoord.{QUESTIONS[1]}": "ja"}
    assert desk.client.post(f"/dossier/{key}/concept/0/kaart/{CARD}", data=sent).status_code == 204
    again = the_form(card(desk, key))
    assert (again[f"toelichting.{QUESTIONS[0]}"], again[f"antwoord.{QUESTIONS[1]}"]) == ("Half een", "ja")
    assert answers(store, key) == {}
    other = the_form(card(Desk(client_of(served, let_in(store))), key))
    assert other[f"toelichting.{QUESTIONS[0]}"] == "", "of that session alone"
