"""An Uitleg of a whole dossier: the chain from answers to the uitkomst, per thema and fase, as the Rapport has it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    HOORT,
    MOET_BIJ_BESLUITEN,
    MOET_VANAF_AANJAGEN,
    VANDAAG,
    dossier,
    grens,
    koppel,
    pakket,
    v,
    waarborg,
)
from tests.engine.advice.explaining import W, keten, uitleg
from tests.strategies import dossiers, packs
from wijktoets import evaluate
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.words import ARCHETYPES, niveau

# The chain to the uitkomst.


def test_the_chain_names_the_moet_eisen_that_hold_it_back_up_to_the_wish() -> None:
    pack = pakket(
        waarborg("altijd", v("a")),
        waarborg("erna", v("b"), MOET_VANAF_AANJAGEN),
        waarborg("klaar", v("c"), MOET_VANAF_AANJAGEN),
        waarborg("laatst", v("d"), MOET_BIJ_BESLUITEN),
        waarborg("hoort", v("e"), HOORT),
    )
    case = dossier({"a": "nee", "c": "ja"}, gewenst="aanjagen")
    assert [(e.waarborg, e.vanaf, e.aard) for e in keten(pack, case).eisen] == [
        ("altijd", "adviseren", "ontbreekt"),
        ("erna", "aanjagen", "niet_besproken"),
    ]
    assert [e.waarborg for e in keten(pack, dossier({"a": "nee", "c": "ja"})).eisen] == ["altijd", "erna", "laatst"]
    as_if = keten(pack, case, archetype="besluiten")
    assert [e.waarborg for e in as_if.eisen] == ["altijd", "erna", "laatst"]
    assert as_if.gewenst == "besluiten"


def test_what_is_afgewogen_or_nvt_holds_nothing_back() -> None:
    pack = pakket(W, {**waarborg("x", v("b")), "als": v("c")}, waarborg("y", v("d")))
    weighed = {"waarborg": "w", "reden": "bewust", "besloten_door": ["wijk", "raad"], "geldig_tot": "2099-12-31"}
    case = dossier({"a": "nee", "c": "nee", "d": "ja"}, gewenst="besluiten", afwegingen=[weighed])
    part = keten(pack, case)
    assert part.eisen == []
    assert part.keten is not None and part.keten.afgewogen == ["w"]
    assert keten(pack, dossier({"d": "ja"}, gewenst="besluiten")).keten.afgewogen == []  # type: ignore[union-attr]


def test_the_chain_shows_the_ladder_step_by_step() -> None:
    part = keten(pakket(W), dossier({"rol": "aanjagen"}))
    assert part.keten is not None
    assert [(s.archetype, s.voorwaarde.laag) for s in part.keten.ladder] == [
        ("adviseren", 0.0),
        ("aanjagen", 1.0),
        ("besluiten", 0.0),
    ]
    assert [s.antwoord for s in part.keten.ladder[1].voorwaarde.antwoorden] == ["aanjagen"]
    assert (part.keten.rollen.laag, part.keten.rollen.hoog) == ("aanjagen", "aanjagen")


def test_the_chain_shows_grenzen_that_hold_or_may_hold() -> None:
    pack = pakket(
        W, grens("stad", v("reikwijdte", "stedelijk"), "besluiten"), grens("over", v("p", "ja-dat"), "aanjagen")
    )
    part = keten(pack, dossier(reikwijdte="stedelijk"))
    assert part.keten is not None
    assert [(g.id, g.zeker, g.sluit_uit, g.als.laag) for g in part.keten.grenzen] == [
        ("over", False, "aanjagen", 0.0),
        ("stad", True, "besluiten", 1.0),
    ]
    without = keten(pack, dossier({"p": "anders"}, reikwijdte="wijk"))
    assert without.keten is not None and without.keten.grenzen == []


def test_differing_wishes_stay_visible() -> None:
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "gemeente", "gewenst": "adviseren"}]
    part = keten(pakket(W), dossier(gewenst=wishes))
    assert part.gewenst == "onbekend"
    assert [(w.door, w.gewenst) for w in part.gewensten] == [("bewoners", "besluiten"), ("gemeente", "adviseren")]


# Fasen.


def test_equal_fasen_are_one() -> None:
    case = dossier({"a": "ja"}, fasen=["evaluatie", "voorbereiding", "uitvoering"])
    (part,) = uitleg(pakket(W), case, naam="w").afspraken
    assert part.fasen == ["voorbereiding", "uitvoering", "evaluatie"]


def test_fasen_that_differ_stand_apart() -> None:
    case = dossier({"a": "ja"}, fasen=["voorbereiding", "uitvoering", "evaluatie"])
    parts = uitleg(pakket({**W, "fasen": ["uitvoering"]}), case, naam="w").afspraken
    assert [(p.fasen, p.eisen[0].status) for p in parts] == [
        (["voorbereiding", "evaluatie"], "nvt"),
        (["uitvoering"], "geborgd"),
    ]


def test_fasen_of_one_thema_in_two_afspraken_fold_too_and_themas_never() -> None:
    afspraken = [
        {"thema": "groen", "fasen": ["evaluatie"], "antwoorden": {"a": "nee"}},
        {"thema": "wonen", "fasen": ["voorbereiding"], "antwoorden": {"a": "nee"}},
        {"thema": "groen", "fasen": ["voorbereiding"], "antwoorden": {"a": "nee"}},
    ]
    parts = uitleg(pakket(W), dossier(afspraken=afspraken), naam="w").afspraken
    assert [(p.thema, p.fasen) for p in parts] == [
        ("groen", ["voorbereiding", "evaluatie"]),
        ("wonen", ["voorbereiding"]),
    ]


def test_thema_and_fase_leave_the_rest_out() -> None:
    afspraken = [{"thema": "groen"}, {"thema": "wonen", "fasen": ["evaluatie"]}]
    found = uitleg(pakket(W), dossier(afspraken=afspraken), thema="groen", fase="uitvoering")
    assert [(p.thema, p.fasen) for p in found.afspraken] == [("groen", ["uitvoering"])]


# The value as a whole.


def test_it_names_only_what_its_conditions_name() -> None:
    pack = pakket(W, waarborg("x", v("b")), vragen=[])
    found = uitleg(pack, dossier(bronnen={"verslag": "Verslag van 8 oktober"}), naam="w")
    assert (set(found.vragen), set(found.waarborgen)) == ({"a"}, {"w"})
    assert found.bronnen == {"verslag": "Verslag van 8 oktober"}
    chain = uitleg(pack, dossier(gewenst="adviseren"))
    assert (set(chain.vragen), set(chain.waarborgen)) == ({"a", "b", "rol"}, {"w", "x"})


def test_what_stays_with_the_raad_always_goes_with_it_and_the_legal_form_when_besluiten_is_at_stake() -> None:
    def told(case: Dossier, **asked: Any) -> list[str]:
        return [key for key in uitleg(pakket(W), case, **asked).teksten if key != "borging_uitleg"]

    always = ["blijft_bij_raad", "geen_oordeel"]
    assert told(dossier({"rol": "aanjagen"}, gewenst="aanjagen")) == always
    one_of_them = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "raad", "gewenst": "adviseren"}]
    for case in (
        dossier({"rol": "aanjagen"}, gewenst="besluiten"),
        dossier({"rol": "besluiten"}, gewenst="adviseren"),
        dossier({"rol": "aanjagen"}, gewenst=one_of_them),
    ):
        assert told(case, naam="w") == ["niet_bekeken", *always]
    supposed = told(dossier({"rol": "geen"}, gewenst="adviseren"), archetype="besluiten")
    assert supposed == ["niet_bekeken", *always]


def test_its_json_is_plain() -> None:
    value = uitleg(pakket(W), dossier()).to_json()
    assert value["formaat"] == "wijktoets/uitleg@1"
    assert json.loads(json.dumps(value)) == value


@given(st.data())
def test_it_says_what_the_rapport_says(data: st.DataObject) -> None:
    ruw = data.draw(packs())
    pack, case = koppel(ruw), Dossier.model_validate(data.draw(dossiers(ruw)))
    found = evaluate(case, pack, today=VANDAAG)
    rows = {(a.thema, fase): a for a in uitleg(pack, case).afspraken for fase in a.fasen}
    assert set(rows) == {(a.thema, a.fase) for a in found.afspraken}
    for afspraak in found.afspraken:
        part = rows[afspraak.thema, afspraak.fase]
        assert part.keten is not None
        same = ("uitkomst", "richting", "tekst", "borging_tot", "rollen")
        assert all(getattr(part.keten, key) == getattr(afspraak, key) for key in same)
        assert part.keten.open_vragen == list(afspraak.open_vragen)
        wish = niveau(afspraak.gewenst) if afspraak.gewenst != "onbekend" else len(ARCHETYPES)
        free = min((niveau(e.vanaf) - 1 for e in part.eisen if e.vanaf), default=wish)
        assert free == min(niveau(afspraak.borging_tot.laag), wish)
