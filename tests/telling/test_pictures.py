"""The pictures: what is not known is drawn as open, not as low; readable without colour, and the same as a table."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.spoken import said, text
from tests.telling.reading import ALL, example, of
from wijktoets.engine.advice.folding import FaseBlock, asked, blocks
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.in_words import in_words
from wijktoets.telling.marks import of_eis
from wijktoets.telling.pictures.intervals import intervals_figure
from wijktoets.telling.pictures.marks import draw, marks_figure
from wijktoets.telling.pictures.sides import sides_figure
from wijktoets.telling.pictures.svg import ACCENT, INK, PAPER, SMALL, SOFT, WIDTH
from wijktoets.telling.tree import Figure, words

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
def test_a_picture_is_whole_by_itself(path: Path) -> None:
    for figure in figures(example(path)):
        tree = ElementTree.fromstring(figure.svg)
        assert tree.findtext(f"{SVG}title") and tree.findtext(f"{SVG}desc")
        assert tree.get("role") == "img" and tree.get("viewBox") == f"0 0 {figure.width} {figure.height}"
        colours = set(re.findall(r"#[0-9a-f]{6}", figure.svg))
        assert colours <= {INK, SOFT, ACCENT, PAPER}
        assert all(float(e.get("y", 0)) <= figure.height for e in tree.iter() if e.tag == f"{SVG}text")
        assert all(0 <= float(e.get("x", 0)) <= figure.width for e in tree.iter() if e.tag == f"{SVG}text")


def test_the_table_says_what_the_picture_shows() -> None:
    rapport = of({"openbaar": "ja", "raad-sprak": "nee"})
    found = marks_figure(blocks(rapport.afspraken)[0], False, "a")
    assert found is not None
    not_yet = said("scherm.legenda.niet_besproken")
    assert [row for row in table(in_words(found, rapport.woorden)) if row[1:3] != ["–", "–"]] == [
        ["Transparantie", "geregeld: 1", "–", said("scherm.rij.niets")],
        ["Het goede gesprek", "–", f"{not_yet}: 1", said("scherm.rij.bespreken", n=1)],
        ["Rolverdeling en raad", "nog niet: 1", "–", said("scherm.rij.regelen", n=1)],
    ]


def parts_of(found: Figure) -> dict[str, str]:
    return {row[0]: row[-1] for row in table(in_words(found, example().woorden))}


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_all_eight_parts_are_there(path: Path) -> None:
    for blok in blocks(example(path).afspraken):
        found = marks_figure(blok, False, "a")
        assert found is not None
        assert [*parts_of(found)] == [said(f"scherm.onderdelen.{name}") for name in ONDERDELEN]


def test_every_part_that_a_pack_uses_is_there_or_none() -> None:
    (afspraak,) = of({"openbaar": "ja"}).afspraken
    used = {eis.onderdeel for eis in afspraak.eisen}
    assert 1 < len(used) < len(ONDERDELEN)
    found = marks_figure(FaseBlock((afspraak,)), False, "a")
    assert found is not None
    assert [*parts_of(found)] == [said(f"scherm.onderdelen.{name}") for name in ONDERDELEN if name in used]
    assert marks_figure(FaseBlock((afspraak.model_copy(update={"eisen": []}),)), False, "a") is None


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_who_hears_a_picture_hears_what_is_missing(path: Path) -> None:
    rapport = example(path)
    for blok in blocks(rapport.afspraken):
        found = marks_figure(blok, rapport.status == "terugblik", "a")
        assert found is not None
        first = [levels[0] for levels in asked(blok)]
        missing = {e.naam for e in first if of_eis(e) not in ("geregeld", "bewust_anders", "nvt")}
        assert all(name in found.alt for name in missing)
        assert not [e.naam for e in first if e.naam not in missing and f"{e.naam}; " in found.alt]


@pytest.mark.parametrize("colour", [INK, SOFT, ACCENT])
def test_what_is_drawn_stands_seven_to_one_from_white(colour: str) -> None:
    def light(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (light(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 7


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_letters_are_nine_points_where_two_pictures_stand_beside_each_other(path: Path) -> None:
    points = 78 / 25.4 * 72 / WIDTH
    for figure in figures(example(path)):
        lines = [e for e in ElementTree.fromstring(figure.svg).iter(f"{SVG}text") if e.text != "?"]
        sizes = {float(line.get("font-size", SMALL)) for line in lines}
        assert min(sizes) * points >= 9
    assert SMALL * points >= 9


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_no_label_is_cut_or_runs_into_another(path: Path) -> None:
    """By a careful guess of how wide letters are; in a browser they are measured."""
    for figure in figures(example(path)):
        lines = [e for e in ElementTree.fromstring(figure.svg).iter(f"{SVG}text") if e.text != "?"]
        spans: dict[str, list[tuple[float, float]]] = {}
        for line in lines:
            size = float(line.get("font-size", SMALL))
            wide = len(line.text or "") * size * (0.6 if line.get("font-weight") else 0.55)
            x = float(line.get("x", 0))
            start = {"middle": x - wide / 2, "end": x - wide}.get(line.get("text-anchor", ""), x)
            assert start >= 0 and start + wide <= WIDTH, line.text
            spans.setdefault(line.get("y", ""), []).append((start, start + wide))
        for row in spans.values():
            ordered = sorted(row)
            assert all(left[1] < right[0] for left, right in pairwise(ordered)), ordered


def test_each_picture_has_a_key_of_the_signs_in_it() -> None:
    sides = in_words(sides_figure(blocks(example().afspraken)[0], False, "b"), example().woorden)
    for figure in (sides, marks_figure(blocks(example().afspraken)[0], False, "a")):
        assert figure is not None
        assert text("report.beeld.sleutel") in figure.svg
    assert all(said(f"report.beeld.tekens.{sign}") in sides.svg for sign in ("vast", "kan", "niet"))


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
