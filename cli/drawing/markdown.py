"""Writes a sheet as Markdown to paste elsewhere; whatever a user wrote stays text, and is no markup."""

from collections.abc import Iterable, Sequence

from wijktoets.texts.markdown import escaped

from ..base.output import can_show
from .marks import ALL_SIGNS, PLAIN_SIGNS, SIGNS, Mark
from .sheet import Gap, Grid, Heading, Item, Legend, Listing, Marks, Part, Sentence, Sheet


def markdown(sheet: Sheet) -> str:
    """The sheet as Markdown, parts divided by empty lines."""
    signs = SIGNS if can_show(ALL_SIGNS) else PLAIN_SIGNS
    parts = ["\n".join(_written(part, signs)) for part in sheet if not isinstance(part, Gap)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _written(part: Part, signs: dict[Mark, str]) -> Iterable[str]:
    if isinstance(part, Heading):
        yield f"{'#' * part.level} {escaped(part.text)}"
    elif isinstance(part, Sentence):
        yield escaped(part.text) + _lines(part.source)
    elif isinstance(part, Legend):
        yield " · ".join(f"{_sign(mark, signs)} {escaped(meaning)}" for mark, meaning in part.meanings)
    elif isinstance(part, Marks):
        rows = [(row.name, *(_group(group, signs) for group in row.groups), row.note) for row in part.rows]
        yield from _table(("", *part.groups), [(escaped(name), *marks, escaped(note)) for name, *marks, note in rows])
    elif isinstance(part, Listing):
        for item in part.items:
            yield from _item(item, signs)
    elif isinstance(part, Grid):
        full = [row + ("",) * (len(part.header) - len(row)) for row in part.rows]
        yield from _table(part.header, [tuple(escaped(cell) for cell in row) for row in full])


def _lines(source: Sequence[str]) -> str:
    return f" ({escaped(', '.join(source))})" if source else ""


def _sign(mark: Mark, signs: dict[Mark, str]) -> str:
    return escaped(signs[mark])


def _group(group: Iterable[Mark], signs: dict[Mark, str]) -> str:
    return " ".join(_sign(mark, signs) for mark in group)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(escaped(name) for name in header)} |"
    yield f"|{' --- |' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _item(item: Item, signs: dict[Mark, str]) -> Iterable[str]:
    numbered = item.label.isdigit()
    front = f"{item.label}. " if numbered else "- "
    label = f"{item.label}. " if item.label.isalpha() else ""
    mark = f"{_sign(item.mark, signs)} " if item.mark else ""
    yield f"{front}{label}{mark}{escaped(item.text)}{_lines(item.source)}"
    for detail in item.details:
        yield f"{' ' * len(front)}- {escaped(detail)}"
