"""Two versions of a pack in the same names: where one renamed things, the other is read in those names too."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ...model.conditions import Niet, VraagTest
from ...model.pakket import Sluit
from ...model.regelpakket import InFile, Regelpakket
from ...model.schema import Model
from ...model.successors import Names, Successor, Successors, turned


def in_names_of(pakket: Regelpakket, other: Regelpakket) -> Regelpakket:
    """A pack in which everything that `other` took over under another name has that name, and is asked that way round.

    What was split, merged or dropped keeps its own name. Old names stay understood in dossiers, and of another version
    of one pack those that only that one has, which count for nothing here.
    """
    if {p.id for p in pakket.pakketten}.isdisjoint(p.id for p in other.pakketten):
        return pakket
    names = Successors(
        vragen=_taken(other.opvolgers.vragen, pakket.vragen),
        opties={vraag: _taken(found) for vraag, found in other.opvolgers.opties.items()},
        gespreksvragen=_taken(other.opvolgers.gespreksvragen, {g.id: g for g in pakket.gespreksvragen}),
        regels=_taken(other.opvolgers.regels, {**pakket.waarborgen, **pakket.grenzen, **pakket.signalen}),
    )
    renamed = _Renamed(names)
    of_regel, of_vraag = names.regels, names.vragen
    made = replace(
        pakket,
        vragen=_keyed(pakket.vragen, of_vraag, renamed.thing),
        gespreksvragen=tuple(renamed.thing(found) for found in pakket.gespreksvragen),
        waarborgen=_keyed(pakket.waarborgen, of_regel, renamed.thing),
        voldaan_als=_keyed(pakket.voldaan_als, of_regel, renamed.thing),
        grenzen=_keyed(pakket.grenzen, of_regel, renamed.thing),
        signalen=_keyed(pakket.signalen, of_regel, renamed.thing),
        acties=_keyed(pakket.acties, of_regel, renamed.all),
        instrumenten=_keyed(pakket.instrumenten, {}, renamed.thing),
        lezingen=_keyed(pakket.lezingen, {}, renamed.thing),
        volgorde=tuple(_new(name, of_regel) for name in pakket.volgorde),
        zeggenschap={level: renamed.thing(found) for level, found in pakket.zeggenschap.items()},
        kern={_new(name, of_vraag): place for name, place in pakket.kern.items()},
        plaatsen=_keyed(pakket.plaatsen, of_regel, renamed.placed),
        vraagplaatsen=_keyed(pakket.vraagplaatsen, of_vraag, renamed.placed),
        pakket_van={_new(name, of_regel): pack for name, pack in pakket.pakket_van.items()},
        wie_doet_wat=tuple(renamed.thing(role) for role in pakket.wie_doet_wat),
        vragen_bij={
            _new(name, of_regel): tuple(sorted(_new(vraag, of_vraag) for vraag in asked))
            for name, asked in pakket.vragen_bij.items()
        },
    )
    return replace(made, opvolgers=_with_others(names, made, other))


def _with_others(names: Successors, pakket: Regelpakket, other: Regelpakket) -> Successors:
    """The names that were taken over, the earlier ones of this pack, and those of the other that this one lacks."""
    own = pakket.opvolgers
    vragen = {**_elsewhere(other.vragen, pakket.vragen), **_onward(own.vragen, names.vragen), **names.vragen}
    options: dict[str, Names] = {}
    for vraag, earlier in own.opties.items():
        options[_new(vraag, names.vragen)] = _onward(earlier, names.opties.get(_new(vraag, names.vragen), {}))
    for vraag in {*other.vragen, *names.opties} & set(pakket.vragen):
        there = other.vragen[vraag].opties if vraag in other.vragen else ()
        elsewhere = _elsewhere(there, pakket.vragen[vraag].opties)
        options[vraag] = {**elsewhere, **options.get(vraag, {}), **names.opties.get(vraag, {})}
    talks = [{found.id for found in each.gespreksvragen} for each in (other, pakket)]
    return Successors(
        vragen=vragen,
        opties={name: found for name, found in options.items() if found},
        gespreksvragen={
            **_elsewhere(talks[0], talks[1]),
            **_onward(own.gespreksvragen, names.gespreksvragen),
            **names.gespreksvragen,
        },
        regels={
            **_elsewhere(other.waarborgen, pakket.waarborgen),
            **_onward(own.regels, names.regels),
            **names.regels,
        },
    )


def _onward(own: Names, names: Names) -> Names:
    """What became of earlier names of a pack, in the names that its things have now."""
    return {old: _led_on(became, names) for old, became in own.items()}


def _led_on(became: Successor, names: Names) -> Successor:
    """The same one step further; a stelling that is turned round again asks what it did at first."""
    namen = tuple(_new(name, names) for name in became.namen)
    turns = [became.soort, *(names[name].soort for name in became.namen if name in names)].count("omgekeerd")
    if not became.taken_over:
        return Successor(became.soort, namen)
    return Successor("omgekeerd" if turns % 2 else "hernoemd", namen)


def _elsewhere(there: Iterable[str], here: Collection[str]) -> Names:
    return {name: Successor("elders") for name in there if name not in here}


def _taken(names: Names, here: Mapping[str, Any] | None = None) -> Names:
    """The names that were taken over, as far as they are names of this pack."""
    return {old: new for old, new in names.items() if new.taken_over and (here is None or old in here)}


def _new(name: str, names: Names) -> str:
    return names[name].namen[0] if name in names else name


def _keyed(things: Mapping[str, Any], names: Names, change: Any) -> dict[str, Any]:
    """Things by their new names, in order of those."""
    return dict(sorted((_new(name, names), change(thing)) for name, thing in things.items()))


class _Renamed:
    """Gives things of a pack in which every name is the new one."""

    def __init__(self, names: Successors) -> None:
        self.names = names

    def thing(self, thing: Any) -> Any:
        """A thing, and all that is in it."""
        if isinstance(thing, Niet):
            inner = self.thing(thing.niet)
            return inner.niet if isinstance(inner, Niet) else Niet(niet=inner)
        if isinstance(thing, VraagTest):
            return self._test(thing)
        if isinstance(thing, Sluit):
            return self._sluit(thing)
        if not isinstance(thing, Model):
            return self.all(thing) if isinstance(thing, tuple) else thing
        changed = {name: self._field(thing, name, getattr(thing, name)) for name in type(thing).model_fields}
        return thing.model_copy(update=changed)

    def all(self, things: tuple[Any, ...]) -> tuple[Any, ...]:
        """Things, each with all that is in it."""
        return tuple(self.thing(thing) for thing in things)

    def placed(self, found: InFile[Any]) -> InFile[Any]:
        """A thing with its place."""
        return replace(found, ding=self.thing(found.ding))

    def _field(self, thing: Model, name: str, value: Any) -> Any:
        kind = type(thing).__name__
        if name == "id" and isinstance(value, str):
            names = {"Vraag": self.names.vragen, "Gespreksvraag": self.names.gespreksvragen}
            return _new(value, names.get(kind, self.names.regels if "onderdeel" in type(thing).model_fields else {}))
        if name in ("waarborg", "regel", "impliceert"):
            return _each(value, self.names.regels)
        if name in ("vult", "vragen"):
            return _each(value, self.names.vragen)
        if name == "opties":
            options = self.names.opties.get(_new(getattr(thing, "id", ""), self.names.vragen), {})
            return {_new(option, options): text for option, text in value.items()}
        return self.thing(value) if isinstance(value, Model | tuple) else value

    def _test(self, test: VraagTest) -> Any:
        new = _new(test.vraag, self.names.vragen)
        options = self.names.opties.get(new, {})
        made = test.model_copy(update={"vraag": new, "is_": _each(test.is_, options) if test.is_ else None})
        became = self.names.vragen.get(test.vraag)
        return Niet(niet=made) if became is not None and became.soort == "omgekeerd" else made

    def _sluit(self, closes: Sluit) -> Sluit:
        new = _new(closes.vraag, self.names.vragen)
        became = self.names.vragen.get(closes.vraag)
        wordt = turned(closes.wordt) if became and became.soort == "omgekeerd" else closes.wordt
        return Sluit(vraag=new, wordt=_new(wordt, self.names.opties.get(new, {})))


def _each(value: Any, names: Names) -> Any:
    return tuple(_new(name, names) for name in value) if isinstance(value, tuple) else _new(value, names)
