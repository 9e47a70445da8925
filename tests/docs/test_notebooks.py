"""The notebooks in docs/ run from top to bottom, show what they show today, and put no places in an order."""

import json
import re
from pathlib import Path

import pytest

from tests.docs.notebooks import NOTEBOOKS, ran, text_of

PLACES = ("cbs", "gemeente", "gebied", "buurt", "dossier", "bestand")


def test_there_is_one() -> None:
    assert [path.name for path in NOTEBOOKS] == ["veel-rijen.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_it_shows_today(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text_of(ran(json.loads(text))) == text, "run `make docs`"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_a_small_notebook_whose_links_lead_somewhere(path: Path) -> None:
    book = json.loads(path.read_text(encoding="utf-8"))
    assert (book["nbformat"], book["metadata"]["kernelspec"]["name"]) == (4, "python3")
    assert path.stat().st_size < 20_000
    for cell in book["cells"]:
        for target in re.findall(r"\]\(([^)#]+)", "".join(cell["source"])) if cell["cell_type"] == "markdown" else ():
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_sorts_or_counts_by_place(path: Path) -> None:
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    for source in ("".join(cell["source"]) for cell in cells):
        assert not re.search(r"sort_values|nlargest|nsmallest|\.rank\(", source)
        for grouped in re.findall(r"(?:groupby|by=|index=|columns=)\s*\(?\[?([^)\]]*)", source):
            assert not any(f'"{place}"' in grouped for place in PLACES) or "drop" in source
