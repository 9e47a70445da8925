"""Many dossiers as one table: the batch rows of formats.md, from Rapports; pandas at the edge only."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .assembly import evaluate
from .dossier import FORMAAT, Dossier
from .errors import InvoerFout, Melding
from .judging import Engine
from .loading import read_checked
from .rapport import AfspraakRapport, Rapport
from .regelpakket import Regelpakket
from .source import Vindplaats
from .words import ARCHETYPES, ONDERDELEN

if TYPE_CHECKING:
    import pandas as pd

COUNTS: Final = ("moet_geregeld", "moet_niet", "moet_open", "hoort_geregeld", "hoort_niet", "hoort_open")
COLUMNS: Final = (
    *("bestand", "dossier", "fictief", "gemeente", "gebied", "thema", "fase", "reikwijdte", "gewenst", "uitkomst"),
    *("borging_tot_laag", "borging_tot_hoog", "rollen_laag", "rollen_hoog"),
    *COUNTS,
    *(f"past_{archetype}" for archetype in ARCHETYPES),
    *("open_vragen", "signalen", "fout"),
)
"""The columns of a batch row, in order (formats.md)."""

SCORE_COLUMNS: Final = (
    *("borging_laag", "borging_hoog"),
    *(f"{onderdeel}_{part}" for onderdeel in ONDERDELEN for part in ("laag", "hoog", "besproken")),
)
"""The columns that `--scores` adds."""

Row = dict[str, Any]
Reader = Callable[[Path, str, Regelpakket], Dossier]
"""Reads a dossier that is sound and fits the pack: from a path, with how messages name it."""


def rows_of(rapport: Rapport, scores: bool = False) -> list[Row]:
    """The batch rows of a Rapport: one for each thema × fase."""
    head = {
        "bestand": rapport.bestand,
        "dossier": rapport.dossier,
        "fictief": rapport.fictief,
        "gemeente": rapport.gemeente,
        "gebied": rapport.gebied,
    }
    return [head | _row(afspraak) | (_scores(afspraak) if scores else {}) for afspraak in rapport.afspraken]


def _row(afspraak: AfspraakRapport) -> Row:
    stand = afspraak.stand
    counts: Row = dict.fromkeys(COUNTS)
    if stand is not None:
        for norm, telling in (("moet", stand.moet), ("hoort", stand.hoort)):
            counts |= {f"{norm}_{key}": count for key, count in telling.model_dump().items()}
    return {
        "thema": afspraak.thema,
        "fase": afspraak.fase,
        "reikwijdte": afspraak.reikwijdte,
        "gewenst": afspraak.gewenst,
        "uitkomst": afspraak.uitkomst,
        "borging_tot_laag": afspraak.borging_tot.laag,
        "borging_tot_hoog": afspraak.borging_tot.hoog,
        "rollen_laag": afspraak.rollen.laag,
        "rollen_hoog": afspraak.rollen.hoog,
        **counts,
        **{f"past_{name}": held.past for name, held in afspraak.per_archetype.items()},
        "open_vragen": len(afspraak.open_vragen),
        "signalen": ";".join(s.id for s in afspraak.signalen),
        "fout": None,
    }


def _scores(afspraak: AfspraakRapport) -> Row:
    row: Row = dict.fromkeys(SCORE_COLUMNS)
    if afspraak.borging is not None:
        row |= {"borging_laag": afspraak.borging.laag, "borging_hoog": afspraak.borging.hoog}
    if afspraak.gewenst != "onbekend":
        for line in afspraak.profiel:
            for part in ("laag", "hoog", "besproken"):
                row[f"{line.onderdeel}_{part}"] = getattr(line, part)
    return row


def error_row(bestand: str, fout: str, scores: bool = False) -> Row:
    """The row of a dossier that cannot be used."""
    return dict.fromkeys(COLUMNS + (SCORE_COLUMNS if scores else ())) | {"bestand": bestand, "fout": fout}


def evaluate_batch(
    source: "Iterable[str | Path | Dossier] | pd.DataFrame",
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
        InvoerFout: a DataFrame with a column that is no vraag and no field.
    """
    import pandas as pd

    from .columns import batch
    from .columns.cells import check_columns

    if isinstance(source, pd.DataFrame):
        check_columns([str(column) for column in source.columns], pakket)
        if engine is None:
            return batch.of_frame(source, pakket, today, verwoord, scores)
        dossiers: Iterable[tuple[str, Callable[[], Dossier]]] = _from_frame(source, pakket)
    else:
        dossiers = [_lazy(item, pakket, read) for item in source]
    if engine is None:
        return batch.of_dossiers(dossiers, pakket, today, verwoord, scores)
    rows: list[Row] = []
    for bestand, dossier in dossiers:
        try:
            rows += rows_of(evaluate(dossier(), pakket, engine, today), scores)
        except InvoerFout as error:
            rows.append(error_row(bestand, worded(error.meldingen, verwoord), scores))
    return frame(rows, scores)


def worded(meldingen: Iterable[Melding], verwoord: Callable[[Melding], str]) -> str:
    """What is wrong, as the text of `fout`."""
    return "; ".join(verwoord(m) for m in meldingen)


def _lazy(item: str | Path | Dossier, pakket: Regelpakket, read: Reader) -> tuple[str, Callable[[], Dossier]]:
    if isinstance(item, Dossier):
        return item.vindplaats.bestand, lambda: item
    return str(item), partial(read, Path(item), str(item), pakket)


def frame(rows: Iterable[Mapping[str, Any]], scores: bool = False) -> "pd.DataFrame":
    """Batch rows as a DataFrame, with its column types whatever the rows (counts may be missing: Int64)."""
    import pandas as pd

    return _typed(pd.DataFrame([dict(row) for row in rows], columns=[*COLUMNS, *(SCORE_COLUMNS if scores else ())]))


def _typed(table: "pd.DataFrame") -> "pd.DataFrame":
    """Batch rows with the column types that they always have."""
    kinds: dict[Hashable, str] = dict.fromkeys(table.columns, "string")
    kinds |= dict.fromkeys((*COUNTS, "open_vragen"), "Int64")
    kinds |= {name: "Float64" for name in SCORE_COLUMNS if name in table.columns}
    kinds["fictief"] = "boolean"
    return table.astype(kinds)


def _from_frame(table: "pd.DataFrame", pakket: Regelpakket) -> Iterator[tuple[str, Callable[[], Dossier]]]:
    from .columns.cells import text_of

    names = [str(column) for column in table.columns]
    for index, values in zip(table.index, table.itertuples(index=False, name=None), strict=True):
        given = {n: text for n, v in zip(names, values, strict=True) if (text := text_of(v)) is not None}
        yield f"rij {index}", partial(_row_dossier, given, f"rij {index}", pakket)


def _row_dossier(row: Mapping[str, str], name: str, pakket: Regelpakket) -> Dossier:
    """One row as a Dossier with one afspraak; an nvt in a table needs no toelichting.

    Raises:
        InvoerFout: a cell that is no answer, wish, fase or reikwijdte.
    """
    from .columns.cells import row_meldingen

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
