"""How much hangs on a reading of the source: examples of docs/model.md section 7, then its laws, then bad input."""

from collections.abc import Collection, Mapping
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    HOORT,
    MOET,
    MOET_BIJ_BESLUITEN,
    TRAP,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    koppel,
    lezing,
    norm,
    nvt,
    pakket,
    ref,
    stelling,
    v,
    waarborg,
)
from tests.strategies import dossiers, packs_with_readings
from wijktoets import evaluate
from wijktoets.engine.advice.sensitivity.readings import one_at_a_time, together
from wijktoets.engine.advice.sensitivity.sensitivity import sensitivity
from wijktoets.engine.advice.sensitivity.value import AfspraakGevoeligheid, Gevoeligheid
from wijktoets.engine.judging import congruence, direct
from wijktoets.engine.judging.cases import Geval
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.result.assembly import judge_all

LICHTER = lezing("lichter", "w3", norm=norm(None, None, "hoort"))
STEVIGER = lezing("steviger", "w2", norm=MOET)
ROL = {"rol": "besluiten"}


def looked_at(pack: Regelpakket, case: Dossier, **options: Any) -> Gevoeligheid:
    return sensitivity(case, pack, direct.compute, VANDAAG, **options)


def first(pack: Regelpakket, case: Dossier, **options: Any) -> AfspraakGevoeligheid:
    return looked_at(pack, case, **options).afspraken[0]


# One at a time


def test_a_reading_that_alone_changes_the_uitkomst_is_named() -> None:
    pack = pakket(*TRAP, lezingen=[LICHTER, STEVIGER])
    found = first(pack, dossier({"q1": "ja", "q2": "ja", "q3": "nee", **ROL}, gewenst="besluiten"))
    assert found.uitkomst == "meer_borging_nodig"
    assert [(row.id, row.uitkomst) for row in found.een] == [("lichter", "congruent")]


def test_a_reading_that_changes_nothing_is_not_named() -> None:
    pack = pakket(*TRAP, lezingen=[LICHTER, STEVIGER])
    assert first(pack, dossier({"q1": "ja", "q2": "ja", "q3": "ja", **ROL}, gewenst="besluiten")).een == []


def test_without_a_wish_a_reading_is_named_that_changes_what_fits_an_archetype() -> None:
    pack = pakket(*TRAP, lezingen=[LICHTER, STEVIGER])
    found = first(pack, dossier({"q1": "ja", "q2": "nee", "q3": "nee"}))
    assert [(row.id, row.uitkomst, row.past) for row in found.een] == [("steviger", None, {"adviseren": "nog_niet"})]


def test_a_reading_may_ask_something_else() -> None:
    other = lezing("ook-q4", "w3", voldaan_als=alle(v("q3"), v("q4")))
    pack = pakket(*TRAP, lezingen=[other])
    found = first(pack, dossier({"q1": "ja", "q2": "ja", "q3": "ja", "q4": "nee", **ROL}, gewenst="besluiten"))
    assert [(row.id, row.uitkomst) for row in found.een] == [("ook-q4", "meer_borging_nodig")]


def test_what_refers_to_a_waarborg_reads_it_as_the_reading_does() -> None:
    rules = [waarborg("w1", v("q1"), norm=HOORT), waarborg("w2", ref("w1"), norm=MOET_BIJ_BESLUITEN)]
    pack = pakket(*rules, lezingen=[lezing("anders", "w1", voldaan_als=v("q2"))])
    found = first(pack, dossier({"q1": "ja", "q2": "nee", **ROL}, gewenst="besluiten"))
    assert (found.uitkomst, found.een[0].uitkomst) == ("congruent", "meer_borging_nodig")


def test_a_reading_may_say_when_a_waarborg_applies_or_that_it_always_does() -> None:
    rules = [waarborg("w1", v("q1"), als=v("q2")), waarborg("w2", v("q3"))]
    pack = pakket(*rules, lezingen=[lezing("altijd", "w1", als="geen"), lezing("soms", "w2", als=v("q2"))])
    found = first(pack, dossier({"q1": "nee", "q2": "nee", "q3": "ja", "rol": "adviseren"}, gewenst="adviseren"))
    assert found.uitkomst == "congruent"
    assert {row.id: row.uitkomst for row in found.een} == {
        "altijd": "meer_borging_nodig",
        "soms": "nog_niet_te_bepalen",  # then no moet-eis surely applies
    }


def test_a_rapport_names_them_with_what_they_read_otherwise() -> None:
    pack = pakket(*TRAP, lezingen=[LICHTER])
    case = dossier({"q1": "ja", "q2": "ja", "q3": "nee", **ROL}, gewenst="besluiten")
    rapport = evaluate(case, pack, today=VANDAAG, engine="direct").to_json()
    assert rapport["afspraken"][0]["lezingen"] == [{"id": "lichter", "uitkomst": "congruent", "past": None}]
    told = rapport["lezingen"]["lichter"]
    assert (told["waarborg"], told["veld"], told["norm"], told["bron"]) == (
        "w3",
        "norm",
        {"besluiten": "hoort"},
        ["L156"],
    )


# Together


def test_of_each_uitkomst_it_is_said_whether_it_always_comes_out_hangs_on_a_reading_or_never_does() -> None:
    pack = pakket(*TRAP, lezingen=[LICHTER, STEVIGER])
    samen = first(pack, dossier({"q1": "ja", "q2": "ja", "q3": "nee", **ROL}, gewenst="besluiten")).samen
    assert samen.uitkomsten is not None
    told = {word: (kans.wanneer, kans.van, kans.aandeel) for word, kans in samen.uitkomsten.items() if kans.aandeel}
    assert told == {
        "meer_borging_nodig": ("hangt_af", ["lichter"], 0.5),
        "congruent": ("hangt_af", ["lichter"], 0.5),
    }
    assert samen.uitkomsten["grens_bereikt"].wanneer == "nooit"
    assert (samen.exact, samen.combinaties, samen.seed) == (True, 2, None)


def test_two_readings_can_do_together_what_neither_does_alone() -> None:
    both = [
        lezing("een", "w2", norm=norm(None, "hoort", "hoort")),
        lezing("twee", "w3", norm=norm(None, None, "hoort")),
    ]
    pack = pakket(*TRAP, lezingen=both)
    found = first(pack, dossier({"q1": "ja", "q2": "nee", "q3": "nee", **ROL}, gewenst="besluiten"))
    assert found.een == []
    assert found.samen.uitkomsten is not None
    kans = found.samen.uitkomsten["congruent"]
    assert (kans.wanneer, kans.van, kans.aandeel) == ("hangt_af", ["een", "twee"], 0.25)


def many(n: int) -> tuple[Regelpakket, Dossier]:
    """A pack in which n readings each ask a moet of their own, and a dossier that meets none of those."""
    rules = [waarborg(f"w{i}", v(f"q{i}"), norm=HOORT) for i in range(n)]
    readings = [lezing(f"l{i}", f"w{i}", norm=MOET) for i in range(n)]
    base = waarborg("basis", v("b"))
    answers = {f"q{i}": "nee" for i in range(n)}
    return pakket(base, *rules, lezingen=readings), dossier(
        {"b": "ja", "rol": "adviseren", **answers}, gewenst="adviseren"
    )


def test_too_many_combinations_are_sampled_and_the_same_seed_gives_the_same() -> None:
    pack, case = many(12)
    one, again, other = (first(pack, case, combinations=1000, seed=seed).samen for seed in (1, 1, 2))
    assert (one.exact, one.combinaties, one.seed) == (False, 1000, 1)
    assert one == again
    assert one.model_copy(update={"seed": 2}) != other or one.uitkomsten == other.uitkomsten
    assert one.uitkomsten is not None
    # of 4,096 combinations one leaves it congruent: a sample may miss that, the pack as it is does not
    assert one.uitkomsten["congruent"].wanneer == "hangt_af"
    assert one.uitkomsten["congruent"].van == [f"l{i}" for i in sorted(range(12), key=str)]
    every = first(pack, case, combinations=4096).samen.uitkomsten
    assert every is not None and every["congruent"].aandeel == round(1 / 4096, 6)


# The laws, over generated packs


def read_as(pack: Ruw, chosen: Collection[str]) -> Ruw:
    """The pack with these readings made in it, as somebody who keeps it would."""
    rules = {rule["id"]: dict(rule) for rule in pack["waarborgen"]}
    for each in pack["lezingen"]:
        if each["id"] in chosen:
            veld = next(key for key in ("norm", "als", "voldaan_als") if key in each)
            if each[veld] == "geen":
                del rules[each["regel"]]["als"]
            else:
                rules[each["regel"]][veld] = each[veld]
    return {**pack, "waarborgen": list(rules.values()), "lezingen": []}


def judged(pack: Regelpakket, case: Dossier) -> list[Geval]:
    return judge_all(case, pack, direct.compute, VANDAAG)


def said(geval: Geval) -> dict[str, str]:
    """The uitkomst of the wish, or without one what fits each archetype."""
    found = geval.congruentie
    if geval.archetype:
        return {geval.archetype: found.uitkomst}
    return {a: congruence.past(a, found.borging, found.grenzen, found.eisen) for a in ARCHETYPES}


@given(st.data())
def test_a_reading_alone_says_what_the_pack_with_that_change_says(data: st.DataObject) -> None:
    ruw = data.draw(packs_with_readings())
    pack, case = koppel(ruw), Dossier.model_validate(data.draw(dossiers(ruw)))
    here = judged(pack, case)
    for name in pack.lezingen:
        for geval, changed in zip(here, judged(koppel(read_as(ruw, [name])), case), strict=True):
            rows = {row.id: row for row in one_at_a_time(pack, case, geval)}
            if said(changed) == said(geval):
                assert name not in rows
            elif geval.archetype:
                assert rows[name].uitkomst == said(changed)[geval.archetype]
            else:
                assert rows[name].past == {a: w for a, w in said(changed).items() if w != said(geval)[a]}


@given(st.data())
def test_together_counts_every_combination(data: st.DataObject) -> None:
    ruw = data.draw(packs_with_readings())
    ruw["lezingen"] = ruw["lezingen"][:4]
    pack, case = koppel(ruw), Dossier.model_validate(data.draw(dossiers(ruw)))
    names = list(pack.lezingen)
    subsets = list(chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))
    worlds = [[said(g) for g in judged(koppel(read_as(ruw, chosen)), case)] for chosen in subsets]
    for place, geval in enumerate(judged(pack, case)):
        samen = together(pack, case, geval, 1000, 1)
        shown: Mapping[str, Any] = samen.past or {str(geval.archetype): samen.uitkomsten}
        for archetype, words in shown.items():
            for word, kans in words.items():
                hits = [world[place][archetype] == word for world in worlds]
                assert kans.aandeel == round(sum(hits) / len(hits), 6)
                assert kans.wanneer == ("altijd" if all(hits) else "hangt_af" if any(hits) else "nooit")
                assert set(kans.van) == (moving(names, subsets, hits) if kans.wanneer == "hangt_af" else set())


def moving(names: Collection[str], subsets: list[tuple[str, ...]], hits: list[bool]) -> set[str]:
    """The readings that turn it in some combination."""
    by_set = {frozenset(chosen): hit for chosen, hit in zip(subsets, hits, strict=True)}
    return {name for name in names for chosen in by_set if by_set[chosen] != by_set[chosen ^ {name}]}


# Bad input


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ([lezing("x", "w9", norm=MOET)], "waarborg_onbekend"),
        ([lezing("x", "w2", norm=MOET), lezing("y", "w2", norm=HOORT)], "lezing_dubbel"),
        ([lezing("x", "w1", norm=MOET)], "lezing_zonder_verschil"),
        ([lezing("x", "w1", als="geen")], "lezing_zonder_verschil"),
        ([lezing("x", "w1", voldaan_als=ref("w2"))], "lezing_met_waarborg"),
        ([lezing("x", "w1", voldaan_als=v("rol", "besluiten"))], "waarborg_op_ladder"),
        ([lezing("x", "w1", voldaan_als=v("q8")), lezing("x", "w2", norm=MOET)], "id_dubbel"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(readings: list[Ruw], code: str) -> None:
    with pytest.raises(InvoerFout) as found:
        pakket(*TRAP, lezingen=readings)
    assert code in {m.code for m in found.value.meldingen}


def test_a_reading_of_what_a_hard_waarborg_rests_on_asks_nothing_that_may_be_nvt() -> None:
    rules = [*TRAP, waarborg("w4", ref("w1"), hard=True)]
    with pytest.raises(InvoerFout) as found:
        pakket(*rules, vragen=[stelling("n0", nvt_mogelijk=True)], lezingen=[lezing("x", "w1", voldaan_als=v("n0"))])
    assert [m.code for m in found.value.meldingen] == ["hard_met_nvt"]


def test_a_waarborg_that_others_refer_to_gets_no_als_in_a_reading() -> None:
    with pytest.raises(InvoerFout) as found:
        pakket(*TRAP, waarborg("w4", ref("w1")), lezingen=[lezing("x", "w1", als=v("q8"))])
    assert [m.code for m in found.value.meldingen] == ["verwijzing_met_grens"]


@pytest.mark.parametrize("change", [{}, {"norm": MOET, "als": "geen"}])
def test_a_reading_changes_one_thing(change: Ruw) -> None:
    with pytest.raises(ValueError, match="lezing_een_ding"):
        pakket(*TRAP, lezingen=[lezing("x", "w2", **change)])


def test_the_norms_of_a_reading_never_fall() -> None:
    with pytest.raises(ValueError, match="norm_daalt"):
        pakket(*TRAP, lezingen=[lezing("x", "w2", norm=norm("moet", "hoort", "hoort"))])


def test_an_answer_that_is_nvt_and_an_afweging_count_as_they_do_in_the_pack() -> None:
    rules = [waarborg("w1", v("n0"), norm=HOORT), waarborg("w2", v("q2"))]
    pack = pakket(*rules, vragen=[stelling("n0", nvt_mogelijk=True)], lezingen=[lezing("x", "w1", norm=MOET)])
    deviation = {"waarborg": "w1", "reden": "r", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2027-01-01"}
    for answers, weighed, changed in (
        ({"n0": nvt(), "q2": "ja"}, [], []),
        ({"n0": "nee", "q2": "ja"}, [], ["meer_borging_nodig"]),
        ({"n0": "nee", "q2": "ja"}, [deviation], ["congruent_met_afweging"]),
    ):
        case = dossier({**answers, "rol": "adviseren"}, gewenst="adviseren", afwegingen=weighed)
        assert [row.uitkomst for row in first(pack, case).een] == changed
