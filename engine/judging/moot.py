"""Which questions no longer matter, since another answer has settled that what they are about does not occur here."""

from collections.abc import Iterator, Mapping

from ..model.answers import Antwoord
from ..model.conditions import Alle, Voorwaarde, VraagTest, WaarborgRef, asked, asked_by_itself, children, value, walk
from ..model.pakket import conditions_of
from ..model.regelpakket import Regelpakket


def moot(pakket: Regelpakket, antwoorden: Mapping[str, Antwoord]) -> set[str]:
    """The questions that are about something which another answer rules out.

    Who decides when wijk and gemeente cannot agree is moot where the college decides. Such a question is asked by the
    ladder, grenzen or signalen alone, and each time in an `alle` of which another part is surely not so. What a
    waarborg asks is never moot: it is to be arranged whatever else is not.
    """
    kept = asked((c for w in pakket.waarborgen.values() for c in conditions_of(w)), pakket.voldaan_als)
    found: set[str] = set()
    for condition in (
        *pakket.zeggenschap.values(),
        *(g.als for g in pakket.grenzen.values()),
        *(s.als for s in pakket.signalen.values()),
    ):
        if any(isinstance(node, WaarborgRef) for _, node in walk(condition)):
            kept |= asked([condition], pakket.voldaan_als)
        else:
            found |= asked_by_itself(condition)
            kept.update(_reached(condition, antwoorden))
    return found - kept


def _reached(node: Voorwaarde, antwoorden: Mapping[str, Antwoord]) -> Iterator[str]:
    """The questions at leaves, without what stands in an `alle` beside a part that is surely not so."""
    if isinstance(node, VraagTest):
        yield node.vraag
    below = children(node)
    if isinstance(node, Alle):
        refused = [child for child in below if (found := value(child, antwoorden, {})) and found.hoog == 0]
        below = tuple(refused) or below
    for child in below:
        yield from _reached(child, antwoorden)
