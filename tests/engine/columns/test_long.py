"""Tables with a row for each eis or onderdeel: the same from codes as from Rapports, in each kind of table."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given

import wijktoets
from tests.builders import VANDAAG
from tests.engine.columns.agreement import replace_everywhere, rows_of
from tests.engine.columns.tables import PACK, table
from tests.strategies import dossiers, packs
from wijktoets import texts
from wijktoets.engine.columns import long
from wijktoets.engine.columns.arrow import to_plain
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.batch import evaluate_batch
from wijktoets.engine.result.table import Per, columns_of

LONG: tuple[Per, ...] = ("onderdeel", "eis")
CASES = Path(__file__).parents[3] / "cases"


def judged(source: Any, per: Per, pack: Regelpakket = PACK, **how: Any) -> Any:
    return evaluate_batch(source, pack, VANDAAG, texts.melding, per=per, scores=True, **how)


def awkward() -> pd.DataFrame:
    """Rows of every kind: without a wish, without a fase, and two that cannot be read."""
    frame = table(30).assign(thema=["groen", "wonen"] * 15)
    frame.loc[[3, 17], "p"] = "Ja"
    frame.loc[[5, 6], "fase"] = None
    return frame


@pytest.mark.parametrize("per", LONG)
def test_codes_and_rapports_say_the_same_of_a_table(per: Per) -> None:
    found = judged(awkward(), per)
    pd.testing.assert_frame_equal(found, judged(awkward(), per, engine=direct.compute))
    assert list(found.columns) == list(columns_of(True, per))
    assert found["fout"].notna().sum() == 2
    pd.testing.assert_frame_equal(
        judged(awkward(), per, thema="groen", fase="uitvoering"),
        judged(awkward(), per, thema="groen", fase="uitvoering", engine=direct.compute),
    )


@pytest.mark.parametrize("per", LONG)
def test_forward_says_the_same(per: Per) -> None:
    pd.testing.assert_frame_equal(judged(table(4), per, engine=engines.engine("forward")), judged(table(4), per))


@pytest.mark.parametrize("per", LONG)
def test_what_is_drawn_out_a_few_rows_at_a_time_is_the_same(per: Per, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = judged(awkward(), per)
    replace_everywhere(monkeypatch, long, "STEP", 3)
    pd.testing.assert_frame_equal(judged(awkward(), per), expected)


@pytest.mark.parametrize("per", LONG)
def test_dossiers_that_come_with_the_program(per: Per) -> None:
    """Afwegingen, dates and views of parties are among them."""
    paths = [str(path) for path in sorted(CASES.glob("*.yaml")) + sorted((CASES / "voorbeelden").glob("*.yaml"))[:8]]
    pack = wijktoets.load_pack()
    given_ = [*(wijktoets.load_dossier(path) for path in paths), CASES / "er-is-niets.yaml"]
    found = judged(given_, per, pack)
    pd.testing.assert_frame_equal(found, judged(given_, per, pack, engine=direct.compute))
    assert {"geborgd", "onbekend"} <= set(found["status"]) if per == "eis" else found["moet_open"].sum() > 0
    assert found["fout"].notna().sum() == 1


@given(case=packs().flatmap(lambda pack: dossiers(pack).map(lambda case: (pack, case))))
def test_codes_and_rapports_say_the_same_of_any_pack(case: Any) -> None:
    from tests.engine.columns.agreement import made

    pack, cases = made(case[0], [case[1]])
    for per in LONG:
        assert rows_of(judged(cases, per, pack)) == rows_of(judged(cases, per, pack, engine=direct.compute))


def test_the_long_rows_add_up_to_the_batch_row() -> None:
    frame = table(40)
    whole = evaluate_batch(frame, PACK, VANDAAG, texts.melding)
    wished = whole["gewenst"] != "onbekend"
    per_onderdeel = judged(frame, "onderdeel").groupby(level=0)
    per_eis = judged(frame, "eis")
    for how, statuses in (("geregeld", ["geborgd"]), ("niet", ["deels", "hooguit_deels", "ontbreekt"])):
        summed = per_onderdeel[f"moet_{how}"].sum().reindex(whole.index, fill_value=0)
        assert summed[wished].tolist() == whole.loc[wished, f"moet_{how}"].tolist()
        here = per_eis[(per_eis["norm"] == "moet") & per_eis["status"].isin(statuses)]
        counted = here.groupby(level=0).size().reindex(whole.index, fill_value=0)
        assert counted[wished].tolist() == whole.loc[wished, f"moet_{how}"].tolist()


def test_unknown_is_never_zero() -> None:
    nothing = pd.DataFrame({"gewenst": ["besluiten"], "fase": ["uitvoering"], "thema": ["groen"]})
    found = judged(nothing, "eis")
    assert set(found["status"]) == {"onbekend"}
    assert found[["laag", "hoog"]].drop_duplicates().values.tolist() == [[0.0, 1.0]]
    counts = judged(nothing, "onderdeel")
    assert counts["moet_niet"].sum() == 0 and (counts["moet_open"] + counts["hoort_open"]).tolist() == [1, 1, 1]


# Every kind of table, and what goes along


@pytest.mark.parametrize("per", LONG)
def test_each_kind_of_table_comes_back_as_that_kind(per: Per) -> None:
    frame = awkward()
    whole = pa.Table.from_pandas(frame, preserve_index=False)
    expected = rows_of(judged(frame, per))
    assert to_plain(judged(whole, per)) == expected
    assert to_plain(judged(whole.to_reader(max_chunksize=7), per).read_all()) == expected
    assert to_plain(judged(whole.slice(0, 0), per)) == []


def test_polars_and_duckdb_too() -> None:
    polars = pytest.importorskip("polars")
    frame = table(12)
    found = judged(polars.from_pandas(frame), "eis")
    assert isinstance(found, polars.DataFrame)
    expected = judged(frame, "eis")["status"].astype(str).tolist()
    assert found["status"].cast(polars.String).to_list() == expected
    duckdb = pytest.importorskip("duckdb")
    related = judged(duckdb.from_df(frame), "eis")
    assert isinstance(related, duckdb.DuckDBPyRelation)
    assert [row[0] for row in related.project("status").fetchall()] == expected


@pytest.mark.parametrize("engine", [None, direct.compute])
@pytest.mark.parametrize("per", LONG)
def test_the_index_and_the_kept_columns_go_along(per: Per, engine: Any) -> None:
    frame = table(4).assign(cbs=["BU01", "BU02", "BU03", "BU04"])
    frame.index = pd.Index(["a", "b", "c", "d"])
    found = judged(frame, per, keep=["cbs"], engine=engine)
    assert (found["cbs"].str[-1].map(dict(zip("1234", "abcd", strict=True))) == found.index).all()


def test_as_many_rows_as_there_were_are_not_those_rows() -> None:
    """Three rows of which the first alone stays, in three fasen, are three rows of the first."""
    frame = table(3).drop(columns="fase").assign(thema=["groen", "wonen", "wonen"], cbs=["BU01", "BU02", "BU03"])
    frame.index = pd.Index(["a", "b", "c"])
    for per in ("afspraak", *LONG):
        found = judged(frame, per, thema="groen", keep=["cbs"])
        assert set(found.index) == {"a"} and set(found["cbs"]) == {"BU01"}
        assert set(judged(frame.drop(columns="cbs"), per, thema="groen")["bestand"]) == {"rij a"}


def test_only_what_is_asked_and_nothing_that_is_not_there() -> None:
    names = ["waarborg", "status", "thema"]
    pd.testing.assert_frame_equal(
        evaluate_batch(table(9), PACK, VANDAAG, texts.melding, per="eis", columns=names), judged(table(9), "eis")[names]
    )
    for how, code in (({"columns": ["uitkomst"]}, "uitvoer_kolom"), ({"keep": ["status"]}, "kolom_bezet")):
        with pytest.raises(InvoerFout) as refused:
            evaluate_batch(table(2).assign(status="x"), PACK, VANDAAG, texts.melding, per="eis", **how)
        assert code in {melding.code for melding in refused.value.meldingen}


def test_nothing_at_all() -> None:
    nobody: list[Dossier] = [Dossier(formaat="wijktoets/dossier@1", naam="x")]
    assert len(judged(nobody, "eis", thema="er-is-geen")) == 0


@pytest.mark.parametrize(
    ("part", "fault"),
    [("status", lambda codes: codes[::-1]), ("laag", lambda codes: codes + 1), ("open", lambda codes: 1 - codes)],
)
def test_a_fault_in_the_codes_is_noticed(part: str, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    made = long.grid
    expected = {per: judged(table(40), per, engine=direct.compute) for per in LONG}
    replace_everywhere(
        monkeypatch, long, "grid", lambda *given_: replace(g := made(*given_), **{part: fault(getattr(g, part))})
    )
    assert not all(judged(table(40), per).equals(expected[per]) for per in LONG)
