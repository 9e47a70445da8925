"""An Uitleg of one waarborg: its condition and status as they were judged, with the answers and their sources in it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    MAG,
    VANDAAG,
    Ruw,
    alle,
    dossier,
    een_van,
    eis,
    koppel,
    minstens,
    niet,
    nvt,
    oordelen,
    pakket,
    ref,
    v,
    van,
    waarborg,
)
from tests.engine.advice.explaining import MAY_BE_NVT, W, een, shape, uitleg
from tests.strategies import dossiers, packs
from wijktoets import InvoerFout, Melding, Plek, texts
from wijktoets.engine.advice.explain.explain import nodes
from wijktoets.engine.advice.explain.value import EisUitleg
from wijktoets.engine.model.dossier import Dossier

# One waarborg: the condition with its answers.


def test_every_node_has_its_interval() -> None:
    condition = alle(v("a"), een_van(v("b"), niet("c")), minstens(2, v("d"), v("e"), v("k", "wijk")))
    pack = pakket(waarborg("w", condition))
    case = dossier({"a": "deels", "b": "nee", "c": "onbekend", "d": "ja", "e": "nee", "k": "wijk"})
    assert shape(een(pack, case).voldaan_als) == (
        "alle",
        0.0,
        0.5,
        [
            ("vraag", 0.5, 0.5),
            ("een_van", 0.0, 1.0, [("vraag", 0.0, 0.0), ("niet", 0.0, 1.0, [("vraag", 0.0, 1.0)])]),
            ("minstens", 1.0, 1.0, [("vraag", 1.0, 1.0), ("vraag", 0.0, 0.0), ("vraag", 1.0, 1.0)]),
        ],
    )


def test_a_group_says_how_many_it_asks_and_a_keuze_which_answers_count() -> None:
    pack = pakket(waarborg("w", minstens(2, v("a"), v("b"), v("k", "wijk", "samen"))))
    tree = een(pack, dossier()).voldaan_als
    assert tree.aantal == 2
    assert [(node.vraag, node.is_) for node in tree.onder] == [("a", None), ("b", None), ("k", ["wijk", "samen"])]
    assert uitleg(pack, dossier(), naam="w").to_json()["afspraken"][0]["eisen"][0]["voldaan_als"]["onder"][2]["is"] == [
        "wijk",
        "samen",
    ]


def test_nvt_has_no_interval() -> None:
    row = een(pakket(waarborg("w", alle(v("n"), v("a"))), vragen=MAY_BE_NVT), dossier({"n": "nvt", "a": "ja"}))
    assert shape(row.voldaan_als) == ("alle", 1.0, 1.0, [("vraag", None, None), ("vraag", 1.0, 1.0)])


def test_answers_come_with_who_said_it_the_source_and_why() -> None:
    said = [
        {"door": "gemeente", "antwoord": "ja", "bron": "verslag, punt 4"},
        {"door": "bewoners", "antwoord": "nee", "toelichting": "nooit iets gezien"},
    ]
    tree = een(pakket(W), dossier({"a": said})).voldaan_als
    assert [(s.door, s.antwoord, s.bron, s.toelichting) for s in tree.antwoorden] == [
        ("gemeente", "ja", ("verslag, punt 4",), None),
        ("bewoners", "nee", None, "nooit iets gezien"),
    ]
    assert tree.reden == "verschil"


@pytest.mark.parametrize(
    ("antwoord", "reden"), [(None, "niet_besproken"), ("onbekend", "onbekend"), ("ja", None), ("nee", None)]
)
def test_an_open_question_says_why_it_is_open(antwoord: str | None, reden: str | None) -> None:
    assert een(pakket(W), dossier({"a": antwoord} if antwoord else {})).voldaan_als.reden == reden


def test_answers_say_where_they_stand() -> None:
    pack = pakket(waarborg("w", alle(v("a"), v("b"), v("c"), v("fase", "uitvoering"))))
    case = dossier({"a": "nee", "b": "ja"}, afspraken=[{"thema": "groen", "antwoorden": {"a": "ja"}}])
    (part,) = uitleg(pack, case, naam="w", fase="uitvoering").afspraken
    below = part.eisen[0].voldaan_als.onder
    assert [(node.herkomst, [s.antwoord for s in node.antwoorden]) for node in below] == [
        ("afspraak", ["ja"]),
        ("dossier", ["ja"]),
        (None, []),
        ("ingebouwd", ["uitvoering"]),
    ]


def test_built_in_questions_show_what_the_tool_filled_in() -> None:
    pack = pakket(waarborg("w", alle(v("reikwijdte", "wijk"), v("land", "NL"))))
    below = een(pack, dossier(reikwijdte="wijk")).voldaan_als.onder
    assert [[s.antwoord for s in node.antwoorden] for node in below] == [["wijk"], ["NL"]]
    unknown = een(pack, dossier()).voldaan_als.onder[0]
    assert (unknown.antwoorden, unknown.reden) == ([], "niet_besproken")


def test_a_reference_shows_what_is_under_it() -> None:
    pack = pakket(W, waarborg("boven", alle(ref("w"), v("b"))))
    tree = een(pack, dossier({"a": "deels"}), "boven").voldaan_als
    assert shape(tree.onder[0]) == ("waarborg", 0.5, 0.5, [("vraag", 0.5, 0.5)])
    assert tree.onder[0].waarborg == "w"
    assert set(uitleg(pack, dossier(), naam="boven").waarborgen) == {"w", "boven"}


# One waarborg: its status.


@pytest.mark.parametrize(
    ("antwoorden", "status", "aard"),
    [
        ({"a": "ja"}, "geborgd", None),
        ({"a": "deels"}, "deels", "deels"),
        ({"a": "nee"}, "ontbreekt", "ontbreekt"),
        ({}, "onbekend", "niet_besproken"),
        ({"a": "onbekend"}, "onbekend", "onbekend"),
        ({"a": van(bewoners="ja", gemeente="nee")}, "onbekend", "verschil"),
    ],
)
def test_the_status_is_that_of_the_rapport(antwoorden: Ruw, status: str, aard: str | None) -> None:
    row = een(pakket(W), dossier(antwoorden, gewenst="besluiten"))
    assert (row.status, row.aard) == (status, aard)


def test_the_norm_is_that_of_the_wish_or_of_the_wish_supposed() -> None:
    pack = pakket(waarborg("w", v("a"), {"aanjagen": "hoort", "besluiten": "moet"}))
    assert een(pack, dossier(gewenst="aanjagen")).norm == "hoort"
    assert een(pack, dossier(gewenst="adviseren")).norm is None
    assert een(pack, dossier()).norm is None
    assert een(pack, dossier(gewenst="adviseren"), archetype="besluiten").norm == "moet"
    assert een(pack, dossier()).vanaf == "besluiten"
    assert een(pakket(waarborg("w", v("a"), MAG)), dossier()).vanaf is None


@pytest.mark.parametrize(
    ("antwoorden", "stand", "status"),
    [
        ({"b": "ja", "a": "ja"}, "geldt", "geborgd"),
        ({"b": "deels", "a": "ja"}, "geldt", "geborgd"),
        ({"b": "nee", "a": "ja"}, "geldt_niet", "nvt"),
        ({"b": "nvt", "a": "ja"}, "geldt_niet", "nvt"),
        ({"a": "nee"}, "open", "onbekend"),
        ({"b": van(bewoners="nee", gemeente="deels"), "a": "nee"}, "open", "onbekend"),
    ],
)
def test_als_says_whether_it_applies(antwoorden: Ruw, stand: str, status: str) -> None:
    questions = [{**MAY_BE_NVT[0], "id": "b"}]
    row = een(pakket({**W, "als": v("b")}, vragen=questions), dossier(antwoorden))
    assert (row.als_stand, row.status) == (stand, status)
    assert row.als is not None and row.als.vraag == "b"


def test_without_als_there_is_nothing_to_say_about_it() -> None:
    row = een(pakket(W), dossier())
    assert (row.als, row.als_stand) == (None, None)


@pytest.mark.parametrize(
    ("regel", "antwoorden", "reden"),
    [
        ({**W, "fasen": ["evaluatie"]}, {"a": "ja"}, "fase"),
        ({**W, "geldig": {"van": "2027-01-01"}}, {"a": "ja"}, "datum"),
        ({**W, "als": v("b")}, {"b": "nee"}, "als"),
        ({**W, "als": v("n")}, {"n": "nvt"}, "antwoord"),
        (waarborg("w", v("n")), {"n": "nvt"}, "antwoord"),
        ({**W, "fasen": ["evaluatie"], "geldig": {"van": "2027-01-01"}}, {}, "fase"),
        (W, {"a": "ja"}, None),
    ],
)
def test_nvt_says_why(regel: Ruw, antwoorden: Ruw, reden: str | None) -> None:
    row = een(pakket(regel, vragen=MAY_BE_NVT), dossier(antwoorden))
    assert row.nvt_reden == reden
    assert (row.status == "nvt") == (reden is not None)


def test_an_afweging_is_shown_with_its_reason_whether_it_counts_or_not() -> None:
    together = {
        "waarborg": "w",
        "reden": "eerst een jaar proberen",
        "besloten_door": ["wijk", "gemeente"],
        "geldig_tot": "2099-12-31",
    }
    alone = {**together, "besloten_door": ["wijk"], "reden": "vinden wij"}
    other = {**together, "waarborg": "x"}
    pack = pakket(W, waarborg("x", v("b")))
    row = een(pack, dossier({"a": "nee"}, afwegingen=[together, other]))
    assert (row.status, [a.reden for a in row.afwegingen]) == ("afgewogen", ["eerst een jaar proberen"])
    row = een(pack, dossier({"a": "nee"}, afwegingen=[alone]))
    assert (row.status, [a.waarom_niet for a in row.afwegingen]) == ("ontbreekt", ["eenzijdig"])


def test_open_questions_are_those_of_the_condition_and_of_als() -> None:
    pack = pakket({**waarborg("w", alle(v("a"), v("c"))), "als": v("b")})
    row = een(pack, dossier({"c": "ja", "b": van(bewoners="ja", gemeente="nee")}))
    assert [(q.vraag, q.reden) for q in row.open_vragen] == [("a", "niet_besproken"), ("b", "verschil")]


def test_an_unknown_waarborg_is_an_input_error_with_a_near_miss() -> None:
    with pytest.raises(InvoerFout) as caught:
        uitleg(pakket(waarborg("minderheid-gehoord", v("a"))), dossier(), naam="minderheid-gehord")
    (melding,) = caught.value.meldingen
    facts = {"naam": "minderheid-gehord"}
    assert melding == Melding("waarborg_of_vraag_onbekend", Plek("WAARBORG"), facts, "minderheid-gehoord")
    assert all(name in texts.melding(melding) for name in ("WAARBORG: ", "'minderheid-gehord'", "'minderheid-gehoord'"))


def test_a_dossier_that_does_not_fit_the_pack_is_an_input_error() -> None:
    with pytest.raises(InvoerFout):
        uitleg(pakket(W), dossier({"onbekende-vraag": "ja"}))


@given(st.data())
def test_a_waarborg_is_explained_as_it_was_judged(data: st.DataObject) -> None:
    ruw = data.draw(packs())
    pack, case = koppel(ruw), Dossier.model_validate(data.draw(dossiers(ruw)))
    name = data.draw(st.sampled_from(sorted(pack.waarborgen)))
    judged = oordelen(pack, case, today=VANDAAG, archetype="besluiten")
    for part in uitleg(pack, case, naam=name, archetype="besluiten").afspraken:
        for fase in part.fasen:
            row, explained = eis(judged[part.thema, fase], name), part.eisen[0]
            assert (explained.status, explained.aard) == (row.status, row.aard)
            assert (explained.laag, explained.hoog, explained.norm) == (row.laag, row.hoog, row.norm)
            _check_leaves(explained, judged[part.thema, fase].antwoorden)


def _check_leaves(explained: EisUitleg, antwoorden: Any) -> None:
    """Every question in the tree shows exactly the answers that are in force."""
    for node in nodes(explained.als, explained.voldaan_als):
        if node.soort == "vraag" and node.herkomst != "ingebouwd":
            assert node.antwoorden == list(antwoorden.get(node.vraag, ()))


def test_nvt_needs_its_toelichting_here_as_everywhere() -> None:
    assert (
        een(pakket(waarborg("w", v("n")), vragen=MAY_BE_NVT), dossier({"n": nvt()}))
        .voldaan_als.antwoorden[0]
        .toelichting
    )
