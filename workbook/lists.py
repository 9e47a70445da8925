"""The sheets of a workbook that are a list: a row for each, a column for each field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wijktoets.engine.model.dossier import Afspraak, Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import STEMMEN
from wijktoets.texts import all_texts, opened, text

from . import layout
from .cells import FIRST_DAY, lines_of
from .days import shown_day
from .layout import UITLEG, VOLGORDE, Veld, column_of, parties
from .named import SOORTEN, TREKKER, Lijsten, pack_names, trekkers
from .page import NewSheet, PageCell, field_label, head

SPARE: Final = {
    "afspraken": 4,
    "afwegingen": 12,
    "acties": 30,
    "partijen": 12,
    "bevestigd": 6,
    "bronnen": 15,
    "terugblik": 12,
    "bevoegdheden": 0,
}
"""How many empty rows a list has to grow in."""


OPEN: Final = "onbekend"
"""What a wish and reikwijdte are when nobody filled them in: an empty cell."""


def _rows(key: str, dossier: Dossier) -> list[tuple[str, Mapping[str, Any], str]]:
    """The rows of a list: key, the fields by their dotted path, and the order of parties where that matters."""
    if key == "afspraken":
        return [
            (str(n), flat(_afspraak(a, dossier)), order([w.door for w in a.gewenst], dossier))
            for n, a in enumerate(dossier.afspraken, 1)
        ]
    if key == "bronnen":
        return [("", {"sleutel": name, "tekst": words}, "") for name, words in dossier.bronnen.items()]
    if key == "terugblik":
        return [("", {"soort": soort, **flat(punt.model_dump())}, "") for soort, _, punt in dossier.terugblik.punten()]
    if key == "bevoegdheden":
        return [
            (f"b{index}", {"afspraak": str(nr), **flat(power.model_dump(exclude={"antwoorden"}))}, "")
            for index, (nr, power) in enumerate(powers(dossier), 1)
        ]
    return [(str(n), flat(item.model_dump()), "") for n, item in enumerate(getattr(dossier, key), 1)]


def powers(dossier: Dossier) -> list[tuple[int, Any]]:
    """All bevoegdheden, each with the number of its afspraak."""
    return [(nr, power) for nr, a in enumerate(dossier.afspraken, 1) for power in a.bevoegdheden]


def _afspraak(afspraak: Afspraak, dossier: Dossier) -> dict[str, Any]:
    tree = afspraak.model_dump(exclude={"antwoorden", "bevoegdheden", "gewenst"})
    if tree["reikwijdte"] == OPEN:
        del tree["reikwijdte"]
    for wish in afspraak.gewenst:
        if wish.door is None and wish.gewenst == OPEN:
            continue
        tree[f"gewenst.{column_of(wish.door, dossier)}" if wish.door else "gewenst"] = wish.gewenst
    return tree


def flat(tree: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Nested fields by their dotted path, without those that are not there."""
    found: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{above}{name}.")
        elif value is not None and value != ():
            found[above + name] = value
    return found


def order(spoke: Sequence[str | None], dossier: Dossier) -> str:
    """The columns of who spoke in their order, when it is not that of the sheet."""
    named = [column_of(door, dossier) for door in spoke if door]
    columns = [*parties(dossier), *STEMMEN]
    return "" if named == sorted(named, key=columns.index) else " ".join(named)


def _fields(key: str, dossier: Dossier) -> list[tuple[Veld, str]]:
    """The columns of a list, each with how people call it; a wish has one for each party by name as well."""
    found: list[tuple[Veld, str]] = []
    for v in layout.LIJSTEN[key]:
        found.append((v, field_label(key, v.sleutel)))
        if key == "afspraken" and v.sleutel == "gewenst":
            own = [(layout.wish_of(at), text("werkmap.wens_van", naam=name)) for at, name in parties(dossier).items()]
            found += own
    return found


def list_sheet(key: str, dossier: Dossier, pakket: Regelpakket) -> NewSheet | None:
    """A list sheet, with a row that explains its columns; of bevoegdheden or a look back only where it fits."""
    rows = _rows(key, dossier)
    if not rows and (key == "bevoegdheden" or (key == "terugblik" and dossier.status != "terugblik")):
        return None
    kept = [(VOLGORDE, "")] if key == "afspraken" else []
    labels = _fields(key, dossier)
    fields = [v for v, _ in labels]
    namen = pack_names(pakket)
    offered = [_with_words(key, v, dossier, pakket, namen) for v in fields]
    made = head(key, [(UITLEG, text("werkmap.nummer")), *((v.sleutel, label) for v, label in labels), *kept])
    made.append((PageCell(UITLEG, "sleutel"), None, *(PageCell(_explained(key, v), "bij") for v in fields)))
    for number in range(1, len(rows) + SPARE[key] + 1):
        row_key, given, spoke = rows[number - 1] if number <= len(rows) else (str(number), {}, "")
        cells = [input_cell(v, _named(v, given.get(v.sleutel), namen)) for v in offered]
        tail = [PageCell(spoke or None, "sleutel")] if kept else []
        numbered = PageCell(row_key, "sleutel") if key in ("afspraken", "partijen", "bevoegdheden") else None
        made.append((numbered, PageCell(str(number), "deel"), *cells, *tail))
    widths = (4, 6, *(v.breedte for v in fields), *((4,) if kept else ()))
    hidden = (1, len(widths)) if kept else (1,)
    return NewSheet(key, text(f"werkmap.bladen.{key}"), tuple(made), widths, hidden, vast=4)


def _with_words(key: str, veld: Veld, dossier: Dossier, pakket: Regelpakket, namen: Lijsten) -> Veld:
    """A field with what can be chosen: names of the pack, its open questions, parties, and themas of the dossier."""
    if veld.sleutel == "bij":
        return replace(veld, woorden=tuple(found.id for found in pakket.gespreksvragen))
    if veld.sleutel in SOORTEN:
        return replace(veld, woorden=namen[veld.sleutel].keuzes)
    if veld.sleutel == TREKKER:
        return replace(veld, woorden=trekkers(veld.woorden, parties(dossier).values()).keuzes, open=True)
    if key == "bevestigd" and veld.sleutel == "door":
        return replace(veld, woorden=tuple(dict.fromkeys(p.naam for p in dossier.partijen)), open=True)
    if veld.sleutel == "thema" and key in ("afwegingen", "acties"):
        return replace(veld, woorden=tuple(dict.fromkeys(a.thema for a in dossier.afspraken)), open=True)
    return veld


def _named(veld: Veld, value: Any, namen: Lijsten) -> Any:
    """The name of a waarborg or an actie in place of its id."""
    return namen[veld.sleutel].name(str(value)) if value is not None and veld.sleutel in SOORTEN else value


def _explained(key: str, veld: Veld) -> str:
    return opened(all_texts()["werkmap"]["uitleg_bij"].get(key, {}).get(veld.sleutel.replace(".", "_"), ""))


def input_cell(veld: Veld, value: Any) -> PageCell:
    """A cell to fill in, with the value of a field."""
    return PageCell(_shown(veld, value), "invoer", veld.woorden, veld.open, veld.soort)


def _shown(veld: Veld, value: Any) -> str | date | Decimal | None:
    if value is None:
        return None
    if veld.soort == "vlag":
        return "ja" if value else "nee"
    if veld.soort == "woorden":
        return ", ".join(value)
    if veld.soort in ("lijst", "namen"):
        return lines_of(value)
    if isinstance(value, date):
        return value if value > FIRST_DAY.replace(year=1900) else shown_day(value)
    if isinstance(value, Decimal):
        return value if Decimal(repr(float(value))) == value else f"{value:f}"
    return str(value)
