"""The counts of a bijlage add up: what stands here and what goes for all, and each point of the raad once."""

from pathlib import Path
from typing import Any

import pytest

from tests import spoken
from tests.spoken import said, text
from tests.telling.reading import ALL, EXAMPLES, example
from tests.telling.test_bijlage import ASKED_OF_RAAD, part, points
from wijktoets.engine.advice.folding import FaseBlock, blocks
from wijktoets.telling.lists import TO_ARRANGE, in_all, lists_of, without
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.raad import MOST_ASKED, points_of
from wijktoets.telling.spread import all_of_them, where_told
from wijktoets.telling.tree import Document, Heading, Paragraph, Table, words
from wijktoets.telling.view import View
from wijktoets.texts.wording import variant

WORD = EXAMPLES / "wijkdeal-uit-word.yaml"
HALF = EXAMPLES / "wijkdeal-half-gezegd.yaml"


def sentences(document: Document) -> list[str]:
    return [words(b.text) for b in document.parts if isinstance(b, Paragraph)]


def test_a_thema_says_what_stands_with_it_and_what_with_all() -> None:
    told = " ".join(sentences(bijlage(example(WORD))))
    at_all = text("report.blad.overal_bij.themas")
    for here, there in ((1, 4), (2, 2)):
        assert text("report.overal.afspraken.anders.twee", n=here + there, hier=here, daar=there, waar=at_all) in told


def test_where_nothing_stands_with_a_thema_that_is_no_count_of_none() -> None:
    told = " ".join(sentences(bijlage(example(HALF))))
    at_all = text("report.blad.overal_bij.themas")
    assert spoken.counted("report.overal.afspraken.anders", 3, waar=at_all) in told
    assert spoken.counted("report.overal.afspraken.anders", 1, waar=at_all) in told


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_those_numbers_add_up_to_the_count_of_the_uitkomst(path: Path) -> None:
    rapport = example(path)
    blokken = blocks(rapport.afspraken)
    lists = [lists_of(rapport, blok) for blok in blokken]
    common = in_all(lists)
    at_all = text(f"report.blad.overal_bij.{all_of_them(blokken)}")
    for blok, own in zip(blokken, lists, strict=True):
        told = where_told(View(rapport), blok, without(own, common), common, blokken)
        everywhere = len(needed(blok) & {g.rij.waarborg for g in common.gaten})
        if blok.first.stand is None or not everywhere:
            continue
        here = blok.first.stand.moet.niet - everywhere
        key = variant("report.overal.afspraken", rapport.status == "terugblik")
        twice = text(f"{key}.twee", n=here + everywhere, hier=here, daar=everywhere, waar=at_all)
        once = spoken.counted(key, everywhere, waar=at_all)
        assert (twice if here else once) in told


def needed(blok: FaseBlock) -> set[str]:
    """What must be arranged in the first fase of a block."""
    return {r.waarborg for r in blok.first.witte_vlekken if r.norm == "moet" and r.aard in TO_ARRANGE}


def test_one_thema_needs_no_such_sentence() -> None:
    places = text("report.overal.afspraken.anders.twee", n="", hier="", daar="", waar="").split(":")[0].split(",")[-1]
    assert not any(places in line for line in sentences(bijlage(example())))


def test_what_goes_for_all_says_where_it_is_no_must() -> None:
    found = bijlage(example(WORD))
    at = found.parts.index(Heading("Wat bij alle thema's speelt"))
    rest = Document("", "", found.metadata, found.parts[at:])
    told = [words(p.text) for p in points(part(rest, "Nog te regelen"))]
    (mine,) = [line for line in told if line.startswith("De raad heeft nog niet")]
    assert f"({text('report.overal.hoort_bij', waar='ontmoeten')})" in mine


def test_a_point_of_the_raad_stands_once_at_its_firmest() -> None:
    blokken = blocks(example(WORD).afspraken)
    found = points_of(blokken, "raad", "college")
    assert len(found) == len({point.gat.rij.waarborg for point in found}) == 14
    assert found[0].gat.rij.waarborg == "rol-van-de-raad-besproken"
    assert {point.gat.rij.rust_op for point in points_of(blokken, "raad")} == {"raad"}
    light = [point.light for point in found]
    assert light == sorted(light) and light[-1] > light[0]


def test_what_is_left_out_is_counted() -> None:
    blokken = blocks(example(WORD).afspraken)
    found = [words(b.text) for b in part(bijlage(example(WORD)), ASKED_OF_RAAD) if isinstance(b, Paragraph)]
    left = len(points_of(blokken, "raad")) - MOST_ASKED
    assert spoken.counted("report.raad.verder.raad", left) in found[-1]
    assert spoken.counted("report.raad.verder.college", len(points_of(blokken, "college"))) in found[-1]


def test_there_is_one_table_of_counts_and_other_fasen_are_told_where_they_differ() -> None:
    found = bijlage(example(WORD), "team")
    tables = [b for b in found.parts if isinstance(b, Table) and "per partij" in b.caption]
    assert len(tables) == 2, "one for each thema"
    shares = (("wijk", 1, 2, 4), ("gemeente", 4, 1, 2))
    per_party = [
        said("report.telling.van", partij=f"de {party}", geregeld=done, bewust="", niet=left, open=talk)
        for party, done, left, talk in shares
    ]
    own: dict[str, Any] = {
        "fasen": "Bij evaluatie",
        "partijen": " en ".join(per_party),
        "geregeld": 11,
        "niet": 5,
        "open": 16,
    }
    assert said("report.telling.per_fase", bewust="", **own) in sentences(found)
    rapport = example(WORD)
    late = next(a for a in rapport.afspraken if a.thema == "groen" and a.fase == "evaluatie")
    assert late.stand is not None
    assert (late.stand.moet.geregeld, late.stand.moet.niet, late.stand.moet.open) == (11, 5, 16)
