"""Whether everything in a pack can occur: each status, each level of borging and rollen, each grens and signaal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from ...circuit.rules import Standing, Thermometer
from ...model.pakket import Grens, Signaal, Waarborg
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, KOMPASPUNTEN, NIVEAUS, Archetype, EisStatus, Uitkomst, niveau
from ...proof.formulas import Formula, and_, not_, or_
from ...proof.leaves import FreeStelling
from .space import DossierSpace
from .value import Finding, Getuige, WVCode, pack_place, place

T = TypeVar("T")

BEST: Final[tuple[EisStatus, ...]] = ("deels", "hooguit_deels", "ontbreekt", "nvt", "onbekend")
"""What to show of a waarborg that can never be geborgd: the best that it comes to."""
WORST: Final[tuple[EisStatus, ...]] = ("deels", "geborgd", "hooguit_deels", "nvt", "onbekend")
"""What to show of a waarborg that can never ontbreken."""
OTHERWISE: Final[tuple[Uitkomst, ...]] = (
    "nog_niet_te_bepalen",
    "rolverdeling_wijkt_af",
    "meer_borging_nodig",
    "grens_bereikt",
)
"""What to show of an archetype that is never congruent: the outcome that comes nearest."""


def status_occurs(
    pakket: Regelpakket, spaces: Sequence[DossierSpace], code: WVCode, status: EisStatus
) -> Iterator[Finding]:
    """WV01, WV02: each waarborg can be geborgd, and can ontbreken."""
    order = BEST if status == "geborgd" else WORST
    for waarborg in pakket.waarborgen.values():
        own = [s for s in spaces if s.there(waarborg)] or list(spaces)
        if not any(s.can(s.code.eis(waarborg.id).status()[status]) for s in own):
            tries = ((other, s, s.code.eis(waarborg.id).status()[other]) for other in order for s in own)
            word, witness = _first(tries)
            plek = place(pakket, waarborg.id, "voldaan_als")
            yield Finding(code, waarborg.id, plek, {"status": str(word)}, witness)


def level_occurs(
    pakket: Regelpakket,
    spaces: Sequence[DossierSpace],
    code: WVCode,
    at_least: Callable[[Standing], tuple[Thermometer, Thermometer]],
) -> Iterator[Finding]:
    """WV03, WV04: each archetype can be what is surely and at best reached; `at_least` are laag and hoog."""

    def exactly(space: DossierSpace, level: int) -> Formula:
        low, high = at_least(space.code.wiring.standing)
        above = level < len(ARCHETYPES) and space.code.of(high[level])
        return and_(level == 0 or space.code.of(low[level - 1]), not_(above))

    for archetype in ARCHETYPES:
        level = niveau(archetype)
        if not any(s.can(exactly(s, level)) for s in spaces):
            others = [*range(level + 1, len(NIVEAUS)), *reversed(range(level))]
            word, witness = _first((other, s, exactly(s, other)) for other in others for s in spaces)
            facts = {"niveau": NIVEAUS[word] if word is not None else ""}
            yield Finding(code, archetype, pack_place(pakket), facts, witness)


def borging_occurs(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV03: what is secured can reach each archetype, and stop there."""
    return level_occurs(pakket, spaces, "WV03", lambda s: (s.borging_laag, s.borging_hoog))


def rollen_occurs(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV04: the roles can amount to each archetype, and to no more."""
    return level_occurs(pakket, spaces, "WV04", lambda s: (s.rollen_laag, s.rollen_hoog))


def congruent_occurs(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV05: each archetype can be congruent."""
    for archetype in ARCHETYPES:
        told: Mapping[int, Mapping[Uitkomst, Formula]] = {id(s): s.code.uitkomst(archetype) for s in spaces}
        if not any(s.can(told[id(s)]["congruent"]) for s in spaces):
            word, witness = _first(_near(spaces, told, archetype), archetype)
            yield Finding("WV05", archetype, pack_place(pakket), {"uitkomst": str(word)}, witness)


def _near(
    spaces: Sequence[DossierSpace], told: Mapping[int, Mapping[Uitkomst, Formula]], archetype: Archetype
) -> Iterator[tuple[Uitkomst, DossierSpace, Formula]]:
    """The other outcomes, first with all moet-eisen met and the roles as wished."""
    level = niveau(archetype)
    for word in OTHERWISE:
        for s in spaces:
            stand = s.code.wiring.standing
            surely = (s.code.of(bits[level - 1]) for bits in (stand.borging_laag, stand.rollen_laag))
            yield word, s, and_(told[id(s)][word], *surely)
    for word in OTHERWISE:
        for s in spaces:
            yield word, s, told[id(s)][word]


def grens_occurs(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV11, WV12: each grens can surely hold, and can surely not hold."""
    for grens in pakket.grenzen.values():
        own = _own(spaces, grens)
        found = {id(s): s.code.grens(grens.id) for s in own}
        plek = place(pakket, grens.id, "als")
        if not any(s.can(found[id(s)].zeker) for s in own):
            tries: list[tuple[str, DossierSpace, Formula]] = [("misschien", s, found[id(s)].misschien) for s in own]
            word, witness = _first([*tries, *(("niet", s, True) for s in own or spaces)])
            yield Finding("WV11", grens.id, plek, {"grens": str(word)}, witness)
        if own and not any(s.can(_not(found[id(s)].zeker, found[id(s)].misschien)) for s in own):
            word, witness = _first(("zeker", s, found[id(s)].zeker) for s in own)
            yield Finding("WV12", grens.id, plek, {"grens": str(word)}, witness)


def _not(*parts: Formula) -> Formula:
    return and_(*(not_(part) for part in parts))


def signaal_occurs(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV13: each signaal can be shown."""
    for signaal in pakket.signalen.values():
        own = _own(spaces, signaal)
        found = {id(s): s.code.value(signaal.als) for s in own}
        if not any(s.can(found[id(s)].lo5) for s in own):
            perhaps = [("vraag", s, found[id(s)].hi5) for s in own if signaal.vraag_bij_twijfel is not None]
            word, witness = _first([*perhaps, *(("niet", s, True) for s in own or spaces)])
            yield Finding("WV13", signaal.id, place(pakket, signaal.id, "als"), {"signaal": str(word)}, witness)


def kompaspunt_counts(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV14: nee to every stelling of a kompaspunt leaves a moet-eis of it unmet, in every fase, whatever else is said.

    That is what a pack says with `elk_kompaspunt` (docs/model.md section 4); nvt is no nee, and is left aside.
    """
    if (archetype := pakket.elk_kompaspunt) is None:
        return
    for punt in KOMPASPUNTEN:
        own = [w for w in pakket.waarborgen.values() if w.onderdeel == punt and w.norm.get(archetype) == "moet"]
        refused = [name for name, vraag in pakket.vragen.items() if vraag.onderdeel == punt]
        tries = (("", s, and_(*_all_nee(s, refused), *(_may_be_met(s, w) for w in own))) for s in spaces)
        _, witness = _first(tries, archetype)
        if witness is not None:
            yield Finding("WV14", punt, pack_place(pakket), {"archetype": archetype}, witness)


def ladder_rises(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV15: who surely decides (besluiten) surely also sets things going (aanjagen).

    Whether one who does so also advises is another question: that asks what residents bring in.
    """
    _, lower, higher = ARCHETYPES
    ladder = pakket.zeggenschap
    tries = ((higher, s, and_(s.code.value(ladder[higher]).lo1, not_(s.code.value(ladder[lower]).lo1))) for s in spaces)
    _, witness = _first(tries, higher)
    if witness is not None:
        yield Finding("WV15", higher, pack_place(pakket), {"lager": lower}, witness)


def _all_nee(space: DossierSpace, vragen: Iterable[str]) -> Iterator[Formula]:
    """Every stelling among these is answered with nee; what no rule asks is left out."""
    for naam in vragen:
        free = space.vrij.vragen.get(naam)
        if isinstance(free, FreeStelling):
            yield and_(not_(free.bits.hi5), not_(free.nvt))


def _may_be_met(space: DossierSpace, waarborg: Waarborg) -> Formula:
    """A waarborg is nvt, or may still be whole."""
    eis = space.code.eis(waarborg.id)
    return or_(eis.nvt, eis.value.hi1)


def _own(spaces: Sequence[DossierSpace], regel: Waarborg | Grens | Signaal) -> list[DossierSpace]:
    return [s for s in spaces if s.there(regel)]


def _first(
    tries: Iterable[tuple[T, DossierSpace, Formula]], gewenst: Archetype | None = None
) -> tuple[T | None, Getuige | None]:
    """The first of these that can be, with a dossier in which it is so."""
    for word, space, formule in tries:
        answers = space.example(formule)
        if answers is not None:
            return word, Getuige(space, answers, gewenst)
    return None, None
