"""`export` and `import`: from a dossier to a workbook or a table and back, and nothing overwritten by accident."""

import csv
import io
import shlex
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Run
from tests.cli.running import wrong
from tests.workbook.books import PACK, as_made, book_of, changed, dossier, filled, first_row, sheet
from wijktoets import load_dossier, texts
from wijktoets.cli.export.table import COLUMNS, SCORES, codes
from wijktoets.engine.model.confirming import kenmerk

DEAL = "@voorbeelden/wijkdeal-drie-afspraken.yaml"
THEMA = "groen en spelen"
ANSWER = ("openbare-vergaderingen|1|antwoord", "antwoord")


SOURCE = Path(__file__).parents[2] / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"


@cache
def deal() -> bytes:
    """The workbook of a dossier."""
    return book_of(load_dossier(SOURCE))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A file with the workbook of a dossier."""
    path = tmp_path / "wijk.xlsx"
    path.write_bytes(deal())
    return path


def test_there_and_back_over_the_command_line(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "wijk.xlsx"
    assert run("export", DEAL, "--to", book).exit_code == 0
    result = run("import", book, "--to", tmp_path / "terug.yaml")
    assert result.exit_code == 0 and "wijktoets evaluate" in result.stderr
    back = load_dossier(tmp_path / "terug.yaml")
    assert back.model_dump() == as_made(load_dossier(SOURCE))
    written = (tmp_path / "terug.yaml").read_text(encoding="utf-8")
    assert "# " + texts.text("import.kop", naam="wijk.xlsx").splitlines()[0] + "\n" in written
    assert "      # Zijn de vergaderingen over dit thema openbaar?\n      openbare-vergaderingen: ja\n" in written


def test_a_fresh_dossier_goes_through_a_workbook(run: Run, tmp_path: Path) -> None:
    run("new", "--output", tmp_path / "nieuw.yaml")
    assert run("export", tmp_path / "nieuw.yaml", "--to", tmp_path / "n.xlsx").exit_code == 0
    content = filled((tmp_path / "n.xlsx").read_bytes(), "transparantie", {ANSWER: "Ja "})
    (tmp_path / "n.xlsx").write_bytes(content)
    assert run("import", tmp_path / "n.xlsx", "--to", tmp_path / "uit.yaml").exit_code == 0
    assert run("evaluate", tmp_path / "uit.yaml").exit_code == 0


@pytest.mark.parametrize("command", ["evaluate", "explain", "plan", "questions", "check", "batch"])
def test_a_workbook_is_a_dossier_for_other_commands(run: Run, book: Path, command: str) -> None:
    result = run(command, book)
    assert result.exit_code == 0, result.stderr
    assert "Noorderlinde" in result.stdout or "in orde" in result.stdout


def test_a_workbook_may_come_in_on_standard_input(run: Run, book: Path) -> None:
    assert "Noorderlinde" in run("evaluate", "-", stdin=book.read_bytes()).stdout


def test_a_workbook_says_the_same_as_its_dossier(run: Run, book: Path) -> None:
    lines = [run("evaluate", name).stdout.replace(str(book), "X").replace(DEAL, "X") for name in (DEAL, book)]
    assert lines[0].split() == lines[1].split()


def test_batch_finds_the_workbooks_of_a_folder_but_not_what_lies_beside_them(run: Run, book: Path) -> None:
    folder = book.parent
    (folder / "~$wijk.xlsx").write_bytes(b"x")
    (folder / ".~lock.wijk.xlsx").write_bytes(b"x")
    (folder / "deal.xlsx").write_bytes(book.read_bytes())
    run("import", book, "--to", folder / "deal.yaml")
    assert run("batch", folder, "--output", folder / "uitkomst.xlsx").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(run("batch", folder, "--format", "csv").stdout)))
    assert {Path(row["bestand"]).name for row in rows} == {"wijk.xlsx", "deal.yaml"}
    assert not any(row["fout"] for row in rows)


def test_batch_goes_on_past_a_workbook_that_cannot_be_used(run: Run, book: Path) -> None:
    (book.parent / "stuk.xlsx").write_bytes(book.read_bytes()[:5000])
    result = run("batch", book.parent, "--format", "csv")
    assert result.exit_code == 3 and "beschadigd" in result.stderr and "Noorderlinde" in result.stdout


# Nothing is lost or overwritten.


def test_errors_are_named_by_sheet_and_cell_and_nothing_is_written(run: Run, book: Path, tmp_path: Path) -> None:
    content = filled(book.read_bytes(), "transparantie", {ANSWER: "soms"})
    book.write_bytes(filled(content, "dossier", {("peildatum", "waarde"): "morgen"}))
    result = run("import", book, "--to", tmp_path / "uit.yaml")
    assert result.exit_code == 3 and not (tmp_path / "uit.yaml").exists()
    first, second = result.stderr.splitlines()
    assert first == wrong("werkmap_datum_vorm", f"{book}: blad Dossier, cel C12", waarde="morgen")
    assert "blad Transparantie, cel E" in second and "'soms' kan niet als antwoord" in second


def test_nothing_is_overwritten_without_force(run: Run, book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    result = run("export", DEAL, "--to", book)
    assert result.exit_code == 2 and "--force" in result.stderr and book.read_bytes() == before
    (tmp_path / "a.yaml").write_text("van mij", encoding="utf-8")
    result = run("import", book, "--to", tmp_path / "a.yaml")
    assert result.exit_code == 2 and (tmp_path / "a.yaml").read_text(encoding="utf-8") == "van mij"
    assert run("import", book, "--to", tmp_path / "a.yaml", "--force").exit_code == 0
    assert run("export", DEAL, "--to", book, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("export", DEAL), "--to"),
        (("export", DEAL, "--to", "x.docx"), "eindigt op .xlsx"),
        (("export", DEAL, "--to", "x.xlsx", "--scores"), "hoort bij een tabel"),
        (("export", "--to", "x.xlsx"), "ontbreekt een dossier"),
        (("export", DEAL, DEAL, "--to", "x.xlsx"), "één dossier"),
        (("export", DEAL, "--dictionary"), "hoort geen dossier"),
        (("import", "x.yaml", "--to", "y.yaml"), "geen werkmap"),
        (("import", "x.xlsx", "--to", "y.txt"), "eindigt op .yaml"),
    ],
)
def test_what_cannot_be_asked_is_said(run: Run, words: tuple[str, ...], part: str) -> None:
    result = run(*words)
    assert result.exit_code == 2 and part in " ".join(result.stderr.split())


def test_an_older_pack_names_the_questions_that_are_new(run: Run, book: Path, tmp_path: Path) -> None:
    def age(found: object) -> None:
        page = sheet(found, "kenmerken")  # type: ignore[arg-type]
        for row in page.iter_rows(min_row=4):
            if row[0].value == "pakket":
                row[2].value = "0.9.0"
            if row[1].value == "openbare-vergaderingen":
                row[0].value = row[1].value = None
        answers = sheet(found, "transparantie")  # type: ignore[arg-type]
        where = [r[0].row for r in answers.iter_rows(min_row=4) if str(r[0].value).startswith("openbare-")]
        answers.delete_rows(where[0], len(where))

    book.write_bytes(changed(book.read_bytes(), age))
    result = run("import", book, "--to", tmp_path / "uit.yaml")
    assert result.exit_code == 0
    assert "gemaakt met Het Gronings model 0.9.0" in result.stderr
    assert "1 vraag bij" in result.stderr and "(openbare-vergaderingen)" in result.stderr


# Open data.


def table(run: Run, *words: str) -> list[dict[str, str]]:
    """The rows of the table that is exported."""
    result = run("export", *words, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_row_is_an_eis_and_says_whether_the_dossier_is_invented(run: Run) -> None:
    rows = table(run, DEAL, "@pilots/a-kwartier.yaml")
    assert tuple(rows[0]) == COLUMNS
    assert {(row["dossier"], row["fictief"]) for row in rows} >= {("Wijkdeal Noorderlinde", "true")}
    assert {row["fictief"] for row in rows} == {"true", "false"}
    keys = [(row["dossier"], row["thema"], row["fase"], row["zeggenschap"], row["waarborg"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_no_scores_and_no_words_of_people_are_shared_unless_asked(run: Run) -> None:
    result = run("export", DEAL, "--format", "csv").stdout
    assert "laag" not in result.splitlines()[0]
    assert "wijkkrant" not in result and "klimtoestel" not in result and "Gebiedsteam" not in result
    assert tuple(table(run, DEAL, "--scores")[0])[-2:] == SCORES


def test_codes_of_the_cbs_stand_in_columns_of_their_own() -> None:
    assert codes("BU00140101") == {"gemeentecode": "GM0014", "wijkcode": "WK001401", "buurtcode": "BU00140101"}
    assert codes("GM0014") == {"gemeentecode": "GM0014", "wijkcode": None, "buurtcode": None}
    for other in (None, "WK0014", "GM00140101", "BU001401", "wk001401", "zomaar"):
        assert set(codes(other).values()) == {None}


def test_the_dictionary_explains_each_column(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--dictionary").stdout)))
    assert tuple(row["kolom"] for row in rows) == (*COLUMNS, *SCORES)
    assert all(row["betekenis"].endswith(".") for row in rows)
    assert set(texts.all_texts()["opendata"]) == {*COLUMNS, *SCORES}


def test_values_of_the_table_are_those_of_the_dictionary(run: Run) -> None:
    explained = {row["kolom"]: row for row in csv.DictReader(io.StringIO(run("export", "--dictionary").stdout))}
    for row in table(run, DEAL, "@voorbeelden/verschillende-wensen.yaml"):
        for name, value in row.items():
            if explained[name]["soort"] == "woord":
                assert value in explained[name]["waarden"].split("; "), name


def test_a_table_goes_to_a_file_and_a_wrong_dossier_stops_it(run: Run, tmp_path: Path) -> None:
    assert run("export", DEAL, "--to", tmp_path / "t.csv").exit_code == 0
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").startswith("dossier,fictief")
    (tmp_path / "fout.yaml").write_text("naam: x\n", encoding="utf-8")
    result = run("export", DEAL, tmp_path / "fout.yaml", "--to", tmp_path / "u.csv")
    assert result.exit_code == 3 and not (tmp_path / "u.csv").exists() and "fout.yaml:1" in result.stderr
    (tmp_path / "leeg").mkdir()
    assert run("export", tmp_path / "leeg", "--format", "csv").exit_code == 3


def test_an_import_onto_a_dossier_says_what_stood_there_otherwise(run: Run, book: Path, tmp_path: Path) -> None:
    to = tmp_path / "wijk.yaml"
    run("import", book, "--to", to)
    written = to.read_text(encoding="utf-8")
    assert "openbare-vergaderingen: ja" in written
    quiet = run("import", book, "--to", to, "--force")
    assert texts.text("import.anders", naam=to, wat="") not in quiet.stderr and len(quiet.stderr.splitlines()) == 1
    other = written.replace("openbare-vergaderingen: ja", "openbare-vergaderingen: nee  # van de secretaris", 1)
    to.write_text(other, encoding="utf-8")
    told = run("import", book, "--to", to, "--force").stderr
    asked = texts.text("import.vraag_anders_bij", vraag=PACK.vragen["openbare-vergaderingen"].vraag, thema=THEMA)
    assert texts.text("import.anders", naam=to, wat=asked) in " ".join(told.split())
    assert texts.text("import.opmerkingen", naam=to) in " ".join(told.split())
    assert to.read_text(encoding="utf-8") == written


def test_what_a_party_says_in_a_workbook_can_be_confirmed_as_import_says(run: Run, tmp_path: Path) -> None:
    made = dossier(partijen=[{"naam": "Groep Noord", "rol": "bewoners"}])
    (tmp_path / "b.xlsx").write_bytes(changed(book_of(made), _say_no))
    told = run("import", tmp_path / "b.xlsx", "--to", tmp_path / "b.yaml").stderr.split("confirm ")[1]
    said = shlex.split(told[: told.index('eerst"') + len('eerst"')])
    assert run("confirm", *said).exit_code == 0
    (found,) = load_dossier(tmp_path / "b.yaml").bevestigd
    assert (found.door, found.oordeel, found.toelichting) == ("Groep Noord", "tekent_niet", "Wij willen praten eerst")
    assert found.op == date(2026, 11, 26) and found.kenmerk == kenmerk(load_dossier(tmp_path / "b.yaml"))


def _say_no(book: Workbook) -> None:
    page = sheet(book, "bevestigd")
    values = ("Groep Noord", "26-11-2026", "tekent_niet", "Wij willen praten eerst")
    for column, value in enumerate(values, 3):
        page.cell(first_row(page), column).value = value
