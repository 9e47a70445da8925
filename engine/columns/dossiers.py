"""Brings rows to the columns engine: from thema × fase of Dossiers, with all of the model; answers become codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from ..answers import Antwoord, combine
from ..dossier import Afspraak, Dossier
from ..evaluation import matching, why_not
from ..judging import in_force
from ..regelpakket import Regelpakket
from ..words import ARCHETYPES, FASEN, INGEBOUWDE_VRAGEN, Archetype, Fase
from .congruence import Rijen
from .planes import Plane, pack, zeros
from .program import Codes, Kolom

FASE_SOORTEN: Final = (None, *(Antwoord((fase,)) for fase in FASEN))
REIKWIJDTE_SOORTEN: Final = (None, *(Antwoord((option,)) for option in INGEBOUWDE_VRAGEN["reikwijdte"]))


@dataclass(frozen=True, slots=True)
class Rij:
    """One row: an afspraak of a dossier in one fase, the day that it is judged on, and the wish."""

    dossier: Dossier
    afspraak: Afspraak
    fase: Fase
    peildatum: date
    gewenst: Archetype | None


def kolommen(rijen: Sequence[Rij], pakket: Regelpakket) -> dict[str, Kolom]:
    """The answers of rows as one Kolom a question, the built-in questions among them."""
    answered = [
        {name: combine((s.door, s.antwoord) for s in given) for name, given in in_force(r.dossier, r.afspraak).items()}
        for r in rijen
    ]
    columns = {name: _kolom([a.get(name) for a in answered]) for name in pakket.vragen}
    columns["fase"] = _kolom([Antwoord((r.fase,)) for r in rijen])
    columns["land"] = _kolom([Antwoord((r.dossier.land,)) for r in rijen])
    scopes = [r.afspraak.reikwijdte for r in rijen]
    columns["reikwijdte"] = _kolom([None if scope == "onbekend" else Antwoord((scope,)) for scope in scopes])
    return columns


def _kolom(answers: Sequence[Antwoord | None]) -> Kolom:
    numbers: dict[Antwoord | None, int] = {None: 0}
    codes: Codes = np.array([numbers.setdefault(a, len(numbers)) for a in answers], dtype=np.uint16)
    return Kolom(codes, list(numbers))


def rijen_planes(rijen: Sequence[Rij], pakket: Regelpakket, columns: Mapping[str, Kolom]) -> Rijen:
    """What holds for the rows besides their answers."""
    days = np.array([r.peildatum.toordinal() for r in rijen])
    afgewogen: dict[str, list[int]] = {}
    telt_niet = np.zeros(len(rijen), dtype=np.bool_)
    for number, rij in enumerate(rijen):
        counting, void = _afwegingen(rij, pakket)
        telt_niet[number] = bool(void - counting)
        for waarborg in counting:
            afgewogen.setdefault(waarborg, []).append(number)
    return Rijen(
        gewenst={a: pack(np.array([r.gewenst == a for r in rijen])) for a in ARCHETYPES},
        fase={f: pack(np.array([r.fase == f for r in rijen])) for f in FASEN},
        verschil=verschil(columns, len(rijen)),
        geldig=geldig(pakket, days),
        afgewogen={name: _at(rows, len(rijen)) for name, rows in afgewogen.items()},
        telt_niet=pack(telt_niet),
    )


def _afwegingen(rij: Rij, pakket: Regelpakket) -> tuple[set[str], set[str]]:
    """The waarborgen with an afweging that counts here, and those with one that does not."""
    found = matching(rij.dossier.afwegingen, rij.afspraak.thema, rij.fase)
    counts = {a.waarborg for a in found if why_not(a, pakket.waarborgen[a.waarborg], rij.peildatum) is None}
    return counts, {a.waarborg for a in found} - counts


def _at(rows: Sequence[int], count: int) -> Plane:
    where = np.zeros(count, dtype=np.bool_)
    where[list(rows)] = True
    return pack(where)


def verschil(columns: Mapping[str, Kolom], count: int) -> Plane:
    """Where any question is disputed."""
    total = zeros(-(-count // 64))
    for kolom in columns.values():
        disputed = np.array([soort is not None and soort.verschil for soort in kolom.soorten])
        if disputed.any():
            total |= pack(disputed[kolom.codes])
    return total


def geldig(pakket: Regelpakket, days: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> dict[str, Plane]:
    """Where each regel with dates is in force, both ends in (`days`: the peildatum of each row, as an ordinal)."""
    planes: dict[str, Plane] = {}
    for kind in (pakket.waarborgen, pakket.grenzen, pakket.signalen):
        for name, regel in kind.items():
            if regel.geldig is not None:
                since, until = regel.geldig.van or date.min, regel.geldig.tot or date.max
                planes[name] = pack((days >= since.toordinal()) & (days <= until.toordinal()))
    return planes
