"""Sentences of the interface as a dossier about a wijk reads them: a test names them by key, as in wijktoets.texts."""

from wijktoets import load_pack, texts
from wijktoets.texts import wording


def spoken(line: str) -> str:
    """A line with the words that it left open, as the Gronings model has them for a wijk."""
    return texts.filled(line, load_pack().taal.word)


def text(key: str, **values: object) -> str:
    """See wijktoets.texts."""
    return spoken(texts.text(key, **values))


def said(key: str, terugblik: bool = False, **values: object) -> str:
    """See wijktoets.texts.wording."""
    return spoken(wording.said(key, terugblik, **values))


def counted(key: str, n: int, **values: object) -> str:
    """See wijktoets.texts.wording."""
    return spoken(wording.counted(key, n, **values))
