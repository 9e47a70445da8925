"""The commands `rules list`, `rules show`, `rules test` and `rules coverage`: for who reads or maintains a pack."""

import click

from wijktoets import rules as packs
from wijktoets.engine.judging import direct
from wijktoets.engine.model.errors import near
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Archetype, Onderdeel
from wijktoets.engine.upkeep.coverage.files import folders_of
from wijktoets.engine.upkeep.examples import run_examples
from wijktoets.engine.upkeep.pages.make import PageMaker, read_folders
from wijktoets.telling.in_words import in_words
from wijktoets.telling.screens.rules.examples import examples_sheet, wrong_example
from wijktoets.telling.screens.rules.listing import Listed, list_sheet
from wijktoets.telling.screens.rules.pages.page import pages_sheet

from ..base.failing import INVALID_INPUT, Fout
from ..base.framing import DutchCommand, DutchGroup, Keuze, hinted, say
from ..base.inputs import load_pack, pack_folders, with_folders
from ..base.options import Settings, common
from ..base.output import Shown, tell
from .coverage import coverage
from .lint import lint
from .listing import COLUMNS, csv_rows, json_rows, rows_of
from .mutate import mutate
from .new import new
from .targets import one_by_one
from .verify import verify


@click.group(cls=DutchGroup, help_key="rules.help")
def rules() -> None:
    """Hold the subcommands together."""


rules.add_command(coverage)
rules.add_command(lint)
rules.add_command(mutate)
rules.add_command(new)
rules.add_command(verify)


@rules.command("list", cls=DutchCommand, help_key="rules.list.help")
@click.option("--archetype", type=Keuze(ARCHETYPES), help=say("rules.list.archetype"))
@click.option("--onderdeel", type=Keuze(ONDERDELEN), help=say("rules.list.onderdeel"))
@click.option("--format", "formaat", type=Keuze(("table", "json", "csv")), default="table")
@common
def list_rules(settings: Settings, archetype: Archetype | None, onderdeel: Onderdeel | None, formaat: str) -> None:
    """List the waarborgen, grenzen and signalen of the packs."""
    pack = load_pack(settings)
    found: list[Listed] = rows_of(pack, archetype, onderdeel)
    Shown(lambda: list_sheet(pack, found), lambda: json_rows(found), lambda: csv_rows(found), COLUMNS).write(
        formaat, settings
    )


@rules.command("show", cls=DutchCommand, help_key="rules.show.help")
@click.argument("name", metavar="ID")
@click.option("--format", "formaat", type=Keuze(("table", "json")), default="table")
@common
def show(settings: Settings, name: str, formaat: str) -> None:
    """Show one rule, vraag, gespreksvraag, instrument or actie as a person reads it."""
    settings = with_folders(settings)
    pack = load_pack(settings)
    folders = folders_of(pack_folders(settings), pack, packs.builtin_packs())
    pagineerder = PageMaker(pack, read_folders(pack, folders))
    found = pagineerder.pages(name)
    if not found:
        raise Fout(hinted(say("rules.show.onbekend", naam=name), near(name, pagineerder.names())))
    Shown(lambda: in_words(pages_sheet(found), pack.taal), found[0].to_json).write(formaat, settings)


@rules.command("test", cls=DutchCommand, help_key="rules.test.help")
@click.argument("paths", metavar="[PAKKET|BESTAND]...", nargs=-1)
@common
def test(settings: Settings, paths: tuple[str, ...]) -> None:
    """Run the examples inside the rules; exit 3 when one gives something else."""
    wrong = False
    for one in one_by_one(settings, paths):
        proef = run_examples(load_pack(with_folders(one)), direct.compute)
        for uitslag in proef.fout:
            click.echo(wrong_example(uitslag), err=True)
        tell(settings, examples_sheet(proef, quiet=settings.verbosity < 0))
        wrong = wrong or bool(proef.fout)
    if wrong:
        click.get_current_context().exit(INVALID_INPUT)
