"""The command `rules verify`: what holds over all dossiers of a pack, and a dossier for what does not."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from wijktoets.texts import all_texts, printable
from wijktoets.texts.wording import counted

from ..base.failing import INVALID_INPUT, NotWritten
from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import load_pack, with_folders
from ..base.machine import json_text
from ..base.options import Settings, common
from ..base.output import drawn, replace_with_text, screen, write_data, write_out
from ..drawing.paragraphs import put, put_whole

if TYPE_CHECKING:
    from rich.console import Console

    from wijktoets.engine.upkeep.verify.value import CheckRow, FindingRow, Verificatie

IN = "    "
"""Stands before the lines of a dossier; with these spaces it is still a YAML file."""


@click.command("verify", cls=DutchCommand, help_key="verify.help")
@click.option("--format", "formaat", type=Keuze(("table", "json")), default="table")
@click.option("--output", metavar="MAP", help=say("verify.opties.output"))
@common
def verify(settings: Settings, formaat: str, output: str | None) -> None:
    """Prove what holds over all dossiers; exit 3 when a check fails."""
    from wijktoets.engine.upkeep.verify.verify import controles, verificatie

    folder = None if output is None else _folder(output)
    pakket = load_pack(with_folders(settings))
    found = verificatie(pakket, list(controles(pakket)), all_texts()["verify"]["dossier"])
    files = [None] * len(found.bevindingen) if folder is None else _write(folder, found.bevindingen)
    if formaat == "json":
        write_data(json_text(found.model_dump(mode="json")))
    else:
        console = screen(settings)
        draw(console, found, files)
        write_out(drawn(console))
    if not found.klopt:
        click.get_current_context().exit(INVALID_INPUT)


def _folder(name: str) -> Path:
    """The folder for the dossiers, made when it is not there.

    Raises:
        click.UsageError: something else stands there.
        NotWritten: it cannot be made.
    """
    folder = Path(name)
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(say("verify.fouten_invoer.geen_map", naam=name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(say("cli.fouten.uitvoer_lukt_niet", naam=name, reden=error.strerror or error)) from error
    return folder


def _write(folder: Path, rows: Sequence["FindingRow"]) -> list[Path | None]:
    """Each dossier in a file of its own; the file of each finding, None for one without a dossier."""
    files: list[Path | None] = []
    for row in rows:
        if row.dossier is None:
            files.append(None)
            continue
        parts = [row.code, row.over, *(row.gegevens[k] for k in ("regel", "ander", "deel") if k in row.gegevens)]
        path = folder / f"{'-'.join(parts)}.yaml"
        replace_with_text(path, yaml_text(row.dossier))
        files.append(path)
    return files


def yaml_text(dossier: dict[str, Any]) -> str:
    """A dossier as the text of its file."""
    return str(yaml.safe_dump(dossier, allow_unicode=True, sort_keys=False, width=100))


def draw(console: "Console", found: "Verificatie", files: Sequence[Path | None]) -> None:
    """The checks, then each finding with its dossier or the file that holds it."""
    for pack in found.pakketten:
        put(console, printable(say("verify.pakket", naam=pack.naam, versie=pack.versie)), style="bold")
    put(console, say("verify.kop"))
    console.print()
    width = max(len(str(controle.nagegaan)) for controle in found.controles)
    for controle in found.controles:
        _check(console, controle, found, width)
    console.print()
    for row, file in zip(found.bevindingen, files, strict=True):
        _finding(console, row, file)
        console.print()
    put(console, _end(found))


def _check(console: "Console", controle: "CheckRow", found: "Verificatie", width: int) -> None:
    kinds = {row.ernst for row in found.bevindingen if row.code == controle.code}
    words = all_texts()["verify"]["oordeel"]
    word = words[kinds.pop() if kinds else "klopt"]
    wide = max(map(len, words.values()))
    first = f"{controle.code}  {word:<{wide}}  {controle.nagegaan:>{width}}  "
    put(console, say(f"verify.controles.{controle.code}"), first)


def _finding(console: "Console", row: "FindingRow", file: Path | None) -> None:
    key = row.code if row.dossier is not None or row.code != "WV10" else "WV10_onbeslist"
    put_whole(console, printable(say("verify.plek", plek=row.plek, code=row.code)))
    put(console, printable(say(f"verify.bevindingen.{key}", over=row.over, **row.gegevens)), "  ")
    if file is not None:
        put_whole(console, printable(say("verify.getuige_in", bestand=file)), "  ")
    elif row.dossier is not None:
        put(console, say("verify.getuige"), "  ")
        for line in yaml_text(row.dossier).splitlines():
            put_whole(console, printable(line), IN)


def _end(found: "Verificatie") -> str:
    wrong = sum(row.ernst == "fout" for row in found.bevindingen)
    notices = len(found.bevindingen) - wrong
    if wrong:
        return say("verify.niet_goed", fouten=counted("verify.fouten", wrong))
    if notices:
        return say("verify.goed_met", meldingen=counted("verify.meldingen", notices))
    return say("verify.goed")
