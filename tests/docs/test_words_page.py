"""Holds docs/woorden/ to the packs and the interface: every sentence that leaves a word open, in both forms."""

import re
from functools import cache

from tests.docs.sessions import ROOT
from wijktoets import rules
from wijktoets.cli.rules.words_page import all_pages, interface_rows
from wijktoets.engine.model.woorden import OPEN_WOORDEN

FOLDER = ROOT / "docs" / "woorden"


@cache
def made() -> dict[str, str]:
    return all_pages()


def test_the_pages_are_of_today() -> None:
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    assert there == made(), "docs/woorden is out of date: run `make docs`, and read what changed"


def test_every_word_every_pack_and_every_sentence_of_the_interface_stands_there() -> None:
    front, screens = (made()[name].replace("\\", "") for name in ("README.md", "schermen.md"))
    assert all(f"| {name} |" in front for name in OPEN_WOORDEN)
    assert {f"{name}.md" for name in rules.builtin_packs()} <= set(made())
    assert all(f"| {key} |" in screens for key, _ in interface_rows())


def test_no_sentence_for_a_dorp_says_wijk() -> None:
    lines = [line for page in made().values() for line in page.replace("\\", "").splitlines()]
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    stays = re.compile(
        r"wijktoets|wijk(?:en)? of (?:het )?dorp(?:en)?|wijken de|wijk:|wijkoverstijgend:|\{wijk_doet\}|^wijk$",
        re.IGNORECASE,
    )
    assert [row[2] for row in cells if re.search(r"\bwijk", stays.sub("", row[2]), re.IGNORECASE)] == []
