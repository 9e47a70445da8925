"""What `rules new` made, and what comes next."""

from collections.abc import Sequence

from wijktoets.telling.tree import Sheet, whole
from wijktoets.texts import text


def made_sheet(made: Sequence[str], vraag_in: str | None, vraag: str | None, after: str) -> Sheet:
    """What was made; then where the vraag stands, and what to do.

    Args:
        vraag_in: the file with the vraag, when that is new.
        vraag: the vraag that it begins with, when that was there.
        after: the sentence about what comes next.
    """
    lines = [text("rules_new.gemaakt", pad=path) for path in made]
    if vraag_in is not None:
        lines.append(text("rules_new.vraag_erbij", pad=vraag_in))
    elif vraag is not None:
        lines.append(text("rules_new.vraag_was_er", vraag=vraag))
    return tuple(whole(line, level=1) for line in (*lines, after))
