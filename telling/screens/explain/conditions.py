"""Tells the conditions of an Uitleg: each node with how it stands, each question with who answered what, and where."""

from collections.abc import Iterator

from wijktoets.engine.advice.explain.value import KnoopUitleg, Uitleg, VraagUitleg
from wijktoets.telling.conditions import group_words, question_words
from wijktoets.telling.tree import Branch, Item, Tree, plain
from wijktoets.texts import text

from .words import interval_words, option_words, question, told, undiscussed

GROUPS = ("alle", "een_van", "minstens")
SET = "--set"
"""What stands as the toelichting of an answer that was given with --set."""


def tree(uitleg: Uitleg, knoop: KnoopUitleg) -> Tree:
    """A condition with all that is under it."""
    return Tree(_branch(uitleg, knoop))


def _branch(uitleg: Uitleg, knoop: KnoopUitleg) -> Branch:
    """A condition in words; a group of one is that one."""
    knoop = only(knoop)
    words = plain(text("explain.voorwaarde.stand", tekst=_asks(uitleg, knoop), waarde=interval_words(knoop)))
    if knoop.soort in ("vraag", "niet"):
        asked = knoop if knoop.soort == "vraag" else knoop.onder[0]
        return Branch(words, notes=(*answers(uitleg, asked), *(Item(plain(line)) for line in place(asked))))
    return Branch(words, tuple(_branch(uitleg, below) for below in knoop.onder))


def only(knoop: KnoopUitleg) -> KnoopUitleg:
    """A condition; of a group of one that one."""
    return only(knoop.onder[0]) if knoop.soort in GROUPS and len(knoop.onder) == 1 else knoop


def asked_item(uitleg: Uitleg, knoop: KnoopUitleg) -> Item:
    """A question alone, with its answers."""
    return Item(plain(question(uitleg, knoop.vraag)), tuple(answers(uitleg, knoop)))


def _asks(uitleg: Uitleg, knoop: KnoopUitleg) -> str:
    if knoop.soort == "vraag":
        options = None if knoop.is_ is None else [option_words(uitleg, knoop.vraag, option) for option in knoop.is_]
        return question_words(question(uitleg, knoop.vraag), options)
    if knoop.soort == "niet":
        return text("explain.voorwaarde.niet", vraag=_asks(uitleg, knoop.onder[0]))
    if knoop.soort == "waarborg":
        name = str(knoop.waarborg)
        return text("explain.voorwaarde.waarborg", naam=uitleg.waarborgen[name].naam, id=name)
    return group_words(knoop.soort, len(knoop.onder), knoop.aantal)


def answers(uitleg: Uitleg, knoop: KnoopUitleg | VraagUitleg, nested: bool = False) -> Iterator[Item]:
    """Who answered what to a question, with the source; `nested`: what goes with an answer always stands below it."""
    if not knoop.antwoorden:
        yield Item(plain(undiscussed(uitleg)))
    for standpunt in knoop.antwoorden:
        words = told(uitleg, str(knoop.vraag), standpunt)
        if standpunt.bron:
            words += text("explain.antwoord.bron", bron=", ".join(standpunt.bron))
        note = standpunt.toelichting
        key = "met_set" if note == SET else "toelichting"
        below = [Item(plain(text(f"explain.antwoord.{key}", toelichting=note)))] if note else []
        inside = nested or standpunt.door is not None
        yield Item(plain(words), tuple(below) if inside else ())
        yield from () if inside else below


def place(knoop: KnoopUitleg | VraagUitleg) -> Iterator[str]:
    """Where in the dossier an answer stands, when it stands there."""
    if knoop.herkomst in ("afspraak", "dossier") and not any(s.toelichting == SET for s in knoop.antwoorden):
        yield text(f"explain.antwoord.{knoop.herkomst}")
