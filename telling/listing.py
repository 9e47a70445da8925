"""Composes the lists of a thema: what to arrange, what to discuss, where parties differ, what is agreed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import BlockGap, VraagPunt
from wijktoets.engine.advice.folding import FaseBlock as ThemaBlok
from wijktoets.engine.model.words import PARTIJEN, Partij, by_kern
from wijktoets.engine.result.rapport import AfspraakRapport, StandpuntRij
from wijktoets.texts.wording import antwoord, ended, said, variant

from .agreed import Agreed, agreed_text, owner
from .agreed_words import words_listed
from .answers import told as answered
from .head import keeper
from .lists import Lists, must
from .named import mentioned
from .phrases import names_in, party_first, told, with_names
from .points import (
    example_step,
    gap_line,
    how_now,
    in_order,
    note_line,
    noted_in,
    place,
    places,
    question_line,
    weighed_by,
    weighed_line,
)
from .reader import Allowance
from .spread import heavy_where
from .step_places import Point, StepPlaces
from .tree import EMPTY, Heading, Item, Line, Listing, Paragraph, Part, Span, Text, item, own, plain, sourced
from .view import View

RAAD_EERST: Final[tuple[Partij, ...]] = ("raad", "college", "gemeente", "samen", "wijk")
"""Whose points go first for the raad; for others it is the order of the model."""


@dataclass(frozen=True, slots=True)
class ListingPlace:
    """Where a list stands: in one block, or for all of them (`blokken`).

    `notes` are those to tell here, by question; `steps` which steps of the dossier; `planned` the waarborgen for which
    the document has a plan.
    """

    view: View
    blok: ThemaBlok
    maat: Allowance
    notes: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    blokken: tuple[ThemaBlok, ...] = ()
    planned: frozenset[str] = frozenset()
    steps: StepPlaces = field(default_factory=StepPlaces)


def listing(at: ListingPlace, lists: Lists, agreed: Sequence[Agreed] = ()) -> Iterable[Part]:
    """All lists of a block that have something in them: what people agreed, what is open, arranged, and to watch."""
    if at.maat.in_full:
        yield from words_listed(lists.woorden)
    yield from mentioned(lists.genoemd, texts.text("report.koppen.genoemd"))
    yield from _to_arrange(at, lists.gaten)
    yield from _to_discuss(at, [p for p in lists.punten if p.reden != "verschil"])
    yield from _differing(at, [p for p in lists.punten if p.reden == "verschil"])
    yield from _arranged(at, agreed)
    if lists.afwegingen:
        yield Heading(texts.text("report.koppen.anders"), 3)
        yield Listing(tuple(item(None, weighed_line(row), details=weighed_by(row)) for row in lists.afwegingen))
    if lists.signalen:
        names = list(names_in(at.view.rapport))
        yield Heading(texts.text("report.koppen.letten"), 3)
        yield Listing(tuple(item(None, with_names(s.tekst, names), source=s.bron) for s in lists.signalen))


def _arranged(at: ListingPlace, agreed: Sequence[Agreed]) -> Iterable[Part]:
    """What is arranged, with what people said of it; a look back has none: it says what its source names."""
    if not agreed or at.view.terugblik:
        return
    yield Heading(texts.text("report.koppen.geregeld"), 3)
    yield Listing(tuple(Item(agreed_text(point)) for point in agreed), short=True)


def _to_arrange(at: ListingPlace, gaten: Sequence[BlockGap]) -> Iterable[Part]:
    """What is still to be arranged, moet before hoort: how it stands now, and who does what."""
    if not gaten:
        return
    order = PARTIJEN if at.maat.in_full else RAAD_EERST
    ordered = sorted(gaten, key=lambda g: (not must(g.rij, at.blok), order.index(g.rij.rust_op)))
    yield Heading(said("report.koppen.nog_regelen", at.view.terugblik), 3)
    if shown := [g for g in ordered if at.maat.in_full or must(g.rij, at.blok)]:
        yield Listing(tuple(_gap(at, gat) for gat in shown), numbered=True)
    yield from _rest(at, "report.meer_punten", len(ordered) - len(shown))


def _gap(at: ListingPlace, gat: BlockGap) -> Item:
    """A point to arrange: how it stands now, and the steps in the dossier, else one way to do it; not for the raad."""
    rij, afspraak = gat.rij, place(gat, at.blok)
    by_wish = bool(at.blokken) or at.blok.first.gewenst != "onbekend"
    heavy = heavy_where(rij, at.blokken) if at.blokken else None
    where = at.view.rapport.afspraken if at.blokken else places(gat, at.blok)
    steps = list(_steps(at, ("gat", rij.waarborg), where))
    if not steps and rij.waarborg not in at.planned and at.maat.in_full:
        steps = list(example_step(at.view, rij))
    details = (*how_now(at.view, rij, afspraak), *steps)
    return item(None, gap_line(at.view, gat, at.blok, by_wish, heavy), source=rij.bron, details=details)


def _steps(at: ListingPlace, point: Point, where: Collection[AfspraakRapport]) -> Iterable[Line]:
    """The steps in the dossier for a point, each once in a document: of the others, where they stand."""
    for actie in at.steps.here.get(point, ()):
        yield noted_in(actie, where, owner(at.view.rapport, actie.trekker))
    if point in at.steps.elsewhere:
        yield told("report.stap_elders", waar=own(at.steps.elsewhere[point]))


def _to_discuss(at: ListingPlace, punten: Sequence[VraagPunt]) -> Iterable[Part]:
    """The open questions in the order of the conversation; what is left out is counted."""
    if not punten:
        return
    ordered = in_order(at.view.rapport, punten)
    shown = ordered[: at.maat.vragen]
    yield Heading(said("report.koppen.bespreken", at.view.terugblik), 3)
    yield Listing(tuple(_question(at, punt) for punt in shown))
    yield from _rest(at, "report.meer_vragen", len(ordered) - len(shown))


def _rest(at: ListingPlace, key: str, left: int) -> Iterable[Part]:
    """How many more there are, and who has the whole list."""
    if left:
        form = variant(key, at.view.terugblik)
        yield Paragraph(told(f"{form}.{'een' if left == 1 else 'meer'}", n=left, wie=keeper(at.view.rapport)))


def _question(at: ListingPlace, punt: VraagPunt) -> Item:
    rapport = at.view.rapport
    row = rapport.vragen.get(punt.vraag)
    given = place(punt, at.blok).antwoorden.get(punt.vraag, ())
    answers = answered(at.view, punt.vraag, given, "scherm.besproken_antwoord")
    lines = (*answers, *at.notes.get(punt.vraag, ()))
    return item(None, question_line(rapport, punt), source=row.bron if row else (), details=lines)


def _differing(at: ListingPlace, punten: Sequence[VraagPunt]) -> Iterable[Part]:
    """Each question on which parties differ, with every view in its own words; none of them goes first by weight."""
    if not punten:
        return
    rapport = at.view.rapport
    yield Heading(said("report.koppen.verschil", at.view.terugblik), 3)
    points = []
    for punt in in_order(rapport, punten):
        row = rapport.vragen.get(punt.vraag)
        given = place(punt, at.blok).antwoorden.get(punt.vraag, ())
        views = [Item(_view(at, punt.vraag, s)) for s in given]
        where = rapport.afspraken if at.blokken else places(punt, at.blok)
        steps = _steps(at, ("verschil", punt.vraag), where)
        notes = [Item(plain(line)) for line in (*at.notes.get(punt.vraag, ()), *steps)]
        asked = sourced(question_line(rapport, punt), row.bron if row else ())
        points.append(Item(asked, (*views, *notes)))
    yield Listing(tuple(points))
    yield Paragraph(plain(said("report.verschil.vraag", at.view.terugblik)))


def _view(at: ListingPlace, vraag: str, standpunt: StandpuntRij) -> Text:
    """What one party says, in its own words, with where it said so."""
    name = (replace(span, emphasis="strong") for span in plain(party_first(str(standpunt.door))))
    word = ended(antwoord(standpunt, at.view.rapport.vragen.get(vraag)))
    note = own(f" {ended(standpunt.toelichting)}") if standpunt.toelichting else EMPTY
    bron = (Span(f" ({', '.join(standpunt.bron)})", "source", own=True),) if standpunt.bron else ()
    return (*name, Span(": ", "strong"), Span(word), *note, *bron)


def other_notes(view: View, told_of: Collection[Line]) -> Iterable[Part]:
    """The notes of the conversation that stand at no question above (`told_of`), with what was asked; no look back."""
    rapport = view.rapport
    asked = sorted(rapport.gesprekken, key=lambda talk: (by_kern(rapport.gespreksvragen[talk].kern), talk))
    left = [talk for talk in asked if note_line(rapport, talk) not in told_of]
    if left and not view.terugblik:
        yield Heading(texts.text("report.koppen.gezegd"))
        asked_of = ((rapport.gespreksvragen[talk].vraag, own(ended(rapport.gesprekken[talk]))) for talk in left)
        yield Listing(tuple(item(None, question, details=[note]) for question, note in asked_of))
