"""Status, afweging and witte vlek (docs/model.md section 4).

| sentence of the model | test |
|---|---|
| status from [lo, hi] | test_the_status_of_an_eis |
| afgewogen: the status would be other than geborgd or nvt | test_an_afweging_of_each_status |
| it counts when wijk and one of gemeente, college, raad decided | test_who_must_have_decided |
| … and the party on which the waarborg rests | test_who_bears_the_waarborg_has_decided_too |
| … has a geldig_tot, not past on the peildatum, that day included | test_an_afweging_ends_after_its_last_day |
| … and the waarborg is not hard | test_law_cannot_be_weighed_away |
| one that does not count has why: the first of hard, eenzijdig, zonder_einde, verlopen | test_why_it_does_not_count |
| of several one that counts is enough | test_one_that_counts_is_enough |
| optional thema, fase | test_an_afweging_for_a_thema_or_fase |
| it keeps its real value and is shown with its reason | test_an_afgewogen_eis_keeps_its_value_and_its_reason |
| hard uses no question with nvt_mogelijk | test_a_hard_waarborg_uses_no_nvt |
| no waarborg tests a ladder question | test_a_waarborg_does_not_depend_on_the_ladder |
| norms never fall | test_norms_never_fall |
| witte vlek: moet or hoort, and deels, hooguit_deels, ontbreekt, onbekend | test_what_is_a_witte_vlek |
| aard | test_the_aard_of_a_witte_vlek |
| open_vragen, each with reden, from both conditions | test_open_questions_come_from_voldaan_als_and_als, test_reden |
| through unresolved nodes only | test_conditions.py |
"""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import (
    HOORT,
    MAG,
    MOET,
    MOET_BIJ_BESLUITEN,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    een_van,
    eis,
    keuze,
    niet,
    norm,
    nvt,
    oordeel,
    oordelen,
    open_vragen,
    pakket,
    ref,
    signalen,
    stelling,
    v,
    van,
    vlek,
    waarborg,
)
from wijktoets.engine.model.errors import InvoerFout

DAG = timedelta(days=1)
PACK = pakket(waarborg("w", v("q")), vragen=[stelling("q", nvt_mogelijk=True)])

HOOGUIT_DEELS = van(bewoners="nee", gemeente="deels")
MINSTENS_DEELS = van(bewoners="deels", gemeente="ja")
VERSCHIL = van(bewoners="ja", gemeente="nee")


def afweging(waarborg: str = "w", door: tuple[str, ...] = ("wijk", "gemeente"), **rest: Any) -> Ruw:
    """A reasoned deviation, with an end that is not near."""
    plain = {"waarborg": waarborg, "reden": "eerst ervaring opdoen", "besloten_door": list(door)}
    return {**plain, "geldig_tot": VANDAAG + 30 * DAG, **rest}


STATUSES = [
    ("ja", "geborgd"),
    ("deels", "deels"),
    (HOOGUIT_DEELS, "hooguit_deels"),
    ("nee", "ontbreekt"),
    ("onbekend", "onbekend"),
    (VERSCHIL, "onbekend"),
    (MINSTENS_DEELS, "onbekend"),
    (nvt(), "nvt"),
]


@pytest.mark.parametrize(("answer", "status"), STATUSES)
def test_the_status_of_an_eis(answer: Any, status: str) -> None:
    assert eis(oordeel(PACK, {"q": answer}, gewenst="besluiten"), "w").status == status


@pytest.mark.parametrize(("answer", "status"), STATUSES)
def test_an_afweging_of_each_status(answer: Any, status: str) -> None:
    found = eis(oordeel(PACK, {"q": answer}, gewenst="besluiten", afwegingen=[afweging()]), "w")
    assert found.status == (status if status in ("geborgd", "nvt") else "afgewogen")


@pytest.mark.parametrize("rule", [waarborg("w", v("q"), norm=MAG), waarborg("w", v("q"), norm=HOORT)])
def test_an_afweging_of_a_lighter_norm(rule: Ruw) -> None:
    found = oordeel(pakket(rule), {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging()])
    assert eis(found, "w").status == "afgewogen"


def test_an_afweging_of_an_eis_that_may_not_apply() -> None:
    pack = pakket(waarborg("w", v("q"), als=v("als")))
    found = oordeel(pack, {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging()])
    assert eis(found, "w").status == "afgewogen"


@pytest.mark.parametrize(
    ("door", "counts"),
    [
        (("wijk", "gemeente"), True),
        (("college", "wijk"), True),
        (("wijk", "raad"), True),
        (("wijk", "partner", "raad"), True),
        (("wijk",), False),
        (("gemeente", "college", "raad"), False),
        (("wijk", "partner"), False),
        (("partner",), False),
    ],
)
def test_who_must_have_decided(door: tuple[str, ...], counts: bool) -> None:
    result = oordeel(PACK, {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging(door=door)])
    assert eis(result, "w").status == ("afgewogen" if counts else "ontbreekt")
    assert [(a.telt, a.waarom_niet) for a in result.afwegingen] == [(counts, None if counts else "eenzijdig")]


@pytest.mark.parametrize(
    ("last", "why"), [(VANDAAG, None), (VANDAAG + DAG, None), (VANDAAG - DAG, "verlopen"), (None, "zonder_einde")]
)
def test_an_afweging_ends_after_its_last_day(last: Any, why: str | None) -> None:
    result = oordeel(PACK, {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging(geldig_tot=last)])
    assert eis(result, "w").status == ("ontbreekt" if why else "afgewogen")
    assert [(a.telt, a.waarom_niet) for a in result.afwegingen] == [(why is None, why)]


@pytest.mark.parametrize(
    ("rust_op", "door", "counts"),
    [
        ("wijk", ("wijk", "gemeente"), True),
        ("gemeente", ("wijk", "gemeente"), True),
        ("gemeente", ("wijk", "college"), False),
        ("college", ("wijk", "gemeente"), False),
        ("college", ("wijk", "college"), True),
        ("raad", ("wijk", "gemeente", "college"), False),
        ("raad", ("wijk", "raad"), True),
        ("samen", ("wijk", "college"), True),
        ("samen", ("wijk", "partner"), False),
    ],
)
def test_who_bears_the_waarborg_has_decided_too(rust_op: str, door: tuple[str, ...], counts: bool) -> None:
    """Nobody is let off what rests on others."""
    pack = pakket({**waarborg("w", v("q")), "rust_op": rust_op})
    result = oordeel(pack, {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging(door=door)])
    assert [(a.telt, a.waarom_niet) for a in result.afwegingen] == [(counts, None if counts else "eenzijdig")]


def test_law_cannot_be_weighed_away() -> None:
    result = oordeel(
        pakket(waarborg("w", v("q"), hard=True)), {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging()]
    )
    assert eis(result, "w").status == "ontbreekt"
    assert [a.waarom_niet for a in result.afwegingen] == ["hard"]


@pytest.mark.parametrize(
    ("hard", "door", "last", "why"),
    [
        (True, ("wijk",), VANDAAG - DAG, "hard"),
        (True, ("wijk", "raad"), None, "hard"),
        (False, ("wijk",), VANDAAG - DAG, "eenzijdig"),
        (False, ("wijk",), None, "eenzijdig"),
        (False, ("wijk", "raad"), None, "zonder_einde"),
        (False, ("wijk", "raad"), VANDAAG - DAG, "verlopen"),
        (False, ("wijk", "raad"), VANDAAG, None),
    ],
)
@pytest.mark.parametrize("answer", ["ja", "nee", "onbekend"])
def test_why_it_does_not_count(hard: bool, door: tuple[str, ...], last: Any, why: str | None, answer: str) -> None:
    """Whatever the status of the eis."""
    pack = pakket(waarborg("w", v("q"), hard=hard))
    result = oordeel(pack, {"q": answer}, gewenst="besluiten", afwegingen=[afweging(door=door, geldig_tot=last)])
    assert [(a.telt, a.waarom_niet) for a in result.afwegingen] == [(why is None, why)]


@pytest.mark.parametrize("turned", [False, True])
def test_one_that_counts_is_enough(turned: bool) -> None:
    both = [afweging(geldig_tot=VANDAAG - DAG), afweging(), afweging(door=("wijk",)), afweging(geldig_tot=None)]
    result = oordeel(PACK, {"q": "nee"}, gewenst="besluiten", afwegingen=both[::-1] if turned else both)
    assert eis(result, "w").status == "afgewogen"
    assert sorted(str(a.waarom_niet) for a in result.afwegingen) == ["None", "eenzijdig", "verlopen", "zonder_einde"]
    assert "afweging_telt_niet" not in signalen(result)


@pytest.mark.parametrize(
    ("limits", "where"),
    [
        ({}, {("groen", "uitvoering"), ("groen", "evaluatie"), ("wonen", "uitvoering")}),
        ({"thema": "groen"}, {("groen", "uitvoering"), ("groen", "evaluatie")}),
        ({"fase": "uitvoering"}, {("groen", "uitvoering"), ("wonen", "uitvoering")}),
        ({"thema": "groen", "fase": "evaluatie"}, {("groen", "evaluatie")}),
        ({"thema": "wonen", "fase": "evaluatie"}, set()),
    ],
)
def test_an_afweging_for_a_thema_or_fase(limits: Ruw, where: set[tuple[str, str]]) -> None:
    afspraken = [
        {"thema": "groen", "fasen": ["uitvoering", "evaluatie"], "gewenst": "besluiten"},
        {"thema": "wonen", "fasen": ["uitvoering"], "gewenst": "besluiten"},
    ]
    found = oordelen(PACK, dossier({"q": "nee"}, afspraken=afspraken, afwegingen=[afweging(**limits)]))
    assert {key for key, result in found.items() if eis(result, "w").status == "afgewogen"} == where
    assert {key for key, result in found.items() if result.afwegingen} == where


def test_an_afweging_is_of_its_own_waarborg() -> None:
    pack = pakket(waarborg("w", v("q")), waarborg("x", v("q")))
    result = oordeel(pack, {"q": "nee"}, gewenst="besluiten", afwegingen=[afweging()])
    assert [eis(result, name).status for name in ("w", "x")] == ["afgewogen", "ontbreekt"]


def test_an_afgewogen_eis_keeps_its_value_and_its_reason() -> None:
    result = oordeel(PACK, {"q": "deels"}, gewenst="besluiten", afwegingen=[afweging(geldig_tot=VANDAAG)])
    assert (eis(result, "w").laag, eis(result, "w").hoog) == (0.5, 0.5)
    (row,) = result.afwegingen
    assert (row.waarborg, row.reden, row.besloten_door, row.geldig_tot) == (
        "w",
        "eerst ervaring opdoen",
        ("wijk", "gemeente"),
        VANDAAG,
    )
    assert result.witte_vlekken == ()


def test_a_hard_waarborg_uses_no_nvt() -> None:
    below = waarborg("onder", v("n"))
    for asked in (v("n"), alle(v("q"), ref("onder"))):
        for field in ("voldaan_als", "als"):
            parts: Ruw = {"voldaan_als": v("q"), "hard": True, field: asked}
            with pytest.raises(InvoerFout) as refused:
                pakket(below, waarborg("w", **parts), vragen=[stelling("n", nvt_mogelijk=True)])
            assert [m.code for m in refused.value.meldingen] == ["hard_met_nvt"]


@pytest.mark.parametrize("extra", [{}, {"als": v("rol", "besluiten")}])
def test_a_waarborg_does_not_depend_on_the_ladder(extra: Ruw) -> None:
    asked = v("q") if extra else alle(v("q"), niet("rol", "besluiten"))
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("w", asked, **extra))
    assert [m.code for m in refused.value.meldingen] == ["waarborg_op_ladder"]


def test_a_waarborg_does_not_depend_on_the_ladder_through_a_reference() -> None:
    with pytest.raises(InvoerFout) as refused:
        pakket(waarborg("onder", v("rol", "besluiten")), waarborg("w", alle(ref("onder"))))
    assert [m.code for m in refused.value.meldingen] == ["waarborg_op_ladder"]  # one cause, said once


@pytest.mark.parametrize("falling", [("moet", "hoort", "moet"), ("mag", None, "mag"), (None, "moet", "hoort")])
def test_norms_never_fall(falling: tuple[str | None, str | None, str | None]) -> None:
    with pytest.raises(ValidationError, match="norm_daalt"):
        pakket(waarborg("w", v("q"), norm=norm(*falling)))


@pytest.mark.parametrize("given", [MOET, HOORT, MAG])
@pytest.mark.parametrize(("answer", "status"), STATUSES)
def test_what_is_a_witte_vlek(given: dict[str, str], answer: Any, status: str) -> None:
    pack = pakket(waarborg("w", v("q"), norm=given), vragen=[stelling("q", nvt_mogelijk=True)])
    found = vlek(oordeel(pack, {"q": answer}, gewenst="besluiten"), "w")
    expected = given is not MAG and status in ("deels", "hooguit_deels", "ontbreekt", "onbekend")
    assert (found is not None) is expected
    if found is not None:
        assert found.norm == given["besluiten"]


def test_what_is_not_asked_at_the_wish_is_no_witte_vlek() -> None:
    pack = pakket(waarborg("w", v("q"), norm=MOET_BIJ_BESLUITEN))
    assert vlek(oordeel(pack, {"q": "nee"}, gewenst="aanjagen"), "w") is None
    assert vlek(oordeel(pack, {"q": "nee"}, gewenst="besluiten"), "w") is not None


@pytest.mark.parametrize(
    ("answers", "aard"),
    [
        ({"a": "deels", "b": "ja"}, "deels"),
        ({"a": HOOGUIT_DEELS, "b": "ja"}, "hooguit_deels"),
        ({"a": "nee"}, "ontbreekt"),
        ({}, "niet_besproken"),
        ({"a": "ja"}, "niet_besproken"),
        ({"a": "onbekend", "b": "ja"}, "onbekend"),
        ({"a": "onbekend"}, "onbekend"),
        ({"a": VERSCHIL, "b": "ja"}, "verschil"),
        ({"a": VERSCHIL, "b": MINSTENS_DEELS}, "verschil"),
        ({"a": VERSCHIL}, "onbekend"),
        ({"a": VERSCHIL, "b": "onbekend"}, "onbekend"),
        ({"a": van(bewoners="ja", raad="onbekend"), "b": "ja"}, "onbekend"),
        ({"a": van(bewoners="ja", raad="nee", samen="onbekend"), "b": "ja"}, "onbekend"),
    ],
)
def test_the_aard_of_a_witte_vlek(answers: Ruw, aard: str) -> None:
    found = vlek(oordeel(pakket(waarborg("w", alle(v("a"), v("b")))), answers, gewenst="besluiten"), "w")
    assert found is not None
    assert found.aard == aard


def test_the_aard_looks_at_open_questions_only() -> None:
    """A settled question, disputed or not discussed, is not among them."""
    pack = pakket(waarborg("w", alle(een_van(v("a"), v("b")), v("k", "x", "y"), v("c"))))
    answers = {"a": "ja", "k": van(bewoners="x", raad="y"), "c": "onbekend"}
    found = vlek(oordeel(pack, answers, gewenst="besluiten"), "w")
    assert found is not None
    assert (found.aard, open_vragen(found)) == ("onbekend", {"c": "onbekend"})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, "niet_besproken"),
        ("onbekend", "onbekend"),
        (VERSCHIL, "verschil"),
        (van(bewoners="ja", raad="onbekend"), "onbekend"),
        (van(bewoners="ja", raad="nee", college="onbekend"), "verschil"),
        (van(bewoners="ja", raad="nee", samen="onbekend"), "onbekend"),
    ],
)
def test_reden(answer: Any, why: str) -> None:
    found = vlek(oordeel(PACK, {} if answer is None else {"q": answer}, gewenst="besluiten"), "w")
    assert found is not None
    assert open_vragen(found) == {"q": why}


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, {"q": "niet_besproken", "als": "niet_besproken"}),
        ({"q": "nee"}, {"als": "niet_besproken"}),
        ({"als": "ja"}, {"q": "niet_besproken"}),
        ({"als": "deels", "q": "nee"}, {}),
        ({"als": MINSTENS_DEELS, "q": "nee"}, {"als": "verschil"}),
        ({"q": HOOGUIT_DEELS, "als": "ja"}, {"q": "verschil"}),
    ],
)
def test_open_questions_come_from_voldaan_als_and_als(answers: Ruw, asked: dict[str, str]) -> None:
    found = vlek(oordeel(pakket(waarborg("w", v("q"), als=v("als"))), answers, gewenst="besluiten"), "w")
    assert found is not None
    assert open_vragen(found) == asked


def test_the_reikwijdte_is_asked_only_where_a_rule_reaches_it() -> None:
    pack = pakket(waarborg("w", v("q"), als=v("reikwijdte", "wijk")), waarborg("x", v("q")))
    result = oordeel(pack, {"q": "nee"}, gewenst="besluiten")
    assert {w.waarborg: (w.aard, open_vragen(w)) for w in result.witte_vlekken} == {
        "w": ("niet_besproken", {"reikwijdte": "niet_besproken"}),
        "x": ("ontbreekt", {}),
    }


def test_a_witte_vlek_offers_the_acties_of_its_waarborg() -> None:
    own = {"id": "eigen", "wat": "Praat", "trekker": "raad", "sluit": ["q"]}
    borrowed = waarborg("x", v("q"), acties=[{"actie": "w.1"}, own])
    result = oordeel(pakket(waarborg("w", v("q")), borrowed), {"q": "nee"}, gewenst="besluiten")
    offered = {w.waarborg: [a.id for a in w.acties] for w in result.witte_vlekken}
    assert offered == {"w": ["w.1"], "x": ["w.1", "eigen"]}


def test_an_actie_says_what_it_settles() -> None:
    red = {"vraag": "k", "wordt": "rood"}
    rule = waarborg("w", v("q"), acties=[{"wat": "Praat", "trekker": "raad", "sluit": ["q", red]}])
    pack = pakket(rule, vragen=[keuze("k", "rood", "blauw")])
    found = vlek(oordeel(pack, {"q": "nee"}, gewenst="besluiten"), "w")
    assert found is not None
    assert [(s.vraag, s.wordt) for s in found.acties[0].sluit] == [("q", "ja"), ("k", "rood")]
