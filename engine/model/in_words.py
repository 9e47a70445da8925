"""A Regelpakket in the words for a wijk or a dorp: made where dossier and pack meet, so that nothing after knows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from .kept import once_a_pack
from .regelpakket import Regelpakket
from .schema import Model
from .source import NodePath
from .woorden import fill_words
from .words import Gebiedsoort

M = TypeVar("M", bound=Model)

READ: Final = frozenset(
    {"naam", "vraag", "opties", "toelichting", "afleiding", "waarom"}
    | {"witte_vlek", "witte_vlek_onbekend", "witte_vlek_terugblik"}
    | {
        "voorbeeldtekst",
        "tekst",
        "tekst_terugblik",
        "vraag_bij_twijfel",
        "wat",
        "wijk_doet",
        "gemeente_doet",
        "kanttekening",
        "naast_de_wens",
    }
)
"""The fields of the things of a pack that hold what people read, and so words that may stand open."""

LINES: Final = frozenset({"voorstel", "afgesproken", "in_uitvoering", "terugblik", "als_wens", "anders"})
"""The fields of a sentence of pakket.yaml: these are filled further with what was found."""

Change = Callable[[str, NodePath], str]
"""Gives what comes in the place of a text, which stands at a path below its thing."""


@once_a_pack
def _made(pakket: Regelpakket) -> dict[Gebiedsoort, Regelpakket]:
    return {}


def in_words_of(pakket: Regelpakket, soort: Gebiedsoort) -> Regelpakket:
    """The packs in the words for a wijk or a dorp; made once."""
    if soort == pakket.gebiedsoort:
        return pakket
    made = _made(pakket)
    if soort not in made:
        made[soort] = worded(pakket, soort)
    return made[soort]


def worded(pakket: Regelpakket, soort: Gebiedsoort) -> Regelpakket:
    """The packs with every open word filled, whether it was open still or filled for another kind of area."""
    by_name = pakket.woordenschat.for_area(soort).by_name
    written: dict[str, str] = {}

    def whole(text: str, path: NodePath) -> str:
        return filled(text, braces=path[0] not in LINES)

    def filled(text: str, braces: bool) -> str:
        open_text = pakket.geschreven.get(text, text)
        made = fill_words(open_text, by_name, braces)
        if made != open_text:
            written[made] = open_text
        return made

    def each(things: Mapping[str, M]) -> dict[str, M]:
        return {name: with_texts(thing, whole) for name, thing in things.items()}

    return replace(
        pakket,
        vragen=each(pakket.vragen),
        gespreksvragen=tuple(with_texts(thing, whole) for thing in pakket.gespreksvragen),
        instrumenten=each(pakket.instrumenten),
        waarborgen=each(pakket.waarborgen),
        grenzen=each(pakket.grenzen),
        signalen=each(pakket.signalen),
        lezingen=each(pakket.lezingen),
        stappen=each(pakket.stappen),
        elementen=each(pakket.elementen),
        acties={name: tuple(with_texts(actie, whole) for actie in acties) for name, acties in pakket.acties.items()},
        uitkomsten=each(pakket.uitkomsten),
        teksten=each(pakket.teksten),
        wie_doet_wat=tuple(with_texts(role, whole) for role in pakket.wie_doet_wat),
        woorden={name: filled(text, braces=False) for name, text in pakket.woorden.items()},
        gebiedsoort=soort,
        geschreven=written,
    )


def with_texts(thing: M, change: Change, path: NodePath = ()) -> M:
    """A thing of a pack with each text that people read changed; examples, conditions and names of things stay."""
    new: dict[str, Any] = {}
    for name in type(thing).model_fields:
        value = getattr(thing, name)
        if name in READ or name in LINES:
            made = _changed(value, change, (*path, name))
        elif name == "acties":
            made = tuple(with_texts(actie, change, (*path, name, index)) for index, actie in enumerate(value))
        else:
            continue
        if made != value:
            new[name] = made
    return thing.model_copy(update=new) if new else thing


def _changed(value: Any, change: Change, path: NodePath) -> Any:
    if isinstance(value, str):
        return change(value, path)
    if isinstance(value, Mapping):
        return {name: _changed(below, change, (*path, name)) for name, below in value.items()}
    return with_texts(value, change, path) if isinstance(value, Model) else value


def texts_of(thing: Model) -> Iterator[tuple[NodePath, str]]:
    """Every text of a thing that people read, with its path."""
    found: list[tuple[NodePath, str]] = []

    def keep(text: str, path: NodePath) -> str:
        found.append((path, text))
        return text

    with_texts(thing, keep)
    yield from found
