"""The text of a deal: from a file, as sentences, and which of them bear on a question."""

import io
import zipfile
from xml.sax.saxutils import escape

import docx
import pytest

import wijktoets
from wijktoets.web.deal import bearing, sentences
from wijktoets.web.office import MAX_FILE, MAX_PART, Unreadable, text_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
T = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'


def zipped(**parts: str) -> bytes:
    """An archive; `word__document` is word/document.xml."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return held.getvalue()


def word(body: str, **others: str) -> bytes:
    return zipped(word__document=f"<w:document {W}><w:body>{body}</w:body></w:document>", **others)


def test_a_word_file_gives_its_paragraphs() -> None:
    document, held = docx.Document(), io.BytesIO()
    document.add_heading("Wijkdeal", 1)
    document.add_paragraph("De wijk beslist.").add_run(" Het college helpt.")
    document.add_table(1, 1).cell(0, 0).text = "In een tabel"
    document.save(held)
    assert text_of("Deal.DOCX", held.getvalue()) == "Wijkdeal\nDe wijk beslist. Het college helpt.\nIn een tabel"


def test_what_was_taken_out_and_remarked_stays_behind() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Blijft')}<w:del>{run.format('weg')}</w:del><w:ins>{run.format(' erbij')}</w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    secret = f"<w:comments {W}><w:comment w:author='Jan'/></w:comments>"
    assert text_of("a.docx", word(body, word__comments=secret, docProps__core="<a>Jan</a>")) == "Blijft erbij"


def test_an_open_document_gives_its_paragraphs() -> None:
    body = (
        "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h>Wijkdeal</text:h>"
        "<text:p>De <text:span>wijk</text:span> beslist<office:annotation><text:p>hm</text:p></office:annotation>"
        "<text:line-break/>samen.</text:p>"
    )
    content = zipped(content=f"<office:text {T} {OFFICE}>{body}</office:text>")
    assert text_of("a.odt", content) == "Wijkdeal\nDe wijk beslist\nsamen."


def test_plain_text_is_read_as_people_save_it() -> None:
    assert text_of("a.txt", "één\r\ntwee".encode()) == "één\ntwee"
    assert text_of("a.md", "één".encode("cp1252")) == "één"


BOMB = f'<!DOCTYPE x [<!ENTITY a "{"a" * 100}">]><w:document {W}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>'
OUTSIDE = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}>&a;</w:document>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"%PDF", "soort"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "soort"),
        ("deal", b"tekst", "soort"),
        ("a.txt", b"x" * (MAX_FILE + 1), "te_groot"),
        ("a.txt", b" \n ", "leeg"),
        ("a.docx", b"PK\x03\x04stuk", "stuk"),
        ("a.docx", zipped(iets="<a/>"), "stuk"),
        ("a.docx", zipped(word__document=BOMB), "stuk"),
        ("a.docx", zipped(word__document=OUTSIDE), "stuk"),
        (
            "a.docx",
            zipped(word__document=f"<!DOCTYPE x><w:document {W}><w:p><w:r><w:t>x</w:t></w:r></w:p></w:document>"),
            "stuk",
        ),
        ("a.docx", word(f"<w:p><w:r><w:t>{escape('x') * (MAX_PART + 1)}</w:t></w:r></w:p>"), "te_groot"),
        ("a.docx", word("<w:p/>", word__vbaProject="x"), "macro"),
        ("a.docx", zipped(**{f"p{n}": "" for n in range(1001)}), "te_groot"),
    ],
)
def test_what_is_no_sound_text_is_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        text_of(name, content)


DEAL = """Artikel 1. Groen
Het bewonersoverleg besluit over het groen. De gemeente voert het werk uit.
De vergaderingen van het overleg zijn openbaar, en iedereen mag erbij zijn.
Eens per jaar laat het overleg zien wat het heeft besloten en wat het heeft gekost.
"""


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [("openbare-vergaderingen", "vergaderingen"), ("verantwoording-aan-wijk", "gekost")],
)
def test_sentences_about_a_question_come_first(vraag: str, zin: str) -> None:
    found = bearing(DEAL, wijktoets.load_pack(), vraag)
    assert zin in sentences(DEAL)[found[0]]


def test_a_text_about_something_else_bears_on_nothing() -> None:
    assert bearing("Kat ligt mat.", wijktoets.load_pack(), "openbare-vergaderingen") == []
    assert bearing('" OR 1 AND NEAR(', wijktoets.load_pack(), "openbare-vergaderingen") == []
