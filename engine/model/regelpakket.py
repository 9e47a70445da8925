"""A Regelpakket: one or more packs in which every name stands for a thing; what all of the engine works on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

from .conditions import Voorwaarde, referred
from .display import drawn
from .errors import Melding, near
from .pakket import (
    Actie,
    Besluitelement,
    Gespreksduur,
    Gespreksvraag,
    Grens,
    Instrument,
    InzetWeging,
    Lezing,
    Pakketkop,
    Rol,
    Signaal,
    Splitsing,
    TekstPerStatus,
    Vraag,
    Waarborg,
    Weging,
    Wegstap,
)
from .source import NodePath, Vindplaats
from .successors import Successors
from .woorden import Pakketwoorden, Woorden
from .words import Archetype, Gebiedsoort

T = TypeVar("T")

VELDEN: Final = ("reikwijdte", "gewenst", "bedrag", "terugkijken_op")
"""The fields of an afspraak that a gespreksvraag may fill."""


@dataclass(frozen=True, slots=True)
class InFile(Generic[T]):
    """Something that was read from a file, with its place: the file and the path in it."""

    ding: T
    bij: Vindplaats
    path: NodePath = ()

    def melding(
        self, code: str, path: NodePath = (), *, known: Collection[str] = (), key: bool = False, **gegevens: object
    ) -> Melding:
        """What is wrong at `path` below this thing; `known` are the names that `naam` may have been meant as."""
        guess = near(str(gegevens["naam"]), known) if known else None
        return Melding(code, self.bij.plek((*self.path, *path), key), gegevens, guess)

    def written(self, path: NodePath, name: str) -> bool:
        """Whether the field `name` at `path` below this thing is as it was written, there or not."""
        return self.bij.written((*self.path, *path), name)


@dataclass(frozen=True, slots=True)
class PackContents:
    """All that was read from the files of one pack, not yet linked."""

    kop: InFile[Pakketkop]
    sha256: str
    vragen: tuple[InFile[Vraag], ...] = ()
    gespreksvragen: tuple[InFile[Gespreksvraag], ...] = ()
    instrumenten: tuple[InFile[Instrument], ...] = ()
    waarborgen: tuple[InFile[Waarborg], ...] = ()
    grenzen: tuple[InFile[Grens], ...] = ()
    signalen: tuple[InFile[Signaal], ...] = ()
    lezingen: tuple[InFile[Lezing], ...] = ()
    stappen: tuple[InFile[Wegstap], ...] = ()
    elementen: tuple[InFile[Besluitelement], ...] = ()
    stuk: frozenset[str] = frozenset()
    """Ids of things that are wrong in themselves; a reference to one is not a second error."""
    onvolledig: bool = False
    """Whether there are things of which not even the id could be read; then no name is known to be unknown."""
    achtergebleven: tuple[str, ...] = ()
    """Ids of what could not go along to another base than the one that the pack names."""


@dataclass(frozen=True, slots=True)
class PakketVersie:
    """Which pack, which version, the hash of its files, and the title and year of the document that it follows."""

    id: str
    naam: str
    versie: str
    sha256: str
    bron: str | None = None
    jaar: int | None = None


@dataclass(frozen=True, slots=True)
class Ingebouwd:
    """What is said where a pack is silent: sentences by key, the small words that fill them, and words of a pack."""

    uitkomsten: Mapping[str, TekstPerStatus] = field(default_factory=dict)
    teksten: Mapping[str, TekstPerStatus] = field(default_factory=dict)
    woorden: Mapping[str, str] = field(default_factory=dict)
    pakketwoorden: Pakketwoorden = field(default_factory=Pakketwoorden)


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False, repr=False)
class Regelpakket:
    """The linked packs. Mappings are by id, in order of id. No two are equal, so that what is made of one can
    be kept for as long as it is there.

    `volgorde` lists the waarborgen so that each comes after those that it refers to; `acties` gives each waarborg its
    steps, references resolved; `zeggenschap` is the ladder; `kern` the place of each vraag in the short route.
    """

    pakketten: tuple[PakketVersie, ...]
    vragen: Mapping[str, Vraag]
    gespreksvragen: tuple[Gespreksvraag, ...]
    instrumenten: Mapping[str, Instrument]
    waarborgen: Mapping[str, Waarborg]
    voldaan_als: Mapping[str, Voorwaarde]
    grenzen: Mapping[str, Grens]
    signalen: Mapping[str, Signaal]
    acties: Mapping[str, tuple[Actie, ...]]
    volgorde: tuple[str, ...]
    zeggenschap: Mapping[Archetype, Voorwaarde]
    weging: Weging
    inzet: InzetWeging
    uitkomsten: Mapping[str, TekstPerStatus]
    teksten: Mapping[str, TekstPerStatus]
    woorden: Mapping[str, str]
    woordenschat: Pakketwoorden
    """What people read for the model, its source and the place, for each kind of area."""
    kern: Mapping[str, int]
    plaatsen: Mapping[str, InFile[Waarborg] | InFile[Grens] | InFile[Signaal]]
    """Where each regel stands, by id."""
    vraagplaatsen: Mapping[str, InFile[Vraag]]
    """Where each vraag stands, by id (a regel may have the same id)."""
    pakket_van: Mapping[str, str] = field(default_factory=dict)
    """The pack that each regel comes from, by id."""
    wie_doet_wat: tuple[Rol, ...] = ()
    """The roles of which a pack tells who has them, those of the base first."""
    splitsen: Splitsing | None = None
    """What lies below and above a limit in a thema, from the first pack that says so; the base comes first."""
    gespreksduur: Gespreksduur | None = None
    """How long a talk takes, from the first pack that says so; the base comes first."""
    vragen_bij: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The vragen whose answers meet each waarborg, itself or through others, by id of the waarborg."""
    lezingen: Mapping[str, Lezing] = field(default_factory=dict)
    """The other readings that a careful adviser could defend; nothing but `advice/sensitivity` takes them in."""
    stappen: Mapping[str, Wegstap] = field(default_factory=dict)
    """The steps on the way of a bevoegdheid, each after those that it comes after."""
    elementen: Mapping[str, Besluitelement] = field(default_factory=dict)
    """What the papers along a route have to settle, in the order in which the packs have them."""
    elk_kompaspunt: Archetype | None = None
    """From which archetype on no kompaspunt may be refused whole, as the pack says and `rules verify` proves."""
    opvolgers: Successors = field(default_factory=Successors)
    """What became of the names of earlier versions."""
    eigen_woorden: Pakketwoorden = field(default_factory=Pakketwoorden)
    """Those of these words that the packs give themselves."""
    gebiedsoort: Gebiedsoort = "wijk"
    """For which kind of area its texts read."""
    geschreven: Mapping[str, str] = field(default_factory=dict)
    """Each text in which a word was filled, with the text as it was written, the word still open."""
    mappen: tuple[tuple[Path, str], ...] = ()
    """The folders from which the packs were read, with the names that messages give them; none when made by hand."""
    achtergebleven: tuple[str, ...] = ()
    """Ids of what packs that stand on another base than they name had to leave behind."""

    def __repr__(self) -> str:
        packs = ", ".join(f"{pack.id} {pack.versie}" for pack in self.pakketten)
        return f"Regelpakket({packs}; waarborgen={len(self.waarborgen)}, vragen={len(self.vragen)})"

    def _repr_html_(self) -> str | None:
        """What a notebook shows."""
        return drawn(self)

    @property
    def taal(self) -> Woorden:
        """The words for the kind of area for which its texts read."""
        return self.woordenschat.for_area(self.gebiedsoort)


def behind(pakket: Regelpakket, conditions: Iterable[Voorwaarde]) -> list[str]:
    """The waarborgen to which conditions refer, themselves or through others, each after those that it refers to."""
    found = referred(conditions, pakket.voldaan_als)
    return [name for name in pakket.volgorde if name in found] if found else []
