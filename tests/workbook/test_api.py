"""The Python API reads a workbook wherever it reads a YAML file, and says what the command line says of it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workbook.books import PACK, book_of, changed, dossier, filled, sheet
from wijktoets import InvoerFout, cases, evaluate, evaluate_batch, load_dossier
from wijktoets.cli.main import main

DEAL = cases.collection("@voorbeelden")["@voorbeelden/wijkdeal-drie-afspraken.yaml"]


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier())


ONE = "openbare-vergaderingen|1|antwoord"
WHO = "wie-besluit|1|antwoord"

BROKEN: dict[str, Callable[[], bytes]] = {
    "of a file": lambda: b"geen werkmap",
    "of a sheet": lambda: changed(sent(), lambda book: book.remove(sheet(book, "transparantie"))),
    "of cells": lambda: filled(
        filled(sent(), "dossier", {("peildatum", "waarde"): "morgen", ("fictief", "waarde"): "soms"}),
        *("afspraken", {("1", "gewenst"): "beslissen", ("1", "bedrag.euro"): "veel"}),
    ),
    "of rows": lambda: filled(sent(), "transparantie", {("openbare-vergaderingen|1|toelichting", "raad"): "omdat"}),
}


@cache
def against_the_pack() -> bytes:
    """A workbook with a word that the pack does not know."""
    return filled(sent(), "transparantie", {(ONE, "gemeente"): "jaa"})


def put(folder: Path, content: bytes, name: str = "wijk.xlsx") -> Path:
    """A file that holds a workbook."""
    path = folder / name
    path.write_bytes(content)
    return path


def said_by_check(path: Path) -> str:
    """What the command line says of a file."""
    result = CliRunner().invoke(main, ["check", str(path)], prog_name="wijktoets")
    assert result.exit_code == 3
    return result.stderr.rstrip("\n")


def test_a_workbook_loads_as_the_yaml_that_it_was_made_of(tmp_path: Path) -> None:
    found = load_dossier(DEAL)
    path = put(tmp_path, book_of(found))
    made_for = {"pakket": ({"id": "gronings-model", "versie": PACK.pakketten[0].versie},)}  # an export says so
    assert load_dossier(path).model_dump() == load_dossier(str(path)).model_dump() == found.model_dump() | made_for
    assert evaluate(load_dossier(path), PACK).afspraken == evaluate(found, PACK).afspraken


def test_an_answer_with_capitals_is_understood_without_the_pack(tmp_path: Path) -> None:
    path = put(tmp_path, filled(sent(), "zeggenschap", {(WHO, "antwoord"): " Wijk"}))
    assert load_dossier(path).afspraken[0].antwoorden["wie-besluit"][0].antwoord == "wijk"


def test_without_its_options_a_workbook_of_before_still_loads(tmp_path: Path) -> None:
    def forget(book: object) -> None:
        for row in sheet(book, "kenmerken").iter_rows(min_row=4):  # type: ignore[arg-type]  # the stubs of openpyxl
            if row[0].value == "vraag":
                row[2].value = None

    path = put(tmp_path, filled(changed(sent(), forget), "zeggenschap", {(WHO, "antwoord"): "wijk"}))
    assert load_dossier(path).afspraken[0].antwoorden["wie-besluit"][0].antwoord == "wijk"


@pytest.mark.parametrize("kind", BROKEN)
def test_load_dossier_says_what_the_command_line_says(kind: str, tmp_path: Path) -> None:
    path = put(tmp_path, BROKEN[kind]())
    with pytest.raises(InvoerFout) as refused:
        load_dossier(path)
    assert str(refused.value) == said_by_check(path)


def test_what_does_not_fit_the_pack_is_said_by_evaluate_with_its_cell(tmp_path: Path) -> None:
    path = put(tmp_path, against_the_pack())
    with pytest.raises(InvoerFout) as refused:
        evaluate(load_dossier(path), PACK)
    assert str(refused.value) == said_by_check(path)
    assert "blad Transparantie, cel K" in str(refused.value)


@pytest.mark.parametrize("engine", ["columns", "direct"])
def test_evaluate_batch_takes_workbooks_and_goes_on_past_a_broken_one(engine: str, tmp_path: Path) -> None:
    good, wrong_ = put(tmp_path, book_of(load_dossier(DEAL))), put(tmp_path, against_the_pack(), "fout.xlsx")
    table = evaluate_batch([good, wrong_, DEAL], PACK, engine=engine)  # type: ignore[arg-type]  # one of the two
    rows = {name: part.drop(columns="bestand").reset_index(drop=True) for name, part in table.groupby("bestand")}
    assert rows[str(good)].equals(rows[str(DEAL)])
    assert rows[str(wrong_)]["fout"].tolist() == [said_by_check(wrong_)]
