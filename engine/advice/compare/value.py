"""The Vergelijking: what differs between two dossiers, moments or packs, as one value for screens and documents.

Sides are called a and b, in the order in which they were given. The value of (b, a) is that of (a, b) with the sides
exchanged: `anders` of any kind is its own mirror, the other kinds go in pairs.
"""

from typing import Generic, Literal, TypeVar

from pydantic import Field

from ...model.dossier import DossierActie, Terugblikpunt
from ...model.words import Archetype, BevindingSoort, Norm, Terugbliksoort, Uitkomst
from ...result.heading import DossierHeading
from ...result.rapport import (
    AfgesprokenRij,
    BevestigingRij,
    GrensRij,
    NiveauBereik,
    PakketRij,
    Resultaat,
    ResultPart,
    SignaalRij,
    Stand,
    StandpuntRij,
    TekstRij,
    VraagRij,
    WensRij,
)
from ..fasen import ThemaFasen
from ..rows import EisStand, WaarborgNaam

FORMAAT: Literal["wijktoets/vergelijking@1"] = "wijktoets/vergelijking@1"
FORMAAT_MAPPEN: Literal["wijktoets/vergelijkingen@1"] = "wijktoets/vergelijkingen@1"

T = TypeVar("T")

WensOfNiet = Archetype | Literal["onbekend"]
Aanwezig = Literal["beide", "alleen_a", "alleen_b"]
"""On which sides something is there."""
EisSoort = Literal[
    "erbij_geregeld",
    "niet_meer_geregeld",
    "nu_bekend",
    "niet_meer_bekend",
    "nu_besproken",
    "niet_meer_besproken",
    "speelt_nu",
    "speelt_niet_meer",
    "anders",
]
"""What happened to an eis on the way from a to b."""
AntwoordSoort = Literal[
    "nu_besproken",
    "niet_meer_besproken",
    "nu_bekend",
    "niet_meer_bekend",
    "nu_eens",
    "nu_verschil",
    "anders",
]
"""What happened to an answer on the way from a to b; `nu_eens`: parties differed before."""
OorzaakSoort = Literal["wens", "waarborg", "grens", "trede"]
PakketSoort = Literal["vraag", "waarborg", "grens", "signaal", "trede"]

MIRRORED: dict[str, str] = {
    "erbij_geregeld": "niet_meer_geregeld",
    "nu_bekend": "niet_meer_bekend",
    "nu_besproken": "niet_meer_besproken",
    "speelt_nu": "speelt_niet_meer",
    "nu_verschil": "nu_eens",
    "alleen_b": "alleen_a",
}
"""The kinds that go in pairs, one way round; what is in neither column stays as it is."""


class EachSide(ResultPart, Generic[T]):
    """What stands on each side; None where there is nothing."""

    a: T | None
    b: T | None


class KantRij(DossierHeading):
    """One side: which dossier, on which day, the lines that go with it, with which packs."""

    pakketten: list[PakketRij]


class AntwoordVerschil(ResultPart):
    """A question whose answers differ: who says what on each side."""

    vraag: str
    soort: AntwoordSoort
    a: list[StandpuntRij] | None
    b: list[StandpuntRij] | None


class AfgesprokenVerschil(ResultPart):
    """A question at which the own words to agree on differ, or who, when or whose they are; None where none are."""

    vraag: str
    a: AfgesprokenRij | None
    b: AfgesprokenRij | None


class BevestigdVerschil(ResultPart):
    """A party that says something else of the dossier, or of another version of it; None where it says nothing."""

    door: str
    a: BevestigingRij | None
    b: BevestigingRij | None


class EisVerschil(ResultPart):
    """A waarborg that stands otherwise; a side is None where the pack does not have it.

    `regel_anders`: the rule itself differs, in another pack. `vragen` are the questions in it whose answers differ.
    """

    waarborg: str
    soort: EisSoort
    a: EisStand | None
    b: EisStand | None
    regel_anders: bool
    vragen: list[str]


class ActieVerschil(ResultPart):
    """An actie that is on one side only (None on the other), or that is written otherwise there."""

    a: DossierActie | None
    b: DossierActie | None


class TerugblikVerschil(ResultPart):
    """Something that a look back says on one side only (None on the other), or with another place in the source."""

    soort: Terugbliksoort
    a: Terugblikpunt | None
    b: Terugblikpunt | None


class GrensVerschil(ResultPart):
    """A grens that holds, or may hold, otherwise; None where it does not."""

    id: str
    a: GrensRij | None
    b: GrensRij | None


class WettelijkVerschil(ResultPart):
    """A bevoegdheid about which the law finds something else; a side is None where it is not there.

    Per kind of finding the ids of the regels behind it.
    """

    thema: str
    bevoegdheid: str
    a: dict[BevindingSoort, list[str]] | None
    b: dict[BevindingSoort, list[str]] | None


class Oorzaak(ResultPart):
    """A part of what the uitkomst follows from that differs: the wish, a waarborg, a grens, or a step of the ladder.

    `id` names the waarborg, grens or archetype of the step (of the wish: "wens"); `a` and `b` say how it stands on each
    side (an archetype; a status, with `_als` behind it when it is open whether it applies; zeker or misschien; ja, nee
    or open; None: not there). `regel_anders`: the rule itself differs, in another pack. `vragen` are the questions in
    it whose answers differ.
    """

    soort: OorzaakSoort
    id: str
    a: str | None
    b: str | None
    regel_anders: bool
    vragen: list[str]


class Verschilmaker(ResultPart):
    """What made the uitkomst differ: the smallest set of parts such that exchanging them exchanges the uitkomsten.

    `aantal` is the size of such a set. `altijd` are the parts in each smallest set; `soms` those that are in some, when
    there are several.
    """

    aantal: int
    altijd: list[Oorzaak]
    soms: list[Oorzaak]


class AfspraakVergelijking(ThemaFasen):
    """One thema, and the fasen in which all below is equal. Where only one side has it, the other is None."""

    aanwezig: Aanwezig
    gelijk: bool
    gewenst: EachSide[WensOfNiet]
    gewensten: EachSide[list[WensRij]]
    reikwijdte: EachSide[str]
    uitkomst: EachSide[Uitkomst]
    tekst: EachSide[str]
    borging_tot: EachSide[NiveauBereik]
    borging_zonder_afweging: EachSide[NiveauBereik | None]
    rollen: EachSide[NiveauBereik]
    stand: EachSide[Stand]
    past: dict[Archetype, EachSide[str]]
    verschil: Verschilmaker | None
    eisen: list[EisVerschil]
    antwoorden: list[AntwoordVerschil]
    afgesproken: list[AfgesprokenVerschil]
    signalen_a: list[SignaalRij]
    signalen_b: list[SignaalRij]
    grenzen: list[GrensVerschil]


class RegelVerschil(ResultPart):
    """A question, rule or ladder step of the pack that is new, gone or different; `velden` says in what.

    `was` is the name that it has in the other version of the pack, where that is another.
    """

    soort: PakketSoort
    id: str
    aanwezig: Aanwezig
    velden: list[str]
    naam: str
    norm: EachSide[dict[Archetype, Norm]]
    was: str | None = None


class Vergelijking(Resultaat):
    """What differs between side a and side b.

    `zelfde` says whether both sides are about one wijk or dorp, so that a difference is a change. `gelijk`: nothing in
    the result differs, nor any actie, nor what a look back says. `wettelijk` are the bevoegdheden about which the law
    finds something else, with what its regels are called. `vragen`, `waarborgen` and `grenzen` are those that are
    named, by id; `teksten` those of both sides, in the words of b where they have one in common.
    """

    formaat: Literal["wijktoets/vergelijking@1"] = FORMAAT
    a: KantRij
    b: KantRij
    zelfde: bool
    gelijk: bool
    ander_pakket: bool
    pakket: list[RegelVerschil]
    bevestigd: list[BevestigdVerschil]
    ondertekenaars: EachSide[list[str]]
    afspraken: list[AfspraakVergelijking]
    wettelijk: list[WettelijkVerschil]
    wettelijke_regels: dict[str, str]
    acties: list[ActieVerschil]
    terugblik: list[TerugblikVerschil]
    vragen: dict[str, VraagRij]
    waarborgen: dict[str, WaarborgNaam]
    grenzen: dict[str, str]
    teksten: dict[str, TekstRij]


class Vergelijkingen(Resultaat):
    """Two folders side by side: each pair of dossiers with one name, and the files that only one folder has."""

    formaat: Literal["wijktoets/vergelijkingen@1"] = FORMAAT_MAPPEN
    a: str
    b: str
    vergelijkingen: list[Vergelijking]
    alleen_a: list[str] = Field(default_factory=list)
    alleen_b: list[str] = Field(default_factory=list)
