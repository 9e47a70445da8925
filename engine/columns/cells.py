"""Reads the columns of a table, from pandas or from Arrow: one column a vraag, plus the fields of an afspraak.

A column becomes codes into its distinct texts, so that each text is looked at once however many rows hold it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..circuit.worlds import AnswerKind
from ..model.dossier import Standpunt
from ..model.errors import InvoerFout, Melding, Plek, near
from ..model.regelpakket import Regelpakket
from ..model.words import BOOLEAN_WORDS, FASEN, INGEBOUWDE_VRAGEN
from ..reading.pack_checks import check_answers
from .leaves import AnswerColumn
from .planes import Codes, smallest
from .rows import SCOPES, WISHES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

OPTIES: Final[Mapping[str, Sequence[str]]] = {"gewenst": WISHES, "fase": FASEN, "reikwijdte": SCOPES}
"""The fields that are one of a few words."""
TEKSTEN: Final = ("dossier", "thema", "gemeente", "gebied")
FIELDS: Final = (*OPTIES, *TEKSTEN, "fictief")
"""What a column of a table can be, besides a vraag."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One column: of each row the place of its text in `teksten`, None being a cell that holds nothing."""

    codes: Codes
    teksten: Sequence[str | None]

    def at(self, row: int) -> str | None:
        """The text of one row."""
        return self.teksten[int(self.codes[row])]


def is_given(value: object) -> bool:
    """Whether a cell holds something: not None, NaN, NA or an empty text."""
    if value is None or str(value) in ("", "<NA>", "NaT"):
        return False
    return bool(value == value)  # NaN is not equal to itself


def text_of(value: object) -> str | None:
    """What a cell holds, as text; None for nothing."""
    return str(value) if is_given(value) else None


def of_series(column: "pd.Series[Any]") -> TextColumn:
    """A column of a DataFrame, of any type."""
    import pandas as pd

    distinct: Sequence[Any]
    if isinstance(column.dtype, pd.CategoricalDtype):
        raw, distinct = column.cat.codes.to_numpy(), list(column.cat.categories)
    else:
        try:
            raw, found = pd.factorize(column, use_na_sentinel=True)
        except TypeError:  # a list or a dict in a cell
            raw, found = pd.factorize(pd.Series([text_of(v) for v in column], dtype=object), use_na_sentinel=True)
        distinct = list(found)
    codes = raw.astype(np.int64) + 1  # -1 was a cell that holds nothing
    return TextColumn(codes.astype(smallest(len(distinct) + 1)), (None, *(text_of(v) for v in distinct)))


def of_arrow(column: "pa.Array") -> TextColumn:
    """A column of a record batch, of any type; a dictionary is taken as it is."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        try:
            column = column.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and the like
            column = pa.array([text_of(v) for v in column.to_pylist()], pa.string()).dictionary_encode()
    texts = [text_of(v) for v in column.dictionary.to_pylist()]
    codes = column.indices.fill_null(len(texts)) if column.null_count else column.indices
    return TextColumn(codes.to_numpy(zero_copy_only=False).astype(smallest(len(texts) + 1)), (*texts, None))


@dataclass(frozen=True, slots=True)
class Invoer:
    """A block of rows of a table: answers and wishes as codes (places in OPTIES), texts, and where a row is wrong.

    `fase` is len(FASEN) where the row names none and every fase is meant.
    """

    rijen: int
    antwoorden: Mapping[str, AnswerColumn]
    gewenst: Codes
    fase: Codes
    reikwijdte: Codes
    cellen: Mapping[str, TextColumn]
    geweigerd: Mapping[str, Mapping[str, tuple[Melding, ...]]]
    """Per column the texts that cannot be read, with what is wrong with them."""
    fout: Mask | None

    def meldingen(self, row: int, naam: str) -> list[Melding]:
        """What is wrong with the cells of one row, which is called `naam`."""
        found: list[Melding] = []
        for name, refused in self.geweigerd.items():
            plek = cell_plek(naam, name)
            found += [replace(m, plek=plek) for m in refused.get(self.cellen[name].at(row) or "", ())]
        return found


def read_cells(cellen: Mapping[str, TextColumn], rijen: int, pakket: Regelpakket) -> Invoer:
    """The rows of a table whose columns are all known (see `check_columns`)."""
    wrong = np.zeros(rijen, dtype=np.bool_)
    answers: dict[str, AnswerColumn] = {}
    fields = {name: np.full(rijen, _absent(name), dtype=np.uint8) for name in OPTIES}
    refused: dict[str, dict[str, tuple[Melding, ...]]] = {}
    for name, column in cellen.items():
        bad = {t: m for t in column.teksten if t is not None and (m := tuple(cell_meldingen(name, t, "", pakket)))}
        if bad:
            refused[name] = bad
            wrong |= np.array([text in bad for text in column.teksten])[column.codes]
        sound = [None if text in bad else text for text in column.teksten]
        if name in pakket.vragen:
            kinds = [None if text is None else AnswerKind(frozenset((text,))) for text in sound]
            answers[name] = AnswerColumn(column.codes, kinds)
        elif name in OPTIES:
            places = [_absent(name) if text is None else OPTIES[name].index(text) for text in sound]
            fields[name] = np.array(places, dtype=np.uint8)[column.codes]
    return Invoer(rijen, answers, **fields, cellen=cellen, geweigerd=refused, fout=wrong if wrong.any() else None)


def _absent(name: str) -> int:
    """What an absent word means, as a place in OPTIES: every fase, and otherwise onbekend."""
    return len(FASEN) if name == "fase" else 0


def cell_plek(naam: str, kolom: str) -> Plek:
    """Where a cell is: in which row or file, by its name, and in which column."""
    return Plek(f"{naam}, kolom {kolom}")


def cell_meldingen(kolom: str, text: str, naam: str, pakket: Regelpakket) -> Iterator[Melding]:
    """What is wrong with one cell of the row `naam`; an nvt in a table needs no toelichting."""
    plek = cell_plek(naam, kolom)
    if kolom in pakket.vragen and text.lower() in BOOLEAN_WORDS:
        yield Melding("boolean", plek, {"waarde": text, "woord": BOOLEAN_WORDS[text.lower()]})
    elif kolom in pakket.vragen:
        said = {kolom: (Standpunt.model_construct(antwoord=text, toelichting="-"),)}
        for code, _, facts, guess in check_answers(said, pakket.vragen):
            yield Melding(code, plek, facts, guess)
    elif not text.strip():
        yield Melding("leeg", plek, {"sleutel": kolom})
    elif kolom in OPTIES and text not in OPTIES[kolom]:
        facts = {"waarde": text, "sleutel": kolom, "opties": ", ".join(OPTIES[kolom])}
        yield Melding("waarde_onbekend", plek, facts, near(text, OPTIES[kolom]))
    elif kolom == "fictief" and text.lower() not in ("true", "false"):
        yield Melding("geen_vlag", plek, {"waarde": text, "sleutel": kolom})


def row_meldingen(cells: Mapping[str, str], naam: str, pakket: Regelpakket) -> list[Melding]:
    """What is wrong with the cells of one row."""
    return [melding for kolom, text in cells.items() for melding in cell_meldingen(kolom, text, naam, pakket)]


def check_columns(names: Sequence[str], pakket: Regelpakket, bestand: str = "") -> None:
    """Every column of a table (in a file, when it is named) is a vraag or a field, and there once.

    Raises:
        InvoerFout: for each column that is not.
    """
    known = [*pakket.vragen, *FIELDS]
    wrong: list[Melding] = []
    for place, name in enumerate(names):
        plek = cell_plek(bestand, name) if bestand else Plek(f"kolom {name}")
        if name not in known:
            code = f"antwoord_op_{name}" if name in INGEBOUWDE_VRAGEN else "vraag_onbekend"
            wrong.append(Melding(code, plek, {"naam": name}, near(name, known)))
        elif name in names[:place]:
            wrong.append(Melding("kolom_dubbel", plek, {"naam": name}))
    if wrong:
        raise InvoerFout(wrong)
