"""What LibreOffice shows of documents for office programs, Word's and its own: pages, columns, room to sign."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.telling.opening import as_pdf
from tests.telling.reading import DRIE, EXAMPLES, ROOT, example
from tests.telling.sheets import COUNTED, DENSE, FULLEST, ONE_LEAF, columns_of, sheet, signed_on
from tests.telling.whole import WHOLE, hostile
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.judging import direct
from wijktoets.telling.formats.registry import render
from wijktoets.telling.frame import footer
from wijktoets.telling.in_words import in_words
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.praatplaat import QuestionGroup, as_document, compose
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.tree import Document, Heading, words
from wijktoets.texts import text
from wijktoets.texts.wording import said

DAY = date(2026, 11, 24)
PILOT = ROOT / "cases" / "cooperatieve-wijkraad-oosterparkwijk.yaml"

pytestmark = [pytest.mark.office, pytest.mark.parametrize("extension", [".docx", ".odt"])]


def shown_of(document: Document, folder: Path, extension: str) -> Path:
    """The PDF that LibreOffice makes of a document."""
    file = folder / f"stuk{extension}"
    file.write_bytes(render(document, extension))
    return as_pdf(file)


@pytest.mark.parametrize("name", ONE_LEAF)
def test_all_sign_on_the_two_sides_of_a_leaf(name: str, extension: str, tmp_path: Path) -> None:
    assert signed_on(shown_of(sheet(name), tmp_path, extension)) in ([1], [2])


@pytest.mark.parametrize("path", [DRIE, EXAMPLES / "verschillende-wensen.yaml", PILOT], ids=lambda p: p.stem)
def test_residents_get_one_page(path: Path, extension: str, tmp_path: Path) -> None:
    assert len(PdfReader(shown_of(residents_page(example(path)), tmp_path, extension)).pages) == 1


@pytest.mark.parametrize("compact", [True, False], ids=["dense", "roomy"])
@pytest.mark.parametrize("name", ["Wijkdeal Noorderlinde", "Coöperatieve Wijkraad voor het WWW-kwartier"])
def test_the_foot_keeps_to_its_lines(name: str, compact: bool, extension: str, tmp_path: Path) -> None:
    rapport = example().model_copy(update={"dossier": name, "status": "in_uitvoering"})
    foot = in_words(words(footer(rapport)), rapport.woorden)
    document = replace(WHOLE, footer=foot, compact=compact)
    lines = PdfReader(shown_of(document, tmp_path, extension)).pages[0].extract_text().splitlines()
    assert [line for line in lines if line.strip().startswith(foot)], lines[-4:]


def test_the_fullest_papers_are_as_short_as_on_paper(extension: str, tmp_path: Path) -> None:
    """Two sides to sign and one page to write on; four pages for the raad, of which the first stands by itself."""
    pages = PdfReader(shown_of(sheet(FULLEST), tmp_path, extension)).pages
    assert len(pages) <= 3 and text("report.blad.werkblad") in pages[-1].extract_text()
    council = PdfReader(shown_of(bijlage(example(EXAMPLES / f"{FULLEST}.yaml"), "raad"), tmp_path, extension)).pages
    annex = said("report.koppen.bijlage")
    assert len(council) <= 4 and annex not in council[0].extract_text() and annex in council[1].extract_text()


def test_cards_stand_two_on_a_page_each_with_its_room(extension: str, tmp_path: Path) -> None:
    """Those of an evening as on paper; no card is cut by the end of a page."""
    deal = EXAMPLES / "wijkdeal-half-gezegd.yaml"
    plate = compose(agenda(load_dossier(deal), load_pack(), direct.compute, DAY), DAY, "1.0")
    pages = PdfReader(shown_of(as_document(plate), tmp_path, extension)).pages
    told = ["".join(page.extract_text().split()) for page in pages]
    room = "".join(text("praatplaat.ruimte").split())
    evenings = [group for group in plate.groepen if group.vragen[0].groot]
    assert [page.count(room) for page in told[1:8]] == [2, 2, 2, 1, 2, 2, 2] == two_each(evenings)
    assert len(pages) <= 15 and sum(page.count(room) for page in told) == sum(len(g.vragen) for g in plate.groepen)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(extension: str, tmp_path: Path) -> None:
    """Not above a list in two columns either, as what is left to raad and college is."""
    paper = bijlage(example(EXAMPLES / "wijkdeal-half-gezegd.yaml"), "raad")
    heads = {words(part.text) for part in paper.parts if isinstance(part, Heading)}
    told = [page.extract_text().splitlines() for page in PdfReader(shown_of(paper, tmp_path, extension)).pages]
    assert heads and not heads.intersection(page[-1].strip() for page in told)


def two_each(groups: Sequence[QuestionGroup]) -> list[int]:
    """How many cards stand on each page of an evening."""
    return [min(2, len(group.vragen) - first) for group in groups for first in range(0, len(group.vragen), 2)]


def test_two_columns_are_read_one_after_the_other(extension: str, tmp_path: Path) -> None:
    lines = [f"punt {name}" for name in COUNTED]
    assert columns_of(shown_of(DENSE, tmp_path, extension), lines) in (
        [lines[:4], lines[4:]],
        [lines[:1], lines[1:4], lines[4:]],
    )


@pytest.mark.parametrize(
    ("document", "most"),
    [(WHOLE, 3), (hostile(), 4), (DENSE, 3), (replace(hostile(), compact=True), 4)],
    ids=["whole", "hostile", "dense", "dense-hostile"],
)
def test_every_page_is_shown(document: Document, most: int, extension: str, tmp_path: Path) -> None:
    pages = PdfReader(shown_of(document, tmp_path, extension)).pages
    assert 2 <= len(pages) <= most
    shown = "".join("".join(page.extract_text() for page in pages).split())
    assert "".join(document.title.split())[:20] in shown
    assert f"Bladzijde{len(pages)}van{len(pages)}" in shown
