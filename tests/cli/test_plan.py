"""`plan`: what a person reads about the steps to a target, and what goes into a file."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.planning import ANSWERS, WISH, as_json, here, plan
from tests.cli.running import flat, run, too_wide

__all__ = ["here"]

ROOT = Path(__file__).resolve().parents[2]
CASES = [*sorted((ROOT / "cases").glob("*.yaml")), *sorted((ROOT / "cases" / "voorbeelden").glob("*.yaml"))]

SCREEN = """\
Voorbeeldwijk · VOORSTEL · peildatum 1 november 2026

PLAN NAAR BESLUITEN
  Groen (voorbereiding en uitvoering): ook bij adviseren is nog iets te regelen
  of te bespreken. Met dit plan is geregeld wat bij besluiten moet.

  3 acties. Van bewoners: 2 keer weinig en 1 keer staat er niet bij. Van de
  gemeente: 2 keer weinig en 1 keer staat er niet bij.
  Kleiner kan niet: er is geen plan dat minder vraagt van bewoners, of even veel
  met minder acties. Dat is bewezen.

  WAAR BEGINT U?
  Meteen beginnen kan met 3.
  Eerst samen bespreken: 1 en 2. Het gebiedsteam neemt daarin het voortouw.
  (L63)

  WIJK EN GEMEENTE SAMEN
  1 Stel een panel samen (panel.1)
    Wijk: kiest mensen; gemeente: begeleidt.
    Regelt: De wijk is gevraagd.
    Begint met een gesprek hierover. Vraagt van bewoners: weinig; van de
    gemeente: weinig.

  GEMEENTE
  2 Leg het geld op tafel (geld.1)
    Regelt: Het geld is te zien.
    Begint met een gesprek hierover. Vraagt van bewoners: niet bekend; van de
    gemeente: niet bekend.
    Let op: Nog niet alles is te zien.

  RAAD
  3 Praat erover (raad.1)
    Regelt: De raad sprak over zijn rol.
    Kan meteen beginnen. Vraagt van bewoners: weinig; van de gemeente: weinig.

  WAT MISSCHIEN NIET HOEFT
  Blijkt in het gesprek dat iets al is geregeld, dan vervalt de actie die dat
  regelt. Dat kan bij 1 en 2.
  Is er geld? Is het antwoord nee, dan vervalt actie 2.
  Is er geld? Speelt dat hier niet, dan vervalt actie 2.

  WAT DIT PLAN NIET DOET
  Het regelt alleen wat moet bij het doel. Wat er verder bij hoort, staat in
  wijktoets evaluate.
  Het verandert niets aan wie beslist. Dat spreekt u samen af.

Niet bekeken is de juridische vorm.
Bij de raad blijven de begroting en de controle.
Dit bereidt een gesprek voor. Het is geen oordeel en geen juridisch advies.

De acties in het dossier zetten: wijktoets plan wijk.yaml --record
"""


def test_the_screen_says_who_does_what_and_what_can_start_first(here: Path) -> None:
    assert plan(here)[0] == SCREEN


def test_the_same_stands_in_markdown(here: Path) -> None:
    page = plan(here, "--format", "md")[0]
    assert page.startswith("# Voorbeeldwijk · VOORSTEL · peildatum 1 november 2026\n")
    assert "## PLAN NAAR BESLUITEN\n" in page
    assert "1. Stel een panel samen (panel.1)\n   - Wijk: kiest mensen; gemeente: begeleidt." in page


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
    assert "  Groen (voorbereiding en uitvoering): wat bij adviseren moet, is al geregeld.\n" in screen
    assert "De wens is besluiten. U vroeg wat er bij adviseren hoort; dat is geen advies" in flat(screen)
    assert "  Er zijn geen acties nodig.\n" in screen
    found = as_json(here, "--target", "adviseren", antwoorden={"gevraagd": "ja"})
    assert (found["mogelijk"], found["acties"]) == (True, [])


def test_without_a_wish_it_asks_for_one_and_plans_the_rest(here: Path) -> None:
    other = {"thema": "wonen", "fasen": ["evaluatie"]}
    screen, _ = plan(here, afspraken=[WISH, other])
    assert "Wonen (evaluatie): er is nog geen gezamenlijke wens. Bespreek die eerst" in flat(screen)
    assert "Stel een panel samen (panel.1)" in screen
    assert as_json(here, afspraken=[other])["mogelijk"] is False


def test_a_look_back_says_that_the_source_may_be_silent(here: Path) -> None:
    screen, _ = plan(here, status="terugblik", afspraken=[{"thema": "groen", "fasen": ["evaluatie"]}])
    assert "Wat de bron niet noemt, telt hier als nog niet bekend" in screen
    assert "de bron noemt geen wens" in screen
    assert "--record" not in screen


def test_what_nothing_closes_is_named_with_who_should_talk(here: Path) -> None:
    answers = {**ANSWERS, "lastig": "nee"}
    screen, _ = plan(here, "--without", "raad.1", antwoorden=answers)
    assert "Met deze acties komt u niet bij besluiten; hieronder staat waarom." in flat(screen)
    assert (
        "  - Dit is lastig (groen, voorbereiding en uitvoering) (L57)\n    Bespreek dit samen, wijk en gemeente.\n"
        in screen
    )
    assert "    Bespreek dit met de raad.\n" in screen
    assert "  Weggelaten met --without: raad.1. Misschien regelt die dit wel.\n" in screen
    found = as_json(here, antwoorden=answers)
    assert [(r["waarborg"], r["bespreek_met"]) for r in found["onoplosbaar"]] == [("vast", "samen")] * 2
    assert (found["mogelijk"], found["bewezen"]) == (False, True)


def test_a_grens_in_the_way_is_named(here: Path) -> None:
    screen, _ = plan(here, afspraken=[{**WISH, "reikwijdte": "stedelijk"}])
    assert "Dit gaat de hele stad aan. Daarom past besluiten hier niet bij één wijk" in flat(screen)
    found = as_json(here, afspraken=[{**WISH, "reikwijdte": "stedelijk"}])
    assert (found["mogelijk"], [row["id"] for row in found["grenzen"]]) == (False, ["stad", "stad"])


def test_without_time_it_says_that_smaller_may_be_possible(here: Path) -> None:
    screen, _ = plan(here, "--timeout", "0")
    assert "Dit is het beste plan dat op tijd is gevonden. Misschien kan het kleiner" in screen
    assert as_json(here, "--timeout", "0")["bewezen"] is False


def test_what_is_kept_is_named(here: Path) -> None:
    screen, _ = plan(here, "--keep", "panel.2", "--keep", "extra.1")
    assert "Met wat u zelf koos (--keep, --without) kan het niet kleiner. Dat is bewezen." in flat(screen)
    assert "Daarbij telt mee dat u 1 en 4 erin wilde." in flat(screen)
    assert "  PARTNER\n  4 Leer samen (extra.1)\n    Regelt: Er is geleerd.\n" in screen


def test_more_themas_are_named_with_each_actie(here: Path) -> None:
    other = {"thema": "wonen", "fasen": ["evaluatie"], "gewenst": "adviseren"}
    screen, _ = plan(here, afspraken=[WISH, other])
    assert "    Regelt bij groen en wonen: De wijk is gevraagd.\n" in screen
    assert "    Regelt bij groen: De raad sprak over zijn rol.\n" in screen
    assert "\nPLAN\n" in screen


# The groeipad.


def test_a_path_says_what_each_step_adds_and_advises_nothing(here: Path) -> None:
    screen, _ = plan(here, "--path")
    assert "Het is geen advies om\n  verder te gaan: elke manier kan voor een wijk de goede zijn.\n" in screen
    assert "  De wens is besluiten.\n" in screen
    assert "NAAR ADVISEREN\n  Daarvoor komt er 1 actie bij.\n  - Stel een panel samen (panel.1)\n" in screen
    assert "NAAR AANJAGEN\n  Hiervoor is na de vorige stap niets meer nodig.\n" in screen
    assert "NAAR BESLUITEN\n  Daarvoor komen er 2 acties bij.\n" in screen
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
    assert "  Bij groen (voorbereiding en uitvoering) is de wens besluiten.\n" in screen
    assert "  Bij wonen (evaluatie) is er nog geen gezamenlijke wens.\n" in screen
    assert "NAAR BESLUITEN" not in screen


# What cannot be.


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (["--keep", "panel.1", "--without", "panel.1"], 2, "panel.1 staat bij --keep en bij --without"),
        (["--keep", "panel.11"], 3, "--keep: onbekende actie 'panel.11'. Bedoelde u 'panel.1'?"),
        (["--without", "iets"], 3, "--without: onbekende actie 'iets'."),
        (["--actie", "panel.1"], 2, "--actie kan alleen samen met --record"),
        (["--wanneer", "2027-02-01"], 2, "--wanneer kan alleen samen met --record"),
        (["--record", "--wanneer", "2027-02-30"], 2, "--wanneer: de datum 2027-02-30 bestaat niet."),
        (["--record", "--wanneer", "1 februari"], 2, "--wanneer: '1 februari' is geen datum"),
        (["--record", "--actie", "panel"], 3, "--actie: 'panel' zit niet in dit plan. Bedoelde u 'panel.1'?"),
        (["--path", "--record"], 2, "--record kan niet samen met --path"),
        (["--path", "--format", "ics"], 2, "ics kan niet samen met --path"),
        (["--timeout", "lang"], 2, "bij --timeout hoort een aantal seconden"),
        (["--timeout", "-1"], 2, "bij --timeout hoort een aantal seconden"),
        (["--target", "beslissen"], 2, "Bedoelde u 'besluiten'?"),
        (["--thema", "groem"], 3, "Bedoelde u 'groen'?"),
        (["--output", "plan.doc"], 2, "plan.doc"),
        (["--output", "weg/plan.md"], 2, "de map weg bestaat niet"),
    ],
)
def test_what_cannot_be_is_said(here: Path, words: list[str], code: int, part: str) -> None:
    out, said = plan(here, *words, code=code)
    assert out == ""
    assert part in " ".join(said.split())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_screen_fits_its_width(path: Path) -> None:
    words = ["--path"] if path.stem in ("a-kwartier", "twee-themas") else ["--target", "besluiten"]
    result = run("plan", path, *words, width=60)
    assert result.exit_code == 0, result.output
    assert [line for line in too_wide(result.stdout, 60) if str(path) not in line] == []


def test_a_plain_terminal_gets_plain_signs(here: Path) -> None:
    screen, _ = plan(here, charset="ascii")
    assert screen.isascii()
