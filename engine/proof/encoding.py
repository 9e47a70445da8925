"""A whole Regelpakket as formulas: every eis, grens, signaal and ladder step, for one fase and one day.

Solve with what `voorwaarden` lists asserted. For one dossier:

    code = encode(pakket, Vast(situatie), fase, peildatum, afgewogen(pakket, dossier, thema, fase, peildatum))

and over all dossiers: `encode(pakket, vrij(pakket), fase, peildatum)`. `outcomes` derives borging_tot, rollen,
uitkomst and past from it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..model.conditions import Voorwaarde, VraagTest
from ..model.dossier import Dossier
from ..model.pakket import Regel
from ..model.regelpakket import Regelpakket
from ..model.words import Archetype, EisStatus, Fase, niveau
from .bits import NVT, Bits, of_condition, of_options
from .formulas import Formule, en, niet, of
from .leaves import Antwoorder


@dataclass(frozen=True, slots=True)
class EisCode:
    """One waarborg as an eis, whatever the archetype: its value, whether `als` is open, whether an nvt made it nvt."""

    bits: Bits
    als_open: Formule
    door_nvt: Formule
    afgewogen: bool = False

    @property
    def geborgd(self) -> Formule:
        """Surely met (and not nvt)."""
        return self.bits.laag_heel

    @property
    def voldoet(self) -> Formule:
        """Met for the gates: geborgd, afgewogen or nvt."""
        return of(self.bits.laag_heel, self.bits.nvt, self.afgewogen)

    @property
    def niet_voldaan(self) -> Formule:
        """Surely unmet: not nvt, not weighed away, and hi < 1."""
        return en(niet(self.afgewogen), niet(self.bits.nvt), niet(self.bits.hoog_heel))

    @property
    def geldt_zeker(self) -> Formule:
        """Not nvt, and known to apply."""
        return en(niet(self.bits.nvt), niet(self.als_open))

    def status(self) -> dict[EisStatus, Formule]:
        """Each status with when it is that one; exactly one holds."""
        b, there = self.bits, niet(self.bits.nvt)
        unmet: dict[EisStatus, Formule] = {
            "deels": en(b.laag_half, niet(b.hoog_heel)),
            "hooguit_deels": en(niet(b.laag_half), b.hoog_half, niet(b.hoog_heel)),
            "ontbreekt": en(there, niet(b.hoog_half)),
            "onbekend": en(niet(b.laag_heel), b.hoog_heel),
        }
        if self.afgewogen:
            unmet = dict.fromkeys(unmet, False)
        weighed = en(self.afgewogen, there, niet(b.laag_heel))
        return {"geborgd": b.laag_heel, **unmet, "nvt": b.nvt, "afgewogen": weighed}


@dataclass(frozen=True, slots=True)
class GrensCode:
    """A grens that is there: the lowest level that it excludes, and when it surely or perhaps holds."""

    niveau: int
    zeker: Formule
    misschien: Formule


@dataclass(frozen=True, slots=True)
class Gecodeerd:
    """A Regelpakket as formulas, by id; `voorwaarden` are to be asserted in every proof.

    A grens or signaal that is not there in this fase or on this day is absent. Grenzen and ladder test no question that
    may be nvt (a pack error), so they never are. `waarborgen` are the values of
    `voldaan_als`; `eisen` what they are as an eis.
    """

    pakket: Regelpakket
    voorwaarden: tuple[Formule, ...]
    waarborgen: Mapping[str, Bits]
    eisen: Mapping[str, EisCode]
    grenzen: Mapping[str, GrensCode]
    signalen: Mapping[str, Bits]
    ladder: Mapping[Archetype, Bits]

    def moet(self, archetype: Archetype) -> dict[str, EisCode]:
        """The moet-eisen of an archetype."""
        asked = (name for name, w in self.pakket.waarborgen.items() if w.norm.get(archetype) == "moet")
        return {name: self.eisen[name] for name in asked}


GEEN: Final[frozenset[str]] = frozenset()


def encode(
    pakket: Regelpakket,
    antwoorder: Antwoorder,
    fase: Fase,
    peildatum: date,
    afgewogen: Collection[str] = GEEN,
) -> Gecodeerd:
    """Every rule as formulas; `afgewogen` are the waarborgen with an afweging that counts (see `afgewogen`)."""

    def leaf(test: VraagTest) -> Bits:
        return of_options([fase], test.is_ or ()) if test.vraag == "fase" else antwoorder.leaf(test)

    waarborgen: dict[str, Bits] = {}

    def of_node(node: Voorwaarde) -> Bits:
        return of_condition(node, leaf, waarborgen)

    for naam in pakket.volgorde:
        waarborgen[naam] = of_node(pakket.waarborgen[naam].voldaan_als)
    there = {naam for naam, regel in _regels(pakket).items() if is_there(regel, fase, peildatum)}
    eisen = {}
    for naam, waarborg in pakket.waarborgen.items():
        als = None if waarborg.als is None else of_node(waarborg.als)
        eisen[naam] = _eis(waarborgen[naam], als, naam in there, naam in afgewogen)
    grenzen = {}
    for naam, grens in pakket.grenzen.items():
        if naam in there:
            bits = of_node(grens.als)
            perhaps = en(bits.hoog_heel, niet(bits.laag_heel))
            grenzen[naam] = GrensCode(niveau(grens.sluit_uit), bits.laag_heel, perhaps)
    return Gecodeerd(
        pakket=pakket,
        voorwaarden=antwoorder.voorwaarden,
        waarborgen=waarborgen,
        eisen=eisen,
        grenzen=grenzen,
        signalen={naam: of_node(s.als) for naam, s in pakket.signalen.items() if naam in there},
        ladder={archetype: of_node(step) for archetype, step in pakket.zeggenschap.items()},
    )


def _regels(pakket: Regelpakket) -> dict[str, Regel]:
    return {**pakket.waarborgen, **pakket.grenzen, **pakket.signalen}


def is_there(regel: Regel, fase: Fase, peildatum: date) -> bool:
    """Whether a regel is there in this fase and on this day (docs/model.md section 4)."""
    van, tot = (regel.geldig.van, regel.geldig.tot) if regel.geldig else (None, None)
    in_time = (van is None or van <= peildatum) and (tot is None or peildatum <= tot)
    return in_time and (regel.fasen is None or fase in regel.fasen)


def _eis(voldaan: Bits, als: Bits | None, there: bool, afgewogen: bool) -> EisCode:
    """The eis: nvt when it is not there or does not apply; [lo, 1] while that is open."""
    if not there:
        return EisCode(NVT, als_open=False, door_nvt=False)
    if als is None:
        return EisCode(voldaan, als_open=False, door_nvt=voldaan.nvt, afgewogen=afgewogen)
    surely, perhaps = als.laag_half, als.hoog_half
    still_open = en(perhaps, niet(surely))
    left = en(perhaps, niet(voldaan.nvt))
    bits = Bits(
        laag_half=en(perhaps, voldaan.laag_half),
        laag_heel=en(perhaps, voldaan.laag_heel),
        hoog_half=en(left, of(voldaan.hoog_half, still_open)),
        hoog_heel=en(left, of(voldaan.hoog_heel, still_open)),
        nvt=niet(left),
    )
    door_nvt = of(als.nvt, en(perhaps, voldaan.nvt))
    return EisCode(bits, als_open=still_open, door_nvt=door_nvt, afgewogen=afgewogen)


def afgewogen(pakket: Regelpakket, dossier: Dossier, thema: str, fase: Fase, peildatum: date) -> frozenset[str]:
    """The waarborgen with an afweging for this thema and fase that counts: together, in time, and no law (L78)."""
    return frozenset(
        a.waarborg
        for a in dossier.afwegingen
        if a.thema in (None, thema)
        and a.fase in (None, fase)
        and not pakket.waarborgen[a.waarborg].hard
        and "wijk" in a.besloten_door
        and {"gemeente", "college", "raad"} & set(a.besloten_door)
        and (a.geldig_tot is None or peildatum <= a.geldig_tot)
    )
