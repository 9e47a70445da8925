"""JSON Schemas of dossier and pack files and of results (`make schemas`), and the folder that they stand in."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
RESULTS: Final = frozenset({"rapport", "plan", "rij"})
"""The schemas of what goes out; the others are of what people write, and an editor uses those."""


def of_files() -> list[Path]:
    """The schemas of what people write."""
    return sorted(p for p in FOLDER.glob("*.json") if p.name.partition(".")[0] not in RESULTS)
