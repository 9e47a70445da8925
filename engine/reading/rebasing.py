"""Sets a pack that may stand on any base (`bouwt_op.of_een_ander`) on the base that it is loaded with.

What belongs to the base that it was written beside stays behind: what rests on lines of that source alone, and what
asks a vraag or waarborg that the other base has not.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from ..model.conditions import VraagTest, WaarborgRef, walk
from ..model.pakket import Actie, Pakketkop
from ..model.regelpakket import PackContents
from ..model.words import INGEBOUWDE_VRAGEN
from .sources import LINE

_KINDS: Final = (
    "vragen",
    "gespreksvragen",
    "instrumenten",
    "waarborgen",
    "grenzen",
    "signalen",
    "stappen",
    "elementen",
)
_CONDITIONS: Final = ("voldaan_als", "als", "gedaan_als", "leeg_als")


def other_base(packs: Iterable[Pakketkop], kop: Pakketkop) -> Pakketkop | None:
    """The base on which a pack is to stand instead of the one that it names; None when it stands where it says."""
    below = kop.bouwt_op
    if below is None or not below.of_een_ander:
        return None
    heads = list(packs)
    bases = [head for head in heads if head.bouwt_op is None]
    return bases[0] if len(bases) == 1 and below.id not in {head.id for head in heads} else None


def rebased(packs: Sequence[PackContents]) -> list[PackContents]:
    """The packs, each that may stand on another base set on the one that is there."""
    heads = [pack.kop.ding for pack in packs]
    moved = {pack.kop.ding.id: base for pack in packs if (base := other_base(heads, pack.kop.ding))}
    return [_on(pack, moved[pack.kop.ding.id], packs) if pack.kop.ding.id in moved else pack for pack in packs]


def _on(pack: PackContents, base: Pakketkop, packs: Sequence[PackContents]) -> PackContents:
    """A pack as it stands on this base, with what can go along."""
    assert pack.kop.ding.bouwt_op is not None
    below = pack.kop.ding.bouwt_op.model_copy(update={"id": base.id, "versie": None})
    found = replace(pack, kop=replace(pack.kop, ding=pack.kop.ding.model_copy(update={"bouwt_op": below})))
    found = _without(found, lambda ding: bool(ding.bron) and all(LINE.fullmatch(item) for item in ding.bron))
    there = [other for other in packs if other.kop.ding.id != pack.kop.ding.id]
    while True:
        known = {kind: {g.ding.id for p in (*there, found) for g in getattr(p, kind)} for kind in _KINDS}
        left = _without(found, partial(_misses, known=known))
        if all(len(getattr(left, kind)) == len(getattr(found, kind)) for kind in _KINDS):
            names = [{g.ding.id for kind in _KINDS for g in getattr(which, kind)} for which in (pack, left)]
            return replace(left, achtergebleven=tuple(sorted(names[0] - names[1])))
        found = left


def _misses(ding: Any, known: Mapping[str, Collection[str]]) -> bool:
    """Whether a thing asks or uses something that is not there."""
    return any(name not in known[kind] for kind, name in _uses(ding) if name not in INGEBOUWDE_VRAGEN)


def _uses(ding: Any) -> Iterator[tuple[str, str]]:
    for field in _CONDITIONS:
        condition = getattr(ding, field, None)
        for _, node in walk(condition) if condition is not None else ():
            if isinstance(node, VraagTest):
                yield "vragen", node.vraag
            elif isinstance(node, WaarborgRef):
                yield "waarborgen", node.waarborg
    for actie in getattr(ding, "acties", ()):
        if isinstance(actie, Actie):
            yield from (("vragen", closes.vraag) for closes in actie.sluit)
            yield from [("instrumenten", actie.instrument)] if actie.instrument else []
        else:
            yield "waarborgen", actie.actie.rpartition(".")[0]
    yield from (("vragen", name) for name in getattr(ding, "vragen", ()))
    yield from (("waarborgen", name) for name in getattr(ding, "impliceert", ()))


def _without(pack: PackContents, gone: Callable[[Any], bool]) -> PackContents:
    """A pack without some things; a step that came after one of them comes after what that one came after."""
    kept: dict[str, Any] = {
        kind: tuple(found for found in getattr(pack, kind) if not gone(found.ding)) for kind in _KINDS
    }
    names = {found.ding.id for found in kept["stappen"]}
    before = {found.ding.id: found.ding.na for found in pack.stappen}
    after = {name: tuple(dict.fromkeys(_earlier(before[name], names, before))) for name in names}
    steps = kept["stappen"]
    kept["stappen"] = tuple(replace(s, ding=s.ding.model_copy(update={"na": after[s.ding.id]})) for s in steps)
    return replace(pack, **kept)


def _earlier(steps: Iterable[str], kept: Collection[str], before: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What a step comes after, of what is kept."""
    for name in steps:
        if name in kept or name not in before:
            yield name
        else:
            yield from _earlier(before[name], kept, before)
