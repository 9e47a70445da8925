"""Scores describe, gates decide: profiel and borging (docs/model.md section 5, Scores).

| sentence of the model | test |
|---|---|
| weighted means of lo and hi over moet (2) and hoort (1) at G that are not nvt | test_a_weighted_mean_per_onderdeel |
| weights are set in the pack | test_weights_come_from_the_pack |
| mag does not count, nvt does not count | test_mag_and_nvt_do_not_count |
| an eis with open als counts as [0, 1] | test_open_als_counts_from_nothing_to_all |
| besproken | test_besproken_is_the_weight_of_what_is_known |
| borging = the plain mean over kompaspunten with an eis | test_borging_is_the_plain_mean_over_kompaspunten |
| an afgewogen eis keeps its real value | test_an_afgewogen_eis_scores_as_it_is |
| no eisen: borging null, no row in profiel | test_without_eisen_there_is_no_score |
| exact until written, rounded to 6 decimals | test_exact_until_written |
| G unknown: borging null, rows for three archetypes | test_without_a_wish_there_is_a_profile_for_each_archetype |
"""

from typing import Any

import pytest

from tests.builders import HOORT, MAG, Ruw, norm, nvt, oordeel, pakket, stelling, v, van, waarborg
from wijktoets.engine.model.words import ARCHETYPES, KOMPASPUNTEN
from wijktoets.engine.result.rapport import AfspraakRapport


def scores(result: AfspraakRapport) -> dict[str, tuple[float, float, float, int]]:
    """Per onderdeel: laag, hoog, besproken, eisen."""
    return {row.onderdeel: (row.laag, row.hoog, row.besproken, row.eisen) for row in result.profiel}


def borging(result: AfspraakRapport) -> tuple[float, float] | None:
    """The borging as a pair."""
    return None if result.borging is None else (result.borging.laag, result.borging.hoog)


def op(onderdeel: str, naam: str, **rest: Any) -> Ruw:
    """A waarborg of an onderdeel, over the question of the same name."""
    return waarborg(f"w-{naam}", v(naam), onderdeel=onderdeel, **rest)


TWEE = [op("transparantie", "a"), op("transparantie", "b", norm=HOORT)]


@pytest.mark.parametrize(
    ("a", "b", "row"),
    [
        ("ja", "ja", (1, 1, 1, 2)),
        ("ja", "nee", (0.666667, 0.666667, 1, 2)),
        ("nee", "ja", (0.333333, 0.333333, 1, 2)),
        ("deels", "ja", (0.666667, 0.666667, 1, 2)),
        ("onbekend", "ja", (0.333333, 1, 0.333333, 2)),
        (van(bewoners="deels", raad="ja"), "nee", (0.333333, 0.666667, 0.333333, 2)),
    ],
)
def test_a_weighted_mean_per_onderdeel(a: Any, b: Any, row: tuple[float, ...]) -> None:
    result = oordeel(pakket(*TWEE), {"a": a, "b": b}, gewenst="besluiten")
    assert scores(result) == {"transparantie": row}


@pytest.mark.parametrize(
    ("moet", "hoort", "score"), [("1", "1", 0.5), ("3", "1", 0.75), ("0.5", "2", 0.2), ("1", "3", 0.25)]
)
def test_weights_come_from_the_pack(moet: str, hoort: str, score: float) -> None:
    pack = pakket(*TWEE, weging={"moet": moet, "hoort": hoort})
    result = oordeel(pack, {"a": "ja", "b": "nee"}, gewenst="besluiten")
    assert scores(result)["transparantie"][:2] == (score, score)
    assert scores(oordeel(pack, {"a": "ja"}, gewenst="besluiten"))["transparantie"] == (score, 1, score, 2)


def test_mag_and_nvt_do_not_count() -> None:
    rules = [*TWEE, op("transparantie", "c"), op("transparantie", "m", norm=MAG)]
    pack = pakket(*rules, vragen=[stelling("c", nvt_mogelijk=True)])
    result = oordeel(pack, {"a": "ja", "b": "ja", "c": nvt(), "m": "nee"}, gewenst="besluiten")
    assert scores(result) == {"transparantie": (1, 1, 1, 2)}


def test_only_what_is_asked_at_the_wish_counts_and_by_its_norm_there() -> None:
    pack = pakket(op("transparantie", "a"), op("transparantie", "b", norm=norm(None, "hoort", "moet")))
    answers = {"a": "ja", "b": "nee"}
    found = [scores(oordeel(pack, answers, gewenst=a))["transparantie"] for a in ARCHETYPES]
    assert found == [(1, 1, 1, 1), (0.666667, 0.666667, 1, 2), (0.5, 0.5, 1, 2)]


@pytest.mark.parametrize("answer", ["ja", "deels", "nee", "onbekend"])
def test_open_als_counts_from_nothing_to_all(answer: str) -> None:
    """Whatever is known of the rest: it may not apply at all; and it is not known."""
    pack = pakket(op("transparantie", "a", als=v("als")), op("transparantie", "b"))
    result = oordeel(pack, {"a": answer, "b": "ja"}, gewenst="besluiten")
    assert scores(result) == {"transparantie": (0.5, 1, 0.5, 2)}


def test_als_that_says_no_leaves_the_eis_out() -> None:
    pack = pakket(op("transparantie", "a", als=v("als")), op("transparantie", "b"))
    result = oordeel(pack, {"a": "nee", "b": "ja", "als": "nee"}, gewenst="besluiten")
    assert scores(result) == {"transparantie": (1, 1, 1, 1)}


@pytest.mark.parametrize(
    ("answers", "besproken"),
    [
        ({}, 0),
        ({"a": "nee"}, 0.666667),
        ({"b": "deels"}, 0.333333),
        ({"a": van(bewoners="nee", raad="deels"), "b": "ja"}, 0.333333),
        ({"a": van(bewoners="ja", raad="ja"), "b": "nee"}, 1),
    ],
)
def test_besproken_is_the_weight_of_what_is_known(answers: Ruw, besproken: float) -> None:
    assert scores(oordeel(pakket(*TWEE), answers, gewenst="besluiten"))["transparantie"][2] == besproken


def test_borging_is_the_plain_mean_over_kompaspunten() -> None:
    """However many eisen a kompaspunt has, and whatever the other bouwstenen say."""
    many = [op("ieders-stem-telt", f"s{i}") for i in range(4)]
    pack = pakket(*many, op("zeggenschap", "z"), op("dna", "d"), op("rolverdeling", "r"))
    answers = {**{f"s{i}": "ja" for i in range(4)}, "z": "onbekend", "d": "nee", "r": "nee"}
    result = oordeel(pack, answers, gewenst="besluiten")
    assert set(scores(result)) == {"ieders-stem-telt", "zeggenschap", "dna", "rolverdeling"}
    assert borging(result) == (0.5, 1)


def test_borging_counts_all_four_kompaspunten() -> None:
    pack = pakket(*(op(punt, f"q{i}") for i, punt in enumerate(KOMPASPUNTEN)))
    assert borging(oordeel(pack, {"q0": "ja"}, gewenst="besluiten")) == (0.25, 1)
    assert borging(oordeel(pack, {"q3": "nee"}, gewenst="besluiten")) == (0, 0.75)


def test_a_kompaspunt_without_eisen_that_count_is_not_in_the_mean() -> None:
    rules = [op("transparantie", "a"), op("zeggenschap", "b"), op("goede-gesprek", "m", norm=MAG)]
    pack = pakket(*rules, vragen=[stelling("b", nvt_mogelijk=True)])
    assert borging(oordeel(pack, {"a": "deels", "b": nvt(), "m": "nee"}, gewenst="besluiten")) == (0.5, 0.5)


def test_an_afgewogen_eis_scores_as_it_is() -> None:
    weighed = [{"waarborg": "w-a", "reden": "later", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    result = oordeel(pakket(*TWEE), {"a": "nee", "b": "ja"}, gewenst="besluiten", afwegingen=weighed)
    assert scores(result) == {"transparantie": (0.333333, 0.333333, 1, 2)}


@pytest.mark.parametrize("rule", [op("transparantie", "a", norm=MAG), op("dna", "a")])
def test_without_eisen_there_is_no_score(rule: Ruw) -> None:
    result = oordeel(pakket(rule), {"a": "ja"}, gewenst="besluiten")
    assert borging(result) is None
    assert set(scores(result)) == ({"dna"} if rule["onderdeel"] == "dna" else set())
    assert result.per_archetype["besluiten"].borging is None


def test_exact_until_written() -> None:
    """Half of one third is one sixth; half of a third that was rounded first would be written 0.166666."""
    rules = [op("transparantie", f"t{i}") for i in range(3)] + [op("zeggenschap", "z")]
    answers = {"t0": "ja", "t1": "nee", "t2": "nee", "z": "nee"}
    result = oordeel(pakket(*rules), answers, gewenst="besluiten")
    assert scores(result)["transparantie"][:2] == (0.333333, 0.333333)
    assert borging(result) == (0.166667, 0.166667)


def test_without_a_wish_there_is_a_profile_for_each_archetype() -> None:
    pack = pakket(op("transparantie", "a"), op("transparantie", "b", norm=norm(None, None, "moet")))
    result = oordeel(pack, {"a": "ja"}, gewenst="onbekend")
    assert result.borging is None
    assert [(row.archetype, row.laag, row.hoog, row.eisen) for row in result.profiel] == [
        ("adviseren", 1, 1, 1),
        ("aanjagen", 1, 1, 1),
        ("besluiten", 0.5, 1, 2),
    ]
    found = [result.per_archetype[a].borging for a in ARCHETYPES]
    assert [(b.laag, b.hoog) for b in found if b] == [(1, 1), (1, 1), (0.5, 1)]
