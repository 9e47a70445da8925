"""The options of `questions` that make a praatplaat to print: into which file, and on which paper."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from wijktoets import __version__
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.model.source import read_bytes
from wijktoets.telling.formats.registry import FORMATS

from ..base.framing import Keuze, say
from ..base.options import Settings
from ..base.output import inform, new_file, replace_with_bytes

if TYPE_CHECKING:
    from wijktoets.telling.papers.praatplaat import Papier

F = TypeVar("F", bound=Callable[..., Any])

PAPERS: Final[tuple["Papier", ...]] = ("A4", "A3")
LINK: Final = re.compile(r"https?://[!-~]{1,300}")
"""What a link looks like."""


@dataclass(frozen=True, slots=True)
class Target:
    """The file to write, and the paper when it is a PDF."""

    path: Path
    papier: "Papier"
    gids: bool = False
    """Whether it is to be the guide instead of the praatplaat."""
    link: str = ""
    """The link of the party that it is for."""

    def write(self, agenda: Agenda, settings: Settings, supposed: Mapping[str, str]) -> None:
        """Write the praatplaat of an Agenda, or the guide; `supposed` are the answers of --set.

        Raises:
            NotWritten: rights, a full disk.
        """
        from wijktoets.telling.formats.registry import render
        from wijktoets.telling.papers import guide, praatplaat

        kind = self.path.suffix.lower()
        made = (agenda, date.today(), __version__, supposed)
        if self.gids:
            content = render(guide.compose(*made), kind)
        else:
            plate = praatplaat.compose(*made)
            if self.link and agenda.voor:
                plate = praatplaat.with_link(plate, self.link, agenda.voor)
            content = (
                praatplaat.render(plate, self.papier) if kind == ".pdf" else render(praatplaat.as_document(plate), kind)
            )
        replace_with_bytes(self.path, content)
        inform(settings, say("cli.geschreven", naam=self.path))


def printing(command: F) -> F:
    """Add --to, --paper, --link and --force; the command gets a `target` when a file is named.

    Raises:
        click.UsageError: options that do not go together, a file whose name does not tell, or one that is there.
    """

    @wraps(command)
    def with_target(
        *args: Any, naar: Path | None, papier: "Papier | None", vervang: bool, link: str | None, **params: Any
    ) -> Any:
        gids = bool(params.get("gids"))
        if gids and papier:
            raise click.UsageError(say("gids.fouten.papier"))
        if naar is None:
            given = (("--paper", papier), ("--force", vervang), ("--link", link))
            alone = [option for option, value in given if value]
            if alone:
                raise click.UsageError(say("praatplaat.fouten.alleen_met_naar", opties=", ".join(alone)))
            return command(*args, target=None, **params)
        made = _target(naar, papier, vervang, params.get("dossier"), gids)
        if link is not None:
            made = replace(made, link=_link(link, params.get("voor"), gids))
        return command(*args, target=made, **params)

    options = (
        click.option(
            "--to",
            "naar",
            type=Path,
            metavar="BESTAND",
            help=say("praatplaat.opties.naar", soorten=", ".join(FORMATS)),
        ),
        click.option("--paper", "papier", type=Keuze(PAPERS), help=say("praatplaat.opties.papier")),
        click.option("--link", "link", metavar="LINK", help=say("praatplaat.opties.link")),
        click.option("--force", "vervang", is_flag=True, help=say("praatplaat.opties.vervang")),
    )
    for decorate in reversed(options):
        with_target = decorate(with_target)
    return with_target  # type: ignore[return-value]  # it takes one argument less


def _target(naar: Path, papier: "Papier | None", vervang: bool, dossier: str | None, gids: bool) -> Target:
    """See before any work that the file can be written and what it is to be."""
    if click.get_current_context().get_parameter_source("formaat") is not ParameterSource.DEFAULT:
        raise click.UsageError(say("praatplaat.fouten.naar_of_vorm"))
    kind = naar.suffix.lower()
    if kind not in FORMATS:
        raise click.UsageError(say("report.fouten.soort", naam=naar, soorten=", ".join(FORMATS)))
    if papier is not None and kind != ".pdf":
        raise click.UsageError(say("praatplaat.fouten.alleen_pdf"))
    new_file(naar, vervang, dossier)
    return Target(naar, papier or PAPERS[0], gids)


def _link(given: str, voor: str | None, gids: bool) -> str:
    """The link of one party, or what a file (`@FILE`) holds of it: so it stands in no list of what runs.

    Raises:
        click.UsageError: it is no link, or the plate is not for one party: who scans it speaks for that party.
        InvoerFout: the file cannot be read.
    """
    if gids or voor is None or voor.casefold() == "samen":
        raise click.UsageError(say("praatplaat.fouten.link_voor"))
    if given.startswith("@"):
        path = Path(given[1:])
        given = read_bytes(path, str(path)).decode("utf-8", "replace").strip()
    if not LINK.fullmatch(given):
        raise click.UsageError(say("praatplaat.fouten.link"))
    return given
