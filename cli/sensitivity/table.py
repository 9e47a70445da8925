"""The rows of `sensitivity` for a spreadsheet: one for each word that can come out, with its share."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from wijktoets.engine.advice.sensitivity.value import AfspraakGevoeligheid, Gevoeligheid

COLUMNS: Final = (
    "bestand",
    "dossier",
    "fictief",
    "thema",
    "fase",
    "gewenst",
    "archetype",
    "woord",
    "nu",
    "wanneer",
    "van",
    "aandeel",
    "lezingen",
    "combinaties",
    "exact",
    "seed",
)


def rows(results: Sequence[Gevoeligheid]) -> Iterator[dict[str, Any]]:
    """Of each thema × fase every word: those of the uitkomst, or without a wish those of each archetype."""
    for found in results:
        for afspraak in found.afspraken:
            yield from _rows(found, afspraak)


def _rows(found: Gevoeligheid, afspraak: AfspraakGevoeligheid) -> Iterator[dict[str, Any]]:
    samen = afspraak.samen
    for archetype, words in samen.woorden.items():
        now = afspraak.uitkomst if archetype is None else afspraak.past[archetype]
        for word, share in words.items():
            yield {
                "bestand": found.bestand,
                "dossier": found.dossier,
                "fictief": found.fictief,
                "thema": afspraak.thema,
                "fase": afspraak.fase,
                "gewenst": afspraak.gewenst,
                "archetype": archetype,
                "woord": word,
                "nu": word == now,
                "wanneer": share.wanneer,
                "van": " ".join(share.van),
                "aandeel": share.aandeel,
                "lezingen": found.lezingen,
                "combinaties": samen.combinaties,
                "exact": samen.exact,
                "seed": samen.seed,
            }
