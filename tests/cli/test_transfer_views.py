"""`transfer --matrix` and the other looks at the same result: on two widths, as csv and as json."""

import csv
import io
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from icalendar import Calendar

from tests.cli.running import flat, run, too_wide, write_dossier
from tests.cli.test_transfer import CASES, NEVER, POWER, VOORBEELDEN
from tests.engine.advice.powers import KNOWN
from tests.spoken import spoken, text
from wijktoets.engine.advice.transfer.case import WEGEN
from wijktoets.engine.model.words import WegStand
from wijktoets.telling.powers import stand_explained

OTHER = {"naam": "het dorpsplein", "van": "raad", "aan": "bestuurscommissie-raad", "weg": "mandaat"}


def written(folder: Path, *powers: dict[str, Any], thema: str = "groen", **parts: Any) -> Path:
    """A dossier with these bevoegdheden."""
    afspraken = [{"thema": thema, "fasen": ["uitvoering"], "bevoegdheden": list(powers)}]
    return write_dossier(folder / "wijk.yaml", **{"afspraken": afspraken, **parts})


def shown(path: Path, *words: str, width: int = 80) -> str:
    result = run("transfer", path, "--engine", "direct", *words, width=width)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def stands(path: Path, *words: str) -> dict[str, dict[str, str]]:
    """How each route stands by name of the bevoegdheid, as json has it."""
    return {row["naam"]: row["wegen"] for row in json.loads(shown(path, "--format", "json", *words))["matrix"]}


def cell(stand: str, meant: bool = False) -> str:
    told = text(f"transfer.matrix.cel.{stand}")
    return text("transfer.matrix.cel.bedoeld", stand=told) if meant else told


def meaning(stand: WegStand) -> str:
    return spoken(stand_explained(stand))


# The matrix


def test_the_matrix_has_a_line_for_each_bevoegdheid_and_says_which_route_is_meant(tmp_path: Path) -> None:
    path = written(tmp_path, {**POWER, "antwoorden": KNOWN}, OTHER)
    screen = shown(path, "--matrix")
    assert text("transfer.matrix.kop") in screen
    line = next(line for line in screen.splitlines() if line.startswith(POWER["naam"]))
    assert line.split()[3:5] == cell("kan_zo_niet", meant=True).split()
    assert cell("open") in line
    assert screen.count(meaning("open")) == 1
    assert text("transfer.matrix.ster") in screen


@pytest.mark.parametrize("width", [80, 60, 30])
def test_the_matrix_fits_and_tells_the_same(tmp_path: Path, width: int) -> None:
    screen = shown(written(tmp_path, POWER, OTHER), "--matrix", width=width)
    places = str(tmp_path / "wijk.yaml")
    assert too_wide(screen.replace(places, ""), width) == []
    for stand in set(get_args(WegStand)) & {s for row in stands(tmp_path / "wijk.yaml").values() for s in row.values()}:
        assert flat(meaning(stand)) in flat(screen)
    assert OTHER["naam"] in flat(screen)


@pytest.mark.anywhere
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", [80, 60])
def test_the_matrix_of_each_invented_dossier_permits_nothing(name: str, width: int) -> None:
    path = VOORBEELDEN / f"overdracht-{name}.yaml"
    screen = shown(path, "--matrix", width=width)
    assert too_wide(screen.replace(str(path), ""), width) == []
    assert not NEVER.search(screen)


def test_more_themas_each_stand_over_their_own(tmp_path: Path) -> None:
    afspraken = [{"thema": name, "bevoegdheden": [{**POWER, "naam": f"over {name}"}]} for name in ("groen", "zorg")]
    path = write_dossier(tmp_path / "wijk.yaml", afspraken=afspraken)
    lines = shown(path, "--matrix").splitlines()
    assert lines.index("zorg") > lines.index("groen") > 0
    assert "zorg" not in shown(path, "--matrix", "--thema", "groen").replace("over zorg", "zorg").splitlines()


def test_the_matrix_as_csv_and_json(tmp_path: Path) -> None:
    path = written(tmp_path, POWER, OTHER)
    rows = list(csv.DictReader(io.StringIO(shown(path, "--matrix", "--format", "csv"))))
    assert [{weg: row[weg] for weg in WEGEN} for row in rows] == list(stands(path).values())
    assert [(row["thema"], row["bevoegdheid"], row["weg"]) for row in rows] == [
        ("groen", POWER["naam"], "delegatie"),
        ("groen", OTHER["naam"], "mandaat"),
    ]
    assert stands(path, "--matrix") == stands(path)


def test_the_matrix_goes_to_a_file(tmp_path: Path) -> None:
    path, target = written(tmp_path, POWER), tmp_path / "wegen.csv"
    result = run("transfer", path, "--matrix", "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == text("cli.geschreven", naam=target) + "\n"
    assert target.read_text(encoding="utf-8").splitlines()[0].endswith(",".join(WEGEN))


def test_text_of_users_stays_text_in_the_matrix(tmp_path: Path) -> None:
    screen = shown(written(tmp_path, {**POWER, "naam": "[bold]x[/bold] \u202e"}), "--matrix")
    assert "[bold]x[/bold]" in screen
    assert "\u202e" not in screen


# What if


def test_an_answer_can_be_tried(tmp_path: Path) -> None:
    path = written(tmp_path, {**OTHER, "antwoorden": {**KNOWN, "mandaat-soort-besluit": "gewone-besluiten"}})
    assert stands(path)[OTHER["naam"]]["mandaat"] == "open"
    tried = stands(path, "--set", "mandaat-soort-besluit=regels")
    assert tried[OTHER["naam"]]["mandaat"] == "kan_zo_niet"
    for words in ((), ("--matrix",)):
        screen = flat(shown(path, "--set", "mandaat-soort-besluit=regels", *words))
        assert text("scherm.proef_antwoorden", antwoorden="mandaat-soort-besluit = regels") in screen


def test_what_a_field_says_cannot_be_tried(tmp_path: Path) -> None:
    result = run("transfer", written(tmp_path, POWER), "--set", "bevoegdheid-weg=mandaat")
    assert result.exit_code == 3
    assert "uit de velden van een bevoegdheid" in result.stderr


# What was typed


@pytest.mark.parametrize("words", [("--routes", "--matrix"), ("--routes", "--set", "raad-gehoord=gehoord")])
def test_what_belongs_to_a_dossier_does_not_go_with_the_map(words: tuple[str, ...]) -> None:
    result = run("transfer", *words)
    assert result.exit_code == 2
    assert text("transfer.alleen_bij_dossier", optie=words[1]) in result.stderr


def test_csv_is_of_one_table(tmp_path: Path) -> None:
    result = run("transfer", written(tmp_path, POWER), "--format", "csv")
    assert result.exit_code == 2
    assert "--matrix" in result.stderr


# Steps, elements, side by side

VIEWS = ["steps", "elements", "side-by-side"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["bestuurscommissie", "stichting", "mandaat", "wijkbudget", "bonaire"])
def test_each_look_fits_on_two_widths_and_permits_nothing(name: str, view: str) -> None:
    path = VOORBEELDEN / f"overdracht-{name}.yaml"
    for width in (80, 60):
        screen = shown(path, f"--{view}", width=width)
        assert too_wide(screen.replace(str(path), ""), width) == []
        assert not NEVER.search(screen)
        assert "geen juridisch advies" in flat(screen.lower())


@pytest.mark.parametrize(
    ("view", "key"), [("steps", "stappen"), ("elements", "elementen"), ("side-by-side", "naast_elkaar")]
)
def test_each_look_as_csv_has_the_rows_of_json(view: str, key: str) -> None:
    path = VOORBEELDEN / "overdracht-wijkbudget.yaml"
    rows = list(csv.DictReader(io.StringIO(shown(path, f"--{view}", "--format", "csv"))))
    value = json.loads(shown(path, "--format", "json"))[key]
    assert len(rows) == len(value) > 0
    assert [row["bevoegdheid"] for row in rows] == [row["bevoegdheid"] for row in value]
    assert [row.get("wat") for row in rows] == [row.get("wat") for row in value]


def test_steps_say_who_decides_and_until_when(tmp_path: Path) -> None:
    power = {**OTHER, "antwoorden": {**KNOWN, "bevoegdheid-omschreven": "ja"}}
    screen = flat(shown(written(tmp_path, power), "--steps", "--start", "2028-01-03"))
    assert text("transfer.stappen.dag", datum="3 januari 2028") in screen
    assert text("transfer.stappen.gedaan") in screen
    who = text("transfer.wie_doet.raad")
    assert text("transfer.stappen.stap", wie=who, wat="Geef het mandaat, op papier.") in screen
    assert text("transfer.stappen.uitleg") in screen
    assert text("transfer.stappen.geen_dag") in flat(shown(tmp_path / "wijk.yaml", "--steps"))


def test_a_day_that_is_too_soon_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, {**OTHER, "antwoorden": KNOWN}, peildatum="2026-11-01")
    assert text("transfer.stappen.te_laat") in flat(shown(path, "--steps", "--start", "2026-11-20"))
    assert text("transfer.stappen.te_laat") not in flat(shown(path, "--steps", "--start", "2029-11-20"))


def test_the_steps_go_to_a_calendar(tmp_path: Path) -> None:
    path = written(tmp_path, {**OTHER, "antwoorden": KNOWN})
    result = run("transfer", path, "--engine", "direct", "--ics", "--start", "2028-01-03")
    assert result.exit_code == 0
    calendar = Calendar.from_ical(result.stdout)
    steps = json.loads(shown(path, "--format", "json", "--start", "2028-01-03"))["stappen"]
    dated = sorted(step["uiterlijk"] for step in steps if step["uiterlijk"])
    assert [str(event.decoded("dtstart")) for event in calendar.walk("VEVENT")] == dated
    assert {str(event["status"]) for event in calendar.walk("VEVENT")} == {"TENTATIVE"}
    assert run("transfer", path, "--engine", "direct", "--ics", "--start", "2028-01-03").stdout == result.stdout


def test_a_calendar_without_a_day_says_so(tmp_path: Path) -> None:
    result = run("transfer", written(tmp_path, OTHER), "--engine", "direct", "--ics")
    assert result.exit_code == 0
    assert text("transfer.ics.leeg") in result.stderr


def test_elements_fill_in_what_is_known_and_mark_the_gaps(tmp_path: Path) -> None:
    screen = flat(shown(written(tmp_path, {**OTHER, "antwoorden": KNOWN}), "--elements"))
    assert f"Waarvoor het mandaat geldt: {OTHER['naam']}" in screen
    assert text("transfer.elementen.gat") in screen
    assert text("transfer.elementen.stuk.mandaatbesluit", weg="mandaat") in screen


def test_text_of_users_stays_text_in_elements(tmp_path: Path) -> None:
    agreed = {"mandaat-gevolg-bekend": {"antwoord": "ja", "afgesproken": "Zie [bold]blad 3[/bold] {de wijk}"}}
    power = {**OTHER, "antwoorden": KNOWN}
    screen = flat(shown(written(tmp_path, power, antwoorden=agreed), "--elements", "--pack", "overdracht"))
    assert "Zie [bold]blad 3[/bold] {de wijk}" in screen


def test_a_mandate_called_say_is_seen_side_by_side(tmp_path: Path) -> None:
    afspraken = [{"thema": "groen", "gewenst": "besluiten", "bevoegdheden": [OTHER]}]
    screen = shown(write_dossier(tmp_path / "wijk.yaml", afspraken=afspraken), "--side-by-side")
    assert "dan is dat in naam en niet in recht" in flat(screen).replace("is het dat", "is dat")
    assert text("transfer.stand.uitzoeken") in " ".join(line.strip() for line in screen.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ("--matrix", "--steps"),
        ("--ics", "--matrix"),
        ("--ics", "--format", "json"),
        ("--start", "2028-01-03"),
        ("--start", "2028-13-03", "--steps"),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run("transfer", written(tmp_path, OTHER), *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words[0] in result.stderr


def test_a_wish_for_next_month_says_that_the_steps_do_not_fit() -> None:
    screen = flat(shown(VOORBEELDEN / "overdracht-te-weinig-tijd.yaml", "--steps"))
    assert text("transfer.stappen.te_laat") in screen
    assert text("transfer.stappen.uiterlijk.te_laat", datum="2 oktober 2026") in screen
