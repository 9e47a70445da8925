"""`batch --per`: a row for each onderdeel or eis, the same as `evaluate_batch` gives, in each kind of file."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result

import wijktoets
from tests.cli.test_batch_table import DATA, all_kinds, read
from wijktoets.cli.base.failing import INVALID_INPUT, NOT_WRITTEN, USAGE
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


def test_a_workbook_holds_as_many_rows_as_fit_and_else_says_so(
    proef: Run, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, beside = tmp_path / "uit.xlsx", tmp_path / "uit.csv"
    for each in (out, beside):
        assert proef("batch", rows, "--per", "onderdeel", "--scores", "--output", each).exit_code == 0
    book, plain = pd.read_excel(out), pd.read_csv(beside)
    pd.testing.assert_frame_equal(book, plain, check_dtype=False)
    whole = out.read_bytes()
    monkeypatch.setattr("wijktoets.cli.batch.write.MOST_ROWS", len(book))
    found = proef("batch", rows, "--per", "onderdeel", "--output", out)
    assert found.exit_code == NOT_WRITTEN
    assert found.stderr == text("batch.te_veel_rijen", naam=out, hoogstens=len(book) - 1) + "\n"
    assert out.read_bytes() == whole


@pytest.mark.parametrize("name", ["uit.txt", "uit"])
def test_a_name_has_to_say_what_it_is_to_be(proef: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "goed.yaml").write_text("formaat: wijktoets/dossier@1\nnaam: Goed\n", encoding="utf-8")
    found = proef("batch", tmp_path / "goed.yaml", "--per", "eis", "--output", tmp_path / name)
    kinds = ".csv, .xlsx, .parquet, .json, .jsonl"
    assert found.exit_code == USAGE
    assert text("batch.uitvoer_soort", naam=tmp_path / name, soorten=kinds) in found.stderr


def test_a_folder_has_a_part_for_each_part(proef: Run, rows: Path, tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "uit"
    given.mkdir()
    rows.rename(given / "rijen.parquet")
    (given / "goed.yaml").write_text("formaat: wijktoets/dossier@1\nnaam: Goed\n", encoding="utf-8")
    (given / "stuk.yaml").write_text("formaat: wijktoets/dossier@1\n", encoding="utf-8")
    asked = ["batch", given, "--per", "eis", "--scores", "--output", out]
    assert proef(*asked).exit_code == INVALID_INPUT
    for part, of in (("rijen", given / "rijen.parquet"), ("dossiers-00001", given)):
        alone = proef("batch", of, "--per", "eis", "--scores", "--format", "csv")
        pd.read_parquet(out / f"{part}.parquet").to_csv(tmp_path / "deel.csv", index=False)
        found, expected = (pd.read_csv(each) for each in (tmp_path / "deel.csv", io.StringIO(alone.stdout)))
        pd.testing.assert_frame_equal(found, expected)
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["per"] == "eis"
    assert proef(*asked).exit_code == INVALID_INPUT, "what is whole stays, with what was wrong in it"
    for other in ([], ["--per", "onderdeel"]):
        refused = proef("batch", given, "--scores", "--output", out, *other)
        assert refused.exit_code == USAGE
        assert text("batch.delen_anders", naam=out) in refused.stderr
