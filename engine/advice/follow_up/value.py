"""The Opvolging: how the agreed acties stand beside what the rules say now, as one value for screens and documents."""

from datetime import date
from typing import Literal

from ...model.words import ActieStatus, Archetype, Fase, Partij
from ...result.heading import OverDossier
from ...result.rapport import ActieRij, AfwegingRij, PakketRij, ResultPart, StandpuntRij, VraagRij
from ..fasen import ThemaFasen
from ..rows import EisStand, WaarborgNaam

FORMAAT: Literal["wijktoets/opvolging@1"] = "wijktoets/opvolging@1"

Oordeel = Literal[
    "loopt",
    "datum_voorbij",
    "al_geregeld",
    "gesloten",
    "zonder_effect",
    "meer_nodig",
    "bewust_anders",
    "niet_gevraagd",
    "vervallen",
    "vervallen_open",
]
"""What the rules say of an actie.

Of one that runs (afgesproken, bezig): `loopt`, `datum_voorbij`, or `al_geregeld` when its rule is met already. Of one
that is klaar: `gesloten` when the rule says geborgd; `zonder_effect` when the answers that it was to settle have not
changed; `meer_nodig` when they have, and the rule asks more. Of one that is vervallen: `vervallen_open` when its rule
is not met and no other actie runs. Of any other: `bewust_anders` when what is left was weighed away, `niet_gevraagd`
when its rule is not asked where it belongs.
"""
NietGevraagd = Literal["geen_plek", "nvt", "niet_bij_wens"]
"""Why a rule is not asked: the dossier has no such thema and fase, it does not apply, or the wish does not ask it."""


class PlekStand(EisStand, ThemaFasen):
    """How the rule of an actie stands in one thema, in the fasen in which that is equal."""


class VraagStand(ResultPart):
    """A question that keeps a rule from being met, with what was answered; `eigen`: the actie was to settle it."""

    vraag: str
    antwoorden: list[StandpuntRij]
    eigen: bool


class ActieStand(ResultPart):
    """One actie of the dossier (`nummer`: its place there, from 1) beside its rule."""

    nummer: int
    waarborg: str
    actie: str | None
    wat: str
    trekker: str
    wanneer: date | None
    status: ActieStatus
    thema: str | None
    fase: Fase | None
    oordeel: Oordeel
    reden: NietGevraagd | None
    plekken: list[PlekStand]
    vragen: list[VraagStand]


class ZonderActie(ThemaFasen):
    """A moet-eis that is not met and for which no actie runs.

    `eerder` are its acties that are klaar or vervallen; `voorstel` the first actie of the pack that is none of those.
    """

    gewenst: Archetype
    waarborg: str
    aard: str
    tekst: str
    rust_op: Partij
    bron: list[str]
    eerder: list[int]
    voorstel: ActieRij | None


class Terugkijken(ResultPart):
    """A day on which to look back at a thema: the acties that can be looked at by then, those later, the afwegingen."""

    op: date
    voorbij: bool
    thema: str
    acties: list[int]
    later: list[int]
    afwegingen: list[AfwegingRij]


class Opvolging(OverDossier):
    """How the agreed acties of one dossier stand on a day.

    `acties` by trekker, what runs first, what has a date before what has none; `zonder_wens` are the themas of which
    the wish is not known, so that nothing can be said to lack. `peildatum_gekozen`: the day was asked for.
    """

    formaat: Literal["wijktoets/opvolging@1"] = FORMAAT
    peildatum_gekozen: bool
    pakketten: list[PakketRij]
    acties: list[ActieStand]
    zonder_actie: list[ZonderActie]
    zonder_wens: list[str]
    terugkijken: list[Terugkijken]
    vragen: dict[str, VraagRij]
    waarborgen: dict[str, WaarborgNaam]
