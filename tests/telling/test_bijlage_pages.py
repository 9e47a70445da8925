"""The pages of a bijlage: few, filled, and no short table over two of them."""

import io
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader

from tests.telling.reading import DRIE, EXAMPLES, example
from tests.telling.test_pdf import tags
from wijktoets.telling.formats import pdf
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.reader import BIJLAGELEZERS, Bijlagelezer
from wijktoets.telling.tree import Figure, Heading, Table, words
from wijktoets.texts.wording import said

pytestmark = pytest.mark.anywhere

WORD = EXAMPLES / "wijkdeal-uit-word.yaml"
TWO = EXAMPLES / "twee-themas.yaml"
EVERY = sorted([*EXAMPLES.glob("*.yaml"), *EXAMPLES.parent.glob("*.yaml")])
FOOT = 60
"""Below this height, in points, stands the line at the foot of a page."""
BLANK = 140
"""How much of a page may be blank at most above that: a short table that did not fit, with its heading."""


@cache
def made(path: Path, lezer: Bijlagelezer) -> bytes:
    return pdf.render(bijlage(example(path), lezer))


def pages(path: Path, lezer: Bijlagelezer) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(made(path, lezer))).pages)


def lowest(page: PageObject) -> float:
    """How high above the foot of the page the last line stands, in points."""
    found: list[float] = []

    def see(text: str, matrix: Any, place: Any, *_: object) -> None:
        if text.strip():
            found.append(matrix[5] + place[5] * matrix[3])

    page.extract_text(visitor_text=see)
    return min(height for height in found if height > FOOT)


@pytest.mark.in_turn
@pytest.mark.parametrize("path", EVERY, ids=lambda p: p.stem)
def test_the_raad_reads_what_is_asked_on_page_one_and_all_of_it_on_four_pages(path: Path) -> None:
    first, second, *rest = (" ".join(page.extract_text().split()) for page in pages(path, "raad"))
    annex = said("report.koppen.bijlage", example(path).status == "terugblik")
    assert len(rest) <= 2 and second.startswith(annex) and annex not in first


@pytest.mark.parametrize("path", [DRIE, WORD, TWO], ids=lambda p: p.stem)
@pytest.mark.parametrize("lezer", BIJLAGELEZERS)
def test_no_page_but_the_last_ends_half_empty(path: Path, lezer: Bijlagelezer) -> None:
    """Page one of the raad stands by itself."""
    ends = [lowest(page) for page in pages(path, lezer)[lezer == "raad" : -1]]
    assert max(ends) < FOOT + BLANK, ends


@pytest.mark.parametrize("path", [DRIE, WORD, TWO], ids=lambda p: p.stem)
def test_a_short_table_stands_on_one_page(path: Path) -> None:
    """Short is few rows and little text: one of few tall rows would leave half a page empty before it."""
    told = " ".join(" ".join(page.extract_text().split()) for page in pages(path, "raad"))
    every = [b for b in bijlage(example(path)).parts if isinstance(b, Table) and len(b.rows) < 8]
    tables = [b for b in every if sum(len(words(cell)) for row in b.rows for cell in row) < 900]
    assert tables
    for start in {" ".join(table.heads[:2]) for table in tables}:
        assert told.count(start) == len([t for t in tables if " ".join(t.heads[:2]) == start]), start


@pytest.mark.parametrize("path", [WORD, TWO, EXAMPLES / "keukentafel.yaml"], ids=lambda p: p.stem)
def test_no_picture_runs_into_the_foot(path: Path) -> None:
    """What does not fit goes on at the next page as a whole: below the text stands the same on every page."""
    found = set()
    for number, page in enumerate(pages(path, "team"), 1):
        low: list[str] = []
        page.extract_text(
            visitor_text=lambda text, at, to, *_, low=low: (
                low.append(text) if at[5] + to[5] * at[3] < FOOT - 10 else None
            )
        )
        found.add("".join("".join(low).split()).replace(f"Bladzijde{number}van", ""))
    assert len(found) == 1, found


def test_pictures_that_move_are_read_where_they_belong() -> None:
    found = [name for name, _ in tags(made(WORD, "team")) if name in ("/H2", "/H3", "/Figure")]
    theirs = [i for i, name in enumerate(found) if name == "/Figure"]
    assert [found[i - 1] for i in theirs] == ["/H3", "/Figure", "/Figure"] * 2, "right below the head of their thema"


@pytest.mark.parametrize("path", [DRIE, WORD, TWO], ids=lambda p: p.stem)
def test_no_picture_stands_in_a_list(path: Path) -> None:
    """All stand together, and every list after them is kept whole."""
    parts = bijlage(example(path), "team").parts
    at = [i for i, part in enumerate(parts) if isinstance(part, Figure)]
    between = [part for part in parts[at[0] : at[-1]] if not isinstance(part, Figure)]
    assert all(isinstance(part, Heading) for part in between)
