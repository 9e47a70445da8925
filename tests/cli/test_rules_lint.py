"""`rules lint`: what a person, an editor and a code host get, how it ends, and that pages and command say the same."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.running import run, write_pack
from tests.engine.upkeep.lint.cases import BASIS, SOURCE, cases, edited
from wijktoets.cli.rules.lint_page import all_pages
from wijktoets.engine.upkeep.lint.registry import CONTROLES
from wijktoets.texts import text
from wijktoets.texts.wording import counted, listed

ROOT = Path(__file__).resolve().parents[2]
BY_CODE = {case.code: case for case in cases()}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def broken(folder: Path, *codes: str) -> Path:
    """The small pack with the faults of these codes."""
    return edited(folder, [edit for code in codes for edit in BY_CODE[code].breuk])


def lint(*words: str | Path, code: int = 0) -> str:
    """What the command says of these; nothing goes to standard error."""
    result = run("rules", "lint", *words)
    assert (result.exit_code, result.stderr) == (code, "")
    return result.stdout


# On a screen


def test_a_finding_has_its_place_code_severity_and_what_to_do(here: Path) -> None:
    broken(here / "p", "WT505", "WT101")
    found = json.loads(lint("p", "--format", "json", code=3))["vondsten"]
    places = [f"{v['bestand']}:{v['regel']}:{v['kolom']}: {v['code']} {v['ernst']}" for v in found]
    assert places == [
        "p/waarborgen/transparantie/vergaderingen-openbaar.yaml:9:7: WT101 fout",
        "p/waarborgen/transparantie/vergaderingen-openbaar.yaml:12:17: WT505 waarschuwing",
    ]
    assert "'de notitie'" in found[0]["tekst"] and "'dient hierin de wijk te'" in found[1]["tekst"]
    told = [f"{place}: {v['tekst']} {v['advies']}" for place, v in zip(places, found, strict=True)]
    assert lint("p", code=3).splitlines() == [*told, counting(fout=1, waarschuwing=1)]


def counting(**found: int) -> str:
    """The last line: how many there are of each kind."""
    words = [counted(f"lint.telling.{kind}", n) for kind, n in found.items()]
    return text("lint.samen", pakketten="Het proefpakket 1.0.0", telling=listed(words))


NOTHING = text("lint.niets", pakketten="Het proefpakket 1.0.0")


def test_nothing_found_is_said(here: Path) -> None:
    assert lint(BASIS) == f"{NOTHING}\n"
    assert lint(BASIS, "-q") == ""


def test_without_a_name_it_is_the_gronings_model() -> None:
    assert "Het Gronings model" in lint("--select", "WT6")


def test_hints_are_shown_when_asked_for(here: Path) -> None:
    broken(here / "p", "WT206", "WT505")
    *lines, last = lint("p").splitlines()
    assert [line.split()[1] for line in lines] == ["WT505"]
    assert last == f"{counting(waarschuwing=1, hint=1)} {text('lint.met_v')}"
    for words in (("-v",), ("--select", "WT2,WT5")):
        *lines, last = lint("p", *words).splitlines()
        assert [line.split()[1] for line in lines] == ["WT206", "WT505"]
        assert last == counting(waarschuwing=1, hint=1)


def test_quiet_leaves_out_the_last_line(here: Path) -> None:
    broken(here / "p", "WT206", "WT505")
    assert [line.split()[1] for line in lint("p", "-q").splitlines()] == ["WT505"]


def test_an_exception_is_counted(here: Path) -> None:
    edited(here / "p", BY_CODE["WT606"].heel)
    assert lint("p") == f"{NOTHING} {counted('lint.aanvaard', 1)}\n"


@pytest.mark.parametrize(
    ("code", "words", "ends"),
    [
        ("WT101", (), 3),
        ("WT505", (), 0),
        ("WT505", ("--strict",), 3),
        ("WT206", ("--strict",), 0),
        ("WT101", ("--ignore", "WT1"), 0),
        ("WT101", ("--select", "wt102,WT5"), 0),
        ("WT101", ("--select", "WT102", "--select", "WT101"), 3),
        ("WT101", ("--select", "WT1", "--ignore", "WT101"), 0),
    ],
)
def test_how_it_ends(code: str, words: tuple[str, ...], ends: int, here: Path) -> None:
    broken(here / "p", code)
    lint("p", *words, code=ends)


def test_a_code_that_does_not_exist_is_a_usage_error() -> None:
    result = run("rules", "lint", "--select", "WT999")
    assert result.exit_code == 2
    assert text("lint.fouten.code", code="WT999") in result.stderr


# What is looked over


def test_a_file_stands_for_its_pack_and_a_folder_for_the_packs_in_it(here: Path) -> None:
    broken(here / "packs" / "p", "WT505")
    edited(here / "packs" / "q", [])
    file = "packs/p/grenzen/hele-stad.yaml"
    one = lint(file, "packs/p/pakket.yaml")
    assert one.splitlines()[0].startswith("packs/p/waarborgen/")
    assert one.count("WT505") == 1
    assert lint("packs").count("WT505") == 1


def test_what_is_in_no_pack_is_said(here: Path) -> None:
    (here / "los.yaml").write_text("a: b\n", encoding="utf-8")
    result = run("rules", "lint", "los.yaml")
    assert (result.exit_code, result.stdout) == (3, "")
    assert text("lint.fouten.geen_pakket", plek="los.yaml") in result.stderr


def test_a_pack_that_does_not_load_says_why_and_the_others_are_looked_over(here: Path) -> None:
    edited(here / "p", [{"in": "regel", "van": "rust_op: samen", "naar": "rust_op: niemand"}])
    broken(here / "q", "WT505")
    result = run("rules", "lint", "p", "q")
    assert result.exit_code == 3
    assert "vergaderingen-openbaar.yaml:11:10" in result.stderr
    assert "WT505" in result.stdout
    alone = run("rules", "lint", "p")
    assert (alone.exit_code, alone.stdout) == (3, "")


def test_a_pack_on_a_pack_of_the_user(here: Path) -> None:
    edited(here / "onder", [])
    vraag = {
        "id": "extra",
        "vraag": "Is er extra?",
        "onderdeel": "transparantie",
        "basis": "letterlijk",
        "bron": ["L1"],
    }
    kop = {"id": "boven", "naam": "Erbovenop", "versie": "1", "bouwt_op": {"id": "basis"}}
    write_pack(here / "boven", {"kop": kop, "vragen": [vraag], "waarborgen": [], "grenzen": [], "signalen": []})
    said = lint("boven", "--pack", "onder", "--select", "WT2")
    assert said.splitlines()[0].startswith("boven/vragen/alle.yaml:1:9: WT202")
    assert len(said.splitlines()) == 2


def test_the_source_shows_what_was_copied(here: Path) -> None:
    broken(here / "p", "WT108")
    (here / "bron.txt").write_text(SOURCE, encoding="utf-8")
    assert "WT108" not in lint("p")
    assert ":12:9: WT108 fout: deze woorden staan net zo in de bron" in lint("p", "--source", "bron.txt", code=3)
    assert run("rules", "lint", "p", "--source", "niet.txt").exit_code == 3


def test_text_of_a_user_is_shown_safely(here: Path) -> None:
    edited(here / "p", [{"in": "regel", "van": "bron: [L253]", "naar": 'bron: ["a\\u202eb {x} [rood]"]'}])
    assert "'a\\u202eb {x} [rood]' zegt niet" in lint("p", code=3)


# JSON and SARIF


def test_json_holds_facts_and_sentences(here: Path) -> None:
    broken(here / "p", "WT505")
    said = json.loads(lint("p", "--format", "json"))
    assert said["formaat"] == "wijktoets/lint@1"
    assert said["telling"] == {"fout": 0, "waarschuwing": 1, "hint": 0}
    assert [p["id"] for p in said["pakketten"]] == ["basis"]
    (vondst,) = said["vondsten"]
    assert vondst == {
        "code": "WT505",
        "naam": "ambtelijk-woord",
        "ernst": "waarschuwing",
        "bestand": "p/waarborgen/transparantie/vergaderingen-openbaar.yaml",
        "regel": 12,
        "kolom": 17,
        "gegevens": {"woorden": "dient hierin de wijk te", "veld": "waarom", "liever": "moet"},
        "tekst": "'dient hierin de wijk te' is een woord van kantoor.",
        "advies": "Schrijf liever: moet.",
    }


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
NUMBER = {"type": "integer", "minimum": 1}
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "additionalProperties": False,
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "semanticVersion": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "name": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "helpUri": {"type": "string"},
                                                "defaultConfiguration": {
                                                    "type": "object",
                                                    "properties": {
                                                        "level": {"enum": ["none", "note", "warning", "error"]}
                                                    },
                                                },
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "type": "object",
                                                        "required": ["uri"],
                                                        "properties": {"uri": {"type": "string"}},
                                                    },
                                                    "region": {
                                                        "type": "object",
                                                        "required": ["startLine", "startColumn"],
                                                        "properties": {"startLine": NUMBER, "startColumn": NUMBER},
                                                    },
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""The part of the SARIF 2.1.0 schema that the output uses."""


@pytest.mark.parametrize("codes", [(), ("WT101", "WT505", "WT206")])
def test_sarif_is_as_code_hosts_read_it(codes: tuple[str, ...], here: Path) -> None:
    broken(here / "p", *codes)
    log = json.loads(lint("p", "--format", "sarif", code=3 if codes else 0))
    jsonschema.validate(log, SARIF)
    (ran,) = log["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CONTROLES)
    assert all((ROOT / rule["helpUri"]).is_file() for rule in rules)
    assert {rules[r["ruleIndex"]]["id"] for r in ran["results"]} == set(codes)
    assert all(r["ruleId"] == rules[r["ruleIndex"]]["id"] for r in ran["results"])
    assert {r["level"] for r in ran["results"]} == ({"error", "warning", "note"} if codes else set())
    for result in ran["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert (here / place["artifactLocation"]["uri"]).is_file()


# Pages


def test_the_pages_are_those_of_the_checks() -> None:
    written = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "docs" / "lint").iterdir()}
    assert written == all_pages(), "run `make docs`"
    assert set(written) == {"README.md", *(f"{code}.md" for code in CONTROLES)}


@pytest.mark.parametrize("code", list(CONTROLES))
def test_explain_says_the_page_within_the_screen(code: str) -> None:
    screen = lint("--explain", code)
    page = (ROOT / "docs" / "lint" / f"{code}.md").read_text(encoding="utf-8")
    prose, *_ = screen.partition("\nVoorbeeld\n")
    assert [line for line in prose.splitlines() if len(line) > 80] == []
    told, *code = page.split("```yaml\n")
    examples = [piece.partition("```\n") for piece in code]
    plain = [told, *(part for example, _, after in examples for part in (example, after))]
    plain[::2] = (re.sub(r"^#+ |\\(?=[*_<>\[\]|])", "", prose, flags=re.MULTILINE) for prose in plain[::2])
    assert screen.split() == "".join(plain).split()


def test_explain_takes_a_name_and_guesses(here: Path) -> None:
    assert lint("--explain", "lange-zin") == lint("--explain", "wt501")
    result = run("rules", "lint", "--explain", "WT50")
    assert result.exit_code == 3
    assert text("lint.fouten.code", code="WT50").rstrip(".") in result.stderr
    assert text("bedoelde_u", suggestie="…").split("…")[0] in result.stderr
