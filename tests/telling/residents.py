"""What a document for residents says, told apart from what a person wrote in it, and the words that they get."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import yaml

from tests.spoken import text
from tests.telling.reading import EXAMPLES, ROOT
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import ARCHETYPES, Trekker
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.papers.praatplaat import Praatplaat, compose
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.residents import exchanged
from wijktoets.telling.tree import Document, Span, runs
from wijktoets.texts import all_texts

OF_THE_MODEL = re.compile("adviseren|aanjagen", re.IGNORECASE)
DOSSIERS = sorted(p for folder in ("cases", "cases/voorbeelden") for p in (ROOT / folder).glob("*.yaml"))
SOME_POWERS = [EXAMPLES / f"overdracht-{name}.yaml" for name in ("stichting", "omgevingsplan", "buiten-nederland")]
"""Of the dossiers about bevoegdheden, which differ little here: one that cannot go so, one at a grens, one abroad."""
TODAY = date(2026, 11, 24)
THEIRS: dict[str, str] = all_texts()["report"]["bewoners"]["woorden"]
"""The words of residents for those of the model."""
NAMED = [text(f"report.bewoners.uitleg.{archetype}", woord=archetype) for archetype in ARCHETYPES]
"""What the model calls it, where residents are told."""
WISH, THEIR_WISH = next(pair for pair in all_texts()["report"]["bewoners"]["zinnen"] if pair[0].endswith("is aanjagen"))
MINE = f"De wens is {ARCHETYPES[-1]}, adviseren en aanjagen, zei ik"
CHANGED = exchanged(MINE)
"""What a person may write in any place, and what must become of it nowhere."""


def strings(value: object) -> Iterator[str]:
    """Every text in a value, however deep; of one in pieces each that is drawn."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(each, Span) for each in value):
        yield from (span.text for span in runs(value))
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def written(path: Path) -> list[str]:
    """What people wrote in a dossier with a word of the model in it."""
    found = strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    return sorted({s.strip().rstrip(".") for s in found if OF_THE_MODEL.search(s)} - set(ARCHETYPES))


def said(document: Document | Praatplaat, people: Iterable[str] = ()) -> list[str]:
    """What the program and the pack say in a document, without the one place that tells what the model calls it."""
    found = list(strings(document))
    for other in (*NAMED, *people):
        found = [s.replace(other, "") for s in found]
    return found


def of_the_model(found: Iterable[str]) -> list[str]:
    return [s for s in found if OF_THE_MODEL.search(s)]


@cache
def of_all_wishes(path: Path) -> list[Document]:
    """The document for residents as it stands, and as if each archetype were the wish; with the laws for a transfer."""
    packs = [load_pack(), load_pack("gronings-model", "overdracht")]
    dossier = load_dossier(path)
    return [
        residents_page(evaluate(dossier, pack, archetype=archetype, engine="direct"))
        for pack in (packs if "overdracht" in path.stem else packs[:1])
        for archetype in (None, *ARCHETYPES)
    ]


def judged(path: Path) -> Rapport:
    return evaluate(load_dossier(path), load_pack(), engine="direct")


def plate(path: Path, voor: Trekker | None = None) -> Praatplaat:
    return compose(agenda(load_dossier(path), load_pack(), direct.compute, TODAY, voor=voor), TODAY, "1.0")


def whole(file: Path) -> str:
    """All that a file says, on one line."""
    if file.suffix == ".pdf":
        from pypdf import PdfReader

        found = " ".join(page.extract_text() for page in PdfReader(file).pages)
    elif file.suffix in (".odt", ".docx"):
        from zipfile import ZipFile

        part = "content.xml" if file.suffix == ".odt" else "word/document.xml"
        tree = ElementTree.fromstring(ZipFile(file).read(part))
        found = " ".join(tree.itertext())
    else:
        found = file.read_text(encoding="utf-8").replace("\\", "")
    return " ".join(found.split())


def around_the_words(told: str) -> list[str]:
    """What a document says before and after the part about words."""
    before, after = told.split(text("report.koppen.woorden"))[-2:]
    return [before, after.split(text("report.koppen.berekend"))[1]]
