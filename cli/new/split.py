"""`new --split`: of one thema that lies on both sides of a limit two, in a dossier of its own or on standard output."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from wijktoets import cases
from wijktoets.engine.advice.split.text import with_two
from wijktoets.engine.advice.split.thema import Gesplitst, Helft, Merken, Opdeling
from wijktoets.engine.model.alike import as_known
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.source import read_bytes
from wijktoets.engine.reading.loading import SUFFIXES, read_checked
from wijktoets.texts.wording import counted

from ..base.amending import read_again
from ..base.framing import say
from ..base.inputs import STDIN, in_scope, load_pack, read_content
from ..base.options import Settings
from ..base.output import inform, new_file, replace_with_bytes, write_out


@dataclass(frozen=True, slots=True)
class Splitsopdracht:
    """Which thema of which dossier to split, how the two are called (none: after the one), and where it goes."""

    dossier: str | None
    thema: str
    namen: tuple[str, ...]
    output: Path | None
    force: bool


def split(settings: Settings, order: Splitsopdracht) -> None:
    """Write the dossier with two themas for one, and say what went where.

    Raises:
        click.UsageError: no dossier, not a YAML file, or names that cannot be.
        InvoerFout: with everything that is wrong in the dossier; or it has no such thema, or it cannot be split.
        NotWritten: it cannot be seen in the text what belongs to the thema.
    """
    if order.dossier is None:
        raise click.UsageError(say("new.fouten.split_dossier"))
    if order.dossier != STDIN and Path(order.dossier).suffix.lower() not in SUFFIXES:
        raise click.UsageError(say("new.fouten.split_soort", bestand=order.dossier))
    if order.output is not None:
        new_file(order.output, order.force, dossier=None if order.dossier == STDIN else order.dossier)
    pack = load_pack(settings)
    path = cases.find(order.dossier) or Path(order.dossier)
    content = read_content(order.dossier)
    content = read_bytes(path, order.dossier) if content is None else content
    dossier = read_checked(path, order.dossier, pack, content)
    opdeling = _opdeling(order, dossier, pack)
    opdeling.check()
    found = opdeling.gesplitst()
    text = read_again(
        order.dossier,
        lambda: with_two(content, opdeling, say("new.split.bedrag", thema=opdeling.thema)),
        pack,
        lambda read: read.model_dump() == found.dossier.model_dump(),
        "new.fouten.split",
    )
    if order.output is None:
        write_out(text.decode("utf-8"))
    else:
        replace_with_bytes(order.output, text)
    inform(settings, *_said(order, opdeling, found))


def _opdeling(order: Splitsopdracht, dossier: Dossier, pack: Regelpakket) -> Opdeling:
    """The thema and the two that come of it.

    Raises:
        click.UsageError: a pack without limits, or names that cannot be.
        InvoerFout: no such thema.
    """
    if pack.splitsen is None:
        raise click.UsageError(say("new.fouten.split_pakket", pakket=pack.pakketten[0].id))
    thema = in_scope(dossier, order.thema, None) or order.thema
    names = order.namen or tuple(say(f"new.split.{side}", thema=thema) for side in ("eronder", "erboven"))
    if len(names) != 2:
        raise click.UsageError(say("new.fouten.split_namen"))
    others = {a.thema for a in dossier.afspraken} - {thema}
    for name in names:
        if as_known(name, others) in others:
            raise click.UsageError(say("new.fouten.split_bezet", thema=name))
    below, above = pack.splitsen.eronder, pack.splitsen.erboven
    merken = Merken(
        overgenomen=say("new.split.overgenomen", thema=thema),
        gesplitst=say("new.split.gesplitst", thema=thema),
        was=lambda word: say("new.split.was", thema=thema, antwoord=word),
    )
    helften = (Helft(names[0], below, True), Helft(names[1], above, False))
    return Opdeling(dossier, thema, helften, pack.splitsen, merken)


def _said(order: Splitsopdracht, opdeling: Opdeling, found: Gesplitst) -> Iterator[str]:
    """What went where, and what people have to do with it."""
    below, above = (helft.naam for helft in opdeling.helften)
    yield say("new.split.klaar", thema=opdeling.thema, eronder=below, erboven=above)
    if found.antwoorden:
        yield counted("new.split.antwoorden", found.antwoorden)
    if found.bevestigd:
        yield counted("new.split.bevestigd", found.bevestigd)
    if found.wens:
        yield say("new.split.wens")
    if found.bedrag:
        yield say("new.split.geld")
    if found.bevoegdheden:
        yield counted("new.split.bevoegdheden", found.bevoegdheden, eronder=below)
    if found.afwegingen:
        yield counted("new.split.afwegingen", found.afwegingen)
    if found.acties:
        yield counted("new.split.acties", found.acties)
    if order.output is not None:
        yield say("new.split.kijk", naam=order.output)
