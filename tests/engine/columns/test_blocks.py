"""Rows and blocks: nothing changes at the end of a word or a block, and memory and calls do not grow with rows."""

import sys
from collections import Counter
from datetime import date
from functools import cache
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.builders import VANDAAG
from tests.engine.columns.agreement import rows_of
from tests.engine.columns.tables import PACK, table
from wijktoets import texts
from wijktoets.engine.columns import cells, sources
from wijktoets.engine.columns import table as blocks
from wijktoets.engine.columns.frame import judge_table
from wijktoets.engine.columns.running import Space
from wijktoets.engine.columns.table import BLOK, distinct, programma_of
from wijktoets.engine.judging import direct
from wijktoets.engine.result.batch import evaluate_batch
from wijktoets.engine.result.table import COLUMNS, columns_of

BLOCK = 256
"""A small block, so that the ends of blocks come within reach of the direct engine."""


def judged(frame: pd.DataFrame, **how: Any) -> list[dict[str, Any]]:
    return rows_of(evaluate_batch(frame, PACK, VANDAAG, texts.melding, scores=True, **how))


@pytest.fixture(scope="module")
def expected() -> list[dict[str, Any]]:
    """What direct says of the rows of a table that is longer than a block."""
    return judged(table(2 * BLOCK + 1), engine=direct.compute)


@pytest.mark.parametrize("of", [(sources, "WHOLE"), (blocks, "BLOK")], ids=["rows read", "rows computed"])
@pytest.mark.parametrize("rows", [1, 63, 64, 65, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1])
def test_the_end_of_a_word_or_block(rows: int, of: Any, expected: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*of, BLOCK)
    assert judged(table(2 * BLOCK + 1).iloc[:rows]) == expected[:rows]


@cache
def many() -> pd.DataFrame:
    """More rows than a block holds."""
    return table(BLOK + 1, seed=2)


@pytest.mark.parametrize("rows", [BLOK - 1, BLOK, BLOK + 1])
def test_the_end_of_a_real_block(rows: int, expected: list[Any]) -> None:
    """A table of which the last rows repeat those that direct has judged."""
    frame = pd.concat([many().iloc[: rows - BLOCK], table(BLOCK)], ignore_index=True)
    found = evaluate_batch(frame, PACK, VANDAAG, texts.melding, scores=True)
    assert len(found) == rows
    for one, other in zip(rows_of(found.iloc[-BLOCK:]), expected[:BLOCK], strict=True):
        assert {**one, "bestand": None, "dossier": None} == {**other, "bestand": None, "dossier": None}


def test_a_block_of_rows_that_are_all_called_differently() -> None:
    frame = table(BLOK + 1).assign(dossier=[f"Wijk {n}" for n in range(BLOK + 1)])
    found = evaluate_batch(frame, PACK, VANDAAG, texts.melding)
    assert found["dossier"].tolist() == frame["dossier"].tolist()
    assert found["bestand"].iloc[-1] == f"rij {BLOK}"


def test_the_order_of_rows_does_not_matter(expected: list[Any]) -> None:
    frame = table(2 * BLOCK + 1)
    turned = frame.sample(frac=1.0, random_state=3)
    assert sorted(judged(turned), key=lambda r: int(r["bestand"][4:])) == expected


def test_no_rows_are_no_rows() -> None:
    found = evaluate_batch(table(1).iloc[:0], PACK, VANDAAG, texts.melding, scores=True)
    assert len(found) == 0
    assert (
        found.dtypes.astype(str).to_dict()
        == evaluate_batch(table(1), PACK, VANDAAG, texts.melding, scores=True).dtypes.astype(str).to_dict()
    )


def calls(times: int) -> Counter[str]:
    """Every call that Python makes to judge the same 500 rows so many times in one block, by name."""
    frame, counted = pd.concat([table(500)] * times, ignore_index=True), Counter[str]()
    rows = len(frame)
    programma, space = programma_of(PACK, columns=columns_of(True), afwegingen=False), Space()
    today = date(2026, 11, 1)

    def look(frame: FrameType, event: str, arg: Any) -> None:
        if event in ("call", "c_call"):
            counted[frame.f_code.co_name if event == "call" else str(getattr(arg, "__qualname__", arg))] += 1

    read = {str(name): cells.of_series(frame[name]).part(slice(None)) for name in frame}
    sys.setprofile(look)
    try:
        judge_table(cells.read_cells(read, rows, PACK), PACK, programma, today, space)
    finally:
        sys.setprofile(None)
    return counted


def test_the_number_of_calls_does_not_grow_with_the_rows() -> None:
    calls(1)  # what is made once for a pack is made here
    few, many = calls(1), calls(100)
    assert few == many
    assert 0 < sum(few.values()) < 5_000


@pytest.mark.parametrize("bound", [10, 2**20, 2**20 + 1, 2**40])
def test_the_distinct_values_and_where_they_are(bound: int) -> None:
    values = np.array([bound - 1, 3, bound - 1, 0, 3])
    found, places = distinct(values, bound)
    assert found == [0, 3, bound - 1]
    assert places.tolist() == [2, 1, 2, 0, 1]


def test_buffers_are_kept_from_block_to_block() -> None:
    frame, space = table(3000), Space()
    programma = programma_of(PACK, afwegingen=False)
    buffers = set()
    for start in range(0, 3000, 1000):
        part = frame.iloc[start : start + 1000]
        read = cells.read_cells({str(n): cells.of_series(part[n]).part(slice(None)) for n in part}, 1000, PACK)
        judge_table(read, PACK, programma, VANDAAG, space)
        buffers.add(space.slots.ctypes.data)
    assert len(buffers) == 1
    assert programma.plan.slots < len(programma.plan.steps) / 2


def test_a_pack_is_compiled_once_and_let_go_with_the_pack() -> None:
    from tests.builders import pakket, v, waarborg
    from wijktoets.engine.columns.table import _kept

    pack = pakket(waarborg("w", v("q")))
    before = len(_kept)
    assert programma_of(pack) is programma_of(pack)
    assert programma_of(pack) is programma_of(pack, columns=reversed(COLUMNS))
    assert programma_of(pack) is not programma_of(pack, columns=columns_of(True))
    assert len(_kept) == before + 1
    del pack
    assert len(_kept) == before


def test_rows_are_a_numpy_affair_only_inside() -> None:
    """Nothing of numpy leaks into what people get: plain words, whole numbers, true or false."""
    (row,) = judged(table(1))
    assert {type(value) for value in row.values()} <= {str, int, float, bool, type(None)}
    assert not any(isinstance(value, np.generic) for value in row.values())
