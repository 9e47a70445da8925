"""Prepares a new regel or vraag of a pack: what its id must be free of, which vraag it starts from, and its files.

The words of the files are not here: they come from a template that is filled with these pieces.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from ..model.errors import InvoerFout, Plek
from ..model.pakket import Waarborg
from ..model.regelpakket import Ingebouwd, Regelpakket
from ..model.source import read_bytes
from ..model.words import INGEBOUWDE_VRAGEN, Archetype, Norm, Onderdeel
from ..reading.loading import HEAD, find_dossiers, load_packs
from ..reading.parsing import read_tree

NewKind = Literal["waarborg", "grens", "signaal", "vraag", "gespreksvraag", "instrument", "lezing", "pakket"]
SOORTEN: Final[tuple[NewKind, ...]] = get_args(NewKind)

_LISTS: Final = {
    "gespreksvraag": ("gesprekken.yaml", "gespreksvragen"),
    "instrument": ("instrumenten.yaml", "instrumenten"),
    "lezing": ("lezingen.yaml", "lezingen"),
}
"""The file of each kind that stands in one list for the whole pack, and where a Regelpakket has them."""
_FOLDERS: Final = {"waarborg": "waarborgen", "grens": "grenzen", "signaal": "signalen"}
NEW_OPTIONS: Final = ("optie-een", "optie-twee")
"""The options of a keuze that is still to be thought out."""

_UNFINISHED: Final = {
    "waarborg": ("nvt",) * 3,
    "grens": ("niet", "zeker", "zeker"),
    "signaal": ("niet", "toon", "toon"),
}
"""What no example of a new regel gives: when its condition holds, when it does not, and without answers."""


@dataclass(frozen=True, slots=True)
class DraftVraag:
    """The vraag that a new regel starts from; `optie` counts and `andere` does not, None for a stelling."""

    vraag: str
    nieuw: bool
    optie: str | None = None
    andere: str | None = None

    @property
    def condition(self) -> str:
        """The condition in YAML.

        >>> DraftVraag("kanaal", False, "krant", "site").condition
        '{vraag: kanaal, is: krant}'
        """
        return f"{{vraag: {self.vraag}}}" if self.optie is None else f"{{vraag: {self.vraag}, is: {self.optie}}}"

    @property
    def settled(self) -> str:
        """What an actie settles, in YAML."""
        return self.vraag if self.optie is None else f"{{vraag: {self.vraag}, wordt: {self.optie}}}"


def begin(pakket: Regelpakket | None, soort: NewKind, vraag: str) -> DraftVraag:
    """How a new regel starts from this vraag; one that the packs do not have is new: a keuze for a grens only."""
    known = pakket.vragen.get(vraag) if pakket else None
    if vraag in INGEBOUWDE_VRAGEN:
        options = INGEBOUWDE_VRAGEN[vraag] or ("NL", "BE")
        return DraftVraag(vraag, False, options[-1], options[0])
    if known is None:
        return DraftVraag(vraag, True, *NEW_OPTIONS) if soort == "grens" else DraftVraag(vraag, True)
    if known.soort == "stelling":
        return DraftVraag(vraag, False)
    options = tuple(known.opties)
    return DraftVraag(vraag, False, options[0], options[-1])


def examples(soort: NewKind, start: DraftVraag, pinned: str) -> list[str]:
    """Examples in YAML with an outcome that they do not give, so that none is taken for finished.

    `pinned` is what the first one says of the rule itself, such as its norm.
    """
    holds, fails, empty = _UNFINISHED[soort]
    option = start.optie is not None
    first = _example(start.vraag, start.optie or "ja", holds, pinned)
    made = [first, _example(start.vraag, start.andere or "nee", fails)]
    if soort == "waarborg" and not option:
        views = [
            f"[{{door: bewoners, antwoord: nee}}, {{door: gemeente, antwoord: {said}}}]" for said in ("deels", "ja")
        ]
        made += [_example(start.vraag, said, empty) for said in ("deels", *views)]
    return [*made, _example("", "", empty)]


def _example(vraag: str, antwoord: str, verwacht: str, pinned: str = "") -> str:
    given = f"{vraag}: {antwoord}" if vraag else ""
    told = given if vraag in INGEBOUWDE_VRAGEN else f"antwoorden: {{{given}}}"
    return f"{{{', '.join(part for part in (told, pinned, f'verwacht: {verwacht}') if part)}}}"


def lighter(waarborg: Waarborg) -> dict[Archetype, Norm]:
    """A norm that another reader could give: moet no more than hoort; where nothing moet, hoort no more than mag.

    Of a waarborg that is only free the other way: it hoort.
    """
    heaviest = next(norm for norm in ("moet", "hoort", "mag") if norm in waarborg.norm.values())
    other: Norm = {"moet": "hoort", "hoort": "mag", "mag": "hoort"}[heaviest]  # type: ignore[assignment]  # norms all
    return {archetype: other if norm == heaviest else norm for archetype, norm in waarborg.norm.items()}


def taken(pakket: Regelpakket, soort: NewKind, name: str) -> Plek | None:
    """Where a regel (or, for a vraag, a vraag) with this id stands; None when the id is free."""
    if soort in _LISTS:
        named = {g.id for g in pakket.gespreksvragen} if soort == "gespreksvraag" else getattr(pakket, _LISTS[soort][1])
        return Plek(_LISTS[soort][0]) if name in named else None
    found = pakket.vraagplaatsen.get(name) if soort == "vraag" else pakket.plaatsen.get(name)
    return found.bij.plek((*found.path, "id")) if found else None


def rule_file(soort: NewKind, name: str, onderdeel: Onderdeel) -> Path:
    """Where a regel stands in its pack.

    >>> rule_file("waarborg", "tolk", "dna").as_posix(), rule_file("grens", "stad", "dna").as_posix()
    ('waarborgen/dna/tolk.yaml', 'grenzen/stad.yaml')
    """
    folder = Path(_FOLDERS[soort])
    return (folder / onderdeel if soort == "waarborg" else folder) / f"{name}.yaml"


def vraag_file(folder: Path, name: str, onderdeel: Onderdeel, item: str, head: str) -> tuple[Path, str]:
    """The file of a new vraag and all that it holds then: those of its onderdeel, or one of its own.

    The own file is for a pack whose file holds something that a next item cannot be written below. `head` is the
    comment that a new file begins with.
    """
    return item_file(folder, Path("vragen", f"{onderdeel}.yaml"), name, item, head)


def list_file(soort: NewKind) -> Path:
    """The file of a kind that stands in one list for the whole pack."""
    return Path(_LISTS[soort][0])


def item_file(folder: Path, path: Path, name: str, item: str, head: str) -> tuple[Path, str]:
    """The file of a new item of a list and all that it holds then; see `vraag_file`."""
    if not (folder / path).exists():
        return path, f"{head}\n\n{item}"
    before = read_bytes(folder / path, str(path)).decode("utf-8")
    after = f"{before.rstrip()}\n\n{item}"
    grown = _items(after.encode(), str(path))
    if grown is not None and grown == (_items(before.encode(), str(path)) or 0) + 1:
        return path, after
    return path.with_name(f"{name}.yaml"), f"{head}\n\n{item}"


def _items(content: bytes, name: str) -> int | None:
    """How many items a list in YAML has; None when it is none, or not sound."""
    try:
        tree = read_tree(content, name)
    except InvoerFout:
        return None
    root = tree.wortel
    return len(root.inhoud) if root and isinstance(root.inhoud, list) and not tree.meldingen else None


def load_with(
    packs: Sequence[tuple[Path, str]],
    files: Mapping[Path, str],
    ingebouwd: Ingebouwd,
    builtin: Mapping[str, Path],
) -> Regelpakket:
    """The packs as they are when these files stand in the folder of the last one; nothing is written there.

    Args:
        packs: each folder with the name that messages give it.
        files: path in the last folder → what it holds.
        ingebouwd, builtin: see `loading.load_packs`.

    Raises:
        InvoerFout: with everything that is wrong then.
    """
    *others, (folder, name) = packs
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "pakket"
        copy.mkdir()
        for path in find_dossiers(folder):
            (copy / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / path.relative_to(folder))
        for relative, text in files.items():
            (copy / relative).parent.mkdir(parents=True, exist_ok=True)
            (copy / relative).write_text(text, encoding="utf-8")
        return load_packs([*others, (copy, name)], ingebouwd, builtin)


def id_of(folder: Path) -> str | None:
    """The id of a pack, from its pakket.yaml; None when that cannot be read."""
    try:
        head = read_tree(read_bytes(folder / HEAD, HEAD), HEAD).wortel
    except InvoerFout:
        return None
    name = head.below("id") if head else None
    return str(name.inhoud) if name else None


def base_of(folder: Path) -> str | None:
    """The id of the pack that a pack builds on, from its pakket.yaml; None when it builds on none."""
    head = read_tree(read_bytes(folder / HEAD, HEAD), HEAD).wortel
    below = head.below("bouwt_op") if head else None
    name = below.below("id") if below else None
    return str(name.inhoud) if name else None
