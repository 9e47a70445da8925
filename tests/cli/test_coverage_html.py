"""The page of `rules coverage --format html`: whole, on its own, and readable for everyone."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.accounting import BRON, bron_text, proef
from tests.cli.running import run
from wijktoets.texts import all_texts, text


class _Page(HTMLParser):
    """Reads a page; fails when a tag is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.words: list[str] = []
        self.heads: list[list[str]] = []
        self.labels: list[list[str]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        found = dict(attrs)
        if tag == "table":
            self.heads.append([])
        if tag == "tr":
            self.labels.append([])
        if tag == "td":
            self.labels[-1].append(found["data-kop"] or "")
        for name, value in attrs:
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name == "href" else []
            self.outside += [name] if name in ("src", "onclick", "style") else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open and self.open[-1] == "th" and "thead" in self.open:
            self.heads[-1].append(data)


def test_the_page_stands_alone_and_every_link_leads_somewhere() -> None:
    page = _Page(run("rules", "coverage", "--format", "html").stdout)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)
    assert page.outside == []
    assert {"L57", "id-A3.D1", "waarborg-minderheid-gehoord", "vraag-wie-besluit"} <= set(page.ids)


def test_the_page_shows_texts_as_they_are_and_can_be_read_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proef(tmp_path / "p", bron=bron_text({**BRON, "L8": "{zegt: 'Een [krant].'}"}))
    monkeypatch.chdir(tmp_path)
    html = run("rules", "coverage", "--format", "html", "--pack", "p").stdout
    page = _Page(html)
    assert "Er is <uitleg> & meer" in page.words
    assert "<uitleg>" not in html
    assert html.startswith('<!DOCTYPE html>\n<html lang="nl">')
    assert "<title>Proefpakket 1.0.0 naast de bron</title>" in html
    assert html.count("<h1>") == 1
    tables = html.count("<table ")
    assert (tables, html.count("<caption>"), html.count("<h3>")) == (9, 2, 7)
    assert html.count(' aria-label="Waarborgen"') == html.count("<h3>Waarborgen</h3>") == 1
    rows = html.count('<tr role="row" id=')
    assert rows == html.count('<th scope="row" role="rowheader"')
    assert html.count('scope="col"') == html.count('role="columnheader"') > tables
    place, sentence = re.findall(r"<p><code>(.*?)</code></p>\n<p>(.*?)</p>", html)[0]
    leemte = all_texts()["coverage"]["leemten"]["regel_zonder"]
    assert (place, sentence) == ("p/bron.yaml:7:3", " ".join(leemte).format(regel="L8", zegt="Een [krant]."))
    assert '<a href="#L57">L57</a>, een wet' in html


def test_a_narrow_screen_reads_the_heading_of_a_column_before_each_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proef(tmp_path / "p")
    monkeypatch.chdir(tmp_path)
    page = _Page(run("rules", "coverage", "--format", "html", "--pack", "p").stdout)
    assert {tuple(labels) for labels in page.labels if labels} == {tuple(heads[1:]) for heads in page.heads}


def test_a_column_in_which_nothing_stands_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proef(tmp_path / "p")
    monkeypatch.chdir(tmp_path)
    page = _Page(run("rules", "coverage", "--format", "html", "--pack", "p").stdout)
    waarborg, vraag = page.heads[1], page.heads[4]
    names = [text(f"coverage.kolommen.{key}") for key in ("id", "naam", "bron", "dekt", "voorbeelden")]
    assert waarborg == names
    assert vraag == names[:3]


def test_outcomes_are_words_and_no_names_of_a_file_format() -> None:
    for formaat in ("html", "table"):
        page = run("rules", "coverage", "--format", formaat).stdout
        assert "hooguit deels" in page
        assert "hooguit_deels" not in page
