"""Picks what is arranged about a thema, each point once, with what people said at it."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, blocks, eisen, shared
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.engine.result.rapport import AfspraakRapport, EisRij, Rapport
from wijktoets.texts.wording import ended

from .agreed_words import words_beside
from .answers import counting, notes_of
from .lists import in_all, lists_of, without
from .phrases import party
from .spread import all_of_them
from .thema import title
from .tree import Line, Part, Span, Text, own, plain
from .view import View


@dataclass(frozen=True, slots=True)
class Agreed:
    """A point that is arranged, and what was said at the questions behind it."""

    name: str
    notes: tuple[tuple[str, str], ...] = ()
    must: bool = field(default=False, compare=False)

    @property
    def note(self) -> str:
        """What was said, as one text."""
        return " ".join(text for _, text in self.notes)


def agreed_text(point: Agreed) -> Text:
    """A point that is arranged, and what was said at it."""
    return (*plain(point.name), Span(f" {point.note}", "spoken", own=True)) if point.note else plain(point.name)


@dataclass(frozen=True, slots=True)
class AgreedPlace:
    """A block under a head, with what is arranged in it."""

    blok: FaseBlock
    head: str
    agreed: tuple[Agreed, ...]


def standen(view: View, everything: bool = False) -> tuple[list[AgreedPlace], tuple[Agreed, ...]]:
    """What is arranged in each block beside what all blocks share, in the order of the dossier; and what they share.

    Args:
        everything: whether to name what is no must and what nobody put in words as well.
    """
    rapport = view.rapport
    found = blocks(rapport.afspraken)
    each = [tuple(_agreed(rapport, blok)) for blok in found]
    whole = tuple(shared(each, lambda point: point))
    of_roles = {vraag for role in rapport.wie_doet_wat for vraag in role.vragen}
    told_of = of_roles | {vraag for point in whole for vraag, _ in point.notes}
    themas = [blok.first.thema for blok in found]
    places = [
        AgreedPlace(
            blok,
            title(blok, themas.count(blok.first.thema) > 1),
            once([point for point in points if point not in whole], told_of, everything),
        )
        for blok, points in zip(found, each, strict=True)
    ]
    return places, once(whole, of_roles, everything)


def once(points: Iterable[Agreed], told_of: Set[str], everything: bool) -> tuple[Agreed, ...]:
    """The points with each note once, and none that was told of; what has none left and is no must falls away.

    Args:
        told_of: the questions of which the notes stand elsewhere.
        everything: whether to keep what falls away.
    """
    told, kept = set(told_of), []
    for point in points:
        mine = tuple((vraag, said) for vraag, said in point.notes if vraag not in told)
        told |= {vraag for vraag, _ in mine}
        if mine or point.must or everything:
            kept.append(replace(point, notes=mine))
    return tuple(kept)


def _agreed(rapport: Rapport, blok: FaseBlock) -> Iterable[Agreed]:
    """What is met and nobody put in own words, each point once, with what was said at the questions behind it."""
    worded = {row.waarborg for row in blok.first.afgesproken}
    met = [e for e in eisen(blok) if e.status == "geborgd" and e.norm != "mag" and e.waarborg not in worded]
    must_be = {e.waarborg for e in met if e.norm == "moet"}
    names: set[str] = set()
    for eis in (e for onderdeel in ONDERDELEN for e in met if e.onderdeel == onderdeel):
        if eis.waarborg not in names:
            names.add(eis.waarborg)
            yield Agreed(ended(eis.naam), tuple(_notes(rapport, blok.first, eis)), eis.waarborg in must_be)


def _notes(rapport: Rapport, afspraak: AfspraakRapport, eis: EisRij) -> Iterable[tuple[str, str]]:
    """The questions behind a point, each with what was said there."""
    for vraag in rapport.vragen_bij.get(eis.waarborg, []):
        if said := notes_of(counting(afspraak, vraag)):
            yield vraag, said


def in_own_words(rapport: Rapport, blokken: Sequence[FaseBlock]) -> Iterable[Part]:
    """What people wrote, by thema; what is the same everywhere stands once."""
    lists = [lists_of(rapport, blok) for blok in blokken]
    common = in_all(lists)
    themas = [blok.first.thema for blok in blokken]
    places = [
        (title(blok, themas.count(blok.first.thema) > 1), without(each, common).woorden)
        for blok, each in zip(blokken, lists, strict=True)
    ]
    if common.woorden:
        places.append((texts.text(f"report.blad.overal.{all_of_them(blokken)}"), common.woorden))
    return words_beside(places)


def owner(rapport: Rapport, trekker: str) -> Line:
    """Who sees to a step: the partner by name where there is one, wijk and gemeente in full."""
    partners = [p.naam for p in rapport.partijen if p.rol == "partner"]
    if trekker == "partner" and len(partners) == 1:
        return own(partners[0])
    return texts.text("report.blad.samen") if trekker == "samen" else party(trekker)
