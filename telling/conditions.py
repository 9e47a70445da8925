"""Says what a group of conditions asks of those below it, and which answers to a question count."""

from collections.abc import Sequence

from wijktoets.texts import text


def group_words(soort: str, size: int, aantal: int | None) -> str:
    """What a group of conditions asks of the conditions below it.

    >>> group_words("minstens", 3, 2)
    'Minstens 2 van deze 3:'
    """
    if soort == "alle":
        return text("explain.voorwaarde.allebei" if size == 2 else "explain.voorwaarde.alle", n=size)
    if soort == "een_van":
        return text("explain.voorwaarde.een_van", n=size)
    return text("explain.voorwaarde.minstens", aantal=aantal, n=size)


def question_words(vraag: str, options: Sequence[str] | None) -> str:
    """A question with, for a keuze, the answers that count."""
    if options is None:
        return vraag
    return text("explain.voorwaarde.telt", vraag=vraag, opties="; ".join(options))
