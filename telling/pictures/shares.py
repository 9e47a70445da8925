"""Draws per group how often each uitkomst came out of many draws: a bar, and how far another seed could move it."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.simulate.value import Simulatie, SimulatieRij
from wijktoets.texts.wording import begin_upper, number

from ..tree import Figure, Table, plain
from .svg import ACCENT, INK, LINE, SOFT, WIDTH, Drawn, element, headed, paragraph, picture, words

BAR: Final = 12
EDGE: Final = 6
SPREAD: Final = 1.96
"""So many standard errors on either side: nineteen of twenty seeds stay within."""


def shares_figure(found: Simulatie, name: str) -> Figure:
    """How often each uitkomst came out, a group at a time; those that never did are left out of the picture."""
    groups = by_group(found, "uitkomst")
    caption = texts.text("simulate.tabel.uitkomst")
    heads = tuple(texts.text(f"simulate.tabel.{key}") for key in ("groep", "uitkomst", "deel", "van", "tot"))
    rows = tuple(
        (plain(group), plain(word_of(row)), *(plain(percent(value)) for value in (row.aandeel, *spread(row))))
        for group, found_ in groups.items()
        for row in found_
        if row.aandeel
    )
    table = Table(caption, heads, rows, numbers=frozenset({2, 3, 4}), wide=1)
    told = "; ".join(
        f"{group}: " + ", ".join(f"{word_of(row)} {percent(row.aandeel)}" for row in found_ if row.aandeel)
        for group, found_ in groups.items()
    )
    height, parts = _drawn(groups)
    return picture(
        name, texts.text("simulate.beeld.titel"), told, texts.text("simulate.beeld.bijschrift"), table, height, parts
    )


def by_group(found: Simulatie, maat: str) -> dict[str, list[SimulatieRij]]:
    """The rows of a maat by the name of their group."""
    groups: dict[str, list[SimulatieRij]] = {}
    for row in found.rijen:
        if row.maat == maat:
            groups.setdefault(group_name(row.groep), []).append(row)
    return groups


def group_name(groep: Mapping[str, str]) -> str:
    """What a group is called."""
    return ", ".join(groep.values()) if groep else texts.text("simulate.alles")


def word_of(row: SimulatieRij) -> str:
    """An uitkomst as people read it."""
    return texts.text(f"simulate.uitkomsten.{row.waarde}")


def percent(share: float) -> str:
    """How many of the hundred, with one decimal."""
    return number(100 * share, 1)


def spread(row: SimulatieRij) -> tuple[float, float]:
    """Between what another seed would most likely give; no room where every completion was looked at."""
    error = 0.0 if row.seed is None else SPREAD * sqrt(row.aandeel * (1 - row.aandeel) / row.trekkingen)
    return max(0.0, row.aandeel - error), min(1.0, row.aandeel + error)


def _drawn(groups: Mapping[str, Sequence[SimulatieRij]]) -> Drawn:
    parts: list[str] = []
    y: float = 0
    for group, rows in groups.items():
        y, drawn = headed(begin_upper(group), "", y)
        parts += drawn
        for row in rows:
            if row.aandeel:
                y += LINE
                parts.append(words(word_of(row), EDGE, y))
                parts.append(words(percent(row.aandeel), WIDTH - EDGE, y, text_anchor="end"))
                parts += _bar(row, y + 5)
                y += BAR + 8
        y += 8
    y += LINE
    parts.append(words(texts.text("simulate.beeld.nooit"), EDGE, y))
    parts.append(words(texts.text("simulate.beeld.altijd"), WIDTH - EDGE, y, text_anchor="end"))
    drawn_ones = any(row.seed is not None for rows in groups.values() for row in rows)
    y, said = paragraph(texts.text("simulate.beeld.speling" if drawn_ones else "simulate.beeld.zeker"), y + 8)
    y, about = paragraph(texts.text("simulate.over_regels"), y + 4)
    return y + 9, [*parts, *said, *about]


def _bar(row: SimulatieRij, y: float) -> list[str]:
    """A bar from never to its share on a line to always, with a thin line over the room that another seed has."""
    room, middle = WIDTH - 2 * EDGE, y + BAR / 2
    low, high = (EDGE + room * value for value in spread(row))
    line = element("line", x1=EDGE, y1=middle, x2=WIDTH - EDGE, y2=middle, stroke=SOFT)
    bar = element("rect", x=EDGE, y=y, width=room * row.aandeel, height=BAR, fill=ACCENT)
    if row.seed is None:
        return [line, bar]
    return [line, bar, element("line", x1=low, y1=middle, x2=high, y2=middle, stroke=INK, stroke_width=3)]
