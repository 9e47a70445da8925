"""Many dossiers at once: hands them to the columns engine, or row by row to another, and gives them as a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..judging.cases import Engine
from ..model.dossier import FORMAAT, Dossier
from ..model.errors import InvoerFout, Melding, Plek, near
from ..model.regelpakket import Regelpakket
from ..model.source import Vindplaats
from ..model.words import Fase
from ..reading.loading import read_checked
from ..reading.translating import in_names_of
from .assembly import assemble, judge_all
from .given import dossiers_in
from .table import HEAD, TOGETHER, Per, Row, columns_of, error_row, rows_of, worded

if TYPE_CHECKING:
    from ..columns.arrow import WordType
    from ..columns.batch import AskedRows, JudgedRows
    from ..columns.sources import RowBlock

Reader = Callable[[Path, str, Regelpakket], Dossier]
"""Reads a dossier that is sound and fits the pack: from a path, with how messages name it."""
Progress = Callable[[int], object]
"""Is told how many rows are done."""


def evaluate_batch(
    source: Any,
    pakket: Regelpakket,
    today: date,
    verwoord: Callable[[Melding], str] = str,
    *,
    engine: Engine | None = None,
    columns: Sequence[str] | None = None,
    keep: Sequence[str] = (),
    thema: str | None = None,
    fase: Fase | None = None,
    scores: bool = False,
    words: "WordType" = "category",
    progress: Progress | None = None,
    read: Reader = read_checked,
    per: Per = "afspraak",
) -> Any:
    """One row for each thema × fase, in the kind of table that was given; see wijktoets.evaluate_batch.

    Args:
        verwoord: words what is wrong, for `fout`.
        read: reads a file, for who knows other kinds of dossier than YAML.
        engine: computes row by row with this engine; without one, the columns engine does all rows at once.

    Raises:
        InvoerFout: a table with a column that is no vraag, no field and not kept; a name in `columns` or `keep` that
            there is no column of.
    """
    from ..columns import kinds, sources
    from ..columns.batch import AskedRows, judge_rows

    asked = AskedRows(today, verwoord, _columns(columns, scores, per), _named(keep), thema, fase, per)
    _check_keep(asked)
    kind = kinds.kind_of(source)
    parts = sources.parts_of(source, kind, pakket, asked.keep, whole=per == "afspraak")
    if parts is None:
        judged = _of_dossiers(source, pakket, engine, asked, read)
    elif engine is not None:
        judged = _row_by_row(chain.from_iterable(parts), pakket, engine, asked)
    else:
        judged = judge_rows(chain.from_iterable(parts), pakket, asked)
    return kinds.given_back(_told(judged, progress), source, kind, asked, words)


def _told(judged: "Iterator[JudgedRows]", progress: Progress | None) -> "Iterator[JudgedRows]":
    done = 0
    for each in judged:
        yield each
        done += len(each.rijen)
        if progress is not None:
            progress(done)


def _named(names: Sequence[str] | str) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _columns(asked: Sequence[str] | None, scores: bool, per: Per) -> tuple[str, ...]:
    """The columns that are asked, in that order; all when none are named.

    Raises:
        InvoerFout: a name that there is no column of.
    """
    if asked is None:
        return columns_of(scores, per)
    known, named = columns_of(True, per), _named(asked)
    wrong = [
        Melding("uitvoer_kolom", Plek("columns"), {"naam": name}, near(str(name), known))
        for name in named
        if name not in known
    ]
    if wrong:
        raise InvoerFout(wrong)
    added = [name for name in columns_of(True, per) if name not in columns_of(False, per)] if scores else []
    return tuple(dict.fromkeys([*named, *added]))


def _check_keep(asked: "AskedRows") -> None:
    """See that no column that is kept has the name of one of the long table.

    Raises:
        InvoerFout: one has.
    """
    taken = set(columns_of(True, asked.per)) - set(HEAD) if asked.per != "afspraak" else set[str]()
    wrong = [Melding("kolom_bezet", Plek("keep"), {"naam": name}) for name in asked.keep if name in taken]
    if wrong:
        raise InvoerFout(wrong)


def _of_dossiers(
    source: object, pakket: Regelpakket, engine: Engine | None, asked: "AskedRows", read: Reader
) -> "Iterator[JudgedRows]":
    """The batch rows of Dossiers, and of files of dossiers, some at a time: no more of what is read is held.

    Raises:
        InvoerFout: a column is to be kept, and a dossier has none; or a source that holds no dossiers.
    """
    import numpy as np

    from ..columns.arrow import of_rows
    from ..columns.batch import JudgedRows, long_of_dossiers, rows_of_dossiers

    if asked.keep:
        raise InvoerFout([Melding("kolom_ontbreekt", Plek("keep"), {"naam": name}) for name in asked.keep])
    given = dossiers_in(source)
    for start in range(0, len(given), TOGETHER):
        dossiers = [_lazy(item, pakket, read) for item in given[start : start + TOGETHER]]
        if engine is not None:
            found = of_rows((row for each in dossiers for row in _rows(*each, pakket, engine, asked)), asked.columns)
        elif asked.per == "afspraak":
            rows = rows_of_dossiers(dossiers, pakket, asked.today, asked.verwoord, **asked.only)
            found = of_rows(rows, asked.columns)
        else:
            found = long_of_dossiers(dossiers, pakket, asked)
        yield JudgedRows(found, np.zeros(len(found), dtype=np.intp))


def _row_by_row(
    blocks: "Iterable[RowBlock]", pakket: Regelpakket, engine: Engine, asked: "AskedRows"
) -> "Iterator[JudgedRows]":
    """The batch rows of rows of a table, each as a Dossier of its own."""
    import numpy as np

    from ..columns.arrow import of_rows
    from ..columns.batch import JudgedRows, with_kept

    done = 0
    for block in blocks:
        rows: list[Row] = []
        places: list[int] = []
        for number in range(block.rijen):
            given = {n: text for n, column in block.cellen.items() if (text := column.at(number)) is not None}
            name = block.namen.at(number)
            read = partial(_row_dossier, given, name, pakket)
            found = _rows(name, read, pakket, engine, asked)
            rows += found
            places += [number] * len(found)
        place = np.array(places, dtype=np.intp)
        yield JudgedRows(with_kept(of_rows(rows, asked.columns), block, place, asked.keep), place + done)
        done += block.rijen


def _rows(
    bestand: str, read: Callable[[], Dossier], pakket: Regelpakket, engine: Engine, asked: "AskedRows"
) -> list[Row]:
    """The rows of one dossier, or the one that says what is wrong with it."""
    today, scores = asked.today, asked.only["scores"]
    try:
        dossier = read()
        gevallen = judge_all(dossier, pakket, engine, today, thema=asked.thema, fase=asked.fase)
        found = assemble(dossier, pakket, gevallen, today, teksten={})  # rows have no room for the lines of a result
        return rows_of(found, scores, asked.per)
    except InvoerFout as error:
        return [error_row(bestand, worded(error.meldingen, asked.verwoord), scores, asked.per)]


def _lazy(item: str | Dossier, pakket: Regelpakket, read: Reader) -> tuple[str, Callable[[], Dossier]]:
    if isinstance(item, Dossier):
        return item.vindplaats.bestand, partial(in_names_of, item, pakket)
    return item, partial(read, Path(item), item, pakket)


def _row_dossier(row: Mapping[str, str], name: str, pakket: Regelpakket) -> Dossier:
    """One row as a Dossier with one afspraak; an nvt in a table needs no toelichting.

    Raises:
        InvoerFout: a cell that is no answer, wish, fase or reikwijdte.
    """
    from ..columns.cells import row_meldingen

    wrong = row_meldingen(row, name, pakket)
    if wrong:
        raise InvoerFout(wrong)
    answers = {
        vraag: {"antwoord": answer} | ({"toelichting": name} if answer == "nvt" else {})
        for vraag, answer in row.items()
        if vraag in pakket.vragen
    }
    afspraak: dict[str, object] = {"thema": row.get("thema", "algemeen")}
    if "fase" in row:
        afspraak["fasen"] = [row["fase"]]
    afspraak |= {field: row[field] for field in ("gewenst", "reikwijdte") if field in row}
    content: dict[str, object] = {
        "formaat": FORMAAT,
        "naam": row.get("dossier", name),
        "afspraken": [afspraak],
        "antwoorden": answers,
    }
    if "peildatum" in row:
        content["peildatum"] = row["peildatum"]
    if "gemeente" in row:
        content["gemeente"] = row["gemeente"]
    if "fictief" in row:
        content["fictief"] = row["fictief"].lower()
    if "gebied" in row:
        content["gebied"] = {"naam": row["gebied"]}
    dossier = Dossier.model_validate(content)
    dossier._vindplaats = Vindplaats(name)
    return dossier
