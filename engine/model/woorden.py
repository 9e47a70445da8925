"""The words of a pack: what people read for its model and source, for the ways of taking part, and for wijk or dorp.

A text of a pack or of the interface leaves such a word open, as in `{De wijk} vertelt {haar} bewoners`, and gets it
when it is known what a dossier is about. `OPEN_WOORDEN` is all that may stand there; a capital carries over, and
`{{` and `}}` are braces.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Final, get_args

from pydantic import Field

from .frozen import Frozen, FrozenDict
from .schema import Model, Tekst
from .words import ARCHETYPES, Archetype, Bestuur, Gebiedsoort

GEBIEDSOORTEN: Final[tuple[Gebiedsoort, ...]] = get_args(Gebiedsoort)
_PARTY: Final[Mapping[Bestuur, str]] = {"gemeente": "de gemeente", "college": "het college", "raad": "de raad"}
"""How a text leaves open the name of each part of the bestuur, with its article."""

PACK_NAMES: Final = ("model", "bron", "deal", "stad", "praatplaat")
"""The words of a pack for things that are there once."""

_OPEN: Final = re.compile(r"\{\{|\}\}|\{([^{}|]+)\}")


class Plaatswoorden(Model):
    """How a kind of area is called: de wijk, deze wijk, wijk, wijk(agenda), haar (bewoners), zij, and more than one.

    Whether its noun takes `de` or `het` shows in `de`, and the other forms follow from that.
    """

    de: Tekst
    deze: Tekst
    los: Tekst
    voor: Tekst
    haar: Tekst
    zij: Tekst
    meer: Tekst | None = None

    @property
    def more(self) -> str:
        """More than one of them."""
        return self.meer or f"{self.los}en"

    def form(self, with_de: str, with_het: str) -> str:
        """The form of a word that goes with this noun."""
        return with_het if self.de.split()[0].lower() == "het" else with_de


class Pakketwoorden(Model):
    """`woorden` in pakket.yaml; what a pack does not say is built in."""

    model: Tekst | None = None
    bron: Tekst | None = None
    deal: Tekst | None = None
    stad: Tekst | None = None
    praatplaat: Tekst | None = None
    archetypen: dict[Archetype, Tekst] = Field(default_factory=dict)
    uitleg: dict[Archetype, Tekst] = Field(default_factory=dict)
    partijen: dict[Bestuur, Tekst] = Field(default_factory=dict)
    plaats: dict[Gebiedsoort, Plaatswoorden] = Field(default_factory=dict)

    def beside(self, other: "Pakketwoorden") -> "Pakketwoorden":
        """These words, and those of another where these say nothing."""
        own = {name: getattr(self, name) or getattr(other, name) for name in PACK_NAMES}
        by_way = {
            name: getattr(other, name) | getattr(self, name) for name in ("archetypen", "uitleg", "partijen", "plaats")
        }
        return Pakketwoorden(**own, **by_way)

    def for_area(self, soort: Gebiedsoort) -> "Woorden":
        """The words for one kind of area, where every one of them is known."""
        place = self.plaats[soort]
        known = {**_of_place(place), **_of_parties(self.partijen)}
        filled = {name: fill_words(str(getattr(self, name)), known) for name in PACK_NAMES}
        told = {way: fill_words(text, known) for way, text in self.uitleg.items()}
        both = {kind: self.plaats[kind].de for kind in GEBIEDSOORTEN}
        return Woorden(
            soort=soort,
            **filled,
            archetypen=self.archetypen,
            uitleg=told,
            partijen=self.partijen,
            plaats=place,
            plaatsen=both,
        )


class Woorden(Model):
    """The words of a pack for one kind of area, as a result carries them."""

    soort: Gebiedsoort
    model: Tekst
    bron: Tekst
    deal: Tekst
    stad: Tekst
    praatplaat: Tekst
    archetypen: Frozen[Archetype, Tekst]
    uitleg: Frozen[Archetype, Tekst]
    partijen: Frozen[Bestuur, Tekst]
    plaats: Plaatswoorden
    plaatsen: Frozen[Gebiedsoort, Tekst]
    """Both kinds of area, for where it is not known which of them it is."""

    def word(self, name: str) -> str:
        """What stands for an open word, with the capital of its name.

        Raises:
            KeyError: no such word may stand open.
        """
        return cased(self.by_name[_plain(name)], name)

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """What stands for each open word."""
        own = {name: str(getattr(self, name)) for name in PACK_NAMES}
        names = {str(archetype): self.archetypen[archetype] for archetype in ARCHETYPES}
        told = {f"wat {archetype} is": self.uitleg[archetype] for archetype in ARCHETYPES}
        whole = {"de hele stad": _whole(self.stad)}
        parties, kinds = _of_parties(self.partijen), _of_kinds(self.plaatsen)
        return FrozenDict({**_of_place(self.plaats), **own, **whole, **names, **told, **parties, **kinds})

    @property
    def names_its_parties(self) -> bool:
        """Whether the pack calls college or raad by another name than the program."""
        return any(self.partijen[partij] != _PARTY[partij] for partij in ("college", "raad"))

    @property
    def names_its_ways(self) -> bool:
        """Whether the pack calls a way of taking part by another name than the program: residents read that one too."""
        return any(self.archetypen[archetype] != archetype for archetype in ARCHETYPES)


def _of_place(place: Plaatswoorden) -> dict[str, str]:
    los = place.los
    return {
        "wijk": los,
        "wijken": place.more,
        "wijk_": place.voor,
        "de wijk": place.de,
        "deze wijk": place.deze,
        "die wijk": f"{place.form('die', 'dat')} {los}",
        "onze wijk": f"{place.form('onze', 'ons')} {los}",
        "elke wijk": f"{place.form('elke', 'elk')} {los}",
        "welke wijk": f"{place.form('welke', 'welk')} {los}",
        "een wijk": f"een {los}",
        "één wijk": f"één {los}",
        "de hele wijk": _whole(place.de),
        "haar": place.haar,
        "zij": place.zij,
        "die": place.form("die", "dat"),
    }


def _of_parties(named: Mapping[Bestuur, str]) -> dict[str, str]:
    """What stands for each part of the bestuur, with its article and without."""
    return {_PARTY[p]: named[p] for p in _PARTY} | {p: bare(named[p]) for p in _PARTY}


def _of_kinds(named: Mapping[Gebiedsoort, str]) -> dict[str, str]:
    """What stands where both kinds of area are meant."""
    wijk, dorp = named["wijk"], named["dorp"]
    both = {"wijk of dorp": f"{bare(wijk)} of {bare(dorp)}", "de wijk of het dorp": f"{wijk} of {dorp}"}
    return {**both, "soort wijk": bare(wijk), "soort dorp": bare(dorp)}


def bare(noun: str) -> str:
    """A noun without its article.

    >>> bare("het gehucht"), bare("Lisdoorn")
    ('gehucht', 'Lisdoorn')
    """
    article, _, rest = noun.partition(" ")
    return rest if rest and article.lower() in ("de", "het") else noun


def _whole(noun: str) -> str:
    """All of it.

    >>> _whole("het dorp"), _whole("Lisdoorn"), _whole("heel Lisdoorn")
    ('het hele dorp', 'heel Lisdoorn', 'heel Lisdoorn')
    """
    article, _, rest = noun.partition(" ")
    if article.lower() in ("de", "het"):
        return f"{article} hele {rest}"
    return noun if article.lower() == "heel" else f"heel {noun}"


WITHIN_WORDS: Final = (
    *_of_place(Plaatswoorden(de="x", deze="x", los="x", voor="x", haar="x", zij="x")),
    *_of_parties(_PARTY),
)
"""The words that the words of a pack may leave open themselves: those for the place and for the parties."""

OPEN_WOORDEN: Final = (
    *WITHIN_WORDS,
    *PACK_NAMES,
    "de hele stad",
    *ARCHETYPES,
    *(f"wat {archetype} is" for archetype in ARCHETYPES),
    *_of_kinds(dict.fromkeys(GEBIEDSOORTEN, "x")),
)
"""The names of the words that a text may leave open, as they are for a wijk."""


def open_words(text: str) -> Iterator[str]:
    """What stands between braces in a text, known or not."""
    yield from (found[1] for found in _OPEN.finditer(text) if found[1] is not None)


def known_word(name: str, among: Collection[str] = OPEN_WOORDEN) -> bool:
    """Whether a word may stand open, with or without a capital.

    >>> known_word("De hele wijk"), known_word("Wijk_"), known_word("de hele buurt")
    (True, True, False)
    """
    return _plain(name) in among


def fill_words(text: str, by_name: Mapping[str, str], braces: bool = True) -> str:
    """The text with its open words filled; what has another name stays as it stands.

    Args:
        by_name: what stands for each open word.
        braces: whether `{{` and `}}` become braces; not in a text that is filled further.

    >>> fill_words("{De wijk} zet {{dit}} op {wijk_}niveau {n}", {"de wijk": "het dorp", "wijk_": "dorps"})
    'Het dorp zet {dit} op dorpsniveau {n}'
    """

    def word(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0] if braces else found[0]
        given = by_name.get(_plain(found[1]))
        return found[0] if given is None else cased(given, found[1])

    return _OPEN.sub(word, text) if "{" in text or "}" in text else text


def cased(word: str, like: str) -> str:
    """A word with the capital that its name has.

    >>> cased("het dorp", "De wijk"), cased("het dorp", "DE WIJK"), cased("het dorp", "de wijk")
    ('Het dorp', 'HET DORP', 'het dorp')
    """
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _plain(name: str) -> str:
    return name.lower() if name.isupper() else name[:1].lower() + name[1:]
