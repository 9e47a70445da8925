"""Composes the worksheet behind a sheet to sign: what people spoke of and nobody put in words yet, with room for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, eisen, gaten, shared
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import ended

from .answers import counting, views
from .lists import must
from .phrases import words_for
from .spread import all_of_them
from .thema import title
from .tree import EMPTY, Heading, Line, PageBreak, Paragraph, Part, Span, Table, Text, joined, own, plain

MOST: Final = 5
"""How many rows a thema has at most."""
ON_A_PAGE: Final = 7
"""How many rows of this height fit on a page; each thema gets its share of them, in turn."""
WRITE_HEIGHT: Final = 30
"""Of a row to write in, in millimetres."""
SPOKEN_OF: Final = ("deels", "hooguit_deels", "ontbreekt", "verschil")
"""The aarden of a witte vlek that people spoke of: the others are still a question, and no afspraak to word."""


@dataclass(frozen=True, slots=True)
class Unworded:
    """Something that people spoke of and did not word: a waarborg by name, and what was said at its questions."""

    waarborg: str
    naam: str
    now: tuple[Line, ...]


def worksheet(rapport: Rapport, blokken: Sequence[FaseBlock]) -> Iterable[Part]:
    """A page to write on, a few rows a thema, with an example to start from; whether there is more is said."""
    per_blok = [_unworded(rapport, blok) for blok in blokken]
    everywhere = shared(per_blok, lambda row: row)
    several = {blok.first.thema for blok in blokken if [b.first.thema for b in blokken].count(blok.first.thema) > 1}
    places = [
        (title(blok, blok.first.thema in several), [row for row in rows if row not in everywhere])
        for blok, rows in zip(blokken, per_blok, strict=True)
    ]
    if everywhere:
        places.append((texts.text(f"report.blad.overal.{all_of_them(blokken)}"), everywhere))
    places = [(head, rows) for head, rows in places if rows]
    if not places:
        return
    shares = _shares([len(rows) for _, rows in places])
    yield PageBreak()
    yield Heading(texts.text("report.blad.werkblad"))
    left = any(len(rows) > share for (_, rows), share in zip(places, shares, strict=True))
    more = [texts.text("report.blad.werkblad_rest")] if left else []
    yield Paragraph(plain(" ".join([texts.text("report.blad.werkblad_uitleg"), *more])))
    table: list[tuple[Text, ...]] = []
    for (head, rows), share in zip(places, shares, strict=True):
        table += [(own(head),)] if share and len(places) > 1 else []
        table += [(_row(rapport, row), EMPTY, EMPTY) for row in rows[:share]]
    heads = words_for("report.blad.woorden_kop")
    yield Table("", heads, tuple(table), row_heads=False, widths=(7, 9, 4), writing_height=WRITE_HEIGHT)


def _shares(wanted: Sequence[int]) -> list[int]:
    """How many rows each place gets of those on a page: one in turn, as many as it has, and never more than `MOST`.

    The heads of three places take the room of a row.

    >>> _shares([9, 2]), _shares([9, 9, 9]), _shares([3])
    ([5, 2], [2, 2, 2], [3])
    """
    shares, room = [0] * len(wanted), ON_A_PAGE - (len(wanted) - 1) // 2
    for place in [*range(len(wanted))] * MOST:
        if sum(shares) < room and shares[place] < wanted[place]:
            shares[place] += 1
    return shares


def _row(rapport: Rapport, row: Unworded) -> Text:
    example = rapport.voorbeeldteksten.get(row.waarborg)
    lines = [*row.now, *([texts.text("report.blad.voorbeeld", tekst=example)] if example else [])]
    return joined([(Span(row.naam, "strong"),), *lines], " ")


def _unworded(rapport: Rapport, blok: FaseBlock) -> list[Unworded]:
    """What was answered yes without words where that must be; then what must be and is not, or differs; then the rest.

    Who does what stands on the sheet already.
    """
    roles = {vraag for role in rapport.wie_doet_wat for vraag in role.vragen}
    worded = {row.vraag for row in blok.first.afgesproken}
    met = [e for e in eisen(blok) if e.status == "geborgd" and e.norm != "mag"]
    met.sort(key=lambda e: ONDERDELEN.index(e.onderdeel))
    names = {e.waarborg: e.naam for e in met if e.norm == "moet"}
    names |= {g.rij.waarborg: g.rij.naam for g in gaten(blok) if must(g.rij, blok) and g.rij.aard in SPOKEN_OF}
    names |= {e.waarborg: e.naam for e in met if e.waarborg not in names}
    found = []
    for waarborg, naam in names.items():
        asked = [v for v in rapport.vragen_bij.get(waarborg, []) if counting(blok.first, v)]
        if asked and not set(asked) <= roles and not worded & set(asked):
            said = [line for vraag in asked for line in _said(rapport, blok, vraag)]
            found.append(Unworded(waarborg, ended(naam), tuple(dict.fromkeys(said))))
    return found


def _said(rapport: Rapport, blok: FaseBlock, vraag: str) -> Iterable[Line]:
    """What was noted at a question; where parties differ, what each answered."""
    counts = counting(blok.first, vraag)
    if vraag in blok.first.verschillen_van_inzicht:
        yield joined([views(counts, rapport.vragen.get(vraag)), "."], "")
    yield from (own(ended(s.toelichting)) for s in counts if s.toelichting and s.door in (None, "samen"))
