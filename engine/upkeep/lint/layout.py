"""WT6xx: whether files and folders are called as people expect, so that a rule is found by its name."""

import re
from collections.abc import Iterator
from typing import Final

from .check import controle
from .exceptions import exceptions
from .view import Hit, PackView, Thing

_FOLDERS: Final = {"waarborg": "waarborgen", "grens": "grenzen", "signaal": "signalen"}
_LISTS: Final = {
    "gespreksvraag": "gesprekken.yaml",
    "instrument": "instrumenten.yaml",
    "lezing": "lezingen.yaml",
    "stap": "stappen.yaml",
    "element": "elementen.yaml",
}
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@controle("WT601", "bestandsnaam", "waarschuwing")
def file_name(beeld: PackView) -> Iterator[Hit]:
    """A rule in a file that is not called after it."""
    for ding in beeld.regels:
        wanted = f"{ding.waarde.id}.yaml"
        if not ding.in_lijst and ding.stuk.path.name != wanted:
            yield ding.hit(("id",), naam=ding.stuk.path.name, liever=wanted)


@controle("WT602", "map", "waarschuwing")
def folder(beeld: PackView) -> Iterator[Hit]:
    """A thing in a folder or file where people do not look for it."""
    for ding in beeld.dingen:
        here, wanted = _place(ding)
        if here != wanted:
            yield ding.hit(("id",), hier=here, liever=wanted)


def _place(ding: Thing[object]) -> tuple[str, str]:
    """Where it stands and where it belongs: a folder for a rule, a file for what comes in lists."""
    onderdeel = str(getattr(ding.waarde, "onderdeel", ""))
    if ding.soort == "waarborg":
        return str(ding.stuk.path.parent), f"waarborgen/{onderdeel}"
    if ding.soort in _FOLDERS:
        return str(ding.stuk.path.parent), _FOLDERS[ding.soort]
    return str(ding.stuk.path), _LISTS.get(ding.soort, f"vragen/{onderdeel}.yaml")


@controle("WT603", "regels-bij-elkaar", "waarschuwing")
def rules_in_one_file(beeld: PackView) -> Iterator[Hit]:
    """More rules in one file."""
    for ding in beeld.regels:
        if ding.in_lijst:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT604", "kop-ontbreekt", "hint")
def no_opening(beeld: PackView) -> Iterator[Hit]:
    """A file that does not open by saying what it is for."""
    for stuk in beeld.stukken:
        if not stuk.tekst.lstrip().startswith("#"):
            yield Hit(stuk.plek(0))


@controle("WT605", "vorm-van-id", "waarschuwing")
def form_of_id(beeld: PackView) -> Iterator[Hit]:
    """An id that is not written in small letters with hyphens."""
    for ding in beeld.dingen:
        if not _ID.fullmatch(ding.waarde.id):
            better = "-".join(re.findall(r"[a-z0-9]+", ding.waarde.id.lower()))
            yield ding.hit(("id",), naam=ding.waarde.id, liever=better)


@controle("WT606", "uitzondering-zonder-reden", "fout")
def exception_without_reason(beeld: PackView) -> Iterator[Hit]:
    """An exception to a check that does not say why."""
    for uitzondering in exceptions(beeld):
        if not uitzondering.reden:
            yield Hit(uitzondering.plek, {"codes": tuple(uitzondering.codes)})


@controle("WT607", "uitzondering-overbodig", "waarschuwing")
def idle_exception(beeld: PackView) -> Iterator[Hit]:
    """An exception where nothing is found; the run tells, as it knows what the other checks found."""
    return iter(())
