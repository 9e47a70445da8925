"""Small words for screens and documents: dates, numbers, lists and counts as people in the Netherlands write them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from wijktoets import texts
from wijktoets.texts import LEFT_OPEN


class Period(Protocol):
    """What `period` needs: the first and the last day, if known."""

    @property
    def van(self) -> date | None: ...
    @property
    def tot(self) -> date | None: ...


class Answer(Protocol):
    """What `antwoord` needs of an answer: the word."""

    @property
    def antwoord(self) -> str: ...


class Question(Protocol):
    """What `antwoord` needs of a question: what its options stand for."""

    @property
    def opties(self) -> Mapping[str, str] | None: ...


class Dated(Protocol):
    """What `title` needs: of which dossier a result is, and for which day."""

    @property
    def dossier(self) -> str | None: ...
    @property
    def fictief(self) -> bool: ...
    @property
    def status(self) -> str | None: ...
    @property
    def peildatum(self) -> date | None: ...
    @property
    def peildatum_is_vandaag(self) -> bool: ...


def title(found: Dated) -> str:
    """The first line of a result about one dossier: its name, its status and the day."""
    datum = day(found.peildatum) if found.peildatum else ""
    return texts.text(
        "scherm.kop_fictief" if found.fictief else "scherm.kop",
        naam=found.dossier,
        status=texts.text(f"scherm.status.{found.status}"),
        datum=texts.text("scherm.vandaag", datum=datum) if found.peildatum_is_vandaag else datum,
    )


def said(key: str, terugblik: bool = False, **values: object) -> str:
    """A sentence; where the texts tell a look back apart (`terugblik` beside `anders`), the one that fits."""
    return texts.text(variant(key, terugblik), **values)


def variant(key: str, terugblik: bool) -> str:
    """The key of that sentence."""
    found = _forms(key)
    if found is not None and "anders" in found:
        key += ".terugblik" if terugblik and "terugblik" in found else ".anders"
    return key


def _forms(key: str) -> Mapping[str, object] | None:
    """The forms that a sentence has; None of one that has no more than one."""
    found: object = texts.all_texts()
    for step in key.split("."):
        found = found[step] if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else None


def counted(key: str, n: int, **values: object) -> str:
    """A phrase with a number: `een` for one, `geen` for none where the texts have that, else `meer`."""
    none = n == 0 and "geen" in (_forms(key) or ())
    return texts.text(f"{key}.{'een' if n == 1 else 'geen' if none else 'meer'}", n=n, **values)


def listed(words: Iterable[str], between: str = "scherm.en") -> str:
    """Words as a list in a sentence, with a word of the texts before the last.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "scherm.of")
    ('a, b en c', 'a of b')
    """
    *start, last = list(words) or [""]
    return f"{', '.join(start)} {texts.text(between)} {last}" if start else last


def day(value: date) -> str:
    """A date in full.

    >>> day(date(2026, 11, 1))
    '1 november 2026'
    """
    return f"{value.day} {texts.text('scherm.maanden').split()[value.month - 1]} {value.year}"


def number(value: float, digits: int = 2) -> str:
    """A number with a decimal comma.

    >>> number(0.5)
    '0,50'
    """
    return f"{value:.{digits}f}".replace(".", ",")


def euro(value: float) -> str:
    """An amount in whole euros where it is whole.

    >>> euro(40000), euro(1250.5)
    ('€ 40.000', '€ 1.250,50')
    """
    whole = f"{int(value):,}".replace(",", ".")
    cents = f",{round(value % 1 * 100):02d}" if value % 1 else ""
    return f"€ {whole}{cents}"


def period(value: Period) -> str:
    """From and up to and including."""
    parts = [
        texts.text(f"scherm.periode.{key}", dag=day(d)) for key, d in (("van", value.van), ("tot", value.tot)) if d
    ]
    return " ".join(parts)


def begin_upper(text: str) -> str:
    """The text with a capital at the front, also of a word that is left open."""
    begin = 1 + (len(LEFT_OPEN) if text.startswith(LEFT_OPEN) else 0)
    return text[:begin].upper() + text[begin:]


def begin_lower(text: str) -> str:
    """The text as it stands inside a sentence."""
    begin = 1 + (len(LEFT_OPEN) if text.startswith(LEFT_OPEN) else 0)
    return text[:begin].lower() + text[begin:]


def ended(text: str) -> str:
    """The text with a full stop behind it, unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def antwoord(standpunt: Answer, vraag: Question | None) -> str:
    """An answer as people read it: the word, or what an option stands for."""
    return ((vraag.opties if vraag else None) or {}).get(standpunt.antwoord) or answer_word(standpunt.antwoord)


def answer_word(answer: str) -> str:
    """What answers a question without options, as people read it.

    >>> answer_word("ja"), answer_word("deels")
    ('ja', 'voor een deel')
    """
    return str(texts.all_texts()["scherm"]["antwoorden"].get(answer, answer))
