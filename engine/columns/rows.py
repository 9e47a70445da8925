"""What holds for rows besides their answers, as the inputs that a circuit asks for; shared by all sources of rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..circuit.gates import Key
from ..circuit.worlds import AnswerKind
from ..model.pakket import Regel
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, FASEN, INGEBOUWDE_VRAGEN
from .congruence import VERSCHIL
from .leaves import AnswerColumn, where
from .planes import Codes, Plane, pack, smallest

WISHES: Final = ("onbekend", *ARCHETYPES)
SCOPES: Final = ("onbekend", *INGEBOUWDE_VRAGEN["reikwijdte"])
SCOPE_SOORTEN: Final = (None, *(AnswerKind(frozenset((scope,))) for scope in SCOPES[1:]))
FASE_SOORTEN: Final = tuple(AnswerKind(frozenset((fase,))) for fase in FASEN)
Days = NDArray[np.int64]
"""The peildatum of each row, as an ordinal."""


def kolom_of(answers: Iterable[AnswerKind | None]) -> AnswerColumn:
    """Answers, one a row, as an AnswerColumn."""
    numbers: dict[AnswerKind | None, int] = {}
    codes = [numbers.setdefault(answer, len(numbers)) for answer in answers]
    return AnswerColumn(np.array(codes, dtype=smallest(len(numbers) or 1)), tuple(numbers))


def built_in(fase: Codes, reikwijdte: Codes, landen: AnswerColumn) -> dict[str, AnswerColumn]:
    """The built-in questions (`fase` and `reikwijdte` are places in FASEN and SCOPES)."""
    return {
        "fase": AnswerColumn(fase, FASE_SOORTEN),
        "reikwijdte": AnswerColumn(reikwijdte, SCOPE_SOORTEN),
        "land": landen,
    }


def gegevens(
    pakket: Regelpakket, gewenst: Codes, fase: Codes, days: Days, kolommen: Mapping[str, AnswerColumn]
) -> dict[Key, Plane]:
    """Wish, fase, rules in force and disputes (`gewenst` and `fase` are places in WISHES and FASEN)."""
    found: dict[Key, Plane] = {("gewenst", a): pack(gewenst == n) for n, a in enumerate(WISHES) if n}
    found |= {("fase", f): pack(fase == n) for n, f in enumerate(FASEN)}
    found |= {("geldig", regel.id): pack(_holds(regel, days)) for regel in regels(pakket) if regel.geldig is not None}
    disputed = [plane for kolom in kolommen.values() if (plane := _verschil(kolom)) is not None]
    if disputed:
        found[VERSCHIL] = np.bitwise_or.reduce(disputed)
    return found


def regels(pakket: Regelpakket) -> Sequence[Regel]:
    """Every regel of a pack."""
    return [*pakket.waarborgen.values(), *pakket.grenzen.values(), *pakket.signalen.values()]


def _holds(regel: Regel, days: Days) -> NDArray[np.bool_]:
    """Where a regel with dates is in force, both ends in."""
    assert regel.geldig is not None
    since, until = regel.geldig.van or date.min, regel.geldig.tot or date.max
    return (days >= since.toordinal()) & (days <= until.toordinal())


def _verschil(kolom: AnswerColumn) -> Plane | None:
    """Where a question is disputed; None when it is so in no row."""
    disputed = tuple(soort is not None and soort.verschil for soort in kolom.soorten)
    return where(kolom, [disputed])[0] if any(disputed) else None
