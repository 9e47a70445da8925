"""The vector twin of evaluation.py and congruence.py: eisen, gates, uitkomst, counts and signalen for many rows.

Everything is a plane (one bit a row) until the end, where levels and counts become numbers. model.md sections 4 and 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..pakket import Regel
from ..regelpakket import Regelpakket
from ..words import ARCHETYPES, FASEN, UITKOMSTEN, Archetype, Fase, niveau
from .planes import Counter, Plane, ones, unpack, zeros
from .program import Blok, Programma, reached

Getallen = NDArray[np.int64]
PASTEN: Final = ("ja", "ja_met_afweging", "nog_open", "nog_niet", "nee")


@dataclass(frozen=True, slots=True)
class Rijen:
    """What holds for the rows of a block besides their answers, as planes.

    `gewenst` says per archetype where it is the wish (nowhere: onbekend); `fase` where it is that fase; `geldig` where
    a regel with dates is in force (absent: always); `afgewogen` where a counting afweging stands, per waarborg;
    `telt_niet` where one stands that does not count; `verschil` where any question is disputed.
    """

    gewenst: Mapping[Archetype, Plane]
    fase: Mapping[Fase, Plane]
    verschil: Plane
    geldig: Mapping[str, Plane] = field(default_factory=dict)
    afgewogen: Mapping[str, Plane] = field(default_factory=dict)
    telt_niet: Plane | None = None


@dataclass(frozen=True, slots=True)
class EisPlanes:
    """One waarborg as an eis, for all rows: where it has which status, and the bounds of its value."""

    geborgd: Plane
    niet: Plane
    onbekend: Plane
    nvt: Plane
    afgewogen: Plane
    als_open: Plane
    door_nvt: Plane
    lo1: Plane
    lo5: Plane
    hi1: Plane
    hi5: Plane

    @property
    def geregeld(self) -> Plane:
        """Met for the gates."""
        return self.geborgd | self.afgewogen

    @property
    def wit(self) -> Plane:
        """Surely not met, or unknown, and not weighed away."""
        return self.niet | self.onbekend


def in_force(regel: Regel, rijen: Rijen, count: int) -> Plane | None:
    """Where a regel is there at all; None for everywhere."""
    plane: Plane | None = rijen.geldig.get(regel.id)
    if regel.fasen is not None:
        fasen = zeros(count)
        for fase in FASEN:
            if fase in regel.fasen:
                fasen = fasen | rijen.fase[fase]
        plane = fasen if plane is None else plane & fasen
    return plane


def eis_planes(pakket: Regelpakket, programma: Programma, blok: Blok, rijen: Rijen) -> dict[str, EisPlanes]:
    """Every waarborg as an eis."""
    return {name: _eis(pakket, programma, blok, rijen, name) for name in pakket.waarborgen}


def _eis(pakket: Regelpakket, programma: Programma, blok: Blok, rijen: Rijen, name: str) -> EisPlanes:
    count = blok.woorden
    value = blok.waarden[programma.voldaan[name]]
    present = in_force(pakket.waarborgen[name], rijen, count)
    there = ones(count) if present is None else present
    value_nvt = zeros(count) if value.nvt is None else value.nvt
    als_open, door_nvt, nvt = zeros(count), value_nvt, value_nvt
    lo1, lo5, hi1, hi5 = value.lo1, value.lo5, value.hi1, value.hi5
    if name in programma.als:
        als = blok.waarden[programma.als[name]]
        als_nvt = zeros(count) if als.nvt is None else als.nvt
        absent = ~als.hi5 & ~als_nvt
        als_open = als.hi5 & ~als.lo5
        door_nvt = als_nvt | (value_nvt & ~absent)
        nvt = value_nvt | als_nvt | absent
        hi1, hi5 = hi1 | als_open, hi5 | als_open
    if present is not None:
        nvt, door_nvt, als_open = nvt | ~there, door_nvt & there, als_open & there
    kept = ~nvt
    lo1, lo5, hi1, hi5 = lo1 & kept, lo5 & kept, hi1 & kept, hi5 & kept
    unmet = kept & ~lo1
    weighed = rijen.afgewogen.get(name)
    afgewogen = zeros(count) if weighed is None else weighed & unmet
    left = unmet & ~afgewogen
    return EisPlanes(lo1, left & ~hi1, left & hi1, nvt, afgewogen, als_open, door_nvt, lo1, lo5, hi1, hi5)


@dataclass(slots=True)
class Poort:
    """The moet-eisen of one archetype: where all are met, none is surely unmet, one surely applies, one is weighed."""

    zeker: Plane
    mogelijk: Plane
    geldt: Plane
    afgewogen: Plane
    alle_nvt: Plane
    door_nvt: Plane


def gate(pakket: Regelpakket, eisen: Mapping[str, EisPlanes], archetype: Archetype, count: int) -> Poort:
    """The gate of an archetype."""
    poort = Poort(ones(count), ones(count), zeros(count), zeros(count), ones(count), zeros(count))
    for name, waarborg in pakket.waarborgen.items():
        if waarborg.norm.get(archetype) != "moet":
            continue
        eis = eisen[name]
        poort.zeker &= eis.geregeld | eis.nvt
        poort.mogelijk &= ~eis.niet
        poort.geldt |= ~eis.nvt & ~eis.als_open
        poort.afgewogen |= eis.afgewogen
        poort.alle_nvt &= eis.nvt
        poort.door_nvt |= eis.nvt & eis.door_nvt
    return poort


@dataclass(frozen=True, slots=True)
class Ladder:
    """Thermometers: entry L - 1 says where the level is at least L. And where a grens excludes a level."""

    borging_laag: Sequence[Plane]
    borging_hoog: Sequence[Plane]
    rollen_laag: Sequence[Plane]
    rollen_hoog: Sequence[Plane]
    grens_zeker: Sequence[Plane]
    grens_misschien: Sequence[Plane]


def thermometer(planes: Sequence[Plane], climb: bool) -> list[Plane]:
    """At least L: all of 1..L hold (`climb`), or any of L..3 does."""
    if climb:
        return [planes[0], planes[0] & planes[1], planes[0] & planes[1] & planes[2]]
    return [planes[0] | planes[1] | planes[2], planes[1] | planes[2], planes[2]]


def ladder(
    pakket: Regelpakket, programma: Programma, blok: Blok, rijen: Rijen, gates: Mapping[Archetype, Poort]
) -> Ladder:
    """Where every row stands on borging, rollen and grenzen."""
    steps = [blok.waarden[programma.ladder[a]] for a in ARCHETYPES]
    sure, perhaps = [zeros(blok.woorden) for _ in ARCHETYPES], [zeros(blok.woorden) for _ in ARCHETYPES]
    for name, grens in pakket.grenzen.items():
        value = blok.waarden[programma.grenzen[name]]
        present = in_force(grens, rijen, blok.woorden)
        holds = value.lo1 if present is None else value.lo1 & present
        may = value.hi1 & ~value.lo1 if present is None else value.hi1 & ~value.lo1 & present
        for level in range(niveau(grens.sluit_uit), 4):
            sure[level - 1] = sure[level - 1] | holds
            perhaps[level - 1] = perhaps[level - 1] | may
    return Ladder(
        borging_laag=thermometer([gates[a].zeker for a in ARCHETYPES], climb=True),
        borging_hoog=thermometer([gates[a].mogelijk for a in ARCHETYPES], climb=True),
        rollen_laag=thermometer([s.lo1 for s in steps], climb=False),
        rollen_hoog=thermometer([s.hi1 for s in steps], climb=False),
        grens_zeker=sure,
        grens_misschien=perhaps,
    )


def level(at_least: Sequence[Plane], rows: int) -> Getallen:
    """A thermometer as levels 0 to 3."""
    return sum((unpack(plane, rows).astype(np.int64) for plane in at_least), np.zeros(rows, dtype=np.int64))


def uitkomst(rijen: Rijen, stand: Ladder, gates: Mapping[Archetype, Poort], rows: int) -> Getallen:
    """The index in UITKOMSTEN of each row: the first of the table that applies."""
    known = zeros(len(rijen.verschil))
    planes = [zeros(len(known)) for _ in UITKOMSTEN]
    for archetype in ARCHETYPES:
        at, index = rijen.gewenst[archetype], niveau(archetype) - 1
        known |= at
        poort = gates[archetype]
        above = stand.rollen_laag[index + 1] if index < 2 else zeros(len(at))
        above_high = stand.rollen_hoog[index + 1] if index < 2 else zeros(len(at))
        differs = ~stand.rollen_hoog[index] | above
        exactly = stand.rollen_laag[index] & ~above_high
        firm = stand.borging_laag[index] & exactly & ~stand.grens_misschien[index] & poort.geldt
        tests = (stand.grens_zeker[index], ~stand.borging_hoog[index], differs, ~firm, poort.afgewogen)
        left = at.copy()
        for number, test in enumerate(tests, start=1):
            planes[number] |= left & test
            left &= ~test
        planes[6] |= left
    planes[0] = ~known
    return sum((unpack(p, rows).astype(np.int64) * n for n, p in enumerate(planes)), np.zeros(rows, dtype=np.int64))


def past(archetype: Archetype, stand: Ladder, poort: Poort, rows: int) -> Getallen:
    """The index in PASTEN of each row."""
    index = niveau(archetype) - 1
    nee = stand.grens_zeker[index]
    nog_niet = ~nee & ~stand.borging_hoog[index]
    firm = stand.borging_laag[index] & ~stand.grens_misschien[index] & poort.geldt
    nog_open = ~nee & ~nog_niet & ~firm
    weighed = ~nee & ~nog_niet & firm & poort.afgewogen
    codes = np.zeros(rows, dtype=np.int64)
    for number, plane in enumerate((weighed, nog_open, nog_niet, nee), start=1):
        codes += number * unpack(plane, rows).astype(np.int64)
    return codes


def at_wish(pakket: Regelpakket, rijen: Rijen, name: str, norm: str) -> Plane | None:
    """Where a waarborg has this norm at the wish; None for nowhere."""
    asked = [rijen.gewenst[a] for a in ARCHETYPES if pakket.waarborgen[name].norm.get(a) == norm]
    if not asked:
        return None
    total = asked[0]
    for plane in asked[1:]:
        total = total | plane
    return total


def counts(pakket: Regelpakket, eisen: Mapping[str, EisPlanes], rijen: Rijen, rows: int) -> dict[str, Getallen]:
    """moet_geregeld … hoort_open: the eisen at the wish, counted."""
    result: dict[str, Getallen] = {}
    for norm in ("moet", "hoort"):
        counters = {"geregeld": Counter(), "niet": Counter(), "open": Counter()}
        for name, eis in eisen.items():
            asked = at_wish(pakket, rijen, name, norm)
            if asked is not None:
                counters["geregeld"].add(eis.geregeld & asked)
                counters["niet"].add(eis.niet & asked)
                counters["open"].add(eis.onbekend & asked)
        result |= {f"{norm}_{key}": counter.totals(rows) for key, counter in counters.items()}
    return result


def open_vragen(
    pakket: Regelpakket, programma: Programma, blok: Blok, eisen: Mapping[str, EisPlanes], rijen: Rijen
) -> Getallen:
    """How many questions are open, of each row (formats.md, open_vragen of an afspraak)."""
    unknown = ~(rijen.gewenst["adviseren"] | rijen.gewenst["aanjagen"] | rijen.gewenst["besluiten"])
    seeds: dict[int, Plane] = {}

    def seed(step: int, plane: Plane) -> None:
        seeds[step] = seeds[step] | plane if step in seeds else plane

    for name, eis in eisen.items():
        asked = at_wish(pakket, rijen, name, "moet")
        if asked is None:
            continue
        asked = asked | unknown
        seed(programma.voldaan[name], asked & eis.wit)
        if name in programma.als:
            seed(programma.als[name], asked & (eis.wit | (eis.als_open & ~eis.afgewogen)))
    for archetype in ARCHETYPES:
        seed(programma.ladder[archetype], ones(blok.woorden))
    for name, grens in pakket.grenzen.items():
        value, present = blok.waarden[programma.grenzen[name]], in_force(grens, rijen, blok.woorden)
        perhaps = value.hi1 & ~value.lo1
        seed(programma.grenzen[name], perhaps if present is None else perhaps & present)
    counter = Counter()
    for plane in reached(programma, blok, seeds).values():
        counter.add(plane)
    return counter.totals(blok.rijen)


def signalen(
    pakket: Regelpakket,
    programma: Programma,
    blok: Blok,
    eisen: Mapping[str, EisPlanes],
    rijen: Rijen,
    stand: Ladder,
    gates: Mapping[Archetype, Poort],
) -> dict[str, Plane]:
    """Where each signaal shows, built-in and of the pack; those that show nowhere may be absent."""
    count = blok.woorden
    found: dict[str, Plane] = {}
    under = zeros(count)
    over = zeros(count)
    for index in range(3):
        under |= stand.rollen_laag[index] & ~stand.borging_hoog[index]
        over |= stand.rollen_laag[index] & stand.grens_zeker[index]
    found["borging_onder_rollen"], found["rollen_over_grens"] = under, over
    for archetype in ARCHETYPES:
        at, index, poort = rijen.gewenst[archetype], niveau(archetype) - 1, gates[archetype]
        above = stand.rollen_laag[index + 1] if index < 2 else zeros(count)
        differs = ~stand.rollen_hoog[index] | above
        first = ~stand.grens_zeker[index] & stand.borging_hoog[index]  # no earlier uitkomst comes before it
        _join(found, "rolverdeling_wijkt_af", at & differs & ~first)
        _join(found, "nvt_bij_moet_eis", at & poort.door_nvt)
        _join(found, "geen_eisen", at & poort.alle_nvt)
        _join(found, "meer_geregeld_dan_nodig", at & _more(pakket, eisen, stand, archetype, count))
    for name, eis in eisen.items():
        for norm in ("moet", "hoort", "mag"):
            asked = at_wish(pakket, rijen, name, norm)
            if asked is not None:
                _join(found, "afgewogen_eisen", eis.afgewogen & asked)
    if rijen.telt_niet is not None:
        found["afweging_telt_niet"] = rijen.telt_niet
    found["verschil_van_inzicht"] = rijen.verschil
    for name, signaal in pakket.signalen.items():
        value, present = blok.waarden[programma.signalen[name]], in_force(signaal, rijen, count)
        shown = value.hi5 if signaal.vraag_bij_twijfel else value.lo5
        found[name] = shown if present is None else shown & present
    return found


def _join(found: dict[str, Plane], key: str, plane: Plane) -> None:
    found[key] = found[key] | plane if key in found else plane


def _more(
    pakket: Regelpakket, eisen: Mapping[str, EisPlanes], stand: Ladder, archetype: Archetype, count: int
) -> Plane:
    """Where a moet-eis of what is surely secured, above this wish and not moet at it, is met."""
    total = zeros(count)
    for reached_level in range(niveau(archetype) + 1, 4):
        higher = stand.borging_laag[reached_level] if reached_level < 3 else zeros(count)
        exactly = stand.borging_laag[reached_level - 1] & ~higher
        met = zeros(count)
        for name, waarborg in pakket.waarborgen.items():
            norm = waarborg.norm
            if norm.get(ARCHETYPES[reached_level - 1]) == "moet" and norm.get(archetype) != "moet":
                met |= eisen[name].geregeld
        total |= exactly & met
    return total
