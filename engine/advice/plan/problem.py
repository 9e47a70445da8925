"""What a plan has to solve: which moet-eisen are not met where, which acties may help, and what carrying them out does.

Answers live on an afspraak, so an actie that is done for an afspraak sets its answers in all fasen of it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from ...judging import congruence, evaluation
from ...judging.cases import Geval
from ...judging.evaluation import Eis
from ...judging.facts import Situatie, eis_of, in_force
from ...model.answers import Antwoord, Waarde
from ...model.conditions import value
from ...model.dossier import Dossier
from ...model.pakket import Actie
from ...model.regelpakket import Regelpakket
from ...model.words import Archetype, Fase, Inzet
from ..asked import asked_by

ActieBij = tuple[str, int]
"""An actie (its id) done for an afspraak (its place in the dossier)."""


@dataclass(frozen=True, slots=True)
class PlanGeval:
    """One thema × fase with a target.

    `moet` are the waarborgen that are moet at the target, `open` those of them that are not met as it stands;
    `afgewogen` counts as met whatever the answers are.
    """

    afspraak: int
    thema: str
    fase: Fase
    doel: Archetype
    situatie: Situatie
    moet: tuple[str, ...]
    open: frozenset[str]
    afgewogen: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opgave:
    """The whole of it. `paren` are all actie × afspraak that may matter, in order of id and of the dossier.

    `dienend` are those in which the actie belongs to an eis that is not met there; the others only help through a
    question that they share. `houden` are ids that a plan has, needed or not.
    """

    pakket: Regelpakket
    gevallen: tuple[PlanGeval, ...]
    acties: Mapping[str, Actie]
    paren: tuple[ActieBij, ...]
    dienend: frozenset[ActieBij]
    houden: frozenset[str]

    def botsend(self) -> Iterator[tuple[ActieBij, ActieBij]]:
        """Pairs for one afspraak that give one question different answers."""
        settling: dict[tuple[int, str], list[ActieBij]] = {}
        for paar in self.paren:
            for vraag in dict.fromkeys(s.vraag for s in self.acties[paar[0]].sluit):
                settling.setdefault((paar[1], vraag), []).append(paar)
        found = {
            (one, other)
            for paren in settling.values()
            for one, other in combinations(paren, 2)
            if clash(self.acties[one[0]], self.acties[other[0]])
        }
        yield from sorted(found)


def every_actie(pakket: Regelpakket) -> dict[str, Actie]:
    """All acties of the pack by id, in order of id."""
    return dict(sorted({str(a.id): a for acties in pakket.acties.values() for a in acties}.items()))


def clash(one: Actie, other: Actie) -> bool:
    """Whether two acties give some question different answers."""
    settled = {s.vraag: s.wordt for s in one.sluit}
    return any(settled.get(s.vraag, s.wordt) != s.wordt for s in other.sluit)


UNKNOWN_LOAD: Final = "veel"
"""How an effort that the pack does not give counts when acties are compared: unknown is never zero."""


def load(pakket: Regelpakket, effort: Inzet | None) -> int:
    """How heavily a degree of effort counts, as the pack says."""
    weight: int = getattr(pakket.inzet, effort or UNKNOWN_LOAD)
    return weight


def questions(pakket: Regelpakket, waarborg: str) -> frozenset[str]:
    """The questions that an eis uses."""
    return frozenset(asked_by(pakket, pakket.waarborgen[waarborg]))


def asking(pakket: Regelpakket, names: Iterable[str]) -> dict[str, set[str]]:
    """Of these eisen those that use each question."""
    found: dict[str, set[str]] = {}
    for name in names:
        for vraag in questions(pakket, name):
            found.setdefault(vraag, set()).add(name)
    return found


class _Waarden(dict[str, Waarde]):
    """The values of waarborgen, each computed when it is asked for."""

    def __init__(self, pakket: Regelpakket, antwoorden: Mapping[str, Antwoord]) -> None:
        super().__init__()
        self._pakket, self._antwoorden = pakket, antwoorden

    def __missing__(self, waarborg: str) -> Waarde:
        self[waarborg] = value(self._pakket.voldaan_als[waarborg], self._antwoorden, self)
        return self[waarborg]


def unmet(pakket: Regelpakket, geval: PlanGeval, situatie: Situatie, names: Iterable[str]) -> set[str]:
    """Which of these moet-eisen of a case are not met in a situation: not geborgd, not nvt, not weighed away."""
    waarden = _Waarden(pakket, situatie.antwoorden)
    found = set()
    for name in names:
        regel = pakket.waarborgen[name]
        if name in geval.afgewogen or not in_force(regel, situatie):
            continue
        als = None if regel.als is None else value(regel.als, situatie.antwoorden, waarden)
        waarde = eis_of(waarden[name], als, has_als=regel.als is not None).waarde
        if waarde is not None and waarde.laag < 1.0:
            found.add(name)
    return found


def carried_out(
    acties: Mapping[str, Actie],
    geval: PlanGeval,
    paren: Collection[ActieBij],
    answers: Mapping[str, Antwoord] | None = None,
) -> Situatie:
    """The situation of a case when these acties are done; `answers` are what other questions turned out to be."""
    antwoorden = {**geval.situatie.antwoorden, **(answers or {})}
    for name, afspraak in paren:
        if afspraak == geval.afspraak:
            antwoorden |= {s.vraag: Antwoord((s.wordt,)) for s in acties[name].sluit}
    return replace(geval.situatie, antwoorden=antwoorden)


def opgave(
    dossier: Dossier,
    pakket: Regelpakket,
    gevallen: Sequence[tuple[Geval, Archetype]],
    houden: Collection[str] = (),
    zonder: Collection[str] = (),
) -> Opgave:
    """The problem of bringing these judged cases each to its target, with acties that must and that may not be used."""
    known = {name: actie for name, actie in every_actie(pakket).items() if name not in zonder}
    cases = tuple(_geval(dossier, pakket, geval, doel) for geval, doel in gevallen)
    paren: set[ActieBij] = set()
    dienend: set[ActieBij] = set()
    for afspraak in sorted({case.afspraak for case in cases}):
        here = [case for case in cases if case.afspraak == afspraak]
        own = {str(a.id) for case in here for name in case.open for a in pakket.acties[name]}
        wished = {name for case, pair in zip(cases, gevallen, strict=True) if case in here for name in _wider(*pair)}
        kept = {str(a.id) for name in wished for a in pakket.acties[name]} & set(houden)
        serving = (own | kept) & set(known)
        dienend |= {(name, afspraak) for name in serving}
        paren |= {(name, afspraak) for name in serving | _reach(pakket, known, here)}
    acties = {name: actie for name, actie in known.items() if name in houden or any(p[0] == name for p in paren)}
    return Opgave(pakket, cases, acties, tuple(sorted(paren)), frozenset(dienend), frozenset(houden))


def _geval(dossier: Dossier, pakket: Regelpakket, geval: Geval, doel: Archetype) -> PlanGeval:
    eisen = congruence.moet(geval.eisen[doel])
    weighed = evaluation.matching(dossier.afwegingen, geval.afspraak.thema, geval.fase)
    rules = [e.waarborg.id for e in eisen]
    return PlanGeval(
        afspraak=dossier.afspraken.index(geval.afspraak),
        thema=geval.afspraak.thema,
        fase=geval.fase,
        doel=doel,
        situatie=geval.situatie,
        moet=tuple(rules),
        open=frozenset(e.waarborg.id for e in eisen if _not_met(e)),
        afgewogen=evaluation.counting(pakket, weighed, geval.situatie.peildatum) & set(rules),
    )


def _not_met(eis: Eis) -> bool:
    return not eis.toereikend and eis.status != "nvt"


def _wider(geval: Geval, doel: Archetype) -> Iterator[str]:
    """The eisen that are not met, those that only belong to the target (hoort) among them."""
    return (e.waarborg.id for e in geval.eisen[doel] if e.norm != "mag" and _not_met(e))


def _reach(pakket: Regelpakket, known: Mapping[str, Actie], here: Sequence[PlanGeval]) -> set[str]:
    """The acties that can make a difference to the eisen of an afspraak that are not met.

    An actie may, by a question that another eis uses the other way round, undo that one; so what can mend that counts
    as well, and so on.
    """
    uses = {name: questions(pakket, name) for case in here for name in case.moet}
    relevant = {name for case in here for name in case.open}
    while True:
        asked = frozenset[str]().union(*(uses[name] for name in relevant))
        own = {str(a.id) for name in relevant for a in pakket.acties[name]}
        found = {name for name, a in known.items() if name in own or any(s.vraag in asked for s in a.sluit)}
        settled = {s.vraag for name in found for s in known[name].sluit}
        touched = {name for name, used in uses.items() if used & settled} | relevant
        if touched == relevant:
            return found
        relevant = touched
