"""A condition of a regel in words, as a tree."""

from collections.abc import Mapping

from wijktoets.engine.model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef, children
from wijktoets.engine.upkeep.pages.value import Regelpagina, VraagTekst
from wijktoets.telling.conditions import group_words, question_words
from wijktoets.telling.tree import Branch, plain, words
from wijktoets.texts import text


def question(vragen: Mapping[str, VraagTekst], name: str) -> str:
    """A question as people read it, with its id."""
    return text("rules.show.vraag", vraag=asked(vragen, name), id=name)


def asked(vragen: Mapping[str, VraagTekst], name: str) -> str:
    """A question as people read it."""
    return vragen[name].vraag or text(f"explain.voorwaarde.{name}")


def branch(page: Regelpagina, node: Voorwaarde) -> Branch:
    """A condition in words, with the conditions below it; a group of one is that one."""
    below = children(node)
    match node:
        case VraagTest(vraag=vraag, is_=options):
            known = page.vragen[vraag].opties or {}
            counts = options and [known.get(option, option).rstrip(".") for option in options]
            return Branch(plain(question_words(question(page.vragen, vraag), counts)))
        case Niet(niet=test):
            return Branch(plain(text("explain.voorwaarde.niet", vraag=words(branch(page, test).text))))
        case WaarborgRef(waarborg=name):
            behind = page.waarborgen[name]
            told = text("explain.voorwaarde.waarborg", naam=behind.naam, id=name)
            return Branch(plain(told), (branch(page, behind.voldaan_als),))
        case Alle() | EenVan() | Minstens() if len(below) == 1:
            return branch(page, below[0])
        case Alle():
            told = group_words("alle", len(below), None)
        case EenVan():
            told = group_words("een_van", len(below), None)
        case Minstens(minstens=counted):
            told = group_words("minstens", len(below), counted.aantal)
    return Branch(plain(told), tuple(branch(page, child) for child in below))
