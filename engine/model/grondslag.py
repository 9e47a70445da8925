"""What a bevoegdheid rests on, and what allows passing it on: a reference to a law, `geen` or `onbekend`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .schema import Tekst

GEEN: Final = "geen"
ONBEKEND: Final = "onbekend"
GRONDSLAG: Final = "grondslag"
DELEGATIEGRONDSLAG: Final = "delegatiegrondslag"
"""The two fields of a bevoegdheid that hold a reference."""

AFKORTINGEN: Final = {
    "gemw": "Gemeentewet",
    "gem.wet": "Gemeentewet",
    "gw": "Grondwet",
    "grondwet": "Grondwet",
    "gemeentewet": "Gemeentewet",
    "awb": "Awb",
    "algemene wet bestuursrecht": "Awb",
    "ow": "Omgevingswet",
    "omgevingswet": "Omgevingswet",
    "omgevingsbesluit": "Omgevingsbesluit",
    "pw": "Participatiewet",
    "p-wet": "Participatiewet",
    "participatiewet": "Participatiewet",
    "wmo": "Wmo 2015",
    "wmo 2015": "Wmo 2015",
    "jw": "Jeugdwet",
    "jeugdwet": "Jeugdwet",
    "woo": "Woo",
    "wet open overheid": "Woo",
    "wgr": "Wgr",
    "wet gemeenschappelijke regelingen": "Wgr",
    "wolbes": "WolBES",
    "bw": "BW",
    "burgerlijk wetboek": "BW",
    "apv": "APV",
}
"""How laws are written for short or in full, in small letters, and what they are called here."""
OVER_OVERDRAGEN: Final = {
    ("Gemeentewet", "156"),
    ("Gemeentewet", "165"),
    ("Gemeentewet", "178"),
    ("Omgevingswet", "2.8"),
}
"""The articles that speak of passing on: they belong at `delegatiegrondslag`."""

_ARTIKEL = r"(?P<artikel>\d+[a-z]{0,2}(?:[:.]\d+[a-z]{0,2})*)"
_TELWOORDEN: Final = (
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
)
_LID = (
    rf"(?:\s*,?\s*(?:lid\s*(?P<lid>\d+)|(?P<telwoord>{'|'.join(_TELWOORDEN)})\s+lid\b))?"
    r"(?:\s*,?\s*(?:onder|sub)\s*[a-z0-9]{1,2}\b)?"
)
_NAMED = re.compile(rf"\b(?:artikel|art\.?)\s*{_ARTIKEL}{_LID}", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w:.]){_ARTIKEL}{_LID}(?![\w:])", re.IGNORECASE)
_AROUND = re.compile(r"^(?:[\s,;]|\b(?:van|uit|de|het|der)\b)+|[\s,;.]+$", re.IGNORECASE)
_LAW = re.compile(r"\b\w*(?:wet|wetboek|verordening|besluit|regeling|reglement)\b", re.IGNORECASE)
_NEARLY: Final = 0.8
"""From how alike on the name of a law is a known one that was misspelt, and no other law."""


@dataclass(frozen=True, slots=True)
class Grondslag:
    """A reference to a law: what it is called, the article in it, and the lid where one is named."""

    wet: str
    artikel: str
    lid: str | None = None


def read_grondslag(text: str) -> Grondslag | None:
    """The reference in a text; None when it names no article of a law.

    >>> read_grondslag("artikel 156, lid 1 van de Gemeentewet")
    Grondslag(wet='Gemeentewet', artikel='156', lid='1')
    >>> read_grondslag("Gemw 165")
    Grondslag(wet='Gemeentewet', artikel='165', lid=None)
    >>> read_grondslag("art. 3 Wet op de dorpen")
    Grondslag(wet='Wet op de dorpen', artikel='3', lid=None)
    >>> read_grondslag("onze eigen subsidieverordening") is None
    True
    """
    named = _NAMED.search(text)
    found = named or _BARE.search(text)
    if found is None:
        return None
    name = " ".join(_AROUND.sub("", part) for part in (text[: found.start()], text[found.end() :])).strip()
    law = AFKORTINGEN.get(name.casefold())
    if law is None and named and _LAW.search(name) and not _names_a_known_law(name):
        law = name
    lid = found["lid"] or (str(_TELWOORDEN.index(found["telwoord"].lower()) + 1) if found["telwoord"] else None)
    return None if law is None else Grondslag(law, found["artikel"].lower(), lid)


def _names_a_known_law(name: str) -> bool:
    """Whether a known law is in a name beside other words, or was misspelt: then it is not clear what was meant."""
    inside = any(re.search(rf"\b{re.escape(known)}\b", name.casefold()) for known in AFKORTINGEN)
    return inside or _misspelt(name) is not None


def _misspelt(name: str) -> str | None:
    """The known law that was nearly written."""
    near = get_close_matches(name.casefold(), AFKORTINGEN, n=1, cutoff=_NEARLY)
    return AFKORTINGEN[near[0]] if near else None


def belongs_at(text: str) -> str:
    """The field of a bevoegdheid where a reference belongs: `delegatiegrondslag` when it speaks of passing on.

    >>> belongs_at("art. 156 lid 1 Gemeentewet")
    'delegatiegrondslag'
    >>> belongs_at("art. 160 lid 1 Gemeentewet")
    'grondslag'
    """
    found = read_grondslag(text)
    passing_on = found is not None and (found.wet, found.artikel) in OVER_OVERDRAGEN
    return DELEGATIEGRONDSLAG if passing_on else GRONDSLAG


def option_of(text: str | None, options: Collection[str]) -> str | None:
    """The option of a keuze question that a reference is: of its article, else of its law, else `andere-wet`.

    None for what is absent or onbekend: then nothing was said.

    >>> option_of("art. 165 Gemw", ["gemeentewet-165", "gemeentewet", "andere-wet", "geen"])
    'gemeentewet-165'
    >>> option_of("art. 10:15 Awb", ["gemeentewet", "andere-wet", "geen"])
    'andere-wet'
    """
    if text is None or text.strip().casefold() == ONBEKEND:
        return None
    if text.strip().casefold() == GEEN:
        return GEEN if GEEN in options else None
    found = read_grondslag(text)
    if found is None:
        return None
    law = re.sub(r"\W+", "-", found.wet.casefold()).strip("-")
    article = re.sub(r"\W+", "-", found.artikel)
    return next((option for option in (f"{law}-{article}", law, "andere-wet") if option in options), None)


def _checked(text: Any) -> Any:
    if text.strip().casefold() not in (GEEN, ONBEKEND) and read_grondslag(text) is None:
        raise PydanticCustomError("grondslag_vorm", "no reference", {"suggestie": _meant(text)})
    return text


def _meant(text: str) -> str | None:
    """The reference with the known law that was nearly written, if there is an article in it."""
    found = _NAMED.search(text) or _BARE.search(text)
    near = [law for word in re.findall(r"[^\W\d]{3,}", text) if (law := _misspelt(word))]
    return f"art. {found['artikel']} {near[0]}" if found and near else None


Grondslagtekst = Annotated[Tekst, AfterValidator(_checked)]
"""A reference as it was typed (law, article, lid), `geen` or `onbekend`.

Raises:
    PydanticCustomError: grondslag_vorm for other text.
"""
