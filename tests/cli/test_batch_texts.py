"""csv and JSON of batch rows, in Arrow or not: byte for byte what machine.py makes of the same rows as plain values."""

from collections.abc import Callable

import pyarrow as pa
import pytest

from tests.builders import VANDAAG
from tests.engine.columns.tables import PACK, table
from wijktoets.cli.base.machine import csv_text, json_text, jsonl_text
from wijktoets.cli.batch import texts
from wijktoets.engine.columns.arrow import to_plain
from wijktoets.engine.result.batch import evaluate_batch
from wijktoets.engine.result.table import columns_of

ODD = ("=1+1", "-1", "a,b", 'q"t', "x\ny", "r\rs", "é", "\tz", None, "gewoon", "c\x01d", "@wie", "\u2028", "0.5")
COLUMNS = columns_of(True)
PLAIN: dict[str, Callable[[list[dict[str, object]]], str]] = {
    "csv": lambda rows: csv_text(rows, COLUMNS),
    "jsonl": jsonl_text,
    "json": json_text,
}


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    """Batch rows with all that may stand in a cell, among them one that cannot be read."""
    many = 10 * len(ODD)
    frame = table(many).assign(thema=list(ODD) * 10, gemeente=list(ODD[::-1]) * 10)
    frame["dossier"] = [f'{n} "' if n % 3 else f"@{n}" for n in range(many)]
    frame.loc[5, "p"] = 'zo"n\n'
    found: pa.Table = evaluate_batch(pa.Table.from_pandas(frame, preserve_index=False), PACK, VANDAAG, scores=True)
    return found


@pytest.mark.parametrize("shape", PLAIN)
def test_the_bytes_are_those_of_plain_rows(shape: str, rows: pa.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "ROWS", 50)
    plain = to_plain(rows)
    for blocks in ([rows.slice(0, 60), rows.slice(60)], [plain[:60], plain[60:]]):
        assert b"".join(texts.encoded(blocks, shape, COLUMNS)).decode() == PLAIN[shape](plain)


@pytest.mark.parametrize("shape", PLAIN)
def test_no_rows_are_the_bytes_of_no_rows(shape: str, rows: pa.Table) -> None:
    for blocks in ([], [rows.slice(0, 0)]):
        assert b"".join(texts.encoded(blocks, shape, COLUMNS)).decode() == PLAIN[shape]([])


def test_a_formula_is_guarded_and_a_sign_that_cannot_be_seen_is_escaped_as_before(rows: pa.Table) -> None:
    assert b"'=1+1" in b"".join(texts.encoded([rows], "csv", COLUMNS))
    assert b"\\u0001" in b"".join(texts.encoded([rows], "jsonl", COLUMNS))


def test_a_fault_is_caught(rows: pa.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "written", lambda value: value)
    assert b"".join(texts.encoded([rows], "csv", COLUMNS)).decode() != PLAIN["csv"](to_plain(rows))
