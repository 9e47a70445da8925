"""Why an eis stands as it does: the answers that carry its status, so few as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import VANDAAG, Ruw, alle, dossier, een_van, koppel, minstens, niet, pakket, ref, v, van, waarborg
from tests.engine.advice.explaining import MAY_BE_NVT, een, uitleg
from tests.strategies import dossiers, packs
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.evaluation import status_of
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.words import INGEBOUWDE_VRAGEN
from wijktoets.engine.result.assembly import judge_all


@pytest.mark.parametrize(
    ("condition", "antwoorden", "omdat"),
    [
        (v("a"), {"a": "nee"}, ["a"]),
        (v("a"), {}, ["a"]),
        (alle(v("a"), v("b")), {"a": "ja", "b": "ja"}, ["a", "b"]),
        (alle(v("a"), v("b")), {"a": "nee", "b": "deels"}, ["a"]),
        (alle(v("a"), v("b"), v("c")), {"a": "ja", "b": "nee"}, ["b"]),
        (een_van(v("a"), v("b")), {"b": "ja"}, ["b"]),
        (een_van(v("a"), v("b")), {"a": "nee", "b": "deels"}, ["a", "b"]),
        (een_van(alle(v("a"), v("b")), v("c")), {"a": "ja", "b": "ja", "c": "ja"}, ["c"]),
        (minstens(2, v("a"), v("b"), v("c")), {"a": "nee", "b": "ja", "c": "ja"}, ["b", "c"]),
        (minstens(2, v("a"), v("b"), v("c")), {"a": "nee", "b": "nee"}, ["a", "b"]),
        (niet("a"), {"a": "ja"}, ["a"]),
        (alle(v("a"), v("b")), {"a": "ja", "b": van(bewoners="ja", gemeente="nee")}, ["b"]),
        (alle(v("a"), v("b")), {"a": van(bewoners="nee", gemeente="deels")}, ["a"]),
        (alle(v("n"), v("a")), {"n": "nvt", "a": "nee"}, ["a"]),
        (v("n"), {"n": "nvt"}, ["n"]),
    ],
)
def test_the_answers_that_carry_a_status(condition: Ruw, antwoorden: Ruw, omdat: list[str]) -> None:
    assert een(pakket(waarborg("w", condition), vragen=MAY_BE_NVT), dossier(antwoorden)).omdat == omdat


def test_als_carries_what_lacks_and_what_does_not_apply_but_not_what_is_met() -> None:
    pack = pakket({**waarborg("w", v("a")), "als": v("b")})
    assert een(pack, dossier({"a": "nee", "b": "ja"})).omdat == ["b", "a"]
    assert een(pack, dossier({"a": "ja", "b": "ja"})).omdat == ["a"]
    assert een(pack, dossier({"a": "ja", "b": "nee"})).omdat == ["b"]
    assert een(pack, dossier({"a": "nee"})).omdat == ["b"]


def test_what_is_behind_a_reference_counts() -> None:
    assert een(pakket(waarborg("w", v("a")), waarborg("x", ref("w"))), dossier({"a": "nee"}), "x").omdat == ["a"]


def test_an_afweging_and_a_rule_that_is_not_there_rest_on_no_answer() -> None:
    weighed = [{"waarborg": "w", "reden": "bewust", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    assert een(pakket(waarborg("w", v("a"))), dossier({"a": "nee"}, afwegingen=weighed)).omdat == []
    assert een(pakket({**waarborg("w", v("a")), "fasen": ["evaluatie"]}), dossier({"a": "nee"})).omdat == []


@given(st.data())
def test_whatever_the_other_answers_were_it_would_stand_the_same(data: st.DataObject) -> None:
    ruw = data.draw(packs())
    pack, case = koppel(ruw), Dossier.model_validate(data.draw(dossiers(ruw)))
    name = data.draw(st.sampled_from(sorted(pack.waarborgen)))
    explained = {(p.thema, f): p.eisen[0] for p in uitleg(pack, case, naam=name).afspraken for f in p.fasen}
    for geval in judge_all(case, pack, direct.compute, VANDAAG):
        row, said = explained[geval.afspraak.thema, geval.fase], geval.situatie.antwoorden
        kept = {q: a for q, a in said.items() if q in row.omdat or set(a.telt) == {"nvt"} or q in INGEBOUWDE_VRAGEN}
        case_of = Situatie(kept, geval.fase, geval.situatie.peildatum)
        alone = direct.compute(pack, case_of).eisen[name].waarde
        if row.status == "geborgd":
            assert status_of(alone) == "geborgd"
        elif row.status in ("deels", "hooguit_deels", "ontbreekt"):
            assert alone is not None and alone.hoog == row.hoog
        elif row.status == "nvt":
            assert alone is None
