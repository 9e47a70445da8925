"""Batch rows as Arrow: words as dictionaries made from codes, and what pandas makes of them.

Every column has one type whatever the rows are (docs/formaten.md, Een rij van batch). Nothing here knows a rule.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ..model.words import ARCHETYPES, FASEN, NIVEAUS, ONDERDELEN, PARTIJEN, UITKOMSTEN
from ..result.table import COUNTS, Row
from .cells import Mask, signed
from .congruence import PASTEN
from .frame import BatchRows
from .long import NORMEN, STATUSES, LongRows
from .rows import SCOPES, WISHES
from .table import BARE, FITS, LEVELS, NumberColumn, WordColumn

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FEW: Final[Mapping[str, Sequence[str]]] = {
    "fase": FASEN,
    "reikwijdte": SCOPES,
    "gewenst": WISHES,
    "uitkomst": UITKOMSTEN,
    **dict.fromkeys((*LEVELS, *BARE), NIVEAUS),
    **dict.fromkeys(FITS, PASTEN),
    "archetype": ARCHETYPES,
    "onderdeel": ONDERDELEN,
    "rust_op": PARTIJEN,
    "norm": NORMEN,
    "status": STATUSES,
}
"""The columns that hold one of a few words, with all of these: their dictionary is the same in every table."""
MANY: Final = ("gemeente", "gebied", "thema", "signalen", "waarborg")
"""The columns whose words differ from table to table, and return in many rows."""
OWN: Final = ("bestand", "dossier", "fout")
"""The columns that are another text in each row."""
WordType = Literal["category", "string"]
"""How pandas is to hold words."""


@cache
def type_of(column: str) -> Any:
    """The Arrow type of a column of a batch row."""
    import pyarrow as pa

    if column in FEW:
        return pa.dictionary(pa.int8(), pa.string())
    if column in MANY:
        return pa.dictionary(pa.int32(), pa.string())
    if column in OWN:
        return pa.string()
    if column in (*COUNTS, "open_vragen", "eisen"):
        return pa.int64()
    return {"fictief": pa.bool_(), "peildatum": pa.date32()}.get(column, pa.float64())


def schema_of(columns: Sequence[str]) -> "pa.Schema":
    """The Arrow schema of batch rows."""
    import pyarrow as pa

    return pa.schema([(name, type_of(name)) for name in columns])


def file_schema(columns: Sequence[str]) -> "pa.Schema":
    """The same for a file, with what pandas needs to give its own types back, as counts may be missing."""
    import pyarrow as pa

    schema = schema_of(columns)
    if find_spec("pandas") is None:
        return schema
    texts = [name for name in columns if name != "peildatum"]
    known = pa.Schema.from_pandas(to_pandas(schema_of(texts).empty_table(), "string"), preserve_index=False)
    return schema.with_metadata(known.metadata)


def joined(tables: "Sequence[pa.Table]", columns: Sequence[str]) -> "pa.Table":
    """Tables of batch rows as one, in which each column has one dictionary: for words that differ from table to table
    those that occur, in order."""
    import pyarrow as pa

    whole = pa.concat_tables(tables).unify_dictionaries() if tables else schema_of(columns).empty_table()
    for place, field_ in enumerate(whole.schema):
        if field_.name in MANY and field_.name in columns:
            whole = whole.set_column(place, field_, _sorted(whole[field_.name]))
    return whole


def _sorted(column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    """A column of words whose dictionary is those that occur, in order."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not column.num_chunks:
        return column
    words = column.chunk(0).dictionary
    texts = words.to_pylist()
    if len(texts) == 1 and column.null_count < len(column):
        return column
    if column.null_count == len(column):
        none = pa.array([], words.type)
        return pa.chunked_array([pa.DictionaryArray.from_arrays(c.indices, none, safe=False) for c in column.chunks])
    used = {code for chunk in column.chunks for code in pc.unique(chunk.indices).to_pylist() if code is not None}
    order = sorted(used, key=lambda code: texts[code])
    if order == list(range(len(texts))):
        return column
    place = np.zeros(len(words) or 1, dtype=np.int32)
    place[order] = np.arange(len(order))
    kept = words.take(pa.array(order, pa.int32()))
    found = [pa.DictionaryArray.from_arrays(pa.array(place).take(chunk.indices), kept) for chunk in column.chunks]
    return pa.chunked_array(found, column.type)


def to_arrow(rows: BatchRows, columns: Sequence[str], own: Mapping[str, "pa.Array"]) -> "pa.Table":
    """Batch rows as a table of these columns; what a row is that is `fout` is empty, save for its `bestand`.

    Args:
        own: the columns that are not computed and not said by a cell: `bestand`, `fout`, and `dossier` when that is so.
    """
    import pyarrow as pa

    valid = Validity(rows.fout)
    whole = [name for name in columns if type_of(name) == pa.int64()]
    space = dict(zip(whole, np.empty((len(whole), rows.rijen), dtype=np.int64), strict=True))
    found = {n: own[n] if n in own else _array(n, rows.kolommen[n], valid, space.get(n)) for n in columns}
    return pa.Table.from_arrays([found[name] for name in columns], schema=schema_of(columns))


def drawn_out(heads: "pa.Table", rows: LongRows, columns: Sequence[str]) -> "pa.Table":
    """Long rows as a table of these columns; `heads` says what each of the rows that they come from is about."""
    valid = Validity(rows.leeg if rows.leeg.any() else None)
    table = heads.take(rows.herkomst)
    for name in (name for name in columns if name in rows.kolommen):
        table = table.append_column(name, _array(name, rows.kolommen[name], valid))
    return table.select(columns)


@dataclass(slots=True)
class Validity:
    """Where a column holds something, as Arrow keeps it: a bit a row. Made once for columns that are empty alike."""

    fout: Mask | None
    made: dict[int, tuple[Mask, "pa.Buffer"]] = field(default_factory=dict)

    def of(self, empty: Mask | None) -> "pa.Buffer | None":
        """The bits of a column that is empty here, and where a row is `fout`."""
        import pyarrow as pa

        if empty is None and self.fout is None:
            return None
        known = empty if empty is not None else self.fout
        assert known is not None
        if id(known) not in self.made:
            nothing = known if self.fout is None else known | self.fout
            self.made[id(known)] = (known, pa.py_buffer(np.packbits(~nothing, bitorder="little")))
        return self.made[id(known)][1]


def _array(
    name: str, kolom: WordColumn | NumberColumn, valid: Validity, space: NDArray[np.int64] | None = None
) -> "pa.Array":
    """A column of codes or numbers; copies codes and never a word.

    Args:
        space: where whole numbers are to stand.
    """
    import pyarrow as pa

    kind = type_of(name)
    if isinstance(kolom, NumberColumn):
        if kind == pa.bool_():
            bits = pa.py_buffer(np.packbits(kolom.getallen, bitorder="little"))
            return pa.Array.from_buffers(kind, len(kolom.getallen), [valid.of(kolom.leeg), bits])
        if space is not None:
            space[:] = kolom.getallen
            return _made(space, kind, valid.of(kolom.leeg))
        values = kolom.getallen.astype(_NUMPY.get(name) or kind.to_pandas_dtype(), copy=False)
        return _made(values, kind, valid.of(kolom.leeg))
    if pa.types.is_string(kind):
        return texts_of(kolom, valid.fout)
    codes, known, absent = kolom.codes, list(kolom.woorden), None
    if known.count(None) == 1:
        absent = codes == known.index(None)
    elif None in known:
        absent = np.array([word is None for word in known])[codes]
    if name in FEW:  # its own dictionary, so that all tables share one
        codes = codes if absent is None else np.multiply(codes, ~absent)
        known = list(FEW[name])
    index = kind.index_type
    same = name in FEW and codes.itemsize == 1  # those of a few words are codes that nobody else holds
    codes = codes.view(np.int8) if same else codes.astype(index.to_pandas_dtype())
    places = _made(codes, index, valid.of(absent))
    words = pa.array([word or "" for word in known], pa.string())
    return pa.DictionaryArray.from_arrays(places, words, safe=False)


def _made(values: NDArray[Any], kind: "pa.DataType", valid: "pa.Buffer | None") -> "pa.Array":
    """Numbers as Arrow holds them, without a copy."""
    import pyarrow as pa

    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(values)])


_NUMPY: Final = {"peildatum": np.int32}
"""How numpy holds what Arrow calls otherwise."""


def texts_of(kolom: WordColumn, fout: Mask | None = None) -> "pa.StringArray":
    """A column of words as plain texts."""
    import pyarrow as pa

    return pa.array(kolom.woorden, pa.string()).take(pa.array(kolom.codes, mask=fout))


def of_rows(rows: Iterable[Row], columns: Sequence[str]) -> "pa.Table":
    """Batch rows that are plain values as the same table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = list(rows)

    def array(name: str) -> "pa.Array":
        kind, values = type_of(name), [row[name] for row in given]
        if name == "peildatum":
            return pa.array([None if day is None else date.fromisoformat(day) for day in values], kind)
        if name in FEW:
            codes = pc.index_in(pa.array(values, pa.string()), pa.array(FEW[name], pa.string()), skip_nulls=True)
            return pa.DictionaryArray.from_arrays(codes.cast(pa.int8()), pa.array(FEW[name], pa.string()))
        if name in MANY:
            return pa.array(values, pa.string()).dictionary_encode().cast(kind)
        return pa.array(values, kind)

    return pa.Table.from_arrays([array(name) for name in columns], schema=schema_of(columns))


def to_plain(table: "pa.Table") -> list[Row]:
    """A table of batch rows as plain values."""
    import pyarrow as pa

    rows: list[Row] = table.cast(pa.schema([_plain(f) for f in table.schema])).to_pylist()
    return rows


def _plain(column: "pa.Field") -> "pa.Field":
    import pyarrow as pa

    return column.with_type(pa.string()) if column.name == "peildatum" else column


def to_pandas(table: "pa.Table", words: WordType = "category") -> "pd.DataFrame":
    """A table of batch rows as pandas holds it: words as categories, days as ISO text, counts that may be missing.

    The table is used up: what pandas can hold as it is (codes, whole numbers) is not copied.
    """
    import pandas as pd
    import pyarrow as pa

    if "peildatum" in table.column_names:
        place = table.column_names.index("peildatum")
        table = table.set_column(place, "peildatum", _as_text(table["peildatum"]))
    if words == "string":
        texts = [f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema]
        table = table.cast(pa.schema(texts))
    table = table.unify_dictionaries()
    kinds = {
        pa.string(): pd.StringDtype(),
        pa.large_string(): pd.StringDtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    found: dict[str, Any] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if column.type in (pa.int64(), pa.float64()):
            made = pd.arrays.IntegerArray if column.type == pa.int64() else pd.arrays.FloatingArray
            found[name] = made(_numbers(column.chunks, column.type.to_pandas_dtype()), _empty(column))
        elif pa.types.is_dictionary(column.type) and name in (*FEW, *MANY, "peildatum") and column.num_chunks:
            found[name] = _category(column)
        else:
            found[name] = column.to_pandas(types_mapper=kinds.get)
    return pd.DataFrame(found, index=pd.RangeIndex(len(table)), copy=False)


def _category(column: "pa.ChunkedArray") -> "pd.Categorical":
    """A column of words as categories; the codes of one that is in one piece and of a byte are not copied."""
    import pandas as pd

    known = tuple(column.chunk(0).dictionary.to_pylist())
    codes = _numbers([chunk.indices for chunk in column.chunks], np.int8).astype(signed(len(known)), copy=False)
    if column.null_count:
        codes[_empty(column)] = -1
    kind: Any = pd.CategoricalDtype(_words(known).view())
    return pd.Categorical.from_codes(codes, dtype=kind, validate=False)


@lru_cache(maxsize=64)
def _words(known: tuple[str, ...]) -> "pd.Index[Any]":
    """The same words for all tables; each looks at them by an object of its own, as an index can be given a name."""
    import pandas as pd

    return pd.Index(known)


def _numbers(chunks: "Sequence[pa.Array]", kind: Any) -> NDArray[Any]:
    """The numbers of a column, where they stand when that is one piece that may be written to; without any of this
    kind."""
    parts = []
    for chunk in chunks:
        whole = np.frombuffer(chunk.buffers()[1], dtype=chunk.type.to_pandas_dtype())
        parts.append(whole[chunk.offset : chunk.offset + len(chunk)])
    if len(parts) == 1 and parts[0].flags.writeable:
        return parts[0]
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)


def _empty(column: "pa.ChunkedArray") -> Mask:
    """Where a column holds nothing."""
    found, start = np.zeros(len(column), dtype=np.bool_), 0
    for chunk in column.chunks if column.null_count else ():
        if chunk.null_count:
            byte, bit = divmod(chunk.offset, 8)
            bits = ~np.frombuffer(chunk.buffers()[0], dtype=np.uint8)[byte : -(-(chunk.offset + len(chunk)) // 8)]
            found[start : start + len(chunk)] = np.unpackbits(bits, bitorder="little")[bit:][: len(chunk)]
        start += len(chunk)
    return found


def _as_text(days: "pa.ChunkedArray") -> "pa.ChunkedArray":
    """Days as ISO text, each written once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    first, last = pc.min_max(days).values()
    known = pc.unique(days).drop_null().sort() if first != last else None  # in most tables all are of one day
    texts = pa.array([first] if known is None else known, days.type).drop_null().cast(pa.string())
    first, none = (pa.scalar(place, pa.int32()) for place in (0, None))
    found = [
        pa.DictionaryArray.from_arrays(
            pc.if_else(each.is_valid(), first, none) if known is None else pc.index_in(each, known), texts
        )
        for each in days.chunks
    ]
    return pa.chunked_array(found, pa.dictionary(pa.int32(), pa.string()))
