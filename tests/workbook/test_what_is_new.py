"""`import` names what a workbook does not ask yet, and what to type to be asked."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.workbook.books import PACK, book_of, changed, dossier, filled, sheet
from wijktoets import load_dossier
from wijktoets.cli.main import main
from wijktoets.texts import text
from wijktoets.texts.wording import counted
from wijktoets.workbook.reading import read_workbook


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier())


AGAIN = "wijktoets export uit.yaml --to uit-opnieuw.xlsx"
"""What to type for a workbook with everything that is new."""


def with_themas(values: Mapping[str, str], content: bytes | None = None) -> bytes:
    """The workbook with these themas on the sheet with afspraken, by the key of their row."""
    return filled(content or sent(), "afspraken", {(row, "thema"): thema for row, thema in values.items()})


def without_question(book: Any) -> None:
    """Make the workbook of before a question was there."""
    for row in sheet(book, "kenmerken").iter_rows(min_row=4):
        if row[1].value == "openbare-vergaderingen":
            row[0].value = row[1].value = None
    page = sheet(book, "transparantie")
    rows = [row[0].row for row in page.iter_rows(min_row=4) if str(row[0].value).startswith("openbare-vergaderingen|")]
    page.delete_rows(rows[0], len(rows))


def said(folder: Path, content: bytes, to: str = "uit.yaml", *more: str) -> list[str]:
    """What `import` says, a line each, with the folder left out."""
    (folder / "in.xlsx").write_bytes(content)
    words = ["import", str(folder / "in.xlsx"), "--to", str(folder / to), *more]
    result = CliRunner().invoke(main, words, prog_name="wijktoets")
    assert result.exit_code == 0, result.stderr
    return result.stderr.replace(f"{folder}/", "").splitlines()


def test_a_new_thema_gets_one_sentence_with_what_to_type(tmp_path: Path) -> None:
    assert said(tmp_path, with_themas({"2": "wonen"}))[:-1] == [
        counted("import.thema_erbij", 1, themas="'wonen'", opdracht=AGAIN)
    ]


def test_what_is_typed_then_asks_about_the_new_thema(tmp_path: Path) -> None:
    said(tmp_path, with_themas({"2": "wonen"}))
    words = ["export", str(tmp_path / "uit.yaml"), "--to", str(tmp_path / "uit-opnieuw.xlsx")]
    assert CliRunner().invoke(main, words).exit_code == 0
    again = read_workbook(tmp_path / "uit-opnieuw.xlsx", "w", PACK)
    assert again.nieuwe_themas == () and len(load_dossier(tmp_path / "uit-opnieuw.xlsx").afspraken) == 2


def test_more_new_themas_stand_in_one_sentence(tmp_path: Path) -> None:
    (line, _) = said(tmp_path, with_themas({"2": "wonen", "3": "spelen", "4": "verkeer"}))
    assert line == counted("import.thema_erbij", 3, themas="'wonen', 'spelen' en 'verkeer'", opdracht=AGAIN)


def test_a_thema_in_place_of_another_keeps_its_rows_and_is_not_new(tmp_path: Path) -> None:
    assert len(said(tmp_path, with_themas({"1": "wonen"}))) == 1


def test_a_workbook_without_anything_new_says_nothing_more(tmp_path: Path) -> None:
    assert len(said(tmp_path, sent())) == 1


def test_new_questions_end_in_what_to_type(tmp_path: Path) -> None:
    lines = said(tmp_path, changed(sent(), without_question))
    assert "1 vraag bij" in lines[0] and "(openbare-vergaderingen)" in lines[1]
    assert lines[2] == text("import.vragen_erbij", opdracht=AGAIN)


@pytest.mark.parametrize(
    ("to", "more", "typed"),
    [
        ("mijn wijk.yaml", (), 'wijktoets export "mijn wijk.yaml" --to "mijn wijk-opnieuw.xlsx"'),
        (
            *("uit.yaml", ("--pack", "gronings-model", "--pack", "overdracht")),
            "wijktoets export uit.yaml --to uit-opnieuw.xlsx --pack gronings-model --pack overdracht",
        ),
    ],
)
def test_what_to_type_can_be_typed(to: str, more: tuple[str, ...], typed: str, tmp_path: Path) -> None:
    lines = said(tmp_path / ".", with_themas({"2": "wonen"}), to, *more)
    assert any(line.endswith(f": {typed}") for line in lines), lines


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert said(tmp_path, with_themas({"2": "wonen"}), "uit.yaml", "-q") == []


def test_a_new_party_is_told_where_its_column_comes_from_and_has_it_then(tmp_path: Path) -> None:
    named = filled(sent(), "partijen", {("8", "naam"): "Huurders", ("8", "rol"): "bewoners", ("9", "naam"): "Gemeente"})
    named = filled(named, "partijen", {("9", "rol"): "gemeente"})
    assert said(tmp_path, named)[:-1] == [counted("import.partij_erbij", 1, partijen="'Huurders'", opdracht=AGAIN)]
    words = ["export", str(tmp_path / "uit.yaml"), "--to", str(tmp_path / "uit-opnieuw.xlsx")]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert read_workbook(tmp_path / "uit-opnieuw.xlsx", "w", PACK).nieuwe_partijen == ()
