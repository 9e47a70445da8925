"""Checks which questions another answer makes moot: what they are about does not occur here."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    LADDER_SAMEN,
    LADDER_SAMEN_VRAGEN,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    een_van,
    grens,
    keuze,
    koppel,
    niet,
    pakket,
    ref,
    signaal,
    stelling,
    v,
    van,
    waarborg,
)
from tests.strategies import dossiers, packs
from wijktoets import load_pack
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.judging.moot import moot
from wijktoets.engine.model.answers import Antwoord
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

MEMBERS = signaal("leden", alle(v("wie", "wijk", "samen"), v("stem", "leden")))
PACK = pakket(
    waarborg("w", v("q")),
    MEMBERS,
    vragen=[*LADDER_SAMEN_VRAGEN, keuze("stem", "leden", "iedereen")],
    ladder=LADDER_SAMEN,
)


def found(answers: Ruw, pack: Regelpakket = PACK) -> set[str]:
    """What is moot with these answers."""
    case = dossier(answers)
    return moot(pack, situatie(case, case.afspraken[0], "uitvoering", VANDAAG).antwoorden)


@pytest.mark.parametrize(
    ("wie", "gone"),
    [
        ("wijk", {"bij-verschil", "waar"}),
        ("samen", {"waar"}),
        ("tot-een-grens", {"bij-verschil", "stem"}),
        ("college", {"bij-verschil", "waar", "stem"}),
        ("onbekend", set()),
        (van(bewoners="wijk", college="samen"), {"waar"}),
        (van(bewoners="wijk", college="onbekend"), set()),
    ],
)
def test_what_hangs_on_another_answer_is_moot_where_that_rules_it_out(wie: Any, gone: set[str]) -> None:
    assert found({"wie": wie}) == gone


def test_nothing_is_moot_where_nothing_is_said() -> None:
    assert found({}) == set()


def test_the_other_way_round_the_first_question_is_moot() -> None:
    pack = pakket(signaal("z", alle(v("a"), niet("b"))), vragen=[stelling("a"), stelling("b")])
    assert found({"b": "ja"}, pack) == {"a"}
    assert found({"a": "nee", "b": "ja"}, pack) == set(), "each is why, and stays"


def test_what_a_waarborg_asks_is_never_moot_itself_or_through_a_reference() -> None:
    rules = [waarborg("w", alle(v("a"), v("b"))), signaal("z", alle(v("a"), v("b")))]
    assert found({"a": "nee"}, pakket(*rules)) == set()
    assert found({"a": "nee"}, pakket(waarborg("w", v("c")), signaal("z", alle(v("a"), ref("w"), v("b"))))) == set()


def test_what_is_asked_elsewhere_too_is_not_moot() -> None:
    kinds = [keuze("k", "een", "twee"), keuze("m", "een", "twee")]
    limit = grens("g", alle(v("k", "een"), v("m", "een")), "besluiten")
    assert found({"k": "twee"}, pakket(waarborg("w", v("q")), limit, vragen=kinds)) == {"m"}
    again = signaal("z", een_van(v("m", "twee"), v("k", "een")))
    assert found({"k": "twee"}, pakket(waarborg("w", v("q")), limit, again, vragen=kinds)) == set()


def test_what_stands_beside_a_reference_is_not_moot() -> None:
    """A signaal that refers to a waarborg is about what is to be arranged, and so is all that it asks."""
    beside = signaal("naast", alle(ref("w"), v("bij-verschil", "wijk")))
    pack = pakket(waarborg("w", v("q")), beside, vragen=LADDER_SAMEN_VRAGEN, ladder=LADDER_SAMEN)
    without = pakket(waarborg("w", v("q")), vragen=LADDER_SAMEN_VRAGEN, ladder=LADDER_SAMEN)
    assert "bij-verschil" in found({"wie": "college"}, without)
    assert "bij-verschil" not in found({"wie": "college"}, pack)


def test_in_the_gronings_pack_who_decides_says_what_need_not_be_asked() -> None:
    pack = load_pack()
    hanging = {"waar-ligt-dit-thema", "wie-beslist-bij-verschil", "meestemmen-zonder-lidmaatschap"}
    gone = {wie: found({"wie-besluit": wie}, pack) for wie in pack.vragen["wie-besluit"].opties}
    assert gone == {
        "wijk": {"waar-ligt-dit-thema", "wie-beslist-bij-verschil"},
        "samen": {"waar-ligt-dit-thema"},
        "tot-een-grens": {"wie-beslist-bij-verschil"},
        "college": hanging,
        "raad": hanging,
    }
    above = found({"wie-besluit": "tot-een-grens", "waar-ligt-dit-thema": "erboven"}, pack)
    assert above == {"wie-beslist-bij-verschil", "meestemmen-zonder-lidmaatschap"}


@given(st.data())
def test_an_answer_to_what_is_moot_changes_nothing(data: st.DataObject) -> None:
    raw = data.draw(packs())
    pack = koppel(raw)
    case = Dossier.model_validate(data.draw(dossiers(raw)))
    for afspraak, fase in cases(case):
        here = situatie(case, afspraak, fase, VANDAAG)
        for name in sorted(moot(pack, here.antwoorden) & set(pack.vragen)):
            word = data.draw(st.sampled_from([*(pack.vragen[name].opties or ("ja", "deels", "nee")), "onbekend"]))
            other = Situatie({**here.antwoorden, name: Antwoord((word,))}, fase, VANDAAG)
            assert direct.compute(pack, other) == direct.compute(pack, here), name
