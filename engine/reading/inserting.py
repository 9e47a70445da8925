"""Puts items of a list in the text of a dossier: all else stays as it was written, comments and layout too.

ruamel.yaml says where things stand; the lines are set in as text, since writing a file again would change its layout.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

_BOM: Final = "\ufeff"
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ .,;()/'€-]*(?<! )")
"""A text that no YAML reader takes for anything else, as long as there is no comma in it between braces."""
_WORDS: Final = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n", "ja", "nee"])
_AS_IT_IS: Final = frozenset(["waarborg", "actie", "trekker", "fase", "wanneer", "status", "op", "oordeel"])
"""Fields that hold a date or a word of the model, which need no quotes."""
_BREAK: Final = re.compile(r"\r\n|\n|\r")

Item = dict[str, str]
"""An item of a list: its fields, in the order in which they are written."""


class Onplaatsbaar(Exception):
    """It cannot be seen in the text where something belongs."""


def with_items(content: bytes, key: str, rows: Sequence[Item]) -> bytes:
    """The text of a dossier with these items behind those in the list `key`; everything else as it was.

    Raises:
        Onplaatsbaar: it cannot be seen where they belong.
    """
    if not rows:
        return content
    start, body, root = _opened(content)
    begin, end, new = _insertion(body, root, key, list(rows))
    return (start + body[:begin] + new + body[end:]).encode("utf-8")


def with_item(content: bytes, key: str, name: str, row: Item) -> bytes:
    """The same with one item, in place of the one in that list whose field `name` is the same.

    Fields that it has no more go; comments beside the others stay.

    Raises:
        Onplaatsbaar: it cannot be seen where it belongs.
    """
    start, body, root = _opened(content)
    listed = next((value for at, value in root.value if at.value == key), None)
    items = listed.value if listed is not None and listed.id == "sequence" else []
    old = next((item for item in items if item.id == "mapping" and _field(item, name) == row[name]), None)
    if old is None:
        return with_items(content, key, [row])
    if old.flow_style:
        begin, end = old.start_mark.index, old.end_mark.index
        if re.search(r"\s#", body[begin:end]):
            raise Onplaatsbaar  # a comment between its braces, or a text that looks like one
        changes = [(begin, end, _flow(row, strict=bool(root.flow_style)))]
    else:
        changes = list(_changes(body, old, row))
    for begin, end, new in sorted(changes, reverse=True):
        body = body[:begin] + new + body[end:]
    return (start + body).encode("utf-8")


def _field(item: Any, name: str) -> str | None:
    return next((str(value.value) for at, value in item.value if at.value == name), None)


def _changes(body: str, old: Any, row: Item) -> Iterator[tuple[int, int, str]]:
    """What makes the lines of an item say `row`: from, to, and the text that comes there."""
    newline = _newline(body)
    there = {str(at.value): (at, value) for at, value in old.value}
    for name, (at, value) in there.items():
        begin, end = value.start_mark.index, value.end_mark.index
        if name not in row:
            yield _without(body, at.start_mark.index, end)
        elif str(value.value) != row[name]:
            yield begin, end, _scalar(name, row[name]) + newline * (body[end - 1 : end] in ("\r", "\n"))
    new = [name for name in row if name not in there]
    if new:
        end = _last(old).end_mark.index
        at_start = body[end - 1 : end] in ("\r", "\n")
        where = end if at_start else _line_end(body, end)
        indent = " " * old.start_mark.column
        lines = "".join(f"{newline}{indent}{name}: {_scalar(name, row[name])}" for name in new)
        yield where, where, lines.removeprefix(newline) + newline if at_start else lines


def _without(body: str, begin: int, end: int) -> tuple[int, int, str]:
    """Where a field goes out: its whole line, when nothing else is on it."""
    line = max(body.rfind("\n", 0, begin), body.rfind("\r", 0, begin)) + 1
    if body[line:begin].strip():
        return begin, end, ""
    if body[end - 1 : end] in ("\r", "\n"):
        return line, end, ""
    after = _line_end(body, end)
    if body[end:after].strip():
        return begin, end, ""
    found = _BREAK.match(body, after)
    return line, found.end() if found else after, ""


def _opened(content: bytes) -> tuple[str, str, Any]:
    """The mark that a text begins with, the text behind it, and what it is as nodes.

    Raises:
        Onplaatsbaar: it is no mapping.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    text = content.decode("utf-8")
    start = _BOM if text.startswith(_BOM) else ""
    body = text.removeprefix(_BOM)
    try:
        root = YAML(typ="safe", pure=True).compose(body)
    except YAMLError as error:
        raise Onplaatsbaar from error
    if root is None or root.id != "mapping":
        raise Onplaatsbaar
    return start, body, root


def _insertion(body: str, root: Any, key: str, rows: list[Item]) -> tuple[int, int, str]:
    """Where items go: from, to, and the text that comes there. Only an empty list `[]` is replaced."""
    pair = next(((at, value) for at, value in root.value if at.value == key), None)
    if root.flow_style:
        return _in_braces(body, root, key, pair, rows)
    if pair is None:
        return _new_key(body, root, key, rows)
    listed = pair[1]
    if listed.id != "sequence":
        raise Onplaatsbaar
    if listed.flow_style:
        return _in_brackets(body, listed, rows, root.start_mark.column + 2)
    return _below(body, listed, rows)


def _in_braces(body: str, root: Any, key: str, pair: Any, rows: list[Item]) -> tuple[int, int, str]:
    """Into a dossier that is written between braces, as JSON is."""
    if pair is not None:
        if pair[1].id != "sequence":
            raise Onplaatsbaar
        return _in_brackets(body, pair[1], rows)
    at = root.value[-1][1].end_mark.index if root.value else root.start_mark.index + 1
    inside = ", ".join(_flow(row, strict=True) for row in rows)
    return at, at, f"{', ' if root.value else ''}{json.dumps(key)}: [{inside}]"


def _in_brackets(body: str, listed: Any, rows: list[Item], column: int | None = None) -> tuple[int, int, str]:
    """Into a list between brackets; an empty one becomes lines from `column` on, which people can read.

    Without a column the list stands between braces, and is written as JSON has it.
    """
    strict = column is None
    begin, end = listed.start_mark.index, listed.end_mark.index
    if listed.value:
        at = listed.value[-1].end_mark.index
        return at, at, "".join(f", {_flow(row, strict)}" for row in rows)
    if column is None or body[begin + 1 : end - 1].strip():
        return begin + 1, begin + 1, ", ".join(_flow(row, strict) for row in rows)
    line_end = _line_end(body, end)
    comment = body[end:line_end]
    newline = _newline(body)
    kept = begin - 1 if body[begin - 1 : begin] == " " and not comment.strip() else begin
    return kept, line_end, comment.rstrip(" ") + newline + newline.join(_block(rows, column))


def _new_key(body: str, root: Any, key: str, rows: list[Item]) -> tuple[int, int, str]:
    """As a new field, behind all others; before the mark that ends a document when there is one."""
    newline = _newline(body)
    ends = re.compile(r"^\.\.\.", re.MULTILINE).search(body, _last(root).end_mark.index)
    at = ends.start() if ends else len(body)
    loose = at > 0 and body[at - 1] not in "\r\n"
    lines = [f"{key}:", *_block(rows, 2)]
    indent = " " * root.start_mark.column
    return at, at, (newline if loose else "") + "".join(f"{indent}{line}{newline}" for line in lines)


def _below(body: str, listed: Any, rows: list[Item]) -> tuple[int, int, str]:
    """Below the last of the items, written as that one is."""
    last = listed.value[-1]
    newline = _newline(body)
    at = _line_end(body, _last(last).end_mark.index)
    column = listed.start_mark.column
    written = [" " * column + f"- {_flow(row)}" for row in rows] if last.flow_style else _block(rows, column)
    if at == 0 or body[at - 1] not in "\r\n":
        found = _BREAK.match(body, at)
        at = found.end() if found else at
        loose = found is None
    else:
        loose = False
    return at, at, (newline if loose else "") + "".join(f"{line}{newline}" for line in written)


def _last(node: Any) -> Any:
    """What ends a node: the last thing in it."""
    while node.id != "scalar" and not node.flow_style and node.value:
        node = node.value[-1][1] if node.id == "mapping" else node.value[-1]
    return node


def _line_end(body: str, index: int) -> int:
    """Where the line that `index` is on ends; `index` itself when it is at the start of a line behind another."""
    if index > 0 and body[index - 1] in "\r\n":
        return index
    found = _BREAK.search(body, index)
    return found.start() if found else len(body)


def _newline(body: str) -> str:
    found = _BREAK.search(body)
    return found.group() if found else "\n"


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
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(value, ensure_ascii=False))
