"""Shows what the source of a look back names, per onderdeel."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.telling.named import Genoemd
from wijktoets.telling.tree import Heading, Listing, Part, item


def mentioned(genoemd: Sequence[Genoemd]) -> Iterable[Part]:
    """The list of what a source names, per onderdeel."""
    if genoemd:
        yield Heading(texts.text("scherm.koppen.genoemd"), level=3)
    for onderdeel in ONDERDELEN:
        own = [g for g in genoemd if g.onderdeel == onderdeel]
        if own:
            yield Heading(texts.text(f"scherm.onderdelen.{onderdeel}"), level=4)
            yield Listing(tuple(item(label="-", text=g.tekst, source=g.bron) for g in own))
