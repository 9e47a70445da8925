"""WT2xx: whether the things of a pack hang together: acties, questions, instrumenten, and who carries what."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ...model.conditions import asked
from ...model.pakket import Actie, Signaal, Waarborg
from ...model.regelpakket import VELDEN
from ...model.source import FileNode, Vindplaats
from ...model.words import ARCHETYPES
from ..coverage.words import lines_named
from .check import controle
from .view import Hit, PackView, Thing, conditions_of


@controle("WT201", "actie-lost-niets-op", "fout")
def settles_nothing(beeld: PackView) -> Iterator[Hit]:
    """An actie that settles none of the questions of the rule that it stands in."""
    for ding in beeld.waarborgen:
        own = asked((c for _, c in conditions_of(ding.waarde)), beeld.pakket.voldaan_als)
        for index, actie in enumerate(beeld.pakket.acties[ding.waarde.id]):
            if own.isdisjoint(sluit.vraag for sluit in actie.sluit):
                yield ding.hit(("acties", index, "sluit"), actie=actie.id, vragen=tuple(sorted(own)))


@controle("WT202", "vraag-zonder-regel", "waarschuwing")
def asked_by_no_rule(beeld: PackView) -> Iterator[Hit]:
    """A vraag that no rule and not the ladder asks, and that tells no role either."""
    for ding in beeld.vragen:
        if ding.waarde.id not in beeld.gebruikte_vragen:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT203", "vraag-buiten-gesprek", "waarschuwing")
def never_talked_about(beeld: PackView) -> Iterator[Hit]:
    """A vraag that no gespreksvraag fills, in a pack that has gespreksvragen."""
    filled = {name for g in beeld.pakket.gespreksvragen for name in g.vult}
    for ding in beeld.vragen if beeld.gespreksvragen else ():
        if ding.waarde.id not in filled:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT204", "gespreksvraag-vult-niets", "waarschuwing")
def fills_nothing(beeld: PackView) -> Iterator[Hit]:
    """A gespreksvraag whose answers no rule and no role uses and that fills no field either."""
    for ding in beeld.gespreksvragen:
        if not any(name in beeld.gebruikte_vragen or name in VELDEN for name in ding.waarde.vult):
            yield ding.hit(("vult",), naam=ding.waarde.id)


@controle("WT205", "last-alleen-bij-bewoners", "fout")
def on_residents_alone(beeld: PackView) -> Iterator[Hit]:
    """A duty of wijk and gemeente together, as bron.yaml says (`samen`), laid on the wijk alone.

    Source: docs/model.md section 6.

    A waarborg that rests on the wijk is its part of it when another lays the same line as heavily on the gemeente.
    """
    lines = beeld.bronlijst.regels if beeld.bronlijst else {}
    shared = {name for name, line in lines.items() if line.samen}
    for ding in beeld.waarborgen:
        both = next((line for line in _lines(ding.waarde) if line in shared), None)
        if both is None:
            continue
        if ding.waarde.rust_op == "wijk" and not any(
            both in _lines(other.waarde) and _carries_as_much(other.waarde, ding.waarde) for other in beeld.waarborgen
        ):
            yield ding.hit(("rust_op",), regel=both)
        elif all(_by_residents(actie) for actie in beeld.pakket.acties[ding.waarde.id]):
            yield ding.hit(("acties",), key=True, regel=both)


def _lines(waarborg: Waarborg) -> list[str]:
    """The lines of the source that a waarborg rests on."""
    return [f"L{number}" for item in waarborg.bron for _, number in lines_named(item)]


def _carries_as_much(other: Waarborg, waarborg: Waarborg) -> bool:
    """Whether the gemeente carries a waarborg on the same onderdeel that is nowhere asked less heavily."""
    order = (None, "mag", "hoort", "moet")
    alike = other.rust_op == "gemeente" and other.onderdeel == waarborg.onderdeel
    return alike and all(order.index(other.norm.get(a)) >= order.index(waarborg.norm.get(a)) for a in ARCHETYPES)


def _by_residents(actie: Actie) -> bool:
    """Whether an actie asks something of residents and nothing of the gemeente."""
    helps = actie.gemeente_doet is not None or actie.inzet.gemeente not in (None, "geen")
    return actie.trekker == "wijk" and not helps


@controle("WT206", "instrument-ongebruikt", "hint")
def unused_instrument(beeld: PackView) -> Iterator[Hit]:
    """An instrument that no actie uses, so that nobody ever reads of it."""
    used = {actie.instrument for acties in beeld.pakket.acties.values() for actie in acties}
    for ding in beeld.instrumenten:
        if ding.waarde.id not in used:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT207", "dubbele-naam", "waarschuwing")
def named_alike(beeld: PackView) -> Iterator[Hit]:
    """Two rules, questions or instrumenten that people cannot tell apart by what they are called."""
    for field, dingen in (
        ("naam", beeld.regels),
        ("vraag", beeld.vragen),
        ("vraag", beeld.gespreksvragen),
        ("naam", beeld.instrumenten),
    ):
        yield from _alike(field, dingen)


def _alike(field: str, dingen: Sequence[Thing[object]]) -> Iterator[Hit]:
    names = [_plain(getattr(ding.waarde, field)) for ding in dingen]
    many = Counter(names)
    for index, (name, ding) in enumerate(zip(names, dingen, strict=True)):
        if name and many[name] > 1 and name in names[:index]:
            first = dingen[names.index(name)]
            yield ding.hit((field,), ander=getattr(first.waarde, "id", ""))


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split()).rstrip("?.! ")


@controle("WT208", "voorbeeldtekst-ontbreekt", "waarschuwing")
def no_example_text(beeld: PackView) -> Iterator[Hit]:
    """A waarborg without a text to paste into a wijkdeal; what a law asks is settled elsewhere, and mag is free."""
    for ding in beeld.waarborgen:
        asked_for = ding.waarde.basis != "extern" and not {"moet", "hoort"}.isdisjoint(ding.waarde.norm.values())
        if asked_for and ding.waarde.voorbeeldtekst is None:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT209", "waarom-ontbreekt", "waarschuwing")
def signaal_without_why(beeld: PackView) -> Iterator[Hit]:
    """A signaal that does not say why it matters; for what comes from a law, the law is why."""
    for ding in beeld.regels:
        regel = ding.waarde
        if isinstance(regel, Signaal) and regel.waarom is None and regel.basis != "extern":
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT210", "onbekend-zonder-zin", "hint")
def no_sentence_for_unknown(beeld: PackView) -> Iterator[Hit]:
    """A waarborg without a sentence of its own for when nothing is known."""
    for ding in beeld.waarborgen:
        if ding.waarde.witte_vlek_onbekend is None:
            yield ding.hit(("id",), naam=ding.waarde.id)


@controle("WT211", "actie-dubbel", "waarschuwing")
def same_step_twice(beeld: PackView) -> Iterator[Hit]:
    """Two acties of one waarborg with the same words."""
    for ding in beeld.waarborgen:
        said = [_plain(a.wat) if isinstance(a, Actie) else None for a in _acties(ding)]
        for index, words in enumerate(said):
            if words is not None and words in said[:index]:
                yield ding.hit(("acties", index, "wat"), nummer=said.index(words) + 1)


def _acties(ding: Thing[Waarborg]) -> Sequence[object]:
    return ding.waarde.acties


@controle("WT212", "naam-verdwenen", "waarschuwing")
def name_that_vanished(beeld: PackView) -> Iterator[Hit]:
    """A thing that is gone, by what the pack says of its versions, and of which a dossier is not told where it went."""
    pakket = beeld.pakket
    known: Mapping[str, frozenset[str]] = {
        "vraag": frozenset({*pakket.vragen, *pakket.opvolgers.vragen}),
        "gespreksvraag": frozenset({*(g.id for g in pakket.gespreksvragen), *pakket.opvolgers.gespreksvragen}),
        "waarborg": frozenset({*pakket.waarborgen, *pakket.opvolgers.regels}),
    }
    for stuk in beeld.wijzigingen:
        for node in _changes(stuk.wortel):
            fields = {name: _word(node, name) for name in ("id", "soort", "verandering", "veld")}
            soort = fields["soort"] or "waarborg"
            gone = fields["verandering"] == "weg" and not fields["veld"] and soort in known
            if gone and fields["id"] not in known[soort]:
                place = Vindplaats(stuk.bestand, node).plek(("id",))
                yield Hit(place, {"naam": fields["id"], "lijst": _LISTS_OF_NAMES[soort]})


_LISTS_OF_NAMES: Final = {"vraag": "vragen", "gespreksvraag": "gespreksvragen", "waarborg": "regels"}


def _changes(root: FileNode) -> Iterator[FileNode]:
    """Each thing that a file says has changed."""
    groups = root.below("wijzigingen")
    for group in groups.inhoud if groups is not None and isinstance(groups.inhoud, list) else ():
        things = group.below("bij")
        yield from things.inhoud if things is not None and isinstance(things.inhoud, list) else ()


def _word(node: FileNode, name: str) -> str:
    found = node.below(name)
    return "" if found is None else str(found.inhoud or "")
