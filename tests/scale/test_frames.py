"""A dask DataFrame gives the rows that one table gives, however it is split; needs no cluster."""

from typing import Any

import dask
import dask.dataframe as dd
import pandas as pd
import pytest
from dask.dataframe.utils import assert_eq

import wijktoets
from tests.builders import VANDAAG
from tests.engine.columns.tables import PACK, table
from wijktoets import scale
from wijktoets.engine.model.errors import InvoerFout

FRAME = table(90).assign(cbs=range(90), thema=pd.Series(["groen", None, "wonen"] * 30))


@pytest.fixture(autouse=True)
def _alone() -> Any:
    with dask.config.set(scheduler="synchronous"):
        yield


def judged(rows: Any, **how: Any) -> Any:
    return scale.evaluate_batch(rows, PACK, today=VANDAAG, keep=["cbs"], **how)


def whole(**how: Any) -> pd.DataFrame:
    """The same of the table as one, with texts where a dask DataFrame has them."""
    found: pd.DataFrame = wijktoets.evaluate_batch(FRAME, PACK, today=VANDAAG, keep=["cbs"], **how)
    return found.astype({name: "string" for name in scale.OPEN if name in found})


@pytest.mark.parametrize("parts", [1, 3, 7])
@pytest.mark.parametrize("words", ["category", "string"])
def test_the_rows_of_one_table_however_it_is_split(parts: int, words: Any) -> None:
    found = judged(dd.from_pandas(FRAME, npartitions=parts), scores=True, words=words)
    assert found.npartitions == parts
    assert_eq(found, whole(scores=True, words=words))  # types and index of every partition too
    pd.testing.assert_frame_equal(found.compute(), whole(scores=True, words=words))


def test_only_what_is_asked_of_rows_without_a_fase() -> None:
    frame = FRAME.drop(columns="fase")
    found = judged(dd.from_pandas(frame, npartitions=4), columns=["uitkomst", "thema"], thema="wonen")
    assert len(found) == 90 and list(found.columns) == ["uitkomst", "thema", "cbs"]
    assert found.groupby("uitkomst", observed=True).size().sum().compute() == 90


def test_nothing_is_computed_before_it_is_asked_and_the_day_is_that_of_the_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[int] = []
    judge = scale._judged

    def counted(frame: pd.DataFrame, *pack: Any, **how: Any) -> pd.DataFrame:
        done.append(len(frame))
        return judge(frame, *pack, **how)

    monkeypatch.setattr(scale, "_judged", counted)
    found = judged(dd.from_pandas(FRAME, npartitions=3), columns=["peildatum"])
    assert done == [0]
    assert set(found["peildatum"].compute()) == {VANDAAG.isoformat()}
    assert done == [0, 30, 30, 30]


def test_what_cannot_be_is_said_at_once() -> None:
    with pytest.raises(InvoerFout) as refused:
        judged(dd.from_pandas(FRAME.assign(gewnst="x"), npartitions=2))
    assert [(m.code, m.suggestie) for m in refused.value.meldingen] == [("vraag_onbekend", "gewenst")]
    with pytest.raises(InvoerFout) as refused:
        judged(FRAME)
    assert [m.code for m in refused.value.meldingen] == ["geen_dask"]


# Draws


def shares(rows: Any, **how: Any) -> Any:
    return scale.simulate(rows, PACK, by=["fase"], today=VANDAAG, **how)


def test_draws_of_one_partition_are_those_of_the_table_and_of_more_follow_from_the_seed() -> None:
    frame, told = FRAME.drop(columns="cbs"), dict[str, Any](draws=40, readings=True)
    expected = wijktoets.simulate(frame, PACK, by=["fase"], today=VANDAAG, **told)
    pd.testing.assert_frame_equal(shares(dd.from_pandas(frame, npartitions=1), **told), expected)
    split = dd.from_pandas(frame, npartitions=4)
    one, again, other = (shares(split, seed=seed, **told) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one["aandeel"].equals(other["aandeel"]) and one["trekkingen"].equals(expected["trekkingen"])


def test_what_is_computed_for_all_completions_is_the_same_however_it_is_split() -> None:
    frame = FRAME.drop(columns="cbs")
    pd.testing.assert_frame_equal(
        shares(dd.from_pandas(frame, npartitions=5), draws=10**6),
        wijktoets.simulate(frame, PACK, by=["fase"], today=VANDAAG, draws=10**6),
    )


def test_draws_refuse_places_and_rows_that_cannot_be_read() -> None:
    with pytest.raises(InvoerFout) as refused:
        scale.simulate(dd.from_pandas(FRAME, npartitions=2), PACK, by=["gemeente"])
    assert [m.code for m in refused.value.meldingen] == ["groep_plaats"]
    frame = FRAME.drop(columns="cbs").assign(p="Ja")
    with pytest.raises(InvoerFout) as refused:
        shares(dd.from_pandas(frame, npartitions=2))
    assert [(m.code, m.gegevens["n"]) for m in refused.value.meldingen] == [("rijen_onleesbaar", 90)]
