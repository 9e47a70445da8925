"""The examples inside rules: what they mean, what each kind of rule can give, and that the pack's own all hold."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import MAG, VANDAAG, Ruw, grens, koppel, niet, nvt, pakket, signaal, v, van, waarborg
from tests.strategies import dossiers, packs
from wijktoets import evaluate, load_pack
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.pakket import WaarborgVoorbeeld
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.upkeep.examples import VASTE_DAG, Proef, Ran, outcome, run_examples, situatie


def run(*regels: Ruw, **delen: Any) -> Proef:
    """The examples of a pack with these rules."""
    return run_examples(pakket(*regels, **delen), direct.compute)


def came(regel: Ruw, voorbeeld: Ruw, **delen: Any) -> str:
    """What one example of a rule gives, whatever it says that it must give."""
    first = {"waarborg": "onbekend", "grens": "niet", "signaal": "niet"}[regel["soort"]]
    (uitslag,) = run({**regel, "voorbeelden": [{"verwacht": first, **voorbeeld}]}, **delen).uitslagen
    return uitslag.kwam


A = waarborg("w", v("a"))
N = {"vragen": [{"id": "n", "vraag": "Speelt n", "nvt_mogelijk": True, **{k: A[k] for k in ("onderdeel", "basis")}}]}
N["vragen"][0]["bron"] = ["L1"]


@pytest.mark.parametrize(
    ("antwoorden", "status"),
    [
        ({"a": "ja"}, "geborgd"),
        ({"a": "deels"}, "deels"),
        ({"a": "nee"}, "ontbreekt"),
        ({"a": "onbekend"}, "onbekend"),
        ({}, "onbekend"),
        ({"a": van(bewoners="nee", gemeente="ja")}, "onbekend"),
        ({"a": van(bewoners="nee", gemeente="deels")}, "hooguit_deels"),
        ({"a": van(bewoners="nee", samen="ja")}, "geborgd"),
    ],
)
def test_an_example_of_a_waarborg_gives_the_status_of_its_eis(antwoorden: Ruw, status: str) -> None:
    assert came(A, {"antwoorden": antwoorden}) == status


def test_the_status_is_the_same_where_the_waarborg_is_only_mag() -> None:
    assert came(waarborg("w", v("a"), MAG), {"antwoorden": {"a": "nee"}}) == "ontbreekt"


def test_als_decides_in_an_example_too() -> None:
    regel = {**A, "als": v("b")}
    assert came(regel, {"antwoorden": {"a": "nee", "b": "ja"}}) == "ontbreekt"
    assert came(regel, {"antwoorden": {"a": "nee", "b": "nee"}}) == "nvt"
    assert came(regel, {"antwoorden": {"a": "nee"}}) == "onbekend"


def test_an_nvt_answer_gives_nvt() -> None:
    assert came(waarborg("w", v("n")), {"antwoorden": {"n": nvt()}}, **N) == "nvt"


def test_a_reference_is_followed() -> None:
    other = {**waarborg("w2", {"waarborg": "w"}), "voorbeelden": [{"antwoorden": {"a": "ja"}, "verwacht": "geborgd"}]}
    proef = run(A, other)
    assert [u.kwam for u in proef.uitslagen] == ["geborgd"]


# What an example does not say.


def test_the_fase_is_voorbereiding_or_the_first_of_the_rule_in_the_order_of_the_model() -> None:
    regel = waarborg("w", v("fase", "uitvoering"))
    assert came(regel, {}) == "ontbreekt"
    assert came({**regel, "fasen": ["evaluatie", "uitvoering"]}, {}) == "geborgd"
    assert came(regel, {"fase": "uitvoering"}) == "geborgd"


def test_another_fase_than_those_of_the_rule_gives_nvt_and_says_so() -> None:
    regel = {**A, "fasen": ["uitvoering"], "voorbeelden": [{"fase": "evaluatie", "verwacht": "geborgd"}]}
    (uitslag,) = run(regel).uitslagen
    assert (uitslag.kwam, uitslag.buiten, uitslag.klopt) == ("nvt", True, False)


@pytest.mark.parametrize(
    ("geldig", "day"),
    [
        ({"van": "2026-03-01", "tot": "2026-09-30"}, date(2026, 3, 1)),
        ({"van": "2026-03-01"}, date(2026, 3, 1)),
        ({"tot": "2026-09-30"}, date(2026, 9, 30)),
        (None, VASTE_DAG),
    ],
)
def test_the_day_is_the_first_or_last_on_which_the_rule_is_there(geldig: Ruw | None, day: date) -> None:
    regel = {**A, "voorbeelden": [{"verwacht": "onbekend"}], **({"geldig": geldig} if geldig else {})}
    found = pakket(regel).waarborgen["w"]
    assert situatie(found, found.voorbeelden[0]).peildatum == day
    assert came(regel, {"antwoorden": {"a": "ja"}}) == "geborgd"


def test_a_day_outside_the_dates_of_the_rule_gives_nvt() -> None:
    assert came({**A, "geldig": {"van": "2026-03-01"}}, {"peildatum": "2026-02-28"}) == "nvt"


def test_the_land_is_nl_and_the_reikwijdte_open_unless_the_example_says_so() -> None:
    assert came(waarborg("w", v("land", "NL")), {}) == "geborgd"
    assert came(waarborg("w", v("land", "NL")), {"land": "BE"}) == "ontbreekt"
    assert came(waarborg("w", v("reikwijdte", "wijk")), {}) == "onbekend"
    assert came(waarborg("w", v("reikwijdte", "wijk")), {"reikwijdte": "wijk"}) == "geborgd"


# Grenzen and signalen.

GRENS = grens("g", v("p", "stad"), "besluiten")


@pytest.mark.parametrize(
    ("voorbeeld", "kwam"),
    [({"antwoorden": {"p": "stad"}}, "zeker"), ({}, "misschien"), ({"antwoorden": {"p": "anders"}}, "niet")],
)
def test_an_example_of_a_grens(voorbeeld: Ruw, kwam: str) -> None:
    assert came(GRENS, voorbeeld) == kwam


def test_a_grens_that_is_not_there_does_not_hold() -> None:
    assert came({**GRENS, "fasen": ["uitvoering"]}, {"antwoorden": {"p": "stad"}, "fase": "evaluatie"}) == "niet"


SIGNAAL = signaal("z", v("a"), vraag_bij_twijfel="Speelt a hier")


@pytest.mark.parametrize(
    ("antwoord", "kwam", "zonder_vraag"),
    [
        ("ja", "toon", "toon"),
        ("deels", "toon", "toon"),
        ("onbekend", "vraag", "niet"),
        (van(bewoners="nee", gemeente="deels"), "vraag", "niet"),
        ("nee", "niet", "niet"),
    ],
)
def test_an_example_of_a_signaal(antwoord: Any, kwam: str, zonder_vraag: str) -> None:
    assert came(SIGNAAL, {"antwoorden": {"a": antwoord}}) == kwam
    assert came(signaal("z", v("a")), {"antwoorden": {"a": antwoord}}) == zonder_vraag


def test_a_signaal_with_an_nvt_condition_does_not_show() -> None:
    assert came({**SIGNAAL, "als": v("n")}, {"antwoorden": {"n": nvt()}}, **N) == "niet"
    assert came({**SIGNAAL, "als": niet("n")}, {"antwoorden": {"n": nvt()}}, **N) == "niet"


# What is reported.


def test_wrong_examples_are_told_with_what_is_still_open() -> None:
    regel = {
        **waarborg("w", {"alle": [v("a"), v("b")]}),
        "voorbeelden": [
            {"antwoorden": {"a": "ja"}, "verwacht": "geborgd"},
            {"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt"},
        ],
    }
    proef = run(regel)
    (wrong,) = proef.fout
    assert (wrong.regel, wrong.nummer, wrong.verwacht, wrong.kwam) == ("w", 1, "geborgd", "onbekend")
    assert [v.vraag for v in wrong.open_vragen] == ["b"]
    assert len(proef.uitslagen) == 2


def test_rules_without_examples_are_named_and_are_not_wrong() -> None:
    proef = run(A, GRENS, {**SIGNAAL, "voorbeelden": [{"verwacht": "vraag"}]})
    assert list(proef.zonder) == ["w", "g"]
    assert proef.fout == ()


def test_every_example_of_the_built_in_pack_holds() -> None:
    proef = run_examples(load_pack(), direct.compute)
    assert [str(u) for u in proef.fout] == []
    assert len(proef.uitslagen) > 200
    assert proef.zonder == {}


def test_an_example_cannot_be_afgewogen() -> None:
    with pytest.raises(ValueError, match="verwacht"):
        WaarborgVoorbeeld.model_validate({"verwacht": "afgewogen"})


@given(st.data())
def test_an_example_gives_what_a_dossier_with_the_same_answers_gives(data: st.DataObject) -> None:
    ruw = data.draw(packs())
    pack: Regelpakket = koppel(ruw)
    case = Dossier.model_validate({**data.draw(dossiers(ruw)), "afwegingen": []})
    afspraak = case.afspraken[0]
    voorbeeld = {
        "antwoorden": {**case.antwoorden, **afspraak.antwoorden},
        "fase": afspraak.fasen[0],
        "reikwijdte": None if afspraak.reikwijdte == "onbekend" else afspraak.reikwijdte,
        "land": case.land,
        "peildatum": VANDAAG,
        "verwacht": "onbekend",
    }
    result = evaluate(case, pack, thema=afspraak.thema, fase=afspraak.fasen[0], today=VANDAAG).afspraken[0]
    for row in result.eisen:
        regel = pack.waarborgen[row.waarborg]
        feiten = direct.compute(pack, situatie(regel, WaarborgVoorbeeld.model_validate(voorbeeld)))
        assert outcome(regel, feiten) == row.status


def test_an_uitslag_knows_whether_it_holds() -> None:
    (uitslag,) = run({**A, "voorbeelden": [{"verwacht": "onbekend"}]}).uitslagen
    assert isinstance(uitslag, Ran) and uitslag.klopt and not uitslag.buiten
