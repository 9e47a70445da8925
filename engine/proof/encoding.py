"""The circuit of a Regelpakket as formulas, for one fase and one day: gates become formulas where they are asked for.

Partial evaluation: what is known (the fase, the day, what is answered) goes in as True or False and folds away.

Solve with what `voorwaarden` lists asserted. For one dossier:

    code = encode(pakket, FixedAnswers(situatie), fase, peildatum, afgewogen(pakket, dossier, thema, fase, peildatum))

and over all dossiers: `encode(pakket, vrij(pakket), fase, peildatum)`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Final

from ..circuit.conditions import BitCount, Conditions, kept_whole
from ..circuit.gates import ONE, ZERO, Bit, Key, needed
from ..circuit.rules import EisGate, Limit, Wiring, limit, outcomes, past
from ..circuit.worlds import Leaf
from ..judging.evaluation import counting, matching
from ..model.answers import Antwoord
from ..model.conditions import Voorwaarde
from ..model.dossier import Dossier
from ..model.regelpakket import Regelpakket
from ..model.schema import Periode
from ..model.words import FASEN, Archetype, Fase, Past, Uitkomst
from .bits import Bits
from .formulas import Formula, and_, at_least, or_, xor
from .leaves import Answerer, Opties, of_antwoord

_GATES: Final[dict[str, Callable[[Formula, Formula], Formula]]] = {"and": and_, "or": or_, "xor": xor}


@dataclass(frozen=True, slots=True)
class EncodedPack:
    """A Regelpakket as formulas; `voorwaarden` are to be asserted in every proof.

    `given` says what an input of the circuit is, `known` what is found of its gates.
    """

    wiring: Wiring
    voorwaarden: tuple[Formula, ...]
    given: Callable[[Key], Formula]
    known: dict[int, Formula] = field(default_factory=lambda: {ZERO: False, ONE: True})

    @property
    def pakket(self) -> Regelpakket:
        """The pack that this is of."""
        return self.wiring.pakket

    def of(self, bit: Bit) -> Formula:
        """One bit of the circuit, with what it stands on; nothing is made twice."""
        circuit, known = self.wiring.circuit, self.known
        for number in needed(circuit, [bit.number], known):
            kind, low, high = circuit.gates[number]
            if kind == "input":
                key = circuit.names[number]
                counts = at_least(key.rank, map(self.of, key.bits)) if isinstance(key, BitCount) else None
                known[number] = self.given(key) if counts is None else counts
            else:
                known[number] = _GATES[kind](known[low], known[high])
        return known[bit.number]

    def value(self, condition: Voorwaarde) -> Bits:
        """The value of a condition."""
        return self.wiring.conditions.value(condition).map(self.of)

    def eis(self, naam: str) -> EisGate[Formula]:
        """A waarborg as an eis."""
        return self.wiring.eisen[naam].map(self.of)

    def grens(self, naam: str) -> Limit[Formula]:
        """A grens; where it is not there it does not hold."""
        return Limit(*map(self.of, limit(self.wiring, naam)))

    def signaal(self, naam: str) -> Bits | None:
        """The value of a signaal; None where it is not there in this fase or on this day."""
        signaal = self.pakket.signalen[naam]
        return self.value(signaal.als) if self.of(self.wiring.in_force(signaal)) else None

    def uitkomst(self, archetype: Archetype) -> dict[Uitkomst, Formula]:
        """Each outcome for this wish with when it is that one; exactly one holds."""
        return {word: self.of(bit) for word, bit in outcomes(self.wiring, archetype).items()}

    def past(self, archetype: Archetype) -> dict[Past, Formula]:
        """Each word for whether what is secured fits the archetype, with when it is that one; exactly one holds."""
        return {word: self.of(bit) for word, bit in past(self.wiring, archetype).items()}


@lru_cache(maxsize=16)
def wiring_of(pakket: Regelpakket) -> Wiring:
    """The circuit of a pack; kept for the packs that were asked for last, as each keeps its pack alive.

    What `minstens` counts stays whole in it: z3 counts by a cardinality constraint of its own, with which it proves in
    a second what it does not in minutes when all ways of counting are written out as gates.
    """
    return Wiring(Conditions(pakket, count=kept_whole), afwegingen=True)


GEEN: Final[frozenset[str]] = frozenset()


def encode(
    pakket: Regelpakket,
    antwoorder: Answerer,
    fase: Fase,
    peildatum: date,
    afgewogen: Collection[str] = GEEN,
) -> EncodedPack:
    """Every rule as formulas; `afgewogen` are the waarborgen with an afweging that counts (see `afgewogen`)."""
    regels = {**pakket.waarborgen, **pakket.grenzen, **pakket.signalen}
    fixed: dict[Key, bool] = {("fase", each): each == fase for each in FASEN}
    fixed |= {("geldig", name): _in_time(r.geldig, peildatum) for name, r in regels.items() if r.geldig is not None}
    fixed |= {("afgewogen", name): name in afgewogen for name in pakket.waarborgen}

    @cache
    def test(vraag: str, opties: Opties) -> Bits:
        return of_antwoord(opties, Antwoord((fase,))) if vraag == "fase" else antwoorder.leaf(vraag, opties)

    def given(key: Key) -> Formula:
        return key.of(test(key.vraag, key.opties)) if isinstance(key, Leaf) else fixed[key]

    return EncodedPack(wiring_of(pakket), antwoorder.voorwaarden, given)


def _in_time(geldig: Periode, peildatum: date) -> bool:
    return (geldig.van is None or geldig.van <= peildatum) and (geldig.tot is None or peildatum <= geldig.tot)


def afgewogen(pakket: Regelpakket, dossier: Dossier, thema: str, fase: Fase, peildatum: date) -> frozenset[str]:
    """The waarborgen with an afweging for this thema and fase that counts."""
    return counting(pakket, matching(dossier.afwegingen, thema, fase), peildatum)
