"""What `rules new pakket` makes: a pack that loads, with the lines of its source and all that is to be filled in."""

from pathlib import Path
from typing import Final

from wijktoets import rules as packs
from wijktoets import schemas
from wijktoets.engine.reading.loading import HEAD, load_ingebouwd
from wijktoets.engine.upkeep import scaffold
from wijktoets.engine.upkeep.coverage.files import BRON, read_source
from wijktoets.engine.upkeep.coverage.words import lines_with_words
from wijktoets.telling.screens.rules.new import made_sheet
from wijktoets.texts import text

from ..base.failing import Fout
from ..base.framing import say
from ..base.options import Settings
from ..base.output import tell
from ..base.schemas import FOLDERS, schema_of, with_schema

LADDER: Final = "wie-beslist"
"""The keuze that the ladder of a new pack asks."""
FIRST: Final = "eerste-regel"
"""The regel that a new pack begins with."""


def make_pack(settings: Settings, name: str, source: Path) -> None:
    """Write the pack in a folder of its name, and say what comes next.

    Raises:
        Fout: that folder is there, or the source holds no words.
        InvoerFout: the source cannot be read.
        NotWritten: rights, a full disk.
    """
    from .new import rule_text, vraag_text, write_all

    folder = Path(name)
    if folder.exists():
        raise Fout(say("rules_new.fouten.map_bestaat", plek=folder))
    content = read_source(source, str(source))
    lines = sorted(lines_with_words(content))
    if not lines:
        raise Fout(say("rules_new.fouten.bron_leeg", plek=source))
    start = scaffold.DraftVraag(FIRST, True)
    path, questions = vraag_text(folder, start, "transparantie")
    rule = scaffold.rule_file("waarborg", FIRST, "transparantie")
    said = "\n".join(text("rules_new.bronregel", n=number) for number in lines)
    files = {
        Path(HEAD): text("rules_new.sjabloon.pakket", id=name, ladder=LADDER),
        Path(BRON): text("rules_new.sjabloon.bron", laatste=len(content.removesuffix("\n").split("\n")), regels=said),
        Path("vragen", "zeggenschap.yaml"): text("rules_new.sjabloon.ladder", id=LADDER),
        path: questions,
        rule: rule_text("waarborg", FIRST, "transparantie", "samen", start),
    }
    kinds = {HEAD: "pakket", BRON: "bron", "zeggenschap.yaml": "vragen", path.name: "vragen", rule.name: "waarborg"}
    files = {p: with_schema(made, schema_of(folder / p, kinds[p.name], folder)) for p, made in files.items()}
    files[Path("README.md")] = text("rules_new.sjabloon.readme", id=name, brontekst=source)
    shapes = {Path(FOLDERS[1]) / p.name: p.read_text("utf-8") for p in schemas.of_files()}
    scaffold.load_with([(folder, name)], files, load_ingebouwd(packs.INGEBOUWD), packs.builtin_packs())
    write_all(folder, {**files, **shapes})
    tell(
        settings,
        made_sheet(
            [str(folder / p) for p in files], None, None, text("rules_new.daarna_pakket", id=name, brontekst=source)
        ),
    )
