"""The columns engine: evaluates a Regelpakket for many rows at once, on planes of bits (see planes.py).

A pack is compiled once into a list of steps in which equal conditions occur once. It shares no evaluation with the
direct engine: answers become planes by the truth tables below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from ..answers import Antwoord
from ..conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef
from ..regelpakket import Regelpakket
from ..words import ARCHETYPES, Archetype
from .planes import Plane, Planes, all_of, any_of, at_least, ones, pack, reverse, zeros

Kind = Literal["stelling", "keuze", "niet", "alle", "een_van", "minstens"]


@dataclass(frozen=True, slots=True)
class Stap:
    """One node: its kind, the question (and options) that it tests or the steps below it, and k of `minstens`."""

    kind: Kind
    vraag: str = ""
    opties: frozenset[str] = frozenset()
    onder: tuple[int, ...] = ()
    aantal: int = 0


@dataclass(frozen=True, slots=True)
class Programma:
    """A pack as steps, each after those below it, and the step at the root of each of its conditions."""

    stappen: tuple[Stap, ...]
    voldaan: Mapping[str, int]
    als: Mapping[str, int]
    grenzen: Mapping[str, int]
    signalen: Mapping[str, int]
    ladder: Mapping[Archetype, int]


@dataclass(slots=True)
class _Compiler:
    pakket: Regelpakket
    stappen: list[Stap] = field(default_factory=list)
    known: dict[Stap, int] = field(default_factory=dict)
    voldaan: dict[str, int] = field(default_factory=dict)

    def step(self, node: Voorwaarde) -> int:
        """The number of the step of a condition; an equal one is used again."""
        match node:
            case VraagTest(vraag=vraag, is_=None):
                return self._number(Stap("stelling", vraag))
            case VraagTest(vraag=vraag, is_=opties):
                return self._number(Stap("keuze", vraag, frozenset(opties or ())))
            case WaarborgRef(waarborg=waarborg):
                return self.voldaan[waarborg]
            case Niet(niet=test):
                return self._number(Stap("niet", onder=(self.step(test),)))
            case Alle(alle=below):
                return self._number(Stap("alle", onder=tuple(self.step(c) for c in below)))
            case EenVan(een_van=below):
                return self._number(Stap("een_van", onder=tuple(self.step(c) for c in below)))
            case Minstens(minstens=counted):
                onder = tuple(self.step(c) for c in counted.van)
                return self._number(Stap("minstens", onder=onder, aantal=counted.aantal))

    def _number(self, stap: Stap) -> int:
        if stap not in self.known:
            self.known[stap] = len(self.stappen)
            self.stappen.append(stap)
        return self.known[stap]


def compile_pack(pakket: Regelpakket) -> Programma:
    """The steps of a pack; a reference to a waarborg is the very step of that waarborg."""
    compiler = _Compiler(pakket)
    for waarborg in pakket.volgorde:
        compiler.voldaan[waarborg] = compiler.step(pakket.waarborgen[waarborg].voldaan_als)
    return Programma(
        voldaan=compiler.voldaan,
        als={name: compiler.step(w.als) for name, w in pakket.waarborgen.items() if w.als is not None},
        grenzen={name: compiler.step(g.als) for name, g in pakket.grenzen.items()},
        signalen={name: compiler.step(s.als) for name, s in pakket.signalen.items()},
        ladder={archetype: compiler.step(pakket.zeggenschap[archetype]) for archetype in ARCHETYPES},
        stappen=tuple(compiler.stappen),
    )


Codes = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Kolom:
    """The answers to one question: a code a row into `soorten`; code 0 is always None, no answer."""

    codes: Codes
    soorten: Sequence[Antwoord | None]

    def rows(self, start: int, stop: int) -> "Kolom":
        """The same for some of the rows."""
        return Kolom(self.codes[start:stop], self.soorten)


Bits = tuple[bool, bool, bool, bool, bool]
"""laag = 1, laag >= ½, hoog = 1, hoog >= ½, nvt."""

_UNKNOWN: Final[Bits] = (False, False, True, True, False)
_NVT: Final[Bits] = (False, False, False, False, True)
_STELLING: Final[Mapping[str, Bits]] = {
    "ja": (True, True, True, True, False),
    "deels": (False, True, False, True, False),
    "nee": (False, False, False, False, False),
    "onbekend": _UNKNOWN,
    "nvt": _NVT,
}


def _answer_bits(stap: Stap, answer: str) -> Bits:
    if stap.kind == "stelling" or answer in ("onbekend", "nvt"):
        return _STELLING[answer]
    return _STELLING["ja" if answer in stap.opties else "nee"]


def _leaf_bits(stap: Stap, soort: Antwoord | None) -> Bits:
    """The truth table of a leaf for one kind of answer: the hull over the answers that are not nvt."""
    if soort is None:
        return _UNKNOWN
    each = [bits for answer in soort.telt if not (bits := _answer_bits(stap, answer))[4]]
    if not each:
        return _NVT
    lo1, lo5, hi1, hi5, _ = zip(*each, strict=True)
    return all(lo1), all(lo5), any(hi1), any(hi5), False


def _leaf(stap: Stap, kolom: Kolom | None, count: int) -> Planes:
    if kolom is None:
        return Planes((zeros(count), zeros(count), ones(count), ones(count)))
    table = np.packbits([_leaf_bits(stap, soort) for soort in kolom.soorten], axis=1, bitorder="little")[:, 0]
    bits = np.take(table, kolom.codes)
    nvt = pack(bits & np.uint8(16)) if (table & 16).any() else None
    lo1, lo5, hi1, hi5 = (pack(bits & np.uint8(1 << index)) for index in range(4))
    return Planes((lo1, lo5, hi1, hi5), nvt)


@dataclass(frozen=True, slots=True)
class Blok:
    """The value of every step for the rows of one block, in planes of `woorden` words."""

    waarden: Sequence[Planes]
    rijen: int
    woorden: int


def run(programma: Programma, kolommen: Mapping[str, Kolom], rijen: int) -> Blok:
    """Every step, for one block of rows; a question without a Kolom has no answers."""
    count = -(-rijen // 64)
    values: list[Planes] = []
    for stap in programma.stappen:
        below = [values[index] for index in stap.onder]
        match stap.kind:
            case "niet":
                values.append(reverse(below[0]))
            case "alle":
                values.append(all_of(below))
            case "een_van":
                values.append(any_of(below))
            case "minstens":
                values.append(at_least(stap.aantal, below))
            case _:
                values.append(_leaf(stap, kolommen.get(stap.vraag), count))
    return Blok(values, rijen, count)


def reached(programma: Programma, blok: Blok, seeds: Mapping[int, Plane]) -> dict[str, Plane]:
    """Where each question is reached from the seeds (step → rows) through unresolved steps only."""
    reach: dict[int, Plane] = {}
    for index in range(len(programma.stappen) - 1, -1, -1):
        start = seeds.get(index)
        here = reach.get(index)
        if start is not None:
            here = start if here is None else here | start
        if here is None:
            continue
        here = here & blok.waarden[index].open
        reach[index] = here
        for below in programma.stappen[index].onder:
            reach[below] = here if below not in reach else reach[below] | here
    found: dict[str, Plane] = {}
    for index, plane in reach.items():
        vraag = programma.stappen[index].vraag
        if vraag:
            found[vraag] = found[vraag] | plane if vraag in found else plane
    return found


def blocks(total: int, size: int) -> Iterator[tuple[int, int]]:
    """The first and the last-plus-one row of each block."""
    for start in range(0, total, size):
        yield start, min(start + size, total)
