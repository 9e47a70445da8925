"""Says what carries a status and what would change an outcome: which answers, and where those would lead."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from wijktoets.engine.advice.explain.explain import nodes
from wijktoets.engine.advice.explain.value import (
    AfspraakUitleg,
    EisUitleg,
    Houvast,
    Kantelpunt,
    KnoopUitleg,
    SteunRij,
    Uitleg,
    Verandering,
    WaarborgRij,
    Wijziging,
)
from wijktoets.engine.model.words import INGEBOUWDE_VRAGEN
from wijktoets.engine.result.rapport import NiveauBereik
from wijktoets.telling.grounds import article_words
from wijktoets.texts import printable, text
from wijktoets.texts.wording import listed, said

from ..drawing.paragraphs import put

if TYPE_CHECKING:
    from rich.console import Console

SEVERAL: Final = 3
"""From how many reasons on they are counted rather than told."""
FIRST: Final = 8
"""How many answers a screen names of a change, unless all are asked for."""


def stand_words(uitleg: Uitleg, eis: EisUitleg) -> str:
    """How an eis stands and which answers carry that, with the lines of the source."""
    back = uitleg.status == "terugblik"
    stand = said(f"explain.stand_is.{eis.aard or eis.status}", back)
    if not eis.omdat or eis.status == "nvt":
        return text("explain.stand", stand=stand)
    asked = {n.vraag: n for n in nodes(eis.als, eis.voldaan_als) if n.soort == "vraag"}
    if eis.status == "onbekend" and len(eis.omdat) > 1:
        reason = said("explain.omdat.samen.open", back, n=len(eis.omdat))
    elif len(eis.omdat) >= SEVERAL:
        reason = text("explain.omdat.samen.vast", n=len(eis.omdat))
    else:
        reason = listed(_reason(uitleg, asked[name]) for name in eis.omdat)
    return text("explain.stand_omdat", stand=stand, omdat=reason, bron=cited(uitleg.waarborgen[eis.waarborg]))


def cited(row: WaarborgRij) -> str:
    """Where a rule stands: its article, or else its lines."""
    return article_words(row) or ", ".join(row.bron)


def _reason(uitleg: Uitleg, knoop: KnoopUitleg) -> str:
    """What was answered to a question, or why it is open, as the end of a sentence."""
    vraag = question(uitleg, str(knoop.vraag))
    if knoop.reden is not None:
        return said(f"explain.omdat.{knoop.reden}", uitleg.status == "terugblik", vraag=vraag)
    words = dict.fromkeys(s.antwoord for s in knoop.antwoorden if s.door == "samen")
    words = words or dict.fromkeys(s.antwoord for s in knoop.antwoorden if s.antwoord != "nvt")
    if len(words) != 1:
        return text("explain.omdat.verdeeld", vraag=vraag)
    return answer_words(uitleg, str(knoop.vraag), next(iter(words)))


def question(uitleg: Uitleg, name: str) -> str:
    """A question as people read it."""
    known = uitleg.vragen.get(name)
    return printable(known.vraag) if known else text(f"explain.voorwaarde.{name}")


def answer_words(uitleg: Uitleg, name: str, answer: str, again: bool = False) -> str:
    """That this is the answer to a question, as the end of a sentence; `again`: the question was just named."""
    known = uitleg.vragen.get(name)
    options = (known.opties if known else None) or {}
    is_option = answer in options or name in INGEBOUWDE_VRAGEN
    if again:
        words = option_words(uitleg, name, answer)
        return text(f"explain.omdat.{'die_optie' if is_option else 'dat_antwoord'}", antwoord=words)
    if is_option:
        return text("explain.omdat.optie", vraag=question(uitleg, name), antwoord=option_words(uitleg, name, answer))
    return text("explain.omdat.antwoord", vraag=question(uitleg, name), antwoord=answer)


def option_words(uitleg: Uitleg, name: str, answer: str) -> str:
    """An answer as people read it: what an option stands for, or the word."""
    if name == "reikwijdte":
        return text(f"scherm.reikwijdte.{answer}")
    known = uitleg.vragen.get(name)
    described = (known.opties or {}).get(answer) if known else None
    return described.rstrip(".") if described else answer


def holds(row: SteunRij) -> str:
    """Whether a grens, signaal or step of the ladder holds, in words."""
    return text(f"explain.vraag.stand.{row.stand}")


def levels(uitleg: Uitleg, key: str, found: NiveauBereik) -> str:
    """Up to which archetype something goes, surely and at best; `key` is borging or rollen."""
    which = ("vast", "tot") if found.laag != "geen" else ("geen", "geen_tot")
    key = f"{key}.{which[found.laag != found.hoog]}"
    return said(key, uitleg.status == "terugblik", laag=found.laag, hoog=found.hoog)


# What would change it


def change_lines(console: "Console", uitleg: Uitleg, part: AfspraakUitleg, indent: str, everything: bool) -> None:
    """What would change the status of the waarborg asked for, or else the uitkomst; or what no answer changes."""
    key = "explain.verandert.uitkomst" if part.keten is not None else "explain.verandert.stand"
    point, named = part.kantelpunt, _named(part)
    if point is None:
        if part.vraag is None:
            put(console, text("explain.verandert.niet_gezocht", opdracht=text("cli.installeer", extra="proof")), indent)
        return
    if point.kleinste is not None:
        named = _change(console, uitleg, key, point.kleinste, indent, everything, named)
    if point.passend is not None and point.passend != point.kleinste:
        _change(console, uitleg, f"{key}.passend", point.passend, indent, everything, named)
    for line in _held(uitleg, part, point):
        put(console, line, indent)
    if part.keten is not None and point.kleinste is not None:
        put(console, said("explain.verandert.geen_advies", uitleg.status == "terugblik"), indent)


def _named(part: AfspraakUitleg) -> str | None:
    """The question that was named last, when it was one alone."""
    omdat = part.eisen[0].omdat if part.keten is None else []
    return omdat[0] if len(omdat) == 1 else None


def _change(
    console: "Console",
    uitleg: Uitleg,
    key: str,
    change: Verandering,
    indent: str,
    everything: bool,
    named: str | None,
) -> str | None:
    """Write what changes and where it leads; gives the question that was named last, when it was one alone."""
    back = uitleg.status == "terugblik"
    leads = said(f"explain.verandert.dan.{change.leidt_tot}", back)
    if len(change.antwoorden) == 1:
        (only,) = change.antwoorden
        answer = answer_words(uitleg, only.vraag, only.wordt, again=only.vraag == named)
        put(console, said(f"{key}.een", back, antwoord=answer, dan=leads), indent)
        return only.vraag
    put(console, said(f"{key}.meer", back, n=len(change.antwoorden)), indent)
    for line in _answers(uitleg, change.antwoorden, everything):
        put(console, line, f"{indent}- ")
    proven = text("explain.verandert.minder" if change.bewezen else "explain.verandert.niet_bewezen")
    put(console, said(f"{key}.daarna", back, dan=leads, bewijs=proven), indent)
    return None


def _answers(uitleg: Uitleg, answers: Sequence[Wijziging], everything: bool) -> Iterator[str]:
    shown = answers if everything or len(answers) <= FIRST + 1 else answers[:FIRST]
    for answer in shown:
        words = option_words(uitleg, answer.vraag, answer.wordt)
        yield text("explain.verandert.antwoord", vraag=question(uitleg, answer.vraag), antwoord=words)
    if len(shown) < len(answers):
        yield text("explain.verandert.en_nog", n=len(answers) - len(shown))


def _held(uitleg: Uitleg, part: AfspraakUitleg, point: Kantelpunt) -> Iterator[str]:
    """What no answer can change; where one can, only why wish, roles and safeguards cannot fit."""
    for houvast in point.houdt_vast:
        key = "explain.vast" if point.kleinste is None else "explain.vast_passend"
        yield said(f"{key}.{houvast.soort}", uitleg.status == "terugblik", grens=_limit(part, houvast))


def _limit(part: AfspraakUitleg, houvast: Houvast) -> str:
    grenzen = part.keten.grenzen if part.keten is not None else []
    return next((grens.tekst for grens in grenzen if grens.id == houvast.grens), "")
