"""The smallest change of answers that changes an uitkomst, or the status of one waarborg: found and proven with z3.

A change gives a question one definite answer (nee, deels, ja or an option) in place of all that was said there; every
other answer stays as it is, open ones too. Fewest questions first, then the first by the alphabet (question, answer).
Known elsewhere as a counterfactual explanation. The fewest come from MaxSAT (each unchanged question is a soft clause),
the first by the alphabet from settling question by question.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import z3

from ...judging.cases import Geval
from ...judging.facts import in_force
from ...model.dossier import Dossier
from ...model.regelpakket import Regelpakket
from ...model.words import niveau
from ...proof.encoding import afgewogen, encode
from ...proof.formulas import Formula, at_most, not_, or_
from ...proof.leaves import FixedAnswers, holds
from ...proof.solving import Undecided, answer, solver
from ...result.rapport import SluitRij
from ..asked import asked_by, behind_outcome, definite, part_for
from .value import Houvast, Kantelpunt, Verandering

SECONDS: Final = 5.0
"""How long a proof that fewer answers cannot do may take."""
PASSEND: Final = ("congruent", "congruent_met_afweging")
"""The outcomes in which wish, roles and safeguards fit."""
GEBORGD: Final = ("geborgd",)

Woorden = Mapping[str, Formula]
"""Each word for an outcome with when it is that one."""
Keuzes = list[tuple[str, str]]
"""Questions, by the alphabet, each with the answer that it gets."""


def tipping_point(
    pakket: Regelpakket, dossier: Dossier, geval: Geval, waarborg: str | None, seconds: float = SECONDS
) -> Kantelpunt:
    """What would change the uitkomst of a case or, when it is given, the status of a waarborg as an eis."""
    if waarborg is None and geval.archetype is None:
        return Kantelpunt(kleinste=None, passend=None, houdt_vast=[Houvast(soort="wens")])
    if waarborg is not None and not in_force(pakket.waarborgen[waarborg], geval.situatie):
        there = pakket.waarborgen[waarborg].fasen is None or geval.fase in (pakket.waarborgen[waarborg].fasen or ())
        return Kantelpunt(kleinste=None, passend=None, houdt_vast=[Houvast(soort="datum" if there else "fase")])
    search = _Search(pakket, dossier, geval, waarborg, seconds)
    now, fits = search.now, search.fits
    smallest = search.change([word for word in search.woorden if word != now])
    if now in fits or (smallest is not None and smallest.leidt_tot in fits):
        fitting = None if now in fits else smallest
    else:
        fitting = search.change(fits)
    stuck = smallest is None or (fitting is None and now not in fits)
    return Kantelpunt(kleinste=smallest, passend=fitting, houdt_vast=list(search.holding()) if stuck else [])


class _Search:
    """One case as formulas over which answers are changed."""

    def __init__(
        self, pakket: Regelpakket, dossier: Dossier, geval: Geval, waarborg: str | None, seconds: float
    ) -> None:
        self.pakket, self.geval, self.waarborg, self.seconds = pakket, geval, waarborg, seconds
        case = geval.situatie
        behind = behind_outcome(pakket, geval) if waarborg is None else asked_by(pakket, pakket.waarborgen[waarborg])
        self.keuzes = _choices(pakket, geval, behind)
        weighed = afgewogen(pakket, dossier, geval.afspraak.thema, geval.fase, case.peildatum)
        part = part_for(pakket, geval, waarborg)
        self.code = encode(part, FixedAnswers(case, self.keuzes), geval.fase, case.peildatum, weighed)
        self.woorden, self.now, self.fits = self._looked_for()
        self.changed = {vraag: or_(*(when for when, _ in pairs)) for vraag, pairs in self.keuzes.items()}
        self.keep = [at_most(1, [when for when, _ in pairs]) for pairs in self.keuzes.values()]

    def _looked_for(self) -> tuple[Woorden, str, Sequence[str]]:
        """The words for what may change, the word for how it is now, and the words for how it fits."""
        if self.waarborg is None:
            assert self.geval.archetype is not None  # tipping_point sees to it
            found: Woorden = {str(word): when for word, when in self.code.uitkomst(self.geval.archetype).items()}
            return found, self.geval.congruentie.uitkomst, PASSEND
        status = {str(word): when for word, when in self.code.eis(self.waarborg).status().items()}
        now = next(word for word, when in status.items() if self._now(when))
        return status, now, GEBORGD

    def _now(self, formule: Formula) -> bool:
        """Whether a formula holds with nothing changed."""
        made = solver([not_(when) for pairs in self.keuzes.values() for when, _ in pairs])
        return formule if isinstance(formule, bool) else answer(made, formule) == z3.sat

    def change(self, words: Collection[str]) -> Verandering | None:
        """The smallest change that leads to one of these words; None when no answers do."""
        target = or_(*(when for word, when in self.woorden.items() if word in words))
        if target is False:
            return None
        found = self._fewest(target)
        if found is None:
            return None
        first = self._first(target, len(found.antwoorden)) if found.bewezen else None
        chosen = found.antwoorden if first is None else first
        model = self._model(chosen)
        return Verandering(
            antwoorden=[SluitRij(vraag=vraag, wordt=wordt) for vraag, wordt in chosen],
            leidt_tot=next(word for word, when in self.woorden.items() if holds(model, when)),
            bewezen=first is not None,
        )

    def _fewest(self, target: Formula) -> "_Tipping | None":
        """A change of as few questions as can be; when that is not settled in time, of as many as it takes."""
        best = z3.Optimize()
        best.set("timeout", int(self.seconds * 1000))
        best.add([target, *(part for part in self.keep if part is not True)])
        for changed in self.changed.values():
            best.add_soft(not_(changed))
        result = answer(best, seconds=self.seconds)
        if result == z3.sat:
            return _Tipping(self._chosen(best.model()), bewezen=True)
        made = solver([target, *self.keep], self.seconds)
        if result == z3.unsat or answer(made) != z3.sat:
            return None
        return _Tipping(self._chosen(made.model()), bewezen=False)

    def _chosen(self, model: z3.ModelRef) -> Keuzes:
        """The answers that a model changes."""
        return [(vraag, wordt) for vraag, pairs in self.keuzes.items() for when, wordt in pairs if holds(model, when)]

    def _first(self, target: Formula, aantal: int) -> Keuzes | None:
        """The first change by the alphabet of at most this many questions that hits the target; None: not in time."""
        made = solver([target, *self.keep, at_most(aantal, self.changed.values())], self.seconds)
        chosen: Keuzes = []
        for vraag, pairs in self.keuzes.items():
            if len(chosen) == aantal:
                break
            for when, wordt in sorted(pairs, key=lambda pair: pair[1]):
                result = answer(made, when)
                if result == z3.unknown:
                    return None
                if result == z3.sat:
                    made.add(when)
                    chosen.append((vraag, wordt))
                    break
            else:
                made.add(not_(self.changed[vraag]))
        return chosen

    def _model(self, chosen: Collection[tuple[str, str]]) -> z3.ModelRef:
        """The case with just these answers changed."""
        pairs = [(vraag, when, wordt) for vraag, listed in self.keuzes.items() for when, wordt in listed]
        made = solver([when if (vraag, wordt) in chosen else not_(when) for vraag, when, wordt in pairs])
        if answer(made) != z3.sat:
            raise Undecided
        return made.model()

    def holding(self) -> Iterator[Houvast]:
        """What no answer can change: a grens, or that nothing has to be met; otherwise that it is simply fixed."""
        found: list[Houvast] = []
        if self.waarborg is None and self.geval.archetype is not None:
            wish = niveau(self.geval.archetype)
            for name, grens in self.code.pakket.grenzen.items():
                if niveau(grens.sluit_uit) <= wish and not self._can(not_(self.code.grens(name).zeker)):
                    found.append(Houvast(soort="grens", grens=name))
            if not self._can(self.code.of(self.code.wiring.standing.thresholds[self.geval.archetype].geldt)):
                found.append(Houvast(soort="norm"))
        yield from found or [Houvast(soort="vast")]

    def _can(self, formule: Formula) -> bool:
        """Whether some answers make a formula hold."""
        return formule is not False and answer(solver([formule, *self.keep], self.seconds)) != z3.unsat


@dataclass(frozen=True, slots=True)
class _Tipping:
    """A change that does it, and whether it is proven that fewer answers cannot."""

    antwoorden: Keuzes
    bewezen: bool


def _choices(pakket: Regelpakket, geval: Geval, vragen: Collection[str]) -> dict[str, list[tuple[Formula, str]]]:
    """For each question the answers that it may get instead.

    What the tool fills in stays: fase, land, and a reikwijdte that is known. What a thema is about is no answer to
    change; as long as nobody said it, it is one to give.
    """
    said = geval.situatie.antwoorden
    fixed = {"fase", "land"} | ({"reikwijdte"} if "reikwijdte" in said else set())
    choices: dict[str, list[tuple[Formula, str]]] = {}
    for vraag in sorted(set(vragen) - fixed):
        now = set(said[vraag].telt) if vraag in said else set()
        choices[vraag] = [
            (z3.Bool(f"anders:{vraag}={word}"), word) for word in definite(pakket, vraag) if now != {word}
        ]
    return choices
