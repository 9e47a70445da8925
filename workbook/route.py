"""The sheet with the kernvragen in their order, each with where its answers are filled in; it has none itself."""

from collections.abc import Iterator, Mapping
from typing import Final

from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import by_kern
from wijktoets.texts import text

from .grid import Plaats, cel_naam
from .layout import ANTWOORD, TEKEN, UITLEG, VRAGEN
from .page import Cel, Naar, NewSheet, field_label, head

FIELDS: Final[Mapping[str, str]] = {
    "reikwijdte": "reikwijdte",
    "gewenst": "gewenst",
    "fase": "fasen",
    "bedrag": "bedrag.euro",
    "terugkijken_op": "terugkijken_op",
}
"""The questions that are a column of the sheet with afspraken, with its key."""


def route_sheet(pakket: Regelpakket, made: Mapping[str, NewSheet]) -> NewSheet:
    """The sheet with the kernvragen.

    Args:
        made: the other sheets by their key, where the answers are filled in.
    """
    rows = head("kernvragen", [(UITLEG, text(f"werkmap.{name}")) for name in ("kern", "open_vraag", "vragen", "waar")])
    starts: list[int] = []
    for found in sorted((g for g in pakket.gespreksvragen if g.kern is not None), key=lambda g: by_kern(g.kern)):
        asked = [Cel(str(found.kern), "kern"), Cel(found.vraag, "vraag")]
        starts.append(len(rows) + 1)
        for words, naar in _places(found.vult, pakket, made):
            shown = text("werkmap.plek", blad=naar.blad, cel=naar.cel)
            rows.append((None, *asked, Cel(words, "deel"), Cel(shown, "link", naar=naar)))
            asked = [Cel(None, "kern"), Cel(None, "deel")]
    widths = (4, 12, 60, 70, 40)
    return NewSheet("kernvragen", text("werkmap.bladen.kernvragen"), tuple(rows), widths, vast=2, blokken=tuple(starts))


def _places(vult: tuple[str, ...], pakket: Regelpakket, made: Mapping[str, NewSheet]) -> Iterator[tuple[str, Naar]]:
    """The questions that a kernvraag fills in, in words, each with the cell for its first answer."""
    for name in vult:
        if name in pakket.vragen:
            yield from ((pakket.vragen[name].vraag, at) for at in _answer(name, made))
        elif name in FIELDS:
            vel, key = made["afspraken"], FIELDS[name]
            row = next(n for n, cells in enumerate(vel.rijen, 1) if cells[0] is not None and cells[0].waarde == "1")
            yield field_label(vel.sleutel, key), _naar(vel, (row, _column(vel, key)))


def _answer(name: str, made: Mapping[str, NewSheet]) -> Iterator[Naar]:
    for vel in (made[key] for key in VRAGEN if key in made):
        for row, cells in enumerate(vel.rijen, 1):
            key = str(cells[0].waarde) if cells and cells[0] is not None else ""
            if key.startswith(f"{name}|") and key.endswith(f"|{ANTWOORD}") and not key.startswith(TEKEN):
                yield _naar(vel, (row, _column(vel, ANTWOORD)))
                return


def _column(vel: NewSheet, key: str) -> int:
    return next(n for n, cel in enumerate(vel.rijen[0], 1) if cel is not None and cel.waarde == key)


def _naar(vel: NewSheet, at: Plaats) -> Naar:
    return Naar(vel.titel, cel_naam(*at))
