"""Which acties a plan can do without when an open question gets an answer (docs/model.md section 6)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ...judging.facts import Situatie
from ...model.answers import Antwoord, is_open
from ...model.regelpakket import Regelpakket
from ..asked import definite
from .problem import ActieBij, Opgave, PlanGeval, asking, carried_out, questions, unmet


def possible(pakket: Regelpakket, vraag: str) -> tuple[str, ...]:
    """The answers that a question can get."""
    nvt = vraag in pakket.vragen and pakket.vragen[vraag].nvt_mogelijk
    return (*definite(pakket, vraag), *(("nvt",) if nvt else ()))


@dataclass(frozen=True, slots=True)
class _Done:
    """A case when the whole plan is carried out: its situation, how often each question is settled, what is met."""

    opgave: Opgave
    geval: PlanGeval
    paren: frozenset[ActieBij]
    whole: Situatie
    times: Mapping[str, int]
    met: frozenset[str]

    def without(self, actie: str, vraag: str | None = None, antwoord: str = "") -> Situatie:
        """The same but for one actie, and with one question answered so where no other actie settles it."""
        antwoorden, before = dict(self.whole.antwoorden), self.geval.situatie.antwoorden
        here = (actie, self.geval.afspraak) in self.paren
        own = {s.vraag for s in self.opgave.acties[actie].sluit} if here else set()
        for each in own:
            if self.times[each] == 1:
                antwoorden.pop(each)
                antwoorden |= {each: before[each]} if each in before else {}
        if vraag is not None and self.times.get(vraag, 0) == (vraag in own):
            antwoorden[vraag] = Antwoord((antwoord,))
        return replace(self.whole, antwoorden=antwoorden)

    def asks(self, vraag: str) -> bool:
        """Whether a question is open in it, as it stands before the plan."""
        return is_open(self.geval.situatie.antwoorden.get(vraag))


def _done(opgave: Opgave, geval: PlanGeval, done: frozenset[ActieBij]) -> _Done:
    whole = carried_out(opgave.acties, geval, done)
    here = (name for name, afspraak in done if afspraak == geval.afspraak)
    times = Counter(vraag for name in here for vraag in {s.vraag for s in opgave.acties[name].sluit})
    met = frozenset(geval.moet) - unmet(opgave.pakket, geval, whole, geval.moet)
    return _Done(opgave, geval, done, whole, times, met)


def vervalt(opgave: Opgave, done: Collection[ActieBij], names: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """(actie, vraag, antwoord): the plan is still enough without this actie when the question turns out so.

    The answer holds in every case in which the question is open now. Enough is: every moet-eis that the whole plan
    meets is met. An actie that is not needed at all falls away under no answer in particular, and is left out.

    Args:
        done: what the plan does.
        names: the acties of the plan.
    """
    uses = {name: questions(opgave.pakket, name) for geval in opgave.gevallen for name in geval.moet}
    using = asking(opgave.pakket, uses)
    cases = [_done(opgave, geval, frozenset(done)) for geval in opgave.gevallen]
    for actie in sorted(names):
        touched = set[str]().union(*(using.get(s.vraag, ()) for s in opgave.acties[actie].sluit))
        lost = {
            index: found
            for index, case in enumerate(cases)
            if (may := touched & case.met)
            if (found := unmet(opgave.pakket, case.geval, case.without(actie), may))
        }
        if not lost:
            continue
        needed = [uses[name] for found in lost.values() for name in found]
        for vraag in sorted(frozenset.intersection(*needed)):
            if not any(cases[index].asks(vraag) for index in lost):
                continue
            for antwoord in possible(opgave.pakket, vraag):
                if _still_enough(cases, actie, lost, using.get(vraag, set()), vraag, antwoord):
                    yield actie, vraag, antwoord


def _still_enough(
    cases: list[_Done], actie: str, lost: dict[int, set[str]], using: set[str], vraag: str, antwoord: str
) -> bool:
    """Whether what the plan meets is met by the rest of it, when this is the answer where the question is open."""
    for index, case in enumerate(cases):
        if case.asks(vraag):
            names = (using & case.met) | lost.get(index, set())
            if unmet(case.opgave.pakket, case.geval, case.without(actie, vraag, antwoord), names):
                return False
        elif index in lost:
            return False
    return True
