"""Tables of polars and DuckDB: the same rows as pandas gives, in the kind of table that was given."""

from typing import Any

import duckdb
import polars as pl
import pytest

from tests.builders import VANDAAG
from tests.engine.columns.agreement import rows_of
from tests.engine.columns.tables import PACK, table
from wijktoets import texts
from wijktoets.engine.columns.arrow import to_plain
from wijktoets.engine.result.batch import evaluate_batch

FRAME = table(150).assign(thema=["groen", None, "wonen"] * 50)


def judged(source: Any, **how: Any) -> Any:
    return evaluate_batch(source, PACK, VANDAAG, texts.melding, scores=True, **how)


@pytest.mark.parametrize("words", [pl.String, pl.Categorical])
def test_a_frame_of_polars(words: Any) -> None:
    frame = pl.from_pandas(FRAME).with_columns(pl.selectors.string().cast(words), cbs=pl.lit("BU01"))
    found = judged(frame, keep=["cbs"])
    assert isinstance(found, pl.DataFrame) and found["cbs"].to_list() == ["BU01"] * 150
    assert found["peildatum"].dtype == pl.Date
    assert to_plain(found.drop("cbs").to_arrow()) == rows_of(judged(FRAME))


def test_a_query_of_polars_comes_back_as_one() -> None:
    found = judged(pl.from_pandas(FRAME).lazy())
    assert isinstance(found, pl.LazyFrame)
    assert to_plain(found.collect().to_arrow()) == rows_of(judged(FRAME))


def test_a_relation_of_duckdb() -> None:
    made = judged(duckdb.from_df(FRAME).project("*, 'BU01' as cbs"), keep=["cbs"])
    assert isinstance(made, duckdb.DuckDBPyRelation)
    columns = [name for name in made.columns if name != "cbs"]
    assert rows_of(made.df()[columns].astype({"peildatum": "string"})) == rows_of(judged(FRAME))
    groups = made.aggregate("uitkomst, count(*) as rijen").fetchall()
    assert sum(many for _, many in groups) == 150
