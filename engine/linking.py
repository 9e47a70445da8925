"""From the files of one or more packs to one Regelpakket; every name is checked and stands for a thing afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from .conditions import Voorwaarde, WaarborgRef, walk
from .errors import InvoerFout, Melding
from .pack_checks import check_rules
from .pakket import Actie, ActieVerwijzing, Pakketkop, TekstPerStatus, Waarborg
from .regelpakket import Gevonden, Ingebouwd, Inhoud, PakketVersie, Regelpakket
from .source import Pad
from .words import ARCHETYPES, INGEBOUWDE_SIGNALEN, INGEBOUWDE_VRAGEN


def link(packs: Sequence[Inhoud], ingebouwd: Ingebouwd, reading: Sequence[Melding] = ()) -> Regelpakket:
    """The packs as one Regelpakket; the base pack is the one that builds on nothing.

    `reading` are errors from reading the files: they are raised together with those found here.

    Raises:
        InvoerFout: with all that is wrong, over all files.
    """
    meldingen = [*reading, *_check_bases(packs), *_check_double_ids(packs)]
    acties = _acties(packs)
    meldingen += acties.meldingen
    meldingen += check_rules(packs, acties.by_id)
    order, circles = _order(_all(packs, "waarborgen"))
    meldingen += circles
    if meldingen:
        raise InvoerFout(meldingen)
    return _assemble(packs, ingebouwd, acties.of_waarborg, order)


def _all(packs: Iterable[Inhoud], kind: str) -> list[Gevonden[Any]]:
    return list(chain.from_iterable(getattr(pack, kind) for pack in packs))


def _by_id(packs: Iterable[Inhoud], kind: str) -> dict[str, Any]:
    return {g.ding.id: g.ding for g in sorted(_all(packs, kind), key=lambda g: g.ding.id)}


def _check_bases(packs: Sequence[Inhoud]) -> Iterator[Melding]:
    heads = {pack.kop.ding.id: pack.kop.ding for pack in packs}
    bases = [pack for pack in packs if pack.kop.ding.bouwt_op is None]
    for extra in bases[1:]:
        yield extra.kop.melding("twee_basispakketten", naam=extra.kop.ding.id, ander=bases[0].kop.ding.id)
    for pack in packs:
        below = pack.kop.ding.bouwt_op
        if below is None:
            continue
        if below.id not in heads:
            yield pack.kop.melding("basispakket_ontbreekt", ("bouwt_op", "id"), naam=below.id)
        elif not below.fits(heads[below.id].versie):
            found = heads[below.id].versie
            yield pack.kop.melding(
                "basispakket_versie", ("bouwt_op", "versie"), naam=below.id, versie=below.versie, gevonden=found
            )
        elif _on_circle(pack.kop.ding, heads):
            yield pack.kop.melding("basispakket_kring", ("bouwt_op",), naam=pack.kop.ding.id)


def _on_circle(head: Pakketkop, heads: Mapping[str, Pakketkop]) -> bool:
    seen: set[str] = set()
    current: Pakketkop | None = head
    while current is not None and current.bouwt_op is not None:
        if current.id in seen:
            return True
        seen.add(current.id)
        current = heads.get(current.bouwt_op.id)
    return False


def _check_double_ids(packs: Sequence[Inhoud]) -> Iterator[Melding]:
    yield from _double([pack.kop for pack in packs])
    for kind in ("vragen", "gespreksvragen", "instrumenten"):
        yield from _double(_all(packs, kind))
    yield from _double([g for kind in ("waarborgen", "grenzen", "signalen") for g in _all(packs, kind)])
    for found in _all(packs, "vragen"):
        if found.ding.id in INGEBOUWDE_VRAGEN:
            yield found.melding("id_ingebouwd", ("id",), naam=found.ding.id)
    for found in _all(packs, "signalen"):
        if found.ding.id in INGEBOUWDE_SIGNALEN:
            yield found.melding("id_ingebouwd", ("id",), naam=found.ding.id)


def _double(things: Iterable[Gevonden[Any]]) -> Iterator[Melding]:
    first: dict[str, Gevonden[Any]] = {}
    for found in things:
        earlier = first.setdefault(found.ding.id, found)
        if earlier is not found:
            place = earlier.bij.plek((*earlier.pad, "id"))
            yield found.melding("id_dubbel", ("id",), naam=found.ding.id, eerder=str(place))


@dataclass(slots=True)
class _Acties:
    """The steps of each waarborg, references resolved, and what is wrong with them."""

    by_id: dict[str, Actie] = field(default_factory=dict)
    of_waarborg: dict[str, tuple[Actie, ...]] = field(default_factory=dict)
    meldingen: list[Melding] = field(default_factory=list)


def _acties(packs: Sequence[Inhoud]) -> _Acties:
    result = _Acties()
    waarborgen = [(found, _named(found.ding)) for found in _all(packs, "waarborgen")]
    broken = frozenset().union(*(pack.stuk for pack in packs))
    places: dict[str, str] = {}
    for found, acties in waarborgen:
        for index, actie in enumerate(acties):
            if isinstance(actie, ActieVerwijzing):
                continue
            pad: Pad = ("acties", index, "id")
            key = str(actie.id)
            if key in places:
                result.meldingen.append(found.melding("id_dubbel", pad, naam=key, eerder=places[key]))
            places.setdefault(key, str(found.bij.plek((*found.pad, *pad))))
            result.by_id.setdefault(key, actie)
    for found, acties in waarborgen:
        steps: list[Actie] = []
        for index, actie in enumerate(acties):
            if isinstance(actie, Actie):
                steps.append(actie)
            elif actie.actie in result.by_id:
                steps.append(result.by_id[actie.actie])
            elif actie.actie.rpartition(".")[0] not in broken:
                pad = ("acties", index, "actie")
                result.meldingen.append(found.melding("actie_onbekend", pad, known=result.by_id, naam=actie.actie))
        result.of_waarborg[found.ding.id] = tuple(steps)
    return result


def _named(waarborg: Waarborg) -> list[Actie | ActieVerwijzing]:
    """The acties of a waarborg, each Actie with an id: its own, or <waarborg>.<n> by its place."""
    return [
        actie.model_copy(update={"id": actie.id or f"{waarborg.id}.{number}"}) if isinstance(actie, Actie) else actie
        for number, actie in enumerate(waarborg.acties, start=1)
    ]


def references(*conditions: Voorwaarde | None) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The waarborgen that conditions refer to, each with its path in the condition."""
    for condition in conditions:
        if condition is not None:
            for path, node in walk(condition):
                if isinstance(node, WaarborgRef):
                    yield path, node.waarborg


def _order(waarborgen: Sequence[Gevonden[Waarborg]]) -> tuple[tuple[str, ...], list[Melding]]:
    """The waarborgen so that each follows those that its `voldaan_als` refers to; circles as Meldingen."""
    below = {g.ding.id: sorted({w for _, w in references(g.ding.voldaan_als)}) for g in waarborgen}
    waiting = dict(sorted(below.items()))
    order: list[str] = []
    placed: set[str] = set()
    while waiting:
        ready = [w for w, needs in waiting.items() if all(n in placed or n not in below for n in needs)]
        if not ready:
            break
        order += ready
        placed.update(ready)
        for waarborg in ready:
            del waiting[waarborg]
    places = {g.ding.id: g for g in waarborgen}
    circle = [w for w in waiting if _reaches_itself(w, below)]
    names = ", ".join(circle)
    return tuple(order), [
        places[w].melding("kring", ("voldaan_als", *path), naam=w, kring=names)
        for w in circle
        for path, target in references(places[w].ding.voldaan_als)
        if target in circle
    ]


def _reaches_itself(start: str, below: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    todo = list(below[start])
    while todo:
        current = todo.pop()
        if current == start:
            return True
        if current not in seen:
            seen.add(current)
            todo += below.get(current, [])
    return False


def _base_first(packs: Sequence[Inhoud]) -> list[Inhoud]:
    """The packs so that each follows the one that it builds on, whatever the order in which they were named."""
    below = {p.kop.ding.id: p.kop.ding.bouwt_op.id for p in packs if p.kop.ding.bouwt_op}

    def height(name: str) -> int:
        return 1 + height(below[name]) if name in below else 0

    return sorted(packs, key=lambda p: (height(p.kop.ding.id), p.kop.ding.id))


def _assemble(
    packs: Sequence[Inhoud],
    ingebouwd: Ingebouwd,
    acties: Mapping[str, tuple[Actie, ...]],
    order: tuple[str, ...],
) -> Regelpakket:
    packs = _base_first(packs)
    base = packs[0].kop.ding
    assert base.weging is not None  # the schema of Pakketkop sees to it, and to the next
    assert base.zeggenschap is not None
    gespreksvragen = sorted(_all(packs, "gespreksvragen"), key=lambda g: (g.ding.kern or 10**6, g.ding.id))
    kern: dict[str, int] = {}
    for found in gespreksvragen:
        for vraag in found.ding.vult:
            kern.setdefault(vraag, found.ding.kern or 10**6)
    uitkomsten: dict[str, TekstPerStatus] = dict(ingebouwd.uitkomsten)
    teksten: dict[str, TekstPerStatus] = dict(ingebouwd.teksten)
    for pack in packs:
        uitkomsten |= {str(key): text for key, text in pack.kop.ding.uitkomsten.items()}
        teksten |= {str(key): text for key, text in pack.kop.ding.teksten.items()}
    kinds = ("vragen", "waarborgen", "grenzen", "signalen")
    return Regelpakket(
        pakketten=tuple(PakketVersie(p.kop.ding.id, p.kop.ding.naam, p.kop.ding.versie, p.sha256) for p in packs),
        vragen=_by_id(packs, "vragen"),
        gespreksvragen=tuple(g.ding for g in gespreksvragen),
        instrumenten=_by_id(packs, "instrumenten"),
        waarborgen=_by_id(packs, "waarborgen"),
        grenzen=_by_id(packs, "grenzen"),
        signalen=_by_id(packs, "signalen"),
        acties=acties,
        volgorde=order,
        zeggenschap={a: getattr(base.zeggenschap, a) for a in ARCHETYPES},
        weging=base.weging,
        inzet=base.inzet,
        uitkomsten=uitkomsten,
        teksten=teksten,
        woorden=dict(ingebouwd.woorden),
        kern=kern,
        plaatsen={g.ding.id: g for kind in kinds for g in _all(packs, kind)},
    )
