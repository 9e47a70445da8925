"""The vector twin of the scores: sums are counted on planes, and each fraction is rounded once, exactly.

docs/model.md section 5, Scores; the rounding is that of Python's round() of a Fraction to 6 decimals (half to even).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import lcm, prod
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..circuit.conditions import unresolved
from ..circuit.gates import Key
from ..circuit.rules import Wiring
from ..model.regelpakket import Regelpakket
from ..model.words import KOMPASPUNTEN, ONDERDELEN, Norm, Onderdeel
from ..result.table import SCORE_COLUMNS
from .congruence import at_wish
from .planes import Codes
from .running import Number, count

Scores = NDArray[np.float64]
"""A score a row; NaN where no eis is asked."""
Whole = NDArray[Any]
"""Whole numbers: int64 while that holds them, otherwise Python ints."""

NORMEN: Final[tuple[Norm, ...]] = ("moet", "hoort")
SOMMEN: Final = ("laag", "hoog", "besproken", "totaal")
DECIMALS: Final = 10**6
FITS: Final = 2**62 // DECIMALS
"""With denominators below this, all that `rounded` computes fits int64."""

LOOKED_UP: Final = 255
"""Fractions of numbers up to this are looked up in a table."""


class SumName(NamedTuple):
    """Names one of the sums."""

    onderdeel: Onderdeel
    norm: Norm
    wat: str


def sums(wiring: Wiring) -> dict[Key, Number]:
    """Per onderdeel and norm, over the eisen at the wish that are not nvt; laag and hoog are counted in halves."""
    found: dict[Key, Number] = {}
    for onderdeel in ONDERDELEN:
        own = {name: e for name, e in wiring.eisen.items() if wiring.pakket.waarborgen[name].onderdeel == onderdeel}
        for norm in NORMEN:
            asked = {name: at_wish(wiring, name, norm) & ~e.nvt for name, e in own.items()}
            sure = {name: bit & ~own[name].als_open for name, bit in asked.items()}
            low = [sure[n] & plane for n, e in own.items() for plane in (e.value.lo1, e.value.lo5)]
            high = [asked[n] & (plane | e.als_open) for n, e in own.items() for plane in (e.value.hi1, e.value.hi5)]
            known = [sure[n] & ~unresolved(e.value) for n, e in own.items()]
            for som, bits in zip(SOMMEN, (low, high, known, list(asked.values())), strict=True):
                found[SumName(onderdeel, norm, som)] = count(bits)
    return found


@dataclass(frozen=True, slots=True)
class Gewichten:
    """The weights as whole numbers; per onderdeel the most that twice its sums can be; whether all fits int64."""

    moet: int
    hoort: int
    hoogstens: Mapping[Onderdeel, int]
    past: bool


def weights(pakket: Regelpakket) -> Gewichten:
    """The weights of a pack on one scale; no score changes when both are multiplied by the same."""
    weging, onderdelen = pakket.weging, [w.onderdeel for w in pakket.waarborgen.values()]
    scale = lcm(weging.moet.denominator, weging.hoort.denominator)
    moet, hoort = int(weging.moet * scale), int(weging.hoort * scale)
    most = {o: 2 * max(moet, hoort) * onderdelen.count(o) or 1 for o in ONDERDELEN}
    bound = max(len(KOMPASPUNTEN) * prod(most[k] for k in KOMPASPUNTEN), *most.values())
    return Gewichten(moet, hoort, most, past=bound < FITS)


AT_ONCE: Final = 65_536
"""So many rows are done together, as all their sums are then near the processor."""


def scores(gewichten: Gewichten, counted: Mapping[SumName, Codes]) -> dict[str, Scores]:
    """The columns borging_laag/_hoog and <onderdeel>_laag/_hoog/_besproken from the sums of each row."""
    rows = len(next(iter(counted.values())))
    found = dict(zip(SCORE_COLUMNS, np.empty((len(SCORE_COLUMNS), rows)), strict=True))
    for start in range(0, rows, AT_ONCE):
        here = slice(start, start + AT_ONCE)
        for name, values in _scores(gewichten, {key: codes[here] for key, codes in counted.items()}).items():
            found[name][here] = values
    return found


def _scores(gewichten: Gewichten, counted: Mapping[SumName, Codes]) -> dict[str, Scores]:
    kind = np.int64 if gewichten.past else object

    def weighed(onderdeel: Onderdeel, som: str) -> Whole:
        moet, hoort = (counted[SumName(onderdeel, norm, som)].astype(kind) for norm in NORMEN)
        total: Whole = gewichten.moet * moet + gewichten.hoort * hoort
        return total

    parts = {(onderdeel, som): weighed(onderdeel, som) for onderdeel in ONDERDELEN for som in SOMMEN}
    mean = _mean if gewichten.past else _exact_mean
    columns = {f"borging_{som}": mean(parts, som) for som in ("laag", "hoog")}
    for onderdeel in ONDERDELEN:
        total, most = parts[onderdeel, "totaal"], gewichten.hoogstens[onderdeel]
        for som, times in (("laag", 2), ("hoog", 2), ("besproken", 1)):
            columns[f"{onderdeel}_{som}"] = _ratio(parts[onderdeel, som], times * total, most)
    return columns


def _ratio(parts: Whole, whole: Whole, most: int) -> Scores:
    """As `rounded`, for numbers up to `most`: looked up while that is a small table."""
    if most > LOOKED_UP or parts.dtype == object:
        return rounded(parts, whole)
    found: Scores = _table(most)[parts * (most + 1) + whole]
    return found


@lru_cache(maxsize=256)
def _table(most: int) -> Scores:
    numbers = np.arange((most + 1) ** 2)
    return rounded(numbers // (most + 1), numbers % (most + 1))


def _mean(parts: Mapping[tuple[Onderdeel, str], Whole], som: str) -> Scores:
    """As `_exact_mean`, in floats; where those come near a half at the last decimal, whole numbers decide."""
    below = [2 * parts[k, "totaal"] for k in KOMPASPUNTEN]
    many = sum((each != 0).astype(np.int64) for each in below)
    total = sum(parts[k, som] / np.maximum(own, 1) for k, own in zip(KOMPASPUNTEN, below, strict=True))
    scaled = total / np.maximum(many, 1) * DECIMALS
    down = np.floor(scaled)
    rest = scaled - down
    found: Scores = np.where(many == 0, np.nan, (down + (rest > 0.5)) / DECIMALS)
    near = np.flatnonzero(np.abs(rest - 0.5) < NEAR)
    if len(near):
        found[near] = _exact_mean({key: values[near] for key, values in parts.items()}, som)
    return found


NEAR: Final = 1e-6
"""What a mean in floats, a million times as large, differs from the exact one is a thousand times smaller than this."""


def _exact_mean(parts: Mapping[tuple[Onderdeel, str], Whole], som: str) -> Scores:
    """The plain mean over the kompaspunten that have an eis, over one common denominator."""
    below = [np.where(parts[k, "totaal"] == 0, 1, 2 * parts[k, "totaal"]) for k in KOMPASPUNTEN]
    product = below[0] * below[1] * below[2] * below[3]
    total = sum(parts[k, som] * (product // own) for k, own in zip(KOMPASPUNTEN, below, strict=True))
    many = sum((parts[k, "totaal"] != 0).astype(np.int64) for k in KOMPASPUNTEN)
    return rounded(total, product * many)


def rounded(parts: Whole, whole: Whole) -> Scores:
    """parts / whole to 6 decimals, half to even; NaN where whole is 0. Both are exact, and parts <= whole.

    >>> rounded(np.array([1, 2, 0]), np.array([3, 3, 0])).tolist()
    [0.333333, 0.666667, nan]
    """
    divisor = np.where(whole == 0, 1, whole)
    scaled = parts * DECIMALS
    down = scaled // divisor
    rest = scaled - down * divisor
    up = (2 * rest > divisor) | ((2 * rest == divisor) & (down & 1 == 1))
    value: Scores = (down + up).astype(np.float64) / DECIMALS
    return np.where(whole == 0, np.nan, value)
