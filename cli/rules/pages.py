"""Writes docs/regels/: a page for each regel of the packs in rules/, and indexes; `make docs` runs it."""

import shutil
import sys
from pathlib import Path

import wijktoets
from wijktoets import rules
from wijktoets.engine.model.regelpakket import PakketVersie
from wijktoets.engine.model.woorden import Woorden
from wijktoets.engine.model.words import ONDERDELEN, PARTIJEN
from wijktoets.engine.upkeep.changes import read_changes
from wijktoets.engine.upkeep.coverage.files import folders_of
from wijktoets.engine.upkeep.pages.make import PageMaker, read_folders
from wijktoets.engine.upkeep.pages.value import Regelpagina
from wijktoets.telling.formats.markdown import markdown
from wijktoets.telling.in_words import in_words
from wijktoets.telling.screens.rules.pages.documents import front, of_pack
from wijktoets.telling.screens.rules.pages.places import anchor, party_heading
from wijktoets.telling.tree import Sheet
from wijktoets.texts import filled, text


def all_pages() -> dict[str, str]:
    """Path below docs/regels/ → Markdown, for every pack in the program."""
    packs = {name: _of_pack(name) for name in rules.builtin_packs()}
    listed = in_words(front((pack[-1], pages) for pack, pages in packs.values()), wijktoets.load_pack().taal)
    found = {"README.md": _document(listed)}
    for name, (pack, pages) in packs.items():
        changed = read_changes(rules.builtin_packs()[name], name)
        made = of_pack(pack[-1], pack[:-1], pages, changed)
        taal = wijktoets.load_pack(name).taal
        found |= {f"{name}/{path}": _anchored(_document(in_words(sheet, taal)), taal) for path, sheet in made.items()}
    return found


def _anchored(page: str, taal: Woorden) -> str:
    """A page with its links to headings as those read in the words of the pack."""
    for heading in (*map(party_heading, PARTIJEN), *(text(f"scherm.onderdelen.{each}") for each in ONDERDELEN)):
        page = page.replace(f"#{anchor(heading)})", f"#{anchor(filled(heading, taal.word))})")
    return page


def _of_pack(name: str) -> tuple[list[PakketVersie], list[Regelpagina]]:
    """A pack with those below it, itself last, and the pages of its own regels."""
    builtin = rules.builtin_packs()
    pakket = wijktoets.load_pack(name)
    folders = folders_of([(builtin[name], name)], pakket, builtin)
    pages = PageMaker(pakket, read_folders(pakket, folders)).rule_pages(name)
    packs = sorted(pakket.pakketten, key=lambda p: p.id == name)
    return packs, [_from_root(page) for page in pages]


def _from_root(page: Regelpagina) -> Regelpagina:
    """The page with its file as it is seen from the root of the project."""
    return page.model_copy(update={"plek": page.plek.model_copy(update={"bestand": f"rules/{page.plek.bestand}"})})


def _document(sheet: Sheet) -> str:
    return f"{text('regelpagina.gemaakt')}\n\n{markdown(sheet)}"


def write(folder: Path) -> None:
    """Put every page into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, page in all_pages().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
