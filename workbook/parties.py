"""Reads who speaks in a column of a workbook and whom a cell names: a role, or a party on the sheet of parties."""

import re
from collections.abc import Mapping
from typing import Final

from wijktoets.engine.model.alike import by_look, visible
from wijktoets.engine.model.source import FileNode
from wijktoets.engine.model.words import STEMMEN

from .cells import as_text, list_of, plain
from .grid import Soort
from .layout import HOOFD, PARTIJ
from .sheets import ROWS, SheetShape, question_sheets

BETWEEN: Final = r"(?: ?[,;](?: en)? ?| en )"
"""What people type between names where each should have a line of its own."""


def names_in(text: str, vel: SheetShape) -> list[str]:
    """The names in a cell: one on each line, or the names of parties behind each other with commas or "en"."""
    known = by_look(name for name in vel.partijen.values() if name)
    return [name for line in list_of(text) for name in _names_on(line, known)]


def _names_on(line: str, known: Mapping[str, str]) -> list[str]:
    """The names on one line; it is one name when it is more than names of parties."""
    name = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    if known and re.fullmatch(f"(?:{name})(?:{BETWEEN}(?:{name}))+", visible(line)):
        return [known[found] for found in re.findall(name, visible(line))]
    return [line]


def party_names(vel: SheetShape) -> dict[str, str | None]:
    """The name in each row of the sheet of parties, by the key of its column; None where it cannot be read."""
    found: dict[str, str | None] = {}
    for key, rij in vel.rijen.items():
        cell = vel.blad.cellen.get((rij, vel.kolommen["naam"]))
        name = None if isinstance(cell, Soort) else as_text(cell or "")
        if name is None or name.strip():
            found[f"{PARTIJ}{key}"] = name
    return found


def who_speaks(vel: SheetShape, column: str, node: FileNode) -> str | None:
    """The role or the name of the party that a column is for; when it has none any more, that is told.

    Args:
        node: something that stands in the column.
    """
    if column in STEMMEN:
        return column
    if column not in vel.partijen:
        vel.zeg("werkmap_partij_weg", node.regel % ROWS, node.kolom)
    return vel.partijen.get(column)


def tell_swapped(vellen: Mapping[str, SheetShape]) -> None:
    """Tell on the sheet of parties which names went to the row of another party, whose answers they would take over."""
    vel = vellen["partijen"]
    now = {column: plain(name) for column, name in vel.partijen.items() if name is not None}
    told: set[str] = set()
    for sheet in question_sheets(vellen):
        for column, kolom in sheet.kolommen.items():
            head = sheet.blad.cellen.get((HOOFD, kolom))
            if column not in now or column in told or not isinstance(head, str) or plain(head) == now[column]:
                continue
            if plain(head) in now.values():
                told.add(column)
                rij = vel.rijen[column.removeprefix(PARTIJ)]
                vel.zeg("werkmap_partij_verplaatst", rij, vel.kolommen["naam"], eerder=head)
