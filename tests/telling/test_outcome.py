"""What a thema comes to: first what is needed yet and from whom, with counts that are those of the lists."""

from pathlib import Path

import pytest

from tests.spoken import counted, said, text
from tests.telling.reading import ALL, EXAMPLES, example, of
from wijktoets.engine.advice.folding import FaseBlock, blocks
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling import marks
from wijktoets.telling.in_words import in_words
from wijktoets.telling.lists import lists_of, must
from wijktoets.telling.outcome import TOLD_BY_UITKOMST, side_by_side, uitkomst
from wijktoets.telling.tree import Mark, words
from wijktoets.telling.view import View


def told(rapport: Rapport, blok: FaseBlock) -> str:
    """What a block comes to, as one line."""
    return " ".join(words(in_words(zin.tekst, rapport.woorden)) for zin in uitkomst(View(rapport, True), blok))


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_the_count_of_what_is_needed_is_that_of_the_list_and_of_the_parties(path: Path) -> None:
    rapport = example(path)
    for blok in blocks(rapport.afspraken):
        if (stand := blok.first.stand) is None:
            continue
        here = [g for g in lists_of(rapport, blok).gaten if blok.first.fase in (g.fasen or blok.fasen)]
        assert len([g for g in here if must(g.rij, blok)]) == stand.moet.niet
        assert sum(row.niet for row in stand.per_partij.values()) == stand.moet.niet
        assert sum(row.open for row in stand.per_partij.values()) == stand.moet.open


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_where_the_uitkomst_does_not_say_what_is_needed_another_sentence_does(path: Path) -> None:
    rapport = example(path)
    for blok in blocks(rapport.afspraken):
        first, line = blok.first, told(rapport, blok)
        needs = text("scherm.nodig.regelen", G=first.gewenst, partijen="|").partition("|")[0]
        if first.stand is None or rapport.status == "terugblik" or first.uitkomst in TOLD_BY_UITKOMST:
            assert needs not in line
            continue
        assert (needs in line) == (first.stand.moet.niet > 0)
        key = "scherm.nodig.ook_bespreken" if first.stand.moet.niet else "scherm.nodig.bespreken"
        assert (counted(key, first.stand.moet.open, G=first.gewenst) in line) == (first.stand.moet.open > 0)


def test_what_is_needed_stands_before_what_is_arranged() -> None:
    rapport = example(EXAMPLES / "twee-themas.yaml")
    line = told(rapport, blocks(rapport.afspraken)[0])
    arranged = said("scherm.borging.tussen", laag="adviseren", hoog="aanjagen")
    assert line.index(counted("scherm.nodig.bespreken", 1, G="aanjagen")) < line.index(arranged)


def test_the_ways_side_by_side_say_from_whom_something_is_needed() -> None:
    rapport = of({"openbaar": "nee"}, afspraken=[{"thema": "groen", "fasen": ["uitvoering"]}])
    _, rows = side_by_side(View(rapport, True), blocks(rapport.afspraken)[0])
    wijk = in_words(text("scherm.partijen_n.wijk", n=1), rapport.woorden)
    assert said("scherm.manieren.past.nog_niet", partijen=wijk) in in_words(rows[0][1], rapport.woorden)


def test_behind_a_row_of_marks_stands_what_is_left_and_never_how_much_is_done() -> None:
    of_all: list[Mark] = ["geregeld", "geregeld", "deels", "nog_niet", "verschil", "niet_besproken", "bewust_anders"]
    counts = (("regelen", 2), ("bespreken", 2), ("anders", 1))
    for back in (False, True):
        left = marks.left_to_do(of_all, back)
        assert left == ", ".join(said(f"scherm.rij.{what}", back, n=n) for what, n in counts)
        assert marks.left_to_do(["geregeld", "nvt"], back) == said("scherm.rij.niets", back)
        assert marks.left_to_do(["nvt"], back) == said("scherm.rij.nvt", back)
