"""The tree drawn on a terminal: how the columns of a table share the room there is."""

from io import StringIO

from rich.console import Console

from wijktoets.telling.formats.terminal import draw
from wijktoets.telling.tree import Table, own

ROWS = (("aanjagen", "nog iets te regelen: 1 van het dorp", "0 van 17", "1 van 42, en 1 bewust anders"),)
WIDE = (("besluiten", "nog open", "1 van 31, en 1 bewust anders", "0 van 41"),)


def drawn(width: int) -> list[str]:
    """The lines of a table with two columns that ask much room beside the one that gives way."""
    rows = tuple(tuple(map(own, row)) for row in (*ROWS, *WIDE))
    table = Table("", ("manier", "past", "moet", "hoort"), rows, wide=1)
    out = StringIO()
    draw((table,), Console(file=out, width=width, color_system=None))
    return out.getvalue().splitlines()


def test_columns_give_way_before_a_word_is_cut() -> None:
    told = {width: " ".join(drawn(width)).split() for width in (60, 70, 80, 100)}
    for width, words in told.items():
        assert {"aanjagen", "besluiten", "regelen:", "bewust", "anders"} <= set(words), width
        assert all(len(line) <= width for line in drawn(width))
