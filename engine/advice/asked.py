"""Which questions a rule asks, itself or through the waarborgen that it refers to, and which of those are open."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..judging.cases import Geval
from ..judging.facts import in_force
from ..model.answers import Antwoord, is_open
from ..model.conditions import asked
from ..model.pakket import Waarborg, conditions_of
from ..model.regelpakket import Regelpakket, behind
from ..model.words import ARCHETYPES, INGEBOUWDE_VRAGEN, niveau


def asked_by(pakket: Regelpakket, waarborg: Waarborg) -> set[str]:
    """The questions that a waarborg asks, those of `als` and of the waarborgen that it refers to among them."""
    return asked(conditions_of(waarborg), pakket.voldaan_als)


def behind_outcome(pakket: Regelpakket, geval: Geval) -> set[str]:
    """The questions that the uitkomst of a case rests on, or without a wish which archetypes fit.

    Those of the moet-eisen and grenzen up to the wish (without one: of all archetypes), and of the ladder.
    """
    conditions = [] if geval.archetype is None else list(pakket.zeggenschap.values())
    for w in _moet(pakket, geval):
        if in_force(w, geval.situatie):
            conditions += conditions_of(w)
    level = _level(geval)
    grenzen = (g for g in pakket.grenzen.values() if in_force(g, geval.situatie) and niveau(g.sluit_uit) <= level)
    return asked([*conditions, *(g.als for g in grenzen)], pakket.voldaan_als)


def part_for(pakket: Regelpakket, geval: Geval, waarborg: str | None) -> Regelpakket:
    """The pack with only what the uitkomst of a case or, when it is given, one waarborg rests on: quicker to prove."""
    asked_for = list(_moet(pakket, geval)) if waarborg is None else [pakket.waarborgen[waarborg]]
    needed = {w.id for w in asked_for}.union(*(behind(pakket, conditions_of(w)) for w in asked_for))
    return replace(
        pakket,
        waarborgen={name: w for name, w in pakket.waarborgen.items() if name in needed},
        volgorde=tuple(name for name in pakket.volgorde if name in needed),
        grenzen=pakket.grenzen if waarborg is None else {},
        signalen={},
    )


def _moet(pakket: Regelpakket, geval: Geval) -> Iterator[Waarborg]:
    """The waarborgen that are moet up to the wish, or without one anywhere."""
    levels = ARCHETYPES[: _level(geval)]
    return (w for w in pakket.waarborgen.values() if any(w.norm.get(a) == "moet" for a in levels))


def _level(geval: Geval) -> int:
    return len(ARCHETYPES) if geval.archetype is None else niveau(geval.archetype)


def definite(pakket: Regelpakket, vraag: str) -> tuple[str, ...]:
    """The definite answers to a question, nvt not among them: ja, deels, nee, or the options of a keuze."""
    if vraag in INGEBOUWDE_VRAGEN:
        return INGEBOUWDE_VRAGEN[vraag]
    return tuple(pakket.vragen[vraag].opties) or ("ja", "deels", "nee")


def open_questions(pakket: Regelpakket, antwoorden: Mapping[str, Antwoord]) -> list[str]:
    """The questions of the packs, and reikwijdte, that are open."""
    return [name for name in [*pakket.vragen, "reikwijdte"] if is_open(antwoorden.get(name))]
