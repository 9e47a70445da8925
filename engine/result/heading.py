"""What every result about a dossier has: which dossier it is, on which day, the lines that go with it, the packs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..model.dossier import Dossier
from ..model.frozen import Frozen
from ..model.kept import once_a_pack
from ..model.regelpakket import Regelpakket
from ..model.woorden import Woorden
from ..model.words import DossierStatus
from .rapport import PakketRij, Rapport, Resultaat, ResultPart, TekstRij


class DossierHeading(ResultPart):
    """Which dossier something is about, and the lines that go with every result about it (docs/rapport.md)."""

    dossier: str
    bestand: str
    fictief: bool
    status: DossierStatus
    peildatum: date
    peildatum_is_vandaag: bool
    teksten: Frozen[str, TekstRij]
    woorden: Woorden


class AboutDossier(DossierHeading, Resultaat):
    """A result about one dossier, with the keys of its head."""


def heading(dossier: Dossier, pakket: Regelpakket, today: date, teksten: Mapping[str, TekstRij]) -> dict[str, Any]:
    """The keys of a DossierHeading, to begin a result with; `today` is the peildatum when the dossier names none."""
    return dict(
        DossierHeading(
            dossier=dossier.naam,
            bestand=dossier.vindplaats.bestand,
            fictief=dossier.fictief,
            status=dossier.status,
            peildatum=dossier.peildatum or today,
            peildatum_is_vandaag=dossier.peildatum is None,
            teksten=teksten,
            woorden=_taal(pakket),
        )
    )


@once_a_pack
def _taal(pakket: Regelpakket) -> Woorden:
    return pakket.taal


def heading_of(rapport: Rapport) -> dict[str, Any]:
    """The keys of a DossierHeading, to begin a result that rests on a Rapport with."""
    return {key: getattr(rapport, key) for key in DossierHeading.model_fields}


def pack_rows(pakket: Regelpakket) -> list[PakketRij]:
    """Which packs a result was computed with, the base first."""
    return [
        PakketRij(id=p.id, naam=p.naam, versie=p.versie, sha256=p.sha256, bron=p.bron, jaar=p.jaar)
        for p in pakket.pakketten
    ]
