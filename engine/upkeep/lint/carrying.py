"""WT213, WT214: whether the party that a waarborg rests on is the one of which its acties and its witte vlek speak.

Counts per party and the step that a party reads hang on `rust_op`, and no answer shows that it is another than meant.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...model.pakket import Actie, Waarborg
from ...model.words import Partij, Trekker
from .check import controle
from .view import Hit, PackView
from .yardstick import LintYardstick

PULLED_BY: Final[dict[Partij, frozenset[Trekker]]] = {
    "wijk": frozenset({"wijk", "samen"}),
    "gemeente": frozenset({"gemeente", "college", "raad", "samen"}),
    "college": frozenset({"college"}),
    "raad": frozenset({"raad"}),
    "samen": frozenset({"samen"}),
}
"""Who may pull an actie for a party: `samen` has a part of wijk and of gemeente, and college and raad act for her."""
_BOTH_SIDES: Final = ({"wijk"}, {"gemeente", "college", "raad"})


@controle("WT213", "rust-op-zonder-actie", "waarschuwing")
def no_step_of_who_carries_it(beeld: PackView) -> Iterator[Hit]:
    """A waarborg on a party that pulls none of its acties, or on both while one side does nothing in them."""
    for ding in beeld.waarborgen:
        acties = beeld.pakket.acties[ding.waarde.id]
        if not fits_steps(ding.waarde.rust_op, acties):
            pulled = tuple(dict.fromkeys(actie.trekker for actie in acties))
            yield ding.hit(("rust_op",), rust_op=ding.waarde.rust_op, trekkers=pulled)


@controle("WT214", "rust-op-tegen-de-zin", "waarschuwing")
def the_sentence_names_another(beeld: PackView) -> Iterator[Hit]:
    """A waarborg whose `witte_vlek` says of another party than the one it rests on what is not done yet."""
    for ding in beeld.waarborgen:
        named = spoken_of(ding.waarde.witte_vlek, beeld.maatstaf)
        if named and ding.waarde.rust_op not in named:
            yield ding.hit(("rust_op",), rust_op=ding.waarde.rust_op, genoemd=named)


def fits(waarborg: Waarborg, acties: Sequence[Actie], maatstaf: LintYardstick) -> bool:
    """Whether neither the acties nor the words of a waarborg speak against the party that it rests on."""
    named = spoken_of(waarborg.witte_vlek, maatstaf)
    return fits_steps(waarborg.rust_op, acties) and (not named or waarborg.rust_op in named)


def fits_steps(rust_op: Partij, acties: Sequence[Actie]) -> bool:
    """Whether one of these acties is pulled by the party; for `samen`, whether both sides do something in them."""
    if any(actie.trekker in PULLED_BY[rust_op] for actie in acties):
        return True
    doing = {party for actie in acties for party in _doing(actie)}
    return rust_op == "samen" and all(doing & side for side in _BOTH_SIDES)


def _doing(actie: Actie) -> Iterator[str]:
    yield actie.trekker
    if actie.wijk_doet is not None:
        yield "wijk"
    if actie.gemeente_doet is not None:
        yield "gemeente"


def spoken_of(zin: str, maatstaf: LintYardstick) -> tuple[Partij, ...]:
    """The parties on which a waarborg may rest by what its sentence says is not done yet; none where that is open.

    Only who stands at the head of the sentence counts, or right after "Het is nog niet geregeld dat". Of the wijk alone
    it says nothing at the head of a sentence: what residents cannot do yet, another may have to make possible.
    """
    words = zin.replace("{", "").replace("}", "").casefold()
    below = re.compile(rf"[^.]*?\b(?:{_any(maatstaf.bijzin)})\s+").match(words)
    for start in (0, *([below.end()] if below else [])):
        named = _named(words, start, maatstaf)
        if named is not None and (start or named != (["wijk"], False)):
            return _may_rest_on(*named)
    return ()


def _named(words: str, start: int, maatstaf: LintYardstick) -> tuple[list[Partij], bool] | None:
    """The parties that stand from here on, joined by "en", and whether somebody else is joined to them."""
    party_of = {name: party for party, names in maatstaf.dragers.items() for name in names}
    one = re.compile(rf"(?:{_any(party_of)})\b")
    found: list[Partij] = []
    while name := one.match(words, start):
        found.append(party_of[name.group()])
        if not words.startswith(" en ", name.end()):
            return found, False
        start = name.end() + len(" en ")
    return (found, True) if found else None


def _may_rest_on(named: Sequence[Partij], with_others: bool) -> tuple[Partij, ...]:
    if set(named) == {"wijk", "gemeente"}:
        return ("samen",)
    together: tuple[Partij, ...] = ("samen",) if with_others or {"wijk"} < set(named) else ()
    return (*dict.fromkeys(p for p in named if not together or p != "wijk"), *together)


def _any(phrases: Sequence[str] | dict[str, Partij]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
