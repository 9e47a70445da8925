"""Checks that a result is written whole or the program fails, whatever the streams, in processes of their own."""

import fcntl
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner

from wijktoets.cli.base import failing
from wijktoets.cli.main import main
from wijktoets.texts import text

PILOT = Path(__file__).parent.parent.parent / "cases" / "a-kwartier.yaml"
EVALUATE = ("evaluate", str(PILOT), "--format")
FORMATS = [
    *((*EVALUATE, formaat) for formaat in ("table", "json", "csv", "md")),
    ("batch", str(PILOT), "--format", "jsonl"),
]
HELP = [("--help",), ("--version",), ("evaluate", "--help"), ("rules", "--help"), ("rules", "lint", "--help")]
BUFFERED: Mapping[str, str] = {}
UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
FULL = Path("/dev/full")
FEW = 200
"""So many bytes fit in a small file: fewer than any result has."""


def start(*words: str, env: Mapping[str, str], **how: Any) -> "subprocess.Popen[bytes]":
    """Start the program in a process of its own."""
    command = [sys.executable, "-m", "wijktoets", *words]
    return subprocess.Popen(command, env={**os.environ, **env}, **how)


def ended(*words: str, env: Mapping[str, str] = BUFFERED, **how: Any) -> tuple[int, str]:
    """How the program ends, and what it says on standard error when that is caught."""
    process = start(*words, env=env, **{"stderr": subprocess.PIPE, **how})
    _, told = process.communicate(timeout=60)
    return process.returncode, (told or b"").decode()


def in_shell(words: str) -> tuple[int, str, str]:
    """How the program ends with streams as a shell sets them, and what it says."""
    command = f"{sys.executable} -m wijktoets {words}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, text=True)
    return done.returncode, done.stdout, done.stderr


def not_written(errno: str) -> str:
    """What is said of a result that could not be written for this reason."""
    return text("cli.fouten.uitvoer_scherm", reden=text(f"cli.redenen.{errno}")) + "\n"


@contextmanager
def full() -> Iterator[IO[bytes]]:
    """A device that is full."""
    with FULL.open("wb") as device:
        yield device


def little_room() -> None:
    """Let no file grow beyond a few bytes: the write that reaches that is short, and the next one fails."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (FEW, FEW))


@pytest.mark.parametrize("words", FORMATS, ids=" ".join)
def test_a_write_that_is_cut_short_is_gone_on_with_and_then_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    env = UNBUFFERED | {"PYTHONDONTWRITEBYTECODE": "1"}
    with (tmp_path / "uit").open("wb") as out:
        code, told = ended(*words, env=env, stdout=out, preexec_fn=little_room)
    assert code == failing.NOT_WRITTEN
    assert told == not_written("EFBIG")
    assert (tmp_path / "uit").stat().st_size == FEW


@pytest.mark.parametrize("env", [BUFFERED, UNBUFFERED], ids=["buffered", "unbuffered"])
def test_a_reader_that_goes_away_half_way_ends_the_program(env: Mapping[str, str]) -> None:
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    process = start(*EVALUATE, "json", env=env, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert os.read(read, 1) == b"{"
    os.close(read)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (failing.PIPE_CLOSED, b"")


@pytest.mark.parametrize("words", [EVALUATE + ("json",), *HELP], ids=" ".join)
def test_a_full_device_is_said_at_every_level_of_help_too(words: tuple[str, ...]) -> None:
    with full() as device:
        code, told = ended(*words, stdout=device)
    assert (code, told) == (failing.NOT_WRITTEN, not_written("ENOSPC"))


@pytest.mark.parametrize("words", [("--help",), ("rules", "--help")], ids=" ".join)
def test_help_for_a_reader_that_has_gone_ends_as_any_result_does(words: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    assert ended(*words, env=UNBUFFERED, stdout=write) == (failing.PIPE_CLOSED, "")
    os.close(write)


def test_everything_arrives_where_the_reader_is_slow_and_the_pipe_does_not_wait() -> None:
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(write, False)
    process = start(*EVALUATE, "json", env=UNBUFFERED, stdout=write)
    os.close(write)
    with os.fdopen(read, "rb") as reader:
        told = reader.read()
    assert process.wait(timeout=60) == 0
    assert told.endswith(b"\n}\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("evaluate", "bestaat-niet.yaml"), failing.INVALID_INPUT),
        (("evaluat",), failing.USAGE),
        (("rules",), failing.USAGE),
        (("evaluate", str(PILOT), "--output", "{folder}/uit.json"), 0),
    ],
    ids=["invalid", "usage", "help", "written"],
)
def test_messages_that_cannot_be_written_leave_the_code_as_it_is(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    with full() as device:
        assert ended(*(word.format(folder=tmp_path) for word in words), stderr=device)[0] == code


@pytest.mark.parametrize("command", ["evaluate -", "batch - --format json", "compare - " + str(PILOT), "check -"])
def test_a_closed_standard_input_is_said(command: str) -> None:
    code, out, told = in_shell(f"{command} <&-")
    assert code == failing.INVALID_INPUT
    assert told == text("cli.fouten.geen_invoer") + "\n"
    assert '"uitkomst": "' not in out


def test_a_standard_input_that_only_takes_is_said(tmp_path: Path) -> None:
    code, _, told = in_shell(f"evaluate - 0> {tmp_path / 'in'}")
    assert (code, told) == (failing.INVALID_INPUT, text("cli.fouten.geen_invoer") + "\n")


def test_a_closed_standard_output_cannot_hold_a_result_but_a_file_can(tmp_path: Path) -> None:
    assert in_shell(f"evaluate {PILOT} >&-") == (failing.NOT_WRITTEN, "", not_written("EBADF"))
    assert in_shell(f"evaluate {PILOT} -q --output {tmp_path / 'uit.json'} >&-") == (0, "", "")
    assert (tmp_path / "uit.json").read_text().endswith("\n}\n")


def test_a_closed_standard_error_is_no_fault() -> None:
    assert in_shell(f"evaluate {PILOT} --format csv 2>&-")[0] == 0
    assert in_shell("evaluate bestaat-niet.yaml 2>&-")[0] == failing.INVALID_INPUT


@pytest.mark.parametrize("columns", ["0", "-5", "breed", "", "²", "9" * 5000])
def test_a_width_that_says_nothing_is_an_unknown_width(columns: str) -> None:
    shown = [CliRunner(env={"COLUMNS": width}).invoke(main, ["evaluate", str(PILOT)]) for width in (columns, None)]
    assert shown[0].exit_code == 0
    assert shown[0].stdout == shown[1].stdout != ""


def test_a_screen_without_room_keeps_its_words() -> None:
    shown = [CliRunner(env={"COLUMNS": width}).invoke(main, ["questions", str(PILOT)]).stdout for width in ("1", "80")]
    assert "".join(shown[0].split()) == "".join(shown[1].split())
