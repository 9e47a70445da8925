"""A workbook that cannot be used gets one clear sentence for each thing that is wrong, by sheet and cell."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.spoken import spoken
from tests.workbook.bad_books import FIRST, NO_SHEETS
from tests.workbook.books import PACK, book_of, cell, changed, dossier, filled, repacked, sheet, told, wrong
from wijktoets import texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.workbook import archive


@cache
def sent() -> bytes:
    """The workbook that is changed here, made when it is first asked for: not where tests are only collected."""
    return book_of(dossier())


ONE = "openbare-vergaderingen|1|antwoord"
FIRST_ASKED = PACK.vragen["besluiten-te-volgen"].vraag
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
    "empty": (lambda: b"", "werkmap_leeg()"),
    "text": (lambda: b"naam: wijk", "werkmap_geen()"),
    "cut off": (lambda: sent()[: len(sent()) // 2], "werkmap_stuk()"),
    "damaged": (lambda: sent()[:3000] + b"\xff" * 200 + sent()[3200:], "werkmap_stuk()"),
    "encrypted or old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "werkmap_versleuteld()"),
    "a document": (lambda: archive_of(word__document_xml=b"<w/>"), "werkmap_geen()"),
    "macros": (lambda: repacked(sent(), {"xl/vbaProject.bin": b"x"}), "werkmap_macro()"),
    "macros by type": (
        lambda: repacked(sent(), {"[Content_Types].xml": b"<T>macroEnabled</T>"}),
        "werkmap_macro()",
    ),
    "linked file": (
        lambda: repacked(sent(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "werkmap_koppeling()",
    ),
    "data from elsewhere": (lambda: repacked(sent(), {"xl/connections.xml": b"<x/>"}), "werkmap_koppeling()"),
    "own entities": (
        lambda: repacked(sent(), {"xl/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        "werkmap_stuk()",
    ),
    "entities in UTF-16": (
        lambda: repacked(sent(), {"xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
        "werkmap_stuk()",
    ),
    "no sheets": (lambda: repacked(sent(), {"xl/workbook.xml": NO_SHEETS}), "werkmap_vreemd()"),
    "no list of sheets": (lambda: repacked(sent(), {"xl/workbook.xml": b"<x/>"}), "werkmap_onleesbaar()"),
    "no XML": (lambda: repacked(sent(), {"xl/workbook.xml": b"<x"}), "werkmap_onleesbaar()"),
    "part lost": (
        lambda: repacked(sent(), {"xl/worksheets/sheet4.xml": None}),
        "werkmap_blad_ontbreekt(blad='Partijen')",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_workbook_gets_one_sentence(kind: str) -> None:
    make, melding = FILES[kind]
    content = make()
    assert told(content) == [melding]
    (line,) = wrong(content)
    assert line.startswith("wijk.xlsx: ")


def test_a_large_file_is_not_opened() -> None:
    content = b"PK\x03\x04" + b"\0" * archive.MAX_FILE
    assert told(content) == [f"werkmap_te_groot(bytes={len(content)}, hoogstens=5)"]


BOMB = "werkmap_uitgepakt_te_groot(hoogstens=24)"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked(sent(), {"xl/media/plaatje.bin": b"\0" * (archive.MAX_UNPACKED + 1)})
    assert len(bomb) < archive.MAX_FILE
    assert told(bomb) == [BOMB]


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    bomb = bytearray(repacked(sent(), {"xl/media/plaatje.bin": b"\0" * (archive.MAX_UNPACKED + 1)}))
    true = (archive.MAX_UNPACKED + 1).to_bytes(4, "little")
    for _ in range(bomb.count(true)):
        at = bomb.index(true)
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert told(bytes(bomb)) in ([BOMB], ["werkmap_stuk()"])


def test_too_many_parts_are_not_unpacked() -> None:
    assert told(repacked(sent(), {f"p/{n}": b"" for n in range(archive.MAX_PARTS)})) == [BOMB]


def test_a_web_address_in_a_cell_is_no_link() -> None:
    def link(book: Any) -> None:
        sheet(book, "dossier")["C4"].hyperlink = "https://voorbeeld.example/"

    assert wrong(changed(sent(), link)) == []


def test_a_workbook_of_someone_else_is_told_so() -> None:
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    assert told(out.getvalue()) == ["werkmap_vreemd()"]


# Cells.


def cells(key: str, values: dict[tuple[str, str], object]) -> list[str]:
    """What is said when these cells of a sheet are filled in."""
    return told(filled(sent(), key, values))


def test_an_answer_that_cannot_be_names_sheet_and_cell() -> None:
    (line,) = cells("transparantie", {(ONE, "gemeente"): "jaa"})
    assert line.startswith("blad Transparantie, cel K46: antwoord_onbekend(") and line.endswith(", naam='jaa') ~ ja")


def test_all_that_is_wrong_is_said_at_once_in_order_of_the_sheets() -> None:
    content = filled(sent(), "dossier", {("peildatum", "waarde"): "morgen", ("fictief", "waarde"): "soms"})
    content = filled(content, "transparantie", {(ONE, "antwoord"): "soms", (WHY, "raad"): "omdat"})
    content = filled(content, "afspraken", {("1", "gewenst"): "beslissen", ("1", "bedrag.euro"): "veel"})
    found = told(content)
    assert [line.split("(")[0] for line in found] == [
        "blad Dossier, cel C5: werkmap_geen_vlag",
        "blad Dossier, cel C12: werkmap_datum_vorm",
        "blad Afspraken, cel F5: waarde_onbekend",
        "blad Afspraken, cel P5: werkmap_bedrag_vorm",
        "blad Transparantie, cel E46: werkmap_een_of_per_partij",
        "blad Transparantie, cel M46: werkmap_antwoord_ontbreekt",
    ]
    assert found[2].endswith(" ~ besluiten")


def test_a_formula_is_not_computed() -> None:
    assert cells("transparantie", {(ONE, "antwoord"): "=A1"}) == ["blad Transparantie, cel E46: werkmap_formule()"]


def test_one_answer_and_one_by_a_party_is_too_much() -> None:
    found = cells("transparantie", {(ONE, "antwoord"): "ja", (ONE, "raad"): "nee"})
    assert found == ["blad Transparantie, cel E46: werkmap_een_of_per_partij()"]


def test_nvt_asks_why_in_words_of_a_workbook() -> None:
    (line,) = cells("realisatiekracht", {("uitvoering-door-de-gemeente|1|antwoord", "antwoord"): "nvt"})
    assert line.startswith("blad Realisatiekracht, cel E16: werkmap_nvt_zonder_toelichting(")


def test_a_row_that_is_not_finished_names_the_empty_column() -> None:
    def add(book: Any) -> None:
        page = sheet(book, "afwegingen")
        keys = {at.value: at.column for at in page[1]}
        page.cell(FIRST, keys["waarborg"]).value = "geld-inzichtelijk"
        page.cell(FIRST, keys["besloten_door"]).value = "wijk, raad"

    why = texts.text("werkmap.velden.afwegingen.reden")
    assert told(changed(sent(), add)) == [f"blad Afwegingen, cel D5: werkmap_veld_ontbreekt(kop={why!r})"]


def test_two_afspraken_about_the_same_name_the_row() -> None:
    (line,) = cells("afspraken", {("2", "thema"): "algemeen"})
    assert line.startswith("blad Afspraken, cel C6: werkmap_thema_dubbel(") and line.endswith(", eerder=5)")


@pytest.mark.parametrize(
    ("change", "melding"),
    [
        (lambda page: page.merge_cells("E4:F4"), "blad Transparantie, cel E4: werkmap_samengevoegd(bereik='E4:F4')"),
        (lambda page: setattr(page.cell(4, 20), "value", "let op"), "blad Transparantie, cel T4: werkmap_los()"),
        (lambda page: page.delete_cols(10), "werkmap_kolom_ontbreekt(blad='Transparantie', kolom='Bewoners')"),
        (lambda page: page.delete_cols(6), "werkmap_kolom_ontbreekt(blad='Transparantie', kolom='Dit spreken wij af')"),
        (lambda page: page.delete_rows(4, 3), f"werkmap_vraag_weg(vraag={FIRST_ASKED!r})"),
        (
            lambda page: setattr(page["A7"], "value", page["A4"].value),
            "blad Transparantie, cel B7: werkmap_rij_dubbel(eerder=4)",
        ),
    ],
    ids=["merged", "beside", "column", "words", "rows", "copied"],
)
def test_a_changed_sheet_is_told(change: Callable[[Any], None], melding: str) -> None:
    assert melding in told(changed(sent(), lambda book: change(sheet(book, "transparantie"))))


def test_a_sheet_that_is_gone_is_named() -> None:
    found = told(changed(sent(), lambda book: book.remove(sheet(book, "transparantie"))))
    assert found == ["werkmap_blad_ontbreekt(blad='Transparantie')"]


def test_a_copied_sheet_is_named() -> None:
    found = told(changed(sent(), lambda book: book.copy_worksheet(sheet(book, "dna"))))
    name = spoken(texts.text("scherm.onderdelen.dna"))
    assert found == [f"werkmap_blad_dubbel(blad='{name} Copy', eerder='{name}')"]


def test_answers_of_an_afspraak_that_was_emptied_are_not_lost_in_silence() -> None:
    content = filled(sent(), "transparantie", {(ONE, "antwoord"): "ja"})
    keys = ("thema", "reikwijdte", "fasen", "gewenst")
    found = told(filled(content, "afspraken", {("1", key): None for key in keys}))
    assert found == ["blad Transparantie, cel E46: werkmap_afspraak_weg()"]


@pytest.mark.parametrize("typed", [2026, 3.5, "31-02-2026", True])
def test_a_number_that_is_no_day_is_no_date(typed: object) -> None:
    def fill(book: Any) -> None:
        at = cell(sheet(book, "dossier"), "peildatum", "waarde")
        at.number_format, at.value = "General", typed

    (line,) = told(changed(sent(), fill))
    assert line.startswith("blad Dossier, cel C12: werkmap_datum_vorm(")


def test_a_text_too_long_for_a_cell_is_not_cut() -> None:
    with pytest.raises(InvoerFout) as refused:
        book_of(dossier(gemeente="x" * 40_000))
    (melding,) = refused.value.meldingen
    assert (melding.code, melding.gegevens["hoogstens"]) == ("werkmap_te_lang", 32767)
    assert "32767" in texts.melding(melding)


def test_a_bevoegdheid_names_its_afspraak() -> None:
    power = {"naam": "beheer", "antwoorden": {}}
    made = book_of(dossier(afspraken=[{"thema": "groen", "bevoegdheden": [power]}]))
    for number, melding in ((7, "werkmap_afspraak_onbekend(nummer='7')"), (None, "werkmap_bij_welke_afspraak()")):
        found = told(filled(made, "bevoegdheden", {("b1", "afspraak"): number}))
        assert found == [f"blad Bevoegdheden, cel C5: {melding}"]


def test_a_source_has_one_name_and_a_text() -> None:
    made = book_of(dossier(bronnen={"a": "verslag", "b": "brief"}))

    def change(book: Any) -> None:
        page = sheet(book, "bronnen")
        page[f"C{FIRST + 1}"].value = "a"
        page[f"C{FIRST + 2}"].value = "c"

    assert told(changed(made, change)) == [
        "blad Bronnen, cel C6: werkmap_bron_dubbel(naam='a')",
        f"blad Bronnen, cel D7: werkmap_veld_ontbreekt(kop={texts.text('werkmap.velden.bronnen.tekst')!r})",
    ]


def test_an_error_value_is_no_answer() -> None:
    def change(book: Any) -> None:
        at = cell(sheet(book, "transparantie"), ONE, "antwoord")
        at.value, at.data_type = "#REF!", "e"

    assert told(changed(sent(), change)) == ["blad Transparantie, cel E46: werkmap_foutwaarde()"]


def test_a_later_form_of_workbook_is_told() -> None:
    def change(book: Any) -> None:
        sheet(book, "kenmerken")["B4"].value = "wijktoets/werkmap@4"

    known = "wijktoets/werkmap@3"
    assert told(changed(sent(), change)) == [f"formaat_nieuwer(waarde='wijktoets/werkmap@4', bekend={known!r})"]
