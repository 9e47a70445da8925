"""Checks what goes for every command: how it ends, what it says when something is wrong, and that it speaks Dutch."""

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from errno import ENOSPC, errorcode
from itertools import combinations
from math import inf
from pathlib import Path
from threading import Timer
from types import SimpleNamespace

import click
import pytest
import z3
from click.testing import Result
from syrupy.assertion import SnapshotAssertion

from tests.cli.running import wrong
from wijktoets import texts
from wijktoets.__main__ import main as started
from wijktoets.cli.base import failing, inputs
from wijktoets.cli.base.framing import DutchCommand, reason
from wijktoets.cli.main import COMMANDS, main
from wijktoets.engine.proof.solving import answer
from wijktoets.texts import text

Run = Callable[..., Result]
PILOT = Path(__file__).parent.parent.parent / "cases" / "a-kwartier.yaml"
ENGLISH = re.compile(
    r"\b(error|usage|invalid|missing|no such|try '|options|commands|show this|choose from|requires|unexpected)\b", re.I
)


def wijktoets(*args: str | Path, **how: object) -> subprocess.Popen[bytes]:
    """Start the program in a process of its own, with signals as a shell sets them."""
    return subprocess.Popen(
        [sys.executable, "-m", "wijktoets", *map(str, args)],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
        **how,  # type: ignore[call-overload]
    )


# Usage


@pytest.mark.parametrize(
    "words",
    [
        "evalueer",
        "evaluat",
        "--foo",
        "evaluate",
        "batch",
        "evaluate a.yaml 'b c.yaml'",
        "evaluate a.yaml --archetyp besluiten",
        "evaluate a.yaml --archetype beslissen",
        "evaluate a.yaml --archetype beslui",
        "evaluate a.yaml --fase einde",
        "evaluate a.yaml --format xml",
        "evaluate a.yaml --pack",
        "evaluate a.yaml --check=ja",
        "evaluate a.yaml --set vraag",
        "evaluate a.yaml --set =ja",
        "evaluate a.yaml --set v=",
        "evaluate a.yaml --set v=ja --set v=nee",
        "evaluate a.yaml --engine columns",
        "explain a.yaml --engine forward",
        "evaluate a.yaml --engine snel",
        "batch cases --recheck --engine forward",
        "-v new",
        "batch @pilot",
    ],
)
def test_usage_errors_say_in_dutch_what_to_type(run: Run, words: str, snapshot: SnapshotAssertion) -> None:
    result = run(*shlex.split(words))
    assert result.exit_code == failing.USAGE
    assert result.stderr == snapshot
    assert texts.text("cli.kader.meer", opdracht="wijktoets") in result.stderr
    assert not result.stdout
    assert not ENGLISH.search(re.sub(r"--[a-z]+", "", result.stderr))


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, groups included."""
    context = click.Context(group)
    yield path
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
def test_every_help_page_is_dutch(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{texts.text('cli.kader.gebruik')} {' '.join(('wijktoets', *words))} ")
    assert not ENGLISH.search(re.sub(r"--?[a-z-]+", "", result.stdout))


def test_help_tells_what_every_exit_code_means(run: Run) -> None:
    codes = {value for name, value in vars(failing).items() if name.isupper() and isinstance(value, int)}
    told = run("--help").stdout.partition(f"{texts.text('cli.kader.eindcodes')}:")[2]
    named = re.findall(r"^  (\d+(?:, \d+)*)  ", told, re.M)
    assert {int(code) for line in named for code in line.split(", ")} == {0, *codes}


@pytest.mark.parametrize("name", ["evaluate", "batch"])
def test_every_option_has_a_help_text(name: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, name)
    assert isinstance(command, DutchCommand)
    for param in command.params:
        if isinstance(param, click.Option):
            assert texts.text(f"cli.opties.{param.name}")


def test_every_command_has_a_line_in_the_list() -> None:
    assert set(texts.all_texts()["cli"]["opdrachten"]) == set(COMMANDS)


def test_without_a_command_the_help_is_shown_as_a_usage_error(run: Run) -> None:
    result = run()
    assert result.exit_code == failing.USAGE
    assert f"{texts.text('cli.kader.opdrachten')}:" in result.stderr


# Invalid input


def test_everything_wrong_in_a_dossier_is_shown_at_once_also_against_the_pack(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("formaat: wijktoets/dossier@1\nnaam: x\nfoo: 1\nantwoorden: {openbare-vergadering: ja}\n")
    result = run("evaluate", bad)
    assert result.exit_code == failing.INVALID_INPUT
    lines = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{bad}:3:1", f"{bad}:4:14"]
    facts = {"naam": "openbare-vergadering"}
    assert lines[1] == wrong("vraag_onbekend", f"{bad}:4:14", "openbare-vergaderingen", **facts)
    assert not result.stdout


def test_an_unknown_pack_is_invalid_input(run: Run) -> None:
    result = run("evaluate", PILOT, "--pack", "groningsmodel")
    assert result.exit_code == failing.INVALID_INPUT
    assert wrong("pakket_onbekend", "groningsmodel", naam="groningsmodel") in result.stderr


# Faults of the program itself


def test_a_fault_in_the_program_is_one_sentence_and_with_vv_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(settings: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(inputs, "load_pack", broken)
    result = run("evaluate", PILOT)
    assert result.exit_code == failing.OWN_FAULT
    assert result.stderr == texts.text("cli.fouten.eigen_fout", soort="ZeroDivisionError") + "\n"
    assert "Traceback" in run("evaluate", PILOT, "-vv").stderr
    assert "Traceback" not in run("evaluate", PILOT, "-v").stderr


def test_a_command_that_cannot_be_imported_is_a_fault_and_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "check", "wijktoets.cli.no_such_module:check")
    result = run("check", "x.yaml")
    assert result.exit_code == failing.OWN_FAULT
    assert "Traceback" not in result.stderr


def test_without_standalone_mode_the_exceptions_are_the_callers() -> None:
    with pytest.raises(click.UsageError):
        main.main(["evalueer"], prog_name="wijktoets", standalone_mode=False)


# Endings from outside


def test_a_reader_that_goes_away_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    process = wijktoets("evaluate", PILOT, stdout=write)
    os.close(write)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == failing.PIPE_CLOSED
    assert stderr == b""


def test_ctrl_c_ends_in_one_line() -> None:
    process = wijktoets("evaluate", "-", "-v", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.5)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == failing.INTERRUPTED
    assert stdout == b""
    assert stderr.decode() == f"{text('cli.fouten.afgebroken')}\n"


def test_ctrl_c_while_the_program_starts_ends_in_that_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_off() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "wijktoets.cli.main", SimpleNamespace(main=broken_off))  # type: ignore[arg-type]
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit) as ended:
            started()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN, "the exit code stands fast"
    finally:
        signal.signal(signal.SIGINT, before)
    assert (ended.value.code, capsys.readouterr().err) == (failing.INTERRUPTED, f"{text('cli.fouten.afgebroken')}\n")


def test_ctrl_c_while_z3_works_is_not_taken_for_time_that_is_up() -> None:
    holes = 14
    sits = [[z3.Bool(f"{pigeon} in {hole}") for hole in range(holes)] for pigeon in range(holes + 1)]
    crowded = [z3.Not(z3.And(two)) for column in zip(*sits, strict=True) for two in combinations(column, 2)]
    for made, limit in ((z3.Solver(), inf), (z3.Optimize(), 60.0)):
        made.add(*(z3.Or(row) for row in sits), *crowded)
        made.set("timeout", 60_000)
        if isinstance(made, z3.Optimize):
            made.minimize(z3.Sum([z3.If(place, 1, 0) for row in sits for place in row]))
        Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            answer(made, seconds=limit)


@pytest.mark.parametrize("code", sorted(errorcode))
def test_what_the_system_refuses_is_said_in_dutch(code: int) -> None:
    said = reason(OSError(code, os.strerror(code)))
    assert os.strerror(code).lower() not in said.lower()
    assert "{" not in said


def test_a_fault_of_the_system_is_none_of_the_program(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr("wijktoets._api.judged", full)
    result = run("evaluate", PILOT)
    assert (result.exit_code, result.stderr) == (
        failing.NOT_WRITTEN,
        text("cli.fouten.systeem", reden=text("cli.redenen.ENOSPC")) + "\n",
    )


def test_a_choice_may_be_written_in_capitals(run: Run) -> None:
    said = [run("evaluate", PILOT, "--archetype", word).stdout for word in ("Aanjagen", "aanjagen")]
    assert said[0] == said[1] != ""
