"""What `rules new` leaves for a person to fill in, and whether any of it is still in a pack."""

from collections.abc import Iterator
from typing import Final

from .errors import Plek
from .in_words import texts_of
from .regelpakket import Regelpakket
from .source import FileNode

TO_FILL_IN: Final = "INVULLEN"
"""The word that stands where a person has to write something."""


def to_fill_in(node: FileNode) -> Iterator[FileNode]:
    """Each text below a node, and each key, in which that word stands."""
    if isinstance(node.inhoud, dict):
        for key, below in node.inhoud.values():
            yield from to_fill_in(key)
            yield from to_fill_in(below)
    elif isinstance(node.inhoud, list):
        for item in node.inhoud:
            yield from to_fill_in(item)
    elif node.inhoud is not None and TO_FILL_IN.lower() in node.inhoud.lower():
        yield node


def unfinished(pakket: Regelpakket) -> list[Plek]:
    """Where something is still to be filled in: in a vraag or regel its place, in anything else the pack by name."""
    places: list[Plek] = []
    for found in (*pakket.vraagplaatsen.values(), *pakket.plaatsen.values()):
        nodes = to_fill_in(found.bij.wortel) if found.bij.wortel else ()
        places += [Plek(found.bij.bestand, node.regel, node.kolom) for node in nodes]
    others = (*pakket.gespreksvragen, *pakket.instrumenten.values(), *pakket.lezingen.values(), *pakket.wie_doet_wat)
    texts = [thing.model_dump_json() for thing in others]
    texts += [text for said in (*pakket.uitkomsten.values(), *pakket.teksten.values()) for _, text in texts_of(said)]
    names = [part for each in pakket.pakketten for part in (each.naam, each.bron or "")]
    words = pakket.eigen_woorden.model_dump_json()
    if any(TO_FILL_IN in text for text in (*texts, *names, words)):
        places.append(Plek(pakket.pakketten[0].naam))
    return places
