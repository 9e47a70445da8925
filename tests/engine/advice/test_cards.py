"""The cards of a talk: the same for all, what the wish needs first, none left out, and minutes that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import VANDAAG, alle, dossier, pakket, v, waarborg
from tests.engine.advice.test_agenda import agendas, gesprek
from wijktoets import cases, load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.cards import evenings
from wijktoets.engine.advice.agenda.value import Agenda, Kaart
from wijktoets.engine.judging import direct
from wijktoets.engine.model.pakket import Gespreksduur
from wijktoets.engine.model.regelpakket import Regelpakket

PACK = load_pack()
EXAMPLES = cases.collection("@voorbeelden")
DUUR = {"kaart": 4, "vraag": 2, "ander_thema": 1, "begin": 10, "slot": 15, "kaarten_per_avond": 7}
TALKS = [gesprek("eerst", "a", "b", kern=0), gesprek("dan", "c", kern=1), gesprek("later", "d")]
FIRM = {"adviseren": "hoort", "aanjagen": "hoort", "besluiten": "moet"}


def small() -> Regelpakket:
    """Two cards of the short route and one outside it; b is behind a moet at besluiten alone, c at any."""
    return pakket(
        waarborg("w", v("b"), norm=FIRM),
        waarborg("x", v("c")),
        waarborg("y", alle(v("a"), v("d")), norm={"besluiten": "hoort"}),
        gesprekken=TALKS,
        gespreksduur=DUUR,
    )


def asked(found: Agenda) -> dict[str | None, list[str]]:
    """The questions of each card, in order."""
    return {card.id: [vraag.vraag for vraag in card.vragen] for card in found.kaarten if card.id}


def of(name: str) -> Agenda:
    return agenda(load_dossier(EXAMPLES[f"@voorbeelden/{name}.yaml"]), PACK, direct.compute, VANDAAG)


def test_what_a_moet_at_the_wish_asks_stands_first_and_the_rest_below_it() -> None:
    order = {wish: asked(agendas(small(), dossier({}, gewenst=wish)))["eerst"] for wish in ("aanjagen", "besluiten")}
    assert order == {"aanjagen": ["a", "b"], "besluiten": ["b", "a"]}


def test_an_open_wish_counts_every_level() -> None:
    assert asked(agendas(small(), dossier({})))["eerst"] == ["b", "a"]
    assert asked(praatplaat(small()))["eerst"] == ["b", "a"]


@pytest.mark.parametrize("name", ["keukentafel", "twee-themas", "stedelijk-vraagstuk", "tot-een-bedrag"])
def test_every_dossier_has_the_same_cards_with_the_same_questions(name: str) -> None:
    def kept(found: Agenda) -> dict[str | None, set[str]]:
        return {card.id: {vraag.vraag for vraag in card.vragen} for card in found.kaarten if card.id}

    found = of(name)
    assert kept(found) == kept(praatplaat(PACK))
    kern = [card.kern for card in found.kaarten if card.kern is not None]
    assert kern == [talk.kern for talk in PACK.gespreksvragen if talk.kern is not None]


def test_each_question_stands_once_and_none_is_left_out() -> None:
    every = [vraag.vraag for card in praatplaat(PACK).kaarten for vraag in card.vragen]
    assert len(every) == len(set(every))
    assert set(PACK.vragen) <= set(every)


def test_what_was_answered_stays_with_its_answer_and_takes_no_time() -> None:
    (card,) = [
        card for card in agendas(small(), dossier({"b": "ja"}, gewenst="besluiten")).kaarten if card.id == "eerst"
    ]
    b, a = card.vragen
    assert (b.stand, [given.antwoord for place in b.besproken for given in place.antwoorden]) == ("besproken", ["ja"])
    assert (a.stand, b.minuten, a.minuten, card.minuten) == ("open", 0, 2, 6)


def test_a_question_that_another_answer_rules_out_is_named_as_not_needed() -> None:
    found = of("wijkdeal-congruent")
    assert {vraag.vraag for card in found.kaarten for vraag in card.met_stand("niet_nodig")} == {"waar-ligt-dit-thema"}


def test_a_second_thema_costs_less_than_a_second_question() -> None:
    one, two = (
        agendas(small(), dossier({}, afspraken=[{"thema": thema} for thema in themas]))
        for themas in (["groen"], ["groen", "wonen"])
    )
    minutes = [[card.minuten for card in found.kaarten if card.kern == 0] for found in (one, two)]
    assert minutes == [[4 + 2 * 2], [4 + 2 * (2 + 1)]]


def test_the_minutes_of_an_evening_are_those_of_its_cards_and_what_goes_around() -> None:
    found = praatplaat(PACK)
    by_kern = {card.kern: card for card in found.kaarten}
    for avond in found.avonden:
        cards = [by_kern[kern] for kern in avond.kaarten]
        assert avond.minuten == (avond.begin or 0) + sum(card.minuten or 0 for card in cards) + (avond.slot or 0)
        for card in cards:
            duur = PACK.gespreksduur
            assert duur and card.minuten == duur.kaart + duur.vraag * len(card.vragen)


def test_the_shipped_pack_takes_two_evenings_of_six_or_seven_cards() -> None:
    found = praatplaat(PACK)
    assert len(found.avonden) == 2
    assert {len(avond.kaarten) for avond in found.avonden} <= {6, 7}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.integers(1, 8))
def test_evenings_keep_the_order_and_differ_by_one_card_at_most(minutes: list[int], most: int) -> None:
    card = praatplaat(PACK).kaarten[0]
    cards: list[Kaart] = [card.model_copy(update={"kern": n, "minuten": m}) for n, m in enumerate(minutes)]
    made = evenings(cards, Gespreksduur(kaart=1, vraag=1, kaarten_per_avond=most))
    assert [kern for avond in made for kern in avond.kaarten] == list(range(len(minutes)))
    sizes = [len(avond.kaarten) for avond in made]
    assert max(sizes) <= most and max(sizes) - min(sizes) <= 1
    assert len(made) == -(-len(minutes) // most)


def test_a_pack_that_gives_no_times_has_no_evenings() -> None:
    found = praatplaat(pakket(waarborg("w", v("a")), gesprekken=[gesprek("g", "a", kern=1)]))
    assert (found.avonden, [card.minuten for card in found.kaarten if card.id]) == ([], [None])


def test_for_one_party_the_others_are_counted_and_cards_without_a_question_are_not_shown() -> None:
    found = praatplaat(PACK, voor="raad")
    shown = [card for card in found.kaarten if card.getoond]
    assert all(card.vragen for card in shown) and any(card.weggelaten for card in shown)
    whole = {card.id: len(card.vragen) for card in praatplaat(PACK).kaarten if card.id}
    assert {card.id: len(card.vragen) + card.weggelaten for card in found.kaarten if card.id} == whole
    assert [n for avond in found.avonden for n in avond.kaarten] == [c.kern for c in shown if c.kern is not None]


def test_at_most_so_many_cards_are_shown() -> None:
    assert [card.kern for card in praatplaat(PACK, hoogstens=3).kaarten if card.getoond] == [
        talk.kern for talk in PACK.gespreksvragen
    ][:3]
