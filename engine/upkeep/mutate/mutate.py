"""Runs the examples of each rule on its mutants, and finds for each that lives on the example that would notice it.

Whether a mutant is equivalent (it changes nothing, so no example can notice it) is what mutation testing cannot tell of
code; of rules z3 proves it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ...judging import direct
from ...model.pakket import Grens, Signaal, Waarborg
from ...model.regelpakket import Regelpakket
from ...model.words import FASEN
from ...proof.bits import equal
from ...proof.encoding import EncodedPack, encode
from ...proof.formulas import Formula, and_, not_, or_
from ...proof.reading import Antwoordwoorden, ruw_antwoorden, situatie_of
from ...result.heading import pack_rows
from ...result.rapport import PakketRij, ResultPart
from ..examples import MetVoorbeelden, day, first_fase, outcome, pinned, regels, run_rule
from ..lint.carrying import fits
from ..lint.yardstick import LintYardstick
from ..verify.space import DossierSpace, alone, days, tested
from .mutants import FaultKind, Mutant, mutants

FORMAAT: Literal["wijktoets/mutate@1"] = "wijktoets/mutate@1"


@dataclass(frozen=True, slots=True)
class Split:
    """Where a mutant and its rule part: a dossier, what the rule makes of it, and what the mutant does."""

    ruimte: DossierSpace
    antwoorden: Antwoordwoorden
    verwacht: str
    kwam: str


class OverleverRij(ResultPart):
    """A mutant that no example notices, with the example that would, or what an example has to name (`vast`).

    Neither of the two: it changes an interval, but no outcome that an example can expect.
    """

    regel: str
    plek: str
    soort: FaultKind
    gegevens: dict[str, str]
    voorbeeld: dict[str, Any] | None
    kwam: str | None
    vast: dict[str, Any] | None


class Mutatie(ResultPart):
    """What `rules mutate` found: how many mutants the examples notice, how many change nothing, and which live on."""

    formaat: Literal["wijktoets/mutate@1"] = FORMAAT
    pakketten: list[PakketRij]
    regels: int
    mutanten: int
    opgemerkt: int
    gelijk: int
    overlevers: list[OverleverRij]


def mutate(pakket: Regelpakket, only: Sequence[str], toelichting: str, maatstaf: LintYardstick) -> Mutatie:
    """The mutants of these rules (none named: of all) against their examples and, for `rust_op`, what lint finds.

    Args:
        toelichting: what goes with an nvt in an example.
        maatstaf: what lint holds the words of a rule to.
    """
    chosen = [regel for regel in regels(pakket) if not only or regel.id in only]
    total = same = 0
    left: list[OverleverRij] = []
    for regel in chosen:
        own = alone(pakket, regel)
        for mutant in mutants(pakket, regel):
            total += 1
            if not (noticed(own, mutant) or found_by_lint(own, mutant, maatstaf)):
                row = _survivor(own, regel, mutant, toelichting)
                same += row is None
                left += [] if row is None else [row]
    return Mutatie(
        pakketten=pack_rows(pakket),
        regels=len(chosen),
        mutanten=total,
        opgemerkt=total - same - len(left),
        gelijk=same,
        overlevers=left,
    )


def changed(pakket: Regelpakket, regel: MetVoorbeelden) -> Regelpakket:
    """The pack with this rule in place of the one with its id."""
    match regel:
        case Waarborg():
            waarborgen = {**pakket.waarborgen, regel.id: regel}
            met = {**pakket.voldaan_als, regel.id: regel.voldaan_als}
            return replace(pakket, waarborgen=waarborgen, voldaan_als=met)
        case Grens():
            return replace(pakket, grenzen={**pakket.grenzen, regel.id: regel})
        case Signaal():
            return replace(pakket, signalen={**pakket.signalen, regel.id: regel})


def noticed(pakket: Regelpakket, mutant: Mutant) -> bool:
    """Whether an example of the rule gives something else on the mutant."""
    broken, meant = changed(pakket, mutant.regel), _own(pakket, mutant.regel.id)
    return any(not uitslag.klopt for uitslag in run_rule(broken, mutant.regel, direct.compute, meant))


def found_by_lint(pakket: Regelpakket, mutant: Mutant, maatstaf: LintYardstick) -> bool:
    """Whether the acties or the words of a waarborg speak against the other party, and not against its own."""
    if mutant.soort != "rust_op" or not isinstance(mutant.regel, Waarborg):
        return False
    acties = pakket.acties[mutant.regel.id]
    return fits(pakket.waarborgen[mutant.regel.id], acties, maatstaf) and not fits(mutant.regel, acties, maatstaf)


def _survivor(own: Regelpakket, regel: MetVoorbeelden, mutant: Mutant, toelichting: str) -> OverleverRij | None:
    """A mutant that lives on, with the example that would notice it; None when it changes nothing."""
    vast = voorbeeld = kwam = None
    if mutant.soort in ("norm", "sluit_uit", "rust_op"):
        vast = {mutant.soort: pinned(regel)[mutant.soort]}
    else:
        found = difference(own, mutant)
        if found is not None:
            voorbeeld, kwam = example_of(regel, found, toelichting), found.kwam
        elif not unseen(own, mutant):
            return None
    place = own.plaatsen[regel.id]
    return OverleverRij(
        regel=regel.id,
        plek=str(place.bij.plek((*place.path, *mutant.path))),
        soort=mutant.soort,
        gegevens=dict(mutant.gegevens),
        voorbeeld=voorbeeld,
        kwam=kwam,
        vast=vast,
    )


def difference(own: Regelpakket, mutant: Mutant) -> Split | None:
    """A dossier on which the rule and the mutant differ, proven; None when they agree on all.

    Looked for first in the fase and on the day that an example has by itself.
    """
    broken, naam = changed(own, mutant.regel), mutant.regel.id
    for space in _spaces(own, mutant):
        here = outcomes(space.code, naam)
        there = outcomes(encode(broken, space.vrij, space.fase, space.peildatum), naam)
        answers = space.example(or_(*(and_(formule, not_(there[word])) for word, formule in here.items())))
        if answers is not None:
            words = [_word(pack, naam, answers, space) for pack in (own, broken)]
            return Split(space, answers, *words)
    return None


def unseen(own: Regelpakket, mutant: Mutant) -> bool:
    """Whether an eis has another interval somewhere, which the scores would show, while its status is the same."""
    broken, naam = changed(own, mutant.regel), mutant.regel.id
    if naam not in own.waarborgen:
        return False
    for space in _spaces(own, mutant):
        there = encode(broken, space.vrij, space.fase, space.peildatum)
        if space.can(not_(equal(space.code.eis(naam).value, there.eis(naam).value))):
            return True
    return False


def _spaces(own: Regelpakket, mutant: Mutant) -> Iterator[DossierSpace]:
    """When to look, first the fase and the day that an example has by itself; only the questions that the two ask."""
    regel = _own(own, mutant.regel.id)
    moments = [(first_fase(regel), day(regel)), *((fase, on) for on in days(own) for fase in FASEN)]
    questions = tested(own, regel, mutant.regel)
    return (DossierSpace(own, fase, on, questions) for fase, on in dict.fromkeys(moments))


def example_of(regel: MetVoorbeelden, verschil: Split, toelichting: str) -> dict[str, Any]:
    """A difference as an example of the rule, as the data of its YAML; what an example has by itself is left out."""
    space, answers = verschil.ruimte, verschil.antwoorden
    when: dict[str, Any] = {} if space.fase == first_fase(regel) else {"fase": space.fase}
    when |= {key: answers[key][0] for key in ("reikwijdte", "land") if key in answers and answers[key] != ("NL",)}
    when |= {} if space.peildatum == day(regel) else {"peildatum": space.peildatum}
    return {**when, "antwoorden": ruw_antwoorden(answers, toelichting), "verwacht": verschil.verwacht}


def _own(pakket: Regelpakket, naam: str) -> MetVoorbeelden:
    return next(regel for regel in regels(pakket) if regel.id == naam)


def _word(pakket: Regelpakket, naam: str, answers: Antwoordwoorden, space: DossierSpace) -> str:
    """What direct makes of these answers, in the words of `verwacht`."""
    feiten = direct.compute(pakket, situatie_of(answers, space.fase, space.peildatum))
    return outcome(_own(pakket, naam), feiten)


def outcomes(code: EncodedPack, naam: str) -> Mapping[str, Formula]:
    """Each word that an example of this rule can have in `verwacht`, with when it is that one."""
    if naam in code.pakket.waarborgen:
        return {word: formule for word, formule in code.eis(naam).status().items() if word != "afgewogen"}
    if naam in code.pakket.grenzen:
        zeker, misschien = code.grens(naam)
        return {"zeker": zeker, "misschien": misschien, "niet": and_(not_(zeker), not_(misschien))}
    bits = code.signaal(naam)
    toon, kan = (False, False) if bits is None else (bits.lo5, bits.hi5)
    asks = code.pakket.signalen[naam].vraag_bij_twijfel is not None
    vraag = and_(asks, kan, not_(toon))
    return {"toon": toon, "vraag": vraag, "niet": and_(not_(toon), not_(vraag))}
