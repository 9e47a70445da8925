"""Writes the tree as Markdown to paste elsewhere; whatever a user wrote stays text, and is no markup."""

import re
from collections.abc import Iterable
from typing import assert_never

from wijktoets.texts import printable
from wijktoets.texts.markdown import escaped

from .. import tree
from .signs import PLAIN_SIGNS, SIGNS, Signs
from .simpler import simpler

LINE = "\\_" * 40
"""A line to write on."""


def render(document: tree.Document) -> bytes:
    """The document as UTF-8; a picture is there as its table."""
    head = [f"# {escaped(document.title)}", escaped(document.subtitle)]
    foot = ["---", escaped(document.footer)] if document.footer else []
    return _joined([*head, *_parts(document.parts, SIGNS), *foot]).encode("utf-8", "backslashreplace")


def markdown(sheet: tree.Sheet, plain: bool = False) -> str:
    """What a screen tells as Markdown, parts divided by empty lines.

    Args:
        plain: whether the encoding lacks the usual signs for marks.
    """
    return _joined(_parts(sheet, PLAIN_SIGNS if plain else SIGNS))


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(parts: Iterable[tree.Part], signs: Signs) -> list[str]:
    return [_part(part, signs) for part in parts]


def _part(part: tree.Part, signs: Signs) -> str:
    match part:
        case tree.Heading():
            return f"{'#' * part.level} {escaped(tree.words(part.text))}"
        case tree.Paragraph():
            return f"> {_run(part.text)}" if part.kind == "warning" else _run(part.text)
        case tree.Listing():
            return "\n".join(_items(part.items, part.numbered, signs))
        case tree.Facts():
            return "\n".join(
                f"- **{escaped(fact.name)}:** {_run(fact.text)}" if fact.name else f"  - {_run(fact.text)}"
                for fact in part.facts
            )
        case tree.Table():
            return _table(part)
        case tree.Figure():
            return f"{_table(part.table)}\n\n{escaped(part.caption)}"
        case tree.Marks() | tree.Legend() | tree.Tree():
            return _part(simpler(part, signs), signs)
        case tree.Code():
            return _fenced(part)
        case tree.BoxGrid() | tree.Card():
            return "\n\n".join(_parts(part.in_order, signs))
        case tree.Beside():
            return "\n\n".join(_parts((*part.left, *part.right), signs))
        case tree.WritingSpace():
            return "\n\n".join([f"{escaped(part.label)}:", *[LINE] * part.lines])
        case tree.PageBreak() | tree.Gap():
            return ""
        case tree.Box():
            inside = "\n\n".join([f"**{escaped(part.name)}**", *_parts(part.parts, signs)])
            return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case _:
            assert_never(part)


def _fenced(code: tree.Code) -> str:
    """Lines as they stand, in a fence that is longer than any in them."""
    longest = max((len(run) for line in code.lines for run in re.findall("`{3,}", line)), default=2)
    fence = "`" * (longest + 1)
    return "\n".join([f"{fence}{code.language}", *map(printable, code.lines), fence])


def _run(text: tree.Text) -> str:
    """A text with its emphasis; the first piece alone may stand at the start of a line."""
    signs = {"strong": "**", "spoken": "*"}
    written = ""
    for stuk in tree.runs(text):
        around = signs.get(stuk.emphasis, "")
        core = stuk.text.strip()
        if not core:
            written += " " if stuk.text and written and not written.endswith(" ") else ""
            continue
        before = " " if written and stuk.text[:1].isspace() else ""
        after = " " if stuk.text[-1:].isspace() else ""
        said = f"`{core}`" if stuk.emphasis == "code" and "`" not in core else escaped(core)
        said = f"[{said}]({stuk.link})" if stuk.link else said
        written = f"{written.rstrip(' ') + ' ' if before else written}{around}{said}{around}{after}"
    return written.strip()


def _items(items: Iterable[tree.Item], numbered: bool, signs: Signs, indent: str = "") -> Iterable[str]:
    for number, item in enumerate(items, 1):
        label = str(number) if numbered and item.label is None else item.label or ""
        front = f"{label}. " if label.isdigit() else "- "
        letter = f"{label}. " if label.isalpha() else ""
        mark = f"{escaped(signs[item.mark])} " if item.mark else ""
        yield f"{indent}{front}{letter}{mark}{_run(item.text)}"
        yield from _items(item.below, False, signs, indent + " " * len(front))


def _table(table: tree.Table) -> str:
    aligned = ["---:" if index in table.numbers else "---" for index in range(len(table.heads))]
    full = (row + (tree.EMPTY,) * (len(table.heads) - len(row)) for row in table.rows)
    rows = _rows(table.names, aligned, ([_run(cell) for cell in row] for row in full))
    return "\n".join([*([f"**{escaped(tree.words(table.caption))}**", ""] if table.caption else []), *rows])


def _rows(heads: Iterable[str], aligned: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterable[str]:
    yield f"| {' | '.join(escaped(head) for head in heads)} |"
    yield f"| {' | '.join(aligned)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
