"""`transfer`: what a raadswerkgroep reads about a bevoegdheid, and the map of forms and routes."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import ruw_pakket, v, waarborg
from tests.cli.running import flat, run, too_wide, write_dossier, write_pack
from tests.engine.advice.powers import KNOWN as ANSWERED
from tests.spoken import counted, text
from wijktoets.texts.wording import begin_upper

VOORBEELDEN = Path(__file__).resolve().parents[2] / "cases" / "voorbeelden"
CASES = [path.stem.removeprefix("overdracht-") for path in sorted(VOORBEELDEN.glob("overdracht-*.yaml"))]
FINDINGS = ["kan_zo_niet", "eerst_nog", "nog_te_regelen", "let_op", "uitzoeken", "geen_punt"]
NEVER = re.compile(r"\b(in orde|toegestaan|mag wel|akkoord|goedgekeurd)\b", re.IGNORECASE)

KNOWN: Final = {name: word for name, word in ANSWERED.items() if name != "raad-gehoord"}
"""All that a route waits for, but what comes first."""
POWER: dict[str, Any] = {"naam": "geld voor groen", "van": "college", "aan": "stichting", "weg": "delegatie"}


def transfer(folder: Path, *words: str, width: int = 80, power: dict[str, Any] | None = None, **parts: Any) -> str:
    """The screen about a dossier with one bevoegdheid."""
    afspraken = [{"thema": "groen", "fasen": ["uitvoering"], "bevoegdheden": [power or POWER]}]
    path = write_dossier(folder / "wijk.yaml", **{"afspraken": afspraken, **parts})
    result = run("transfer", path, *words, width=width)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def head(kop: str) -> str:
    return text(f"transfer.kop.{kop}")


def part(screen: str, kop: str) -> str:
    """What stands below a heading on the screen, up to an empty line."""
    return flat(screen.split(f"  {head(kop)}\n", 1)[1].split("\n\n", 1)[0])


# One bevoegdheid


def test_the_screen_of_a_stichting_with_delegation(tmp_path: Path) -> None:
    screen = transfer(tmp_path)
    assert counted("transfer.aantal", 1) in screen
    assert text("transfer.bedoeld", van="het college", aan="een stichting", weg="delegatie") in screen
    owner = begin_upper(text("transfer.trekker", wie=text("transfer.wie.college")))
    assert part(screen, "kan_zo_niet") == (
        "- Het college kan alleen overdragen aan een bestuurscommissie die het zelf instelt. Kies die ontvanger, of "
        "een weg zonder delegatie. (art. 165 lid 1 Gemeentewet, art. 10:15 Awb) "
        f"{owner}. {text('transfer.gelezen', wet='Gemeentewet', datum='1 mei 2022')}"
    )
    routes = part(screen, "wegen_uitzoeken")
    to = f"een {text('transfer.kaart.vorm.bestuurscommissie-college')}"
    assert routes.startswith(f"- {text('transfer.weg.maar_aan', weg='Delegatie', aan=to)}")
    routes = part(transfer(tmp_path, power={**POWER, "antwoorden": KNOWN}), "wegen")
    assert routes.startswith(f"a {text('transfer.weg.maar_aan', weg='Delegatie', aan=to)}")
    heard = text("transfer.weg.punt", naam="eerst de raad horen", vindplaats="art. 165 lid 3 Gemeentewet")
    assert text("transfer.weg.eerst", punten=heard) in routes
    assert head("blijft") in screen
    assert head("raad") in screen
    assert "".join(screen.split()).endswith(f"wijktoetsevaluate{tmp_path / 'wijk.yaml'}"), "folded where the line ends"


def test_the_version_that_was_read_is_not_said_while_it_is_the_law(tmp_path: Path) -> None:
    read = text("transfer.gelezen", wet="Gemeentewet", datum="1 mei 2022")
    assert read in part(transfer(tmp_path), "kan_zo_niet")
    assert read not in part(transfer(tmp_path, peildatum="2022-05-01"), "kan_zo_niet")


def test_a_law_without_a_date_says_so(tmp_path: Path) -> None:
    screen = transfer(tmp_path, power={**POWER, "aan": "ambtenaren"})
    assert text("transfer.gelezen_zonder_datum", wet="Awb") in part(screen, "kan_zo_niet")


def test_what_is_not_known_is_a_question(tmp_path: Path) -> None:
    screen = transfer(tmp_path, power={"naam": "iets"})
    assert text("transfer.bedoeld", **dict.fromkeys(("van", "aan", "weg"), text("transfer.onbekend"))) in screen
    assert head("kan_zo_niet") not in screen
    assert part(screen, "uitzoeken").startswith("- Van wie is de bevoegdheid nu?")


def test_how_the_law_was_read_stands_beside_what_was_not(tmp_path: Path) -> None:
    screen = transfer(tmp_path, power={**POWER, "weg": "subsidie"})
    assert text("transfer.bronstatus.M") in part(screen, "uitzoeken")


def test_text_of_users_stays_text(tmp_path: Path) -> None:
    power = {**POWER, "naam": "[bold]geld[/bold] \u202e", "grondslag": "art. 1 Wet [op] de dorpen"}
    screen = transfer(tmp_path, power=power)
    assert "[bold]geld[/bold] \\u202e" in screen
    assert "art. 1 Wet [op] de dorpen" in screen


def test_without_bevoegdheden_it_says_how_to_write_them(tmp_path: Path) -> None:
    result = run("transfer", write_dossier(tmp_path / "wijk.yaml"))
    assert result.exit_code == 0
    assert text("transfer.geen_bevoegdheden") in flat(result.stdout)
    assert head("raad") in result.stdout


def test_one_thema(tmp_path: Path) -> None:
    afspraken = [{"thema": name, "bevoegdheden": [{**POWER, "naam": f"over {name}"}]} for name in ("groen", "zorg")]
    path = write_dossier(tmp_path / "wijk.yaml", afspraken=afspraken)
    assert "over groen" not in run("transfer", path, "--thema", "zorg").stdout
    wrong = run("transfer", path, "--thema", "zorgen")
    assert wrong.exit_code == 3
    assert "Bedoelde u 'zorg'?" in wrong.stderr


# The invented dossiers


@cache
def screen_of(name: str, width: int = 80) -> str:
    """The screen about an invented dossier."""
    result = run("transfer", VOORBEELDEN / f"overdracht-{name}.yaml", "--engine", "direct", width=width)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.anywhere
@pytest.mark.parametrize(("name", "width"), [*((name, 80) for name in CASES), ("budgetrecht", 40)])
def test_every_screen_fits_and_permits_nothing(name: str, width: int) -> None:
    screen = screen_of(name, width)
    places = str(VOORBEELDEN / f"overdracht-{name}.yaml")
    assert too_wide(screen.replace(places, ""), width) == []
    assert not NEVER.search(screen)
    assert "geen juridisch advies" in flat(screen.lower())


@pytest.mark.anywhere
def test_together_they_show_every_finding() -> None:
    assert [kop for kop in FINDINGS if not any(head(kop) in screen_of(name) for name in CASES)] == []


@pytest.mark.parametrize(
    ("name", "finding", "words"),
    [
        ("bestuurscommissie", "let_op", "Elk besluit na delegatie noemt het delegatiebesluit"),
        ("stichting", "kan_zo_niet", "alleen overdragen aan een bestuurscommissie die het zelf instelt"),
        ("mandaat", "let_op", "Bij mandaat beslist de wijk namens een ander"),
        ("eerst-de-raad", "eerst_nog", "nadat de raad zijn wensen en bedenkingen kon geven"),
        ("te-vroeg", "kan_zo_niet", "en dat is niet gebeurd"),
        ("gemengde-leden", "kan_zo_niet", "Raadsleden kunnen geen lid zijn"),
        ("wijkbudget", "let_op", "dan is zij vaak geen bestuursorgaan"),
        ("omgevingsplan", "kan_zo_niet", "alleen aan het college overdragen"),
        ("uitdaagrecht", "nog_te_regelen", "hoe het uitdaagrecht werkt"),
        ("budgetrecht", "kan_zo_niet", "dat budgetrecht gaat niet over, ook niet een stukje"),
        ("buiten-nederland", "let_op", "Voor dit land zijn ze er niet"),
        ("zonder-houder", "weg_uitzoeken", "Van wie is de bevoegdheid nu?"),
        ("alleen-een-naam", "wegen_uitzoeken", "Naar wie gaat de bevoegdheid?"),
        ("grondslag-onbekend", "kan_zo_niet", "alleen overdragen aan een bestuurscommissie die het zelf instelt"),
        ("verkeerd-artikel", "weg_uitzoeken", "het artikel past niet bij wie overdraagt"),
        ("verordening-van-het-college", "van_wie", text("transfer.weg.houder")),
        ("kapvergunning", "weg_uitzoeken", "geen publiek besluit"),
        ("rioolheffing", "weg_uitzoeken", "waarvan de aard zich waarschijnlijk verzet"),
        ("bijstand", "weg_uitzoeken", "wie recht heeft op hulp, stelt de gemeente zelf vast"),
        ("handhaven", "weg_uitzoeken", "handhaven in mandaat door wie niet voor de gemeente werkt"),
        ("al-overgedragen", "weg_uitzoeken", "de bevoegdheid is al overgedragen"),
        ("zonder-grondslag", "kan_zo_niet", "Trekker: de raad."),
        ("bonaire", "let_op", "hebben een eigen wet, de WolBES"),
        ("bedrag-zonder-geld", "let_op", "en ook dat het niet om geld gaat"),
        ("accountant", "van_wie", "hoort bij de raad"),
        ("ozb", "kan_zo_niet", "niet kan overdragen, aan niemand"),
        ("gezamenlijke-commissie", "weg_uitzoeken", "over deze combinatie zegt het gelezen recht niets"),
        ("samen-met-buurgemeente", "weg_uitzoeken", "gemeenschappelijke regeling"),
        ("openbare-orde", "weg_uitzoeken", "burgemeester"),
        ("gebouw", "let_op", "een eerlijke kans"),
        ("meer-jaren", "let_op", "elk jaar een begroting"),
        ("regels-in-mandaat", "kan_zo_niet", "Voor zulke besluiten kan geen mandaat"),
        ("wet-sluit-uit", "kan_zo_niet", "Mandaat kan niet als een wet dat uitsluit"),
        ("groep-zonder-namen", "nog_te_regelen", "welke personen uit de groep"),
        ("te-weinig-tijd", "eerst_nog", "wensen en bedenkingen"),
        ("nieuwe-cooperatie", "eerst_nog", "mee oprichten of meedoen"),
    ],
)
def test_each_invented_dossier_tells_its_story(name: str, finding: str, words: str) -> None:
    assert words in part(screen_of(name), finding)


@pytest.mark.parametrize(
    "name", ["zonder-houder", "alleen-een-naam", "verkeerd-artikel", "kapvergunning", "rioolheffing", "bijstand"]
)
def test_what_comes_first_for_the_route_that_is_meant_stands_before_the_alternatives(name: str) -> None:
    screen = screen_of(name)
    meant = text("transfer.weg.bedoeld", weg="").strip()
    usable = screen.partition(head("wegen"))[2].partition(head("wegen_uitzoeken"))[0]
    assert meant not in flat(usable), "the route that is meant is not among those that no regel excludes"
    if head("weg_uitzoeken") in screen and head("wegen") in screen:
        assert screen.index(head("weg_uitzoeken")) < screen.index(head("wegen"))


def test_a_commission_done_right_has_nothing_left_to_arrange() -> None:
    screen, raad, _ = screen_of("bestuurscommissie").partition(head("raad"))
    assert raad and [kop for kop in FINDINGS if head(kop) in screen] == ["let_op"]


# Other shapes


def test_json_is_the_value_with_its_formaat(tmp_path: Path) -> None:
    value = json.loads(transfer(tmp_path, "--format", "json", power={**POWER, "antwoorden": KNOWN}))
    assert value["formaat"] == "wijktoets/overdracht@1"
    (power,) = value["bevoegdheden"]
    assert power["bevindingen"][0]["soort"] == "kan_zo_niet"
    assert power["bevindingen"][0]["artikel"] == "165"
    assert {weg["weg"] for weg in power["wegen"] if weg["stand"] == "open"} >= {"mandaat", "toezegging"}


def test_markdown_has_headings_and_no_markup_of_users(tmp_path: Path) -> None:
    shown = transfer(tmp_path, "--format", "md", power={**POWER, "naam": "*geld*"})
    assert f"### {head('kan_zo_niet')}" in shown
    assert "\\*geld\\*" in shown


def test_the_map_shows_forms_beside_routes() -> None:
    result = run("transfer", "--routes")
    assert (result.exit_code, result.stderr) == (0, "")
    table, ways, _ = result.stdout.partition(text("transfer.kaart.wegen"))
    lines = [(line[:21].strip(), line[21:].split()) for line in table.splitlines()]
    rows = dict(lines)
    assert ways and rows["vereniging"] == ["nee", "ja", "ja", "ja", "ja", "ja"]
    assert rows[text("transfer.kaart.vorm.andere-commissie")] == ["nee", "ja", "–", "–", "–", "ja"]
    assert ["van", "college", "ja", "–", "–", "–", "ja"] in [
        cells for name, cells in lines if name == "bestuurscommissie"
    ]
    assert too_wide(result.stdout, 80) == []
    assert not NEVER.search(result.stdout)


def test_the_map_as_json_and_markdown() -> None:
    value = json.loads(run("transfer", "--routes", "--format", "json").stdout)
    assert value["formaat"] == "wijktoets/wegenkaart@1"
    assert "| stichting | nee |" in run("transfer", "--routes", "--format", "md").stdout


# What was typed


@pytest.mark.parametrize("words", [(), ("wijk.yaml", "--routes"), ("--routes", "--thema", "groen")])
def test_a_dossier_or_the_map(words: tuple[str, ...]) -> None:
    result = run("transfer", *words)
    assert result.exit_code == 2
    assert "--routes" in result.stderr


def test_another_pack_comes_along(tmp_path: Path) -> None:
    """Who builds on the pack about bevoegdheden sees its own regels among the findings."""
    own = ruw_pakket(
        {
            **waarborg("eigen", v("eigen-vraag"), {"besluiten": "moet"}, als=v("bevoegdheid-weg", "delegatie")),
            "hard": True,
            "basis": "extern",
            "witte_vlek": "Onze eigen verordening vraagt nog iets.",
        }
    )
    own["kop"] = {"id": "eigen-pakket", "naam": "Eigen", "versie": "1", "bouwt_op": {"id": "overdracht"}}
    own["vragen"] = [q for q in own["vragen"] if q["id"] == "eigen-vraag"]
    folder = write_pack(tmp_path / "pakket", own)
    power = {**POWER, "aan": "bestuurscommissie-college", "antwoorden": {"eigen-vraag": "nee"}}
    screen = transfer(tmp_path, "--pack", str(folder), power=power)
    assert "Onze eigen verordening vraagt nog iets." in part(screen, "nog_te_regelen")


def test_evaluate_says_what_was_found_and_where_to_read_on(tmp_path: Path) -> None:
    path = VOORBEELDEN / "overdracht-stichting.yaml"
    screen = flat(run("evaluate", path).stdout)
    assert (
        "Wij hebben gekeken wat de wet over de vorm zegt. “besteden van het wijkbudget groen”: kan zo niet 1" in screen
    )
    assert "Wij hebben niet gekeken of dit volgens de wet zo mag." not in screen
    plain = run("evaluate", VOORBEELDEN / "wijkdeal-drie-afspraken.yaml").stdout
    assert "Wij hebben niet gekeken of dit volgens de wet zo mag." in plain
    assert "Wij hebben gekeken wat de wet over de vorm zegt" not in plain


def test_check_reads_the_answers_of_a_bevoegdheid(tmp_path: Path) -> None:
    afspraken = [{"thema": "groen", "bevoegdheden": [{**POWER, "antwoorden": {"raad-gehord": "gehoord"}}]}]
    path = write_dossier(tmp_path / "wijk.yaml", afspraken=afspraken)
    for command in ("check", "transfer", "evaluate"):
        result = run(command, path)
        assert result.exit_code == 3, command
        assert "Bedoelde u 'raad-gehoord'?" in result.stderr


def test_set_cannot_answer_what_a_field_says(tmp_path: Path) -> None:
    path = write_dossier(tmp_path / "wijk.yaml")
    result = run("evaluate", path, "--pack", "overdracht", "--set", "bevoegdheid-weg=mandaat")
    assert result.exit_code == 3
    assert "uit de velden van een bevoegdheid" in result.stderr
