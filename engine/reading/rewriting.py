"""Puts changed nodes in the text of a dossier: only what changed is written, all else stays as it was typed.

A node that was changed knows the line and column of what it came from, so the two trees are laid side by side: same
place, other word. What is gone stays in the file behind a #.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..model.schema import is_id
from ..model.source import FileNode
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


def rewritten(content: bytes, root: FileNode) -> bytes:
    """The text of a dossier with what changed in its nodes.

    Args:
        content: the file that the nodes were read from.
        root: its nodes; one that was changed, or made of another, has the place of what it came from.

    Raises:
        Unplaceable: it cannot be seen where things belong.
    """
    text = opened(content)
    return text.changed([*_Rewriter(text.body).value(text.root, root)])


class _Rewriter:
    """Lays the nodes of the text beside the new ones, and gives the edits that make the one the other."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.newline = newline_of(body)

    def value(self, node: Any, new: FileNode, strict: bool = False) -> Iterator[Edit]:
        """What to change in a value; `strict`: as JSON has it."""
        if node.id == "mapping" and isinstance(new.inhoud, dict):
            yield from self._mapping(node, new.inhoud)
        elif node.id == "sequence" and isinstance(new.inhoud, list):
            yield from self._sequence(node, new.inhoud, strict)
        elif node.id != "scalar" or not isinstance(new.inhoud, str | None):
            yield self._replace(node, flow(new, strict))
        elif new.inhoud is not None and node.value != new.inhoud:
            yield self._replace(node, scalar(new.inhoud, str(node.style or "")))

    def _mapping(self, node: Any, pairs: Mapping[str, tuple[FileNode, FileNode]]) -> Iterator[Edit]:
        at: dict[tuple[int, int], list[tuple[FileNode, FileNode]]] = {}
        for key, value in pairs.values():
            at.setdefault((key.regel, key.kolom), []).append((key, value))
        gone: list[int] = []
        for index, (name, old) in enumerate(node.value):
            first, *more = at.pop(_place(name), [None])
            strict = name.style == '"'
            if first is None:
                gone.append(index)
                continue
            key, value = first
            if name.value != key.inhoud:
                yield self._replace(name, scalar(str(key.inhoud), str(name.style or "")))
            yield from self.value(old, value, strict)
            if more:
                yield self._behind(node, old, [_pair(k, v, strict) for k, v in filter(None, more)])
        if at:
            raise Unplaceable
        if node.flow_style:
            yield from _cuts(node.value, gone)
        else:
            for index in gone:
                yield from self._drop_pair(node, index)

    def _sequence(self, node: Any, items: Sequence[FileNode], strict: bool) -> Iterator[Edit]:
        at = {(item.regel, item.kolom): item for item in items}
        gone: list[int] = []
        for index, old in enumerate(node.value):
            item = at.pop(_place(old), None)
            if item is not None:
                yield from self.value(old, item, strict)
            elif node.flow_style:
                gone.append(index)
            else:
                yield self._commented(line_start(self.body, old.start_mark.index), old)
        yield from _cuts([(one, one) for one in node.value], gone)
        if at and not node.value:
            raise Unplaceable
        if at:
            dash = "" if node.flow_style else "- "
            yield self._behind(node, node.value[-1], [dash + flow(item, strict) for item in at.values()])

    def _replace(self, node: Any, text: str) -> Edit:
        begin, end = node.start_mark.index, last_of(node).end_mark.index
        if node.id != "scalar" or node.style in ("|", ">"):  # which end with the line
            end = begin + len(self.body[begin:end].rstrip())
        return Edit(begin, end, text)

    def _behind(self, node: Any, last: Any, parts: Sequence[str]) -> Edit:
        """New parts behind one of a mapping or list: on lines of their own, or behind a comma."""
        end = last_of(last).end_mark.index
        if node.flow_style:
            return Edit(end, end, "".join(f", {part}" for part in parts))
        at, indent = line_end(self.body, end), " " * node.start_mark.column
        if begins_line(self.body, at):
            return Edit(at, at, "".join(f"{indent}{part}{self.newline}" for part in parts))
        return Edit(at, at, "".join(f"{self.newline}{indent}{part}" for part in parts))

    def _drop_pair(self, node: Any, index: int) -> Iterator[Edit]:
        name, old = node.value[index]
        begin = line_start(self.body, name.start_mark.index)
        before = self.body[begin : name.start_mark.index]
        if not before.strip():
            yield self._commented(begin, old, name)
        elif index + 1 < len(node.value):  # it stands behind the dash of a list, and the next one moves there
            after = node.value[index + 1][0].start_mark.index
            gone = self.body[name.start_mark.index : after]
            indent = before[: len(before) - len(before.lstrip())]
            lines = [f"{indent}# {line.strip()}{self.newline}" for line in BREAK.split(gone) if line.strip()]
            yield Edit(begin, begin, "".join(lines))
            yield Edit(name.start_mark.index, after, "")
        else:
            raise Unplaceable

    def _commented(self, begin: int, last: Any, name: Any = None) -> Edit:
        """Whole lines behind a #, from `begin` up to where a node ends."""
        end = last_of(last).end_mark.index
        end = max(end, name.end_mark.index) if name is not None else end
        end = begin + len(self.body[begin:end].rstrip())
        end = line_end(self.body, end)
        lines = BREAK.split(self.body[begin:end])
        column = len(lines[0]) - len(lines[0].lstrip())
        made = [f"{' ' * column}# {line[column:]}".rstrip() for line in lines]
        return Edit(begin, end, self.newline.join(made))


def _cuts(pairs: Sequence[Any], gone: Sequence[int]) -> Iterator[Edit]:
    """Parts of what stands between braces or brackets, each with the comma that goes with it."""
    if not gone:
        return
    kept = max((index for index in range(len(pairs)) if index not in gone), default=-1)
    for index in gone:
        if index < kept:
            yield Edit(pairs[index][0].start_mark.index, pairs[index + 1][0].start_mark.index, "")
    if kept < len(pairs) - 1:
        begin = pairs[kept][1].end_mark.index if kept >= 0 else pairs[0][0].start_mark.index
        yield Edit(begin, pairs[-1][1].end_mark.index, "")


def _place(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _pair(key: FileNode, value: FileNode, strict: bool) -> str:
    return f"{scalar(str(key.inhoud), chr(34) if strict else '')}: {flow(value, strict)}"


def flow(node: FileNode, strict: bool = False) -> str:
    """A node in one line, as YAML or (`strict`) as JSON has it."""
    if isinstance(node.inhoud, dict):
        return "{" + ", ".join(_pair(key, value, strict) for key, value in node.inhoud.values()) + "}"
    if isinstance(node.inhoud, list):
        return "[" + ", ".join(flow(item, strict) for item in node.inhoud) + "]"
    return "null" if node.inhoud is None else scalar(node.inhoud, '"' if strict else "")


def scalar(word: str, style: str = "") -> str:
    r"""A text as YAML, quoted when it was or when it has to be.

    >>> print(scalar("wie-besluit"), scalar("ja", '"'), scalar("eerder: ja.\nEn"))
    wie-besluit "ja" "eerder: ja.\nEn"
    """
    if style in ("", "|", ">") and is_id(word) and word.casefold() not in RESERVED:
        return word
    return quoted(word)
