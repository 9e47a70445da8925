"""A workbook that a spreadsheet program still has open gets a remark: what was not saved does not count."""

import warnings
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workbook.books import book_of, dossier
from wijktoets import load_dossier
from wijktoets.cli.main import main
from wijktoets.workbook.remarks import Opmerking


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier(peildatum="2026-11-01", afspraken=[{"thema": "groen", "gewenst": "adviseren"}]))


SAID = "deze werkmap is nog ergens open. Wat daar niet is bewaard, telt niet mee."
LOCKS = ("~$wijk.xlsx", ".~lock.wijk.xlsx#")


def said(folder: Path, *words: str, lock: str | None = LOCKS[0]) -> str:
    """What a command says on standard error about a workbook with a file of a program beside it."""
    (folder / "wijk.xlsx").write_bytes(sent())
    if lock:
        (folder / lock).write_bytes(b"x")
    result = CliRunner().invoke(main, list(words), prog_name="wijktoets")
    assert result.exit_code == 0, result.stderr
    return result.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_import_says_that_the_workbook_is_open_and_goes_on(lock: str, tmp_path: Path) -> None:
    path = str(tmp_path / "wijk.xlsx")
    lines = said(tmp_path, "import", path, "--to", str(tmp_path / "uit.yaml"), lock=lock).splitlines()
    assert lines[0].startswith(f"{path}: {SAID}") and len(lines) == 2 and (tmp_path / "uit.yaml").exists()


COMMANDS = {
    "evaluate": ["evaluate"],
    "check": ["check"],
    "explain": ["explain"],
    "plan": ["plan"],
    "questions": ["questions"],
    "compare": ["compare", "@voorbeelden/twee-themas.yaml"],
    "compare with itself": ["compare", "wijk.xlsx"],
    "batch": ["batch"],
    "report": ["report", "--to", "uit.md"],
    "export": ["export", "--format", "csv"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_reads_it_says_so_once(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = said(tmp_path, *COMMANDS[command], "wijk.xlsx")
    assert found.count(SAID) == 1 and f"wijk.xlsx: {SAID}" in found


def test_nothing_is_said_when_it_is_closed_or_quiet_is_asked(tmp_path: Path) -> None:
    path = str(tmp_path / "wijk.xlsx")
    assert SAID not in said(tmp_path, "check", path, lock=None)
    assert said(tmp_path, "import", path, "--to", str(tmp_path / "uit.yaml"), "-q") == ""


def test_python_gets_a_warning(tmp_path: Path) -> None:
    for name, content in (("wijk.xlsx", sent()), (LOCKS[1], b"")):
        (tmp_path / name).write_bytes(content)
    with pytest.warns(Opmerking, match="nog ergens open"):
        load_dossier(tmp_path / "wijk.xlsx")
    (tmp_path / LOCKS[1]).unlink()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_dossier(tmp_path / "wijk.xlsx")
