"""`wijktoets rules mutate`: what the examples do not notice, with the example to take over; and norms in examples."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import MOET, Ruw, alle, grens, ruw_pakket, v, waarborg
from tests.cli.running import run, too_wide, write_pack

GOOD: list[Ruw] = [
    {"antwoorden": {"a": "ja", "b": "ja"}, "verwacht": "geborgd", "norm": MOET},
    {"antwoorden": {"a": "ja", "b": "nee"}, "verwacht": "ontbreekt"},
    {"antwoorden": {"a": "nee", "b": "ja"}, "verwacht": "ontbreekt"},
]


def _pack(folder: Path, examples: list[Ruw], *more: Ruw) -> Path:
    return write_pack(folder, ruw_pakket(waarborg("w", alle(v("a"), v("b")), voorbeelden=examples), *more))


def test_examples_that_notice_everything(tmp_path: Path) -> None:
    result = run("rules", "mutate", "--pack", _pack(tmp_path, GOOD))
    assert result.exit_code == 0
    assert "8 fouten gemaakt van 1 regel: 8 opgemerkt, 0 zonder verschil, 0 niet opgemerkt." in result.output
    assert result.output.endswith("De voorbeelden merken elke fout op.\n")


def test_the_missing_example_can_be_taken_over(tmp_path: Path) -> None:
    result = run("rules", "mutate", "--pack", _pack(tmp_path, GOOD[:2]))
    assert result.exit_code == 3
    assert "Geen voorbeeld merkt het als deze voorwaarde wegvalt" in result.output
    (line,) = [line for line in result.output.split("\n") if line.startswith("    - {")]
    (example,) = yaml.safe_load(line)
    assert run("rules", "mutate", "--pack", _pack(tmp_path, [*GOOD[:2], example])).exit_code == 0


def test_a_norm_that_no_example_names_is_said_once(tmp_path: Path) -> None:
    plain = [{key: word for key, word in example.items() if key != "norm"} for example in GOOD]
    result = run("rules", "mutate", "--pack", _pack(tmp_path, plain))
    assert result.exit_code == 3
    assert result.output.count("Geen voorbeeld merkt het") == 1
    assert "als dit bij adviseren hoort is in plaats van moet, en nog 2 zulke fouten." in " ".join(
        result.output.split()
    )
    assert "    norm: {adviseren: moet, aanjagen: moet, besluiten: moet}" in result.output


def test_what_a_grens_excludes(tmp_path: Path) -> None:
    examples: list[Ruw] = [{"reikwijdte": "stedelijk", "verwacht": "zeker"}]
    limit = grens("g", v("reikwijdte", "stedelijk"), "besluiten", voorbeelden=examples)
    result = run("rules", "mutate", "g", "--pack", _pack(tmp_path, GOOD, limit))
    assert "    sluit_uit: besluiten\n" in result.output
    assert "- {reikwijdte: wijk, antwoorden: {}, verwacht: niet}" in result.output


def test_json(tmp_path: Path) -> None:
    result = run("rules", "mutate", "--format", "json", "--pack", _pack(tmp_path, GOOD[:2]))
    said = json.loads(result.output)
    assert said["formaat"] == "wijktoets/mutate@1"
    assert said["opgemerkt"] + said["gelijk"] + len(said["overlevers"]) == said["mutanten"]
    assert {row["soort"] for row in said["overlevers"]} == {"voorwaarde_weg"}
    assert all(row["voorbeeld"]["verwacht"] != row["kwam"] for row in said["overlevers"])


def test_a_pack_whose_examples_are_wrong_comes_first(tmp_path: Path) -> None:
    wrong = [{**GOOD[0], "verwacht": "ontbreekt"}]
    result = run("rules", "mutate", "--pack", _pack(tmp_path, wrong))
    assert result.exit_code == 3
    assert "De voorbeelden kloppen zelf nog niet." in result.output


def test_an_unknown_rule(tmp_path: Path) -> None:
    result = run("rules", "mutate", "verantwoording-aan-wijk-gereged")
    assert result.exit_code == 3
    assert "is geen regel" in result.output
    assert "Bedoelde u 'verantwoording-aan-wijk-geregeld'?" in result.output


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_too_wide(tmp_path: Path, width: int) -> None:
    result = run("rules", "mutate", "--pack", _pack(tmp_path, GOOD[:1]), width=width)
    assert not [line for line in too_wide(result.output, width) if str(tmp_path) not in line and "{" not in line]


def test_help() -> None:
    assert "Kijkt of de voorbeelden het merken" in run("rules", "mutate", "--help").output


# A norm in an example, as `rules test` sees it.


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        (
            {"besluiten": "moet"},
            "bij adviseren niet gevraagd, maar in de regel staat moet en bij aanjagen niet gevraagd",
        ),
        ({**MOET, "adviseren": "mag"}, "voorbeeld 1: verwacht is bij adviseren mag, maar in de regel staat moet."),
    ],
)
def test_an_example_that_names_another_norm(tmp_path: Path, named: dict[str, Any], sentence: str) -> None:
    result = run("rules", "test", "--pack", _pack(tmp_path, [{**GOOD[0], "norm": named}]))
    assert result.exit_code == 3
    assert sentence in result.stderr
    assert "/w.yaml:" in result.stderr


def test_an_example_that_names_what_a_grens_does_not_exclude(tmp_path: Path) -> None:
    examples: list[Ruw] = [{"reikwijdte": "stedelijk", "verwacht": "zeker", "sluit_uit": "aanjagen"}]
    limit = grens("g", v("reikwijdte", "stedelijk"), "besluiten", voorbeelden=examples)
    result = run("rules", "test", "--pack", _pack(tmp_path, GOOD, limit))
    assert result.exit_code == 3
    assert "verwacht is dat dit aanjagen uitsluit, maar in de regel staat besluiten." in result.stderr
