"""Many dossiers, or the rows of a table, as batch rows, computed by the columns engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from ..judging.cases import cases
from ..model.dossier import Dossier
from ..model.errors import InvoerFout, Melding
from ..model.regelpakket import Regelpakket
from ..model.words import Fase
from ..reading.matching import check_dossier
from ..result.table import HEAD, Per, Row, columns_of, worded
from .arrow import drawn_out, of_rows, texts_of, to_arrow
from .cells import Checked, Invoer, read_cells
from .dossiers import DossierRow, blok_of, evaluate_rows
from .frame import BatchRows, Places, block_of, heads_of, judge_table, placed, to_rows
from .long import STEP, grid, long_rows
from .rows import WISHES
from .running import Space
from .sources import RowBlock, RowNames, carried
from .table import WordColumn, programma_of

if TYPE_CHECKING:
    import pyarrow as pa

Verwoord = Callable[[Melding], str]


@dataclass(frozen=True, slots=True)
class AskedRows:
    """What is asked of batch rows: on which day, in whose words, which columns, which of the caller go along, and which
    rows."""

    today: date
    verwoord: Verwoord
    columns: tuple[str, ...]
    keep: tuple[str, ...] = ()
    thema: str | None = None
    fase: Fase | None = None
    per: Per = "afspraak"

    @property
    def only(self) -> dict[str, Any]:
        """Which rows, and whether with scores, for those that make rows one by one."""
        added = set(columns_of(True, self.per)).difference(columns_of(False, self.per))
        return {"scores": not added.isdisjoint(self.columns), "thema": self.thema, "fase": self.fase}


@dataclass(frozen=True, slots=True)
class JudgedRows:
    """Batch rows of a block as Arrow, and of each the row of the source that it comes from, counted from the first."""

    rijen: "pa.Table"
    herkomst: Places


def judge_rows(blocks: Iterable[RowBlock], pakket: Regelpakket, asked: AskedRows) -> Iterator[JudgedRows]:
    """The batch rows of blocks of rows; only what is asked is computed."""
    if asked.per != "afspraak":
        yield from _judge_long(blocks, pakket, asked)
        return
    only = {"thema": asked.thema, "fase": asked.fase}
    narrowed = any(only.values())
    columns = (*asked.columns, *(n for n in ("fout", "thema", "fase") if narrowed and n not in asked.columns))
    programma, space, done = programma_of(pakket, columns=columns, afwegingen=False), Space(), 0
    checked: Checked = {}
    for block in blocks:
        invoer = read_cells(block.cellen, block.rijen, pakket, checked)
        rows = judge_table(invoer, pakket, programma, asked.today, space, columns)
        table = to_arrow(rows, columns, _own(rows, block.namen, invoer, columns, asked.verwoord))
        place = rows.herkomst
        if narrowed:
            here = _about(table, only)
            table, place = table.filter(here).select(asked.columns), place[here.to_numpy(zero_copy_only=False)]
        yield JudgedRows(with_kept(table, block, place, asked.keep), place + done if done else place)
        done += block.rijen


def _judge_long(blocks: Iterable[RowBlock], pakket: Regelpakket, asked: AskedRows) -> Iterator[JudgedRows]:
    """The rows about one onderdeel or one eis, some rows of a block at a time, as each becomes many."""
    only, columns = {"thema": asked.thema, "fase": asked.fase}, (*HEAD, "fout")
    space, done = Space(), 0
    checked: Checked = {}
    for block in blocks:
        invoer = read_cells(block.cellen, block.rijen, pakket, checked)
        every = placed(invoer, asked.today)
        for start in range(0, max(len(every.place), 1), STEP):
            rows = every.part(np.arange(start, min(start + STEP, len(every.place))))
            fout = None if invoer.fout is None else invoer.fout[rows.place]
            told = BatchRows(len(rows.place), heads_of(invoer, rows), fout, rows.place)
            heads = to_arrow(told, columns, _own(told, block.namen, invoer, columns, asked.verwoord))
            if any(only.values()):
                here = _about(heads, only)
                heads, there = heads.filter(here), np.flatnonzero(here.to_numpy(zero_copy_only=False))
                rows, fout = rows.part(there), None if fout is None else fout[there]
            found = long_rows(grid(pakket, block_of(rows, pakket), space), rows.gewenst, fout, pakket, asked.per)
            place = rows.place[found.herkomst]
            yield JudgedRows(with_kept(drawn_out(heads, found, asked.columns), block, place, asked.keep), place + done)
        done += block.rijen


def long_of_dossiers(
    dossiers: Iterable[tuple[str, Callable[[], Dossier]]], pakket: Regelpakket, asked: AskedRows
) -> "pa.Table":
    """The rows about one onderdeel or one eis of dossiers; a dossier that cannot be used is one row, in its place."""
    heads, rijen = _read(dossiers, pakket, asked.today, asked.verwoord, thema=asked.thema, fase=asked.fase)
    fout = np.array([head["fout"] is not None for head in heads], dtype=np.bool_)
    gewenst = np.array([WISHES.index(head["gewenst"] or "onbekend") for head in heads], dtype=np.uint8)
    whole = grid(pakket, blok_of(rijen, pakket), Space()).at(np.cumsum(~fout) - 1)
    found = long_rows(whole, gewenst, fout if fout.any() else None, pakket, asked.per)
    return drawn_out(of_rows(heads, (*HEAD, "fout")), found, asked.columns)


def with_kept(table: "pa.Table", block: RowBlock, place: Places, keep: Sequence[str]) -> "pa.Table":
    """A table with the kept columns of the rows that its rows come from (those of pandas come in `kinds`)."""
    for name in carried(keep) if block.mee else ():
        table = table.append_column(name, block.mee[name].take(place))
    return table


def _own(
    rows: BatchRows, namen: RowNames, invoer: Invoer, columns: Sequence[str], verwoord: Verwoord
) -> "dict[str, pa.Array]":
    """The columns that are another text in each row: what rows are called, and what is wrong with them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[str, Any] = {}
    if "fout" in columns:
        wrong = rows.fout is not None
        found["fout"] = (
            pa.array(fouten(rows, invoer, namen, verwoord), pa.string()) if wrong else pa.nulls(rows.rijen, pa.string())
        )
    unnamed = "dossier" in columns and _unnamed(invoer)
    if "bestand" in columns or unnamed:
        called = namen.all()
        found["bestand"] = called if rows.whole(invoer.rijen) else called.take(rows.herkomst)
    if unnamed:
        said = rows.kolommen.get("dossier")
        called = found["bestand"]
        named = pc.coalesce(texts_of(said), called) if isinstance(said, WordColumn) else called
        found["dossier"] = named if rows.fout is None else pc.if_else(rows.fout, pa.scalar(None, pa.string()), named)
    return found


def _unnamed(invoer: Invoer) -> bool:
    """Whether some rows say no name of a dossier."""
    cells = invoer.cellen.get("dossier")
    return cells is None or bool(np.array([text is None for text in cells.teksten])[cells.codes].any())


def _about(table: "pa.Table", only: dict[str, str | None]) -> "pa.BooleanArray":
    """The rows about a thema and fase, and those that could not be read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    here = pa.array(np.ones(len(table), dtype=np.bool_))
    for name, value in only.items():
        if value is not None:
            about = pc.fill_null(pc.equal(table[name].cast("string"), value), False)
            here = pc.and_(here, pc.or_(table["fout"].is_valid(), about))
    return here.combine_chunks() if isinstance(here, pa.ChunkedArray) else here


def fouten(tafel: BatchRows, invoer: Invoer, namen: RowNames, verwoord: Verwoord) -> list[str | None]:
    """The column `fout`: of each row that cannot be read what is wrong with it."""
    found: list[str | None] = [None] * tafel.rijen
    if tafel.fout is not None:
        for number in np.flatnonzero(tafel.fout).tolist():
            row = int(tafel.herkomst[number])
            found[number] = worded(InvoerFout(invoer.meldingen(row, namen.at(row))).meldingen, verwoord)
    return found


def rows_of_dossiers(
    dossiers: Iterable[tuple[str, Callable[[], Dossier]]],
    pakket: Regelpakket,
    today: date,
    verwoord: Verwoord,
    *,
    scores: bool = False,
    thema: str | None = None,
    fase: str | None = None,
) -> list[Row]:
    """The batch rows of dossiers, all computed at once; a dossier that cannot be used is one row, in its place."""
    heads, rijen = _read(dossiers, pakket, today, verwoord, thema=thema, fase=fase)
    computed = (row for uitslag in evaluate_rows(rijen, pakket, scores=scores) for row in to_rows(uitslag))
    empty = dict.fromkeys(columns_of(scores))
    return [empty | head | ({} if head["fout"] else next(computed)) for head in heads]


def _read(
    dossiers: Iterable[tuple[str, Callable[[], Dossier]]],
    pakket: Regelpakket,
    today: date,
    verwoord: Verwoord,
    *,
    thema: str | None,
    fase: str | None,
) -> tuple[list[Row], list[DossierRow]]:
    """What each row of dossiers is about, and the rows to compute: all but those of dossiers that cannot be used."""
    heads: list[Row] = []
    rijen: list[DossierRow] = []
    for bestand, read in dossiers:
        try:
            dossier = read()
            wrong = check_dossier(dossier, pakket)
            if wrong:
                raise InvoerFout(wrong)
        except InvoerFout as error:
            fout = worded(error.meldingen, verwoord)
            heads.append(dict.fromkeys(HEAD) | {"bestand": bestand, "fout": fout})
            continue
        for afspraak, each in cases(dossier, thema, fase):
            rijen.append(DossierRow(dossier, afspraak, each, dossier.peildatum or today, afspraak.archetype))
            heads.append(_head(rijen[-1]))
    return heads, rijen


def _head(rij: DossierRow) -> Row:
    """The columns of a batch row that are not computed."""
    dossier, afspraak = rij.dossier, rij.afspraak
    return {
        "bestand": dossier.vindplaats.bestand,
        "dossier": dossier.naam,
        "peildatum": rij.peildatum.isoformat(),
        "fictief": dossier.fictief,
        "gemeente": dossier.gemeente,
        "gebied": dossier.gebied.naam if dossier.gebied else None,
        "thema": afspraak.thema,
        "fase": rij.fase,
        "reikwijdte": afspraak.reikwijdte,
        "gewenst": rij.gewenst or "onbekend",
        "fout": None,
    }
