"""The command `rules new`: a pack, or a thing in one, to fill in, saying what goes in each field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, get_args

import click

from wijktoets import rules as packs
from wijktoets import texts
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
from ..base.schemas import schema_of, with_schema
from .new_pack import make_pack

HERE: Final = "."
"""How the working folder is named when it holds the pack."""

VraagKind = Literal["stelling", "keuze"]
_RULES: Final = ("waarborg", "grens", "signaal")
_OPTIONS: Final[Mapping[str, tuple[NewKind, ...]]] = {
    "--onderdeel": (*_RULES, "vraag", "gespreksvraag"),
    "--rust-op": ("waarborg",),
    "--vraag": (*_RULES, "gespreksvraag"),
    "--soort": ("vraag",),
    "--regel": ("lezing",),
    "--bron": ("pakket",),
}
"""Each option, and what it goes with."""
_NEEDED: Final[Mapping[str, tuple[NewKind, ...]]] = {
    "--onderdeel": _OPTIONS["--onderdeel"],
    "--vraag": ("gespreksvraag",),
    "--regel": ("lezing",),
    "--bron": ("pakket",),
}


@dataclass(frozen=True, slots=True)
class NewThing:
    """What is asked for: its kind and name, and what was said of it."""

    soort: NewKind
    name: str
    onderdeel: Onderdeel | None
    rust_op: Partij | None
    vraag: str | None
    vorm: VraagKind | None
    regel: str | None


@click.command("new", cls=DutchCommand, help_key="rules_new.help")
@click.argument("soort", metavar="SOORT", type=Keuze(SOORTEN))
@click.argument("name", metavar="ID")
@click.option("--onderdeel", type=Keuze(ONDERDELEN), help=say("rules_new.opties.onderdeel"))
@click.option("--rust-op", type=Keuze(PARTIJEN), help=say("rules_new.opties.rust_op"))
@click.option("--vraag", metavar="VRAAG", help=say("rules_new.opties.vraag"))
@click.option("--soort", "vorm", type=Keuze(get_args(VraagKind)), help=say("rules_new.opties.soort"))
@click.option("--regel", metavar="WAARBORG", help=say("rules_new.opties.regel"))
@click.option("--bron", type=Path, metavar="BESTAND", help=say("rules_new.opties.bron"))
@common
def new(
    settings: Settings,
    soort: NewKind,
    name: str,
    onderdeel: Onderdeel | None,
    rust_op: Partij | None,
    vraag: str | None,
    vorm: VraagKind | None,
    regel: str | None,
    bron: Path | None,
) -> None:
    """Write what loads as it is; the examples of a regel fail until a person has thought about them."""
    asked = NewThing(soort, name, onderdeel, rust_op, vraag, vorm, regel)
    given = (onderdeel, rust_op, vraag, vorm, regel, bron)
    _check_options(soort, dict(zip(_OPTIONS, given, strict=True)))
    for each in filter(None, (name, vraag, regel)):
        if not is_id(each):
            raise Fout(say("rules_new.fouten.id_vorm", naam=each))
    if bron is not None:
        make_pack(settings, name, bron)
        return
    folders = _folders(settings)
    pack = _pack_so_far(settings, folders)
    place = scaffold.taken(pack, soort, name) if pack else None
    if place is not None:
        raise Fout(say("rules_new.fouten.bestaat", naam=name, plek=place))
    start = _start(pack, asked)
    files = _files(folders[-1], pack, asked, start)
    _check_loads(folders, files)
    write_all(folders[-1][0], files)
    *made, last = [str(Path(folders[-1][1]) / path) for path in files]
    pak = " --pack ".join(called for _, called in folders)
    after = text(f"rules_new.daarna_{'regel' if soort in _RULES else soort}", id=name, pak=pak)
    vraag_in = last if start is not None and start.nieuw else None
    was = start.vraag if start is not None and not start.nieuw else None
    tell(settings, made_sheet(made if vraag_in else [*made, last], vraag_in, was, after))


def _check_options(soort: NewKind, given: Mapping[str, object]) -> None:
    """See that what was given goes with this kind, and that nothing is lacking.

    Raises:
        click.UsageError: it does not, or something is.
    """
    for option, value in given.items():
        if value is not None and soort not in _OPTIONS[option]:
            raise click.UsageError(say("rules_new.fouten.optie", optie=option, soorten=", ".join(_OPTIONS[option])))
    for option, kinds in _NEEDED.items():
        if soort in kinds and given[option] is None:
            raise click.UsageError(say("cli.fouten.ontbreekt", naam=option))


def _start(pack: Regelpakket | None, asked: NewThing) -> DraftVraag | None:
    """The vraag that it begins with; None for what has none.

    Raises:
        Fout: a gespreksvraag fills a vraag that is not there, or a lezing is of no waarborg.
    """
    if asked.soort == "vraag":
        options = scaffold.NEW_OPTIONS if asked.vorm == "keuze" else (None, None)
        return DraftVraag(asked.name, True, *options)
    if asked.soort in _RULES:
        return scaffold.begin(pack, asked.soort, asked.vraag or asked.name)
    for kind, name in (("vragen", asked.vraag), ("waarborgen", asked.regel)):
        known = getattr(pack, kind) if pack else {}
        if name is not None and name not in known:
            raise Fout(say(f"rules_new.fouten.geen_{kind}", naam=name))
    return None


def _check_loads(folders: list[tuple[Path, str]], files: dict[Path, str]) -> None:
    """See that the packs load with what is to be made.

    Raises:
        InvoerFout: they do not; a place in a file that is not there, as nothing was written, is not named as one.
    """
    try:
        scaffold.load_with(folders, files, load_ingebouwd(packs.INGEBOUWD), packs.builtin_packs())
    except InvoerFout as error:
        folder, called = folders[-1]
        gone = {str(Path(called) / path) for path in files if not (folder / path).exists()}
        nowhere = Plek(say("rules_new.niets_gemaakt"))
        raise InvoerFout(
            [replace(m, plek=nowhere) if m.plek.bestand in gone else m for m in error.meldingen], texts.melding
        ) from None


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
    pack: tuple[Path, str], known: Regelpakket | None, asked: NewThing, start: DraftVraag | None
) -> dict[Path, str]:
    """What is to be written, by path in the folder of the pack: the thing, and the vraag when that is new.

    Raises:
        Fout: a file of that name is there already.
    """
    folder, called = pack
    files: dict[Path, str] = {}
    if asked.soort in _RULES:
        assert asked.onderdeel is not None  # _check_options sees to it
        assert start is not None
        path = scaffold.rule_file(asked.soort, asked.name, asked.onderdeel)
        if (folder / path).exists():
            raise Fout(say("rules_new.fouten.bestand_bestaat", plek=Plek(str(Path(called) / path))))
        rule = rule_text(asked.soort, asked.name, asked.onderdeel, asked.rust_op or "samen", start)
        files[path] = with_schema(rule, schema_of(folder / path, asked.soort))
    elif asked.soort in ("gespreksvraag", "instrument", "lezing"):
        norm = scaffold.lighter(known.waarborgen[asked.regel]) if known and asked.regel else {}
        item = text(
            f"rules_new.sjabloon.{asked.soort}",
            id=asked.name,
            onderdeel=asked.onderdeel,
            vraag=asked.vraag,
            regel=asked.regel,
            norm=", ".join(f"{archetype}: {word}" for archetype, word in norm.items()),
        )
        path = scaffold.list_file(asked.soort)
        head = with_schema(text(f"rules_new.kop.{asked.soort}"), schema_of(folder / path, path.stem)).rstrip()
        path, content = scaffold.item_file(folder, path, asked.name, item, head)
        files[path] = content
    if start is not None and start.nieuw:
        assert asked.onderdeel is not None  # _check_options sees to it
        path, content = vraag_text(folder, start, asked.onderdeel)
        files[path] = content
    return files


def rule_text(soort: NewKind, name: str, onderdeel: Onderdeel, rust_op: Partij, start: DraftVraag) -> str:
    """A new regel, with what goes in each field."""
    examples = scaffold.examples(soort, start, text(f"rules_new.vast.{soort}", rust_op=rust_op))
    return text(
        f"rules_new.sjabloon.{soort}",
        id=name,
        onderdeel=onderdeel,
        voorwaarde=start.condition,
        sluit=start.settled,
        rust_op=rust_op,
        trekker="samen" if rust_op == "wijk" else rust_op,
        voorbeelden="\n".join(f"  - {example}" for example in examples),
    )


def vraag_text(folder: Path, start: DraftVraag, onderdeel: Onderdeel) -> tuple[Path, str]:
    """The file of a new vraag, and all that it holds then."""
    kind = "vraag" if start.optie is None else "keuze"
    item = text(f"rules_new.sjabloon.{kind}", id=start.vraag, onderdeel=onderdeel, een=start.optie, twee=start.andere)
    words = load_ingebouwd(packs.INGEBOUWD).pakketwoorden.for_area("wijk")
    head = texts.filled(text("rules_new.vragen_kop", onderdeel=text(f"scherm.onderdelen.{onderdeel}")), words.word)
    way = schema_of(folder / "vragen" / "x.yaml", "vragen")
    return scaffold.vraag_file(folder, start.vraag, onderdeel, item, with_schema(head, way).rstrip())


def write_all(folder: Path, files: Mapping[Path, str]) -> None:
    """Write all files, or none, and then leave no folder behind that was made for them."""
    before = {path: (folder / path).read_bytes() if (folder / path).exists() else None for path in files}
    there = {above for path in files for above in (folder / path).parents if above.exists()}
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
        made = {above for path in files for above in (folder / path).parents if above.is_dir()} - there
        for above in sorted(made, key=lambda path: -len(path.parts)):
            above.rmdir()
        raise
