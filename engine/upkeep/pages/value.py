"""The pages of a pack: one thing of it with all that a reader needs to know, as a value for screens and documents.

A Regelpagina is a waarborg, grens or signaal; a vraag, gespreksvraag, instrument and actie each have a page of their
own. Conditions and examples stand in it as the file writes them; the words behind their ids are in `vragen`,
`waarborgen` and `instrumenten`.
"""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from ...model.conditions import Voorwaarde
from ...model.words import Archetype, Basis, Fase, Norm, Onderdeel, Partij, Waarde6
from ...result.rapport import ActieRij, PeriodeRij, ResultPart, SluitRij
from ..examples import MetVerwachting

REGEL_FORMAAT: Literal["wijktoets/regel@1"] = "wijktoets/regel@1"


class PlekRij(ResultPart):
    """Where something stands: a file, and in it a line and a column (from 1)."""

    bestand: str
    regel: int
    kolom: int


class Naamrij(ResultPart):
    """Another thing of the packs: its id, and what people call it."""

    id: str
    naam: str


class BronregelRij(ResultPart):
    """What is cited, and the source in own words where the pack has them (bron.yaml); else None."""

    bron: str
    zegt: str | None


class VraagTekst(ResultPart):
    """A question as people read it; `vraag` is None for a built-in one without words, `opties` for a stelling."""

    vraag: str | None
    opties: dict[str, str] | None


class WaarborgTekst(ResultPart):
    """A waarborg that a condition refers to."""

    naam: str
    voldaan_als: Voorwaarde


class Pagina(ResultPart):
    """What every page has."""

    id: str
    bron: list[BronregelRij]
    dekt: list[str]
    toelichting: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON that Python can write: keys as in the files; conditions and examples without what was not said."""
        dumped = _as_written(self.model_dump(mode="json", by_alias=True))
        first = {name: dumped[name] for name in ("formaat", "soort", "id")}
        return {**first, **dumped}


class Onderbouwd(Pagina):
    """What a vraag and a regel have: a place, and whether it is literal, derived or external."""

    plek: PlekRij
    onderdeel: Onderdeel
    waarden: list[Waarde6]
    basis: Basis
    afleiding: str | None
    wet: str | None
    artikel: str | None
    lid: str | None
    bronstatus: str | None
    gelezen_versie: date | None
    jci: str | None


class Regelpagina(Onderbouwd):
    """A waarborg, grens or signaal; what its kind does not have is None or empty.

    `pakket` is the id of its pack. `norm` and what goes with it belong to a waarborg, `sluit_uit` (with the archetypes
    above it) to a grens, `tekst` and `vraag_bij_twijfel` to a signaal; `bevinding` is what a grens or signaal
    amounts to in the check on bevoegdheden.
    """

    formaat: Literal["wijktoets/regel@1"] = REGEL_FORMAAT
    soort: Literal["waarborg", "grens", "signaal"]
    pakket: str
    naam: str
    waarom: str | None
    rust_op: Partij | None
    norm: dict[Archetype, Norm] | None = None
    hard: bool = False
    sluit_uit: list[Archetype] | None = None
    bevinding: Literal["kan_zo_niet", "eerst_nog", "let_op", "uitzoeken"] | None = None
    tekst: str | None = None
    tekst_terugblik: str | None = None
    vraag_bij_twijfel: str | None = None
    fasen: list[Fase] | None
    geldig: PeriodeRij | None
    als: Voorwaarde | None
    voldaan_als: Voorwaarde | None = None
    impliceert: list[str] = Field(default_factory=list)
    witte_vlek: str | None = None
    witte_vlek_onbekend: str | None = None
    witte_vlek_terugblik: str | None = None
    voorbeeldtekst: str | None = None
    acties: list[ActieRij] = Field(default_factory=list)
    voorbeelden: list[MetVerwachting]
    vragen: dict[str, VraagTekst]
    waarborgen: dict[str, WaarborgTekst]
    instrumenten: dict[str, str]


class Vraagpagina(Onderbouwd):
    """A vraag: what can be answered, where it is asked, and what hangs on it."""

    formaat: Literal["wijktoets/vraag@1"] = "wijktoets/vraag@1"
    soort: Literal["vraag"] = "vraag"
    vraag: str
    opties: dict[str, str] | None
    nvt_mogelijk: bool
    geldt_voor: Literal["wijk", "thema", "fase"]
    gespreksvragen: list[Naamrij]
    regels: list[Naamrij]
    ladder: list[Archetype]
    acties: list[Naamrij]


class Gespreksvraagpagina(Pagina):
    """A gespreksvraag and what its answer fills: vragen, or fields of an afspraak."""

    formaat: Literal["wijktoets/gespreksvraag@1"] = "wijktoets/gespreksvraag@1"
    soort: Literal["gespreksvraag"] = "gespreksvraag"
    vraag: str
    onderdeel: Onderdeel
    kern: int | None
    vult: list[str]
    vragen: dict[str, VraagTekst]


class Instrumentpagina(Pagina):
    """An instrument, what it settles, and the acties that use it."""

    formaat: Literal["wijktoets/instrument@1"] = "wijktoets/instrument@1"
    soort: Literal["instrument"] = "instrument"
    naam: str
    kanttekening: str | None
    sluit: list[SluitRij]
    acties: list[Naamrij]
    vragen: dict[str, VraagTekst]


class Actiepagina(Pagina):
    """An actie and the regels that it belongs to."""

    formaat: Literal["wijktoets/actie@1"] = "wijktoets/actie@1"
    soort: Literal["actie"] = "actie"
    actie: ActieRij
    regels: list[Naamrij]
    vragen: dict[str, VraagTekst]
    instrumenten: dict[str, str]


EenPagina = Regelpagina | Vraagpagina | Gespreksvraagpagina | Instrumentpagina | Actiepagina

_AS_IN_FILES = ("als", "voldaan_als", "voorbeelden")
"""What keeps the form of the files, in which nothing stands that was not said."""


def _as_written(value: Any, bare: bool = False) -> Any:
    if isinstance(value, dict):
        return {
            key: _as_written(item, bare or key in _AS_IN_FILES)
            for key, item in value.items()
            if not (bare and item is None)
        }
    return [_as_written(item, bare) for item in value] if isinstance(value, list) else value
