"""Compiled code says what numpy says of every number of a program, whatever the pack, the rows and their codes."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.builders import VANDAAG
from tests.engine.columns.agreement import made
from tests.engine.columns.tables import PACK, table
from wijktoets import texts
from wijktoets.engine.circuit.gates import Circuit
from wijktoets.engine.columns import compiled
from wijktoets.engine.columns.dossiers import DossierRow, blok_of
from wijktoets.engine.columns.running import Space, execute, plan
from wijktoets.engine.columns.table import Block, judged, programma_of
from wijktoets.engine.judging.cases import cases
from wijktoets.engine.result.batch import evaluate_batch
from wijktoets.engine.result.table import columns_of

pytest.importorskip("numba")


@pytest.fixture(autouse=True)
def taken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled code from the first row on."""
    monkeypatch.setattr(compiled, "PAID", -1)
    assert compiled.kernel() is not None


def by_numpy(make: Any) -> Any:
    """The same by numpy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "PAID", float("inf"))
        return make()


@settings(max_examples=min(200, settings().max_examples))
@given(st.data())
def test_every_number_of_every_row(data: st.DataObject) -> None:
    raw = data.draw(strategies.packs())
    pack, dossiers = made(raw, [data.draw(strategies.dossiers(raw)) for _ in range(6)])
    rijen = [DossierRow(d, a, f, d.peildatum or VANDAAG, a.archetype) for d in dossiers for a, f in cases(d)]
    programma, blok = programma_of(pack, columns=columns_of(True)), blok_of(rijen, pack)
    assert different(programma, blok) == []


def different(programma: Any, blok: Block) -> list[object]:
    """The numbers that the two do not agree on."""
    found, expected = judged(programma, blok, Space()), by_numpy(lambda: judged(programma, blok, Space()))
    assert {name: codes.dtype for name, codes in found.items()} == {n: codes.dtype for n, codes in expected.items()}
    return [name for name in expected if not np.array_equal(found[name], expected[name])]


@given(st.data())
@settings(max_examples=min(50, settings().max_examples))
def test_a_truth_by_digits(data: st.DataObject) -> None:
    digits = data.draw(st.integers(0, 4))
    many = 1 if digits == 0 else data.draw(st.integers(2 ** (digits - 1) + 1, 2**digits))
    truth = data.draw(st.lists(st.sampled_from([True, False, None]), min_size=many, max_size=many))
    circuit = Circuit()
    found = plan(circuit, {"": compiled.chosen_by(truth, [circuit.input(d) for d in range(digits)], circuit)})
    planes = {
        d: np.array([sum((place >> d & 1) << place for place in range(many))], dtype=np.uint64) for d in range(digits)
    }
    word = int(execute(found, planes, 1, Space())[""][0])
    assert all(told is None or bool(word >> place & 1) == told for place, told in enumerate(truth))


ENDS = (1, 63, 64, 65, 8 * 64 * compiled.WIDE - 1, 8 * 64 * compiled.WIDE + 1)


@pytest.mark.parametrize("rows", ENDS)
def test_the_end_of_a_word_or_of_what_is_done_at_once(rows: int) -> None:
    frame = table(rows)
    found = evaluate_batch(frame, PACK, VANDAAG, texts.melding, scores=True)
    pd.testing.assert_frame_equal(
        found, by_numpy(lambda: evaluate_batch(frame, PACK, VANDAAG, texts.melding, scores=True))
    )


@pytest.mark.parametrize("kind", ["category", "many words", "arrow", "days"])
def test_columns_of_any_kind(kind: str) -> None:
    frame: Any = table(700)
    if kind == "category":
        frame = frame.astype("category")
    elif kind == "many words":
        frame["p"] = [f"woord {n}" if n % 3 else "ja" for n in range(700)]
    elif kind == "days":
        frame["peildatum"] = ["2026-01-01", "2020-05-05", None, "geen dag"] * 175
    else:
        frame = pa.Table.from_pandas(frame.astype("category"), preserve_index=False)
    found, expected = (make(lambda: evaluate_batch(frame, PACK, VANDAAG, texts.melding)) for make in (_now, by_numpy))
    assert found.to_pylist() == expected.to_pylist() if kind == "arrow" else found.equals(expected)


def _now(make: Any) -> Any:
    return make()


def test_a_fault_in_it_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the gates turned into others: the comparison above sees it."""
    from wijktoets.engine.columns.cells import of_series, read_cells
    from wijktoets.engine.columns.frame import block_of, placed

    cells = {str(name): of_series(column).part(slice(None)) for name, column in table(300).items()}
    blok = block_of(placed(read_cells(cells, 300, PACK), VANDAAG), PACK)
    programma = programma_of(PACK, afwegingen=False)
    assert different(programma, blok) == []
    compiled._steps.cache_clear()
    monkeypatch.setitem(compiled.KINDS, np.bitwise_and, 1)
    assert different(programma, blok)
    compiled._steps.cache_clear()


def test_it_waits_until_it_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    blok = Block(600, {}, {})
    monkeypatch.setattr(compiled, "PAID", 1000)
    monkeypatch.setattr(compiled, "_asked", [0])
    assert [compiled.ready(blok) for _ in range(3)] == [False, True, True]


@pytest.mark.parametrize("why", ["absent", "switched off", "no folder"])
def test_without_it_numpy_does_all(why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import numba

    def refused(**_: object) -> Any:
        raise RuntimeError("cannot cache function")

    if why == "absent":
        monkeypatch.setattr(compiled, "find_spec", lambda name: None)
    elif why == "switched off":
        monkeypatch.setattr(numba.config, "DISABLE_JIT", 1)
    else:
        monkeypatch.setattr(numba, "njit", refused)
    compiled.kernel.cache_clear()
    try:
        assert not compiled.ready(Block(600, {}, {}))
        assert len(evaluate_batch(table(10), PACK, VANDAAG, texts.melding)) == 10
    finally:
        compiled.kernel.cache_clear()
