"""Holds the invented dossiers to what they promise: each tells its story, and together they show the whole model."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from tests.cases.notitie import copied
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.engine.model.conditions import VraagTest, walk
from wijktoets.engine.model.dossier import Dossier, Standpunt
from wijktoets.engine.model.pakket import Waarborg
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import (
    ARCHETYPES,
    FASEN,
    INGEBOUWDE_SIGNALEN,
    UITKOMSTEN,
    DossierStatus,
    EisStatus,
    Reikwijdte,
)
from wijktoets.engine.result.rapport import AfspraakRapport, Rapport

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "voorbeelden"

VERWACHT: dict[str, dict[tuple[str, str], str]] = {
    "bewust-anders": {("dorpshuis", "uitvoering"): "congruent_met_afweging"},
    "huiswerk-gemeente": {("verkeer en parkeren", "uitvoering"): "meer_borging_nodig"},
    "keukentafel": {("het veldje", fase): "nog_niet_te_bepalen" for fase in FASEN},
    "korte-route": {("schone straten", "voorbereiding"): "nog_niet_te_bepalen"},
    "mag-het-lichter": {("paden en bermen", "uitvoering"): "congruent"},
    "overdracht-bestuurscommissie": {("speelplekken", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-budgetrecht": {("dorpenfonds", "voorbereiding"): "nog_niet_te_bepalen"},
    "overdracht-buiten-nederland": {("pleinen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-eerst-de-raad": {("parkeren", "uitvoering"): "meer_borging_nodig"},
    "overdracht-gemengde-leden": {("straten en stoepen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-mandaat": {("verhuur van het buurthuis", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-omgevingsplan": {("hoogbouw", "voorbereiding"): "grens_bereikt"},
    "overdracht-stichting": {("groen in de wijk", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-te-vroeg": {("terrassen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-uitdaagrecht": {("het park", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-al-overgedragen": {("de markt", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-accountant": {("de cijfers", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-ozb": {("belasting", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-gezamenlijke-commissie": {("het park", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-samen-met-buurgemeente": {("vervoer", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-openbare-orde": {("uitgaan", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-gebouw": {("het buurthuis", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-meer-jaren": {("dorpsgeld", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-regels-in-mandaat": {("het strandje", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-wet-sluit-uit": {("keuringen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-groep-zonder-namen": {("de singel", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-te-weinig-tijd": {("het plantsoen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-nieuwe-cooperatie": {("zonnedaken", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-alleen-een-naam": {("groen bij huis", "uitvoering"): "gewenst_onbekend"},
    "overdracht-bedrag-zonder-geld": {("de moestuin", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-bijstand": {("rondkomen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-bonaire": {("het strand", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-grondslag-onbekend": {("speelhof", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-handhaven": {("parkeren op de stoep", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-kapvergunning": {("bomen", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-rioolheffing": {("riool", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-verkeerd-artikel": {("dorpsfonds", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-verordening-van-het-college": {("geluid op straat", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-zonder-grondslag": {("het dorpshuis", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-zonder-houder": {("de kantine", "uitvoering"): "nog_niet_te_bepalen"},
    "overdracht-wijkbudget": {("activiteiten", "uitvoering"): "nog_niet_te_bepalen"},
    "stedelijk-vraagstuk": {("warmtenet", "voorbereiding"): "grens_bereikt"},
    "terugblik-winkelplein": {("winkelplein", "evaluatie"): "meer_borging_nodig"},
    "tot-een-bedrag": {("dorpsgroen", fase): "rolverdeling_wijkt_af" for fase in FASEN},
    "twee-groepen": {("het groen", "uitvoering"): "gewenst_onbekend"},
    "twee-themas": {
        ("sportpark", "voorbereiding"): "rolverdeling_wijkt_af",
        ("sportpark", "uitvoering"): "rolverdeling_wijkt_af",
        ("sluipverkeer", "voorbereiding"): "congruent",
    },
    "verschillende-wensen": {("jeugd", "voorbereiding"): "gewenst_onbekend"},
    "wijkdeal-congruent": {("zorg en ontmoeting", fase): "congruent" for fase in ("voorbereiding", "uitvoering")},
    "wijkdeal-uit-word": {(thema, fase): "meer_borging_nodig" for thema in ("groen", "ontmoeten") for fase in FASEN},
    "wijkdeal-half-gezegd": {
        (thema, fase): "meer_borging_nodig" for thema in ("speelplekken", "het buurthuis") for fase in FASEN
    },
    "wijkdeal-drie-afspraken": {
        ("groen en spelen", fase): "meer_borging_nodig" for fase in ("voorbereiding", "uitvoering")
    },
}
CANNOT_OCCUR = {"geen_eisen"}
"""Built-in signalen that this pack cannot give; test_the_pack_always_has_moet_eisen says why."""


@cache
def pack() -> Regelpakket:
    return load_pack()


@cache
def dossier(name: str) -> Dossier:
    return load_dossier(FOLDER / f"{name}.yaml")


@cache
def rapport(name: str) -> Rapport:
    return evaluate(dossier(name), pack())


def afspraken() -> Iterator[AfspraakRapport]:
    for name in VERWACHT:
        yield from rapport(name).afspraken


def only(name: str) -> AfspraakRapport:
    return rapport(name).afspraken[0]


def signalen(afspraak: AfspraakRapport) -> set[str]:
    return {s.id for s in afspraak.signalen}


def texts_in(file: Path) -> list[str]:
    """Every text that a reader sees in a YAML file, its comments too."""
    content = file.read_text(encoding="utf-8")
    found = [line for line in content.splitlines() if line.startswith("#")]

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)
        else:
            found.append(str(value))

    walk(yaml.load(content, yaml.BaseLoader))
    return found


def standpunten(of: Dossier) -> Iterator[tuple[str, Standpunt]]:
    """Every answer in a dossier, with its question."""
    for block in (of.antwoorden, *(a.antwoorden for a in of.afspraken)):
        for vraag, given in block.items():
            for standpunt in given:
                yield vraag, standpunt


# Each dossier by itself


def test_every_file_is_expected() -> None:
    assert sorted(f.stem for f in FOLDER.glob("*.yaml")) == sorted(VERWACHT)


@pytest.mark.parametrize("name", VERWACHT)
def test_is_invented_and_dated(name: str) -> None:
    found = dossier(name)
    assert found.fictief
    assert found.gemeente in ("Voorbeeldstad", "Voorbeeldland")
    assert found.peildatum is not None
    assert found.opgesteld is not None
    assert found.opgesteld.op is not None
    assert found.opgesteld.op <= found.peildatum


@pytest.mark.parametrize("name", VERWACHT)
def test_opens_with_what_it_shows(name: str) -> None:
    first = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# [A-Z].*\.", first)
    assert "schema" not in first


@pytest.mark.parametrize("name", VERWACHT)
def test_uitkomst(name: str) -> None:
    found = {(a.thema, str(a.fase)): a.uitkomst for a in rapport(name).afspraken}
    assert found == VERWACHT[name]


@pytest.mark.parametrize("name", VERWACHT)
def test_sources_are_listed(name: str) -> None:
    named = {b.split(",")[0] for _, s in standpunten(dossier(name)) for b in s.bron or ()}
    assert named == set(dossier(name).bronnen), "every bron is listed at the top, and none is listed in vain"


@pytest.mark.parametrize("name", VERWACHT)
def test_chosen_steps_exist_for_their_rule(name: str) -> None:
    for actie in dossier(name).acties:
        if actie.actie is not None:
            assert actie.actie in [a.id for a in pack().acties[actie.waarborg]]


@pytest.mark.parametrize("name", VERWACHT)
def test_an_answer_that_leaves_a_gap_says_why(name: str) -> None:
    """What is not surely met, and was discussed, has a toelichting or a bron."""
    for afspraak in rapport(name).afspraken:
        for gap in afspraak.witte_vlekken:
            settles = {s.vraag for actie in gap.acties for s in actie.sluit}
            for vraag in settles & set(afspraak.antwoorden):
                said = [s for s in afspraak.antwoorden[vraag] if s.antwoord != "ja"]
                assert not said or any(s.toelichting or s.bron for s in said), (name, gap.waarborg, vraag)


# What the named ones show


def test_drie_afspraken_is_three_short_and_two_open() -> None:
    for afspraak in rapport("wijkdeal-drie-afspraken").afspraken:
        assert afspraak.gewenst == "besluiten"
        assert afspraak.stand is not None
        assert (afspraak.stand.moet.niet, afspraak.stand.moet.open) == (3, 2)
        assert {p: t.niet for p, t in afspraak.stand.per_partij.items() if t.niet} == {
            "wijk": 1,
            "gemeente": 1,
            "raad": 1,
        }
        assert [(v.vraag, v.reden) for v in afspraak.open_vragen] == [
            ("eerlijk-verloop-bewaakt", "onbekend"),
            ("plek-voor-minderheid", "verschil"),
        ]
        assert afspraak.verschillen_van_inzicht == ("plek-voor-minderheid",)
        assert (afspraak.borging_tot.laag, afspraak.rollen.laag) == ("aanjagen", "besluiten")
        assert afspraak.bedrag is not None
        assert afspraak.bedrag.euro == 40000
    assert rapport("wijkdeal-drie-afspraken").besproken.kernvragen == 13


def test_congruent_decides_together_and_the_wijk_breaks_a_tie() -> None:
    assert rapport("wijkdeal-congruent").bewoners_bevestigd  # else its content changed: confirm it again
    afspraak = only("wijkdeal-congruent")
    assert [row.stand for row in afspraak.afgesproken].count("afgesproken") == 2
    answers = {v: afspraak.antwoorden[v][0].antwoord for v in ("wie-besluit", "wie-beslist-bij-verschil")}
    assert answers == {"wie-besluit": "samen", "wie-beslist-bij-verschil": "wijk"}
    assert (afspraak.gewenst, afspraak.borging_tot.laag, afspraak.rollen.laag) == ("besluiten",) * 3
    assert afspraak.signalen == ()


def test_huiswerk_is_with_gemeente_college_and_raad_only() -> None:
    afspraak = only("huiswerk-gemeente")
    assert afspraak.stand is not None
    assert {p: (t.niet > 0, t.open) for p, t in afspraak.stand.per_partij.items()} == {
        "wijk": (False, 0),
        "gemeente": (True, 0),
        "college": (True, 0),
        "raad": (True, 0),
        "samen": (False, 0),
    }
    assert {v.rust_op for v in afspraak.witte_vlekken} == {"gemeente", "college", "raad"}
    assert [(a.waarborg, a.waarom_niet) for a in afspraak.afwegingen] == [
        ("meer-manieren-om-mee-te-doen", "zonder_einde"),
        ("wijkagenda-in-gebiedsprogramma", "eenzijdig"),
    ]


def test_mag_het_lichter_has_secured_more_than_it_wants() -> None:
    afspraak = only("mag-het-lichter")
    assert (afspraak.gewenst, afspraak.borging_tot.laag) == ("adviseren", "aanjagen")
    assert signalen(afspraak) == {"meer_geregeld_dan_nodig"}
    assert [w.door for w in afspraak.gewensten] == ["bewoners", "gemeente", "samen"]


def test_stedelijk_meets_a_limit_and_says_what_is_open() -> None:
    afspraak = only("stedelijk-vraagstuk")
    assert [(g.id, g.zeker) for g in afspraak.grenzen] == [("raakt-de-hele-stad", True)]
    assert {"rollen_over_grens", "meer-wijken-aan-tafel"} <= signalen(afspraak)
    assert {a: p.past for a, p in afspraak.per_archetype.items()} == {
        "adviseren": "ja",
        "aanjagen": "nog_niet",
        "besluiten": "nee",
    }


def test_keukentafel_is_one_sided_and_nearly_empty() -> None:
    found = rapport("keukentafel")
    assert found.eenzijdig is True
    assert found.besproken.vragen <= 5
    assert all(not a.stand or a.stand.moet.niet == 0 for a in found.afspraken)
    assert all(not g.zeker for a in found.afspraken for g in a.grenzen)
    assert {k for k, v in VERWACHT.items() if rapport(k).eenzijdig} == {"keukentafel"}


def test_korte_route_answers_the_kernvragen_and_nothing_else() -> None:
    found = rapport("korte-route")
    assert found.besproken.kernvragen == found.besproken.kernvragen_van
    short = {v for g in pack().gespreksvragen if g.kern is not None for v in g.vult}
    moot = {"waar-ligt-dit-thema"}  # the college decides, so there is no limit to lie below
    assert {vraag for vraag, _ in standpunten(dossier("korte-route"))} == short & set(pack().vragen) - moot
    assert len(only("korte-route").open_vragen) == 2


def test_verschillende_wensen_names_all_wishes() -> None:
    afspraak = only("verschillende-wensen")
    assert {w.door: w.gewenst for w in afspraak.gewensten} == {
        "bewoners": "besluiten",
        "partner": "aanjagen",
        "gemeente": "adviseren",
        "raad": "onbekend",
    }
    assert len(afspraak.verschillen_van_inzicht) >= 3
    assert afspraak.stand is None


def test_tot_een_bedrag_lies_on_both_sides_of_its_limit() -> None:
    for afspraak in rapport("tot-een-bedrag").afspraken:
        answers = {v: afspraak.antwoorden[v][0].antwoord for v in ("wie-besluit", "waar-ligt-dit-thema")}
        assert answers == {"wie-besluit": "tot-een-grens", "waar-ligt-dit-thema": "beide"}
        assert (afspraak.rollen.laag, afspraak.rollen.hoog, afspraak.richting) == ("aanjagen", "aanjagen", "minder")
        assert {"twee-kanten-van-een-grens", "wie-geen-lid-is-stemt-niet-mee"} <= signalen(afspraak)


def test_twee_themas_splits_a_thema_by_fase() -> None:
    rows = {(a.thema, a.fase): a for a in rapport("twee-themas").afspraken}
    assert rows["sportpark", "voorbereiding"].richting == "minder"
    assert rows["sportpark", "uitvoering"].richting == "meer"
    assert rows["sluipverkeer", "voorbereiding"].reikwijdte == "wijkoverstijgend"


def test_bewust_anders_has_what_counts_and_what_expired() -> None:
    afspraak = only("bewust-anders")
    assert {a.waarborg: a.waarom_niet for a in afspraak.afwegingen} == {
        "meer-manieren-om-mee-te-doen": None,
        "tegenwicht-geregeld": None,
        "verantwoording-aan-gemeente-geregeld": "verlopen",
    }
    assert {"afgewogen_eisen", "afweging_telt_niet", "nvt_bij_moet_eis"} <= signalen(afspraak)


def test_terugblik_says_roles_and_safeguards_stayed_behind() -> None:
    afspraak = only("terugblik-winkelplein")
    assert afspraak.richting == "minder"
    assert {"rolverdeling_wijkt_af", "borging_onder_rollen"} <= signalen(afspraak)


# What they show together


def test_together_every_uitkomst_and_both_directions() -> None:
    assert {a.uitkomst for a in afspraken()} == set(UITKOMSTEN)
    assert {a.richting for a in afspraken() if a.uitkomst == "rolverdeling_wijkt_af"} == {"minder", "meer"}


def test_together_every_status_of_an_eis_and_every_aard() -> None:
    assert {e.status for a in afspraken() for e in a.eisen} == set(get_args(EisStatus))
    kinds = {v.aard for a in afspraken() for v in a.witte_vlekken}
    assert kinds == {"deels", "hooguit_deels", "ontbreekt", "onbekend", "niet_besproken", "verschil"}


def test_together_every_signaal() -> None:
    shown = {s for a in afspraken() for s in signalen(a)}
    assert shown == (set(INGEBOUWDE_SIGNALEN) - CANNOT_OCCUR) | set(pack().signalen)


def test_together_every_past() -> None:
    shown = {p.past for a in afspraken() for p in a.per_archetype.values()}
    assert shown == {"ja", "ja_met_afweging", "nog_open", "nog_niet", "nee"}


def test_together_every_reason_why_an_afweging_does_not_count() -> None:
    """`hard` cannot occur: the pack has no rule of law."""
    assert not any(w.hard for w in pack().waarborgen.values())
    assert {a.waarom_niet for r in afspraken() for a in r.afwegingen} == {None, "eenzijdig", "zonder_einde", "verlopen"}


def test_together_every_kind_of_dossier() -> None:
    dossiers = [dossier(name) for name in VERWACHT]
    assert {d.status for d in dossiers} == set(get_args(DossierStatus))
    assert {d.gebied.soort for d in dossiers if d.gebied} == {"wijk", "dorp"}
    assert {a.fase for a in afspraken()} == set(FASEN)
    assert {a.reikwijdte for a in afspraken()} == {*get_args(Reikwijdte), "onbekend"}
    assert {a.gewenst for a in afspraken()} == {*ARCHETYPES, "onbekend"}
    assert any(s.door == "samen" for d in dossiers for _, s in standpunten(d))
    assert {a.status for d in dossiers for a in d.acties} == {"afgesproken", "bezig", "klaar", None}


def test_the_pack_always_has_moet_eisen() -> None:
    """So `geen_eisen` cannot occur: at every archetype a moet-eis stands that nothing can drop."""

    def stands(waarborg: Waarborg) -> bool:
        leaves = [node for _, node in walk(waarborg.voldaan_als) if isinstance(node, VraagTest)]
        free = waarborg.als is None and waarborg.fasen is None and waarborg.geldig is None
        return free and any(not pack().vragen[leaf.vraag].nvt_mogelijk for leaf in leaves)

    for archetype in ARCHETYPES:
        assert any(w.norm.get(archetype) == "moet" and stands(w) for w in pack().waarborgen.values())


@pytest.mark.parametrize("waarborg", sorted(pack().waarborgen))
def test_every_waarborg_is_met_somewhere_and_surely_not_elsewhere(waarborg: str) -> None:
    statuses = {e.status for a in afspraken() for e in a.eisen if e.waarborg == waarborg}
    assert "geborgd" in statuses
    assert statuses & {"deels", "hooguit_deels", "ontbreekt"}


@pytest.mark.parametrize("grens", sorted(pack().grenzen))
def test_every_grens_surely_holds_somewhere_and_not_elsewhere(grens: str) -> None:
    found = [{g.id: g.zeker for g in a.grenzen}.get(grens) for a in afspraken()]
    assert set(found) == {True, False, None}, "surely, perhaps, and not at all"


@pytest.mark.parametrize("signaal", sorted(pack().signalen))
def test_every_signaal_of_the_pack_is_shown_somewhere_and_not_elsewhere(signaal: str) -> None:
    assert {signaal in signalen(a) for a in afspraken()} == {True, False}


def test_nothing_is_told_twice() -> None:
    dossiers = [dossier(name) for name in VERWACHT]
    assert len({d.naam for d in dossiers}) == len(dossiers)
    assert len({d.gebied.naam for d in dossiers if d.gebied}) == len(dossiers)
    notes = Counter(s.toelichting for d in dossiers for _, s in standpunten(d) if s.toelichting)
    assert not [note for note, n in notes.items() if n > 1]


# Own words


def test_no_run_of_eight_words_from_the_notitie() -> None:
    files = {f.name: texts_in(f) for f in FOLDER.glob("*.yaml")}
    files["README.md"] = [(FOLDER / "README.md").read_text(encoding="utf-8")]
    found = {name: [run for text in texts for run in copied(text)] for name, texts in files.items()}
    assert not {name: some for name, some in found.items() if some}
