"""Brings together what is equal: the fasen of a thema in one block, and what stands in every block once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..model.words import FASEN, Archetype, Fase, Reden, niveau
from ..result.rapport import AfspraakRapport, EisRij, OpenVraagRij, WitteVlekRij
from .fasen import grouped

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FaseBlock:
    """Fasen of one thema that differ in nothing but which eisen are asked in them; shown as one."""

    afspraken: tuple[AfspraakRapport, ...]

    @property
    def first(self) -> AfspraakRapport:
        """The first fase: what does not differ is taken from it."""
        return self.afspraken[0]

    @property
    def fasen(self) -> tuple[Fase, ...]:
        """The fasen in the block, in the order of the model."""
        return tuple(a.fase for a in self.afspraken)


@dataclass(frozen=True, slots=True)
class BlockGap:
    """A witte vlek of a block; `fasen` names those in which it is one, when these are not all."""

    rij: WitteVlekRij
    fasen: tuple[Fase, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two of them the same to a reader."""
        return (self.rij.waarborg, self.rij.aard, self.rij.tekst, self.fasen)


@dataclass(frozen=True, slots=True)
class VraagPunt:
    """An open question of a block; `fasen` as in BlockGap, `antwoorden` what was said so far."""

    vraag: str
    reden: Reden
    fasen: tuple[Fase, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two of them the same to a reader."""
        return (self.vraag, self.reden, self.fasen)


def blocks(afspraken: Iterable[AfspraakRapport]) -> list[FaseBlock]:
    """The afspraken as blocks, in the order of the dossier."""
    return [FaseBlock(tuple(sorted(b, key=lambda a: FASEN.index(a.fase)))) for b in grouped(afspraken, _same)]


def _same(one: AfspraakRapport, other: AfspraakRapport) -> bool:
    """Whether two fasen can stand in one block: one thema and wish, the same roles, no eis otherwise."""
    if _face(one) != _face(other):
        return False
    theirs = {(e.archetype, e.waarborg): e for e in other.eisen}
    for eis in one.eisen:
        twin = theirs.get((eis.archetype, eis.waarborg), eis)
        if "nvt" not in (eis.status, twin.status) and (eis.status, eis.aard) != (twin.status, twin.aard):
            return False
    return True


def _face(afspraak: AfspraakRapport) -> dict[str, object]:
    same = {
        "thema",
        "reikwijdte",
        "gewenst",
        "gewensten",
        "bedrag",
        "looptijd",
        "terugkijken_op",
        "rollen",
        "afwegingen",
        "afgesproken",
    }
    return {
        **afspraak.model_dump(include=same),
        "grenzen": [(g.id, g.zeker) for g in afspraak.grenzen],
        "verschillen": {v: afspraak.antwoorden.get(v) for v in afspraak.verschillen_van_inzicht},
    }


def per_fase(blok: FaseBlock, value: Callable[[AfspraakRapport], T]) -> list[tuple[tuple[Fase, ...], T]]:
    """The values in a block, equal ones once, each with its fasen; the one of the first fase comes first."""
    found: list[tuple[list[Fase], T]] = []
    for afspraak in blok.afspraken:
        here = value(afspraak)
        home = next((fasen for fasen, known in found if known == here), None)
        if home is None:
            found.append(([afspraak.fase], here))
        else:
            home.append(afspraak.fase)
    return [(tuple(fasen), known) for fasen, known in found]


def eisen(blok: FaseBlock) -> list[EisRij]:
    """The eisen of a block, each archetype × waarborg once: as it stands in a fase in which it is asked."""
    found: dict[tuple[str, str], EisRij] = {}
    for afspraak in blok.afspraken:
        for eis in afspraak.eisen:
            known = found.get((eis.archetype, eis.waarborg))
            if known is None or known.status == "nvt":
                found[eis.archetype, eis.waarborg] = eis
    return list(found.values())


def asked(blok: FaseBlock) -> list[list[EisRij]]:
    """What a block asks as moet or hoort, each waarborg once: its eis from the lowest archetype that asks it on."""
    found: dict[str, list[EisRij]] = {}
    for eis in sorted(eisen(blok), key=lambda e: niveau(e.archetype)):
        if eis.norm != "mag":
            found.setdefault(eis.waarborg, []).append(eis)
    return list(found.values())


def gaten(blok: FaseBlock) -> list[BlockGap]:
    """The witte vlekken of a block, each waarborg once, at the lowest archetype that asks it."""
    rows: dict[str, WitteVlekRij] = {}
    fasen: dict[str, list[Fase]] = {}
    for afspraak in blok.afspraken:
        for rij in sorted(afspraak.witte_vlekken, key=lambda r: niveau(r.archetype)):
            rows.setdefault(rij.waarborg, rij)
            if afspraak.fase not in fasen.setdefault(rij.waarborg, []):
                fasen[rij.waarborg].append(afspraak.fase)
    return [BlockGap(rij, _some(blok, fasen[name])) for name, rij in rows.items()]


def punten(blok: FaseBlock) -> list[VraagPunt]:
    """The open questions of a block, those on which parties differ among them, each once."""
    fasen: dict[str, list[Fase]] = {}
    redenen: dict[str, Reden] = {}
    for afspraak in blok.afspraken:
        disputed = [OpenVraagRij(vraag=v, reden="verschil") for v in afspraak.verschillen_van_inzicht]
        for rij in [*afspraak.open_vragen, *disputed]:
            redenen.setdefault(rij.vraag, rij.reden)
            if afspraak.fase not in fasen.setdefault(rij.vraag, []):
                fasen[rij.vraag].append(afspraak.fase)
    return [VraagPunt(name, reden, _some(blok, fasen[name])) for name, reden in redenen.items()]


def _some(blok: FaseBlock, fasen: Sequence[Fase]) -> tuple[Fase, ...]:
    """The fasen, or nothing when they are all of the block."""
    return () if len(fasen) == len(blok.fasen) else tuple(fasen)


def shared(per_blok: Sequence[Sequence[T]], key: Callable[[T], object]) -> list[T]:
    """What stands in every one of two or more blocks, in the order of the first."""
    if len(per_blok) < 2:
        return []
    everywhere = set.intersection(*({key(item) for item in items} for items in per_blok))
    return [item for item in per_blok[0] if key(item) in everywhere]


def wished(blok: FaseBlock) -> Archetype | None:
    """The wish of a block; None when it is not known."""
    wish = blok.first.gewenst
    return None if wish == "onbekend" else wish
