"""Says what a screen shows in marks and trees with the parts that every format has: lists, tables and boxes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from ..tree import (
    Beside,
    Box,
    BoxGrid,
    Branch,
    Card,
    Code,
    Document,
    Gap,
    Item,
    Legend,
    Listing,
    Marks,
    Paragraph,
    Part,
    Span,
    Table,
    Text,
    Tree,
    plain,
)
from .signs import SIGNS, Signs

OfScreens: TypeAlias = Marks | Legend | Tree | Code
"""The parts that have a form of their own on a screen, and elsewhere are told by others."""


def simpler(part: OfScreens, signs: Signs = SIGNS) -> Part:
    """The list, table, paragraph or box that says the same."""
    match part:
        case Marks():
            rows = (
                (row.name, *(" ".join(signs[mark] for mark in group) for group in row.groups), row.note)
                for row in part.rows
            )
            return Table("", ("", *part.groups), tuple(tuple(plain(cell) for cell in row) for row in rows))
        case Legend():
            return Paragraph(plain(" · ".join(f"{signs[mark]} {meaning}" for mark, meaning in part.meanings)), "note")
        case Tree():
            return Listing((_point(part.root),))
        case Code():
            return Paragraph(plain("\n".join(part.lines)))


def on_paper(document: Document) -> Document:
    """The document in simpler parts alone, for a format that is written in another language."""
    return replace(document, parts=tuple(_on_paper(document.parts)))


def _on_paper(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        match part:
            case Marks() | Legend() | Tree() | Code():
                yield from _on_paper([simpler(part)])
            case Listing():
                yield replace(part, items=tuple(_in_words(item) for item in part.items))
            case Box():
                yield replace(part, parts=tuple(_on_paper(part.parts)))
            case BoxGrid():
                yield BoxGrid(tuple(replace(box, parts=tuple(_on_paper(box.parts))) for box in part.boxes))
            case Card():
                yield from _on_paper(part.in_order)
            case Beside():
                yield from _on_paper((*part.left, *part.right))
            case Gap():
                pass
            case _:
                yield part


def _in_words(item: Item) -> Item:
    return Item(labelled(item), tuple(_in_words(below) for below in item.below))


def _point(branch: Branch) -> Item:
    """A branch as a point: what belongs to it stands before what branches off."""
    return Item(branch.text, (*branch.notes, *(_point(below) for below in branch.below)))


def labelled(item: Item) -> Text:
    """The words of a point, with its own number or letter and its mark before them."""
    own = f"{item.label}. " if item.label and item.label.isalnum() else ""
    sign = f"{SIGNS[item.mark]} " if item.mark else ""
    return (*((Span(own + sign),) if own or sign else ()), *item.text)
