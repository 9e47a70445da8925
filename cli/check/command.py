"""The command `check`: only validates dossiers and packs, for editors and before a commit."""

from pathlib import Path

import click

import wijktoets
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import is_there
from wijktoets.engine.reading.matching import check_powers
from wijktoets.rules import OVERDRACHT
from wijktoets.telling.screens.check import sound_dossier, sound_pack
from wijktoets.telling.tree import Paragraph

from ..base.failing import INVALID_INPUT, echo_meldingen
from ..base.framing import DutchCommand
from ..base.inputs import load_alone, load_dossier, load_pack, read_unheld
from ..base.options import Settings, common
from ..base.output import tell
from .packs import PackShelf

HEAD = "pakket.yaml"
"""The file that makes a folder a pack."""


@click.command(cls=DutchCommand, help_key="check.help")
@click.argument("files", metavar="BESTAND...", nargs=-1, required=True)
@common
def check(settings: Settings, files: tuple[str, ...]) -> None:
    """Say everything that is wrong in each file; exit 3 when anything is."""
    names = list(dict.fromkeys(files))
    wrong = False
    pack: Regelpakket | None = None
    own = None if settings.packs else PackShelf()
    if any(not _is_pack(name) for name in names):
        pack, wrong = _pack(settings)
    for name in names:
        try:
            line = _check_pack(name, settings) if _is_pack(name) else _check_dossier(name, pack, own)
        except InvoerFout as error:
            echo_meldingen(error)
            wrong = True
        else:
            if line is not None and settings.verbosity >= 0:
                tell(settings, (line,))
    if wrong:
        click.get_current_context().exit(INVALID_INPUT)


def _is_pack(name: str) -> bool:
    return is_there(Path(name) / HEAD)


def _pack(settings: Settings) -> tuple[Regelpakket | None, bool]:
    """The pack to hold dossiers against, and whether something is wrong with it."""
    try:
        return load_pack(settings), False
    except InvoerFout as error:
        echo_meldingen(error)
        return None, True


def _check_dossier(name: str, pack: Regelpakket | None, own: PackShelf | None) -> Paragraph | None:
    """The line for a sound dossier; None when there is no pack to hold it against.

    Raises:
        InvoerFout: with everything that is wrong, in the file and against the pack.
    """
    if pack is None:
        read = read_unheld(name)
        if read.meldingen:
            raise InvoerFout(read.meldingen)
        return None
    pack = (own.pack_of(name) if own else None) or pack
    found = load_dossier(name, pack)
    _check_powers(found)
    return sound_dossier(name, found, pack)


def _check_powers(dossier: Dossier) -> None:
    """Hold the answers at bevoegdheden to the pack that asks about them, whatever the other packs are.

    Raises:
        InvoerFout: with everything that does not fit.
    """
    if any(afspraak.bevoegdheden for afspraak in dossier.afspraken):
        wrong = check_powers(dossier, wijktoets.load_pack(OVERDRACHT))
        if wrong:
            raise InvoerFout(wrong)


def _check_pack(name: str, settings: Settings) -> Paragraph:
    """The line for a sound pack.

    Raises:
        InvoerFout: with everything that is wrong in it, and in what it builds on.
    """
    return sound_pack(name, load_alone(settings, name))
