"""How every command ends: the exit codes, and what a person reads when something went wrong.

0 done · 1 only with --check · 2 usage · 3 invalid input · 4 the engines disagree · 70 a fault in wijktoets itself ·
74 a result could not be written · 130 interrupted · 141 the reader of standard output went away.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from .extras import missing
from .framing import DutchGroup, say, usage_error

CHECK_FAILED: Final = 1
USAGE: Final = 2
INVALID_INPUT: Final = 3
ENGINES_DISAGREE: Final = 4
OWN_FAULT: Final = 70
NOT_WRITTEN: Final = 74
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

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
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            quiet_pipe()
            ctx.exit(PIPE_CLOSED)
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
        _open_streams()
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        sys.exit(_ended(run))


def _open_streams() -> None:
    """Give a closed standard output or error a place to go, so that writing to it is no fault."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # open until the end


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
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        quiet_pipe()
        return PIPE_CLOSED
    return code if isinstance(code, int) else 0


def explain(error: Exception, verbosity: int) -> int:
    """Say on standard error what went wrong; gives the exit code that goes with it."""
    from wijktoets.engine.model.errors import InvoerFout

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


def quiet_pipe() -> None:
    """Point standard output at nothing, so that Python does not complain when it flushes at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
