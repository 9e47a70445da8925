"""Tables of polars and DuckDB: the same rows as pandas gives, in the kind of table that was given."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.builders import VANDAAG
from tests.engine.columns.agreement import rows_of
from tests.engine.columns.tables import PACK, table
from wijktoets import texts
from wijktoets.engine.columns.arrow import to_plain
from wijktoets.engine.result.batch import evaluate_batch

FRAME = table(150).assign(
    thema=pd.Series(["groen", None, "wonen"] * 50),
    gemeente=["A", "B"] * 75,
    dossier=pd.Series(["Eén", "Twee", None] * 50),
    peildatum=pd.Series(["2026-06-30", None, "2026-07-01"] * 50),
)
FRAME.loc[7, "p"] = "Ja"


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


def test_all_kinds_say_the_same_of_every_cell(tmp_path: Path) -> None:
    """A wrong cell, days, names and words with accents; from a file in blocks too, where rows are called after it."""
    arrow = pa.Table.from_pandas(FRAME, preserve_index=False)
    pq.write_table(arrow, tmp_path / "rijen.parquet")
    expected = rows_of(judged(FRAME))
    assert expected[7]["fout"] and [row["bestand"] for row in expected[:2]] == ["rij 0", "rij 1"]
    polars = judged(pl.from_pandas(FRAME))
    relation = judged(duckdb.from_arrow(arrow))
    tables = [judged(arrow), polars.to_arrow(), pa.table(relation.to_arrow_table())]
    assert [to_plain(each) for each in tables] == [expected] * 3
    for row in (*expected, *(found := rows_of(judged(tmp_path / "rijen.parquet")))):
        for name in ("bestand", "dossier", "fout"):
            del row[name]
    assert found == expected
