"""What goes into an engine and what comes out: the situation of one thema × fase, and the interval of each rule.

Every engine maps (Regelpakket, Situatie) to Feiten; all above that is shared (docs/architecture.md, Three engines).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from ..model.answers import Antwoord, Interval, Waarde
from ..model.pakket import Regel
from ..model.words import Archetype, Fase


@dataclass(frozen=True, slots=True)
class Situatie:
    """The answers in force for one thema × fase on a day; the built-in questions are among them."""

    antwoorden: Mapping[str, Antwoord]
    fase: Fase
    peildatum: date


class EisFeit(NamedTuple):
    """What an engine says of one waarborg as an eis, whatever the archetype.

    `waarde` is None when the eis is nvt. `als_open`: not known whether it applies, so `waarde.hoog` is 1.
    `door_nvt`: it is nvt because its condition, or what decides whether it applies, is nvt (docs/model.md section 5).
    """

    waarde: Waarde
    als_open: bool = False
    door_nvt: bool = False


@dataclass(frozen=True, slots=True)
class Feiten:
    """What an engine finds, by id: waarborgen (value of `voldaan_als`), eisen, grenzen, signalen, and the ladder.

    A grens or signaal that is not there in this fase or on this day is absent.
    """

    waarborgen: Mapping[str, Waarde]
    eisen: Mapping[str, EisFeit]
    grenzen: Mapping[str, Interval]
    signalen: Mapping[str, Waarde]
    ladder: Mapping[Archetype, Interval]


def in_force(regel: Regel, situatie: Situatie) -> bool:
    """Whether a regel is there at all, in this fase and on this day (docs/model.md section 4)."""
    if regel.fasen is not None and situatie.fase not in regel.fasen:
        return False
    return regel.geldig is None or regel.geldig.holds(situatie.peildatum)


@cache
def eis_of(voldaan: Waarde, als: Waarde, has_als: bool) -> EisFeit:
    """The eis of a waarborg from the value of `voldaan_als` and, when it has one, of `als`.

    There are some fifty of them, so each is made once.

    >>> eis_of(Interval(0.0, 0.0), Interval(0.0, 1.0), has_als=True)
    EisFeit(waarde=Interval(laag=0.0, hoog=1.0), als_open=True, door_nvt=False)
    """
    if not has_als:
        return EisFeit(voldaan, door_nvt=voldaan is None)
    if als is None:
        return EisFeit(None, door_nvt=True)
    if als.hoog == 0.0:
        return EisFeit(None)
    if voldaan is None:
        return EisFeit(None, als_open=als.laag < 0.5, door_nvt=True)
    if als.laag >= 0.5:
        return EisFeit(voldaan)
    return EisFeit(Interval(voldaan.laag, 1.0), als_open=True)
