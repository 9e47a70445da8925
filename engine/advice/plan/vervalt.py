"""Which acties a plan can do without when an open question gets an answer (docs/model.md section 6)."""

from collections.abc import Collection, Iterator

from ...model.answers import Antwoord, is_open
from ...model.regelpakket import Regelpakket
from ..asked import definite
from .problem import ActieBij, Opgave, carried_out, questions, unmet


def possible(pakket: Regelpakket, vraag: str) -> tuple[str, ...]:
    """The answers that a question can get."""
    nvt = vraag in pakket.vragen and pakket.vragen[vraag].nvt_mogelijk
    return (*definite(pakket, vraag), *(("nvt",) if nvt else ()))


def vervalt(opgave: Opgave, done: Collection[ActieBij], names: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """(actie, vraag, antwoord): the plan is still enough without this actie when the question turns out so.

    The answer holds in every case in which the question is open now. Enough is: every moet-eis that the whole plan
    meets is met. An actie that is not needed at all falls away under no answer in particular, and is left out.

    Args:
        done: what the plan does.
        names: the acties of the plan.
    """
    uses = {name: questions(opgave.pakket, name) for geval in opgave.gevallen for name in geval.moet}
    reached = [_meets(opgave, index, done) for index in range(len(opgave.gevallen))]
    for actie in sorted(names):
        rest = [paar for paar in done if paar[0] != actie]
        lost = {
            index: found
            for index, geval in enumerate(opgave.gevallen)
            if (found := unmet(opgave.pakket, geval, carried_out(opgave.acties, geval, rest), reached[index]))
        }
        if not lost:
            continue
        needed = [uses[name] for found in lost.values() for name in found]
        for vraag in sorted(frozenset.intersection(*needed)):
            if not any(_asked(opgave, index, vraag) for index in lost):
                continue
            for antwoord in possible(opgave.pakket, vraag):
                if _still_enough(opgave, rest, reached, lost, uses, vraag, antwoord):
                    yield actie, vraag, antwoord


def _meets(opgave: Opgave, index: int, done: Collection[ActieBij]) -> frozenset[str]:
    geval = opgave.gevallen[index]
    case = carried_out(opgave.acties, geval, done)
    return frozenset(geval.moet) - unmet(opgave.pakket, geval, case, geval.moet)


def _asked(opgave: Opgave, index: int, vraag: str) -> bool:
    return is_open(opgave.gevallen[index].situatie.antwoorden.get(vraag))


def _still_enough(
    opgave: Opgave,
    rest: Collection[ActieBij],
    reached: list[frozenset[str]],
    lost: dict[int, set[str]],
    uses: dict[str, frozenset[str]],
    vraag: str,
    antwoord: str,
) -> bool:
    """Whether what the plan meets is met by the rest of it, when this is the answer where the question is open."""
    for index, geval in enumerate(opgave.gevallen):
        if _asked(opgave, index, vraag):
            names = {name for name in reached[index] if vraag in uses[name]} | lost.get(index, set())
            case = carried_out(opgave.acties, geval, rest, {vraag: Antwoord((antwoord,))})
            if unmet(opgave.pakket, geval, case, names):
                return False
        elif index in lost:
            return False
    return True
