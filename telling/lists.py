"""Picks from a Rapport what a reader needs per thema: what to arrange, to discuss, what differs, and what is shared."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wijktoets.engine.advice.folding import BlockGap, FaseBlock, VraagPunt, gaten, punten, shared
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.result.rapport import (
    ActieRij,
    AfgesprokenRij,
    AfspraakRapport,
    AfwegingRij,
    Rapport,
    SignaalRij,
    StandpuntRij,
    WitteVlekRij,
)

from .answers import counting
from .named import NamedThing, named

if TYPE_CHECKING:
    from wijktoets.engine.advice.plan.value import Plan

NORMS: Final = ("moet", "hoort")

TO_ARRANGE: Final = ("deels", "hooguit_deels", "ontbreekt")
"""The aarden of a witte vlek about which something is known: no talk alone can fill it in."""

SHOWN_ELSEWHERE: Final = ("verschil_van_inzicht", "afgewogen_eisen", "afweging_telt_niet")
"""Built-in signalen that the lists of open questions and of deviations show in full."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What a block names, has to arrange, to discuss, agreed otherwise, to watch, and agreed in people's own words."""

    genoemd: tuple[NamedThing, ...] = ()
    gaten: tuple[BlockGap, ...] = ()
    punten: tuple[VraagPunt, ...] = ()
    afwegingen: tuple[AfwegingRij, ...] = ()
    signalen: tuple[SignaalRij, ...] = ()
    woorden: tuple[AfgesprokenRij, ...] = ()


def lists_of(rapport: Rapport, blok: FaseBlock) -> Lists:
    """The lists of one block."""
    signalen = {s.tekst: s for a in blok.afspraken for s in a.signalen if s.id not in SHOWN_ELSEWHERE}
    return Lists(
        genoemd=tuple(named(rapport, blok)),
        gaten=tuple(g for g in gaten(blok) if g.rij.aard in TO_ARRANGE),
        punten=tuple(punten(blok)),
        afwegingen=tuple(blok.first.afwegingen),
        signalen=tuple(signalen.values()),
        woorden=tuple(blok.first.afgesproken),
    )


def in_all(lists: Sequence[Lists]) -> Lists:
    """What stands in every one of two or more blocks: that is shown once."""
    holes = shared([each.gaten for each in lists], lambda g: g.key)
    strict = [[g for each in lists for g in each.gaten if g.key == hole.key] for hole in holes]
    return Lists(
        genoemd=tuple(shared([each.genoemd for each in lists], lambda g: g)),
        gaten=tuple(min(same, key=lambda g: NORMS.index(g.rij.norm)) for same in strict),
        punten=tuple(shared([each.punten for each in lists], lambda p: p.key)),
        afwegingen=tuple(shared([each.afwegingen for each in lists], lambda a: a.model_dump_json())),
        signalen=tuple(shared([each.signalen for each in lists], lambda s: s.tekst)),
        woorden=tuple(shared([each.woorden for each in lists], sentence_of)),
    )


def without(own: Lists, common: Lists) -> Lists:
    """What a block has beside what all blocks have."""
    holes, points = {g.key for g in common.gaten}, {p.key for p in common.punten}
    told, sentences = {s.tekst for s in common.signalen}, {sentence_of(row) for row in common.woorden}
    return Lists(
        genoemd=tuple(g for g in own.genoemd if g not in common.genoemd),
        gaten=tuple(g for g in own.gaten if g.key not in holes),
        punten=tuple(p for p in own.punten if p.key not in points),
        afwegingen=tuple(a for a in own.afwegingen if a not in common.afwegingen),
        signalen=tuple(s for s in own.signalen if s.tekst not in told),
        woorden=tuple(row for row in own.woorden if sentence_of(row) not in sentences),
    )


def sentence_of(row: AfgesprokenRij) -> str:
    """What people agreed, whatever waarborg it serves: at another wish one sentence can stand under another heading."""
    return row.model_dump_json(exclude={"kop", "waarborg"})


def must(rij: WitteVlekRij, blok: FaseBlock) -> bool:
    """Whether it must be arranged: at the wish, or without a wish at any archetype."""
    return rij.norm == "moet" or must_in(rij.waarborg, blok)


def must_in(waarborg: str, blok: FaseBlock) -> bool:
    """Whether a witte vlek of a waarborg is a must anywhere in a block."""
    return any(r.norm == "moet" for a in blok.afspraken for r in a.witte_vlekken if r.waarborg == waarborg)


def now(rij: WitteVlekRij, afspraak: AfspraakRapport) -> Iterable[tuple[str, Sequence[StandpuntRij]]]:
    """The questions that a witte vlek comes from, each with what was said at it: how it stands now."""
    settled: dict[str, set[str]] = {}
    for step in (s for actie in rij.acties for s in actie.sluit):
        settled.setdefault(step.vraag, {"onbekend", "nvt"}).add(step.wordt)
    for vraag, fits in settled.items():
        if any(s.antwoord not in fits for s in counting(afspraak, vraag)):
            yield vraag, afspraak.antwoorden[vraag]


def chosen(rapport: Rapport, rij: WitteVlekRij, afspraken: Collection[AfspraakRapport]) -> list[DossierActie]:
    """The steps in the dossier for a witte vlek in any of these, those that fell away left out."""
    return _serving(rapport, {rij.waarborg}, afspraken)


def chosen_at(rapport: Rapport, vraag: str, afspraken: Collection[AfspraakRapport]) -> list[DossierActie]:
    """The steps in the dossier for what a question asks, in any of these, those that fell away left out."""
    return _serving(rapport, {name for name, vragen in rapport.vragen_bij.items() if vraag in vragen}, afspraken)


def _serving(
    rapport: Rapport, waarborgen: Collection[str], afspraken: Collection[AfspraakRapport]
) -> list[DossierActie]:
    return [
        actie
        for actie in rapport.acties
        if actie.waarborg in waarborgen
        and actie.status != "vervallen"
        and any(actie.serves(a.thema, a.fase) for a in afspraken)
    ]


def offered_step(rij: WitteVlekRij, plan: "Plan | None" = None) -> ActieRij | None:
    """The one step that is offered for a witte vlek to which the dossier has none, on every screen and paper.

    That is the step of the plan that settles it, where there is a plan; else the first that the pack has.
    """
    planned = (
        actie for actie in (plan.acties if plan else ()) if any(rij.waarborg in at.waarborgen for at in actie.voor)
    )
    return next(planned, None) or next(iter(rij.acties), None)
