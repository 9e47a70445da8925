"""Names that people choose where a dossier has an id or a word: of waarborgen and acties, and of parties."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from wijktoets.engine.model.errors import near
from wijktoets.engine.model.in_words import in_words_of
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.woorden import GEBIEDSOORTEN
from wijktoets.engine.model.words import ONDERDELEN

from .cells import plain

WAARBORG: Final = "waarborg"
ACTIE: Final = "actie"
TREKKER: Final = "trekker"
SOORTEN: Final = (WAARBORG, ACTIE)
"""The kinds of names that a workbook keeps with their ids, which are the keys of the columns that they go in."""


@dataclass(frozen=True, slots=True)
class NameList:
    """Names in the order of a list, and what each stands for, whatever its capitals, spaces and final point."""

    keuzes: tuple[str, ...] = ()
    staan_voor: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    zichzelf: frozenset[str] = frozenset()
    """Names that stand for themselves when they are written exactly so."""

    def meant(self, typed: str, after: str = "") -> str | None:
        """What a name or id stands for; of more that it can stand for, the one that begins with `after`."""
        if typed in self.zichzelf:
            return typed
        found = self.staan_voor.get(plain(typed), ())
        return next((one for one in found if after and one.startswith(f"{after}.")), next(iter(found), None))

    def name(self, meaning: str) -> str:
        """How something is shown: its name, with its id behind it when others have that name too; else its id."""
        return next((name for name in self.keuzes if meaning in self.staan_voor[plain(name)]), meaning)

    def near(self, typed: str) -> str | None:
        """The name that was probably meant, if there is one."""
        guess = near(typed, {*self.keuzes, *(one for found in self.staan_voor.values() for one in found)})
        return None if guess is None else self.name(guess)


Lijsten = Mapping[str, NameList]
"""The names by the key of the column that they go in."""


def names_of(pairs: Iterable[tuple[str, str]], shared: bool = False) -> NameList:
    """Names of ids.

    Args:
        pairs: id and name, in the order of the list.
        shared: whether one name may stand for more ids; otherwise a name of more gets its id behind it.

    >>> found = names_of([("geld-te-zien", "Geld is te zien"), ("a", "Naam"), ("b", "Naam")])
    >>> found.keuzes
    ('Geld is te zien', 'Naam (a)', 'Naam (b)')
    >>> found.meant("geld  is te ZIEN. "), found.meant("Geld-te-zien"), found.meant("naam (B)"), found.meant("naam")
    ('geld-te-zien', 'geld-te-zien', 'b', None)
    """
    given = tuple(pairs)
    meanings: dict[str, tuple[str, ...]] = {plain(key): (key,) for key, _ in given}
    by_name: dict[str, tuple[str, ...]] = {}
    for key, name in given:
        by_name[plain(name)] = (*by_name.get(plain(name), ()), key)
    names: list[str] = []
    for key, name in given:
        alone = plain(name) not in meanings or meanings[plain(name)] == (key,)
        shown = name if alone and (shared or by_name[plain(name)] == (key,)) else f"{name} ({key})"
        names.append(shown)
        by_name[plain(shown)] = by_name[plain(name)] if shown == name else (key,)
    clear = {name: found for name, found in by_name.items() if shared or len(found) == 1}
    return NameList(tuple(dict.fromkeys(names)), {**clear, **meanings})


def pack_names(pakket: Regelpakket) -> dict[str, NameList]:
    """The names of the waarborgen in the order of the onderdelen, and those of the acties in the same order."""
    order = sorted(pakket.waarborgen.values(), key=lambda w: (ONDERDELEN.index(w.onderdeel), plain(w.naam)))
    acties = [(str(a.id), a.wat) for w in order for a in pakket.acties.get(w.id, ())]
    return {WAARBORG: names_of((w.id, w.naam) for w in order), ACTIE: names_of(acties, shared=True)}


def kept_rows(pakket: Regelpakket) -> Iterator[tuple[str, str, str]]:
    """What a workbook keeps of the names: kind, id and name."""
    yield from ((WAARBORG, w.id, w.naam) for w in pakket.waarborgen.values())
    yield from ((ACTIE, str(a.id), a.wat) for acties in pakket.acties.values() for a in acties)


def merged(pakket: Regelpakket | None, kept: Iterable[tuple[str, str, str]]) -> dict[str, NameList]:
    """The names to read a workbook by: those of the pack, for a wijk and a dorp, and those that the workbook keeps."""
    rows = tuple(kept)
    now = pack_names(pakket) if pakket else {kind: NameList() for kind in SOORTEN}
    other = [pack_names(in_words_of(pakket, soort)) for soort in GEBIEDSOORTEN] if pakket else []
    then = {kind: names_of(((key, name) for of, key, name in rows if of == kind), kind == ACTIE) for kind in SOORTEN}
    meanings = {
        kind: {name: ids for found in (then, *other, now) for name, ids in found[kind].staan_voor.items()}
        for kind in SOORTEN
    }
    return {kind: NameList(now[kind].keuzes or then[kind].keuzes, meanings[kind]) for kind in SOORTEN}


def trekkers(words: Collection[str], names: Iterable[str]) -> NameList:
    """Who can see to an actie: the words for it, and each party by its name.

    >>> found = trekkers(["wijk", "raad"], ["De Schakel", "Griffie", "griffie."])
    >>> found.keuzes, found.meant("de  schakel"), found.meant("Raad"), found.meant("GRIFFIE"), found.meant("griffie.")
    (('wijk', 'raad', 'De Schakel', 'Griffie', 'griffie.'), 'De Schakel', 'raad', None, 'griffie.')
    """
    given = tuple(dict.fromkeys(names))
    alike = Counter(plain(name) for name in given)
    own = {plain(name): (name,) for name in given if alike[plain(name)] == 1}
    return NameList((*words, *given), {**own, **{plain(word): (word,) for word in words}}, frozenset(given))
