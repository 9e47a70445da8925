"""Makes the sample documents in docs/documenten with today's program (`make docs`)."""

from pathlib import Path
from typing import Final

from click.testing import CliRunner

from tests.docs.sessions import ROOT
from wijktoets.cli.main import main

FOLDER: Final = ROOT / "docs" / "documenten"
NOORDERLINDE: Final = "@voorbeelden/wijkdeal-drie-afspraken.yaml"
DOCUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "bijlage-raad.html": (NOORDERLINDE, "--for", "raad"),
    "bijlage-raad.md": (NOORDERLINDE, "--for", "raad"),
    "bijlage-bewoners.html": (NOORDERLINDE, "--for", "bewoners"),
    "bijlage-team.html": (NOORDERLINDE, "--for", "team"),
    "afspraken.html": (NOORDERLINDE, "--kind", "afspraken"),
    "afspraken.md": (NOORDERLINDE, "--kind", "afspraken"),
    "experimenten.html": ("@pilots",),
}
"""Each sample with what it is asked for; computed once, so that it is the same with and without a second engine."""


def make(folder: Path) -> None:
    """Write every sample.

    Raises:
        RuntimeError: a document could not be made.
    """
    for name, words in DOCUMENTS.items():
        said = CliRunner().invoke(
            main, ["report", *words, "--to", str(folder / name), "--force", "-q", "--engine", "direct"]
        )
        if said.exit_code:
            raise RuntimeError(f"{name}: {said.output}")


if __name__ == "__main__":
    make(FOLDER)
