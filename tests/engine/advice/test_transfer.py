"""`transfer`: given this bevoegdheid, then these findings and these routes; and what always holds."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.advice.powers import COMMISSIE, DAY, STICHTING, asked, dossier, finding, ids, look, one, pack, routes
from tests.forward_double import let_forward_find
from wijktoets import InvoerFout, evaluate, load_pack
from wijktoets.engine.advice.transfer.case import word_in
from wijktoets.engine.advice.transfer.findings import counts
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.forward import Bevindingen
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.model.answers import ONWAAR
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.reading.matching import with_answers

# What cannot be so, and what can


def test_a_college_cannot_delegate_to_a_stichting() -> None:
    row = one(STICHTING)
    assert ids(row, "kan_zo_niet") == {"delegatie-door-het-college"}
    found = finding(row, "delegatie-door-het-college")
    assert found.bron == ["art. 165 lid 1 Gemeentewet", "art. 10:15 Awb"]
    assert found.trekker == "college"
    assert (found.gelezen_versie, found.nieuwer) == (date(2022, 5, 1), True)


def test_the_version_that_was_read_is_newer_news_only_after_it() -> None:
    on_the_day = one(STICHTING, peildatum="2022-05-01")
    assert not finding(on_the_day, "delegatie-door-het-college").nieuwer
    day_after = one(STICHTING, peildatum="2022-05-02")
    assert finding(day_after, "delegatie-door-het-college").nieuwer


def test_what_is_blocked_names_the_routes_that_are_open() -> None:
    assert routes(one(STICHTING)) == {
        "delegatie": ("open", ["bestuurscommissie-college"]),
        "mandaat": ("open", ["stichting"]),
        "overeenkomst": ("open", ["stichting"]),
        "subsidie": ("open", ["stichting"]),
        "uitdaagrecht": ("open", ["stichting"]),
        "toezegging": ("open", ["stichting"]),
    }


def test_another_recipient_brings_what_comes_first_and_what_goes_with_it() -> None:
    row = one(STICHTING)
    (delegatie,) = (weg for weg in row.wegen if weg.weg == "delegatie")
    assert [p.regel for p in delegatie.eerst] == ["raad-eerst-horen"]
    assert {"commissie-geregeld-door-college", "verantwoording-aan-college-geregeld"} <= {
        p.regel for p in delegatie.te_regelen
    }
    assert delegatie.bedoeld


@pytest.mark.parametrize("status", ["voorstel", "afgesproken", "in_uitvoering"])
def test_an_alternative_still_has_to_begin_whatever_the_dossier_is(status: str) -> None:
    row = one({**STICHTING, "weg": "mandaat", "antwoorden": {"raad-gehoord": "nog-niet"}}, status=status)
    (delegatie,) = (weg for weg in row.wegen if weg.weg == "delegatie")
    assert (delegatie.stand, delegatie.aan) == ("open", ["bestuurscommissie-college"])
    assert [p.regel for p in delegatie.eerst] == ["raad-eerst-horen"]


def test_what_only_goes_with_a_blocked_route_is_left_out() -> None:
    assert "aard-bekeken" not in asked(one(STICHTING))
    assert "aard-bekeken" in asked(one(COMMISSIE))


def test_a_special_act_may_name_another_recipient() -> None:
    row = one({**STICHTING, "grondslag": "Wet op de dorpen, artikel 3"})
    assert ids(row, "kan_zo_niet") == set()
    assert "andere-wet-als-grondslag" in ids(row, "uitzoeken")
    assert routes(row)["delegatie"][0] == "uitzoeken"


@pytest.mark.parametrize("text", ["Gemeentewet art. 156", "artikel 165 van de gemeentewet", None])
def test_the_gemeentewet_names_only_its_own(text: str | None) -> None:
    assert ids(one({**STICHTING, "grondslag": text}), "kan_zo_niet") == {"delegatie-door-het-college"}


def test_no_basis_at_all_blocks() -> None:
    assert "delegatie-zonder-grondslag" in ids(one({**COMMISSIE, "grondslag": "geen"}), "kan_zo_niet")


@pytest.mark.parametrize(
    ("onderwerp", "weg", "blocked"),
    [
        ("accountant", "delegatie", True),
        ("heffing", "delegatie", False),
        ("begroting", "delegatie", True),
        ("begroting", "subsidie", True),
        ("begroting", "toezegging", False),
        ("omgevingsplan", "delegatie", True),
        ("verordening-met-dwang", "delegatie", True),
        ("nadere-regels", "delegatie", False),
    ],
)
def test_what_stays_with_the_raad(onderwerp: str, weg: str, blocked: bool) -> None:
    row = one(
        {
            "van": "raad",
            "aan": "bestuurscommissie-raad",
            "weg": weg,
            "antwoorden": {"bevoegdheid-onderwerp": onderwerp},
        }
    )
    assert bool(ids(row, "kan_zo_niet")) == blocked


def test_the_omgevingsplan_may_go_to_the_college() -> None:
    power = {"van": "raad", "weg": "delegatie", "antwoorden": {"bevoegdheid-onderwerp": "omgevingsplan"}}
    assert ids(one({**power, "aan": "college"}), "kan_zo_niet") == set()
    row = one({**power, "aan": "vereniging"})
    assert "omgevingsplan-niet-naar-de-wijk" in ids(row, "kan_zo_niet")
    assert routes(row)["mandaat"][0] == "uitzoeken"
    assert routes(row)["toezegging"] == ("open", ["vereniging"])


@pytest.mark.parametrize(
    ("aan", "leden", "blocked"),
    [
        ("bestuurscommissie-raad", "met-raadsleden", False),
        ("bestuurscommissie-raad", "met-college", True),
        ("bestuurscommissie-college", "met-raadsleden", True),
        ("bestuurscommissie-college", "zonder-bestuurders", False),
    ],
)
def test_who_cannot_sit_together(aan: str, leden: str, blocked: bool) -> None:
    row = one({"van": aan.rpartition("-")[2], "aan": aan, "weg": "delegatie", "antwoorden": {"leden-commissie": leden}})
    assert bool(ids(row, "kan_zo_niet")) == blocked
    assert row.vorm_klopt_niet == blocked
    assert routes(row)["delegatie"][0] == "open", "the members are in the way, not the route"


# What comes first


@pytest.mark.parametrize(("status", "soort"), [("voorstel", "eerst_nog"), ("afgesproken", "kan_zo_niet")])
def test_the_raad_is_heard_before_the_college_delegates(status: str, soort: str) -> None:
    row = one({**COMMISSIE, "antwoorden": {"raad-gehoord": "nog-niet"}}, status=status)
    assert {b.soort for b in row.bevindingen if b.bron == ["art. 165 lid 3 Gemeentewet"]} == {soort}
    heard = one({**COMMISSIE, "antwoorden": {"raad-gehoord": "gehoord"}}, status=status)
    assert not [b for b in heard.bevindingen if b.bron == ["art. 165 lid 3 Gemeentewet"]]


@pytest.mark.parametrize(("status", "soort"), [("voorstel", "eerst_nog"), ("in_uitvoering", "kan_zo_niet")])
def test_founding_goes_past_the_raad(status: str, soort: str) -> None:
    power = {"van": "college", "aan": "cooperatie", "weg": "overeenkomst"}
    answers = {"gemeente-doet-mee": "wel", "oprichting-besproken-met-raad": "nog-niet"}
    row = one({**power, "antwoorden": answers}, status=status)
    assert {b.soort for b in row.bevindingen if b.bron == ["art. 160 lid 2 Gemeentewet"]} == {soort}


def test_the_gate_is_asked_before_what_is_behind_it() -> None:
    power = {"van": "college", "aan": "cooperatie", "weg": "overeenkomst"}
    assert "gemeente-doet-mee" in asked(one(power))
    assert "oprichting-besproken-met-raad" not in asked(one(power))
    opened = one({**power, "antwoorden": {"gemeente-doet-mee": "wel"}})
    assert "oprichting-besproken-met-raad" in asked(opened)


# Money, mandate, dates


def test_a_piece_of_the_budgetrecht_is_recognised_by_its_name() -> None:
    named = one({"naam": "een stukje Budgetrecht", "van": "raad", "aan": "bestuurscommissie-raad", "weg": "delegatie"})
    assert "budgetrecht-in-de-naam" in ids(named, "let_op")
    assert ids(named, "kan_zo_niet") == set(), "a name alone blocks nothing"
    other = one({"naam": "geld voor bankjes", "van": "raad", "aan": "bestuurscommissie-raad", "weg": "delegatie"})
    assert "budgetrecht-in-de-naam" not in ids(other, "let_op")


def test_an_amount_means_that_it_is_about_money_unless_someone_says_not() -> None:
    power = {"van": "college", "aan": "stichting", "weg": "subsidie"}
    assert "gaat-om-geld" in asked(one(power))
    assert "bedrag-in-begroting" in asked(one({**power, "bedrag": 4000}))
    denied = one({**power, "bedrag": 4000, "antwoorden": {"gaat-om-geld": "nee", "bevoegdheid-onderwerp": "besluit"}})
    assert "bedrag-in-begroting" not in asked(denied)


def test_mandate_is_no_decision_of_the_wijk() -> None:
    power = {"van": "college", "aan": "vereniging", "weg": "mandaat"}
    wished = one(power, afspraak={"gewenst": "besluiten"})
    assert "mandaat-is-geen-eigen-besluit" in ids(wished, "let_op")
    assert "mandaat-is-geen-eigen-besluit" not in ids(one(power, afspraak={"gewenst": "aanjagen"}), "let_op")


@pytest.mark.parametrize(("weg", "shown"), [("subsidie", True), ("mandaat", False)])
def test_who_can_object_is_a_point_where_the_decision_is_not_the_gemeente_s(weg: str, shown: bool) -> None:
    power = {
        "van": "college",
        "aan": "stichting",
        "weg": weg,
        "bedrag": 4000,
        "antwoorden": {"bezwaar-geregeld": "nee"},
    }
    assert ("bezwaar-van-bewoners" in ids(one(power), "let_op")) == shown


@pytest.mark.parametrize(
    ("day", "soort"),
    [("2024-12-31", None), ("2025-01-01", "let_op"), ("2026-12-31", "let_op"), ("2027-01-01", "nog_te_regelen")],
)
def test_article_150_goes_by_the_peildatum(day: str, soort: str | None) -> None:
    row = one({**COMMISSIE, "antwoorden": {"verordening-alle-fasen": "nee"}}, peildatum=day)
    about = {"verordening-over-alle-fasen", "verordening-aanpassen-voor-2027"}
    assert {b.soort for b in row.bevindingen if about & set(b.regels)} == ({soort} if soort else set())


# Where answers come from


def test_a_bevoegdheid_replaces_what_the_afspraak_and_dossier_say() -> None:
    answers = {"raad-gehoord": "nog-niet"}
    inherited = one(COMMISSIE, antwoorden=answers)
    assert "raad-eerst-horen" in ids(inherited, "eerst_nog")
    replaced = one({**COMMISSIE, "antwoorden": {"raad-gehoord": "gehoord"}}, afspraak={"antwoorden": answers})
    assert ids(replaced, "eerst_nog") == set()


def test_what_is_supposed_replaces_the_answers_of_a_bevoegdheid_too() -> None:
    read = dossier({**COMMISSIE, "antwoorden": {"raad-gehoord": "nog-niet"}})
    row = transfer(with_answers(read, {"raad-gehoord": "gehoord"}, pack()), pack(), direct.compute, DAY).bevoegdheden[0]
    assert ids(row, "eerst_nog") == set()


def test_disputed_answers_are_to_be_found_out() -> None:
    said = [{"door": "gemeente", "antwoord": "gehoord"}, {"door": "raad", "antwoord": "nog-niet"}]
    row = one({**COMMISSIE, "antwoorden": {"raad-gehoord": said}})
    assert ids(row, "eerst_nog") == set()
    assert [v.reden for v in finding(row, "raad-eerst-horen").vragen] == ["verschil"]


def test_several_bevoegdheden_have_their_own_holders() -> None:
    first, second = look({**STICHTING, "van": "raad"}, COMMISSIE).bevoegdheden
    assert ids(first, "kan_zo_niet") == {"delegatie-door-de-raad"}
    assert ids(second, "kan_zo_niet") == set()


def test_an_answer_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvoerFout) as refused:
        look({**COMMISSIE, "antwoorden": {"raad-gehord": "gehoord"}})
    (melding,) = refused.value.meldingen
    assert (melding.code, melding.suggestie) == ("vraag_onbekend", "raad-gehoord")


# Missing data is a question


def test_nothing_known_blocks_nothing_and_asks_what_it_is() -> None:
    row = one({})
    assert {b.soort for b in row.bevindingen} <= {"uitzoeken", "let_op"}
    assert [v.vraag for b in row.bevindingen if b.soort == "uitzoeken" for v in b.vragen][:3] == [
        BEVOEGDHEID_VRAGEN[key] for key in ("van", "aan", "weg")
    ]
    assert all(weg.stand == "open" for weg in row.wegen)


# The raad itself, other countries, a second engine, evaluate


def test_the_role_of_the_raad_is_part_of_it() -> None:
    found = look(COMMISSIE)
    assert {b.regels[0] for b in found.raad} == {
        "eerst-de-vraag-aan-de-raad",
        "raad-blijft-verbonden-met-de-wijk",
        "raad-kiest-zijn-rol",
        "raad-weet-waarop-hij-stuurt",
    }
    answers = {
        "rol-van-de-raad-besproken": "ja",
        "raad-stuurt-op": "proces",
        "raad-en-bewoners-in-gesprek": "ja",
        "raad-krijgt-verdeling-voorgelegd": "nee",
    }
    (left,) = look(COMMISSIE, antwoorden=answers).raad
    assert (left.soort, left.regels) == ("nog_te_regelen", ["eerst-de-vraag-aan-de-raad"])


def test_outside_the_netherlands_no_law_is_looked_at() -> None:
    found = look(STICHTING, gebied={"naam": "Waterkant", "land": "BE"})
    assert not found.recht_bekeken
    assert {b.regels[0] for b in found.bevoegdheden[0].bevindingen} == {"buiten-nederland"}
    assert found.bevoegdheden[0].wegen == []
    assert found.raad


def test_a_dossier_without_bevoegdheden_still_says_what_the_raad_can_do() -> None:
    found = look()
    assert found.bevoegdheden == []
    assert found.raad


def test_counts_are_in_the_order_in_which_people_read() -> None:
    row = one({**COMMISSIE, "antwoorden": {"raad-gehoord": "nog-niet", "commissie-geregeld": "nee"}})
    assert list(counts(row.bevindingen)) == ["eerst_nog", "nog_te_regelen", "let_op", "uitzoeken"]


def test_evaluate_names_what_was_found_and_is_otherwise_the_same() -> None:
    with_powers, without = dossier(STICHTING), dossier()
    told = evaluate(with_powers, load_pack(), engine="direct").to_json()
    plain = evaluate(without, load_pack(), engine="direct").to_json()
    line = told["teksten"].pop("overdracht")["tekst"]
    assert plain["teksten"].pop("niet_bekeken")
    assert told.pop("kenmerk") != plain.pop("kenmerk")  # a bevoegdheid is part of what a party confirms
    assert told == plain
    assert "1 keer kan zo niet" in line


def test_evaluate_refuses_what_does_not_fit_a_bevoegdheid() -> None:
    with pytest.raises(InvoerFout, match="raad-gehord"):
        evaluate(dossier({**COMMISSIE, "antwoorden": {"raad-gehord": "gehoord"}}), load_pack(), engine="direct")


@pytest.mark.parametrize(("text", "word"), [("geen", "geen"), ("Algemene wet", "andere-wet"), (None, "niet-genoemd")])
def test_a_legal_basis_is_read_by_its_words(text: str | None, word: str) -> None:
    options = tuple(pack().vragen[BEVOEGDHEID_VRAGEN["grondslag"]].opties)
    assert word_in(text, options, "grondslag") == word


def test_a_second_engine_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, lambda found: found)
    found = transfer(dossier(STICHTING, COMMISSIE), pack(), direct.compute, DAY, recheck=engines.recheck)
    assert found.nagerekend.gelijk


def test_there_is_no_result_when_a_second_engine_finds_another_grens(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(found: Bevindingen) -> Bevindingen:
        changed = dict.fromkeys(found.feiten.grenzen, ONWAAR)
        return replace(found, feiten=replace(found.feiten, grenzen=changed))

    let_forward_find(monkeypatch, other)
    with pytest.raises(engines.Onenigheid, match="delegatie-door-het-college"):
        transfer(dossier(STICHTING), pack(), direct.compute, DAY, recheck=engines.recheck)
