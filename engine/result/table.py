"""Many dossiers as one table: the batch rows of docs/formaten.md, from Rapports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from ..model.errors import Melding
from ..model.words import ARCHETYPES, ONDERDELEN
from .rapport import AfspraakRapport, Rapport

COUNTS: Final = tuple(f"{norm}_{how}" for norm in ("moet", "hoort") for how in ("geregeld", "anders", "niet", "open"))
COLUMNS: Final = (
    *("bestand", "dossier", "peildatum", "fictief", "gemeente", "gebied"),
    *("thema", "fase", "reikwijdte", "gewenst", "uitkomst"),
    *("borging_tot_laag", "borging_tot_hoog", "rollen_laag", "rollen_hoog"),
    *COUNTS,
    *(f"past_{archetype}" for archetype in ARCHETYPES),
    *("open_vragen", "signalen", "fout", "borging_zonder_afweging_laag", "borging_zonder_afweging_hoog"),
)
"""The columns of a batch row, in order (docs/formaten.md)."""

SCORE_COLUMNS: Final = (
    *("borging_laag", "borging_hoog"),
    *(f"{onderdeel}_{part}" for onderdeel in ONDERDELEN for part in ("laag", "hoog", "besproken")),
)
"""The columns that `--scores` adds."""

Row = dict[str, Any]


def columns_of(scores: bool) -> tuple[str, ...]:
    """The columns of a batch row, in order."""
    return COLUMNS + (SCORE_COLUMNS if scores else ())


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one dossier: a Rapport or only its batch rows, or all that is wrong with it, one line each."""

    bestand: str
    rapport: Rapport | None = None
    meldingen: tuple[str, ...] = ()
    rijen: tuple[Row, ...] = ()

    def rows(self, scores: bool) -> list[Row]:
        """The batch rows: one for each thema × fase, or one that says what is wrong."""
        if self.rapport is not None:
            return rows_of(self.rapport, scores)
        return list(self.rijen) or [error_row(self.bestand, "; ".join(self.meldingen), scores)] * bool(self.meldingen)


def rows_of(rapport: Rapport, scores: bool = False) -> list[Row]:
    """The batch rows of a Rapport: one for each thema × fase."""
    head = {
        "bestand": rapport.bestand,
        "dossier": rapport.dossier,
        "peildatum": rapport.peildatum.isoformat(),
        "fictief": rapport.fictief,
        "gemeente": rapport.gemeente,
        "gebied": rapport.gebied,
    }
    return [head | _row(afspraak) | (_scores(afspraak) if scores else {}) for afspraak in rapport.afspraken]


def _row(afspraak: AfspraakRapport) -> Row:
    stand, bare = afspraak.stand, afspraak.borging_zonder_afweging
    counts: Row = dict.fromkeys(COUNTS)
    if stand is not None:
        for norm, telling in (("moet", stand.moet), ("hoort", stand.hoort)):
            counts |= {f"{norm}_{key}": count for key, count in telling.model_dump().items()}
    return {
        "thema": afspraak.thema,
        "fase": afspraak.fase,
        "reikwijdte": afspraak.reikwijdte,
        "gewenst": afspraak.gewenst,
        "uitkomst": afspraak.uitkomst,
        "borging_tot_laag": afspraak.borging_tot.laag,
        "borging_tot_hoog": afspraak.borging_tot.hoog,
        "rollen_laag": afspraak.rollen.laag,
        "rollen_hoog": afspraak.rollen.hoog,
        **counts,
        **{f"past_{name}": held.past for name, held in afspraak.per_archetype.items()},
        "open_vragen": len(afspraak.open_vragen),
        "signalen": ";".join(s.id for s in afspraak.signalen),
        "fout": None,
        "borging_zonder_afweging_laag": bare.laag if bare else None,
        "borging_zonder_afweging_hoog": bare.hoog if bare else None,
    }


def _scores(afspraak: AfspraakRapport) -> Row:
    row: Row = dict.fromkeys(SCORE_COLUMNS)
    if afspraak.borging is not None:
        row |= {"borging_laag": afspraak.borging.laag, "borging_hoog": afspraak.borging.hoog}
    if afspraak.gewenst != "onbekend":
        for line in afspraak.profiel:
            for part in ("laag", "hoog", "besproken"):
                row[f"{line.onderdeel}_{part}"] = getattr(line, part)
    return row


def error_row(bestand: str, fout: str, scores: bool = False) -> Row:
    """The row of a dossier that cannot be used: which file, and why; all else is empty, so nothing counts it in."""
    return dict.fromkeys(columns_of(scores)) | {"bestand": bestand, "fout": fout}


def worded(meldingen: Iterable[Melding], verwoord: Callable[[Melding], str]) -> str:
    """What is wrong, as the text of `fout`."""
    return "; ".join(verwoord(m) for m in meldingen)
