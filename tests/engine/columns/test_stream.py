"""Files of rows: Parquet and csv in, batch rows out, block by block, in memory that does not grow with the rows."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.builders import VANDAAG
from tests.cli.running import wrong
from tests.engine.columns.agreement import rows_of
from tests.engine.columns.tables import PACK, table
from wijktoets import texts
from wijktoets.engine.columns import stream
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.result.batch import evaluate_batch
from wijktoets.engine.result.table import COLUMNS, SCORE_COLUMNS, columns_of

OWN = ("bestand", "dossier", "peildatum")
"""In which a row of a file is called otherwise than one of a DataFrame, and a day, which a file holds as such."""


def judged(path: Path, **how: Any) -> Iterator[Any]:
    return stream.judge_file(path, path.name, PACK, VANDAAG, texts.melding, **how)


def expected(frame: pd.DataFrame) -> pd.DataFrame:
    """What evaluate_batch says of the same rows, which all other tests are about."""
    return evaluate_batch(frame, PACK, VANDAAG, texts.melding, scores=True, words="string")


def written(frame: pd.DataFrame, path: Path) -> Path:
    """A table in a file of the kind that its name ends in."""
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path, index=False, row_group_size=70)
    return path


@pytest.mark.parametrize("suffix", stream.SUFFIXES)
@pytest.mark.parametrize("rows", [64, 100, 1000])
def test_a_file_says_what_a_data_frame_says(suffix: str, rows: int, tmp_path: Path) -> None:
    frame = table(300)
    tables = list(judged(written(frame, tmp_path / f"in{suffix}"), scores=True, rows=rows))
    out = tmp_path / "out.parquet"
    assert stream.write_parquet(iter(tables), out, columns_of(True)) == 300
    found = pd.read_parquet(out)
    assert found["peildatum"].tolist() == [VANDAAG] * 300
    pd.testing.assert_frame_equal(found.drop(columns=[*OWN]), expected(frame).drop(columns=[*OWN]))
    assert found.columns.tolist() == [*COLUMNS, *SCORE_COLUMNS]
    assert found["bestand"].tolist() == [f"in{suffix}, rij {n}" for n in range(1, 301)]
    if suffix == ".parquet":
        assert max(len(each) for each in tables) <= rows


def test_a_block_is_a_row_group_and_words_are_words_for_every_reader(tmp_path: Path) -> None:
    path, out = written(table(200), tmp_path / "in.parquet"), tmp_path / "out.parquet"
    tables = list(judged(path, rows=80))
    stream.write_parquet(iter(tables), out, COLUMNS)
    file = pq.ParquetFile(out)
    assert file.metadata.num_row_groups == len(tables) >= 3
    kinds = {field.name: field.type for field in file.schema_arrow}
    assert kinds["uitkomst"] == kinds["signalen"] == pa.string()
    assert kinds["moet_geregeld"] == pa.int64() and kinds["fictief"] == pa.bool_()


def test_dictionaries_and_plain_text_and_the_index_of_a_frame(tmp_path: Path) -> None:
    frame = table(150)
    paths = [tmp_path / f"{n}.parquet" for n in range(3)]
    frame.astype("category").to_parquet(paths[0])
    frame.astype("string").to_parquet(paths[1])
    frame.set_index(pd.Index(range(1000, 1150))).sample(frac=1, random_state=1).sort_index().to_parquet(paths[2])
    assert any(name.startswith("__index_level") for name in pq.read_schema(paths[2]).names)
    for path in paths:
        found = pa.concat_tables(judged(path, scores=True)).to_pandas(ignore_metadata=True)
        assert found["uitkomst"].astype(str).tolist() == expected(frame)["uitkomst"].tolist()


def test_rows_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    frame = table(5)
    frame.loc[1, "p"], frame.loc[3, ["p", "gewenst"]] = "Ja", ["JA", "alles"]
    path = written(frame, tmp_path / "in.csv")
    stream.write_parquet(judged(path), tmp_path / "out.parquet", COLUMNS)
    found = rows_of(pd.read_parquet(tmp_path / "out.parquet"))
    assert [row["fout"] is None for row in found] == [True, False, True, False, True]
    assert found[1]["fout"].startswith(
        wrong("antwoord_onbekend", "in.csv, rij 2, kolom p", near="ja", naam="Ja", vraag="p")
    )
    assert found[3]["fout"].count("in.csv, rij 4, kolom ") == 2
    assert {value for key, value in found[1].items() if key not in ("bestand", "fout")} == {None}


@pytest.mark.parametrize("text", ["p;gewenst;thema\nja;besluiten;a, b\n", "p\tgewenst\tthema\nja\tbesluiten\ta, b\n"])
def test_a_csv_file_of_any_delimiter(text: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (found,) = judged(path)
    assert found.num_rows == 3
    assert found["thema"].to_pylist() == ["a, b"] * 3 and found["gewenst"].to_pylist() == ["besluiten"] * 3


def test_a_file_without_rows_is_a_file_without_rows(tmp_path: Path) -> None:
    for suffix in stream.SUFFIXES:
        path, out = written(table(3).iloc[:0], tmp_path / f"in{suffix}"), tmp_path / "out.parquet"
        assert stream.write_parquet(judged(path), out, COLUMNS) == 0
        assert pd.read_parquet(out).columns.tolist() == list(COLUMNS)


def test_an_empty_csv_file_is_a_file_without_rows(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("")
    assert list(judged(tmp_path / "in.csv")) == []


# Files that cannot be used.


def refused(path: Path) -> str:
    """The one line that says what is wrong with a file."""
    with pytest.raises(InvoerFout) as caught:
        list(judged(path))
    (melding,) = caught.value.meldingen
    return texts.melding(melding)


def unreadable(name: str, kind: str) -> str:
    """What is said of a file that is not of its kind, up to the reason that a library gives."""
    return wrong("tabel_niet_leesbaar", name, soort=kind, reden="…").partition("…")[0]


@pytest.mark.parametrize("suffix", stream.SUFFIXES)
def test_a_file_that_is_not_there_or_a_folder(suffix: str, tmp_path: Path) -> None:
    assert "bestaat niet" in refused(tmp_path / f"weg{suffix}")
    (tmp_path / f"map{suffix}").mkdir()
    assert "is een map" in refused(tmp_path / f"map{suffix}")


@pytest.mark.parametrize("content", [b"", b"p\nja\n", b"PAR1PAR1", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_what_is_no_parquet(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    path.write_bytes(content)
    assert refused(path).startswith(unreadable("in.parquet", "parquet"))


@pytest.mark.parametrize("content", [b"p,q\nja,nee\nja\n", b"p,q\nja,\xff\xfe\n", b"p,\xff\nja,nee\n"])
def test_what_is_no_csv(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    assert refused(path).startswith(unreadable("in.csv", "csv"))


@pytest.mark.parametrize("suffix", stream.SUFFIXES)
def test_a_column_that_is_no_vraag_and_no_field(suffix: str, tmp_path: Path) -> None:
    path = written(table(3).rename(columns={"gewenst": "gewent"}), tmp_path / f"in{suffix}")
    assert refused(path) == wrong("vraag_onbekend", f"in{suffix}, kolom gewent", near="gewenst", naam="gewent")
    assert refused(written(table(3).assign(land="NL"), path)).startswith(f"in{suffix}, kolom land: ")


def test_a_csv_file_with_a_column_twice(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("p,q,p\nja,nee,ja\n")
    assert refused(path) == wrong("kolom_dubbel", "in.csv, kolom p", naam="p")


# A million rows.

MEASURE = """
import json, sys
from pathlib import Path
from tests.builders import VANDAAG
from tests.engine.columns.tables import PACK
from wijktoets import texts
from wijktoets.engine.columns import stream
from wijktoets.engine.result.table import COLUMNS
tables = stream.judge_file(Path(sys.argv[1]), "in", PACK, VANDAAG, texts.melding)
rows = stream.write_parquet(tables, Path(sys.argv[2]), COLUMNS)
lines = Path("/proc/self/status").read_text().splitlines()  # getrusage begins with what the parent process used
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
print(json.dumps({"rows": rows, "MB": peak // 1024}))
"""


def measured(rows: int, tmp_path: Path) -> dict[str, int]:
    """What a process of its own uses at most to judge that many rows, from Parquet to Parquet."""
    part = pa.Table.from_pandas(table(50_000).astype("category"), preserve_index=False)
    path = tmp_path / f"{rows}.parquet"
    with pq.ParquetWriter(path, part.schema) as writer:
        for _ in range(rows // len(part)):
            writer.write_table(part)
    command = [sys.executable, "-c", MEASURE, str(path), str(tmp_path / "out.parquet")]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    few, many = measured(250_000, tmp_path), measured(1_000_000, tmp_path)
    assert (few["rows"], many["rows"]) == (250_000, 1_000_000)
    assert many["MB"] < few["MB"] + 100
    assert many["MB"] < 600
    assert pq.read_metadata(tmp_path / "out.parquet").num_rows == 1_000_000
