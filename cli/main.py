"""The command `wijktoets`: a group that imports a subcommand only when someone asks for it."""

from importlib import import_module
from typing import Any

import click

from wijktoets import __version__

from .base.failing import VERBOSITY, EndingGroup
from .base.framing import say
from .base.remarks import remarks

COMMANDS = {
    "evaluate": "wijktoets.cli.evaluate.command:evaluate",
    "batch": "wijktoets.cli.batch.command:batch",
    "check": "wijktoets.cli.check.command:check",
    "explain": "wijktoets.cli.explain.command:explain",
    "plan": "wijktoets.cli.plan.command:plan",
    "questions": "wijktoets.cli.questions.command:questions",
    "compare": "wijktoets.cli.compare.command:compare",
    "follow-up": "wijktoets.cli.follow_up.command:follow_up",
    "sensitivity": "wijktoets.cli.sensitivity.command:sensitivity",
    "simulate": "wijktoets.cli.simulate.command:simulate",
    "confirm": "wijktoets.cli.confirm.command:confirm",
    "transfer": "wijktoets.cli.transfer.command:transfer",
    "rules": "wijktoets.cli.rules.command:rules",
    "new": "wijktoets.cli.new.command:new",
    "export": "wijktoets.cli.export.command:export",
    "import": "wijktoets.cli.import_workbook.command:import_workbook",
    "migrate": "wijktoets.cli.migrate.command:migrate",
    "report": "wijktoets.cli.report.command:report",
    "serve": "wijktoets.cli.serve.command:serve",
}


class LazyGroup(EndingGroup):
    """A group whose subcommands are named in COMMANDS and imported on use."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named, and say what is remarked on the way."""
        with remarks(ctx):
            return super().invoke(ctx)

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

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the exit codes mean."""
        from wijktoets import texts

        with formatter.section(say("cli.kader.eindcodes")):
            formatter.write_dl([(code, meaning) for code, meaning in texts.all_texts()["cli"]["eindcodes"]])


def _keep_verbose(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Keep that more was asked for, for --version, which comes after; a command has a -v of its own."""
    ctx.meta[VERBOSITY] = int(value)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Say which version this is and, with -v, which engines there are."""
    verbose = ctx.meta.pop(VERBOSITY, 0)
    if value:
        click.echo(f"wijktoets {__version__}")
        if verbose:
            from .base.engines import version_lines

            click.echo("\n".join(version_lines()))
        ctx.exit()
    elif verbose:
        raise click.UsageError(say("cli.fouten.v_zonder_versie"), ctx)


@click.group(cls=LazyGroup, help_key="cli.hulp.wijktoets")
@click.option("-v", "--verbose", is_flag=True, is_eager=True, expose_value=False, callback=_keep_verbose)
@click.option("--version", is_flag=True, expose_value=False, callback=_version)
def main() -> None:
    """Hold the wished say of a wijk beside the safeguards that are there."""
