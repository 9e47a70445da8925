"""Composes page one for the raad: what is asked and when, where parties differ, what the law says, the next steps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import BlockGap, gaten, punten
from wijktoets.engine.advice.folding import FaseBlock as ThemaBlok
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.model.words import Partij
from wijktoets.engine.result.rapport import BevestigingRij, Rapport, WitteVlekRij
from wijktoets.texts.wording import begin_upper, counted, day, ended, said

from .agreed import owner
from .agreed_words import confirmations
from .answers import counting, views
from .frame import about, stays_with_raad
from .head import pack_line
from .legal import legal_points
from .lists import TO_ARRANGE, chosen, must, offered_step
from .look_back import looked_back_on
from .phrases import by_wish, names_in, told, words_for
from .points import in_order, place
from .spread import named_blocks
from .tree import (
    EMPTY,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    Part,
    Span,
    Table,
    Text,
    joined,
    own,
    plain,
    sentence,
    sourced,
)
from .view import View

MOST_ASKED: Final = 3
MOST_DIFFERING: Final = 3
STEPS: Final = 3
"""How many points, differences and steps stand on page one; what is left out is counted there, and stands behind it."""
DONE: Final = ("klaar", "vervallen")
OF_LAW: Final = ("overdracht", "niet_bekeken")
"""The lines about the law, which stand with what it finds."""


def raad_first(view: View, blokken: Sequence[ThemaBlok]) -> Iterable[Part]:
    """Page one; of a look back, in which nothing is asked any more, what its source says."""
    rapport = view.rapport
    if view.terugblik:
        yield from looked_back_on(rapport, lambda soort: Heading(texts.text(f"report.raad.terug.{soort}")))
    else:
        mine = points_of(blokken, "raad")
        yield from _asked(view, blokken, mine)
        yield from _differing(rapport, blokken)
        yield from _law(rapport)
        yield from _steps(view, blokken, [point.gat.rij for point in mine[:MOST_ASKED]])
    yield from stays_with_raad(rapport, () if view.terugblik else OF_LAW)
    if not view.terugblik:
        said = [b for b in rapport.bevestigd if b not in refused(rapport)]
        yield from about(rapport.model_copy(update={"bevestigd": said}))


@dataclass(frozen=True, slots=True)
class Point:
    """A point that rests on somebody, at its firmest, and in which blocks it is one."""

    blok: ThemaBlok
    gat: BlockGap
    where: tuple[ThemaBlok, ...]

    @property
    def light(self) -> tuple[bool, bool]:
        """What goes last: what only belongs to the wish, and what is not known."""
        return (not must(self.gat.rij, self.blok), self.gat.rij.aard not in TO_ARRANGE)


def points_of(blokken: Sequence[ThemaBlok], *parties: Partij) -> list[Point]:
    """What still rests on these parties, each point once: what must be first, and of that what is known."""
    found: dict[str, list[tuple[ThemaBlok, BlockGap]]] = {}
    for blok in blokken:
        for gat in gaten(blok):
            if not parties or gat.rij.rust_op in parties:
                found.setdefault(gat.rij.waarborg, []).append((blok, gat))
    points = []
    for same in found.values():
        where = tuple(blok for blok, _ in same)
        points.append(min((Point(blok, gat, where) for blok, gat in same), key=lambda point: point.light))
    return sorted(points, key=lambda point: point.light)


# What is asked, and before when


def _asked(view: View, blokken: Sequence[ThemaBlok], mine: Sequence[Point]) -> Iterator[Part]:
    """What the raad is asked to do or to answer, and what of it stands further on."""
    rapport = view.rapport
    yield Heading(texts.text("report.koppen.raad_nu"))
    yield Paragraph(plain(_before(rapport)))
    lines: list[Line] = [_always()] if rapport.status == "voorstel" else []
    lines += (_ask(view, point, blokken) for point in mine[:MOST_ASKED])
    if lines:
        yield Listing(tuple(Item(plain(line)) for line in lines))
    rest = _left(blokken)
    if rest:
        left = [counted(f"report.raad.verder.{who}", len(points)) for who, points in rest.items()]
        left.append(counted("report.raad.verder.waar", sum(map(len, rest.values()))))
        yield Paragraph(plain(" ".join(left)))
    elif not mine:
        yield Paragraph(plain(texts.text("report.raad_nu.geen")))


def _left(blokken: Sequence[ThemaBlok]) -> dict[Partij, list[Point]]:
    """What rests on raad or college beside what page one asks."""
    rest: dict[Partij, list[Point]] = {
        "raad": points_of(blokken, "raad")[MOST_ASKED:],
        "college": points_of(blokken, "college"),
    }
    return {who: points for who, points in rest.items() if points}


def further_on(view: View, blokken: Sequence[ThemaBlok]) -> Iterator[Part]:
    """What page one only counts of what rests on raad and college, each point as something to do or to answer."""
    rest = {} if view.terugblik else _left(blokken)
    items = [
        Item((Span(texts.text(f"report.raad.bij.{who}"), "strong"), Span(" "), *_ask(view, point, blokken)))
        for who, points in rest.items()
        for point in points
    ]
    if items:
        yield Heading(texts.text("report.koppen.raad_verder"))
        yield Listing(tuple(items), short=True)


def _always() -> Text:
    return sourced(texts.text("report.raad.gevraagd.altijd"), words_for("report.raad.gevraagd.altijd_bron"))


def _before(rapport: Rapport) -> str:
    """Before which day: that of a step of the raad, else that on which afspraken begin, where one of these is known."""
    of_raad = [a.wanneer for a in rapport.acties if a.trekker == "raad" and a.status not in DONE and a.wanneer]
    begins = [a.looptijd.van for a in rapport.afspraken if a.looptijd and a.looptijd.van]
    for key, days in (("dag", of_raad), ("begin", begins)):
        if ahead := [each for each in days if each >= rapport.peildatum]:
            return texts.text(f"report.raad.gevraagd.{key}", datum=day(min(ahead)))
    return texts.text("report.raad.gevraagd.open")


def _ask(view: View, point: Point, blokken: Sequence[ThemaBlok]) -> Text:
    """A point as something to do: the step in the dossier, else what is not arranged, with the step that is offered.

    What is not known is asked. With where, if it does not go for all themas.
    """
    rapport, rij, where = view.rapport, point.gat.rij, point.where
    noted = chosen(rapport, rij, [a for blok in where for a in blok.afspraken])
    asked = [rapport.vragen[v.vraag].vraag for v in rij.open_vragen if v.vraag in rapport.vragen]
    example: Line = ""
    if ahead := [actie for actie in noted if actie.status not in DONE]:
        ask: Line = _as_noted(rapport, ahead[0], asked_of=rij.rust_op)
    elif asked and rij.aard not in TO_ARRANGE:
        ask = asked[0]
    else:
        ask, step = rij.tekst, offered_step(rij, view.plan)
        example = texts.text("report.blad.voorbeeld", tekst=ended(step.wat)) if step and not noted else ""
    at = named_blocks(where, blokken) if len(where) < len(blokken) else ""
    told_at = (*sourced(ask, rij.bron), *own(f" ({at})" if at else ""))
    return joined((told_at, example), " ") if example else told_at


def _as_noted(rapport: Rapport, actie: DossierActie, asked_of: Partij | None = None) -> Text:
    """A step in the dossier as people wrote it; of one that is only proposed, that it is.

    Args:
        asked_of: whose point it is for: of a step that another takes, who that is.
    """
    wat = own(ended(actie.wat.strip()))
    if asked_of not in (None, actie.trekker):
        bare = own(actie.wat.strip().rstrip("."))
        wat = told("scherm.actie_zonder_stand", wat=bare, wie=owner(rapport, actie.trekker))
    return told("report.raad.voorgesteld", wat=wat) if actie.status == "voorstel" else wat


# Where parties differ


def _differing(rapport: Rapport, blokken: Sequence[ThemaBlok]) -> Iterator[Part]:
    """On which questions and wishes parties differ, with what each says; who does not sign or was told otherwise."""
    yield Heading(said("report.koppen.verschil", rapport.status == "terugblik"))
    lines = [*_wishes(blokken), *_answers(rapport, blokken)]
    against = list(confirmations(refused(rapport)))
    if not lines and not against:
        yield Paragraph(plain(texts.text("report.raad.geen_verschil")))
        return
    yield Listing(tuple(Item(plain(line)) for line in (*against, *lines[:MOST_DIFFERING])))
    if left := len(lines[MOST_DIFFERING:]):
        yield Paragraph(plain(counted("report.raad.verder.verschil", left)))


def refused(rapport: Rapport) -> list[BevestigingRij]:
    """What parties said that do not sign, or said it otherwise."""
    return [b for b in rapport.bevestigd if b.oordeel != "zo_gezegd"]


def _wishes(blokken: Sequence[ThemaBlok]) -> Iterator[Line]:
    for blok in blokken:
        wishes = by_wish(blok.first.gewensten)
        if len(wishes) > 1:
            yield told("report.raad.wensen", thema=own(begin_upper(blok.first.thema)), wensen=joined(wishes, "; "))


def _answers(rapport: Rapport, blokken: Sequence[ThemaBlok]) -> Iterator[Line]:
    seen: set[str] = set()
    for blok in blokken:
        for punt in in_order(rapport, [p for p in punten(blok) if p.reden == "verschil"]):
            row = rapport.vragen.get(punt.vraag)
            given = counting(place(punt, blok), punt.vraag)
            line = told("report.raad.verschil", vraag=row.vraag if row else punt.vraag, antwoorden=views(given, row))
            if punt.vraag not in seen:
                seen.add(punt.vraag)
                yield line


# What the law says


def _law(rapport: Rapport) -> Iterator[Part]:
    """What is in the way of a bevoegdheid, with reason, article and route; else whether the law was looked at."""
    points = legal_points(rapport.wettelijk)
    lines = [] if points else [rapport.teksten[key] for key in OF_LAW if key in rapport.teksten]
    if points or lines:
        yield Heading(texts.text("report.koppen.wet"))
    if points:
        yield Listing(tuple(points))
    yield from (sentence(pack_line(line, rapport.teksten, names_in(rapport)), line.bron) for line in lines)


def looked_at(rapport: Rapport) -> Iterator[Part]:
    """All that the law found, counted, where page one tells what is in the way."""
    line = rapport.teksten.get("overdracht")
    if line is not None and legal_points(rapport.wettelijk):
        yield Heading(texts.text("report.koppen.wet_alles"))
        yield sentence(pack_line(line, rapport.teksten, names_in(rapport)), line.bron)


# The next steps


def _steps(view: View, blokken: Sequence[ThemaBlok], told_of: Sequence[WitteVlekRij]) -> Iterator[Part]:
    """Three steps with who takes them: those in the dossier by day, then what the law asks, then what is offered."""
    rapport = view.rapport
    first = [*_legal_steps(rapport), *_noted_steps(rapport, told_of), *_offered_steps(view, blokken, told_of)]
    rows = [*first, *_talk(rapport, blokken)][:STEPS]
    if rows:
        yield Heading(texts.text("report.koppen.stappen"))
        caption = texts.text("report.raad.stappen_bijschrift")
        yield Table(caption, words_for("report.raad.stappen_kop"), tuple(rows), row_heads=False, widths=(11, 5, 4))


def _legal_steps(rapport: Rapport) -> Iterator[tuple[Text, ...]]:
    """What is in the way of a bevoegdheid is to be changed before all else."""
    for row in rapport.wettelijk:
        if row.soort == "kan_zo_niet":
            who = next((found.trekker for found in row.bevindingen if found.trekker), None)
            what = told("report.raad.andere_weg", naam=own(row.bevoegdheid))
            yield what, plain(owner(rapport, who)) if who else EMPTY, EMPTY


def _noted_steps(rapport: Rapport, told_of: Sequence[WitteVlekRij]) -> Iterator[tuple[Text, ...]]:
    """Those in the dossier, by day; not what was asked of the raad above already (`told_of`)."""
    asked = {rij.waarborg for rij in told_of}
    ahead = [a for a in rapport.acties if a.status not in DONE and a.waarborg not in asked]
    for actie in sorted(ahead, key=lambda a: a.wanneer or date.max):
        when = plain(day(actie.wanneer)) if actie.wanneer else EMPTY
        yield _as_noted(rapport, actie), plain(owner(rapport, actie.trekker)), when


def _offered_steps(
    view: View, blokken: Sequence[ThemaBlok], told_of: Sequence[WitteVlekRij]
) -> Iterator[tuple[Text, ...]]:
    """What is offered for what must be, is known not to be, and has no step yet, as an example: nobody promised it.

    Args:
        told_of: what was asked of the raad already.
    """
    rapport, asked = view.rapport, {rij.waarborg for rij in told_of}
    shown = {step.wat for rij in told_of if (step := offered_step(rij, view.plan))}
    for point in points_of(blokken):
        rij = point.gat.rij
        taken = chosen(rapport, rij, [a for blok in point.where for a in blok.afspraken])
        step = offered_step(rij, view.plan)
        if step and point.light == (False, False) and rij.waarborg not in asked and not taken and step.wat not in shown:
            shown.add(step.wat)
            example = texts.text("report.blad.voorbeeld", tekst=ended(step.wat))
            yield plain(example), plain(owner(rapport, step.trekker)), EMPTY


def _talk(rapport: Rapport, blokken: Sequence[ThemaBlok]) -> Iterator[tuple[Text, ...]]:
    """What nobody spoke of yet begins with talking about it, and the first question for that."""
    asked = in_order(rapport, (p for blok in blokken for p in punten(blok) if p.vraag in rapport.vragen))
    if asked:
        what = texts.text("report.raad.bespreek", vraag=rapport.vragen[asked[0].vraag].vraag)
        yield plain(what), plain(owner(rapport, "samen")), EMPTY
