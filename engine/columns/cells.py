"""Reads the columns of a table, from pandas or from Arrow: one column a vraag, plus the fields of an afspraak.

A column becomes codes into its distinct texts, so that each text is looked at once however many rows hold it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from ..circuit.worlds import AnswerKind
from ..model.dossier import Standpunt
from ..model.errors import InvoerFout, Melding, Plek, near
from ..model.kept import once_a_pack
from ..model.regelpakket import Regelpakket
from ..model.schema import Datum
from ..model.words import BOOLEAN_WORDS, FASEN, INGEBOUWDE_VRAGEN
from ..reading.pack_checks import check_answers
from .leaves import AnswerColumn
from .planes import Codes, places
from .rows import SCOPES, WISHES

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

OPTIES: Final[Mapping[str, Sequence[str]]] = {"gewenst": WISHES, "fase": FASEN, "reikwijdte": SCOPES}
"""The fields that are one of a few words."""
TEKSTEN: Final = ("dossier", "thema", "gemeente", "gebied")
FIELDS: Final = (*OPTIES, *TEKSTEN, "fictief", "peildatum")
"""What a column of a table can be, besides a vraag."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TextColumn:
    """One column: of each row the place of its text in `teksten`, None being a cell that holds nothing.

    Where codes are signed -1 is the last place.
    """

    codes: Codes
    teksten: Sequence[str | None]

    @property
    def plaatsen(self) -> Codes:
        """The codes without a sign."""
        return places(self.codes, len(self.teksten))

    def at(self, row: int) -> str | None:
        """The text of one row."""
        return self.teksten[int(self.codes[row])]


def is_given(value: object) -> bool:
    """Whether a cell holds something: not None, NaN, NA or an empty text."""
    if value is None or str(value) in ("", "<NA>", "NaT"):
        return False
    return bool(value == value)  # NaN is not equal to itself


def text_of(value: object) -> str | None:
    """What a cell holds, as text; None for nothing. A moment at midnight is the day, as tables write a day so."""
    if isinstance(value, datetime) and is_given(value) and value.time() == time():
        return value.date().isoformat()
    return str(value) if is_given(value) else None


@dataclass(frozen=True, slots=True)
class CodedSeries:
    """A column of a DataFrame, of any type: of each row the place of its text, or -1 where the cell holds nothing."""

    codes: NDArray[np.signedinteger[Any]]
    teksten: Sequence[str | None]

    def part(self, rows: slice) -> TextColumn:
        """Some of the rows, not copied."""
        return TextColumn(self.codes[rows], (*self.teksten, None))


def signed(many: int) -> "type[np.signedinteger[Any]]":
    """The smallest type for the places of so many texts, and -1."""
    return next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if many <= np.iinfo(kind).max)


def of_series(column: "pd.Series[Any]") -> CodedSeries:
    """A column of a DataFrame; one of categories is taken as it is."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        known = column.array
        return CodedSeries(known.codes, [text_of(v) for v in known.categories.tolist()])
    try:
        codes, found = pd.factorize(column, use_na_sentinel=True)
    except TypeError:  # a list or a dict in a cell
        codes, found = pd.factorize(pd.Series([text_of(v) for v in column], dtype=object), use_na_sentinel=True)
    return CodedSeries(codes.astype(signed(len(found))), [text_of(v) for v in list(found)])


def of_arrow(column: "pa.Array", space: NDArray[np.int8] | None = None) -> TextColumn:
    """A column of a record batch, of any type; a dictionary is taken as it is.

    Args:
        space: where codes of a byte can stand that have to be made: one piece of memory for all columns costs less.
    """
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        try:
            column = column.dictionary_encode()
        except pa.ArrowNotImplementedError:  # lists and the like
            column = pa.array([text_of(v) for v in column.to_pylist()], pa.string()).dictionary_encode()
    texts, kind = [text_of(v) for v in column.dictionary.to_pylist()], signed(len(column.dictionary))
    if not len(column):
        return TextColumn(np.zeros(0, dtype=kind), (*texts, None))
    indices, first = column.indices, column.offset
    valid, data = indices.buffers()
    given = np.frombuffer(data, dtype=indices.type.to_pandas_dtype())[first : first + len(column)]
    same = given.itemsize == np.dtype(kind).itemsize
    codes: Codes = given.view(kind) if same else given.astype(kind)
    if indices.null_count:
        bits = np.frombuffer(valid, dtype=np.uint8)
        found = space if kind is np.int8 and space is not None else np.empty(len(codes), dtype=kind)
        for start in range(0, len(codes), AT_ONCE):
            stop = min(start + AT_ONCE, len(codes))
            byte, bit = divmod(first + start, 8)
            there = np.unpackbits(bits[byte : -(-(first + stop) // 8)], bitorder="little")[bit:][: stop - start]
            there -= 1  # all bits where there is nothing: with those any code is -1
            np.bitwise_or(codes[start:stop], there.view(np.int8), out=found[start:stop])
        codes = found
    return TextColumn(codes, (*texts, None))


AT_ONCE: Final = 131_072
"""So many cells are looked at together, as they are then still near the processor."""


@dataclass(frozen=True, slots=True)
class Invoer:
    """A block of rows of a table: answers and wishes as codes (places in OPTIES), texts, and where a row is wrong.

    `fase` is len(FASEN) where the row names none and every fase is meant; `dagen` are the days that the column
    peildatum names, as ordinals, with 0 where it names none.
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
    dagen: NDArray[np.int64] | None = None

    def meldingen(self, row: int, naam: str) -> list[Melding]:
        """What is wrong with the cells of one row, which is called `naam`."""
        found: list[Melding] = []
        for name, refused in self.geweigerd.items():
            plek = cell_plek(naam, name)
            found += [replace(m, plek=plek) for m in refused.get(self.cellen[name].at(row) or "", ())]
        return found


Checked = dict[tuple[str, str], tuple[Melding, ...]]
"""What is wrong with a text in the column of a vraag, by both."""


def read_cells(
    cellen: Mapping[str, TextColumn], rijen: int, pakket: Regelpakket, checked: Checked | None = None
) -> Invoer:
    """The rows of a table whose columns are all known (see `check_columns`).

    Hand in one `checked` for all blocks of a table, so that each answer is looked at once.
    """
    checked, sound = {} if checked is None else checked, _sound(pakket)

    def wrong_with(name: str, text: str) -> tuple[Melding, ...]:
        if (name, text) in sound:
            return ()
        if name not in pakket.vragen:
            return tuple(cell_meldingen(name, text, "", pakket))
        if (name, text) not in checked:
            checked[name, text] = tuple(cell_meldingen(name, text, "", pakket))
            if not checked[name, text]:
                sound.add((name, text))
        return checked[name, text]

    wrong = np.zeros(rijen, dtype=np.bool_)
    answers: dict[str, AnswerColumn] = {}
    fields = {name: np.full(rijen, _absent(name), dtype=np.uint8) for name in OPTIES}
    refused: dict[str, dict[str, tuple[Melding, ...]]] = {}
    days = None
    for name, column in cellen.items():
        bad = {t: m for t in column.teksten if t is not None and (m := wrong_with(name, t))}
        if bad:
            refused[name] = bad
            wrong |= np.array([text in bad for text in column.teksten])[column.codes]
        fitting = [None if text in bad else text for text in column.teksten]
        if name in pakket.vragen:
            kinds = [None if text is None else AnswerKind(frozenset((text,))) for text in fitting]
            answers[name] = AnswerColumn(column.codes, kinds)
        elif name in OPTIES:
            words = [_absent(name) if text is None else OPTIES[name].index(text) for text in fitting]
            fields[name] = np.array(words, dtype=np.uint8)[column.codes]
        elif name == "peildatum":
            ordinals = [0 if text is None else date.fromisoformat(text).toordinal() for text in fitting]
            days = np.array(ordinals, dtype=np.int64)[column.codes]
    fout = wrong if wrong.any() else None
    return Invoer(rijen, answers, **fields, cellen=cellen, geweigerd=refused, fout=fout, dagen=days)


@once_a_pack
def _sound(pakket: Regelpakket) -> set[tuple[str, str]]:
    """The answers of which it was seen that they fit, by question; no more than a pack knows."""
    return set()


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
    elif kolom == "peildatum":
        yield from _not_a_day(text, plek)
    elif kolom in OPTIES and text not in OPTIES[kolom]:
        facts = {"waarde": text, "sleutel": kolom, "opties": ", ".join(OPTIES[kolom])}
        yield Melding("waarde_onbekend", plek, facts, near(text, OPTIES[kolom]))
    elif kolom == "fictief" and text.lower() not in ("true", "false"):
        yield Melding("geen_vlag", plek, {"waarde": text, "sleutel": kolom})


def _not_a_day(text: str, plek: Plek) -> Iterator[Melding]:
    try:
        TypeAdapter(Datum).validate_python(text)
    except ValidationError as wrong:
        for each in wrong.errors():
            yield Melding(each["type"], plek, {"waarde": text}, each.get("ctx", {}).get("suggestie") or None)


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
