"""What a sentence counts is what is listed below it: in each paper and on the screen of every dossier of the project.

| what is counted | test |
|---|---|
| afspraken that are needed yet, of the uitkomst | test_what_is_needed_yet_is_listed |
| what page one of the raad leaves to the end | test_what_page_one_leaves_to_the_end_stands_there |
| what a list of the raad leaves out | test_a_rest_is_what_the_paper_of_the_team_has_more |
| questions on which parties differ | test_the_opening_counts_the_differences_that_follow |
| questions that a page leaves to the praatplaat | test_questions_left_to_the_praatplaat_are_asked_there |
| open questions that the evenings leave out | test_the_guide_lists_as_many_questions_as_it_counts |
| what stands at the end of a screen, and what its rows leave to do | test_a_screen_lists_what_it_counts |
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.spoken import counted, said, text
from tests.telling.reading import ALL, example, items, under
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.advice.folding import blocks, punten
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import FASEN
from wijktoets.telling.papers import guide
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.residents_page import MOST, residents_page
from wijktoets.telling.raad import MOST_ASKED, points_of
from wijktoets.telling.reader import Bijlagelezer
from wijktoets.telling.residents_points import first_questions
from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
from wijktoets.telling.spread import all_of_them
from wijktoets.telling.tree import Document, Heading, Listing, Marks, Paragraph, words
from wijktoets.telling.view import View

pytestmark = pytest.mark.anywhere

TALKS = [p for p in ALL if example(p).status != "terugblik"]
NUMBER = re.compile(r"\d+")
NEEDED, DISCUSS = text("report.koppen.nog_regelen.anders"), text("report.koppen.bespreken.anders")
DIFFER = said("report.koppen.verschil")
AT_THE_END = text("scherm.ook_overal", punten="").rstrip(". ")
each_talk = pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)


@cache
def paper(path: Path, lezer: Bijlagelezer) -> Document:
    return bijlage(example(path), lezer)


@cache
def talk(path: Path) -> Agenda:
    return agenda(load_dossier(path), load_pack(), direct.compute, date(2026, 11, 24))


def sentences(document: Document, above: str, right: str) -> str:
    found = [p for *heads, p in under(document.parts) if heads == [above, right] and isinstance(p, Paragraph)]
    return " ".join(words(p.text) for p in found)


def places(document: Document) -> list[str]:
    """The headings of themas, and the one over what goes for all of them."""
    return list(dict.fromkeys(above for above, right, _ in under(document.parts) if right in (NEEDED, DISCUSS, DIFFER)))


def lighter(line: str, thema: str) -> bool:
    """Whether a point that goes for all only helps at this thema."""
    return thema in line and text("report.overal.hoort_bij", waar="") in line


@each_talk
def test_what_is_needed_yet_is_listed(path: Path) -> None:
    """Of a thema that is the same in all its fasen: at the thema itself, or with what goes for all of them."""
    rapport, team = example(path), paper(path, "team")
    blokken = blocks(rapport.afspraken)
    common = text(f"report.koppen.overal.{all_of_them(blokken)}")
    light = text("scherm.hoort_erbij")
    for blok in blokken:
        name = blok.first.thema[0].upper() + blok.first.thema[1:]
        if blok.first.stand is None or len({b.first.thema for b in blokken}) < len(blokken):
            continue
        here = [words(i.text) for i in items(team, name, NEEDED)]
        everywhere = [words(i.text) for i in items(team, common, NEEDED)]
        must = [line for line in here if f"({light}" not in line and f", {light}" not in line]
        must += [line for line in everywhere if f"({light})" not in line and not lighter(line, blok.first.thema)]
        if not any(text("scherm.bij_fasen", fasen="") in line for line in must) and len(blok.fasen) == len(FASEN):
            assert len(must) == blok.first.stand.moet.niet, blok.first.thema


@each_talk
def test_what_page_one_leaves_to_the_end_stands_there(path: Path) -> None:
    document = paper(path, "raad")
    blokken = blocks(example(path).afspraken)
    head = text("report.koppen.raad_verder")
    listed = [words(item.text) for item in items(document, head, head)]
    asked = text("report.koppen.raad_nu")
    rest = {"raad": len(points_of(blokken, "raad")[MOST_ASKED:]), "college": len(points_of(blokken, "college"))}
    for who, n in rest.items():
        assert sum(line.startswith(text(f"report.raad.bij.{who}")) for line in listed) == n
        assert not n or counted(f"report.raad.verder.{who}", n) in sentences(document, asked, asked)


@each_talk
def test_a_rest_is_what_the_paper_of_the_team_has_more(path: Path) -> None:
    raad, team = paper(path, "raad"), paper(path, "team")
    for place in places(team):
        for head in (NEEDED, DISCUSS, DIFFER):
            shown, told = items(raad, place, head), sentences(raad, place, head)
            more = NUMBER.search(told) if head != DIFFER else None
            assert len(shown) + (int(more[0]) if more else 0) == len(items(team, place, head)), (place, head)


@each_talk
def test_the_opening_counts_the_differences_that_follow(path: Path) -> None:
    team = paper(path, "team")
    differ = {v for a in example(path).afspraken for v in a.verschillen_van_inzicht}
    listed = {words(item.text) for place in places(team) for item in items(team, place, DIFFER)}
    told = " ".join(words(p.text) for p in team.parts if isinstance(p, Paragraph))
    assert not differ or counted("report.opening.punten.anders", len(differ)) in told
    assert len({line.partition(" (")[0] for line in listed}) == len(differ)


@each_talk
def test_questions_left_to_the_praatplaat_are_asked_there(path: Path) -> None:
    rapport = example(path)
    asked = {p.vraag for blok in blocks(rapport.afspraken) for p in punten(blok) if p.reden != "verschil"}
    on_cards = {vraag.vraag for card in talk(path).kaarten for vraag in card.met_stand("open")}
    assert asked <= on_cards
    left = len(asked) - MOST
    told = " ".join(words(part.text) for part in residents_page(rapport).parts if isinstance(part, Paragraph))
    who = rapport.opgesteld.door if rapport.opgesteld and rapport.opgesteld.door else text("report.invuller")
    assert len(first_questions(View(rapport, everything=True))) == len(asked)
    assert left <= 0 or counted("bewoners.meer_vragen", left, wie=who) in told


@each_talk
def test_the_guide_lists_as_many_questions_as_it_counts(path: Path) -> None:
    found = talk(path)
    if not found.avonden:
        return
    document = guide.compose(found, date(2026, 11, 24), "1.0")
    evenings = counted("gids.erbuiten.avonden", len(found.avonden))
    head = text("gids.erbuiten.kop", deze=evenings)
    outside = [card for card in found.kaarten if card.kern is None]
    left = [card for card in outside if card.met_stand("open")]
    assert len(items(document, head, head)) == len(left)
    told = sentences(document, head, head)
    assert not left or counted("gids.erbuiten.uitleg", len(left)) in told
    assert len(left) == len(outside) or counted("gids.erbuiten.klaar", len(outside) - len(left)) in told


@each_talk
def test_a_screen_lists_what_it_counts(path: Path) -> None:
    rapport = example(path)
    sheet = evaluate_sheet(View(rapport, everything=True))
    lists = [part for part in sheet if isinstance(part, Listing)]
    last = max((i for i, part in enumerate(sheet) if isinstance(part, Marks)), default=0)
    numbered = [len([i for i in part.items if i.label and i.label.isdigit()]) for part in lists]
    pointers = [words(p.text) for p in sheet if isinstance(p, Paragraph) if words(p.text).startswith(AT_THE_END)]
    if pointers:
        at_end = [part for part in sheet[last:] if isinstance(part, Listing)]
        counts = [int(n) for n in NUMBER.findall(pointers[-1])]
        assert len(set(pointers)) == 1 and counts
        sizes = [len(part.items) for part in at_end]
        assert all(n in sizes for n in counts), (counts, sizes)
    rows = [row for part in sheet if isinstance(part, Marks) for row in part.rows]
    marked = [mark for row in rows for group in row.groups for mark in group]
    assert bool(sum(numbered)) == any(mark in ("deels", "nog_niet") for mark in marked)


@each_talk
def test_under_the_first_heading_of_a_screen_stands_what_the_uitkomst_counts(path: Path) -> None:
    rapport, first = example(path), said("scherm.koppen.bespreken")
    counted_open = [{q.vraag for a in blok.afspraken for q in a.open_vragen} for blok in blocks(rapport.afspraken)]
    numbers, heading = [0], ""
    for part in evaluate_sheet(View(rapport, everything=True)):
        if isinstance(part, Heading):
            numbers += [0] if part.level == 2 else []
            heading = words(part.text)
        if isinstance(part, Listing) and heading == first:
            numbers[-1] += len(part.items)
    per_block = numbers[1 : len(counted_open) + 1]
    at_end = sum(numbers[len(counted_open) + 1 :])
    assert [n + at_end for n in per_block] == [len(questions) for questions in counted_open]
