"""Finds in the sheets of a workbook what is to be read: each sheet by its key, its columns and rows by theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from wijktoets.engine.model.errors import Melding, Plek
from wijktoets.engine.model.source import FileNode
from wijktoets.texts import text

from .cells import as_text
from .grid import GridSheet, Plaats, Soort, Waarde, cel_naam
from .layout import HOOFD, KENMERKEN, TEKEN, UITLEG, VRAGEN
from .named import Lijsten

ROWS: Final = 1_000_000
"""More than the rows of a sheet: the order of a cell in the workbook is its sheet times this, plus its row."""


@dataclass(slots=True)
class SheetShape:
    """A sheet by its key: where its columns and rows are, and what was said about it."""

    sleutel: str
    nummer: int
    blad: GridSheet
    bestand: str
    kolommen: dict[str, int] = field(default_factory=dict)
    uitleg: dict[str, int] = field(default_factory=dict)
    """The columns that only explain and have a key."""
    rijen: dict[str, int] = field(default_factory=dict)
    uitlegrijen: set[int] = field(default_factory=set)
    """The rows that only explain."""
    meldingen: list[Melding] = field(default_factory=list)
    namen: Lijsten = field(default_factory=dict)
    """The names that stand for something else in a column, by its key."""
    partijen: Mapping[str, str | None] = field(default_factory=dict)
    """The name of each party by the key of its column; None when it cannot be read."""
    gelezen: set[Plaats] = field(default_factory=set)

    def plek(self, rij: int, kolom: int) -> Plek:
        """A cell as a place."""
        return Plek(self.bestand, self.nummer * ROWS + rij, kolom, self.naam(rij, kolom))

    def naam(self, rij: int, kolom: int) -> str:
        """A cell as people call it: the sheet, and the cell on it."""
        return text("werkmap.plek", blad=self.blad.naam, cel=cel_naam(rij, kolom))

    def node(
        self, rij: int, kolom: int, inhoud: "str | list[FileNode] | dict[str, tuple[FileNode, FileNode]] | None"
    ) -> FileNode:
        """A node that stands in a cell."""
        return FileNode(self.nummer * ROWS + rij, kolom, inhoud, naam=self.naam(rij, kolom))

    def zeg(self, code: str, rij: int, kolom: int, **gegevens: object) -> None:
        """Keep what is wrong with a cell."""
        self.meldingen.append(Melding(code, self.plek(rij, kolom), gegevens))

    def waarde(self, rij: int, kolom: int) -> Waarde | None:
        """What was filled in, None when nothing was; a formula and its like are told and left out."""
        value = self.blad.cellen.get((rij, kolom))
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        self.gelezen.add((rij, kolom))
        if isinstance(value, Soort):
            self.meldingen.append(Melding(f"werkmap_{value.value}", self.plek(rij, kolom)))
            return None
        return value

    def gevuld(self) -> Iterator[int]:
        """The rows below the head in which anything stands in a column that is read, in order."""
        columns = set(self.kolommen.values())
        rows = {rij for rij, kolom in self.blad.cellen if rij > HOOFD and kolom in columns}
        yield from sorted(rows - self.uitlegrijen)

    def over(self) -> None:
        """Tell what stands where nothing is read, and which cells were merged."""
        known = {1, *self._explained(), *self.kolommen.values()}
        for (rij, kolom), value in sorted(self.blad.cellen.items()):
            blank = isinstance(value, str) and not value.strip()
            shown = rij <= HOOFD or rij in self.uitlegrijen or kolom in known - set(self.kolommen.values())
            read = shown or (rij, kolom) in self.gelezen
            if not blank and not read:
                self.zeg("werkmap_los", rij, kolom)
        for (rij, kolom), bereik in sorted(self.blad.samengevoegd.items()):
            self.zeg("werkmap_samengevoegd", rij, kolom, bereik=bereik)

    def _explained(self) -> Iterator[int]:
        yield from self.uitleg.values()
        yield from (kolom for (rij, kolom), value in self.blad.cellen.items() if rij == 1 and value == UITLEG)


def sheets_of(bladen: Iterable[GridSheet], bestand: str) -> tuple[dict[str, SheetShape], list[Melding]]:
    """The sheets that have a key, by that key, and those that are there twice."""
    found: dict[str, SheetShape] = {}
    wrong: list[Melding] = []
    for nummer, blad in enumerate(bladen, 1):
        head = blad.cellen.get((1, 1))
        if not isinstance(head, str) or not head.strip().startswith(TEKEN):
            continue
        vel = SheetShape(head.strip().removeprefix(TEKEN), nummer, blad, bestand)
        if vel.sleutel in found:
            names = {"blad": blad.naam, "eerder": found[vel.sleutel].blad.naam}
            wrong.append(Melding("werkmap_blad_dubbel", Plek(bestand), names))
            continue
        _index(vel)
        found[vel.sleutel] = vel
    return found, wrong


def _index(vel: SheetShape) -> None:
    for (rij, kolom), value in sorted(vel.blad.cellen.items()):
        key = as_text(value).strip()
        if not key or isinstance(value, Soort) or (rij, kolom) == (1, 1):
            continue
        if rij == 1:
            (vel.uitleg if key.startswith(UITLEG) else vel.kolommen).setdefault(key, kolom)
        elif kolom == 1 and rij > HOOFD and key == UITLEG:
            vel.uitlegrijen.add(rij)
        elif kolom == 1 and rij > HOOFD and vel.sleutel != KENMERKEN:
            if key in vel.rijen:
                vel.zeg("werkmap_rij_dubbel", rij, 2, eerder=vel.rijen[key])
            vel.rijen.setdefault(key, rij)


def question_sheets(vellen: Mapping[str, SheetShape]) -> Iterator[SheetShape]:
    """The sheets with questions that are there."""
    yield from (vellen[key] for key in VRAGEN if key in vellen)


def question_rows(vel: SheetShape) -> Iterator[tuple[str, str, str, int]]:
    """Each row of a sheet with questions: the vraag, what it is asked for, the part of the answer, and its number."""
    for key, rij in vel.rijen.items():
        vraag, _, rest = key.partition("|")
        scope, _, deel = rest.partition("|")
        yield vraag, scope, deel, rij


def sequence(items: Sequence[FileNode]) -> FileNode:
    """A list of nodes that stands where its first does."""
    return replace(items[0], inhoud=list(items))


def mapping(pairs: Mapping[str, FileNode], at: FileNode) -> FileNode:
    """A mapping of nodes that stands where `at` does."""
    return FileNode(at.regel, at.kolom, {name: (node, node) for name, node in pairs.items()}, naam=at.naam)
