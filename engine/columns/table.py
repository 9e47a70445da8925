"""Batch rows from the columns engine: what table.rows_of says of one Rapport, for many rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..regelpakket import Regelpakket
from ..words import ARCHETYPES, NIVEAUS, UITKOMSTEN
from .congruence import (
    PASTEN,
    Rijen,
    counts,
    eis_planes,
    gate,
    ladder,
    level,
    open_vragen,
    past,
    signalen,
    uitkomst,
)
from .dossiers import Rij, kolommen, rijen_planes
from .planes import Plane, unpack
from .program import Kolom, Programma, blocks, run
from .scores import scores as score_columns

if TYPE_CHECKING:
    import pandas as pd

BLOK: Final = 65_536
"""Rows a block: memory is bounded by blocks, and numpy's overhead a call vanishes in them."""


@dataclass(frozen=True, slots=True)
class Woorden:
    """A column of words: a code a row, and the words."""

    codes: NDArray[np.int64]
    woorden: Sequence[str]


@dataclass(frozen=True, slots=True)
class Aantallen:
    """A column of numbers; `leeg` says where there is none."""

    getallen: NDArray[Any]
    leeg: NDArray[np.bool_] | None = None


Uitslag = Mapping[str, Woorden | Aantallen]
"""Column of formats.md → values, of one block."""


def evaluate_block(
    pakket: Regelpakket, programma: Programma, answers: Mapping[str, Kolom], rijen: Rijen, rows: int, *, scores: bool
) -> Uitslag:
    """The computed columns of a batch row (from `uitkomst` to `signalen`, and the scores when asked) for one block."""
    blok = run(programma, answers, rows)
    eisen = eis_planes(pakket, programma, blok, rijen)
    gates = {a: gate(pakket, eisen, a, blok.woorden) for a in ARCHETYPES}
    stand = ladder(pakket, programma, blok, rijen, gates)
    outcome = uitkomst(rijen, stand, gates, rows)
    unknown = outcome == UITKOMSTEN.index("gewenst_onbekend")
    shown = signalen(pakket, programma, blok, eisen, rijen, stand, gates)
    columns: dict[str, Woorden | Aantallen] = {
        "uitkomst": Woorden(outcome, UITKOMSTEN),
        "borging_tot_laag": Woorden(level(stand.borging_laag, rows), NIVEAUS),
        "borging_tot_hoog": Woorden(level(stand.borging_hoog, rows), NIVEAUS),
        "rollen_laag": Woorden(level(stand.rollen_laag, rows), NIVEAUS),
        "rollen_hoog": Woorden(level(stand.rollen_hoog, rows), NIVEAUS),
    }
    columns |= {key: Aantallen(count, unknown) for key, count in counts(pakket, eisen, rijen, rows).items()}
    columns |= {f"past_{a}": Woorden(past(a, stand, gates[a], rows), PASTEN) for a in ARCHETYPES}
    columns["open_vragen"] = Aantallen(open_vragen(pakket, programma, blok, eisen, rijen))
    columns["signalen"] = _signal_words(shown, rows)
    if scores:
        found = score_columns(pakket, eisen, rijen, rows)
        columns |= {key: Aantallen(values, np.isnan(values)) for key, values in found.items()}
    return columns


def _signal_words(shown: Mapping[str, Plane], rows: int) -> Woorden:
    """The ids of the signalen of each row, joined by ; in order of id: a mask a row, a text for each distinct mask."""
    names = sorted(shown)
    masks = np.zeros((rows, -(-len(names) // 63)), dtype=np.int64)
    for number, name in enumerate(names):
        masks[:, number // 63] |= unpack(shown[name], rows).astype(np.int64) << (number % 63)
    distinct, where = np.unique(masks, axis=0, return_inverse=True)
    texts = [";".join(n for i, n in enumerate(names) if row[i // 63] >> (i % 63) & 1) for row in distinct]
    return Woorden(where.reshape(rows).astype(np.int64), texts)


def frame_of(uitslag: Uitslag) -> "pd.DataFrame":
    """The columns of a block as a DataFrame."""
    import pandas as pd

    return pd.DataFrame({name: _series(column) for name, column in uitslag.items()})


def _series(column: Woorden | Aantallen) -> "pd.Series[Any]":
    import pandas as pd

    if isinstance(column, Woorden):
        return words(column.woorden, column.codes)
    series = pd.Series(column.getallen)
    typed = series.astype("Float64") if column.getallen.dtype.kind == "f" else series.astype("Int64")
    return typed if column.leeg is None else typed.mask(column.leeg)


def words(options: Sequence[str], codes: NDArray[np.int64]) -> "pd.Series[Any]":
    """A column of words from codes."""
    import pandas as pd

    return pd.Series(pd.array(list(options), dtype="string").take(codes))


def evaluate_rows(rijen: Sequence[Rij], pakket: Regelpakket, programma: Programma, *, scores: bool) -> "pd.DataFrame":
    """The computed columns for rows of dossiers, in blocks."""
    import pandas as pd

    parts = []
    for start, stop in blocks(len(rijen), BLOK):
        part = rijen[start:stop]
        columns = kolommen(part, pakket)
        planes = rijen_planes(part, pakket, columns)
        found = evaluate_block(pakket, programma, columns, planes, len(part), scores=scores)
        parts.append(frame_of(found))
    return pd.concat(parts, ignore_index=True)
