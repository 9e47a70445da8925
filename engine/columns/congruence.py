"""The vector twin of evaluation.py and congruence.py: eisen, gates, uitkomst, counts and signalen, as a circuit.

Every yes or no is one plane; levels and counts are planes as binary digits. docs/model.md sections 4 and 5.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..model.pakket import Regel
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN, UITKOMSTEN, Archetype, Norm, niveau
from .circuit import Bit, Circuit, Key, Number, all_bits, any_bit, chosen, count
from .program import Voorwaarden, reached

PASTEN: Final = ("ja", "ja_met_afweging", "nog_open", "nog_niet", "nee")

VERSCHIL: Final = ("verschil",)
TELT_NIET: Final = ("telt_niet",)
"""Inputs besides the answers: where a question is disputed, and where an afweging stands that does not count."""


@dataclass(frozen=True, slots=True)
class Zaak:
    """What is judged: a pack, its conditions in a circuit, and whether rows can come with afwegingen.

    The other inputs of the circuit are ("gewenst", archetype), ("fase", fase), and per regel or waarborg ("geldig",
    id): where its dates are in force; ("afgewogen", id): where a counting afweging stands.
    """

    pakket: Regelpakket
    voorwaarden: Voorwaarden
    afwegingen: bool

    @property
    def circuit(self) -> Circuit:
        """The circuit of the conditions; everything is added to it."""
        return self.voorwaarden.circuit

    def gewenst(self, archetype: Archetype) -> Bit:
        """Where this is the wish."""
        return self.circuit.input(("gewenst", archetype))

    def in_force(self, regel: Regel) -> Bit:
        """Where a regel is there at all, in this fase and on this day."""
        there = self.circuit.one
        if regel.fasen is not None:
            there = any_bit((self.circuit.input(("fase", f)) for f in FASEN if f in regel.fasen), self.circuit)
        if regel.geldig is not None:
            there = there & self.circuit.input(("geldig", regel.id))
        return there

    def at_wish(self, waarborg: str, norm: Norm) -> Bit:
        """Where a waarborg has this norm at the wish."""
        norms = self.pakket.waarborgen[waarborg].norm
        return any_bit((self.gewenst(a) for a in ARCHETYPES if norms.get(a) == norm), self.circuit)


@dataclass(frozen=True, slots=True)
class Eis:
    """One waarborg as an eis: where it has which status, and the bounds of its value (all zero where it is nvt)."""

    geborgd: Bit
    niet: Bit
    onbekend: Bit
    nvt: Bit
    afgewogen: Bit
    als_open: Bit
    door_nvt: Bit
    lo1: Bit
    lo5: Bit
    hi1: Bit
    hi5: Bit

    @property
    def geregeld(self) -> Bit:
        """Met for the gates."""
        return self.geborgd | self.afgewogen

    @property
    def wit(self) -> Bit:
        """Surely not met, or unknown, and not weighed away."""
        return self.niet | self.onbekend


def eis(zaak: Zaak, name: str) -> Eis:
    """Where a waarborg as an eis has which status: `eis_of`, `status_of` and the afweging in one, on planes."""
    zero, voorwaarden = zaak.circuit.zero, zaak.voorwaarden
    value = voorwaarden.of(voorwaarden.voldaan[name])
    als_open, door_nvt, nvt = zero, value.nvt, value.nvt
    if name in voorwaarden.als:
        als = voorwaarden.of(voorwaarden.als[name])
        absent = ~als.hi5 & ~als.nvt
        als_open = als.hi5 & ~als.lo5
        door_nvt = als.nvt | (value.nvt & ~absent)
        nvt = value.nvt | als.nvt | absent
    there = zaak.in_force(zaak.pakket.waarborgen[name])
    nvt, door_nvt, als_open = nvt | ~there, door_nvt & there, als_open & there
    lo1, lo5 = value.lo1 & ~nvt, value.lo5 & ~nvt
    hi1, hi5 = (value.hi1 | als_open) & ~nvt, (value.hi5 | als_open) & ~nvt
    unmet = ~(nvt | lo1)
    weighed = zaak.circuit.input(("afgewogen", name)) if zaak.afwegingen else zero
    left = unmet & ~weighed
    return Eis(
        *(lo1, left & ~hi1, left & hi1, nvt, weighed & unmet, als_open, door_nvt),
        *(lo1, lo5, hi1, hi5),
    )


@dataclass(frozen=True, slots=True)
class Poort:
    """The moet-eisen of one archetype: where all are met, none is surely unmet, one surely applies, and so on."""

    zeker: Bit
    mogelijk: Bit
    geldt: Bit
    afgewogen: Bit
    alle_nvt: Bit
    door_nvt: Bit


def gate(zaak: Zaak, eisen: Mapping[str, Eis], archetype: Archetype) -> Poort:
    """What borging_tot, uitkomst and past ask of the moet-eisen of an archetype, each as one plane."""
    circuit = zaak.circuit
    own = [eisen[name] for name, w in zaak.pakket.waarborgen.items() if w.norm.get(archetype) == "moet"]
    return Poort(
        zeker=all_bits((e.geregeld | e.nvt for e in own), circuit),
        mogelijk=all_bits((~e.niet for e in own), circuit),
        geldt=any_bit((~(e.nvt | e.als_open) for e in own), circuit),
        afgewogen=any_bit((e.afgewogen for e in own), circuit),
        alle_nvt=all_bits((e.nvt for e in own), circuit),
        door_nvt=any_bit((e.nvt & e.door_nvt for e in own), circuit),
    )


Thermometer = tuple[Bit, Bit, Bit]
"""Entry L - 1 says where the level is at least L (unary, or thermometer, code): comparing levels is then one gate."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where every row stands on borging and rollen, and where a grens excludes a level, surely or perhaps."""

    poorten: Mapping[Archetype, Poort]
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


def stand(zaak: Zaak, eisen: Mapping[str, Eis]) -> Stand:
    """Where every row stands, by level: borging_tot, rollen and grenzen, each as a thermometer."""
    circuit, voorwaarden = zaak.circuit, zaak.voorwaarden
    poorten = {a: gate(zaak, eisen, a) for a in ARCHETYPES}
    roles = [voorwaarden.of(voorwaarden.ladder[a]) for a in ARCHETYPES]
    sure: dict[Archetype, Bit] = dict.fromkeys(ARCHETYPES, circuit.zero)
    perhaps = dict(sure)
    for name, grens in zaak.pakket.grenzen.items():
        value, there = voorwaarden.of(voorwaarden.grenzen[name]), zaak.in_force(grens)
        sure[grens.sluit_uit] |= value.lo1 & there
        perhaps[grens.sluit_uit] |= value.hi1 & ~value.lo1 & there
    return Stand(
        poorten=poorten,
        borging_laag=climbed([poorten[a].zeker for a in ARCHETYPES]),
        borging_hoog=climbed([poorten[a].mogelijk for a in ARCHETYPES]),
        rollen_laag=highest([r.lo1 for r in roles]),
        rollen_hoog=highest([r.hi1 for r in roles]),
        grens_zeker=_excluded(list(sure.values())),
        grens_misschien=_excluded(list(perhaps.values())),
    )


def _excluded(lowest: Sequence[Bit]) -> Thermometer:
    """Where level L is excluded, from where the lowest excluded level is: a grens excludes all above it as well."""
    first, second, third = lowest
    return first, first | second, first | second | third


def level(at_least: Thermometer) -> Number:
    """A thermometer as a level from 0 to 3, in two binary digits."""
    first, second, third = at_least
    return (first ^ second) | third, second


def _above(at_least: Thermometer, index: int, circuit: Circuit) -> Bit:
    """Where the level is more than that of `index`."""
    return at_least[index + 1] if index < 2 else circuit.zero


def differs(zaak: Zaak, held: Stand, index: int) -> Bit:
    """Where the roles surely are less, or surely are more, than the level of `index`."""
    return ~held.rollen_hoog[index] | _above(held.rollen_laag, index, zaak.circuit)


def uitkomst(zaak: Zaak, held: Stand) -> Number:
    """The place in UITKOMSTEN: the first of the table that applies."""
    circuit = zaak.circuit
    found = dict.fromkeys(UITKOMSTEN, circuit.zero)
    unknown = circuit.one
    for index, archetype in enumerate(ARCHETYPES):
        poort, left = held.poorten[archetype], zaak.gewenst(archetype)
        unknown = unknown & ~left
        exactly = held.rollen_laag[index] & ~_above(held.rollen_hoog, index, circuit)
        firm = held.borging_laag[index] & exactly & ~held.grens_misschien[index] & poort.geldt
        tests = (held.grens_zeker[index], ~held.borging_hoog[index], differs(zaak, held, index), ~firm, poort.afgewogen)
        for name, test in zip(UITKOMSTEN[1:], tests, strict=False):
            found[name] |= left & test
            left = left & ~test
        found[UITKOMSTEN[-1]] |= left
    found[UITKOMSTEN[0]] = unknown
    return chosen(list(found.values()), circuit)


def past(zaak: Zaak, held: Stand, archetype: Archetype) -> Number:
    """Which word of PASTEN holds, as its place there: the first test that is true, as in an if-else chain."""
    index, poort = niveau(archetype) - 1, held.poorten[archetype]
    firm = held.borging_laag[index] & ~held.grens_misschien[index] & poort.geldt
    tests = (held.grens_zeker[index], ~held.borging_hoog[index], ~firm, poort.afgewogen)
    left, found = zaak.circuit.one, list[Bit]()
    for test in tests:
        found.append(left & test)
        left = left & ~test
    return chosen([left, *reversed(found)], zaak.circuit)


def counts(zaak: Zaak, eisen: Mapping[str, Eis]) -> dict[Key, Number]:
    """moet_geregeld … hoort_open: the eisen at the wish, counted."""
    found: dict[Key, Number] = {}
    norms: tuple[Norm, ...] = ("moet", "hoort")
    for norm in norms:
        asked = {name: zaak.at_wish(name, norm) for name in eisen}
        found[f"{norm}_geregeld"] = count(asked[name] & e.geregeld for name, e in eisen.items())
        found[f"{norm}_niet"] = count(asked[name] & e.niet for name, e in eisen.items())
        found[f"{norm}_open"] = count(asked[name] & e.onbekend for name, e in eisen.items())
    return found


def open_vragen(zaak: Zaak, eisen: Mapping[str, Eis]) -> Number:
    """How many questions are open (docs/rapport.md, open_vragen of an afspraak)."""
    circuit, voorwaarden = zaak.circuit, zaak.voorwaarden
    unknown = ~any_bit((zaak.gewenst(a) for a in ARCHETYPES), circuit)
    seeds: dict[int, Bit] = {}

    def seed(node: int, bit: Bit) -> None:
        seeds[node] = seeds.get(node, circuit.zero) | bit

    for name, found in eisen.items():
        if "moet" not in zaak.pakket.waarborgen[name].norm.values():
            continue
        asked = zaak.at_wish(name, "moet") | unknown
        seed(voorwaarden.voldaan[name], asked & found.wit)
        if name in voorwaarden.als:
            seed(voorwaarden.als[name], asked & (found.wit | (found.als_open & ~found.afgewogen)))
    for archetype in ARCHETYPES:
        seed(voorwaarden.ladder[archetype], circuit.one)
    for name, grens in zaak.pakket.grenzen.items():
        node = voorwaarden.grenzen[name]
        value = voorwaarden.of(node)
        seed(node, value.hi1 & ~value.lo1 & zaak.in_force(grens))
    return count(reached(voorwaarden, seeds).values())


def signalen(zaak: Zaak, eisen: Mapping[str, Eis], held: Stand) -> dict[str, Bit]:
    """Where each signaal shows, built-in and of the pack."""
    circuit = zaak.circuit
    found = {
        "borging_onder_rollen": _any(zaak, (held.rollen_laag[i] & ~held.borging_hoog[i] for i in range(3))),
        "rollen_over_grens": _any(zaak, (held.rollen_laag[i] & held.grens_zeker[i] for i in range(3))),
        "afgewogen_eisen": _any(zaak, (e.afgewogen & _at_wish_at_all(zaak, name) for name, e in eisen.items())),
        "verschil_van_inzicht": circuit.input(VERSCHIL),
        "afweging_telt_niet": circuit.input(TELT_NIET) if zaak.afwegingen else circuit.zero,
    }
    at_wish: dict[str, list[Bit]] = {}
    for index, archetype in enumerate(ARCHETYPES):
        wish, poort = zaak.gewenst(archetype), held.poorten[archetype]
        comes_first = held.grens_zeker[index] | ~held.borging_hoog[index]  # another uitkomst, before the roles
        for name, bit in (
            ("rolverdeling_wijkt_af", differs(zaak, held, index) & comes_first),
            ("nvt_bij_moet_eis", poort.door_nvt),
            ("geen_eisen", poort.alle_nvt),
            ("meer_geregeld_dan_nodig", _more(zaak, eisen, held, index)),
        ):
            at_wish.setdefault(name, []).append(wish & bit)
    found |= {name: _any(zaak, bits) for name, bits in at_wish.items()}
    for name, signaal in zaak.pakket.signalen.items():
        value = zaak.voorwaarden.of(zaak.voorwaarden.signalen[name])
        found[name] = (value.hi5 if signaal.vraag_bij_twijfel else value.lo5) & zaak.in_force(signaal)
    return found


def _any(zaak: Zaak, bits: Iterable[Bit]) -> Bit:
    return any_bit(bits, zaak.circuit)


def _at_wish_at_all(zaak: Zaak, name: str) -> Bit:
    """Where a waarborg is asked at the wish, whatever its norm."""
    return _any(zaak, (zaak.gewenst(a) for a in ARCHETYPES if a in zaak.pakket.waarborgen[name].norm))


def _more(zaak: Zaak, eisen: Mapping[str, Eis], held: Stand, wish: int) -> Bit:
    """Where a moet-eis of what is surely secured, above this wish and not moet at it, is met."""
    found: list[Bit] = []
    for index in range(wish + 1, 3):
        exactly = held.borging_laag[index] & ~_above(held.borging_laag, index, zaak.circuit)
        for name, waarborg in zaak.pakket.waarborgen.items():
            norm = waarborg.norm
            if norm.get(ARCHETYPES[index]) == "moet" and norm.get(ARCHETYPES[wish]) != "moet":
                found.append(exactly & eisen[name].geregeld)
    return _any(zaak, found)
