"""Judges one thema × fase: situation → engine → eisen → congruence (docs/model.md sections 2-5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ..model.answers import Antwoord, combine
from ..model.conditions import Voorwaarde
from ..model.dossier import Afspraak, Dossier, Standpunt
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN, ONDERDELEN, Archetype, Fase, niveau
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

    @property
    def eisen(self) -> EisenPerArchetype:
        """The eisen of each archetype."""
        return self.congruentie.eisen

    def eis(self, waarborg: str) -> Eis:
        """The eis of a waarborg at the highest archetype, where each is asked; its status is that of all."""
        return next(eis for eis in self.eisen[ARCHETYPES[-1]] if eis.waarborg.id == waarborg)

    def aard(self, pakket: Regelpakket, eis: Eis) -> str | None:
        """What kind of witte vlek an eis is, or would be if it were moet or hoort; None: it is not open."""
        if eis.status not in evaluation.OPEN_STATUSES:
            return None
        return evaluation.aard(eis.status, evaluation.open_of_eis(pakket, self.feiten, self.situatie, eis.waarborg))


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
    eisen: EisenPerArchetype = {a: evaluation.eisen_at(pakket, judged, a, ONDERDELEN) for a in ARCHETYPES}
    grenzen = [
        GrensStand(name, niveau(pakket.grenzen[name].sluit_uit), value.laag == 1.0)
        for name, value in sorted(feiten.grenzen.items())
        if value.hoog == 1.0
    ]
    gewenst = None if wish is None else niveau(wish)
    secured, roles = congruence.borging(eisen), congruence.rollen(feiten.ladder)
    outcome = congruence.uitkomst(gewenst, secured, roles, grenzen, eisen)
    found = Congruentie(gewenst, secured, roles, grenzen, outcome, eisen)
    return Geval(afspraak, fase, wish, case, feiten, found, tuple(_open_vragen(pakket, case, feiten, found)))


def _open_vragen(pakket: Regelpakket, case: Situatie, feiten: Feiten, found: Congruentie) -> list[OpenVraag]:
    """Those of moet witte vlekken, of open `als` of moet-eisen, of the ladder, and of grenzen that perhaps hold."""
    conditions: list[Voorwaarde] = []
    levels = ARCHETYPES if found.gewenst is None else (ARCHETYPES[found.gewenst - 1],)
    for eis in {e.waarborg.id: e for a in levels for e in congruence.moet(found.eisen[a])}.values():
        if eis.status == "afgewogen":
            continue
        if eis.status in evaluation.OPEN_STATUSES:
            conditions.append(eis.waarborg.voldaan_als)
        if eis.waarborg.als is not None and (eis.feit.als_open or eis.status in evaluation.OPEN_STATUSES):
            conditions.append(eis.waarborg.als)
    conditions += [pakket.zeggenschap[a] for a, value in feiten.ladder.items() if value.open]
    conditions += [pakket.grenzen[g.id].als for g in found.grenzen if not g.zeker]
    return evaluation.open_of(pakket, feiten, case, conditions)


def cases(dossier: Dossier, thema: str | None = None, fase: str | None = None) -> Iterator[tuple[Afspraak, Fase]]:
    """Each thema × fase of a dossier: afspraken as written, fasen in the order of the model."""
    for afspraak in dossier.afspraken:
        if thema is None or afspraak.thema == thema:
            for each in FASEN:
                if each in afspraak.fasen and fase in (None, each):
                    yield afspraak, each
