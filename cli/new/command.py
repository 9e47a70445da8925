"""The command `new`: a dossier to fill in, on standard output or in a file."""

from pathlib import Path
from typing import Final, get_args

import click

from wijktoets.engine.model.alike import as_known
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import PARTIJROLLEN, Archetype, Gebiedsoort
from wijktoets.engine.reading.loading import read_checked
from wijktoets.texts import filled

from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import load_pack
from ..base.options import ARCHETYPES, Settings, common
from ..base.output import inform, new_file, replace_with_bytes, write_out
from ..base.schemas import schema_of
from .file import Outline, dossier_text
from .split import Splitsopdracht, split

PARTY: Final = "--partij"
ALONE: Final = {"naam": "--naam", "soort": "--soort", "gewenst": "--gewenst", "all": "--all", PARTY: PARTY}
"""Options of a fresh dossier, which do not go with --split."""


@click.command(cls=DutchCommand, help_key="new.help")
@click.argument("dossier", metavar="[DOSSIER]", required=False)
@click.option("--naam", metavar="NAAM", help=say("new.opties.naam"))
@click.option("--thema", "themas", metavar="THEMA", multiple=True, help=say("new.opties.thema"))
@click.option(PARTY, "partijen", metavar="ROL=NAAM", multiple=True, help=say("new.opties.partij"))
@click.option("--soort", type=Keuze(get_args(Gebiedsoort)), help=say("new.opties.soort"))
@click.option("--gewenst", type=Keuze(ARCHETYPES), help=say("new.opties.gewenst"))
@click.option("--all", "everything", is_flag=True, help=say("new.opties.alles"))
@click.option("--split", "whole", metavar="THEMA", help=say("new.opties.split"))
@click.option("--output", metavar="BESTAND", type=Path)
@click.option("--force", is_flag=True, help=say("new.opties.force"))
@common
def new(
    settings: Settings,
    dossier: str | None,
    naam: str | None,
    themas: tuple[str, ...],
    partijen: tuple[str, ...],
    soort: Gebiedsoort | None,
    gewenst: Archetype | None,
    everything: bool,
    whole: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write a dossier that loads as it is, with every question ready to be answered; or split a thema of one."""
    if whole is None and dossier is not None:
        raise click.UsageError(say("new.fouten.zonder_split", dossier=dossier))
    given = [_sound(word) for word in (*themas, *([naam] if naam is not None else []))]
    if any(not word.strip() for word in given):
        raise click.UsageError(say("new.fouten.leeg"))
    named = tuple(given[: len(themas)])
    for index, thema in enumerate(named):
        if as_known(thema, named[:index]) in named[:index]:
            raise click.UsageError(say("new.fouten.dubbel", thema=thema))
    if whole is not None:
        given_too = {"naam": naam is not None, "soort": soort, "gewenst": gewenst, "all": everything, PARTY: partijen}
        for key, option in ALONE.items():
            if given_too[key]:
                raise click.UsageError(say("new.fouten.niet_met_split", optie=option))
        split(settings, Splitsopdracht(dossier, whole, named, output, force))
        return
    parties = _parties(partijen)
    if output is not None:
        new_file(output, force)
    pack = load_pack(settings)
    name = given[-1] if naam is not None else _unnamed(pack, soort)
    text = dossier_text(
        pack,
        Outline(
            name,
            named or (say("new.thema"),),
            gewenst,
            schema_of(output, "dossier") if output is not None else None,
            soort,
            parties,
        ),
        everything,
    )
    content = text.encode()
    read_checked(Path("-"), str(output or "-"), pack, content)
    if output is None:
        write_out(text)
        return
    replace_with_bytes(output, content)
    inform(settings, say("new.klaar", naam=output))


def _parties(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The role and the name of each party.

    Raises:
        click.UsageError: one has no role or no name, or stands there twice.
    """
    found: list[tuple[str, str]] = []
    for word in given:
        rol, _, naam = (part.strip() for part in _sound(word).partition("="))
        if rol not in PARTIJROLLEN or not naam:
            raise click.UsageError(say("new.fouten.partij", partij=word, rollen=", ".join(PARTIJROLLEN)))
        known = [name for _, name in found]
        if as_known(naam, known) in known:
            raise click.UsageError(say("new.fouten.partij_dubbel", naam=naam))
        found.append((rol, naam))
    return tuple(found)


def _unnamed(pack: Regelpakket, soort: Gebiedsoort | None) -> str:
    """What a dossier is called that got no name: onze wijk, in the words of its pack."""
    return filled(say("new.naam"), pack.woordenschat.for_area(soort or pack.gebiedsoort).word)


def _sound(word: str) -> str:
    """The word without halves of characters, which the shell hands on when it was not UTF-8."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in word)
