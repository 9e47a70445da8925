"""The formulas say what the direct engine and the judging above it say: on generated packs, and on the real one."""

import random
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, cast

import pytest
import z3
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.amount import within
from tests.builders import (
    MOET_BIJ_BESLUITEN,
    VANDAAG,
    alle,
    koppel,
    minstens,
    niet,
    pakket,
    v,
    waarborg,
)
from tests.engine.columns.agreement import replace_everywhere
from wijktoets import load_pack
from wijktoets.engine.circuit import conditions, rules, worlds
from wijktoets.engine.circuit.conditions import Count, Value
from wijktoets.engine.circuit.gates import Circuit
from wijktoets.engine.circuit.worlds import AnswerKind, Worlds
from wijktoets.engine.judging import cases as judging
from wijktoets.engine.judging import congruence, direct, evaluation
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.answers import Interval, combine
from wijktoets.engine.model.conditions import VraagTest, walk
from wijktoets.engine.model.dossier import Afspraak, Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, FASEN, Fase
from wijktoets.engine.proof.bits import Bits, equal
from wijktoets.engine.proof.encoding import EncodedPack, afgewogen, encode
from wijktoets.engine.proof.formulas import Formula
from wijktoets.engine.proof.leaves import FixedAnswers, FreeKeuze, holds, vrij
from wijktoets.engine.proof.reading import ruw_dossier, situatie_of
from wijktoets.engine.proof.solving import model_of, solver


def _bool(model: z3.ModelRef | None, formule: Formula) -> bool:
    if model is None:
        assert isinstance(formule, bool), f"a dossier is a constant, not {formule}"
        return formule
    return holds(model, formule)


def _waarde(model: z3.ModelRef | None, bits: Bits) -> Interval | None:
    whole, half, may_whole, may_half = (_bool(model, world) for world in bits.four)
    assert (half or not whole) and (may_half or not may_whole), "a whole is at least a half"
    if _bool(model, bits.nvt):
        assert not (half or whole or may_half or may_whole), "nvt says nothing else"
        return None
    return Interval((half + whole) / 2, (may_half + may_whole) / 2)


def _the_one(model: z3.ModelRef | None, words: dict[Any, Formula]) -> Any:
    (word,) = [word for word, formule in words.items() if _bool(model, formule)]
    return word


def assert_same(
    pack: Regelpakket, code: EncodedPack, case: Situatie, model: z3.ModelRef | None, weighed: frozenset[str]
) -> None:
    """Every interval, nvt, status, D, F, uitkomst and past is what direct and the judging above it say."""
    feiten = direct.compute(pack, case)
    met = {n: _waarde(model, code.value(w.voldaan_als)) for n, w in pack.waarborgen.items()}
    assert met == feiten.waarborgen
    signalen = {n: code.signaal(n) for n in pack.signalen}
    assert {n: _waarde(model, b) for n, b in signalen.items() if b is not None} == feiten.signalen
    assert {a: _waarde(model, code.value(step)) for a, step in pack.zeggenschap.items()} == feiten.ladder
    for naam in pack.grenzen:
        zeker, misschien = (_bool(model, each) for each in code.grens(naam))
        low, high = feiten.grenzen.get(naam, Interval(0.0, 0.0))
        assert (zeker, misschien) == (low == 1.0, low < 1.0 <= high)
    judged = evaluation.judge(pack, feiten, [], VANDAAG)
    for naam, (feit, status) in judged.items():
        eis = code.eis(naam)
        assert (_waarde(model, eis.value), _bool(model, eis.als_open), _bool(model, eis.door_nvt)) == (
            feit.waarde,
            feit.als_open,
            feit.door_nvt,
        )
        if naam in weighed and status not in ("geborgd", "nvt"):
            status = "afgewogen"
        assert _the_one(model, eis.status()) == status


def assert_same_outcome(code: EncodedPack, dossier: Dossier, afspraak: Afspraak, fase: Fase) -> None:
    """D, F, uitkomst and past of a dossier, for each wish."""
    for archetype in ARCHETYPES:
        geval = judging.judge(dossier, afspraak, fase, code.pakket, direct.compute, VANDAAG, archetype)
        found = geval.congruentie
        standing = code.wiring.standing
        for level in range(1, 4):
            for bits, reaches in (
                (standing.borging_laag, found.borging.laag),
                (standing.borging_hoog, found.borging.hoog),
                (standing.rollen_laag, found.rollen.laag),
                (standing.rollen_hoog, found.rollen.hoog),
            ):
                assert _bool(None, code.of(bits[level - 1])) is (reaches >= level)
        assert _the_one(None, code.uitkomst(archetype)) == found.uitkomst
        said = congruence.past(archetype, found.borging, found.grenzen, found.eisen)
        assert _the_one(None, code.past(archetype)) == said


# A dossier as formulas: all of them are constants.


def _check_dossier(pack: Regelpakket, dossier: Dossier) -> None:
    for afspraak, fase in judging.cases(dossier):
        case = judging.situatie(dossier, afspraak, fase, VANDAAG)
        weighed = afgewogen(pack, dossier, afspraak.thema, fase, VANDAAG)
        code = encode(pack, FixedAnswers(case), fase, VANDAAG, weighed)
        assert_same(pack, code, case, None, weighed)
        assert_same_outcome(code, dossier, afspraak, fase)


@given(strategies.cases())
def test_a_dossier_on_a_generated_pack(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    _check_dossier(koppel(case[0]), Dossier.model_validate(case[1]))


# Any answers as formulas: each model is a dossier, and each dossier is a model.


@given(strategies.packs(), st.sampled_from(FASEN), st.integers(0, 10**6))
def test_a_model_read_back_as_a_dossier(ruw: dict[str, Any], fase: Fase, seed: int) -> None:
    pack = koppel(ruw)
    free = vrij(pack)
    code = encode(pack, free, fase, VANDAAG)
    told = solver(code.voorwaarden)
    for wanted in _targets(code, random.Random(seed)):
        model = model_of(told, wanted)
        if model is not None:
            answers = free.read(model)
            assert_same(pack, code, situatie_of(answers, fase, VANDAAG), model, frozenset())
            _check_dossier(pack, _dossier(answers, fase))


def _dossier(answers: dict[str, tuple[str, ...]], fase: Fase) -> Dossier:
    ruw = ruw_dossier(answers, fase, VANDAAG, naam="Voorbeeldwijk", thema="groen", toelichting="speelt hier niet")
    return Dossier.model_validate(ruw)


def _targets(code: EncodedPack, chance: random.Random) -> Iterator[Formula]:
    """Some outcomes to look for, so that models differ."""
    yield True
    statuses = [formule for naam in code.pakket.waarborgen for formule in code.eis(naam).status().values()]
    yield from chance.sample(statuses, min(3, len(statuses)))
    yield from chance.sample(list(code.uitkomst(chance.choice(ARCHETYPES)).values()), 2)


@given(strategies.cases())
def test_each_dossier_is_a_model(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    pack, dossier = koppel(case[0]), Dossier.model_validate(case[1])
    free = vrij(pack)
    for afspraak, fase in judging.cases(dossier):
        given_answers = FixedAnswers(judging.situatie(dossier, afspraak, fase, VANDAAG))
        tests = [(t.vraag, t.is_ and frozenset(t.is_)) for t in _tests(pack) if t.vraag != "fase"]
        equals = [equal(free.leaf(*each), given_answers.leaf(*each)) for each in tests]
        assert model_of(solver(free.voorwaarden), *equals) is not None


def _tests(pack: Regelpakket) -> list[VraagTest]:
    conditions = [*pack.voldaan_als.values(), *pack.zeggenschap.values()]
    conditions += [r.als for r in (*pack.waarborgen.values(), *pack.grenzen.values(), *pack.signalen.values()) if r.als]
    return [node for c in conditions for _, node in walk(c) if isinstance(node, VraagTest)]


@given(strategies.cases(), st.integers(0, 10**6))
def test_a_choice_replaces_an_answer(case: tuple[dict[str, Any], dict[str, Any]], seed: int) -> None:
    pack, dossier, chance = koppel(case[0]), Dossier.model_validate(case[1]), random.Random(seed)
    afspraak, fase = next(judging.cases(dossier))
    before = judging.situatie(dossier, afspraak, fase, VANDAAG)
    asked = {t.vraag: t for t in _tests(pack) if t.vraag in pack.vragen}
    words = {q: chance.choice(t.is_ or ("ja", "deels", "nee")) for q, t in asked.items()}
    code = encode(pack, FixedAnswers(before, {q: [(z3.Bool(q), w)] for q, w in words.items()}), fase, VANDAAG)
    chosen = {q for q in words if chance.random() < 0.5}
    model = model_of(solver(), *(z3.Bool(q) == (q in chosen) for q in words)) or model_of(solver())
    after = {**before.antwoorden, **{q: combine([(None, words[q])]) for q in chosen}}
    assert_same(pack, code, Situatie(after, fase, VANDAAG), model, frozenset())


# Examples.


def test_k_is_capped_at_what_is_left() -> None:
    pack = pakket(
        waarborg("w", minstens(2, v("a"), v("b"), v("c"))),
        vragen=[{**strategies.stelling(q), "nvt_mogelijk": True} for q in "abc"],
    )
    for answers, status in (
        ({"a": ("ja",), "b": ("nvt",), "c": ("nvt",)}, "geborgd"),
        ({"a": ("ja",), "b": ("nvt",), "c": ("nee",)}, "ontbreekt"),
        ({"a": ("nvt",), "b": ("nvt",), "c": ("nvt",)}, "nvt"),
        ({"a": ("ja",), "b": ("nvt",)}, "onbekend"),
    ):
        code = encode(pack, FixedAnswers(situatie_of(answers, "uitvoering", VANDAAG)), "uitvoering", VANDAAG)
        assert _the_one(None, code.eis("w").status()) == status


def test_completions_are_definite() -> None:
    pack = pakket(waarborg("w", alle(v("a"), v("k", "x"))), vragen=[strategies.keuze("k", "x", "y")])
    free = vrij(pack, exact=True)
    code = encode(pack, free, "uitvoering", VANDAAG)
    told = solver(code.voorwaarden)
    assert model_of(told, code.eis("w").status()["onbekend"]) is None
    assert model_of(told, code.eis("w").status()["hooguit_deels"]) is None
    model = model_of(told, code.eis("w").status()["deels"])
    assert model is not None
    read = free.read(model)
    assert (read["a"], read["k"]) == (("deels",), ("x",))


def test_some_questions_free_and_the_rest_as_answered() -> None:
    pack = pakket(waarborg("w", alle(v("a"), v("b")), MOET_BIJ_BESLUITEN), waarborg("x", niet("b")))
    known = FixedAnswers(situatie_of({"a": ("deels",)}, "uitvoering", VANDAAG))
    code = encode(pack, vrij(pack, ["b"], known, exact=True), "uitvoering", VANDAAG)
    told = solver(code.voorwaarden)
    can = {status for status, f in code.eis("w").status().items() if model_of(told, f) is not None}
    assert can == {"deels", "ontbreekt"}


@pytest.mark.parametrize("fase", FASEN)
def test_the_real_pack_with_random_answers(fase: Fase) -> None:
    pack, chance = load_pack(), random.Random(fase)
    for _ in range(8):
        share = chance.random()
        answers: dict[str, tuple[str, ...]] = {"reikwijdte": (chance.choice(("wijk", "stedelijk")),)}
        for naam, vraag in pack.vragen.items():
            words = list(vraag.opties) or ["ja", "ja", "ja", "deels", "nee"]
            words += ["nvt"] if vraag.nvt_mogelijk else []
            if chance.random() < share:
                said = dict.fromkeys(chance.choice(words) for _ in range(chance.choice((1, 1, 2))))
                answers[naam] = tuple(said)
        _check_dossier(pack, _dossier(answers, fase))


def test_no_more_options_side_by_side_than_there_are_parties() -> None:
    options = [f"o{n}" for n in range(8)]
    pack = pakket(waarborg("w", v("k", *options[:7])), vragen=[strategies.keuze("k", *options)])
    free = vrij(pack)
    listed = [cast("FreeKeuze", free.vragen["k"]).gekozen[option] for option in options]
    told = solver(free.voorwaarden)
    assert model_of(told, *listed[:6]) is not None
    assert model_of(told, *listed[:7]) is None


def test_the_real_pack_is_encoded_at_once() -> None:
    pack = load_pack()
    with within(0.3):
        code = encode(pack, vrij(pack), "uitvoering", VANDAAG)
        assert all(code.eis(naam) for naam in pack.waarborgen) and all(code.uitkomst(a) for a in ARCHETYPES)


# The check catches a fault.


def _other_rank(rank: int, values: Any, circuit: Circuit, count: Count) -> Value:
    return _at_least(min(rank, 2), values, circuit, count)


def _backwards(value: Value) -> Value:
    return Worlds(*reversed(_reverse(value).four), value.nvt)


def _nvt_is_unknown(opties: frozenset[str] | None, said: AnswerKind | None) -> Worlds[bool]:
    return _worlds(opties, AnswerKind(said.woorden | {"onbekend"}) if said and "nvt" in said.woorden else said)


def _as_unmet(wiring: Any, name: str) -> Any:
    return _eis(wiring, name)._replace(voldoet=_eis(wiring, name).geborgd)


_at_least, _reverse, _worlds, _eis = conditions.at_least, conditions.reverse, worlds.worlds, rules.eis

FAULTS: dict[str, tuple[ModuleType, str, Callable[..., Any]]] = {
    "another rank": (conditions, "at_least", _other_rank),
    "niet not swapping": (conditions, "reverse", _backwards),
    "nvt is unknown": (worlds, "worlds", _nvt_is_unknown),
    "nvt and afgewogen as unmet": (rules, "eis", _as_unmet),
    "roles that must be climbed": (rules, "highest", rules.climbed),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_formulas_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_everywhere(monkeypatch, *FAULTS[fault])

    @settings(max_examples=1000, database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(strategies.cases())
    def check(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
        _check_dossier(koppel(case[0]), Dossier.model_validate(case[1]))

    with pytest.raises(AssertionError):
        check()
