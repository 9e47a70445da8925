"""All dossiers of a pack as formulas, per fase and day that differ: what the checks of `verify` search in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

import z3

from ...judging.facts import Situatie, in_force
from ...model.conditions import Niet, Voorwaarde, VraagTest, asked, asked_by_itself, referred, walk
from ...model.pakket import conditions_of
from ...model.regelpakket import Regelpakket
from ...model.words import FASEN, Fase
from ...proof.encoding import EncodedPack, encode
from ...proof.formulas import Formula, not_, or_
from ...proof.leaves import FreeAnswers, FreeKeuze, FreeStelling, holds, vrij
from ...proof.reading import Antwoordwoorden
from ...proof.solving import ProofTime, model_of, solver
from ..examples import VASTE_DAG, MetVoorbeelden, regels


@dataclass(frozen=True)
class DossierSpace:
    """All dossiers in one fase on one day, as formulas over the free answers of `vrij`.

    `vragen` are the questions that count (default: all); `allowance` is the time that is left to prove anything.
    """

    pakket: Regelpakket
    fase: Fase
    peildatum: date
    vragen: frozenset[str] | None = None
    allowance: ProofTime = field(default_factory=ProofTime)

    @cached_property
    def vrij(self) -> FreeAnswers:
        """Any answer to any question that counts."""
        return vrij(self.pakket, self.vragen)

    @cached_property
    def code(self) -> EncodedPack:
        """The pack over these answers."""
        return encode(self.pakket, self.vrij, self.fase, self.peildatum)

    @cached_property
    def solver(self) -> z3.Solver:
        """A solver that knows what answers look like."""
        return solver(self.code.voorwaarden)

    def there(self, regel: MetVoorbeelden) -> bool:
        """Whether a rule is there in this fase and on this day."""
        return in_force(regel, Situatie({}, self.fase, self.peildatum))

    def can(self, *formules: Formula) -> bool:
        """Whether there is a dossier in which these hold."""
        return self._model(formules) is not None

    def example(self, *formules: Formula) -> Antwoordwoorden | None:
        """The answers of a dossier in which these hold, or None; as few as will do, and by one party if they can be."""
        keep = [*formules, *(or_(free.open, free.definite, free.nvt) for free in self.vrij.vragen.values())]
        model = self._model(keep)
        if model is None:
            keep = [*formules]
            model = self._model(keep)
        if model is None:
            return None
        return self.vrij.read(fewest(self.solver, model, keep, self.vrij.vragen.values(), self.allowance))

    def _model(self, formules: Sequence[Formula]) -> z3.ModelRef | None:
        return model_of(self.solver, *formules, allowance=self.allowance)


def fewest(
    told: z3.Solver,
    model: z3.ModelRef,
    keep: Sequence[Formula],
    vragen: Iterable[FreeStelling | FreeKeuze],
    allowance: ProofTime,
) -> z3.ModelRef:
    """A model in which `keep` still holds and in which no more can be left open, or be said by one party.

    Always the same one: what is left to choose is as low as it can be, and not what z3 happened to find.
    """
    keep = list(keep)

    def kept(wish: Formula) -> bool:
        nonlocal model
        found = model if holds(model, wish) else model_of(told, *keep, wish, allowance=allowance)
        if found is None:
            return False
        keep.append(wish)
        model = found
        return True

    for free in vragen:
        if kept(free.open):
            continue
        kept(free.definite)
        for variable in free.variables:
            if not kept(not_(variable)):
                keep.append(variable)
    return model


def alone(pakket: Regelpakket, regel: MetVoorbeelden) -> Regelpakket:
    """The pack with only this rule and what it refers to, and without the ladder."""
    needed = referred(conditions_of(regel), pakket.voldaan_als) | {regel.id}
    waarborgen = {naam: w for naam, w in pakket.waarborgen.items() if naam in needed}
    return replace(
        pakket,
        waarborgen=waarborgen,
        voldaan_als={naam: w.voldaan_als for naam, w in waarborgen.items()},
        volgorde=tuple(naam for naam in pakket.volgorde if naam in waarborgen),
        grenzen={naam: g for naam, g in pakket.grenzen.items() if naam == regel.id},
        signalen={naam: s for naam, s in pakket.signalen.items() if naam == regel.id},
        zeggenschap={},
    )


def tested(pakket: Regelpakket, *regels: MetVoorbeelden) -> frozenset[str]:
    """The questions that rules and what they refer to test, but for the fase."""
    return frozenset(asked((c for regel in regels for c in conditions_of(regel)), pakket.voldaan_als)) - {"fase"}


def ruimten(pakket: Regelpakket, allowance: ProofTime | None = None) -> tuple[DossierSpace, ...]:
    """The fasen and days that differ: in which rules are there, or in what a test of the fase gives."""
    asks_fase = "fase" in asked_by_itself(*conditions(pakket))
    found: dict[tuple[object, ...], DossierSpace] = {}
    for day in days(pakket):
        for fase in FASEN:
            ruimte = DossierSpace(pakket, fase, day, allowance=allowance or ProofTime())
            rules = tuple(regel.id for regel in regels(pakket) if ruimte.there(regel))
            found.setdefault((rules, fase if asks_fase else None), ruimte)
    return tuple(found.values())


def days(pakket: Regelpakket) -> list[date]:
    """A day in each stretch of time in which the same rules are there."""
    geldig = [regel.geldig for regel in regels(pakket) if regel.geldig is not None]
    starts = {period.van for period in geldig if period.van is not None and period.van > date.min}
    starts |= {p.tot + timedelta(days=1) for p in geldig if p.tot is not None and p.tot < date.max}
    return sorted({VASTE_DAG, *starts, *(day - timedelta(days=1) for day in starts)})


def conditions(pakket: Regelpakket) -> Iterator[Voorwaarde]:
    """Every condition of the packs."""
    for regel in regels(pakket):
        yield from conditions_of(regel)
    yield from pakket.zeggenschap.values()


def leaves_below(pakket: Regelpakket, roots: Iterable[Voorwaarde]) -> list[tuple[VraagTest, bool]]:
    """The tests in conditions and in what they refer to (each once), each with whether it stands under `not_`."""
    own = list(roots)
    found: list[tuple[VraagTest, bool]] = []
    for root in [*own, *(pakket.voldaan_als[naam] for naam in sorted(referred(own, pakket.voldaan_als)))]:
        reverse = {id(node.niet) for _, node in walk(root) if isinstance(node, Niet)}
        found += [(node, id(node) in reverse) for _, node in walk(root) if isinstance(node, VraagTest)]
    return found
