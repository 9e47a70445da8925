"""The Opvolging: how the acties of a dossier stand beside what the rules say now, as one value to be told."""

from datetime import date
from typing import Literal

from ...model.words import ActieStatus, Archetype, Fase, Partij
from ...result.heading import AboutDossier
from ...result.rapport import ActieRij, AfwegingRij, PakketRij, ResultPart, StandpuntRij, VraagRij
from ..fasen import ThemaFasen
from ..rows import EisStand, WaarborgNaam

FORMAAT: Literal["wijktoets/opvolging@1"] = "wijktoets/opvolging@1"

Oordeel = Literal[
    "voorgesteld",
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

Of one that runs (afgesproken, bezig, or nothing said of how far it is): `loopt`, `datum_voorbij`, or `al_geregeld` when
its rule is met already; of a proposal: `voorgesteld`, or `al_geregeld` too. Of one that is klaar: `gesloten` when the
rule says geborgd; `zonder_effect` when the answers that it was to settle have not changed; `meer_nodig` when they have,
and the rule asks more. Of one that is vervallen: `vervallen_open` when its rule is not met and no other actie runs. Of
any other: `bewust_anders` when what is left was weighed away, `niet_gevraagd` when its rule is not asked where it
belongs.
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


class _InDossier(ResultPart):
    """An actie as it stands in the dossier; `nummer` is its place there, from 1."""

    nummer: int
    wat: str
    trekker: str
    wanneer: date | None
    status: ActieStatus | None
    thema: str | None
    fase: Fase | None


class ActieStand(_InDossier):
    """One actie of the dossier beside its rule."""

    waarborg: str
    actie: str | None
    oordeel: Oordeel
    reden: NietGevraagd | None
    plekken: list[PlekStand]
    vragen: list[VraagStand]


class LosseActie(_InDossier):
    """An actie without a waarborg, of which no rule says anything; `af` when it is klaar or vervallen."""

    oordeel: Literal["voorgesteld", "loopt", "datum_voorbij", "af"]


class WithoutActie(ThemaFasen):
    """A moet-eis that is not met and for which no actie runs.

    `eerder` are its acties that are klaar or vervallen, `voorgesteld` those that are a proposal; `voorstel` the first
    actie of the pack that is none of those.
    """

    gewenst: Archetype
    waarborg: str
    aard: str
    tekst: str
    rust_op: Partij
    bron: list[str]
    eerder: list[int]
    voorgesteld: list[int]
    voorstel: ActieRij | None


class Terugkijken(ResultPart):
    """A day on which to look back at a thema: the acties that can be looked at by then, those later, the afwegingen."""

    op: date
    voorbij: bool
    thema: str
    acties: list[int]
    later: list[int]
    afwegingen: list[AfwegingRij]


class Opvolging(AboutDossier):
    """How the acties of one dossier stand on a day.

    `acties` by trekker, what runs first, what has a date before what has none; those without a waarborg apart, as
    `losse_acties`; `zonder_wens` are the themas of which
    the wish is not known, so that nothing can be said to lack. `peildatum_gekozen`: the day was asked for.
    """

    formaat: Literal["wijktoets/opvolging@1"] = FORMAAT
    peildatum_gekozen: bool
    pakketten: list[PakketRij]
    acties: list[ActieStand]
    losse_acties: list[LosseActie]
    zonder_actie: list[WithoutActie]
    zonder_wens: list[str]
    terugkijken: list[Terugkijken]
    vragen: dict[str, VraagRij]
    waarborgen: dict[str, WaarborgNaam]
