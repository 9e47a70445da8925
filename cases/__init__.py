"""The dossiers that come with wijktoets: five pilots and, in voorbeelden/, invented ones; finds their files."""

from pathlib import Path
from typing import Final

_HERE = Path(__file__).resolve().parent


def pilots() -> list[Path]:
    """The files of the five pilots, in order of name."""
    return sorted(_HERE.glob("*.yaml"))


def voorbeelden() -> list[Path]:
    """The files of the invented dossiers, in order of name."""
    return sorted((_HERE / "voorbeelden").glob("*.yaml"))


COLLECTIONS: Final = {"@pilots": pilots, "@voorbeelden": voorbeelden}
"""The dossiers in the program, by the name that is typed for them."""


def collection(name: str) -> dict[str, Path]:
    """The name of each dossier in a collection, as `batch` prints it and `evaluate` takes it, and its file."""
    return {f"{name}/{path.name}": path for path in COLLECTIONS[name]()}


def find(name: str) -> Path | None:
    """The file of a dossier that is named as in `collection`, such as @pilots/x.yaml; None for any other name."""
    kind = name.partition("/")[0]
    return collection(kind).get(name) if kind in COLLECTIONS else None
