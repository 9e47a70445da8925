"""The command `serve`: the pages on this machine, until Ctrl-C; a login link on its own line lets the adviser in."""

import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from ..base.failing import NotWritten
from ..base.framing import DutchCommand, reason, say
from ..base.options import Settings, common

PORT: Final = 8123
DEMO: Final = "wijktoets-demo"
"""The folder that --demo makes, when none is named."""


@click.command("serve", cls=DutchCommand, help_key="serve.help")
@click.argument("folder", metavar="[MAP]", required=False, type=Path)
@click.option("--port", metavar="GETAL", type=click.IntRange(0, 65535), help=say("serve.opties.port"))
@click.option("--no-browser", is_flag=True, help=say("serve.opties.no_browser"))
@click.option("--database", metavar="ADRES", envvar="WIJKTOETS_DATABASE", help=say("serve.opties.database"))
@click.option("--demo", is_flag=True, help=say("serve.opties.demo"))
@common
def serve(
    settings: Settings, folder: Path | None, port: int | None, no_browser: bool, database: str | None, demo: bool
) -> None:
    """Serve the pages over a folder, with what is kept in a file there or in a database."""
    from wijktoets.web.database import Unusable
    from wijktoets.web.serving import Server

    from ..base.inputs import load_pack
    from ..base.output import inform, make_folder

    pack = load_pack(settings)
    place = (folder or Path(DEMO if demo else ".")).absolute()
    make_folder(place)
    try:
        at = PORT if port is None else port
        server = Server(place, pack, settings.packs, demo, at, fixed=port is not None, database=database)
    except Unusable as error:
        raise click.UsageError(say("serve.fouten.database")) from error
    except OSError as error:
        raise NotWritten(say("serve.fouten.start", map=place, reden=reason(error))) from error
    for line in server.remarks:
        click.echo(line, err=True)
    inform(settings, say("serve.begin_in_database" if database else "serve.begin", map=place))
    with suppress(KeyboardInterrupt):
        server.run(lambda link: _announce(link, not no_browser), lambda line: click.echo(line, err=True))
    inform(settings, say("serve.einde"))


def _announce(link: str, browser: bool) -> None:
    """Put a login link on a line of its own, and open it when that is wanted."""
    click.echo(link)
    if browser:
        with suppress(webbrowser.Error):
            webbrowser.open(link)
