"""What a user hears of the engines: which there are, that two differ (exit 4), and that one gives nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.forward_double import let_forward_find, of_feiten
from wijktoets import __version__
from wijktoets.cli.base import failing
from wijktoets.engine.judging import engines
from wijktoets.engine.judging.engines import NietNagerekend
from wijktoets.engine.model.answers import Interval
from wijktoets.texts import text

Run = Callable[..., Result]
WRONG = of_feiten(ladder=lambda steps: steps | {"besluiten": Interval(0.0, 0.5)})


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a disagreement is kept."""
    folder = tmp_path / "reports"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def without_second(monkeypatch: pytest.MonkeyPatch, reden: str, **gegevens: object) -> None:
    """Let there be no second opinion, for this reason."""

    def none(*_: object) -> None:
        raise NietNagerekend(reden, gegevens)

    for name in ("_forward", "try_second", "_run_nothing"):
        monkeypatch.setattr(engines, name, none)


# Two engines differ


@pytest.mark.parametrize("shape", ["table", "json", "csv", "md"])
def test_a_disagreement_prints_no_result_and_keeps_both_in_a_file(
    shape: str, proef: Run, dossiers: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_forward_find(monkeypatch, WRONG)
    result = proef("evaluate", dossiers / "voorstel.yaml", "--format", shape)
    assert result.exit_code == failing.ENGINES_DISAGREE == 4
    assert result.stdout == ""
    (kept,) = reports.iterdir()
    assert result.stderr == text("engines.onenigheid", bestand=kept) + "\n"
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert told["gevallen"][0]["verschillen"][0]["wat"] == "ladder.besluiten"
    assert {"direct", "forward", "situatie"} <= set(told["gevallen"][0])
    assert kept.stat().st_mode & 0o077 == 0


def test_a_disagreement_that_cannot_be_kept_is_still_said(
    proef: Run, dossiers: Path, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports.rmdir()
    let_forward_find(monkeypatch, WRONG)
    result = proef("evaluate", dossiers / "voorstel.yaml")
    assert result.exit_code == failing.ENGINES_DISAGREE
    assert result.stdout == ""
    assert text("engines.onenigheid_niet_bewaard", reden=text("cli.redenen.ENOENT")) in result.stderr


def test_a_disagreement_leaves_the_old_file_of_evaluate(
    proef: Run, dossiers: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "uit.json"
    old.write_text("oud", encoding="utf-8")
    let_forward_find(monkeypatch, WRONG)
    assert proef("evaluate", dossiers / "voorstel.yaml", "--output", old).exit_code == 4
    assert old.read_text(encoding="utf-8") == "oud"


def test_a_disagreement_in_a_batch_publishes_nothing(
    proef: Run, dossiers: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_forward_find(monkeypatch, WRONG)
    monkeypatch.setattr(engines, "try_second", lambda pack: None)
    out = tmp_path / "uit.csv"
    result = proef("batch", dossiers, "--recheck", "--output", out, "--format", "csv")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert not out.exists()
    assert len(list(reports.iterdir())) == 1


def test_a_batch_without_recheck_is_computed_once(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, WRONG)
    assert proef("batch", dossiers).exit_code == 0


def test_engine_direct_is_computed_once(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, WRONG)
    result = proef("evaluate", dossiers / "voorstel.yaml", "--engine", "direct", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["nagerekend"]["door"] is None


# A second opinion


def test_a_rechecked_result_says_so(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, lambda found: found)
    result = proef("evaluate", dossiers / "voorstel.yaml", "--format", "json")
    assert json.loads(result.stdout)["nagerekend"] == {"door": "forward", "gelijk": True}
    assert text("scherm.nagerekend", door="forward") in proef("evaluate", dossiers / "voorstel.yaml", "-v").stdout


def test_a_rechecked_batch_counts(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, lambda found: found)
    monkeypatch.setattr(engines, "try_second", lambda pack: None)
    result = proef("batch", dossiers, "--recheck", "--format", "csv")
    assert result.exit_code == 0
    (n, *_) = re.findall(r"\d+", result.stderr)
    assert result.stderr == text("engines.nagerekend", n=n, van=n) + "\n"
    assert proef("batch", dossiers, "--recheck", "--format", "csv", "-q").stderr == ""


def test_forward_alone_gives_the_same_result(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_forward_find(monkeypatch, lambda found: found)
    for command in ("evaluate", "batch"):
        what = dossiers / "voorstel.yaml"
        one, other = (proef(command, what, "--engine", name, "--format", "csv") for name in ("direct", "forward"))
        assert one.exit_code == other.exit_code == 0
        assert one.stdout == other.stdout


# No second opinion


def test_a_crash_leaves_the_result_and_a_batch_that_asked_for_more_ends_in_70(
    proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_second(monkeypatch, "gestopt", code=-11)
    monkeypatch.setattr(engines, "try_second", lambda pack: None)
    assert proef("evaluate", dossiers / "voorstel.yaml").exit_code == 0
    plain = proef("batch", dossiers, "--format", "csv")
    result = proef("batch", dossiers, "--format", "csv", "--recheck", "-q")
    assert (plain.exit_code, result.exit_code) == (0, failing.OWN_FAULT)
    assert plain.stdout == result.stdout
    first, reason = result.stderr.splitlines()
    assert first == text("engines.nagerekend", n=0, van=re.findall(r"\d+", first)[-1])
    assert reason == "Dit is één keer uitgerekend: de tweede rekenaar is onderweg uitgevallen."


@pytest.mark.parametrize("args", [["evaluate", "--engine", "forward"], ["batch", "--recheck"]])
def test_an_engine_that_was_asked_for_and_is_not_there_is_a_usage_error(
    args: list[str], proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_second(monkeypatch, "ontbreekt")
    result = proef(*args, dossiers / "voorstel.yaml")
    assert (result.exit_code, result.stdout) == (failing.USAGE, "")
    assert text("engines.zonder.ontbreekt") in result.stderr


def test_a_pack_that_is_too_large_names_the_limit(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_second(monkeypatch, "te_groot", grens="samen", hoogstens=250)
    result = proef("batch", "--recheck", dossiers)
    assert result.exit_code == failing.USAGE
    limit = text("engines.grenzen.samen")
    assert text("engines.zonder.te_groot", hoogstens=250, grens=limit) in result.stderr


# Versions


@pytest.mark.parametrize("args", [("--version", "-v"), ("-v", "--version")])
def test_version_lists_the_engines_when_asked(args: tuple[str, str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_run_nothing", lambda: None)
    monkeypatch.setattr(engines.metadata, "version", lambda name: {"durable_rules": "2.0.28", "numpy": "2.4.6"}[name])
    result = run(*args)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            f"wijktoets {__version__}",
            f"  direct    {text('engines.eigen')}",
            "  forward   durable-rules 2.0.28",
            "  columns   numpy 2.4.6",
        ],
    )


def test_version_says_which_engine_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    without_second(monkeypatch, "ontbreekt")
    assert f"  forward   {text('engines.afwezig.forward')}\n" in run("--version", "-v").stdout


def test_version_alone_is_one_line(run: Run) -> None:
    assert run("--version").stdout == f"wijktoets {__version__}\n"
