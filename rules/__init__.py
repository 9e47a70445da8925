"""Finds the packs that come with the program; the packs themselves are the folders beside this file."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent

STANDAARD = "gronings-model"
"""The pack that is used when none is named."""

OVERDRACHT = "overdracht"
"""The pack with the questions about bevoegdheden that may go to a wijk."""

INGEBOUWD = _HERE / "ingebouwd.yaml"
"""Sentences and words for what a pack leaves unsaid."""


def builtin_packs() -> dict[str, Path]:
    """Id → folder of each pack in the program."""
    return {p.name: p for p in sorted(_HERE.iterdir()) if (p / "pakket.yaml").is_file()}
