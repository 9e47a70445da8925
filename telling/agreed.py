"""Picks what is agreed about a thema and in whose words, and what is still to fill in."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok, Gat, VraagPunt, blocks, eisen, gaten, punten, shared
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.model.dossier import GekozenActie
from wijktoets.engine.model.words import AFGESPROKEN_ACTIES, ONDERDELEN, Trekker
from wijktoets.engine.result.rapport import AfspraakRapport, EisRij, Rapport
from wijktoets.texts.wording import day, ended

from . import phrases
from .answers import counting, notes_of, told
from .lists import TO_ARRANGE, chosen, must
from .phrases import about, only_for, party
from .points import how_now, in_order, place, places, question_line, weighed_by, weighed_line
from .spread import all_of_them
from .thema import title
from .tree import EMPTY, Line, Span, Text, joined, own, plain, words
from .view import View


@dataclass(frozen=True, slots=True)
class Agreed:
    """A point that is agreed, and what was said at the questions behind it."""

    name: str
    notes: tuple[tuple[str, str], ...] = ()
    must: bool = field(default=False, compare=False)

    @property
    def note(self) -> str:
        """What was said, as one text."""
        return " ".join(text for _, text in self.notes)


def agreed_text(point: Agreed) -> Text:
    """A point that is agreed, and what was said at it."""
    return (*plain(point.name), Span(f" {point.note}", "spoken", own=True)) if point.note else plain(point.name)


@dataclass(frozen=True, slots=True)
class Stap:
    """A step in the dossier for a point: what, by whom and when, and to which thema or fase it is bound."""

    what: str
    by: Text
    where: str
    proposed: bool


@dataclass(frozen=True, slots=True)
class OpenPunt:
    """A point that is still to be agreed: how it stands now, a text to start from, and what is done about it.

    What is done does not make it another point: one that is open everywhere stays one, whatever is done where.
    """

    name: str
    now: tuple[str, ...] = ()
    example: str = ""
    offered: Text = field(default=EMPTY, compare=False)
    """Who could see to it."""
    acties: tuple[GekozenActie, ...] = field(default=(), compare=False)
    steps: tuple[Stap, ...] = field(default=(), compare=False)
    """The acties as they are told in the place where it stands."""

    @property
    def begun(self) -> bool:
        """Whether a step was agreed."""
        return any(actie.status in AFGESPROKEN_ACTIES for actie in self.acties)


@dataclass(frozen=True, slots=True)
class AgreedStand:
    """What is agreed in the order of the onderdelen, what was agreed otherwise, and what is still open."""

    agreed: tuple[Agreed, ...]
    weighed: tuple[str, ...]
    open_points: tuple[OpenPunt, ...]

    def once(self, told_of: Set[str], everything: bool) -> "AgreedStand":
        """The same with each note once, and none that was told of; what has none left and is no must falls away.

        Args:
            told_of: the questions of which the notes stand elsewhere.
            everything: whether to keep what falls away.
        """
        told, points = set(told_of), []
        for point in self.agreed:
            own = tuple((vraag, said) for vraag, said in point.notes if vraag not in told)
            told |= {vraag for vraag, _ in own}
            if own or point.must or everything:
                points.append(replace(point, notes=own))
        return replace(self, agreed=tuple(points))

    def without(self, common: "AgreedStand") -> "AgreedStand":
        """What it holds beside what stands elsewhere already."""
        return AgreedStand(
            tuple(point for point in self.agreed if point not in common.agreed),
            tuple(line for line in self.weighed if line not in common.weighed),
            tuple(point for point in self.open_points if point not in common.open_points),
        )


@dataclass(frozen=True, slots=True)
class AgreedPlace:
    """A block with how it stands, under a head and as named in a sentence."""

    blok: Blok
    head: str
    where: str
    stand: AgreedStand


def standen(view: View, plan: Plan | None, everything: bool = False) -> tuple[list[AgreedPlace], AgreedPlace]:
    """How it stands with each block beside what all blocks share, in the order of the dossier; and what they share.

    Args:
        plan: who would see to what is open, where nobody was chosen.
        everything: whether to name what is no must and what nobody put in words as well.
    """
    rapport = view.rapport
    found = blocks(rapport.afspraken)
    all_of_it = [stand_of(view, blok, plan) for blok in found]
    whole = in_all(all_of_it)
    of_roles = {vraag for role in rapport.wie_doet_wat for vraag in role.vragen}
    common = _with_steps(rapport, whole.once(of_roles, everything), rapport.afspraken)
    told_of = of_roles | {vraag for point in whole.agreed for vraag, _ in point.notes}
    themas = [blok.first.thema for blok in found]
    places = []
    for blok, stand in zip(found, all_of_it, strict=True):
        several = themas.count(blok.first.thema) > 1
        rest = _with_steps(rapport, stand.without(whole).once(told_of, everything), blok.afspraken)
        places.append(AgreedPlace(blok, title(blok, several), _at(blok, several), rest))
    key = all_of_them(found)
    head, where = (texts.text(f"report.blad.{name}.{key}") for name in ("overal", "overal_bij"))
    return places, AgreedPlace(found[0], head, where, common)


def _at(blok: Blok, several: bool) -> str:
    """Where, in a sentence; with its fasen when the thema stands in more than one block."""
    return texts.text("report.blad.bij", thema=about(blok) if several else blok.first.thema)


def in_all(standen: Sequence[AgreedStand]) -> AgreedStand:
    """What stands in every one of two or more blocks: that is shown once, with all that is done about it."""
    acties: dict[OpenPunt, dict[GekozenActie, None]] = {}
    for point in (point for stand in standen for point in stand.open_points):
        acties.setdefault(point, {}).update(dict.fromkeys(point.acties))
    open_points = shared([s.open_points for s in standen], lambda point: point)
    return AgreedStand(
        tuple(shared([s.agreed for s in standen], lambda point: point)),
        tuple(shared([s.weighed for s in standen], lambda line: line)),
        tuple(replace(point, acties=tuple(acties[point])) for point in open_points),
    )


def stand_of(view: View, blok: Blok, plan: Plan | None) -> AgreedStand:
    """How it stands with a block: moet and hoort that are met, and moet that is not, in the order of the onderdelen."""
    rapport = view.rapport
    weighed = (" ".join([words(weighed_line(row)), *weighed_by(row)]) for row in blok.first.afwegingen)
    holes = sorted((g for g in gaten(blok) if must(g.rij, blok)), key=lambda g: g.rij.aard not in TO_ARRANGE)
    asked = {o.vraag for gat in holes for o in gat.rij.open_vragen}
    differing = [p for p in punten(blok) if p.reden == "verschil" and p.vraag not in asked]
    steps = {step.waarborg: step.trekker for step in plan.acties} if plan is not None else {}
    open_points = [_hole(view, gat, blok, steps) for gat in holes]
    open_points += [_question(view, punt, blok) for punt in in_order(rapport, differing)]
    return AgreedStand(tuple(_agreed(rapport, blok)), tuple(weighed), tuple(open_points))


def _agreed(rapport: Rapport, blok: Blok) -> Iterable[Agreed]:
    """What is met, each point once, with what was said at the questions behind it."""
    met = [e for e in eisen(blok) if e.status == "geborgd" and e.norm != "mag"]
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


def owner(rapport: Rapport, trekker: str) -> Line:
    """Who sees to a step: the partner by name where there is one, wijk and gemeente in full."""
    partners = [p.naam for p in rapport.partijen if p.rol == "partner"]
    if trekker == "partner" and len(partners) == 1:
        return own(partners[0])
    return texts.text("report.blad.samen") if trekker == "samen" else party(trekker)


def _with_steps(rapport: Rapport, stand: AgreedStand, afspraken: Sequence[AfspraakRapport]) -> AgreedStand:
    """The same, with what is done about each open point told as in a place that holds these afspraken."""

    def step(actie: GekozenActie) -> Stap:
        proposed = actie.status == "voorstel"
        by = _by_when(rapport, actie)
        asked = phrases.told("report.blad.trekker", wie=by) if proposed else by
        return Stap(ended(actie.wat), asked, only_for(actie, afspraken), proposed)

    told = (replace(point, steps=tuple(map(step, point.acties))) for point in stand.open_points)
    return replace(stand, open_points=tuple(told))


def _by_when(rapport: Rapport, actie: GekozenActie) -> Text:
    return joined([owner(rapport, actie.trekker), *([day(actie.wanneer)] if actie.wanneer else [])])


def _hole(view: View, gat: Gat, blok: Blok, steps: Mapping[str, Trekker]) -> OpenPunt:
    """A witte vlek, with the steps for it, and who could see to it: as the plan says, else as the pack offers first."""
    rij, afspraak = gat.rij, place(gat, blok)
    disputed = [
        line
        for open_vraag in rij.open_vragen
        if open_vraag.reden == "verschil"
        for line in told(view, open_vraag.vraag, afspraak.antwoorden.get(open_vraag.vraag, []), "scherm.nu")
    ]
    offered = steps.get(rij.waarborg) or next((a.trekker for a in rij.acties), None)
    by = phrases.told("report.blad.trekker", wie=owner(view.rapport, offered)) if offered else EMPTY
    partly = [f"({texts.text('report.deels')})"] if rij.aard == "deels" else []
    now = dict.fromkeys(ended(words(line)) for line in (*how_now(view, rij, afspraak), *disputed))
    acties = tuple(chosen(view.rapport, rij, places(gat, blok)))
    return OpenPunt(ended(rij.naam), (*partly, *now), rij.voorbeeldtekst or "", by, acties)


def _question(view: View, punt: VraagPunt, blok: Blok) -> OpenPunt:
    """A question on which parties differ, with what each says."""
    given = place(punt, blok).antwoorden.get(punt.vraag, [])
    lines = (ended(words(line)) for line in told(view, punt.vraag, given, "scherm.nu"))
    return OpenPunt(question_line(view.rapport, punt), tuple(lines))
