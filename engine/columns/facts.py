"""The columns engine as one of the three engines: what it finds for each rule, for many situations at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from ..judging.facts import EisFeit, Feiten, Situatie
from ..model.answers import ONBEKEND, Interval, Waarde
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN
from .circuit import Bit, Key, Plan, Space, execute, plan
from .congruence import Zaak, eis
from .leaves import Blad, Soort, leaf_planes, leaves_of
from .planes import Codes, numbers, words
from .program import Planes, conditions_of
from .rows import gegevens, kolom_of


class Deel(NamedTuple):
    """Names an output: of what kind of rule, which one, and what of it."""

    soort: str
    id: str
    wat: str


@dataclass(frozen=True, slots=True)
class Feitenplan:
    """A pack compiled for its intervals; the outputs of the plan are named by Deel."""

    plan: Plan
    bladen: Mapping[str, Sequence[Blad]]


SOORTEN: Final = ("waarborgen", "eisen", "grenzen", "signalen", "ladder")
"""What there are intervals of, as in Feiten."""


def compile_facts(pakket: Regelpakket, soorten: Collection[str] = SOORTEN) -> Feitenplan:
    """The circuit of the intervals of a pack, planned; only those of some `soorten` when these are given."""
    zaak = Zaak(pakket, conditions_of(pakket), afwegingen=False)
    own, outputs = zaak.voorwaarden, dict[Key, Bit]()

    def put(soort: str, name: str, value: Planes, **more: Bit) -> None:
        if soort in soorten:
            outputs.update({Deel(soort, name, what): bit for what, bit in {**value._asdict(), **more}.items()})

    for name in pakket.waarborgen:
        found = eis(zaak, name)
        put("waarborgen", name, own.of(own.voldaan[name]))
        value = Planes(found.lo1, found.lo5, found.hi1, found.hi5, found.nvt)
        put("eisen", name, value, als_open=found.als_open, door_nvt=found.door_nvt)
    for name, grens in pakket.grenzen.items():
        put("grenzen", name, own.of(own.grenzen[name]), er=zaak.in_force(grens))
    for name, signaal in pakket.signalen.items():
        put("signalen", name, own.of(own.signalen[name]), er=zaak.in_force(signaal))
    for archetype in ARCHETYPES:
        put("ladder", archetype, own.of(own.ladder[archetype]))
    planned = plan(zaak.circuit, outputs)
    return Feitenplan(planned, leaves_of(planned.inputs))


def compute(pakket: Regelpakket, situatie: Situatie) -> Feiten:
    """The interval of every waarborg, eis, grens, signaal and ladder step in a situation."""
    return compute_many(pakket, [situatie])[0]


def compute_many(pakket: Regelpakket, situaties: Sequence[Situatie]) -> list[Feiten]:
    """The same for many situations at once; the pack is compiled anew for each call."""
    programma, rows = compile_facts(pakket), len(situaties)
    names = {*programma.bladen, *(name for s in situaties for name in s.antwoorden)}
    kolommen = {name: kolom_of(_soort(s, name) for s in situaties) for name in names}
    fase = np.array([FASEN.index(s.fase) for s in situaties])
    days = np.array([s.peildatum.toordinal() for s in situaties])
    given = gegevens(pakket, np.zeros(rows, dtype=np.uint8), fase, days, kolommen)
    given |= leaf_planes(programma.bladen, kolommen, rows)
    planes = execute(programma.plan, given, words(rows), Space())
    found = {key: numbers([plane], rows) for key, plane in planes.items()}
    return [_feiten(pakket, found, row) for row in range(rows)]


def _soort(situatie: Situatie, vraag: str) -> Soort | None:
    answer = situatie.antwoorden.get(vraag)
    return None if answer is None else Soort(frozenset(answer.telt), answer.verschil)


def _feiten(pakket: Regelpakket, found: Mapping[Key, Codes], row: int) -> Feiten:
    def true(soort: str, name: str, what: str) -> bool:
        return bool(found[Deel(soort, name, what)][row])

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
