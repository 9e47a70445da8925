"""Small phrases that sentences about a Rapport share: levels, fasen, parties, and a sentence with its source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok
from wijktoets.engine.model.words import FASEN, Fase, Trekker
from wijktoets.engine.result.rapport import WensRij
from wijktoets.texts.wording import listed, said


@dataclass(frozen=True, slots=True)
class Zin:
    """A sentence with the lines of the source behind it."""

    tekst: str
    bron: tuple[str, ...] = ()


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
    return tuple(found)
