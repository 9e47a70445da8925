"""Holds the wish, the roles and the safeguards of one thema × fase side by side (docs/model.md section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from ..model.answers import ONBEKEND, Interval
from ..model.pakket import Weging
from ..model.words import (
    ARCHETYPES,
    KOMPASPUNTEN,
    ONDERDELEN,
    PARTIJEN,
    Archetype,
    Onderdeel,
    Partij,
    Past,
    Uitkomst,
    niveau,
)
from .evaluation import SUFFICES, UNMET, Eis


@dataclass(frozen=True, slots=True)
class Bereik:
    """What surely is, and what may be: two levels from 0 (geen) to 3 (besluiten), laag <= hoog."""

    laag: int
    hoog: int


@dataclass(frozen=True, slots=True)
class GrensStand:
    """A grens that holds (`zeker`) or may hold, and the lowest level that it excludes."""

    id: str
    niveau: int
    zeker: bool


class Telling(NamedTuple):
    """Eisen counted: geregeld (geborgd), anders (afgewogen), niet, and open; nvt is in none of them."""

    geregeld: int = 0
    anders: int = 0
    niet: int = 0
    open: int = 0


class Score(NamedTuple):
    """The weighted mean of lower and of upper values, how much is known, and over how many eisen; all exact.

    Held as what was counted, in whole numbers: values in halves, weights times the denominators of both.
    """

    onderdeel: Onderdeel
    halves_low: int
    halves_high: int
    known: int
    total: int
    eisen: int

    @property
    def laag(self) -> Fraction:
        """The mean of the lower values."""
        return Fraction(self.halves_low, 2 * self.total)

    @property
    def hoog(self) -> Fraction:
        """The mean of the upper values."""
        return Fraction(self.halves_high, 2 * self.total)

    @property
    def besproken(self) -> Fraction:
        """The weight of what is known, over all."""
        return Fraction(self.known, self.total)


HALVES: Final = {0.0: 0, 0.5: 1, 1.0: 2}
"""Each end that an interval can have, in halves."""

EisenPerArchetype = Mapping[Archetype, Sequence[Eis]]


def moet(eisen: Iterable[Eis]) -> list[Eis]:
    """The eisen that gate: those with norm moet. hoort and mag only count and score."""
    return [e for e in eisen if e.norm == "moet"]


def borging(eisen: EisenPerArchetype) -> Bereik:
    """borging_tot: up to which level every moet-eis is met, surely and at best."""
    statuses = {a: {e.status for e in moet(eisen[a])} for a in ARCHETYPES}
    surely = _climb(a for a in ARCHETYPES if statuses[a] <= SUFFICES)
    at_best = _climb(a for a in ARCHETYPES if statuses[a].isdisjoint(UNMET))
    return Bereik(surely, at_best)


def borging_zonder_afweging(eisen: EisenPerArchetype) -> Bereik | None:
    """borging_tot as if there were no afwegingen; None where no moet-eis of any archetype is afgewogen."""
    if not any(e.status == "afgewogen" for a in ARCHETYPES for e in moet(eisen[a])):
        return None
    values = {a: [e.waarde for e in moet(eisen[a]) if e.waarde is not None] for a in ARCHETYPES}
    surely = _climb(a for a in ARCHETYPES if all(v.laag == 1.0 for v in values[a]))
    at_best = _climb(a for a in ARCHETYPES if all(v.hoog == 1.0 for v in values[a]))
    return Bereik(surely, at_best)


def _climb(fit: Iterable[Archetype]) -> int:
    """The largest L such that every level from 1 to L is in `fit`."""
    found = {niveau(a) for a in fit}
    return next((level - 1 for level in range(1, 5) if level not in found), 3)


def rollen(ladder: Mapping[Archetype, Interval]) -> Bereik:
    """rollen: the highest level whose ladder condition holds, surely and at best."""
    surely = max((niveau(a) for a, v in ladder.items() if v.laag == 1.0), default=0)
    at_best = max((niveau(a) for a, v in ladder.items() if v.hoog == 1.0), default=0)
    return Bereik(surely, at_best)


def richting(gewenst: int | None, roles: Bereik) -> Literal["minder", "meer"] | None:
    """Which way the roles differ from the wish."""
    if gewenst is None:
        return None
    if roles.hoog < gewenst:
        return "minder"
    return "meer" if roles.laag > gewenst else None


def uitkomst(
    gewenst: int | None, secured: Bereik, roles: Bereik, grenzen: Sequence[GrensStand], eisen: EisenPerArchetype
) -> Uitkomst:
    """The first outcome of the table in docs/model.md section 5 that applies."""
    if gewenst is None:
        return "gewenst_onbekend"
    at_wish = moet(eisen[ARCHETYPES[gewenst - 1]])
    if any(g.zeker and g.niveau <= gewenst for g in grenzen):
        return "grens_bereikt"
    if secured.hoog < gewenst:
        return "meer_borging_nodig"
    if richting(gewenst, roles):
        return "rolverdeling_wijkt_af"
    unsure = secured.laag < gewenst or not roles.laag == roles.hoog == gewenst
    perhaps = any(not g.zeker and g.niveau <= gewenst for g in grenzen)
    if unsure or perhaps or not any(e.surely_applies for e in at_wish):
        return "nog_niet_te_bepalen"
    return "congruent_met_afweging" if any(e.status == "afgewogen" for e in at_wish) else "congruent"


def past(archetype: Archetype, secured: Bereik, grenzen: Sequence[GrensStand], eisen: EisenPerArchetype) -> Past:
    """Whether what is secured fits an archetype, whatever the wish and the roles (docs/rapport.md, per_archetype)."""
    level = niveau(archetype)
    if any(g.zeker and g.niveau <= level for g in grenzen):
        return "nee"
    if secured.hoog < level:
        return "nog_niet"
    if secured.laag < level or any(not g.zeker and g.niveau <= level for g in grenzen):
        return "nog_open"
    at_level = moet(eisen[archetype])
    if not any(e.surely_applies for e in at_level):
        return "nog_open"
    return "ja_met_afweging" if any(e.status == "afgewogen" for e in at_level) else "ja"


def telling(eisen: Iterable[Eis]) -> Telling:
    """The eisen counted by how they stand."""
    found = [e.status for e in eisen]
    met, weighed, unknown = found.count("geborgd"), found.count("afgewogen"), found.count("onbekend")
    return Telling(met, weighed, len(found) - met - weighed - unknown - found.count("nvt"), unknown)


def per_partij(eisen: Iterable[Eis]) -> dict[Partij, Telling]:
    """The moet-eisen counted per party on whom they rest; a party without one that is not nvt is left out."""
    own: dict[Partij, list[Eis]] = {}
    for eis in moet(eisen):
        if eis.status != "nvt":
            own.setdefault(eis.waarborg.rust_op, []).append(eis)
    return {partij: telling(own[partij]) for partij in PARTIJEN if partij in own}


def profiel(eisen: Iterable[Eis], weging: Weging) -> list[Score]:
    """The score of each onderdeel that has an eis moet or hoort which is not nvt, in the order of the model.

    An eis that may not apply counts as [0, 1].
    """
    heavy, light = weging.moet, weging.hoort
    weights = {"moet": heavy.numerator * light.denominator, "hoort": light.numerator * heavy.denominator}
    counted: dict[Onderdeel, list[tuple[int, Interval]]] = {}
    for waarborg, norm, feit, _ in eisen:
        if norm != "mag" and feit.waarde is not None:
            weighed = (weights[norm], ONBEKEND if feit.als_open else feit.waarde)
            if waarborg.onderdeel in counted:
                counted[waarborg.onderdeel].append(weighed)
            else:
                counted[waarborg.onderdeel] = [weighed]
    return [_score(onderdeel, counted[onderdeel]) for onderdeel in ONDERDELEN if onderdeel in counted]


def _score(onderdeel: Onderdeel, counted: Sequence[tuple[int, Interval]]) -> Score:
    total = low = high = known = 0
    for weight, (at_least, at_most) in counted:
        total += weight
        low += weight * HALVES[at_least]
        high += weight * HALVES[at_most]
        if at_least == at_most:
            known += weight
    return Score(onderdeel, low, high, known, total, len(counted))


def borging_score(scores: Iterable[Score]) -> tuple[Fraction, Fraction] | None:
    """The plain mean over the kompaspunten that have a score; None when none has."""
    points = [s for s in scores if s.onderdeel in KOMPASPUNTEN]
    if not points:
        return None
    count = len(points)
    return sum((s.laag for s in points), Fraction(0)) / count, sum((s.hoog for s in points), Fraction(0)) / count


@dataclass(frozen=True, slots=True)
class Congruentie:
    """All that the built-in signalen look at."""

    gewenst: int | None
    borging: Bereik
    rollen: Bereik
    grenzen: Sequence[GrensStand]
    uitkomst: Uitkomst
    eisen: EisenPerArchetype


def signalen(found: Congruentie) -> list[str]:
    """The built-in signalen that follow from congruence; disputes and afwegingen are added where they are known."""
    signals: list[str] = []
    if found.borging.hoog < found.rollen.laag:
        signals.append("borging_onder_rollen")
    if any(g.zeker and g.niveau <= found.rollen.laag for g in found.grenzen):
        signals.append("rollen_over_grens")
    if found.gewenst is not None:
        signals += _signalen_at_wish(found, found.gewenst)
    return signals


def _signalen_at_wish(found: Congruentie, gewenst: int) -> list[str]:
    at_wish = found.eisen[ARCHETYPES[gewenst - 1]]
    signals: list[str] = []
    if more_than_needed(found):
        signals.append("meer_geregeld_dan_nodig")
    if found.uitkomst != "rolverdeling_wijkt_af" and richting(gewenst, found.rollen):
        signals.append("rolverdeling_wijkt_af")
    if any(e.nvt_by_answer for e in moet(at_wish)):
        signals.append("nvt_bij_moet_eis")
    if any(e.status == "afgewogen" for e in at_wish):
        signals.append("afgewogen_eisen")
    if all(e.status == "nvt" for e in moet(at_wish)):
        signals.append("geen_eisen")
    return signals


def more_than_needed(found: Congruentie) -> list[Eis]:
    """The moet-eisen of what is secured, above the wish, that are met and not moet at the wish (L33, L178)."""
    if found.gewenst is None or found.borging.laag <= found.gewenst:
        return []
    needed = {e.waarborg.id for e in moet(found.eisen[ARCHETYPES[found.gewenst - 1]])}
    above = moet(found.eisen[ARCHETYPES[found.borging.laag - 1]])
    return [e for e in above if e.status == "geborgd" and e.waarborg.id not in needed]
