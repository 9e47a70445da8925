"""The sheet that leads through the workbook, with links to every sheet and cell to fill in, and the links back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import by_kern
from wijktoets.texts import text

from .grid import Plaats, cel_naam
from .layout import ANDERS, ANTWOORD, BLADEN, DELEN, KENMERKEN, TEKEN, UITLEG, VRAGEN, WAAROVER
from .page import NewSheet, PageCell, SheetLink, field_label, head

LEAD: Final = "kernvragen"
"""The sheet that leads; it has nothing to fill in."""
FIRST: Final = ("uitleg", "dossier", "partijen", "afspraken")
"""The sheets that go before the cards."""
FIELDS: Final[Mapping[str, str]] = {
    "reikwijdte": "reikwijdte",
    "gewenst": "gewenst",
    "fase": "fasen",
    "bedrag": "bedrag.euro",
    "terugkijken_op": "terugkijken_op",
}
"""The questions that are a column of the sheet with afspraken, with its key."""
ABOVE: Final = 78
"""How wide the title of a sheet may be, in letters: the link back stands behind it."""
BACK: Final = 18
"""How wide the last column is at least when it holds the link back, so that it is whole on paper too."""

Rows = list[tuple[PageCell | None, ...]]


def linked(pakket: Regelpakket, made: Mapping[str, NewSheet]) -> dict[str, NewSheet]:
    """The sheets with the one that leads, and with links there and back.

    Args:
        made: the other sheets by their key.
    """
    lead, cards = _lead(pakket, made)
    back = SheetLink(lead.titel, "B2")
    kept = {key: vel if key == KENMERKEN else _with_way_back(vel, back) for key, vel in made.items()}
    at = {key: dict(_answer_rows(kept[key])) for key in VRAGEN if key in kept}
    for key in at:
        kept[key] = _with_links(
            kept[key], at, {name: SheetLink(lead.titel, f"B{row}") for name, row in cards.items()}, kept
        )
    return {LEAD: lead, **kept}


def _lead(pakket: Regelpakket, made: Mapping[str, NewSheet]) -> tuple[NewSheet, dict[str, int]]:
    """The sheet that leads, and the row of the card of each vraag."""
    rows: Rows = head(LEAD, [(UITLEG, text(f"werkmap.{name}")) for name in ("kern", "open_vraag", "vragen", "waar")])
    starts = [len(rows) + 1]
    cards: dict[str, int] = {}
    rows += _to_sheets("eerst", FIRST, made)
    for found in sorted((g for g in pakket.gespreksvragen if g.kern is not None), key=lambda g: by_kern(g.kern)):
        asked = [PageCell(text("werkmap.kaart", kern=found.kern), "kern"), PageCell(found.vraag, "vraag")]
        starts.append(len(rows) + 1)
        for name in found.vult:
            cards.setdefault(name, starts[-1])
        for words, naar in _places(found.vult, pakket, made):
            shown = text("werkmap.plek", blad=naar.blad, cel=naar.cel)
            rows.append((None, *asked, PageCell(words, "deel"), PageCell(shown, "link", naar=naar)))
            asked = [PageCell(None, "kern"), PageCell(None, "deel")]
    starts.append(len(rows) + 1)
    rows += _to_sheets("daarna", [key for key in BLADEN if key not in (LEAD, KENMERKEN, *FIRST)], made)
    widths = (4, 12, 60, 70, 40)
    return NewSheet(LEAD, text(f"werkmap.bladen.{LEAD}"), tuple(rows), widths, vast=2, blokken=tuple(starts)), cards


def _to_sheets(when: str, keys: Iterable[str], made: Mapping[str, NewSheet]) -> Rows:
    """A row for each sheet that is there, with what it is for."""
    found: Rows = []
    for key in (key for key in keys if key in made):
        words = text(f"werkmap.waarvoor.{key if key not in VRAGEN or key == ANDERS else 'vragen'}")
        step = PageCell(text(f"werkmap.{when}") if not found else None, "kern")
        link = PageCell(text("werkmap.blad", blad=made[key].titel), "link", naar=SheetLink(made[key].titel, "B2"))
        found.append((None, step, PageCell(made[key].titel, "vraag"), PageCell(words, "deel"), link))
    return found


def _places(
    vult: tuple[str, ...], pakket: Regelpakket, made: Mapping[str, NewSheet]
) -> Iterator[tuple[str, SheetLink]]:
    """The questions that a kernvraag fills in, in words, each with the cell for its first answer."""
    for name in vult:
        if name in pakket.vragen:
            yield from ((pakket.vragen[name].vraag, at) for at in _answer(name, made))
        elif name in FIELDS:
            vel, key = made["afspraken"], FIELDS[name]
            row = next(n for n, cells in enumerate(vel.rijen, 1) if cells[0] is not None and cells[0].waarde == "1")
            yield field_label(vel.sleutel, key), _naar(vel, (row, _column(vel, key)))


def _answer(name: str, made: Mapping[str, NewSheet]) -> Iterator[SheetLink]:
    for vel in (made[key] for key in VRAGEN if key in made):
        for found, row in _answer_rows(vel):
            if found == name:
                yield _naar(vel, (row, _column(vel, ANTWOORD)))
                return


def _answer_rows(vel: NewSheet) -> Iterator[tuple[str, int]]:
    """Each vraag of a sheet with its first row, the last of them first."""
    rows: dict[str, int] = {}
    for row, cells in enumerate(vel.rijen, 1):
        key = str(cells[0].waarde) if cells and cells[0] is not None else ""
        if key.endswith(f"|{ANTWOORD}") and not key.startswith(TEKEN):
            rows.setdefault(key.partition("|")[0], row)
    yield from rows.items()


def _with_way_back(vel: NewSheet, back: SheetLink) -> NewSheet:
    """A sheet with a link behind its title to the one that leads."""
    column = next((n for n, wide in enumerate(accumulate(vel.breedtes[1:]), 3) if wide > ABOVE), len(vel.breedtes) + 1)
    title = [*vel.rijen[1], *[None] * column][:column]
    title[column - 1] = PageCell(text("werkmap.terug"), "link", naar=back)
    widths = [*vel.breedtes, *[BACK] * column][: max(column, len(vel.breedtes))]
    if column == len(widths):
        widths[-1] = max(BACK, widths[-1])
    return replace(vel, rijen=(vel.rijen[0], tuple(title), *vel.rijen[2:]), breedtes=tuple(widths))


@dataclass(frozen=True, slots=True)
class _Link:
    """A link below what an answer is about: how far below, and where it leads."""

    deel: int
    cel: PageCell


def _with_links(
    vel: NewSheet,
    at: Mapping[str, Mapping[str, int]],
    cards: Mapping[str, SheetLink],
    made: Mapping[str, NewSheet],
) -> NewSheet:
    """A sheet with questions, with a link at each to its card, and to what is different at a thema or back."""
    rows = [list(row) for row in vel.rijen]
    column = _column(vel, WAAROVER)
    for name, row in at[vel.sleutel].items():
        for link in _links(vel.sleutel, name, at, cards, made):
            rows[row + link.deel - 1][column - 1] = link.cel
    return replace(vel, rijen=tuple(map(tuple, rows)))


def _links(
    key: str,
    name: str,
    at: Mapping[str, Mapping[str, int]],
    cards: Mapping[str, SheetLink],
    made: Mapping[str, NewSheet],
) -> Iterator[_Link]:
    if key == ANDERS:
        home = next((other for other in VRAGEN if other != ANDERS and name in at.get(other, {})), None)
        if home is not None:
            naar = _naar(made[home], (at[home][name], _column(made[home], ANTWOORD)))
            yield _Link(len(DELEN) - 1, PageCell(text("werkmap.naar_alle"), "link", naar=naar))
        return
    if name in at.get(ANDERS, {}):
        naar = _naar(made[ANDERS], (at[ANDERS][name], _column(made[ANDERS], ANTWOORD)))
        yield _Link(1, PageCell(text("werkmap.naar_anders"), "link", naar=naar))
    if name in cards:
        yield _Link(len(DELEN) - 1, PageCell(text("werkmap.naar_kaart"), "link", naar=cards[name]))


def _column(vel: NewSheet, key: str) -> int:
    return next(n for n, cel in enumerate(vel.rijen[0], 1) if cel is not None and cel.waarde == key)


def _naar(vel: NewSheet, at: Plaats) -> SheetLink:
    return SheetLink(vel.titel, cel_naam(*at))
