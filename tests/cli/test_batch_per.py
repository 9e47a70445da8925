"""`batch --per`: a row for each onderdeel or eis, the same as `evaluate_batch` gives, in each kind of file."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

import wijktoets
from tests.cli.test_batch_table import DATA, all_kinds, read
from wijktoets.cli.base.failing import INVALID_INPUT, USAGE
from wijktoets.engine.result.table import Per, columns_of
from wijktoets.texts import text

Run = Callable[..., Result]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    all_kinds().to_parquet(tmp_path / "rijen.parquet")
    return tmp_path / "rijen.parquet"


@pytest.mark.parametrize(("suffix", "per"), [(".csv", "eis"), (".parquet", "onderdeel"), (".json", "eis")])
def test_a_file_says_what_python_says(proef: Run, rows: Path, suffix: str, per: Per, tmp_path: Path) -> None:
    out = tmp_path / f"uit{suffix}"
    result = proef("batch", rows, "--per", per, "--scores", "--output", out)
    expected = wijktoets.evaluate_batch(rows, wijktoets.load_pack(DATA / "pakket"), per=per, scores=True)
    written = text("batch.geschreven", naam=out, n=len(expected))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{written}\n")
    found = pd.DataFrame(read(out))
    assert list(found) == list(columns_of(True, per))
    for name in set(found) - {"fout"}:
        said = expected[name].astype(object).where(expected[name].notna(), None).tolist()
        there = found[name].astype(object).where(found[name].notna(), None).tolist()
        assert [str(v) for v in there] == [str(v) for v in said], name


def test_dossiers_too_and_one_that_cannot_be_read_is_named(proef: Run, tmp_path: Path) -> None:
    (tmp_path / "goed.yaml").write_text("formaat: wijktoets/dossier@1\nnaam: Goed\n", encoding="utf-8")
    (tmp_path / "stuk.yaml").write_text("formaat: wijktoets/dossier@1\n", encoding="utf-8")
    result = proef("batch", tmp_path / "goed.yaml", tmp_path / "stuk.yaml", "--per", "eis", "--format", "csv")
    assert result.exit_code == INVALID_INPUT
    lines = result.stdout.splitlines()
    assert len([line for line in lines if "goed.yaml" in line]) > 3
    assert len([line for line in lines if "stuk.yaml" in line]) == 1
    assert "stuk.yaml" in result.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "per_geen_scherm"),
        (["--format", "table"], "per_geen_scherm"),
        (["--format", "csv", "--recheck"], "per_rekenaar"),
        (["--format", "csv", "--engine", "direct"], "per_rekenaar"),
    ],
)
def test_what_such_rows_cannot_have(proef: Run, rows: Path, options: list[str], sentence: str) -> None:
    result = proef("batch", rows, "--per", "eis", *options)
    assert result.exit_code == USAGE
    assert text(f"batch.{sentence}") in result.stderr


def test_a_workbook_is_no_place_for_so_many_rows(proef: Run, rows: Path, tmp_path: Path) -> None:
    result = proef("batch", rows, "--per", "eis", "--output", tmp_path / "uit.xlsx")
    kinds = ".csv, .parquet, .json, .jsonl"
    assert result.exit_code == USAGE
    assert text("batch.uitvoer_soort", naam=tmp_path / "uit.xlsx", soorten=kinds) in result.stderr
    assert not (tmp_path / "uit.xlsx").exists()
