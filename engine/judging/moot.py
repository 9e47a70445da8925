"""Which questions no longer matter, since another answer has settled that what they are about does not occur here."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..model.answers import Antwoord
from ..model.conditions import Alle, Voorwaarde, VraagTest, WaarborgRef, asked, asked_by_itself, children, value, walk
from ..model.kept import once_a_pack
from ..model.pakket import conditions_of
from ..model.regelpakket import Regelpakket


def moot(pakket: Regelpakket, antwoorden: Mapping[str, Antwoord]) -> frozenset[str]:
    """The questions that are about something which another answer rules out.

    Who decides when wijk and gemeente cannot agree is moot where the college decides. Such a question is asked by the
    ladder, grenzen or signalen alone, and each time in an `alle` of which another part is surely not so. What a
    waarborg asks is never moot: it is to be arranged whatever else is not.
    """
    may = may_be_moot(pakket)
    return may.vragen.difference(*(_reached(condition, antwoorden) for condition in may.conditions))


class AskedOutside(NamedTuple):
    """The questions that no waarborg asks, and the conditions that ask them."""

    conditions: tuple[Voorwaarde, ...]
    vragen: frozenset[str]


@once_a_pack
def may_be_moot(pakket: Regelpakket) -> AskedOutside:
    """What can be moot in a pack at all."""
    kept = asked((c for w in pakket.waarborgen.values() for c in conditions_of(w)), pakket.voldaan_als)
    found: set[str] = set()
    conditions: list[Voorwaarde] = []
    for condition in (
        *pakket.zeggenschap.values(),
        *(g.als for g in pakket.grenzen.values()),
        *(s.als for s in pakket.signalen.values()),
    ):
        if any(isinstance(node, WaarborgRef) for _, node in walk(condition)):
            kept |= asked([condition], pakket.voldaan_als)
        else:
            found |= asked_by_itself(condition)
            conditions.append(condition)
    left = frozenset(found - kept)
    return AskedOutside(tuple(c for c in conditions if left & asked_by_itself(c)), left)


def _reached(node: Voorwaarde, antwoorden: Mapping[str, Antwoord]) -> Iterator[str]:
    """The questions at leaves, without what stands in an `alle` beside a part that is surely not so."""
    if type(node) is VraagTest:
        yield node.vraag
    below = children(node)
    if type(node) is Alle:
        refused = [child for child in below if (found := value(child, antwoorden, {})) and found.hoog == 0]
        below = tuple(refused) or below
    for child in below:
        yield from _reached(child, antwoorden)
