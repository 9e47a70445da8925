"""Reads both sides of a comparison, so that all that is wrong on either side is said at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from wijktoets import cases
from wijktoets._api import laws_for
from wijktoets.engine.advice.compare.compare import Side, compare, side
from wijktoets.engine.advice.compare.names import in_names_of
from wijktoets.engine.advice.compare.value import Vergelijking, Vergelijkingen
from wijktoets.engine.judging import direct
from wijktoets.engine.model.alike import as_known, by_look
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding
from wijktoets.engine.model.regelpakket import PakketVersie, Regelpakket
from wijktoets.engine.model.schema import version_numbers
from wijktoets.engine.model.source import is_folder, is_there
from wijktoets.engine.model.words import Fase
from wijktoets.engine.reading.loading import find_dossiers
from wijktoets.workbook.files import read_sound

from ..base.failing import Fout
from ..base.framing import say
from ..base.inputs import STDIN, load_pack, read_content
from ..base.options import Settings
from ..base.output import inform

T = TypeVar("T")


def compared(
    settings: Settings, a: str, b: str | None, packs_b: tuple[str, ...], thema: str | None, fase: Fase | None
) -> Vergelijking | Vergelijkingen:
    """What differs between what was named.

    Raises:
        click.UsageError: nothing to compare with, standard input twice, or a folder against a file.
        InvoerFout: with everything that is wrong on both sides.
        Fout: neither side has the thema or fase that was asked for, or a folder holds no dossier.
    """
    if b is None and not packs_b:
        raise click.UsageError(say("compare.fouten.geen_b"), click.get_current_context())
    other = a if b is None else b
    if a == STDIN and other == STDIN and b is not None:
        raise click.UsageError(say("compare.fouten.twee_keer_invoer"), click.get_current_context())
    folders = [is_folder(Path(name)) for name in (a, other)]
    if folders[0] != folders[1]:
        facts = {"map": a if folders[0] else other, "bestand": other if folders[0] else a}
        raise click.UsageError(say("compare.fouten.map_en_bestand", **facts), click.get_current_context())
    _same_twice(settings, a, other, packs_b)
    packs = _both(lambda: load_pack(settings), lambda: load_pack(replace(settings, packs=packs_b or settings.packs)))
    packs = in_names_of(packs[0], packs[1]), in_names_of(packs[1], packs[0])
    if folders[0]:
        return _folders(Path(a), Path(other), packs, thema, fase)
    content = read_content(a)
    dossiers = _both(
        lambda: _read(a, packs[0], packs, content),
        lambda: _read(other, packs[1], packs, content if other == a else None),
    )
    thema = _in_scope(dossiers, thema, fase)
    return _compare(dossiers, packs, thema, fase)


def _same_twice(settings: Settings, a: str, b: str, packs_b: tuple[str, ...]) -> None:
    """Say that a file beside itself shows no difference; it is compared all the same."""
    same = a == b or (is_there(Path(a)) and is_there(Path(b)) and Path(a).samefile(b))
    if same and not packs_b:
        inform(settings, say("compare.zelfde_bestand", naam=a))


def _both(*readers: Callable[[], T]) -> tuple[T, ...]:
    """What each gives.

    Raises:
        InvoerFout: with everything that is wrong for any of them.
    """
    found: list[T] = []
    wrong: list[Melding] = []
    for read in readers:
        try:
            found.append(read())
        except InvoerFout as error:
            wrong += error.meldingen
    if wrong:
        raise InvoerFout(wrong)
    return tuple(found)


def _read(name: str, pack: Regelpakket, packs: tuple[Regelpakket, ...], content: bytes | None = None) -> Dossier:
    """A dossier for one side: it may have been filled in for the pack of either, as they have the same names here."""
    if name == STDIN and content is None:
        content = read_content(name)
    newest = {p.id: p for p in sorted((p for each in packs for p in each.pakketten), key=_version)}
    reading = replace(pack, pakketten=tuple(newest[p.id] for p in pack.pakketten))
    found = read_sound(cases.find(name) or Path(name), name, reading, content)
    return found.model_copy(update={"pakket": ()})


def _version(pack: PakketVersie) -> list[int]:
    return version_numbers(pack.versie)


def _in_scope(dossiers: Sequence[Dossier], thema: str | None, fase: Fase | None) -> str | None:
    """What --thema names as a dossier writes it, seeing that on one side at least something is left to look at."""
    thema = thema and as_known(thema, [a.thema for d in dossiers for a in d.afspraken])
    afspraken = [a for d in dossiers for a in d.afspraken if thema in (None, a.thema)]
    if not afspraken:
        themas = sorted(by_look(a.thema for d in dossiers for a in d.afspraken).values())
        raise Fout(say("compare.fouten.thema_nergens", naam=thema, bekend=", ".join(themas)))
    if fase is not None and not any(fase in a.fasen for a in afspraken):
        raise Fout(say("compare.fouten.fase_nergens", fase=fase))
    return thema


def _compare(
    dossiers: tuple[Dossier, ...], packs: tuple[Regelpakket, ...], thema: str | None, fase: Fase | None
) -> Vergelijking:
    today = date.today()
    sides: list[Side] = [
        side(dossier, pack, direct.compute, today, laws=laws_for(dossier, pack), thema=thema, fase=fase)
        for dossier, pack in zip(dossiers, packs, strict=True)
    ]
    return compare(sides[0], sides[1])


def _folders(a: Path, b: Path, packs: tuple[Regelpakket, ...], thema: str | None, fase: Fase | None) -> Vergelijkingen:
    """Each pair of dossiers with one name below both folders."""
    names = [{path.relative_to(folder).as_posix() for path in find_dossiers(folder)} for folder in (a, b)]
    for folder, below in zip((a, b), names, strict=True):
        if not below:
            raise Fout(say("compare.fouten.lege_map", map=folder))
    both = sorted(names[0] & names[1])
    readers = [
        lambda folder=folder, pack=pack, name=name: _read(str(folder / name), pack, packs)
        for name in both
        for folder, pack in ((a, packs[0]), (b, packs[1]))
    ]
    read = _both(*readers)
    pairs = list(zip(read[::2], read[1::2], strict=True))
    if pairs:
        thema = _in_scope(read, thema, fase)
    return Vergelijkingen(
        a=str(a),
        b=str(b),
        vergelijkingen=[_compare(pair, packs, thema, fase) for pair in pairs],
        alleen_a=sorted(names[0] - names[1]),
        alleen_b=sorted(names[1] - names[0]),
    )
