"""The condition tree of a rule: its nodes, its value and its open questions (docs/model.md sections 3 and 4).

The connectives are Kleene's: `alle` is min, `een_van` is max, `minstens` an order statistic, each done on both ends of
an interval (the interval extension of a monotone function). Each child is taken by itself, so where one question
stands in two of them the result may be wider than exact (the dependency problem of interval arithmetic), never
narrower.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from .answers import Antwoord, Interval, Waarde, keuze_value, stelling_value
from .schema import Geheel, Id, Model, Tekst, as_list

NODE_KEYS = ("alle", "een_van", "minstens", "niet", "vraag", "waarborg")
"""The keys that say which node a mapping is; each node has exactly one of them."""


class VraagTest(Model):
    """`vraag: q` on a stelling, or `vraag: q, is: [a, b]` on a keuze."""

    vraag: Id
    is_: Annotated[
        tuple[Tekst, ...] | None,
        Field(alias="is", min_length=1),
        BeforeValidator(as_list, json_schema_input_type=str | list[str] | None),
    ] = None


class WaarborgRef(Model):
    """`waarborg: w`: the value of what w asks."""

    waarborg: Id


def _only_vraag(value: Any) -> Any:
    if isinstance(value, dict) and "vraag" not in value:
        raise PydanticCustomError("niet_alleen_op_vraag", "niet stands on a vraag only")
    return value


class Niet(Model):
    """`niet: {vraag: q}`: the reverse; on a vraag only."""

    niet: Annotated[VraagTest, BeforeValidator(_only_vraag, json_schema_input_type=VraagTest)]


class Alle(Model):
    """All of them: as low as the lowest child."""

    alle: Annotated[tuple["Voorwaarde", ...], Field(min_length=1)]


class EenVan(Model):
    """At least one of them: as high as the highest child."""

    een_van: Annotated[tuple["Voorwaarde", ...], Field(min_length=1)]


class CountOf(Model):
    """What `minstens` counts: `aantal` of the conditions in `van`, from 1 up to all as written."""

    aantal: Geheel
    van: Annotated[tuple["Voorwaarde", ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not 1 <= self.aantal <= len(self.van):
            raise PydanticCustomError(
                "aantal_buiten_bereik", "k out of range", {"aantal": self.aantal, "hoogstens": len(self.van)}
            )
        return self


class Minstens(Model):
    """At least k of them: the k-th highest child; between `een_van` (k = 1) and `alle` (k = all)."""

    minstens: CountOf


def _node(value: Any) -> str | None:
    if isinstance(value, Model):
        return next((f"node:{k}" for k in NODE_KEYS if k in type(value).model_fields), None)
    if isinstance(value, dict):
        return next((f"node:{k}" for k in NODE_KEYS if k in value), None)
    return None


def _node_or_none(value: Any) -> str | None:
    return "node:geen" if value == "geen" else _node(value)


_Node = (
    Annotated[Alle, Tag("node:alle")]
    | Annotated[EenVan, Tag("node:een_van")]
    | Annotated[Minstens, Tag("node:minstens")]
    | Annotated[Niet, Tag("node:niet")]
    | Annotated[VraagTest, Tag("node:vraag")]
    | Annotated[WaarborgRef, Tag("node:waarborg")]
)
Voorwaarde = Annotated[
    _Node, Discriminator(_node, custom_error_type="geen_voorwaarde", custom_error_message="not a condition")
]
"""A condition over answers."""

VoorwaardeOfGeen = Annotated[
    _Node | Annotated[Literal["geen"], Tag("node:geen")],
    Discriminator(_node_or_none, custom_error_type="geen_voorwaarde", custom_error_message="not a condition"),
]
"""A condition, or the word that says that there is none."""

for _model in (Alle, EenVan, CountOf, Minstens):
    _model.model_rebuild()

Antwoorden = Mapping[str, Antwoord]
"""Question id → what was answered; a question that is not in it has no answer."""
Waarborgwaarden = Mapping[str, Waarde]
"""Waarborg id → value of its `voldaan_als`."""


def children(node: Voorwaarde) -> tuple[Voorwaarde, ...]:
    """The conditions directly below a node (none below a vraag or a reference)."""
    if type(node) is Alle:
        return node.alle
    if type(node) is EenVan:
        return node.een_van
    if type(node) is Minstens:
        return node.minstens.van
    return (node.niet,) if type(node) is Niet else ()


def walk(node: Voorwaarde, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Voorwaarde]]:
    """Every node of the tree with its path as in the file, the node itself first."""
    yield path, node
    match node:
        case Alle(alle=below):
            prefix: tuple[str | int, ...] = (*path, "alle")
        case EenVan(een_van=below):
            prefix = (*path, "een_van")
        case Minstens(minstens=counted):
            prefix, below = (*path, "minstens", "van"), counted.van
        case Niet(niet=test):
            yield from walk(test, (*path, "niet"))
            return
        case _:
            return
    for index, child in enumerate(below):
        yield from walk(child, (*prefix, index))


def referred(conditions: Iterable[Voorwaarde], voldaan_als: Mapping[str, Voorwaarde]) -> set[str]:
    """The waarborgen to which conditions refer, themselves or through others.

    `voldaan_als` gives the condition behind each reference.
    """
    found: set[str] = set()
    todo = list(conditions)
    while todo:
        for _, node in walk(todo.pop()):
            if isinstance(node, WaarborgRef) and node.waarborg not in found:
                found.add(node.waarborg)
                todo.append(voldaan_als[node.waarborg])
    return found


def asked(conditions: Iterable[Voorwaarde], voldaan_als: Mapping[str, Voorwaarde]) -> set[str]:
    """The questions at the leaves of conditions, those behind references among them."""
    roots = list(conditions)
    roots += [voldaan_als[name] for name in referred(roots, voldaan_als)]
    return asked_by_itself(*roots)


def asked_by_itself(*conditions: Voorwaarde) -> set[str]:
    """The questions at the leaves of conditions, those behind references left out."""
    return {node.vraag for condition in conditions for _, node in walk(condition) if isinstance(node, VraagTest)}


def value(node: Voorwaarde, antwoorden: Antwoorden, waarborgen: Waarborgwaarden) -> Waarde:
    """The interval of a condition over its children that are not nvt; None when all are (docs/model.md section 3).

    `waarborgen` holds the value of every waarborg that the condition refers to.
    """
    if type(node) is VraagTest:  # isinstance asks the metaclass of pydantic, ten times as slow where it is not so
        antwoord = antwoorden.get(node.vraag)
        return stelling_value(antwoord) if node.is_ is None else keuze_value(antwoord, node.is_)
    if type(node) is WaarborgRef:
        return waarborgen[node.waarborg]
    if type(node) is Niet:
        inner = value(node.niet, antwoorden, waarborgen)
        return None if inner is None else Interval(1.0 - inner.hoog, 1.0 - inner.laag)
    below = [v for child in children(node) if (v := value(child, antwoorden, waarborgen)) is not None]
    if len(below) < 2:
        return below[0] if below else None
    lows, highs = zip(*below, strict=True)
    if type(node) is Alle:
        return Interval(min(lows), min(highs))
    if type(node) is EenVan:
        return Interval(max(lows), max(highs))
    assert type(node) is Minstens
    rank = min(node.minstens.aantal, len(below)) - 1
    return Interval(sorted(lows, reverse=True)[rank], sorted(highs, reverse=True)[rank])


def open_vragen(
    conditions: Iterable[Voorwaarde],
    antwoorden: Antwoorden,
    waarborgen: Waarborgwaarden,
    voldaan_als: Mapping[str, Voorwaarde],
) -> set[str]:
    """The questions at the leaves that are reached through unresolved nodes only (docs/model.md section 4).

    Of all the conditions together; `voldaan_als` gives the condition behind each reference. A walk that prunes every
    subtree whose interval is one point, as no answer below it can change the root. Cheap, not exact: it may name too
    many, never too few.
    """
    found: set[str] = set()
    seen: set[str] = set()
    todo = list(conditions)
    while todo:
        node = todo.pop()
        interval = value(node, antwoorden, waarborgen)
        if interval is None or not interval.open:
            continue
        if type(node) is VraagTest:
            found.add(node.vraag)
        elif type(node) is not WaarborgRef:
            todo.extend(children(node))
        elif node.waarborg not in seen:
            seen.add(node.waarborg)
            todo.append(voldaan_als[node.waarborg])
    return found
