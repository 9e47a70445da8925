"""A PDF: it keeps to PDF/UA-1 and PDF/A-2a, says every word of the document, and takes no text as markup."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader

from tests.telling.whole import HOSTILE, WHOLE, hostile
from wijktoets.telling.formats import pdf
from wijktoets.telling.formats.typesetting import png
from wijktoets.telling.tree import Document, Heading, Paragraph, Part, plain


@pytest.fixture(scope="module")
def whole() -> bytes:
    return pdf.render(WHOLE)


def with_parts(*blokken: Part) -> Document:
    return replace(WHOLE, parts=blokken)


def tags(made: bytes) -> list[tuple[str, str]]:
    """The structure from top to bottom: the name of each element, and its description."""

    def below(node: pikepdf.Object) -> Iterator[tuple[str, str]]:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from below(each)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield str(node.S), str(node.get("/Alt", ""))
            if "/K" in node:
                yield from below(node.K)

    with pikepdf.open(io.BytesIO(made)) as opened:
        return list(below(opened.Root.StructTreeRoot.K))


def words(made: bytes) -> str:
    """All text, without spaces and line breaks, which belong to the setting."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    return squeezed("".join(pages))


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("ﬃ", "ffi").replace("ﬀ", "ff")


def test_it_keeps_to_pdf_ua_1_and_pdf_a_2a(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as opened:
        about = opened.open_metadata()
        assert about["pdfuaid:part"] == "1"
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.OutputIntents[0].S) == "/GTS_PDFA1"


def test_it_says_its_language_and_title(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as opened:
        assert str(opened.Root.Lang) == "nl"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        about = opened.open_metadata()
        assert about["dc:title"] == "Afspraken over groen"
        assert about["dc:description"] == "Bijlage bij het gesprek"
        assert about["dc:creator"] == ["wijktoets 1.0"]
        assert about["xmp:CreateDate"] == "2026-11-01T00:00:00Z"


def test_headings_lists_and_tables_are_tagged(whole: bytes) -> None:
    names = [name for name, _ in tags(whole)]
    assert [name for name in names if name.startswith("/H")] == ["/H1", "/H2", "/H3", "/H2"]
    assert names.count("/Table") == 2
    assert names.count("/TH") == 5 + 3
    assert names.count("/L") >= 4


def test_a_picture_has_its_description(whole: bytes) -> None:
    assert [alt for name, alt in tags(whole) if name == "/Figure"] == ["Drie van de vier punten zijn geregeld."]


def test_every_word_of_the_document_is_there(whole: bytes) -> None:
    text = words(whole)
    for part in [
        "Afspraken over groen",
        "Voorbeeldwijk, 1 november 2026",
        "Wijk en gemeente willen samen beslissen over groen.",
        "Let op: niet bekeken is de juridische vorm.",
        "De wijk legt uit wat er is besloten (L57), zei zij: ja",
        "1.eerste punt",
        "hoort erbij",
        "1.opnieuw bij een",
        "Hoe lang deze afspraken gelden volgens de wijk 2 jaar",
        "Wijk vooraf raadplegen wijk en gemeente 3",
        "Zo kunt u het zeggen Eens per jaar is er een open avond.",
        "Wat is er gezegd?",
        "Gemaakt met wijktoets.",
        "Bladzijde 1 van 2",
    ]:
        assert squeezed(part) in text


def test_the_same_document_gives_the_same_bytes(whole: bytes) -> None:
    assert pdf.render(WHOLE) == whole


def test_text_of_a_user_is_text_in_every_slot() -> None:
    made = pdf.render(hostile())
    shown = squeezed(HOSTILE).replace("\u202e", "\\u202e").replace("\x07", "\\x07")
    shown = shown.replace("😀", "\\U0001f600").replace("你", "\\u4f60")
    assert words(made).count(shown) >= 15


@pytest.mark.parametrize("text", ["😀", "שלום", "नमस्ते", "e\u0301 ȩ̣", "a\tb", "\x00", "\ufffe", '"quoted" \\u{41}'])
def test_a_letter_that_no_font_has_is_an_escape_and_no_fault(text: str) -> None:
    made = pdf.render(with_parts(Paragraph(plain(f"voor {text} na"))))
    assert "voor" in words(made)


def test_lines_of_a_text_stay_lines() -> None:
    made = pdf.render(with_parts(Paragraph(plain("eerste regel\ntweede regel"))))
    assert "eerste regel\ntweede regel" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_an_empty_document_has_its_title() -> None:
    made = pdf.render(replace(WHOLE, subtitle="", footer="", parts=(Heading("Niets"),)))
    assert squeezed("Afspraken over groen Niets") in words(made)


def test_a_drawing_becomes_a_picture_of_its_width() -> None:
    made = png('<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"></svg>', 96, density=192)
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20], "big") == 192
