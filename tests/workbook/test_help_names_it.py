"""The help of every command that reads a dossier says that it can be a workbook, and it can."""

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workbook.books import book_of, dossier
from wijktoets import load_dossier
from wijktoets.cli.main import COMMANDS, main

POWER = {"naam": "beheer", "van": "raad", "aan": "stichting", "weg": "mandaat"}
AFSPRAAK = {"thema": "groen", "gewenst": "adviseren", "bevoegdheden": [POWER]}


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier(peildatum="2026-11-01", afspraken=[AFSPRAAK]))


NONE = {"rules", "new", "import", "confirm", "serve", "simulate"}
"""What reads no dossier or many rows, nothing but workbooks, writes in YAML files alone, or serves the pages."""
MORE = {"report": ["--to", "uit.md"], "compare": ["wijk.xlsx"], "export": ["--to", "uit.csv"]}


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - NONE))
def test_a_command_that_reads_a_dossier_names_and_reads_a_workbook(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wijk.xlsx").write_bytes(sent())
    said = CliRunner().invoke(main, [command, "--help"], prog_name="wijktoets").output
    assert "werkmap" in said, said
    result = CliRunner().invoke(main, [command, "wijk.xlsx", *MORE.get(command, [])], prog_name="wijktoets")
    assert result.exit_code == 0, result.stderr


def test_export_names_report_among_what_reads_a_workbook() -> None:
    said = CliRunner().invoke(main, ["export", "--help"], prog_name="wijktoets").output
    assert "report" in said
    assert load_dossier.__doc__ is not None and "workbook" in load_dossier.__doc__
