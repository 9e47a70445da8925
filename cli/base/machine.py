"""Results for other programs: JSON, lines of JSON, and CSV that a spreadsheet opens without running anything."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet may take for a formula."""


def json_text(value: object) -> str:
    """JSON that people can read, in the order of the keys, with a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def jsonl_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """One row of JSON a line."""
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV; what is not there is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([written(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """A value for a spreadsheet: text that could be taken for a formula gets a quote before it.

    >>> cell("=1+1"), cell("wijk"), cell(-1)
    ("'=1+1", 'wijk', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def written(value: Any) -> Any:
    """A value as it stands in CSV."""
    return str(value).lower() if isinstance(value, bool) else cell(value)
