"""Every sentence of a paper that counts says the number of rows that stand there, and none where there are none.

Nothing is read from prose: of each sentence it is asked which numbers, filled in its key, stand in the paper. Which
sentences count is read from the texts, so that a new one has to be put in `ROWS`, or in `NO_ROWS` with why it has none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.spoken import counted, said, text
from tests.telling.reading import ALL, example, items, under
from wijktoets import load_dossier, load_pack, texts
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.advice.folding import blocks
from wijktoets.engine.judging import direct
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.agreed_words import confirmations
from wijktoets.telling.lists import Lists, in_all, lists_of, without
from wijktoets.telling.papers import guide, praatplaat
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.phrases import by_wish
from wijktoets.telling.raad import refused
from wijktoets.telling.spread import all_of_them
from wijktoets.telling.thema import title
from wijktoets.telling.tree import (
    Box,
    BoxGrid,
    Card,
    Document,
    Item,
    Listing,
    Paragraph,
    Part,
    Table,
    plain,
    walk,
    words,
)
from wijktoets.texts.wording import variant

pytestmark = pytest.mark.anywhere

TALKS = [p for p in ALL if example(p).status != "terugblik"]
PAPERS = ("report", "bewoners", "gids", "praatplaat")
"""The parts of the texts in which sentences of papers stand."""
MOST_COUNTED = 150
NEEDED, DISCUSS = said("report.koppen.nog_regelen"), said("report.koppen.bespreken")
DIFFER, AT_THE_END = said("report.koppen.verschil"), text("report.koppen.raad_verder")
TODAY = date(2026, 11, 24)


# The rows of a paper


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of one dossier."""

    rapport: Rapport
    agenda: Agenda
    raad: Document
    team: Document
    bewoners: Document
    gids: Document | None
    plaat: Document

    @property
    def places(self) -> list[str]:
        """The headings of themas, and the one over what goes for all of them."""
        found = dict.fromkeys(above for above, right, _ in under(self.team.parts) if right in (NEEDED, DISCUSS, DIFFER))
        return list(found)

    @property
    def common(self) -> str:
        """The heading over what goes for all."""
        return text(f"report.koppen.overal.{all_of_them(blocks(self.rapport.afspraken))}")

    @property
    def who(self) -> str:
        """Who has the whole of a list."""
        known = self.rapport.opgesteld.door if self.rapport.opgesteld else None
        return known or text("report.invuller")


@cache
def papers(path: Path) -> Papers:
    rapport = example(path)
    talk = agenda(load_dossier(path), load_pack(), direct.compute, TODAY)
    return Papers(
        rapport,
        talk,
        bijlage(rapport, "raad"),
        bijlage(rapport, "team"),
        residents_page(rapport),
        guide.compose(talk, TODAY, "1.0") if talk.avonden else None,
        praatplaat.as_document(praatplaat.compose(talk, TODAY, "1.0")),
    )


def stands(sentence: str, where: str) -> bool:
    """Whether a sentence stands somewhere, with no digit before it: that would be another number."""
    return any(not where[: found.start()][-1:].isdigit() for found in re.finditer(re.escape(sentence), where))


def lines(parts: tuple[Part, ...]) -> str:
    """What stands in running text, a line each."""

    def told(item: Item) -> Iterator[str]:
        yield words(item.text)
        for each in item.below:
            yield from told(each)

    found: list[str] = []
    for part in walk(parts):
        if isinstance(part, Paragraph):
            found.append(words(part.text))
        elif isinstance(part, Listing):
            found += [line for item in part.items for line in told(item)]
    return "\n".join(found)


def at(document: Document, above: str, right: str) -> str:
    """The running text right below a heading."""
    return lines(tuple(p for *heads, p in under(document.parts) if heads == [above, right]))


def questions(document: Document, places: list[str]) -> set[str]:
    """The questions on which parties differ that are listed, each once, whatever fasen stand behind it."""
    return {words(item.text).partition(" (")[0] for place in places for item in items(document, place, DIFFER)}


# What each sentence counts


@dataclass(frozen=True, slots=True)
class Count:
    """Where a sentence may stand, how many rows there are for it, and what else it is filled with."""

    where: str
    rows: int
    facts: Mapping[str, object] = field(default_factory=dict)


def numbers(key: str, count: Count) -> set[int]:
    """With which numbers a sentence stands there; none where not even what stands around the number does."""
    key = variant(key, terugblik=False)
    around = counted(key, 10**6, **count.facts).split(str(10**6))
    most = MOST_COUNTED if all(piece in count.where for piece in around) else 2
    return {n for n in range(most) if stands(counted(key, n, **count.facts), count.where)}


def opening(p: Papers) -> Iterator[Count]:
    yield Count(lines(p.team.parts), len(questions(p.team, p.places)))


def left_to_the_end(who: str) -> Callable[[Papers], Iterator[Count]]:
    def count(p: Papers) -> Iterator[Count]:
        begins = text(f"report.raad.bij.{who}")
        rows = [item for item in items(p.raad, AT_THE_END, AT_THE_END) if words(item.text).startswith(begins)]
        yield Count(lines(p.raad.parts), len(rows))

    return count


def differences_left(p: Papers) -> Iterator[Count]:
    """All differences that the paper lists behind page one, without those that page one lists."""
    page_one = items(p.raad, DIFFER, DIFFER)
    against = len(list(confirmations(refused(p.rapport))))
    wishes = sum(len(by_wish(blok.first.gewensten)) > 1 for blok in blocks(p.rapport.afspraken))
    rows = wishes + len(questions(p.raad, p.places)) - (len(page_one) - against)
    yield Count(at(p.raad, DIFFER, DIFFER), rows)


def left_to_the_team(head: str) -> Callable[[Papers], Iterator[Count]]:
    """What the list of the raad has less than that of the team."""

    def count(p: Papers) -> Iterator[Count]:
        for place in p.places:
            rows = len(items(p.team, place, head)) - len(items(p.raad, place, head))
            yield Count(at(p.raad, place, head), rows, {"wie": p.who})

    return count


def spread(kind: str) -> Callable[[Papers], Iterator[Count]]:
    """What stands with what goes for all, where nothing stands at the thema itself."""

    def count(p: Papers) -> Iterator[Count]:
        for document in (p.team, p.raad):
            for head, here, there in both(p, kind):
                yield Count(at(document, head, head), 0 if here else there, {"waar": at_all(p)})

    return count


def at_all(p: Papers) -> str:
    return text(f"report.blad.overal_bij.{all_of_them(blocks(p.rapport.afspraken))}")


def both(p: Papers, kind: str) -> Iterator[tuple[str, int, int]]:
    """Of each thema its heading, and how many rows the paper of the team lists there and with what goes for all."""
    blokken = blocks(p.rapport.afspraken)
    lists = [lists_of(p.rapport, blok) for blok in blokken]
    common = in_all(lists)
    names = [blok.first.thema for blok in blokken]
    for blok, own in zip(blokken, lists, strict=True):
        head = title(blok, names.count(blok.first.thema) > 1)
        if common == Lists():
            yield head, 0, 0
        elif kind == "vragen":
            yield head, len(items(p.team, head, DISCUSS)), len(items(p.team, p.common, DISCUSS))
        else:
            must = {r.waarborg for r in blok.first.witte_vlekken if r.norm == "moet"} if blok.first.stand else set()
            here, there = (sum(g.rij.waarborg in must for g in side.gaten) for side in (without(own, common), common))
            yield head, here, there


def rest_of_boxes(p: Papers) -> Iterator[Count]:
    """What a box for residents leaves out: found by the same page without its limit."""
    boxes = [part for part in p.bewoners.parts if isinstance(part, BoxGrid)]
    for box, every in zip([box for grid in boxes for box in grid.boxes], full(p.rapport), strict=True):
        now = Paragraph(plain(text("bewoners.nu")))
        left = listed_in(every.parts) - listed_in(box.parts)
        if now in every.parts and now not in box.parts:  # how it goes is not agreed, and then left out
            left -= listed_in(every.parts[every.parts.index(now) :])
        yield Count(lines(box.parts), left, {"wie": p.who})


def listed_in(parts: tuple[Part, ...]) -> int:
    return sum(len(part.items) for part in parts if isinstance(part, Listing))


def full(rapport: Rapport) -> list[Box]:
    """The boxes of the page when they may be as long as they are."""
    from wijktoets.telling.papers import residents_page as page

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(page, "MOST", 10**6)
        made = page.residents_page(rapport)
    return [box for part in made.parts if isinstance(part, BoxGrid) for box in part.boxes]


def questions_left(p: Papers) -> Iterator[Count]:
    head = text("bewoners.koppen.vragen")
    asked = {vraag.vraag for card in p.agenda.kaarten for vraag in card.met_stand("open")}
    differ = {v for a in p.rapport.afspraken for v in a.verschillen_van_inzicht}
    known = {row.vraag for a in p.rapport.afspraken for row in a.open_vragen} - differ
    yield Count(lines(p.bewoners.parts), len(known & asked) - len(items(p.bewoners, head, head)), {"wie": p.who})


def outside(done: bool) -> Callable[[Papers], Iterator[Count]]:
    def count(p: Papers) -> Iterator[Count]:
        if p.gids is not None:
            head = text("gids.erbuiten.kop", deze=counted("gids.erbuiten.avonden", len(p.agenda.avonden)))
            rows = len(items(p.gids, head, head))
            cards = sum(card.kern is None for card in p.agenda.kaarten)
            yield Count(lines(p.gids.parts), cards - rows if done else rows)

    return count


def evenings(p: Papers) -> Iterator[Count]:
    """The evenings that have a table of their own."""
    if p.gids is not None:
        tables = [part for part in p.gids.parts if isinstance(part, Table) and part.numbers]
        yield Count("\n".join([p.gids.title]), len(tables), {"naam": p.agenda.dossier})


def cards_on_plate(p: Papers) -> list[Card]:
    return [part for part in walk(p.plaat.parts) if isinstance(part, Card)]


def short_cards(p: Papers) -> Iterator[Count]:
    short = [card for card in cards_on_plate(p) if card.height]
    total = sum(avond.minuten or 0 for avond in p.agenda.avonden)
    told = counted("praatplaat.uitleg.avonden", len(p.agenda.avonden))
    yield Count(lines(p.plaat.parts), len(short), {"avonden": told, "minuten": total})


def cards_behind(p: Papers) -> Iterator[Count]:
    yield Count(lines(p.plaat.parts), len([card for card in cards_on_plate(p) if not card.height]))


def cards_done(p: Papers) -> Iterator[Count]:
    done = sum(card.kern is None for card in p.agenda.kaarten) - len([c for c in cards_on_plate(p) if not c.height])
    yield Count(lines(p.plaat.parts), done)


ROWS: dict[str, Callable[[Papers], Iterator[Count]]] = {
    "report.opening.punten": opening,
    "report.raad.verder.raad": left_to_the_end("raad"),
    "report.raad.verder.college": left_to_the_end("college"),
    "report.raad.verder.verschil": differences_left,
    "report.meer_punten": left_to_the_team(NEEDED),
    "report.meer_vragen": left_to_the_team(DISCUSS),
    "report.overal.afspraken": spread("afspraken"),
    "report.overal.vragen": spread("vragen"),
    "bewoners.rest": rest_of_boxes,
    "bewoners.meer_vragen": questions_left,
    "gids.erbuiten.uitleg": outside(done=False),
    "gids.erbuiten.klaar": outside(done=True),
    "gids.titel": evenings,
    "praatplaat.uitleg.kaarten": short_cards,
    "praatplaat.achteraan": cards_behind,
    "praatplaat.klaar": cards_done,
}
NO_ROWS = {
    "report.raad.verder.waar": "where those two stand, by whether it is one",
    "gids.erbuiten.avonden": "'this evening' or 'these evenings', without a number",
    "praatplaat.uitleg.avonden": "part of the sentence about cards",
    "praatplaat.minuten": "minutes, of which the guide has the sum (below)",
    "praatplaat.losse": "of a sheet that a poster shows and this document does not",
    "praatplaat.voor_anderen": "what another party is asked",
    "praatplaat.kaarten": "names cards by number",
    "praatplaat.andere": "what `--for` leaves out",
}


@pytest.mark.in_turn
@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_each_sentence_counts_the_rows_that_stand_there(path: Path) -> None:
    wrong = []
    for key, counts in ROWS.items():
        for count in counts(papers(path)):
            told = numbers(key, count)
            if told != ({count.rows} if count.rows else set()):
                wrong.append((key, count.where[:60], told, count.rows))
    assert wrong == []


def test_every_sentence_of_a_paper_that_counts_is_asked_so() -> None:
    def keys(node: object, name: str) -> Iterator[str]:
        if isinstance(node, Mapping):
            if {"een", "meer"} <= set(node):
                yield name
            for key, value in node.items():
                yield from keys(value, name if key in ("terugblik", "anders") else f"{name}.{key}")

    found = {key for part in PAPERS for key in keys(texts.all_texts()[part], part)}
    assert found == set(ROWS) | set(NO_ROWS)


@pytest.mark.in_turn
@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_what_stands_at_two_places_adds_up_there(path: Path) -> None:
    p = papers(path)
    for kind in ("afspraken", "vragen"):
        for head, here, there in both(p, kind):
            key = f"{variant(f'report.overal.{kind}', terugblik=False)}.twee"
            split = text(key, n=here + there, hier=here, daar=there, waar=at_all(p))
            begins = text(key, n="#", hier="#", daar="#", waar="#").split("#")[1]
            told = at(p.team, head, head)
            assert (split in told) if here and there else (begins not in told), (kind, head, here, there, told)


@pytest.mark.in_turn
@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_the_table_of_counts_is_that_of_all_points(path: Path) -> None:
    """Of a thema that is one in all its fasen: both tables stand in the paper of the team."""
    p = papers(path)
    all_that_must = said("report.telling.alles")
    must, stands = text("report.punten.norm.moet"), ("geregeld", "bewust_anders", "deels", "nog_niet")
    known = {said(f"scherm.legenda.{stand}"): stand for stand in (*stands, "nvt")}
    for blok in blocks(p.rapport.afspraken):
        head = title(blok, [b.first.thema for b in blocks(p.rapport.afspraken)].count(blok.first.thema) > 1)
        tables = [part for above, _, part in under(p.team.parts) if above == head and isinstance(part, Table)]
        counts = [row for table in tables for row in table.rows if words(row[0]) == all_that_must]
        if not counts or blok.first.stand is None or len({str(a.stand) for a in blok.afspraken}) > 1:
            continue
        (points,) = [table for table in tables if table.heads == tuple(texts.all_texts()["report"]["punten"]["kop"])]
        found = [known.get(words(row[3]), "open") for row in points.rows if words(row[2]) == must]
        arranged, weighed = found.count("geregeld"), found.count("bewust_anders")
        lacking = found.count("deels") + found.count("nog_niet")
        row = [int(words(cell)) for cell in counts[0][1:]]
        expected = [arranged, lacking, found.count("open")]
        expected[1:1] = [weighed] if len(row) == 4 else []
        assert row == expected, head


@pytest.mark.in_turn
@pytest.mark.parametrize("path", TALKS, ids=lambda p: p.stem)
def test_the_minutes_and_questions_of_an_evening_add_up(path: Path) -> None:
    p = papers(path)
    tables = [part for part in (p.gids.parts if p.gids else ()) if isinstance(part, Table) and part.numbers]
    for table in tables:
        *rows, last = [[words(cell) for cell in row] for row in table.rows]
        assert sum(int(row[3]) for row in rows) == int(last[3])
        assert sum(int(row[2]) for row in rows if row[2].isdigit()) == int(last[2])
