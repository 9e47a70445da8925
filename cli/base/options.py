"""The options that commands share, and the one value that they are handed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypedDict, TypeVar

import click

from wijktoets.texts.commands import given_packs

from .failing import VERBOSITY
from .framing import Keuze, say

if TYPE_CHECKING:
    from wijktoets.engine.model.words import Archetype, Fase

F = TypeVar("F", bound=Callable[..., Any])

ARCHETYPES: Final = ("adviseren", "aanjagen", "besluiten")
FASEN: Final = ("voorbereiding", "uitvoering", "evaluatie")
ENGINES: Final = ("auto", "direct", "forward", "columns")
ENGINES_OF: Final = {"evaluate": ("auto", "direct", "forward"), "batch": ENGINES}
"""The engines that a command can compute with; any other command has auto and direct."""

LOCAL: Final = "local"
"""What is typed after --scheduler for workers on this computer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a whole command: the packs, the engine, colour, and how much is said (-1, 0, 1, 2)."""

    packs: tuple[str, ...] = ()
    engine: str = "auto"
    color: bool = True
    verbosity: int = 0


class Scope(TypedDict):
    """What `scope` hands a command: only this thema and this fase, None for all."""

    thema: str | None
    fase: "Fase | None"


class Asked(Scope):
    """What `scope` and `what_if` hand a command, beside the answers of --set: also as if this were the wish."""

    archetype: "Archetype | None"


def common(command: F) -> F:
    """Add --pack, --engine, --no-color, -q and -v; the command gets them as its first argument, `settings`."""

    @wraps(command)
    def with_settings(*args: Any, **params: Any) -> Any:
        quiet, verbose = params.pop("quiet"), params.pop("verbose")
        settings = Settings(
            packs=params.pop("pack"),
            engine=params.pop("engine"),
            color=not params.pop("no_color"),
            verbosity=-1 if quiet else verbose,
        )
        click.get_current_context().meta[VERBOSITY] = settings.verbosity
        with given_packs(settings.packs):
            return command(settings, *args, **params)

    for decorate in reversed(_COMMON):
        with_settings = decorate(with_settings)
    return with_settings  # type: ignore[return-value]  # it takes one argument less


def scope(command: F) -> F:
    """Add --thema and --fase: only these."""
    command = click.option("--fase", type=Keuze(FASEN))(command)
    return click.option("--thema", metavar="THEMA")(command)


def scheduler(command: F) -> F:
    """Add --scheduler: where the work is done, see `cluster`."""
    return click.option("--scheduler", metavar="ADRES", callback=_scheduler)(command)


def what_if(command: F) -> F:
    """Add --set (as `answers`, a mapping of vraag to antwoord) and --archetype: as if."""
    command = click.option("--set", "answers", metavar="VRAAG=ANTWOORD", multiple=True, callback=set_answers)(command)
    return click.option("--archetype", type=Keuze(ARCHETYPES))(command)


def seconds(ctx: click.Context, param: click.Parameter, value: str) -> float:
    """How many seconds an option names: a number that is not below 0.

    Raises:
        click.UsageError: no such number.
    """
    try:
        found = float(value.replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found < 10**6:
        raise click.UsageError(say("cli.fouten.timeout", waarde=value), ctx)
    return found


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The day that an option names, read as a date in a dossier is.

    Raises:
        click.UsageError: no date, or one that does not exist.
    """
    if value is None:
        return None
    from pydantic import TypeAdapter, ValidationError

    from wijktoets import texts
    from wijktoets.engine.model.errors import Melding, Plek
    from wijktoets.engine.model.schema import Datum

    try:
        found: date = TypeAdapter(Datum).validate_python(value)
    except ValidationError as error:
        (wrong,) = error.errors()
        guess = wrong.get("ctx", {}).get("suggestie") or None
        told = texts.melding(Melding(wrong["type"], Plek(param.opts[0]), {"waarde": value}, guess))
        raise click.UsageError(told, ctx) from None
    return found


def _engine(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The engine to use; one that the command cannot compute with is refused."""
    here = ENGINES_OF.get(ctx.command.name or "", ("auto", "direct"))
    if value not in here:
        raise click.UsageError(say("cli.fouten.engine_hier_niet", naam=value, opties=", ".join(here)), ctx)
    return value


def set_answers(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The answers of --set, by question.

    Raises:
        click.UsageError: no `=`, nothing before or after it, or one question twice.
    """
    answers: dict[str, str] = {}
    for value in values:
        vraag, is_sign, antwoord = (part.strip() for part in value.partition("="))
        if not (vraag and is_sign and antwoord):
            raise click.UsageError(say("cli.fouten.set_vorm", waarde=value), ctx)
        if vraag in answers:
            raise click.UsageError(say("cli.fouten.set_dubbel", vraag=vraag), ctx)
        answers[vraag] = antwoord
    return answers


def _scheduler(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Where the work is done: the address of a scheduler, `local`, or `local` with a number of workers.

    Raises:
        click.UsageError: none of these.
        ModuleNotFoundError: the extra `scale` is not installed.
    """
    if value is None:
        return None
    name, _, rest = value.partition(":")
    own = not rest or (rest.isdecimal() and int(rest) > 0)
    if not (own if name == LOCAL else rest.rpartition(":")[2].isdecimal()):
        raise click.UsageError(say("scale.adres", waarde=value), ctx)
    import_module("distributed")
    return value


def _verbosity(ctx: click.Context, param: click.Parameter, value: int) -> int:
    """Keep the number at once, so that a fault in another option is shown with as much detail."""
    ctx.meta[VERBOSITY] = value
    return value


_COMMON: Final = (
    click.option("--pack", metavar="PAKKET", multiple=True),
    click.option("--engine", type=Keuze(ENGINES), default="auto", callback=_engine),
    click.option("--no-color", is_flag=True),
    click.option("-q", "--quiet", is_flag=True),
    click.option("-v", "--verbose", count=True, is_eager=True, callback=_verbosity),
)
