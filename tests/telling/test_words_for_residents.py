"""Residents read one word for one thing, theirs, and none of permission or of law for what the model asks."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import yaml

from tests.engine.upkeep.lint.cases import yardstick
from tests.telling.reading import ALL, example
from tests.telling.residents import DOSSIERS, plate, strings
from tests.test_sentences import sentences
from wijktoets.engine.upkeep.lint.yardstick import pattern
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import Span

NOT_THEIRS = pattern([*yardstick().niet_voor_bewoners, "bijlage"])
"""Words of who makes or keeps a pack, and of an office."""

NOT_OURS = pattern([*yardstick().niet_voor_bewoners, "bijlage", "punt", "punten", "past", "mag", "moet", "verplicht"])
"""The same, words that say nothing of what is meant, and words of permission or of law: none in a sentence of ours."""

READ_BY_RESIDENTS = ("bewoners", "scherm", "report", "questions", "praatplaat", "terugblik")
TYPED = re.compile(r"\.(?:help|fouten|opties)\b|^report\.soorten\.bijlage$")
"""Keys of what goes with a command that is typed: there a dossier is a file, and a bijlage a word behind --kind."""


def by_us(value: object) -> Iterator[str]:
    """What the program or a pack says in a document, without what people wrote and without the code of a picture."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Span):
        if not value.own:
            yield value.text
    elif isinstance(value, list | tuple):
        for item in value:
            yield from by_us(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "svg":
                yield from by_us(getattr(value, field.name))


def not_theirs(value: object, path: Path) -> list[str]:
    """The lines of ours with a word that is not theirs; what stands in the dossier itself is people's."""
    people = sorted(strings(yaml.safe_load(path.read_text(encoding="utf-8"))), key=len, reverse=True)
    written = pattern({line.strip().rstrip(".") for line in people if NOT_THEIRS.search(line)})
    return [line for line in by_us(value) if NOT_THEIRS.search(written.sub("", line))]


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_no_paper_that_residents_read_holds_a_word_that_is_not_theirs(path: Path) -> None:
    rapport = example(path)
    papers = [residents_page(rapport), *([afspraken(rapport)] if rapport.status != "terugblik" else [])]
    assert not_theirs([paper.parts for paper in papers], path) == []


@pytest.mark.in_turn
@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.stem)
def test_nor_does_the_plate_on_the_table(path: Path) -> None:
    assert not_theirs(plate(path), path) == []


def test_no_sentence_that_residents_may_read_has_a_word_for_which_there_is_theirs() -> None:
    said = {key: re.sub(r"\{[^}]*\}", "", sentence) for key, sentence in sentences() if not TYPED.search(key)}
    read = {key: sentence for key, sentence in said.items() if key.startswith(READ_BY_RESIDENTS)}
    assert len(read) > 300
    assert {key: sentence for key, sentence in read.items() if NOT_OURS.search(sentence)} == {}


def test_a_word_that_is_not_theirs_is_found_and_one_of_people_is_not() -> None:
    planted = (Span("De reikwijdte is nog open."), Span("Onze reikwijdte", own=True))
    assert [line for line in by_us(planted) if NOT_THEIRS.search(line)] == ["De reikwijdte is nog open."]
    assert NOT_OURS.search("Dat past bij aanjagen.") and not NOT_OURS.search("passend bij de puntige aanpassing")
