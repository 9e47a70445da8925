"""Holds docs/api.md to the public names: each stands there, and its examples run as they are printed."""

import doctest
from pathlib import Path

import pytest

import wijktoets

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "api.md"


@pytest.fixture
def in_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_every_public_name_is_explained() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in wijktoets.__all__ if f"`{name}" not in text] == []


PAGES = (PAGE, *map(PAGE.with_name, ("veel-rijen.md", "van-laptop-naar-cluster.md")))


@pytest.mark.usefixtures("in_checkout")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_examples_run_as_they_are_printed(page: Path) -> None:
    text = page.read_text(encoding="utf-8").replace("```", "\n")
    found = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert len(found.examples) >= 7
    results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(found)
    assert results.failed == 0
