"""Rows of a Rapport that follow from a pack and a few words, each made once for as long as the pack is there.

An afspraak without a wish has four hundred rows, and hardly any of them is not one that another afspraak had as well.
Results share them, so they are frozen with all that is in them: tuples, and mappings that refuse a change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..judging.evaluation import Eis, OpenVraag, aard
from ..model.answers import Waarde
from ..model.frozen import FrozenDict
from ..model.kept import once_a_pack
from ..model.pakket import Actie, Waarborg
from ..model.regelpakket import Regelpakket
from ..model.sentences import fill
from ..model.words import Archetype, EisStatus
from . import rapport
from .provenance import conversation_rows, question_rows

MOST: Final = 20_000
"""How many ways in which waarborgen stand are kept at most; beyond that they are made anew."""


Way = tuple[str, EisStatus, Waarde, tuple[OpenVraag, ...] | None, bool]
"""How a waarborg stands: its id, the status and value of its eis, where it is open the questions, if a look back."""

WaarborgRows = Mapping[Archetype, tuple[rapport.EisRij, rapport.WitteVlekRij | None]]
"""The rows of a waarborg that stands in one way, by archetype: its eis, and its witte vlek where it is one."""


@dataclass(frozen=True, slots=True)
class KeptRows:
    """What results computed with a pack share: it keeps no pack."""

    vragen: FrozenDict[str, rapport.VraagRij]
    gespreksvragen: FrozenDict[str, rapport.GespreksvraagRij]
    voorbeeldteksten: FrozenDict[str, str]
    acties: Mapping[str, tuple[rapport.ActieRij, ...]]
    """By id of the waarborg that they close."""
    onbekend: str
    """What is to be filled in where a waarborg is not known and has no words of its own for that, with {naam} open."""
    toen_niet: str
    """The same of a look back, where it was not arranged."""
    toen_onbekend: str
    """The same of a look back, where the source does not say."""
    vragen_bij: FrozenDict[str, tuple[str, ...]]
    """The vragen whose answers meet a waarborg, by its id."""
    open: dict[OpenVraag, rapport.OpenVraagRij] = field(default_factory=dict)
    ways: dict[Way, WaarborgRows] = field(default_factory=dict)

    def open_rows(self, vragen: Iterable[OpenVraag]) -> tuple[rapport.OpenVraagRij, ...]:
        """Open questions, as rows."""
        return tuple([self.open.get(vraag) or self.open.setdefault(vraag, open_row(vraag)) for vraag in vragen])

    def of(self, eis: Eis, behind: tuple[OpenVraag, ...] | None, terugblik: bool = False) -> WaarborgRows:
        """The rows of a waarborg of which an eis stands in this way, with the questions behind it where it is open.

        Args:
            terugblik: whether that is told of a look back.
        """
        waarborg, _, feit, status = eis
        way = (waarborg.id, status, feit.waarde, behind, terugblik)
        found = self.ways.get(way)
        if found is None:
            if len(self.ways) >= MOST:
                self.ways.clear()
            found = self.ways[way] = self._made(waarborg, eis, behind, terugblik)
        return found

    def _told(self, w: Waarborg, status: EisStatus, terugblik: bool) -> str:
        """What is said of a waarborg that is not surely met."""
        if terugblik and status == "onbekend":
            return fill(self.toen_onbekend, {"naam": w.naam})
        if terugblik:
            return w.witte_vlek_terugblik or fill(self.toen_niet, {"naam": w.naam})
        if status == "onbekend":
            return w.witte_vlek_onbekend or fill(self.onbekend, {"naam": w.naam})
        return w.witte_vlek

    def _made(self, w: Waarborg, eis: Eis, behind: tuple[OpenVraag, ...] | None, terugblik: bool) -> WaarborgRows:
        kind = None if behind is None else aard(eis.status, behind)
        eisen = {
            archetype: rapport.EisRij(
                archetype=archetype,
                waarborg=w.id,
                naam=w.naam,
                norm=norm,
                status=eis.status,
                aard=kind,
                laag=None if eis.waarde is None else eis.waarde.laag,
                hoog=None if eis.waarde is None else eis.waarde.hoog,
                onderdeel=w.onderdeel,
                rust_op=w.rust_op,
                basis=w.basis,
                norm_basis=w.norm_basis,
                bron=w.bron,
                waarom=w.waarom,
            )
            for archetype, norm in w.norm.items()
        }
        if behind is None or kind is None:
            return {archetype: (row, None) for archetype, row in eisen.items()}
        told = self._told(w, eis.status, terugblik)
        gaps = {
            archetype: rapport.WitteVlekRij(
                archetype=archetype,
                waarborg=w.id,
                naam=w.naam,
                norm=norm,
                aard=kind,
                tekst=told,
                onderdeel=w.onderdeel,
                rust_op=w.rust_op,
                bron=w.bron,
                voorbeeldtekst=w.voorbeeldtekst,
                open_vragen=self.open_rows(behind),
                acties=self.acties[w.id],
            )
            for archetype, norm in w.norm.items()
            if norm != "mag"
        }
        return {archetype: (row, gaps.get(archetype)) for archetype, row in eisen.items()}


@once_a_pack
def kept_rows(pakket: Regelpakket) -> KeptRows:
    """The rows that results computed with a pack share."""
    return KeptRows(
        vragen=FrozenDict(question_rows(pakket)),
        gespreksvragen=FrozenDict(conversation_rows(pakket)),
        voorbeeldteksten=FrozenDict({w.id: w.voorbeeldtekst for w in pakket.waarborgen.values() if w.voorbeeldtekst}),
        acties={name: tuple(actie_row(a, pakket) for a in acties) for name, acties in pakket.acties.items()},
        vragen_bij=FrozenDict(pakket.vragen_bij),
        onbekend=pakket.woorden.get("witte_vlek_onbekend", "witte_vlek_onbekend"),
        toen_niet=pakket.woorden.get("witte_vlek_toen_niet", "witte_vlek_toen_niet"),
        toen_onbekend=pakket.woorden.get("witte_vlek_toen_onbekend", "witte_vlek_toen_onbekend"),
    )


def open_row(vraag: OpenVraag) -> rapport.OpenVraagRij:
    """An open question, as a row."""
    return rapport.OpenVraagRij(vraag=vraag.vraag, reden=vraag.reden)


def actie_row(actie: Actie, pakket: Regelpakket) -> rapport.ActieRij:
    """An actie as results show it: with the caveat of its instrument when it has none of its own."""
    means = pakket.instrumenten.get(actie.instrument or "")
    return rapport.ActieRij(
        id=str(actie.id),
        wat=actie.wat,
        trekker=actie.trekker,
        wijk_doet=actie.wijk_doet,
        gemeente_doet=actie.gemeente_doet,
        instrument=actie.instrument,
        kanttekening=actie.kanttekening or (means.kanttekening if means else None),
        sluit=tuple(rapport.SluitRij(vraag=s.vraag, wordt=s.wordt) for s in actie.sluit),
        inzet=rapport.InzetRij(bewoners=actie.inzet.bewoners, gemeente=actie.inzet.gemeente),
        basis=actie.basis,
    )
