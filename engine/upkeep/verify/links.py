"""How the rules of a pack hang together: what a better answer does, what a rule says of another, what acties close."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import z3

from ...model.pakket import Actie, Waarborg
from ...model.regelpakket import Regelpakket
from ...proof.bits import at_most
from ...proof.encoding import encode
from ...proof.formulas import Formula, and_, not_
from ...proof.leaves import Anders, FreeAnswers, vrij
from ...proof.reading import Antwoordwoorden
from ...proof.solving import ProofTime, model_of, solver
from .space import DossierSpace, alone, fewest, leaves_below, ruimten, tested
from .value import Finding, Getuige, place

MAX_ACTIES = 10
"""Of more acties than this only all together and each alone are looked at: their subsets are too many."""


# WV06: a better answer never makes anything worse.


def raising(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV06: raising an answer, of a question under no als, grens or ladder, lowers no eis.

    Then it lowers no borging_tot and no score either: they rise with the eisen. A question that stands under `not_`
    wherever it counts is left out: there ja is the lower answer, as was meant. One that never stands under it cannot
    lower anything, by how conditions are written: each node rises with what is below it. One that stands in both ways
    is looked at, for there no answer is the better one. All are raised together first; each alone only when something
    falls.
    """
    questions = raised_questions(pakket, both_ways=True)
    if not questions:
        return
    shaky = [space for space in spaces if _lowered(space, questions) is not None]
    for vraag in questions:
        found = next(((space, low) for space in shaky if (low := _lowered(space, [vraag])) is not None), None)
        if found is not None:
            space, (regel, before, after) = found
            plek = place(pakket, regel, "voldaan_als")
            yield Finding("WV06", vraag, plek, {"regel": regel}, Getuige(space, before, daarna=after))


def raised_questions(pakket: Regelpakket, *, both_ways: bool = False) -> list[str]:
    """The stellingen that count somewhere as they are, and stand under no als, grens or ladder.

    With `both_ways` those alone that also stand under `not_`.
    """
    met = leaves_below(pakket, pakket.voldaan_als.values())
    als = [w.als for w in pakket.waarborgen.values() if w.als is not None]
    other = leaves_below(pakket, [*als, *(g.als for g in pakket.grenzen.values()), *pakket.zeggenschap.values()])
    decides = {test.vraag for test, _ in other}
    plain = {test.vraag for test, reverse in met if test.is_ is None and not reverse} - decides
    return sorted(plain & {test.vraag for test, reverse in met if reverse} if both_ways else plain)


def _lowered(space: DossierSpace, vragen: Collection[str]) -> tuple[str, Antwoordwoorden, Antwoordwoorden] | None:
    """A waarborg that higher answers lower, with the answers before and after; None when there is none."""
    pakket = space.pakket
    rest = vrij(pakket, [*(q for q in pakket.vragen if q not in vragen), "reikwijdte", "land"])
    before = vrij(pakket, vragen, rest, nvt=False, naam="voor:")
    after = vrij(pakket, vragen, rest, nvt=False, naam="na:")
    one = encode(pakket, before, space.fase, space.peildatum)
    two = encode(pakket, after, space.fase, space.peildatum)
    higher = (at_most(before.leaf(vraag, None), after.leaf(vraag, None)) for vraag in vragen)
    told = solver([*one.voorwaarden, *two.voorwaarden, *higher])
    for regel in pakket.waarborgen:
        worse = not_(at_most(one.eis(regel).value, two.eis(regel).value))
        read = _read(told, worse, space.allowance, rest, before, after)
        if read is not None:
            return regel, *read
    return None


def _read(
    told: z3.Solver, worse: Formula, allowance: ProofTime, rest: FreeAnswers, *two: FreeAnswers
) -> tuple[Antwoordwoorden, Antwoordwoorden] | None:
    """The answers of both copies in a model in which an eis is worse; as few and as definite as will do."""
    model = model_of(told, worse, allowance=allowance)
    if model is None:
        return None
    free = [*rest.vragen.values(), *(v for copy in two for v in copy.vragen.values())]
    model = fewest(told, model, [worse], free, allowance)
    before, after = ({**rest.read(model), **copy.read(model)} for copy in two)
    return before, after


# WV07 and WV08: what one waarborg says of another.


def implied(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV07: no waarborg has another met with it, of equal norm, unless `impliceert` says so."""
    questions = {naam: tested(pakket, waarborg) for naam, waarborg in pakket.waarborgen.items()}
    asking: dict[str, set[str]] = {}
    for naam, vragen in questions.items():
        for vraag in vragen:
            asking.setdefault(vraag, set()).add(naam)
    for waarborg in pakket.waarborgen.values():
        # one that asks no question in common says nothing of the other
        sharing = set[str]().union(*(asking[vraag] for vraag in questions[waarborg.id])) - {waarborg.id}
        for other in (pakket.waarborgen[naam] for naam in sorted(sharing - set(waarborg.impliceert))):
            if _equal_norm(waarborg, other) and _implies(spaces, waarborg, other):
                shown = ((space, space.example(_both(space, waarborg.id, other.id))) for space in spaces)
                space, answers = next((space, found) for space, found in shown if found is not None)
                plek = place(pakket, waarborg.id, "voldaan_als")
                yield Finding("WV07", waarborg.id, plek, {"ander": other.id}, Getuige(space, answers))


def implied_truly(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV08: what `impliceert` says is so."""
    for waarborg in pakket.waarborgen.values():
        for index, naam in enumerate(waarborg.impliceert):
            for space in spaces:
                answers = space.example(_against(space, waarborg.id, naam))
                if answers is not None:
                    plek = place(pakket, waarborg.id, "impliceert", index)
                    yield Finding("WV08", waarborg.id, plek, {"ander": naam}, Getuige(space, answers))
                    break


def _equal_norm(waarborg: Waarborg, other: Waarborg) -> bool:
    """Whether wherever the other is asked, this one is asked as strongly."""
    return all(waarborg.norm.get(archetype) == norm for archetype, norm in other.norm.items())


def _against(space: DossierSpace, waarborg: str, other: str) -> Formula:
    """The one is geborgd, and the other is asked and not geborgd."""
    one, two = space.code.eis(waarborg), space.code.eis(other)
    return and_(one.geborgd, not_(two.nvt), not_(two.geborgd))


def _implies(spaces: Sequence[DossierSpace], waarborg: Waarborg, other: Waarborg) -> bool:
    """Whether it holds in every dossier, and not only because they never surely apply together."""
    always = not any(space.can(_against(space, waarborg.id, other.id)) for space in spaces)
    return always and any(space.can(_both(space, waarborg.id, other.id)) for space in spaces)


def _both(space: DossierSpace, waarborg: str, other: str) -> Formula:
    """Both surely apply and are geborgd."""
    one, two = space.code.eis(waarborg), space.code.eis(other)
    return and_(one.geborgd, one.geldt_zeker, two.geborgd, two.geldt_zeker)


# WV09: acties close a moet-eis.


def closed(pakket: Regelpakket, spaces: Sequence[DossierSpace]) -> Iterator[Finding]:
    """WV09: for each moet-eis some of its acties together make it geborgd (or nvt), whatever the other answers."""
    for waarborg in pakket.waarborgen.values():
        if "moet" not in waarborg.norm.values():
            continue
        own, questions = alone(pakket, waarborg), tested(pakket, waarborg)
        for other in ruimten(own, spaces[0].allowance):
            space = replace(other, vragen=questions)
            choices = list(choices_of(pakket.acties[waarborg.id]))
            if not any(_closes(space, waarborg.id, settled) for settled in choices):
                answers = space.example(_unmet(space, waarborg.id, choices[-1])) or {}
                left = {**answers, **{vraag: (wordt,) for vraag, wordt in choices[-1].items()}}
                yield Finding("WV09", waarborg.id, place(pakket, waarborg.id, "acties"), {}, Getuige(space, left))
                break


def choices_of(acties: Sequence[Actie]) -> Iterator[dict[str, str]]:
    """What sets of acties settle, question → answer; smaller sets first, none that settles a question in two ways."""
    count = len(acties)
    sizes = range(1, count + 1) if count <= MAX_ACTIES else (1, count)
    for size in sizes:
        for chosen in combinations(acties, size):
            pairs = [(s.vraag, s.wordt) for actie in chosen for s in actie.sluit]
            settled = dict(pairs)
            if all(settled[vraag] == wordt for vraag, wordt in pairs):
                yield settled


def _closes(space: DossierSpace, waarborg: str, settled: Mapping[str, str]) -> bool:
    return not space.can(_unmet(space, waarborg, settled))


def _unmet(space: DossierSpace, waarborg: str, settled: Mapping[str, str]) -> Formula:
    """All this is settled and the waarborg is not met."""
    keuzes = {vraag: [(True, wordt)] for vraag, wordt in settled.items()}
    code = encode(space.pakket, Anders(space.vrij, keuzes), space.fase, space.peildatum)
    return not_(code.eis(waarborg).voldoet)
