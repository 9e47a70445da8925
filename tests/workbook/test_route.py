"""The sheet with the kernvragen leads to every cell where they are answered, and has none itself."""

from typing import Any

import pytest

from tests.builders import pakket, v
from tests.engine.advice.plan_cases import actie, eis
from tests.workbook.books import PACK, as_made, book_of, changed, dossier, first_form, opened, same, sheet
from wijktoets import load_pack
from wijktoets.engine.model.regelpakket import Regelpakket

THEMAS = dossier(afspraken=[{"thema": "groen"}, {"thema": "d'Oude & Nieuwe straat"}])
BOOK = book_of(THEMAS)
ON_AFSPRAKEN = {
    "reikwijdte": "reikwijdte",
    "gewenst": "gewenst",
    "bedrag": "bedrag.euro",
    "terugkijken_op": "terugkijken_op",
}


def links(content: bytes) -> list[tuple[str, Any]]:
    """Where the sheet leads to: the name of the sheet and the cell, in order."""
    book = opened(content)
    page = sheet(book, "kernvragen")
    found = []
    for row in page.iter_rows(min_row=4):
        for at in row:
            if at.hyperlink:
                title, _, place = at.hyperlink.location.rpartition("!")
                title = title.removeprefix("'").removesuffix("'")
                assert at.value == f"blad {title}, cel {place}" and at.hyperlink.target is None
                found.append((title, book[title][place]))
    return found


def answered(page: Any, at: Any) -> str:
    """What a cell answers: the vraag of its row, or the field of its column."""
    key = str(page.cell(at.row, 1).value)
    return key.split("|")[0] if "|" in key else str(page.cell(1, at.column).value)


def test_it_is_the_second_sheet_and_has_nothing_to_fill_in() -> None:
    book = opened(BOOK)
    assert [page["A1"].value for page in book.worksheets[:3]] == [
        f"wijktoets:{n}" for n in ("uitleg", "kernvragen", "dossier")
    ]
    page = sheet(book, "kernvragen")
    assert page.protection.sheet and all(at.protection.locked for row in page.iter_rows() for at in row)


@pytest.mark.parametrize("pack", [PACK, load_pack("gronings-model", "overdracht")])
def test_each_kernvraag_leads_to_every_cell_for_its_answers_in_order(pack: Regelpakket) -> None:
    content = book_of(THEMAS, pack)
    book = opened(content)
    kern = sorted((g for g in pack.gespreksvragen if g.kern is not None), key=lambda g: g.kern or 0)
    assert len(kern) == 12
    wanted = [ON_AFSPRAKEN.get(name, name) for g in kern for name in g.vult]
    found = links(content)
    assert [answered(book[title], at) for title, at in found] == wanted
    assert not any(at.protection.locked for _, at in found)
    shown = [row[2].value for row in sheet(book, "kernvragen").iter_rows(min_row=4) if row[2].value]
    assert shown == [g.vraag for g in kern]


def test_it_leads_to_the_first_row_of_a_question_which_is_that_of_all_afspraken() -> None:
    book = opened(BOOK)
    keys = {str(book[title].cell(at.row, 1).value) for title, at in links(BOOK)}
    assert {"wie-besluit||antwoord", "openbare-vergaderingen||antwoord"} <= keys


def test_a_pack_without_kernvragen_has_no_such_sheet() -> None:
    keys = [page["A1"].value for page in opened(book_of(dossier(), pakket(eis("een", v("a"), actie("a"))))).worksheets]
    assert keys[:2] == ["wijktoets:uitleg", "wijktoets:dossier"]


def test_a_workbook_without_it_is_read() -> None:
    assert same(changed(BOOK, lambda book: book.remove(sheet(book, "kernvragen")))) == as_made(THEMAS)
    assert same(first_form(BOOK)) == as_made(THEMAS)


def test_the_first_sheet_says_in_which_order_and_which_answer_goes_before() -> None:
    said = " ".join(str(at.value) for row in sheet(opened(BOOK), "uitleg").iter_rows() for at in row if at.value)
    for part in (
        "Eerst vult u",
        "Dan gaat u naar het blad Kernvragen",
        "'Alle afspraken'",
        "'1. groen'",
        "het thema gaat voor",
    ):
        assert part in said
