"""Checks that a path that no file can have ends in a sentence, wherever it is given: 3 for input, 2 for output."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import wijktoets
from wijktoets.cli.base.failing import INVALID_INPUT, NOT_WRITTEN, USAGE
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.texts import text

Run = Callable[..., Result]
PILOT = str(Path(__file__).parent.parent.parent / "cases" / "a-kwartier.yaml")
NAMES = {"long": "a" * 5000, "long-name": "map/" + "a" * 300, "nul": "a\0b", "surrogate": "map\udcff/b"}
IN = [
    *("evaluate {}", "evaluate {}.xlsx", "evaluate {}/x.yaml", "evaluate P --pack {}", "explain {}", "plan {}"),
    *("plan {}.yaml --record", "questions {}", "questions --pack {}", "compare {} P", "compare P {}", "compare {} {}"),
    *("compare P --pack-b {}", "follow-up {}", "transfer {}", "check {}", "check P --pack {}", "new --pack {}"),
    *("batch {}", "batch {}/", "batch P {}", "batch {}.csv --format json", "batch {}.parquet --format json"),
    *("export {} --to uit.xlsx", "export {} --format csv", "import {}.xlsx --to uit.yaml", "report {} --to uit.md"),
    *("rules list --pack {}", "rules show x --pack {}", "rules test --pack {}", "rules verify --pack {}"),
    *("rules lint {}", "rules lint --pack {}", "rules lint --source {}", "rules mutate --pack {}"),
    *("rules coverage --pack {}", "rules coverage --source {}"),
    "rules new vraag x --onderdeel transparantie --pack {}",
]
OUT = [
    *("evaluate P --output {}.json", "batch P --output {}.csv", "plan P --output {}.md", "new --output {}.yaml"),
    *("export P --to {}.xlsx", "import w.xlsx --to {}.yaml", "report P --to {}.md", "questions --to {}.pdf"),
]


def said_of(errno: str, name: str) -> str:
    """Why this name cannot be written to."""
    return text("cli.fouten.uitvoer_naam", naam=name, reden=text(f"cli.redenen.{errno}"))


def typed(run: Run, line: str, name: str) -> Result:
    words = [PILOT if word == "P" else word.replace("{}", name) for word in line.split(" ")]
    return run(*words)


@pytest.mark.parametrize("name", ["long", "nul"])
@pytest.mark.parametrize("line", IN)
def test_what_cannot_be_read_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = typed(run, line, NAMES[name])
    assert result.exit_code == INVALID_INPUT, result.stderr[-300:]
    assert result.stderr.endswith((".\n", ")\n"))
    assert "Errno" not in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", OUT)
def test_what_cannot_be_written_is_said_before_any_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = typed(run, line, NAMES[name])
    assert result.exit_code == USAGE
    assert result.stderr.startswith(text("cli.fouten.gebruik", melding=""))
    assert not list(tmp_path.iterdir())


def test_what_can_be_read_is_judged_all_the_same(run: Run) -> None:
    result = run("batch", PILOT, NAMES["long"], "--format", "json")
    assert result.exit_code == INVALID_INPUT
    assert '"uitkomst": "' in result.stdout
    assert "dit bestand is niet te lezen" in result.stderr


def test_a_folder_for_witnesses_that_cannot_be_is_said(run: Run) -> None:
    for name in ("long", "nul"):
        result = run("rules", "verify", "--output", NAMES[name])
        assert result.exit_code == USAGE
        assert any(said_of(reason, NAMES[name]) in result.stderr for reason in ("ENAMETOOLONG", "EINVAL"))


def test_the_name_of_a_pack_that_cannot_be_is_invalid_input_for_the_api_too() -> None:
    with pytest.raises(InvoerFout):
        wijktoets.load_pack(NAMES["long"])


def test_a_name_that_just_fits_can_be_written(run: Run, tmp_path: Path) -> None:
    output = tmp_path / ("a" * 250 + ".json")
    assert run("evaluate", PILOT, "--output", output).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


def test_a_link_in_a_circle_is_no_input_and_no_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").symlink_to("x.yaml")
    assert run("batch", tmp_path / "x.yaml").exit_code == INVALID_INPUT
    assert run("new", "--output", tmp_path / "x.yaml").exit_code == USAGE


def test_what_the_system_refuses_is_said_in_dutch(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run("new", "--output", tmp_path / "x.yaml")
    assert result.exit_code == NOT_WRITTEN
    facts = {"naam": tmp_path / "x.yaml", "reden": text("cli.redenen.EROFS")}
    assert result.stderr == text("cli.fouten.uitvoer_lukt_niet", **facts) + "\n"
