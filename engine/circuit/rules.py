"""What follows from the conditions: eisen, borging, rollen, uitkomst and past (docs/model.md sections 4 and 5).

Every yes or no is one bit; levels are thermometers. The circuit twin of evaluation.py and congruence.py, with which it
shares no reasoning.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from ..model.pakket import Regel, Waarborg
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN, Archetype, EisStatus, Past, Uitkomst, niveau
from .conditions import Conditions
from .gates import Bit, Circuit, all_bits, any_bit
from .worlds import Worlds

T = TypeVar("T")
U = TypeVar("U")
W = TypeVar("W")


@dataclass(frozen=True)
class Wiring:
    """A pack in a circuit: its conditions, what follows from them, and whether afwegingen can stand beside it.

    The inputs of the circuit are the leaves of the conditions and ("fase", fase); per regel or waarborg ("geldig", id),
    where its dates are in force, and ("afgewogen", id), where a counting afweging stands.
    """

    conditions: Conditions
    afwegingen: bool

    @property
    def pakket(self) -> Regelpakket:
        """The pack that the conditions are of."""
        return self.conditions.pakket

    @property
    def circuit(self) -> Circuit:
        """The circuit of the conditions; everything is added to it."""
        return self.conditions.circuit

    @cached_property
    def eisen(self) -> Mapping[str, "EisGate[Bit]"]:
        """Every waarborg as an eis, made once; by id."""
        return {name: eis(self, name) for name in self.pakket.waarborgen}

    @cached_property
    def standing(self) -> "Standing":
        """As `standing`, made once."""
        return standing(self)

    def in_force(self, regel: Regel) -> Bit:
        """Where a regel is there at all, in this fase and on this day."""
        there = self.circuit.one
        if regel.fasen is not None:
            there = any_bit((self.circuit.input(("fase", f)) for f in FASEN if f in regel.fasen), self.circuit)
        if regel.geldig is not None:
            there = there & self.circuit.input(("geldig", regel.id))
        return there


class EisGate(NamedTuple, Generic[T]):
    """One waarborg as an eis, whatever the archetype: its value, where it has which status, and what the gates ask."""

    value: Worlds[T]
    als_open: T
    door_nvt: T
    deels: T
    hooguit_deels: T
    ontbreekt: T
    onbekend: T
    afgewogen: T
    toereikend: T
    """Geborgd or afgewogen."""
    niet: T
    """Surely unmet, and not weighed away."""
    voldoet: T
    """Met for the gates: geborgd, afgewogen or nvt."""
    geldt_zeker: T
    """Not nvt, and known to apply."""

    @property
    def geborgd(self) -> T:
        """Surely met (and not nvt)."""
        return self.value.lo1

    @property
    def nvt(self) -> T:
        """It is not there, or does not apply, or all that it asks is nvt."""
        return self.value.nvt

    def status(self) -> dict[EisStatus, T]:
        """Each status with where it is that one; exactly one holds."""
        return {
            "geborgd": self.geborgd,
            "deels": self.deels,
            "hooguit_deels": self.hooguit_deels,
            "ontbreekt": self.ontbreekt,
            "onbekend": self.onbekend,
            "nvt": self.nvt,
            "afgewogen": self.afgewogen,
        }

    def map(self, of: Callable[[T], U]) -> "EisGate[U]":
        """The same with each part turned into something else."""
        return EisGate(self.value.map(of), *(of(part) for part in self[1:]))


def only(eis: EisGate[Bit], where: Bit) -> EisGate[Bit]:
    """An eis where something holds; elsewhere it is not there (nvt)."""
    lo1, lo5, hi1, hi5 = (bit & where for bit in eis.value.four)
    return EisGate(
        Worlds(lo1, lo5, hi1, hi5, eis.value.nvt | ~where),
        als_open=eis.als_open & where,
        door_nvt=eis.door_nvt & where,
        deels=eis.deels & where,
        hooguit_deels=eis.hooguit_deels & where,
        ontbreekt=eis.ontbreekt & where,
        onbekend=eis.onbekend & where,
        afgewogen=eis.afgewogen & where,
        toereikend=eis.toereikend & where,
        niet=eis.niet & where,
        voldoet=eis.voldoet | ~where,
        geldt_zeker=eis.geldt_zeker & where,
    )


def eis(wiring: Wiring, name: str) -> EisGate[Bit]:
    """A waarborg as an eis: nvt where it is not there or does not apply; [laag, 1] while that is open."""
    waarborg, zero = wiring.pakket.waarborgen[name], wiring.circuit.zero
    value, als = wiring.conditions.asks(name), wiring.conditions.applies(name)
    absent = ~als.hi5 & ~als.nvt
    als_open = als.hi5 & ~als.lo5
    door_nvt = als.nvt | (value.nvt & ~absent)
    nvt = value.nvt | als.nvt | absent
    there = wiring.in_force(waarborg)
    nvt, door_nvt, als_open = nvt | ~there, door_nvt & there, als_open & there
    lo1, lo5 = value.lo1 & ~nvt, value.lo5 & ~nvt
    hi1, hi5 = (value.hi1 | als_open) & ~nvt, (value.hi5 | als_open) & ~nvt
    unmet = ~(nvt | lo1)
    weighed = wiring.circuit.input(("afgewogen", name)) if wiring.afwegingen else zero
    left = unmet & ~weighed
    niet, met = left & ~hi1, lo1 | (weighed & unmet)
    return EisGate(
        Worlds(lo1, lo5, hi1, hi5, nvt),
        als_open=als_open,
        door_nvt=door_nvt,
        deels=niet & lo5,
        hooguit_deels=niet & hi5 & ~lo5,
        ontbreekt=niet & ~hi5,
        onbekend=left & hi1,
        afgewogen=weighed & unmet,
        toereikend=met,
        niet=niet,
        voldoet=met | nvt,
        geldt_zeker=~(nvt | als_open),
    )


class Limit(NamedTuple, Generic[T]):
    """A grens: where it surely holds, and where it perhaps does."""

    zeker: T
    misschien: T


def limit(wiring: Wiring, name: str) -> Limit[Bit]:
    """A grens; where it is not there it does not hold."""
    grens = wiring.pakket.grenzen[name]
    value, there = wiring.conditions.value(grens.als), wiring.in_force(grens)
    return Limit(value.lo1 & there, value.hi1 & ~value.lo1 & there)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The moet-eisen of one archetype: where all are met, none is surely unmet, one surely applies, and so on."""

    zeker: Bit
    mogelijk: Bit
    geldt: Bit
    afgewogen: Bit


def moet(wiring: Wiring, archetype: Archetype) -> list[EisGate[Bit]]:
    """The moet-eisen of an archetype; where a reading says that one is not moet, it is as if it were not there."""
    return list(moet_by_id(wiring, archetype).values())


def moet_by_id(wiring: Wiring, archetype: Archetype) -> dict[str, EisGate[Bit]]:
    """The same, by the id of the waarborg."""
    asked = ((name, _is_moet(wiring, w, archetype)) for name, w in wiring.pakket.waarborgen.items())
    return {name: only(wiring.eisen[name], where) for name, where in asked if where != wiring.circuit.zero}


def _is_moet(wiring: Wiring, waarborg: Waarborg, archetype: Archetype) -> Bit:
    circuit = wiring.circuit
    here = circuit.one if waarborg.norm.get(archetype) == "moet" else circuit.zero
    if (other := wiring.conditions.read_as(waarborg.id, "norm")) is None:
        return here
    lezing, taken = other
    there = (lezing.norm or {}).get(archetype) == "moet"
    return taken | here if there else ~taken & here


def threshold(wiring: Wiring, archetype: Archetype) -> Threshold:
    """What borging_tot, uitkomst and past ask of the moet-eisen of an archetype, each as one bit."""
    circuit, own = wiring.circuit, moet(wiring, archetype)
    return Threshold(
        zeker=all_bits((e.voldoet for e in own), circuit),
        mogelijk=all_bits((~e.niet for e in own), circuit),
        geldt=any_bit((e.geldt_zeker for e in own), circuit),
        afgewogen=any_bit((e.afgewogen for e in own), circuit),
    )


Thermometer = tuple[Bit, Bit, Bit]
"""Entry L - 1 says where the level is at least L (unary, or thermometer, code): comparing levels is then one gate."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far borging and rollen reach, and where a grens excludes a level, surely or perhaps."""

    thresholds: Mapping[Archetype, Threshold]
    borging_laag: Thermometer
    borging_hoog: Thermometer
    rollen_laag: Thermometer
    rollen_hoog: Thermometer
    grens_zeker: Thermometer
    grens_misschien: Thermometer


def climbed(steps: Sequence[Bit]) -> Thermometer:
    """At least L: all steps from 1 to L hold."""
    first, second, third = steps
    return first, first & second, first & second & third


def highest(steps: Sequence[Bit]) -> Thermometer:
    """At least L: some step from L up holds."""
    first, second, third = steps
    return first | second | third, second | third, third


def standing(wiring: Wiring) -> Standing:
    """How far borging and rollen reach, and what grenzen exclude."""
    thresholds = [threshold(wiring, a) for a in ARCHETYPES]
    roles = [wiring.conditions.value(wiring.pakket.zeggenschap[a]) for a in ARCHETYPES]
    sure = dict.fromkeys(ARCHETYPES, wiring.circuit.zero)
    perhaps = dict(sure)
    for name, grens in wiring.pakket.grenzen.items():
        held = limit(wiring, name)
        sure[grens.sluit_uit] |= held.zeker
        perhaps[grens.sluit_uit] |= held.misschien
    return Standing(
        thresholds=dict(zip(ARCHETYPES, thresholds, strict=True)),
        borging_laag=climbed([t.zeker for t in thresholds]),
        borging_hoog=climbed([t.mogelijk for t in thresholds]),
        rollen_laag=highest([r.lo1 for r in roles]),
        rollen_hoog=highest([r.hi1 for r in roles]),
        grens_zeker=_excluded(list(sure.values())),
        grens_misschien=_excluded(list(perhaps.values())),
    )


def _excluded(lowest: Sequence[Bit]) -> Thermometer:
    """Where level L is excluded, from where the lowest excluded level is: a grens excludes all above it as well."""
    first, second, third = lowest
    return first, first | second, first | second | third


def above(wiring: Wiring, at_least: Thermometer, level: int) -> Bit:
    """Where it is more than a level."""
    return at_least[level] if level < len(at_least) else wiring.circuit.zero


@dataclass(frozen=True, slots=True)
class Bare:
    """borging_tot as if there were no afwegingen, and where that is told: where a moet-eis is afgewogen."""

    told: Bit
    laag: Thermometer
    hoog: Thermometer


def bare(wiring: Wiring) -> Bare:
    """borging_zonder_afweging: the same climb over what the eisen are by themselves."""
    circuit, own = wiring.circuit, [moet(wiring, a) for a in ARCHETYPES]
    return Bare(
        told=any_bit((e.afgewogen for eisen in own for e in eisen), circuit),
        laag=climbed([all_bits((e.geborgd | e.nvt for e in eisen), circuit) for eisen in own]),
        hoog=climbed([all_bits((e.value.hi1 | e.nvt for e in eisen), circuit) for eisen in own]),
    )


def differs(wiring: Wiring, archetype: Archetype) -> Bit:
    """Where the roles surely are less, or surely are more, than this wish."""
    held, level = wiring.standing, niveau(archetype)
    return ~held.rollen_hoog[level - 1] | above(wiring, held.rollen_laag, level)


def outcomes(wiring: Wiring, archetype: Archetype) -> dict[Uitkomst, Bit]:
    """Each uitkomst of this wish with where it is that one: the first of the table that applies."""
    held, level = wiring.standing, niveau(archetype)
    exactly = held.rollen_laag[level - 1] & ~above(wiring, held.rollen_hoog, level)
    tests: dict[Uitkomst, Bit] = {
        "grens_bereikt": held.grens_zeker[level - 1],
        "meer_borging_nodig": ~held.borging_hoog[level - 1],
        "rolverdeling_wijkt_af": differs(wiring, archetype),
        "nog_niet_te_bepalen": ~(_firm(held, archetype) & exactly),
        "congruent_met_afweging": held.thresholds[archetype].afgewogen,
        "congruent": wiring.circuit.one,
    }
    return _first(tests, wiring.circuit)


def past(wiring: Wiring, archetype: Archetype) -> dict[Past, Bit]:
    """Each word for whether what is secured fits the archetype, with where it is that one: the first that applies."""
    held, level = wiring.standing, niveau(archetype)
    tests: dict[Past, Bit] = {
        "nee": held.grens_zeker[level - 1],
        "nog_niet": ~held.borging_hoog[level - 1],
        "nog_open": ~_firm(held, archetype),
        "ja_met_afweging": held.thresholds[archetype].afgewogen,
        "ja": wiring.circuit.one,
    }
    return _first(tests, wiring.circuit)


def _firm(held: Standing, archetype: Archetype) -> Bit:
    """Surely secured up to this archetype, with no grens that perhaps excludes it, and something surely asked."""
    index = niveau(archetype) - 1
    return held.borging_laag[index] & ~held.grens_misschien[index] & held.thresholds[archetype].geldt


def _first(tests: Mapping[W, Bit], circuit: Circuit) -> dict[W, Bit]:
    """Of an ordered list the first that applies: where it does, and none before it."""
    left, found = circuit.one, dict[W, Bit]()
    for word, test in tests.items():
        found[word] = left & test
        left = left & ~test
    return found
