"""Composes what a document says of sources: what an L with a number is, and what the dossier names as its own."""

import re
from collections.abc import Iterable
from typing import Final

from wijktoets import texts
from wijktoets.engine.result.rapport import Rapport

from .phrases import told
from .tree import Heading, Item, Listing, Paragraph, Part, Text, joined, own, plain

NOTITIE: Final = re.compile(r"\bL(\d+)\b")
"""A line of the document that the pack follows; any other place is one in a source of the dossier itself."""
_NUMBER: Final = re.compile(r"\d+")


def lines_explained(rapport: Rapport, used: Iterable[str]) -> Iterable[Part]:
    """What an L with a number behind a sentence is, by the first that is used; nothing without any."""
    first = next((n for bron in used for n in NOTITIE.findall(bron)), None)
    if first is not None:
        yield Paragraph(told("report.bronnen.uitleg", n=first, notitie=_notitie(rapport)), "note")


def sources(rapport: Rapport, used: Iterable[str]) -> Iterable[Part]:
    """The lines of the notitie that were named (`used`), and what the dossier names as its sources."""
    yield Heading(texts.text("report.koppen.bronnen"))
    yield from sources_told(rapport, used)


def sources_told(rapport: Rapport, used: Iterable[str] = ()) -> Iterable[Part]:
    """The same without a heading of its own."""
    lines = sorted({int(n) for bron in used for n in NOTITIE.findall(bron)})
    if lines:
        named = ", ".join(f"L{n}" for n in lines)
        yield Paragraph(told("report.bronnen.gebruikt", notitie=_notitie(rapport), regels=named))
    titled, others = own_sources(rapport)
    if len(titled) == 1 and not others:
        ((short, places),) = titled.items()
        yield Paragraph(told("report.bronnen.een", stuk=_source(rapport, short, places)))
    elif titled:
        yield Paragraph(plain(texts.text("report.bronnen.dossier")))
        yield Listing(tuple(Item(_source(rapport, short, places)) for short, places in titled.items()))
    if others:
        key = "ook" if titled else "los"
        yield Paragraph(told(f"report.bronnen.{key}", bronnen=own("; ".join(others))))
    if not (titled or others) and rapport.status != "terugblik":
        yield Paragraph(plain(texts.text("report.bronnen.geen")))


def _notitie(rapport: Rapport) -> Text:
    """The source of the rules by its title; of a pack that names none, as the source of that pack."""
    base = rapport.pakketten[0]
    if base.bron is None:
        return told("report.bronnen.van_pakket", pakket=own(base.naam))
    year = f" ({base.jaar})" if base.jaar else ""
    return joined([told("report.bronnen.notitie", titel=own(base.bron)), year], "")


def own_sources(rapport: Rapport) -> tuple[dict[str, list[str]], list[str]]:
    """What the dossier names as its sources, beside lines of the notitie.

    First by the short word of each that it explains the places in it that answers name, each once; then what answers
    name otherwise, as it was written. A look back is about one source: of what it explains only what answers name.
    """
    given = [s.bron for a in rapport.afspraken for answers in a.antwoorden.values() for s in answers]
    given += [punt.bron for _, _, punt in rapport.terugblik.punten()]
    named = {bron.strip() for lines in given for bron in lines or () if not NOTITIE.fullmatch(bron)}
    titled: dict[str, list[str]] = {short: [] for short in rapport.bronnen}
    others: list[str] = []
    for bron in in_order(named):
        short = _short_word(bron, titled)
        if short is None:
            others.append(bron)
        elif place := bron.removeprefix(short).strip(" ,:"):
            titled[short].append(place)
    if rapport.status == "terugblik":
        titled = {short: places for short, places in titled.items() if places or short in named}
    return titled, others


def _short_word(bron: str, known: Iterable[str]) -> str | None:
    """The longest of the short words that a source begins with."""
    fits = (s for s in known if bron.startswith(s) and not bron[len(s) : len(s) + 1].isalnum())
    return max(fits, key=len, default=None)


def in_order(places: Iterable[str]) -> list[str]:
    """Places in a source, each once, in their order."""
    return sorted(set(places), key=_natural)


def _natural(text: str) -> tuple[list[int], str]:
    """The order of places: by the numbers in them, so that 9 goes before 10."""
    return [int(n) for n in _NUMBER.findall(text)], text


def _source(rapport: Rapport, short: str, places: list[str]) -> Text:
    """A source with its title, once, and the places in it."""
    title = rapport.bronnen[short]
    name = own(title) if title == short else told("report.bronnen.titel", titel=own(title), kort=own(short))
    return joined([name, *([own("; ".join(places))] if places else [])], ": ")
