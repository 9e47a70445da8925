"""Finds what an answer names as its source and that is nearly, but not quite, one of the `bronnen` of the dossier."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..model.alike import visible
from ..model.dossier import Dossier, Standpunt
from ..model.errors import Melding, near
from ..model.source import NodePath

LINE: Final = re.compile(r"L\d+")
"""How a line of the source is named."""
_PLACE: Final = re.compile(r"[,;:(]")
"""What stands between the short word of a source and the place in it."""


def nearly_named(dossier: Dossier) -> Iterator[Melding]:
    """Each source that was probably meant as one of the bronnen; a source may be any text, so this is no fault."""
    known = list(dossier.bronnen)
    for path, given in _sources(dossier):
        for index, bron in enumerate(given):
            head = _PLACE.split(bron)[0].strip()
            if LINE.fullmatch(head) or any(_begins_with(bron, name) for name in known):
                continue
            guess = near(head, known)
            if guess is not None:
                yield Melding("bron_bijna", dossier.vindplaats.plek((*path, index)), {"bron": bron}, guess)


def _begins_with(bron: str, name: str) -> bool:
    bron, name = visible(bron), visible(name)
    return bron.startswith(name) and not bron[len(name) : len(name) + 1].isalnum()


def _sources(dossier: Dossier) -> Iterator[tuple[NodePath, Sequence[str]]]:
    """What is named as a source anywhere, with where it stands."""
    yield from _of_answers(("antwoorden",), dossier.antwoorden)
    for i, afspraak in enumerate(dossier.afspraken):
        path: NodePath = ("afspraken", i)
        yield from _of_answers((*path, "antwoorden"), afspraak.antwoorden)
        if afspraak.bedrag is not None:
            yield (*path, "bedrag", "bron"), afspraak.bedrag.bron or ()
        for j, power in enumerate(afspraak.bevoegdheden):
            at: NodePath = (*path, "bevoegdheden", j)
            yield from _of_answers((*at, "antwoorden"), power.antwoorden)
            if power.bedrag is not None:
                yield (*at, "bedrag", "bron"), power.bedrag.bron or ()
    for soort, index, punt in dossier.terugblik.punten():
        yield ("terugblik", soort, index, "bron"), punt.bron or ()


def _of_answers(
    base: NodePath, antwoorden: Mapping[str, tuple[Standpunt, ...]]
) -> Iterator[tuple[NodePath, Sequence[str]]]:
    for name, standpunten in antwoorden.items():
        for index, standpunt in enumerate(standpunten):
            yield (*base, name, index, "bron"), standpunt.bron or ()
