"""Brings thema × fase of Dossiers to the columns engine, with all of the model: perspectives, afwegingen, dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..circuit.gates import Key
from ..circuit.worlds import AnswerKind
from ..model.dossier import Afspraak, Afweging, Dossier
from ..model.pakket import Waarborg
from ..model.regelpakket import Regelpakket
from ..model.words import FASEN, Archetype, Fase
from ..result.table import columns_of
from .congruence import TELT_NIET
from .leaves import soort_of
from .planes import Plane, pack
from .rows import SCOPES, WISHES, built_in, gegevens, kolom_of
from .running import Space
from .table import BLOK, Block, Uitslag, evaluate_block, programma_of


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One row: an afspraak of a dossier in one fase, the day that it is judged on, and the wish."""

    dossier: Dossier
    afspraak: Afspraak
    fase: Fase
    peildatum: date
    gewenst: Archetype | None


def evaluate_rows(rijen: Sequence[DossierRow], pakket: Regelpakket, *, scores: bool) -> Iterator[Uitslag]:
    """The computed columns for rows of dossiers, a block at a time."""
    programma, space = programma_of(pakket, columns=columns_of(scores)), Space()
    for start in range(0, len(rijen), BLOK):
        yield evaluate_block(programma, blok_of(rijen[start : start + BLOK], pakket), space)


def blok_of(rijen: Sequence[DossierRow], pakket: Regelpakket) -> Block:
    """Rows as the core of the engine takes them."""
    fase = np.array([FASEN.index(r.fase) for r in rijen], dtype=np.uint8)
    reikwijdte = np.array([SCOPES.index(r.afspraak.reikwijdte) for r in rijen], dtype=np.uint8)
    gewenst = np.array([WISHES.index(r.gewenst or "onbekend") for r in rijen], dtype=np.uint8)
    days = np.array([r.peildatum.toordinal() for r in rijen], dtype=np.int64)
    said = [_in_force(r) for r in rijen]
    kolommen = {name: kolom_of(answers.get(name) for answers in said) for name in pakket.vragen}
    kolommen |= built_in(fase, reikwijdte, kolom_of(AnswerKind(frozenset((r.dossier.land,))) for r in rijen))
    given = gegevens(pakket, gewenst, fase, days, kolommen) | _afwegingen(rijen, pakket)
    return Block(len(rijen), kolommen, given)


def _in_force(rij: DossierRow) -> dict[str, AnswerKind]:
    """What is said of each question: on the afspraak, and otherwise on the dossier."""
    return {
        name: soort_of((s.door, s.antwoord) for s in standpunten)
        for block in (rij.dossier.antwoorden, rij.afspraak.antwoorden)
        for name, standpunten in block.items()
    }


def _afwegingen(rijen: Sequence[DossierRow], pakket: Regelpakket) -> dict[Key, Plane]:
    """Where an afweging counts, by waarborg, and where one is that does not count though no other one does."""
    counting: dict[str, list[int]] = {}
    void: set[int] = set()
    for number, rij in enumerate(rijen):
        here = [
            a for a in rij.dossier.afwegingen if a.thema in (None, rij.afspraak.thema) and a.fase in (None, rij.fase)
        ]
        good = {a.waarborg for a in here if counts(a, pakket.waarborgen[a.waarborg], rij.peildatum)}
        for name in good:
            counting.setdefault(name, []).append(number)
        if any(a.waarborg not in good for a in here):
            void.add(number)
    found: dict[Key, Plane] = {("afgewogen", name): _at(rows, len(rijen)) for name, rows in counting.items()}
    found[TELT_NIET] = _at(sorted(void), len(rijen))
    return found


def counts(afweging: Afweging, waarborg: Waarborg, peildatum: date) -> bool:
    """Whether an afweging counts: not law, by wijk, a public body and who bears it, with an end ahead (L78)."""
    by = afweging.besloten_door
    together = "wijk" in by and any(b in by for b in ("gemeente", "college", "raad"))
    bearer = waarborg.rust_op == "samen" or waarborg.rust_op in by
    in_time = afweging.geldig_tot is not None and peildatum <= afweging.geldig_tot
    return together and bearer and in_time and not waarborg.hard


def _at(rows: Sequence[int], total: int) -> Plane:
    where = np.zeros(total, dtype=np.bool_)
    where[list(rows)] = True
    return pack(where)
