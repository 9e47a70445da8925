"""No word on the page for residents that is not for them: of what people wrote themselves nothing is asked."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from tests.engine.upkeep.lint.cases import yardstick
from tests.telling.reading import ALL, EXAMPLES, example
from tests.telling.residents import SOME_POWERS, of_all_wishes
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.tree import Document, Figure, Span, Table

NOT_THEIRS = {
    "of who makes or keeps a pack": "|".join(map(re.escape, yardstick().niet_voor_bewoners)),
    "names of papers": r"bijlagen?|documenten?",
    "for what is settled, or is not": r"punt(?:en)?|ontbreekt|rond",
    "of the model, for the degrees": r"adviseren|aanjagen",
    "of how it is computed": r"kenmerk|sha256|regelpakket|nagerekend|borging|gewicht(?:en)?|wijktoets",
    "of another paper": r"in het stuk",
    "a line of a source": r"L\d+|art\. \d+|artikel \d+",
    "how many were spoken of": r"\d+ van de \d+",
}
"""What a resident would not say, by why; test_words_for_residents holds every sentence of ours to more."""
PATTERN = re.compile("|".join(rf"\b(?:{words})\b" for words in NOT_THEIRS.values()), re.IGNORECASE)


def composed(value: object) -> Iterator[str]:
    """Every text that the program or a pack put in a document, without what people wrote, and what a file says."""
    if isinstance(value, Span):
        if not value.own:
            yield value.text
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from composed(item)
    elif is_dataclass(value):
        for field in fields(value):
            if not (isinstance(value, Document) and field.name in ("title", "subtitle", "metadata", "footer")):
                yield from composed(getattr(value, field.name))


@pytest.mark.parametrize("path", [*ALL, *SOME_POWERS], ids=lambda p: p.stem)
def test_no_word_is_there_that_is_not_for_residents(path: Path) -> None:
    for document in of_all_wishes(path):
        found = {word: line for line in composed(document) for word in PATTERN.findall(line)}
        assert found == {}


def test_the_words_are_found_where_they_stand() -> None:
    for line in ("Reikwijdte: open", "Dit dossier", "rond", "4 van de 12 vragen", "De bron (L57)"):
        assert PATTERN.search(line), line
    assert not PATTERN.search("Een ronde langs de deuren, met puntmutsen, op Adviseursplein L")


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_there_is_no_table_and_no_picture_on_it(path: Path) -> None:
    assert not [part for part in residents_page(example(path)).parts if isinstance(part, Table | Figure)]


def test_a_word_of_a_person_stays() -> None:
    rapport = example(EXAMPLES / "wijkdeal-congruent.yaml")
    first = rapport.afspraken[0]
    words = first.afgesproken[0].model_copy(update={"tekst": "De reikwijdte is rond."})
    said = rapport.model_copy(update={"afspraken": [first.model_copy(update={"afgesproken": [words]})]})
    assert "De reikwijdte is rond." in repr(residents_page(said))
