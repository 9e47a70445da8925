"""From files to values: one dossier, or the folder of a pack (formats.md)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from .dossier import FORMAAT, Dossier
from .errors import InvoerFout, Melding, Plek, near
from .linking import link
from .pakket import Gespreksvraag, Grens, Instrument, Pakketkop, PakketTekst, Signaal, Vraag, Waarborg
from .reading import Gelezen, read_value
from .regelpakket import Gevonden, Ingebouwd, Inhoud, Regelpakket
from .source import Knoop, Vindplaats, parse, read_bytes

SUFFIXES: Final = (".yaml", ".yml")

_RULES: Final[dict[str, tuple[str, type[BaseModel]]]] = {
    "waarborg": ("waarborgen", Waarborg),
    "grens": ("grenzen", Grens),
    "signaal": ("signalen", Signaal),
}
_LISTS: Final[dict[str, type[BaseModel]]] = {
    "vragen": Vraag,
    "gespreksvragen": Gespreksvraag,
    "instrumenten": Instrument,
}
_FOLDERS: Final = {"vragen": "vragen", "gesprekken": "gespreksvragen", "instrumenten": "instrumenten"}
NOTES: Final = ("dekking.yaml", "bron.yaml")
"""Files of a pack that account for it and hold no rules."""


def read_dossier(path: Path, bestand: str | None = None, content: bytes | None = None) -> Gelezen[Dossier]:
    """A dossier as far as it can be read, with all that is wrong; `content` when it does not come from a file.

    `bestand` is how messages name it (default: the path as given).
    """
    name = bestand or str(path)
    try:
        root = parse(read_bytes(path, name) if content is None else content, name)
    except InvoerFout as error:
        return Gelezen(None, Vindplaats(name), error.meldingen)
    if not isinstance(root.inhoud, dict):
        return Gelezen(None, Vindplaats(name, root), (Melding("geen_dossier", Plek(name, root.regel, root.kolom)),))
    read = read_value(Dossier, root, name, dummies={"formaat": FORMAAT, "naam": name})
    if read.waarde is not None:
        read.waarde._vindplaats = read.bij
    return read


def load_dossier(path: Path, bestand: str | None = None, content: bytes | None = None) -> Dossier:
    """A dossier from a file.

    Raises:
        InvoerFout: with everything that is wrong in the file.
    """
    read = read_dossier(path, bestand, content)
    if read.meldingen or read.waarde is None:
        raise InvoerFout(read.meldingen)
    return read.waarde


def load_ingebouwd(path: Path) -> Ingebouwd:
    """The built-in sentences and words (rules/ingebouwd.yaml)."""

    class _Texts(BaseModel):
        uitkomsten: dict[str, PakketTekst]
        teksten: dict[str, PakketTekst]
        woorden: dict[str, str]

    name = path.name
    texts = _Texts.model_validate(parse(read_bytes(path, name), name).plain())
    return Ingebouwd(texts.uitkomsten, texts.teksten, texts.woorden)


def load_packs(folders: Sequence[tuple[Path, str]], ingebouwd: Ingebouwd, builtin: Mapping[str, Path]) -> Regelpakket:
    """One Regelpakket from the folders of packs; a base pack that is not among them is taken from `builtin`.

    Args:
        folders: each folder with the name that messages give it.
        ingebouwd: what is said where the packs are silent.
        builtin: id → folder of the packs that come with the program.

    Raises:
        InvoerFout: with everything that is wrong, over all files.
    """
    read = [_read_pack(folder, name) for folder, name in folders]
    have = {r.inhoud.kop.ding.id for r in read if r.inhoud}
    todo = [r.inhoud.kop.ding.bouwt_op.id for r in read if r.inhoud and r.inhoud.kop.ding.bouwt_op]
    while todo:
        base = todo.pop()
        if base in have or base not in builtin:
            continue
        have.add(base)
        read.append(_read_pack(builtin[base], base))
        inhoud = read[-1].inhoud
        if inhoud and inhoud.kop.ding.bouwt_op:
            todo.append(inhoud.kop.ding.bouwt_op.id)
    meldingen = [m for r in read for m in r.meldingen]
    if any(r.inhoud is None for r in read):
        raise InvoerFout(meldingen)
    return link([r.inhoud for r in read if r.inhoud], ingebouwd, meldingen)


@dataclass(slots=True)
class _PackRead:
    """What the files of a pack held, and what is wrong in them."""

    inhoud: Inhoud | None
    meldingen: list[Melding]


@dataclass(slots=True)
class _Collected:
    """Things by kind while the files of a pack are read."""

    vragen: list[Gevonden[Vraag]] = field(default_factory=list)
    gespreksvragen: list[Gevonden[Gespreksvraag]] = field(default_factory=list)
    instrumenten: list[Gevonden[Instrument]] = field(default_factory=list)
    waarborgen: list[Gevonden[Waarborg]] = field(default_factory=list)
    grenzen: list[Gevonden[Grens]] = field(default_factory=list)
    signalen: list[Gevonden[Signaal]] = field(default_factory=list)
    stuk: set[str] = field(default_factory=set)
    meldingen: list[Melding] = field(default_factory=list)


def _read_pack(folder: Path, name: str) -> _PackRead:
    if not folder.is_dir():
        code = "pakket_geen_map" if folder.exists() else "pakket_onbekend"
        return _PackRead(None, [Melding(code, Plek(name), {"naam": name}, _near_folder(folder))])
    files = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and not p.is_dir())
    if folder / "pakket.yaml" not in files:
        return _PackRead(None, [Melding("pakket_zonder_kop", Plek(name))])
    collected, head = _Collected(), None
    digest = hashlib.sha256()
    for path in files:
        relative = path.relative_to(folder)
        bestand = str(Path(name) / relative)
        try:
            content = read_bytes(path, bestand)
            digest.update(relative.as_posix().encode() + b"\0" + content + b"\0")
            root = parse(content, bestand)
        except InvoerFout as error:
            collected.meldingen += error.meldingen
            continue
        if relative == Path("pakket.yaml"):
            kop = read_value(Pakketkop, root, bestand)
            collected.meldingen += kop.meldingen
            head = Gevonden(kop.waarde, kop.bij) if kop.waarde else None
        elif str(relative) not in NOTES:
            _read_file(root, bestand, relative, collected)
    if head is None:
        return _PackRead(None, collected.meldingen)
    if not collected.vragen and not collected.meldingen:
        collected.meldingen.append(Melding("pakket_zonder_vragen", Plek(name)))
    return _PackRead(_inhoud(head, digest.hexdigest(), collected), collected.meldingen)


def _near_folder(folder: Path) -> str | None:
    siblings = [p.name for p in folder.parent.iterdir() if p.is_dir()] if folder.parent.is_dir() else []
    return near(folder.name, siblings)


def _inhoud(head: Gevonden[Pakketkop], sha256: str, collected: _Collected) -> Inhoud:
    kinds: dict[str, Any] = {
        f.name: tuple(getattr(collected, f.name)) for f in fields(collected) if f.name not in ("stuk", "meldingen")
    }
    return Inhoud(kop=head, sha256=sha256, stuk=frozenset(collected.stuk), **kinds)


def _read_file(root: Knoop, bestand: str, relative: Path, collected: _Collected) -> None:
    """One file of a pack: a single regel, or a list of vragen, gespreksvragen, instrumenten or regels."""
    nodes = root.inhoud if isinstance(root.inhoud, list) else [root]
    for node in nodes:
        plek = Plek(bestand, node.regel, node.kolom)
        if not isinstance(node.inhoud, dict):
            collected.meldingen.append(Melding("pakket_inhoud", plek))
            continue
        kind = _kind_of(node.inhoud, relative)
        if kind is None:
            collected.meldingen.append(_kind_unknown(node.inhoud, Vindplaats(bestand, node)))
            continue
        target, model = kind
        read = read_value(model, node, bestand)
        collected.meldingen += read.meldingen
        if read.meldingen and "id" in node.inhoud:
            collected.stuk.add(str(node.inhoud["id"][1].inhoud))
        if read.waarde is not None:
            getattr(collected, target).append(Gevonden(read.waarde, read.bij))


def _kind_of(pairs: Mapping[str, tuple[Knoop, Knoop]], relative: Path) -> tuple[str, type[BaseModel]] | None:
    """Which list a mapping belongs to, by what it holds; by its folder only when that does not tell."""
    soort = pairs["soort"][1].inhoud if "soort" in pairs else None
    if isinstance(soort, str) and soort in _RULES:
        return _RULES[soort]
    if "vult" in pairs:
        return "gespreksvragen", Gespreksvraag
    if "vraag" in pairs:
        return "vragen", Vraag
    for part in reversed(relative.with_suffix("").parts):
        if part in _FOLDERS:
            return _FOLDERS[part], _LISTS[_FOLDERS[part]]
        if soort is None and part in ("waarborgen", "grenzen", "signalen"):
            return None
    if soort is None and "naam" in pairs and "id" in pairs:
        return "instrumenten", Instrument
    return None


def _kind_unknown(pairs: Mapping[str, tuple[Knoop, Knoop]], bij: Vindplaats) -> Melding:
    if "soort" in pairs:
        word = str(pairs["soort"][1].inhoud or "")
        facts: dict[str, object] = {"sleutel": "soort", "waarde": word, "opties": ", ".join(_RULES)}
        return Melding("waarde_onbekend", bij.plek(("soort",)), facts, near(word, _RULES))
    return Melding("pakket_inhoud", bij.plek())


def find_dossiers(folder: Path) -> Iterator[Path]:
    """The YAML files below a folder, in order of path; hidden files and folders are passed over."""
    for path in sorted(folder.rglob("*"), key=lambda p: p.as_posix()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in SUFFIXES and not hidden and (path.is_symlink() or not path.is_dir()):
            yield path
