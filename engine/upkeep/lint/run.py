"""Runs checks over packs and hands back the LintReport: everything found, and what was excepted with a reason."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ...model.errors import Plek
from ...result.rapport import PakketRij, ResultPart
from .check import ERNSTEN, Controle, Ernst
from .exceptions import Uitzondering, exceptions
from .registry import CONTROLES
from .view import Hit, PackView

FORMAAT: Literal["wijktoets/lint@1"] = "wijktoets/lint@1"
IDLE = "WT607"
"""The code of an exception where nothing is found."""


class LintFinding(ResultPart):
    """Something that a check found: its code, name and severity, the place, and the facts of its sentence."""

    code: str
    naam: str
    ernst: Ernst
    bestand: str
    regel: int
    kolom: int
    gegevens: dict[str, str]


class Excepted(ResultPart):
    """A finding that the keeper excepted, with the reason."""

    code: str
    bestand: str
    regel: int
    reden: str


class FindingCount(ResultPart):
    """How many findings of each severity."""

    fout: int
    waarschuwing: int
    hint: int


class LintReport(ResultPart):
    """What the checks say of one or more packs."""

    formaat: Literal["wijktoets/lint@1"] = FORMAAT
    pakketten: list[PakketRij]
    vondsten: list[LintFinding]
    aanvaard: list[Excepted]
    telling: FindingCount


def inspect(beelden: Sequence[PackView], controles: Iterable[Controle]) -> LintReport:
    """What these checks find in these packs, in order of place."""
    wanted = tuple(controles)
    vondsten: list[LintFinding] = []
    aanvaard: list[Excepted] = []
    for beeld in beelden:
        excepted = tuple(e for e in exceptions(beeld) if e.reden)
        for found in _found(beeld, wanted, excepted):
            (vondsten if isinstance(found, LintFinding) else aanvaard).append(found)  # type: ignore[arg-type]  # told apart just here
    vondsten.sort(key=_order)
    aanvaard.sort(key=_order)
    return LintReport(
        pakketten=list(_packs(beelden)),
        vondsten=vondsten,
        aanvaard=aanvaard,
        telling=FindingCount(**{ernst: sum(v.ernst == ernst for v in vondsten) for ernst in ERNSTEN}),
    )


def _packs(beelden: Sequence[PackView]) -> Iterator[PakketRij]:
    rows = {p.id: p for beeld in beelden for p in beeld.pakket.pakketten}
    for p in rows.values():
        yield PakketRij(id=p.id, naam=p.naam, versie=p.versie, sha256=p.sha256, bron=p.bron, jaar=p.jaar)


def _order(found: LintFinding | Excepted) -> tuple[object, ...]:
    return (found.bestand, found.regel, getattr(found, "kolom", 0), found.code)


def _found(
    beeld: PackView, controles: Sequence[Controle], excepted: Sequence[Uitzondering]
) -> Iterator[LintFinding | Excepted]:
    used: set[tuple[Plek, str]] = set()
    for controle in controles:
        for treffer in controle(beeld):
            lines = (treffer.plek.regel, treffer.anker)
            by = next((e for e in excepted if e.covers(controle.code, treffer.plek.bestand, *lines)), None)
            if by is None:
                yield _row(controle, treffer)
            else:
                used.add((by.plek, controle.code))
                place = treffer.plek
                yield Excepted(code=controle.code, bestand=place.bestand, regel=place.regel, reden=by.reden)
    ran = {controle.code for controle in controles}
    for uitzondering in excepted if IDLE in ran else ():
        for code in uitzondering.codes:
            if (code in ran or code not in CONTROLES) and (uitzondering.plek, code) not in used:
                yield _row(CONTROLES[IDLE], Hit(uitzondering.plek, {"code": code}))


def _row(controle: Controle, treffer: Hit) -> LintFinding:
    return LintFinding(
        code=controle.code,
        naam=controle.naam,
        ernst=controle.ernst,
        bestand=treffer.plek.bestand,
        regel=treffer.plek.regel,
        kolom=treffer.plek.kolom,
        gegevens={name: _fact(fact) for name, fact in treffer.gegevens.items()},
    )


def _fact(fact: object) -> str:
    return ", ".join(map(str, fact)) if isinstance(fact, tuple) else str(fact)
