"""Rows of a DataFrame or of parquet for the columns engine: one column a vraag, plus gewenst, fase, reikwijdte.

Cells become codes column by column; only rows with a cell that cannot be read go the slow way, for their sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..answers import Antwoord
from ..pakket import Vraag
from ..regelpakket import Regelpakket
from ..words import ARCHETYPES, FASEN, INGEBOUWDE_VRAGEN, STELLING_ANTWOORDEN
from .congruence import Rijen
from .dossiers import FASE_SOORTEN, REIKWIJDTE_SOORTEN, geldig, verschil
from .planes import pack
from .program import Codes, Kolom, Programma
from .table import evaluate_block, frame_of, words

if TYPE_CHECKING:
    import pandas as pd

WISHES: Final = ("onbekend", *ARCHETYPES)
SCOPES: Final = ("onbekend", *INGEBOUWDE_VRAGEN["reikwijdte"])
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cellen:
    """The cells of a frame as codes, and where a row has a cell that cannot be read.

    `gewenst` and `reikwijdte` index WISHES and SCOPES; `fase` is an index in FASEN, or -1 where every fase is meant.
    """

    antwoorden: Mapping[str, Kolom]
    gewenst: NDArray[np.int64]
    reikwijdte: NDArray[np.int64]
    fase: NDArray[np.int64]
    fout: Mask


def is_given(value: object) -> bool:
    """Whether a cell holds something: not None, NaN, NA or an empty text."""
    if value is None or str(value) in ("", "<NA>", "NaT"):
        return False
    return bool(value == value)  # NaN is not equal to itself


def read_cells(table: "pd.DataFrame", pakket: Regelpakket) -> Cellen:
    """The cells of a frame whose columns are all known."""
    rows = len(table)
    wrong = np.zeros(rows, dtype=np.bool_)
    answers: dict[str, Kolom] = {}
    fields = {"gewenst": np.zeros(rows, dtype=np.int64), "reikwijdte": np.zeros(rows, dtype=np.int64)}
    fase = np.full(rows, -1, dtype=np.int64)
    for name in map(str, table.columns):
        codes, values = _factorize(table[name])
        if name in pakket.vragen:
            kinds = [_antwoord(pakket.vragen[name], value) for value in values]
            bad = np.array([False, *(kind is None for kind in kinds)])
            answers[name] = Kolom(codes, (None, *kinds))
        elif name == "fase":
            fase, bad = _indexes(codes, values, FASEN, absent=-1)
        elif name in fields:
            fields[name], bad = _indexes(codes, values, WISHES if name == "gewenst" else SCOPES, absent=0)
        elif name == "fictief":
            bad = np.array([False, *(value.lower() not in ("true", "false") for value in values)])
        else:
            bad = np.array([False, *(not value.strip() for value in values)])
        wrong |= bad[codes]
    return Cellen(answers, fields["gewenst"], fields["reikwijdte"], fase, wrong)


def _factorize(column: "pd.Series[Any]") -> tuple[Codes, list[str]]:
    """A code a cell, 0 for a cell that holds nothing, and the texts behind the codes from 1."""
    import pandas as pd

    raw, distinct = pd.factorize(column, use_na_sentinel=True)
    texts = [str(value) for value in distinct]
    given = [text for value, text in zip(distinct, texts, strict=True) if is_given(value)]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(given), start=1)}
    lookup = np.array([0, *(numbers.get(text, 0) for text in texts)], dtype=np.uint16)
    codes: Codes = lookup[raw + 1]
    return codes, list(numbers)


def _antwoord(vraag: Vraag, answer: str) -> Antwoord | None:
    """The answer, or None when it does not fit the question."""
    if answer == "nvt":
        fits = vraag.nvt_mogelijk
    elif vraag.soort == "stelling":
        fits = answer in STELLING_ANTWOORDEN
    else:
        fits = answer == "onbekend" or answer in vraag.opties
    return Antwoord((answer,)) if fits else None


def _indexes(codes: Codes, values: list[str], options: tuple[str, ...], absent: int) -> tuple[NDArray[np.int64], Mask]:
    known = [options.index(value) if value in options else None for value in values]
    lookup = np.array([absent, *(absent if k is None else k for k in known)], dtype=np.int64)
    return lookup[codes], np.array([False, *(k is None for k in known)])


def evaluate_frame(
    table: "pd.DataFrame",
    pakket: Regelpakket,
    programma: Programma,
    today: date,
    error: Callable[[int], Mapping[str, Any]],
    *,
    scores: bool,
) -> "pd.DataFrame":
    """The batch rows of a frame that fits in one block, in its order.

    `error` gives the batch row of a row (by place) that has a cell which cannot be read.
    """
    import pandas as pd

    cells = read_cells(table, pakket)
    good = np.flatnonzero(~cells.fout)
    every = np.where(cells.fase[good] < 0, len(FASEN), 1)
    place = np.repeat(good, every)
    first = np.concatenate(([0], np.cumsum(every)[:-1])) if len(every) else np.zeros(0, dtype=np.int64)
    turn = np.arange(len(place)) - np.repeat(first, every)
    fase = np.where(cells.fase[place] < 0, turn, cells.fase[place])
    columns, rijen = _columns(cells, place, fase, pakket, today)
    found = frame_of(evaluate_block(pakket, programma, columns, rijen, len(place), scores=scores))
    rows = pd.concat([_head(table, place, fase, cells), found], axis=1)
    bad = np.flatnonzero(cells.fout)
    if not len(bad):
        return rows
    failed = pd.DataFrame([dict(error(int(number))) for number in bad])
    both = pd.concat([rows, failed], ignore_index=True)
    order = np.argsort(np.concatenate([place, bad]), kind="stable")
    return both.iloc[order].reset_index(drop=True)


def _columns(
    cells: Cellen, place: NDArray[np.int64], fase: NDArray[np.int64], pakket: Regelpakket, today: date
) -> tuple[dict[str, Kolom], Rijen]:
    columns = {name: Kolom(k.codes[place], k.soorten) for name, k in cells.antwoorden.items()}
    count = len(place)
    columns["fase"] = Kolom((fase + 1).astype(np.uint16), FASE_SOORTEN)
    columns["reikwijdte"] = Kolom(cells.reikwijdte[place].astype(np.uint16), REIKWIJDTE_SOORTEN)
    columns["land"] = Kolom(np.ones(count, dtype=np.uint16), (None, Antwoord(("NL",))))
    wish = cells.gewenst[place]
    return columns, Rijen(
        gewenst={a: pack(wish == number) for number, a in enumerate(ARCHETYPES, start=1)},
        fase={f: pack(fase == number) for number, f in enumerate(FASEN)},
        verschil=verschil(columns, count),
        geldig=geldig(pakket, np.full(count, today.toordinal())),
    )


def _head(table: "pd.DataFrame", place: NDArray[np.int64], fase: NDArray[np.int64], cells: Cellen) -> "pd.DataFrame":
    """The columns before `uitkomst`: what the frame itself says, and `rij <index>` where it has no name."""
    import pandas as pd

    own = pd.Series([f"rij {index}" for index in table.index], dtype="string")
    head = pd.DataFrame({"bestand": own.iloc[place].reset_index(drop=True)})
    defaults: dict[str, pd.Series[Any] | str | None] = {
        "dossier": own,
        "fictief": "false",
        "gemeente": None,
        "gebied": None,
        "thema": "algemeen",
    }
    for name, absent in defaults.items():
        head[name] = _texts(table, name, absent).iloc[place].reset_index(drop=True)
    head["fictief"] = (head["fictief"].str.lower() == "true").astype("boolean")
    head["fase"] = words(FASEN, fase)
    head["reikwijdte"] = words(SCOPES, cells.reikwijdte[place])
    head["gewenst"] = words(WISHES, cells.gewenst[place])
    return head


def _texts(table: "pd.DataFrame", name: str, absent: "pd.Series[Any] | str | None") -> "pd.Series[Any]":
    """A column as texts, with what stands where a cell holds nothing."""
    import pandas as pd

    if name not in table.columns:
        return absent if isinstance(absent, pd.Series) else pd.Series([absent] * len(table), dtype="string")
    texts = table[name].astype("string").reset_index(drop=True)
    texts = texts.mask(texts == "")
    return texts if absent is None else texts.fillna(absent)
