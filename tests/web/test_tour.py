"""The tour shows the pictures that the program takes, each with what is on it, and not too heavy."""

import re
from pathlib import Path

import pytest

from tests.web.tour import NAMES

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "rondleiding"
MOST = 1_500_000
"""Bytes of all pictures together."""


@pytest.mark.anywhere
def test_every_picture_of_the_tour_is_shown_with_what_is_on_it() -> None:
    page = (ROOT / "docs" / "rondleiding.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"!\[([^]]+)\]\(rondleiding/([^)]+)\.png\)", page))
    assert tuple(shown.values()) == NAMES
    assert {path.stem for path in PICTURES.iterdir()} == set(NAMES)
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < MOST
