"""Writes the text of a dossier in the names and for the version that the pack has today."""

from dataclasses import dataclass
from pathlib import Path

from ..model.dossier import Dossier, PakketRef
from ..model.errors import InvoerFout
from ..model.regelpakket import Regelpakket
from ..model.successors import Hernoeming
from .editing import Unplaceable
from .loading import checked, read_checked, read_dossier
from .rewriting import rewritten
from .translating import made_for_today, translate
from .values import read_value


@dataclass(frozen=True, slots=True)
class Migration:
    """The text that a dossier is to have, and which names changed in it."""

    content: bytes
    hernoemingen: tuple[Hernoeming, ...]


def migrated(content: bytes, bestand: str, pakket: Regelpakket) -> Migration:
    """The text of a dossier for the pack of today: what changed is written, all else stays as it was typed.

    Raises:
        InvoerFout: with everything that is wrong in the file and against the pack.
        Unplaceable: it cannot be written in this text.
    """
    read = read_dossier(Path(bestand), bestand, content)
    checked(read, pakket)
    assert read.bij.wortel is not None
    found = translate(read.bij.wortel, bestand, pakket)
    root = made_for_today(found.wortel, pakket)
    after = rewritten(content, root)
    try:
        again = read_checked(Path(bestand), bestand, pakket, after)
    except InvoerFout as error:
        raise Unplaceable from error
    meant = read_value(Dossier, root, bestand).waarde
    if again.hernoemingen or meant is None or again.model_dump() != meant.model_dump():
        raise Unplaceable
    return Migration(after, found.hernoemingen)


def for_today(dossier: Dossier, pakket: Regelpakket) -> Dossier:
    """A dossier in the names of today with the versions that the packs have now; all packs when it named none."""
    here = {pack.id: PakketRef(id=pack.id, versie=pack.versie) for pack in pakket.pakketten}
    packs = tuple(here.get(pack.id, pack) for pack in dossier.pakket) or tuple(here.values())
    made = dossier.model_copy(update={"pakket": packs})
    made._hernoemingen = ()
    return made
