"""How much of what comes out of a dossier hangs on how the source was read (docs/model.md section 7)."""

from datetime import date
from typing import Final

from ...judging.cases import Engine
from ...model.dossier import Dossier
from ...model.in_words import in_words_of
from ...model.regelpakket import Regelpakket
from ...model.words import Fase
from ...result.heading import heading_of
from ..teksten import judged
from .readings import reading_rows, together
from .value import AfspraakGevoeligheid, Gevoeligheid

COMBINATIONS: Final = 1000
SEED: Final = 1


def sensitivity(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
    combinations: int = COMBINATIONS,
    seed: int = SEED,
) -> Gevoeligheid:
    """What the readings of the pack make of each thema × fase, one at a time and together.

    Args:
        today: the peildatum when the dossier names none.
        laws: the pack that looks at bevoegdheden, for `teksten`.
        thema, fase: only these.
        combinations: how many combinations of readings are looked at, when there are more than that.
        seed: with which they are drawn; the same seed gives the same result.

    Raises:
        InvoerFout: the dossier does not fit the pack.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    gevallen, rapport = judged(dossier, pakket, engine, today, laws=laws, thema=thema, fase=fase)
    afspraken = [
        AfspraakGevoeligheid(
            thema=row.thema,
            fase=row.fase,
            gewenst=row.gewenst,
            uitkomst=row.uitkomst,
            past={archetype: stand.past for archetype, stand in row.per_archetype.items()},
            een=row.lezingen,
            samen=together(pakket, dossier, geval, combinations, seed),
        )
        for geval, row in zip(gevallen, rapport.afspraken, strict=True)
    ]
    named = {row.id for a in afspraken for row in a.een} | {
        name for a in afspraken for words in a.samen.woorden.values() for share in words.values() for name in share.van
    }
    return Gevoeligheid(
        **heading_of(rapport),
        pakketten=rapport.pakketten,
        lezingen=len(pakket.lezingen),
        uitleg=reading_rows(pakket, named),
        afspraken=afspraken,
    )
