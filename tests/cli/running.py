"""Runs a command as a user would, and writes packs and dossiers that tests build in memory to files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from rich.cells import cell_len

from wijktoets.cli.main import main
from wijktoets.engine.model.errors import Melding, Plek
from wijktoets.texts import melding

Ruw = dict[str, Any]


def run(*words: str | Path, stdin: str | bytes | None = None, width: int = 80, charset: str = "utf-8") -> Result:
    """What a command says and how it ends, on a screen of this width and encoding."""
    runner = CliRunner(charset=charset)
    return runner.invoke(main, [str(w) for w in words], input=stdin, env={"COLUMNS": str(width), "NO_COLOR": None})


def write_pack(folder: Path, ruw: Mapping[str, Any]) -> Path:
    """The parts of a pack (tests.builders.ruw_pakket) as a folder; JSON is YAML too."""
    files: dict[str, Any] = {"pakket.yaml": ruw["kop"], "vragen/alle.yaml": ruw["vragen"]}
    if ruw.get("gesprekken"):
        files["gesprekken.yaml"] = ruw["gesprekken"]
    if ruw.get("lezingen"):
        files["lezingen.yaml"] = ruw["lezingen"]
    if ruw.get("instrumenten"):
        files["instrumenten.yaml"] = ruw["instrumenten"]
    for kind in ("waarborgen", "grenzen", "signalen"):
        files |= {f"{kind}/{regel['id']}.yaml": regel for regel in ruw[kind]}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, default=str), encoding="utf-8")
    return folder


def write_dossier(path: Path, **delen: Any) -> Path:
    """A dossier as a file; named Voorbeeldwijk, on a fixed day, unless it says otherwise."""
    ruw: Ruw = {"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk", "peildatum": "2026-11-01", **delen}
    path.write_text(json.dumps(ruw, default=str), encoding="utf-8")
    return path


def too_wide(screen: str, width: int) -> list[str]:
    """The lines of a screen that are wider than it; places to copy or open stay whole."""
    return [line for line in screen.split("\n") if cell_len(line) > width and not line.startswith("Staat in ")]


def flat(screen: str) -> str:
    """A screen as one line: what it says, wherever a line breaks."""
    return " ".join(screen.split())


def wrong(code: str, plek: str | Path, near: str | None = None, **facts: object) -> str:
    """The line about what is wrong at this place, with the near miss that it offers."""
    return melding(Melding(code, Plek(str(plek)), facts, near))
