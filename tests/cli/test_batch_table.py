"""`batch` with a file of rows, and rows that columns computes: what comes out is what direct says of each dossier."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import Result

from tests.cli.running import wrong
from wijktoets import load_dossier, load_pack
from wijktoets.cli.base.failing import INVALID_INPUT, NOT_WRITTEN, USAGE
from wijktoets.cli.batch import table as batch_table
from wijktoets.cli.batch import write as batch_write
from wijktoets.engine.columns import arrow
from wijktoets.engine.result.table import COLUMNS, SCORE_COLUMNS
from wijktoets.texts import text

Run = Callable[..., Result]
DATA = Path(__file__).parent.parent / "data" / "cli"


@pytest.fixture
def frame() -> pd.DataFrame:
    """Rows with all kinds of answers to the questions of the small pack."""
    return all_kinds()


def all_kinds() -> pd.DataFrame:
    """Forty rows with all kinds of answers to the questions of the small pack."""
    pack, random = load_pack(DATA / "pakket"), np.random.default_rng(1)
    columns: dict[str, list[str | None]] = {}
    for name, vraag in pack.vragen.items():
        words = [*(vraag.opties or ("ja", "deels", "nee")), "onbekend", None]
        columns[name] = [words[n] for n in random.integers(0, len(words), 40)]
    columns["gewenst"] = ["besluiten", "adviseren", None, "aanjagen"] * 10
    columns["thema"] = ["groen", "wonen"] * 20
    columns["fase"] = ["uitvoering", "evaluatie", "evaluatie", "voorbereiding"] * 10
    return pd.DataFrame(columns)


@pytest.fixture
def rows(frame: pd.DataFrame, tmp_path: Path) -> Path:
    """The same in a Parquet file."""
    frame.to_parquet(tmp_path / "rijen.parquet")
    return tmp_path / "rijen.parquet"


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of any kind, with all values as text."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".json":
        found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return found
    kinds = {".csv": pd.read_csv, ".xlsx": pd.read_excel, ".parquet": pd.read_parquet}
    table = kinds[path.suffix](path)  # type: ignore[operator]
    return table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[no-any-return]


def test_a_workbook_is_written_a_few_rows_at_a_time_and_says_when_they_are_too_many(
    proef: Run, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    plain: Callable[[Any], Any] = vars(arrow)["to_plain"]

    def counted(table: Any) -> Any:
        held.append(len(table))
        return plain(table)

    monkeypatch.setattr(arrow, "to_plain", counted)
    monkeypatch.setattr(batch_write, "ROWS", 16)
    output = tmp_path / "uit.xlsx"
    assert proef("batch", rows, "--output", output).exit_code == 0
    assert held == [16, 16, 8] and len(pd.read_excel(output)) == 40
    whole, held[:] = output.read_bytes(), []
    monkeypatch.setattr("wijktoets.cli.batch.write.MOST_ROWS", 20)
    found = proef("batch", rows, "--output", output)
    assert found.exit_code == NOT_WRITTEN
    assert found.stderr == text("batch.te_veel_rijen", naam=output, hoogstens=19) + "\n"
    assert held == [16, 16] and output.read_bytes() == whole and not list(tmp_path.glob(".wijktoets-*"))


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl", ".json", ".xlsx"])
def test_rows_become_a_file_of_any_kind(proef: Run, rows: Path, suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"uit{suffix}"
    result = proef("batch", rows, "--output", out, "--scores")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Geschreven: {out} (40 rijen).\n"
    found = read(out)
    assert list(found[0]) == [*COLUMNS, *SCORE_COLUMNS]
    assert [row["bestand"] for row in found] == [f"{rows}, rij {n}" for n in range(1, 41)]
    assert {row["gewenst"] for row in found} == {"besluiten", "adviseren", "aanjagen", "onbekend"}
    assert len({row["uitkomst"] for row in found}) >= 2


def test_rows_in_csv_and_in_text_for_other_programs(
    proef: Run, frame: pd.DataFrame, rows: Path, tmp_path: Path
) -> None:
    frame.to_csv(tmp_path / "rijen.csv", index=False)
    texts = {shape: proef("batch", rows, "--format", shape).stdout for shape in ("json", "jsonl", "csv")}
    as_json = json.loads(texts["json"])
    assert [json.loads(line) for line in texts["jsonl"].splitlines()] == as_json
    from_csv = list(csv.DictReader(io.StringIO(texts["csv"])))
    assert [row["uitkomst"] for row in from_csv] == [row["uitkomst"] for row in as_json]
    other = json.loads(proef("batch", tmp_path / "rijen.csv", "--format", "json").stdout)
    own = ("bestand", "dossier")
    assert [{**row, **dict.fromkeys(own)} for row in other] == [{**row, **dict.fromkeys(own)} for row in as_json]


def test_a_row_says_what_a_dossier_with_the_same_answers_says(
    proef: Run, frame: pd.DataFrame, rows: Path, tmp_path: Path
) -> None:
    fields = ("gewenst", "thema", "fase")
    for number, row in enumerate(frame.astype(object).where(frame.notna(), None).to_dict("records")):
        answers = {name: word for name, word in row.items() if name not in fields and word is not None}
        afspraak = {"thema": row["thema"], "fasen": [row["fase"]], "gewenst": row["gewenst"] or "onbekend"}
        dossier = {"formaat": "wijktoets/dossier@1", "naam": "x", "antwoorden": answers, "afspraken": [afspraak]}
        (tmp_path / f"{number:02}.yaml").write_text(json.dumps(dossier), encoding="utf-8")
    assert load_dossier(tmp_path / "00.yaml").naam == "x"
    direct = json.loads(proef("batch", tmp_path, "--engine", "direct", "--format", "json", "--scores").stdout)
    table = json.loads(proef("batch", rows, "--format", "json", "--scores").stdout)
    own = ("bestand", "dossier")
    assert [{**row, **dict.fromkeys(own)} for row in table] == [{**row, **dict.fromkeys(own)} for row in direct]


def test_only_a_thema_or_fase(proef: Run, rows: Path) -> None:
    found = json.loads(proef("batch", rows, "--thema", "groen", "--fase", "evaluatie", "--format", "json").stdout)
    assert {(row["thema"], row["fase"]) for row in found} == {("groen", "evaluatie")}
    nothing = proef("batch", rows, "--thema", "zorg", "--format", "json")
    assert nothing.exit_code == INVALID_INPUT
    assert nothing.stderr == text("batch.tabel_niets", naam=rows) + "\n"


def test_rows_that_cannot_be_read_are_named_and_kept(proef: Run, frame: pd.DataFrame, tmp_path: Path) -> None:
    first = frame.columns[0]
    frame.loc[3:, first] = "Ja"
    path, out = tmp_path / "rijen.parquet", tmp_path / "uit.parquet"
    frame.to_parquet(path)
    result = proef("batch", path, "--output", out)
    assert result.exit_code == INVALID_INPUT
    lines = result.stderr.splitlines()
    assert len(lines) == 1 + batch_table.SHOWN + 1
    assert lines[1].startswith(f"{path}, rij 4, kolom {first}: 'Ja' ")
    assert lines[-1] == text("batch.tabel_meer_fouten", n=27)
    assert sum(row["fout"] is not None for row in read(out)) == 37


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "past niet op een scherm"),
        (["--format", "table"], "past niet op een scherm"),
        (["@pilots", "--format", "csv"], "kan niet samen met andere bestanden"),
        (["--format", "csv", "--engine", "direct"], "altijd met columns"),
        (["--format", "csv", "--recheck"], "altijd met columns"),
    ],
)
def test_what_a_file_of_rows_cannot_have(proef: Run, rows: Path, words: list[str], says: str) -> None:
    result = proef("batch", rows, *words)
    assert result.exit_code == USAGE
    assert says in " ".join(result.stderr.split()) and result.stdout == ""


def test_a_file_that_cannot_be_read_leaves_the_old_output_whole(proef: Run, rows: Path, tmp_path: Path) -> None:
    out, bad = tmp_path / "uit.parquet", tmp_path / "stuk.parquet"
    out.write_text("oud")
    bad.write_bytes(rows.read_bytes()[:-20])
    result = proef("batch", bad, "--output", out)
    assert result.exit_code == INVALID_INPUT
    assert wrong("tabel_niet_leesbaar", bad, soort="parquet", reden="…").partition("…")[0] in result.stderr
    assert out.read_text() == "oud"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rijen.parquet", "stuk.parquet", "uit.parquet"]
    unknown = tmp_path / "anders.csv"
    unknown.write_text("geen-vraag\nja\n")
    result = proef("batch", unknown, "--output", out)
    assert result.exit_code == INVALID_INPUT and "kolom geen-vraag: onbekende vraag" in result.stderr
    assert out.read_text() == "oud"


# Dossiers, when rows are all that is asked.


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("json", ["@pilots", "@voorbeelden"]),
        ("csv", ["@pilots", "@voorbeelden"]),
        ("csv", ["@voorbeelden", "--fase", "evaluatie"]),
        ("jsonl", ["@voorbeelden", "--fase", "evaluatie"]),
    ],
)
def test_columns_writes_of_dossiers_what_direct_writes(run: Run, shape: str, words: list[str]) -> None:
    texts = [run("batch", *words, "--scores", "--format", shape, *e).stdout for e in ((), ("--engine", "direct"))]
    assert texts[0] == texts[1]
    assert texts[0] == run("batch", *words, "--scores", "--format", shape, "--engine", "columns").stdout


def test_columns_has_rows_and_no_screen(run: Run) -> None:
    for words in ([], ["--format", "table"], ["--format", "json", "--recheck"]):
        result = run("batch", "@pilots", "--engine", "columns", *words)
        assert result.exit_code == USAGE
        assert "alleen rijen" in " ".join(result.stderr.split())
