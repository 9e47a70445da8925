"""Tables in a PDF as a screen reader hears them: each cell with its heads, also that of its row where there is one."""

import io
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from tests.telling.pdf_tables import Cell, below, tables
from tests.telling.test_pdf import squeezed
from tests.telling.whole import TABEL, WHOLE, hostile
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.telling.formats import pdf, tagging
from wijktoets.telling.formats.simpler import on_paper
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import EMPTY, Box, Document, Span, Table, plain, walk, words

pytestmark = pytest.mark.anywhere

ROOT = Path(__file__).resolve().parents[2]
DEAL = ROOT / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"
FLAT = replace(TABEL, row_heads=False)


def of(*blokken: Table | Box) -> Document:
    return replace(WHOLE, parts=blokken)


def in_order(document: Document) -> list[Table]:
    return [blok for blok in walk(document.parts) if isinstance(blok, Table)]


def roles(made: bytes) -> list[list[list[tuple[str, str]]]]:
    return [[[(cell.role, cell.scope) for cell in row] for row in table] for table in tables(made)]


COLUMN, ROW, DATA = ("/TH", "/Column"), ("/TH", "/Row"), ("/TD", "")


def expected(tabel: Table) -> list[list[tuple[str, str]]]:
    first = ROW if tabel.row_heads else DATA
    rest = [DATA] * (len(tabel.heads) - 1)
    return [[COLUMN] * len(tabel.heads), *[[first, *rest]] * len(tabel.rows)]


def test_the_first_cell_of_a_row_is_its_head() -> None:
    assert roles(pdf.render(of(TABEL))) == [
        [
            [COLUMN, COLUMN, COLUMN],
            [ROW, DATA, DATA],
            [ROW, DATA, DATA],
        ]
    ]


def test_a_cell_names_the_heads_of_its_column_and_of_its_row() -> None:
    [table] = tables(pdf.render(of(TABEL)))
    assert table[2] == [
        Cell("/TH", "/Row", "Geldinbeeld", ("Punt",)),
        Cell("/TD", "", "gemeente", ("Wie", "Geldinbeeld")),
        Cell("/TD", "", "12", ("Aantal", "Geldinbeeld")),
    ]


def test_a_table_without_heads_of_rows_has_none() -> None:
    sterk = replace(FLAT, rows=(((Span("Wijk", "strong"),), plain("a"), plain("b")),))
    [table] = tables(pdf.render(of(sterk)))
    assert [(cell.role, cell.heads) for cell in table[1]] == [
        ("/TD", ("Punt",)),
        ("/TD", ("Wie",)),
        ("/TD", ("Aantal",)),
    ]


def test_each_of_many_tables_is_as_the_document_says() -> None:
    long = replace(TABEL, rows=TABEL.rows * 60)
    empty = replace(TABEL, rows=((EMPTY, EMPTY, EMPTY),), writing_height=12)
    bare = replace(TABEL, rows=())
    document = of(TABEL, FLAT, Box("Vak", (FLAT, TABEL)), long, bare, empty, FLAT, TABEL)
    assert roles(pdf.render(document)) == [expected(tabel) for tabel in in_order(document)]


@pytest.fixture(scope="module", params=["raad", "team", "afspraken"])
def document(request: pytest.FixtureRequest) -> Document:
    pack = load_pack()
    rapport = evaluate(load_dossier(DEAL), pack, engine="direct")
    return afspraken(rapport) if request.param == "afspraken" else bijlage(rapport, request.param)


def test_every_table_of_a_document_has_its_own_words_and_heads(document: Document) -> None:
    made = pdf.render(document)
    assert roles(made) == [expected(tabel) for tabel in in_order(document)]
    for table, tabel in zip(tables(made), in_order(document), strict=True):
        assert [cell.words for cell in table[0]] == [squeezed(kop) for kop in tabel.heads]
        told = [[squeezed(words(cell)) for cell in row] for row in tabel.rows]
        assert [[squeezed(cell.words) for cell in row] for row in table[1:]] == told


def test_text_of_a_user_makes_no_head() -> None:
    assert roles(pdf.render(hostile())) == [expected(tabel) for tabel in in_order(on_paper(hostile()))]


def test_every_head_has_a_name_of_its_own() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(of(TABEL, TABEL, replace(TABEL, rows=TABEL.rows * 30))))) as opened:
        root = opened.Root.StructTreeRoot
        heads = [str(head.ID) for head in below(root, "/TH")]
        assert len(heads) == 9 + 2 + 2 + 60
        assert sorted(heads) == sorted(set(heads)) == list(pikepdf.NameTree(root.IDTree))
        assert all(pikepdf.NameTree(root.IDTree)[str(head.ID)] == head for head in below(root, "/TH"))


def raw(document: Document, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The document as typst leaves it."""
    with monkeypatch.context() as patched:
        patched.setattr(tagging, "finish", lambda made, tables: made)
        return pdf.render(document)


def test_nothing_but_the_tags_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    made, before = pdf.render(WHOLE), raw(WHOLE, monkeypatch)
    with pikepdf.open(io.BytesIO(made)) as new, pikepdf.open(io.BytesIO(before)) as old:
        assert new.Root.Metadata.read_raw_bytes() == old.Root.Metadata.read_raw_bytes()
        assert new.trailer.ID[0] == old.trailer.ID[0]
        assert {k: str(v) for k, v in new.docinfo.items()} == {k: str(v) for k, v in old.docinfo.items()}
        for page, same in zip(new.pages, old.pages, strict=True):
            assert page.Contents.read_raw_bytes() == same.Contents.read_raw_bytes()
    assert len(made) < 1.2 * len(before)


def test_nothing_in_the_tree_is_suspect() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(WHOLE))) as opened:
        assert "/Suspects" not in opened.Root.MarkInfo


@pytest.mark.parametrize(
    "others", [(), (TABEL, TABEL), (replace(TABEL, rows=TABEL.rows[:1]),), (Table("", ("a",), ((EMPTY,), (EMPTY,))),)]
)
def test_tables_that_are_not_those_of_the_document_are_a_fault(
    others: tuple[Table, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = raw(of(TABEL), monkeypatch)
    with pytest.raises(ValueError, match="tables in the file"):
        tagging.finish(made, others)


def test_the_same_file_gives_the_same_bytes_later_on(monkeypatch: pytest.MonkeyPatch) -> None:
    made = raw(WHOLE, monkeypatch)
    first = tagging.finish(made, in_order(WHOLE))
    time.sleep(1.1)  # A second passes on the clock, which libraries like to put in a file.
    assert tagging.finish(made, in_order(WHOLE)) == first == pdf.render(WHOLE)
