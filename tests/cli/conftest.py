"""Runs the commands as a user types them, against a small pack that does not change with the Gronings model."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wijktoets.cli.main import main

DATA = Path(__file__).parent.parent / "data" / "cli"

Run = Callable[..., Result]


@pytest.fixture
def dossiers() -> Path:
    """The folder of fixed dossiers."""
    return DATA / "dossiers"


@pytest.fixture
def run() -> Run:
    """Type `wijktoets …`: returns what went to standard output and standard error, and the exit code."""

    def run(*args: str | Path, stdin: str | bytes = "", charset: str = "utf-8", columns: int | None = None) -> Result:
        env = {"COLUMNS": str(columns) if columns else None, "NO_COLOR": None, "FORCE_COLOR": None}
        runner = CliRunner(charset=charset, env=env)
        return runner.invoke(main, [str(a) for a in args], input=stdin, prog_name="wijktoets")

    return run


@pytest.fixture
def proef(run: Run) -> Run:
    """As `run`, with the small pack."""

    def proef(command: str, *args: str | Path, **how: str) -> Result:
        return run(command, "--pack", DATA / "pakket", *args, **how)

    return proef
