"""Writes the text of a dossier in the names and for the version that the pack has today."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.dossier import Bevoegdheid, Dossier, PakketRef
from ..model.errors import InvoerFout
from ..model.grondslag import DELEGATIEGRONDSLAG, GRONDSLAG, belongs_at
from ..model.regelpakket import Regelpakket
from ..model.source import FileNode, NodePath
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
    sound = checked(read, pakket)
    assert read.bij.wortel is not None
    found = translate(read.bij.wortel, bestand, pakket)
    moved = moves(sound)
    root = made_for_today(_moved(found.wortel, moved), pakket)
    after = rewritten(content, root)
    try:
        again = read_checked(Path(bestand), bestand, pakket, after)
    except InvoerFout as error:
        raise Unplaceable from error
    meant = read_value(Dossier, root, bestand).waarde
    if again.hernoemingen or meant is None or again.model_dump() != meant.model_dump():
        raise Unplaceable
    return Migration(after, (*found.hernoemingen, *moved.values()))


def moves(dossier: Dossier) -> dict[NodePath, Hernoeming]:
    """Which references stand at `grondslag` and speak of passing on, by the place of their bevoegdheid.

    One stays where it is when there is something at `delegatiegrondslag` already: then people have to look.
    """
    return {
        ("afspraken", i, "bevoegdheden", j): Hernoeming(
            dossier.vindplaats.plek(("afspraken", i, "bevoegdheden", j, GRONDSLAG)),
            GRONDSLAG,
            GRONDSLAG,
            (DELEGATIEGRONDSLAG,),
            "hernoemd",
        )
        for i, afspraak in enumerate(dossier.afspraken)
        for j, bevoegdheid in enumerate(afspraak.bevoegdheden)
        if _misplaced(bevoegdheid)
    }


def _misplaced(bevoegdheid: Bevoegdheid) -> bool:
    stands = bevoegdheid.grondslag
    return stands is not None and bevoegdheid.delegatiegrondslag is None and belongs_at(stands) != GRONDSLAG


def _moved(root: FileNode, paths: Collection[NodePath]) -> FileNode:
    """The nodes of a dossier with each `grondslag` below these paths at `delegatiegrondslag`."""
    for path in paths:
        root = _with_moved(root, path)
    return root


def _with_moved(node: FileNode, path: NodePath) -> FileNode:
    """The node with the other key in the mapping at `path`, where the value stays as it is."""
    if isinstance(node.inhoud, list):
        items = list(node.inhoud)
        items[int(path[0])] = _with_moved(items[int(path[0])], path[1:])
        return replace(node, inhoud=items)
    assert isinstance(node.inhoud, dict)
    step = str(path[0]) if path else GRONDSLAG
    key, below = node.inhoud[step]
    changed = (key, _with_moved(below, path[1:])) if path else (replace(key, inhoud=DELEGATIEGRONDSLAG), below)
    pairs = {name: changed if name == step else pair for name, pair in node.inhoud.items()}
    if not path:
        pairs = {DELEGATIEGRONDSLAG if name == GRONDSLAG else name: p for name, p in pairs.items()}
    return replace(node, inhoud=pairs)


def with_moves(dossier: Dossier) -> Dossier:
    """A dossier with each of those references at `delegatiegrondslag`."""
    afspraken = tuple(
        afspraak.model_copy(
            update={
                "bevoegdheden": tuple(
                    b.model_copy(update={GRONDSLAG: None, DELEGATIEGRONDSLAG: b.grondslag}) if _misplaced(b) else b
                    for b in afspraak.bevoegdheden
                )
            }
        )
        for afspraak in dossier.afspraken
    )
    return dossier.model_copy(update={"afspraken": afspraken})


def for_today(dossier: Dossier, pakket: Regelpakket) -> Dossier:
    """A dossier in the names of today with the versions that the packs have now; all packs when it named none."""
    here = {pack.id: PakketRef(id=pack.id, versie=pack.versie) for pack in pakket.pakketten}
    packs = tuple(here.get(pack.id, pack) for pack in dossier.pakket) or tuple(here.values())
    made = dossier.model_copy(update={"pakket": packs})
    made._hernoemingen = ()
    return made
