"""Whole batch rows of generated packs and dossiers: columns says what direct says, to the last digit of the scores."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.engine.columns.agreement import columns_rows, differences, made


@settings(max_examples=min(1_000, settings().max_examples))  # of test_facts.py, which is quicker, many more
@given(st.data())
def test_every_column_of_every_row(data: st.DataObject) -> None:
    raw = data.draw(strategies.packs())
    pack, dossiers = made(raw, [data.draw(strategies.dossiers(raw)) for _ in range(6)])
    assert differences(pack, dossiers) == []


@settings(max_examples=10)
@given(st.data())
def test_a_row_is_the_same_whatever_stands_around_it(data: st.DataObject) -> None:
    raw = data.draw(strategies.packs())
    pack, dossiers = made(raw, [data.draw(strategies.dossiers(raw)) for _ in range(3)])
    together = columns_rows(pack, dossiers)
    alone = [row for each in dossiers for row in columns_rows(pack, [each])]
    assert together == alone
    back = [row for each in reversed(dossiers) for row in columns_rows(pack, [each])]
    assert columns_rows(pack, dossiers[::-1]) == back
    assert sorted(map(str, back)) == sorted(map(str, together))
