"""What the commands work on: the packs, and dossiers from a file or from standard input."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import wijktoets
from wijktoets import cases
from wijktoets import rules as packs
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import is_folder
from wijktoets.engine.model.unfinished import TO_FILL_IN, unfinished
from wijktoets.engine.reading.matching import the_thema, with_answers
from wijktoets.engine.reading.values import ReadValue
from wijktoets.workbook.archive import MAX_FILE
from wijktoets.workbook.files import read_file, read_sound

from .failing import Fout
from .framing import say
from .options import Scope, Settings

STDIN: Final = "-"
"""What is typed for standard input, and how messages name it."""


def load_pack(settings: Settings) -> Regelpakket:
    """The packs that the user named, linked; without any, the Gronings model.

    Raises:
        InvoerFout: with everything that is wrong in them.
    """
    return wijktoets.load_pack(*settings.packs)


def load_alone(settings: Settings, name: str) -> Regelpakket:
    """A pack by itself, or with those of --pack when it builds on one of them.

    Raises:
        InvoerFout: with everything that is wrong in it, and in what it builds on.
    """
    try:
        return wijktoets.load_pack(name)
    except InvoerFout as error:
        others = [other for other in settings.packs if other != name]
        if not others or all(m.code != "basispakket_ontbreekt" for m in error.meldingen):
            raise
        return wijktoets.load_pack(*others, name)


def load(
    settings: Settings, dossier: str, scope: Scope | None = None, answers: Mapping[str, str] | None = None
) -> tuple[Dossier, Regelpakket]:
    """A dossier and the packs that it is held beside, after seeing that the scope leaves something to look at.

    Raises:
        InvoerFout: with everything that is wrong in the packs, or else in the dossier; or it has no such thema.
        Fout: nothing about that fase.
    """
    pack = load_pack(settings)
    found = load_dossier(dossier, pack, answers)
    if scope is not None:
        scope["thema"] = in_scope(found, scope["thema"], scope["fase"])
    return found, pack


def finished(pack: Regelpakket) -> Regelpakket:
    """The pack, after seeing that nothing in it is still to be filled in: until then nothing is made to pass on.

    Raises:
        Fout: something is.
    """
    places = unfinished(pack)
    if places:
        raise Fout(say("cli.fouten.niet_ingevuld", n=len(places), plek=places[0], woord=TO_FILL_IN))
    return pack


def with_folders(settings: Settings) -> Settings:
    """The settings with each built-in pack as its folder, so that an editor can open the places that are named."""
    return replace(settings, packs=tuple(name for _, name in pack_folders(settings)))


def pack_folders(settings: Settings) -> list[tuple[Path, str]]:
    """The folder of each pack that was named, or of the Gronings model, with the name that messages give it.

    The name of a built-in pack is its folder when that lies below the working folder.
    """
    builtin = packs.builtin_packs()
    found: list[tuple[Path, str]] = []
    for pack in settings.packs or (packs.STANDAARD,):
        folder = builtin.get(pack) if not is_folder(Path(pack)) else None
        found.append((Path(pack), pack) if folder is None else (folder, below_here(folder) or pack))
    return found


def below_here(path: Path) -> str | None:
    """A path as it is seen from the working folder; None when it does not lie below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else None


def read_content(dossier: str) -> bytes | None:
    """What standard input holds when `dossier` is "-", a little more than a workbook may hold; None for a file.

    Raises:
        Fout: it is closed, a folder, or no longer there.
    """
    if dossier != STDIN:
        return None
    if sys.stdin is None:  # it is closed
        raise Fout(say("cli.fouten.geen_invoer"))
    try:
        return sys.stdin.buffer.read(MAX_FILE + 1)
    except OSError as error:
        raise Fout(say("cli.fouten.geen_invoer")) from error


def load_dossier(dossier: str, pack: Regelpakket, answers: Mapping[str, str] | None = None) -> Dossier:
    """A dossier that is sound and fits the pack, with the answers of --set in place.

    Args:
        dossier: a path, "-" for standard input, or the name of one in the program, such as @voorbeelden/x.yaml.

    Raises:
        InvoerFout: with everything that is wrong, in the file and against the pack, at once.
    """
    found = read_sound(cases.find(dossier) or Path(dossier), dossier, pack, read_content(dossier))
    return with_answers(found, answers, pack) if answers else found


def read_unheld(dossier: str) -> ReadValue[Dossier]:
    """A dossier as far as it can be read, from YAML or from a workbook, without a pack to hold it against."""
    return read_file(cases.find(dossier) or Path(dossier), dossier, read_content(dossier))


def in_scope(dossier: Dossier, thema: str | None, fase: str | None) -> str | None:
    """What --thema names, as the dossier writes it, after seeing that it and --fase leave something to look at.

    Raises:
        InvoerFout: the dossier has no such thema.
        Fout: the dossier has nothing about that fase.
    """
    thema = the_thema(dossier, thema)
    shown = [a for a in dossier.afspraken if thema in (None, a.thema)]
    if fase is not None and not any(fase in a.fasen for a in shown):
        raise Fout(say("cli.fouten.fase_afwezig", plek=dossier.vindplaats.bestand, fase=fase))
    return thema
