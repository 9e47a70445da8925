"""The Rapport: everything that any screen, document or page shows about a dossier, as one value (docs/rapport.md)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from ..model.agreed import Afgesproken, Bevestiging
from ..model.display import drawn
from ..model.dossier import DossierActie, Gesprekspartij, Opgesteld, PakketRef, Terugblik
from ..model.frozen import Frozen
from ..model.woorden import Woorden
from ..model.words import (
    Archetype,
    Basis,
    BedragPer,
    BedragStand,
    Besluiter,
    BevindingSoort,
    DossierStatus,
    EisStatus,
    Fase,
    Inzet,
    Niveau,
    Norm,
    NormBasis,
    Onderdeel,
    Partij,
    Past,
    Reden,
    Trekker,
    Uitkomst,
    Zinstand,
)

FORMAAT: Literal["wijktoets/rapport@1"] = "wijktoets/rapport@1"
SHOWN: Final = 3
"""How many afspraken the repr of a Rapport names."""


class ResultPart(BaseModel):
    """A frozen part of a Rapport."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Resultaat(ResultPart):
    """What one tool finds, as a whole, with a `formaat` of its own."""

    formaat: str

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON values, keys as in docs/rapport.md."""
        value: dict[str, Any] = self.model_dump(mode="json")
        return value


class NiveauBereik(ResultPart):
    """From surely to at best, as levels."""

    laag: Niveau
    hoog: Niveau


class ScoreBereik(ResultPart):
    """From surely to at best, between 0 and 1, rounded to 6 decimals."""

    laag: float
    hoog: float


class TellingRij(ResultPart):
    """Eisen counted: geregeld (geborgd), anders (afgewogen, counting), niet, open."""

    geregeld: int
    anders: int
    niet: int
    open: int


class Stand(ResultPart):
    """Counts at the wished archetype; `per_partij` counts the moet-eisen by who they rest on."""

    moet: TellingRij
    hoort: TellingRij
    per_partij: Frozen[Partij, TellingRij]


class OpenVraagRij(ResultPart):
    """An open question and why it is open: nobody spoke of it, parties differ, or it is not known."""

    vraag: str
    reden: Reden


class SignaalRij(ResultPart):
    """A point of attention; `vraag` when it is asked rather than said."""

    id: str
    tekst: str
    vraag: bool = False
    bron: tuple[str, ...] = ()


class ProfielRij(ResultPart):
    """The score of one onderdeel; a description, never a grade."""

    archetype: Archetype
    onderdeel: Onderdeel
    laag: float
    hoog: float
    besproken: float
    eisen: int


class EisRij(ResultPart):
    """One eis: a waarborg at an archetype. `aard` says, of one that is not met, in which way."""

    archetype: Archetype
    waarborg: str
    naam: str
    norm: Norm
    status: EisStatus
    aard: str | None
    laag: float | None
    hoog: float | None
    onderdeel: Onderdeel
    rust_op: Partij
    basis: Basis
    norm_basis: NormBasis | None
    bron: tuple[str, ...]
    waarom: str


class SluitRij(ResultPart):
    """A question that an actie settles, and what its answer becomes."""

    vraag: str
    wordt: str


class InzetRij(ResultPart):
    """What an actie asks of residents and of the gemeente."""

    bewoners: Inzet | None
    gemeente: Inzet | None


class ActieRij(ResultPart):
    """A follow-up step that a witte vlek offers."""

    id: str
    wat: str
    trekker: Trekker
    wijk_doet: str | None
    gemeente_doet: str | None
    instrument: str | None
    kanttekening: str | None
    sluit: tuple[SluitRij, ...]
    inzet: InzetRij
    basis: NormBasis = "eigen"


class WitteVlekRij(ResultPart):
    """An eis moet or hoort that is not surely met: to be filled in together (L78)."""

    archetype: Archetype
    waarborg: str
    naam: str
    norm: Norm
    aard: str
    tekst: str
    onderdeel: Onderdeel
    rust_op: Partij
    bron: tuple[str, ...]
    voorbeeldtekst: str | None
    open_vragen: tuple[OpenVraagRij, ...]
    acties: tuple[ActieRij, ...]


class GrensRij(ResultPart):
    """A limit that holds (`zeker`) or may hold."""

    id: str
    sluit_uit: Archetype
    zeker: bool
    tekst: str
    bron: tuple[str, ...]
    open_vragen: tuple[str, ...]


class StandpuntRij(ResultPart):
    """One answer to one question, and what was agreed on it in people's own words."""

    door: str | None
    antwoord: str
    bron: tuple[str, ...] | None
    toelichting: str | None
    afgesproken: Afgesproken | None = None


class AfgesprokenRij(ResultPart):
    """Own words at a question, with their heading, and whether they are agreed or a proposal.

    `kop` is the name of the first waarborg that the question serves at the wish (`waarborg`), else the question.
    """

    vraag: str
    waarborg: str | None
    kop: str
    stand: Zinstand
    tekst: str
    wie: str | None
    wanneer: str | None
    bevestigd_door: tuple[str, ...]


class BevestigingRij(Bevestiging):
    """What a party said of the dossier, and whether it said so of what the dossier says now."""

    geldt: bool


class PerArchetype(ResultPart):
    """What is secured, held against one archetype, whatever the wish."""

    past: Past
    moet: TellingRij
    hoort: TellingRij
    per_partij: Frozen[Partij, TellingRij]
    borging: ScoreBereik | None


class AfwegingRij(ResultPart):
    """A reasoned deviation, and why it does not count when it does not."""

    waarborg: str
    naam: str
    telt: bool
    waarom_niet: Literal["hard", "eenzijdig", "zonder_einde", "verlopen"] | None
    reden: str
    besloten_door: tuple[Besluiter, ...]
    geldig_tot: date | None


class WensRij(ResultPart):
    """How much say one party wishes."""

    door: str
    gewenst: Archetype | Literal["onbekend"]


class BedragRij(ResultPart):
    """The money that an afspraak is about, in euro; what was not said is None."""

    euro: float | None
    programma: str | None
    per: BedragPer | None = None
    stand: BedragStand | None = None
    toelichting: str | None = None
    bron: tuple[str, ...] | None = None


class PeriodeRij(ResultPart):
    """A period with both its days in; an end that is not given is None."""

    van: date | None
    tot: date | None


class LezingRij(ResultPart):
    """A reading that alone changes what comes out: the uitkomst, or where no wish is known what fits an archetype."""

    id: str
    uitkomst: Uitkomst | None = None
    past: Frozen[Archetype, Past] | None = None


class LezingUitleg(ResultPart):
    """What a reading reads otherwise in a waarborg (`norm` when that is the change), why, and its lines."""

    waarborg: str
    naam: str
    veld: Literal["norm", "als", "voldaan_als"]
    norm: Frozen[Archetype, Norm] | None
    nu: Frozen[Archetype, Norm]
    waarom: str
    bron: tuple[str, ...]


class AfspraakRapport(ResultPart):
    """The result for one thema × fase."""

    thema: str
    fase: Fase
    reikwijdte: str
    gewenst: Archetype | Literal["onbekend"]
    gewensten: tuple[WensRij, ...]
    bedrag: BedragRij | None
    looptijd: PeriodeRij | None
    terugkijken_op: date | None
    borging_tot: NiveauBereik
    borging_zonder_afweging: NiveauBereik | None
    rollen: NiveauBereik
    uitkomst: Uitkomst
    richting: Literal["minder", "meer"] | None
    tekst: str
    signalen: tuple[SignaalRij, ...]
    stand: Stand | None
    borging: ScoreBereik | None
    profiel: tuple[ProfielRij, ...]
    eisen: tuple[EisRij, ...]
    witte_vlekken: tuple[WitteVlekRij, ...]
    grenzen: tuple[GrensRij, ...]
    open_vragen: tuple[OpenVraagRij, ...]
    antwoorden: Frozen[str, tuple[StandpuntRij, ...]]
    afgesproken: tuple[AfgesprokenRij, ...] = ()
    per_archetype: Frozen[Archetype, PerArchetype]
    verschillen_van_inzicht: tuple[str, ...]
    afwegingen: tuple[AfwegingRij, ...]
    lezingen: tuple[LezingRij, ...] = ()


class VraagRij(ResultPart):
    """A question as people read it; `kern` is its place in the short route, `gespreksvraag` the open question to it.

    `ladder` names the archetypes of which it helps to tell whether the described roles amount to them.
    """

    vraag: str
    onderdeel: Onderdeel
    kern: int | None
    gespreksvraag: str | None
    ladder: tuple[Archetype, ...]
    opties: Frozen[str, str] | None
    bron: tuple[str, ...]


class GespreksvraagRij(ResultPart):
    """An open question as people read it; `kern` is its place in the short route."""

    vraag: str
    onderdeel: Onderdeel
    kern: int | None
    bron: tuple[str, ...]


class RolRij(ResultPart):
    """A role in an afspraak, and the vragen whose answers say who has it."""

    naam: str
    vragen: tuple[str, ...]


class PakketRij(ResultPart):
    """A pack that the result was computed with; `bron` and `jaar` are those of the document that it follows."""

    id: str
    naam: str
    versie: str
    sha256: str
    bron: str | None = None
    jaar: int | None = None


class Nagerekend(ResultPart):
    """Which second engine recomputed the result and whether it agrees; or why none did."""

    door: str | None
    gelijk: bool | None = None
    reden: str | None = None


class Besproken(ResultPart):
    """How many questions have any answer, of how many; and how many kernvragen are answered in full."""

    vragen: int
    van: int
    kernvragen: int
    kernvragen_van: int


class TekstRij(ResultPart):
    """A fixed line, with its source."""

    tekst: str
    bron: tuple[str, ...]


class WegingRij(ResultPart):
    """The weights of the scores: this project's choice."""

    moet: float
    hoort: float


class BevindingRij(ResultPart):
    """What the law finds, with its articles, whose step it is, and what that step is where the pack says so."""

    tekst: str
    bron: tuple[str, ...]
    trekker: Partij | None
    stap: str | None


class WettelijkRij(ResultPart):
    """What the law finds about one bevoegdheid, by kind: the ids of the regels behind it.

    Of what is in the way, or comes before all else, also each finding itself (`bevindingen`) and the route that is
    meant (`bedoeld`, empty when it is not known). `wel_open`: the routes that no regel excludes, where one cannot be.
    """

    thema: str
    bevoegdheid: str
    soort: BevindingSoort
    regels: tuple[str, ...]
    bedoeld: str = ""
    bevindingen: tuple[BevindingRij, ...] = ()
    wel_open: tuple[str, ...] = ()


class Rapport(Resultaat):
    """What wijktoets says about one dossier."""

    model_config = ConfigDict(validate_default=True)

    formaat: Literal["wijktoets/rapport@1"] = FORMAAT
    dossier: str
    bestand: str
    fictief: bool
    gemeente: str | None
    gebied: str | None
    status: DossierStatus
    peildatum: date
    peildatum_is_vandaag: bool
    als_wens: Archetype | None
    opgesteld: Opgesteld | None
    partijen: tuple[Gesprekspartij, ...]
    ondertekenaars: tuple[str, ...] = ()
    bevestigd: tuple[BevestigingRij, ...] = ()
    bewoners_bevestigd: bool = False
    kenmerk: str = ""
    nog_niet_gezien_door: tuple[str, ...]
    eenzijdig: bool | None
    pakket: PakketRef | tuple[PakketRef, ...] | None = None
    pakketten: tuple[PakketRij, ...]
    weging: WegingRij
    nagerekend: Nagerekend
    besproken: Besproken
    teksten: Frozen[str, TekstRij]
    wettelijk: tuple[WettelijkRij, ...] = ()
    woorden: Woorden
    bronnen: Frozen[str, str] = {}
    gesprekken: Frozen[str, str]
    acties: tuple[DossierActie, ...]
    terugblik: Terugblik = Terugblik()
    vragen: Frozen[str, VraagRij]
    gespreksvragen: Frozen[str, GespreksvraagRij]
    instrumenten: Frozen[str, str] = {}
    wie_doet_wat: tuple[RolRij, ...] = ()
    vragen_bij: Frozen[str, tuple[str, ...]] = {}
    voorbeeldteksten: Frozen[str, str] = {}
    lezingen: Frozen[str, LezingUitleg] = {}
    afspraken: tuple[AfspraakRapport, ...]
    gespreksorde: tuple[str, ...] = Field(default=(), exclude=True)
    """The open questions in the order of the conversation; left out of JSON, where every list has its own order."""

    def __eq__(self, other: object) -> bool:
        """Whether two say the same; what JSON leaves out makes no difference."""
        return isinstance(other, Rapport) and self.model_dump() == other.model_dump()

    __hash__ = None  # type: ignore[assignment]

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        yield from (("dossier", self.dossier), ("peildatum", self.peildatum.isoformat()))
        yield "afspraken", [f"{a.thema}, {a.fase}: {a.uitkomst}" for a in self.afspraken[:SHOWN]]
        if len(self.afspraken) > SHOWN:
            yield "meer", len(self.afspraken) - SHOWN

    def _repr_html_(self) -> str | None:
        """What a notebook shows."""
        return drawn(self)

    def to_json(self) -> dict[str, Any]:
        """The Rapport as plain JSON values, keys as in docs/rapport.md; `nagerekend` shows only what it has."""
        value = super().to_json()
        value["nagerekend"] = self.nagerekend.model_dump(mode="json", exclude_unset=True)
        return value
