"""Checks who a dossier is known to be from, and what the Rapport tells of the questions behind it.

| sentence | test |
|---|---|
| filled in by one side: it says so (docs/model.md section 8) | test_one_side_is_said_only_when_every_name_is_known |
| the sides are told by the role in the dossier, else by the name | test_a_role_goes_…, test_names_that_… |
| all that a screen shows is in the Rapport (docs/rapport.md) | test_a_question_tells_…, test_an_open_question_… |
"""

from collections.abc import Sequence

import pytest

from tests.builders import LADDER_SAMEN, LADDER_SAMEN_VRAGEN, Ruw, ingebouwd, pakket, rapport, stelling, v, waarborg

GESPREKKEN: list[Ruw] = [
    {
        "id": "wie-beslist",
        "vraag": "Wie beslist",
        "kern": 4,
        "onderdeel": "zeggenschap",
        "vult": ["wie"],
        "bron": ["L9"],
    },
    {"id": "los", "vraag": "En verder", "onderdeel": "dna", "vult": ["q"], "bron": ["L8"]},
]
PACK = pakket(
    waarborg("w", v("q")),
    vragen=[stelling("q"), *LADDER_SAMEN_VRAGEN],
    ladder=LADDER_SAMEN,
    gesprekken=GESPREKKEN,
)
PARTIJEN = [
    {"naam": "De Aanpakkers", "rol": "wijk"},
    {"naam": "Afdeling Groen", "rol": "gemeente"},
    {"naam": "Bureau Gemeente en Zaken", "rol": "partner"},
]


def eenzijdig(door: str, *gezien: str, partijen: Sequence[Ruw] = ()) -> bool | None:
    """Whether one side is said to have filled it in."""
    opgesteld = {"door": door, "gezien_door": list(gezien)}
    return rapport(PACK, {}, opgesteld=opgesteld, partijen=list(partijen)).eenzijdig


@pytest.mark.parametrize(
    ("names", "one"),
    [
        (["De Aanpakkers"], True),
        (["De Aanpakkers", "Bewoners van de Laan"], True),
        (["De Aanpakkers", "Bureau Gemeente en Zaken"], True),
        (["De Aanpakkers", "Afdeling Groen"], False),
        (["De Aanpakkers", "Onze Vrienden"], None),
        (["Onze Vrienden"], None),
        (["Onze Vrienden", "De Aanpakkers", "college"], False),
    ],
)
def test_one_side_is_said_only_when_every_name_is_known(names: list[str], one: bool | None) -> None:
    assert eenzijdig(*names, partijen=PARTIJEN) is one


def test_a_role_goes_before_a_name() -> None:
    """By its name alone this bureau would be of the gemeente."""
    assert eenzijdig("De Aanpakkers", "Bureau Gemeente en Zaken", partijen=PARTIJEN) is True
    assert eenzijdig("bewoners", "Bureau Gemeente en Zaken") is False


@pytest.mark.parametrize(
    "wijk", ["Bewonersoverleg Noord", "wijkraad", "Dorpsbelangen Oost", "de bewoners", "Wijkraad."]
)
@pytest.mark.parametrize("gemeente", ["gebiedsteam", "het college", "Raad", "gemeente (college)", "Wethouder wonen"])
def test_names_that_tell_a_side(wijk: str, gemeente: str) -> None:
    assert (eenzijdig(wijk), eenzijdig(gemeente), eenzijdig(wijk, gemeente)) == (True, True, False)


def test_a_name_with_words_of_both_sides_tells_none() -> None:
    assert eenzijdig("bewoners en gemeente") is None


def test_no_word_tells_both_sides() -> None:
    words = ingebouwd().woorden
    wijk, gemeente = (set(words[f"kant_{side}"].split()) for side in ("wijk", "gemeente"))
    assert wijk and gemeente and not wijk & gemeente
    assert all(word == word.lower() and word.isalpha() for word in wijk | gemeente)


def test_a_question_tells_for_which_archetypes_it_says_who_decides() -> None:
    rows = rapport(PACK, {}).vragen
    assert rows["inbreng"].ladder == ("adviseren",)
    assert rows["wie"].ladder == ("aanjagen", "besluiten")
    assert rows["bij-verschil"].ladder == ("besluiten",)
    assert rows["q"].ladder == rows["reikwijdte"].ladder == ()


def test_an_open_question_is_there_with_its_onderdeel_and_place() -> None:
    rows = rapport(PACK, {}).gespreksvragen
    assert list(rows) == ["los", "wie-beslist"]
    found = rows["wie-beslist"]
    assert (found.vraag, found.onderdeel, found.kern, found.bron) == ("Wie beslist", "zeggenschap", 4, ("L9",))
    assert rows["los"].kern is None


def test_a_kernvraag_is_answered_in_full_without_what_is_moot() -> None:
    gesprek: Ruw = {**GESPREKKEN[0], "vult": ["wie", "bij-verschil", "waar"]}
    pack = pakket(waarborg("w", v("q")), vragen=LADDER_SAMEN_VRAGEN, ladder=LADDER_SAMEN, gesprekken=[gesprek])

    def full(*themas: Ruw) -> int:
        found = [{"thema": f"thema {n}", "antwoorden": answers} for n, answers in enumerate(themas)]
        return rapport(pack, afspraken=found).besproken.kernvragen

    assert full({"wie": "college"}) == 1
    assert full({"wie": "tot-een-grens"}) == full({"wie": "onbekend"}) == full({}) == 0
    assert full({"wie": "tot-een-grens", "waar": "onbekend"}) == 1
    assert full({"wie": "college"}, {"wie": "tot-een-grens"}) == 0, "in the second thema it matters"
    assert full({"wie": "college"}, {"wie": "tot-een-grens", "waar": "beide"}) == 1
