"""From the files of one or more packs to one Regelpakket; every name is checked and stands for a thing afterwards."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any, Final

from ..model.conditions import Voorwaarde, WaarborgRef, asked, walk
from ..model.errors import InvoerFout, Melding, at_most
from ..model.in_words import worded
from ..model.pakket import Actie, ActieVerwijzing, Gespreksvraag, Pakketkop, TekstPerStatus, Waarborg, Wegstap
from ..model.regelpakket import InFile, Ingebouwd, PackContents, PakketVersie, Regelpakket
from ..model.source import NodePath
from ..model.successors import Successor, Successors, option_names, successors
from ..model.woorden import Pakketwoorden
from ..model.words import ARCHETYPES, INGEBOUWDE_SIGNALEN, INGEBOUWDE_VRAGEN, by_kern
from .name_checks import check_names
from .pack_checks import UNKNOWN, check_rules


def link(
    packs: Sequence[PackContents],
    ingebouwd: Ingebouwd,
    reading: Sequence[Melding] = (),
    bekend: Collection[str] = (),
) -> Regelpakket:
    """The packs as one Regelpakket; the base pack is the one that builds on nothing.

    `reading` are errors from reading the files: they are raised together with those found here. `bekend` are ids of
    packs that come with the program, for a near miss.

    Raises:
        InvoerFout: with all that is wrong, over all files.
    """
    wrong = list(_check_bases(packs, bekend))
    acties = _acties(packs)
    order: tuple[str, ...] = ()
    if all(m.code not in _SHAKY for m in wrong):
        order, circles = _order(_all(packs, "waarborgen"))
        wrong += [*_check_double_ids(packs), *check_names(packs, _RULES)]
        wrong += [*acties.meldingen, *check_rules(packs, order), *circles]
    if any(pack.onvolledig for pack in packs):
        wrong = [m for m in wrong if m.code not in UNKNOWN]
    if reading or wrong:
        raise InvoerFout([*reading, *at_most(wrong, packs[0].kop.bij.bestand)])
    return _assemble(packs, ingebouwd, acties.of_waarborg, order)


CIRCLES: Final = 20
"""How many circles of waarborgen are looked for; each search goes through all waarborgen."""

_RULES: Final = ("waarborgen", "grenzen", "signalen")
"""The kinds of regel."""

_SHAKY: Final = frozenset({"basispakket_ontbreekt", "basispakket_kring", "pakket_dubbel", "twee_basispakketten"})
"""What makes that the packs do not belong together, so that it makes no sense to look for their names."""


def _all(packs: Iterable[PackContents], kind: str) -> list[InFile[Any]]:
    return list(chain.from_iterable(getattr(pack, kind) for pack in packs))


def _by_id(packs: Iterable[PackContents], kind: str) -> dict[str, Any]:
    return {g.ding.id: g.ding for g in sorted(_all(packs, kind), key=lambda g: g.ding.id)}


def _check_bases(packs: Sequence[PackContents], bekend: Collection[str]) -> Iterator[Melding]:
    first: dict[str, PackContents] = {}
    for pack in packs:
        earlier = first.setdefault(pack.kop.ding.id, pack)
        if earlier is not pack:
            place = earlier.kop.bij.plek(("id",))
            yield pack.kop.melding("pakket_dubbel", ("id",), naam=pack.kop.ding.id, eerder=str(place))
    heads = {name: pack.kop.ding for name, pack in first.items()}
    bases = [pack for pack in first.values() if pack.kop.ding.bouwt_op is None and pack.kop.bij.whole]
    for extra in bases[1:]:
        yield extra.kop.melding("twee_basispakketten", ("id",), naam=extra.kop.ding.id, ander=bases[0].kop.ding.id)
    for pack in first.values():
        below = pack.kop.ding.bouwt_op
        if pack.kop.bij.whole:
            yield from _check_head(pack)
        if below is None:
            continue
        if below.id not in heads:
            yield pack.kop.melding("basispakket_ontbreekt", ("bouwt_op", "id"), known={*heads, *bekend}, naam=below.id)
        elif first[below.id].kop.bij.whole and not below.fits(heads[below.id].versie):
            found = heads[below.id].versie
            yield pack.kop.melding(
                "basispakket_versie", ("bouwt_op", "versie"), naam=below.id, versie=below.versie, gevonden=found
            )
        elif _on_circle(pack.kop.ding, heads):
            yield pack.kop.melding("basispakket_kring", ("bouwt_op", "id"), naam=pack.kop.ding.id)


def _check_head(pack: PackContents) -> Iterator[Melding]:
    """A base has weights and a ladder, and what builds on one has not; nor has that words of its own."""
    if pack.kop.ding.bouwt_op is not None and pack.kop.ding.woorden is not None:
        yield pack.kop.melding("veld_van_basis", ("woorden",), key=True, sleutel="woorden")
    for name in ("weging", "zeggenschap"):
        if (getattr(pack.kop.ding, name) is None) == (pack.kop.ding.bouwt_op is None):
            code = "veld_ontbreekt" if pack.kop.ding.bouwt_op is None else "veld_van_basis"
            yield pack.kop.melding(code, (name,), key=True, sleutel=name)


def _on_circle(head: Pakketkop, heads: Mapping[str, Pakketkop]) -> bool:
    """Whether a pack builds on itself through others; of those on one circle, only for the first by name."""
    passed: list[str] = []
    current: Pakketkop | None = head
    while current is not None and current.bouwt_op is not None and current.id not in passed:
        passed.append(current.id)
        current = heads.get(current.bouwt_op.id)
    return current is head and head.id == min(passed)


def _check_double_ids(packs: Sequence[PackContents]) -> Iterator[Melding]:
    for kind in ("vragen", "gespreksvragen", "instrumenten", "lezingen", "stappen", "elementen"):
        yield from _double(_all(packs, kind))
    yield from _double([g for kind in _RULES for g in _all(packs, kind)])
    for found in _all(packs, "vragen"):
        if found.ding.id in INGEBOUWDE_VRAGEN:
            yield found.melding("id_ingebouwd", ("id",), naam=found.ding.id)
    for found in _all(packs, "signalen"):
        if found.ding.id in INGEBOUWDE_SIGNALEN:
            yield found.melding("id_ingebouwd", ("id",), naam=found.ding.id)


def _double(things: Iterable[InFile[Any]]) -> Iterator[Melding]:
    first: dict[str, InFile[Any]] = {}
    for found in things:
        earlier = first.setdefault(found.ding.id, found)
        if earlier is not found:
            place = earlier.bij.plek((*earlier.path, "id"))
            yield found.melding("id_dubbel", ("id",), naam=found.ding.id, eerder=str(place))


@dataclass(slots=True)
class _Acties:
    """The steps of each waarborg, references resolved, and what is wrong with them."""

    by_id: dict[str, Actie] = field(default_factory=dict)
    of_waarborg: dict[str, tuple[Actie, ...]] = field(default_factory=dict)
    meldingen: list[Melding] = field(default_factory=list)


def _acties(packs: Sequence[PackContents]) -> _Acties:
    result = _Acties()
    waarborgen = [(found, _named(found.ding)) for found in _all(packs, "waarborgen")]
    broken = frozenset().union(*(pack.stuk for pack in packs))
    owners: dict[str, tuple[InFile[Any], NodePath]] = {}
    for found, acties in waarborgen:
        for index, actie in enumerate(acties):
            if isinstance(actie, ActieVerwijzing):
                continue
            path: NodePath = ("acties", index, "id")
            key = str(actie.id)
            owner, there = owners.setdefault(key, (found, path))
            if (owner, there) != (found, path) and (owner is found or owner.ding.id != found.ding.id):
                place = owner.bij.plek((*owner.path, *there))
                result.meldingen.append(found.melding("id_dubbel", path, naam=key, eerder=str(place)))
            result.by_id.setdefault(key, actie)
    for found, acties in waarborgen:
        steps: list[Actie] = []
        for index, actie in enumerate(acties):
            if isinstance(actie, Actie):
                steps.append(actie)
            elif actie.actie in result.by_id:
                steps.append(result.by_id[actie.actie])
            elif actie.actie.rpartition(".")[0] not in broken:
                path = ("acties", index, "actie")
                result.meldingen.append(found.melding("actie_onbekend", path, known=result.by_id, naam=actie.actie))
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


def _order(waarborgen: Sequence[InFile[Waarborg]]) -> tuple[tuple[str, ...], list[Melding]]:
    """The waarborgen so that each follows those that its `voldaan_als` refers to; a Melding for each circle.

    A topological order, taken layer by layer and by name within a layer, so that it hangs on no order of files. A
    circle that is found is cut at its first name, so that the search goes on to the next.
    """
    places = {g.ding.id: g for g in waarborgen}
    below = {
        name: list(dict.fromkeys(w for _, w in references(found.ding.voldaan_als) if w in places))
        for name, found in sorted(places.items())
    }
    circles: list[Melding] = []
    while True:
        sorter = TopologicalSorter(below)
        try:
            sorter.prepare()
            break
        except CycleError as error:
            circle = _from_first(error.args[1][:0:-1])  # from what refers to what is referred to
            circles.append(_circle(places[circle[0]], circle))
            below[circle[0]].remove(circle[1 % len(circle)])
            if len(circles) == CIRCLES:
                return (), circles
    order: list[str] = []
    while ready := sorted(sorter.get_ready()):
        order += ready
        sorter.done(*ready)
    return tuple(order), circles


def _from_first(circle: list[str]) -> list[str]:
    """A circle that begins at the name that comes first."""
    start = circle.index(min(circle))
    return circle[start:] + circle[:start]


def _circle(found: InFile[Waarborg], circle: list[str]) -> Melding:
    following = circle[1 % len(circle)]
    path = next(path for path, name in references(found.ding.voldaan_als) if name == following)
    base: NodePath = ("voldaan_als", *path, "waarborg")
    if len(circle) == 1:
        return found.melding("kring_zelf", base, naam=circle[0])
    return found.melding("kring", base, kring=tuple(circle))


def _base_first(packs: Sequence[PackContents]) -> list[PackContents]:
    """The packs so that each follows the one that it builds on, whatever the order in which they were named."""
    below = {p.kop.ding.id: p.kop.ding.bouwt_op.id for p in packs if p.kop.ding.bouwt_op}

    def height(name: str) -> int:
        return 1 + height(below[name]) if name in below else 0

    return sorted(packs, key=lambda p: (height(p.kop.ding.id), p.kop.ding.id))


def _assemble(
    packs: Sequence[PackContents],
    ingebouwd: Ingebouwd,
    acties: Mapping[str, tuple[Actie, ...]],
    order: tuple[str, ...],
) -> Regelpakket:
    packs = _base_first(packs)
    base = packs[0].kop.ding
    assert base.weging is not None  # the schema of Pakketkop sees to it, and to the next
    assert base.zeggenschap is not None
    gespreksvragen = sorted(_all(packs, "gespreksvragen"), key=lambda g: (by_kern(g.ding.kern), g.ding.id))
    waarborgen: dict[str, Waarborg] = _by_id(packs, "waarborgen")
    voldaan_als = {name: w.voldaan_als for name, w in waarborgen.items()}
    uitkomsten: dict[str, TekstPerStatus] = dict(ingebouwd.uitkomsten)
    teksten: dict[str, TekstPerStatus] = dict(ingebouwd.teksten)
    for pack in packs:
        uitkomsten |= {str(key): text for key, text in pack.kop.ding.uitkomsten.items()}
        teksten |= {str(key): text for key, text in pack.kop.ding.teksten.items()}
    own_words = base.woorden or Pakketwoorden()
    as_written = Regelpakket(
        pakketten=tuple(_version(pack) for pack in packs),
        vragen=_by_id(packs, "vragen"),
        gespreksvragen=tuple(g.ding for g in gespreksvragen),
        instrumenten=_by_id(packs, "instrumenten"),
        waarborgen=waarborgen,
        voldaan_als=voldaan_als,
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
        woordenschat=own_words.beside(ingebouwd.pakketwoorden),
        eigen_woorden=own_words,
        kern=_kern(g.ding for g in gespreksvragen),
        plaatsen={g.ding.id: g for kind in _RULES for g in _all(packs, kind)},
        vraagplaatsen={g.ding.id: g for g in _all(packs, "vragen")},
        pakket_van={g.ding.id: p.kop.ding.id for p in packs for kind in _RULES for g in getattr(p, kind)},
        wie_doet_wat=tuple(role for p in packs for role in p.kop.ding.wie_doet_wat),
        splitsen=next((found for p in packs if (found := p.kop.ding.splitsen)), None),
        gespreksduur=next((p.kop.ding.gespreksduur for p in packs if p.kop.ding.gespreksduur), None),
        vragen_bij={name: tuple(sorted(asked([own], voldaan_als))) for name, own in voldaan_als.items()},
        lezingen=_by_id(packs, "lezingen"),
        stappen=_in_turn(g.ding for g in _all(packs, "stappen")),
        elementen={g.ding.id: g.ding for g in _all(packs, "elementen")},
        elk_kompaspunt=next((p.kop.ding.elk_kompaspunt for p in packs if p.kop.ding.elk_kompaspunt), None),
        opvolgers=_successors(packs),
        achtergebleven=tuple(name for pack in packs for name in pack.achtergebleven),
    )
    return worded(as_written, as_written.gebiedsoort)


def _in_turn(steps: Iterable[Wegstap]) -> dict[str, Wegstap]:
    """Steps so that each follows those that it comes after, and else as they were written; a circle goes last."""
    left = {step.id: step for step in steps}
    found: dict[str, Wegstap] = {}
    while left:
        ready = next((s for s in left.values() if not set(s.na) & set(left)), next(iter(left.values())))
        found[ready.id] = left.pop(ready.id)
    return found


def _successors(packs: Sequence[PackContents]) -> Successors:
    def found(name: str, *kinds: str) -> dict[str, Successor]:
        named = [(g.ding.id, g.ding) for kind in kinds for g in sorted(_all(packs, kind), key=lambda g: g.ding.id)]
        return successors(named, [gone for pack in packs for gone in getattr(pack.kop.ding.vervallen, name)])

    return Successors(
        vragen=found("vragen", "vragen"),
        opties=option_names(g.ding for g in _all(packs, "vragen")),
        gespreksvragen=found("gespreksvragen", "gespreksvragen"),
        regels=found("regels", *_RULES),
    )


def _version(pack: PackContents) -> PakketVersie:
    kop = pack.kop.ding
    source = kop.bron
    year = int(source.jaar) if source is not None and source.jaar is not None else None
    return PakketVersie(kop.id, kop.naam, kop.versie, pack.sha256, str(source.titel) if source else None, year)


def _kern(gespreksvragen: Iterable[Gespreksvraag]) -> dict[str, int]:
    """The place of each vraag in the short route: that of the first kernvraag that it helps to fill in."""
    kern: dict[str, int] = {}
    for found in gespreksvragen:
        for vraag in found.vult:
            if found.kern is not None:
                kern.setdefault(vraag, found.kern)
    return kern
