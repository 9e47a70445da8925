"""Picks what is agreed about a thema and in whose words, and what is still to fill in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok, Gat, Punt, blocks, eisen, gaten, punten, shared
from wijktoets.engine.advice.plan_value import Plan
from wijktoets.engine.dossier import GekozenActie
from wijktoets.engine.rapport import AfspraakRapport, EisRij, Rapport
from wijktoets.engine.words import ONDERDELEN, Trekker
from wijktoets.texts.wording import day, ended

from .answers import told
from .document import Stuk, Tekst, plain
from .lists import TO_ARRANGE, chosen, must
from .phrases import about, party
from .points import how_now, in_order, place, question_line, weighed_by, weighed_line
from .thema import title
from .view import View


@dataclass(frozen=True, slots=True)
class Agreed:
    """A point that is agreed, and what was said at the questions behind it."""

    name: str
    note: str = ""


def agreed_text(point: Agreed) -> Tekst:
    """A point that is agreed, and what was said at it."""
    return (*plain(point.name), Stuk(f" {point.note}", "schuin")) if point.note else plain(point.name)


@dataclass(frozen=True, slots=True)
class OpenPunt:
    """A point that is still to be agreed: how it stands now, a text to start from, and who would see to it."""

    name: str
    now: tuple[str, ...] = ()
    example: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """What is agreed in the order of the onderdelen, what was agreed otherwise, and what is still open."""

    agreed: tuple[Agreed, ...]
    weighed: tuple[str, ...]
    open_points: tuple[OpenPunt, ...]

    def without(self, common: "Stand") -> "Stand":
        """What it holds beside what stands elsewhere already."""
        return Stand(
            tuple(point for point in self.agreed if point not in common.agreed),
            tuple(line for line in self.weighed if line not in common.weighed),
            tuple(point for point in self.open_points if point not in common.open_points),
        )


@dataclass(frozen=True, slots=True)
class Plek:
    """A block with how it stands, under a head and as named in a sentence."""

    blok: Blok
    head: str
    where: str
    stand: Stand


def standen(view: View, plan: Plan | None, everything: bool = False) -> tuple[list[Plek], Plek]:
    """How it stands with each block beside what all blocks share, in the order of the dossier; and what they share.

    Args:
        plan: who would see to what is open, where nobody was chosen.
        everything: whether to name what is no must and what nobody put in words as well.
    """
    found = blocks(view.rapport.afspraken)
    all_of_it = [stand_of(view, blok, plan, everything) for blok in found]
    common = in_all(all_of_it)
    themas = [blok.first.thema for blok in found]
    places = [
        Plek(
            blok, title(blok, several := themas.count(blok.first.thema) > 1), _at(blok, several), stand.without(common)
        )
        for blok, stand in zip(found, all_of_it, strict=True)
    ]
    key = "themas" if len(set(themas)) > 1 else "fasen"
    head, where = (texts.text(f"report.blad.{name}.{key}") for name in ("overal", "overal_bij"))
    return places, Plek(found[0], head, where, common)


def _at(blok: Blok, several: bool) -> str:
    """Where, in a sentence; with its fasen when the thema stands in more than one block."""
    return texts.text("report.blad.bij", thema=about(blok) if several else blok.first.thema)


def in_all(standen: Sequence[Stand]) -> Stand:
    """What stands in every one of two or more blocks: that is shown once."""
    return Stand(
        tuple(shared([s.agreed for s in standen], lambda point: point)),
        tuple(shared([s.weighed for s in standen], lambda line: line)),
        tuple(shared([s.open_points for s in standen], lambda point: point)),
    )


def stand_of(view: View, blok: Blok, plan: Plan | None, everything: bool = False) -> Stand:
    """How it stands with a block: moet and hoort that are met, and moet that is not, in the order of the onderdelen."""
    rapport = view.rapport
    weighed = (" ".join([weighed_line(row), *weighed_by(row)]) for row in blok.first.afwegingen)
    holes = sorted((g for g in gaten(blok) if must(g.rij, blok)), key=lambda g: g.rij.aard not in TO_ARRANGE)
    asked = {o.vraag for gat in holes for o in gat.rij.open_vragen}
    differing = [p for p in punten(blok) if p.reden == "verschil" and p.vraag not in asked]
    steps = {step.waarborg: step.trekker for step in plan.acties} if plan is not None else {}
    open_points = [_hole(view, gat, blok, steps) for gat in holes]
    open_points += [_question(view, punt, blok) for punt in in_order(rapport, differing)]
    return Stand(tuple(_agreed(rapport, blok, everything)), tuple(weighed), tuple(open_points))


def _agreed(rapport: Rapport, blok: Blok, everything: bool) -> Iterable[Agreed]:
    """What must be there and is, and of the rest (`everything`: all) what people put in words of their own; each once.

    A note that was told of is not told again.
    """
    met = [e for e in eisen(blok) if e.status == "geborgd" and e.norm != "mag"]
    must_be = {e.waarborg for e in met if e.norm == "moet"}
    told_of = {vraag for role in rapport.wie_doet_wat for vraag in role.vragen}
    names: set[str] = set()
    for eis in (e for onderdeel in ONDERDELEN for e in met if e.onderdeel == onderdeel):
        if eis.waarborg not in names:
            names.add(eis.waarborg)
            note = " ".join(_notes(rapport, blok.first, eis, told_of))
            if everything or note or eis.waarborg in must_be:
                yield Agreed(ended(eis.naam), note)


def _notes(rapport: Rapport, afspraak: AfspraakRapport, eis: EisRij, told_of: set[str]) -> Iterable[str]:
    """What was said at the questions behind a point, those left out that were told of."""
    for vraag in rapport.vragen_bij.get(eis.waarborg, []):
        if vraag not in told_of:
            told_of.add(vraag)
            given = afspraak.antwoorden.get(vraag, [])
            counts = [s for s in given if s.door == "samen"] or given
            yield from (ended(s.toelichting) for s in counts if s.toelichting)


def owner(rapport: Rapport, trekker: Trekker) -> str:
    """Who sees to a step: the partner by name where there is one, wijk and gemeente in full."""
    partners = [p.naam for p in rapport.partijen if p.rol == "partner"]
    if trekker == "partner" and len(partners) == 1:
        return partners[0]
    return texts.text("report.blad.samen") if trekker == "samen" else party(trekker)


def _by_when(rapport: Rapport, actie: GekozenActie) -> str:
    return owner(rapport, actie.trekker) + (f", {day(actie.wanneer)}" if actie.wanneer else "")


def _hole(view: View, gat: Gat, blok: Blok, steps: Mapping[str, Trekker]) -> OpenPunt:
    """A witte vlek, with who sees to it: as was chosen, else as the plan says, else as the pack offers first."""
    rij, afspraak = gat.rij, place(gat, blok)
    disputed = [
        line
        for open_vraag in rij.open_vragen
        if open_vraag.reden == "verschil"
        for line in told(view, open_vraag.vraag, afspraak.antwoorden.get(open_vraag.vraag, []), "scherm.nu")
    ]
    own = [_by_when(view.rapport, a) for a in chosen(view.rapport, rij, afspraak)]
    offered = steps.get(rij.waarborg) or next((a.trekker for a in rij.acties), None)
    by = "; ".join(own) or (texts.text("report.blad.trekker", wie=owner(view.rapport, offered)) if offered else "")
    now = dict.fromkeys(ended(line) for line in (*how_now(view, rij, afspraak), *disputed))
    return OpenPunt(ended(rij.naam), tuple(now), rij.voorbeeldtekst or "", by)


def _question(view: View, punt: Punt, blok: Blok) -> OpenPunt:
    """A question on which parties differ, with what each says."""
    given = place(punt, blok).antwoorden.get(punt.vraag, [])
    lines = (ended(line) for line in told(view, punt.vraag, given, "scherm.nu"))
    return OpenPunt(question_line(view.rapport, punt), tuple(lines))
