"""Makes the sample documents and the pictures of pages in docs/documenten with today's program (`make docs`)."""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final
from unittest.mock import patch

import typst
from click.testing import CliRunner
from PIL import Image, ImageOps

from tests.docs.sessions import ROOT
from wijktoets.cli.main import main
from wijktoets.telling.tree import Table

FOLDER: Final = ROOT / "docs" / "documenten"
NOORDERLINDE: Final = "@voorbeelden/wijkdeal-drie-afspraken.yaml"
WENDING: Final = "@voorbeelden/wijkdeal-uit-word.yaml"
DIRECT: Final = ("--engine", "direct")
DOCUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "bijlage-raad.html": (NOORDERLINDE, "--for", "raad"),
    "bijlage-raad.md": (NOORDERLINDE, "--for", "raad"),
    "bijlage-bewoners.html": (NOORDERLINDE, "--for", "bewoners"),
    "bijlage-team.html": (NOORDERLINDE, "--for", "team"),
    "afspraken.html": (WENDING, "--kind", "afspraken"),
    "afspraken.md": (WENDING, "--kind", "afspraken"),
    "experimenten.html": ("@pilots",),
}
"""Each sample with what it is asked for; computed once, so that it is the same with and without a second engine."""

PICTURES: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "bijlage-raad.png": (110, ("report", NOORDERLINDE, "--for", "raad", *DIRECT)),
    "afspraken.png": (110, ("report", WENDING, "--kind", "afspraken", *DIRECT)),
    "praatplaat.png": (80, ("questions", "--paper", "A3")),
}
"""The first page of a PDF: how many dots an inch, and the command that makes the PDF."""

GREYS: Final = 16
"""How many shades a picture has: text stays sharp, and the file small."""
STEP: Final = 255 // (GREYS - 1)

Typeset = Callable[[Path, Mapping[str, str], Sequence[Table]], bytes]


def make(folder: Path) -> None:
    """Write every sample and every picture.

    Raises:
        RuntimeError: a document could not be made.
    """
    for name, words in DOCUMENTS.items():
        _run("report", *words, *DIRECT, "--to", str(folder / name))
    for name, (density, words) in PICTURES.items():
        draw(folder / name, density, words)


def draw(file: Path, density: int, words: Sequence[str]) -> None:
    """Draw the first page of the PDF that a command would write.

    Raises:
        RuntimeError: the document could not be made.
    """
    page = file.with_suffix(".pdf")
    typesetter = _first_page(density)
    with (
        patch("wijktoets.telling.formats.pdf.typeset", typesetter),
        patch("wijktoets.telling.papers.praatplaat.typeset", typesetter),
    ):
        _run(*words, "--to", str(page))
    with Image.open(io.BytesIO(page.read_bytes())) as opened:
        grey = opened.convert("L").point([round(value / STEP) * STEP for value in range(256)])
    page.unlink()
    edged = ImageOps.expand(grey, border=1, fill=10 * STEP)
    edged.quantize(GREYS, dither=Image.Dither.NONE).save(file, optimize=True, bits=4)


def _first_page(density: int) -> Typeset:
    """What sets a template and gives the first page as a picture of dots, with the fonts inside typst alone."""

    def typeset(template: Path, data: Mapping[str, str], tables: Sequence[Table] = ()) -> bytes:
        compiler = typst.Compiler(template.read_bytes(), ignore_system_fonts=True, sys_inputs=dict(data))
        pages = compiler.compile(format="png", ppi=density)
        first = pages[0] if isinstance(pages, list) else pages
        assert isinstance(first, bytes)
        return first

    return typeset


def _run(*words: str) -> None:
    said = CliRunner().invoke(main, [*words, "--force", "-q"])
    if said.exit_code:
        raise RuntimeError(f"{words}: {said.output}")


if __name__ == "__main__":
    make(FOLDER)
