"""Says where a rule or question comes from, how much each archetype asks of it, and what its kind is called."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from wijktoets.engine.model.pakket import Grens
from wijktoets.engine.model.words import ARCHETYPES, Archetype, Basis, Norm
from wijktoets.engine.upkeep.pages.value import BronregelRij
from wijktoets.texts import text
from wijktoets.texts.wording import begin_upper, counted, listed

from .phrases import level


class Sourced(Protocol):
    """What has a source: a vraag or regel of a pack, its row in an Uitleg, or its page."""

    @property
    def basis(self) -> Basis: ...
    @property
    def bron(self) -> Sequence[str] | Sequence[BronregelRij]: ...
    @property
    def wet(self) -> str | None: ...
    @property
    def artikel(self) -> str | None: ...
    @property
    def lid(self) -> str | None: ...


def source_words(thing: Sourced) -> str:
    """Whether it is literal, derived or external, with its lines and, for law, the article."""
    items = [item if isinstance(item, str) else item.bron for item in thing.bron]
    article, bron = article_words(thing), ", ".join(items)
    adds = article is not None and article not in items
    return text(f"explain.basis.{thing.basis}", vindplaats=f"{article} ({bron})" if adds else bron)


def article_words(thing: Sourced) -> str | None:
    """The article of law that something rests on, as people cite it; None when it names none."""
    if not (thing.wet and thing.artikel):
        return None
    key = "explain.wet_lid" if thing.lid else "explain.wet"
    return text(key, wet=thing.wet, artikel=thing.artikel, lid=thing.lid)


def excluded(grens: Grens) -> str:
    """The archetypes that a grens excludes: the one that it names and those above it."""
    return listed(map(level, ARCHETYPES[ARCHETYPES.index(grens.sluit_uit) :]))


def norm_words(norm: Mapping[Archetype, Norm]) -> str:
    """How much a waarborg is asked at each archetype; archetypes that ask the same are said together."""
    groups: dict[str, list[str]] = {}
    for archetype in ARCHETYPES:
        groups.setdefault(norm.get(archetype, "niet"), []).append(archetype)
    return " ".join(
        text("explain.norm_bij", archetypes=listed(map(level, together)), norm=text(f"explain.norm.{asked}"))
        for asked, together in groups.items()
    )


def norm_word(norm: Norm | None) -> str:
    """A norm in one word, for a table; the sentence `rules.norm.legenda` says what the words mean."""
    return text(f"rules.norm.{norm or 'niet'}")


def kind_word(soort: str, n: int = 1) -> str:
    """What one thing of a pack is called, or several.

    >>> kind_word("grens"), kind_word("grens", 2)
    ('grens', 'grenzen')
    """
    return counted(f"rules.soort.{soort}", n)


def kinds_heading(soort: str) -> str:
    """The name above things of one kind."""
    return begin_upper(kind_word(soort, 2))


def kinds_counted(soort: str, n: int) -> str:
    """How many things of a kind there are."""
    return text("rules.hoeveel", n=n, soort=kind_word(soort, n))
