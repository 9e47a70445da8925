"""The command `rules coverage`: the source beside the packs, both ways, and what is not accounted for."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

import click

import wijktoets.cases
from wijktoets import rules as packs
from wijktoets.engine.model.errors import near
from wijktoets.engine.upkeep.coverage.coverage import Dekking
from wijktoets.engine.upkeep.coverage.coverage import coverage as compute
from wijktoets.engine.upkeep.coverage.files import Bestand, folders_of, read_accounts, read_source, texts_below
from wijktoets.telling.screens.rules.coverage import coverage_page, coverage_screen, coverage_title, gaps_sheet
from wijktoets.telling.screens.rules.coverage_show import show_sheet

from ..base.failing import INVALID_INPUT, Fout
from ..base.framing import DutchCommand, Keuze, hinted, say
from ..base.inputs import below_here, load_pack, pack_folders, with_folders
from ..base.machine import json_text
from ..base.options import Settings, common
from ..base.output import tell, write_data

CASES: Final = Path(wijktoets.cases.__file__).resolve().parent


@click.command("coverage", cls=DutchCommand, help_key="coverage.help")
@click.option("--format", "formaat", type=Keuze(("table", "json", "html")), default="table")
@click.option("--show", "shown", metavar="L57|ID", help=say("coverage.opties.show"))
@click.option("--gaps", is_flag=True, help=say("coverage.opties.gaps"))
@click.option("--check", is_flag=True, help=say("coverage.opties.check"))
@click.option("--source", metavar="BESTAND", help=say("coverage.opties.source"))
@common
def coverage(settings: Settings, formaat: str, shown: str | None, gaps: bool, check: bool, source: str | None) -> None:
    """Lay the source beside the packs; with --check exit 3 when something is not accounted for."""
    if shown is not None and gaps:
        raise click.UsageError(say("coverage.fouten.show_of_gaps"))
    if formaat == "html" and (shown is not None or gaps):
        raise click.UsageError(say("coverage.fouten.html_alles"))
    text = read_source(Path(source), source) if source is not None else None
    dekking = _dekking(settings, text)
    if formaat == "html":
        from wijktoets.telling.formats.html import page

        write_data(page(coverage_title(dekking), coverage_page(dekking)))
    elif shown is not None:
        _show(settings, dekking, shown, text, formaat)
    elif formaat == "json":
        _json(dekking, ("leemten",) if gaps else None)
    else:
        tell(settings, gaps_sheet(dekking) if gaps else coverage_screen(dekking))
    if check and dekking.leemten:
        click.get_current_context().exit(INVALID_INPUT)


def _dekking(settings: Settings, source: str | None) -> Dekking:
    """The matrix of the packs; the dossiers that come with the Gronings model are held to its source too."""
    pack = load_pack(with_folders(settings))
    builtin = packs.builtin_packs()
    folders = folders_of(pack_folders(settings), pack, builtin)
    own = builtin[packs.STANDAARD] in [folder.resolve() for folder, _ in folders]
    others: list[Bestand] = texts_below(CASES, below_here(CASES) or CASES.name) if own else []
    return compute(pack, read_accounts(folders), others, source)


def _only(dekking: Dekking, name: str) -> Dekking:
    """What a line of the source or an id names.

    Raises:
        Fout: it names nothing.
    """
    only: dict[str, Any] = {
        "regels": [r for r in dekking.regels if r.regel == name],
        "dingen": [d for d in dekking.dingen if d.id == name],
        "ids": [i for i in dekking.ids if i.id == name],
    }
    if not any(only.values()):
        known = [*(r.regel for r in dekking.regels), *(d.id for d in dekking.dingen), *(i.id for i in dekking.ids)]
        if name.upper() in known:
            return _only(dekking, name.upper())
        guess = near(name, [d.id for d in dekking.dingen])
        raise Fout(hinted(say("coverage.fouten.onbekend", naam=name), guess))
    return dekking.model_copy(update=only)


def _show(settings: Settings, dekking: Dekking, name: str, source: str | None, formaat: str) -> None:
    only = _only(dekking, name)
    if formaat == "json":
        _json(only, ("regels", "dingen", "ids"))
        return
    tell(settings, show_sheet(dekking, only, source))


def _json(dekking: Dekking, parts: Collection[str] | None) -> None:
    """Write all of the matrix, or only these parts, with the formaat."""
    write_data(json_text(dekking.model_dump(mode="json", include={"formaat", *parts} if parts else None)))
