"""From files to values: one dossier, or the folder of a pack (docs/formaten.md)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from ..model.dossier import FORMAAT, Dossier
from ..model.errors import HOOGSTENS, InvoerFout, Melding, Plek, at_most, near
from ..model.pakket import (
    Besluitelement,
    Gespreksvraag,
    Grens,
    Instrument,
    Lezing,
    Pakketkop,
    PakketTekst,
    Signaal,
    Vraag,
    Waarborg,
    Wegstap,
)
from ..model.regelpakket import InFile, Ingebouwd, PackContents, Regelpakket
from ..model.schema import is_id
from ..model.source import FileNode, Vindplaats, is_folder, is_there, read_bytes
from ..model.woorden import Pakketwoorden
from ..model.words import ARCHETYPES, ONDERDELEN
from .linking import link
from .matching import check_dossier, check_made_for, with_vragen
from .parsing import FileTree, parse, read_again, read_tree
from .parties import check_parties
from .rebasing import other_base, rebased
from .translating import translated
from .values import ReadValue, read_value

SUFFIXES: Final = (".yaml", ".yml")
HEAD: Final = "pakket.yaml"

_RULES: Final[dict[str, tuple[str, type[BaseModel]]]] = {
    "waarborg": ("waarborgen", Waarborg),
    "grens": ("grenzen", Grens),
    "signaal": ("signalen", Signaal),
}
_TELLS: Final = {"voldaan_als": "waarborg", "witte_vlek": "waarborg", "sluit_uit": "grens", "tekst": "signaal"}
"""Keys that tell what kind of regel a mapping without a `soort` must be."""
_LISTS: Final[dict[str, type[BaseModel]]] = {
    "vragen": Vraag,
    "gespreksvragen": Gespreksvraag,
    "instrumenten": Instrument,
    "lezingen": Lezing,
    "stappen": Wegstap,
    "elementen": Besluitelement,
}
_FOLDERS: Final = {
    "vragen": "vragen",
    "gesprekken": "gespreksvragen",
    "instrumenten": "instrumenten",
    "lezingen": "lezingen",
    "stappen": "stappen",
    "elementen": "elementen",
}
NOTES: Final = ("dekking.yaml", "bron.yaml", "inventaris.yaml")
"""Files of a pack that account for it and hold no rules."""
CHANGES_FORMAAT: Final = "wijktoets/wijzigingen@1"
"""The format of a file that says what changed in a version of a pack; it holds no rules either."""

_DOSSIER_STAND_INS: Final[dict[str, object]] = {
    "formaat": FORMAAT,
    "gebied.naam": "?",
    "afgesproken.tekst": "?",
    "bevestigd.door": "?",
    "bevestigd.oordeel": "zo_gezegd",
    "*.antwoord": "onbekend",
    "antwoorden.*": "onbekend",
    "afspraken.thema": "?",
    "bevoegdheden.naam": "?",
    "afwegingen.reden": "?",
    "afwegingen.besloten_door": ["wijk"],
    "acties.wat": "?",
    "acties.trekker": "wijk",
}
_PACK_STAND_INS: Final[dict[str, object]] = {
    "naam": "?",
    "versie": "0",
    "vraag": "?",
    "onderdeel": ONDERDELEN[0],
    "norm": {ARCHETYPES[-1]: "mag"},
    "basis": "letterlijk",
    "bron": "?",
    "rust_op": "samen",
    "waarom": "?",
    "witte_vlek": "?",
    "tekst": "?",
    "sluit_uit": ARCHETYPES[-1],
    "acties.wat": "?",
    "acties.trekker": "wijk",
    "weging.moet": "1",
    "weging.hoort": "1",
    "*.antwoord": "onbekend",
    "antwoorden.*": "onbekend",
}
"""What a required field is taken to be while the rest of a file with errors is checked; nothing is computed with it."""


def read_dossier(path: Path, bestand: str | None = None, content: bytes | None = None) -> ReadValue[Dossier]:
    """A dossier as far as it can be read, with all that is wrong; `content` when it does not come from a file.

    `bestand` is how messages name it (default: the path as given).
    """
    name = bestand or str(path)
    try:
        tree = read_tree(read_bytes(path, name), name) if content is None else read_again(content, name)
    except InvoerFout as error:
        return ReadValue(None, Vindplaats(name), error.meldingen)
    return dossier_of(tree, name)


def dossier_of(tree: FileTree, name: str) -> ReadValue[Dossier]:
    """A dossier from the nodes of a file, as far as they can be read, with all that is wrong."""
    root = tree.wortel
    if root is None:
        return ReadValue(None, Vindplaats(name), tree.meldingen)
    if not isinstance(root.inhoud, dict):
        wrong = Melding("geen_dossier", Plek(name, root.regel, root.kolom))
        return ReadValue(None, Vindplaats(name, root), (*tree.meldingen, wrong))
    read = read_value(Dossier, root, name, _DOSSIER_STAND_INS | {"naam": name})
    if read.waarde is not None:
        read.waarde._vindplaats = read.bij
    named = check_parties(read.waarde) if read.waarde is not None else ()
    return replace(read, meldingen=(*tree.meldingen, *at_most((*read.meldingen, *named), name)))


def load_dossier(path: Path, bestand: str | None = None, content: bytes | None = None) -> Dossier:
    """A dossier from a file.

    Raises:
        InvoerFout: with everything that is wrong in the file.
    """
    read = read_dossier(path, bestand, content)
    if read.meldingen or read.waarde is None:
        raise InvoerFout(read.meldingen)
    return read.waarde


def read_checked(path: Path, bestand: str, pakket: Regelpakket, content: bytes | None = None) -> Dossier:
    """A dossier that is sound and fits the pack.

    Raises:
        InvoerFout: with everything that is wrong in the file and against the pack, at once.
    """
    return checked(read_dossier(path, bestand, content), pakket)


def checked(read: ReadValue[Dossier], pakket: Regelpakket) -> Dossier:
    """What was read, when it is sound and fits the pack, in the names that the pack has now.

    Raises:
        InvoerFout: with everything that is wrong in it and against the pack, at once.
    """
    if read.waarde is not None and not check_made_for(read.waarde, pakket):
        read = translated(read, pakket)
    wrong = list(with_vragen(read.meldingen, pakket))
    if read.waarde is not None:
        wrong += check_dossier(read.waarde, pakket)
    if wrong or read.waarde is None:
        raise InvoerFout(wrong)
    return read.waarde


def load_ingebouwd(path: Path) -> Ingebouwd:
    """The built-in sentences and words (rules/ingebouwd.yaml)."""

    class _Texts(BaseModel):
        uitkomsten: dict[str, PakketTekst]
        teksten: dict[str, PakketTekst]
        woorden: dict[str, str]
        pakketwoorden: Pakketwoorden

    name = path.name
    texts = _Texts.model_validate(parse(read_bytes(path, name), name).plain())
    return Ingebouwd(texts.uitkomsten, texts.teksten, texts.woorden, texts.pakketwoorden)


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
    heads = [r.inhoud.kop.ding for r in read if r.inhoud]
    todo = [head.bouwt_op.id for head in heads if head.bouwt_op and other_base(heads, head) is None]
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
    found = link(rebased([r.inhoud for r in read if r.inhoud]), ingebouwd, meldingen, builtin)
    return replace(found, mappen=tuple(folders))


@dataclass(slots=True)
class _PackRead:
    """What the files of a pack held, and what is wrong in them."""

    inhoud: PackContents | None
    meldingen: list[Melding]


@dataclass(slots=True)
class _Collected:
    """Things by kind while the files of a pack are read."""

    vragen: list[InFile[Vraag]] = field(default_factory=list)
    gespreksvragen: list[InFile[Gespreksvraag]] = field(default_factory=list)
    instrumenten: list[InFile[Instrument]] = field(default_factory=list)
    waarborgen: list[InFile[Waarborg]] = field(default_factory=list)
    grenzen: list[InFile[Grens]] = field(default_factory=list)
    signalen: list[InFile[Signaal]] = field(default_factory=list)
    lezingen: list[InFile[Lezing]] = field(default_factory=list)
    stappen: list[InFile[Wegstap]] = field(default_factory=list)
    elementen: list[InFile[Besluitelement]] = field(default_factory=list)
    kop: InFile[Pakketkop] | None = None
    digest: Any = field(default_factory=hashlib.sha256)
    stuk: set[str] = field(default_factory=set)
    onvolledig: bool = False
    meldingen: list[Melding] = field(default_factory=list)


def _read_pack(folder: Path, name: str) -> _PackRead:
    if not is_folder(folder):
        code = "pakket_geen_map" if is_there(folder) else "pakket_onbekend"
        return _PackRead(None, [Melding(code, Plek(name), {"naam": name}, _near_folder(folder))])
    files = list(find_dossiers(folder))
    if folder / HEAD not in files:
        return _PackRead(None, [Melding("pakket_zonder_kop", Plek(name))])
    collected = _Collected()
    for path in files:
        relative = path.relative_to(folder)
        _read_path(path, str(Path(name) / relative), relative, collected)
        if len(collected.meldingen) > HOOGSTENS:
            return _PackRead(None, at_most(collected.meldingen, str(Path(name) / relative)))
    if collected.kop is None:
        return _PackRead(None, collected.meldingen)
    if not collected.vragen and not collected.meldingen:
        collected.meldingen.append(Melding("pakket_zonder_vragen", Plek(name)))
        collected.onvolledig = True
    return _PackRead(_inhoud(collected.kop, collected), collected.meldingen)


def _read_path(path: Path, bestand: str, relative: Path, collected: _Collected) -> None:
    """One file of a pack; what cannot be read leaves the pack incomplete."""
    try:
        content = read_bytes(path, bestand)
    except InvoerFout as error:
        collected.meldingen += error.meldingen
        collected.onvolledig = True
        return
    tree = None if str(relative) in NOTES else read_tree(content, bestand)
    if tree is not None and tree.wortel is not None and tells_changes(tree.wortel):
        return  # nor does it count in the hash: to tell what changed changes nothing
    collected.digest.update(relative.as_posix().encode() + b"\0" + content + b"\0")
    if tree is None:
        return
    collected.meldingen += tree.meldingen
    if tree.wortel is None:
        collected.onvolledig = True
    elif str(relative) == HEAD:
        collected.kop = _read_head(tree.wortel, bestand, collected)
    else:
        _read_file(tree.wortel, bestand, relative, collected)


def tells_changes(root: FileNode) -> bool:
    """Whether a file of a pack says what changed in a version, by its format."""
    formaat = root.below("formaat")
    return formaat is not None and formaat.inhoud == CHANGES_FORMAAT


def _read_head(root: FileNode, bestand: str, collected: _Collected) -> InFile[Pakketkop] | None:
    if not isinstance(root.inhoud, dict):
        collected.meldingen.append(Melding("geen_pakketkop", Plek(bestand, root.regel, root.kolom)))
        return None
    read = read_value(Pakketkop, root, bestand, _PACK_STAND_INS | {"id": bestand.replace("/", ".")})
    collected.meldingen += read.meldingen
    return InFile(read.waarde, read.bij) if read.waarde else None


def _near_folder(folder: Path) -> str | None:
    siblings = [p.name for p in folder.parent.iterdir() if p.is_dir()] if is_folder(folder.parent) else []
    return near(folder.name, siblings)


_KINDS: Final = (*_LISTS, "waarborgen", "grenzen", "signalen")


def _inhoud(kop: InFile[Pakketkop], collected: _Collected) -> PackContents:
    kinds: dict[str, Any] = {kind: tuple(getattr(collected, kind)) for kind in _KINDS}
    stuk = frozenset(collected.stuk)
    sha256 = collected.digest.hexdigest()
    return PackContents(kop=kop, sha256=sha256, stuk=stuk, onvolledig=collected.onvolledig, **kinds)


def _read_file(root: FileNode, bestand: str, relative: Path, collected: _Collected) -> None:
    """One file of a pack: a single regel, or a list of vragen, gespreksvragen, instrumenten or regels."""
    nodes = root.inhoud if isinstance(root.inhoud, list) else [root]
    collected.onvolledig |= bool(root.cut) and isinstance(root.inhoud, list)
    for node in nodes:
        if len(collected.meldingen) > HOOGSTENS:
            collected.onvolledig = True
            return
        kind = _kind_of(node.inhoud, relative) if isinstance(node.inhoud, dict) else None
        if kind is not None:
            _read_thing(node, kind, bestand, collected)
        else:
            collected.meldingen.append(_kind_unknown(node, Vindplaats(bestand, node)))
            collected.onvolledig = True


def _read_thing(node: FileNode, kind: "Kind", bestand: str, collected: _Collected) -> None:
    """One vraag, regel, instrument or gespreksvraag; what is wrong in it is not looked for by its name."""
    target, model, soort = kind
    name = node.below("id")
    ident = str(name.inhoud) if name is not None and is_id(name.inhoud) else None
    own: dict[str, object] = {"soort": soort} if soort else {}
    if target == "waarborgen":
        own["acties"] = [{"actie": f"{ident}.1"}]
    read = read_value(model, node, bestand, _PACK_STAND_INS | own)
    collected.meldingen += read.meldingen
    if read.meldingen or not node.whole():
        collected.stuk |= {ident} if ident else set()
        collected.onvolledig |= ident is None
    if read.waarde is not None:
        getattr(collected, target).append(InFile(read.waarde, read.bij))


Kind = tuple[str, type[BaseModel], str | None]
"""The list that a thing belongs to, its model, and what its `soort` must be when it is a regel."""


def _kind_of(pairs: Mapping[str, tuple[FileNode, FileNode]], relative: Path) -> Kind | None:
    """What a mapping is, by what it holds; by its folder only when that does not tell."""
    soort = pairs["soort"][1].inhoud if "soort" in pairs else None
    if isinstance(soort, str) and soort in _RULES:
        return (*_RULES[soort], soort)
    if "vult" in pairs or "kern" in pairs or ("gesprekken" in relative.with_suffix("").parts and "basis" not in pairs):
        return "gespreksvragen", Gespreksvraag, None
    if "regel" in pairs:
        return "lezingen", Lezing, None
    if "stuk" in pairs:
        return "elementen", Besluitelement, None
    if "wie" in pairs:
        return "stappen", Wegstap, None
    tells = next((_TELLS[key] for key in pairs if key in _TELLS), None)
    if tells:
        return (*_RULES[tells], tells)
    if "vraag" in pairs:
        return "vragen", Vraag, None
    for part in reversed(relative.with_suffix("").parts):
        if part in _FOLDERS:
            return _FOLDERS[part], _LISTS[_FOLDERS[part]], None
        if soort is None and part in ("waarborgen", "grenzen", "signalen"):
            return None
    if soort is None and "naam" in pairs and "id" in pairs:
        return "instrumenten", Instrument, None
    return None


def _kind_unknown(node: FileNode, bij: Vindplaats) -> Melding:
    soort = node.below("soort")
    if soort is None:
        return Melding("pakket_inhoud", bij.plek())
    word = str(soort.inhoud or "")
    facts: dict[str, object] = {"sleutel": "soort", "waarde": word, "opties": tuple(_RULES)}
    return Melding("waarde_onbekend", bij.plek(("soort",)), facts, near(word, _RULES))


def find_dossiers(folder: Path) -> Iterator[Path]:
    """The YAML files below a folder, of dossiers or of a pack, in order of path; what is hidden is passed over."""
    for path in sorted(folder.rglob("*"), key=lambda p: p.as_posix()):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in SUFFIXES and not hidden and (path.is_symlink() or not path.is_dir()):
            yield path
