"""Markdown to paste: every part is there, and text of users is no markup."""

import re
from dataclasses import replace
from io import StringIO

from rich.console import Console
from rich.markdown import Markdown

from tests.telling.reading import example
from tests.telling.whole import WHOLE, hostile
from wijktoets.telling.formats.markdown import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.tree import Document, Paragraph, Span


def shown(document: Document) -> str:
    """What a reader of Markdown sees."""
    console = Console(file=StringIO(), width=400, color_system=None)
    console.print(Markdown(render(document).decode()))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_every_part_is_there() -> None:
    text = render(WHOLE).decode()
    assert text.startswith("# Afspraken over groen\n")
    for piece in (
        "## Wat is geregeld",
        "### Feiten",
        "1. eerste punt\n   - hoort erbij\n2. tweede punt",
        "**Let op:** niet bekeken",
        "(L57), zei zij: *ja*",
        "| Geld in beeld | gemeente | 12 |",
        "> **Zo kunt u het zeggen**",
        "Wat is er gezegd?:",
    ):
        assert piece in text, piece


def test_a_space_between_pieces_of_text_stays() -> None:
    made = replace(WHOLE, parts=(Paragraph((Span("een"), Span(" "), Span("twee", "strong"))),))
    assert "een **twee**" in render(made).decode()


def test_hostile_text_is_no_markup() -> None:
    text = render(hostile()).decode()
    assert "\u202e" not in text and "\x07" not in text
    outside = re.sub("```yaml\n.*?\n```", "", text, flags=re.DOTALL)
    assert outside != text and "<b>" not in outside.replace("\\<b\\>", "")
    found = shown(hostile())
    assert found.count("#panic() *x* <b>&amp; $y$ `z`") >= 10


def test_a_table_keeps_its_columns() -> None:
    rows = [line for line in render(bijlage(example(), "team")).decode().splitlines() if line.startswith("| ")]
    unescaped = [line.replace("\\|", "") for line in rows]
    assert rows and all(line.count("|") >= 3 for line in unescaped)
