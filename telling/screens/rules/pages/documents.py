"""The documents of docs/regels/ as trees: a page for each regel of a pack, and what lists them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from wijktoets.engine.model.regelpakket import PakketVersie
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, PARTIJEN
from wijktoets.engine.upkeep.changes import Wijzigingsblad
from wijktoets.engine.upkeep.pages.value import Regelpagina
from wijktoets.telling.grounds import kinds_counted, kinds_heading, norm_word
from wijktoets.telling.tree import (
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Sheet,
    Span,
    Table,
    Text,
    plain,
    sentence,
    ticked,
    woven,
)
from wijktoets.texts import all_texts, text

from .changes import changes
from .page import body, heading
from .places import MAINTENANCE, OF_PACK, ROOT, party_heading, regel_link

KINDS = ("waarborg", "grens", "signaal")


def front(packs: Iterable[tuple[PakketVersie, Sequence[Regelpagina]]]) -> Sheet:
    """The list of all packs, each with its folder."""
    items = (Item((Span(pack.naam, link=f"{pack.id}/{OF_PACK}"), Span(f": {_count(pages)}"))) for pack, pages in packs)
    about = Paragraph(ticked(text("regelpagina.index.pakketten_uitleg")))
    return (Heading(text("regelpagina.index.pakketten"), level=1), about, Listing(tuple(items)))


def of_pack(
    pack: PakketVersie,
    below: Sequence[PakketVersie],
    pages: Sequence[Regelpagina],
    bladen: Sequence[Wijzigingsblad],
) -> dict[str, Sheet]:
    """File name → document, for a pack that builds on those below it: its own page, the indexes and each regel."""
    indexes: dict[str, Callable[[Sequence[Regelpagina]], Iterator[Part]]] = {
        "per_onderdeel": _per_onderdeel,
        "per_archetype": _per_archetype,
        "per_partij": _per_partij,
    }
    made: dict[str, Sheet] = {OF_PACK: tuple(_pack(pack, below, pages))}
    to_pack = (Span(pack.naam, link=OF_PACK),)
    for key, parts in indexes.items():
        head = Heading(text(f"regelpagina.index.{key}"), level=1)
        made[_file(key)] = (head, Paragraph(to_pack), *parts(pages))
    made[_file("wijzigingen")] = changes(pack, bladen, pages)
    return made | {f"{page.id}.md": (*heading(page, to_pack), *body(page), *_where(page)) for page in pages}


def _file(key: str) -> str:
    return f"{key.replace('_', '-')}.md"


def _where(page: Regelpagina) -> Iterator[Part]:
    yield Heading(text("regelpagina.kop.wijzigen"))
    file = page.plek.bestand
    here, guide = Span(file, link=f"{ROOT}/{file}"), Span(text("regelpagina.onderhouden"), link=MAINTENANCE)
    yield Paragraph(woven(all_texts()["regelpagina"]["staat_in"], bestand=(here,), onderhoud=(guide,)))


def _pack(pack: PakketVersie, below: Sequence[PakketVersie], pages: Sequence[Regelpagina]) -> Iterator[Part]:
    yield Heading(text("regelpagina.index.pakket", pakket=pack.naam), level=1)
    yield sentence(text("regelpagina.index.telling", versie=pack.versie, aantallen=_count(pages)))
    for base in below:
        link = (Span(base.naam, link=f"../{base.id}/{OF_PACK}"),)
        yield Paragraph(woven(all_texts()["regelpagina"]["index"]["bouwt_op"], naam=link))
    yield sentence(text("regelpagina.index.uitleg"))
    keys = ("per_onderdeel", "per_archetype", "per_partij", "wijzigingen")
    yield Listing(tuple(Item((Span(text(f"regelpagina.index.{key}"), link=_file(key)),)) for key in keys))
    for kind in KINDS:
        own = sorted((p for p in pages if p.soort == kind), key=lambda p: p.naam.casefold())
        if own:
            yield from (Heading(kinds_heading(kind)), _list(own))


def _per_onderdeel(pages: Sequence[Regelpagina]) -> Iterator[Part]:
    yield sentence(text("rules.norm.legenda"))
    for onderdeel in ONDERDELEN:
        here = [p for p in pages if p.onderdeel == onderdeel]
        if here:
            yield Heading(text(f"scherm.onderdelen.{onderdeel}"))
            yield from _by_kind(here)


def _per_archetype(pages: Sequence[Regelpagina]) -> Iterator[Part]:
    for archetype in ARCHETYPES:
        yield Heading(archetype.capitalize())
        for norm in ("moet", "hoort", "mag"):
            yield Heading(text(f"regelpagina.index.hierbij.{norm}"), level=3)
            yield _list(p for p in pages if (p.norm or {}).get(archetype) == norm)
        limits = [p for p in pages if archetype in (p.sluit_uit or ())]
        if limits:
            yield from (Heading(kinds_heading("grens"), level=3), _list(limits))


def _per_partij(pages: Sequence[Regelpagina]) -> Iterator[Part]:
    yield sentence(text("regelpagina.index.rust"))
    yield sentence(text("rules.norm.legenda"))
    for who in PARTIJEN:
        here = [p for p in pages if p.rust_op == who]
        if here:
            yield Heading(party_heading(who))
            yield from _by_kind(here)


def _by_kind(pages: Sequence[Regelpagina]) -> Iterator[Part]:
    """The waarborgen among these with their norms, then the grenzen and the signalen."""
    norms = {p.id: p.norm or {} for p in pages if p.soort == "waarborg"}
    rows = tuple(
        (_link(p), *(plain(norm_word(norms[p.id].get(archetype))) for archetype in ARCHETYPES))
        for p in pages
        if p.id in norms
    )
    if rows:
        yield Table("", (text("regelpagina.regel"), *ARCHETYPES), rows)
    for kind in KINDS[1:]:
        others = [p for p in pages if p.soort == kind]
        if others:
            yield from (Heading(kinds_heading(kind), level=3), _list(others))


def _list(pages: Iterable[Regelpagina]) -> Part:
    items = tuple(Item(_link(page)) for page in pages)
    return Listing(items) if items else sentence(text("regelpagina.index.niets"))


def _link(page: Regelpagina) -> Text:
    return regel_link(page.id, page.naam)


def _count(pages: Sequence[Regelpagina]) -> str:
    waarborgen, grenzen, signalen = (kinds_counted(k, sum(p.soort == k for p in pages)) for k in KINDS)
    return text("regelpagina.index.aantallen", waarborgen=waarborgen, grenzen=grenzen, signalen=signalen)
