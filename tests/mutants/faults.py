"""Small faults in our own code, drawn with a seed: what the tests of judging, transfer and plan have to notice.

A fault changes one thing inside a function: a comparison, min for max, a condition that is left out, the other of two
ends. Texts, types and what a module does when it is read stay as they are.
"""

import ast
import copy
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from wijktoets import engine

ENGINE: Final = Path(engine.__file__).parent

Change = Callable[[ast.AST], ast.AST | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: in which file and line, what kind, what stood there and what stands there now.

    `number` is its place among all faults of the file, from which it is made again.
    """

    file: str
    line: int
    kind: str
    before: str
    after: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.kind}: {self.before}  →  {self.after}"


class _Made(NamedTuple):
    """A fault with the whole file that has it."""

    fault: Fault
    tree: ast.Module


def faults(file: Path) -> list[Fault]:
    """Every fault that can be made in a file, in a fixed order."""
    return [made.fault for made in _each(file)]


def planted(fault: Fault) -> ast.Module:
    """The file of a fault, with the fault in it."""
    return next(made.tree for made in _each(ENGINE / fault.file, only=fault.number))


def drawn(files: Sequence[Path], many: int, seed: int) -> list[Fault]:
    """So many faults of these files, the same ones for the same seed and files."""
    found = [fault for file in files for fault in faults(file)]
    return sorted(random.Random(seed).sample(found, min(many, len(found))), key=lambda f: (f.file, f.number))


def _each(file: Path, only: int | None = None) -> Iterator[_Made]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    number = 0
    for path, node in _places(tree):
        for kind, change in _CHANGES:
            changed = change(copy.deepcopy(node))
            if changed is None:
                continue
            if only in (None, number):
                before, after = (" ".join(ast.unparse(n).split()) for n in (node, changed))
                fault = Fault(file.relative_to(ENGINE).as_posix(), node.lineno, kind, before, after, number)
                yield _Made(fault, _with(tree, path, changed) if only is not None else tree)
            number += 1


Way = tuple[tuple[str, int | None], ...]


def _places(tree: ast.Module) -> Iterator[tuple[Way, ast.expr | ast.stmt | ast.comprehension]]:
    """What stands inside functions, with the way to it; comprehensions get the line of what they go through."""

    def below(node: ast.AST, path: Way, inside: bool) -> Iterator[tuple[Way, ast.AST]]:
        for name, field in ast.iter_fields(node):
            here = inside or (isinstance(node, ast.FunctionDef) and name == "body")
            if name in _LEFT_ALONE:
                continue
            children = enumerate(field) if isinstance(field, list) else [(None, field)]
            for index, child in children:
                if isinstance(child, ast.AST):
                    way = (*path, (name, index))
                    if here:
                        yield way, child
                    yield from below(child, way, here)

    for path, node in below(tree, (), inside=False):
        if isinstance(node, ast.comprehension):
            node.lineno = node.iter.lineno  # type: ignore[attr-defined]
        if isinstance(node, ast.expr | ast.stmt | ast.comprehension):
            yield path, node


_LEFT_ALONE: Final = {"annotation", "returns", "decorator_list", "args_", "ctx", "bases", "pattern", "format_spec"}


def _with(tree: ast.Module, path: Way, changed: ast.AST) -> ast.Module:
    """The tree with something else at a place."""
    whole = copy.deepcopy(tree)
    parent: ast.AST = whole
    for name, index in path[:-1]:
        found = getattr(parent, name)
        parent = found if index is None else found[index]
    name, index = path[-1]
    there = getattr(parent, name)
    old = there if index is None else there[index]
    if not isinstance(changed, ast.comprehension):
        ast.copy_location(changed, old)
    if index is None:
        setattr(parent, name, changed)
    else:
        there[index] = changed
    return ast.fix_missing_locations(whole)


# The kinds of faults: each gets a copy of a node and gives what stands there instead, or None where it has no such.

_OTHER: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES: Final = {
    pair[side]: pair[1 - side]
    for pair in (("min", "max"), ("any", "all"), ("laag", "hoog"), ("lo", "hi"), ("van", "tot"))
    for side in (0, 1)
}


def _compare(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Compare):
        node.ops[0] = _OTHER[type(node.ops[0])]()  # type: ignore[assignment]
        return node
    return None


def _joined(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _OTHER:
        node.op = _OTHER[type(node.op)]()  # type: ignore[assignment]
        return node
    return None


def _first_term_gone(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.BoolOp(op=op, values=[_, *rest]):
            return rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.BinOp(op=ast.Add() | ast.BitOr(), right=right):
            return right
    return None


def _last_term_gone(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.BoolOp(op=op, values=[*rest, _]):
            return rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.BinOp(op=ast.Add() | ast.BitOr(), left=left):
            return left
    return None


def _not_gone(node: ast.AST) -> ast.AST | None:
    return node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else None


def _twin(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Name(id=name) if name in ("min", "max", "any", "all"):
            node.id = _NAMES[name]
            return node
        case ast.Attribute(attr=name) if name in _NAMES:
            node.attr = _NAMES[name]
            return node
    return None


def _one_more(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        node.value += 1  # type: ignore[operator]
        return node
    return None


def _flipped(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
        return node
    return None


def _branches(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
        return node
    return None


def _turned(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return node
    return None


def _filter_gone(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.comprehension) and node.ifs:
        node.ifs.pop()
        return node
    return None


def _arguments_swapped(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Call(func=ast.Name(id="isinstance")):
            return None
        case ast.Call(args=[ast.Name() | ast.Attribute() as first, ast.Name() | ast.Attribute() as second]):
            node.args = [second, first]
            return node
    return None


def _end(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Subscript(slice=ast.Constant(value=0)):
            node.slice = ast.UnaryOp(ast.USub(), ast.Constant(1))
            return node
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            node.slice = ast.Constant(0)
            return node
    return None


def _order_gone(node: ast.AST) -> ast.AST | None:
    match node:
        case ast.Call(func=ast.Name(id="sorted"), args=[found, *_]):
            return ast.Call(ast.Name("list", ast.Load()), [found], [])
    return None


def _statement_gone(node: ast.AST) -> ast.AST | None:
    spoken = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return ast.Pass() if isinstance(node, ast.Expr | ast.AugAssign) and not spoken else None


_CHANGES: Final[tuple[tuple[str, Change], ...]] = (
    ("comparison", _compare),
    ("joined", _joined),
    ("first term gone", _first_term_gone),
    ("last term gone", _last_term_gone),
    ("not gone", _not_gone),
    ("twin", _twin),
    ("one more", _one_more),
    ("flipped", _flipped),
    ("branches", _branches),
    ("turned", _turned),
    ("filter gone", _filter_gone),
    ("arguments swapped", _arguments_swapped),
    ("other end", _end),
    ("order gone", _order_gone),
    ("statement gone", _statement_gone),
)
