"""The command `rules coverage`: the source beside the packs, both ways, and what is not accounted for."""

from pathlib import Path
from typing import Any, Final

import click

import wijktoets.cases
from wijktoets import rules as packs
from wijktoets.engine.model.errors import near
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.upkeep.coverage.coverage import Dekking
from wijktoets.engine.upkeep.coverage.coverage import coverage as compute
from wijktoets.engine.upkeep.coverage.files import Bestand, folders_of, read_accounts, read_source, texts_below
from wijktoets.telling.in_words import in_words
from wijktoets.telling.screens.rules.coverage import coverage_page, coverage_screen, coverage_title, gaps_sheet
from wijktoets.telling.screens.rules.coverage_show import show_sheet
from wijktoets.telling.tree import Sheet

from ..base.failing import INVALID_INPUT, Fout
from ..base.framing import DutchCommand, Keuze, hinted, say
from ..base.inputs import below_here, load_pack, pack_folders, with_folders
from ..base.options import Settings, common
from ..base.output import Shown
from .targets import one_by_one

CASES: Final = Path(wijktoets.cases.__file__).resolve().parent


@click.command("coverage", cls=DutchCommand, help_key="coverage.help")
@click.argument("paths", metavar="[PAKKET|BESTAND]...", nargs=-1)
@click.option("--format", "formaat", type=Keuze(("table", "json", "html")), default="table")
@click.option("--show", "shown", metavar="L57|ID", help=say("coverage.opties.show"))
@click.option("--gaps", is_flag=True, help=say("coverage.opties.gaps"))
@click.option("--check", is_flag=True, help=say("coverage.opties.check"))
@click.option("--source", metavar="BESTAND", help=say("coverage.opties.source"))
@common
def coverage(
    settings: Settings,
    paths: tuple[str, ...],
    formaat: str,
    shown: str | None,
    gaps: bool,
    check: bool,
    source: str | None,
) -> None:
    """Lay the source beside the packs; with --check exit 3 when something is not accounted for."""
    if shown is not None and gaps:
        raise click.UsageError(say("coverage.fouten.show_of_gaps"))
    if formaat == "html" and (shown is not None or gaps):
        raise click.UsageError(say("coverage.fouten.html_alles"))
    text = read_source(Path(source), source) if source is not None else None
    left = [_tell(one, formaat, shown, gaps, text) for one in one_by_one(settings, paths)]
    if check and any(left):
        click.get_current_context().exit(INVALID_INPUT)


def _tell(settings: Settings, formaat: str, shown: str | None, gaps: bool, text: str | None) -> bool:
    """Show the matrix of a pack, or a part of it; whether something in it is not accounted for."""
    pack = load_pack(with_folders(settings))
    dekking = _dekking(settings, pack, text)
    found = dekking if shown is None else _only(dekking, shown)
    parts = ("regels", "dingen", "ids") if shown is not None else ("leemten",) if gaps else ()

    def sheet() -> Sheet:
        if shown is not None:
            return show_sheet(dekking, found, text)
        return gaps_sheet(dekking) if gaps else coverage_screen(dekking)

    def html() -> str:
        from wijktoets.telling.formats.html import page

        return page(coverage_title(dekking), in_words(coverage_page(dekking), pack.taal))

    Shown(
        lambda: in_words(sheet(), pack.taal),
        lambda: found.model_dump(mode="json", include={"formaat", *parts} if parts else None),
        other={"html": html},
    ).write(formaat, settings)
    return bool(dekking.leemten)


def _dekking(settings: Settings, pack: Regelpakket, source: str | None) -> Dekking:
    """The matrix of the packs; the dossiers that come with the Gronings model are held to its source too."""
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
        raise Fout(hinted(say("coverage.fouten.onbekend", naam=name), near(name, [d.id for d in dekking.dingen])))
    return dekking.model_copy(update=only)
