"""Puts items of a list in the text of a dossier: all else stays as it was written, comments and layout too."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from .editing import (
    BREAK,
    RESERVED,
    Edit,
    Unplaceable,
    begins_line,
    last_of,
    line_end,
    line_start,
    newline_of,
    opened,
    quoted,
)

_PLAIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ .,;()/'€-]*(?<! )")
"""A text that no YAML reader takes for anything else, as long as there is no comma in it between braces."""
_WORDS: Final = RESERVED | {"ja", "nee"}
_AS_IT_IS: Final = frozenset(["waarborg", "actie", "trekker", "fase", "wanneer", "status", "op", "oordeel"])
"""Fields that hold a date or a word of the model, which need no quotes."""

Item = dict[str, str]
"""An item of a list: its fields, in the order in which they are written."""


def with_items(content: bytes, key: str, rows: Sequence[Item]) -> bytes:
    """The text of a dossier with these items behind those in the list `key`; everything else as it was.

    Raises:
        Unplaceable: it cannot be seen where they belong.
    """
    if not rows:
        return content
    text = opened(content)
    return text.changed([_insertion(text.body, text.root, key, rows)])


def with_item(content: bytes, key: str, name: str, row: Item) -> bytes:
    """The same with one item, in place of the one in that list whose field `name` is the same.

    Fields that it has no more go; comments beside the others stay.

    Raises:
        Unplaceable: it cannot be seen where it belongs.
    """
    text = opened(content)
    body, root = text.body, text.root
    listed = next((value for at, value in root.value if at.value == key), None)
    items = listed.value if listed is not None and listed.id == "sequence" else []
    old = next((item for item in items if item.id == "mapping" and _field(item, name) == row[name]), None)
    if old is None:
        return with_items(content, key, [row])
    if old.flow_style:
        begin, end = old.start_mark.index, old.end_mark.index
        if re.search(r"\s#", body[begin:end]):
            raise Unplaceable  # a comment between its braces, or a text that looks like one
        return text.changed([Edit(begin, end, _flow(row, strict=bool(root.flow_style)))])
    return text.changed(_changes(body, old, row))


def _field(item: Any, name: str) -> str | None:
    return next((str(value.value) for at, value in item.value if at.value == name), None)


def _changes(body: str, old: Any, row: Item) -> list[Edit]:
    """What makes the lines of an item say `row`."""
    newline = newline_of(body)
    edits: list[Edit] = []
    there = {str(at.value): (at, value) for at, value in old.value}
    for name, (at, value) in there.items():
        begin, end = value.start_mark.index, value.end_mark.index
        if name not in row:
            edits.append(_without(body, at.start_mark.index, end))
        elif str(value.value) != row[name]:
            edits.append(Edit(begin, end, _scalar(name, row[name]) + newline * begins_line(body, end)))
    new = [name for name in row if name not in there]
    if new:
        end = max(last_of(old).end_mark.index, *(edit.end for edit in edits), 0)
        where = line_end(body, end)
        indent = " " * old.start_mark.column
        lines = "".join(f"{newline}{indent}{name}: {_scalar(name, row[name])}" for name in new)
        edits.append(Edit(where, where, lines.removeprefix(newline) + newline if begins_line(body, end) else lines))
    return edits


def _without(body: str, begin: int, end: int) -> Edit:
    """Where a field goes out: its whole line, when nothing else is on it."""
    line = line_start(body, begin)
    after = line_end(body, end)
    if body[line:begin].strip() or body[end:after].strip():
        return Edit(begin, end, "")
    return Edit(line, after if begins_line(body, end) else _next_line(body, after), "")


def _insertion(body: str, root: Any, key: str, rows: Sequence[Item]) -> Edit:
    """Where items go. Only an empty list `[]` is replaced."""
    pair = next(((at, value) for at, value in root.value if at.value == key), None)
    if root.flow_style:
        return _in_braces(body, root, key, pair, rows)
    if pair is None:
        return _new_key(body, root, key, rows)
    listed = pair[1]
    if listed.id != "sequence":
        raise Unplaceable
    if listed.flow_style:
        return _in_brackets(body, listed, rows, root.start_mark.column + 2)
    return _below(body, listed, rows)


def _in_braces(body: str, root: Any, key: str, pair: Any, rows: Sequence[Item]) -> Edit:
    """Into a dossier that is written between braces, as JSON is."""
    if pair is not None:
        if pair[1].id != "sequence":
            raise Unplaceable
        return _in_brackets(body, pair[1], rows)
    at = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
    inside = ", ".join(_flow(row, strict=True) for row in rows)
    return Edit(at, at, f"{', ' if root.value else ''}{json.dumps(key)}: [{inside}]")


def _in_brackets(body: str, listed: Any, rows: Sequence[Item], column: int | None = None) -> Edit:
    """Into a list between brackets; an empty one becomes lines from `column` on, which people can read.

    Without a column the list stands between braces, and is written as JSON has it.
    """
    strict = column is None
    begin, end = listed.start_mark.index, listed.end_mark.index
    if listed.value:
        at = listed.value[-1].end_mark.index
        return Edit(at, at, "".join(f", {_flow(row, strict)}" for row in rows))
    if column is None or body[begin + 1 : end - 1].strip():
        return Edit(begin + 1, begin + 1, ", ".join(_flow(row, strict) for row in rows))
    after = line_end(body, end)
    comment = body[end:after]
    newline = newline_of(body)
    kept = begin - 1 if body[begin - 1 : begin] == " " and not comment.strip() else begin
    return Edit(kept, after, comment.rstrip(" ") + newline + newline.join(_block(rows, column)))


def _new_key(body: str, root: Any, key: str, rows: Sequence[Item]) -> Edit:
    """As a new field, behind all others; before the mark that ends a document when there is one."""
    newline = newline_of(body)
    ends = re.compile(r"^\.\.\.", re.MULTILINE).search(body, last_of(root).end_mark.index)
    at = ends.start() if ends else len(body)
    loose = at > 0 and body[at - 1] not in "\r\n"
    lines = [f"{key}:", *_block(rows, 2)]
    indent = " " * root.start_mark.column
    return Edit(at, at, (newline if loose else "") + "".join(f"{indent}{line}{newline}" for line in lines))


def _below(body: str, listed: Any, rows: Sequence[Item]) -> Edit:
    """Below the last of the items, written as that one is."""
    last = listed.value[-1]
    newline = newline_of(body)
    at = line_end(body, last_of(last).end_mark.index)
    column = listed.start_mark.column
    written = [" " * column + f"- {_flow(row)}" for row in rows] if last.flow_style else _block(rows, column)
    at = at if begins_line(body, at) else _next_line(body, at)
    return Edit(at, at, newline * (not begins_line(body, at)) + "".join(f"{line}{newline}" for line in written))


def _next_line(body: str, index: int) -> int:
    """Where the line behind one that ends at `index` begins; `index` when there is none."""
    found = BREAK.match(body, index)
    return found.end() if found else index


def _block(rows: Sequence[Item], column: int) -> list[str]:
    """Items as lines: a dash, and a line for each field."""
    return [line for row in rows for line in _item_lines(row, column)]


def _item_lines(row: Item, column: int) -> Iterator[str]:
    for index, (name, value) in enumerate(row.items()):
        yield f"{' ' * column}{'  ' if index else '- '}{name}: {_scalar(name, value)}"


def _flow(row: Item, strict: bool = False) -> str:
    """An item between braces; `strict` as JSON has it."""
    if strict:
        return json.dumps(row, ensure_ascii=True)
    return "{" + ", ".join(f"{name}: {_scalar(name, value, braces=True)}" for name, value in row.items()) + "}"


def _scalar(name: str, value: str, braces: bool = False) -> str:
    """A value as YAML: as it is when nothing in it means anything there, otherwise in quotes."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and not (braces and "," in value)
    if plain or name in _AS_IT_IS:
        return value
    return quoted(value)
