"""The command `rules new`: a regel or vraag to fill in, in the folder of a pack, saying what goes in each field."""

from pathlib import Path
from typing import Final

import click

from wijktoets import rules as packs
from wijktoets.engine.model.errors import InvoerFout, Plek
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.schema import is_id
from wijktoets.engine.model.words import ONDERDELEN, PARTIJEN, Onderdeel, Partij
from wijktoets.engine.reading.loading import HEAD, load_ingebouwd
from wijktoets.engine.upkeep import scaffold
from wijktoets.engine.upkeep.scaffold import SOORTEN, DraftVraag, NewKind
from wijktoets.telling.screens.rules.new import made_sheet
from wijktoets.texts import text

from ..base.failing import Fout
from ..base.framing import DutchCommand, Keuze, say
from ..base.inputs import load_pack, pack_folders
from ..base.options import Settings, common
from ..base.output import make_folder, replace_with_text, tell

HERE: Final = "."
"""How the working folder is named when it holds the pack."""


@click.command("new", cls=DutchCommand, help_key="rules_new.help")
@click.argument("soort", metavar="SOORT", type=Keuze(SOORTEN))
@click.argument("name", metavar="ID")
@click.option("--onderdeel", type=Keuze(ONDERDELEN), required=True, help=say("rules_new.opties.onderdeel"))
@click.option("--rust-op", type=Keuze(PARTIJEN), help=say("rules_new.opties.rust_op"))
@click.option("--vraag", metavar="VRAAG", help=say("rules_new.opties.vraag"))
@common
def new(
    settings: Settings, soort: NewKind, name: str, onderdeel: Onderdeel, rust_op: Partij | None, vraag: str | None
) -> None:
    """Write a regel that loads as it is, and whose examples fail until a person has thought about them."""
    if rust_op is not None and soort != "waarborg":
        raise click.UsageError(say("rules_new.fouten.alleen_waarborg"))
    if vraag is not None and soort == "vraag":
        raise click.UsageError(say("rules_new.fouten.geen_regel"))
    for each in (name, vraag or name):
        if not is_id(each):
            raise Fout(say("rules_new.fouten.id_vorm", naam=each))
    folders = _folders(settings)
    pack = _pack_so_far(settings, folders)
    place = scaffold.taken(pack, soort, name) if pack else None
    if place is not None:
        raise Fout(say("rules_new.fouten.bestaat", naam=name, plek=place))
    start = DraftVraag(name, True) if soort == "vraag" else scaffold.begin(pack, soort, vraag or name)
    files = _files(folders[-1], soort, name, onderdeel, rust_op or "samen", start)
    scaffold.load_with(folders, files, load_ingebouwd(packs.INGEBOUWD), packs.builtin_packs())
    _write(folders[-1][0], files)
    *made, last = [str(Path(folders[-1][1]) / path) for path in files]
    after = (
        text("rules_new.daarna_vraag", id=name)
        if soort == "vraag"
        else text("rules_new.daarna", pak=" --pack ".join(called for _, called in folders))
    )
    made, vraag_in = (made, last) if start.nieuw else ([*made, last], None)
    tell(settings, made_sheet(made, vraag_in, start.vraag, after))


def _folders(settings: Settings) -> list[tuple[Path, str]]:
    """The folder of each pack with its name in messages; the last is the one that is written in.

    Raises:
        click.UsageError: no pack is named and none is here, or the last is a pack of the program itself.
    """
    if not settings.packs:
        if not Path(HERE, HEAD).is_file():
            raise click.UsageError(say("rules_new.fouten.geen_pakket"))
        return [(Path(HERE), HERE)]
    folders = pack_folders(settings)
    folder, name = folders[-1]
    if not Path(name).is_dir() and folder.is_dir():
        raise click.UsageError(say("rules_new.fouten.van_wijktoets", naam=name))
    return folders


def _pack_so_far(settings: Settings, folders: list[tuple[Path, str]]) -> Regelpakket | None:
    """The packs before anything is added; without the last one, or None, when that has no vragen yet.

    Raises:
        InvoerFout: with everything else that is wrong in them.
    """
    try:
        return load_pack(Settings(packs=tuple(name for _, name in folders)))
    except InvoerFout as error:
        if {m.code for m in error.meldingen} != {"pakket_zonder_vragen"}:
            raise
    base = scaffold.base_of(folders[-1][0])
    below = tuple(name for _, name in folders[:-1]) or ((base,) if base in packs.builtin_packs() else ())
    return load_pack(Settings(packs=tuple(filter(None, below)))) if below else None


def _files(
    pack: tuple[Path, str], soort: NewKind, name: str, onderdeel: Onderdeel, rust_op: Partij, start: DraftVraag
) -> dict[Path, str]:
    """What is to be written, by path in the folder of the pack: the regel, and the vraag when that is new.

    Raises:
        Fout: a file of that name is there already.
    """
    folder, called = pack
    files: dict[Path, str] = {}
    if soort != "vraag":
        path = scaffold.rule_file(soort, name, onderdeel)
        if (folder / path).exists():
            raise Fout(say("rules_new.fouten.bestand_bestaat", plek=Plek(str(Path(called) / path))))
        examples = scaffold.examples(soort, start, text(f"rules_new.vast.{soort}", rust_op=rust_op))
        files[path] = text(
            f"rules_new.sjabloon.{soort}",
            id=name,
            onderdeel=onderdeel,
            voorwaarde=start.condition,
            sluit=start.settled,
            rust_op=rust_op,
            trekker="samen" if rust_op == "wijk" else rust_op,
            voorbeelden="\n".join(f"  - {example}" for example in examples),
        )
    if start.nieuw:
        kind = "vraag" if start.optie is None else "keuze"
        words = {"een": start.optie, "twee": start.andere}
        item = text(f"rules_new.sjabloon.{kind}", id=start.vraag, onderdeel=onderdeel, **words)
        head = text("rules_new.vragen_kop", onderdeel=text(f"scherm.onderdelen.{onderdeel}"))
        path, content = scaffold.vraag_file(folder, start.vraag, onderdeel, item, head)
        files[path] = content
    return files


def _write(folder: Path, files: dict[Path, str]) -> None:
    """Write all files, or none."""
    before = {path: (folder / path).read_bytes() if (folder / path).exists() else None for path in files}
    done: list[Path] = []
    try:
        for path, content in files.items():
            make_folder((folder / path).parent)
            replace_with_text(folder / path, content)
            done.append(path)
    except click.ClickException:
        for path in done:
            old = before[path]
            (folder / path).unlink() if old is None else (folder / path).write_bytes(old)
        raise
