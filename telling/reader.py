"""Knows for whom a bijlage is written: that sets its length, its order and its words, never what it says."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from wijktoets.engine.model.words import KOMPASPUNTEN, ONDERDELEN, Onderdeel

Lezer = Literal["raad", "bewoners", "team"]
LEZERS: Final[tuple[Lezer, ...]] = get_args(Lezer)


@dataclass(frozen=True, slots=True)
class Maat:
    """How much one kind of reader gets: how many questions and arranged points, which parts in full, whose words."""

    vragen: int | None
    geregeld: int | None
    onderdelen: tuple[Onderdeel, ...]
    beelden: bool
    hoort: bool
    per_partij: bool
    scores: bool
    alle_punten: bool
    plan: bool
    raad_vooraan: bool
    woorden: bool
    bewonerswoorden: bool


MATEN: Final[dict[Lezer, Maat]] = {
    "raad": Maat(3, None, ONDERDELEN, False, False, False, False, False, False, True, True, False),
    "bewoners": Maat(5, 6, KOMPASPUNTEN, True, False, False, False, False, False, False, True, True),
    "team": Maat(None, None, ONDERDELEN, True, True, True, True, True, True, False, False, False),
}
"""Residents see the four kompaspunten and what must, in their own words for the ways of taking part; the team sees
everything; the raad its own part first."""
