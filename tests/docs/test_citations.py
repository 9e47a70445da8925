"""Resolves what code, tests and pages cite: every page, every section of the model, and every test that it names."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.docs.sessions import ROOT

MODEL: Final = "docs/model.md"
CHOICES: Final = "docs/modelkeuzes.md"

_PAGE: Final = re.compile(r"(?<![\w/.<{*-])((?:\.{1,2}/)*(?:[\w-]+/)*[\w-]+\.md)\b")
_SECTIONS: Final = re.compile(r"model\.md,? sections? (\d+(?:(?:-|, | and )\d+)*)")
_TEST: Final = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


ROOMS: Final = ("benchmarks", "cases", "cli", "docs", "engine", "rules", "telling", "tests", "texts", "workbook")


@cache
def sources() -> tuple[Path, ...]:
    """The code, data and pages of the project, without the data of tests."""
    found = {*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile", *(ROOT / "wijktoets").glob("*.py")}
    found |= {path for room in ROOMS for kind in ("py", "md", "yaml") for path in (ROOT / room).rglob(f"*.{kind}")}
    return tuple(sorted(path for path in found if not path.is_relative_to(ROOT / "tests" / "data")))


@cache
def spoken(path: Path) -> str:
    """What a file says to its readers: of Python the docstrings and comments, of anything else all of it."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    strings = (
        node.value.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join([*strings, *(token.string for token in tokens if token.type == tokenize.COMMENT)])


def unresolved(text: str, path: Path, of_page: bool) -> set[str]:
    """The pages that a text names and that are not there, seen from the root or from the folder of its file.

    A page of documentation also shows files that people make; there only what names a folder counts, as
    its links are resolved by another test.
    """
    named = {name for name in _PAGE.findall(text) if not of_page or name.startswith(("docs/", "tests/"))}
    places = (ROOT, path.parent)
    return {name for name in named if not any((place / name).is_file() for place in places)}


@pytest.mark.anywhere
def test_every_page_that_is_named_exists() -> None:
    missing = {}
    for path in sources():
        found = unresolved(spoken(path), path, of_page=path.suffix != ".py")
        if found:
            missing[path.relative_to(ROOT).as_posix()] = found
    assert missing == {}


def cited_sections(text: str) -> Iterator[int]:
    """The sections of the model that a text cites; "2-5" is 2, 3, 4 and 5."""
    for cited in _SECTIONS.findall(re.sub(r"\s+", " ", text)):
        for part in re.split(r", | and ", cited):
            first, _, last = part.partition("-")
            yield from range(int(first), int(last or first) + 1)


def test_every_section_of_the_model_that_is_cited_exists() -> None:
    there = {int(number) for number in re.findall(r"^## (\d+)\. ", (ROOT / MODEL).read_text("utf-8"), re.MULTILINE)}
    assert there == set(range(1, 9))
    cited = {(section, path.name) for path in sources() for section in cited_sections(spoken(path))}
    assert {each for each in cited if each[0] not in there} == set()
    assert len({name for _, name in cited}) >= 20


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file; none when it does not exist."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return frozenset(node.name for node in found if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_every_test_that_the_model_names_exists() -> None:
    named = _TEST.findall((ROOT / MODEL).read_text("utf-8"))
    assert {f"{file}::{name}" for file, name in named if name not in names_in(file)} == set()
    assert len(named) >= 100


@pytest.mark.parametrize("page", ["docs/maatregelen.md", "docs/toegankelijkheidsverklaring.md"])
def test_every_measure_names_its_test_or_says_that_there_is_none(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = _TEST.findall(text)
    assert {f"{file}::{name}" for file, name in named if name not in names_in(file)} == set()
    rows = [
        line for line in text.splitlines() if line.startswith("|") and not re.match(r"\|[-|]+$|\| (nr|wat) \|", line)
    ]
    assert len(rows) >= 6
    ends = [row.rstrip(" |").rpartition("|")[2].strip() for row in rows]
    assert [end for end in ends if not _TEST.search(end) and not re.match(r"\*(?:Nee|Gemeente)\*", end)] == []


def test_every_statement_of_the_model_names_its_test() -> None:
    page = (ROOT / MODEL).read_text("utf-8")
    tables = re.findall(r"^\|[^\n]*held by \|\n\|[-|]+\n((?:\|[^\n]*\n)+)", page, re.MULTILINE)
    assert len(tables) >= 8
    assert [row for table in tables for row in table.splitlines() if not _TEST.search(row)] == []


def test_every_test_that_a_choice_names_exists() -> None:
    """The last column of a choice holds files and pieces of names of tests."""
    every = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    names = {Path(file).name for file in every} | {name for file in every for name in names_in(file)}
    pieces: list[str] = []
    for line in (ROOT / CHOICES).read_text("utf-8").splitlines():
        if line.startswith("|") and not line.startswith(("|--", "| |")):
            pieces += re.findall(r"[a-z]+(?:_[a-z]+)+(?:\.py)?", line.rstrip(" |").rpartition("|")[2])
    assert len(pieces) >= 80
    assert {piece for piece in pieces if not any(piece in name for name in names)} == set()


# A wrong name is seen


@pytest.mark.parametrize("name", ["docs/modle.md", "modle.md", "../docs/modle.md"])
def test_a_page_that_is_not_there_is_seen(name: str) -> None:
    said = f"What it means stands in {name}, section 4."
    assert unresolved(said, ROOT / "engine" / "model" / "words.py", of_page=False) == {name}


def test_pages_are_found_from_the_root_and_from_the_file() -> None:
    said = "See docs/model.md, CONTRIBUTING.md and modelkeuzes.md."
    assert unresolved(said, ROOT / "docs" / "README.md", of_page=False) == set()


def test_sections_are_read_as_people_write_them() -> None:
    said = "docs/model.md sections 2-4 and\n7; docs/model.md section 9"
    assert list(cited_sections(said)) == [2, 3, 4, 7, 9]
