"""How every command ends: the exit codes, and what a person reads when something went wrong.

0 done · 1 only with --check · 2 usage · 3 invalid input · 4 the engines disagree · 70 a fault in wijktoets itself ·
74 a result could not be written · 130 interrupted · 141 the reader of standard output went away.
"""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import click

from .extras import missing
from .framing import DutchGroup, reason, say, usage_error
from .streams import open_streams

CHECK_FAILED: Final = 1
USAGE: Final = 2
INVALID_INPUT: Final = 3
ENGINES_DISAGREE: Final = 4
OWN_FAULT: Final = 70
NOT_WRITTEN: Final = 74
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

_OF_A_NAME: Final = (errno.ENAMETOOLONG, errno.EACCES)
"""Troubles of the system that only the name of a file can give that was typed."""

VERBOSITY: Final = "wijktoets.verbosity"
"""Where a command keeps how much the user wants to see (ctx.meta): -1 with -q, 2 with -vv."""


class Fout(click.ClickException):
    """An input that fits nothing, found outside a file: a Dutch sentence, exit code 3."""

    exit_code = INVALID_INPUT


class NotWritten(click.ClickException):
    """A result could not be written: rights, a full disk."""

    exit_code = NOT_WRITTEN


class EndingGroup(DutchGroup):
    """The outermost group: whatever happens in a command, it ends with a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named; turn what goes wrong into a sentence and an exit code."""
        try:
            super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:  # before click, which writes an empty line for it
            click.echo(say("cli.fouten.afgebroken"), err=True)
            ctx.exit(INTERRUPTED)
        except Exception as error:  # every command ends in a sentence and an exit code, never in a traceback
            ctx.exit(explain(error, ctx.meta.get(VERBOSITY, 0)))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program; without standalone mode, click's exceptions are the caller's."""
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        open_streams(_lost)
        sys.exit(_ended(run))


def _lost(error: OSError) -> None:
    """End the program: its result cannot be written to standard output.

    Raises:
        click.exceptions.Exit: nobody reads on.
        NotWritten: a full disk, say.
    """
    if isinstance(error, BrokenPipeError):
        raise click.exceptions.Exit(PIPE_CLOSED)
    raise NotWritten(say("cli.fouten.uitvoer_scherm", reden=reason(error))) from error


def _ended(run: Callable[[], object]) -> int:
    try:
        code = run()
        sys.stdout.flush()
    except click.UsageError as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            click.echo(error.format_message(), err=True)
        else:
            click.echo(usage_error(error), err=True)
        return USAGE
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.fouten.afgebroken"), err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def explain(error: Exception, verbosity: int) -> int:
    """Say on standard error what went wrong; gives the exit code that goes with it."""
    from wijktoets.engine.model.errors import InvoerFout, Melding, Plek

    if isinstance(error, OSError) and error.errno in _OF_A_NAME and error.filename is not None:
        error = InvoerFout([Melding("niet_leesbaar", Plek(os.fsdecode(error.filename)))])
    if isinstance(error, InvoerFout):
        echo_meldingen(error)
        return INVALID_INPUT
    told = _told_by_engines(error)
    if told is not None:
        return told
    lacking = missing(error) if isinstance(error, ModuleNotFoundError) else None
    if lacking is not None:
        click.echo(say("cli.fouten.gebruik", melding=lacking), err=True)
        return USAGE
    if isinstance(error, OSError) and error.errno is not None and verbosity < 2:
        click.echo(say("cli.fouten.systeem", reden=reason(error)), err=True)
        return NOT_WRITTEN
    if verbosity >= 2:
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    click.echo(say("cli.fouten.eigen_fout", soort=type(error).__name__), err=True)
    return OWN_FAULT


def _told_by_engines(error: Exception) -> int | None:
    """Say what an engine had to say; the exit code that goes with it, None when it was no engine."""
    from wijktoets.engine.judging.engines import NietNagerekend, Onenigheid

    from .engines import disagreement, without

    if isinstance(error, Onenigheid):
        click.echo(disagreement(error), err=True)
        return ENGINES_DISAGREE
    if isinstance(error, NietNagerekend):
        click.echo(say("cli.fouten.gebruik", melding=without(error)), err=True)
        return USAGE
    return None


def echo_meldingen(error: Exception) -> None:
    """Write everything that is wrong with an input to standard error, one line each."""
    from wijktoets import texts

    for melding in getattr(error, "meldingen", ()):
        click.echo(texts.melding(melding), err=True)
