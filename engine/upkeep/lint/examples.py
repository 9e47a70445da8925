"""WT3xx: whether the examples in a rule show all that it can give, and nothing twice."""

from collections.abc import Iterator
from typing import get_args

from ...model.conditions import asked
from ...model.pakket import Voorbeeld
from ...model.words import INGEBOUWDE_VRAGEN
from .check import controle
from .outcomes import possible_outcomes
from .view import Hit, PackView, Regelding, conditions_of


def _order(ding: Regelding) -> tuple[str, ...]:
    """The words of `verwacht`, in the order of the format."""
    (voorbeeld, *_) = get_args(type(ding.waarde).model_fields["voorbeelden"].annotation)
    return get_args(voorbeeld.model_fields["verwacht"].annotation)


@controle("WT301", "geen-voorbeelden", "fout")
def no_examples(beeld: PackView) -> Iterator[Hit]:
    """A rule without examples: nothing then holds it to what it means."""
    for ding in beeld.regels:
        if not ding.waarde.voorbeelden:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT302", "uitkomst-zonder-voorbeeld", "waarschuwing")
def outcome_without_example(beeld: PackView) -> Iterator[Hit]:
    """An outcome that a rule can have and none of its examples shows."""
    for ding in beeld.regels:
        possible = possible_outcomes(beeld.pakket, ding.waarde) if ding.waarde.voorbeelden else None
        missing = (possible or frozenset()) - {voorbeeld.verwacht for voorbeeld in ding.waarde.voorbeelden}
        if missing:
            words = tuple(word for word in _order(ding) if word in missing)
            yield ding.hit(("voorbeelden",), key=True, uitkomsten=words)


@controle("WT303", "voorbeeld-dubbel", "waarschuwing")
def same_example_twice(beeld: PackView) -> Iterator[Hit]:
    """Two examples of one rule with the same answers in the same situation."""
    for ding in beeld.regels:
        given: list[dict[str, object]] = []
        for index, voorbeeld in enumerate(ding.waarde.voorbeelden):
            situation = voorbeeld.model_dump(exclude={"verwacht"})
            if situation in given:
                yield ding.hit(("voorbeelden", index), nummer=given.index(situation) + 1)
            given.append(situation)


@controle("WT304", "voorbeeld-naast-de-regel", "waarschuwing")
def answers_another_question(beeld: PackView) -> Iterator[Hit]:
    """An example that answers a question, or gives a reikwijdte, that the rule does not ask for."""
    for ding in beeld.regels:
        own = asked((c for _, c in conditions_of(ding.waarde)), beeld.pakket.voldaan_als)
        for index, voorbeeld in enumerate(ding.waarde.voorbeelden):
            for name in _answered(voorbeeld):
                if name not in own:
                    path = ("reikwijdte",) if name in INGEBOUWDE_VRAGEN else ("antwoorden", name)
                    yield ding.hit(("voorbeelden", index, *path), key=True, naam=name)


def _answered(voorbeeld: Voorbeeld) -> Iterator[str]:
    yield from voorbeeld.antwoorden
    if voorbeeld.reikwijdte is not None:
        yield "reikwijdte"
