"""What every result about a dossier begins with: which dossier it is, as known on which day, and with which packs."""

from datetime import date
from typing import TypedDict

from ..model.dossier import Dossier
from ..model.regelpakket import Regelpakket
from ..model.words import DossierStatus
from .rapport import PakketRij, Rapport, Resultaat


class Kop(TypedDict):
    """The first keys of a result, as docs/rapport.md names them."""

    dossier: str
    bestand: str
    fictief: bool
    status: DossierStatus
    peildatum: date
    peildatum_is_vandaag: bool


class OverDossier(Resultaat):
    """A result about one dossier, with the keys of its head."""

    formaat: str
    dossier: str
    bestand: str
    fictief: bool
    status: DossierStatus
    peildatum: date
    peildatum_is_vandaag: bool


def heading(dossier: Dossier, today: date) -> Kop:
    """The head of a result about a dossier; `today` is the peildatum when it names none."""
    return Kop(
        dossier=dossier.naam,
        bestand=dossier.vindplaats.bestand,
        fictief=dossier.fictief,
        status=dossier.status,
        peildatum=dossier.peildatum or today,
        peildatum_is_vandaag=dossier.peildatum is None,
    )


def heading_of(rapport: Rapport) -> Kop:
    """The head of a result that rests on a Rapport."""
    return Kop(
        dossier=rapport.dossier,
        bestand=rapport.bestand,
        fictief=rapport.fictief,
        status=rapport.status,
        peildatum=rapport.peildatum,
        peildatum_is_vandaag=rapport.peildatum_is_vandaag,
    )


def pack_rows(pakket: Regelpakket) -> list[PakketRij]:
    """Which packs a result was computed with, the base first."""
    return [
        PakketRij(id=p.id, naam=p.naam, versie=p.versie, sha256=p.sha256, bron=p.bron, jaar=p.jaar)
        for p in pakket.pakketten
    ]
