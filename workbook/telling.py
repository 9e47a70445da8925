"""Tells what is wrong with a dossier in words and places of the workbook that it came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from wijktoets.engine.errors import Melding
from wijktoets.texts import all_texts, text

from . import layout
from .grid import Soort
from .sheets import ROWS, Vel

OWN: Final[Mapping[str, str]] = {
    "nvt_zonder_toelichting": "werkmap_nvt_zonder_toelichting",
    "antwoord_ontbreekt": "werkmap_antwoord_ontbreekt",
    "geen_vlag": "werkmap_geen_vlag",
    "datum_vorm": "werkmap_datum_vorm",
    "datum_bestaat_niet": "werkmap_datum_vorm",
    "bedrag_vorm": "werkmap_bedrag_vorm",
}
"""What is said in other words in a workbook: the code of a file, and the one for a cell."""


def in_cells(melding: Melding) -> Melding:
    """What is wrong, in words of a workbook; said twice it stays the same."""
    facts = dict(melding.gegevens)
    if isinstance(facts.get("eerder"), int):
        facts["eerder"] = int(str(facts["eerder"])) % ROWS
    code = OWN.get(melding.code, melding.code)
    suggestie = None if code != melding.code else melding.suggestie
    return replace(melding, code=code, gegevens=facts, suggestie=suggestie)


def on_sheets(meldingen: Iterable[Melding], vellen: Sequence[Vel]) -> Iterator[Melding]:
    """What is wrong, where a field that is missing is a cell that is empty.

    What is only missing because its cell holds what cannot be read is left out: that is told already.
    """
    by_number = {vel.nummer: vel for vel in vellen}
    for melding in meldingen:
        nummer, rij = divmod(melding.plek.regel, ROWS)
        kolom = melding.plek.kolom
        if melding.code == "veld_ontbreekt":
            vel = by_number[nummer]
            key, rij, kolom = _cell(vel, rij, kolom, str(melding.gegevens["sleutel"]))
            code = "werkmap_veld_ontbreekt" if vel.sleutel in layout.LIJSTEN else "werkmap_vak_leeg"
            melding = Melding(code, vel.plek(rij, kolom), {"kop": column_name(vel.sleutel, key)})
        missing = melding.code in ("werkmap_veld_ontbreekt", "werkmap_vak_leeg", "antwoord_ontbreekt")
        if not missing or not isinstance(by_number[nummer].blad.cellen.get((rij, kolom)), Soort):
            yield melding


def _cell(vel: Vel, rij: int, kolom: int, name: str) -> tuple[str, int, int]:
    """The key of a field on its sheet with its row and column; on the sheet about the dossier itself it has a row."""
    if vel.sleutel in layout.LIJSTEN:
        key = next((v.sleutel for v in layout.LIJSTEN[vel.sleutel] if v.pad[-1] == name), name)
        return key, rij, vel.kolommen.get(key, kolom)
    here = next((key for key, at in vel.rijen.items() if at == rij), name)
    key = ".".join([*here.split(".")[:-1], name])
    return key, vel.rijen.get(key, rij), kolom


def column_name(key: str, name: str) -> str:
    """How people call a column of a sheet, or a row of the one about the dossier itself."""
    if key in layout.VRAGEN:
        return text(f"werkmap.standen.{name}")
    if key in layout.LIJSTEN:
        return text(f"werkmap.velden.{key}.{name.replace('.', '_')}")
    rows = all_texts()["werkmap"]["velden"].get(key, {})
    return str(rows[name.replace(".", "_")][0]) if name.replace(".", "_") in rows else text("werkmap.invullen")
