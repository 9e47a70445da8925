"""What `rules verify` finds: per check how much was looked at, and per finding a dossier that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from ...model.errors import Plek
from ...model.regelpakket import Regelpakket
from ...model.words import Archetype
from ...proof.reading import Antwoordwoorden
from ...result.rapport import PakketRij, ResultPart
from .space import DossierSpace

FORMAAT: Literal["wijktoets/verify@1"] = "wijktoets/verify@1"

WVCode = Literal[
    "WV01",
    "WV02",
    "WV03",
    "WV04",
    "WV05",
    "WV06",
    "WV07",
    "WV08",
    "WV09",
    "WV10",
    "WV11",
    "WV12",
    "WV13",
    "WV14",
    "WV15",
]
CODES: Final[tuple[WVCode, ...]] = get_args(WVCode)
"""The checks, in order. They do not change; a check that goes leaves its code unused."""
UNPROVEN: Final[Literal["WV16"]] = "WV16"
"""Says of a check that its time ran out: it found nothing more, and that there is nothing more is not proven."""
MELDINGEN: Final[frozenset[WVCode]] = frozenset({"WV10"})
"""The checks whose findings are a notice: the rule may stay as it is."""


@dataclass(frozen=True, slots=True)
class Getuige:
    """A dossier that shows a finding: where and when, the answers, and perhaps one question answered differently."""

    ruimte: DossierSpace
    antwoorden: Antwoordwoorden
    gewenst: Archetype | None = None
    daarna: Antwoordwoorden | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: on what (an id or an archetype), where that stands, the facts of its sentence, a witness."""

    code: WVCode | Literal["WV16"]
    over: str
    plek: Plek
    gegevens: Mapping[str, str]
    getuige: Getuige | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: how many things it looked at, what it found, and whether that is proven to be all."""

    code: WVCode
    nagegaan: int
    bevindingen: tuple[Finding, ...]
    bewezen: bool = True

    @property
    def melding(self) -> bool:
        """Whether what it finds is a notice only."""
        return self.code in MELDINGEN


class FindingRow(ResultPart):
    """A finding as it is written out, with the dossier that shows it as the data of a YAML file."""

    code: WVCode | Literal["WV16"]
    ernst: Literal["fout", "melding", "onbewezen"]
    over: str
    plek: str
    gegevens: dict[str, str]
    dossier: dict[str, Any] | None


class CheckRow(ResultPart):
    """A check as it is written out: how many things it looked at, what it found, and whether that is all."""

    code: WVCode
    nagegaan: int
    gevonden: int
    bewezen: bool


class Verificatie(ResultPart):
    """All that `rules verify` found in the packs."""

    formaat: Literal["wijktoets/verify@1"] = FORMAAT
    pakketten: list[PakketRij]
    controles: list[CheckRow]
    bevindingen: list[FindingRow]

    @property
    def klopt(self) -> bool:
        """Whether every check is proven and none failed (notices do not count)."""
        return all(b.ernst == "melding" for b in self.bevindingen)


def place(pakket: Regelpakket, naam: str, *path: str | int) -> Plek:
    """Where a rule stands, or a key of it."""
    found = pakket.plaatsen[naam]
    return found.bij.plek((*found.path, *path))


def pack_place(pakket: Regelpakket) -> Plek:
    """The base pack as a place, for what is not about one rule."""
    return Plek(pakket.pakketten[0].id)
