"""Sets one value in the text of a dossier, or takes it out: all else stays as it was typed, comments and layout too.

The text is read again after each change, and what is then in it is what was meant or nothing is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from ..model.errors import InvoerFout
from ..model.source import NodePath, node_of
from .editing import Edit, Opened, Unplaceable, last_of, line_end, line_start, newline_of
from .parsing import parse
from .rewriting import flow, scalar

Plain = str | None | Mapping[str, "Plain"] | Sequence["Plain"]
"""A value as a file holds it: words, lists and mappings."""

_BOM: Final = "\ufeff"
_DEEPER: Final = 2
"""Spaces by which lines are set in below their key."""


def plain_of(content: bytes) -> Any:
    """What a dossier holds, as words, lists and mappings.

    Raises:
        InvoerFout: it cannot be read.
    """
    return parse(content, "").plain()


def with_value(content: bytes, path: NodePath, value: Plain, tree: Any = None) -> bytes:
    """The text of a dossier with `value` at `path`; None takes it out.

    What lies on the way and is not there yet is made; an item of a list has to be there, or be the next one.

    Args:
        tree: what the text holds, when that was read already.

    Raises:
        Unplaceable: it cannot be seen in the text where it belongs.
        InvoerFout: the text cannot be read.
    """
    before = plain_of(content) if tree is None else tree
    meant = with_plain(before, path, value)
    if meant == before:
        return content
    text = _opened(content)
    made = text.changed([*_Writing(text).edits(text.root, path, value)])
    try:
        after = plain_of(made)
    except InvoerFout as error:
        raise Unplaceable from error
    if _bare(after) != _bare(meant):
        raise Unplaceable
    return made


def with_plain(tree: Any, path: NodePath, value: Plain) -> Any:
    """The same with a value that was read: a new one, in which `path` leads to `value`.

    >>> with_plain({"a": "b"}, ("c", "d"), "e"), with_plain({"a": "b", "c": "d"}, ("a",), None)
    ({'a': 'b', 'c': {'d': 'e'}}, {'c': 'd'})
    """
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        if not rest and step == len(items):
            return items if value is None else [*items, value]
        if not 0 <= step < len(items):
            raise Unplaceable
        items[step : step + 1] = [] if value is None and not rest else [with_plain(items[step], rest, value)]
        return items
    fields = dict(tree) if isinstance(tree, dict) else {}
    if value is None and (step not in fields or not rest):
        fields.pop(step, None)
    else:
        fields[step] = with_plain(fields.get(step), rest, value)
    return fields


def written(tree: Mapping[str, Plain]) -> bytes:
    r"""A dossier as fresh YAML, a line for each thing in it.

    >>> written({"naam": "Wijkdeal", "antwoorden": {"wie-besluit": "wijk"}})
    b'naam: Wijkdeal\nantwoorden:\n  wie-besluit: wijk\n'
    """
    return "".join(f"{line}\n" for key, value in tree.items() for line in _lines(key, value, 0)).encode()


def _bare(tree: Any) -> Any:
    """A value in which nothing, no fields and no items are the same."""
    if isinstance(tree, dict):
        fields = {key: _bare(value) for key, value in tree.items()}
        return {key: value for key, value in fields.items() if value is not None} or None
    return ([_bare(item) for item in tree] or None) if isinstance(tree, list) else tree


def _opened(content: bytes) -> Opened:
    """What a file holds, its nodes as libyaml gives them, which is many times as fast as reading in Python."""
    text = content.decode("utf-8")
    body = text.removeprefix(_BOM)
    try:
        root: Any = yaml.compose(body, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise Unplaceable from error
    if root is None or root.id != "mapping":
        raise Unplaceable
    return Opened(text.removesuffix(body), body, root)


class _Writing:
    """Gives the edits that put one value in its place."""

    def __init__(self, text: Opened) -> None:
        self.body = text.body
        self.newline = newline_of(text.body)
        self.strict = bool(text.root.flow_style)

    def edits(self, node: Any, path: NodePath, value: Plain) -> Iterator[Edit]:
        """What to change below a node.

        Raises:
            Unplaceable: the path leads nowhere.
        """
        step, rest = path[0], path[1:]
        if isinstance(step, int):
            yield from self._item(node, step, rest, value)
            return
        if node.id != "mapping":
            raise Unplaceable
        index = next((n for n, (name, _) in enumerate(node.value) if name.value == step), None)
        if index is None:
            yield self._added(node, step, _nested(rest, value))
            return
        name, old = node.value[index]
        if not rest and value is None:
            yield self._without(node, index)
        elif rest and not _is_empty(old):
            yield from self.edits(old, rest, value)
        else:
            yield self._replaced(node, name, old, _nested(rest, value))

    def _item(self, node: Any, step: int, rest: NodePath, value: Plain) -> Iterator[Edit]:
        """What to change in a list: below an item that is there, or behind the last as a new one."""
        if node.id != "sequence" or not (rest or step == len(node.value)) or not node.value or node.flow_style:
            raise Unplaceable
        if rest:
            if step >= len(node.value):
                raise Unplaceable
            yield from self.edits(node.value[step], rest, value)
            return
        last = node.value[-1]
        end = last.start_mark.index + len(self.body[last.start_mark.index : last_of(last).end_mark.index].rstrip())
        at = line_end(self.body, end)
        lines = _item_lines(value, node.start_mark.column)
        yield Edit(at, at, "".join(f"{self.newline}{line}" for line in lines))

    def _end(self, node: Any, name: Any) -> int:
        """Where a value ends that can be seen; without one behind the colon of its key."""
        begin: int = node.start_mark.index
        end = begin + len(self.body[begin : last_of(node).end_mark.index].rstrip())
        return max(end, self.body.index(":", name.end_mark.index) + 1)

    def _replaced(self, node: Any, name: Any, old: Any, value: Plain) -> Edit:
        begin, end = name.start_mark.index, self._end(old, name)
        if node.flow_style:
            return Edit(begin, end, self._pair(name.value, value))
        lines = _lines(name.value, value, node.start_mark.column)
        return Edit(begin, end, self.newline.join(lines).lstrip(" "))

    def _added(self, node: Any, key: str, value: Plain) -> Edit:
        if node.flow_style:
            if not node.value:
                at = node.start_mark.index + 1
                return Edit(at, at, self._pair(key, value))
            at = node.value[-1][1].end_mark.index
            return Edit(at, at, f", {self._pair(key, value)}")
        name, last = node.value[-1]
        while last.id != "scalar" and not last.flow_style and last.value:
            name, last = last.value[-1] if last.id == "mapping" else (name, last.value[-1])
        at = line_end(self.body, self._end(last, name))
        lines = _lines(key, value, node.start_mark.column)
        return Edit(at, at, "".join(f"{self.newline}{line}" for line in lines))

    def _without(self, node: Any, index: int) -> Edit:
        name, old = node.value[index]
        begin, end = name.start_mark.index, self._end(old, name)
        if node.flow_style:
            if index + 1 < len(node.value):
                return Edit(begin, node.value[index + 1][0].start_mark.index, "")
            return Edit(node.value[index - 1][1].end_mark.index if index else begin, end, "")
        line = line_start(self.body, begin)
        if self.body[line:begin].strip():
            raise Unplaceable
        after = line_end(self.body, end)
        return Edit(line, min(after + len(self.newline), len(self.body)), "")

    def _pair(self, key: str, value: Plain) -> str:
        return f"{scalar(key, chr(34) if self.strict else '')}: {flow(node_of(value), self.strict)}"


def _nested(path: NodePath, value: Plain) -> Plain:
    """A value below the steps that lead to it.

    Raises:
        Unplaceable: an item of a list that is not there.
    """
    for step in reversed(path):
        if isinstance(step, int):
            raise Unplaceable
        value = {step: value}
    return value


def _is_empty(node: Any) -> bool:
    return not node.value and (node.id != "scalar" or not node.style)


def _lines(key: str, value: Plain, column: int) -> list[str]:
    """A field as lines from `column` on: what has fields of its own stands below it."""
    indent, below = " " * column, column + _DEEPER
    if isinstance(value, Mapping) and value:
        inside = [line for name, item in value.items() for line in _lines(name, item, below)]
        return [f"{indent}{scalar(key)}:", *inside]
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        return [f"{indent}{scalar(key)}:", *(line for item in value for line in _item_lines(item, below))]
    return [f"{indent}{scalar(key)}: {flow(node_of(value))}"]


def _item_lines(item: Plain, column: int) -> list[str]:
    """An item of a list as lines, its dash at `column`."""
    inside = column + _DEEPER
    fields = item if isinstance(item, Mapping) else {}
    rows = [line for name, field in fields.items() for line in _lines(name, field, inside)]
    return [f"{' ' * column}- {rows[0][inside:] if rows else flow(node_of(item))}", *rows[1:]]
