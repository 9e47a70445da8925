"""Says what made an uitkomst differ: each part that did, how it stands on both sides, and what is behind it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from ...model.conditions import Voorwaarde, WaarborgRef, asked, walk
from ...model.pakket import conditions_of
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, Archetype
from .decisive import Deelnaam, UitkomstParts, decisive
from .value import Oorzaak, Verschilmaker

Packs = tuple[Regelpakket, Regelpakket]
"""The pack of each side."""


def made_by(packs: Packs, one: UitkomstParts, other: UitkomstParts, changed: set[str]) -> Verschilmaker | None:
    """The parts that made the uitkomst differ, if it does; `changed` are the questions with other answers."""
    found = decisive(one, other)
    if found is None:
        return None

    def causes(names: Iterable[Deelnaam]) -> list[Oorzaak]:
        return [_cause(packs, one, other, name, changed) for name in sorted(names)]

    return Verschilmaker(aantal=found.aantal, altijd=causes(found.altijd), soms=causes(found.ooit - found.altijd))


def _cause(packs: Packs, one: UitkomstParts, other: UitkomstParts, name: Deelnaam, changed: set[str]) -> Oorzaak:
    soort, ident = name
    return Oorzaak(
        soort=soort,
        id=ident,
        a=_told(one, name),
        b=_told(other, name),
        **behind(packs, name, changed),
    )


class Behind(TypedDict):
    """The fields of a row that tell why a part stands otherwise."""

    regel_anders: bool
    vragen: list[str]


def behind(packs: Packs, name: Deelnaam, changed: set[str]) -> Behind:
    """Why a part stands otherwise: whether the rule itself differs, and in which of its questions answers differ."""
    in_it = {vraag for pakket in packs for vraag in asked(_conditions(pakket, name), pakket.voldaan_als)}
    differs = _rule_of(packs[0], name) != _rule_of(packs[1], name)
    return {"regel_anders": differs, "vragen": sorted(in_it & changed)}


def _told(side: UitkomstParts, name: Deelnaam) -> str | None:
    """How a part stands, as a code."""
    soort, ident = name
    if soort == "wens":
        return side.wens or "onbekend"
    if soort == "grens":
        grens = side.grenzen.get(ident)
        return None if grens is None else "zeker" if grens.zeker else "misschien"
    if soort == "trede":
        return {(1.0, 1.0): "ja", (0.0, 0.0): "nee"}.get(side.ladder[_archetype(ident)], "open")
    eisen = side.eisen.get(ident)
    if not eisen:
        return None
    eis = next(iter(eisen.values()))
    return f"{eis.status}_als" if eis.toereikend and not eis.surely_applies else eis.status


def _archetype(ident: str) -> Archetype:
    return next(a for a in ARCHETYPES if a == ident)


def _conditions(pakket: Regelpakket, name: Deelnaam) -> Sequence[Voorwaarde]:
    soort, ident = name
    if soort == "trede":
        return [pakket.zeggenschap[_archetype(ident)]]
    if soort == "grens" and ident in pakket.grenzen:
        return [pakket.grenzen[ident].als]
    if soort == "waarborg" and ident in pakket.waarborgen:
        return conditions_of(pakket.waarborgen[ident])
    return []


def _rule_of(pakket: Regelpakket, name: Deelnaam) -> object:
    """What a part asks, through references too, and when: to see whether the rule itself differs between packs."""
    soort, ident = name
    rule = {"waarborg": pakket.waarborgen, "grens": pakket.grenzen}.get(soort, {}).get(ident)
    when = [getattr(rule, field, None) for field in ("norm", "fasen", "geldig", "hard", "sluit_uit")]
    return when, list(_spelled_out(pakket, _conditions(pakket, name)))


def _spelled_out(pakket: Regelpakket, conditions: Sequence[Voorwaarde]) -> Iterator[Voorwaarde]:
    """The conditions, each followed by those that it refers to."""
    for condition in conditions:
        yield condition
        for _, node in walk(condition):
            if isinstance(node, WaarborgRef):
                yield from _spelled_out(pakket, [pakket.voldaan_als[node.waarborg]])
