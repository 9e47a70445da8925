"""Where everything stands in the workbook of a dossier; writing and reading both go by this page and nothing else.

The first row of a sheet and its first column are hidden and hold keys: the first cell names the sheet, the row the
columns and the column the rows. So a sheet may be renamed and whole rows of it moved, and is still understood.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal, get_args

from wijktoets.engine.model.dossier import Bedrag, Bevoegdheid, Dossier, DossierActie, Gebied, Gesprekspartij
from wijktoets.engine.model.words import (
    ARCHETYPES,
    FASEN,
    ONDERDELEN,
    ROLLEN,
    STEMMEN,
    TERUGBLIKSOORTEN,
    TREKKERS,
    Besluiter,
    Bevestigingsoordeel,
    DossierStatus,
    Reikwijdte,
)

FORMAAT: Final = "wijktoets/werkmap@3"
EERDER: Final = frozenset({"wijktoets/werkmap@1", "wijktoets/werkmap@2"})
"""Forms of before that are read as well: 2 has what is different at a thema below the question itself; 1 also lacks the
names of waarborgen, and the rows that explain a list."""
KENMERK: Final = "wijktoets-kenmerken"
"""The name of the hidden sheet that tells what the workbook is."""

BLAD: Final = "blad"
"""The kind of row there that names a sheet which must not be lost."""
KENMERKEN: Final = "kenmerken"
"""Its key; it has no rows to fill in."""

Soort = Literal["tekst", "lijst", "namen", "woord", "woorden", "datum", "euro", "vlag"]

ANTWOORD: Final = "antwoord"
DELEN: Final = (ANTWOORD, "toelichting", "bron")
"""The rows of a question: the answer, and under it in the column of the same party its explanation and source."""
AFGESPROKEN: Final = "afgesproken"
WOORDEN: Final = (AFGESPROKEN, *(f"{AFGESPROKEN}.{name}" for name in ("wie", "wanneer", "bevestigd_door")))
"""The columns with own words to agree on, in the row of an answer: that of all, or what they chose together.

Workbooks of before do without them."""
VOLGORDE: Final = "volgorde"
"""The hidden column that keeps the order of parties when it is another than that of the columns."""
STANDEN: Final = ("antwoord", *STEMMEN)
"""The columns of a question: one answer without a party, and one for each role."""
PARTIJ: Final = "partij."
"""How the key of a column for one party by name begins; behind it comes the key of its row on the sheet of parties."""


def parties(dossier: Dossier) -> dict[str, str]:
    """The name of each party that can speak under it, by the key of its column."""
    names = {f"{PARTIJ}{number}": p.naam for number, p in enumerate(dossier.partijen, 1)}
    return {key: name for key, name in names.items() if name.casefold() not in ROLLEN}


def column_of(door: str | None, dossier: Dossier) -> str:
    """The key of the column in which somebody answers."""
    if door is None or door in STEMMEN:
        return door or ANTWOORD
    return next(key for key, name in parties(dossier).items() if name == door)


@dataclass(frozen=True, slots=True)
class Veld:
    """A field of a dossier in a column (on the sheet about the dossier itself: in a row), with how it is written."""

    pad: tuple[str, ...]
    soort: Soort = "tekst"
    woorden: tuple[str, ...] = ()
    breedte: int = 22
    open: bool = False
    """Whether other words than those of the list may be typed."""
    later: bool = False
    """Whether workbooks of before do without it."""

    @property
    def sleutel(self) -> str:
        """Its key in the hidden row or column."""
        return ".".join(self.pad)


def _words(model: type, name: str) -> tuple[str, ...]:
    """The words that a field can be."""
    return tuple(_literals(model.model_fields[name].annotation))  # type: ignore[attr-defined]  # a pydantic model


def _literals(annotation: object) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from _literals(part)


def veld(pad: str, soort: Soort = "tekst", woorden: tuple[str, ...] = (), breedte: int = 22) -> Veld:
    """A Veld by its dotted path."""
    return Veld(tuple(pad.split(".")), soort, woorden, breedte, soort == "woorden")


def wish_of(column: str) -> Veld:
    """The wish of one party by name, from the key of its column on the sheets with questions."""
    return Veld(("gewenst", column), "woord", WENSEN, 16)


FASEN_LIJST: Final = tuple(", ".join(some) for many in (3, 2, 1) for some in combinations(FASEN, many))
BESLUITERS_LIJST: Final = (
    "wijk, gemeente",
    "wijk, college",
    "wijk, raad",
    "wijk, gemeente, raad",
    *get_args(Besluiter),
)
WENSEN: Final = (*ARCHETYPES, "onbekend")
REIKWIJDTEN: Final = (*get_args(Reikwijdte), "onbekend")

DOSSIER: Final = (
    veld("naam"),
    veld("fictief", "vlag", ("ja", "nee")),
    veld("gemeente"),
    veld("gebied.naam"),
    veld("gebied.soort", "woord", _words(Gebied, "soort")),
    veld("gebied.cbs", "woord"),
    veld("gebied.land", "woord"),
    veld("status", "woord", get_args(DossierStatus)),
    veld("peildatum", "datum"),
    veld("opgesteld.door"),
    veld("opgesteld.op", "datum"),
    veld("opgesteld.gezien_door", "namen"),
    veld("ondertekenaars", "namen"),
)
"""The sheet about the dossier itself: a row each."""

BEDRAG: Final = (
    veld("bedrag.euro", "euro", breedte=14),
    veld("bedrag.programma", breedte=22),
    *(replace(veld(f"bedrag.{key}", "woord", _words(Bedrag, key), 14), later=True) for key in ("per", "stand")),
    replace(veld("bedrag.toelichting", breedte=36), later=True),
    replace(veld("bedrag.bron", "lijst"), later=True),
)
AFSPRAKEN: Final = (
    veld("thema", breedte=28),
    veld("reikwijdte", "woord", REIKWIJDTEN, 18),
    veld("fasen", "woorden", FASEN_LIJST, 24),
    veld("gewenst", "woord", WENSEN, 30),
    *(veld(f"gewenst.{stem}", "woord", WENSEN, 14) for stem in STEMMEN),
    veld("looptijd.van", "datum", breedte=14),
    veld("looptijd.tot", "datum", breedte=14),
    *BEDRAG,
    veld("terugkijken_op", "datum", breedte=14),
)
AFWEGINGEN: Final = (
    veld("waarborg", "woord", breedte=34),
    veld("reden", breedte=52),
    veld("besloten_door", "woorden", BESLUITERS_LIJST, 22),
    veld("thema", breedte=24),
    veld("fase", "woord", FASEN, 16),
    veld("geldig_tot", "datum", breedte=14),
)
ACTIES: Final = (
    veld("waarborg", "woord", breedte=34),
    veld("actie", "woord", breedte=36),
    veld("wat", breedte=48),
    veld("trekker", "woord", TREKKERS, 14),
    veld("wanneer", "datum", breedte=14),
    veld("status", "woord", _words(DossierActie, "status"), 14),
    veld("thema", breedte=24),
    veld("fase", "woord", FASEN, 16),
)
PARTIJEN: Final = (veld("naam", breedte=44), veld("rol", "woord", _words(Gesprekspartij, "rol"), 18))
BEVESTIGD: Final = (
    veld("door", breedte=36),
    veld("op", "datum", breedte=14),
    veld("oordeel", "woord", get_args(Bevestigingsoordeel), 18),
    veld("toelichting", breedte=60),
    veld("kenmerk", breedte=14),
)
BRONNEN: Final = (veld("sleutel", breedte=24), veld("tekst", breedte=80))
TERUGBLIK: Final = (
    veld("soort", "woord", TERUGBLIKSOORTEN, 16),
    veld("tekst", breedte=80),
    veld("bron", "lijst", breedte=26),
    veld("bij", "woord", breedte=34),
    replace(veld("instrument", "lijst", breedte=26), later=True),
)
BEVOEGDHEDEN: Final = (
    veld("afspraak", "woord", breedte=12),
    veld("naam", breedte=36),
    *(veld(name, "woord", tuple(dict.fromkeys(_words(Bevoegdheid, name))), 22) for name in ("van", "aan", "weg")),
    *BEDRAG,
    veld("grondslag", breedte=36),
    veld("delegatiegrondslag", breedte=36),
)

LIJSTEN: Final[Mapping[str, tuple[Veld, ...]]] = {
    "afspraken": AFSPRAKEN,
    "afwegingen": AFWEGINGEN,
    "acties": ACTIES,
    "partijen": PARTIJEN,
    "bevestigd": BEVESTIGD,
    "bronnen": BRONNEN,
    "terugblik": TERUGBLIK,
    "bevoegdheden": BEVOEGDHEDEN,
}
"""The sheets that are a list: a row for each, a column for each field."""

ANDERS: Final = "anders"
"""The sheet with what is different at a thema, where there are more of them."""
VRAGEN: Final = (*ONDERDELEN, ANDERS, "bevoegdheidsvragen")
"""The sheets with questions; the last has the answers that hold for one bevoegdheid only."""
BLADEN: Final = (
    *("kernvragen", "uitleg", "dossier", "partijen", "afspraken", *ONDERDELEN, ANDERS, "gesprekken", "terugblik"),
    *("afwegingen", "acties", "bevestigd", "bronnen", "bevoegdheden", "bevoegdheidsvragen", "kenmerken"),
)
"""All sheets in their order."""
SOMS: Final = frozenset(
    {"uitleg", "kernvragen", ANDERS, "terugblik", "bevestigd", "bevoegdheden", "bevoegdheidsvragen"}
)
"""Sheets that need not be there."""

WAARDE: Final = "waarde"
"""The key of the one column to fill in on the sheets about the dossier itself and about the conversation."""
UITLEG: Final = "."
"""How the key of a column or row begins that only explains."""
WAAROVER: Final = ".waarover"
"""The key of the column that shows what an answer is about."""
OVER: Final = ".over"
"""The key of the hidden column that keeps what it is about, whatever words show it: fasen, a bar, and the name."""
TEKEN: Final = "wijktoets:"
"""What stands before the key of a sheet in its first cell."""

HOOFD: Final = 3
"""The row with the names of the columns; keys stand in the first row, the title in the second."""
