"""What changed in each version of a pack: rule, field, before and after, with the lines and the reason.

A pack keeps this as fragments, wijzigingen/<versie>.yaml, one for each version, so that two people who change rules
each write a file of their own. Nothing is computed with them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from ..model.schema import Bronnen, Datum, Id, Model, Tekst, formaat_check, version_numbers
from ..model.words import Archetype, Norm
from ..reading.loading import CHANGES_FORMAAT
from .coverage.files import read_file

FOLDER: Final = "wijzigingen"

Held = Mapping[Archetype, Norm] | Tekst | None
"""What a field held: a norm for each archetype, or a text."""


class Wijziging(Model):
    """One thing of a pack that is new, gone, or otherwise in one field.

    Of a new waarborg `wordt` is its norm; a text says what a condition or another field held.
    """

    id: Id
    soort: Literal["waarborg", "grens", "signaal", "vraag", "gespreksvraag", "instrument", "pakket"] = "waarborg"
    verandering: Literal["nieuw", "weg", "anders"] = "anders"
    veld: Tekst | None = None
    was: Held = None
    wordt: Held = None
    bron: Bronnen


class Wijzigingsgroep(Model):
    """Changes that were made for one reason."""

    waarom: Tekst
    bij: tuple[Wijziging, ...] = ()


class Wijzigingsblad(Model):
    """What changed in one version."""

    formaat: Annotated[Literal["wijktoets/wijzigingen@1"], BeforeValidator(formaat_check(CHANGES_FORMAAT))]
    versie: Tekst
    op: Datum
    wijzigingen: Annotated[tuple[Wijzigingsgroep, ...], Field(min_length=1)]


def read_changes(folder: Path, name: str) -> list[Wijzigingsblad]:
    """The fragments of a pack, the newest version first; `name` is how messages call the folder.

    Raises:
        InvoerFout: with everything that is wrong in the first file that cannot be used.
    """
    paths = (folder / FOLDER).glob("*.yaml")
    found = [read_file(Wijzigingsblad, path, f"{name}/{FOLDER}/{path.name}").waarde for path in paths]
    return sorted(found, key=lambda blad: version_numbers(blad.versie), reverse=True)
