"""Speaks Dutch around the commands: help pages and usage errors; the words come from texts/nl/, late."""

from collections.abc import Sequence
from errno import errorcode
from typing import Any

import click


def say(key: str, **values: object) -> str:
    """A sentence of the interface; texts are imported only when something has to be said."""
    from wijktoets import texts

    return texts.text(key, **values)


def hinted(sentence: str, guess: str | None) -> str:
    """A sentence with the near miss behind it, when there is one."""
    from wijktoets import texts

    return sentence + (say("bedoelde_u", suggestie=texts.meant(guess)) if guess else "")


def reason(error: OSError) -> str:
    """What the system has against a file or stream, in Dutch; where there are no words for it, its code."""
    from wijktoets import texts

    known: dict[str, str] = texts.all_texts()["cli"]["redenen"]
    code = errorcode.get(error.errno or 0, str(error.errno or type(error).__name__))
    return known.get(code) or say("cli.redenen.anders", code=code)


class DutchCommand(click.Command):
    """A command whose help is found in texts/nl/ under `help_key` (default `cli.hulp.<name>`).

    An option without help gets the text `cli.opties.<name of its parameter>`.
    """

    allow_extra_args = True

    def __init__(self, *args: Any, help_key: str | None = None, **attrs: Any) -> None:
        attrs.setdefault("options_metavar", "[OPTIES]")
        super().__init__(*args, **attrs)
        self.help_key = help_key or f"cli.hulp.{self.name}"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; words that no argument takes are a usage error."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(say("cli.fouten.te_veel", woorden=" ".join(map(str, ctx.args))), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is typed."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{say('cli.kader.gebruik')} "
        )

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help_key))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each with its help."""
        rows = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option):
                if param.help is None or param.name == "version" or param is self.get_help_option(ctx):
                    param.help = say(_option_key(param))
                rows.append(param.get_help_record(ctx))
        with formatter.section(say("cli.kader.opties")):
            formatter.write_dl([row for row in rows if row is not None])


class DutchGroup(DutchCommand, click.Group):
    """A group of commands that names a misspelled command in Dutch."""

    def __init__(self, *args: Any, **attrs: Any) -> None:
        attrs.setdefault("subcommand_metavar", "OPDRACHT [ARGUMENTEN]...")
        super().__init__(*args, **attrs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], known, n=1)
            sentence = say("cli.fouten.opdracht", naam=args[0], bekend=", ".join(known))
            raise click.UsageError(hinted(sentence, near[0] if near else None), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands with what each is for."""
        super().format_options(ctx, formatter)
        rows = [(name, self.short_help_of(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say("cli.kader.opdrachten")):
            formatter.write_dl(rows)

    def short_help_of(self, ctx: click.Context, name: str) -> str:
        """What one command is for: the first sentence of its help."""
        command = self.get_command(ctx, name)
        key = command.help_key if isinstance(command, DutchCommand) else f"cli.hulp.{name}"
        return say(key).partition("\n")[0]


def _option_key(param: click.Option) -> str:
    if "--help" in param.opts:
        return "cli.opties.help"
    return f"cli.opties.{param.name}"


class Keuze(click.Choice[str]):
    """A choice from fixed words, in capitals or not, whose error is Dutch and suggests a near miss."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(words, case_sensitive=False)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say that the word is not one of the words."""
        from difflib import get_close_matches

        near = get_close_matches(str(value), self.choices, n=1)
        sentence = say("cli.fouten.keuze", waarde=value, opties=", ".join(self.choices))
        return hinted(sentence, near[0] if near else None)


def usage_error(error: click.UsageError) -> str:
    """What is wrong with what was typed, and where to read more."""
    lines = [say("cli.fouten.gebruik", melding=_what(error))]
    if error.ctx is not None:
        command = error.ctx.command
        pieces = " ".join(command.collect_usage_pieces(error.ctx))
        lines.append(f"{say('cli.kader.gebruik')} {error.ctx.command_path} {pieces}")
        lines.append(say("cli.kader.meer", opdracht=f"{error.ctx.command_path} --help"))
    return "\n".join(lines)


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or []
        sentence = say("cli.fouten.optie", naam=error.option_name)
        return hinted(sentence, min(near, default=None))
    if isinstance(error, click.MissingParameter):
        return say("cli.fouten.ontbreekt", naam=_hint(error))
    if isinstance(error, click.BadParameter):
        return say("cli.fouten.waarde", naam=_hint(error), melding=error.message) if _hint(error) else error.message
    if isinstance(error, click.BadOptionUsage):
        return say(f"cli.fouten.{'geen_waarde' if _is_flag(error) else 'met_waarde'}", naam=error.option_name)
    return error.message


def _hint(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(error.ctx).strip("[].") if param is not None and error.ctx is not None else ""


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx is not None else []
    return any(isinstance(p, click.Option) and error.option_name in p.opts and p.is_flag for p in params)
