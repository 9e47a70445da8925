"""`wijktoets rules mutate`: what the examples do not notice, with the example to take over; and norms in examples."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import MOET, Ruw, alle, grens, ruw_pakket, v, waarborg
from tests.cli.running import flat, run, too_wide, write_pack
from wijktoets.texts import text
from wijktoets.texts.wording import counted, listed

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
    words = {"mutanten": counted("mutate.mutanten", 12), "regels": counted("mutate.regels", 1)}
    assert text("mutate.einde", **words, opgemerkt=12, gelijk=0, over=0) in flat(result.output)
    assert result.output.endswith(text("mutate.goed") + "\n")


def test_the_missing_example_can_be_taken_over(tmp_path: Path) -> None:
    result = run("rules", "mutate", "--pack", _pack(tmp_path, GOOD[:2]))
    assert result.exit_code == 3
    assert text("mutate.fout", wat=text("mutate.soorten.voorwaarde_weg")) in flat(result.output)
    (line,) = [line for line in result.output.split("\n") if line.startswith("    - {")]
    (example,) = yaml.safe_load(line)
    assert run("rules", "mutate", "--pack", _pack(tmp_path, [*GOOD[:2], example])).exit_code == 0


def test_a_norm_that_no_example_names_is_said_once(tmp_path: Path) -> None:
    plain = [{key: word for key, word in example.items() if key != "norm"} for example in GOOD]
    result = run("rules", "mutate", "--pack", _pack(tmp_path, plain))
    assert result.exit_code == 3
    fault = text("mutate.soorten.norm", archetype="adviseren", nieuw="hoort", oud="moet")
    sentence = text("mutate.fout_en_meer", wat=fault, meer=counted("mutate.meer", 2))
    assert sentence in flat(result.output)
    assert flat(result.output).count(sentence.split(fault)[0]) == 1
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
    pack = _pack(tmp_path, wrong)
    result = run("rules", "mutate", "--pack", pack)
    assert result.exit_code == 3
    assert text("mutate.eerst_test", pack=f" --pack {pack}") in flat(result.output)


def test_an_unknown_rule(tmp_path: Path) -> None:
    result = run("rules", "mutate", "verantwoording-aan-wijk-gereged")
    assert result.exit_code == 3
    near = text("bedoelde_u", suggestie="verantwoording-aan-wijk-geregeld")
    assert flat(text("mutate.onbekend", naam="verantwoording-aan-wijk-gereged") + near) in flat(result.output)


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_too_wide(tmp_path: Path, width: int) -> None:
    result = run("rules", "mutate", "--pack", _pack(tmp_path, GOOD[:1]), width=width)
    assert not [line for line in too_wide(result.output, width) if str(tmp_path) not in line and "{" not in line]


def test_help() -> None:
    assert flat(text("mutate.help").partition("\n")[0]) in flat(run("rules", "mutate", "--help").output)


# A norm in an example, as `rules test` sees it.


@pytest.mark.parametrize(
    ("named", "differs"),
    [({"besluiten": "moet"}, ["adviseren", "aanjagen"]), ({**MOET, "adviseren": "mag"}, ["adviseren"])],
)
def test_an_example_that_names_another_norm(tmp_path: Path, named: dict[str, Any], differs: list[str]) -> None:
    result = run("rules", "test", "--pack", _pack(tmp_path, [{**GOOD[0], "norm": named}]))
    assert result.exit_code == 3
    norms = {archetype: named.get(archetype) or text("mutate.geen_norm") for archetype in differs}
    parts = [text(f"rules.test.vast.norm.{at}", named=norm, has="moet") for at, norm in norms.items()]
    assert expected("w", listed(parts)) in result.stderr
    assert "/w.yaml:" in result.stderr


def test_an_example_that_names_what_a_grens_does_not_exclude(tmp_path: Path) -> None:
    examples: list[Ruw] = [{"reikwijdte": "stedelijk", "verwacht": "zeker", "sluit_uit": "aanjagen"}]
    limit = grens("g", v("reikwijdte", "stedelijk"), "besluiten", voorbeelden=examples)
    result = run("rules", "test", "--pack", _pack(tmp_path, GOOD, limit))
    assert result.exit_code == 3
    assert expected("g", text("rules.test.vast.sluit_uit", named="aanjagen", has="besluiten")) in result.stderr


def test_an_example_that_names_another_party(tmp_path: Path) -> None:
    result = run("rules", "test", "--pack", _pack(tmp_path, [{**GOOD[0], "rust_op": "raad"}]))
    assert result.exit_code == 3
    assert expected("w", text("rules.test.vast.rust_op", named="raad", has="wijk")) in result.stderr


def test_the_party_to_name_is_said(tmp_path: Path) -> None:
    named = {"rust_op": "wijk", "witte_vlek": "Het is nog niet geregeld hoe dat gaat."}
    steps: list[Ruw] = [
        {"wat": "Doe het.", "trekker": "samen", "wijk_doet": "iets", "gemeente_doet": "iets", "sluit": ["a"]}
    ]
    rule = waarborg("w", alle(v("a"), v("b")), voorbeelden=GOOD, acties=steps, **named)
    result = run("rules", "mutate", "--pack", write_pack(tmp_path, ruw_pakket(rule)))
    assert result.exit_code == 3
    fault = text("mutate.soorten.rust_op", nieuw="gemeente", oud="wijk")
    assert text("mutate.fout_en_meer", wat=fault, meer=counted("mutate.meer", 1)) in flat(result.output)
    assert "    rust_op: wijk\n" in result.output


def expected(rule: str, parts: str) -> str:
    """What is said of the first example of a rule, after its place."""
    return text("rules.test.vast.fout", plek="", regel=rule, nummer=1, delen=parts)
