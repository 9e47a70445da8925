"""What LibreOffice shows of documents for office programs, Word's and its own: pages, columns, room to sign."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.telling.opening import converted
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
from wijktoets.telling.papers.praatplaat import Praatplaat, QuestionGroup, as_document, compose
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.tree import Document, Heading, words
from wijktoets.texts import text
from wijktoets.texts.wording import said

DAY = date(2026, 11, 24)
PILOT = ROOT / "cases" / "cooperatieve-wijkraad-oosterparkwijk.yaml"

pytestmark = [pytest.mark.office, pytest.mark.parametrize("extension", [".docx", ".odt"])]


RESIDENTS = {path.stem: path for path in (DRIE, EXAMPLES / "verschillende-wensen.yaml", PILOT)}
WIJKEN = {"short": "Wijkdeal Noorderlinde", "long": "Coöperatieve Wijkraad voor het WWW-kwartier"}
DENSITIES = {"dense": True, "roomy": False}
HALF_SAID = EXAMPLES / "wijkdeal-half-gezegd.yaml"


@cache
def foot_of(wijk: str) -> str:
    """What stands at the foot of each page of a document about a wijk."""
    rapport = example().model_copy(update={"dossier": WIJKEN[wijk], "status": "in_uitvoering"})
    return in_words(words(footer(rapport)), rapport.woorden)


@cache
def plate() -> Praatplaat:
    """The cards of a conversation about a deal that says half."""
    return compose(agenda(load_dossier(HALF_SAID), load_pack(), direct.compute, DAY), DAY, "1.0")


def council(path: Path) -> Document:
    """The paper for the raad."""
    return bijlage(example(path), "raad")


PAPERS: dict[str, Callable[[], Document]] = {
    **{f"sheet-{name}": (lambda name=name: sheet(name)) for name in (*ONE_LEAF, FULLEST)},
    **{f"residents-{name}": (lambda path=path: residents_page(example(path))) for name, path in RESIDENTS.items()},
    **{
        f"foot-{wijk}-{density}": (
            lambda wijk=wijk, compact=compact: replace(WHOLE, footer=foot_of(wijk), compact=compact)
        )
        for wijk in WIJKEN
        for density, compact in DENSITIES.items()
    },
    "council-fullest": lambda: council(EXAMPLES / f"{FULLEST}.yaml"),
    "council-half-said": lambda: council(HALF_SAID),
    "cards": lambda: as_document(plate()),
    "whole": lambda: WHOLE,
    "hostile": hostile,
    "dense": lambda: DENSE,
    "dense-hostile": lambda: replace(hostile(), compact=True),
}
"""The documents that are looked at here: LibreOffice opens all of them in one go."""

Shown = Callable[[str], Path]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The PDFs that LibreOffice makes of all documents, for each extension in a folder."""

    @cache
    def folder_of(extension: str) -> Path:
        folder = tmp_path_factory.mktemp("stukken")
        files = [folder / f"{name}{extension}" for name in PAPERS]
        for file in files:
            file.write_bytes(render(PAPERS[file.stem](), extension))
        converted(files, "pdf", folder)
        return folder

    return folder_of


@pytest.fixture
def shown(folders: Callable[[str], Path], extension: str) -> Shown:
    """The PDF that LibreOffice makes of a document."""
    return lambda name: folders(extension) / f"{name}.pdf"


@pytest.mark.parametrize("name", ONE_LEAF)
def test_all_sign_on_the_two_sides_of_a_leaf(name: str, shown: Shown) -> None:
    assert signed_on(shown(f"sheet-{name}")) in ([1], [2])


@pytest.mark.parametrize("name", RESIDENTS)
def test_residents_get_one_page(name: str, shown: Shown) -> None:
    assert len(PdfReader(shown(f"residents-{name}")).pages) == 1


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("wijk", WIJKEN)
def test_the_foot_keeps_to_its_lines(wijk: str, density: str, shown: Shown) -> None:
    lines = PdfReader(shown(f"foot-{wijk}-{density}")).pages[0].extract_text().splitlines()
    assert [line for line in lines if line.strip().startswith(foot_of(wijk))], lines[-4:]


def test_the_fullest_papers_are_as_short_as_on_paper(shown: Shown) -> None:
    """Two sides to sign and one page to write on; four pages for the raad, of which the first stands by itself."""
    pages = PdfReader(shown(f"sheet-{FULLEST}")).pages
    assert len(pages) <= 3 and text("report.blad.werkblad") in pages[-1].extract_text()
    of_raad = PdfReader(shown("council-fullest")).pages
    annex = said("report.koppen.bijlage")
    assert len(of_raad) <= 4 and annex not in of_raad[0].extract_text() and annex in of_raad[1].extract_text()


def test_cards_stand_two_on_a_page_each_with_its_room(shown: Shown) -> None:
    """Those of an evening as on paper; no card is cut by the end of a page."""
    pages = PdfReader(shown("cards")).pages
    told = ["".join(page.extract_text().split()) for page in pages]
    room = "".join(text("praatplaat.ruimte").split())
    evenings = [group for group in plate().groepen if group.vragen[0].groot]
    assert [page.count(room) for page in told[1:8]] == [2, 2, 2, 1, 2, 2, 2] == two_each(evenings)
    assert len(pages) <= 15 and sum(page.count(room) for page in told) == sum(len(g.vragen) for g in plate().groepen)


def test_no_heading_is_left_alone_at_the_foot_of_a_page(shown: Shown) -> None:
    """Not above a list in two columns either, as what is left to raad and college is."""
    heads = {words(part.text) for part in council(HALF_SAID).parts if isinstance(part, Heading)}
    told = [page.extract_text().splitlines() for page in PdfReader(shown("council-half-said")).pages]
    assert heads and not heads.intersection(page[-1].strip() for page in told)


def two_each(groups: Sequence[QuestionGroup]) -> list[int]:
    """How many cards stand on each page of an evening."""
    return [min(2, len(group.vragen) - first) for group in groups for first in range(0, len(group.vragen), 2)]


def test_two_columns_are_read_one_after_the_other(shown: Shown) -> None:
    lines = [f"punt {name}" for name in COUNTED]
    assert columns_of(shown("dense"), lines) in (
        [lines[:4], lines[4:]],
        [lines[:1], lines[1:4], lines[4:]],
    )


@pytest.mark.parametrize(("name", "most"), [("whole", 3), ("hostile", 4), ("dense", 3), ("dense-hostile", 4)])
def test_every_page_is_shown(name: str, most: int, shown: Shown) -> None:
    pages = PdfReader(shown(name)).pages
    assert 2 <= len(pages) <= most
    told = "".join("".join(page.extract_text() for page in pages).split())
    assert "".join(PAPERS[name]().title.split())[:20] in told
    assert f"Bladzijde{len(pages)}van{len(pages)}" in told
