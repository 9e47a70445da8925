"""Every command says the same lines with a result about one dossier, on the screen, as JSON and in what it writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run, write_dossier
from tests.spoken import text

pytestmark = pytest.mark.anywhere

POWER = {"naam": "geld voor groen", "van": "college", "aan": "stichting", "weg": "delegatie"}
ROLES_DECIDE = {"thema": "groen", "gewenst": "aanjagen", "antwoorden": {"wie-besluit": "wijk"}}
NOT_LOOKED_AT = "Wij hebben niet gekeken of dit volgens de wet zo mag. Vraag het een jurist van de gemeente."
LOOKED_AT = "Wij hebben gekeken wat de wet over de vorm zegt. “geld voor groen”: kan zo niet 1"
RAAD = "De gemeenteraad blijft gaan over de begroting en controleert het college (burgemeester en wethouders)."
NO_JUDGEMENT = "Dit helpt bij het gesprek. Het keurt niets goed of af en is geen juridisch advies."
ONE_SIDE = "Ingevuld door één partij: gebiedsteam."
PLAINLY = text("bewoners.wet.kan_zo_niet", bevoegdheid="geld voor groen")
"""What the law finds, to residents."""
COMMANDS = {
    "evaluate": ("evaluate",),
    "explain": ("explain",),
    "explain-one": ("explain", "verantwoording-aan-wijk-geregeld"),
    "plan": ("plan",),
    "path": ("plan", "--path"),
    "follow-up": ("follow-up",),
    "questions": ("questions",),
    "compare": ("compare", "--pack-b", "gronings-model"),
}
DOCUMENTS = {
    "bijlage": ("report", "--to"),
    "bijlage-bewoners": ("report", "--for", "bewoners", "--to"),
    "blad": ("report", "--kind", "afspraken", "--to"),
    "praatplaat": ("questions", "--to"),
}


def village(folder: Path, **own: Any) -> Path:
    return write_dossier(
        folder / "wijk.yaml", afspraken=[{**ROLES_DECIDE, **own}], opgesteld={"door": "gebiedsteam", "op": "2026-10-20"}
    )


def said(name: str, path: Path, *words: str) -> str:
    """A screen, on one line."""
    command, *rest = COMMANDS.get(name, (name,))
    result = run(command, path, *rest, *words)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("name", [*COMMANDS, "transfer"])
def test_the_same_lines_on_every_screen(name: str, tmp_path: Path) -> None:
    screen = said(name, village(tmp_path))
    for line in (ONE_SIDE, NOT_LOOKED_AT, NO_JUDGEMENT):
        assert screen.count(line) == 1, line
    assert (RAAD in screen) == (name != "transfer"), "which tells it at length"


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_law_says_of_bevoegdheden_on_every_screen(name: str, tmp_path: Path) -> None:
    screen = said(name, village(tmp_path, bevoegdheden=[POWER]))
    assert screen.count(LOOKED_AT) == 1
    assert "Niet bekeken" not in screen


@pytest.mark.parametrize("own", [{}, {"bevoegdheden": [POWER]}], ids=["plain", "powers"])
def test_the_same_lines_in_the_json_of_every_command(own: dict[str, Any], tmp_path: Path) -> None:
    path = village(tmp_path, **own)
    found = {name: json.loads(run(*_with(path, words), "--format", "json").stdout) for name, words in COMMANDS.items()}
    found["transfer"] = json.loads(run("transfer", path, "--format", "json").stdout)
    found["kant a"], found["kant b"] = found["compare"]["a"], found["compare"]["b"]
    of_path = found.pop("path")["teksten"]
    lines = {name: value["teksten"] for name, value in found.items()}
    assert {name for name, each in lines.items() if each != lines["evaluate"]} == set()
    as_if = run("evaluate", path, "--archetype", "besluiten", "--format", "json").stdout
    assert of_path == json.loads(as_if)["teksten"], "a path goes as far as besluiten"
    assert ("overdracht" in lines["evaluate"], "niet_bekeken" in lines["evaluate"]) == (bool(own), not own)


def _with(path: Path, words: tuple[str, ...]) -> tuple[str | Path, ...]:
    return (words[0], path, *words[1:])


@pytest.mark.parametrize("own", [{}, {"bevoegdheden": [POWER]}], ids=["plain", "powers"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_lines_in_every_document(name: str, own: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / "stuk.md"
    command, *rest = DOCUMENTS[name]
    result = run(command, village(tmp_path, **own), *rest, target)
    assert result.exit_code == 0, result.output
    told = " ".join(target.read_text(encoding="utf-8").replace("\\", "").split())
    law = PLAINLY if name == "bijlage-bewoners" else LOOKED_AT
    for line in (
        ONE_SIDE,
        law if own else NOT_LOOKED_AT.split(". ")[0],
        RAAD.rstrip("."),
        NO_JUDGEMENT.split(". ")[0],
    ):
        assert told.count(line) == 1, (line, told)


def test_of_two_sides_each_line_says_whose_it_is_when_only_one_has_it(tmp_path: Path) -> None:
    (tmp_path / "ander").mkdir()
    one, other = village(tmp_path), village(tmp_path / "ander", antwoorden={"wie-besluit": "raad"})
    screen = " ".join(run("compare", one, other).stdout.split())
    assert screen.count(f"A: {NOT_LOOKED_AT}") == 1
    assert f"B: {NOT_LOOKED_AT}" not in screen
    assert screen.count(ONE_SIDE) == screen.count(NO_JUDGEMENT) == 1, "what both have stands there once"
    mirrored = " ".join(run("compare", other, one).stdout.split())
    assert mirrored.count(f"B: {NOT_LOOKED_AT}") == 1


def test_of_two_folders_what_not_all_have_stands_with_its_pair(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "x").mkdir(parents=True)
        (tmp_path / folder / "y").mkdir()
        village(tmp_path / folder / "x")
        village(tmp_path / folder / "y", antwoorden={"wie-besluit": "raad"})
    screen = " ".join(run("compare", tmp_path / "a", tmp_path / "b").stdout.split())
    assert screen.count(NOT_LOOKED_AT) == 1
    assert f": {NOT_LOOKED_AT}" not in screen
    assert screen.count(NO_JUDGEMENT) == 1


def test_batch_says_what_goes_with_any_of_its_dossiers(tmp_path: Path) -> None:
    village(tmp_path)
    write_dossier(tmp_path / "ander.yaml", naam="Ander", afspraken=[{"thema": "groen", "bevoegdheden": [POWER]}])
    screen = " ".join(run("batch", tmp_path).stdout.split())
    for line in (NOT_LOOKED_AT, RAAD, NO_JUDGEMENT):
        assert screen.count(line) == 1, line
    assert "Wij hebben gekeken wat de wet over de vorm zegt" not in screen, "which bevoegdheid, its own result says"


def test_a_praatplaat_leaves_the_name_of_who_filled_it_in_as_it_is(tmp_path: Path) -> None:
    """In residents' words aanjagen is to take the lead; the name of a party is nobody's to change."""
    path = write_dossier(tmp_path / "wijk.yaml", afspraken=[ROLES_DECIDE], opgesteld={"door": "gebiedsteam Aanjagen"})
    assert run("questions", path, "--to", tmp_path / "plaat.md").exit_code == 0
    assert "gebiedsteam Aanjagen" in (tmp_path / "plaat.md").read_text(encoding="utf-8")
