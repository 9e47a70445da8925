"""Faults in a rule: which are made, which the examples notice, and the example that is missing for the others."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from tests import strategies
from tests.builders import (
    MOET,
    ROL,
    Ruw,
    een_van,
    grens,
    keuze,
    koppel,
    minstens,
    niet,
    pakket,
    ref,
    signaal,
    v,
    waarborg,
)
from tests.engine.upkeep.lint.cases import yardstick
from wijktoets import load_pack, rules
from wijktoets.engine.judging import direct
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.upkeep.examples import regels, run_rule
from wijktoets.engine.upkeep.mutate.mutants import Mutant, mutants
from wijktoets.engine.upkeep.mutate.mutate import Mutatie, changed, difference, example_of, mutate, noticed, unseen
from wijktoets.engine.upkeep.verify.space import alone

NVT = "speelt hier niet"


def _rule(pack: Regelpakket, naam: str) -> Any:
    return next(regel for regel in regels(pack) if regel.id == naam)


def _kinds(pack: Regelpakket, naam: str) -> list[str]:
    return [mutant.soort for mutant in mutants(pack, _rule(pack, naam))]


def _left(found: Mutatie) -> set[tuple[str, str]]:
    return {(row.regel, row.soort) for row in found.overlevers}


# Which faults are made.


def test_faults_in_a_condition() -> None:
    pack = pakket(waarborg("w", minstens(2, v("a"), niet("b"), een_van(v("c"), v("d")))))
    kinds = [kind for kind in _kinds(pack, "w") if kind not in ("norm", "rust_op")]
    assert sorted(set(kinds)) == ["aantal", "omgekeerd", "verwisseld", "voorwaarde_weg"]
    assert kinds.count("aantal") == 2
    assert kinds.count("omgekeerd") == 4
    assert kinds.count("voorwaarde_weg") == 5


def test_faults_in_the_options_of_a_keuze() -> None:
    pack = pakket(waarborg("w", v("k", "x", "y")), vragen=[keuze("k", "x", "y", "z")])
    made = {
        (m.soort, m.gegevens.get("optie")): m.regel
        for m in mutants(pack, _rule(pack, "w"))
        if m.soort not in ("norm", "rust_op")
    }
    assert set(made) == {("omgekeerd", None), ("optie_weg", "x"), ("optie_weg", "y"), ("optie_erbij", "z")}


def test_faults_in_when_a_rule_is_there() -> None:
    rule = waarborg("w", v("a"), als=v("b"), fasen=["uitvoering", "evaluatie"], geldig={"van": "2026-01-01"})
    kinds = _kinds(pakket(rule), "w")
    assert {"als_weg", "fase_weg", "fase_erbij", "geldig_weg"} <= set(kinds)
    assert kinds.count("fase_weg") == 2


def test_a_norm_moves_one_step_and_never_falls() -> None:
    pack = pakket(waarborg("w", v("a"), {"adviseren": "mag", "aanjagen": "moet", "besluiten": "moet"}))
    norms = [m.regel.norm for m in mutants(pack, _rule(pack, "w")) if m.soort == "norm"]
    assert norms == [
        {"aanjagen": "moet", "besluiten": "moet"},
        {"adviseren": "hoort", "aanjagen": "moet", "besluiten": "moet"},
        {"adviseren": "mag", "aanjagen": "hoort", "besluiten": "moet"},
        {"adviseren": "mag", "aanjagen": "hoort", "besluiten": "hoort"},
    ]


def test_faults_of_a_grens_and_a_signaal() -> None:
    pack = pakket(
        grens("g", v("reikwijdte", "stedelijk"), "aanjagen"), signaal("s", v("a"), vraag_bij_twijfel="Is dat zo?")
    )
    assert _kinds(pack, "g").count("sluit_uit") == 2
    assert "twijfel_weg" in _kinds(pack, "s")


# What examples notice.

PIN = {"norm": MOET}


def test_good_examples_notice_every_fault() -> None:
    examples = [
        {"antwoorden": {"a": "ja", "b": "ja"}, "verwacht": "geborgd", **PIN},
        {"antwoorden": {"a": "ja", "b": "nee"}, "verwacht": "ontbreekt"},
        {"antwoorden": {"a": "nee", "b": "ja"}, "verwacht": "ontbreekt"},
    ]
    found = mutate(pakket(waarborg("w", {"alle": [v("a"), v("b")]}, voorbeelden=examples)), (), NVT, yardstick())
    assert not found.overlevers
    assert found.opgemerkt == found.mutanten > 0


def test_a_fault_that_no_example_notices_comes_with_the_one_that_would() -> None:
    examples = [
        {"antwoorden": {"a": "ja", "b": "ja"}, "verwacht": "geborgd", **PIN},
        {"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt"},
    ]
    rule = waarborg("w", {"alle": [v("a"), v("b")]}, voorbeelden=examples)
    (row,) = mutate(pakket(rule), (), NVT, yardstick()).overlevers
    assert (row.soort, row.plek) == ("voorwaarde_weg", "w")
    assert row.voorbeeld is not None
    better = {**rule, "voorbeelden": [*examples, row.voorbeeld]}
    assert not mutate(pakket(better), (), NVT, yardstick()).overlevers


def test_what_changes_nothing_is_no_fault() -> None:
    double = waarborg("w", een_van(v("a"), {"alle": [v("a"), v("b")]}), voorbeelden=[{**PIN, "verwacht": "onbekend"}])
    found = mutate(pakket(double), (), NVT, yardstick())
    assert found.gelijk
    assert not [row for row in found.overlevers if row.voorbeeld is None]


def test_a_norm_that_no_example_names() -> None:
    rule = waarborg("w", v("a"), MOET, voorbeelden=[{"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt"}])
    found = mutate(pakket(rule), (), NVT, yardstick())
    rows = [row for row in found.overlevers if row.soort == "norm"]
    assert rows
    assert all(row.vast == {"norm": MOET} for row in rows)
    named = {**rule, "voorbeelden": [{**rule["voorbeelden"][0], "norm": MOET}]}
    assert not [row for row in mutate(pakket(named), (), NVT, yardstick()).overlevers if row.soort == "norm"]


def test_what_a_grens_excludes() -> None:
    rule = grens("g", v("reikwijdte", "stedelijk"), "aanjagen")
    examples = [{"reikwijdte": "stedelijk", "verwacht": "zeker"}, {"reikwijdte": "wijk", "verwacht": "niet"}]
    more = [*examples, {"reikwijdte": "wijkoverstijgend", "verwacht": "niet"}]
    assert _left(mutate(pakket({**rule, "voorbeelden": more}), (), NVT, yardstick())) == {("g", "sluit_uit")}
    pinned = [{**more[0], "sluit_uit": "aanjagen"}, *more[1:]]
    assert not mutate(pakket({**rule, "voorbeelden": pinned}), (), NVT, yardstick()).overlevers


def test_an_example_without_a_fase_is_in_the_first_of_the_rule_as_it_was() -> None:
    example = {"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt", **PIN}
    rule = waarborg("w", v("a"), fasen=["voorbereiding", "uitvoering"], voorbeelden=[example])
    left = {(r.soort, r.gegevens.get("fase")) for r in mutate(pakket(rule), (), NVT, yardstick()).overlevers}
    assert left == {("fase_weg", "uitvoering"), ("fase_erbij", "evaluatie")}


def test_a_rule_that_refers_to_another() -> None:
    base = waarborg("basis", v("a"), voorbeelden=[{"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt", **PIN}])
    top = waarborg("top", {"alle": [ref("basis"), v("b")]}, voorbeelden=[{"verwacht": "onbekend", **PIN}])
    rows = [
        row for row in mutate(pakket(base, top), ("top",), NVT, yardstick()).overlevers if row.soort == "voorwaarde_weg"
    ]
    assert len(rows) == 2
    assert all(row.regel == "top" and row.voorbeeld for row in rows)


def test_an_nvt_gets_its_words() -> None:
    may = [{**strategies.stelling("n"), "nvt_mogelijk": True}]
    rule = waarborg("w", een_van(v("n"), v("a")), voorbeelden=[{"verwacht": "onbekend", **PIN}])
    pack = pakket(rule, vragen=may)
    for row in mutate(pack, (), NVT, yardstick()).overlevers:
        assert row.voorbeeld is not None
        assert koppel({**_raw(rule, row.voorbeeld), "vragen": [*may, strategies.stelling("a"), ROL]})


def _raw(rule: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    from tests.builders import ruw_pakket

    return ruw_pakket({**rule, "voorbeelden": [example]})


# On whom a rule rests.

NOT_DONE = {"witte_vlek": "Het is nog niet geregeld hoe dat gaat."}
JOINT = [{"wat": "Doe het.", "trekker": "samen", "wijk_doet": "iets", "gemeente_doet": "iets", "sluit": ["a"]}]


def test_another_party_is_noticed_by_an_example_that_names_it_or_by_lint() -> None:
    rule = waarborg("w", v("a"), MOET, rust_op="wijk", acties=JOINT, **NOT_DONE)
    example = {"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt", "norm": MOET}

    def left(**named: str) -> set[str]:
        rows = mutate(pakket({**rule, "voorbeelden": [{**example, **named}]}), (), NVT, yardstick()).overlevers
        assert all(row.vast == {"rust_op": "wijk"} for row in rows)
        return {row.gegevens["nieuw"] for row in rows}

    assert _kinds(pakket(rule), "w").count("rust_op") == 4
    assert left() == {"gemeente", "samen"}  # lint finds that college and raad pull nothing
    assert left(rust_op="wijk") == set()


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        (grens("g", v("reikwijdte", "stedelijk"), "aanjagen"), {"reikwijdte": "stedelijk", "verwacht": "zeker"}),
        (signaal("g", v("a")), {"antwoorden": {"a": "ja"}, "verwacht": "toon"}),
    ],
)
def test_a_grens_or_signaal_rests_on_whom_an_example_names(rule: Ruw, example: Ruw) -> None:
    assert "rust_op" not in _kinds(pakket(rule), "g")
    for named, others in (({}, 4), ({"rust_op": "raad"}, 0)):
        pack = pakket({**rule, "rust_op": "raad", "voorbeelden": [{**example, **named}]})
        rows = mutate(pack, (), NVT, yardstick()).overlevers
        assert [row.soort for row in rows].count("rust_op") == others


def test_what_lint_found_already_is_not_noticed_because_of_it() -> None:
    rule = waarborg("w", v("a"), MOET, rust_op="raad", acties=JOINT, **NOT_DONE)
    pack = pakket({**rule, "voorbeelden": [{"antwoorden": {"a": "nee"}, "verwacht": "ontbreekt", "norm": MOET}]})
    rows = mutate(pack, (), NVT, yardstick()).overlevers
    assert len([row for row in rows if row.soort == "rust_op"]) == 4


# On generated packs: whatever lives on without its example changes nothing, and each example does what it says.


def _all_mutants(pack: Regelpakket) -> Iterator[tuple[Regelpakket, Mutant]]:
    for regel in regels(pack):
        for mutant in mutants(pack, regel):
            if mutant.soort not in ("norm", "sluit_uit", "rust_op"):
                yield alone(pack, regel), mutant


@pytest.mark.anywhere
@settings(max_examples=15)
@given(strategies.packs())
def test_an_example_shows_the_difference_and_notices_the_fault(ruw: dict[str, Any]) -> None:
    pack = koppel(ruw)
    for own, mutant in _all_mutants(pack):
        found = difference(own, mutant)
        if found is None:
            continue
        regel = _rule(pack, mutant.regel.id)
        raw = next(r for key in ("waarborgen", "grenzen", "signalen") for r in ruw[key] if r["id"] == regel.id)
        told = type(regel).model_validate({**raw, "voorbeelden": [example_of(regel, found, NVT)]})
        assert all(uitslag.klopt for uitslag in run_rule(changed(own, told), told, direct.compute))
        assert found.verwacht != found.kwam
        assert noticed(own, replace(mutant, regel=mutant.regel.model_copy(update={"voorbeelden": told.voorbeelden})))


@pytest.mark.anywhere
@settings(max_examples=8)
@given(strategies.cases())
def test_what_is_said_to_change_nothing_changes_nothing(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    from tests.builders import VANDAAG
    from wijktoets.engine.judging import cases as judging
    from wijktoets.engine.model.dossier import Dossier

    pack, dossier = koppel(case[0]), Dossier.model_validate(case[1])
    for own, mutant in _all_mutants(pack):
        if difference(own, mutant) is None and mutant.regel.id in own.waarborgen and not unseen(own, mutant):
            for afspraak, fase in judging.cases(dossier):
                situatie = judging.situatie(dossier, afspraak, fase, VANDAAG)
                two = [direct.compute(p, situatie).eisen[mutant.regel.id] for p in (own, changed(own, mutant.regel))]
                assert two[0].waarde == two[1].waarde, mutant.soort


# The packs that come with the program (run by `make test`, so in CI too).


@pytest.mark.anywhere
@pytest.mark.parametrize("pack", sorted(rules.builtin_packs()))
def test_the_examples_in_a_pack_notice_every_fault(pack: str) -> None:
    found = mutate(load_pack(pack), (), NVT, yardstick())
    assert not [(row.plek, row.soort, dict(row.gegevens)) for row in found.overlevers]
