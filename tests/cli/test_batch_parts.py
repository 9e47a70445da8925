"""`batch` into a folder: a part for each part of the input, the same rows, on where it ended, and nothing mixed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import Result

from tests.cli.test_batch_table import all_kinds
from wijktoets.cli.base.failing import INVALID_INPUT, USAGE
from wijktoets.cli.batch import parts
from wijktoets.engine.result.table import COLUMNS
from wijktoets.texts import text

Run = Callable[..., Result]


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two files of rows, of which one is deeper, and three dossiers."""
    folder, frame = tmp_path / "in", all_kinds()
    (folder / "diep").mkdir(parents=True)
    frame.iloc[:25].to_parquet(folder / "a.parquet")
    frame.iloc[25:].to_parquet(folder / "diep" / "a.parquet")
    for name in "xyz":
        dossier = {"formaat": "wijktoets/dossier@1", "naam": name, "peildatum": "2026-11-01"}
        (folder / f"{name}.yaml").write_text(json.dumps(dossier), encoding="utf-8")
    monkeypatch.setattr(parts, "DOSSIERS", 2)
    monkeypatch.chdir(tmp_path)
    return folder


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("uit", parts.MANIFEST).read_text(encoding="utf-8"))
    return found


def test_a_part_for_each_part_with_the_same_rows(proef: Run, given: Path) -> None:
    found = proef("batch", "in", "--output", "uit")
    assert (found.exit_code, found.stdout) == (0, "")
    assert found.stderr == text("batch.delen_geschreven", naam="uit", n=4, rijen=40 + 9) + "\n"
    assert sorted(path.name for path in Path("uit").iterdir()) == [
        *("a.parquet", "diep-a.parquet", "dossiers-00001.parquet", "dossiers-00002.parquet", "manifest.json")
    ]
    proef("batch", "in/a.parquet", "--output", "een.parquet")
    assert Path("uit/a.parquet").read_bytes() == Path("een.parquet").read_bytes()
    read = [pd.read_parquet(Path("uit") / f"dossiers-0000{n}.parquet") for n in (1, 2)]
    assert pd.concat(read)["dossier"].tolist() == [name for name in "xyz" for _ in range(3)]
    assert list(read[0].columns) == list(COLUMNS)


def test_the_manifest_says_what_with_and_what_is_done(proef: Run, given: Path) -> None:
    proef("batch", "in", "--output", "uit")
    found = manifest()
    assert found["formaat"] == parts.FORMAAT and len(found["pakketten"][0]["sha256"]) == 64
    compiled = {"numba"} if find_spec("numba") is not None else set()
    assert {"wijktoets", "python", "numpy", "pyarrow", *compiled} == set(found["versies"])
    assert [part["rijen"] for part in found["delen"]] == [25, 15, 6, 3]
    assert (found["engine"], found["seed"]) == ("columns", None)


def test_it_goes_on_where_it_ended_and_does_again_what_changed(
    proef: Run,
    given: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    one = parts.make_part

    def broken(part: parts.InputPart, asked: parts.AskedParts) -> Any:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(part.naam)
        return one(part, asked)

    monkeypatch.setattr(parts, "make_part", broken)
    assert proef("batch", "in", "--output", "uit").exit_code == 130
    assert [part["bestand"] for part in manifest()["delen"]] == ["a.parquet", "diep-a.parquet"]
    when = Path("uit/a.parquet").stat().st_mtime_ns
    monkeypatch.setattr(parts, "make_part", one)
    assert f"{40 + 9} rijen" in proef("batch", "in", "--output", "uit").stderr
    assert Path("uit/a.parquet").stat().st_mtime_ns == when and len(manifest()["delen"]) == 4
    all_kinds().iloc[:5].to_parquet(given / "a.parquet")
    Path("uit/diep-a.parquet").unlink()
    assert f"{5 + 15 + 9} rijen" in proef("batch", "in", "--output", "uit").stderr
    assert len(pd.read_parquet("uit/a.parquet")) == 5 and len(pd.read_parquet("uit/diep-a.parquet")) == 15


@pytest.mark.parametrize("words", [["--scores"], ["--fase", "evaluatie"], ["--thema", "groen"]])
def test_parts_of_something_else_do_not_go_beside_these(proef: Run, given: Path, words: list[str]) -> None:
    proef("batch", "in", "--output", "uit")
    before = manifest()
    found = proef("batch", "in", "--output", "uit", *words)
    assert found.exit_code == USAGE and "een ander pakket" in " ".join(found.stderr.split())
    assert manifest() == before
    Path("uit/manifest.json").write_text("{", encoding="utf-8")
    found = proef("batch", "in", "--output", "uit")
    assert found.exit_code == USAGE and "manifest.json" in found.stderr


def test_what_cannot_be_read_is_a_row_and_ends_with_code_3(proef: Run, given: Path) -> None:
    (given / "y.yaml").write_text("formaat: wijktoets/dossier@1\nnaan: y\n", encoding="utf-8")
    found = proef("batch", "in", "--output", "uit")
    assert found.exit_code == INVALID_INPUT and "y.yaml" in found.stderr
    assert sum(part["fouten"] for part in manifest()["delen"]) == 1
    assert proef("batch", "in", "--output", "uit").exit_code == INVALID_INPUT


@pytest.mark.parametrize("words", [["--format", "csv"], ["--recheck"], ["--engine", "direct"]])
def test_what_parts_cannot_have(proef: Run, given: Path, words: list[str]) -> None:
    assert proef("batch", "in", "--output", "uit", *words).exit_code == USAGE
    assert not Path("uit").exists()


MANY = """
import sys
from importlib.util import find_spec
from pathlib import Path
from wijktoets.cli.main import main
sys.argv = ["wijktoets", "batch", "in", "--output", "uit", "-q"]
try:
    main()
except SystemExit as end:
    lines = Path("/proc/self/status").read_text().splitlines()
    print(end.code, next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024)
"""


@pytest.mark.anywhere
def test_memory_does_not_grow_with_the_dossiers(tmp_path: Path) -> None:
    """Dossiers are links to one file, so that making them costs nothing."""
    (tmp_path / "in").mkdir()
    source = Path(__file__).parents[2] / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"
    peaks = []
    for many in (500, 1000):
        for number in range(many):
            with_name = tmp_path / "in" / f"{number:05}.yaml"
            if not with_name.exists():
                os.link(_copy(source, tmp_path), with_name)
        done = subprocess.run(
            [sys.executable, "-c", MANY], cwd=tmp_path, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        code, peak = done.stdout.split()
        assert code == "0"
        peaks.append(int(peak))
    assert peaks[1] < peaks[0] + 60 and peaks[1] < 600


def _copy(source: Path, folder: Path) -> Path:
    copy = folder / "een.yaml"
    if not copy.exists():
        copy.write_bytes(source.read_bytes())
    return copy
