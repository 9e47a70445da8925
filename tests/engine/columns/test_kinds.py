"""`evaluate_batch` takes any table and gives that kind back: the same rows, what goes along, and only what is asked."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.builders import VANDAAG, alle, een_van, keuze, pakket, signaal, stelling, v, waarborg
from tests.engine.columns.agreement import Rows, rows_of
from tests.engine.columns.tables import PACK, table
from wijktoets import texts
from wijktoets.engine.columns import kinds, sources
from wijktoets.engine.columns.arrow import to_plain
from wijktoets.engine.columns.table import NumberColumn, WordColumn, programma_of
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.engine.result.batch import evaluate_batch
from wijktoets.engine.result.table import COLUMNS, SCORE_COLUMNS

ROWS = 150


def judged(source: Any, **how: Any) -> Any:
    return evaluate_batch(source, PACK, VANDAAG, texts.melding, **how)


def arrow(frame: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(frame, preserve_index=False)


class Speaker:
    """Something that hands over an Arrow stream, and is known to nobody."""

    def __init__(self, table: pa.Table) -> None:
        self.columns = table.column_names
        self._table = table

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)


KINDS: dict[str, tuple[Callable[[pd.DataFrame], Any], type]] = {
    "Table": (arrow, pa.Table),
    "Table in small pieces": (lambda f: pa.Table.from_batches(arrow(f).to_batches(max_chunksize=7)), pa.Table),
    "Table of dictionaries": (lambda f: arrow(f.astype("category")), pa.Table),
    "RecordBatch": (lambda f: arrow(f).combine_chunks().to_batches()[0], pa.RecordBatch),
    "RecordBatchReader": (lambda f: arrow(f).to_reader(max_chunksize=40), pa.RecordBatchReader),
    "unknown that speaks Arrow": (lambda f: Speaker(arrow(f)), pa.Table),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_table_says_the_same_and_comes_back_as_that_kind(kind: str) -> None:
    make, back = KINDS[kind]
    frame = table(ROWS)
    found = judged(make(frame), scores=True)
    assert isinstance(found, back)
    plain = to_plain(
        found if isinstance(found, pa.Table) else pa.table(found) if back is pa.RecordBatch else found.read_all()
    )
    assert plain == rows_of(judged(frame, scores=True))
    assert list(plain[0]) == [*COLUMNS, *SCORE_COLUMNS]


def test_three_engines_say_the_same_of_a_table() -> None:
    frame = table(12)
    expected = judged(frame, scores=True)
    for name in ("direct", "forward"):
        pd.testing.assert_frame_equal(judged(frame, scores=True, engine=engines.engine(name)), expected)


def test_a_reader_is_judged_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BLOK", 64)
    taken: list[int] = []

    def batches() -> Any:
        for batch in arrow(table(640)).to_batches(max_chunksize=64):
            taken.append(len(batch))
            yield batch

    schema = arrow(table(640)).schema
    found = judged(pa.RecordBatchReader.from_batches(schema, batches()), columns=["uitkomst"])
    found.read_next_batch()
    assert sum(taken) <= 3 * 64
    assert sum(len(batch) for batch in found) == 640 - 64


def test_a_file_and_a_folder_of_files_say_what_a_frame_says(tmp_path: Path) -> None:
    frame = table(ROWS)
    pq.write_table(arrow(frame), tmp_path / "heel.parquet")
    folder = tmp_path / "delen"
    (folder / "jaar=2026").mkdir(parents=True)
    pq.write_table(arrow(frame.iloc[:100]), folder / "a.parquet")
    pq.write_table(arrow(frame.iloc[100:]), folder / "jaar=2026" / "b.parquet")
    names = ["thema", "uitkomst", "signalen", "open_vragen"]
    expected = judged(frame, columns=names)
    for source in (tmp_path / "heel.parquet", str(tmp_path / "heel.parquet"), folder):
        assert judged(source, columns=names).equals(expected)
    assert judged(folder)["bestand"].iloc[100] == f"{folder / 'jaar=2026' / 'b.parquet'}, rij 1"


# What goes along


@pytest.mark.parametrize("engine", [None, direct.compute])
def test_the_index_and_the_kept_columns_stand_beside_the_rows_that_they_come_from(engine: Any) -> None:
    frame = table(4).drop(columns="fase").assign(cbs=["BU01", "BU02", "BU03", None], getal=[1.5, 2.5, 3.5, 4.5])
    frame.index = pd.Index(["a", "b", "b", "d"], name="wie")
    frame["cbs"] = frame["cbs"].astype("category")
    found = judged(frame, keep=["cbs", "getal", "p"], engine=engine)
    assert found.index.tolist() == ["a"] * 3 + ["b"] * 6 + ["d"] * 3 and found.index.name == "wie"
    assert found["cbs"].dtype == frame["cbs"].dtype and found["getal"].dtype == frame["getal"].dtype
    assert found["getal"].tolist() == [n for n in (1.5, 2.5, 3.5, 4.5) for _ in range(3)]
    assert found["p"].astype(object).where(found["p"].notna(), None).tolist()[::3] == frame["p"].tolist()
    assert found["bestand"].tolist()[::3] == ["rij a", "rij b", "rij b", "rij d"]
    table_ = judged(arrow(frame), keep=["cbs", "getal", "p"], engine=engine)
    assert table_["cbs"].to_pylist()[::3] == ["BU01", "BU02", "BU03", None] and table_["getal"].type == pa.float64()


def test_a_column_that_is_kept_may_be_anything_and_must_be_there() -> None:
    frame = table(3).assign(geheim=[object()] * 3)
    assert judged(frame, keep="geheim")["geheim"].tolist() == frame["geheim"].tolist()
    for keep, code in ((["weg"], "kolom_ontbreekt"), (["uitkomst"], "kolom_bezet")):
        with pytest.raises(InvoerFout) as refused:
            judged(table(3).assign(uitkomst="x"), keep=["uitkomst", *keep] if keep == ["weg"] else keep)
        assert code in {m.code for m in refused.value.meldingen}


# Only what is asked


@pytest.mark.parametrize("names", [["uitkomst"], ["fout", "moet_open"], ["signalen", "bestand"], ["dna_besproken"]])
@pytest.mark.parametrize("engine", [None, direct.compute])
def test_only_the_columns_that_are_asked_in_that_order(names: list[str], engine: Any) -> None:
    frame = table(40)
    frame.loc[3, "p"] = "Ja"
    whole = judged(frame, scores=True)
    found = judged(frame, columns=names, engine=engine)
    assert list(found.columns) == names and len(found) == 40
    pd.testing.assert_frame_equal(found, whole[names])


def test_what_is_not_asked_is_not_computed() -> None:
    whole, one = (programma_of(PACK, columns=names, afwegingen=False) for names in (COLUMNS, ["uitkomst", "thema"]))
    assert len(one.plan.steps) < len(whole.plan.steps) / 2
    assert set(one.getallen) == {"uitkomst"}


def test_a_column_that_there_is_not_is_refused_with_a_near_one() -> None:
    with pytest.raises(InvoerFout) as refused:
        judged(table(1), columns=["uitkomsten", "past_besluiten"])
    (melding,) = refused.value.meldingen
    assert (melding.code, melding.suggestie) == ("uitvoer_kolom", "uitkomst")


@pytest.mark.parametrize("engine", [None, direct.compute])
def test_only_a_thema_and_a_fase_and_what_cannot_be_read(engine: Any) -> None:
    frame = table(30).assign(thema=["groen", "wonen", None] * 10)
    frame.loc[4, "p"] = "Ja"
    found = judged(frame, thema="groen", fase="uitvoering", columns=["thema", "fase", "fout"], engine=engine)
    assert set(found.loc[found["fout"].isna(), "thema"]) == {"groen"}
    assert set(found.loc[found["fout"].isna(), "fase"]) == {"uitvoering"}
    assert found.index[found["fout"].notna()].tolist() == [4]


def test_it_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "WHOLE", 64)
    said: list[int] = []
    judged(table(150), progress=said.append)
    assert said == [64, 128, 150]


# The day


DATED = pakket(
    waarborg("oud", v("p"), geldig={"tot": "2026-06-30"}), waarborg("nieuw", v("q"), geldig={"van": "2026-07-01"})
)


@pytest.mark.parametrize("engine", [None, direct.compute])
@pytest.mark.parametrize(
    "days",
    [
        ["2026-06-30", None, "2026-07-01"],
        [date(2026, 6, 30), None, date(2026, 7, 1)],
        [datetime(2026, 6, 30), pd.NaT, datetime(2026, 7, 1)],
    ],
)
def test_each_row_is_judged_on_its_own_day(days: list[Any], engine: Any) -> None:
    frame = pd.DataFrame({"peildatum": days, "p": "ja", "q": "nee", "gewenst": "besluiten", "fase": "uitvoering"})
    found = evaluate_batch(frame, DATED, VANDAAG, texts.melding, engine=engine)
    assert found["peildatum"].tolist() == ["2026-06-30", str(VANDAAG), "2026-07-01"]
    assert found["moet_niet"].tolist() == [0, 1, 1]
    as_arrow = evaluate_batch(arrow(frame), DATED, VANDAAG, texts.melding, engine=engine)
    assert as_arrow.schema.field("peildatum").type == pa.date32()
    assert as_arrow["peildatum"].to_pylist() == [date(2026, 6, 30), VANDAAG, date(2026, 7, 1)]


@pytest.mark.parametrize(("day", "code"), [("30-6-2026", "datum_vorm"), ("2026-02-30", "datum_bestaat_niet")])
def test_what_is_no_day_is_said(day: str, code: str) -> None:
    frame = pd.DataFrame({"peildatum": [day], "p": "ja", "fase": "uitvoering"})
    one, other = (evaluate_batch(frame, DATED, VANDAAG, str, engine=e)["fout"].tolist() for e in (None, direct.compute))
    assert one == other and one[0].startswith(f"rij 0, kolom peildatum: {code}(")


# Faults planted where codes become words


@pytest.mark.parametrize("fault", ["shifted", "other words", "mask lost", "names one on"])
def test_a_fault_between_code_and_word_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from wijktoets.engine.columns import arrow as module

    frame = table(ROWS)
    frame.loc[3, "p"] = "Ja"
    expected = rows_of(judged(frame, engine=direct.compute))
    assert rows_of(judged(frame)) == expected
    if fault == "shifted":
        made = module._made
        monkeypatch.setattr(
            module, "_made", lambda values, kind, valid: made(values // 2 if kind == pa.int8() else values, kind, valid)
        )
    elif fault == "other words":
        monkeypatch.setitem(module.FEW, "uitkomst", module.FEW["uitkomst"][::-1])
    elif fault == "mask lost":
        monkeypatch.setattr(module.Validity, "of", lambda self, empty: None)
    else:
        numbered = sources.numbered
        monkeypatch.setattr(sources, "numbered", lambda v, n: numbered(v, range(n.start + 1, n.stop + 1)))
    assert rows_of(judged(frame)) != expected


ASKED = (
    v("p"),
    v("q"),
    v("r"),
    v("n"),
    v("k", "x"),
    alle(v("p"), v("q")),
    een_van(v("q"), v("r")),
    alle(v("n"), v("r")),
)
EVERY = pakket(
    *(
        waarborg(f"w{n}", asked, onderdeel=o)
        for n, (o, asked) in enumerate(zip(ONDERDELEN, cycle(ASKED), strict=False))
    ),
    signaal("z", v("n"), vraag_bij_twijfel="Speelt dit"),
    vragen=[keuze("k", "x", "y"), stelling("n", nvt_mogelijk=True)],
)
"""A pack that asks something else in each onderdeel."""
PLACED = table(ROWS).assign(
    thema=["groen", "wonen", None] * (ROWS // 3),
    gemeente=["A", "B"] * (ROWS // 2),
    gebied=["X", "Y", "Z"] * (ROWS // 3),
)
CODED = [name for name in (*COLUMNS, *SCORE_COLUMNS) if name not in ("bestand", "dossier", "fout")]
"""The columns that are made of codes and numbers; the others say what each row is called, and what is wrong with it."""


@cache
def of_direct() -> Rows:
    return rows_of(evaluate_batch(PLACED, EVERY, VANDAAG, scores=True, engine=direct.compute))


def differing() -> set[str]:
    """The columns in which direct says something else of some row."""
    found = rows_of(evaluate_batch(PLACED, EVERY, VANDAAG, scores=True))
    return {name for one, other in zip(found, of_direct(), strict=True) for name in one if one[name] != other[name]}


@pytest.mark.anywhere
@pytest.mark.parametrize("name", CODED)
def test_another_word_or_number_in_one_column_is_caught_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code stands for the word after it, or a number is one more: direct says otherwise, in that column alone."""
    from wijktoets.engine.columns import arrow as module

    array = module._array

    def wrong(column: str, kolom: Any, valid: Any, *space: Any) -> Any:
        if column == name and isinstance(kolom, WordColumn):
            kolom = WordColumn((kolom.codes.astype(int) + 1) % len(kolom.woorden), kolom.woorden)
        elif column == name:
            other = ~kolom.getallen if name == "fictief" else kolom.getallen + 1
            kolom = NumberColumn(other, kolom.leeg)
        return array(column, kolom, valid, *space)

    monkeypatch.setattr(module, "_array", wrong)
    assert differing() == {name}


@pytest.mark.anywhere
@pytest.mark.parametrize("pair", list(pairwise(ONDERDELEN)), ids="-".join)
def test_the_score_of_another_onderdeel_is_caught(pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from wijktoets.engine.columns import table as module

    one, other = (f"{onderdeel}_laag" for onderdeel in pair)
    columns = module.score_columns

    def swapped(*how: Any) -> Any:
        found = columns(*how)
        return found | {one: found[other], other: found[one]}

    assert not differing()
    monkeypatch.setattr(module, "score_columns", swapped)
    assert differing() == {one, other}


@pytest.mark.anywhere
@pytest.mark.parametrize("name", ["thema", "gemeente", "gebied", "signalen"])
def test_words_of_blocks_that_are_joined_in_another_order_are_caught(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block has its own words; joined they have one dictionary."""
    from wijktoets.engine.columns import arrow as module

    monkeypatch.setattr(sources, "WHOLE", 64)
    assert not differing()
    in_order = module._sorted

    def turned(column: pa.ChunkedArray) -> pa.ChunkedArray:
        found = in_order(column)
        kept = found.chunk(0).dictionary
        chunks = [pa.DictionaryArray.from_arrays(each.indices, kept[::-1]) for each in found.chunks]
        return pa.chunked_array(chunks, found.type)

    monkeypatch.setattr(module, "MANY", (name,))
    monkeypatch.setattr(module, "_sorted", turned)
    assert differing() == {name}


@pytest.mark.parametrize(
    "numbers", [range(0), range(1), range(5, 1203), range(99_990, 100_012), range(2**32 - 2, 2**32 + 3)]
)
def test_what_rows_are_called(numbers: range) -> None:
    assert sources.numbered("é, rij ", numbers).to_pylist() == [f"é, rij {n}" for n in numbers]


def test_what_is_no_table_is_none() -> None:
    for other in (None, 5, "a.yaml", b"", [], {}, pd.Series(["ja"]), pa.array(["ja"])):
        assert kinds.kind_of(other) is None
