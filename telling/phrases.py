"""Small phrases that sentences about a Rapport share: levels, fasen, parties, and a sentence with its source."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok
from wijktoets.engine.model.words import ARCHETYPES, FASEN, Fase, Trekker
from wijktoets.engine.result.rapport import Rapport, WensRij
from wijktoets.texts.wording import begin_upper, listed, said

from .tree import Line, Text, joined, own, plain, woven

Say: TypeAlias = Callable[[Line], str]
"""Says a line in the words of its reader; `words` leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Zin:
    """A sentence with the lines of the source behind it."""

    tekst: Line
    bron: tuple[str, ...] = ()


def told(key: str, **values: Line | int) -> Text:
    """A sentence of the texts, filled: a value in pieces stays so, and who wrote them is known.

    >>> told("scherm.gezien", wie=own("de wijk"))[1]
    Span(text='de wijk', emphasis='plain', link='', own=True)
    """
    lines = {name: v if isinstance(v, tuple) else texts.printable(str(v)) for name, v in values.items()}
    return woven(texts.opened(texts.template(key), lines), **lines)


def with_names(sentence: str, names: Iterable[str]) -> Text:
    """A sentence that the engine filled, cut at the names in it that hold a word of the model.

    Should a whole name be a word of the sentence as well, then it cannot be told from it, and is theirs each time.
    """
    known = sorted({n for n in names if any(word in n.casefold() for word in ARCHETYPES)}, key=len, reverse=True)
    if not known:
        return plain(sentence)
    pieces = re.split(f"({'|'.join(map(re.escape, known))})", sentence, flags=re.IGNORECASE)
    return joined((own(piece) if number % 2 else piece for number, piece in enumerate(pieces)), "")


def names_in(rapport: Rapport) -> Iterator[str]:
    """The names that sentences of a pack may hold: of the dossier, of who filled it in, and of the themas."""
    yield rapport.dossier
    if rapport.opgesteld and rapport.opgesteld.door:
        yield rapport.opgesteld.door
    yield from (afspraak.thema for afspraak in rapport.afspraken)


def begun(line: Line) -> Text:
    """A line with a capital at the front."""
    first, *rest = plain(line)
    return (replace(first, text=begin_upper(first.text)), *rest)


def in_a_list(lines: Iterable[Line]) -> Text:
    """Lines as a list in a sentence."""
    *start, last = list(lines) or [""]
    return joined([joined(start), texts.text("scherm.en"), last], " ") if start else joined([last])


def about(blok: Blok) -> str:
    """The thema of a block, with its fasen when these are not all."""
    return at(blok.first.thema, blok.fasen)


def level(name: str) -> str:
    """The word for an archetype, or for a wish that is not known."""
    return texts.text(f"scherm.niveaus.{name}")


def fasen_named(fasen: Sequence[Fase]) -> str:
    """Fasen as a list in a sentence."""
    return listed(texts.text(f"scherm.fasen.{fase}") for fase in fasen)


def fasen_words(fasen: Sequence[Fase]) -> str:
    """Fasen as a list in a sentence; all of them in two words."""
    return texts.text("scherm.alle_fasen") if set(fasen) == set(FASEN) else fasen_named(fasen)


def wishes_told(wishes: Iterable[WensRij], terugblik: bool) -> str:
    """Who wishes what, when the dossier says it per party; what they chose together comes last."""
    by_wish: dict[str, list[str]] = {}
    chosen = ""
    for wens in wishes:
        if wens.door == "samen":
            chosen = texts.text("scherm.wens_samen", gewenst=level(wens.gewenst))
        else:
            by_wish.setdefault(wens.gewenst, []).append(party(wens.door))
    told = [texts.text("scherm.wens", gewenst=level(g), door=listed(who)) for g, who in by_wish.items()]
    told += [chosen] if chosen else []
    return said("scherm.wensen", terugblik, wensen="; ".join(told)) if told else ""


def at(thema: str, fasen: Sequence[Fase]) -> str:
    """A thema, with its fasen when these are not all."""
    return thema if set(fasen) == set(FASEN) else f"{thema} ({fasen_named(fasen)})"


def only_at(fasen: Sequence[Fase]) -> str:
    """That something goes only for these fasen; nothing when it goes for all."""
    return texts.text("scherm.bij_fasen", fasen=fasen_named(fasen)) if fasen else ""


def party(name: str) -> str:
    """A party in a sentence."""
    return texts.text(f"scherm.partijen.{name}").lower()


def owner(trekker: Trekker) -> str:
    """Who takes a step, at the begin of a line."""
    return texts.text(f"scherm.trekkers.{trekker}")


def status_word(status: str) -> str:
    """How far a step is, inside a sentence."""
    return texts.text(f"scherm.actie_status.{status}").lower()


def at_fasen(fasen: Sequence[Fase]) -> str:
    """In which fasen something is so."""
    return texts.text("report.bij_fasen", fasen=fasen_named(fasen))


def words_for(key: str) -> tuple[str, ...]:
    """A list of words from the texts, such as the heads of a table."""
    found: Any = texts.all_texts()
    for step in key.split("."):
        found = found[step]
    return tuple(texts.opened(word) for word in found)
