"""The dossiers that come with wijktoets: five pilots, and invented ones for each pack; finds their files."""

from pathlib import Path
from typing import Final

_HERE = Path(__file__).resolve().parent


def pilots() -> list[Path]:
    """The files of the five pilots, in order of name."""
    return sorted(_HERE.glob("*.yaml"))


def voorbeelden() -> list[Path]:
    """The files of the invented dossiers, in order of name."""
    return sorted((_HERE / "voorbeelden").glob("*.yaml"))


def lisdoorn() -> list[Path]:
    """The files of the invented dossiers that go with the pack lisdoorn, in order of name."""
    return sorted((_HERE / "lisdoorn").glob("*.yaml"))


COLLECTIONS: Final = {"@pilots": pilots, "@voorbeelden": voorbeelden, "@lisdoorn": lisdoorn}
"""The dossiers in the program, by the name that is typed for them."""


def collection(name: str) -> dict[str, Path]:
    """The name of each dossier in a collection, as `batch` prints it and `evaluate` takes it, and its file."""
    return {f"{name}/{path.name}": path for path in COLLECTIONS[name]()}


def find(name: str) -> Path | None:
    """The file of a dossier that is named as in `collection`, such as @pilots/x.yaml; None for any other name."""
    kind = name.partition("/")[0]
    return collection(kind).get(name) if kind in COLLECTIONS else None
