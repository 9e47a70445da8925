"""A pack compiled for draws: the circuit of what is counted, where every question has an answer.

With all answers known the two ends of every interval are one, so that half of the circuit folds away.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from ...circuit.conditions import Conditions, Taken
from ...circuit.gates import Bit, Circuit, Key, any_bit
from ...circuit.integers import ordered, settled
from ...circuit.rules import Thermometer, Wiring, moet_by_id, outcomes, past
from ...circuit.worlds import Leaf, World
from ...columns.congruence import no_wish
from ...columns.leaves import leaves_of
from ...columns.running import StepOrder, count, plan
from ...model.kept import once_a_pack
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, NIVEAUS, ONDERDELEN, PARTIJEN, UITKOMSTEN, Archetype

MATEN: Final = (
    "uitkomst",
    "borging_tot",
    *(f"past_{archetype}" for archetype in ARCHETYPES),
    "moet_niet",
    "moet_niet_onderdeel",
    "moet_niet_rust_op",
)
"""What is counted: in which share of the draws it is this word, this many, or a gap of this onderdeel or party."""
AT_WISH: Final = ("moet_niet", "moet_niet_onderdeel", "moet_niet_rust_op")
"""What is counted only where a wish is known."""
MORE: Final = 5
"""From so many moet-eisen on that are not met they are not told apart."""


class Counted(NamedTuple):
    """An output: where a maat has this waarde."""

    maat: str
    waarde: str


@dataclass(frozen=True, slots=True)
class DrawProgram:
    """A pack compiled for draws: the plan, its leaves by question, and the readings that matter; it keeps no pack."""

    plan: StepOrder
    leaves: Mapping[str, Sequence[Leaf]]
    lezingen: tuple[str, ...]
    outputs: tuple[Counted, ...]


@once_a_pack
def _compiled(pakket: Regelpakket) -> dict[tuple[frozenset[str], bool], DrawProgram]:
    return {}


def program_of(pakket: Regelpakket, maten: Collection[str], readings: bool) -> DrawProgram:
    """The compiled pack; made once for as long as the pack is there."""
    made, key = _compiled(pakket), (frozenset(maten), readings)
    if key not in made:
        made[key] = compile_pack(pakket, maten, readings)
    return made[key]


def compile_pack(pakket: Regelpakket, maten: Collection[str], readings: bool) -> DrawProgram:
    """The circuit of what is counted, planned."""
    wiring = Wiring(Conditions(pakket, lezingen=readings), afwegingen=False)
    found = {key: bit for key, bit in _outputs(wiring).items() if key.maat in maten}
    circuit, outputs = _without_ends(wiring.circuit, found)
    planned = plan(circuit, dict[Key, Bit](outputs.items()))
    taken = tuple(sorted(key.lezing for key in planned.inputs if isinstance(key, Taken)))
    return DrawProgram(planned, leaves_of(planned.inputs), taken, tuple(found))


def _without_ends(circuit: Circuit, found: Mapping[Counted, Bit]) -> tuple[Circuit, dict[Counted, Bit]]:
    """The same where the upper end of every leaf is its lower end."""
    order = ordered(circuit, found)
    return settled(order, {}, {key: _low(key) for key in order.inputs if isinstance(key, Leaf)})


def _low(leaf: Leaf) -> Leaf:
    worlds: Mapping[str, World] = {"hi1": "lo1", "hi5": "lo5"}
    return replace(leaf, world=worlds.get(leaf.world, leaf.world))


def _outputs(wiring: Wiring) -> dict[Counted, Bit]:
    circuit, held, pakket = wiring.circuit, wiring.standing, wiring.pakket
    wish = {a: circuit.input(("gewenst", a)) for a in ARCHETYPES}
    found: dict[Counted, Bit] = {}
    by_wish = {a: outcomes(wiring, a) for a in ARCHETYPES}
    for word in UITKOMSTEN:
        bits = (wish[a] & bit for a in ARCHETYPES if (bit := by_wish[a].get(word)) is not None)
        found[Counted("uitkomst", word)] = no_wish(wiring) if word == "gewenst_onbekend" else any_bit(bits, circuit)
    found |= {Counted("borging_tot", n): b for n, b in zip(NIVEAUS, _levels(held.borging_laag), strict=True)}
    for archetype in ARCHETYPES:
        found |= {Counted(f"past_{archetype}", word): bit for word, bit in past(wiring, archetype).items()}
    unmet = _unmet(wiring, wish)
    found |= {Counted("moet_niet", word): bit for word, bit in _amounts(unmet.values(), ~no_wish(wiring)).items()}
    onderdelen: Mapping[str, str] = {n: w.onderdeel for n, w in pakket.waarborgen.items()}
    parties: Mapping[str, str] = {n: w.rust_op for n, w in pakket.waarborgen.items()}
    kinds: Sequence[tuple[str, Sequence[str], Mapping[str, str]]] = (
        ("moet_niet_onderdeel", ONDERDELEN, onderdelen),
        ("moet_niet_rust_op", PARTIJEN, parties),
    )
    for maat, named, of in kinds:
        for each in named:
            own = [bit for name, bit in unmet.items() if of[name] == each]
            if own:
                found[Counted(maat, each)] = any_bit(own, circuit)
    return found


def _levels(at_least: Thermometer) -> tuple[Bit, ...]:
    first, second, third = at_least
    return ~first, first & ~second, second & ~third, third


def _unmet(wiring: Wiring, wish: Mapping[Archetype, Bit]) -> dict[str, Bit]:
    """Where each waarborg is a moet-eis at the wish that is not met."""
    found: dict[str, Bit] = {}
    for archetype in ARCHETYPES:
        for name, eis in moet_by_id(wiring, archetype).items():
            found[name] = found.get(name, wiring.circuit.zero) | (wish[archetype] & eis.niet)
    return found


def _amounts(bits: Iterable[Bit], known: Bit) -> dict[str, Bit]:
    """How many are true, told apart below MORE; only where `known` is."""
    digits = count(bits)
    left, found = known, dict[str, Bit]()
    for number in range(MORE):
        here = left
        for place, digit in enumerate(digits):
            here = here & (digit if number >> place & 1 else ~digit)
        found[str(number)] = here
        left = left & ~here
    return found | {f"{MORE}+": left}
