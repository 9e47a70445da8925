"""The columns engine as one of the three engines: what it finds for each rule, for many situations at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from ..circuit.conditions import Conditions
from ..circuit.gates import Bit, Key
from ..circuit.rules import Wiring
from ..circuit.worlds import AnswerKind, Leaf, Worlds
from ..judging.facts import EisFeit, Feiten, Situatie
from ..model.answers import ONBEKEND, Interval, Waarde
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN
from .leaves import leaf_planes, leaves_of
from .planes import Codes, numbers, words
from .rows import gegevens, kolom_of
from .running import Space, StepOrder, execute, plan


class FactKey(NamedTuple):
    """Names an output: of what kind of rule, which one, and what of it."""

    soort: str
    id: str
    wat: str


@dataclass(frozen=True, slots=True)
class FactPlan:
    """A pack compiled for its intervals; the outputs of the plan are named by FactKey."""

    plan: StepOrder
    leaves: Mapping[str, Sequence[Leaf]]


SOORTEN: Final = ("waarborgen", "eisen", "grenzen", "signalen", "ladder")
"""What there are intervals of, as in Feiten."""


def compile_facts(pakket: Regelpakket, soorten: Collection[str] = SOORTEN) -> FactPlan:
    """The circuit of the intervals of a pack, planned; only those of some `soorten` when these are given."""
    wiring = Wiring(Conditions(pakket), afwegingen=False)
    value_of, outputs = wiring.conditions.value, dict[Key, Bit]()

    def put(soort: str, name: str, value: Worlds[Bit], **more: Bit) -> None:
        if soort in soorten:
            outputs.update({FactKey(soort, name, what): bit for what, bit in {**value._asdict(), **more}.items()})

    for name, found in wiring.eisen.items():
        put("waarborgen", name, value_of(pakket.waarborgen[name].voldaan_als))
        put("eisen", name, found.value, als_open=found.als_open, door_nvt=found.door_nvt)
    for name, grens in pakket.grenzen.items():
        put("grenzen", name, value_of(grens.als), er=wiring.in_force(grens))
    for name, signaal in pakket.signalen.items():
        put("signalen", name, value_of(signaal.als), er=wiring.in_force(signaal))
    for archetype in ARCHETYPES:
        put("ladder", archetype, value_of(pakket.zeggenschap[archetype]))
    planned = plan(wiring.circuit, outputs)
    return FactPlan(planned, leaves_of(planned.inputs))


def compute(pakket: Regelpakket, situatie: Situatie) -> Feiten:
    """The interval of every waarborg, eis, grens, signaal and ladder step in a situation."""
    return compute_many(pakket, [situatie])[0]


def compute_many(pakket: Regelpakket, situaties: Sequence[Situatie]) -> list[Feiten]:
    """The same for many situations at once; the pack is compiled anew for each call."""
    programma, rows = compile_facts(pakket), len(situaties)
    names = {*programma.leaves, *(name for s in situaties for name in s.antwoorden)}
    kolommen = {name: kolom_of(_soort(s, name) for s in situaties) for name in names}
    fase = np.array([FASEN.index(s.fase) for s in situaties])
    days = np.array([s.peildatum.toordinal() for s in situaties])
    given = gegevens(pakket, np.zeros(rows, dtype=np.uint8), fase, days, kolommen)
    given |= leaf_planes(programma.leaves, kolommen, rows)
    planes = execute(programma.plan, given, words(rows), Space())
    found = {key: numbers([plane], rows) for key, plane in planes.items()}
    return [_feiten(pakket, found, row) for row in range(rows)]


def _soort(situatie: Situatie, vraag: str) -> AnswerKind | None:
    answer = situatie.antwoorden.get(vraag)
    return None if answer is None else AnswerKind(frozenset(answer.telt), answer.verschil)


def _feiten(pakket: Regelpakket, found: Mapping[Key, Codes], row: int) -> Feiten:
    def true(soort: str, name: str, what: str) -> bool:
        return bool(found[FactKey(soort, name, what)][row])

    def value(soort: str, name: str) -> Waarde:
        if true(soort, name, "nvt"):
            return None
        low, high = (sum(true(soort, name, end + part) for part in "15") / 2 for end in ("lo", "hi"))
        return Interval(low, high)

    return Feiten(
        waarborgen={name: value("waarborgen", name) for name in pakket.volgorde},
        eisen={
            name: EisFeit(value("eisen", name), true("eisen", name, "als_open"), true("eisen", name, "door_nvt"))
            for name in pakket.waarborgen
        },
        grenzen={n: value("grenzen", n) or ONBEKEND for n in pakket.grenzen if true("grenzen", n, "er")},
        signalen={n: value("signalen", n) for n in pakket.signalen if true("signalen", n, "er")},
        ladder={archetype: value("ladder", archetype) or ONBEKEND for archetype in ARCHETYPES},
    )
