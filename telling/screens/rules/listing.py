"""The list of `rules list`: every waarborg, grens and signaal with what it asks of whom."""

from collections.abc import Iterator, Sequence
from typing import Final

from wijktoets.engine.model.pakket import Grens, Signaal, Waarborg
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN
from wijktoets.telling.grounds import excluded, kinds_counted, kinds_heading, norm_word
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import level
from wijktoets.telling.tree import Gap, Heading, Part, Sheet, Span, Table, Text, plain, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import listed

Listed = Waarborg | Grens | Signaal

NARROWEST: Final = 28
"""The fewest columns that a name gets beside the norms."""


@worded(lambda pack: [pack.taal])
def list_sheet(pakket: Regelpakket, found: Sequence[Listed]) -> Sheet:
    """Per onderdeel each name with its norms, and below it the id, basis and lines."""
    return tuple(_parts(pakket, found))


def _parts(pakket: Regelpakket, found: Sequence[Listed]) -> Iterator[Part]:
    packs = ", ".join(text("rules.pakket", naam=p.naam, versie=p.versie) for p in pakket.pakketten)
    yield Heading(packs, level=1)
    kinds = {kind: [r for r in found if r.soort == kind] for kind in ("waarborg", "grens", "signaal")}
    yield sentence(", ".join(kinds_counted(kind, len(own)) for kind, own in kinds.items()), level=1)
    waarborgen = [r for r in found if isinstance(r, Waarborg)]
    if waarborgen:
        yield sentence(text("rules.norm.legenda"), level=1)
    for onderdeel in ONDERDELEN:
        rows = [row for w in waarborgen if w.onderdeel == onderdeel for row in _waarborg(w)]
        if rows:
            heads = (text(f"scherm.onderdelen.{onderdeel}"), *map(level, ARCHETYPES), text("rules.list.rust_op"))
            yield Table("", heads, tuple(rows), level=1, least=NARROWEST)
    for kind, own in kinds.items():
        if kind != "waarborg" and own:
            yield from (Gap(), Heading(kinds_heading(kind)))
            for regel in own:
                yield sentence(name_of(regel))
                if isinstance(regel, Grens):
                    yield sentence(text("rules.list.sluit_uit", archetypes=excluded(regel)))
                yield sentence(_small(regel), level=4)


def _waarborg(waarborg: Waarborg) -> Iterator[tuple[Text, ...]]:
    norms = (norm_word(waarborg.norm.get(archetype)) for archetype in ARCHETYPES)
    yield plain(f"  {waarborg.naam}"), *map(plain, norms), plain(waarborg.rust_op)
    yield ((Span(f"    {_small(waarborg)}", "source"),),)


def name_of(regel: Listed) -> str:
    """What people call a regel."""
    return regel.naam or regel.tekst if isinstance(regel, Signaal) else regel.naam


def _small(regel: Listed) -> str:
    words = [regel.id, regel.basis, ", ".join(regel.bron)]
    if regel.fasen is not None:
        words.append(text("rules.show.fasen", fasen=listed(regel.fasen)))
    if isinstance(regel, Waarborg) and regel.hard:
        words.append(text("rules.list.hard"))
    return " · ".join(words)
