"""Judges one thema × fase: situation → engine → eisen → congruence (docs/model.md sections 2-5)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..model.answers import Antwoord, combine
from ..model.dossier import Afspraak, Dossier, Standpunt
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN, Archetype, Fase, niveau
from . import congruence, evaluation
from .congruence import Congruentie, EisenPerArchetype, GrensStand
from .evaluation import Eis, OpenVraag
from .facts import Feiten, Situatie

Engine = Callable[[Regelpakket, Situatie], Feiten]


def situatie(dossier: Dossier, afspraak: Afspraak, fase: Fase, peildatum: date) -> Situatie:
    """The answers in force for one afspraak in one fase, with the built-in questions."""
    answered = {
        name: combine((s.door, s.antwoord) for s in given) for name, given in in_force(dossier, afspraak).items()
    }
    built_in = {"fase": Antwoord((fase,)), "land": Antwoord((dossier.land,))}
    if afspraak.reikwijdte != "onbekend":
        built_in["reikwijdte"] = Antwoord((afspraak.reikwijdte,))
    return Situatie({**answered, **built_in}, fase, peildatum)


def in_force(dossier: Dossier, afspraak: Afspraak) -> dict[str, tuple[Standpunt, ...]]:
    """The answers of the dossier, replaced question by question by those of the afspraak; in order of id."""
    return dict(sorted({**dossier.antwoorden, **afspraak.antwoorden}.items()))


@dataclass(frozen=True, slots=True)
class Geval:
    """One thema × fase, judged: everything that a row or a Rapport is made of."""

    afspraak: Afspraak
    fase: Fase
    archetype: Archetype | None
    situatie: Situatie
    feiten: Feiten
    congruentie: Congruentie
    open_vragen: tuple[OpenVraag, ...]
    achter: Mapping[str, tuple[OpenVraag, ...]]
    """The open questions behind each waarborg whose status is open, by its id."""

    @property
    def eisen(self) -> EisenPerArchetype:
        """The eisen of each archetype."""
        return self.congruentie.eisen

    def eis(self, waarborg: str) -> Eis:
        """The eis of a waarborg at the highest archetype, where each is asked; its status is that of all."""
        return next(eis for eis in self.eisen[ARCHETYPES[-1]] if eis.waarborg.id == waarborg)

    def aard(self, eis: Eis) -> str | None:
        """What kind of witte vlek an eis is, or would be if it were moet or hoort; None: it is not open."""
        if eis.status not in evaluation.OPEN_STATUSES:
            return None
        return evaluation.aard(eis.status, self.achter[eis.waarborg.id])


def judge(
    dossier: Dossier,
    afspraak: Afspraak,
    fase: Fase,
    pakket: Regelpakket,
    engine: Engine,
    peildatum: date,
    wish: Archetype | None,
) -> Geval:
    """One thema × fase judged with an engine; `wish` is G."""
    case = situatie(dossier, afspraak, fase, peildatum)
    feiten = engine(pakket, case)
    weighed = evaluation.matching(dossier.afwegingen, afspraak.thema, fase)
    judged = evaluation.judge(pakket, feiten, weighed, peildatum)
    eisen = evaluation.eisen_at(pakket, judged)
    grenzen = [
        GrensStand(name, niveau(pakket.grenzen[name].sluit_uit), value.laag == 1.0)
        for name, value in sorted(feiten.grenzen.items())
        if value.hoog == 1.0
    ]
    gewenst = None if wish is None else niveau(wish)
    secured, roles = congruence.borging(eisen), congruence.rollen(feiten.ladder)
    outcome = congruence.uitkomst(gewenst, secured, roles, grenzen, eisen)
    found = Congruentie(gewenst, secured, roles, grenzen, outcome, eisen)
    behind = evaluation.open_behind(pakket, feiten, case, eisen[ARCHETYPES[-1]])
    open_vragen = tuple(_open_vragen(pakket, case, feiten, found, behind))
    return Geval(afspraak, fase, wish, case, feiten, found, open_vragen, behind)


def _open_vragen(
    pakket: Regelpakket,
    case: Situatie,
    feiten: Feiten,
    found: Congruentie,
    behind: Mapping[str, Sequence[OpenVraag]],
) -> list[OpenVraag]:
    """Those of moet witte vlekken, of open `als` of moet-eisen, of the ladder, and of grenzen that perhaps hold."""
    conditions = [pakket.zeggenschap[a] for a, value in feiten.ladder.items() if value.open]
    conditions += [pakket.grenzen[g.id].als for g in found.grenzen if not g.zeker]
    vragen: set[OpenVraag] = set()
    levels = ARCHETYPES if found.gewenst is None else (ARCHETYPES[found.gewenst - 1],)
    for eis in {e.waarborg.id: e for a in levels for e in congruence.moet(found.eisen[a])}.values():
        if eis.status in evaluation.OPEN_STATUSES:
            vragen.update(behind[eis.waarborg.id])
        elif eis.status != "afgewogen" and eis.waarborg.als is not None and eis.feit.als_open:
            conditions.append(eis.waarborg.als)
    return sorted(vragen.union(evaluation.open_of(pakket, feiten, case, conditions)))


def cases(dossier: Dossier, thema: str | None = None, fase: str | None = None) -> Iterator[tuple[Afspraak, Fase]]:
    """Each thema × fase of a dossier: afspraken as written, fasen in the order of the model."""
    for afspraak in dossier.afspraken:
        if thema is None or afspraak.thema == thema:
            for each in FASEN:
                if each in afspraak.fasen and fase in (None, each):
                    yield afspraak, each
