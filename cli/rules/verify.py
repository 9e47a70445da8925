"""The command `rules verify`: what holds over all dossiers of a pack, and a dossier for what does not."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijktoets.engine.model.source import is_folder, is_there
from wijktoets.texts import all_texts

from ..base.failing import INVALID_INPUT
from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import load_pack, with_folders
from ..base.options import Settings, common, seconds
from ..base.output import Shown, make_folder, replace_with_text

if TYPE_CHECKING:
    from wijktoets.engine.upkeep.verify.value import FindingRow


@click.command("verify", cls=DutchCommand, help_key="verify.help")
@click.option("--format", "formaat", type=Keuze(("table", "json")), default="table")
@click.option("--output", metavar="MAP", help=say("verify.opties.output"))
@click.option("--timeout", metavar="SECONDEN", default="60", callback=seconds, help=say("verify.opties.timeout"))
@common
def verify(settings: Settings, formaat: str, output: str | None, timeout: float) -> None:
    """Prove what holds over all dossiers; exit 3 when a check fails, or is not done in time."""
    from wijktoets.engine.upkeep.verify.verify import controles, verificatie
    from wijktoets.telling.in_words import in_words
    from wijktoets.telling.screens.rules.verify import verify_sheet

    folder = None if output is None else _folder(output)
    pakket = load_pack(with_folders(settings))
    found = verificatie(pakket, list(controles(pakket, seconds=timeout)), all_texts()["verify"]["dossier"])
    files = [None] * len(found.bevindingen) if folder is None else _write(folder, found.bevindingen)
    Shown(
        lambda: in_words(verify_sheet(found, [None if path is None else str(path) for path in files]), pakket.taal),
        lambda: found.model_dump(mode="json"),
    ).write(formaat, settings)
    if not found.klopt:
        click.get_current_context().exit(INVALID_INPUT)


def _folder(name: str) -> Path:
    """The folder for the dossiers, made when it is not there.

    Raises:
        click.UsageError: something else stands there, or no folder can have that name.
        NotWritten: it cannot be made.
    """
    folder = Path(name)
    if is_there(folder) and not is_folder(folder):
        raise click.UsageError(say("verify.fouten_invoer.geen_map", naam=name))
    make_folder(folder)
    return folder


def _write(folder: Path, rows: Sequence["FindingRow"]) -> list[Path | None]:
    """Each dossier in a file of its own; the file of each finding, None for one without a dossier."""
    from wijktoets.telling.screens.rules.verify import yaml_text

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
