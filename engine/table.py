"""Many dossiers as one table: the batch rows of formats.md, from Rapports; pandas at the edge only."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .assembly import evaluate
from .columns.dossiers import Rij
from .columns.frame import evaluate_frame, is_given
from .columns.program import blocks, compile_pack
from .columns.table import BLOK, evaluate_rows
from .dossier import FORMAAT, Dossier
from .errors import InvoerFout, Melding, Plek, near
from .judging import Engine, cases
from .loading import read_dossier
from .matching import check_dossier
from .rapport import AfspraakRapport, Rapport
from .reading import read_value
from .regelpakket import Regelpakket
from .source import node_of
from .words import ARCHETYPES, INGEBOUWDE_VRAGEN, ONDERDELEN

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

FRAME_FIELDS: Final = ("gewenst", "fase", "reikwijdte", "dossier", "thema", "gemeente", "gebied", "fictief")
"""What a column of a DataFrame can be, besides a vraag."""

Row = dict[str, Any]


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


def read_checked(path: Path, bestand: str, pakket: Regelpakket, content: bytes | None = None) -> Dossier:
    """A dossier that is sound and fits the pack.

    Raises:
        InvoerFout: with everything that is wrong in the file and against the pack, at once.
    """
    read = read_dossier(path, bestand, content)
    wrong = list(read.meldingen)
    if read.waarde is not None:
        wrong += check_dossier(read.waarde, pakket)
    if wrong or read.waarde is None:
        raise InvoerFout(wrong)
    return read.waarde


def evaluate_batch(
    source: "Iterable[str | Path | Dossier] | pd.DataFrame",
    pakket: Regelpakket,
    today: date,
    verwoord: Callable[[Melding], str] = str,
    *,
    engine: Engine | None = None,
    scores: bool = False,
) -> "pd.DataFrame":
    """One row for each thema × fase; see wijktoets.evaluate_batch.

    Args:
        verwoord: words what is wrong, for `fout`.
        engine: computes row by row with this engine; without one, the columns engine does all rows at once.

    Raises:
        InvoerFout: a DataFrame with a column that is no vraag and no field.
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        check_columns(source, pakket)
        if engine is None:
            return pd.concat(list(_frame_blocks(source, pakket, today, verwoord, scores)), ignore_index=True)
        dossiers: Iterable[tuple[str, Callable[[], Dossier]]] = _from_frame(source, pakket)
    else:
        dossiers = [_lazy(item, pakket) for item in source]
    if engine is None:
        return _by_columns(dossiers, pakket, today, verwoord, scores)
    rows: list[Row] = []
    for bestand, read in dossiers:
        try:
            rows += rows_of(evaluate(read(), pakket, engine, today), scores)
        except InvoerFout as error:
            rows.append(error_row(bestand, _worded(error, verwoord), scores))
    return frame(rows, scores)


def _worded(error: InvoerFout, verwoord: Callable[[Melding], str]) -> str:
    return "; ".join(verwoord(m) for m in error.meldingen)


def _by_columns(
    dossiers: Iterable[tuple[str, Callable[[], Dossier]]],
    pakket: Regelpakket,
    today: date,
    verwoord: Callable[[Melding], str],
    scores: bool,
) -> "pd.DataFrame":
    """The batch rows of dossiers, all computed at once; a dossier that cannot be used keeps its place."""
    heads: list[Row] = []
    rijen: list[Rij] = []
    for bestand, read in dossiers:
        try:
            dossier = read()
            wrong = check_dossier(dossier, pakket)
            if wrong:
                raise InvoerFout(wrong)
        except InvoerFout as error:
            heads.append(error_row(bestand, _worded(error, verwoord), scores))
            continue
        for afspraak, fase in cases(dossier):
            rijen.append(Rij(dossier, afspraak, fase, dossier.peildatum or today, afspraak.archetype))
            heads.append(_head(rijen[-1]))
    table = frame(heads, scores)
    if rijen:
        found = evaluate_rows(rijen, pakket, compile_pack(pakket), scores=scores)
        found.index = table.index[table["fout"].isna()]
        for name in found.columns:
            table[name] = table[name].where(table["fout"].notna(), found[name].reindex(table.index))
    return table


def _head(rij: Rij) -> Row:
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


def _frame_blocks(
    source: "pd.DataFrame", pakket: Regelpakket, today: date, verwoord: Callable[[Melding], str], scores: bool
) -> "Iterator[pd.DataFrame]":
    """The batch rows of a DataFrame with known columns, a block of rows at a time."""
    programma = compile_pack(pakket)
    names = [str(column) for column in source.columns]
    for start, stop in blocks(len(source), BLOK) if len(source) else [(0, 0)]:
        part = source.iloc[start:stop]

        def failed(place: int, part: "pd.DataFrame" = part) -> Row:
            name = f"rij {part.index[place]}"
            given = {n: str(v) for n, v in zip(names, part.iloc[place], strict=True) if is_given(v)}
            try:
                _row_dossier(given, name, pakket)
            except InvoerFout as error:
                return error_row(name, _worded(error, verwoord), scores)
            raise AssertionError(f"the columns engine refused {name}, which can be read")

        found = evaluate_frame(part, pakket, programma, today, failed, scores=scores)
        yield _typed(found.reindex(columns=[*COLUMNS, *(SCORE_COLUMNS if scores else ())]))


def _lazy(item: str | Path | Dossier, pakket: Regelpakket) -> tuple[str, Callable[[], Dossier]]:
    if isinstance(item, Dossier):
        return item.vindplaats.bestand, lambda: item
    return str(item), partial(read_checked, Path(item), str(item), pakket)


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


def check_columns(table: "pd.DataFrame", pakket: Regelpakket) -> None:
    """Every column is a vraag or a field.

    Raises:
        InvoerFout: for each column that is neither.
    """
    known = [*pakket.vragen, *FRAME_FIELDS]
    wrong = [str(column) for column in table.columns if str(column) not in known]
    if wrong:
        places = [(n, f"antwoord_op_{n}" if n in INGEBOUWDE_VRAGEN else "vraag_onbekend") for n in wrong]
        raise InvoerFout([Melding(code, Plek(f"kolom {n}"), {"naam": n}, near(n, known)) for n, code in places])


def _from_frame(table: "pd.DataFrame", pakket: Regelpakket) -> Iterator[tuple[str, Callable[[], Dossier]]]:
    names = [str(column) for column in table.columns]
    for index, values in zip(table.index, table.itertuples(index=False, name=None), strict=True):
        given = {n: str(v) for n, v in zip(names, values, strict=True) if is_given(v)}
        yield f"rij {index}", partial(_row_dossier, given, f"rij {index}", pakket)


def _row_dossier(row: Mapping[str, str], name: str, pakket: Regelpakket) -> Dossier:
    """One row as a Dossier with one afspraak; an nvt in a table needs no toelichting.

    Raises:
        InvoerFout: a cell that is no answer, wish, fase or reikwijdte.
    """
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
    content |= {field: row[field] for field in ("gemeente",) if field in row}
    if "fictief" in row:
        content["fictief"] = row["fictief"].lower()
    if "gebied" in row:
        content["gebied"] = {"naam": row["gebied"]}
    read = read_value(Dossier, node_of(content), name)
    wrong = [*read.meldingen, *(check_dossier(read.waarde, pakket) if read.waarde else ())]
    if wrong or read.waarde is None:
        raise InvoerFout(wrong)
    read.waarde._vindplaats = read.bij
    return read.waarde
