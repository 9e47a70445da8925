"""The Overdracht: what was found about each bevoegdheid that may go to a wijk, and the map of forms and routes."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from ...model.woorden import Woorden
from ...model.words import Archetype, Besluitstuk, BevindingSoort, Machtveld, Partij, Stapzetter, WegStand
from ...result.heading import AboutDossier
from ...result.rapport import (
    BedragRij,
    Nagerekend,
    NiveauBereik,
    OpenVraagRij,
    PakketRij,
    Resultaat,
    ResultPart,
    TekstRij,
)
from ..rows import WaarborgNaam

FORMAAT: Literal["wijktoets/overdracht@1"] = "wijktoets/overdracht@1"
KAART_FORMAAT: Literal["wijktoets/wegenkaart@1"] = "wijktoets/wegenkaart@1"


class Bevinding(ResultPart):
    """One finding. `regels` are the ids behind it; `bron` the articles as people read them.

    `bronstatus` says how the law was read (V: the text; S: through another; M: not), `gelezen_versie` which version,
    and `nieuwer` that the peildatum is later than that version. `over_de_houder`: what it is about is not of the holder
    that is named. `stap` is what to do and `trekker` who does it.
    """

    soort: BevindingSoort
    regels: list[str]
    tekst: str
    bron: list[str]
    wet: str | None = None
    artikel: str | None = None
    lid: str | None = None
    bronstatus: Literal["V", "S", "M"] | None = None
    gelezen_versie: date | None = None
    nieuwer: bool = False
    trekker: Partij | None = None
    over_de_houder: bool = False
    stap: str | None = None
    vragen: list[OpenVraagRij] = Field(default_factory=list)


class Punt(ResultPart):
    """Something that goes with a route: a regel, its name, its articles, how those were read, and whose step it is."""

    regel: str
    naam: str
    bron: list[str]
    bronstatus: Literal["V", "S", "M"] | None
    trekker: Partij | None


class WegRij(ResultPart):
    """One route for a bevoegdheid: what the wijk then really decides, and what others can still undo.

    `bedoeld`: the route that the dossier names. `stand`: for the recipient that the dossier names, as it is described;
    `stand_van_de_weg`: the same when what is wrong with the recipient itself, along every route, is left out. `aan`:
    the recipients for whom no regel excludes it, as a proposal: the dossier's own, or the others when that one cannot
    be or is not known; `aan_misschien` those others of whom only answers are missing, when there is none. `door` are
    the regels that close it, `vragen` those that must be answered before it is known and `uitzoeken` what is to be
    found out; `eerst` and `te_regelen` what comes before it and goes with it.
    """

    weg: str
    naam: str
    bedoeld: bool
    stand: WegStand
    stand_van_de_weg: WegStand
    aan: list[str]
    aan_misschien: list[str]
    beslist: str
    terug: str
    bron: list[str]
    door: list[str]
    vragen: list[str]
    uitzoeken: list[Punt]
    eerst: list[Punt]
    te_regelen: list[Punt]


class BevoegdheidRij(ResultPart):
    """One bevoegdheid.

    `vorm_klopt_niet`: what is in the way holds along every route, so that comes first. `houder_klopt_niet`: what it is
    about is not of the holder that the dossier names.
    """

    thema: str
    naam: str
    van: str
    aan: str
    weg: str
    bedrag: BedragRij | None
    grondslag: str | None
    delegatiegrondslag: str | None
    gewenst: Archetype | Literal["onbekend"]
    borging_tot: NiveauBereik
    borging_zonder_afweging: NiveauBereik | None
    bevindingen: list[Bevinding]
    wegen: list[WegRij]
    vorm_klopt_niet: bool
    houder_klopt_niet: bool


class WegstapRij(ResultPart):
    """One step on the way of a bevoegdheid along the route that the dossier names.

    `na` are the ids of the steps right before it, of those that are there. `uiterlijk` is the last day on which it can
    be done if `dag` is to be met (of a step that comes after that day: the day to look back); None: it is done, or no
    day is known. `weken` is an estimate of the pack. `zeker`: it surely belongs here; else `vragen` decide that.
    """

    id: str
    thema: str
    bevoegdheid: str
    wat: str
    wie: Stapzetter
    na: list[str]
    moment: Literal["voor", "na"]
    weken: int
    dag: date | None
    uiterlijk: date | None
    te_laat: bool
    gedaan: bool
    zeker: bool
    vragen: list[str]
    bron: list[str]
    bronstatus: Literal["V", "S", "M"] | None
    toelichting: str | None


class KnownRij(ResultPart):
    """What the dossier knows of an element: a field with what it holds, or a vraag with its answer.

    `tekst` is None for an answer without words: it says that something is arranged, not what.
    """

    veld: Machtveld | None
    vraag: str | None
    antwoord: str | None
    tekst: str | None


class ElementRij(ResultPart):
    """One thing that a paper along a route has to settle; `tekst` is what the dossier has for it, None is a gap.

    `aan` is the recipient for whom: the one that the dossier names, or another as a proposal (onbekend: of several).

    `zeker`: it surely belongs here; else `vragen` decide that.
    """

    id: str
    thema: str
    bevoegdheid: str
    weg: str
    aan: str
    stuk: Besluitstuk
    wat: str
    bron: list[str]
    bronstatus: Literal["V", "S", "M"] | None
    tekst: str | None
    bekend: list[KnownRij]
    zeker: bool
    vragen: list[str]
    toelichting: str | None


class GeborgdRij(ResultPart):
    """The moet-eisen at the wish (ids), by how they stand: over the fasen, as in the one that lacks most."""

    geregeld: list[str]
    anders: list[str]
    niet: list[str]
    open: list[str]


class NaastRij(ResultPart):
    """What a wijk wishes beside what it gets: the safeguards at the wish, and the route that the dossier names.

    `waarborgen` is None without one wish. `weg` is None when the dossier names no route; then nothing is known of what
    it gives (`beslist`), of what others can undo (`terug`), and of what that is beside the wish (`naast_de_wens`).
    """

    thema: str
    bevoegdheid: str
    gewenst: Archetype | Literal["onbekend"]
    borging_tot: NiveauBereik
    waarborgen: GeborgdRij | None
    weg: str | None
    stand: WegStand | None
    beslist: str | None
    terug: str | None
    naast_de_wens: str | None
    bron: list[str]


class MatrixRij(ResultPart):
    """How every route stands for one bevoegdheid, and the recipient that the dossier names: as `stand` of a WegRij.

    Where no law was looked at, every route is to be found out.
    """

    thema: str
    naam: str
    wegen: dict[str, WegStand]


class Overdracht(AboutDossier):
    """What transfer says about one dossier.

    `recht_bekeken`: whether the pack has legal rules for the country of the dossier. `matrix`: the bevoegdheden beside
    the routes. `stappen`: what comes one after another along the route that the dossier names. `elementen`: what the
    papers have to settle along that route, or else along those that no regel excludes. `naast_elkaar`: what is wished
    beside what is secured and what the route gives. `raad` is about the role of the raad itself; `blijft_bij_raad` is
    what no route takes from it, at more length than the line of `teksten`. `namen` says of every holder, recipient and
    route what it is called, `vragen` of every question that is named, `waarborgen` of every waarborg.
    """

    formaat: Literal["wijktoets/overdracht@1"] = FORMAAT
    land: str
    recht_bekeken: bool
    pakketten: list[PakketRij]
    nagerekend: Nagerekend
    bevoegdheden: list[BevoegdheidRij]
    matrix: list[MatrixRij]
    stappen: list[WegstapRij]
    elementen: list[ElementRij]
    naast_elkaar: list[NaastRij]
    waarborgen: dict[str, WaarborgNaam]
    raad: list[Bevinding]
    blijft_bij_raad: TekstRij
    namen: dict[str, dict[str, str]]
    vragen: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """The Overdracht as plain JSON values; `nagerekend` shows only what it has."""
        value = super().to_json()
        value["nagerekend"] = self.nagerekend.model_dump(mode="json", exclude_unset=True)
        return value


class VormWegRij(ResultPart):
    """One form along one route. `van` are the holders for whom it is open; `door` closes it for the others."""

    weg: str
    stand: WegStand
    van: list[str]
    door: list[str]
    eerst: list[Punt]
    te_regelen: list[Punt]
    let_op: list[Punt]


class VormRij(ResultPart):
    """One form of recipient: what goes with it along every route, and each route."""

    aan: str
    naam: str
    altijd: list[Punt]
    cellen: list[VormWegRij]


class Wegenkaart(Resultaat):
    """Forms × routes, with conditions and consequences, as they follow from the regels on a day."""

    formaat: Literal["wijktoets/wegenkaart@1"] = KAART_FORMAAT
    peildatum: date
    pakketten: list[PakketRij]
    houders: list[str]
    vormen: list[VormRij]
    wegen: list[WegRij]
    namen: dict[str, dict[str, str]]
    teksten: dict[str, TekstRij]
    woorden: Woorden
