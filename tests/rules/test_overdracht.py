"""The pack `overdracht`: what it cites, what it blocks and what not, and that every check of law has its place."""

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml

from tests.cases.notitie import copied
from wijktoets import load_pack, rules
from wijktoets.engine.advice.transfer.case import MONEY, NO_WORD, SPECIAL, looks_at, own_rules
from wijktoets.engine.judging import direct
from wijktoets.engine.model.conditions import VraagTest, walk
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.model.grondslag import GEEN
from wijktoets.engine.model.pakket import Grens, Signaal, Waarborg
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, DossierStatus, Houder, Ontvanger, Weg
from wijktoets.engine.upkeep.coverage.coverage import coverage
from wijktoets.engine.upkeep.coverage.files import folders_of, read_accounts
from wijktoets.engine.upkeep.examples import run_examples

pytestmark = pytest.mark.anywhere

ROOT = Path(__file__).resolve().parents[2]
FOLDER = rules.builtin_packs()[rules.OVERDRACHT]
CHECKS = [f"H{n:02}" for n in range(1, 37)]
BLOCKING = {"H02", "H04", "H05", "H06", "H07", "H10", "H14", "H15", "H18", "H21", "H24", "H32"}
"""The checks that may block: those of which the text was read."""
READ_ON = date(2022, 5, 1)


@cache
def pack() -> Regelpakket:
    return load_pack(rules.OVERDRACHT)


def regels() -> dict[str, Waarborg | Grens | Signaal]:
    """The regels of the pack itself."""
    all_rules: dict[str, Any] = {**pack().waarborgen, **pack().grenzen, **pack().signalen}
    return {name: all_rules[name] for name, of in pack().pakket_van.items() if of == rules.OVERDRACHT}


def of_law() -> dict[str, Waarborg | Grens | Signaal]:
    return {name: regel for name, regel in regels().items() if regel.wet is not None}


def grenzen() -> dict[str, Grens]:
    return {name: regel for name, regel in regels().items() if isinstance(regel, Grens)}


def files() -> list[Path]:
    return sorted(FOLDER.rglob("*.yaml"))


def test_it_builds_on_the_gronings_model() -> None:
    assert [p.id for p in pack().pakketten] == [rules.STANDAARD, rules.OVERDRACHT]


def test_every_example_gives_what_it_says() -> None:
    proef = run_examples(pack(), direct.compute)
    assert proef.fout == ()
    assert not set(proef.zonder) & set(regels())


def _kind(path: Path) -> str:
    top = path.relative_to(FOLDER).parts[0]
    regels = dict.fromkeys(("waarborgen", "grenzen", "signalen"), "regel")
    return {**regels, "vragen": "vragen", "wijzigingen": "wijzigingen"}.get(top, path.stem)


@cache
def _schema(kind: str) -> Any:
    """What holds a value to a schema that is itself sound, which takes longest to see."""
    schema = json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


@pytest.mark.parametrize("path", files(), ids=lambda p: p.stem)
def test_every_file_fits_its_schema(path: Path) -> None:
    value = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))
    _schema(_kind(path)).validate(value)


# What the law says


def test_every_check_and_article_is_accounted_for() -> None:
    folders = folders_of([(FOLDER, "rules/overdracht")], pack(), rules.builtin_packs())
    found = coverage(pack(), read_accounts(folders))
    assert [leemte for leemte in found.leemten if "overdracht" in leemte.bestand] == []
    ids = {row.id for row in found.ids}
    assert set(CHECKS) <= ids
    assert sum(name not in CHECKS for name in ids - {"H"}) > 60, "the articles stand beside the checks"


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_is_a_regel_and_not_only_a_question(check: str) -> None:
    assert [name for name, regel in regels().items() if check in regel.dekt]


def test_only_checks_whose_text_was_read_block() -> None:
    blocking = {h for grens in grenzen().values() for h in grens.dekt if h in CHECKS}
    assert blocking == BLOCKING
    assert {grens.bronstatus for grens in grenzen().values()} == {"V"}


def test_what_comes_first_does_so_only_while_it_is_a_proposal() -> None:
    first = {h for grens in grenzen().values() if grens.bevinding == "eerst_nog" for h in grens.dekt if h in CHECKS}
    assert first == {"H10", "H24"}
    for grens in grenzen().values():
        if set(grens.dekt) & first:
            statuses = {a["bevoegdheid-status"][0].antwoord for a in (v.antwoorden for v in _surely(grens))}
            proposal = grens.bevinding == "eerst_nog"
            assert statuses <= ({"voorstel"} if proposal else set(get_args(DossierStatus)) - {"voorstel"})


def _surely(grens: Grens) -> list[Any]:
    return [v for v in grens.voorbeelden if v.verwacht == "zeker"]


@pytest.mark.parametrize("name", sorted(grenzen()))
def test_every_blocking_regel_is_shown_true_false_and_unknown(name: str) -> None:
    outcomes = [v.verwacht for v in grenzen()[name].voorbeelden]
    assert {"zeker", "misschien", "niet"} == set(outcomes)
    assert any(not v.antwoorden and v.verwacht == "misschien" for v in grenzen()[name].voorbeelden)


@pytest.mark.parametrize("name", sorted(grenzen()))
def test_every_blocking_regel_is_shown_with_a_value_that_does_not_fit(name: str) -> None:
    lines = (FOLDER / "grenzen" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    labels = [n for n, line in enumerate(lines) if line.startswith("  # verkeerd benoemd: ")]
    assert labels
    assert all(lines[n + 1].startswith("  - {antwoorden: {bevoegdheid-") for n in labels)


def test_every_subject_has_a_holder_or_may_be_of_several() -> None:
    """The table of who holds what: three signalen, each with the subjects of one holder."""
    holds = {
        holder: {
            word
            for _, node in walk(regels()[f"onderwerp-van-{holder}"].als)
            if isinstance(node, VraagTest) and node.vraag == "bevoegdheid-onderwerp"
            for word in node.is_ or ()
        }
        for holder in ("de-raad", "de-burgemeester", "het-college")
    }
    assert sum(len(subjects) for subjects in holds.values()) == len(set().union(*holds.values()))
    of_several = {"geld-besteden", "nadere-regels", "anders"}
    assert set().union(of_several, *holds.values()) == set(pack().vragen["bevoegdheid-onderwerp"].opties)


@pytest.mark.parametrize("name", sorted(grenzen()))
def test_no_law_of_the_netherlands_holds_elsewhere(name: str) -> None:
    elsewhere = [v.verwacht for v in grenzen()[name].voorbeelden if v.land != "NL"]
    assert elsewhere
    assert set(elsewhere) == {"niet"}


@pytest.mark.parametrize("name", sorted(n for n, regel in regels().items() if regel.geldig is not None))
def test_where_a_date_is_given_the_day_before_and_the_day_itself_are_shown(name: str) -> None:
    regel = regels()[name]
    days = {v.peildatum for v in regel.voorbeelden if v.peildatum}
    assert regel.geldig is not None
    if regel.geldig.van:
        assert {regel.geldig.van - timedelta(1), regel.geldig.van} <= days
    if regel.geldig.tot:
        assert {regel.geldig.tot, regel.geldig.tot + timedelta(1)} <= days


def test_article_150_changes_on_the_first_of_2025() -> None:
    turning = {regel.geldig.van for regel in regels().values() if regel.geldig and regel.artikel == "150"}
    ending = {regel.geldig.tot for regel in regels().values() if regel.geldig and regel.artikel == "150"}
    assert date(2025, 1, 1) in turning
    assert date(2024, 12, 31) in ending


# What it cites


@pytest.mark.parametrize("name", sorted(of_law()))
def test_every_regel_of_law_says_which_law_and_how_it_was_read(name: str) -> None:
    regel = of_law()[name]
    assert regel.basis == "extern"
    assert regel.bronstatus in ("V", "S", "M")
    if regel.artikel:
        lid = f" lid {regel.lid}" if regel.lid else ""
        assert re.match(rf"art\. {re.escape(regel.artikel)}{lid}( onder \w)? {regel.wet}$", regel.bron[0])
    read_whole = regel.wet == "Gemeentewet" and regel.bronstatus == "V"
    assert (regel.gelezen_versie == READ_ON) == read_whole
    assert (regel.jci is not None) == (regel.wet == "Gemeentewet")
    if regel.jci is not None:
        assert f"BWBR0005416&artikel={regel.artikel}" in regel.jci


def test_what_must_be_arranged_by_law_cannot_be_weighed_away() -> None:
    for regel in regels().values():
        if isinstance(regel, Waarborg):
            assert regel.hard == (regel.wet is not None), regel.id
            assert not regel.hard or regel.norm == {ARCHETYPES[-1]: "moet"}


def test_no_jci_where_people_read() -> None:
    shown = [text for regel in regels().values() for text in (*regel.bron, getattr(regel, "waarom", "") or "")]
    assert not [text for text in shown if "jci" in text.lower() or "BWBR" in text]


# What the tool fills


@pytest.mark.parametrize(
    ("field", "words"), [("van", Houder), ("aan", Ontvanger), ("weg", Weg), ("status", DossierStatus)]
)
def test_a_field_and_its_question_have_the_same_words(field: str, words: Any) -> None:
    assert tuple(pack().vragen[BEVOEGDHEID_VRAGEN[field]].opties) == get_args(words)


def test_what_the_tool_fills_in_exists() -> None:
    assert tuple(pack().vragen[BEVOEGDHEID_VRAGEN["gewenst"]].opties) == ARCHETYPES
    filled = {
        "naam": {NO_WORD},
        "grondslag": {GEEN, SPECIAL},
        "delegatiegrondslag": {GEEN, SPECIAL},
        "bijzondere_wet": {"genoemd", "niet-genoemd"},
        "bedrag": {"genoemd", "tegengesproken", "niet-genoemd"},
        "opgesteld": {"op-tijd", "na-de-peildatum"},
    }
    for field, options in filled.items():
        assert options <= set(pack().vragen[BEVOEGDHEID_VRAGEN[field]].opties)
    assert pack().vragen[MONEY].soort == "stelling"


def test_every_route_has_a_page_and_nothing_hangs_on_the_fase() -> None:
    for weg in get_args(Weg):
        means = pack().instrumenten[weg]
        assert means.toelichting
        assert means.kanttekening
    assert not [regel.id for regel in regels().values() if regel.fasen or looks_at(regel, "fase")]


def test_own_rules_leave_the_base_alone() -> None:
    own = own_rules(pack())
    assert set(regels()) <= {*own.waarborgen, *own.grenzen, *own.signalen}
    assert not set(own.grenzen) - set(regels())
    assert set(own.volgorde) == set(own.waarborgen)


# How it speaks


def _texts() -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                walk(part)
        else:
            found.append(str(value))

    for path in files():
        walk(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))
    return found


@pytest.mark.parametrize("word", ["in orde", "toegestaan", "dient te", "gelieve", "derhalve"])
def test_it_never_permits_and_speaks_plainly(word: str) -> None:
    assert not [text for text in _texts() if word in text.lower()]


def test_no_run_of_eight_words_from_the_notitie() -> None:
    assert not [run for text in _texts() for run in copied(text)]
