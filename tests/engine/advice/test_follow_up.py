"""An Opvolging: what the rules say of each agreed actie, what has none that runs, and when to look back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    koppel,
    niet,
    pakket,
    ref,
    stelling,
    v,
    van,
    waarborg,
)
from tests.strategies import dossiers, packs
from wijktoets import InvoerFout
from wijktoets.engine.advice.follow_up.follow_up import follow_up
from wijktoets.engine.advice.follow_up.value import ActieStand, Opvolging
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.evaluation import OPEN_STATUSES
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

PACK = pakket(
    waarborg("w", alle(v("a"), v("b"))),
    waarborg("u", v("c"), MOET_BIJ_BESLUITEN),
    waarborg("h", v("d"), HOORT),
    waarborg("vrij", v("e"), MAG),
    waarborg("nvt", v("f"), als=v("geld")),
    waarborg("einde", v("g"), fasen=["evaluatie"]),
    vragen=[stelling("a", nvt_mogelijk=True)],
)
"""w is settled by a and b, and its only actie settles a."""


def actie(waarborg: str = "w", status: str = "afgesproken", **delen: Any) -> Ruw:
    """An agreed actie, of the pack unless it says otherwise."""
    return {
        "waarborg": waarborg,
        "actie": f"{waarborg}.1",
        "wat": f"iets aan {waarborg}",
        "trekker": "wijk",
        "status": status,
        **delen,
    }


def opvolging(antwoorden: Mapping[str, Any], *acties: Ruw, pack: Regelpakket = PACK, **delen: Any) -> Opvolging:
    """The Opvolging of a dossier with one afspraak and these acties, at the wish adviseren."""
    delen = {"gewenst": "adviseren", **delen}
    as_of = delen.pop("as_of", None)
    if "afspraken" in delen:
        del delen["gewenst"]
    case = dossier(antwoorden, acties=list(acties), **delen)
    return follow_up(case, pack, direct.compute, VANDAAG, as_of=as_of)


def een(antwoorden: Mapping[str, Any], step: Ruw, **delen: Any) -> ActieStand:
    """What is said of the only actie."""
    (row,) = opvolging(antwoorden, step, **delen).acties
    return row


GISTEREN, MORGEN = date(2026, 10, 31), date(2026, 11, 2)


# Acties that run


@pytest.mark.parametrize("status", ["afgesproken", "bezig"])
@pytest.mark.parametrize(
    ("wanneer", "oordeel"),
    [(None, "loopt"), (MORGEN, "loopt"), (VANDAAG, "loopt"), (GISTEREN, "datum_voorbij")],
)
def test_an_actie_that_runs_until_its_date_is_past(status: str, wanneer: date | None, oordeel: str) -> None:
    assert een({"a": "nee"}, actie(status=status, wanneer=wanneer)).oordeel == oordeel


def test_an_actie_for_what_is_arranged_already() -> None:
    row = een({"a": "ja", "b": "ja"}, actie(wanneer=GISTEREN))
    assert (row.oordeel, row.vragen) == ("al_geregeld", [])


def test_an_actie_for_what_was_weighed_away() -> None:
    weighed = [{"waarborg": "w", "reden": "proef", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}]
    assert een({"a": "nee"}, actie(), afwegingen=weighed).oordeel == "bewust_anders"
    assert een({"a": "nee"}, actie(status="klaar"), afwegingen=weighed).oordeel == "bewust_anders"


def test_an_actie_that_belongs_nowhere_any_more() -> None:
    row = een({}, actie(fase="evaluatie"))
    assert (row.oordeel, row.reden, row.plekken) == ("niet_gevraagd", "geen_plek", [])
    row = een({"geld": "nee"}, actie("nvt"))
    assert (row.oordeel, row.reden) == ("niet_gevraagd", "nvt")
    row = een({}, actie("einde"))
    assert (row.oordeel, row.reden) == ("niet_gevraagd", "nvt")
    row = een({}, actie("u"))
    assert (row.oordeel, row.reden) == ("niet_gevraagd", "niet_bij_wens")


def test_an_actie_for_what_only_may_be_is_followed_as_well() -> None:
    assert een({"e": "nee"}, actie("vrij")).oordeel == "loopt"


def test_without_a_known_wish_every_norm_counts() -> None:
    assert een({"c": "nee"}, actie("u"), gewenst="onbekend").oordeel == "loopt"


# Acties that are klaar


def test_klaar_closes_only_when_the_rule_says_so() -> None:
    assert een({"a": "ja", "b": "ja"}, actie(status="klaar")).oordeel == "gesloten"
    assert een({"a": "nee", "b": "ja"}, actie(status="klaar")).oordeel == "zonder_effect"
    assert een({"b": "ja"}, actie(status="klaar")).oordeel == "zonder_effect"


def test_done_without_effect_names_the_answers_that_did_not_change() -> None:
    row = een({"a": van(bewoners="nee", gemeente="ja"), "b": "ja"}, actie(status="klaar"))
    assert row.oordeel == "zonder_effect"
    assert [(q.vraag, q.eigen, [s.antwoord for s in q.antwoorden]) for q in row.vragen] == [("a", True, ["nee", "ja"])]


def test_who_did_its_part_is_told_what_else_the_rule_asks() -> None:
    row = een({"a": "ja"}, actie(status="klaar"))
    assert row.oordeel == "meer_nodig"
    assert [(q.vraag, q.eigen) for q in row.vragen] == [("b", False)]


def test_of_an_own_actie_it_is_not_known_what_it_was_to_settle() -> None:
    row = een({"a": "ja"}, actie(status="klaar", actie=None))
    assert row.oordeel == "zonder_effect"
    assert [(q.vraag, q.eigen) for q in row.vragen] == [("b", False)]


def test_only_questions_that_matter_are_named() -> None:
    pack = pakket(waarborg("w", alle(een_van(v("a"), v("b")), ref("x"), niet("c"))), waarborg("x", v("d")))
    row = een({"a": "ja", "b": "nee", "d": "nee", "c": "deels"}, actie(), pack=pack)
    assert [q.vraag for q in row.vragen] == ["c", "d"]


def test_a_place_where_it_is_not_met_keeps_it_open() -> None:
    both = [
        {"thema": "groen", "fasen": ["uitvoering"], "gewenst": "adviseren", "antwoorden": {"b": "ja"}},
        {
            "thema": "wonen",
            "fasen": ["voorbereiding", "uitvoering"],
            "gewenst": "adviseren",
            "antwoorden": {"b": "nee"},
        },
    ]
    row = een({"a": "ja"}, actie(status="klaar"), afspraken=both)
    assert row.oordeel == "meer_nodig"
    assert [(p.thema, p.fasen, p.status) for p in row.plekken] == [
        ("groen", ["uitvoering"], "geborgd"),
        ("wonen", ["voorbereiding", "uitvoering"], "ontbreekt"),
    ]
    assert een({"a": "ja"}, actie(status="klaar", thema="groen"), afspraken=both).oordeel == "gesloten"


# Acties that are vervallen


def test_vervallen_while_still_open() -> None:
    assert een({"a": "nee"}, actie(status="vervallen")).oordeel == "vervallen_open"
    assert een({"a": "ja", "b": "ja"}, actie(status="vervallen")).oordeel == "vervallen"
    assert een({"e": "nee"}, actie("vrij", status="vervallen")).oordeel == "vervallen"


def test_vervallen_with_another_that_runs_is_taken_over() -> None:
    rows = opvolging({"a": "nee"}, actie(status="vervallen"), actie(status="bezig")).acties
    assert {row.status: row.oordeel for row in rows} == {"vervallen": "vervallen", "bezig": "loopt"}


# What has no actie


def test_a_moet_witte_vlek_without_an_actie_that_runs() -> None:
    found = opvolging({"a": "nee", "d": "nee"}, actie(status="klaar"), actie("h", status="vervallen"))
    rows = {row.waarborg: row for row in found.zonder_actie}
    assert set(rows) == {"w", "nvt"}, "what only belongs to the wish is not missing"
    assert (rows["w"].aard, rows["w"].eerder) == ("ontbreekt", [1])
    assert rows["w"].voorstel is None, "what was done is not proposed again"
    assert (rows["nvt"].aard, rows["nvt"].eerder) == ("niet_besproken", [])
    assert rows["nvt"].voorstel is not None and rows["nvt"].voorstel.id == "nvt.1"


def test_with_an_actie_that_runs_nothing_is_missing() -> None:
    assert [row.waarborg for row in opvolging({"a": "nee", "geld": "nee"}, actie()).zonder_actie] == []


def test_an_actie_elsewhere_does_not_count_here() -> None:
    both = [{"thema": t, "fasen": ["uitvoering"], "gewenst": "adviseren"} for t in ("groen", "wonen")]
    found = opvolging({"a": "nee", "geld": "nee"}, actie(thema="groen"), afspraken=both)
    assert [(row.thema, row.waarborg) for row in found.zonder_actie] == [("wonen", "w")]


def test_equal_fasen_are_one() -> None:
    case = [{"thema": "groen", "gewenst": "adviseren"}]
    (row, *_) = opvolging({"a": "nee", "geld": "nee", "g": "ja"}, afspraken=case).zonder_actie
    assert row.fasen == ["voorbereiding", "uitvoering", "evaluatie"]


def test_without_a_known_wish_nothing_is_said_to_be_missing() -> None:
    found = opvolging({"a": "nee"}, gewenst="onbekend")
    assert (found.zonder_actie, found.zonder_wens) == ([], ["groen"])


# Order, days, looking back


def test_by_owner_and_then_what_has_a_date_first() -> None:
    steps = [
        actie(trekker="samen"),
        actie(trekker="gemeente", status="klaar", wanneer=GISTEREN),
        actie(trekker="gemeente"),
        actie(trekker="gemeente", wanneer=MORGEN, status="bezig"),
        actie(trekker="wijk", status="vervallen"),
        actie(trekker="wijk", wanneer=GISTEREN),
    ]
    rows = opvolging({"a": "nee"}, *steps).acties
    assert [(row.trekker, row.nummer) for row in rows] == [
        ("wijk", 6),
        ("wijk", 5),
        ("gemeente", 4),
        ("gemeente", 3),
        ("gemeente", 2),
        ("samen", 1),
    ]


def test_each_actie_answers_for_its_own_date_alone() -> None:
    done, late = actie(status="klaar"), actie("h", trekker="gemeente", wanneer=GISTEREN)
    rows = opvolging({"a": "ja", "b": "ja"}, done, late).acties
    assert {row.trekker: row.oordeel for row in rows} == {"wijk": "gesloten", "gemeente": "datum_voorbij"}


def test_the_day_is_that_of_the_dossier_unless_another_is_asked_for() -> None:
    step = actie(wanneer=MORGEN)
    found = opvolging({"a": "nee"}, step)
    assert (found.peildatum, found.peildatum_gekozen, found.acties[0].oordeel) == (VANDAAG, False, "loopt")
    found = opvolging({"a": "nee"}, step, as_of=date(2026, 11, 3))
    assert (found.peildatum_gekozen, found.acties[0].oordeel) == (True, "datum_voorbij")
    found = opvolging({"a": "nee"}, step, peildatum=None)
    assert (found.peildatum, found.peildatum_is_vandaag) == (VANDAAG, True)


def test_the_rules_hold_on_the_day_that_is_asked_for() -> None:
    pack = pakket(waarborg("w", v("a"), MOET, geldig={"tot": VANDAAG}))
    assert een({"a": "nee"}, actie(), pack=pack).oordeel == "loopt"
    assert een({"a": "nee"}, actie(), pack=pack, as_of=MORGEN).oordeel == "niet_gevraagd"


def test_what_can_be_looked_at_when_looking_back() -> None:
    weighed = [{"waarborg": "w", "reden": "proef", "besloten_door": ["wijk", "raad"], "geldig_tot": GISTEREN}]
    steps = [actie(wanneer=VANDAAG), actie(wanneer=MORGEN), actie(), actie(status="vervallen"), actie(fase="evaluatie")]
    (row,) = opvolging({}, *steps, terugkijken_op=VANDAAG, afwegingen=weighed).terugkijken
    assert (row.op, row.voorbij, row.thema, row.acties, row.later) == (VANDAAG, False, "groen", [1, 3], [2])
    assert [(a.waarborg, a.waarom_niet) for a in row.afwegingen] == [("w", "verlopen")]
    (row,) = opvolging({}, terugkijken_op=GISTEREN).terugkijken
    assert row.voorbij


def test_a_dossier_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvoerFout):
        opvolging({}, actie("bestaat-niet"))


# Whatever the dossier


@st.composite
def followed(draw: Any) -> tuple[Dossier, Regelpakket]:
    """A dossier with acties for its pack."""
    ruw = draw(packs())
    names = [w["id"] for w in ruw["waarborgen"]]
    one = st.fixed_dictionaries(
        {
            "waarborg": st.sampled_from(names),
            "wat": st.just("iets"),
            "trekker": st.sampled_from(["wijk", "gemeente", "samen"]),
            "status": st.sampled_from(["afgesproken", "bezig", "klaar", "vervallen"]),
            "wanneer": st.sampled_from([None, GISTEREN, MORGEN]),
            "fase": st.sampled_from([None, "uitvoering"]),
        }
    )
    acties = [
        {**a, "actie": draw(st.sampled_from([None, f"{a['waarborg']}.1"]))} for a in draw(st.lists(one, max_size=4))
    ]
    return Dossier.model_validate({**draw(dossiers(ruw)), "acties": acties}), koppel(ruw)


@given(followed())
def test_nothing_that_is_open_is_called_closed(case: tuple[Dossier, Regelpakket]) -> None:
    found = follow_up(*case, direct.compute, VANDAAG)
    assert sorted(row.nummer for row in found.acties) == [n for n, _ in enumerate(case[0].acties, 1)]
    running = {(a.waarborg, a.fase) for a in case[0].acties if a.status in ("afgesproken", "bezig")}
    for row in found.acties:
        statuses = {p.status for p in row.plekken if p.norm is not None or found.zonder_wens}
        if row.oordeel in ("gesloten", "al_geregeld"):
            assert not statuses & set(OPEN_STATUSES) and "geborgd" in statuses
        if row.oordeel == "datum_voorbij":
            assert row.wanneer is not None and row.wanneer < found.peildatum and row.status in ("afgesproken", "bezig")
    for lacking in found.zonder_actie:
        assert (lacking.waarborg, None) not in running


# Proposals, acties of which nothing was said, and acties on their own


def test_a_proposal_keeps_a_point_open() -> None:
    found = opvolging({"a": "nee"}, actie(status="voorstel", wanneer=GISTEREN))
    assert [a.oordeel for a in found.acties] == ["voorgesteld"]
    assert [(z.waarborg, z.voorgesteld, z.eerder) for z in found.zonder_actie if z.waarborg == "w"] == [("w", [1], [])]
    assert een({"a": "ja", "b": "ja"}, actie(status="voorstel")).oordeel == "al_geregeld"


@pytest.mark.parametrize(("wanneer", "oordeel"), [(None, "loopt"), (MORGEN, "loopt"), (GISTEREN, "datum_voorbij")])
def test_an_actie_of_which_nobody_said_how_far_it_is(wanneer: date | None, oordeel: str) -> None:
    found = opvolging({"a": "nee"}, {**actie(wanneer=wanneer), "status": None})
    assert [(a.status, a.oordeel) for a in found.acties] == [(None, oordeel)]
    assert "w" not in {z.waarborg for z in found.zonder_actie}


@pytest.mark.parametrize(
    ("status", "oordeel"),
    [
        ("voorstel", "voorgesteld"),
        (None, "datum_voorbij"),
        ("bezig", "datum_voorbij"),
        ("klaar", "af"),
        ("vervallen", "af"),
    ],
)
def test_an_actie_on_its_own_stands_apart(status: str | None, oordeel: str) -> None:
    loose = {"wat": "btw uitzoeken", "trekker": "gemeente", "wanneer": GISTEREN, "status": status}
    found = opvolging({"a": "nee"}, loose, actie())
    assert [(a.nummer, a.wat, a.oordeel) for a in found.losse_acties] == [(1, "btw uitzoeken", oordeel)]
    assert [(a.nummer, a.waarborg) for a in found.acties] == [(2, "w")]
    assert opvolging({"a": "nee"}, loose).zonder_actie == opvolging({"a": "nee"}).zonder_actie


def test_a_proposal_is_nothing_to_look_back_at() -> None:
    (row,) = opvolging(
        {},
        actie(status="voorstel"),
        {"wat": "btw uitzoeken", "trekker": "gemeente"},
        afspraken=[{"thema": "groen", "gewenst": "adviseren", "terugkijken_op": "2027-06-01"}],
    ).terugkijken
    assert row.acties == [2]
