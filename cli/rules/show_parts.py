"""What the screen and the document of a page share: conditions as a tree, acties with both sides, and examples."""

from collections.abc import Iterator, Mapping, Sequence

from wijktoets.engine.model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef, children
from wijktoets.engine.model.dossier import Standpunt
from wijktoets.engine.result.rapport import ActieRij
from wijktoets.engine.upkeep.examples import MetVerwachting
from wijktoets.engine.upkeep.pages.value import Onderbouwd, Regelpagina, VraagTekst
from wijktoets.telling.conditions import group_words, question_words
from wijktoets.texts import printable, text
from wijktoets.texts.wording import day, ended, listed, period

from ..drawing.condition_tree import Tak

Vragen = Mapping[str, VraagTekst]


def question(vragen: Vragen, name: str) -> str:
    """A question as people read it, with its id."""
    return text("rules.show.vraag", vraag=_asked(vragen, name), id=name)


def _asked(vragen: Vragen, name: str) -> str:
    return vragen[name].vraag or text(f"explain.voorwaarde.{name}")


def validity(page: Regelpagina) -> list[str]:
    """In which fasen and on which days a regel is there, when that is not always."""
    lines = []
    if page.fasen is not None:
        lines.append(text("rules.show.fasen", fasen=listed(page.fasen)))
    if page.geldig is not None:
        lines.append(period(page.geldig))
    return lines


def finding(page: Regelpagina) -> str | None:
    """What a grens or signaal amounts to in the check on bevoegdheden, where that is not the usual."""
    usual = {None, "kan_zo_niet", "let_op"}
    return None if page.bevinding in usual else text(f"regelpagina.bevinding.{page.bevinding}")


def law_read(page: Onderbouwd) -> str:
    """How well a law was read, and which version of it; empty where no law is cited."""
    said = [text(f"regelpagina.status.{page.bronstatus}")] if page.bronstatus else []
    if page.gelezen_versie:
        said.append(text("regelpagina.gelezen", dag=day(page.gelezen_versie)))
    return " ".join(said)


def tree(page: Regelpagina, node: Voorwaarde) -> Tak:
    """A condition in words, with the conditions below it."""
    below = children(node)
    match node:
        case VraagTest(vraag=vraag, is_=options):
            words = question_words(question(page.vragen, vraag), options and _described(page.vragen, node))
            return Tak(printable(words))
        case Niet(niet=test):
            return Tak(text("explain.voorwaarde.niet", vraag=tree(page, test).tekst))
        case WaarborgRef(waarborg=name):
            behind = page.waarborgen[name]
            words = text("explain.voorwaarde.waarborg", naam=behind.naam, id=name)
            return Tak(words, onder=(tree(page, behind.voldaan_als),))
        case Alle() | EenVan() | Minstens() if len(below) == 1:
            return tree(page, below[0])
        case Alle():
            words = group_words("alle", len(below), None)
        case EenVan():
            words = group_words("een_van", len(below), None)
        case Minstens(minstens=counted):
            words = group_words("minstens", len(below), counted.aantal)
    return Tak(words, onder=tuple(tree(page, child) for child in below))


def _described(vragen: Vragen, node: VraagTest) -> list[str]:
    options = vragen[node.vraag].opties or {}
    return [options.get(option, option).rstrip(".") for option in node.is_ or ()]


def actie_lines(actie: ActieRij, vragen: Vragen, instrumenten: Mapping[str, str]) -> Iterator[str]:
    """Who begins an actie, what each side does, and what it settles; a sentence each."""
    partner = actie.trekker == "partner"
    who = text("rules.show.partner" if partner else f"explain.wie_is.{actie.trekker}")
    yield text("rules.show.trekker", wie=who)
    for side in ("wijk_doet", "gemeente_doet"):
        does = getattr(actie, side)
        if does:
            yield ended(text(f"rules.show.{side}", wat=does.rstrip(".")).rstrip("."))
    if actie.instrument is not None:
        yield text("rules.show.instrument", naam=instrumenten[actie.instrument])
    if actie.kanttekening:
        yield text("rules.show.kanttekening", kanttekening=actie.kanttekening)
    for closes in actie.sluit:
        answer = (vragen[closes.vraag].opties or {}).get(closes.wordt, closes.wordt).rstrip(".")
        yield text("rules.show.sluit", vraag=_asked(vragen, closes.vraag), wordt=answer)
    asked = {side: getattr(actie.inzet, side) or text("rules.show.inzet_onbekend") for side in ("bewoners", "gemeente")}
    if actie.inzet.bewoners or actie.inzet.gemeente:
        yield text("rules.show.inzet", **asked)


def given(voorbeeld: MetVerwachting) -> str:
    """What an example says: its answers, and the fase, day, reach or land that it names."""
    said = [f"{vraag} {_standpunten(stands)}" for vraag, stands in voorbeeld.antwoorden.items()]
    extras = {name: getattr(voorbeeld, name) for name in ("fase", "reikwijdte", "peildatum")}
    said += [f"{name} {value}" for name, value in extras.items() if value is not None]
    if voorbeeld.land != "NL":
        said.append(f"land {voorbeeld.land}")
    return printable("; ".join(said)) or text("rules.show.zonder_antwoorden")


def _standpunten(said: Sequence[Standpunt]) -> str:
    return ", ".join(s.antwoord if s.door is None else f"{s.door} {s.antwoord}" for s in said)
