"""Holds the glossary to the code: every word of the model and every Dutch part of a class name is explained there."""

import ast
import re
from collections.abc import Iterator
from typing import Final, get_args

import pytest

from tests.docs.sessions import ROOT
from wijktoets.engine.model import words

PRODUCT: Final = ("cli", "engine", "telling", "web", "workbook", "wijktoets")

NAMING: Final = (ROOT / "docs" / "naming.md").read_text("utf-8")


def listed(heading: str) -> frozenset[str]:
    """The words of the last paragraph under a heading of the page on naming."""
    section = NAMING.split(f"## {heading}\n")[1].split("\n## ")[0]
    return frozenset(re.findall(r"\w+", section.strip().rpartition("\n\n")[2]))


ENGLISH: Final = listed("English words in class names")


def told(cell: str) -> set[str]:
    """The words between backticks, without their marks: `Witte vlek` is Witte, Vlek and WitteVlek."""
    spans = re.findall(r"`([^`]+)`", cell)
    parts = {part for span in spans for part in re.split(r"[ _-]", span)}
    return {*spans, *parts, *("".join(re.split(r"[ _-]", span.title())) for span in spans)}


def rows(page: str) -> Iterator[list[str]]:
    """The cells of each row of the tables of a page, heads and rules left out."""
    for line in page.splitlines():
        if line.startswith("| ") and not line.startswith("| Dutch"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


GLOSSARY: Final = list(rows((ROOT / "docs" / "glossary.md").read_text("utf-8")))
EXPLAINED: Final = {word.casefold() for dutch, *_ in GLOSSARY for word in told(dutch)}


def lists() -> dict[str, tuple[str, ...]]:
    """The word lists of the model, by name: each closed choice of words in words.py."""
    found = {name: get_args(value) for name, value in vars(words).items() if name[0].isupper() and get_args(value)}
    return {name: values for name, values in found.items() if all(isinstance(value, str) for value in values)}


@pytest.mark.parametrize(("name", "values"), [*lists().items()])
def test_every_word_of_the_model_is_explained(name: str, values: tuple[str, ...]) -> None:
    assert {value for value in values if value.casefold() not in EXPLAINED} == set()


def test_the_words_that_stand_alone_are_explained() -> None:
    alone = {*words.STELLING_ANTWOORDEN, *words.INGEBOUWDE_VRAGEN}
    assert {word for word in alone if word.casefold() not in EXPLAINED} == set()
    assert len(lists()) >= 15


def classes() -> list[tuple[str, str]]:
    """Each class of the product, with the file that it stands in."""
    files = {path.resolve() for room in PRODUCT for path in (ROOT / room).rglob("*.py")}
    return [
        (node.name, path.relative_to(ROOT).as_posix())
        for path in sorted(files)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]


def test_no_class_name_stands_for_two_things() -> None:
    names = [name for name, _ in classes()]
    assert {name for name in names if names.count(name) > 1} == set()


def parts(name: str) -> list[str]:
    """The words that a name is made of.

    >>> parts("_WitteVlekRij")
    ['Witte', 'Vlek', 'Rij']
    """
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", name)


def test_every_part_of_a_class_name_is_a_domain_noun_or_english() -> None:
    unknown = {
        f"{part} in {name} ({file})"
        for name, file in classes()
        for part in parts(name)
        if part not in ENGLISH and part.casefold() not in EXPLAINED
    }
    assert unknown == set(), "a Dutch noun goes into docs/glossary.md, an English word into docs/naming.md"


def test_every_row_of_the_glossary_is_whole_and_stands_once() -> None:
    assert [row for row in GLOSSARY if len(row) != 3 or not all(row)] == []
    assert [row[2] for row in GLOSSARY if row[2].endswith(".")] == []
    terms = [span for row in GLOSSARY for span in re.findall(r"`([^`]+)`", row[0])]
    assert {term for term in terms if terms.count(term) > 1} == set()


def test_the_readme_links_the_glossary_at_the_first_safeguard() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first = readme.index("safeguard")
    assert "(docs/glossary.md" in readme[first : readme.index("\n", first)]


def test_a_name_with_an_unknown_word_is_seen() -> None:
    assert [p for p in parts("KlontjeRij") if p not in ENGLISH and p.casefold() not in EXPLAINED] == ["Klontje"]
