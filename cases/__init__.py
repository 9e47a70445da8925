"""The dossiers that come with wijktoets: five pilots and, in voorbeelden/, invented ones; finds their files."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def pilots() -> list[Path]:
    """The files of the five pilots, in order of name."""
    return sorted(_HERE.glob("*.yaml"))


def voorbeelden() -> list[Path]:
    """The files of the invented dossiers, in order of name."""
    return sorted((_HERE / "voorbeelden").glob("*.yaml"))


def packaged() -> dict[str, Path]:
    """The name of each of them, as `batch` prints it and `evaluate` takes it, and its file."""
    named = {f"@pilots/{path.name}": path for path in pilots()}
    return named | {f"@voorbeelden/{path.name}": path for path in voorbeelden()}
