"""What a batch row says of eisen and outcomes, as numbers in the circuit of a pack: codes, levels, counts, signalen.

Every yes or no is one plane; levels and counts are planes as binary digits. docs/model.md sections 4 and 5.
"""

from collections.abc import Iterable
from typing import Final, get_args

from ..circuit.conditions import reached
from ..circuit.gates import Bit, Key, all_bits, any_bit
from ..circuit.rules import Thermometer, Wiring, above, bare, differs, limit, moet, outcomes, past
from ..model.conditions import Voorwaarde
from ..model.words import ARCHETYPES, UITKOMSTEN, Archetype, Norm, Past, niveau
from .running import Number, chosen, count

PASTEN: Final[tuple[Past, ...]] = get_args(Past)

VERSCHIL: Final = ("verschil",)
TELT_NIET: Final = ("telt_niet",)
"""Inputs besides those of Wiring: where a question is disputed, where an afweging stands that does not count, and
("gewenst", archetype): where that is the wish."""


def gewenst(wiring: Wiring, archetype: Archetype) -> Bit:
    """Where this is the wish."""
    return wiring.circuit.input(("gewenst", archetype))


def at_wish(wiring: Wiring, waarborg: str, *norms: Norm) -> Bit:
    """Where a waarborg has one of these norms at the wish."""
    own = wiring.pakket.waarborgen[waarborg].norm
    return _any(wiring, (gewenst(wiring, a) for a in ARCHETYPES if own.get(a) in norms))


def no_wish(wiring: Wiring) -> Bit:
    """Where no wish is known."""
    return ~_any(wiring, (gewenst(wiring, a) for a in ARCHETYPES))


def _any(wiring: Wiring, bits: Iterable[Bit]) -> Bit:
    return any_bit(bits, wiring.circuit)


def level(at_least: Thermometer) -> Number:
    """A thermometer as a level from 0 to 3, in two binary digits."""
    first, second, third = at_least
    return (first ^ second) | third, second


def zonder_afweging(wiring: Wiring) -> dict[Key, Number]:
    """borging_zonder_afweging_laag and _hoog as levels; 4 where it is not told."""
    found = bare(wiring)
    return {
        f"borging_zonder_afweging_{end}": (*(bit & found.told for bit in level(at_least)), ~found.told)
        for end, at_least in (("laag", found.laag), ("hoog", found.hoog))
    }


def uitkomst(wiring: Wiring) -> Number:
    """The place in UITKOMSTEN: that of the wish, or that there is none."""
    found = dict.fromkeys(UITKOMSTEN, wiring.circuit.zero)
    for archetype in ARCHETYPES:
        for word, bit in outcomes(wiring, archetype).items():
            found[word] |= gewenst(wiring, archetype) & bit
    found["gewenst_onbekend"] = no_wish(wiring)
    return chosen(list(found.values()), wiring.circuit)


def fitting(wiring: Wiring, archetype: Archetype) -> Number:
    """Which word of PASTEN holds, as its place there."""
    words = past(wiring, archetype)
    return chosen([words[word] for word in PASTEN], wiring.circuit)


def counts(wiring: Wiring) -> dict[Key, Number]:
    """moet_geregeld … hoort_open: the eisen at the wish, counted."""
    found: dict[Key, Number] = {}
    norms: tuple[Norm, ...] = ("moet", "hoort")
    for norm in norms:
        asked = [(at_wish(wiring, name, norm), e) for name, e in wiring.eisen.items()]
        found[f"{norm}_geregeld"] = count(bit & e.geborgd for bit, e in asked)
        found[f"{norm}_anders"] = count(bit & e.afgewogen for bit, e in asked)
        found[f"{norm}_niet"] = count(bit & e.niet for bit, e in asked)
        found[f"{norm}_open"] = count(bit & e.onbekend for bit, e in asked)
    return found


def open_vragen(wiring: Wiring) -> Number:
    """How many questions are open (docs/rapport.md, open_vragen of an afspraak)."""
    pakket, conditions, zero = wiring.pakket, wiring.conditions, wiring.circuit.zero
    unknown = no_wish(wiring)
    seeds: dict[int, Bit] = {}

    def seed(condition: Voorwaarde, bit: Bit) -> None:
        node = conditions.node(condition)
        seeds[node] = seeds.get(node, zero) | bit

    for name, found in wiring.eisen.items():
        waarborg = pakket.waarborgen[name]
        if "moet" not in waarborg.norm.values():
            continue
        asked, wit = at_wish(wiring, name, "moet") | unknown, found.niet | found.onbekend
        seed(waarborg.voldaan_als, asked & wit)
        if waarborg.als is not None:
            seed(waarborg.als, asked & (wit | (found.als_open & ~found.afgewogen)))
    for step in pakket.zeggenschap.values():
        seed(step, wiring.circuit.one)
    for name, grens in pakket.grenzen.items():
        seed(grens.als, limit(wiring, name).misschien)
    return count(reached(conditions, seeds).values())


def signalen(wiring: Wiring) -> dict[str, Bit]:
    """Where each signaal shows, built-in and of the pack."""
    circuit, held = wiring.circuit, wiring.standing
    waived = (e.afgewogen & at_wish(wiring, name, *get_args(Norm)) for name, e in wiring.eisen.items())
    found = {
        "borging_onder_rollen": _any(wiring, (held.rollen_laag[i] & ~held.borging_hoog[i] for i in range(3))),
        "rollen_over_grens": _any(wiring, (held.rollen_laag[i] & held.grens_zeker[i] for i in range(3))),
        "afgewogen_eisen": _any(wiring, waived),
        "verschil_van_inzicht": circuit.input(VERSCHIL),
        "afweging_telt_niet": circuit.input(TELT_NIET) if wiring.afwegingen else circuit.zero,
    }
    shown: dict[str, list[Bit]] = {}
    for index, archetype in enumerate(ARCHETYPES):
        own = moet(wiring, archetype)
        comes_first = held.grens_zeker[index] | ~held.borging_hoog[index]  # another uitkomst, before the roles
        for name, bit in (
            ("rolverdeling_wijkt_af", differs(wiring, archetype) & comes_first),
            ("nvt_bij_moet_eis", _any(wiring, (e.nvt & e.door_nvt for e in own))),
            ("geen_eisen", all_bits((e.nvt for e in own), circuit)),
            ("meer_geregeld_dan_nodig", _more(wiring, archetype)),
        ):
            shown.setdefault(name, []).append(gewenst(wiring, archetype) & bit)
    found |= {name: _any(wiring, bits) for name, bits in shown.items()}
    for name, signaal in wiring.pakket.signalen.items():
        value = wiring.conditions.value(signaal.als)
        found[name] = (value.hi5 if signaal.vraag_bij_twijfel else value.lo5) & wiring.in_force(signaal)
    return found


def _more(wiring: Wiring, wish: Archetype) -> Bit:
    """Where a moet-eis of what is surely secured, above this wish and not moet at it, is met."""
    secured = wiring.standing.borging_laag
    found: list[Bit] = []
    for archetype in ARCHETYPES[niveau(wish) :]:
        level = niveau(archetype)
        exactly = secured[level - 1] & ~above(wiring, secured, level)
        for name, waarborg in wiring.pakket.waarborgen.items():
            if waarborg.norm.get(archetype) == "moet" and waarborg.norm.get(wish) != "moet":
                found.append(exactly & wiring.eisen[name].geborgd)
    return _any(wiring, found)
