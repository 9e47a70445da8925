"""Makes a Groeipad: a plan to adviseren, from there to aanjagen, from there to besluiten (docs/model.md section 6).

It shows what each step adds; it never advises to go further.
"""

from dataclasses import replace
from datetime import date

from ...judging.cases import Engine
from ...model.dossier import Dossier
from ...model.in_words import in_words_of
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, Archetype
from ...result.heading import heading
from .plan import Vraagstuk, carried, lines_of
from .value import Groeipad, StapRij


def groeipad(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    asked: Vraagstuk,
    *,
    laws: Regelpakket | None = None,
) -> Groeipad:
    """The plan to each archetype up to the target of `asked` (default: all), each from where the one before ends.

    An actie that must be in it stands in the first step that asks what it settles, otherwise in the last. The lines
    that go with it, and with each step, are those of its last target; the other arguments are those of `plan`.

    Raises:
        InvoerFout: the dossier does not fit the pack, or there is no such actie.
        ValueError: an actie that must be in it may not be in it.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    levels = ARCHETYPES[: ARCHETYPES.index(asked.target or ARCHETYPES[-1]) + 1]
    left = asked.houden
    lines = lines_of(dossier, pakket, engine, today, replace(asked, target=levels[-1]), laws)
    steps = []
    start = dossier
    for level in levels:
        own = left if level == levels[-1] else left & _acties_of(pakket, level)
        plan, dossier = carried(dossier, pakket, engine, today, replace(asked, target=level, houden=own), lines)
        left -= own
        steps.append(StapRij(target=level, al_gehaald=all(row.gehaald_zonder for row in plan.afspraken), plan=plan))
    return Groeipad(
        **heading(start, pakket, today, lines),
        stappen=steps,
    )


def _acties_of(pakket: Regelpakket, level: Archetype) -> frozenset[str]:
    """The acties of what is moet at an archetype."""
    asked = [name for name, w in pakket.waarborgen.items() if w.norm.get(level) == "moet"]
    return frozenset(str(a.id) for name in asked for a in pakket.acties[name])
