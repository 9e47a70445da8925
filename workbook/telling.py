"""Tells what is wrong with a dossier in words and places of the workbook that it came from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from wijktoets.engine.model.errors import Melding
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.texts import all_texts, filled, opened, text

from . import layout
from .days import shown_day, without_day
from .grid import Soort
from .named import ACTIE, TREKKER, WAARBORG, Lijsten, pack_names
from .page import field_label
from .sheets import ROWS, SheetShape

OWN: Final[Mapping[str, str]] = {
    "nvt_zonder_toelichting": "werkmap_nvt_zonder_toelichting",
    "antwoord_ontbreekt": "werkmap_antwoord_ontbreekt",
    "geen_vlag": "werkmap_geen_vlag",
    "datum_vorm": "werkmap_datum_vorm",
    "datum_bestaat_niet": "werkmap_datum_vorm",
    "periode_omgekeerd": "werkmap_periode",
    "thema_fase_dubbel": "werkmap_thema_dubbel",
    "bedrag_vorm": "werkmap_bedrag_vorm",
    "terugblik_zonder_status": "werkmap_terugblik",
    "geen_partij": "werkmap_partij",
    "partijen_leeg": "werkmap_partij",
    "bevestiging_zonder_toelichting": "werkmap_bevestiging",
    "partij_dubbel": "werkmap_partij_dubbel",
    "partij_lijkt_rol": "werkmap_partij_lijkt_rol",
}
"""What is said in other words in a workbook: the code of a file, and the one for a cell."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The words that a workbook shows where a dossier has ids."""

    namen: Lijsten = field(default_factory=dict)
    vragen: Mapping[str, str] = field(default_factory=dict)
    """Each vraag in words, by its id."""


def words_of_pack(pakket: Regelpakket) -> SheetWords:
    """The words of the pack alone, for a dossier of which the workbook is not at hand."""
    return SheetWords(pack_names(pakket), asked_by(pakket))


def asked_by(pakket: Regelpakket) -> dict[str, str]:
    """Each vraag of a pack in words, by its id."""
    return {name: vraag.vraag for name, vraag in pakket.vragen.items()}


def in_cells(melding: Melding, woorden: SheetWords) -> Melding:
    """What is wrong, in words of a workbook; said twice it stays the same."""
    if melding.code in ("waarborg_onbekend", "dossieractie_onbekend") and woorden.namen:
        return _of_names(melding, woorden.namen)
    facts = dict(melding.gegevens)
    if isinstance(facts.get("eerder"), int):
        facts["eerder"] = int(str(facts["eerder"])) % ROWS
    if "vraag" in facts:
        facts["vraag"] = woorden.vragen.get(str(facts["vraag"]), facts["vraag"])
    code = OWN.get(melding.code, melding.code)
    if code == "werkmap_datum_vorm" and without_day(str(facts["waarde"])):
        code = "werkmap_maand"
    if melding.code == "periode_omgekeerd":
        facts |= {name: shown_day(date.fromisoformat(str(facts[name]))) for name in ("van", "tot")}
    suggestie = None if code != melding.code else melding.suggestie
    return replace(melding, code=code, gegevens=facts, suggestie=suggestie)


def _of_names(melding: Melding, namen: Lijsten) -> Melding:
    """What is wrong with the id of a waarborg or an actie, with names in its place."""
    if melding.code == "waarborg_onbekend":
        typed = str(melding.gegevens["naam"])
        guess = namen[WAARBORG].near(typed)
        return replace(melding, code="werkmap_waarborg", gegevens={"waarde": typed}, suggestie=guess)
    known = melding.gegevens["bekend"]
    fit = tuple(f"'{namen[ACTIE].name(str(one)).rstrip('.')}'" for one in known) if isinstance(known, tuple) else ()
    return replace(melding, code="werkmap_actie_elders", gegevens={"bekend": fit}, suggestie=None)


def _in_column(melding: Melding, vel: SheetShape, key: str) -> Melding:
    """What is wrong with a word, with how people call the column, or told apart for a column of names."""
    named = vel.namen.get(key)
    if named is None:
        if key not in _fields(vel.sleutel):
            return melding
        return replace(melding, gegevens={**melding.gegevens, "sleutel": column_name(vel.sleutel, key)})
    typed = str(melding.gegevens["waarde"])
    code = {WAARBORG: "werkmap_waarborg", ACTIE: "werkmap_actie", TREKKER: "werkmap_trekker"}[key]
    return replace(melding, code=code, suggestie=named.near(typed))


def in_pack_words(melding: Melding, word: Callable[[str], str]) -> Melding:
    """What is wrong, where the name of a column holds a word of the pack; `word` gives what stands for it."""
    facts = {name: filled(fact, word) if isinstance(fact, str) else fact for name, fact in melding.gegevens.items()}
    return replace(melding, gegevens=facts)


def _fields(key: str) -> frozenset[str]:
    """The keys of the fields of a sheet."""
    return frozenset(v.sleutel for v in (*layout.LIJSTEN.get(key, ()), *(layout.DOSSIER if key == "dossier" else ())))


def on_sheets(meldingen: Iterable[Melding], vellen: Sequence[SheetShape]) -> Iterator[Melding]:
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
        elif melding.code in ("waarde_onbekend", "id_vorm", "spreker_onbekend", "partij_zonder_partijen"):
            vel = by_number[nummer]
            melding = _in_column(melding, vel, _key(vel, rij, kolom))
        missing = melding.code in ("werkmap_veld_ontbreekt", "werkmap_vak_leeg", "antwoord_ontbreekt")
        if not missing or not isinstance(by_number[nummer].blad.cellen.get((rij, kolom)), Soort):
            yield melding


def _key(vel: SheetShape, rij: int, kolom: int) -> str:
    """The key of the field that a cell holds."""
    of = vel.rijen if vel.sleutel == "dossier" else vel.kolommen
    return next((key for key, at in of.items() if at == (rij if vel.sleutel == "dossier" else kolom)), "")


def _cell(vel: SheetShape, rij: int, kolom: int, name: str) -> tuple[str, int, int]:
    """The key of a field on its sheet with its row and column; on the sheet about the dossier itself it has a row."""
    if vel.sleutel in layout.LIJSTEN:
        key = next((v.sleutel for v in layout.LIJSTEN[vel.sleutel] if v.pad[-1] == name), name)
        return key, rij, vel.kolommen.get(key, kolom)
    here = next((key for key, at in vel.rijen.items() if at == rij), name)
    key = ".".join([*here.split(".")[:-1], name])
    return key, vel.rijen.get(key, rij), kolom


def column_name(key: str, name: str) -> str:
    """How people call a column of a sheet, or a row of the one about the dossier itself."""
    if name in layout.WOORDEN:
        return text(f"werkmap.woorden.{name.replace('.', '_')}")
    if key in layout.VRAGEN:
        return text(f"werkmap.standen.{name}")
    if key in layout.LIJSTEN:
        return field_label(key, name)
    rows = all_texts()["werkmap"]["velden"].get(key, {})
    return opened(str(rows[name.replace(".", "_")][0])) if name.replace(".", "_") in rows else text("werkmap.invullen")
