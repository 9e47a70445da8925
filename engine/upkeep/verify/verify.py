"""Proves what holds over all dossiers of a pack, and shows a dossier for what does not (`rules verify`).

Each check asks z3 for a dossier that breaks it. There is none: it is proven. There is one: that is the counterexample
that is shown. (For what must be able to occur it is the other way round: the dossier is the proof.)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from time import monotonic
from typing import Any, Final

from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, KOMPASPUNTEN
from ...proof.reading import ruw_dossier
from ...proof.solving import ProofTime, Undecided
from ...result.heading import pack_rows
from ..examples import regels
from . import exact as verify_exact
from . import links as verify_links
from . import reach as verify_reach
from .space import DossierSpace, ruimten
from .value import (
    UNPROVEN,
    CheckResult,
    CheckRow,
    Finding,
    FindingRow,
    Getuige,
    Verificatie,
    WVCode,
    pack_place,
)

Check = Callable[[Regelpakket, Sequence[DossierSpace]], Iterator[Finding]]
DossierWords = Mapping[str, str]
"""The words of a dossier that shows a finding: naam, thema, daarna and toelichting (the last goes with an nvt)."""


def _status(code: WVCode, status: Any) -> Check:
    return lambda pakket, spaces: verify_reach.status_occurs(pakket, spaces, code, status)


def _only(code: WVCode, check: Check) -> Check:
    return lambda pakket, spaces: (found for found in check(pakket, spaces) if found.code == code)


CHECKS: Final[dict[WVCode, tuple[Check, Callable[[Regelpakket], int]]]] = {
    "WV01": (_status("WV01", "geborgd"), lambda p: len(p.waarborgen)),
    "WV02": (_status("WV02", "ontbreekt"), lambda p: len(p.waarborgen)),
    "WV03": (verify_reach.borging_occurs, lambda p: len(ARCHETYPES)),
    "WV04": (verify_reach.rollen_occurs, lambda p: len(ARCHETYPES)),
    "WV05": (verify_reach.congruent_occurs, lambda p: len(ARCHETYPES)),
    "WV06": (verify_links.raising, lambda p: len(verify_links.raised_questions(p))),
    "WV07": (verify_links.implied, lambda p: len(p.waarborgen)),
    "WV08": (verify_links.implied_truly, lambda p: sum(len(w.impliceert) for w in p.waarborgen.values())),
    "WV09": (verify_links.closed, lambda p: sum("moet" in w.norm.values() for w in p.waarborgen.values())),
    "WV10": (verify_exact.exact, lambda p: sum(1 for _ in regels(p)) + len(ARCHETYPES)),
    "WV11": (_only("WV11", verify_reach.grens_occurs), lambda p: len(p.grenzen)),
    "WV12": (_only("WV12", verify_reach.grens_occurs), lambda p: len(p.grenzen)),
    "WV13": (verify_reach.signaal_occurs, lambda p: len(p.signalen)),
    "WV14": (verify_reach.kompaspunt_counts, lambda p: len(KOMPASPUNTEN) if p.elk_kompaspunt else 0),
    "WV15": (verify_reach.ladder_rises, lambda p: 1),
}
"""Each check with how many things of a pack it looks at."""


def controles(
    pakket: Regelpakket, codes: Sequence[WVCode] = tuple(CHECKS), seconds: float = inf
) -> Iterator[CheckResult]:
    """The checks, each with what it found, in order; a check is done when it is asked for.

    Each check may take an even part of the `seconds` that are left. One that has not proven everything by then ends
    with a finding that says so (WV16).
    """
    end, allowance = monotonic() + seconds, ProofTime()
    spaces = ruimten(pakket, allowance)
    for number, code in enumerate(codes):
        check, count = CHECKS[code]
        found, now, proven = list[Finding](), monotonic(), True
        allowance.until = now + max(0.0, end - now) / (len(codes) - number)
        try:
            found += check(pakket, spaces)
        except Undecided:
            proven = False
        found.sort(key=lambda b: (b.over, b.plek))
        if not proven:
            found.append(Finding(UNPROVEN, code, pack_place(pakket), {"seconden": f"{seconds:g}"}, None))
        yield CheckResult(code, count(pakket), tuple(found), proven)


def verificatie(pakket: Regelpakket, found: Sequence[CheckResult], woorden: DossierWords) -> Verificatie:
    """What was found as one value, each finding with its dossier."""
    return Verificatie(
        pakketten=pack_rows(pakket),
        controles=[
            CheckRow(
                code=c.code,
                nagegaan=c.nagegaan,
                gevonden=sum(b.code == c.code for b in c.bevindingen),
                bewezen=c.bewezen,
            )
            for c in found
        ],
        bevindingen=[_row(controle, bevinding, woorden) for controle in found for bevinding in controle.bevindingen],
    )


def _row(controle: CheckResult, bevinding: Finding, woorden: DossierWords) -> FindingRow:
    return FindingRow(
        code=bevinding.code,
        ernst="onbewezen" if bevinding.code == UNPROVEN else "melding" if controle.melding else "fout",
        over=bevinding.over,
        plek=str(bevinding.plek),
        gegevens=dict(bevinding.gegevens),
        dossier=None if bevinding.getuige is None else dossier(bevinding.getuige, bevinding, woorden),
    )


def dossier(getuige: Getuige, bevinding: Finding, woorden: DossierWords) -> dict[str, Any]:
    """The dossier that shows a finding, as the data of its YAML file; two afspraken for a before and after."""
    space = getuige.ruimte
    wish = {} if getuige.gewenst is None else {"gewenst": getuige.gewenst}
    toelichting = woorden["toelichting"]

    def made(thema: str, answers: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        naam = woorden["naam"].format(code=bevinding.code, over=bevinding.over)
        return ruw_dossier(
            answers, space.fase, space.peildatum, naam=naam, thema=thema, toelichting=toelichting, **wish
        )

    first = made(woorden["thema"], getuige.antwoorden)
    if getuige.daarna is None:
        return first
    second = made(woorden["daarna"], getuige.daarna)
    changed = {q: a for q, a in second["antwoorden"].items() if first["antwoorden"].get(q) != a}
    changed |= dict.fromkeys(first["antwoorden"].keys() - second["antwoorden"].keys(), "onbekend")
    return {**first, "afspraken": [*first["afspraken"], {**second["afspraken"][0], "antwoorden": changed}]}
