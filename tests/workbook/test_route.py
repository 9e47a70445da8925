"""The first sheet leads to every sheet and every cell of a card, and every sheet leads back; a question stands once."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.builders import pakket, v
from tests.engine.advice.plan_cases import actie, eis
from tests.workbook.books import (
    PACK,
    as_made,
    book_of,
    changed,
    dossier,
    first_form,
    opened,
    read,
    same,
    sheet,
    told,
)
from wijktoets import load_dossier, load_pack
from wijktoets.engine.model.conditions import asked_by_itself
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.texts import text
from wijktoets.workbook.layout import TEKEN, WOORDEN
from wijktoets.workbook.named import pack_names

pytestmark = pytest.mark.anywhere

THEMAS = dossier(afspraken=[{"thema": "groen"}, {"thema": "d'Oude & Nieuwe straat"}])


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(THEMAS)


LEAD = "kernvragen"
FORMS = Path(__file__).parent.parent / "data" / "werkmap"
ON_AFSPRAKEN = {
    "reikwijdte": "reikwijdte",
    "gewenst": "gewenst",
    "bedrag": "bedrag.euro",
    "terugkijken_op": "terugkijken_op",
}


def links(content: bytes) -> list[tuple[str, Any]]:
    """The cells that the sheet leads to: the name of the sheet and the cell, in order."""
    return [
        (title, at) for title, at, said in everywhere(content, LEAD) if said == f"blad {title}, cel {at.coordinate}"
    ]


def everywhere(content: bytes, key: str) -> list[tuple[str, Any, str]]:
    """Every link of a sheet: the name of the sheet and the cell where it leads, and what it says."""
    book = opened(content)
    found = []
    for row in sheet(book, key).iter_rows():
        for at in row:
            if at.hyperlink:
                assert at.hyperlink.target is None
                title, _, place = at.hyperlink.location.rpartition("!")
                title = title.removeprefix("'").removesuffix("'").replace("''", "'")
                found.append((title, book[title][place], str(at.value)))
    return found


def answered(page: Any, at: Any) -> str:
    """What a cell answers: the vraag of its row, or the field of its column."""
    key = str(page.cell(at.row, 1).value)
    return key.split("|")[0] if "|" in key else str(page.cell(1, at.column).value)


def test_it_is_the_first_sheet_and_has_nothing_to_fill_in() -> None:
    book = opened(sent())
    assert [page["A1"].value for page in book.worksheets[:3]] == [
        f"wijktoets:{n}" for n in ("kernvragen", "uitleg", "dossier")
    ]
    page = sheet(book, LEAD)
    assert page.protection.sheet and all(at.protection.locked for row in page.iter_rows() for at in row)


def test_it_leads_to_every_sheet_and_every_sheet_leads_back() -> None:
    book = opened(sent())
    lead = sheet(book, LEAD).title
    others = [page for page in book.worksheets if page.sheet_state == "visible" and page.title != lead]
    reached = {title for title, at, _ in everywhere(sent(), LEAD) if at.coordinate == "B2"}
    assert reached == {page.title for page in others}
    for page in others:
        key = str(page["A1"].value).removeprefix(TEKEN)
        back = [at.row for title, at, said in everywhere(sent(), key) if said == text("werkmap.terug")]
        assert back == [2], key
        at = next(at for at in page[2] if at.value == text("werkmap.terug"))
        assert at.column < page.max_column or page.column_dimensions[at.column_letter].width >= len(str(at.value)), key


def test_each_question_of_a_card_leads_back_to_its_card() -> None:
    book = opened(sent())
    lead = sheet(book, LEAD)
    numbers = {}
    for row in lead.iter_rows(min_row=4):
        numbers[row[1].row] = row[1].value
    found = {}
    for key in ONDERDELEN:
        page = sheet(book, key)
        for row in page.iter_rows(min_row=4):
            for at in row:
                if at.hyperlink and at.value == text("werkmap.naar_kaart"):
                    place = at.hyperlink.location.rpartition("!")[2]
                    found[str(page.cell(at.row, 1).value).partition("|")[0]] = numbers[lead[place].row]
    kern = {name: kern for name, kern in PACK.kern.items() if name in PACK.vragen}
    assert found == {name: text("werkmap.kaart", kern=number) for name, number in kern.items()}


def test_a_question_stands_once_and_leads_to_where_a_thema_differs_and_back() -> None:
    book = opened(sent())
    asked = [key for name in ONDERDELEN for key in keys_of(sheet(book, name))]
    assert asked == [f"{name}||antwoord" for name in (key.partition("|")[0] for key in asked)]
    assert sorted(key.partition("|")[0] for key in asked) == sorted(PACK.vragen)
    apart = {key.partition("|")[0] for key in keys_of(sheet(book, "anders"))}
    assert apart == set(PACK.vragen), "one about the whole wijk can be different at a thema too"
    there = [
        answered(book[title], at)
        for name in ONDERDELEN
        for title, at, said in everywhere(sent(), name)
        if said == text("werkmap.naar_anders")
    ]
    assert sorted(there) == sorted(apart)
    back = [
        answered(book[title], at)
        for title, at, said in everywhere(sent(), "anders")
        if said == text("werkmap.naar_alle")
    ]
    assert sorted(back) == sorted(apart)


def keys_of(page: Any) -> list[str]:
    """The keys of the rows with an answer."""
    return [str(at.value) for at in page["A"] if str(at.value).endswith("|antwoord")]


def test_a_question_about_the_wijk_is_one_cell_and_can_be_answered_at_a_thema() -> None:
    name = next(name for name, vraag in PACK.vragen.items() if vraag.geldt_voor == "wijk" and not vraag.opties)

    def fill(book: Any) -> None:
        for key, scope, answer in ((PACK.vragen[name].onderdeel, "", "ja"), ("anders", "2", "nee")):
            page = sheet(book, key)
            (row,) = [at.row for at in page["A"] if at.value == f"{name}|{scope}|antwoord"]
            (column,) = [at.column for at in page[1] if at.value == "antwoord"]
            page.cell(row, column).value = answer

    found = read(changed(sent(), fill))
    assert found.antwoorden[name][0].antwoord == "ja"
    assert [name in afspraak.antwoorden for afspraak in found.afspraken] == [False, True]
    assert found.afspraken[1].antwoorden[name][0].antwoord == "nee"


def test_with_one_thema_each_question_stands_once_wherever_it_was_answered() -> None:
    found = dossier(
        antwoorden={"wie-besluit": "wijk"}, afspraken=[{"thema": "groen", "antwoorden": {"wie-zet-agenda": "wijk"}}]
    )
    keys = [key for name in ONDERDELEN for key in keys_of(sheet(opened(book_of(found)), name))]
    assert len(keys) == len(PACK.vragen)
    assert {"wie-besluit||antwoord", "wie-zet-agenda|1|antwoord"} <= set(keys)


def test_what_nobody_wished_is_an_empty_cell() -> None:
    page = sheet(opened(sent()), "afspraken")
    columns = {at.value: at.column for at in page[1] if at.value}
    rows = [at.row for at in page["A"] if at.value in ("1", "2")]
    assert [page.cell(row, columns[key]).value for row in rows for key in ("gewenst", "reikwijdte")] == [None] * 4


def test_a_workbook_that_lost_what_differs_at_a_thema_is_not_read() -> None:
    lost = told(changed(sent(), lambda book: book.remove(sheet(book, "anders"))))
    assert lost == [f"werkmap_blad_ontbreekt(blad={text('werkmap.bladen.anders')!r})"]


def test_a_workbook_of_the_form_before_is_read_with_what_it_says_at_each_thema() -> None:
    content = (FORMS / "vorm-2.xlsx").read_bytes()
    assert sheet(opened(content), "kenmerken")["B4"].value == "wijktoets/werkmap@2"
    assert same(content) == load_dossier(FORMS / "vorm-2.yaml").model_dump(), "with its version of the pack"


@pytest.mark.parametrize("pack", [PACK, load_pack("gronings-model", "overdracht")])
def test_each_kernvraag_leads_to_every_cell_for_its_answers_in_order(pack: Regelpakket) -> None:
    content = book_of(THEMAS, pack)
    book = opened(content)
    kern = sorted((g for g in pack.gespreksvragen if g.kern is not None), key=lambda g: g.kern or 0)
    wanted = [ON_AFSPRAKEN.get(name, name) for g in kern for name in g.vult]
    found = links(content)
    assert [answered(book[title], at) for title, at in found] == wanted
    assert not any(at.protection.locked for _, at in found)
    shown = [row[2].value for row in sheet(book, LEAD).iter_rows(min_row=4) if row[2].value]
    first = shown.index(kern[0].vraag)
    assert shown[first : first + len(kern)] == [g.vraag for g in kern]


@pytest.mark.parametrize("key", [*ONDERDELEN, "anders"])
def test_a_sheet_asks_in_the_order_of_the_cards(key: str) -> None:
    asked = [name for talk in PACK.gespreksvragen if talk.kern is not None for name in talk.vult]
    there = list(dict.fromkeys(found.partition("|")[0] for found in keys_of(sheet(opened(sent()), key))))
    on_cards = [name for name in there if name in asked]
    assert on_cards == [name for name in asked if name in on_cards] == there[: len(on_cards)]


def test_a_question_says_its_waarborg_as_the_lists_of_afwegingen_and_acties_do() -> None:
    names = pack_names(PACK)["waarborg"].keuzes
    for key in ONDERDELEN:
        page = sheet(opened(sent()), key)
        for at in page["A"]:
            if (name := str(at.value).partition("||")[0]) in PACK.vragen and str(at.value).endswith("|bron"):
                of = [w.naam for w in PACK.waarborgen.values() if name in asked_by_itself(w.voldaan_als)]
                assert set(of) <= set(names) and all(f"'{waarborg}'" in page.cell(at.row, 2).value for waarborg in of)


def test_what_is_agreed_stands_beside_the_one_answer() -> None:
    heads = [str(at.value) for at in sheet(opened(sent()), "transparantie")[1]]
    assert heads[heads.index("antwoord") + 1 :][:4] == list(WOORDEN)


def test_it_leads_to_the_first_row_of_a_question_which_is_that_of_all_afspraken() -> None:
    book = opened(sent())
    keys = {str(book[title].cell(at.row, 1).value) for title, at in links(sent())}
    assert {"wie-besluit||antwoord", "besluiten-te-volgen||antwoord"} <= keys


def test_of_a_pack_without_cards_it_leads_to_the_sheets() -> None:
    content = book_of(dossier(), pakket(eis("een", v("a"), actie("a"))))
    assert links(content) == []
    assert {"Dossier", "Partijen", "Afspraken"} <= {title for title, _, _ in everywhere(content, LEAD)}


def test_a_workbook_without_it_is_read() -> None:
    assert same(changed(sent(), lambda book: book.remove(sheet(book, LEAD)))) == as_made(THEMAS)
    assert same(first_form(sent())) == as_made(THEMAS)


def test_the_explanation_says_where_to_begin_and_which_answer_goes_before() -> None:
    said = " ".join(str(at.value) for row in sheet(opened(sent()), "uitleg").iter_rows() for at in row if at.value)
    for key in (LEAD, "anders"):
        assert text(f"werkmap.bladen.{key}") in said
    assert text("werkmap.alle_afspraken").lower() in said and "dat gaat voor" in said
