"""The Gevoeligheid: of each afspraak what hangs on a reading of the source, as one value (docs/model.md section 7)."""

from typing import Literal

from ...model.words import ARCHETYPES, Archetype, Fase, Past, Uitkomst
from ...result.heading import AboutDossier
from ...result.rapport import LezingRij, LezingUitleg, PakketRij, ResultPart

FORMAAT: Literal["wijktoets/gevoeligheid@1"] = "wijktoets/gevoeligheid@1"

Wanneer = Literal["altijd", "hangt_af", "nooit"]
"""In which combinations of readings something comes out: in all, in some, in none."""


class Woordkans(ResultPart):
    """When an uitkomst comes out, on which readings that hangs, and in which share of the combinations.

    The share says how much hangs on our choices and depends on how many readings were written (an acceptability index,
    in the literature on stochastic multicriteria acceptability analysis); it is never how likely something is.
    """

    wanneer: Wanneer
    van: list[str]
    aandeel: float


class Samen(ResultPart):
    """What all combinations of readings make of an afspraak (`exact`), or a sample of them, drawn with `seed`."""

    combinaties: int
    exact: bool
    seed: int | None
    uitkomsten: dict[str, Woordkans] | None = None
    past: dict[Archetype, dict[str, Woordkans]] | None = None

    @property
    def woorden(self) -> dict[Archetype | None, dict[str, Woordkans]]:
        """The words that can come out: those of the uitkomst (None), or of what fits each archetype."""
        if self.uitkomsten is not None:
            return {None: self.uitkomsten}
        return {a: words for a in ARCHETYPES if (words := (self.past or {}).get(a)) is not None}


class AfspraakGevoeligheid(ResultPart):
    """One thema × fase: what comes out, the readings that alone change it, and what they do together."""

    thema: str
    fase: Fase
    gewenst: Archetype | Literal["onbekend"]
    uitkomst: Uitkomst
    past: dict[Archetype, Past]
    een: list[LezingRij]
    samen: Samen


class Gevoeligheid(AboutDossier):
    """How much of what comes out of a dossier hangs on how the source was read; `lezingen` is how many there are."""

    formaat: Literal["wijktoets/gevoeligheid@1"] = FORMAAT
    pakketten: list[PakketRij]
    lezingen: int
    uitleg: dict[str, LezingUitleg]
    afspraken: list[AfspraakGevoeligheid]
