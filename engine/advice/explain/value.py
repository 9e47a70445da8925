"""The Uitleg: why a dossier gets the outcome that it gets, as one value for screens, documents and pages."""

from typing import Any, Literal

from pydantic import Field

from ...model.words import Archetype, Basis, EisStatus, Fase, Norm, Onderdeel, Partij, Reden, Uitkomst
from ...result.heading import AboutDossier
from ...result.rapport import (
    AfwegingRij,
    LezingRij,
    LezingUitleg,
    NiveauBereik,
    OpenVraagRij,
    PakketRij,
    PeriodeRij,
    ResultPart,
    SluitRij,
    StandpuntRij,
    VraagRij,
    WensRij,
)
from ..fasen import ThemaFasen

FORMAAT: Literal["wijktoets/uitleg@1"] = "wijktoets/uitleg@1"

Herkomst = Literal["afspraak", "dossier", "ingebouwd"]
"""Where an answer stands: at the afspraak, at the dossier as a whole, or filled in by the tool."""
NvtReden = Literal["fase", "datum", "als", "antwoord"]
"""Why an eis is nvt: its rule is not there in this fase or on this day, its `als` does not hold, or an nvt answer."""
AlsStand = Literal["geldt", "geldt_niet", "open"]
"""Whether an eis applies, by its `als`."""


class NodeUitleg(ResultPart):
    """One node of a condition with its interval (both None: nvt) and the nodes below it.

    `vraag`, `is`, `antwoorden`, `herkomst` and `reden` (why it is open) belong to a vraag; `aantal` to minstens;
    `waarborg` to a reference, which has the condition of that waarborg below it.
    """

    soort: Literal["alle", "een_van", "minstens", "niet", "vraag", "waarborg"]
    laag: float | None
    hoog: float | None
    aantal: int | None = None
    vraag: str | None = None
    is_: list[str] | None = Field(default=None, serialization_alias="is")
    waarborg: str | None = None
    antwoorden: list[StandpuntRij] = Field(default_factory=list)
    herkomst: Herkomst | None = None
    reden: Reden | None = None
    onder: list["NodeUitleg"] = Field(default_factory=list)


class EisUitleg(ResultPart):
    """One waarborg in one thema and fase: how it stands, and the conditions that make it so.

    `norm` is what the wished archetype asks (None: nothing, or the wish is not known); `vanaf` is the lowest archetype
    at which it is moet. `als` and `als_stand` are None for a waarborg that always applies. `omdat` are the questions
    whose answers (or want of answers) carry the status.
    """

    waarborg: str
    norm: Norm | None
    vanaf: Archetype | None
    status: EisStatus
    aard: str | None
    laag: float | None
    hoog: float | None
    nvt_reden: NvtReden | None
    als_stand: AlsStand | None
    als: NodeUitleg | None
    voldaan_als: NodeUitleg
    afwegingen: list[AfwegingRij]
    open_vragen: list[OpenVraagRij]
    omdat: list[str]


class StapUitleg(ResultPart):
    """One step of the ladder: the roles that amount to an archetype."""

    archetype: Archetype
    voorwaarde: NodeUitleg


class GrensUitleg(ResultPart):
    """A grens that holds (`zeker`) or may hold."""

    id: str
    naam: str
    sluit_uit: Archetype
    zeker: bool
    tekst: str
    basis: Basis
    bron: list[str]
    als: NodeUitleg


class Keten(ResultPart):
    """From what is secured, the roles and the limits to the uitkomst (docs/model.md section 5).

    `afgewogen` are the moet-eisen, up to the wish, that parties agreed to leave open: those hold nothing back.
    """

    uitkomst: Uitkomst
    richting: Literal["minder", "meer"] | None
    tekst: str
    borging_tot: NiveauBereik
    borging_zonder_afweging: NiveauBereik | None
    afgewogen: list[str]
    rollen: NiveauBereik
    ladder: list[StapUitleg]
    grenzen: list[GrensUitleg]
    open_vragen: list[OpenVraagRij]


class Verandering(ResultPart):
    """A smallest change of answers, by question, and the uitkomst or status that it leads to.

    `bewezen`: it is proven that fewer answers cannot do it.
    """

    antwoorden: list[SluitRij]
    leidt_tot: Uitkomst | EisStatus
    bewezen: bool


class Houvast(ResultPart):
    """What no answer can change: the wish is not known, a `grens`, nothing has to be met (`norm`), or a rule that is
    not there in this fase or on this day; `vast` when it is none of these.
    """

    soort: Literal["wens", "grens", "norm", "fase", "datum", "vast"]
    grens: str | None = None


class Kantelpunt(ResultPart):
    """What would change an uitkomst or the status of a waarborg.

    `kleinste` changes it; `passend` is the smallest change to congruent (with afweging too) or geborgd, None when it
    is that already. Where one of the two cannot be, `houdt_vast` says why.
    """

    kleinste: Verandering | None
    passend: Verandering | None
    houdt_vast: list[Houvast]


class SteunRij(ResultPart):
    """A grens, signaal or step of the ladder that asks a question, itself or through a waarborg; and how it stands."""

    soort: Literal["grens", "signaal", "trede"]
    id: str
    naam: str
    stand: AlsStand


class VraagUitleg(ResultPart):
    """What was answered to a question that was asked for, where that stands, and why it is open (None: it is not).

    `steunt` is what rests on it beside the waarborgen in `eisen`.
    """

    vraag: str
    antwoorden: list[StandpuntRij]
    herkomst: Herkomst | None
    reden: Reden | None
    steunt: list[SteunRij]


class AfspraakUitleg(ThemaFasen):
    """One thema, and the fasen in which everything below is equal.

    With a waarborg asked for, `eisen` holds that one and `keten` is None; with a vraag, `vraag` tells of it and `eisen`
    are all that ask it. Otherwise `eisen` are the moet-eisen that hold the uitkomst back: up to the wish, or of every
    archetype when the wish is not known. `kantelpunt` is about the status of that one, or about the uitkomst;
    None for a vraag, and when nothing was searched, as z3 is not installed. `lezingen` are the other readings of the
    source that alone change the uitkomst; with a waarborg or vraag asked for, none.
    """

    gewenst: Archetype | Literal["onbekend"]
    gewensten: list[WensRij]
    keten: Keten | None
    eisen: list[EisUitleg]
    kantelpunt: Kantelpunt | None
    vraag: VraagUitleg | None
    lezingen: list[LezingRij]


class WaarborgRij(ResultPart):
    """A waarborg as people read it."""

    id: str
    naam: str
    onderdeel: Onderdeel
    norm: dict[Archetype, Norm]
    rust_op: Partij
    basis: Basis
    bron: list[str]
    afleiding: str | None
    wet: str | None
    artikel: str | None
    lid: str | None
    waarom: str
    fasen: list[Fase] | None
    geldig: PeriodeRij | None
    hard: bool


class Uitleg(AboutDossier):
    """Why a dossier gets the outcome that it gets; `waarborg` or `vraag` when only that one was asked for.

    `vragen` and `waarborgen` are all that the conditions name, by id; `bronnen` what the dossier calls its sources.
    """

    formaat: Literal["wijktoets/uitleg@1"] = FORMAAT
    als_wens: Archetype | None
    pakketten: list[PakketRij]
    waarborg: str | None
    vraag: str | None
    afspraken: list[AfspraakUitleg]
    vragen: dict[str, VraagRij]
    waarborgen: dict[str, WaarborgRij]
    bronnen: dict[str, str]
    lezingen: dict[str, LezingUitleg]

    def to_json(self) -> dict[str, Any]:
        """The Uitleg as plain JSON values."""
        value: dict[str, Any] = self.model_dump(mode="json", by_alias=True)
        return value
