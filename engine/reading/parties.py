"""Sees that who speaks, wishes or acts in a dossier is a role or one of its partijen (docs/model.md section 2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..model.alike import visible
from ..model.dossier import Dossier, Standpunt
from ..model.errors import Melding, near
from ..model.source import NodePath
from ..model.words import ROLLEN, STEMMEN, TREKKERS

_ROLES: Final[Mapping[str, tuple[str, ...]]] = {"door": STEMMEN, "trekker": TREKKERS}
"""Which roles can stand at a field."""


@dataclass(frozen=True, slots=True)
class PartijFout:
    """What is wrong with a name: the code, the facts of its sentence, and a near miss."""

    code: str
    facts: Mapping[str, object]
    guess: str | None = None


def whose(name: str, roles: Sequence[str], names: Sequence[str]) -> PartijFout | None:
    """What is wrong with a name as who speaks or acts; None when it is a role that can stand there, or a party.

    Args:
        roles: those that can stand there.
        names: those of the partijen of the dossier.

    >>> whose("Dorpsbelang", STEMMEN, ["Dorpsbelang"]) is None, whose("raad", STEMMEN, []) is None
    (True, True)
    >>> found = [whose(name, STEMMEN, ["Dorpsbelang", "Raad"]) for name in ("Dorpsblang", "Raad", "wijk")]
    >>> [wrong.code for wrong in found if wrong is not None]
    ['spreker_onbekend', 'partij_lijkt_rol', 'waarde_onbekend']
    """
    own = [one for one in dict.fromkeys(names) if one.casefold() not in ROLLEN]
    if name in roles or name in own:
        return None
    options = (*roles, *own)
    facts = {"waarde": name, "opties": options}
    if name in ROLLEN:
        return PartijFout("waarde_onbekend", facts, near(name, options))
    same = next((one for one in names if one.casefold() == name.casefold() and one.casefold() in ROLLEN), None)
    if same is not None:
        return PartijFout("partij_lijkt_rol", {**facts, "partij": same, "rol": same.casefold()})
    return PartijFout("spreker_onbekend" if names else "partij_zonder_partijen", facts, near(name, options))


def check_parties(dossier: Dossier) -> Iterator[Melding]:
    """What is wrong with the names of partijen, and with those at `door` and `trekker`.

    Nothing is said of a name that may be that of a party which could not be read.
    """
    bij = dossier.vindplaats
    names = [p.naam for p in dossier.partijen]
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        at = first.setdefault(visible(name), index)
        if at != index:
            facts = {"waarde": name, "eerder": bij.plek(("partijen", at, "naam")).regel}
            yield Melding("partij_dubbel", bij.plek(("partijen", index, "naam")), facts)
    whole = bij.keeps("partijen", {"naam"})
    for path, name in _named(dossier):
        field = str(path[-1])
        found = whose(name, _ROLES[field], names)
        if found is not None and bij.written(path[:-1], field) and (whole or found.code == "waarde_onbekend"):
            yield Melding(found.code, bij.plek(path), {"sleutel": field, **found.facts}, found.guess)


def _named(dossier: Dossier) -> Iterator[tuple[NodePath, str]]:
    """Each role or name in the dossier that says who speaks, wishes or acts, with where it stands."""
    yield from speakers(("antwoorden",), dossier.antwoorden)
    for i, afspraak in enumerate(dossier.afspraken):
        at: NodePath = ("afspraken", i)
        yield from (((*at, "gewenst", n, "door"), w.door) for n, w in enumerate(afspraak.gewenst) if w.door)
        yield from speakers((*at, "antwoorden"), afspraak.antwoorden)
        for j, power in enumerate(afspraak.bevoegdheden):
            yield from speakers((*at, "bevoegdheden", j, "antwoorden"), power.antwoorden)
    yield from ((("acties", n, "trekker"), a.trekker) for n, a in enumerate(dossier.acties))


def speakers(base: NodePath, antwoorden: Mapping[str, Sequence[Standpunt]]) -> Iterator[tuple[NodePath, str]]:
    """Who says something in answers, each with where it stands: `base` is where the answers do."""
    for name, said in antwoorden.items():
        yield from (((*base, name, n, "door"), s.door) for n, s in enumerate(said) if s.door)
