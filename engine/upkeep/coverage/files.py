"""Reads the files with which a pack accounts for its source: bron.yaml, inventaris.yaml and dekking.yaml."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

from ...model.errors import InvoerFout, Melding, Plek
from ...model.regelpakket import Regelpakket
from ...model.schema import Bronnen, Geheel, Id, Model, Tekst, Vlag, as_list, formaat_check
from ...model.source import FileNode, Vindplaats, read_bytes
from ...reading.loading import HEAD, SUFFIXES, find_dossiers
from ...reading.parsing import read_tree
from ...reading.values import read_value

M = TypeVar("M", bound=BaseModel)

BRON: Final = "bron.yaml"
INVENTARIS: Final = "inventaris.yaml"
DEKKING: Final = "dekking.yaml"

BRON_FORMAAT: Final = "wijktoets/bron@1"
INVENTARIS_FORMAAT: Final = "wijktoets/inventaris@1"

Exemption = Literal["context", "voorbeeld", "les", "elders", "buiten-bereik"]
"""Why no rule or question rests on a line of the source."""

_NUMBER: Final = re.compile(r"L[1-9][0-9]{0,5}\Z")


def _line(value: Any) -> Any:
    if not isinstance(value, str) or not _NUMBER.match(value):
        raise PydanticCustomError("regelnummer_vorm", "not a line of the source")
    return value


Regelnummer = Annotated[str, BeforeValidator(_line), Field(pattern=r"^L[1-9][0-9]{0,5}$")]
"""A line of the source, such as L57."""


class BronRegel(Model):
    """A line of the source in own words, and why no rule or question rests on it where that is so.

    `bij` names the lines or ids where its content is found; needed when `soort` is elders. `samen` says that the line
    lays something on wijk and gemeente together.
    """

    zegt: Tekst
    samen: Vlag = False
    soort: Exemption | None = None
    bij: Annotated[tuple[Tekst, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])] = ()
    reden: Tekst | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        missing = {
            "soort": self.reden and not self.soort,
            "reden": self.soort and not self.reden,
            "bij": self.soort == "elders" and not self.bij,
        }
        for name, is_missing in missing.items():
            if is_missing:
                raise PydanticCustomError("reden_half", "half a reason", {"sleutel": name})
        return self


class BronBestand(Model):
    """bron.yaml: each line of the source that holds words; lines that it leaves out hold none."""

    formaat: Annotated[Literal["wijktoets/bron@1"], BeforeValidator(formaat_check(BRON_FORMAAT))]
    titel: Tekst
    laatste_regel: Geheel
    regels: dict[Regelnummer, BronRegel]


class InventarisId(Model):
    """Something that the source asks, offers or leaves open, in own words, with its lines."""

    zegt: Tekst
    bron: Bronnen


class InventarisBestand(Model):
    """inventaris.yaml: the ids that `dekt` and dekking.yaml speak of."""

    formaat: Annotated[Literal["wijktoets/inventaris@1"], BeforeValidator(formaat_check(INVENTARIS_FORMAAT))]
    ids: dict[Id, InventarisId]


class DekkingBestand(RootModel[dict[Id, Tekst]]):
    """dekking.yaml: id → why it is no rule or question, and where it comes back."""


@dataclass(frozen=True, slots=True)
class WithPlace(Generic[M]):
    """A file that was read, and its nodes for the place of what is in it."""

    waarde: M
    bij: Vindplaats


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file as it is called in messages, and its text."""

    naam: str
    tekst: str

    def plek(self, index: int) -> Plek:
        """The place of a character of the text."""
        line = self.tekst.count("\n", 0, index) + 1
        return Plek(self.naam, line, index - (self.tekst.rfind("\n", 0, index) + 1) + 1)


@dataclass(frozen=True, slots=True)
class Verantwoording:
    """How a pack accounts for its source; None for a file that is not there.

    `bestanden` are all its texts; `dekt` each id that something in the pack says it covers, with the place.
    """

    naam: str
    bron: WithPlace[BronBestand] | None
    inventaris: WithPlace[InventarisBestand] | None
    dekking: WithPlace[DekkingBestand] | None
    bestanden: tuple[Bestand, ...] = ()
    dekt: tuple[tuple[str, Plek], ...] = ()


def folders_of(
    named: Sequence[tuple[Path, str]], pakket: Regelpakket, builtin: Mapping[str, Path]
) -> list[tuple[Path, str]]:
    """The folders of all packs of a Regelpakket, the base first: those that were named, the others from `builtin`."""
    places = {_id_of(folder): (folder, name) for folder, name in named}
    return [places.get(pack.id) or (builtin[pack.id], pack.id) for pack in pakket.pakketten]


def _id_of(folder: Path) -> object:
    head = read_tree(read_bytes(folder / HEAD, HEAD), HEAD).wortel
    name = head.below("id") if head else None
    return name.inhoud if name else None


def read_accounts(folders: Iterable[tuple[Path, str]]) -> list[Verantwoording]:
    """How each pack accounts for its source; the first, the base, must have a bron.yaml.

    Raises:
        InvoerFout: with everything that is wrong in these files, or that there is no bron.yaml.
    """
    meldingen: list[Melding] = []
    found: list[Verantwoording] = []
    for folder, name in folders:
        found.append(
            Verantwoording(
                naam=name,
                bron=read_part(BronBestand, folder, name, BRON, meldingen, needed=not found),
                inventaris=read_part(InventarisBestand, folder, name, INVENTARIS, meldingen),
                dekking=read_part(DekkingBestand, folder, name, DEKKING, meldingen),
                bestanden=tuple(texts_below(folder, name)),
                dekt=tuple(_covered(folder, name)),
            )
        )
    if meldingen:
        raise InvoerFout(meldingen)
    return found


def read_part(
    model: type[M], folder: Path, name: str, file: str, meldingen: list[Melding], needed: bool = False
) -> WithPlace[M] | None:
    """One of the files as a value; what is wrong in it is added to `meldingen`."""
    path, bestand = folder / file, str(Path(name) / file)
    if not needed and not path.exists():
        return None
    try:
        return read_file(model, path, bestand)
    except InvoerFout as error:
        meldingen += error.meldingen
        return None


def read_file(model: type[M], path: Path, bestand: str) -> WithPlace[M]:
    """A file beside the rules of a pack as a value; `bestand` is how messages call it.

    Raises:
        InvoerFout: with everything that is wrong in it.
    """
    tree = read_tree(read_bytes(path, bestand), bestand)
    read = read_value(model, tree.wortel, bestand) if tree.wortel else None
    wrong = [*tree.meldingen, *(read.meldingen if read else ())]
    if wrong or read is None or read.waarde is None:
        raise InvoerFout(wrong)
    return WithPlace(read.waarde, read.bij)


def texts_below(folder: Path, name: str) -> list[Bestand]:
    """The YAML and Markdown files below a folder, in order of path; `name` is how messages call the folder."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in (*SUFFIXES, ".md") and p.is_file())
    return [Bestand(str(Path(name) / p.relative_to(folder)), p.read_text("utf-8", "replace")) for p in paths]


def read_source(path: Path, name: str) -> str:
    """The text of the source.

    Raises:
        InvoerFout: it cannot be read, or is not UTF-8.
    """
    try:
        return read_bytes(path, name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvoerFout([Melding("niet_utf8", Plek(name))]) from None


def _covered(folder: Path, name: str) -> Iterable[tuple[str, Plek]]:
    for path in find_dossiers(folder):
        bestand = str(Path(name) / path.relative_to(folder))
        root = read_tree(read_bytes(path, bestand), bestand).wortel
        todo = [root] if root else []
        while todo:
            node = todo.pop()
            if isinstance(node.inhoud, list):
                todo += node.inhoud
            elif isinstance(node.inhoud, dict):
                todo += [child for _, child in node.inhoud.values()]
                yield from _items(node.below("dekt"), bestand)


def _items(node: FileNode | None, bestand: str) -> Iterable[tuple[str, Plek]]:
    items = node.inhoud if node is not None and isinstance(node.inhoud, list) else [node]
    for item in items:
        if item is not None and isinstance(item.inhoud, str):
            yield item.inhoud, Plek(bestand, item.regel, item.kolom)
