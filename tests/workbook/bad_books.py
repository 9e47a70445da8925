"""A workbook for each thing that can be wrong with one; what is said of it stands in tests/data/bad/workbook-*.err."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.workbook.books import book_of, changed, dossier, filled, repacked, sheet
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.workbook import archive, bounds

ONE: Final = "openbare-vergaderingen|1|antwoord"
WHY: Final = "openbare-vergaderingen|1|toelichting"
FIRST: Final = 5
"""The first row of a list: below the heads and the row that explains them."""
NVT: Final = "begroting-inzichtelijk|1|antwoord"

MAIN: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_SHEETS: Final = b'<workbook xmlns="' + MAIN + b'"/>'

Make = Callable[[Regelpakket], bytes]


def _book(pack: Regelpakket, **fields: Any) -> bytes:
    return book_of(dossier(**fields), pack)


def _parts(parts: Mapping[str, bytes | None]) -> Make:
    """A workbook with these parts added, replaced or taken out."""
    return lambda pack: repacked(_book(pack), parts)


def _cells(*sheets: tuple[str, Mapping[tuple[str, str], object]], **fields: Any) -> Make:
    """A workbook with these cells filled in, by the keys of sheet, row and column."""

    def make(pack: Regelpakket) -> bytes:
        content = _book(pack, **fields)
        for key, values in sheets:
            content = filled(content, key, values)
        return content

    return make


def _page(key: str, change: Callable[[Any], object], **fields: Any) -> Make:
    """A workbook in which something on one sheet was changed."""
    return lambda pack: changed(_book(pack, **fields), lambda book: change(sheet(book, key)) and None)


def _row(key: str, **values: object) -> Make:
    """A workbook with the first row of a list filled in, by the key of its columns."""

    def change(page: Any) -> None:
        keys = {at.value: at.column for at in page[1]}
        for name, value in values.items():
            page.cell(FIRST, keys[name]).value = value

    return _page(key, change)


def _put(place: str, value: object, kind: str | None = None) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        page[place].value = value
        if kind:
            page[place].data_type = kind

    return change


def _archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


POWER: Final[Any] = {"afspraken": [{"thema": "groen", "bevoegdheden": [{"naam": "beheer"}]}]}
MUCH: Final = b'<x xmlns="y">' + b"<z/>" * (bounds.MAX_WEIGHT // 10) + b"</x>"

PARTIES: dict[str, Any] = {
    "partijen": [{"naam": n, "rol": "bewoners"} for n in ("Dorpsbelang", "De Eik", "Zon op Dorp", "Dorpsraad")]
}
BAD_BOOKS: Final[Mapping[str, Make]] = {
    # the file
    "too-large": lambda pack: b"PK\x03\x04" + b"\0" * archive.MAX_FILE,
    "too-large-unpacked": _parts({f"p/{number}": b"" for number in range(archive.MAX_PARTS)}),
    "too-full": _parts({"xl/x.xml": MUCH}),
    "locked": lambda pack: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "empty": lambda pack: b"",
    "text": lambda pack: b"naam: wijk",
    "document": lambda pack: _archive(**{"word/document.xml": b"<w/>"}),
    "cut-off": lambda pack: _book(pack)[:9000],
    "outside": _parts({"../../evil.txt": b"x"}),
    "definitions": _parts({"xl/styles.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
    "no-xml": _parts({"xl/workbook.xml": b"<x"}),
    "strict": _parts({"xl/workbook.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}),
    "macros": _parts({"xl/vbaProject.bin": b"x"}),
    "linked": _parts({"xl/externalLinks/externalLink1.xml": b"<x/>"}),
    "not-ours": _parts({"xl/workbook.xml": NO_SHEETS}),
    "later": _page("kenmerken", _put("B4", "wijktoets/werkmap@4")),
    # its sheets
    "sheet-gone": lambda pack: changed(_book(pack), lambda book: book.remove(sheet(book, "transparantie"))),
    "sheet-twice": lambda pack: changed(
        _book(pack), lambda book: book.copy_worksheet(sheet(book, "zeggenschap")) and None
    ),
    "column-gone": _page("transparantie", lambda page: page.delete_cols(10)),
    "column-of-words-gone": _page("transparantie", lambda page: page.delete_cols(6)),
    "row-twice": _page("transparantie", lambda page: _put("A7", page["A4"].value)(page)),
    "question-gone": _page("transparantie", lambda page: page.delete_rows(4, 3)),
    "merged": _page("transparantie", lambda page: page.merge_cells("E4:F4")),
    "loose": _page("transparantie", _put("T4", "let op")),
    # its cells
    "formula": _cells(("transparantie", {(ONE, "antwoord"): "=A1", (WHY, "antwoord"): "omdat"})),
    "error-value": _page("transparantie", _put("E4", "#N/A", "e")),
    "answer": _cells(("transparantie", {(ONE, "gemeente"): "jaa", (NVT, "antwoord"): "soms"})),
    "one-and-parties": _cells(("transparantie", {(ONE, "antwoord"): "ja", (ONE, "raad"): "nee"})),
    "no-answer": _cells(("transparantie", {(WHY, "raad"): "omdat"})),
    "nvt-without-reason": _cells(("transparantie", {(NVT, "antwoord"): "nvt"})),
    "no-name": _cells(("dossier", {("naam", "waarde"): None, ("gebied.soort", "waarde"): "wijk"})),
    "flag": _cells(("dossier", {("fictief", "waarde"): "soms"})),
    "day": _cells(("dossier", {("peildatum", "waarde"): "11/23/2026", ("opgesteld.op", "waarde"): "gisteren"})),
    "amount": _cells(("afspraken", {("1", "bedrag.euro"): "veel"})),
    "wish": _cells(("afspraken", {("1", "gewenst"): "beslissen", ("1", "fasen"): "daarna"})),
    "wishes": _cells(("afspraken", {("1", "gewenst"): "besluiten", ("1", "gewenst.raad"): "adviseren"})),
    "thema-twice": _cells(("afspraken", {("2", "thema"): "algemeen"})),
    "thema-moved": _cells(
        ("afspraken", {("1", "thema"): "spelen", ("2", "thema"): "groen"}),
        afspraken=[{"thema": "groen"}, {"thema": "spelen"}],
    ),
    "look-back": _cells(
        ("dossier", {("status", "waarde"): "voorstel"}), status="terugblik", terugblik={"werkte": [{"tekst": "koffie"}]}
    ),
    "look-back-rows": _page(
        "terugblik",
        lambda page: [_put(at, word)(page) for at, word in {"C5": "gewerkt", "D6": "thee", "C7": "Later"}.items()],
        status="terugblik",
        terugblik={"werkte": [{"tekst": "koffie"}]},
    ),
    "agreed-without-answer": _cells(("transparantie", {(ONE, "afgesproken"): "Elke maand.", (ONE, "raad"): "ja"})),
    "agreed-by": _cells(
        ("transparantie", {(ONE, "antwoord"): "ja", (ONE, "afgesproken"): "Elke maand."}),
        ("transparantie", {(ONE, "afgesproken.bevestigd_door"): "Bewonersoverlg", (NVT, "afgesproken.wie"): "wij"}),
        ("dossier", {("ondertekenaars", "waarde"): "Buren"}),
        partijen=[{"naam": "Bewonersoverleg", "rol": "wijk"}],
    ),
    "confirmed": _row("bevestigd", door="Bewonersoverleg", oordeel="niet_zo_gezegd"),
    "row-unfinished": _row("acties", waarborg="geld-te-zien", trekker="raad"),
    "month": _cells(("afspraken", {("1", "terugkijken_op"): "november 2027"})),
    "period": _cells(("afspraken", {("1", "looptijd.van"): "1-1-2029", ("1", "looptijd.tot"): "31 december 2028"})),
    "party": _row("acties", waarborg="geld-te-zien", wat="kijken", trekker="griffie"),
    "parties": _cells(
        ("partijen", {("2", "naam"): "Dorpsbelang", ("3", "naam"): None, ("3", "rol"): None, ("4", "naam"): "Raad"}),
        ("transparantie", {(ONE, "partij.3"): "ja", (ONE, "partij.4"): "nee"}),
        **PARTIES,
    ),
    "parties-moved": _cells(("partijen", {("1", "naam"): "De Eik", ("2", "naam"): "Dorpsbelang"}), **PARTIES),
    "actie": _row("acties", waarborg="geld-te-zien", actie="geld laten zien", wat="kijken", trekker="raad"),
    "actie-elsewhere": _row("acties", waarborg="geld-te-zien", actie="iets.1", wat="kijken", trekker="raad"),
    "waarborg-in-words": _row("afwegingen", waarborg="Iedereen ziet het geld", reden="later", besloten_door="wijk"),
    "waarborg": _row("afwegingen", waarborg="geld-zien", reden="later", besloten_door="wijk, raad"),
    "afspraak-gone": _cells(
        ("transparantie", {(ONE, "antwoord"): "ja"}),
        ("afspraken", {("1", name): None for name in ("thema", "reikwijdte", "fasen", "gewenst")}),
    ),
    "power-loose": _cells(("bevoegdheden", {("b1", "afspraak"): None}), **POWER),
    "power-elsewhere": _cells(("bevoegdheden", {("b1", "afspraak"): "7"}), **POWER),
    "source-twice": _page("bronnen", _put(f"C{FIRST + 1}", "a"), bronnen={"a": "verslag", "b": "brief"}),
}
