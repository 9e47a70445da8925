"""`sensitivity`, and where else another reading is told: evaluate, explain and the annex for raad and team."""

import csv
import io
import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.builders import HOORT, TRAP, lezing, norm, ruw_pakket
from tests.cli.running import flat, run, too_wide, write_dossier, write_pack
from wijktoets.texts import text
from wijktoets.texts.wording import counted, said

LICHTER = {**lezing("lichter", "w3", norm=norm(None, None, "hoort")), "waarom": "De bron zegt dit nergens zo"}
EEN, TWEE = lezing("een", "w2", norm=HOORT), lezing("twee", "w3", norm=HOORT)
ANDERS = lezing("anders", "w3", voldaan_als={"vraag": "q4"})


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a pack of one reading, and one of readings that do something only together."""
    write_pack(tmp_path / "proef", ruw_pakket(*TRAP, lezingen=[LICHTER]))
    write_pack(tmp_path / "samen", ruw_pakket(*TRAP, lezingen=[EEN, TWEE]))
    write_pack(tmp_path / "kaal", ruw_pakket(*TRAP))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def deal(name: str = "deal.yaml", gewenst: str | None = "besluiten", **answers: str) -> str:
    """A dossier about green; q3 is not arranged unless it says otherwise."""
    given = {"q1": "ja", "q2": "ja", "q3": "nee", "rol": "besluiten", **answers}
    wish = {"gewenst": gewenst} if gewenst else {}
    write_dossier(Path(name), antwoorden=given, afspraken=[{"thema": "groen", **wish}])
    return name


def test_the_screen(here: Path, snapshot: SnapshotAssertion) -> None:
    found = run("sensitivity", deal(), "--pack", "proef")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout == snapshot
    assert not too_wide(found.stdout, 80)


def test_without_a_wish_the_archetypes_are_told_apart(here: Path, snapshot: SnapshotAssertion) -> None:
    assert run("sensitivity", deal(gewenst=None), "--pack", "proef").stdout == snapshot


def test_that_nothing_changes_is_said(here: Path) -> None:
    screen = flat(run("sensitivity", deal(q3="ja"), "--pack", "proef").stdout)
    assert text("sensitivity.altijd") in screen
    assert text("sensitivity.koppen.lezingen") not in screen


def test_readings_that_only_together_change_something(here: Path) -> None:
    screen = flat(run("sensitivity", deal(q2="nee"), "--pack", "samen").stdout)
    assert text("sensitivity.samen_pas") in screen


def test_a_pack_without_readings_says_so(here: Path) -> None:
    assert text("sensitivity.geen_lezingen") in flat(run("sensitivity", deal(), "--pack", "kaal").stdout)


def test_no_share_stands_where_people_read(here: Path) -> None:
    for formaat in ("table", "md"):
        screen = run("sensitivity", deal(), "--pack", "proef", "--format", formaat).stdout
        assert "0,5" not in screen
        assert "0.5" not in screen
        assert "%" not in screen


def test_json_of_one_and_of_many(here: Path) -> None:
    one = json.loads(run("sensitivity", deal(), "--pack", "proef", "--format", "json").stdout)
    assert (one["formaat"], one["lezingen"]) == ("wijktoets/gevoeligheid@1", 1)
    samen = one["afspraken"][0]["samen"]
    assert (samen["exact"], samen["combinaties"]) == (True, 2)
    assert samen["uitkomsten"]["congruent"] == {"wanneer": "hangt_af", "van": ["lichter"], "aandeel": 0.5}
    many = run("sensitivity", deal(), deal("ander.yaml"), "--pack", "proef", "--format", "json").stdout
    assert [each["dossier"] for each in json.loads(many)] == ["Voorbeeldwijk", "Voorbeeldwijk"]


def test_rows_name_what_comes_out_now(here: Path) -> None:
    out = run("sensitivity", deal(), "--pack", "proef", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {(row["woord"], row["wanneer"], row["aandeel"]) for row in rows if row["nu"] == "true"} == {
        ("meer_borging_nodig", "hangt_af", "0.5")
    }
    assert len({row["fase"] for row in rows}) == 3


def test_the_pilots_and_a_dossier_of_the_program_can_be_named(here: Path) -> None:
    assert run("sensitivity", "@pilots").exit_code == 0
    assert run("sensitivity", "@pilots/a-kwartier.yaml").exit_code == 0


def test_what_cannot_be_used_is_said_and_the_rest_goes_on(here: Path) -> None:
    Path("stuk.yaml").write_text("naam: x\n", encoding="utf-8")
    found = run("sensitivity", "stuk.yaml", deal(), "--pack", "proef")
    assert found.exit_code == 3
    assert "stuk.yaml" in found.stderr
    assert "GROEN" in found.stdout


@pytest.mark.parametrize("words", [("--combinations", "0"), ("--seed", "-1"), ("--format", "xlsx")])
def test_what_cannot_be_asked(here: Path, words: tuple[str, ...]) -> None:
    assert run("sensitivity", deal(), "--pack", "proef", *words).exit_code == 2


# Where else


def test_evaluate_says_in_a_line_that_one_reading_changes_it(here: Path) -> None:
    told = text("lezingen.een_verandert", vindplaats="L156", gevolg=said("lezingen.uitkomsten.congruent"))
    assert told in flat(run("evaluate", deal(), "--pack", "proef").stdout)
    assert told not in flat(run("evaluate", deal(q3="ja"), "--pack", "proef").stdout)


def test_evaluate_counts_them_when_there_are_more(here: Path) -> None:
    write_pack(here / "meer", ruw_pakket(*TRAP, lezingen=[LICHTER, ANDERS]))
    screen = flat(run("evaluate", deal(q4="ja"), "--pack", "meer").stdout)
    assert text("lezingen.meer_veranderen", n=2, bestand="deal.yaml", pack=" --pack meer") in screen


def test_explain_says_which_and_why(here: Path) -> None:
    screen = flat(run("explain", deal(), "--pack", "proef").stdout)
    assert text("explain.lezingen.kop") in screen
    assert "De bron zegt dit nergens zo" in screen
    assert text("explain.lezingen.kop") not in flat(run("explain", deal(), "w3", "--pack", "proef").stdout)


@pytest.mark.parametrize(("reader", "told"), [("raad", True), ("team", True), ("bewoners", False)])
def test_the_annex_for_raad_and_team_has_a_table(here: Path, reader: str, told: bool) -> None:
    run("report", deal(), "--pack", "proef", "--for", reader, "--to", f"{reader}.md")
    paper = Path(f"{reader}.md").read_text(encoding="utf-8")
    assert (text("report.lezingen.bijschrift") in paper) is told


def test_how_many_readings_there_are_is_counted(here: Path) -> None:
    assert counted("sensitivity.lezingen", 2) in flat(run("sensitivity", deal(), "--pack", "samen").stdout)
