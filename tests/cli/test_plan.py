"""`plan`: what a person reads about the steps to a target, and what goes into a file."""

import csv
import shlex
from io import StringIO
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.cli.planning import ANSWERS, WISH, as_json, here, plan
from tests.cli.running import flat, run, too_wide
from tests.spoken import counted, said, text

__all__ = ["here"]

ROOT = Path(__file__).resolve().parents[2]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]

BOTH = "voorbereiding en uitvoering"


def named(wat: str, actie: str) -> str:
    return text("plan.actie", wat=wat, id=actie)


def test_the_screen_says_who_does_what_and_what_can_start_first(here: Path, snapshot: SnapshotAssertion) -> None:
    assert plan(here)[0] == snapshot


def test_the_same_stands_in_markdown(here: Path) -> None:
    page = plan(here, "--format", "md")[0]
    status = text("scherm.status.voorstel")
    title = text("scherm.kop", naam="Voorbeeldwijk", status=status, datum="1 november 2026")
    assert page.startswith(f"# {title}\n")
    assert f"## {text('plan.kop.doel', doel='BESLUITEN')}\n" in page
    both = text("scherm.actie_samen", wijk_doet="kiest mensen", gemeente_doet="begeleidt")
    assert f"1. {named('Stel een panel samen', 'panel.1')}\n   - {both}." in page


def test_json_has_the_keys_of_the_contract(here: Path) -> None:
    found = as_json(here)
    keys = {"formaat", "dossier", "target", "mogelijk", "bewezen", "acties", "inzet", "vervalt", "onoplosbaar"}
    assert keys <= set(found)
    assert (found["formaat"], found["target"], found["mogelijk"]) == ("wijktoets/plan@1", "besluiten", True)
    first = next(row for row in found["acties"] if row["id"] == "panel.1")
    assert first["sluit"] == [{"vraag": "gevraagd", "wordt": "ja"}]
    assert first["voor"] == [
        {"thema": "groen", "fase": "voorbereiding", "waarborgen": ["panel"]},
        {"thema": "groen", "fase": "uitvoering", "waarborgen": ["panel"]},
    ]
    assert {"actie": "geld.1", "als": {"vraag": "te-besteden", "antwoord": "nee"}} in found["vervalt"]
    assert (found["inzet"]["bewoners"], found["inzet"]["gemeente"]) == (2, 2)


def test_csv_has_one_row_for_an_actie_in_each_place_that_it_serves(here: Path) -> None:
    rows = list(csv.DictReader(StringIO(plan(here, "--format", "csv")[0])))
    assert [(row["actie"], row["fase"]) for row in rows][:2] == [("geld.1", "voorbereiding"), ("geld.1", "uitvoering")]
    assert {row["begint_met"] for row in rows} == {"bespreken", "doen"}
    assert rows[0]["inzet_bewoners"] == ""


def test_the_same_question_gets_the_same_bytes(here: Path) -> None:
    for shape in ("json", "csv", "ics", "md", "table"):
        assert plan(here, "--format", shape) == plan(here, "--format", shape)


def test_a_target_that_is_met_needs_nothing(here: Path) -> None:
    screen, _ = plan(here, "--target", "adviseren", antwoorden={"gevraagd": "ja"})
    assert said("plan.stand.gehaald", thema="Groen", fasen=BOTH, doel="adviseren") in flat(screen)
    assert said("plan.anders_dan_wens", gewenst="besluiten", doel="adviseren") in flat(screen)
    assert f"  {text('plan.niets')}\n" in screen
    found = as_json(here, "--target", "adviseren", antwoorden={"gevraagd": "ja"})
    assert (found["mogelijk"], found["acties"]) == (True, [])


def test_without_a_wish_it_asks_for_one_and_plans_the_rest(here: Path) -> None:
    other = {"thema": "wonen", "fasen": ["evaluatie"]}
    screen, _ = plan(here, afspraken=[WISH, other])
    assert said("plan.stand.zonder_doel", thema="Wonen", fasen="evaluatie") in flat(screen)
    assert named("Stel een panel samen", "panel.1") in screen
    assert as_json(here, afspraken=[other])["mogelijk"] is False


def test_a_look_back_says_that_the_source_may_be_silent(here: Path) -> None:
    screen, _ = plan(here, status="terugblik", afspraken=[{"thema": "groen", "fasen": ["evaluatie"]}])
    assert text("plan.terugblik") in flat(screen)
    assert said("plan.stand.zonder_doel", terugblik=True, thema="Groen", fasen="evaluatie") in flat(screen)
    assert "--record" not in screen


def test_what_nothing_closes_is_named_with_who_should_talk(here: Path) -> None:
    answers = {**ANSWERS, "lastig": "nee"}
    screen, _ = plan(here, "--without", "raad.1", antwoorden=answers)
    assert said("plan.stand.niet_geen", thema="Groen", fasen=BOTH, doel="besluiten") in flat(screen)
    stuck = text("plan.onoplosbaar", naam="Dit is lastig", thema="groen", fasen=BOTH)
    assert f"  - {stuck} (L57)\n    {text('plan.bespreek.samen')}\n" in screen
    assert f"    {text('plan.bespreek.raad')}\n" in screen
    assert f"  {counted('plan.weggelaten', 1, acties='raad.1')}\n" in screen
    found = as_json(here, antwoorden=answers)
    assert [(r["waarborg"], r["bespreek_met"]) for r in found["onoplosbaar"]] == [("vast", "samen")] * 2
    assert (found["mogelijk"], found["bewezen"]) == (False, True)


def test_a_grens_in_the_way_is_named(here: Path) -> None:
    screen, _ = plan(here, afspraken=[{**WISH, "reikwijdte": "stedelijk"}])
    facts = {"thema": "Groen", "fasen": BOTH, "tekst": "Dit gaat de hele stad aan.", "doel": "besluiten"}
    assert text("plan.grens", **facts) in flat(screen)
    found = as_json(here, afspraken=[{**WISH, "reikwijdte": "stedelijk"}])
    assert (found["mogelijk"], [row["id"] for row in found["grenzen"]]) == (False, ["stad", "stad"])


def test_without_time_it_says_that_smaller_may_be_possible(here: Path) -> None:
    screen, _ = plan(here, "--timeout", "0")
    assert text("plan.niet_bewezen") in flat(screen)
    assert as_json(here, "--timeout", "0")["bewezen"] is False


def test_what_is_kept_is_named(here: Path) -> None:
    screen, _ = plan(here, "--keep", "panel.2", "--keep", "extra.1")
    assert text("plan.kleinst_keuze") in flat(screen)
    assert text("plan.met_houden", acties="1 en 4") in flat(screen)
    closes = text("plan.regelt", namen="Er is geleerd")
    assert f"  PARTNER\n  4 {named('Leer samen', 'extra.1')}\n    {closes}\n" in screen


def test_more_themas_are_named_with_each_actie(here: Path) -> None:
    other = {"thema": "wonen", "fasen": ["evaluatie"], "gewenst": "adviseren"}
    screen, _ = plan(here, afspraken=[WISH, other])
    for where, closed in (("groen en wonen", "De wijk is gevraagd"), ("groen", "De raad sprak over zijn rol")):
        assert f"    {text('plan.regelt_bij', waar=where, namen=closed)}\n" in screen
    assert f"\n{text('plan.kop.een')}\n" in screen


# The groeipad.


def test_a_path_says_what_each_step_adds_and_advises_nothing(here: Path) -> None:
    screen, _ = plan(here, "--path")
    assert text("plan.pad.uitleg") in flat(screen)
    assert f"  {said('plan.pad.wens', gewenst='besluiten')}\n" in screen
    step = {doel: text("plan.pad.stap", doel=doel.upper()) for doel in ("adviseren", "aanjagen", "besluiten")}
    panel = named("Stel een panel samen", "panel.1")
    assert f"{step['adviseren']}\n  {counted('plan.pad.erbij', 1)}\n  - {panel}\n" in screen
    assert f"{step['aanjagen']}\n  {text('plan.pad.al_na')}\n" in screen
    assert f"{step['besluiten']}\n  {counted('plan.pad.erbij', 2)}\n" in screen
    found = as_json(here, "--path")
    assert found["formaat"] == "wijktoets/groeipad@1"
    assert [[a["id"] for a in step["plan"]["acties"]] for step in found["stappen"]] == [
        ["panel.1"],
        [],
        ["geld.1", "raad.1"],
    ]
    rows = list(csv.DictReader(StringIO(plan(here, "--path", "--format", "csv")[0])))
    assert {row["stap"] for row in rows} == {"adviseren", "besluiten"}


def test_a_path_names_different_wishes(here: Path) -> None:
    themas = [WISH, {"thema": "wonen", "fasen": ["evaluatie"]}]
    screen, _ = plan(here, "--path", "--target", "aanjagen", afspraken=themas)
    assert f"  {said('plan.pad.wens_thema', thema='Groen', fasen=BOTH, gewenst='besluiten')}\n" in screen
    assert f"  {said('plan.pad.wens_thema_onbekend', thema='Wonen', fasen='evaluatie')}\n" in screen
    assert text("plan.pad.stap", doel="AANJAGEN") in screen
    assert text("plan.pad.stap", doel="BESLUITEN") not in screen


# What cannot be.


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--keep panel.1 --without panel.1", 2),
        ("--keep panel.11", 3),
        ("--without iets", 3),
        ("--actie panel.1", 2),
        ("--wanneer 2027-02-01", 2),
        ("--record --wanneer 2027-02-30", 2),
        ("--record --wanneer '1 februari'", 2),
        ("--record --actie panel", 3),
        ("--path --record", 2),
        ("--path --format ics", 2),
        ("--timeout lang", 2),
        ("--timeout -1", 2),
        ("--target beslissen", 2),
        ("--thema groem", 3),
        ("--output plan.doc", 2),
        ("--output weg/plan.md", 2),
    ],
)
def test_what_cannot_be_is_said(here: Path, words: str, code: int, snapshot: SnapshotAssertion) -> None:
    out, wrong = plan(here, *shlex.split(words), code=code)
    assert out == ""
    assert wrong == snapshot


@pytest.mark.in_turn
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_screen_fits_its_width(path: Path) -> None:
    words = ["--path"] if path.stem in ("a-kwartier", "twee-themas") else ["--target", "besluiten"]
    result = run("plan", path, *words, width=60)
    assert result.exit_code == 0, result.output
    assert [line for line in too_wide(result.stdout, 60) if str(path) not in line] == []


def test_a_plain_terminal_gets_plain_signs(here: Path) -> None:
    screen, _ = plan(here, charset="ascii")
    assert screen.isascii()
