"""Checks the command `batch`: which files it reads, that it goes on past a bad one, its rows, files and screen."""

import csv
import io
import json
import re
import shutil
import weakref
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import Result
from openpyxl import load_workbook

import wijktoets
from tests.cli.running import flat, wrong
from tests.spoken import counted, text
from wijktoets import cases
from wijktoets.cli.base import failing
from wijktoets.cli.batch import command as batch_command
from wijktoets.cli.batch import run as batch_run
from wijktoets.cli.batch import told as batch_told
from wijktoets.engine.columns import arrow
from wijktoets.engine.judging import engines
from wijktoets.engine.result.table import COLUMNS, SCORE_COLUMNS
from wijktoets.texts import all_texts

Run = Callable[..., Result]
DATA = Path(__file__).parent.parent / "data" / "cli"
HEAD = "formaat: wijktoets/dossier@1\npeildatum: 2026-11-01\n"


def rows(result: Result) -> list[dict[str, object]]:
    """The rows of a result in JSON."""
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def filled(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows without their empty cells: a spreadsheet knows no difference between no text and no value."""
    return [{key: value for key, value in row.items() if value not in (None, "")} for row in found]


# Which dossiers


def test_a_folder_is_read_with_all_below_it_and_hidden_files_are_passed_over(proef: Run, tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "onder/c.yaml", ".verborgen.yaml", ".map/d.yaml", "notitie.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{HEAD}naam: {path.stem}\n")
    found = rows(proef("batch", tmp_path, "--format", "json"))
    assert [row["bestand"] for row in found[::3]] == [str(tmp_path / n) for n in ("a.yml", "b.yaml", "onder/c.yaml")]


def test_a_file_given_twice_is_read_once(proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = rows(proef("batch", dossiers, "--format", "json"))
    monkeypatch.chdir(dossiers)
    again = (dossiers, "voorstel.yaml", dossiers / "verzonnen" / ".." / "voorstel.yaml", dossiers / "verzonnen")
    assert rows(proef("batch", *again, "--format", "json")) == once


@pytest.mark.parametrize(("name", "files"), [("@pilots", cases.pilots()), ("@voorbeelden", cases.voorbeelden())])
def test_the_dossiers_in_the_package_have_names(run: Run, name: str, files: list[Path], tmp_path: Path) -> None:
    assert len(files) >= 5
    result = run("batch", name, "--format", "json")
    assert result.exit_code == 0
    assert {row["bestand"] for row in rows(result)} == {f"{name}/{file.name}" for file in files}


def test_the_collections_are_apart(run: Run) -> None:
    assert {row["fictief"] for row in rows(run("batch", "@pilots", "--format", "json"))} == {False}
    assert {row["fictief"] for row in rows(run("batch", "@voorbeelden", "--format", "json"))} == {True}


def test_a_folder_without_dossiers_is_reported(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    result = proef("batch", tmp_path, dossiers / "voorstel.yaml")
    assert result.exit_code == failing.INVALID_INPUT
    assert text("batch.lege_map", plek=tmp_path) in result.stderr
    assert "Wijkdeal Proefwijk" in result.stdout


def test_one_dossier_may_come_from_standard_input(proef: Run, dossiers: Path) -> None:
    found = rows(proef("batch", "-", "--format", "json", stdin=(dossiers / "voorstel.yaml").read_bytes()))
    assert {row["bestand"] for row in found} == {"-"}


def test_only_a_thema_or_fase(proef: Run, dossiers: Path) -> None:
    found = rows(proef("batch", dossiers, "--thema", "zorg", "--format", "json"))
    assert [row["thema"] for row in found] == ["zorg"]
    found = rows(proef("batch", dossiers, "--fase", "evaluatie", "--format", "json"))
    assert {row["fase"] for row in found} == {"evaluatie"}
    nothing = proef("batch", dossiers, "--thema", "zorgen")
    assert nothing.exit_code == failing.INVALID_INPUT
    assert text("batch.niets_over", wat="zorgen") in nothing.stderr


# A bad file among good ones


@pytest.fixture
def mixed(dossiers: Path, tmp_path: Path) -> Path:
    """A folder with two good dossiers around a bad one."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(dossiers / "terugblik.yaml", folder / "a.yaml")
    shutil.copy(dossiers / "voorstel.yaml", folder / "c.yaml")
    (folder / "b.yaml").write_text(f"{HEAD}naam: fout\nantwoorden: {{open-deur: ja}}\nfoo: 1\n")
    return folder


def test_it_goes_on_past_a_bad_file_and_exits_3(proef: Run, mixed: Path) -> None:
    result = proef("batch", mixed)
    assert result.exit_code == failing.INVALID_INPUT
    assert "Ångströmbuurt" in result.stdout and "Proefwijk" in result.stdout
    assert result.stderr.splitlines() == [line for line in result.stderr.splitlines() if line.startswith(str(mixed))]
    question = wrong("vraag_onbekend", f"{mixed / 'b.yaml'}:4:14", "open-deuren", naam="open-deur")
    assert question in result.stderr.splitlines()
    listed = flat(result.stdout.partition(text("batch.koppen.fouten"))[2])
    assert question.partition(": ")[2] in listed and "'foo'" in listed


@pytest.mark.parametrize("shape", ["json", "csv", "jsonl"])
def test_a_bad_file_is_a_row_with_what_is_wrong(proef: Run, mixed: Path, shape: str) -> None:
    result = proef("batch", mixed, "--format", shape)
    assert result.exit_code == failing.INVALID_INPUT
    if shape == "csv":
        found = list(csv.DictReader(io.StringIO(result.stdout)))
    elif shape == "json":
        found = json.loads(result.stdout)
    else:
        found = [json.loads(line) for line in result.stdout.splitlines()]
    wrong = [row for row in found if row["fout"]]
    assert [row["bestand"] for row in wrong] == [str(mixed / "b.yaml")]
    assert wrong[0]["fout"].count("; ") == 1
    assert not wrong[0]["uitkomst"]
    assert len(found) == 3 + 1 + 2


def test_a_file_that_does_not_exist_is_reported_with_a_near_miss(proef: Run, mixed: Path) -> None:
    result = proef("batch", mixed / "a.yaml", mixed / "aa.yaml")
    assert result.exit_code == failing.INVALID_INPUT
    assert wrong("geen_bestand", mixed / "aa.yaml", str(mixed / "a.yaml")) in result.stderr
    assert "Ångströmbuurt" in result.stdout


# Rows


def test_rows_have_the_columns_of_the_contract(proef: Run, dossiers: Path) -> None:
    for row in rows(proef("batch", dossiers, "--format", "json")):
        assert tuple(row) == COLUMNS
    for row in rows(proef("batch", dossiers, "--scores", "--format", "json")):
        assert tuple(row) == COLUMNS + SCORE_COLUMNS


def test_the_rows_are_those_of_evaluate_batch(proef: Run, dossiers: Path) -> None:
    files = [dossiers / "voorstel.yaml", dossiers / "terugblik.yaml"]
    pack = wijktoets.load_pack(DATA / "pakket")
    table = wijktoets.evaluate_batch(files, pack, scores=True)
    found = rows(proef("batch", *files, "--scores", "--format", "json"))
    assert found == json.loads(table.to_json(orient="records"))


def test_json_lines_are_the_rows_one_a_line(proef: Run, dossiers: Path) -> None:
    found = proef("batch", dossiers, "--format", "jsonl").stdout
    assert [json.loads(line) for line in found.splitlines()] == rows(proef("batch", dossiers, "--format", "json"))
    assert found.endswith("\n")


# Files


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".json", ".jsonl"])
def test_a_file_holds_the_same_rows(proef: Run, mixed: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"uit{suffix}"
    result = proef("batch", mixed, "--scores", "--output", output)
    assert result.exit_code == failing.INVALID_INPUT
    assert result.stdout == ""
    assert text("batch.geschreven", naam=output, n=6) in result.stderr
    read: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": pd.read_csv,
        ".xlsx": pd.read_excel,
        ".parquet": lambda path: pd.read_parquet(path).astype({"peildatum": "string"}),
        ".json": pd.read_json,
        ".jsonl": lambda path: pd.read_json(path, lines=True),
    }
    found = json.loads(read[suffix](output).to_json(orient="records", double_precision=15))
    assert filled(found) == filled(rows(proef("batch", mixed, "--scores", "--format", "json")))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".json", ".jsonl"])
def test_a_file_is_written_some_dossiers_at_a_time(
    proef: Run, mixed: Path, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, output = tmp_path / f"heel{suffix}", tmp_path / f"uit{suffix}"
    proef("batch", mixed, "--scores", "--output", whole)
    made: list[weakref.ref[Any]] = []
    of_rows: Callable[..., Any] = vars(arrow)["of_rows"]

    def watched(rows: Any, columns: Any) -> Any:
        assert sum(each() is not None for each in made) <= 1, "no more are held than those that are being written"
        found = of_rows(rows, columns)
        made.append(weakref.ref(found))
        return found

    monkeypatch.setattr(arrow, "of_rows", watched)
    for module in (batch_told, batch_run):
        monkeypatch.setattr(module, "TOGETHER", 1)
    proef("batch", mixed, "--scores", "--output", output)
    assert len(made) >= 3
    if suffix == ".parquet":  # a row group for each
        assert pd.read_parquet(output).equals(pd.read_parquet(whole))
    else:
        assert output.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".json", ".jsonl"])
@pytest.mark.parametrize("asked", [["--engine", "direct"], ["--recheck"]], ids=["direct", "recheck"])
def test_no_rapport_is_held_once_its_rows_are_there(
    proef: Run, mixed: Path, tmp_path: Path, suffix: str, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "try_second", lambda pack: None)
    monkeypatch.setattr(engines, "recheck", lambda pack, computed: None)
    monkeypatch.setattr(batch_told, "TOGETHER", 2)
    made: list[weakref.ref[Any]] = []
    evaluate = wijktoets.evaluate

    def watched(*given: Any, **how: Any) -> Any:
        found = evaluate(*given, **how)
        assert sum(each() is not None for each in made) <= 1, "no more than the one before is there"
        made.append(weakref.ref(found))
        return found

    monkeypatch.setattr(wijktoets, "evaluate", watched)
    for number in range(5):
        shutil.copy(mixed / "c.yaml", mixed / f"c{number}.yaml")
    whole, output = tmp_path / f"heel{suffix}", tmp_path / f"uit{suffix}"
    result = proef("batch", mixed, "--output", output, *asked)
    assert (result.exit_code, len(made)) == (failing.INVALID_INPUT, 7), result.stderr
    proef("batch", mixed, "--output", whole)
    if suffix == ".parquet":  # a row group for what is written together
        assert pd.read_parquet(output).equals(pd.read_parquet(whole))
    else:
        assert output.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("shape", ["csv", "json", "jsonl"])
def test_without_arrow_the_text_is_the_same(
    proef: Run, mixed: Path, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = proef("batch", mixed, "--scores", "--format", shape)
    monkeypatch.setattr(batch_command, "find_spec", lambda name: None)
    monkeypatch.setattr(batch_told, "TOGETHER", 4)
    assert proef("batch", mixed, "--scores", "--format", shape).stdout == whole.stdout


def test_standard_input_is_read_once_for_a_file_and_a_text(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    output = tmp_path / "uit.csv"
    stdin = next(dossiers.glob("*.yaml")).read_text(encoding="utf-8")
    found = proef("batch", "-", "--format", "csv", "--output", output, stdin=stdin)
    assert found.exit_code == 0
    assert found.stdout == output.read_text(encoding="utf-8")


@pytest.mark.parametrize(("limit", "key"), [("MOST_ROWS", "te_veel_rijen"), ("LONGEST", "te_lange_tekst")])
def test_a_workbook_that_would_lack_something_is_not_written(
    proef: Run, mixed: Path, tmp_path: Path, limit: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "uit.xlsx"
    output.write_bytes(b"oud")
    monkeypatch.setattr(f"wijktoets.cli.batch.write.{limit}", 6)
    result = proef("batch", mixed, "--output", output)
    assert result.exit_code == failing.NOT_WRITTEN
    said = text(f"batch.{key}", naam=output, hoogstens=5 if key == "te_veel_rijen" else 6, n="N").split("N")
    assert all(part in result.stderr for part in said)
    assert output.read_bytes() == b"oud"
    monkeypatch.setattr(f"wijktoets.cli.batch.write.{limit}", 7 if key == "te_veel_rijen" else 32767)
    assert proef("batch", mixed, "--output", output).exit_code == failing.INVALID_INPUT, "as one file is wrong"
    assert len(pd.read_excel(output)) == 6


def test_output_and_an_asked_format_give_both(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    result = proef("batch", dossiers, "--output", tmp_path / "uit.csv", "--format", "csv", "-q")
    assert result.stdout == (tmp_path / "uit.csv").read_text(encoding="utf-8")
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["uit.ods", "uit", "uit.CSV.gz"])
def test_an_unknown_suffix_is_refused_before_any_work(run: Run, tmp_path: Path, name: str) -> None:
    result = run("batch", "geen-map", "--pack", "geen-pakket", "--output", tmp_path / name)
    assert result.exit_code == failing.USAGE
    kinds = ".csv, .xlsx, .parquet, .json, .jsonl"
    assert text("batch.uitvoer_soort", naam=tmp_path / name, soorten=kinds) in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_cells_run_nothing_in_a_spreadsheet(proef: Run, tmp_path: Path) -> None:
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", "\\t=1", "\\r=1"]
    guarded = ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\\t=1", "'\\r=1"]
    for number, start in enumerate(starts):
        (tmp_path / f"{number}.yaml").write_text(f'{HEAD}naam: x\ngemeente: "{start}"\n')
    proef("batch", tmp_path, "--fase", "evaluatie", "--output", tmp_path / "uit.csv")
    proef("batch", tmp_path, "--fase", "evaluatie", "--output", tmp_path / "uit.xlsx")
    with (tmp_path / "uit.csv").open(encoding="utf-8", newline="") as file:
        assert [row["gemeente"] for row in csv.DictReader(file)] == guarded
    sheet = load_workbook(tmp_path / "uit.xlsx").active
    cells = [row[COLUMNS.index("gemeente")] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == guarded
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_workbook_holds_signs_that_a_workbook_cannot(proef: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f'{HEAD}naam: "a\\ab"\n')
    assert proef("batch", tmp_path / "x.yaml", "--output", tmp_path / "uit.xlsx").exit_code == 0
    assert load_workbook(tmp_path / "uit.xlsx").active["B2"].value == "a\\x07b"


# The screen


def test_the_order_is_the_alphabet_and_not_the_result(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    answers = ("ja", "nee", "onbekend", "deels")
    for name, answer in zip(("ä-buurt", "Zwaluw", "Ambacht", "boog"), answers, strict=True):
        (tmp_path / f"{answer}.yaml").write_text(
            f"{HEAD}naam: deal\ngebied: {{naam: {name}}}\nantwoorden: {{open-deuren: {answer}}}\n", encoding="utf-8"
        )
    screen = proef("batch", tmp_path).stdout
    places = [screen.index(f"{name}, deal") for name in ("ä-buurt", "Ambacht", "boog", "Zwaluw")]
    assert places == sorted(places)


def test_versions_of_one_dossier_are_told_apart_by_their_files(
    proef: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file, naam in (("1-eerste.yaml", "Noorderlinde"), ("2-tweede.yaml", "Noorderlinde"), ("ander.yaml", "Westend")):
        Path(file).write_text(f"{HEAD}naam: {naam}\n")
    lines = proef("batch", ".").stdout.splitlines()
    assert [line.partition(" · ")[0].strip() for line in lines if "besproken" in line and " · " in line] == [
        "Noorderlinde, 1-eerste.yaml",
        "Noorderlinde, 2-tweede.yaml",
        "Westend",
    ]


def test_invented_dossiers_stand_apart_and_count_nowhere(proef: Run, dossiers: Path) -> None:
    screen = proef("batch", dossiers).stdout
    apart = screen.index(text("batch.koppen.fictief", n=counted("batch.dossiers", 2)))
    assert screen.index("Zonnehof") > apart > screen.index("Proefwijk")
    assert text("batch.koppen.patronen") not in screen[apart:]
    with_invented = screen[:apart].split()
    without = proef("batch", *dossiers.glob("*.yaml")).stdout.split()
    assert with_invented == without[: len(with_invented)]


def test_look_backs_say_what_their_source_says_and_stand_in_no_table(proef: Run, dossiers: Path) -> None:
    screen = proef("batch", dossiers / "terugblik.yaml", dossiers / "terugblik-twee.yaml").stdout
    told = flat(screen)
    assert f"{text('terugblik.soorten.werkte')} - koffie. (L113)" in told
    assert f"{text('terugblik.soorten.later')} - vaker een open deur. (L106, L107)" in told
    assert "- het verslag is van één kant." in told
    assert all_texts()["batch"]["kolommen"][0] not in screen and text("batch.koppen.patronen") not in screen
    assert "Borging" not in screen


def test_a_folder_of_both_kinds_has_a_section_for_each_and_joins_nothing(proef: Run, dossiers: Path) -> None:
    screen = proef("batch", dossiers).stdout
    table, _, back = screen.partition("TERUGBLIK")
    assert "Proefwijk" in table and "Aanloopkade" not in table
    assert "Aanloopkade" in back and "Proefwijk" not in back.partition("VERZONNEN")[0]


def test_invented_look_backs_stand_apart_from_real_ones(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    real = (dossiers / "terugblik.yaml").read_text(encoding="utf-8")
    (tmp_path / "echt.yaml").write_text(real, encoding="utf-8")
    invented = (dossiers / "terugblik-twee.yaml").read_text(encoding="utf-8")
    (tmp_path / "verzonnen.yaml").write_text(f"{invented}\nfictief: true\n", encoding="utf-8")
    screen = proef("batch", tmp_path).stdout
    apart = screen.index(text("batch.koppen.fictief_terugblik", n=counted("batch.dossiers", 1)))
    assert screen.index("Ångströmbuurt") < apart < screen.index("Aanloopkade")
    assert text("terugblik.koppen.geen", n=2) not in screen


def test_a_look_back_without_a_terugblik_says_so(proef: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg.yaml").write_text(f"{HEAD}naam: Leeg\nstatus: terugblik\n")
    assert text("terugblik.niets") in flat(proef("batch", tmp_path).stdout)


def test_without_z3_there_are_no_first_questions_and_all_else_is_there(
    proef: Run, dossiers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_run, "find_spec", lambda name: None)
    screen = proef("batch", dossiers / "terugblik.yaml").stdout
    assert text("terugblik.koppen.vragen") not in screen and "vaker een open deur" in screen


def test_equal_fasen_are_one_line(proef: Run, dossiers: Path) -> None:
    screen = proef("batch", dossiers / "verzonnen" / "rond.yaml").stdout
    assert screen.count("spelen") == 1


def test_the_pilots_answer_three_questions_and_then_say_what_to_ask(run: Run) -> None:
    """What worked and is wished for, what none names, what one names and another does not, the first questions."""
    screen = run("batch", "@pilots").stdout
    keys = [text(f"terugblik.koppen.{key}", n=5) for key in ("per_wijk", "geen", "middelen", "vragen")]
    places = [screen.index(heading) for heading in keys]
    assert places == sorted(places)
    worked, none, means, asked = (
        flat(screen[here:there]) for here, there in zip(places, [*places[1:], len(screen)], strict=True)
    )
    order = ["A-kwartier", "De Wijert", "Lewenborg", "Oosterparkwijk", "Selwerd"]
    assert [worked.index(f"{wijk}, ") for wijk in order] == sorted(worked.index(f"{wijk}, ") for wijk in order)
    assert "een eigen wijkbudget met meer ruimte. (L367, L374)" in worked
    assert "dat de wijkraad goede besluiten neemt, is voor een deel gelukt. (L417)" in worked
    assert f"{text('terugblik.raad_en_college', n=13, van=15)} (L113)" in none
    drawn = text("terugblik.middel.werkte", waar="Oosterparkwijk (L348, L419)")
    wished = text("terugblik.middel.later", waar="Oosterparkwijk (L348)")
    assert text("terugblik.middel.regel", naam="Loting", waar=f"{drawn}; {wished}") in means
    assert f"Wijkkrant en vaste bijeenkomst: {text('terugblik.middel.werkte', waar='Lewenborg (L321)')}" in means
    assert "1 Wat willen wij" in asked and "3 " in asked and " 4 " not in asked


def test_the_pilots_show_no_score_no_grid_and_no_count_of_a_wijk(run: Run) -> None:
    screen = run("batch", "@pilots").stdout
    assert "%" not in screen and "Borging" not in screen and "vragen vermeld" not in screen
    without_lines = re.sub(r"\(L[^)]*\)", "", screen[: screen.index(text("terugblik.koppen.geen", n=5))])
    assert re.findall(r"\d+", without_lines) == ["5", "25", "2020"]


# Progress


def test_progress_is_for_a_terminal_and_long_work_only(capsys: pytest.CaptureFixture[str]) -> None:
    meter = batch_run.Meter(10, wanted=False)
    meter._next = 0.0
    meter.show(3)
    meter.clear()
    assert capsys.readouterr().err == ""
    meter = batch_run.Meter(10, wanted=True)
    meter.show(3)
    assert capsys.readouterr().err == ""
    meter._next = 0.0
    meter.show(3)
    meter.show(4)
    assert capsys.readouterr().err == f"\r{text('batch.voortgang', n=3, van=10)}"
    meter.clear()
    assert capsys.readouterr().err == "\r\x1b[K"


def test_a_workbook_of_rows_holds_no_moment(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    proef("batch", dossiers, "--output", tmp_path / "uit.xlsx")
    with zipfile.ZipFile(tmp_path / "uit.xlsx") as made:
        assert {part.date_time for part in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = made.read("docProps/core.xml")
    assert b"wijktoets" in about and b"created" not in about and b"modified" not in about
