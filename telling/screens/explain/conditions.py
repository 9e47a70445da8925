"""Tells the conditions of an Uitleg: each node with how it stands, each question with who answered what, and where."""

from collections.abc import Iterator

from wijktoets.engine.advice.explain.value import NodeUitleg, Uitleg, VraagUitleg
from wijktoets.telling.conditions import group_words, question_words
from wijktoets.telling.tree import Branch, Item, Tree, joined, plain
from wijktoets.texts import text

from .words import back, interval_words, option_words, question, told, undiscussed

GROUPS = ("alle", "een_van", "minstens")
SET = "--set"
"""What stands as the toelichting of an answer that was given with --set."""


def tree(uitleg: Uitleg, node: NodeUitleg) -> Tree:
    """A condition with all that is under it."""
    return Tree(_branch(uitleg, node))


def _branch(uitleg: Uitleg, node: NodeUitleg) -> Branch:
    """A condition in words; a group of one is that one."""
    node = only(node)
    stands = interval_words(node, back(uitleg))
    words = plain(text("explain.voorwaarde.stand", tekst=_asks(uitleg, node), waarde=stands))
    if node.soort in ("vraag", "niet"):
        asked = node if node.soort == "vraag" else node.onder[0]
        return Branch(words, notes=(*answers(uitleg, asked), *(Item(plain(line)) for line in place(asked))))
    return Branch(words, tuple(_branch(uitleg, below) for below in node.onder))


def only(node: NodeUitleg) -> NodeUitleg:
    """A condition; of a group of one that one."""
    return only(node.onder[0]) if node.soort in GROUPS and len(node.onder) == 1 else node


def asked_item(uitleg: Uitleg, node: NodeUitleg) -> Item:
    """A question alone, with its answers."""
    return Item(plain(question(uitleg, node.vraag)), tuple(answers(uitleg, node)))


def _asks(uitleg: Uitleg, node: NodeUitleg) -> str:
    if node.soort == "vraag":
        options = None if node.is_ is None else [option_words(uitleg, node.vraag, option) for option in node.is_]
        return question_words(question(uitleg, node.vraag), options)
    if node.soort == "niet":
        return text("explain.voorwaarde.niet", vraag=_asks(uitleg, node.onder[0]))
    if node.soort == "waarborg":
        name = str(node.waarborg)
        return text("explain.voorwaarde.waarborg", naam=uitleg.waarborgen[name].naam, id=name)
    return group_words(node.soort, len(node.onder), node.aantal)


def answers(uitleg: Uitleg, node: NodeUitleg | VraagUitleg, nested: bool = False) -> Iterator[Item]:
    """Who answered what to a question, with the source; `nested`: what goes with an answer always stands below it."""
    if not node.antwoorden:
        yield Item(plain(undiscussed(uitleg)))
    for standpunt in node.antwoorden:
        words = told(uitleg, str(node.vraag), standpunt)
        if standpunt.bron:
            words = joined((words, text("explain.antwoord.bron", vindplaats=", ".join(standpunt.bron))), "")
        note = standpunt.toelichting
        key = "met_set" if note == SET else "toelichting"
        below = [Item(plain(text(f"explain.antwoord.{key}", toelichting=note)))] if note else []
        inside = nested or standpunt.door is not None
        yield Item(plain(words), tuple(below) if inside else ())
        yield from () if inside else below


def place(node: NodeUitleg | VraagUitleg) -> Iterator[str]:
    """Where in the dossier an answer stands, when it stands there."""
    if node.herkomst in ("afspraak", "dossier") and not any(s.toelichting == SET for s in node.antwoorden):
        yield text(f"explain.antwoord.{node.herkomst}")
