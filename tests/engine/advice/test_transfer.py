"""`transfer`: given this bevoegdheid, then these findings and these routes; and what always holds."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.advice.powers import (
    COMMISSIE,
    DAY,
    KNOWN,
    STICHTING,
    asked,
    dossier,
    finding,
    ids,
    look,
    one,
    pack,
    routes,
)
from tests.forward_double import let_forward_find
from wijktoets import InvoerFout, evaluate, load_pack
from wijktoets.engine.advice.transfer.case import BevoegdheidCase
from wijktoets.engine.advice.transfer.findings import counts
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.forward import Bevindingen
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.model.answers import ONWAAR
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.model.words import FASEN
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
    assert routes(one({**STICHTING, "antwoorden": KNOWN})) == {
        "delegatie": ("kan_zo_niet", ["bestuurscommissie-college"]),
        "mandaat": ("open", ["stichting"]),
        "overeenkomst": ("open", ["stichting"]),
        "subsidie": ("open", ["stichting"]),
        "uitdaagrecht": ("open", ["stichting"]),
        "toezegging": ("open", ["stichting"]),
    }


def test_a_route_that_is_open_to_another_waits_for_no_answer() -> None:
    (delegatie,) = (weg for weg in one({**STICHTING, "antwoorden": KNOWN}).wegen if weg.bedoeld)
    assert (delegatie.aan, delegatie.vragen) == (["bestuurscommissie-college"], [])


def test_who_sits_in_it_is_asked_along_every_route_and_is_no_doubt_about_the_route() -> None:
    known = {name: answer for name, answer in KNOWN.items() if name != "leden-commissie"}
    row = one({**COMMISSIE, "delegatiegrondslag": "art. 165 Gemw", "antwoorden": known})
    here = {weg.weg: weg for weg in row.wegen if weg.weg in ("delegatie", "mandaat", "toezegging")}
    for weg in here.values():
        assert (weg.stand, weg.stand_van_de_weg) == ("uitzoeken", "open")
        assert (weg.aan, weg.vragen) == ([], ["leden-commissie"])


def test_another_recipient_brings_what_comes_first_and_what_goes_with_it() -> None:
    row = one({**STICHTING, "antwoorden": {**KNOWN, "raad-gehoord": "nog-niet"}})
    (delegatie,) = (weg for weg in row.wegen if weg.weg == "delegatie")
    assert [p.regel for p in delegatie.eerst] == ["raad-eerst-horen"]
    assert {"commissie-geregeld-door-college", "verantwoording-aan-college-geregeld"} <= {
        p.regel for p in delegatie.te_regelen
    }
    assert delegatie.bedoeld


def test_what_is_secured_over_the_fasen_is_the_lowest_of_each_end() -> None:
    """In the voorbereiding a moet at aanjagen is refused, in the evaluatie nobody asks it."""
    refused = {"uitvoering-door-de-gemeente": "nee"}
    secured = {
        fasen: one(STICHTING, afspraak={"fasen": fasen.split(), "antwoorden": refused}).borging_tot
        for fasen in ("voorbereiding", "evaluatie", "voorbereiding evaluatie")
    }
    assert [(found.laag, found.hoog) for found in secured.values()] == [
        ("geen", "adviseren"),
        ("geen", "besluiten"),
        ("geen", "adviseren"),
    ]


@pytest.mark.parametrize("fasen", [("uitvoering",), ("evaluatie", "uitvoering"), ("voorbereiding", "evaluatie")])
def test_a_bevoegdheid_is_looked_at_in_the_first_fase_of_its_own_afspraak(fasen: tuple[str, ...]) -> None:
    made = dossier(STICHTING, afspraak={"fasen": list(fasen)})
    (afspraak,) = made.afspraken
    situatie = BevoegdheidCase(made, afspraak, afspraak.bevoegdheden[0], DAY).case(pack())
    first = min(fasen, key=FASEN.index)
    assert situatie.fase == first
    assert situatie.antwoorden["fase"].telt == (first,)


@pytest.mark.parametrize("status", ["voorstel", "afgesproken", "in_uitvoering"])
def test_an_alternative_still_has_to_begin_whatever_the_dossier_is(status: str) -> None:
    answers = {**KNOWN, "raad-gehoord": "nog-niet"}
    row = one({**STICHTING, "weg": "mandaat", "antwoorden": answers}, status=status)
    (delegatie,) = (weg for weg in row.wegen if weg.weg == "delegatie")
    assert (delegatie.stand, delegatie.aan) == ("kan_zo_niet", ["bestuurscommissie-college"])
    assert [p.regel for p in delegatie.eerst] == ["raad-eerst-horen"]


def test_what_only_goes_with_a_blocked_route_is_left_out() -> None:
    assert "aard-bekeken" not in asked(one(STICHTING))
    assert "aard-bekeken" in asked(one(COMMISSIE))


def test_a_special_act_may_name_another_recipient() -> None:
    row = one({**STICHTING, "delegatiegrondslag": "Wet op de dorpen, artikel 3"})
    assert ids(row, "kan_zo_niet") == set()
    assert "andere-wet-als-grondslag" in ids(row, "uitzoeken")
    assert routes(row)["delegatie"][0] == "uitzoeken"


@pytest.mark.parametrize(
    "text", ["Gemeentewet art. 156", "artikel 165 van de gemeentewet", "art. 165 Gemw", "onbekend"]
)
@pytest.mark.parametrize("field", ["grondslag", "delegatiegrondslag"])
def test_no_basis_but_a_special_act_switches_the_block_off(field: str, text: str) -> None:
    assert ids(one({**STICHTING, field: text}), "kan_zo_niet") == {"delegatie-door-het-college"}


def test_what_a_power_rests_on_is_not_what_allows_passing_it_on() -> None:
    row = one({**STICHTING, "grondslag": "art. 3 Wet op de dorpen"})
    assert ids(row, "kan_zo_niet") == {"delegatie-door-het-college"}
    misplaced = one({**COMMISSIE, "grondslag": "art. 165 Gemw", "antwoorden": KNOWN})
    assert "grondslag-op-de-verkeerde-plek" in ids(misplaced, "let_op")
    assert routes(misplaced)["delegatie"][0] == "uitzoeken"


@pytest.mark.parametrize(
    ("text", "stand"), [("art. 165 Gemw", "open"), ("art. 156 Gemw", "uitzoeken"), (None, "uitzoeken")]
)
def test_delegation_is_open_with_the_article_of_its_holder(text: str | None, stand: str) -> None:
    row = one({**COMMISSIE, "delegatiegrondslag": text, "antwoorden": KNOWN})
    assert routes(row)["delegatie"][0] == stand


@pytest.mark.parametrize("text", ["geen", "art. 10:15 Awb"])
def test_no_basis_at_all_blocks(text: str) -> None:
    assert "delegatie-zonder-grondslag" in ids(one({**COMMISSIE, "delegatiegrondslag": text}), "kan_zo_niet")


@pytest.mark.parametrize(("van", "trekker"), [("raad", "raad"), ("college", "college"), ("burgemeester", "gemeente")])
def test_what_rests_on_nobody_is_of_whose_power_it_is(van: str, trekker: str) -> None:
    row = one({**COMMISSIE, "van": van, "delegatiegrondslag": "geen"})
    assert finding(row, "delegatie-zonder-grondslag").trekker == trekker


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
    answers = {**KNOWN, "bevoegdheid-onderwerp": "omgevingsplan"}
    row = one({**power, "aan": "vereniging", "antwoorden": answers})
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
    van, basis = aan.rpartition("-")[2], {"raad": "art. 156 Gemw", "college": "art. 165 Gemw"}
    power = {"van": van, "aan": aan, "weg": "delegatie", "delegatiegrondslag": basis[van]}
    row = one({**power, "antwoorden": {**KNOWN, "leden-commissie": leden}})
    assert bool(ids(row, "kan_zo_niet")) == blocked
    assert row.vorm_klopt_niet == blocked
    (delegatie,) = (weg for weg in row.wegen if weg.weg == "delegatie")
    assert delegatie.stand == ("kan_zo_niet" if blocked else "open")
    assert delegatie.stand_van_de_weg == "open", "the members are in the way, not the route"


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
    assert {weg.stand for weg in row.wegen} == {"uitzoeken"}
    assert not any(weg.aan for weg in row.wegen)


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
    assert told.pop("wettelijk")
    assert plain.pop("wettelijk") == []
    (first,), (bare,) = ([afspraak.pop("tekst") for afspraak in value["afspraken"]] for value in (told, plain))
    assert first.startswith("Zo kan het volgens de wet niet bij “macht 0”") and first.endswith(bare[1:])
    assert told == plain
    assert "kan zo niet 1" in line


def test_evaluate_refuses_what_does_not_fit_a_bevoegdheid() -> None:
    with pytest.raises(InvoerFout, match="raad-gehord"):
        evaluate(dossier({**COMMISSIE, "antwoorden": {"raad-gehord": "gehoord"}}), load_pack(), engine="direct")


# Whose it is, and what the subject does


@pytest.mark.parametrize(
    ("van", "onderwerp", "regel"),
    [
        ("college", "verordening-met-dwang", "onderwerp-van-de-raad"),
        ("college", "accountant", "onderwerp-van-de-raad"),
        ("college", "jaarrekening", "onderwerp-van-de-raad"),
        ("college", "belasting", "onderwerp-van-de-raad"),
        ("raad", "openbare-orde", "onderwerp-van-de-burgemeester"),
        ("raad", "besluit", "onderwerp-van-het-college"),
    ],
)
def test_a_subject_of_another_holder_is_said_first(van: str, onderwerp: str, regel: str) -> None:
    row = one({**COMMISSIE, "van": van, "antwoorden": {**KNOWN, "bevoegdheid-onderwerp": onderwerp}})
    assert row.houder_klopt_niet
    assert next(b for b in row.bevindingen if b.soort == "uitzoeken").regels == [regel]
    assert "open" not in {weg.stand for weg in row.wegen}


@pytest.mark.parametrize(
    ("onderwerp", "aan", "weg"),
    [
        ("besluit", "stichting", "subsidie"),
        ("besluit", "vereniging", "uitdaagrecht"),
        ("heffing", "stichting", "subsidie"),
        ("heffing", "stichting", "mandaat"),
        ("bijstand", "stichting", "mandaat"),
        ("handhaving", "informele-groep", "mandaat"),
        ("regels", "stichting", "overeenkomst"),
        ("nadere-regels", "stichting", "subsidie"),
        ("anders", "stichting", "subsidie"),
    ],
)
def test_a_subject_can_keep_a_route_from_being_open(onderwerp: str, aan: str, weg: str) -> None:
    van = "raad" if onderwerp in ("heffing", "regels") else "college"
    power = {"van": van, "aan": aan, "weg": weg, "antwoorden": {**KNOWN, "bevoegdheid-onderwerp": onderwerp}}
    assert routes(one(power))[weg][0] == "uitzoeken"


@pytest.mark.parametrize(
    ("given", "stand"),
    [("niet", "open"), ("wel", "uitzoeken"), ("wel-met-grondslag", "open"), ("onbekend", "uitzoeken")],
)
def test_what_is_delegated_already_is_asked(given: str, stand: str) -> None:
    power = {"van": "college", "aan": "vereniging", "weg": "mandaat"}
    row = one({**power, "antwoorden": {**KNOWN, "al-gedelegeerd": given}})
    assert routes(row)["mandaat"][0] == stand


def test_a_statute_can_exclude_mandate() -> None:
    power = {"van": "college", "aan": "vereniging", "weg": "mandaat"}
    row = one({**power, "antwoorden": {**KNOWN, "wet-sluit-uit": "mandaat"}})
    assert finding(row, "wet-sluit-mandaat-uit").bron == ["art. 10:3 lid 1 Awb"]
    assert routes(row)["mandaat"][0] == "kan_zo_niet"


@pytest.mark.parametrize(("day", "soort"), [("2023-12-31", "uitzoeken"), ("2024-01-01", "kan_zo_niet")])
def test_the_omgevingswet_holds_from_2024(day: str, soort: str) -> None:
    power = {"van": "raad", "aan": "vereniging", "weg": "delegatie", "delegatiegrondslag": "art. 3 Wet op de dorpen"}
    row = one({**power, "antwoorden": {**KNOWN, "bevoegdheid-onderwerp": "omgevingsplan"}}, peildatum=day)
    about = {"omgevingsplan-niet-naar-de-wijk", "omgevingsplan-voor-2024"}
    assert {b.soort for b in row.bevindingen if about & set(b.regels)} == {soort}


def test_an_amount_beside_no_money_and_a_dossier_of_later_are_said() -> None:
    power = {**COMMISSIE, "bedrag": 4000, "antwoorden": {"gaat-om-geld": "nee"}}
    assert "bedrag-zonder-geld" in ids(one(power), "let_op")
    assert "bedrag-zonder-geld" not in ids(one({**power, "antwoorden": {}}), "let_op")
    assert "bedrag-zonder-geld" not in ids(one({**power, "bedrag": None}), "let_op")
    for op, said in (("2026-11-02", True), ("2026-11-01", False)):
        assert ("opgesteld-na-peildatum" in ids(one(COMMISSIE, opgesteld={"op": op}), "let_op")) == said


def test_the_caribbean_is_the_netherlands_with_a_law_of_its_own() -> None:
    found = look(STICHTING, gebied={"naam": "Kralendijk", "land": "BQ"})
    assert not found.recht_bekeken
    assert {b.regels[0] for b in found.bevoegdheden[0].bevindingen} == {"caribisch-nederland"}


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
