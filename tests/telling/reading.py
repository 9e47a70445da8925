"""Makes Rapports to compose documents from, and reads HTML back as a browser would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.builders import koppel as linked
from tests.builders import norm, rapport, ruw_pakket, v, waarborg
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.tree import Document, Heading, Item, Listing, Part, walk, words

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "cases" / "voorbeelden"
DRIE = EXAMPLES / "wijkdeal-drie-afspraken.yaml"
ALL = sorted(p for p in [*EXAMPLES.glob("*.yaml"), *(ROOT / "cases").glob("*.yaml")] if "overdracht" not in p.stem)
"""The pilots, and the examples of all uitkomsten; those about bevoegdheden hardly answer a question."""

VOID = {"meta", "br", "col", "hr", "img", "input", "link", "line", "rect", "circle", "path"}


@cache
def example(path: Path = DRIE) -> Rapport:
    """What the Gronings model says of a dossier of the project."""
    return evaluate(load_dossier(path), load_pack(), engine="direct")


@cache
def small() -> Regelpakket:
    """A pack of two moet-eisen, one of the wijk and one of the raad, and one that hoort."""
    rules = [
        waarborg("open-vergaderen", v("openbaar"), rust_op="wijk", onderdeel="transparantie"),
        waarborg("raad-praat-mee", v("raad-sprak"), rust_op="raad", onderdeel="rolverdeling"),
        waarborg("buren-praten", v("buren"), norm(None, None, "hoort"), rust_op="samen", onderdeel="goede-gesprek"),
    ]
    return linked(ruw_pakket(*rules))


def of(antwoorden: dict[str, object], **delen: object) -> Rapport:
    """What that small pack says of some answers; the wish is besluiten unless it says otherwise."""
    delen.setdefault("afspraken", [{"thema": "groen", "gewenst": "besluiten", "fasen": ["uitvoering"]}])
    return rapport(small(), antwoorden, **delen)


def under(parts: tuple[Part, ...]) -> Iterator[tuple[str, str, Part]]:
    """Each part with the heading of its thema and the one right above it."""
    above = right = ""
    for part in walk(parts):
        if isinstance(part, Heading):
            above, right = (words(part.text) if part.level < 3 else above), words(part.text)
        else:
            yield above, right, part


def items(document: Document, above: str, right: str) -> list[Item]:
    """The points of the lists under two such headings."""
    found = (p for *heads, p in under(document.parts) if heads == [above, right] and isinstance(p, Listing))
    return [item for part in found for item in part.items]


@dataclass
class Page(HTMLParser):
    """The elements of a page in order, with their attributes; `words` is all its text. Every element must close."""

    source: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.source)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.words += data

    def all(self, *tags: str) -> Iterator[dict[str, str | None]]:
        """The attributes of each element with one of these names."""
        return (attributes for tag, attributes in self.elements if tag in tags)
