"""The pictures: what is not known is drawn as open, not as low; readable without colour, and the same as a table."""

import re
from xml.etree import ElementTree

import pytest

from tests.telling.reading import ALL, example, of
from wijktoets import texts
from wijktoets.engine.advice.folding import blocks
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.in_words import in_words
from wijktoets.telling.pictures.intervals import intervals_figure
from wijktoets.telling.pictures.marks import draw, marks_figure
from wijktoets.telling.pictures.sides import sides_figure
from wijktoets.telling.tree import Figure, words
from wijktoets.texts.wording import said

SVG = "{http://www.w3.org/2000/svg}"


def figures(rapport: Rapport) -> list[Figure]:
    back = rapport.status == "terugblik"
    found: list[Figure | None] = []
    for blok in blocks(rapport.afspraken):
        found += [marks_figure(blok, back, "a"), sides_figure(blok, back, "b"), intervals_figure(blok, "c")]
    return [figure for figure in found if figure is not None]


def table(figure: Figure) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in figure.table.rows]


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_a_picture_is_whole_by_itself(path: object) -> None:
    for figure in figures(example(path)):  # type: ignore[arg-type]
        tree = ElementTree.fromstring(figure.svg)
        assert tree.findtext(f"{SVG}title") and tree.findtext(f"{SVG}desc")
        assert tree.get("role") == "img" and tree.get("viewBox") == f"0 0 {figure.width} {figure.height}"
        colours = set(re.findall(r"#[0-9a-f]{6}", figure.svg))
        assert colours <= {"#1d2b36", "#6b7883", "#ffffff"}
        assert all(float(e.get("y", 0)) <= figure.height for e in tree.iter() if e.tag == f"{SVG}text")
        assert all(0 <= float(e.get("x", 0)) <= figure.width for e in tree.iter() if e.tag == f"{SVG}text")


def test_the_table_says_what_the_picture_shows() -> None:
    rapport = of({"openbaar": "ja", "raad-sprak": "nee"})
    found = marks_figure(blocks(rapport.afspraken)[0], False, "a")
    assert found is not None
    not_yet = said("scherm.legenda.niet_besproken")
    assert table(found) == [
        ["Transparantie", "geregeld: 1", "–", texts.text("scherm.rij.niets")],
        ["Het goede gesprek", "–", f"{not_yet}: 1", texts.text("scherm.rij.bespreken", n=1)],
        ["Rolverdeling en raad", "nog niet: 1", "–", texts.text("scherm.rij.regelen", n=1)],
    ]


def test_what_is_open_is_an_open_circle_and_what_is_missing_a_square() -> None:
    for mark in ("onbekend", "niet_besproken", "verschil"):
        drawn = draw(mark, 0, 0)  # type: ignore[arg-type]
        assert "<circle" in drawn and "stroke-dasharray" in drawn and "<rect" not in drawn
    assert "<rect" in draw("nog_niet", 0, 0) and "<circle" not in draw("nog_niet", 0, 0)
    drawn = [draw(m, 0, 0) for m in ("geregeld", "bewust_anders", "deels", "nog_niet", "verschil", "onbekend", "nvt")]
    assert len(set(drawn)) == len(drawn)


def test_what_is_not_known_is_open_up_to_the_end() -> None:
    rapport = of({})
    found = in_words(sides_figure(blocks(rapport.afspraken)[0], False, "b"), rapport.woorden)
    rows = {row[0]: row[1] for row in table(found)}
    assert rows["Wens"] == "besluiten"
    assert rows["Geregeld"] == said("report.beeld.kanten.open")
    dashed = found.svg.count("stroke-dasharray")
    assert dashed >= 3, "three open steps for what is arranged"
    whole = intervals_figure(blocks(rapport.afspraken)[0], "c")
    assert whole is not None
    assert table(whole)[0][1:3] == ["0,00", "1,00"]
    assert "stroke-dasharray" in whole.svg


def test_without_a_wish_each_party_has_a_line_and_there_are_no_scores() -> None:
    wishes = [{"door": "bewoners", "gewenst": "besluiten"}, {"door": "raad", "gewenst": "onbekend"}]
    rapport = of({}, afspraken=[{"thema": "groen", "gewenst": wishes}])
    found = in_words(sides_figure(blocks(rapport.afspraken)[0], False, "b"), rapport.woorden)
    assert table(found)[:2] == [["Wens: bewoners", "besluiten"], ["Wens: raad", said("report.beeld.kanten.open")]]
    assert intervals_figure(blocks(rapport.afspraken)[0], "c") is None


def test_hostile_text_in_a_picture_is_text() -> None:
    evil = '</title><script>x()</script>"\u202e\x07'
    rapport = of({}, afspraken=[{"thema": evil, "gewenst": "besluiten"}])
    for figure in figures(rapport):
        tree = ElementTree.fromstring(figure.svg)
        assert not [e for e in tree.iter() if e.tag.endswith("script")]
        assert "\u202e" not in figure.svg
