"""What changed in each version of a pack, as a document of docs/regels/."""

from collections.abc import Iterator, Sequence

from wijktoets.engine.model.regelpakket import PakketVersie
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.upkeep.changes import Held, Wijziging, Wijzigingsblad
from wijktoets.engine.upkeep.pages.value import Regelpagina
from wijktoets.telling.grounds import norm_word
from wijktoets.telling.tree import Heading, Paragraph, Part, Sheet, Span, Table, Text, joined, plain, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import day

from .places import OF_PACK, regel_link


def changes(pack: PakketVersie, bladen: Sequence[Wijzigingsblad], pages: Sequence[Regelpagina]) -> Sheet:
    """What changed in each version, the newest first; a regel that is there is a link to its page."""
    return tuple(_parts(pack, bladen, {page.id: regel_link(page.id, page.naam) for page in pages}))


def _parts(pack: PakketVersie, bladen: Sequence[Wijzigingsblad], linked: dict[str, Text]) -> Iterator[Part]:
    yield Heading(text("regelpagina.index.wijzigingen"), level=1)
    yield Paragraph((Span(pack.naam, link=OF_PACK),))
    yield sentence(text("regelpagina.index.wijzigingen_uitleg"))
    heads = tuple(text(f"regelpagina.index.wijzigingen_kop.{name}") for name in ("wat", "veld", "was", "wordt", "bron"))
    for blad in bladen:
        yield Heading(text("regelpagina.index.versie", versie=blad.versie, dag=day(blad.op)))
        for groep in blad.wijzigingen:
            yield sentence(groep.waarom)
            if groep.bij:
                yield Table("", heads, tuple(_row(each, linked) for each in groep.bij))


def _row(each: Wijziging, linked: dict[str, Text]) -> tuple[Text, ...]:
    happened = "" if each.verandering == "anders" else text(f"regelpagina.index.verandering.{each.verandering}")
    field = (Span(each.veld, "code"),) if each.veld else ()
    return (
        linked.get(each.id, (Span(each.id, "code"),)),
        joined([piece for piece in (field, plain(happened)) if piece], " "),
        _held(each.was),
        _held(each.wordt),
        plain(", ".join(each.bron)),
    )


def _held(content: Held) -> Text:
    """What a field held, in a cell: a norm for each archetype in their order, or a text."""
    if content is None or isinstance(content, str):
        return plain(content or "")
    return plain(" / ".join(norm_word(content.get(archetype)) for archetype in ARCHETYPES))
