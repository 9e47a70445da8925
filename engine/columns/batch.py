"""Many dossiers or the rows of a table as one DataFrame of batch rows, computed by the columns engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ..judging.cases import cases
from ..model.dossier import Dossier
from ..model.errors import InvoerFout, Melding
from ..model.regelpakket import Regelpakket
from ..reading.matching import check_dossier
from ..result.table import COLUMNS, SCORE_COLUMNS, Row, error_row, frame, worded
from .cells import Invoer, of_series, read_cells
from .dossiers import DossierRow, evaluate_rows
from .frame import BatchRows, judge_table, to_pandas, to_rows
from .running import Space
from .table import BLOK, programma_of

if TYPE_CHECKING:
    import pandas as pd

Verwoord = Callable[[Melding], str]


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
    heads: list[Row] = []
    rijen: list[DossierRow] = []
    for bestand, read in dossiers:
        try:
            dossier = read()
            wrong = check_dossier(dossier, pakket)
            if wrong:
                raise InvoerFout(wrong)
        except InvoerFout as error:
            heads.append(error_row(bestand, worded(error.meldingen, verwoord), scores))
            continue
        for afspraak, each in cases(dossier, thema, fase):
            rijen.append(DossierRow(dossier, afspraak, each, dossier.peildatum or today, afspraak.archetype))
            heads.append(_head(rijen[-1]))
    computed = (row for uitslag in evaluate_rows(rijen, pakket, scores=scores) for row in to_rows(uitslag))
    empty = dict.fromkeys([*COLUMNS, *(SCORE_COLUMNS if scores else ())])
    return [head if head.get("fout") else empty | head | next(computed) for head in heads]


def of_dossiers(
    dossiers: Iterable[tuple[str, Callable[[], Dossier]]],
    pakket: Regelpakket,
    today: date,
    verwoord: Verwoord,
    scores: bool,
) -> "pd.DataFrame":
    """The rows of `rows_of_dossiers` as a DataFrame, with its column types whatever the rows."""
    return frame(rows_of_dossiers(dossiers, pakket, today, verwoord, scores=scores), scores)


def _head(rij: DossierRow) -> Row:
    """The columns of a batch row that are not computed."""
    dossier, afspraak = rij.dossier, rij.afspraak
    return {
        "bestand": dossier.vindplaats.bestand,
        "dossier": dossier.naam,
        "fictief": dossier.fictief,
        "gemeente": dossier.gemeente,
        "gebied": dossier.gebied.naam if dossier.gebied else None,
        "thema": afspraak.thema,
        "fase": rij.fase,
        "reikwijdte": afspraak.reikwijdte,
        "gewenst": rij.gewenst or "onbekend",
    }


def of_frame(
    source: "pd.DataFrame", pakket: Regelpakket, today: date, verwoord: Verwoord, scores: bool
) -> "pd.DataFrame":
    """The batch rows of a DataFrame whose columns are all known (cells.check_columns)."""
    import pandas as pd

    columns = [*COLUMNS, *(SCORE_COLUMNS if scores else ())]
    parts = (part[columns] for part in _frame_blocks(source, pakket, today, verwoord, scores))
    return pd.concat([frame([], scores), *parts], ignore_index=True)


def _frame_blocks(
    source: "pd.DataFrame", pakket: Regelpakket, today: date, verwoord: Verwoord, scores: bool
) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    programma, space = programma_of(pakket, scores=scores, afwegingen=False), Space()
    for start in range(0, len(source), BLOK):
        part = source.iloc[start : start + BLOK]
        cellen = {str(name): of_series(part.iloc[:, place]) for place, name in enumerate(part.columns)}
        invoer = read_cells(cellen, len(part), pakket)
        namen = [f"rij {index}" for index in part.index.tolist()]
        tafel = judge_table(invoer, namen, pakket, programma, today, space)
        table = pd.DataFrame(to_pandas(tafel.kolommen, tafel.fout))
        table["fout"] = pd.Series(fouten(tafel, invoer, namen, verwoord), dtype="string")
        yield table


def fouten(tafel: BatchRows, invoer: Invoer, namen: Sequence[str], verwoord: Verwoord) -> list[str | None]:
    """The column `fout`: of each row that cannot be read what is wrong with it."""
    found: list[str | None] = [None] * tafel.rijen
    if tafel.fout is not None:
        for number in np.flatnonzero(tafel.fout).tolist():
            row = int(tafel.herkomst[number])
            found[number] = worded(InvoerFout(invoer.meldingen(row, namen[row])).meldingen, verwoord)
    return found
