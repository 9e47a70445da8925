"""Tells what the law finds about bevoegdheden: which themas cannot go as they are meant, why, and what can change."""

from collections.abc import Iterable

from wijktoets import texts
from wijktoets.engine.result.rapport import Rapport, WettelijkRij

from .phrases import told
from .tree import Item, Line, own, plain, sourced


def blocked(rapport: Rapport) -> dict[str, list[WettelijkRij]]:
    """The themas with a bevoegdheid that cannot go as it is meant, each with what the law finds about it."""
    found: dict[str, list[WettelijkRij]] = {}
    for row in rapport.wettelijk:
        if row.soort == "kan_zo_niet":
            found.setdefault(row.thema, []).append(row)
    return found


def legal_points(rows: Iterable[WettelijkRij]) -> list[Item]:
    """A point for each bevoegdheid with something in its way: what is meant, why not, and what no regel excludes."""
    return [_point(row) for row in rows if row.bevindingen]


def _point(row: WettelijkRij) -> Item:
    facts: dict[str, Line] = {"naam": own(row.bevoegdheid), "weg": row.bedoeld}
    key = f"report.wet.{row.soort}"
    below = [Item(sourced(found.tekst, found.bron)) for found in row.bevindingen]
    below += [Item(plain(texts.text("report.wet.stap", stap=found.stap))) for found in row.bevindingen if found.stap]
    if row.wel_open:
        below.append(Item(plain(texts.text("report.wet.wel_open", wegen="; ".join(row.wel_open)))))
    return Item(told(f"{key}.{'weg' if row.bedoeld else 'kaal'}", **facts), tuple(below))
