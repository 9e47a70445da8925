"""`simulate`: the rows in every form, the screen and the picture, and what it refuses."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import TRAP, lezing, ruw_pakket
from tests.cli.running import flat, run, too_wide, write_pack, wrong
from wijktoets.cli.base.failing import INVALID_INPUT, USAGE
from wijktoets.texts import text


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pack of one reading and a table of four rows, in which some answers are open."""
    write_pack(tmp_path / "proef", ruw_pakket(*TRAP, lezingen=[lezing("licht", "w3", norm={"besluiten": "hoort"})]))
    frame = pd.DataFrame(
        {"q1": ["ja", "ja", None, "nee"], "q2": ["ja", None, None, "ja"], "q3": [None, "ja", None, "ja"]}
    )
    frame = frame.assign(
        rol="besluiten", gewenst="besluiten", fase="uitvoering", thema=["groen", "groen", "wonen", "wonen"]
    )
    frame.assign(reikwijdte="wijk").to_csv(tmp_path / "rijen.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*words: str) -> tuple[str, ...]:
    return ("simulate", "rijen.csv", "--pack", "proef", *words)


def test_the_screen(here: Path, snapshot: SnapshotAssertion) -> None:
    found = run(*asked("--by", "thema"))
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout == snapshot and not too_wide(found.stdout, 80)


def test_the_same_rows_in_every_form(here: Path) -> None:
    rows = json.loads(run(*asked("--by", "thema", "--by", "gewenst", "--format", "json")).stdout)
    assert list(rows[0]) == ["thema", "gewenst", "maat", "waarde", "aandeel", "trekkingen", "seed"]
    from_csv = list(
        csv.DictReader(io.StringIO(run(*asked("--by", "thema", "--by", "gewenst", "--format", "csv")).stdout))
    )
    assert [row["aandeel"] for row in from_csv] == [str(row["aandeel"]) for row in rows]
    for kind, read in ((".csv", pd.read_csv), (".parquet", pd.read_parquet), (".json", pd.read_json)):
        found = run(*asked("--by", "thema", "--by", "gewenst", "--output", f"uit{kind}"))
        assert found.stdout == "" and text("cli.geschreven", naam=f"uit{kind}") in found.stderr
        table = read(here / f"uit{kind}")  # type: ignore[operator]
        assert table["aandeel"].tolist() == pytest.approx([row["aandeel"] for row in rows])
        assert table["waarde"].astype(str).tolist() == [row["waarde"] for row in rows]
    assert all(row["seed"] is None for row in rows)


def test_a_seed_and_readings(here: Path) -> None:
    one, again, other = (
        run(*asked("--draws", "3", "--seed", seed, "--readings", "--format", "json")).stdout for seed in ("1", "1", "2")
    )
    assert one == again != other
    assert {row["seed"] for row in json.loads(other)} == {2}
    told = flat(run(*asked("--readings")).stdout)
    assert text("simulate.exact") in told and "1 andere lezing" in told


def test_the_picture(here: Path) -> None:
    run(*asked("--draws", "3", "--output", "uit.svg"))
    root = ElementTree.fromstring((here / "uit.svg").read_text(encoding="utf-8"))
    words = " ".join("".join(root.itertext()).split())
    assert root.tag.endswith("svg") and text("simulate.beeld.titel") in words
    assert text("simulate.uitkomsten.meer_borging_nodig") in words


def test_it_says_that_it_is_about_rules_and_refuses_places(here: Path) -> None:
    assert text("simulate.over_regels") in flat(run(*asked()).stdout)
    found = run(*asked("--by", "gemeente", "--by", "cbs"))
    assert found.exit_code == INVALID_INPUT
    assert found.stderr == "".join(f"{wrong('groep_plaats', 'by', naam=name)}\n" for name in ("gemeente", "cbs"))


def test_rows_that_cannot_be_read_are_named_and_left_out(here: Path) -> None:
    frame = pd.read_csv("rijen.csv")
    frame.loc[1, "q1"] = "Ja"
    frame.to_csv("rijen.csv", index=False)
    found = run(*asked("--format", "json"))
    assert found.exit_code == INVALID_INPUT and found.stderr.startswith("rijen.csv, rij 2, kolom q1: ")
    assert json.loads(found.stdout)[0]["trekkingen"] > 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--draws", "0"], USAGE), (["--output", "uit.docx"], USAGE), (["--thema", "zorg"], INVALID_INPUT)],
)
def test_what_it_cannot_have(here: Path, words: list[str], code: int) -> None:
    assert run(*asked(*words)).exit_code == code


def test_a_dossier_is_no_table(here: Path) -> None:
    Path("deal.yaml").write_text("", encoding="utf-8")
    found = run("simulate", "deal.yaml", "--pack", "proef")
    assert found.exit_code == USAGE and text("simulate.geen_tabel", naam="deal.yaml") in flat(found.stderr)
