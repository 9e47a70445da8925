"""From the facts of an engine to eisen with a status, witte vlekken and open questions (docs/model.md section 4)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple, get_args

from ..model.answers import Waarde, reden
from ..model.conditions import Voorwaarde, VraagTest, open_vragen
from ..model.dossier import Afweging
from ..model.kept import once_a_pack
from ..model.pakket import Waarborg, conditions_of
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, ONDERDELEN, Archetype, EisStatus, Norm, Reden, WaaromNiet
from .facts import EisFeit, Feiten, Situatie

UNMET: Final[tuple[EisStatus, ...]] = ("deels", "hooguit_deels", "ontbreekt")
"""The statuses of an eis that is surely not met."""

SUFFICES: Final[frozenset[EisStatus]] = frozenset({"geborgd", "afgewogen", "nvt"})
"""The statuses of an eis that no gate asks more of."""

OPEN_STATUSES: Final[tuple[EisStatus, ...]] = (*UNMET, "onbekend")
"""The statuses of an eis that make it a witte vlek when it is moet or hoort."""


class OpenVraag(NamedTuple):
    """A question whose answer could still change something, and why it is open."""

    vraag: str
    reden: Reden


class Eis(NamedTuple):
    """A waarborg at one archetype, judged."""

    waarborg: Waarborg
    norm: Norm
    feit: EisFeit
    status: EisStatus

    @property
    def waarde(self) -> Waarde:
        """Its interval; None when it is nvt. An afgewogen eis keeps its real value."""
        return self.feit.waarde

    @property
    def toereikend(self) -> bool:
        """Met for the gates: geborgd or afgewogen."""
        return self.status in ("geborgd", "afgewogen")

    @property
    def niet(self) -> bool:
        """Surely not met, and not weighed away: no answer can make it whole."""
        return self.status in UNMET

    @property
    def nvt_by_answer(self) -> bool:
        """It dropped out because of an nvt answer, not because it is not asked here."""
        return self.status == "nvt" and self.feit.door_nvt

    @property
    def surely_applies(self) -> bool:
        """Not nvt, and known to apply."""
        return self.status != "nvt" and not self.feit.als_open


def status_of(waarde: Waarde) -> EisStatus:
    """The status of an interval.

    >>> from ..model.answers import Interval
    >>> status_of(Interval(0.0, 0.5)), status_of(None)
    ('hooguit_deels', 'nvt')
    """
    if waarde is None:
        return "nvt"
    if waarde.laag == 1.0:
        return "geborgd"
    if waarde.hoog == 1.0:
        return "onbekend"
    if waarde.hoog == 0.0:
        return "ontbreekt"
    return "deels" if waarde.laag == 0.5 else "hooguit_deels"


def matching(afwegingen: Iterable[Afweging], thema: str, fase: str) -> list[Afweging]:
    """The afwegingen that are about this thema and fase."""
    return [a for a in afwegingen if a.thema in (None, thema) and a.fase in (None, fase)]


def why_not(afweging: Afweging, waarborg: Waarborg, peildatum: date) -> WaaromNiet | None:
    """The first reason why an afweging does not count; None when it does.

    Wijk and gemeente decide together (L78), and so does the party on which the waarborg rests: nobody is let off by
    others. Without an end a deviation would be the rule itself.
    """
    if waarborg.hard:
        return "hard"
    deciders = set(afweging.besloten_door)
    needed = {"wijk"} if waarborg.rust_op == "samen" else {"wijk", waarborg.rust_op}
    if not needed <= deciders or not deciders & {"gemeente", "college", "raad"}:
        return "eenzijdig"
    if afweging.geldig_tot is None:
        return "zonder_einde"
    return "verlopen" if afweging.geldig_tot < peildatum else None


def counting(pakket: Regelpakket, afwegingen: Iterable[Afweging], peildatum: date) -> frozenset[str]:
    """The waarborgen of which one of these afwegingen counts; of several for one waarborg one is enough."""
    return frozenset(a.waarborg for a in afwegingen if why_not(a, pakket.waarborgen[a.waarborg], peildatum) is None)


def judge(
    pakket: Regelpakket, feiten: Feiten, afwegingen: Sequence[Afweging], peildatum: date
) -> dict[str, tuple[EisFeit, EisStatus]]:
    """The fact and the status of each waarborg as an eis; the same at every archetype that asks it."""
    weighed = counting(pakket, afwegingen, peildatum)
    judged: dict[str, tuple[EisFeit, EisStatus]] = {}
    for name, feit in feiten.eisen.items():
        status = status_of(feit.waarde)
        judged[name] = (feit, "afgewogen" if name in weighed and status not in ("geborgd", "nvt") else status)
    return judged


def eisen_at(pakket: Regelpakket, judged: Mapping[str, tuple[EisFeit, EisStatus]]) -> dict[Archetype, list[Eis]]:
    """The eisen of each archetype, by onderdeel and id; one that is asked alike at several is one value."""
    eisen: dict[Archetype, list[Eis]] = {archetype: [] for archetype in ARCHETYPES}
    for waarborg, made in _asked(pakket):
        stand = judged[waarborg.id]
        if stand not in made:
            made[stand] = [(archetype, Eis(waarborg, norm, *stand)) for archetype, norm in waarborg.norm.items()]
        for archetype, eis in made[stand]:
            eisen[archetype].append(eis)
    return eisen


@once_a_pack
def _asked(pakket: Regelpakket) -> list[tuple[Waarborg, dict[tuple[EisFeit, EisStatus], list[tuple[Archetype, Eis]]]]]:
    """The waarborgen by onderdeel, as in the model, and id, each with its eisen by how it stands: in few ways."""
    in_order = sorted(pakket.waarborgen.values(), key=lambda w: (ONDERDELEN.index(w.onderdeel), w.id))
    return [(w, {}) for w in in_order]


def open_of_eis(pakket: Regelpakket, feiten: Feiten, situatie: Situatie, waarborg: Waarborg) -> tuple[OpenVraag, ...]:
    """The open questions behind an eis: those of `voldaan_als` and of `als`, by id."""
    return open_of(pakket, feiten, situatie, conditions_of(waarborg))


def open_behind(
    pakket: Regelpakket, feiten: Feiten, situatie: Situatie, eisen: Iterable[Eis]
) -> dict[str, tuple[OpenVraag, ...]]:
    """The open questions behind each of these eisen that is open, by id of its waarborg."""
    alone, antwoorden = _asked_alone(pakket), situatie.antwoorden
    found: dict[str, tuple[OpenVraag, ...]] = {}
    for eis in eisen:
        if eis.status in OPEN_STATUSES:
            name = eis.waarborg.id
            if name not in alone:
                found[name] = open_of_eis(pakket, feiten, situatie, eis.waarborg)
            else:  # nine in ten: nothing is walked, as its value is known
                vraag, rows = alone[name]
                waarde = eis.feit.waarde
                found[name] = rows[reden(antwoorden.get(vraag))] if waarde and waarde.laag < waarde.hoog else ()
    return found


@once_a_pack
def _asked_alone(pakket: Regelpakket) -> dict[str, tuple[str, dict[Reden, tuple[OpenVraag, ...]]]]:
    """The waarborgen that ask one vraag and nothing else: that vraag, and itself as an open one for each reason."""
    return {
        w.id: (w.voldaan_als.vraag, {each: (OpenVraag(w.voldaan_als.vraag, each),) for each in get_args(Reden)})
        for w in pakket.waarborgen.values()
        if isinstance(w.voldaan_als, VraagTest) and w.als is None
    }


def open_of(
    pakket: Regelpakket, feiten: Feiten, situatie: Situatie, conditions: Iterable[Voorwaarde]
) -> tuple[OpenVraag, ...]:
    """The open questions at the leaves of conditions, each once, by id."""
    antwoorden = situatie.antwoorden
    found = open_vragen(conditions, antwoorden, feiten.waarborgen, pakket.voldaan_als)
    return tuple(OpenVraag(vraag, reden(antwoorden.get(vraag))) for vraag in sorted(found))


def aard(status: EisStatus, vragen: Sequence[OpenVraag]) -> str:
    """What kind of witte vlek it is: its status, or for an unknown one whether nobody spoke or parties differ."""
    if status != "onbekend":
        return status
    redenen = {vraag.reden for vraag in vragen}
    if redenen <= {"niet_besproken"}:
        return "niet_besproken"
    return "verschil" if redenen == {"verschil"} else "onbekend"
