"""Holds docs/woorden.md to the packs and the interface: every sentence that leaves a word open, in both forms."""

import re

from tests.docs.sessions import ROOT
from wijktoets.cli.rules.words_page import interface_rows, page
from wijktoets.engine.model.woorden import OPEN_WOORDEN

PAGE = ROOT / "docs" / "woorden.md"


def test_the_page_is_of_today() -> None:
    assert PAGE.read_text("utf-8") == page(), "docs/woorden.md is out of date: run `make docs`, and read what changed"


def test_every_word_and_every_sentence_of_the_interface_stands_on_it() -> None:
    told = page().replace("\\", "")
    assert all(f"| {name} |" in told for name in OPEN_WOORDEN)
    assert all(f"| {key} |" in told for key, _ in interface_rows())


def test_no_sentence_for_a_dorp_says_wijk() -> None:
    cells = [line.strip("| ").split(" | ") for line in page().splitlines() if line.startswith("| ")]
    stays = re.compile(r"wijktoets|wijken? of dorp(?:en)?|wijken de|wijk:|wijkoverstijgend:", re.IGNORECASE)
    assert [row[2] for row in cells if re.search(r"\bwijk", stays.sub("", row[2]), re.IGNORECASE)] == []
