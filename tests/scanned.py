"""Reads the codes on a page as a telephone does: the page is drawn first, and no square of it is known beforehand."""

import io
from pathlib import Path

import typst
import zxingcpp
from PIL import Image


def scanned(file: Path, *pages: int) -> list[str]:
    """What the codes say that stand on these pages of a PDF, or in a picture (SVG)."""
    with Image.open(io.BytesIO(drawn(file, *pages))) as picture:
        return [each.text for each in zxingcpp.read_barcodes(picture.convert("RGB"))]


def drawn(file: Path, *pages: int) -> bytes:
    """These pages below each other as one picture (PNG), as fine as a screen shows them."""
    each = "".join(f'#image("{file.name}", page: {page})\n' for page in pages) or f'#image("{file.name}")\n'
    made = file.with_suffix(".typ")
    made.write_text(f"#set page(width: auto, height: auto)\n{each}", encoding="utf-8")
    found = typst.compile(made, format="png", ppi=110)
    assert isinstance(found, bytes)
    return found
