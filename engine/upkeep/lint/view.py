"""What the checks look at, the linked packs and the files of one pack; and what they hand back, a place in these."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel

from ...model.conditions import Voorwaarde, asked
from ...model.errors import InvoerFout, Plek
from ...model.pakket import Gespreksvraag, Grens, Instrument, Signaal, Vraag, Waarborg
from ...model.regelpakket import Regelpakket
from ...model.source import FileNode, NodePath, Vindplaats, read_bytes
from ...reading.loading import HEAD, NOTES, find_dossiers, tells_changes
from ...reading.parsing import read_tree
from ..coverage.files import BRON, INVENTARIS, BronBestand, InventarisBestand, read_file
from ..examples import MetVoorbeelden, regels
from .yardstick import LintYardstick

T = TypeVar("T", covariant=True)
M = TypeVar("M", bound=BaseModel)

NodeKind = Literal[
    "kop", "waarborg", "grens", "signaal", "vraag", "gespreksvraag", "instrument", "lezing", "stap", "element"
]

_BREAK: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class PackFile:
    """A file of the pack: how messages call it, where it lies below the pack, its text and its nodes."""

    bestand: str
    path: PurePosixPath
    tekst: str
    wortel: FileNode

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.tekst))]

    def offset(self, node: FileNode) -> int:
        """Where in the text a node begins."""
        return self._starts[node.regel - 1] + node.kolom - 1

    def plek(self, offset: int) -> Plek:
        """The place of a character of the text."""
        line = sum(1 for start in self._starts if start <= offset)
        return Plek(self.bestand, line, offset - self._starts[line - 1] + 1)

    @property
    def regels(self) -> list[str]:
        """The lines of the text."""
        return _BREAK.split(self.tekst)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a check found something, with the facts of its sentence.

    `anker` is another line at which an exception for it may stand: where the text begins in which it was found.
    """

    plek: Plek
    gegevens: Mapping[str, object] = field(default_factory=dict)
    anker: int = 0


@dataclass(frozen=True, slots=True)
class Thing(Generic[T]):
    """A thing of the pack, the file that it stands in, and the way to it in that file."""

    soort: NodeKind
    waarde: T
    stuk: PackFile
    node: FileNode
    in_lijst: bool

    def plek(self, path: NodePath = (), key: bool = False) -> Plek:
        """The place of a field, or of its key; of the deepest part of `path` that is there."""
        return Vindplaats(self.stuk.bestand, self.node).plek(path, key)

    def hit(self, path: NodePath = (), *, key: bool = False, **gegevens: object) -> Hit:
        """That something is found at a field."""
        return Hit(self.plek(path, key), gegevens)


Regelding = Thing[Waarborg] | Thing[Grens] | Thing[Signaal]


@dataclass(frozen=True)
class PackView:
    """One pack to look at, amid all packs that it is linked with.

    `wijzigingen` are its files that say what changed; `bron` is the text of the source itself, when the keeper has it.
    `bronlijst` is what bron.yaml of the base says of each line, `inventaris` the ids of what the source of
    this pack asks; None and nothing where there is no such file, or one that `rules coverage` finds fault with.
    """

    pakket: Regelpakket
    naam: str
    kop: Thing[None]
    stukken: tuple[PackFile, ...]
    dingen: tuple[Thing[Any], ...]
    maatstaf: LintYardstick
    bron: str | None = None
    wijzigingen: tuple[PackFile, ...] = ()
    bronlijst: BronBestand | None = None
    inventaris: frozenset[str] = frozenset()

    def _of(self, soort: NodeKind) -> tuple[Thing[Any], ...]:
        return tuple(ding for ding in self.dingen if ding.soort == soort)

    @cached_property
    def waarborgen(self) -> tuple[Thing[Waarborg], ...]:
        """The waarborgen of this pack."""
        return self._of("waarborg")

    @cached_property
    def regels(self) -> tuple[Regelding, ...]:
        """The waarborgen, grenzen and signalen of this pack."""
        return (*self.waarborgen, *self._of("grens"), *self._of("signaal"))

    @cached_property
    def vragen(self) -> tuple[Thing[Vraag], ...]:
        """The closed questions of this pack."""
        return self._of("vraag")

    @cached_property
    def gespreksvragen(self) -> tuple[Thing[Gespreksvraag], ...]:
        """The open questions of this pack."""
        return self._of("gespreksvraag")

    @cached_property
    def instrumenten(self) -> tuple[Thing[Instrument], ...]:
        """The instrumenten of this pack."""
        return self._of("instrument")

    @cached_property
    def gebruikte_vragen(self) -> frozenset[str]:
        """The questions whose answers lead somewhere: in a rule, the ladder, or a role on the sheet to sign (L194)."""
        return self.getoetste_vragen.union(*(role.vragen for role in self.pakket.wie_doet_wat))

    @cached_property
    def getoetste_vragen(self) -> frozenset[str]:
        """The questions that any rule or the ladder of the linked packs asks."""
        pakket = self.pakket
        conditions = [c for regel in regels(pakket) for _, c in conditions_of(regel)]
        return frozenset(asked([*conditions, *pakket.zeggenschap.values()], pakket.voldaan_als))


def conditions_of(regel: MetVoorbeelden) -> Iterator[tuple[NodePath, Voorwaarde]]:
    """The conditions of a rule, each with the field that it stands in."""
    if isinstance(regel, Waarborg):
        yield ("voldaan_als",), regel.voldaan_als
    if regel.als is not None:
        yield ("als",), regel.als


def read_view(
    folder: Path,
    name: str,
    pakket: Regelpakket,
    maatstaf: LintYardstick,
    bron: str | None = None,
    base: Path | None = None,
) -> PackView:
    """One pack of a Regelpakket, read again with its places; it is sound, as it could be linked.

    Args:
        name: how messages call the folder.
        base: the folder of the pack that it builds on; none when it is a base itself.
    """
    files = tuple(_read_files(folder, name))
    stukken = tuple(stuk for stuk in files if not tells_changes(stuk.wortel))
    changes = tuple(stuk for stuk in files if tells_changes(stuk.wortel))
    head = next(stuk for stuk in stukken if str(stuk.path) == HEAD)
    kop: Thing[None] = Thing("kop", None, head, head.wortel, in_lijst=False)
    dingen = tuple(ding for stuk in stukken if stuk is not head for ding in _things(stuk, pakket))
    lijst = _account(BronBestand, base or folder, BRON)
    asked = _account(InventarisBestand, folder, INVENTARIS)
    ids = frozenset(asked.ids) if asked else frozenset[str]()
    return PackView(pakket, name, kop, stukken, dingen, maatstaf, bron, changes, lijst, ids)


def _account(model: type[M], folder: Path, file: str) -> M | None:
    """A file that accounts for the source, when it is there and sound."""
    try:
        return read_file(model, folder / file, file).waarde
    except InvoerFout:
        return None


def _read_files(folder: Path, name: str) -> Iterator[PackFile]:
    for path in find_dossiers(folder):
        relative = path.relative_to(folder)
        if str(relative) in NOTES:
            continue
        bestand = str(Path(name) / relative)
        content = read_bytes(path, bestand)
        wortel = read_tree(content, bestand).wortel
        assert wortel is not None  # the pack could be read
        yield PackFile(bestand, PurePosixPath(relative.as_posix()), content.decode("utf-8-sig"), wortel)


def _things(stuk: PackFile, pakket: Regelpakket) -> Iterator[Thing[Any]]:
    in_lijst = isinstance(stuk.wortel.inhoud, list)
    nodes = stuk.wortel.inhoud if isinstance(stuk.wortel.inhoud, list) else [stuk.wortel]
    gespreksvragen = {g.id: g for g in pakket.gespreksvragen}
    for node in nodes:
        soort = kind_of(node)
        name = _text(node, "id")
        by_kind: dict[NodeKind, Any] = {
            "waarborg": pakket.waarborgen,
            "grens": pakket.grenzen,
            "signaal": pakket.signalen,
            "vraag": pakket.vragen,
            "gespreksvraag": gespreksvragen,
            "instrument": pakket.instrumenten,
            "lezing": pakket.lezingen,
            "stap": pakket.stappen,
            "element": pakket.elementen,
        }
        yield Thing(soort, by_kind[soort][name], stuk, node, in_lijst)


def kind_of(node: FileNode) -> NodeKind:
    """What a thing of a sound pack is, by the fields that only its kind has."""
    soort = _text(node, "soort")
    known: tuple[NodeKind, ...] = ("waarborg", "grens", "signaal")
    for kind in known:
        if soort == kind:
            return kind
    if node.below("vult") is not None:
        return "gespreksvraag"
    if node.below("regel") is not None:
        return "lezing"
    if node.below("stuk") is not None:
        return "element"
    if node.below("wie") is not None:
        return "stap"
    return "instrument" if node.below("vraag") is None else "vraag"


def _text(node: FileNode, field: str) -> Any:
    below = node.below(field)
    return below.inhoud if below is not None else None
