"""Words an Uitleg: how a rule, a condition or a level stands, what was asked and what was answered."""

from collections.abc import Iterable, Sequence
from typing import Final

from wijktoets.engine.advice.explain.explain import nodes
from wijktoets.engine.advice.explain.value import EisUitleg, NodeUitleg, SteunRij, Uitleg, WaarborgRij
from wijktoets.engine.model.words import ROLLEN, Fase
from wijktoets.engine.result.rapport import NiveauBereik, StandpuntRij
from wijktoets.telling import phrases
from wijktoets.telling.grounds import article_words
from wijktoets.telling.phrases import fasen_words, level
from wijktoets.telling.tree import Line, own
from wijktoets.texts import text
from wijktoets.texts.wording import answer_word, listed, said

SEVERAL: Final = 3
"""From how many reasons on they are counted rather than told."""


def back(uitleg: Uitleg) -> bool:
    """Whether the dossier looks back, which changes some words."""
    return uitleg.status == "terugblik"


def thema(name: str, fasen: Sequence[Fase]) -> str:
    """A thema with its fasen, as a heading."""
    return text("explain.thema", thema=name, fasen=fasen_words(fasen))


def asked(conditions: Iterable[NodeUitleg | None]) -> list[NodeUitleg]:
    """The questions in conditions, each once."""
    return list({node.vraag: node for node in nodes(*conditions) if node.soort == "vraag"}.values())


def question(uitleg: Uitleg, name: str | None) -> str:
    """A question as people read it."""
    known = uitleg.vragen.get(str(name))
    return known.vraag if known else text(f"explain.voorwaarde.{name}")


def option_words(uitleg: Uitleg, name: str | None, answer: str) -> str:
    """An answer as people read it: what an option stands for, or the word."""
    if name == "reikwijdte":
        return text(f"scherm.reikwijdte.{answer}")
    known = uitleg.vragen.get(str(name))
    described = (known.opties or {}).get(answer) if known else None
    return described.rstrip(".") if described else answer_word(answer)


def told(uitleg: Uitleg, name: str, standpunt: StandpuntRij) -> Line:
    """What was answered to a question, and by whom."""
    if standpunt.antwoord in ("nvt", "onbekend"):
        words = said(f"explain.antwoord.{standpunt.antwoord}", back(uitleg))
    else:
        words = option_words(uitleg, name, standpunt.antwoord)
    if standpunt.door is None:
        return words
    who = standpunt.door if standpunt.door in ROLLEN else own(standpunt.door)
    return phrases.told("explain.antwoord.van", door=who, antwoord=words)


def undiscussed(uitleg: Uitleg) -> str:
    """That nothing was said at a question."""
    return said("explain.antwoord.niet_besproken", back(uitleg))


def is_answer(uitleg: Uitleg, name: str, answer: str, again: bool = False) -> str:
    """That this is the answer to a question, as the end of a sentence; `again`: the question was just named."""
    words = option_words(uitleg, name, answer)
    if again:
        return said("explain.omdat.dat_antwoord", back(uitleg), antwoord=words)
    return said("explain.omdat.antwoord", back(uitleg), vraag=question(uitleg, name), antwoord=words)


def interval_words(node: NodeUitleg, terugblik: bool) -> str:
    """How a node stands, in words.

    >>> interval_words(NodeUitleg(soort="vraag", laag=0.0, hoog=0.5), terugblik=False)
    'klopt hooguit voor een deel'
    """
    key = {
        (1.0, 1.0): "ja",
        (0.0, 0.0): "nee",
        (0.5, 0.5): "deels",
        (0.0, 1.0): "open",
        (0.0, 0.5): "hooguit",
        (0.5, 1.0): "minstens",
    }.get((node.laag, node.hoog) if node.laag is not None and node.hoog is not None else (-1.0, -1.0), "nvt")
    return said(f"explain.waarde.{key}", terugblik)


def holds(uitleg: Uitleg, row: SteunRij) -> str:
    """A grens, signaal or step of the ladder, and whether it holds."""
    name, stands = level(row.naam) if row.soort == "trede" else row.naam, f"explain.vraag.stand.{row.stand}"
    return text(f"explain.vraag.{row.soort}", naam=name, id=row.id, stand=said(stands, back(uitleg)))


def levels(uitleg: Uitleg, key: str, found: NiveauBereik) -> str:
    """Up to which archetype something goes, surely and at best; `key` is borging or rollen."""
    which = ("vast", "tot") if found.laag != "geen" else ("geen", "geen_tot")
    key = f"explain.{key}.{which[found.laag != found.hoog]}"
    return said(key, back(uitleg), laag=level(found.laag), hoog=level(found.hoog))


def cited(row: WaarborgRij) -> str:
    """Where a rule stands: its article, or else its lines."""
    return article_words(row) or ", ".join(row.bron)


def rule(uitleg: Uitleg, name: str) -> str:
    """A rule by its name, with its id and where it stands."""
    row = uitleg.waarborgen[name]
    return text("explain.borging.regel", naam=row.naam, id=name, vindplaats=cited(row))


def stand(uitleg: Uitleg, eis: EisUitleg) -> str:
    """How an eis stands, in a word."""
    return said(f"explain.stand_is.{eis.aard or eis.status}", back(uitleg))


def stand_because(uitleg: Uitleg, eis: EisUitleg) -> str:
    """How an eis stands and which answers carry that, with the lines of the source."""
    if not eis.omdat or eis.status == "nvt":
        return said("explain.stand", back(uitleg), stand=stand(uitleg, eis))
    if eis.status == "onbekend" and len(eis.omdat) > 1:
        reason = said("explain.omdat.samen.open", back(uitleg), n=len(eis.omdat))
    elif len(eis.omdat) >= SEVERAL:
        reason = said("explain.omdat.samen.vast", back(uitleg), n=len(eis.omdat))
    else:
        by_name = {node.vraag: node for node in asked((eis.als, eis.voldaan_als))}
        reason = listed(_reason(uitleg, by_name[name]) for name in eis.omdat)
    bron = cited(uitleg.waarborgen[eis.waarborg])
    return said("explain.stand_omdat", back(uitleg), stand=stand(uitleg, eis), omdat=reason, vindplaats=bron)


def _reason(uitleg: Uitleg, node: NodeUitleg) -> str:
    """What was answered to a question, or why it is open, as the end of a sentence."""
    vraag = question(uitleg, node.vraag)
    if node.reden is not None:
        return said(f"explain.omdat.{node.reden}", back(uitleg), vraag=vraag)
    words = dict.fromkeys(s.antwoord for s in node.antwoorden if s.door == "samen")
    words = words or dict.fromkeys(s.antwoord for s in node.antwoorden if s.antwoord != "nvt")
    if len(words) != 1:
        return said("explain.omdat.verdeeld", back(uitleg), vraag=vraag)
    return is_answer(uitleg, str(node.vraag), next(iter(words)))
