"""The Plan: the smallest set of acties that brings a dossier to a target, as one value for screens and documents."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from ...model.words import ActieStatus, Archetype, Fase, Niveau, Partij
from ...result.heading import AboutDossier
from ...result.rapport import ActieRij, GrensRij, NiveauBereik, PakketRij, ResultPart, TekstRij, VraagRij
from ..rows import WaarborgNaam

FORMAAT: Literal["wijktoets/plan@1"] = "wijktoets/plan@1"

Begin = Literal["bespreken", "uitzoeken", "doen"]
"""How an actie starts: with a talk (nobody spoke of it, or parties differ), with finding out, or at once."""


class ServedRij(ResultPart):
    """One thema × fase that an actie serves, with the waarborgen that it helps to settle there."""

    thema: str
    fase: Fase
    waarborgen: list[str]


class RunningRij(ResultPart):
    """The same actie as it stands in the dossier already."""

    wat: str
    trekker: str
    status: ActieStatus | None
    wanneer: date | None
    thema: str | None
    fase: Fase | None


class PlanActieRij(ActieRij):
    """One actie of a plan; `na` names the acties that come before it, `loopt` what the dossier says of it already.

    `waarborg` is the rule that it belongs to.
    """

    waarborg: str
    voor: list[ServedRij]
    begint_met: Begin
    na: list[str]
    gehouden: bool
    loopt: list[RunningRij]


class PlanInzet(ResultPart):
    """What a plan asks, each degree of effort weighed as the pack says; `*_onbekend` counts acties without a degree."""

    bewoners: int
    gemeente: int
    bewoners_onbekend: int
    gemeente_onbekend: int


class AlsRij(ResultPart):
    """An answer to a question that is open now."""

    vraag: str
    antwoord: str


class VervaltRij(ResultPart):
    """An actie that the plan can do without when an answer turns out so, in every afspraak in which it is open."""

    actie: str
    als: AlsRij


class OnoplosbaarRij(ResultPart):
    """A moet-eis that no actie closes together with the rest, and who should talk about it."""

    thema: str
    fase: Fase
    waarborg: str
    bespreek_met: Partij


class PlanGrensRij(GrensRij):
    """A grens that surely excludes the target in one thema × fase, whatever is done."""

    thema: str
    fase: Fase


class PlanAfspraakRij(ResultPart):
    """One thema × fase of a plan: the target (None: it needs one), what is secured now, and after the plan.

    `gehaald_zonder` when the target is met as it stands; `na` is None without a target.
    """

    thema: str
    fase: Fase
    gewenst: Archetype | Literal["onbekend"]
    doel: Archetype | None
    borging_tot: NiveauBereik
    borging_zonder_afweging: NiveauBereik | None
    na: NiveauBereik | None
    gehaald: bool | None
    gehaald_zonder: bool | None


class Plan(AboutDossier):
    """What to do, by whom, to bring what is secured to the target (docs/model.md section 6).

    `target` is None when afspraken have different targets or none. `mogelijk`: every afspraak with a target gets
    there, and no grens stands in the way. `bewezen`: no smaller set of acties is enough. `eerst_bespreken` is who leads
    what is talked about first, when the pack says so.
    """

    formaat: Literal["wijktoets/plan@1"] = FORMAAT
    pakketten: list[PakketRij]
    target: Archetype | None
    mogelijk: bool
    bewezen: bool
    afspraken: list[PlanAfspraakRij]
    acties: list[PlanActieRij]
    inzet: PlanInzet
    vervalt: list[VervaltRij]
    onoplosbaar: list[OnoplosbaarRij]
    grenzen: list[PlanGrensRij]
    zonder: list[str]
    eerst_bespreken: TekstRij | None
    waarborgen: dict[str, WaarborgNaam]
    vragen: dict[str, VraagRij]

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        yield from (("dossier", self.dossier), ("target", self.target), ("mogelijk", self.mogelijk))
        yield from (("acties", len(self.acties)), ("afspraken", len(self.afspraken)))


class StapRij(ResultPart):
    """One step of a groeipad: what it adds to the steps before it. `al_gehaald` when nothing has to be added."""

    target: Niveau
    al_gehaald: bool
    plan: Plan


class Groeipad(AboutDossier):
    """From where the wijk stands to each archetype in turn: what each step adds. It is no advice to go further."""

    formaat: Literal["wijktoets/groeipad@1"] = "wijktoets/groeipad@1"
    stappen: list[StapRij]
