"""Every format draws every part of the tree: what a screen shows can stand on a page and on paper too."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Final, get_args

import pytest
from pypdf import PdfReader
from rich.console import Console

from tests.telling.pdf_tables import tables
from tests.telling.reading import Page
from tests.telling.whole import EVERY, GROUPED, HOSTILE, hostile
from wijktoets.telling.formats import pdf
from wijktoets.telling.formats.registry import FORMATS, render
from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.tree import Document, Part, Table, walk, words

SAID: Final = (
    *("is geregeld", "Geld", "1 van 2", "met een letter", "eronder", "12", "met een streep", "zonder teken"),
    *("nog te doen", "Minstens 1 van deze 2:", "Is er een plek?", "wijk: ja", "woensdag open", "Gaat iemand eropaf?"),
    *("Wanneer het geregeld is", "flowchart LR", "links ernaast", "Waar het op rust", "naar rij L57", "nog een"),
    *("Op een kaart", "met vakjes", "ja of nee", "Notitie"),
    *("regels/blijft-op-een-regel.yaml:1:2", "Rijen op zichzelf", "over de wijk", "een waarborg"),
)
"""Words of each part of a screen."""


def on_screen(document: Document, width: int = 80, plain: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, markup=False, highlight=False, emoji=False)
    draw(document.parts, console, plain)
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().split("\n"))


def unzipped(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        return re.sub(r"<[^>]*>", "", opened.read(name).decode().replace("<text:s/>", " ")).replace("&gt;", ">")


READ: Final[dict[str, Callable[[bytes], str]]] = {
    ".html": lambda made: Page(made.decode()).words,
    ".md": lambda made: made.decode().replace("\\", ""),
    ".pdf": lambda made: " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages),
    ".odt": lambda made: unzipped(made, "content.xml"),
    ".docx": lambda made: unzipped(made, "word/document.xml"),
}


def test_the_whole_document_holds_every_part() -> None:
    assert {type(part) for part in walk(EVERY.parts)} == set(get_args(Part))


def test_every_format_is_read_here() -> None:
    assert set(READ) == set(FORMATS)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_says_what_every_part_says(kind: str) -> None:
    text = "".join(READ[kind](render(EVERY, kind)).split())
    assert [said for said in SAID if "".join(said.split()) not in text] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_survives_hostile_text_in_every_part(kind: str) -> None:
    assert render(hostile(), kind)


def test_a_terminal_says_what_every_part_says() -> None:
    text = on_screen(EVERY)
    assert [said for said in SAID if said not in text] == []


def test_a_tree_hangs_its_lines_and_keeps_its_branches() -> None:
    text = on_screen(EVERY, width=40)
    assert "    ├─ Is er een plek?\n    │    wijk: ja\n    │      woensdag open\n    └─ Gaat iemand eropaf?\n" in text
    assert "|- Is er een plek?" in on_screen(EVERY, plain=True)


def test_a_point_below_a_point_may_have_a_label_of_its_own() -> None:
    first, second = re.findall("^.*met een (?:getal|streep)$", on_screen(EVERY), re.MULTILINE)
    assert second.index("-") == first.index("met")


def test_code_is_text_as_it_stands_on_a_screen_and_a_fence_in_markdown() -> None:
    source = 'flowchart LR\n    n1("Is er een plek?") --> n2["geregeld"]\n'
    assert source in on_screen(EVERY, width=30)
    assert f"```mermaid\n{source}```\n" in render(EVERY, ".md").decode()


def test_two_sides_stand_beside_each_other_where_there_is_room() -> None:
    beside, below = on_screen(EVERY), on_screen(EVERY, width=50)
    assert re.search(
        r"^Wat er staat +Waar het op rust\nlinks ernaast +naar rij L57`een sleutel`$", beside, re.MULTILINE
    )
    assert "Wat er staat\nlinks ernaast\n\nWaar het op rust\n" in below


def test_what_is_copied_stays_one_line() -> None:
    assert "  regels/blijft-op-een-regel.yaml:1:2\n" in on_screen(EVERY, width=20)


def test_a_row_stands_by_itself_where_it_has_no_room() -> None:
    assert "    L57    over de wijk\n             een waarborg\n" in on_screen(EVERY)
    roomy = replace(EVERY, parts=tuple(replace(p, least=0) if isinstance(p, Table) else p for p in EVERY.parts))
    assert re.search(r"^    L57 +over de wijk +een waarborg$", on_screen(roomy), re.MULTILINE)


def test_a_link_leads_to_its_row_and_headings_with_an_anchor_are_listed() -> None:
    page = Page(render(EVERY, ".html").decode())
    assert [a.get("href") for a in page.all("a")] == ["#inhoud", "#met-een-naam", "#L57"]
    assert {"inhoud", "met-een-naam", "L57"} <= {found["id"] for _, found in page.elements if "id" in found}
    assert "[naar rij L57](#L57)" in render(EVERY, ".md").decode()


def test_hostile_text_stays_in_its_fence_and_its_line() -> None:
    assert "```yaml\n" in render(hostile(), ".md").decode()
    assert HOSTILE.replace("\u202e", "\\u202e").replace("\x07", "\\x07") in on_screen(hostile(), 400)


def test_a_name_over_rows_is_a_head_as_wide_as_the_table() -> None:
    page = Page(render(EVERY, ".html").decode())
    assert [th.get("colspan") for th in page.all("th") if "colspan" in th] == [str(len(GROUPED.heads))]
    made = tables(pdf.render(EVERY))
    (grouped,) = [table for table in made if any(len(row) == 1 for row in table)]
    assert [len(row) for row in grouped] == [2, 1, 2] and words(GROUPED.rows[0][0]) == "nog te doen"
