"""The sheets to sign that have to fit on the two sides of one leaf, a small dense document, and what is seen of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from pypdf import PdfReader

from tests.telling.reading import EXAMPLES, example
from tests.telling.whole import WHOLE
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import Document, Fact, Facts, Heading, Item, Listing, plain

ONE_LEAF: Final = (
    *("wijkdeal-drie-afspraken", "twee-themas", "korte-route", "wijkdeal-congruent", "bewust-anders"),
    *("mag-het-lichter", "wijkdeal-uit-word"),
)
"""Invented dossiers in which most is agreed."""

FULLEST: Final = "wijkdeal-uit-word"
"""The one with most on its sheet: two themas, own words, a deviation and acties."""

COUNTED: Final = ("een", "twee", "drie", "vier", "vijf", "zes")
SHORT_POINTS: Final = Listing(tuple(Item(plain(f"punt {name}")) for name in COUNTED), short=True)
SHORT_FACTS: Final = Facts(
    tuple(Fact(name, plain(f"feit {said}")) for name, said in zip("ABCDEF", COUNTED, strict=True))
)
FEW_FACTS: Final = Facts(SHORT_FACTS.facts[:3])
LONG_FACTS: Final = Facts((*SHORT_FACTS.facts, Fact("G", plain("lang " * 12))))

DENSE: Final = replace(
    WHOLE,
    compact=True,
    parts=(Heading("Kort"), SHORT_POINTS, Heading("Ook kort"), SHORT_FACTS, *WHOLE.parts),
)
"""Every part, with first a list and facts that are short enough for two columns."""


@cache
def sheet(name: str) -> Document:
    """The sheet to sign of an invented dossier."""
    return afspraken(example(EXAMPLES / f"{name}.yaml"))


def columns_of(pdf: Path, lines: Sequence[str]) -> list[list[str]]:
    """These lines on the first page in the order in which they are read, a new list where another left edge begins."""
    seen: list[tuple[int, str]] = []
    PdfReader(pdf).pages[0].extract_text(
        visitor_text=lambda text, _ours, place, *_letters: seen.append((round(place[4]), text.strip()))
    )
    found = (line for line in seen if line[1] in lines)
    return [[text for _, text in column] for _, column in groupby(found, key=lambda line: line[0])]


def signed_on(pdf: Path) -> list[int]:
    """The pages, from 1, on which people sign: a table that goes on on the next page has its head there again."""
    pages = PdfReader(pdf).pages
    return [number for number, page in enumerate(pages, start=1) if "Handtekening" in page.extract_text()]
