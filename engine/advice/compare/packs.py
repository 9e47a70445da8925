"""Holds two Regelpakketten side by side: questions, rules and ladder steps that are new, gone or different."""

from collections.abc import Iterator, Mapping
from typing import Final

from ...model.pakket import Opvolger, Waarborg
from ...model.regelpakket import Regelpakket
from ...model.schema import Model
from ...model.words import ARCHETYPES
from .value import EachSide, PakketSoort, RegelVerschil

LEFT_OUT: Final = frozenset({"voorbeelden", "toelichting", "dekt", "vroeger", "komt_uit", "vervallen_opties"})
"""Fields that change neither what a rule asks nor what people read."""


def compare_packs(a: Regelpakket, b: Regelpakket) -> list[RegelVerschil]:
    """All in which two packs differ, by kind and id."""
    return [
        *_things("vraag", a.vragen, b.vragen),
        *_things("waarborg", a.waarborgen, b.waarborgen),
        *_things("grens", a.grenzen, b.grenzen),
        *_things("signaal", a.signalen, b.signalen),
        *_ladder(a, b),
    ]


def _things(soort: PakketSoort, a: Mapping[str, Model], b: Mapping[str, Model]) -> Iterator[RegelVerschil]:
    for name in sorted({*a, *b}):
        one, other = a.get(name), b.get(name)
        known = other or one
        velden = [] if one is None or other is None else _fields(one, other)
        was = _was(one, other)
        if known is None or (one is not None and other is not None and not velden and was is None):
            continue
        yield RegelVerschil(
            soort=soort,
            id=name,
            aanwezig="alleen_b" if one is None else "alleen_a" if other is None else "beide",
            velden=velden,
            naam=_named(known),
            norm=EachSide(a=_norm(one), b=_norm(other)),
            was=was,
        )


def _was(one: Model | None, other: Model | None) -> str | None:
    """The name that a thing has in the one pack when it has another in the other."""
    if not (isinstance(one, Opvolger) and isinstance(other, Opvolger)):
        return None
    sides = [{old.id: None for old in thing.vroeger} for thing in (one, other)]
    return next((old for old in (*sides[1], *sides[0]) if (old in sides[0]) != (old in sides[1])), None)


def _fields(one: Model, other: Model) -> list[str]:
    """The fields in which two of the same kind differ."""
    names = [name for name in type(one).model_fields if name not in LEFT_OUT]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _named(thing: Model) -> str:
    """What people call it: the name of a rule, the words of a question, else the text of a signaal."""
    found = (getattr(thing, field, None) for field in ("naam", "vraag", "tekst"))
    return str(next(text for text in found if text))


def _norm(thing: Model | None) -> dict[str, str] | None:
    return {a: thing.norm[a] for a in ARCHETYPES if a in thing.norm} if isinstance(thing, Waarborg) else None


def _ladder(a: Regelpakket, b: Regelpakket) -> Iterator[RegelVerschil]:
    for archetype in ARCHETYPES:
        if a.zeggenschap[archetype] != b.zeggenschap[archetype]:
            yield RegelVerschil(
                soort="trede",
                id=archetype,
                aanwezig="beide",
                velden=["voorwaarde"],
                naam=archetype,
                norm=EachSide(a=None, b=None),
            )
