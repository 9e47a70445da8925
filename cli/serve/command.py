"""The command `serve`: the pages until Ctrl-C, on this machine by a login link on its own line, or for a gemeente."""

import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click

from ..base.failing import NotWritten
from ..base.framing import DutchCommand, Keuze, reason, say
from ..base.options import Settings, common

DEMO: Final = "wijktoets-demo"
"""The folder that --demo makes, when none is named."""


@click.command("serve", cls=DutchCommand, help_key="serve.help")
@click.argument("folder", metavar="[MAP]", required=False, type=Path)
@click.option("--port", metavar="GETAL", type=click.IntRange(0, 65535), help=say("serve.opties.port"))
@click.option("--no-browser", is_flag=True, help=say("serve.opties.no_browser"))
@click.option("--database", metavar="ADRES", help=say("serve.opties.database"))
@click.option("--address", metavar="ADRES", help=say("serve.opties.address"))
@click.option("--host", metavar="ADRES", help=say("serve.opties.host"))
@click.option("--proxy", "proxies", metavar="ADRES", multiple=True, help=say("serve.opties.proxy"))
@click.option("--api", type=Keuze(("ja", "nee")), help=say("serve.opties.api"))
@click.option("--insecure", is_flag=True, help=say("serve.opties.insecure"))
@click.option("--config", metavar="BESTAND", type=Path, help=say("serve.opties.config"))
@click.option("--demo", is_flag=True, help=say("serve.opties.demo"))
@common
def serve(
    settings: Settings, folder: Path | None, no_browser: bool, config: Path | None, demo: bool, **given: Any
) -> None:
    """Serve the pages over a folder, with what is kept in a file there or in a database."""
    from wijktoets.web.database import Newer, Unusable
    from wijktoets.web.serving import Server
    from wijktoets.web.settings import Unfit, of_process, setup

    from ..base.inputs import load_pack
    from ..base.output import inform, make_folder

    try:
        chosen = setup(given, of_process(), config)
    except Unfit as error:
        raise click.UsageError("\n".join([say("serve.instelling.fout"), *error.lines])) from error
    pack = load_pack(settings)
    place = (folder or Path(DEMO if demo else ".")).absolute()
    make_folder(place)
    try:
        server = Server(place, pack, settings.packs, demo, chosen)
    except Unusable as error:
        raise click.UsageError(say("serve.fouten.database")) from error
    except Newer as error:
        raise click.UsageError(say("serve.fouten.nieuwer")) from error
    except OSError as error:
        raise NotWritten(say("serve.fouten.start", map=place, reden=reason(error))) from error
    for line in server.remarks:
        click.echo(line, err=True)
    if chosen.address:
        inform(settings, say("serve.begin_voor_anderen", adres=chosen.address, host=chosen.host, poort=server.port))
        if chosen.insecure:
            click.echo(say("serve.onveilig"), err=True)
    else:
        inform(settings, say("serve.begin_in_database" if chosen.database else "serve.begin", map=place))
    browser = not no_browser and not chosen.address
    with suppress(KeyboardInterrupt):
        server.run(lambda link: _announce(link, browser), lambda line: click.echo(line, err=True))
    inform(settings, say("serve.einde"))


def _announce(link: str, browser: bool) -> None:
    """Put a login link on a line of its own, and open it when that is wanted."""
    click.echo(link)
    if browser:
        with suppress(webbrowser.Error):
            webbrowser.open(link)
