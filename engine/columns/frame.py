"""Judges a block of rows of a table and gives the batch rows, as columns of codes and numbers.

What each column holds: docs/formaten.md, Een rij van batch.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..circuit.worlds import AnswerKind
from ..model.regelpakket import Regelpakket
from ..model.words import FASEN
from ..result.table import HEAD
from .cells import Invoer, Mask, TextColumn
from .leaves import AnswerColumn
from .planes import Codes
from .rows import SCOPES, WISHES, built_in, gegevens
from .running import Space
from .table import BatchProgram, Block, NumberColumn, Uitslag, WordColumn, evaluate_block

NEDERLAND: Final = (AnswerKind(frozenset(("NL",))),)
"""A table is about one country."""
ALGEMEEN: Final = "algemeen"
EPOCH: Final = date(1970, 1, 1).toordinal()
"""The day from which numpy and Arrow count."""

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class BatchRows:
    """Batch rows: the columns that the program computes, and those that the rows say; what is `fout` has no meaning.

    `bestand` is not among them, nor `dossier` where the table names none: those are what rows are called.
    """

    rijen: int
    kolommen: Uitslag
    fout: Mask | None
    herkomst: Places
    """Of each batch row the row that it comes from."""

    def whole(self, rows: int) -> bool:
        """Whether each of so many rows is one batch row, in order."""
        return one_each(self.herkomst, rows)


def one_each(herkomst: Places, rows: int) -> bool:
    """Whether each of so many rows is there once, in order."""
    if len(herkomst) != rows or not rows:
        return len(herkomst) == rows
    ends = herkomst[0] == 0 and herkomst[-1] == rows - 1
    return bool(ends and (herkomst[1:] > herkomst[:-1]).all())


@dataclass(frozen=True, slots=True)
class PlacedRows:
    """Rows of a table in the fase that each is about: of each the row that it comes from, and all that is known of it.

    `fase`, `gewenst` and `reikwijdte` are places in FASEN, WISHES and SCOPES; `days` are ordinals.
    """

    place: Places
    fase: Codes
    gewenst: Codes
    reikwijdte: Codes
    days: NDArray[np.int64]
    kolommen: Mapping[str, AnswerColumn]
    """The answers by question, built-in questions too."""

    def part(self, rows: Places) -> "PlacedRows":
        """Some of the rows, each as often as it is named."""
        return PlacedRows(
            self.place[rows],
            self.fase[rows],
            self.gewenst[rows],
            self.reikwijdte[rows],
            self.days[rows],
            {name: AnswerColumn(kolom.codes[rows], kolom.soorten) for name, kolom in self.kolommen.items()},
        )


def placed(invoer: Invoer, today: date) -> PlacedRows:
    """The rows of a block, in its order; a row that names no fase is one for each."""
    place, fase = _spread(invoer)
    rows = len(place)
    same = rows == invoer.rijen

    def of(codes: NDArray[Any]) -> NDArray[Any]:
        return codes if same else codes[place]

    days: NDArray[np.int64] = np.broadcast_to(np.int64(today.toordinal()), rows)
    if invoer.dagen is not None:
        days = np.where(of(invoer.dagen) == 0, days, of(invoer.dagen))
    gewenst, reikwijdte = of(invoer.gewenst), of(invoer.reikwijdte)
    kolommen = {name: AnswerColumn(of(kolom.codes), kolom.soorten) for name, kolom in invoer.antwoorden.items()}
    kolommen |= built_in(fase, reikwijdte, AnswerColumn(np.zeros(rows, dtype=np.uint8), NEDERLAND))
    return PlacedRows(place, fase, gewenst, reikwijdte, days, kolommen)


def judge_table(
    invoer: Invoer,
    pakket: Regelpakket,
    programma: BatchProgram,
    today: date,
    space: Space,
    columns: Collection[str] = HEAD,
) -> BatchRows:
    """The batch rows of a block of a table, in its order; a row that names no fase gives one for each.

    Args:
        columns: which of the columns that say what a row is about are made.
    """
    rows = placed(invoer, today)
    fout = None if invoer.fout is None else invoer.fout[rows.place]
    found = heads_of(invoer, rows, columns) | evaluate_block(programma, block_of(rows, pakket), space)
    return BatchRows(len(rows.place), found, fout, rows.place)


def block_of(rows: PlacedRows, pakket: Regelpakket) -> Block:
    """Rows as the core of the engine takes them."""
    given = gegevens(pakket, rows.gewenst, rows.fase, rows.days, rows.kolommen)
    return Block(len(rows.place), rows.kolommen, given)


def heads_of(invoer: Invoer, rows: PlacedRows, columns: Collection[str] = HEAD) -> Uitslag:
    """Those of these columns that say what rows are about."""
    head: Uitslag = {
        "fase": WordColumn(rows.fase, FASEN),
        "reikwijdte": WordColumn(rows.reikwijdte, SCOPES),
        "gewenst": WordColumn(rows.gewenst, WISHES),
    }
    if "peildatum" in columns:
        head["peildatum"] = NumberColumn((rows.days - EPOCH).astype("datetime64[D]"))
    if "fictief" in columns:
        head["fictief"] = NumberColumn(_fictief(invoer.cellen.get("fictief"), rows.place))
    for name, absent in (("dossier", None), ("gemeente", None), ("gebied", None), ("thema", ALGEMEEN)):
        if name in columns and (name in invoer.cellen or name != "dossier"):
            head[name] = texts_at(invoer.cellen.get(name), absent, rows.place)
    return head


def _spread(invoer: Invoer) -> tuple[Places, Codes]:
    """Of each batch row the row that it comes from, and its fase."""
    every = invoer.fase == len(FASEN)
    if invoer.fout is not None:
        every &= ~invoer.fout
    if not every.any():
        return np.arange(invoer.rijen), invoer.fase % np.uint8(len(FASEN))
    times = np.where(every, len(FASEN), 1)
    place = np.repeat(np.arange(invoer.rijen), times)
    turn = np.arange(len(place)) - np.repeat(np.cumsum(times) - times, times)
    fase: Codes = np.where(every[place], turn, invoer.fase[place] % len(FASEN)).astype(np.uint8)
    return place, fase


def texts_at(cellen: TextColumn | None, absent: str | None, place: Places) -> WordColumn:
    """The texts of rows that come from these; `absent` where a cell holds nothing, or there is no such column."""
    if cellen is None:
        return WordColumn(np.zeros(len(place), dtype=np.uint8), (absent,))
    return WordColumn(cellen.plaatsen[place], [absent if text is None else text for text in cellen.teksten])


def _fictief(cellen: TextColumn | None, place: Places) -> Mask:
    if cellen is None:
        return np.zeros(len(place), dtype=np.bool_)
    return np.array([(text or "").lower() == "true" for text in cellen.teksten])[cellen.codes[place]]


def to_rows(kolommen: Uitslag) -> list[dict[str, Any]]:
    """Columns as rows of plain Python values, None for what is not there."""
    columns: list[list[Any]] = []
    for kolom in kolommen.values():
        if isinstance(kolom, WordColumn):
            columns.append([kolom.woorden[code] for code in kolom.codes.tolist()])
        else:
            empty = np.zeros(len(kolom.getallen), dtype=np.bool_) if kolom.leeg is None else kolom.leeg
            pairs = zip(kolom.getallen.tolist(), empty.tolist(), strict=True)
            columns.append([None if leeg else number for number, leeg in pairs])
    return [dict(zip(kolommen, values, strict=True)) for values in zip(*columns, strict=True)]
