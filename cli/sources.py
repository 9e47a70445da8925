"""Says where a rule or question comes from, and how much each archetype asks of it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from wijktoets.engine.pakket import Grens
from wijktoets.engine.words import ARCHETYPES, Archetype, Basis, Norm
from wijktoets.texts import text

from .wording import listed


class MetBron(Protocol):
    """What has a source: a vraag or regel of a pack, or its row in an Uitleg."""

    @property
    def basis(self) -> Basis: ...
    @property
    def bron(self) -> Sequence[str]: ...
    @property
    def wet(self) -> str | None: ...
    @property
    def artikel(self) -> str | None: ...
    @property
    def lid(self) -> str | None: ...


def source_words(thing: MetBron) -> str:
    """Whether it is literal, derived or external, with its lines and, for law, the article."""
    bron = ", ".join(thing.bron)
    if thing.wet and thing.artikel:
        key = "explain.wet_lid" if thing.lid else "explain.wet"
        bron = f"{text(key, wet=thing.wet, artikel=thing.artikel, lid=thing.lid)} ({bron})"
    return text(f"explain.basis.{thing.basis}", bron=bron)


def excluded(grens: Grens) -> str:
    """The archetypes that a grens excludes: the one that it names and those above it."""
    return listed(ARCHETYPES[ARCHETYPES.index(grens.sluit_uit) :])


def norm_words(norm: Mapping[Archetype, Norm]) -> str:
    """How much a waarborg is asked at each archetype; archetypes that ask the same are said together."""
    groups: dict[str, list[str]] = {}
    for archetype in ARCHETYPES:
        groups.setdefault(norm.get(archetype, "niet"), []).append(archetype)
    return " ".join(
        text("explain.norm_bij", archetypes=listed(together), norm=text(f"explain.norm.{asked}"))
        for asked, together in groups.items()
    )
