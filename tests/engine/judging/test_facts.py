"""When a regel is there and whether it applies: fasen, geldig and `als` (docs/model.md section 4, its beginning).

| sentence of the model | test |
|---|---|
| outside its fasen a regel is not there (an eis: nvt) | test_a_waarborg_is_there_in_its_fasen |
| outside its dates likewise, both ends in, either may be absent | test_a_waarborg_is_there_on_its_days |
| a grens and a signaal likewise | test_a_grens_and_a_signaal_have_fasen_and_days_too |
| als: lo ≥ ½ applies, hi = 0 or nvt does not, otherwise open | test_als_decides_whether_it_applies |
| the value of the eis is that of voldaan_als (nvt: nvt) | test_als_decides_whether_it_applies |
| while als is open: [lo, 1] | test_while_als_is_open_the_eis_may_yet_be_met |
| nvt because an answer is nvt, or because it is not asked | test_why_an_eis_is_nvt |
"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.builders import (
    VANDAAG,
    Ruw,
    alle,
    dossier,
    eis,
    grens,
    niet,
    nvt,
    oordeel,
    oordelen,
    pakket,
    signaal,
    signalen,
    stelling,
    v,
    van,
    waarborg,
)
from wijktoets.engine.model.words import FASEN

DAG = timedelta(days=1)
HULL = {
    (0, 0.5): van(bewoners="nee", gemeente="deels"),
    (0.5, 1): van(bewoners="deels", gemeente="ja"),
}


@pytest.mark.parametrize("fasen", [["uitvoering"], ["voorbereiding", "evaluatie"], list(FASEN)])
def test_a_waarborg_is_there_in_its_fasen(fasen: list[str]) -> None:
    pack = pakket(waarborg("w", v("q"), fasen=fasen))
    found = oordelen(pack, dossier({"q": "nee"}, fasen=list(FASEN), gewenst="besluiten"))
    assert {fase: eis(result, "w").status for (_, fase), result in found.items()} == {
        fase: "ontbreekt" if fase in fasen else "nvt" for fase in FASEN
    }


@pytest.mark.parametrize(
    ("geldig", "there"),
    [
        ({"van": VANDAAG}, True),
        ({"van": VANDAAG + DAG}, False),
        ({"van": VANDAAG - DAG}, True),
        ({"tot": VANDAAG}, True),
        ({"tot": VANDAAG - DAG}, False),
        ({"tot": VANDAAG + DAG}, True),
        ({"van": VANDAAG, "tot": VANDAAG}, True),
        ({"van": VANDAAG - DAG, "tot": VANDAAG - DAG}, False),
        ({}, True),
    ],
)
def test_a_waarborg_is_there_on_its_days(geldig: Ruw, there: bool) -> None:
    result = oordeel(pakket(waarborg("w", v("q"), geldig=geldig)), {"q": "nee"}, gewenst="besluiten")
    assert eis(result, "w").status == ("ontbreekt" if there else "nvt")


@pytest.mark.parametrize(
    ("when", "there"),
    [
        ({"fasen": ["uitvoering"]}, True),
        ({"fasen": ["evaluatie"]}, False),
        ({"geldig": {"tot": VANDAAG}}, True),
        ({"geldig": {"van": VANDAAG}}, True),
        ({"geldig": {"tot": VANDAAG - DAG}}, False),
        ({"geldig": {"van": VANDAAG + DAG}}, False),
    ],
)
def test_a_grens_and_a_signaal_have_fasen_and_days_too(when: Ruw, there: bool) -> None:
    pack = pakket(
        waarborg("w", v("q")), grens("g", v("k", "ja-hoor"), "aanjagen", **when), signaal("z", v("q"), **when)
    )
    result = oordeel(pack, {"q": "ja", "k": "ja-hoor"})
    assert [g.id for g in result.grenzen] == (["g"] if there else [])
    assert signalen(result) == (["z"] if there else [])


def test_a_day_is_the_peildatum_of_the_dossier() -> None:
    pack = pakket(waarborg("w", v("q"), geldig={"tot": "2020-11-25"}))
    status = {
        day: eis(oordeel(pack, {"q": "ja"}, gewenst="besluiten", peildatum=day), "w").status
        for day in (date(2020, 11, 25), date(2020, 11, 26))
    }
    assert list(status.values()) == ["geborgd", "nvt"]


ALS = pakket(
    waarborg("w", v("q"), als=v("als")), vragen=[stelling("q", nvt_mogelijk=True), stelling("als", nvt_mogelijk=True)]
)


def of(als: Any, answer: Any) -> tuple[str, float | None, float | None]:
    """Status and interval of a waarborg with an `als`, from the answers to both."""
    antwoorden = {name: given for name, given in (("als", als), ("q", answer)) if given is not None}
    row = eis(oordeel(ALS, antwoorden, gewenst="besluiten"), "w")
    return row.status, row.laag, row.hoog


@pytest.mark.parametrize("als", ["ja", "deels", HULL[0.5, 1]])
def test_als_decides_whether_it_applies(als: Any) -> None:
    """lo ≥ ½: it applies, and its value is that of voldaan_als."""
    assert of(als, "ja") == ("geborgd", 1, 1)
    assert of(als, "deels") == ("deels", 0.5, 0.5)
    assert of(als, "nee") == ("ontbreekt", 0, 0)
    assert of(als, HULL[0, 0.5]) == ("hooguit_deels", 0, 0.5)
    assert of(als, HULL[0.5, 1]) == ("onbekend", 0.5, 1)
    assert of(als, None) == ("onbekend", 0, 1)
    assert of(als, nvt()) == ("nvt", None, None)


@pytest.mark.parametrize("als", ["nee", nvt(), van(bewoners="nee", gemeente="nvt")])
@pytest.mark.parametrize("answer", ["ja", "nee", None, nvt()])
def test_als_says_that_it_does_not_apply(als: Any, answer: Any) -> None:
    assert of(als, answer) == ("nvt", None, None)


@pytest.mark.parametrize("als", [None, "onbekend", HULL[0, 0.5], van(bewoners="ja", gemeente="nee")])
def test_while_als_is_open_the_eis_may_yet_be_met(als: Any) -> None:
    assert of(als, "ja") == ("geborgd", 1, 1)
    assert of(als, "deels") == ("onbekend", 0.5, 1)
    assert of(als, "nee") == ("onbekend", 0, 1)
    assert of(als, HULL[0, 0.5]) == ("onbekend", 0, 1)
    assert of(als, nvt()) == ("nvt", None, None)


def test_als_may_be_any_condition() -> None:
    pack = pakket(waarborg("onder", v("a")), waarborg("w", v("q"), als=alle({"waarborg": "onder"}, niet("b"))))
    assert eis(oordeel(pack, {"a": "ja", "b": "nee", "q": "nee"}, gewenst="besluiten"), "w").status == "ontbreekt"
    assert eis(oordeel(pack, {"a": "ja", "b": "ja", "q": "nee"}, gewenst="besluiten"), "w").status == "nvt"


@pytest.mark.parametrize(
    ("als", "answer", "by_answer"),
    [
        ("ja", nvt(), True),
        (None, nvt(), True),
        (nvt(), "ja", True),
        (nvt(), nvt(), True),
        ("nee", "ja", False),
        ("nee", nvt(), False),
    ],
)
def test_why_an_eis_is_nvt(als: Any, answer: Any, by_answer: bool) -> None:
    """Only an nvt answer is worth a signaal; that it does not apply here is no answer nvt."""
    antwoorden = {name: given for name, given in (("als", als), ("q", answer)) if given is not None}
    result = oordeel(ALS, antwoorden, gewenst="besluiten")
    assert eis(result, "w").status == "nvt"
    assert ("nvt_bij_moet_eis" in signalen(result)) is by_answer


@pytest.mark.parametrize("when", [{"fasen": ["evaluatie"]}, {"geldig": {"tot": VANDAAG - DAG}}])
def test_an_nvt_answer_outside_the_fasen_or_days_is_no_reason(when: Ruw) -> None:
    pack = pakket(waarborg("w", v("q"), **when), vragen=[stelling("q", nvt_mogelijk=True)])
    result = oordeel(pack, {"q": nvt()}, gewenst="besluiten")
    assert eis(result, "w").status == "nvt"
    assert "nvt_bij_moet_eis" not in signalen(result)
