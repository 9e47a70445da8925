"""The parts that pages of `rules show` share: conditions in words, acties with both sides, and examples."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from wijktoets.engine.conditions import (
    Alle,
    EenVan,
    Minstens,
    Niet,
    Voorwaarde,
    VraagTest,
    WaarborgRef,
    children,
    walk,
)
from wijktoets.engine.dossier import Standpunt
from wijktoets.engine.pakket import Actie, GrensVoorbeeld, Regel, SignaalVoorbeeld, WaarborgVoorbeeld
from wijktoets.engine.rapport import PeriodeRij
from wijktoets.engine.regelpakket import Regelpakket
from wijktoets.engine.words import INGEBOUWDE_VRAGEN
from wijktoets.texts import printable, text

from .condition_tree import Tak, draw, group_words, question_words
from .output import can_show
from .paragraphs import put
from .wording import ended, listed, period

if TYPE_CHECKING:
    from rich.console import Console

LABEL_WIDTH: Final = 16
"""Columns before what a label says."""
MetVerwachting = WaarborgVoorbeeld | GrensVoorbeeld | SignaalVoorbeeld


def all_acties(pakket: Regelpakket) -> dict[str, Actie]:
    """Every actie of the packs by id, each once."""
    found = {str(a.id): a for acties in pakket.acties.values() for a in acties}
    return dict(sorted(found.items()))


def question(pakket: Regelpakket, name: str) -> str:
    """A question as people read it, with its id."""
    return text("rules.show.vraag", vraag=_asked(pakket, name), id=name)


def _asked(pakket: Regelpakket, name: str) -> str:
    if name not in INGEBOUWDE_VRAGEN:
        return pakket.vragen[name].vraag
    known = pakket.woorden.get(f"vraag_{name}")
    return known or text(f"explain.voorwaarde.{name}")


def questions_in(*conditions: Voorwaarde | None) -> set[str]:
    """The questions that conditions ask directly."""
    return {
        node.vraag
        for condition in conditions
        if condition is not None
        for _, node in walk(condition)
        if isinstance(node, VraagTest)
    }


def validity(regel: Regel) -> list[str]:
    """In which fasen and on which days a regel is there, when that is not always."""
    lines = []
    if regel.fasen is not None:
        lines.append(text("rules.show.fasen", fasen=listed(regel.fasen)))
    if regel.geldig is not None:
        lines.append(period(PeriodeRij(**regel.geldig.model_dump())))
    return lines


def condition(console: "Console", pakket: Regelpakket, label: str, node: Voorwaarde) -> None:
    """A condition in words behind its label."""
    put(console, "", f"  {label}".ljust(LABEL_WIDTH).rstrip())
    draw(console, _tak(pakket, node), "    ")


def _tak(pakket: Regelpakket, node: Voorwaarde) -> Tak:
    below = children(node)
    match node:
        case VraagTest(vraag=vraag, is_=options):
            return Tak(printable(question_words(question(pakket, vraag), options and _described(pakket, node))))
        case Niet(niet=test):
            return Tak(text("explain.voorwaarde.niet", vraag=_tak(pakket, test).tekst))
        case WaarborgRef(waarborg=name):
            naam = pakket.waarborgen[name].naam
            words = text("explain.voorwaarde.waarborg", naam=naam, id=name)
            return Tak(words, onder=(_tak(pakket, pakket.waarborgen[name].voldaan_als),))
        case Alle() | EenVan() | Minstens() if len(below) == 1:
            return _tak(pakket, below[0])
        case Alle():
            words = group_words("alle", len(below), None)
        case EenVan():
            words = group_words("een_van", len(below), None)
        case Minstens(minstens=counted):
            words = group_words("minstens", len(below), counted.aantal)
    return Tak(words, onder=tuple(_tak(pakket, child) for child in below))


def _described(pakket: Regelpakket, node: VraagTest) -> list[str]:
    known = pakket.vragen.get(node.vraag)
    options = known.opties if known else {}
    return [options.get(option, option).rstrip(".") for option in node.is_ or ()]


def draw_acties(console: "Console", pakket: Regelpakket, acties: Sequence[Actie]) -> None:
    """What can be done: each step with who begins, what each side does, and what it settles."""
    put(console, text("rules.show.wat_doen"), "  ", style="bold")
    for number, actie in enumerate(acties, start=1):
        put(console, text("rules.show.vraag", vraag=actie.wat, id=actie.id), f"  {number} ".ljust(5))
        for line in _actie_lines(pakket, actie):
            put(console, printable(line), "     ")


def _actie_lines(pakket: Regelpakket, actie: Actie) -> Iterator[str]:
    partner = actie.trekker == "partner"
    who = text("rules.show.partner" if partner else f"explain.wie_is.{actie.trekker}")
    yield text("rules.show.trekker", wie=who)
    for side in ("wijk_doet", "gemeente_doet"):
        does = getattr(actie, side)
        if does:
            yield ended(text(f"rules.show.{side}", wat=does.rstrip(".")).rstrip("."))
    means = pakket.instrumenten.get(actie.instrument or "")
    if means is not None:
        yield text("rules.show.instrument", naam=means.naam)
    caveat = actie.kanttekening or (means.kanttekening if means else None)
    if caveat:
        yield text("rules.show.kanttekening", kanttekening=caveat)
    for closes in actie.sluit:
        options = pakket.vragen[closes.vraag].opties
        answer = options.get(closes.wordt, closes.wordt).rstrip(".")
        yield text("rules.show.sluit", vraag=_asked(pakket, closes.vraag), wordt=answer)
    asked = {side: getattr(actie.inzet, side) or text("rules.show.inzet_onbekend") for side in ("bewoners", "gemeente")}
    if actie.inzet.bewoners or actie.inzet.gemeente:
        yield text("rules.show.inzet", **asked)


def draw_voorbeelden(console: "Console", voorbeelden: Sequence[MetVerwachting]) -> None:
    """The examples of a regel: the answers, and what they give."""
    if not voorbeelden:
        return
    put(console, text("rules.show.voorbeelden"), "  ", style="bold")
    arrow = "→" if can_show("→") else "->"
    for voorbeeld in voorbeelden:
        given = [f"{vraag} {_standpunten(said)}" for vraag, said in voorbeeld.antwoorden.items()]
        extras = {name: getattr(voorbeeld, name) for name in ("fase", "reikwijdte", "peildatum")}
        given += [f"{name} {value}" for name, value in extras.items() if value is not None]
        if voorbeeld.land != "NL":
            given.append(f"land {voorbeeld.land}")
        answers = "; ".join(given) or text("rules.show.zonder_antwoorden")
        put(console, printable(f"{answers} {arrow} {voorbeeld.verwacht}"), "  - ")


def _standpunten(said: Sequence[Standpunt]) -> str:
    return ", ".join(s.antwoord if s.door is None else f"{s.door} {s.antwoord}" for s in said)
