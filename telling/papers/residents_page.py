"""Composes the page for residents: at a glance what is agreed, what is missing, who acts, and where all differ.

It is written for them from the start, in their words, which go for the sentences of a pack on it as well. Of a look
back it tells what worked and what could be better.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, blocks
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import day, ended, listed, variant

from ..frame import at_foot, metadata
from ..head import closing, keeper, pack_line, trial
from ..in_words import worded
from ..notes import Nootsoort, notes
from ..phrases import in_a_list, names_in, told
from ..points import weighed_line
from ..residents import in_their_words
from ..residents_points import (
    agreed_points,
    differences,
    first_questions,
    how_it_goes,
    role_points,
    roles_open,
    to_arrange,
)
from ..thema import money, title
from ..tree import Box, BoxGrid, Document, Heading, Item, Line, Listing, Paragraph, Part, Span, Text, joined, own, plain
from ..tree import words as words_of
from ..view import View

MOST: Final = 3
"""How many points a part of the page shows: what a resident takes in at a glance."""
TOLD: Final[tuple[Nootsoort, ...]] = ("werkte", "later", "kanttekening")
APART: Final = frozenset({"borging_uitleg", "niveau_nul", "overdracht"})
"""Lines about scores and levels, which the page does not show, and what the law finds, which it says itself."""


@worded(lambda rapport: [rapport.woorden])
def residents_page(rapport: Rapport, supposed: Mapping[str, str] | None = None) -> Document:
    """The page about one dossier; `supposed` are answers of a what-if."""
    view = View(rapport, everything=True)
    told_of = (*_warnings(rapport, supposed), *(_look_back(view) if view.terugblik else _agreement(view)))
    where = rapport.gebied or ""
    facts = {"status": texts.text(f"report.status.{rapport.status}"), "datum": day(rapport.peildatum)}
    subtitle = told(f"bewoners.ondertitel.{'waar' if where else 'anders'}", waar=own(where), **facts)
    key = "bewoners.voetregel_fictief" if rapport.fictief else "bewoners.voetregel"
    return Document(
        title=rapport.dossier,
        subtitle=words_of(subtitle),
        metadata=metadata(rapport),
        parts=in_their_words(told_of, rapport.woorden),
        footer=words_of(told(key, naam=own(at_foot(rapport.dossier)), **facts)),
        compact=True,
    )


def _warnings(rapport: Rapport, supposed: Mapping[str, str] | None) -> Iterable[Part]:
    """What must be known before anything else: invented, or as if something else were wished or answered."""
    if rapport.fictief:
        yield Paragraph(plain(texts.text("report.fictief")), "warning")
    if rapport.als_wens:
        yield Paragraph(plain(texts.text(f"bewoners.proef.{rapport.als_wens}")), "warning")
    yield from (Paragraph(plain(line), "warning") for line in trial(None, supposed))


def _agreement(view: View) -> Iterable[Part]:
    """The page of what is proposed or agreed."""
    rapport = view.rapport
    yield Paragraph(plain(_text("opening", rapport)), "opening")
    yield from _themas(view)
    questions = first_questions(view)
    yield BoxGrid(
        (
            Box(texts.text("bewoners.vakken.afgesproken"), tuple(_agreed(view))),
            Box(texts.text("bewoners.vakken.regelen"), tuple(_arrange(view, bool(questions)))),
            Box(texts.text("bewoners.vakken.rollen"), tuple(_roles(view))),
            Box(texts.text("bewoners.vakken.verschil"), tuple(_few(view, differences(view), "bewoners.leeg.verschil"))),
        )
    )
    yield from _first(view, questions, "vragen")
    yield from _otherwise(view)
    yield from _join_in(view)


def _look_back(view: View) -> Iterable[Part]:
    """The page of a look back: a story of what worked and what could be better."""
    rapport = view.rapport
    yield Paragraph(
        told(variant("bewoners.opening", view.terugblik), waar=own(rapport.gebied or rapport.dossier)), "opening"
    )
    parties = [own(p.naam) for p in rapport.partijen]
    if parties:
        yield Paragraph(told("bewoners.meegedaan", wie=in_a_list(parties)))
    found = notes(rapport)
    boxes = []
    for soort in TOLD:
        if items := tuple(Item(own(ended(n.tekst))) for n in found if n.soort == soort):
            boxes.append(Box(texts.text(f"bewoners.vakken.{soort}"), (Listing(items),)))
    if boxes:
        yield BoxGrid(tuple(boxes))
    else:
        yield Paragraph(plain(texts.text("bewoners.leeg.terugblik")))
    yield from _first(view, first_questions(view), "onbekend")
    yield from _lines(rapport)


def _text(key: str, rapport: Rapport) -> str:
    """A sentence that differs between what is proposed and what was agreed."""
    own_names = key == "opening" and rapport.woorden.names_its_parties
    proposed = "voorstel_eigen" if own_names else "voorstel"
    return texts.text(f"bewoners.{key}.{proposed if rapport.status == 'voorstel' else 'anders'}")


def _themas(view: View) -> Iterable[Part]:
    """By whom it is told, and of each thema what is wished and how it stands with that."""
    rapport = view.rapport
    who = rapport.opgesteld.door if rapport.opgesteld else None
    if rapport.bewoners_bevestigd:
        by = plain(texts.text("bewoners.volgens.bevestigd"))
    else:
        by = told("bewoners.volgens.wie", wie=own(who)) if who else plain(texts.text("bewoners.volgens.niemand"))
    blokken = blocks(rapport.afspraken)
    names = [blok.first.thema for blok in blokken]
    lines = [_thema(blok, names.count(blok.first.thema) > 1) for blok in blokken]
    if len(lines) == 1:
        yield Paragraph(joined([by, lines[0]], " "))
    elif lines:
        yield Paragraph(by)
        yield Listing(tuple(map(Item, lines)))


def _thema(blok: FaseBlock, several: bool) -> Text:
    first = blok.first
    wishes = {w.gewenst for w in first.gewensten if w.door != "samen"}
    key = "verschilt" if first.gewenst == "onbekend" and len(wishes) > 1 else first.gewenst
    reason = " ".join(dict.fromkeys(g.tekst for g in first.grenzen if g.zeker))
    stand = texts.text(f"bewoners.stand.{first.uitkomst}", reden=reason)
    sums = money(first.bedrag)
    lines = [texts.text(f"bewoners.wens.{key}"), stand, told("bewoners.geld", bedrag=sums) if sums else ""]
    name = (Span(title(blok, several), "strong", own=True),)
    return told("bewoners.thema", thema=name, stand=joined((line for line in lines if line), " "))


def _few(view: View, points: Sequence[Item], empty: str) -> Iterable[Part]:
    """The first points, and in one line how many more there are and who has them; a sentence when there are none."""
    if not points:
        yield Paragraph(plain(texts.text(empty)))
        return
    yield Listing(tuple(points[:MOST]))
    yield from _rest(view, len(points) - MOST)


def _rest(view: View, left: int) -> Iterable[Part]:
    if left > 0:
        key = "bewoners.rest.een" if left == 1 else "bewoners.rest.meer"
        yield Paragraph(told(key, n=left, wie=keeper(view.rapport)), "note")


def _agreed(view: View) -> Iterable[Part]:
    """People's own words alone: what is agreed, then what they propose, then how they say that it goes now."""
    agreed, proposed = agreed_points(view, "afgesproken"), agreed_points(view, "voorstel")
    if agreed:
        yield Listing(tuple(agreed[:MOST]))
    else:
        key = "voorstel" if view.rapport.status == "voorstel" else "anders"
        yield Paragraph(told(f"bewoners.leeg.afgesproken.{key}", wie=keeper(view.rapport)))
    total = len(agreed)
    for key, points in (("voorstel", proposed), ("nu", how_it_goes(view))):
        room = max(MOST - total, 0)
        if points and room:
            yield Paragraph(plain(texts.text(f"bewoners.{key}")))
            yield Listing(tuple(points[:room]))
        if room or key == "voorstel":
            total += len(points)
    yield from _rest(view, total - MOST)


def _arrange(view: View, questions: bool) -> Iterable[Part]:
    return _few(view, to_arrange(view), f"bewoners.leeg.regelen.{'vragen' if questions else 'niets'}")


def _roles(view: View) -> Iterable[Part]:
    points = role_points(view)
    yield from _few(view, points, "bewoners.leeg.rollen")
    if points and (left := roles_open(view)):
        yield Paragraph(plain(left))


def _first(view: View, questions: Sequence[Item], head: str) -> Iterable[Part]:
    """The first questions, and where the others stand."""
    if not questions:
        return
    yield Heading(texts.text(f"bewoners.koppen.{head}"))
    yield Listing(tuple(questions[:MOST]), numbered=True)
    left = len(questions) - MOST
    if view.terugblik:
        yield from _rest(view, left)
    elif left > 0:
        key = "bewoners.meer_vragen.een" if left == 1 else "bewoners.meer_vragen.meer"
        yield Paragraph(told(key, n=left, wie=keeper(view.rapport)), "note")


def _otherwise(view: View) -> Iterable[Part]:
    """What wijk and gemeente do otherwise on purpose, and why."""
    rows = dict.fromkeys(weighed_line(row) for a in view.rapport.afspraken for row in a.afwegingen if row.telt)
    if rows:
        yield Heading(texts.text("bewoners.koppen.anders"))
        yield Listing(tuple(Item(line) for line in rows))


def _join_in(view: View) -> Iterable[Part]:
    """Whom to ask, when all look back, who did not react yet, and what goes with every result."""
    rapport = view.rapport
    yield Heading(texts.text("bewoners.koppen.meedoen"))
    asked = [own(p.naam) for p in rapport.partijen if p.rol in ("wijk", "bewoners", "gemeente")]
    days = sorted({a.terugkijken_op for a in rapport.afspraken if a.terugkijken_op})
    lines: list[Line] = [told("bewoners.vraag", wie=in_a_list(asked))] if asked else []
    lines += [texts.text("bewoners.terugkijken", datum=listed(day(d) for d in days))] if days else []
    if rapport.nog_niet_gezien_door:
        lines.append(told("bewoners.niet_gereageerd", wie=own(listed(rapport.nog_niet_gezien_door))))
    if lines:
        yield Paragraph(joined(lines, " "))
    yield from _lines(rapport)


def _lines(rapport: Rapport) -> Iterable[Part]:
    names = list(names_in(rapport))
    lines = (pack_line(line, rapport.teksten, names) for line in closing(rapport.teksten, APART))
    yield Paragraph(joined(lines, " "), "note")
