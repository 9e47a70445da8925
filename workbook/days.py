"""Days as people type them, in figures or with the name of the month, as the documents of the program print them."""

import re
from datetime import date
from typing import Final

from wijktoets.texts import text

_DUTCH_DATE: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")
_NAMED_DATE: Final = re.compile(r"(?:[a-z]+dag )?(?:([0-9]{1,2}) )?([a-z]+)\.? ([0-9]{4})\Z")
"""A day with the name of its month, that of the week before it or not; without a day it is only a month."""


def shown_day(value: date) -> str:
    """A day as people type it.

    >>> shown_day(date(2026, 11, 1))
    '1-11-2026'
    """
    return f"{value.day}-{value.month}-{value.year:04}"


def day_of(typed: str) -> str | None:
    """A day as a dossier writes it; None when it is no day.

    >>> day_of("9 november 2026"), day_of("Maandag 9 nov. 2026 "), day_of("9 mrt 2026"), day_of("9/11/2026")
    ('2026-11-09', '2026-11-09', '2026-03-09', '2026-11-09')
    >>> day_of("november 2026"), day_of("31 juni 2026"), day_of("9 brumaire 2026")
    (None, None, None)
    """
    found = _DUTCH_DATE.match(typed.strip())
    day, month, year = found.groups() if found else _named(typed)
    try:
        return date(int(year), int(month), int(day)).isoformat() if day else None
    except ValueError:
        return None


def without_day(typed: str) -> bool:
    """Whether a month was typed where a day is asked.

    >>> without_day("november 2027"), without_day("9 november 2027"), without_day("voorjaar 2027")
    (True, False, False)
    """
    day, month, _ = _named(typed)
    return bool(month) and not day


def _named(typed: str) -> tuple[str, str, str]:
    """Day, month as a number and year of a day with the name of its month; empty where there is none."""
    found = _NAMED_DATE.match(" ".join(typed.split()).casefold().rstrip("."))
    months = text("scherm.maanden").split()
    number = next((n for n, name in enumerate(months, 1) if found and found[2] in (name, *_short(name))), 0)
    return (found[1] or "", str(number), found[3]) if found and number else ("", "", "")


def _short(month: str) -> tuple[str, ...]:
    """How the name of a month is written shorter."""
    return (month[:3], month[:4], month[:1] + month[3:5])
