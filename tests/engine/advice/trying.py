"""Tries every answer, one by one, with what `evaluate` computes: the slow and plain twin of what z3 proves."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, product

from tests.builders import VANDAAG
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import Geval, judge
from wijktoets.engine.judging.congruence import past
from wijktoets.engine.model.dossier import Afspraak, Dossier, Standpunt
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, INGEBOUWDE_VRAGEN

Antwoorden = Mapping[str, str]


def answered(pack: Regelpakket, case: Dossier, geval: Geval, answers: Antwoorden) -> Geval:
    """One thema × fase judged again, with these answers in place of what was said there."""
    said = {q: (Standpunt(antwoord=a),) for q, a in answers.items() if q != "reikwijdte"}
    changes: dict[str, object] = {"antwoorden": geval.afspraak.antwoorden | said}
    if "reikwijdte" in answers:
        changes["reikwijdte"] = answers["reikwijdte"]
    afspraak: Afspraak = geval.afspraak.model_copy(update=changes)
    return judge(case, afspraak, geval.fase, pack, direct.compute, case.peildatum or VANDAAG, geval.archetype)


def outcome(geval: Geval) -> tuple[str, ...]:
    """The uitkomst, or without a wish which archetypes fit."""
    found = geval.congruentie
    if geval.archetype is not None:
        return (found.uitkomst,)
    return tuple(past(a, found.borging, found.grenzen, found.eisen) for a in ARCHETYPES)


def statuses(geval: Geval) -> dict[str, str]:
    """Waarborg → its status, for those that the wish (without one: any archetype) asks as moet or hoort."""
    levels = (geval.archetype,) if geval.archetype else ARCHETYPES
    return {e.waarborg.id: e.status for a in levels for e in geval.eisen[a] if e.norm != "mag"} | {
        e.waarborg.id: e.status for a in levels for e in geval.eisen[a] if e.norm == "moet"
    }


def words(pack: Regelpakket, vraag: str) -> tuple[str, ...]:
    """The definite answers to a question."""
    if vraag in INGEBOUWDE_VRAGEN:
        return INGEBOUWDE_VRAGEN[vraag]
    return tuple(pack.vragen[vraag].opties) or ("nee", "deels", "ja")


def completions(pack: Regelpakket, questions: list[str]) -> Iterator[dict[str, str]]:
    """Every way to give each of these questions a definite answer."""
    for answers in product(*(words(pack, q) for q in questions)):
        yield dict(zip(questions, answers, strict=True))


def deciding(pack: Regelpakket, case: Dossier, geval: Geval, opens: list[str]) -> tuple[set[str], dict[str, set[str]]]:
    """The open questions that could decide the uitkomst, and per waarborg those that could decide its status."""
    found = {tuple(c.items()): answered(pack, case, geval, c) for c in completions(pack, opens)}
    outcomes: set[str] = set()
    eisen: dict[str, set[str]] = {name: set() for name in statuses(geval)}
    for key, one in found.items():
        for q in opens:
            for word in words(pack, q):
                other = found[tuple((dict(key) | {q: word}).items())]
                if outcome(one) != outcome(other):
                    outcomes.add(q)
                for name, status in statuses(one).items():
                    if status != statuses(other)[name]:
                        eisen[name].add(q)
    return outcomes, eisen


def smallest(
    pack: Regelpakket, candidates: Mapping[str, tuple[str, ...]], fits: Callable[[Antwoorden], bool], at_most: int
) -> tuple[tuple[str, str], ...] | None:
    """The fewest answers to change (the first by the alphabet) so that it fits; None when none up to `at_most` does."""
    for size in range(1, at_most + 1):
        tries = sorted(
            tuple(zip(names, answers, strict=True))
            for names in combinations(sorted(candidates), size)
            for answers in product(*(candidates[q] for q in names))
        )
        for changes in tries:
            if fits(dict(changes)):
                return changes
    return None
