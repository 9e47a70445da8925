"""Writes docs/woorden/: every sentence that leaves a word open, as a wijk and as a dorp reads it; `make docs`."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import wijktoets
from wijktoets import rules, texts
from wijktoets.engine.model.in_words import texts_of
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.woorden import GEBIEDSOORTEN, OPEN_WOORDEN, Woorden, fill_words, known_word, open_words
from wijktoets.engine.reading.loading import load_ingebouwd
from wijktoets.engine.upkeep.lint.passages import passages
from wijktoets.engine.upkeep.lint.view import read_view
from wijktoets.engine.upkeep.lint.yardstick import read_yardstick
from wijktoets.telling.formats.markdown import markdown
from wijktoets.telling.phrases import words_for
from wijktoets.telling.tree import Heading, Item, Listing, Part, Span, Table, plain, sentence, ticked
from wijktoets.texts import text
from wijktoets.texts.lint_pages import MAATSTAF

Row = tuple[str, str]
"""Where a sentence stands, and the sentence with its words open."""


def all_pages() -> dict[str, str]:
    """File name → text: the words that may stand open, and a page of sentences for each pack and for the interface."""
    packs = {name: wijktoets.load_pack(name) for name in rules.builtin_packs()}
    own = {name: next(p.naam for p in found.pakketten if p.id == name) for name, found in packs.items()}
    listed: dict[str, tuple[str, Iterable[Row], Regelpakket]] = {
        name: (text("woordenlijst.pakket", naam=own[name]), pack_rows(found, name), found)
        for name, found in packs.items()
    }
    standard = packs[rules.STANDAARD]
    listed["schermen"] = text("woordenlijst.scherm"), (*built_in_rows(), *interface_rows()), standard
    titles = {name: title for name, (title, _, _) in listed.items()}
    sheets: dict[str, Iterable[Part]] = {"README": _front(_words(standard), titles)}
    for name, (title, rows, found) in listed.items():
        sheets[name] = (Heading(title, 1), _table("woordenlijst.kolommen", rows, _words(found)))
    made = text("woordenlijst.gemaakt")
    return {f"{name}.md": f"{made}\n\n{markdown(tuple(sheet))}" for name, sheet in sheets.items()}


def _words(pakket: Regelpakket) -> list[Woorden]:
    """The words of a pack for a wijk and for a dorp."""
    return [pakket.woordenschat.for_area(soort) for soort in GEBIEDSOORTEN]


def _front(taal: list[Woorden], pages: Mapping[str, str]) -> Iterator[Part]:
    yield Heading(text("woordenlijst.titel"), 1)
    yield sentence(ticked(text("woordenlijst.uitleg")))
    yield Listing(tuple(Item((Span(title, link=f"{name}.md"),)) for name, title in pages.items()))
    yield Heading(text("woordenlijst.plekken.kop"), 2)
    yield sentence(text("woordenlijst.plekken.uitleg"))
    yield _table("woordenlijst.plekken.kolommen", ((name, "{" + name + "}") for name in OPEN_WOORDEN), taal)


def _table(heads: str, rows: Iterable[Row], taal: Iterable[Woorden]) -> Table:
    cells = tuple(
        (plain(where), *(plain(fill_words(open_text, words.by_name, braces=False)) for words in taal))
        for where, open_text in rows
    )
    return Table("", words_for(heads), cells)


def pack_rows(pakket: Regelpakket, name: str) -> Iterator[Row]:
    """Each sentence of one of the packs that leaves a word open, by the file and the field in which it stands."""
    view = read_view(rules.builtin_packs()[name], name, pakket, read_yardstick(MAATSTAF))
    for passage in passages(view):
        path = ".".join(map(str, passage.path))
        yield from _open_rows(f"{passage.ding.stuk.path} {path}", str(passage.node.inhoud))


def built_in_rows() -> Iterator[Row]:
    """Each built-in sentence that leaves a word open."""
    found = load_ingebouwd(rules.INGEBOUWD)
    for key, line in {**found.uitkomsten, **found.teksten}.items():
        for path, value in texts_of(line):
            yield from _open_rows(f"ingebouwd.yaml {key}.{path[0]}", value)
    for key, value in found.woorden.items():
        yield from _open_rows(f"ingebouwd.yaml woorden.{key}", value)


def interface_rows() -> Iterator[Row]:
    """Each sentence of the interface that leaves a word open, by its dotted key."""
    for key, value in leaves(texts.all_texts()):
        yield from _open_rows(key, value)


def leaves(tree: object, above: str = "") -> Iterator[Row]:
    """Every sentence of a tree of texts, by its dotted key."""
    if isinstance(tree, Mapping | list):
        for name, below in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
            yield from leaves(below, f"{above}.{name}".lstrip("."))
    else:
        yield above, str(tree)


def _open_rows(where: str, value: str) -> Iterator[Row]:
    if any(map(known_word, open_words(value))):
        yield where, value


def write(folder: Path) -> None:
    """Put every page into a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, body in all_pages().items():
        (folder / name).write_text(body, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
