"""What became of the names of earlier versions of a pack: taken over, asked again, or gone (docs/formaten.md)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from .errors import Plek

if TYPE_CHECKING:
    from .pakket import Opvolger, Vraag

Overgang = Literal["hernoemd", "omgekeerd", "opnieuw", "vervallen", "elders"]
"""What happened to a name; `opnieuw`: it was split, merged, or means something else, and is asked again; `elders`: it
is one of the other pack of a comparison.
"""

_TAKEN_OVER: Final = frozenset({"hernoemd", "omgekeerd"})


@dataclass(frozen=True, slots=True)
class Successor:
    """What an earlier name became, and under which names that is found now (none: it is gone)."""

    soort: Overgang
    namen: tuple[str, ...] = ()

    @property
    def taken_over(self) -> bool:
        """Whether what was said under the old name holds under the new one."""
        return self.soort in _TAKEN_OVER


Names = Mapping[str, Successor]
"""Earlier name → what it became."""


@dataclass(frozen=True, slots=True)
class Successors:
    """The earlier names of everything that a dossier can name; options by the vraag that has them now."""

    vragen: Names = field(default_factory=dict)
    opties: Mapping[str, Names] = field(default_factory=dict)
    gespreksvragen: Names = field(default_factory=dict)
    regels: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hernoeming:
    """What became of one name that a dossier uses: where it stands, what it names, and under which names it is found.

    `antwoord` is what was answered to a vraag that is asked again, as far as it was not kept as a note there.
    """

    plek: Plek
    wat: str
    oud: str
    nieuw: tuple[str, ...]
    overgang: Overgang
    vraag: str | None = None
    antwoord: str | None = None


def turned(antwoord: str) -> str:
    """What an answer becomes when its question is asked the other way round; all but ja and nee stay.

    >>> turned("ja"), turned("deels")
    ('nee', 'deels')
    """
    return {"ja": "nee", "nee": "ja"}.get(antwoord, antwoord)


def successors(things: "Iterable[tuple[str, Opvolger]]", gone: Iterable[str] = ()) -> dict[str, Successor]:
    """The earlier names of things of one kind, each thing with its name.

    Args:
        gone: earlier names that nothing replaces; one that something does replace is not gone.
    """
    found: dict[str, Successor] = {}
    parts: dict[str, list[str]] = {}
    for name, thing in things:
        for old in thing.vroeger:
            found[old.id] = Successor("omgekeerd" if old.omgekeerd else "hernoemd", (name,))
        for part in thing.komt_uit:
            parts.setdefault(part, []).append(name)
    again = {old: Successor("opnieuw", tuple(names)) for old, names in parts.items()}
    return {name: Successor("vervallen") for name in gone} | again | found


def option_names(vragen: "Iterable[Vraag]") -> dict[str, dict[str, Successor]]:
    """The earlier names of the options of each vraag that has any."""
    named = {vraag.id: successors(vraag.opties.items(), vraag.vervallen_opties) for vraag in vragen}
    return {name: found for name, found in named.items() if found}
