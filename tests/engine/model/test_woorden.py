"""The words of a pack: what a text may leave open, what it becomes for a wijk and for a dorp, and what stays."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import VANDAAG, koppel, pakket, ruw_pakket, v, waarborg
from wijktoets import load_pack, rules
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.advice.teksten import judged
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.in_words import in_words_of, texts_of
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.woorden import OPEN_WOORDEN, fill_words, known_word, open_words

BUURT = {"de": "de buurt", "deze": "deze buurt", "los": "buurt", "voor": "buurt", "haar": "haar", "zij": "zij"}
WOORDEN: dict[str, Any] = {
    "model": "ons model",
    "archetypen": {"adviseren": "meedenken"},
    "plaats": {"wijk": BUURT, "dorp": {**BUURT, "de": "het gehucht", "los": "gehucht", "voor": "gehucht"}},
}


def written(naam: str, **kop: Any) -> Regelpakket:
    """A pack with one waarborg of this name."""
    return pakket({**waarborg("w", v("a")), "naam": naam}, **kop)


def names(found: Regelpakket) -> tuple[str, str]:
    """The name of that waarborg for a wijk and for a dorp."""
    return found.waarborgen["w"].naam, in_words_of(found, "dorp").waarborgen["w"].naam


def test_a_sentence_reads_for_a_wijk_and_for_a_dorp() -> None:
    assert names(written("{De wijk} vertelt {haar} bewoners wat {de hele wijk} wil")) == (
        "De wijk vertelt haar bewoners wat de hele wijk wil",
        "Het dorp vertelt zijn bewoners wat het hele dorp wil",
    )
    assert names(written("{Wijk_}agenda van {onze wijk}")) == ("Wijkagenda van onze wijk", "Dorpsagenda van ons dorp")


def test_a_pack_has_words_of_its_own_and_the_built_in_ones_where_it_has_none() -> None:
    found = written("{Model} en {bron}: {de hele wijk} in {wijken}", woorden=WOORDEN)
    assert names(found) == (
        "Ons model en de bron: de hele buurt in buurten",
        "Ons model en de bron: het hele gehucht in gehuchten",
    )
    assert found.woorden["adviseren"] == "meedenken"
    assert found.woorden["geen"] == "minder dan meedenken"


def test_braces_written_twice_are_braces_and_never_filled() -> None:
    found = written("{{de wijk}} en {de wijk}")
    assert names(found) == ("{de wijk} en de wijk", "{de wijk} en het dorp")
    assert in_words_of(in_words_of(found, "dorp"), "wijk").waarborgen["w"].naam == "{de wijk} en de wijk"


def test_a_word_that_is_not_known_is_an_error_with_the_near_miss() -> None:
    with pytest.raises(InvoerFout) as found:
        written("{de heele wijk} en {dit}")
    assert [(m.code, m.gegevens["naam"], m.suggestie) for m in found.value.meldingen] == [
        ("invulplek_onbekend", "de heele wijk", "de hele wijk"),
        ("invulplek_onbekend", "dit", None),
    ]


def test_a_sentence_of_the_head_holds_both_kinds() -> None:
    found = pakket(waarborg("w", v("a")), teksten={"geen_eisen": "Bij {G} vraagt {de wijk} {{niets}}."})
    assert found.teksten["geen_eisen"].anders == "Bij {G} vraagt de wijk {{niets}}."
    assert in_words_of(found, "dorp").teksten["geen_eisen"].anders == "Bij {G} vraagt het dorp {{niets}}."
    with pytest.raises(InvoerFout):
        pakket(waarborg("w", v("a")), teksten={"geen_eisen": "Bij {g} vraagt {de wijk}."})


def test_a_pack_that_builds_on_another_takes_its_words() -> None:
    law, base = load_pack(rules.OVERDRACHT), load_pack()
    assert law.woordenschat == base.woordenschat
    ruw = ruw_pakket(waarborg("w", v("a")), woorden=WOORDEN, bouwt_op={"id": "ander"})
    with pytest.raises(InvoerFout) as found:
        koppel(ruw)
    assert ("veld_van_basis", "woorden") in [(m.code, m.gegevens.get("sleutel")) for m in found.value.meldingen]


def test_what_was_left_out_of_a_pack_stays_out_in_other_words() -> None:
    found = pakket({**waarborg("w", v("a")), "naam": "{De wijk}"}, waarborg("x", v("b")))
    less = replace(found, waarborgen={"w": found.waarborgen["w"]})
    assert set(in_words_of(less, "dorp").waarborgen) == {"w"}
    assert in_words_of(found, "wijk") is found
    assert in_words_of(found, "dorp") is in_words_of(found, "dorp")


@pytest.mark.parametrize("name", [*rules.builtin_packs()])
def test_no_text_of_our_packs_says_wijk_to_a_dorp(name: str) -> None:
    found = in_words_of(load_pack(name), "dorp")
    things = [*found.vragen.values(), *found.gespreksvragen, *found.waarborgen.values(), *found.grenzen.values()]
    things += [*found.signalen.values(), *found.uitkomsten.values(), *found.teksten.values()]
    spoken = [text for thing in things for _, text in texts_of(thing)]
    stays = re.compile(r"wijktoets|wijkkompas|wijk of dorp|wijken de rollen", re.IGNORECASE)
    assert [t for t in spoken if re.search(r"\bwijk", stays.sub("", t), re.IGNORECASE)] == []
    assert [t for t in spoken if any(map(known_word, open_words(t)))] == []


def test_a_result_is_in_the_words_of_its_dossier_and_says_them() -> None:
    found = written("{De wijk} doet {{dit}}")
    dossier = Dossier.model_validate(
        {"formaat": "wijktoets/dossier@1", "naam": "{De wijk}", "gebied": {"naam": "{wijk}", "soort": "dorp"}}
    )
    _, rapport = judged(dossier, found, direct.compute, VANDAAG)
    assert {eis.naam for a in rapport.afspraken for eis in a.eisen} == {"Het dorp doet {dit}"}
    assert (rapport.dossier, rapport.gebied) == ("{De wijk}", "{wijk}")
    assert (rapport.woorden.soort, rapport.woorden.plaats.de) == ("dorp", "het dorp")
    made = plan(dossier, found, direct.compute, VANDAAG, Vraagstuk("adviseren"))
    assert made.woorden == rapport.woorden


@given(st.text(alphabet="ab {}|W", max_size=12), st.sampled_from(OPEN_WOORDEN))
def test_filling_touches_nothing_but_known_words(text: str, name: str) -> None:
    by_name = dict.fromkeys(OPEN_WOORDEN, "ja")
    assert fill_words(text, {}, braces=False) == text
    assert fill_words(f"{{{name}}}", by_name) == "ja"
    assert fill_words(f"{{{{{name}}}}}", by_name) == f"{{{name}}}"
