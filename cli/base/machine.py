"""Results for other programs: JSON, lines of JSON, and CSV that a spreadsheet opens without running anything."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import category

from wijktoets._packing import RISKY
from wijktoets.texts import printable


def json_text(value: object) -> str:
    """JSON that people can read, in the order of the keys, with a newline at the end."""
    return _dumped(value, indent=2)


def jsonl_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """One row of JSON a line."""
    return "".join(map(_dumped, rows))


def _dumped(value: object, indent: int | None = None) -> str:
    """One JSON value, its letters as they are; what nobody sees, or what turns a line round, as an escape of JSON."""
    lines = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False).split("\n")
    return "".join(f"{escaped(line)}\n" for line in lines)


def escaped(line: str) -> str:
    """A line of JSON with what nobody sees in it as an escape of JSON."""
    if line.isprintable():
        return line
    seen = (char if char.isprintable() or category(char) == "Zs" else json.dumps(char)[1:-1] for char in line)
    return "".join(seen)


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV; what is not there is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([written(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    r"""A value for a spreadsheet: text that could be taken for a formula gets a quote before it.

    What nobody sees in it is shown, as on a screen.

    >>> cell("=1+1"), cell("wijk"), cell(-1), cell("\u202eja")
    ("'=1+1", 'wijk', -1, '\\u202eja')
    """
    if not isinstance(value, str):
        return value
    shown = value if value.isprintable() else printable(value)
    return f"'{shown}" if value.startswith(RISKY) else shown


def written(value: Any) -> Any:
    """A value as it stands in CSV."""
    return str(value).lower() if isinstance(value, bool) else cell(value)
