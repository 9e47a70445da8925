"""The command `wijktoets`: a group that imports a subcommand only when someone asks for it."""

from importlib import import_module

import click

from wijktoets import __version__

from .failing import EndingGroup
from .framing import say

COMMANDS = {
    "evaluate": "wijktoets.cli.evaluate:evaluate",
    "batch": "wijktoets.cli.batch:batch",
    "check": "wijktoets.cli.check:check",
    "explain": "wijktoets.cli.explain:explain",
    "rules": "wijktoets.cli.rules:rules",
    "new": "wijktoets.cli.new:new",
}


class LazyGroup(EndingGroup):
    """A group whose subcommands are named in COMMANDS and imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands in the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one subcommand; None for a name that does not exist."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def short_help_of(self, ctx: click.Context, name: str) -> str:
        """What one command is for, without importing it."""
        return say(f"cli.opdrachten.{name}")


@click.group(cls=LazyGroup, help_key="cli.hulp.wijktoets")
@click.version_option(__version__, prog_name="wijktoets", message="%(prog)s %(version)s")
def main() -> None:
    """Hold the wished say of a wijk beside the safeguards that are there."""
