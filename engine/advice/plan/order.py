"""In what order the acties of a plan go: what each starts with, and which come before it."""

from collections.abc import Collection, Iterable, Mapping

from ...model.answers import is_open, reden
from ...model.conditions import asked_by_itself
from ...model.pakket import Actie, conditions_of
from ...model.regelpakket import Regelpakket, behind
from .problem import PlanGeval
from .value import Begin


def begin(actie: Actie, gevallen: Iterable[PlanGeval]) -> Begin:
    """How an actie starts, by what was said so far of the questions that it settles, in the cases that it serves.

    What nobody spoke of, or what parties see differently, starts with a talk (L63); what is not known with finding out.
    """
    answers = [geval.situatie.antwoorden.get(settled.vraag) for geval in gevallen for settled in actie.sluit]
    reasons = {reden(antwoord) for antwoord in answers if is_open(antwoord)}
    if reasons & {"niet_besproken", "verschil"}:
        return "bespreken"
    return "uitzoeken" if reasons else "doen"


def earlier(
    pakket: Regelpakket, acties: Mapping[str, Actie], served: Mapping[str, Collection[str]]
) -> dict[str, list[str]]:
    """For each actie those that come before it: what its waarborgen build on, and what decides whether they apply.

    Two acties that would wait for each other do not; the first by id may start. So the order has no circle: an edge is
    only added when there is no way back already.

    Args:
        acties: those of the plan.
        served: the waarborgen that each helps to settle.
    """
    before: dict[str, list[str]] = {name: [] for name in sorted(acties)}
    settling: dict[str, set[str]] = {}
    for name, actie in acties.items():
        for settled in actie.sluit:
            settling.setdefault(settled.vraag, set()).add(name)
    for name in reversed(before):
        rules = [pakket.waarborgen[served_one] for served_one in served[name]]
        base = set(behind(pakket, (c for w in rules for c in conditions_of(w)))) - set(served[name])
        decides = asked_by_itself(*(w.als for w in rules if w.als is not None))
        decides -= {settled.vraag for settled in acties[name].sluit}
        builds = {str(a.id) for w in base for a in pakket.acties[w]} & set(acties) if base else set()
        first = builds.union(*(settling.get(vraag, ()) for vraag in decides)) - {name}
        before[name] += [other for other in sorted(first) if not _waits(before, other, name)]
    return before


def _waits(before: Mapping[str, list[str]], name: str, other: str) -> bool:
    """Whether `name` waits for `other`, through others too."""
    todo, seen = [name], set[str]()
    while todo:
        current = todo.pop()
        if current == other:
            return True
        if current not in seen:
            seen.add(current)
            todo += before[current]
    return False
