"""A pack and a table of any number of rows for it, with all kinds of answers; for tests about rows and blocks."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from tests.builders import (
    HOORT,
    MOET_VANAF_AANJAGEN,
    alle,
    een_van,
    grens,
    keuze,
    minstens,
    pakket,
    ref,
    signaal,
    stelling,
    v,
    waarborg,
)
from wijktoets.engine.model.words import ARCHETYPES, FASEN

PACK = pakket(
    waarborg("a", alle(v("p"), een_van(v("q"), v("k", "x")))),
    waarborg("b", minstens(2, v("p"), v("n"), v("r")), MOET_VANAF_AANJAGEN, onderdeel="zeggenschap"),
    waarborg("c", ref("a"), HOORT, als=v("r"), fasen=["uitvoering", "evaluatie"], onderdeel="dna"),
    grens("g", v("reikwijdte", "stedelijk"), "besluiten"),
    signaal("z", v("n"), vraag_bij_twijfel="Speelt dit"),
    vragen=[keuze("k", "x", "y"), stelling("n", nvt_mogelijk=True)],
)
STELLING = ("ja", "ja", "deels", "nee", "onbekend", None)
WORDS: dict[str, Sequence[str | None]] = {
    "p": STELLING,
    "q": STELLING,
    "r": STELLING,
    "n": (*STELLING, "nvt"),
    "k": ("x", "y", "onbekend", None),
    "rol": ("geen", *ARCHETYPES, "onbekend", None),
    "gewenst": (*ARCHETYPES, "onbekend", None),
    "reikwijdte": ("wijk", "stedelijk", "onbekend", None),
    "fase": FASEN,
}


def table(rows: int, seed: int = 1) -> pd.DataFrame:
    """A table that fits PACK, the same for the same seed; a longer one begins as a shorter one."""
    drawn = np.random.default_rng(seed).integers(0, 420, (rows, len(WORDS)))
    columns = zip(WORDS.items(), drawn.T, strict=True)
    return pd.DataFrame({name: [words[n % len(words)] for n in column] for (name, words), column in columns})
