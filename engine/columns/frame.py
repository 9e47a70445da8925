"""Judges a block of rows of a table and gives the batch rows, as pandas or as Arrow columns.

What each column holds: docs/formaten.md, Een rij van batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..circuit.worlds import AnswerKind
from ..model.regelpakket import Regelpakket
from ..model.words import FASEN
from .cells import Invoer, Mask, TextColumn
from .leaves import AnswerColumn
from .planes import Codes
from .rows import SCOPES, WISHES, built_in, gegevens
from .running import Space
from .table import BatchProgram, Block, NumberColumn, Uitslag, WordColumn, evaluate_block

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

NEDERLAND: Final = (AnswerKind(frozenset(("NL",))),)
"""A table is about one country."""
ALGEMEEN: Final = "algemeen"

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class BatchRows:
    """Batch rows: the columns of docs/formaten.md but `fout`; in a row that is `fout` only `bestand` has meaning."""

    rijen: int
    kolommen: Uitslag
    fout: Mask | None
    herkomst: Places
    """Of each batch row the row that it comes from."""


def judge_table(
    invoer: Invoer, namen: Sequence[str], pakket: Regelpakket, programma: BatchProgram, today: date, space: Space
) -> BatchRows:
    """The batch rows of a block of a table, in its order; a row that names no fase gives one for each.

    `namen` are what the rows are called: that is their `bestand`, and their `dossier` when the table names none.
    """
    place, fase = _spread(invoer)
    rows, days = len(place), np.full(len(place), today.toordinal())
    same = rows == invoer.rijen

    def of(codes: Codes) -> Codes:
        return codes if same else codes[place]

    gewenst, reikwijdte = of(invoer.gewenst), of(invoer.reikwijdte)
    kolommen = {name: AnswerColumn(of(kolom.codes), kolom.soorten) for name, kolom in invoer.antwoorden.items()}
    kolommen |= built_in(fase, reikwijdte, AnswerColumn(np.zeros(rows, dtype=np.uint8), NEDERLAND))
    blok = Block(rows, kolommen, gegevens(pakket, gewenst, fase, days, kolommen))
    head: Uitslag = {
        "bestand": WordColumn(place, namen),
        "dossier": _dossier(invoer.cellen.get("dossier"), namen, place),
    }
    head["fictief"] = NumberColumn(_fictief(invoer.cellen.get("fictief"), place))
    for name, absent in (("gemeente", None), ("gebied", None), ("thema", ALGEMEEN)):
        head[name] = _texts(invoer.cellen.get(name), absent, place)
    head |= {
        "fase": WordColumn(fase, FASEN),
        "reikwijdte": WordColumn(reikwijdte, SCOPES),
        "gewenst": WordColumn(gewenst, WISHES),
    }
    fout = None if invoer.fout is None else invoer.fout[place]
    return BatchRows(rows, head | evaluate_block(programma, blok, space), fout, place)


def _spread(invoer: Invoer) -> tuple[Places, Codes]:
    """Of each batch row the row that it comes from, and its fase."""
    every = invoer.fase == len(FASEN)
    if invoer.fout is not None:
        every &= ~invoer.fout
    times = np.where(every, len(FASEN), 1)
    place = np.repeat(np.arange(invoer.rijen), times)
    turn = np.arange(len(place)) - np.repeat(np.cumsum(times) - times, times)
    fase: Codes = np.where(every[place], turn, invoer.fase[place] % len(FASEN)).astype(np.uint8)
    return place, fase


def _dossier(cellen: TextColumn | None, namen: Sequence[str], place: Places) -> WordColumn:
    """The column `dossier`: what the table says, and otherwise what the row is called."""
    if cellen is None:
        return WordColumn(place, namen)
    codes = cellen.codes.astype(np.int64)
    unnamed = np.array([text is None for text in cellen.teksten])[codes]
    codes = np.where(unnamed, len(cellen.teksten) + np.arange(len(codes)), codes)
    return WordColumn(codes[place], [*cellen.teksten, *namen] if unnamed.any() else cellen.teksten)


def _texts(cellen: TextColumn | None, absent: str | None, place: Places) -> WordColumn:
    if cellen is None:
        return WordColumn(np.zeros(len(place), dtype=np.uint8), (absent,))
    return WordColumn(cellen.codes[place], [absent if text is None else text for text in cellen.teksten])


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


def to_pandas(kolommen: Uitslag, fout: Mask | None = None) -> "dict[str, pd.Series[Any]]":
    """Columns with the types of table.frame; empty where a row is `fout`, save for `bestand`."""
    return {name: _series(kolom, None if name == "bestand" else fout) for name, kolom in kolommen.items()}


def _series(kolom: WordColumn | NumberColumn, fout: Mask | None) -> "pd.Series[Any]":
    import pandas as pd

    if isinstance(kolom, WordColumn):
        words = pd.array([*kolom.woorden, None], dtype="string")
        codes = kolom.codes.astype(np.intp)
        if fout is not None:
            codes[fout] = len(kolom.woorden)
        return pd.Series(words.take(codes))
    kind = {"f": "Float64", "b": "boolean"}.get(kolom.getallen.dtype.kind, "Int64")
    series: pd.Series[Any] = pd.Series(kolom.getallen).astype(kind)  # type: ignore[call-overload]  # a name of a dtype
    empty = _either(kolom.leeg, fout)
    return series if empty is None else series.mask(empty)


def to_arrow(kolommen: Uitslag, fout: Mask | None = None) -> "dict[str, pa.Array]":
    """Columns for Parquet: words as dictionaries, counts as int64; empty where a row is `fout`, save for `bestand`."""
    return {name: _array(kolom, None if name == "bestand" else fout) for name, kolom in kolommen.items()}


def _array(kolom: WordColumn | NumberColumn, fout: Mask | None) -> "pa.Array":
    import pyarrow as pa

    if isinstance(kolom, WordColumn):
        if None in kolom.woorden:
            fout = _either(np.array([w is None for w in kolom.woorden])[kolom.codes], fout)
        codes = pa.array(kolom.codes.astype(np.int32), mask=fout)
        return pa.DictionaryArray.from_arrays(codes, pa.array([w or "" for w in kolom.woorden], pa.string()))
    numbers = kolom.getallen if kolom.getallen.dtype.kind in "fb" else kolom.getallen.astype(np.int64)
    return pa.array(numbers, mask=_either(kolom.leeg, fout))


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other
