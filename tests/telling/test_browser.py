"""The page in a real browser: axe finds nothing (WCAG 2.2 AA), 320 px needs no sideways scroll, print stays whole."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run
from tests.telling.reading import DRIE, EXAMPLES, ROOT, example
from tests.telling.whole import WHOLE, hostile
from wijktoets.telling.formats.html import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.tree import Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

DOCUMENTS = {
    "team": lambda: bijlage(example(), "team"),
    "bewoners": lambda: residents_page(example(EXAMPLES / "verschillende-wensen.yaml")),
    "no wish": lambda: bijlage(example(EXAMPLES / "verschillende-wensen.yaml"), "team"),
    "raad, several themas": lambda: bijlage(example(EXAMPLES / "twee-themas.yaml")),
    "raad, half said": lambda: bijlage(example(EXAMPLES / "wijkdeal-half-gezegd.yaml")),
    "half said": lambda: afspraken(example(EXAMPLES / "wijkdeal-half-gezegd.yaml")),
    "pilot": lambda: bijlage(example(ROOT / "cases" / "a-kwartier.yaml"), "team"),
    "afspraken": lambda: afspraken(example(DRIE)),
    "every part": lambda: WHOLE,
    "coverage": lambda: run("rules", "coverage", "--format", "html").stdout,
    "hostile": hostile,
}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    assert program, "install the Debian package chromium"
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@cache
def written(name: str) -> bytes:
    """A document as a page: judged and told once, however many tests look at it."""
    made: Document | str = DOCUMENTS[name]()
    return made.encode() if isinstance(made, str) else render(made)


def opened(browser: "Browser", name: str, folder: Path, width: int) -> "Page":
    file = folder / "page.html"
    file.write_bytes(written(name))
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()], "a page loads nothing"
    return page


@pytest.fixture(scope="module")
def unfolded(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], "Page"]:
    """A document at a width with all that folds away in sight: opened once for all tests that change nothing of it."""

    @cache
    def page_of(name: str, width: int) -> "Page":
        page = opened(browser, name, tmp_path_factory.mktemp("page"), width)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        return page

    return page_of


Unfolded = Callable[[str, int], "Page"]


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(unfolded: Unfolded, name: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(unfolded(name, width), options={"runOnly": RULES})
    found = {v["id"]: [n["html"] for n in v["nodes"]] for v in results.response["violations"]}
    assert found == {}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_narrow_screen_needs_no_sideways_scroll(unfolded: Unfolded, name: str) -> None:
    assert unfolded(name, 320).evaluate("document.documentElement.scrollWidth") <= 320


def test_rows_to_fill_in_do_not_run_into_each_other_on_a_narrow_screen(browser: "Browser", tmp_path: Path) -> None:
    page = opened(browser, "half said", tmp_path, 320)
    rows = (
        "[...document.querySelectorAll('.invullen tr')].filter(row => row.scrollHeight > row.clientHeight + 2).length"
    )
    assert page.evaluate(rows) == 0


def test_text_can_be_twice_as_large(browser: "Browser", tmp_path: Path) -> None:
    page = opened(browser, "team", tmp_path, 640)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_what_is_signed_prints_before_the_worksheet(browser: "Browser", tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = opened(browser, "afspraken", tmp_path, 1280)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "page.pdf").pages
    told = [page.extract_text() for page in pages]
    signed = next(i for i, words in enumerate(told) if "Handtekening" in words)
    assert signed <= 2 and "Werkblad" in told[signed + 1] and "Werkblad" not in "".join(told[: signed + 1])
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_column_is_out_of_sight_on_a_narrow_screen(unfolded: Unfolded, name: str) -> None:
    outside = unfolded(name, 320).evaluate(
        "[...document.querySelectorAll('tbody th, tbody td')].map(c => c.getBoundingClientRect())"
        ".filter(r => r.width && (r.right > 320 || r.left < 0)).length"
    )
    assert outside == 0


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_stop_for_the_keyboard_is_on_what_does_not_scroll(unfolded: Unfolded, name: str, width: int) -> None:
    stops = unfolded(name, width).evaluate("[...document.querySelectorAll('[tabindex]')].map(e => e.tagName)")
    assert set(stops) <= {"PRE"}, "code, which is as long as it is"


EDGE = 0.01
"""Less than a dot: what measuring is off by."""
MEASURED = """
svg => [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()])
  .map(([words, b]) => [words, b.x, b.y, b.width, b.height])
"""


@pytest.mark.parametrize("name", ["team", "no wish", "pilot"])
def test_in_a_picture_no_label_is_cut_or_runs_into_another(browser: "Browser", tmp_path: Path, name: str) -> None:
    page = opened(browser, name, tmp_path, 1280)
    pictures = page.query_selector_all("figure svg")
    assert pictures
    for picture in pictures:
        _, _, width, height = (float(side) for side in str(picture.get_attribute("viewBox")).split())
        labels = [row for row in picture.evaluate(MEASURED) if row[0] != "?"]
        for words, x, y, wide, high in labels:
            assert x > -EDGE and x + wide < width + EDGE and y > -EDGE and y + high < height + EDGE, words
        rows: dict[float, list[tuple[float, float]]] = {}
        for _, x, y, wide, _ in labels:
            rows.setdefault(round(y), []).append((x, x + wide))
        assert all(one[1] <= other[0] for row in rows.values() for one, other in pairwise(sorted(row)))


@pytest.mark.parametrize("name", ["bewoners", "team", "raad, several themas", "raad, half said", "pilot", "afspraken"])
def test_no_page_prints_nearly_empty(browser: "Browser", tmp_path: Path, name: str) -> None:
    """Each page but the last has something to read on most of it; residents get one."""
    from pypdf import PdfReader

    page = opened(browser, name, tmp_path, 1280)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    told = [len("".join(each.extract_text().split())) for each in PdfReader(tmp_path / "page.pdf").pages]
    assert min(told) > 150, told
    assert name != "bewoners" or len(told) == 1
