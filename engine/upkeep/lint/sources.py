"""WT1xx: where things rest on, and whether their ground is given in full."""

import re
from collections.abc import Iterator
from typing import Final

from ...model.dossier import BEVOEGDHEID_VRAGEN
from ...model.pakket import Onderbouwing, Vraag
from ...model.source import FileNode, NodePath
from ..coverage.words import copies, lines_named, runs
from .check import controle
from .view import Hit, PackView, Thing

_LAW_FIELDS: Final = ("wet", "artikel", "lid", "bronstatus", "gelezen_versie")


def _grounded(beeld: PackView) -> Iterator[Thing[Onderbouwing]]:
    """The things that say whether they are letterlijk, afgeleid or extern.

    Not the questions that the tool fills from other fields of a dossier: they rest on that dossier.
    """
    return (ding for ding in beeld.dingen if isinstance(ding.waarde, Onderbouwing) and not _from_dossier(ding))


def _from_dossier(ding: Thing[object]) -> bool:
    return isinstance(ding.waarde, Vraag) and ding.waarde.id in BEVOEGDHEID_VRAGEN.values()


def _names_a_place(bron: tuple[str, ...]) -> bool:
    return any(re.search(r"\d", item) for item in bron)


def _names_a_line(*texts: str) -> bool:
    return any(True for text in texts for _ in lines_named(text))


@controle("WT101", "bron-zonder-plek", "fout")
def no_place(beeld: PackView) -> Iterator[Hit]:
    """A `bron` that names no place to look: no line, page or article, and no `wet` beside it."""
    for ding in beeld.dingen:
        law = getattr(ding.waarde, "wet", None) is not None
        if not (_names_a_place(ding.waarde.bron) or law or _from_dossier(ding)):
            yield ding.hit(("bron",), id=ding.waarde.id, bron=", ".join(ding.waarde.bron))


@controle("WT102", "letterlijk-zonder-regel", "fout")
def literal_without_line(beeld: PackView) -> Iterator[Hit]:
    """Letterlijk, while `bron` names a place but no line of the source."""
    for ding in _grounded(beeld):
        bron = ding.waarde.bron
        if ding.waarde.basis == "letterlijk" and _names_a_place(bron) and not _names_a_line(*bron):
            yield ding.hit(("bron",), bron=", ".join(bron))


@controle("WT103", "afgeleid-zonder-afleiding", "fout")
def derived_without_reasoning(beeld: PackView) -> Iterator[Hit]:
    """Afgeleid, without `afleiding`: nobody can check then how it follows from the source."""
    for ding in _grounded(beeld):
        if ding.waarde.basis == "afgeleid" and ding.waarde.afleiding is None:
            yield ding.hit(("basis",))


@controle("WT104", "extern-zonder-artikel", "fout")
def external_without_article(beeld: PackView) -> Iterator[Hit]:
    """Extern, without `wet`; or without `artikel` while its text was read (bronstatus V)."""
    for ding in _grounded(beeld):
        needed = ("wet", "artikel") if ding.waarde.bronstatus == "V" else ("wet",)
        missing = [name for name in needed if getattr(ding.waarde, name) is None]
        if ding.waarde.basis == "extern" and missing:
            yield ding.hit(("basis",), velden=tuple(missing))


@controle("WT105", "extern-zonder-bronstatus", "fout")
def external_without_grade(beeld: PackView) -> Iterator[Hit]:
    """Extern, without how sure the text is."""
    for ding in _grounded(beeld):
        if ding.waarde.basis == "extern" and ding.waarde.bronstatus is None:
            yield ding.hit(("basis",))


@controle("WT106", "wet-zonder-extern", "waarschuwing")
def law_without_external(beeld: PackView) -> Iterator[Hit]:
    """A field about a law, on a thing that says it comes from the source."""
    for ding in _grounded(beeld):
        given = [name for name in _LAW_FIELDS if getattr(ding.waarde, name) is not None]
        if ding.waarde.basis != "extern" and given:
            yield ding.hit((given[0],), key=True, veld=given[0], basis=ding.waarde.basis)


@controle("WT107", "afleiding-zonder-regel", "waarschuwing")
def reasoning_without_line(beeld: PackView) -> Iterator[Hit]:
    """An `afleiding` of something afgeleid that says not from which line it follows."""
    for ding in _grounded(beeld):
        afleiding = ding.waarde.afleiding
        if ding.waarde.basis == "afgeleid" and afleiding is not None and not _names_a_line(afleiding):
            yield ding.hit(("afleiding",))


@controle("WT108", "overgenomen-tekst", "fout")
def copied(beeld: PackView) -> Iterator[Hit]:
    """Eight words in a row from the source; looked for only when the source is given."""
    if beeld.bron is None:
        return
    known = {digest for _, digest in runs(beeld.bron)}
    for stuk in beeld.stukken:
        for kopie in copies(stuk.tekst, known):
            yield Hit(stuk.plek(kopie.begin), {"woorden": kopie.woorden})


@controle("WT109", "dekt-vorm", "fout")
def form_of_ids(beeld: PackView) -> Iterator[Hit]:
    """An id in `dekt` that the inventory of the pack has not, and that does not look like one of any."""
    form = re.compile(beeld.maatstaf.dekt)
    for ding in beeld.dingen:
        for index, name in enumerate(getattr(ding.waarde, "dekt", ())):
            if not form.fullmatch(name) and name not in beeld.inventaris:
                yield ding.hit(("dekt", index), naam=name)


@controle("WT110", "dubbel-genoemd", "waarschuwing")
def named_twice(beeld: PackView) -> Iterator[Hit]:
    """The same line or id twice in `bron` or `dekt`."""
    for ding in beeld.dingen:
        for field in ("bron", "dekt"):
            names: tuple[str, ...] = getattr(ding.waarde, field, ())
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield ding.hit((field, index), naam=name, veld=field)


@controle("WT111", "gelezen-zonder-versie", "hint")
def read_without_version(beeld: PackView) -> Iterator[Hit]:
    """A law that was read (bronstatus V), without of which day that text was."""
    for ding in _grounded(beeld):
        if ding.waarde.bronstatus == "V" and ding.waarde.gelezen_versie is None:
            yield ding.hit(("bronstatus",))


@controle("WT112", "eigen-moet-zonder-lezing", "fout")
def own_choice_without_reading(beeld: PackView) -> Iterator[Hit]:
    """A moet that rests on a choice of this project (`norm_basis: eigen`), without another reading of that rule."""
    read = {lezing.regel for lezing in beeld.pakket.lezingen.values()}
    for ding in beeld.waarborgen:
        own = ding.waarde.norm_basis == "eigen" and "moet" in ding.waarde.norm.values()
        if own and ding.waarde.id not in read:
            yield ding.hit(("norm_basis",), id=ding.waarde.id)


@controle("WT113", "regel-voorbij-de-bron", "fout")
def beyond_the_source(beeld: PackView) -> Iterator[Hit]:
    """A line that comes after the last one of the source, as bron.yaml knows it."""
    if beeld.bronlijst is None:
        return
    last = beeld.bronlijst.laatste_regel
    for ding in (beeld.kop, *beeld.dingen):
        for path, tekst in cited_texts(ding.node):
            for _, number in lines_named(tekst):
                if number > last:
                    yield ding.hit(path, regel=f"L{number}", laatste=last)


def cited_texts(node: FileNode, path: NodePath = ()) -> Iterator[tuple[NodePath, str]]:
    """The texts below a node that may name a line of the source: what it rests on, and how it follows from that."""
    for key, (_, below) in (node.inhoud if isinstance(node.inhoud, dict) else {}).items():
        if key in ("bron", "afleiding"):
            items = below.inhoud if isinstance(below.inhoud, list) else [below]
            yield from (((*path, key), str(item.inhoud)) for item in items if isinstance(item.inhoud, str))
        else:
            yield from cited_texts(below, (*path, key))
