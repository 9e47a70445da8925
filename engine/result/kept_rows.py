"""Rows of a Rapport that follow from a pack and a few words, each made once for as long as the pack is there.

An afspraak without a wish has four hundred rows, and hardly any of them is not one that another afspraak had as well.
Rows are frozen and results share them: what is in a row is never changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ..judging.evaluation import Eis, OpenVraag
from ..model.answers import Waarde
from ..model.kept import once_a_pack
from ..model.pakket import Actie, Waarborg
from ..model.regelpakket import Regelpakket
from ..model.sentences import fill
from ..model.words import Archetype, EisStatus
from . import rapport
from .provenance import conversation_rows, question_rows

MOST: Final = 20_000
"""How many ways in which waarborgen stand are kept at most; beyond that they are made anew."""


class OpenBehind(NamedTuple):
    """What is open of a waarborg: of which kind that is, and the questions behind it."""

    aard: str
    vragen: tuple[OpenVraag, ...]


class WaarborgRows(NamedTuple):
    """The rows of a waarborg that stands in one way: its eis, and its witte vlek where it is one, by archetype."""

    eisen: Mapping[Archetype, rapport.EisRij]
    witte_vlekken: Mapping[Archetype, rapport.WitteVlekRij]


@dataclass(frozen=True, slots=True)
class KeptRows:
    """What results computed with a pack share: it keeps no pack."""

    vragen: Mapping[str, rapport.VraagRij]
    gespreksvragen: Mapping[str, rapport.GespreksvraagRij]
    voorbeeldteksten: Mapping[str, str]
    acties: Mapping[str, tuple[rapport.ActieRij, ...]]
    """By id of the waarborg that they close."""
    onbekend: str
    """What is to be filled in where a waarborg is not known and has no words of its own for that, with {naam} open."""
    vragen_bij: Mapping[str, list[str]]
    """The vragen whose answers meet a waarborg, by its id."""
    open: dict[OpenVraag, rapport.OpenVraagRij] = field(default_factory=dict)
    ways: dict[tuple[str, EisStatus, Waarde, OpenBehind | None], WaarborgRows] = field(default_factory=dict)

    def open_rows(self, vragen: Iterable[OpenVraag]) -> list[rapport.OpenVraagRij]:
        """Open questions, as rows."""
        return [self.open.get(vraag) or self.open.setdefault(vraag, open_row(vraag)) for vraag in vragen]

    def of(self, eis: Eis, behind: OpenBehind | None) -> WaarborgRows:
        """The rows of a waarborg of which an eis stands in this way, with what is open behind it."""
        waarborg = eis.waarborg
        way = (waarborg.id, eis.status, eis.waarde, behind)
        found = self.ways.get(way)
        if found is None:
            if len(self.ways) >= MOST:
                self.ways.clear()
            found = self.ways[way] = self._made(waarborg, eis, behind)
        return found

    def _made(self, w: Waarborg, eis: Eis, behind: OpenBehind | None) -> WaarborgRows:
        eisen = {
            archetype: rapport.EisRij(
                archetype=archetype,
                waarborg=w.id,
                naam=w.naam,
                norm=norm,
                status=eis.status,
                aard=behind.aard if behind else None,
                laag=None if eis.waarde is None else eis.waarde.laag,
                hoog=None if eis.waarde is None else eis.waarde.hoog,
                onderdeel=w.onderdeel,
                rust_op=w.rust_op,
                basis=w.basis,
                norm_basis=w.norm_basis,
                bron=list(w.bron),
                waarom=w.waarom,
            )
            for archetype, norm in w.norm.items()
        }
        if behind is None:
            return WaarborgRows(eisen, {})
        unknown = w.witte_vlek_onbekend or fill(self.onbekend, {"naam": w.naam})
        gaps = {
            archetype: rapport.WitteVlekRij(
                archetype=archetype,
                waarborg=w.id,
                naam=w.naam,
                norm=norm,
                aard=behind.aard,
                tekst=unknown if eis.status == "onbekend" else w.witte_vlek,
                onderdeel=w.onderdeel,
                rust_op=w.rust_op,
                bron=list(w.bron),
                voorbeeldtekst=w.voorbeeldtekst,
                open_vragen=self.open_rows(behind.vragen),
                acties=list(self.acties[w.id]),
            )
            for archetype, norm in w.norm.items()
            if norm != "mag"
        }
        return WaarborgRows(eisen, gaps)


@once_a_pack
def kept_rows(pakket: Regelpakket) -> KeptRows:
    """The rows that results computed with a pack share."""
    return KeptRows(
        vragen=question_rows(pakket),
        gespreksvragen=conversation_rows(pakket),
        voorbeeldteksten={w.id: w.voorbeeldtekst for w in pakket.waarborgen.values() if w.voorbeeldtekst},
        acties={name: tuple(actie_row(a, pakket) for a in acties) for name, acties in pakket.acties.items()},
        vragen_bij={name: list(vragen) for name, vragen in pakket.vragen_bij.items()},
        onbekend=pakket.woorden.get("witte_vlek_onbekend", "witte_vlek_onbekend"),
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
        sluit=[rapport.SluitRij(vraag=s.vraag, wordt=s.wordt) for s in actie.sluit],
        inzet=rapport.InzetRij(bewoners=actie.inzet.bewoners, gemeente=actie.inzet.gemeente),
        basis=actie.basis,
    )
