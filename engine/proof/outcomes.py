"""borging_tot, rollen, uitkomst and past of an encoded pack, as formulas (docs/model.md section 5)."""

from collections.abc import Iterable
from typing import Literal, TypeVar

from ..model.words import ARCHETYPES, Archetype, Uitkomst, niveau
from .encoding import Gecodeerd
from .formulas import Formule, en, niet, of

T = TypeVar("T")

Past = Literal["ja", "ja_met_afweging", "nog_open", "nog_niet", "nee"]


def borging_laag(code: Gecodeerd, level: int) -> Formule:
    """D_lo >= level: every moet-eis up to that level is geborgd, afgewogen or nvt."""
    return en(*(eis.voldoet for a in ARCHETYPES[:level] for eis in code.moet(a).values()))


def borging_hoog(code: Gecodeerd, level: int) -> Formule:
    """D_hi >= level: no moet-eis up to that level is surely unmet."""
    return en(*(niet(eis.niet_voldaan) for a in ARCHETYPES[:level] for eis in code.moet(a).values()))


def rollen_laag(code: Gecodeerd, level: int) -> Formule:
    """F_lo >= level: a ladder condition of that level or above surely holds (level 0: always)."""
    return level == 0 or of(*(code.ladder[a].laag_heel for a in ARCHETYPES[level - 1 :]))


def rollen_hoog(code: Gecodeerd, level: int) -> Formule:
    """F_hi >= level: a ladder condition of that level or above may hold (level 0: always)."""
    return level == 0 or of(*(code.ladder[a].hoog_heel for a in ARCHETYPES[level - 1 :]))


def uitgesloten(code: Gecodeerd, archetype: Archetype) -> Formule:
    """A grens surely excludes the archetype."""
    return of(*(g.zeker for g in code.grenzen.values() if g.niveau <= niveau(archetype)))


def misschien_uitgesloten(code: Gecodeerd, archetype: Archetype) -> Formule:
    """A grens perhaps excludes the archetype."""
    return of(*(g.misschien for g in code.grenzen.values() if g.niveau <= niveau(archetype)))


def rollen_minder(code: Gecodeerd, archetype: Archetype) -> Formule:
    """The roles give less than the archetype: F_hi < G."""
    return niet(rollen_hoog(code, niveau(archetype)))


def rollen_meer(code: Gecodeerd, archetype: Archetype) -> Formule:
    """The roles give more than the archetype: F_lo > G."""
    level = niveau(archetype)
    return level < len(ARCHETYPES) and rollen_laag(code, level + 1)


def _open(code: Gecodeerd, archetype: Archetype) -> Formule:
    """D_lo < G, or a grens perhaps excludes it, or no moet-eis of it surely applies."""
    applies = of(*(eis.geldt_zeker for eis in code.moet(archetype).values()))
    unsure = niet(borging_laag(code, niveau(archetype)))
    return of(unsure, misschien_uitgesloten(code, archetype), niet(applies))


def _weighed(code: Gecodeerd, archetype: Archetype) -> Formule:
    return of(*(eis.status()["afgewogen"] for eis in code.moet(archetype).values()))


def uitkomst(code: Gecodeerd, archetype: Archetype) -> dict[Uitkomst, Formule]:
    """Each outcome for this wish with when it is that one; exactly one holds."""
    level = niveau(archetype)
    higher: Formule = level < len(ARCHETYPES) and rollen_hoog(code, level + 1)
    roles_open = of(niet(rollen_laag(code, level)), higher)
    unsure = of(_open(code, archetype), roles_open)
    steps: list[tuple[Uitkomst, Formule]] = [
        ("grens_bereikt", uitgesloten(code, archetype)),
        ("meer_borging_nodig", niet(borging_hoog(code, level))),
        ("rolverdeling_wijkt_af", of(rollen_minder(code, archetype), rollen_meer(code, archetype))),
        ("nog_niet_te_bepalen", unsure),
        ("congruent_met_afweging", _weighed(code, archetype)),
        ("congruent", True),
    ]
    return _first(steps)


def past(code: Gecodeerd, archetype: Archetype) -> dict[Past, Formule]:
    """Each word for whether what is secured fits the archetype, with when it is that one; exactly one holds."""
    steps: list[tuple[Past, Formule]] = [
        ("nee", uitgesloten(code, archetype)),
        ("nog_niet", niet(borging_hoog(code, niveau(archetype)))),
        ("nog_open", _open(code, archetype)),
        ("ja_met_afweging", _weighed(code, archetype)),
        ("ja", True),
    ]
    return _first(steps)


def _first(steps: Iterable[tuple[T, Formule]]) -> dict[T, Formule]:
    """Of an ordered list the first that applies: each holds when it does and none before it did."""
    found: dict[T, Formule] = {}
    before: list[Formule] = []
    for word, applies in steps:
        found[word] = en(applies, *(niet(b) for b in before))
        before.append(applies)
    return found
