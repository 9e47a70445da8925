"""Cuts what is wrong out of a tree of nodes and fills in what is missing, so that the rest can still be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..model.source import FileNode, NodePath


@dataclass(slots=True)
class Cut:
    """What must change in a node: all of it gone, keys that do not count as written, keys to fill in, and below it."""

    gone: bool = False
    marked: set[str] = field(default_factory=set)
    filled: dict[str, FileNode] = field(default_factory=dict)
    below: "dict[str | int, Cut]" = field(default_factory=dict)

    def at(self, path: NodePath) -> "Cut":
        """The change at a path below this one."""
        here = self
        for step in path:
            here = here.below.setdefault(step, Cut())
        return here


def prune(node: FileNode, cut: Cut | None) -> FileNode | None:
    """The node after the change; None when nothing is left of it, for what was emptied is gone as well."""
    if cut is None:
        return node
    if cut.gone:
        return None
    if isinstance(node.inhoud, dict):
        return _prune_mapping(node, node.inhoud, cut)
    if isinstance(node.inhoud, list):
        return _prune_list(node, node.inhoud, cut)
    return node


def _prune_mapping(node: FileNode, pairs: dict[str, tuple[FileNode, FileNode]], cut: Cut) -> FileNode | None:
    kept: dict[str, tuple[FileNode, FileNode]] = {}
    gone = set(cut.marked)
    for name, (key, child) in pairs.items():
        left = prune(child, cut.below.get(name))
        if left is None:
            gone.add(name)
        else:
            kept[name] = (key, left)
    for name, child in cut.filled.items():
        key, old = pairs.get(name, (node, node))
        kept[name] = (key, placed(child, old))
    gone |= set(cut.filled)
    return FileNode(node.regel, node.kolom, kept, node.cut | gone, node.naam) if kept or not pairs else None


def _prune_list(node: FileNode, items: list[FileNode], cut: Cut) -> FileNode | None:
    left = [prune(child, cut.below.get(index)) for index, child in enumerate(items)]
    kept = [child for child in left if child is not None]
    gone = {str(index) for index, child in enumerate(left) if child is None}
    return FileNode(node.regel, node.kolom, kept, node.cut | gone, node.naam) if kept or not items else None


def placed(node: FileNode, at: FileNode) -> FileNode:
    """A node that was made up, as if it stood where another does."""
    inhoud: str | list[FileNode] | dict[str, tuple[FileNode, FileNode]] | None = node.inhoud
    if isinstance(inhoud, dict):
        inhoud = {name: (at, placed(child, at)) for name, (_, child) in inhoud.items()}
    elif isinstance(inhoud, list):
        inhoud = [placed(child, at) for child in inhoud]
    return FileNode(at.regel, at.kolom, inhoud, naam=at.naam)


def steps_that_exist(root: FileNode, loc: Iterable[str | int]) -> NodePath:
    """The part of a location that is in the tree (pydantic adds tags and list places of its own)."""
    path: list[str | int] = []
    node = root
    for step in loc:
        child = node.below(step)
        if child is not None:
            path.append(step)
            node = child
    return tuple(path)
