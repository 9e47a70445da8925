"""The nodes of a condition, their value and open questions (docs/model.md section 3, and section 4 on open_vragen).

| sentence of the model | test |
|---|---|
| alle, een_van, minstens: [min], [max], k-th largest | test_a_node_over_its_children |
| k is capped at the number of children left | test_k_is_capped_at_the_children_that_are_left |
| over its children that are not nvt; all nvt: nvt | test_nvt_at_every_node |
| niet turns the interval round; only directly on a vraag | test_niet_… |
| waarborg: the value of its voldaan_als | test_a_reference_has_the_value_of_voldaan_als |
| acyclic; the target has no als, fasen or geldig | test_a_reference_that_… |
| an afweging of w is not carried over | test_an_afweging_is_not_carried_over |
| a stelling never with is, a keuze always | test_a_test_fits_its_question |
| lists are never empty; 1 ≤ k ≤ children as written | test_a_list_is_never_empty, test_k_lies_within_the_children |
| the four worlds | test_in_the_four_worlds_…, and all of test_oracle.py |
| conservative, never narrower than the exact answer | test_laws.py; wider: test_an_interval_may_be_wider_than_exact |
"""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.builders import (
    MOET,
    Ruw,
    alle,
    een_van,
    eis,
    koppel,
    minstens,
    niet,
    nvt,
    oordeel,
    open_vragen,
    pakket,
    ref,
    ruw_pakket,
    stelling,
    v,
    van,
    vlek,
    waarborg,
)
from wijktoets.engine.model import conditions
from wijktoets.engine.model.errors import InvoerFout

Interval = tuple[float, float] | None

JA, DEELS, NEE, OPEN, NVT = "ja", "deels", "nee", "onbekend", nvt()
NAMES = ("a", "b", "c", "d")
VRAGEN = [stelling(name, nvt_mogelijk=True) for name in NAMES]


def value(condition: Ruw, *answers: Any) -> Interval:
    """The interval of a condition over a, b, c, d with these answers; None: nvt."""
    pack = pakket(waarborg("w", condition), vragen=VRAGEN)
    row = eis(oordeel(pack, dict(zip(NAMES, answers, strict=False)), gewenst="besluiten"), "w")
    return None if row.laag is None or row.hoog is None else (row.laag, row.hoog)


def of(count: int) -> list[Ruw]:
    return [v(name) for name in NAMES[:count]]


@pytest.mark.parametrize(
    ("answers", "all_of", "one_of"),
    [
        ((JA, JA), (1, 1), (1, 1)),
        ((JA, DEELS), (0.5, 0.5), (1, 1)),
        ((JA, NEE), (0, 0), (1, 1)),
        ((DEELS, NEE), (0, 0), (0.5, 0.5)),
        ((NEE, NEE), (0, 0), (0, 0)),
        ((JA, OPEN), (0, 1), (1, 1)),
        ((DEELS, OPEN), (0, 0.5), (0.5, 1)),
        ((NEE, OPEN), (0, 0), (0, 1)),
        ((OPEN, OPEN), (0, 1), (0, 1)),
    ],
)
def test_a_node_over_its_children(answers: Any, all_of: Interval, one_of: Interval) -> None:
    assert value(alle(*of(2)), *answers) == all_of
    assert value(een_van(*of(2)), *answers) == one_of
    assert value(minstens(2, *of(2)), *answers) == all_of
    assert value(minstens(1, *of(2)), *answers) == one_of


@pytest.mark.parametrize(
    ("answers", "two_of_three"),
    [
        ((JA, JA, NEE), (1, 1)),
        ((JA, DEELS, NEE), (0.5, 0.5)),
        ((JA, NEE, NEE), (0, 0)),
        ((JA, OPEN, NEE), (0, 1)),
        ((DEELS, OPEN, NEE), (0, 0.5)),
        ((DEELS, OPEN, OPEN), (0, 1)),
        ((JA, DEELS, OPEN), (0.5, 1)),
        ((DEELS, DEELS, JA), (0.5, 0.5)),
    ],
)
def test_minstens_takes_the_kth_largest_of_each_end(answers: Any, two_of_three: Interval) -> None:
    assert value(minstens(2, *of(3)), *answers) == two_of_three


@pytest.mark.parametrize(
    ("k", "answers", "interval"),
    [
        (3, (JA, JA, NVT), (1, 1)),
        (3, (JA, DEELS, NVT), (0.5, 0.5)),
        (2, (JA, NEE, NVT), (0, 0)),
        (2, (JA, NVT, NVT), (1, 1)),
        (2, (OPEN, NVT, NVT), (0, 1)),
        (3, (NEE, NVT, NVT), (0, 0)),
        (1, (NEE, JA, NVT), (1, 1)),
    ],
)
def test_k_is_capped_at_the_children_that_are_left(k: int, answers: Any, interval: Interval) -> None:
    assert value(minstens(k, *of(3)), *answers) == interval


@pytest.mark.parametrize(
    "node", [v("a"), alle(*of(2)), een_van(*of(2)), minstens(2, *of(2)), niet("a"), alle(een_van(*of(2)))]
)
def test_nvt_at_every_node(node: Ruw) -> None:
    assert value(node, NVT, NVT) is None


@pytest.mark.parametrize("node", [alle(*of(3)), een_van(*of(3)), minstens(2, *of(3)), minstens(3, *of(3))])
@pytest.mark.parametrize(("left", "interval"), [(JA, (1, 1)), (DEELS, (0.5, 0.5)), (NEE, (0, 0)), (OPEN, (0, 1))])
def test_a_node_goes_by_the_children_that_are_not_nvt(node: Ruw, left: str, interval: Interval) -> None:
    assert value(node, NVT, left, NVT) == interval


def test_nvt_stays_nvt_through_a_reference_and_a_branch() -> None:
    pack = pakket(
        waarborg("onder", v("a")),
        waarborg("w", alle(ref("onder"), v("b"))),
        waarborg("leeg", een_van(ref("onder"))),
        vragen=VRAGEN,
    )
    result = oordeel(pack, {"a": NVT, "b": DEELS}, gewenst="besluiten")
    assert (eis(result, "w").laag, eis(result, "w").hoog) == (0.5, 0.5)
    assert eis(result, "leeg").status == "nvt"


@pytest.mark.parametrize(
    ("answer", "interval"), [(JA, (0, 0)), (DEELS, (0.5, 0.5)), (NEE, (1, 1)), (OPEN, (0, 1)), (NVT, None)]
)
def test_niet_turns_the_interval_round(answer: Any, interval: Interval) -> None:
    assert value(niet("a"), answer) == interval


def test_niet_swaps_the_ends_of_a_hull() -> None:
    assert value(niet("a"), van(bewoners=NEE, raad=DEELS)) == (0.5, 1)
    assert value(niet("a"), van(bewoners=JA, raad=DEELS)) == (0, 0.5)


def test_niet_on_a_keuze() -> None:
    pack = pakket(waarborg("w", niet("k", "rood")))
    assert eis(oordeel(pack, {"k": "rood"}, gewenst="besluiten"), "w").status == "ontbreekt"
    assert eis(oordeel(pack, {"k": "anders"}, gewenst="besluiten"), "w").status == "geborgd"


@pytest.mark.parametrize("inside", [alle(v("a")), een_van(v("a")), minstens(1, v("a")), niet("a"), ref("x")])
def test_niet_stands_directly_on_a_vraag(inside: Ruw) -> None:
    with pytest.raises(ValidationError, match="niet_alleen_op_vraag"):
        pakket(waarborg("w", {"niet": inside}), vragen=VRAGEN)


@pytest.mark.parametrize(
    "node", [{"alle": []}, {"een_van": []}, {"minstens": {"aantal": 1, "van": []}}, v("k") | {"is": []}]
)
def test_a_list_is_never_empty(node: Ruw) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(conditions.Voorwaarde).validate_python(node)


@pytest.mark.parametrize("k", [0, 3, -1])
def test_k_lies_within_the_children(k: int) -> None:
    with pytest.raises(ValidationError, match="aantal_buiten_bereik"):
        pakket(waarborg("w", minstens(k, *of(2))), vragen=VRAGEN)


@pytest.mark.parametrize(("test", "code"), [(v("a", "ja"), "stelling_met_is"), (v("rol"), "keuze_zonder_is")])
def test_a_test_fits_its_question(test: Ruw, code: str) -> None:
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("w", alle(v("b"), test)), vragen=VRAGEN, ladder=dict.fromkeys(MOET, v("x", "y")))
    assert code in [m.code for m in refused.value.meldingen]


def test_is_with_one_option_may_be_a_word() -> None:
    ruw = ruw_pakket(waarborg("w", v("k", "rood")))
    ruw["waarborgen"][0]["voldaan_als"] = {"vraag": "k", "is": "rood"}
    assert eis(oordeel(koppel(ruw), {"k": "rood"}, gewenst="besluiten"), "w").status == "geborgd"


@pytest.mark.parametrize("answer", [JA, DEELS, NEE, OPEN])
def test_a_reference_has_the_value_of_voldaan_als(answer: Any) -> None:
    """Whatever the norm of the target: also where it is not asked at all."""
    target = waarborg("onder", v("a"), {"besluiten": "mag"})
    pack = pakket(target, waarborg("midden", alle(ref("onder"))), waarborg("w", ref("midden")))
    result = oordeel(pack, {"a": answer}, gewenst="adviseren")
    assert (eis(result, "w").laag, eis(result, "w").hoog) == value(v("a"), answer)


@pytest.mark.parametrize("limit", [{"als": v("x")}, {"fasen": ["uitvoering"]}, {"geldig": {"van": "2020-01-01"}}])
def test_a_reference_that_reaches_a_limited_waarborg_is_refused(limit: Ruw) -> None:
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("onder", v("a"), **limit), waarborg("w", ref("onder")))
    assert [m.code for m in refused.value.meldingen] == ["verwijzing_met_grens"]


def test_a_reference_that_comes_back_to_itself_is_refused() -> None:
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("w", alle(v("a"), ref("x"))), waarborg("x", ref("w")))
    assert {m.code for m in refused.value.meldingen} == {"kring"}


def test_an_afweging_is_not_carried_over() -> None:
    pack = pakket(waarborg("onder", v("a")), waarborg("w", ref("onder")))
    weighed = [
        {"waarborg": "onder", "reden": "later", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2099-12-31"}
    ]
    result = oordeel(pack, {"a": NEE}, gewenst="besluiten", afwegingen=weighed)
    assert eis(result, "onder").status == "afgewogen"
    assert eis(result, "w").status == "ontbreekt"


@pytest.mark.parametrize(
    ("answers", "interval"),
    [
        ((NEE, JA, NEE), (0, 0)),
        ((van(bewoners=NEE, raad=DEELS), JA, NEE), (0, 0.5)),
        ((DEELS, JA, NEE), (0.5, 0.5)),
        ((OPEN, JA, NVT), (0, 1)),
        ((van(bewoners=JA, raad=DEELS), JA, NVT), (0.5, 1)),
        ((JA, NVT, NVT), (1, 1)),
    ],
)
def test_in_the_four_worlds_two_are_true_or_all_that_are_left(answers: Any, interval: Interval) -> None:
    """minstens k = k true, or all true-or-nvt and one true: in each of the worlds that an interval amounts to."""
    assert value(minstens(2, *of(3)), *answers) == interval


def test_an_interval_may_be_wider_than_exact() -> None:
    """The same question both ways is always half met at least; the interval does not see that."""
    assert value(een_van(v("a"), niet("a")), OPEN) == (0, 1)


def test_an_unresolved_branch_names_its_unresolved_leaves_only() -> None:
    node = alle(een_van(v("a"), v("b")), minstens(1, v("c"), niet("d")))
    pack = pakket(waarborg("w", node), vragen=VRAGEN)
    asked = vlek(oordeel(pack, {"a": NEE, "d": OPEN}, gewenst="besluiten"), "w")
    assert asked is not None
    assert open_vragen(asked) == {"b": "niet_besproken", "c": "niet_besproken", "d": "onbekend"}


def test_a_resolved_branch_hides_the_questions_below_it() -> None:
    """een_van(ja, …) is settled, and nobody need ask on; alle(nee, …) likewise."""
    node = alle(v("a"), een_van(v("b"), v("c")), minstens(1, alle(v("d"), v("c")), v("b")))
    pack = pakket(waarborg("w", node), vragen=VRAGEN)
    result = vlek(oordeel(pack, {"b": JA, "a": van(raad=JA, bewoners=NEE)}, gewenst="besluiten"), "w")
    assert result is not None
    assert open_vragen(result) == {"a": "verschil"}


def test_open_questions_lie_behind_references_too() -> None:
    pack = pakket(waarborg("onder", alle(v("a"), v("b"))), waarborg("w", een_van(ref("onder"), v("c"))))
    asked = vlek(oordeel(pack, {"a": JA, "c": NEE}, gewenst="besluiten"), "w")
    assert asked is not None
    assert open_vragen(asked) == {"b": "niet_besproken"}


def test_what_is_asked_lies_behind_each_reference_on_the_way() -> None:
    pack = pakket(waarborg("w", ref("x")), waarborg("x", alle(ref("y"), v("b"))), waarborg("y", v("a")))
    assert conditions.referred([pack.voldaan_als["w"]], pack.voldaan_als) == {"x", "y"}
    assert conditions.asked([pack.voldaan_als["w"]], pack.voldaan_als) == {"a", "b"}


def test_a_reference_that_is_settled_hides_its_questions() -> None:
    pack = pakket(waarborg("onder", een_van(v("a"), v("b"))), waarborg("w", alle(ref("onder"), v("c"))))
    asked = vlek(oordeel(pack, {"a": JA}, gewenst="besluiten"), "w")
    assert asked is not None
    assert open_vragen(asked) == {"c": "niet_besproken"}
