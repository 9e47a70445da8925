"""The page: one file that loads nothing, with a sound structure, in which text of users stays text."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.telling.reading import ALL, Page, example
from tests.telling.whole import EVERY, HOSTILE, WHOLE, hostile
from wijktoets.telling.formats.html import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.tree import Document, Heading, Paragraph, plain


def page(document: Document) -> Page:
    return Page(render(document).decode("utf-8"))


def test_every_part_is_there_as_what_it_means() -> None:
    found = page(WHOLE)
    tags = [tag for tag, _ in found.elements]
    assert tags.count("h1") == 1 and tags.count("main") == 1
    assert next(found.all("html"))["lang"] == "nl"
    for tag in ("h2", "h3", "ol", "ul", "dl", "table", "caption", "figure", "figcaption", "strong", "em"):
        assert tag in tags, tag
    assert all(th.get("scope") in ("col", "row") for th in found.all("th"))
    assert "Afspraken over groen" in found.words and "Wat is er gezegd?" in found.words


def test_a_picture_stands_there_with_the_same_as_a_table() -> None:
    found = page(WHOLE)
    inside = render(WHOLE).decode().partition("<figure>")[2].partition("</figure>")[0]
    assert "<svg" in inside and "<details>" in inside and "<table " in inside
    assert "Hetzelfde als tabel" in found.words


def test_nothing_is_loaded_and_nothing_runs() -> None:
    text = render(bijlage(example(), "team")).decode()
    assert not re.findall(r"https?://", text.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert not re.search(r"<(script|link|iframe|img|object|embed|form)\b|@import|url\(|\son\w+=", text)
    assert "default-src 'none'" in text


def test_hostile_text_stays_text_in_every_slot() -> None:
    text = render(hostile()).decode()
    found = Page(text)
    harmless = {tag for tag, _ in found.elements}
    assert not harmless & {"b", "script", "img", "iframe"}
    assert "<b>" not in text and "\u202e" not in text and "\x07" not in text
    shown = HOSTILE.replace("\u202e", "\\u202e").replace("\x07", "\\x07")
    assert found.words.count(shown) >= 12
    assert all(shown in (d.get("aria-label") or shown) for d in found.all("div"))


def test_an_attribute_cannot_be_left() -> None:
    evil = '" onmouseover="x()" x="</style><script>x()</script>'
    table = WHOLE.parts[10]
    document = replace(WHOLE, title=evil, parts=(Heading(evil), Paragraph(plain(evil)), replace(table, caption=evil)))
    found = page(document)
    assert not any(name.startswith("on") for _, attributes in found.elements for name in attributes)
    assert not list(found.all("script"))


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_headings_go_one_level_deeper_at_a_time_and_ids_differ(path: Path) -> None:
    rapport = example(path)
    for document in (bijlage(rapport), bijlage(rapport, "team"), residents_page(rapport)):
        found = page(document)
        levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
        ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(bijlage(example(), "team")) == render(bijlage(example(), "team"))


def test_only_what_can_scroll_sideways_is_a_stop_for_the_keyboard() -> None:
    """A table never scrolls: where there is no room each of its rows stands by itself, with its heads."""
    found = page(EVERY)
    stops = [tag for tag, attributes in found.elements if "tabindex" in attributes]
    assert stops == ["pre"] * stops.count("pre") and stops


def test_every_table_keeps_its_roles_and_says_its_heads_before_its_cells() -> None:
    text = render(hostile()).decode()
    assert text.count("<table") == text.count('<table role="table"')
    cells = re.findall(r"<td[^>]*>", text)
    assert cells and all('role="cell"' in tag for tag in cells)
    named = re.findall(r'<div class="tabel[^"]*">\s*<table[^>]*>(?!\s*<caption)', text)
    assert named and all("aria-label=" in tag for tag in named)
