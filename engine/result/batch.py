"""Many dossiers at once: hands them to the columns engine, or row by row to another; pandas at the edge only."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..judging.cases import Engine
from ..model.dossier import FORMAAT, Dossier
from ..model.errors import InvoerFout, Melding
from ..model.regelpakket import Regelpakket
from ..model.source import Vindplaats
from ..reading.loading import read_checked
from ..reading.translating import in_names_of
from .assembly import assemble, judge_all
from .given import dossiers_in
from .table import Row, error_row, frame, rows_of, worded

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[Path, str, Regelpakket], Dossier]
"""Reads a dossier that is sound and fits the pack: from a path, with how messages name it."""


def evaluate_batch(
    source: "str | Path | Dossier | Iterable[str | Path | Dossier] | pd.DataFrame",
    pakket: Regelpakket,
    today: date,
    verwoord: Callable[[Melding], str] = str,
    *,
    engine: Engine | None = None,
    scores: bool = False,
    read: Reader = read_checked,
) -> "pd.DataFrame":
    """One row for each thema × fase; see wijktoets.evaluate_batch.

    Args:
        verwoord: words what is wrong, for `fout`.
        read: reads a file, for who knows other kinds of dossier than YAML.
        engine: computes row by row with this engine; without one, the columns engine does all rows at once.

    Raises:
        InvoerFout: a DataFrame with a column that is no vraag and no field; a source that holds no dossiers.
    """
    import pandas as pd

    from ..columns import batch
    from ..columns.cells import check_columns

    if isinstance(source, pd.DataFrame):
        check_columns([str(column) for column in source.columns], pakket)
        if engine is None:
            return batch.of_frame(source, pakket, today, verwoord, scores)
        dossiers: Iterable[tuple[str, Callable[[], Dossier]]] = _from_frame(source, pakket)
    else:
        dossiers = [_lazy(item, pakket, read) for item in dossiers_in(source)]
    if engine is None:
        return batch.of_dossiers(dossiers, pakket, today, verwoord, scores)
    rows: list[Row] = []
    for bestand, read_one in dossiers:
        try:
            dossier = read_one()
            found = assemble(dossier, pakket, judge_all(dossier, pakket, engine, today), today, teksten={})
            rows += rows_of(found, scores)  # which have no room for the lines that go with a result
        except InvoerFout as error:
            rows.append(error_row(bestand, worded(error.meldingen, verwoord), scores))
    return frame(rows, scores)


def _lazy(item: str | Dossier, pakket: Regelpakket, read: Reader) -> tuple[str, Callable[[], Dossier]]:
    if isinstance(item, Dossier):
        return item.vindplaats.bestand, partial(in_names_of, item, pakket)
    return item, partial(read, Path(item), item, pakket)


def _from_frame(table: "pd.DataFrame", pakket: Regelpakket) -> Iterator[tuple[str, Callable[[], Dossier]]]:
    from ..columns.cells import text_of

    names = [str(column) for column in table.columns]
    for index, values in zip(table.index, table.itertuples(index=False, name=None), strict=True):
        given = {n: text for n, v in zip(names, values, strict=True) if (text := text_of(v)) is not None}
        yield f"rij {index}", partial(_row_dossier, given, f"rij {index}", pakket)


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
    if "gemeente" in row:
        content["gemeente"] = row["gemeente"]
    if "fictief" in row:
        content["fictief"] = row["fictief"].lower()
    if "gebied" in row:
        content["gebied"] = {"naam": row["gebied"]}
    dossier = Dossier.model_validate(content)
    dossier._vindplaats = Vindplaats(name)
    return dossier
