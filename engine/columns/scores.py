"""The vector twin of the scores: exact, as halves are counted and each distinct fraction is rounded once."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..regelpakket import Regelpakket
from ..words import KOMPASPUNTEN, ONDERDELEN, Onderdeel
from .congruence import EisPlanes, Getallen, Rijen, at_wish
from .planes import Counter, Plane

Scores = NDArray[np.float64]
"""A score a row; NaN where no eis is asked."""


def scores(pakket: Regelpakket, eisen: Mapping[str, EisPlanes], rijen: Rijen, rows: int) -> dict[str, Scores]:
    """The columns borging_laag/_hoog and <onderdeel>_laag/_hoog/_besproken (model.md section 5, Scores)."""
    weights = {"moet": pakket.weging.moet, "hoort": pakket.weging.hoort}
    scale = int(np.lcm(weights["moet"].denominator, weights["hoort"].denominator))
    whole = {norm: int(weight * scale) for norm, weight in weights.items()}
    parts = {o: _onderdeel(pakket, eisen, rijen, rows, o, whole) for o in ONDERDELEN}
    columns: dict[str, Scores] = dict(zip(("borging_laag", "borging_hoog"), _borging(parts, rows), strict=True))
    for onderdeel, sums in parts.items():
        for part, twice in (("laag", True), ("hoog", True), ("besproken", False)):
            columns[f"{onderdeel}_{part}"] = _ratio(sums[part], sums["totaal"] * (2 if twice else 1))
    return columns


def _onderdeel(
    pakket: Regelpakket,
    eisen: Mapping[str, EisPlanes],
    rijen: Rijen,
    rows: int,
    onderdeel: str,
    weights: Mapping[str, int],
) -> dict[str, Getallen]:
    """Weighted sums over the eisen of an onderdeel: `laag` and `hoog` in halves, `besproken` and `totaal` in wholes."""
    sums = {key: np.zeros(rows, dtype=np.int64) for key in ("laag", "hoog", "besproken", "totaal")}
    for norm, weight in weights.items():
        counters = {key: Counter() for key in sums}
        for name, eis in eisen.items():
            if pakket.waarborgen[name].onderdeel == onderdeel:
                asked = at_wish(pakket, rijen, name, norm)
                if asked is not None:
                    _add(counters, eis, asked & ~eis.nvt)
        for key, counter in counters.items():
            sums[key] += weight * counter.totals(rows)
    return sums


def _add(counters: Mapping[str, Counter], eis: EisPlanes, asked: Plane) -> None:
    sure = asked & ~eis.als_open
    known = sure & ~((eis.lo1 ^ eis.hi1) | (eis.lo5 ^ eis.hi5))
    for plane in (eis.lo1 & sure, eis.lo5 & sure):
        counters["laag"].add(plane)
    for plane in (eis.hi1 & asked | eis.als_open & asked, eis.hi5 & asked | eis.als_open & asked):
        counters["hoog"].add(plane)
    counters["besproken"].add(known)
    counters["totaal"].add(asked)


def _borging(parts: Mapping[Onderdeel, Mapping[str, Getallen]], rows: int) -> tuple[Scores, Scores]:
    """The plain mean over the kompaspunten that have an eis, exact for each distinct set of sums."""
    keys = np.stack([parts[k][part] for k in KOMPASPUNTEN for part in ("laag", "hoog", "totaal")], axis=1)
    distinct, where = np.unique(keys, axis=0, return_inverse=True)
    means = np.array([_mean(row.reshape(-1, 3)) for row in distinct], dtype=np.float64).reshape(-1, 2)
    where = where.reshape(rows)
    return means[where, 0], means[where, 1]


def _mean(points: NDArray[np.int64]) -> tuple[float, float]:
    asked = [
        (Fraction(int(low), 2 * int(total)), Fraction(int(high), 2 * int(total)))
        for low, high, total in points
        if total
    ]
    if not asked:
        return float("nan"), float("nan")
    low = sum((pair[0] for pair in asked), Fraction(0)) / len(asked)
    high = sum((pair[1] for pair in asked), Fraction(0)) / len(asked)
    return float(round(low, 6)), float(round(high, 6))


def _ratio(parts: Getallen, totals: Getallen) -> Scores:
    pairs = np.stack([parts, totals], axis=1)
    distinct, where = np.unique(pairs, axis=0, return_inverse=True)
    values = [float(round(Fraction(int(p), int(t)), 6)) if t else float("nan") for p, t in distinct]
    result: Scores = np.array(values, dtype=np.float64)[where.reshape(len(parts))]
    return result
