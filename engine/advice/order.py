"""The order of the conversation: which open questions come first, by what an answer to them could settle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, Archetype, by_kern, niveau
from ..result.rapport import AfspraakRapport, Rapport

WENS: Final = "gewenst"
"""The field of an afspraak that says how much say is wished."""


@dataclass(slots=True)
class Weight:
    """What an answer to a question could settle: uitkomsten, and waarborgen as moet or hoort; whom it serves first."""

    uitkomsten: int = 0
    moet: set[str] = field(default_factory=set)
    hoort: set[str] = field(default_factory=set)
    archetype: Archetype | None = None


def place(weight: Weight, kern: int | None, vraag: str, wens: bool = False) -> tuple[object, ...]:
    """The place of a question in the order: what comes first is smaller.

    A wish that is not known; then more uitkomsten, moet-eisen and hoort-eisen, the lowest archetype, the kern, the id.
    """
    return (
        not wens,
        -weight.uitkomsten,
        -len(weight.moet),
        -len(weight.hoort - weight.moet),
        ARCHETYPES.index(weight.archetype) if weight.archetype else len(ARCHETYPES),
        by_kern(kern),
        vraag,
    )


def conversation(pakket: Regelpakket, rapport: Rapport) -> list[str]:
    """The open questions of a Rapport in the order of its conversation, those of one gespreksvraag together.

    That is the order of the Agenda, told from the witte vlekken alone: it needs no proof of what decides.
    """
    weights = _weights(pakket, rapport)
    home = {name: talk.id for talk in reversed(pakket.gespreksvragen) for name in talk.vult}
    places = {name: place(weight, pakket.kern.get(name), name) for name, weight in weights.items()}
    first = dict(places)
    if any(a.gewenst == "onbekend" for a in rapport.afspraken):
        first[WENS] = place(Weight(), None, WENS, wens=True)
    talks: dict[str, list[tuple[object, ...]]] = {}
    for vraag, at in first.items():
        talks.setdefault(str(home.get(vraag, vraag)), []).append(at)
    return sorted(places, key=lambda vraag: (min(talks[str(home.get(vraag, vraag))]), places[vraag]))


def _weights(pakket: Regelpakket, rapport: Rapport) -> Mapping[str, Weight]:
    weights: dict[str, Weight] = {}
    for a in rapport.afspraken:
        for name in (*(row.vraag for row in a.open_vragen), *a.verschillen_van_inzicht):
            weights.setdefault(name, Weight())
        for name in _could_change(rapport, a):
            weights[name].uitkomsten += 1
        for hole in a.witte_vlekken:
            for row in hole.open_vragen:
                weight = weights.setdefault(row.vraag, Weight())
                (weight.moet if hole.norm == "moet" else weight.hoort).add(hole.waarborg)
    for name, weight in weights.items():
        row_of = rapport.vragen.get(name)
        rules = [pakket.waarborgen[each].norm for each in weight.moet | weight.hoort]
        serves = [at for norm in rules for at in ARCHETYPES if norm.get(at) in ("moet", "hoort")]
        weight.archetype = min(serves or (row_of.ladder if row_of else []), key=ARCHETYPES.index, default=None)
    return weights


def _could_change(rapport: Rapport, a: AfspraakRapport) -> Iterable[str]:
    """The questions of which an answer could change the uitkomst, or without a wish whether some archetype fits."""
    known = {row.vraag for row in a.open_vragen}
    wish = len(ARCHETYPES) if a.gewenst == "onbekend" else niveau(a.gewenst)
    limits = [grens for grens in a.grenzen if not grens.zeker and niveau(grens.sluit_uit) <= wish]
    found = {name for grens in limits for name in grens.open_vragen}
    must = [hole for hole in a.witte_vlekken if hole.norm == "moet"]
    if a.gewenst == "onbekend":
        must = [hole for hole in must if a.per_archetype[hole.archetype].past == "nog_open"]
    elif a.uitkomst not in ("nog_niet_te_bepalen", "rolverdeling_wijkt_af"):
        must = []
    elif a.rollen.laag != a.rollen.hoog:
        found |= {name for name in known if name in rapport.vragen and rapport.vragen[name].ladder}
    found |= {row.vraag for hole in must for row in hole.open_vragen}
    return found & known
