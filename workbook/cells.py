"""Writes values of a dossier into cells and reads them back: text verbatim, dates and amounts as people type them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from wijktoets.engine.model.alike import visible

from .days import day_of, shown_day
from .grid import Soort, Waarde

LONGEST: Final = 32767
"""How many characters a cell can hold."""
FIRST_DAY: Final = date(1899, 12, 30)
"""The day before the first that a spreadsheet can write as a number, two days early by its own count."""
_DAYS: Final = range((date(2000, 1, 1) - FIRST_DAY).days, (date(2100, 1, 1) - FIRST_DAY).days)
"""The numbers that are surely meant as a day, when a day is asked."""

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DUTCH_AMOUNT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}|-))?\Z")
_SPLIT: Final = re.compile(r"\s*(?:[,;\n]|\ben\b)\s*")


def escaped(text: str) -> str:
    r"""Text as OOXML keeps it: what XML cannot carry is written as _xHHHH_.

    >>> escaped("a\x07 _x0041_")
    'a_x0007_ _x005F_x0041_'
    """
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", _LIKE_ESCAPE.sub("_x005F_", text))


def unescaped(text: str) -> str:
    r"""The text that `escaped` wrote.

    >>> unescaped(escaped("a\x07 _x0041_")) == "a\x07 _x0041_"
    True
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def lines_of(texts: Iterable[str]) -> str:
    """A list of texts as one text, a line each."""
    return "\n".join(_LIKE_ESCAPE.sub("_x005F_", text).replace("\n", "_x000A_") for text in texts)


def list_of(text: str) -> list[str]:
    r"""The texts that `lines_of` wrote; empty lines are passed over.

    >>> list_of(lines_of(["verslag", "twee\nregels"]))
    ['verslag', 'twee\nregels']
    """
    return [unescaped(line) for line in text.split("\n") if line.strip()]


def words_of(text: str) -> list[str]:
    """Words with commas, "en" or new lines between them.

    >>> words_of("Wijk, gemeente en raad")
    ['wijk', 'gemeente', 'raad']
    """
    return [plain(word) for word in _SPLIT.split(text.strip()) if plain(word)]


def plain(text: str) -> str:
    """What someone typed without what does not matter: capitals, more spaces than one, and a mark at the end.

    >>> plain(" Ja. "), plain("Geld  is te zien")
    ('ja', 'geld is te zien')
    """
    return visible(text).rstrip(" .,;:!").casefold()


def as_text(value: Waarde) -> str:
    """What stands in a cell, as text."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Soort):
        return value.value
    return shown_day(value) if isinstance(value, date) else value


def as_day(value: Waarde) -> str:
    """A day as a dossier writes it; what is no day stays as it was typed.

    >>> as_day("1-11-2026"), as_day(Decimal(46327)), as_day("31/2/2026"), as_day("morgen")
    ('2026-11-01', '2026-11-01', '31/2/2026', 'morgen')
    >>> as_day("9 november 2026"), as_day("Maandag 9 nov. 2026"), as_day("november 2026")
    ('2026-11-09', '2026-11-09', 'november 2026')
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value == int(value) and int(value) in _DAYS:
        return (FIRST_DAY + timedelta(days=int(value))).isoformat()
    return day_of(as_text(value)) or as_text(value).strip()


def as_amount(value: Waarde) -> str:
    """An amount as a dossier writes it; what is no amount stays as it was typed.

    >>> as_amount("€ 40.000,50"), as_amount("40000"), as_amount(Decimal("12.5")), as_amount("veel")
    ('40000.50', '40000', '12.5', 'veel')
    """
    text = as_text(value).strip()
    found = None if isinstance(value, Decimal) else _DUTCH_AMOUNT.match(text.removeprefix("€").strip())
    if not found:
        return text
    cents = (found[2] or "").removesuffix("-")
    return found[1].replace(".", "") + (f".{cents}" if cents else "")


def as_flag(value: Waarde) -> str:
    """Ja or nee as a dossier writes it; what is neither stays as it was typed.

    >>> as_flag("Ja. "), as_flag("nee"), as_flag("misschien")
    ('true', 'false', 'misschien')
    """
    text = as_text(value).strip()
    return {"ja": "true", "nee": "false"}.get(plain(text), text)
