"""Batch rows as csv, json or lines of JSON, the bytes that machine.py gives for rows of plain values.

Of rows in Arrow each different value of a column is written once; the texts are then joined by Arrow, so that no row
becomes a Python value. A few rows at a time, so that memory does not grow with them.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from wijktoets._packing import RISKY

from ..base.machine import csv_text, escaped, written

if TYPE_CHECKING:
    import pyarrow as pa

ROWS: Final = 65_536
"""So many rows are a text at once."""


@dataclass(frozen=True, slots=True)
class TextShape:
    """How rows stand in a text: what goes before a name, a value and a row, between values, and around all rows."""

    value: Callable[[Any], str]
    """One value, None for what is not there."""
    risky: str
    """A regular expression: a text in which it is not found stands as it is, between `quotes`."""
    quotes: str
    named: bool
    row: tuple[str, str, str]
    """What stands before a row, between its values and after it."""
    around: tuple[str, str, str]
    """What stands first, in the place of what stands before the first row, and last."""
    empty: str
    """The whole text when there are no rows, without what stands first."""

    def name(self, column: str) -> str:
        """What stands before a value to say of which column it is."""
        return f"{json.dumps(column)}: " if self.named else ""


def _csv_value(value: Any) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([written(value), ""])  # alone, an empty field would be quoted
    return out.getvalue().removesuffix(",\n")


def _json_value(value: Any) -> str:
    plain = value.isoformat() if isinstance(value, date) else value
    return escaped(json.dumps(plain, ensure_ascii=False, allow_nan=False))


_LEADING: Final = "".join(f"\\x{ord(sign):02x}" for sign in RISKY)
_SEEN: Final = " -~\u00c0-\u024f"
"""Signs that surely are seen as they stand: those of ASCII, and letters with accents. All others are looked at."""
_JSON: Final = rf'["\\]|[^{_SEEN}]'
SHAPES: Final = {
    "csv": TextShape(_csv_value, rf'[",]|[^{_SEEN}]|^[{_LEADING}]|^$', "", False, ("", ",", "\n"), ("", "", ""), ""),
    "jsonl": TextShape(_json_value, _JSON, '"', True, ("{", ", ", "}\n"), ("", "{", ""), ""),
    "json": TextShape(
        _json_value,
        _JSON,
        '"',
        True,
        (",\n  {\n    ", ",\n    ", "\n  }"),
        ("[", "\n  {\n    ", "\n]\n"),
        "]\n",
    ),
}


def encoded(tables: Iterable[Any], shape: str, columns: Sequence[str]) -> Iterator[bytes]:
    """Batch rows, tables of Arrow or lists of plain values, as a text of this shape, in parts."""
    how = SHAPES[shape]
    yield (csv_text([], columns) if shape == "csv" else how.around[0]).encode()
    begun = False
    for table in tables:
        for start in range(0, len(table), ROWS):
            few = table[start : start + ROWS]
            part = _written(few, how) if isinstance(few, list) else _joined(few, how)
            yield part if begun else how.around[1].encode() + part[len(how.row[0].encode()) :]
            begun = True
    yield (how.around[2] if begun else how.empty).encode()


def _written(rows: Sequence[Mapping[str, Any]], how: TextShape) -> bytes:
    before, between, after = how.row
    values = ([how.name(name) + how.value(value) for name, value in row.items()] for row in rows)
    return "".join(before + between.join(row) + after for row in values).encode("utf-8", "backslashreplace")


def _joined(table: "pa.Table", how: TextShape) -> bytes:
    import pyarrow as pa
    import pyarrow.compute as pc

    before, between, after = how.row
    texts = []
    for place, name in enumerate(table.column_names):
        lead = (before if place == 0 else "") + how.name(name)
        tail = after if place == table.num_columns - 1 else ""
        texts.append(_texts(table[name], how, lead, tail))
    rows = pc.binary_join_element_wise(*texts, between).combine_chunks()
    whole = rows.cast(pa.large_string()) if isinstance(rows, pa.Array) else rows.chunk(0).cast(pa.large_string())
    _, _, data = whole.buffers()
    return bytes(data) if data is not None else b""


def _texts(column: "pa.ChunkedArray", how: TextShape, lead: str, tail: str) -> "pa.ChunkedArray":
    """The values of a column as they stand in the text, each different one written once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pa.types.is_string(column.type) and not column.null_count
    if plain and not pc.any(pc.match_substring_regex(column, how.risky)).as_py():
        return pc.binary_join_element_wise(pa.scalar(lead + how.quotes), column, pa.scalar(how.quotes + tail), "")
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    nothing = lead + how.value(None) + tail
    found = []
    for chunk in column.chunks:
        words = [lead + how.value(word) + tail for word in chunk.dictionary.to_pylist()]
        found.append(pc.fill_null(pa.array(words, pa.string()).take(chunk.indices), nothing))
    return pa.chunked_array(found, pa.string())
