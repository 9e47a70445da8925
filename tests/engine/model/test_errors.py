"""What can be wrong, as data: in order of place, each thing once, with a near miss."""

import pickle

import pytest

from wijktoets import texts
from wijktoets.engine.model.errors import BEKEND_HOOGSTENS, HOOGSTENS, InvoerFout, Melding, Plek, at_most, near


def at(regel: int, code: str = "leeg", **gegevens: object) -> Melding:
    return Melding(code, Plek("x.yaml", regel, 1), gegevens)


def test_a_place_reads_as_editors_read_it() -> None:
    assert str(Plek("cases/x.yaml", 14, 3)) == "cases/x.yaml:14:3"
    assert str(Plek("cases/x.yaml")) == "cases/x.yaml"


def test_an_error_says_everything_in_order_of_place_and_once() -> None:
    later, sooner = at(9, sleutel="a"), at(2, sleutel="b")
    error = InvoerFout([later, sooner, at(9, sleutel="a")])
    assert error.meldingen == (sooner, later)
    assert str(error) == f"{sooner}\n{later}"


def test_two_things_at_one_place_both_stand() -> None:
    assert len(InvoerFout([at(2, sleutel="a"), at(2, sleutel="b"), at(2, "te_groot", sleutel="a")]).meldingen) == 3


def test_an_error_is_worded_by_who_shows_it() -> None:
    assert str(InvoerFout([at(2, sleutel="naam")], texts.melding)).startswith("x.yaml:2:1: 'naam' is leeg.")


def test_what_is_too_much_is_said_once_and_cut_off() -> None:
    assert at_most((at(n) for n in range(HOOGSTENS)), "x.yaml") == [at(n) for n in range(HOOGSTENS)]
    cut = at_most((at(n) for n in range(HOOGSTENS * 2)), "x.yaml")
    assert cut[0] == Melding("te_veel_fouten", Plek("x.yaml"), {"hoogstens": HOOGSTENS})
    assert cut[1:] == [at(n) for n in range(HOOGSTENS)]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("openbare-vergadering", ["openbare-vergaderingen", "wie-besluit"], "openbare-vergaderingen"),
        ("JA", ["ja", "nee"], "ja"),
        ("wie_besluit", ["wie-besluit"], "wie-besluit"),
        ("G", ["g", "thema"], "g"),
        ("datum", ["thema", "fase"], None),
        ("", ["ja"], None),
        ("x", [], None),
        ("a" * 1000, ["a" * 1001], None),
    ],
)
def test_a_near_miss_is_a_known_name_that_looks_like_it(word: str, known: list[str], meant: str | None) -> None:
    assert near(word, known) == meant


def test_the_nearest_wins_whatever_the_order_of_the_names() -> None:
    names = ["besluit", "besluiten", "besloten"]
    assert {near("besluitn", order) for order in (names, names[::-1])} == {"besluiten"}


def test_among_very_many_names_no_near_miss_is_looked_for() -> None:
    names = [f"vraag-{number}" for number in range(BEKEND_HOOGSTENS + 1)]
    assert near("vraag-x", names[:-1]) is not None
    assert near("vraag-x", names) is None


# How a melding reads.


def test_a_near_miss_takes_the_place_of_the_advice() -> None:
    known = Melding("vraag_onbekend", Plek("x.yaml", 14, 3), {"naam": "opn"}, "open")
    assert texts.melding(known) == "x.yaml:14:3: onbekende vraag 'opn'. Bedoelde u 'open'?"
    unknown = Melding("vraag_onbekend", Plek("x.yaml", 14, 3), {"naam": "opn"})
    assert texts.melding(unknown).startswith("x.yaml:14:3: onbekende vraag 'opn'. Alle vragen")


def test_a_part_of_a_name_may_mean_each_that_begins_with_it() -> None:
    guess = near("bestuurscommissie", ["bestuurscommissie-raad", "bestuurscommissie-college", "raadscommissie"])
    said = texts.melding(Melding("vraag_onbekend", Plek("x.yaml", 1, 1), {"naam": "bestuurscommissie"}, guess))
    assert said.endswith("Bedoelde u 'bestuurscommissie-raad' of 'bestuurscommissie-college'?")


def test_names_that_are_as_much_alike_are_all_named() -> None:
    guess = near("wijkraad-3", ["wijkraad-1", "wijkraad-2", "dorpsraad"])
    assert guess is not None
    assert sorted(guess.alle) == ["wijkraad-1", "wijkraad-2"]


@pytest.mark.parametrize("nasty", ["a\nb", "\x1b[31m", "\u202eabc", "{x}", "%s", "[bold]", "\udc80", "\u2028"])
def test_what_a_user_wrote_is_shown_on_one_line_and_cannot_steer_the_screen(nasty: str) -> None:
    place = Plek(f"{nasty}.yaml", 1, 1)
    line = texts.melding(Melding("vraag_onbekend", place, {"naam": nasty, "bekend": (nasty,)}, nasty))
    assert line.isprintable()
    assert line.encode("utf-8")
    if nasty.isprintable():
        assert f"'{nasty}'" in line


def test_long_names_and_long_lists_are_cut_short() -> None:
    line = texts.melding(Melding("thema_onbekend", Plek("x"), {"naam": "a" * 5000, "bekend": ("b" * 5000,) * 5000}))
    assert "aaa…" in line
    assert "bbb…" in line
    assert len(line) < 5000


def test_a_near_word_comes_through_pickle_whole() -> None:
    guess = near("commissie", ["commissie-van-ons", "commissie-raad"])
    again = pickle.loads(pickle.dumps(guess))
    assert guess is not None and (str(again), again.alle) == (str(guess), guess.alle)
