"""The order of the conversation: which open questions come first, by what an answer to them could settle."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..judging import congruence, evaluation
from ..judging.cases import Geval
from ..judging.evaluation import Eis
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, Archetype, by_kern
from ..result.kept_rows import kept_rows

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


def conversation(pakket: Regelpakket, gevallen: Sequence[Geval]) -> list[str]:
    """The open questions of a dossier in the order of its conversation, those of one gespreksvraag together.

    That is the order of the Agenda, told from what is not met alone: it needs no proof of what decides.
    """
    weights = _weights(pakket, gevallen)
    home = {name: talk.id for talk in reversed(pakket.gespreksvragen) for name in talk.vult}
    places = {name: place(weight, pakket.kern.get(name), name) for name, weight in weights.items()}
    first = dict(places)
    if any(geval.archetype is None for geval in gevallen):
        first[WENS] = place(Weight(), None, WENS, wens=True)
    talks: dict[str, list[tuple[object, ...]]] = {}
    for vraag, at in first.items():
        talks.setdefault(str(home.get(vraag, vraag)), []).append(at)
    return sorted(places, key=lambda vraag: (min(talks[str(home.get(vraag, vraag))]), places[vraag]))


def _weights(pakket: Regelpakket, gevallen: Sequence[Geval]) -> Mapping[str, Weight]:
    weights: dict[str, Weight] = {}
    for geval in gevallen:
        disputed = (name for name, answer in geval.situatie.antwoorden.items() if answer.verschil)
        for name in (*(row.vraag for row in geval.open_vragen), *disputed):
            weights.setdefault(name, Weight())
        for name in _could_change(pakket, geval):
            weights[name].uitkomsten += 1
        for _, eis in _not_met(geval):
            for row in geval.achter[eis.waarborg.id]:
                weight = weights.setdefault(row.vraag, Weight())
                (weight.moet if eis.norm == "moet" else weight.hoort).add(eis.waarborg.id)
    rows = kept_rows(pakket).vragen
    for name, weight in weights.items():
        rules = [pakket.waarborgen[each].norm for each in weight.moet | weight.hoort]
        serves = [at for norm in rules for at in ARCHETYPES if norm.get(at) in ("moet", "hoort")]
        ladder = rows[name].ladder if name in rows else []
        weight.archetype = min(serves or ladder, key=ARCHETYPES.index, default=None)
    return weights


def _not_met(geval: Geval) -> Iterable[tuple[Archetype, Eis]]:
    """What is moet or hoort and not surely met: at the wish, or without one at each archetype."""
    for archetype in (geval.archetype,) if geval.archetype else ARCHETYPES:
        for eis in geval.eisen[archetype]:
            if eis.norm != "mag" and eis.waarborg.id in geval.achter:
                yield archetype, eis


def _could_change(pakket: Regelpakket, geval: Geval) -> Iterable[str]:
    """The questions of which an answer could change the uitkomst, or without a wish whether some archetype fits."""
    found, known = geval.congruentie, {row.vraag for row in geval.open_vragen}
    wish = found.gewenst or len(ARCHETYPES)
    limits = [pakket.grenzen[grens.id].als for grens in found.grenzen if not grens.zeker and grens.niveau <= wish]
    asked = {row.vraag for row in evaluation.open_of(pakket, geval.feiten, geval.situatie, limits)}
    must = [(archetype, eis.waarborg.id) for archetype, eis in _not_met(geval) if eis.norm == "moet"]
    if found.gewenst is None:
        open_at = {a for a in ARCHETYPES if congruence.past(a, found.borging, found.grenzen, found.eisen) == "nog_open"}
        must = [row for row in must if row[0] in open_at]
    elif found.uitkomst not in ("nog_niet_te_bepalen", "rolverdeling_wijkt_af"):
        must = []
    elif found.rollen.laag != found.rollen.hoog:
        rows = kept_rows(pakket).vragen
        asked |= {name for name in known if name in rows and rows[name].ladder}
    asked |= {row.vraag for _, waarborg in must for row in geval.achter[waarborg]}
    return asked & known
