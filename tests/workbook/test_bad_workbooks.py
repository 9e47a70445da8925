"""A workbook that cannot be used gets one clear sentence for each thing that is wrong, by sheet and cell."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.workbook.bad_books import FIRST, NO_SHEETS
from tests.workbook.books import book_of, cell, changed, dossier, filled, repacked, sheet, wrong
from wijktoets import texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.workbook import archive

BOOK = book_of(dossier())
ONE = "openbare-vergaderingen|1|antwoord"
WHY = "openbare-vergaderingen|1|toelichting"


def archive_of(**parts: bytes) -> bytes:
    """An archive with these parts; __ in a name is a slash and _x a point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name.replace("__", "/").replace("_x", ".x"), data)
    return out.getvalue()


# Files that are not what they seem.


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "dit bestand is leeg"),
    "text": (lambda: b"naam: wijk", "dit is geen werkmap"),
    "cut off": (lambda: BOOK[: len(BOOK) // 2], "beschadigd"),
    "damaged": (lambda: BOOK[:3000] + b"\xff" * 200 + BOOK[3200:], "beschadigd"),
    "encrypted or old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "wachtwoord"),
    "a document": (lambda: archive_of(word__document_xml=b"<w/>"), "dit is geen werkmap"),
    "macros": (lambda: repacked(BOOK, {"xl/vbaProject.bin": b"x"}), "macro's"),
    "macros by type": (lambda: repacked(BOOK, {"[Content_Types].xml": b"<T>macroEnabled</T>"}), "macro's"),
    "linked file": (lambda: repacked(BOOK, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "ander bestand"),
    "data from elsewhere": (lambda: repacked(BOOK, {"xl/connections.xml": b"<x/>"}), "ander bestand"),
    "own entities": (lambda: repacked(BOOK, {"xl/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "beschadigd"),
    "entities in UTF-16": (
        lambda: repacked(BOOK, {"xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
        "beschadigd",
    ),
    "no sheets": (lambda: repacked(BOOK, {"xl/workbook.xml": NO_SHEETS}), "niet met wijktoets gemaakt"),
    "no list of sheets": (lambda: repacked(BOOK, {"xl/workbook.xml": b"<x/>"}), "niet te lezen"),
    "no XML": (lambda: repacked(BOOK, {"xl/workbook.xml": b"<x"}), "niet te lezen"),
    "part lost": (lambda: repacked(BOOK, {"xl/worksheets/sheet4.xml": None}), "het blad Partijen ontbreekt"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_workbook_gets_one_sentence(kind: str) -> None:
    make, part = FILES[kind]
    (line,) = wrong(make())
    assert line.startswith("wijk.xlsx: ") and part in line


def test_a_large_file_is_not_opened() -> None:
    (line,) = wrong(b"PK\x03\x04" + b"\0" * archive.MAX_FILE)
    assert "leest er hoogstens 5 MiB" in line


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked(BOOK, {"xl/media/plaatje.bin": b"\0" * (archive.MAX_UNPACKED + 1)})
    assert len(bomb) < archive.MAX_FILE
    (line,) = wrong(bomb)
    assert "uitgepakt groter dan 24 MiB" in line


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = bytearray(repacked(BOOK, {"xl/media/plaatje.bin": b"\0" * (archive.MAX_UNPACKED + 1)}))
    true = (archive.MAX_UNPACKED + 1).to_bytes(4, "little")
    for _ in range(bomb.count(true)):
        at = bomb.index(true)
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    (line,) = wrong(bytes(bomb))
    assert "uitgepakt groter" in line or "beschadigd" in line


def test_too_many_parts_are_not_unpacked() -> None:
    (line,) = wrong(repacked(BOOK, {f"p/{n}": b"" for n in range(archive.MAX_PARTS)}))
    assert "uitgepakt groter" in line


def test_a_web_address_in_a_cell_is_no_link() -> None:
    def link(book: Any) -> None:
        sheet(book, "dossier")["C4"].hyperlink = "https://voorbeeld.example/"

    assert wrong(changed(BOOK, link)) == []


def test_a_workbook_of_someone_else_is_told_so() -> None:
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    (line,) = wrong(out.getvalue())
    assert "niet met wijktoets gemaakt" in line


# Cells.


def cells(key: str, values: dict[tuple[str, str], object]) -> list[str]:
    """What is said when these cells of a sheet are filled in."""
    return wrong(filled(BOOK, key, values))


def test_an_answer_that_cannot_be_names_sheet_and_cell() -> None:
    (line,) = cells("transparantie", {(ONE, "gemeente"): "jaa"})
    assert line.startswith("wijk.xlsx: blad Transparantie, cel G") and "Bedoelde u 'ja'?" in line


def test_all_that_is_wrong_is_said_at_once_in_order_of_the_sheets() -> None:
    content = filled(BOOK, "dossier", {("peildatum", "waarde"): "morgen", ("fictief", "waarde"): "soms"})
    content = filled(content, "transparantie", {(ONE, "antwoord"): "soms", (WHY, "raad"): "omdat"})
    content = filled(content, "afspraken", {("1", "gewenst"): "beslissen", ("1", "bedrag.euro"): "veel"})
    found = wrong(content)
    assert [line.split(":")[1].split(",")[0].strip() for line in found] == [
        *(
            "blad Dossier",
            "blad Dossier",
            "blad Afspraken",
            "blad Afspraken",
            "blad Transparantie",
            "blad Transparantie",
        )
    ]
    assert "Kies ja of nee" in found[0] and "zoals 1-11-2026" in found[1]
    assert "maar geen antwoord" in "".join(found) and "Bedoelde u 'besluiten'?" in "".join(found)


def test_a_formula_is_not_computed() -> None:
    (line,) = cells("transparantie", {(ONE, "antwoord"): "=A1"})
    assert "formule" in line and "cel E" in line


def test_one_answer_and_one_by_a_party_is_too_much() -> None:
    (line,) = cells("transparantie", {(ONE, "antwoord"): "ja", (ONE, "raad"): "nee"})
    assert "één antwoord en ook een antwoord per partij" in line


def test_nvt_asks_why_in_words_of_a_workbook() -> None:
    found = cells("realisatiekracht", {("uitvoering-door-de-gemeente|1|antwoord", "antwoord"): "nvt"})
    assert len(found) == 1 and "in de rij eronder" in found[0]


def test_a_row_that_is_not_finished_names_the_empty_column() -> None:
    def add(book: Any) -> None:
        page = sheet(book, "afwegingen")
        keys = {at.value: at.column for at in page[1]}
        page.cell(FIRST, keys["waarborg"]).value = "geld-inzichtelijk"
        page.cell(FIRST, keys["besloten_door"]).value = "wijk, raad"

    (line,) = wrong(changed(BOOK, add))
    assert line.startswith("wijk.xlsx: blad Afwegingen, cel ") and "'Waarom bewust anders?' nog leeg" in line


def test_two_afspraken_about_the_same_name_the_row() -> None:
    (line,) = cells("afspraken", {("2", "thema"): "algemeen"})
    assert "blad Afspraken, cel C6" in line and "in rij 5" in line


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda page: page.merge_cells("E4:F4"), "E4:F4 zijn samengevoegd"),
        (lambda page: setattr(page.cell(4, 20), "value", "let op"), "hier leest wijktoets niets"),
        (lambda page: page.delete_cols(6), "ontbreekt de kolom Bewoners"),
        (lambda page: page.delete_rows(4, 3), "zijn weg"),
        (lambda page: setattr(page["A7"], "value", page["A4"].value), "kopie van rij 4"),
    ],
)
def test_a_changed_sheet_is_told(change: Callable[[Any], None], part: str) -> None:
    found = wrong(changed(BOOK, lambda book: change(sheet(book, "transparantie"))))
    assert any(part in line for line in found), found


def test_a_sheet_that_is_gone_is_named() -> None:
    found = wrong(changed(BOOK, lambda book: book.remove(sheet(book, "transparantie"))))
    assert found == [
        "wijk.xlsx: het blad Transparantie ontbreekt. Zet het terug uit de eerste werkmap, of maak een nieuwe met "
        "`wijktoets export`."
    ]


def test_a_copied_sheet_is_named() -> None:
    (line,) = wrong(changed(BOOK, lambda book: book.copy_worksheet(sheet(book, "dna"))))
    assert "is een kopie van Eigen aan de wijk" in line


def test_answers_of_an_afspraak_that_was_emptied_are_not_lost_in_silence() -> None:
    content = filled(BOOK, "transparantie", {(ONE, "antwoord"): "ja"})
    keys = ("thema", "reikwijdte", "fasen", "gewenst")
    found = wrong(filled(content, "afspraken", {("1", key): None for key in keys}))
    assert len(found) == 1 and "die er niet meer is" in found[0]


@pytest.mark.parametrize("typed", [2026, 3.5, "31-02-2026", True])
def test_a_number_that_is_no_day_is_no_date(typed: object) -> None:
    def fill(book: Any) -> None:
        at = cell(sheet(book, "dossier"), "peildatum", "waarde")
        at.number_format, at.value = "General", typed

    (line,) = wrong(changed(BOOK, fill))
    assert "blad Dossier, cel C" in line


def test_a_text_too_long_for_a_cell_is_not_cut() -> None:
    with pytest.raises(InvoerFout) as refused:
        book_of(dossier(gemeente="x" * 40_000))
    assert "langer dan 32767 tekens" in texts.melding(refused.value.meldingen[0])


def test_a_bevoegdheid_names_its_afspraak() -> None:
    power = {"naam": "beheer", "antwoorden": {}}
    made = book_of(dossier(afspraken=[{"thema": "groen", "bevoegdheden": [power]}]))
    (line,) = wrong(filled(made, "bevoegdheden", {("b1", "afspraak"): 7}))
    assert "geen afspraak met nummer 7" in line
    (line,) = wrong(filled(made, "bevoegdheden", {("b1", "afspraak"): None}))
    assert "niet bij welke afspraak" in line


def test_a_source_has_one_name_and_a_text() -> None:
    made = book_of(dossier(bronnen={"a": "verslag", "b": "brief"}))

    def change(book: Any) -> None:
        page = sheet(book, "bronnen")
        page[f"C{FIRST + 1}"].value = "a"
        page[f"C{FIRST + 2}"].value = "c"

    found = wrong(changed(made, change))
    assert "het korte woord 'a' staat er twee keer" in found[0] and "'Wat is het?' nog leeg" in found[1]


def test_an_error_value_is_no_answer() -> None:
    def change(book: Any) -> None:
        at = cell(sheet(book, "transparantie"), ONE, "antwoord")
        at.value, at.data_type = "#REF!", "e"

    (line,) = wrong(changed(BOOK, change))
    assert "fout van het rekenprogramma" in line


def test_a_later_form_of_workbook_is_told() -> None:
    def change(book: Any) -> None:
        sheet(book, "kenmerken")["B4"].value = "wijktoets/werkmap@3"

    (line,) = wrong(changed(BOOK, change))
    assert "nieuwere wijktoets" in line
