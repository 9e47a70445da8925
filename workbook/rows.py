"""Reads the fields of a dossier from the cells of a row, as nodes that know their cell."""

from collections.abc import Mapping, Sequence

from wijktoets.engine.model.source import FileNode

from .cells import as_amount, as_day, as_flag, as_text, list_of, plain, words_of
from .grid import Waarde
from .layout import VOLGORDE, Veld
from .named import WAARBORG
from .parties import names_in
from .sheets import SheetShape, mapping


def field(vel: SheetShape, veld: Veld, rij: int, kolom: int, after: str = "") -> FileNode | None:
    """The node of one field; None when its cell is empty.

    Args:
        after: the id of the waarborg, where one of its acties goes in the cell.
    """
    value = vel.waarde(rij, kolom)
    if value is None:
        return None
    if veld.soort in ("lijst", "namen", "woorden"):
        typed = as_text(value)
        items = {"lijst": list_of, "namen": lambda names: names_in(names, vel), "woorden": words_of}[veld.soort](typed)
        return vel.node(rij, kolom, [vel.node(rij, kolom, item) for item in items])
    named = vel.namen[veld.sleutel].meant(as_text(value), after) if veld.sleutel in vel.namen else None
    return vel.node(rij, kolom, named or _scalar(veld, value))


def _scalar(veld: Veld, value: Waarde) -> str:
    if veld.soort == "datum":
        return as_day(value)
    if veld.soort == "euro":
        return as_amount(value)
    if veld.soort == "vlag":
        return as_flag(value)
    return as_text(value) if veld.soort == "tekst" else meant(as_text(value), veld.woorden)


def meant(typed: str, words: Sequence[str]) -> str:
    """The word of a list that was typed, whatever its capitals, spaces and final point; otherwise what was typed."""
    bare = typed.strip()
    return bare if bare in words else next((word for word in words if plain(word) == plain(bare)), bare)


def row(vel: SheetShape, fields: Sequence[Veld], rij: int) -> dict[str, FileNode]:
    """The fields of a row, those of one block below its name."""
    found: dict[tuple[str, ...], FileNode | None] = {}
    for veld in (f for f in fields if f.sleutel in vel.kolommen):
        waarborg = found.get((WAARBORG,))
        found[veld.pad] = field(vel, veld, rij, vel.kolommen[veld.sleutel], str(waarborg.inhoud) if waarborg else "")
    return nested(found)


def nested(found: Mapping[tuple[str, ...], FileNode | None]) -> dict[str, FileNode]:
    """Fields by their path as a tree, those of one block below its name; what is empty is not there."""
    tree: dict[str, FileNode] = {}
    blocks: dict[str, dict[str, FileNode]] = {}
    for pad, node in found.items():
        if node is not None:
            (tree if len(pad) == 1 else blocks.setdefault(pad[0], {}))[pad[-1]] = node
    return tree | {name: mapping(below, next(iter(below.values()))) for name, below in blocks.items()}


def ordered(vel: SheetShape, rij: int, parties: Mapping[str, object]) -> list[str]:
    """The parties in the order that the hidden column keeps, then in that of the columns."""
    column = vel.kolommen.get(VOLGORDE)
    kept = [] if column is None else as_text(vel.waarde(rij, column) or "").split()
    first = [name for name in dict.fromkeys(kept) if name in parties]
    return [*first, *(name for name in parties if name not in first)]
