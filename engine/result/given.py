"""What `evaluate_batch` was given, as a list of dossiers and files; what is neither gets a sentence of its own."""

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from typing import Final, TypeGuard

from ..model.dossier import Dossier
from ..model.errors import InvoerFout, Melding, Plek, at_most

ROWS: Final = (".csv", ".parquet")
"""How the name of a file ends that holds rows, one column a vraag, instead of a dossier."""


def dossiers_in(source: object) -> list[str | Dossier]:
    """The dossiers of a list or a generator, or the one that was given alone; a text is the name of a file.

    Raises:
        InvoerFout: for each thing that is no dossier and no name of one; or there is nothing.

    >>> dossiers_in("a.yaml") == dossiers_in(["a.yaml"]) == dossiers_in(name for name in ["a.yaml"])
    True
    """
    if isinstance(source, Iterable) and not (_is_one(source) or _told_apart(source)):
        named = [(f"source[{place}]", one) for place, one in enumerate(source)]
    else:
        named = [("source", source)]
    wrong = at_most((melding for name, one in named if (melding := _wrong(one, Plek(name))) is not None), "source")
    if wrong or not named:
        raise InvoerFout(wrong or [Melding("invoer_leeg", Plek("source"))])
    return [one if isinstance(one, Dossier) else fspath(one) for _, one in named if _is_one(one)]


def _is_one(given: object) -> TypeGuard[str | PathLike[str] | Dossier]:
    return isinstance(given, str | Dossier) or (isinstance(given, PathLike) and isinstance(fspath(given), str))


def _told_apart(given: object) -> str | None:
    """The code of what can be gone through and holds no dossiers all the same."""
    if hasattr(given, "read"):
        return "invoer_open_bestand"
    if isinstance(given, Mapping):
        return "invoer_velden"
    return "invoer_soort" if isinstance(given, bytes | bytearray | memoryview) else None


def _wrong(one: object, plek: Plek) -> Melding | None:
    """What is wrong with one of the things that were given."""
    if not _is_one(one):
        kind = "None" if one is None else type(one).__name__
        return Melding(_told_apart(one) or "invoer_soort", plek, {"soort": kind})
    if not isinstance(one, Dossier) and fspath(one).lower().endswith(ROWS):
        return Melding("invoer_rijen", plek, {"naam": fspath(one)})
    return None
