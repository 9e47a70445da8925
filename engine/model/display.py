"""How a value is drawn where HTML is shown, such as a notebook: who can draw one says so, as the engine cannot."""

from collections.abc import Callable
from typing import Any, Final

_drawn: Final[dict[type, Callable[[Any], str | None]]] = {}


def draw_with(kind: type, draw: Callable[[Any], str | None]) -> None:
    """Let values of this kind be drawn so; None where what draws is not installed."""
    _drawn[kind] = draw


def drawn(value: object) -> str | None:
    """A value as HTML; None, and so its repr, where nobody draws its kind."""
    draw = _drawn.get(type(value))
    return None if draw is None else draw(value)
