"""Many dossiers as one table: the rows of batch in docs/formaten.md, from Rapports; one an afspraak, or more."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from ..judging.evaluation import UNMET
from ..model.errors import Melding
from ..model.words import ARCHETYPES, ONDERDELEN
from .rapport import AfspraakRapport, EisRij, Rapport

Per = Literal["afspraak", "onderdeel", "eis"]
"""What a row is about: a thema × fase, or one onderdeel or one eis of it."""

COUNTS: Final = tuple(f"{norm}_{how}" for norm in ("moet", "hoort") for how in ("geregeld", "anders", "niet", "open"))
HEAD: Final = (
    *("bestand", "dossier", "peildatum", "fictief", "gemeente", "gebied"),
    *("thema", "fase", "reikwijdte", "gewenst"),
)
"""The columns that say what a row is about; every table has them."""
COLUMNS: Final = (
    *HEAD,
    "uitkomst",
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

LONG: Final[dict[Per, tuple[str, ...]]] = {
    "onderdeel": (*HEAD, "archetype", "onderdeel", *COUNTS, "eisen", "fout"),
    "eis": (*HEAD, "archetype", "onderdeel", "waarborg", "rust_op", "norm", "status", "laag", "hoog", "fout"),
}
"""The columns of a row about one onderdeel, or one eis, in order."""
ONDERDEEL_SCORES: Final = ("laag", "hoog", "besproken")
"""The columns that `--scores` adds to a row about one onderdeel."""

HOW: Final = {"geborgd": "geregeld", "afgewogen": "anders", **dict.fromkeys(UNMET, "niet"), "onbekend": "open"}
"""Under which count an eis with a status falls; nvt is in none."""

Row = dict[str, Any]
TOGETHER: Final = 500
"""So many dossiers are read and judged at once, and so many rows are plain values."""


def columns_of(scores: bool, per: Per = "afspraak") -> tuple[str, ...]:
    """The columns of a row, in order."""
    if per == "afspraak":
        return COLUMNS + (SCORE_COLUMNS if scores else ())
    return LONG[per] + (ONDERDEEL_SCORES if scores and per == "onderdeel" else ())


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


def rows_of(rapport: Rapport, scores: bool = False, per: Per = "afspraak") -> list[Row]:
    """The rows of a Rapport: one for each thema × fase, or for each onderdeel or eis of it."""
    head = {
        "bestand": rapport.bestand,
        "dossier": rapport.dossier,
        "peildatum": rapport.peildatum.isoformat(),
        "fictief": rapport.fictief,
        "gemeente": rapport.gemeente,
        "gebied": rapport.gebied,
    }
    if per == "eis":
        return [head | row for afspraak in rapport.afspraken for row in _per_eis(afspraak)]
    if per == "onderdeel":
        return [head | row for afspraak in rapport.afspraken for row in _per_onderdeel(afspraak, scores)]
    return [head | _row(afspraak) | (_scores(afspraak) if scores else {}) for afspraak in rapport.afspraken]


def _about(afspraak: AfspraakRapport) -> Row:
    return {
        "thema": afspraak.thema,
        "fase": afspraak.fase,
        "reikwijdte": afspraak.reikwijdte,
        "gewenst": afspraak.gewenst,
    }


def _per_eis(afspraak: AfspraakRapport) -> Iterator[Row]:
    """The eisen at the wish, those that are mag or nvt too; without a wish those of every archetype."""
    for eis in afspraak.eisen:
        asked = {name: getattr(eis, name) for name in LONG["eis"] if name in EisRij.model_fields}
        yield _about(afspraak) | asked | {"fout": None}


def _per_onderdeel(afspraak: AfspraakRapport, scores: bool) -> Iterator[Row]:
    """The onderdelen with an eis moet or hoort that is not nvt, at the wish; without one at every archetype."""
    for line in afspraak.profiel:
        row = _about(afspraak) | {"archetype": line.archetype, "onderdeel": line.onderdeel}
        row |= dict.fromkeys(COUNTS, 0) | {"eisen": line.eisen, "fout": None}
        for eis in afspraak.eisen:
            here = (eis.archetype, eis.onderdeel) == (line.archetype, line.onderdeel)
            if here and eis.norm != "mag" and eis.status in HOW:
                row[f"{eis.norm}_{HOW[eis.status]}"] += 1
        yield row | ({name: getattr(line, name) for name in ONDERDEEL_SCORES} if scores else {})


def _row(afspraak: AfspraakRapport) -> Row:
    stand, bare = afspraak.stand, afspraak.borging_zonder_afweging
    counts: Row = dict.fromkeys(COUNTS)
    if stand is not None:
        for norm, telling in (("moet", stand.moet), ("hoort", stand.hoort)):
            counts |= {f"{norm}_{key}": count for key, count in telling.model_dump().items()}
    return {
        **_about(afspraak),
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


def error_row(bestand: str, fout: str, scores: bool = False, per: Per = "afspraak") -> Row:
    """The row of a dossier that cannot be used: which file, and why; all else is empty, so nothing counts it in."""
    return dict.fromkeys(columns_of(scores, per)) | {"bestand": bestand, "fout": fout}


def worded(meldingen: Iterable[Melding], verwoord: Callable[[Melding], str]) -> str:
    """What is wrong, as the text of `fout`."""
    return "; ".join(verwoord(m) for m in meldingen)
