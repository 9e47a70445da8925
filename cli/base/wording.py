"""The small words of screens, which documents share (wijktoets.texts.wording)."""

from wijktoets.texts.wording import (
    antwoord,
    begin_upper,
    counted,
    day,
    ended,
    euro,
    listed,
    number,
    period,
    said,
    title,
)

__all__ = ["antwoord", "begin_upper", "counted", "day", "ended", "euro", "listed", "number", "period", "said", "title"]
