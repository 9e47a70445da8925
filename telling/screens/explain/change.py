"""Says what would change a status or an outcome: which answers, and where those lead; or what no answer changes."""

from collections.abc import Iterator, Sequence
from typing import Final

from wijktoets.engine.advice.explain.value import AfspraakUitleg, EisUitleg, Houvast, Uitleg, Verandering
from wijktoets.engine.result.rapport import SluitRij
from wijktoets.telling.tree import Listing, Part, item, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import listed, said

from .words import asked, back, is_answer, option_words, question

FIRST: Final = 8
"""How many answers a screen names of a change, unless all are asked for."""


def changes(uitleg: Uitleg, part: AfspraakUitleg, everything: bool) -> Iterator[Part]:
    """What would change the status of the waarborg asked for, or else the uitkomst; or what no answer changes."""
    point = part.kantelpunt
    if point is None:
        if part.vraag is None:
            yield sentence(text("explain.verandert.niet_gezocht", opdracht=text("cli.installeer", extra="proof")))
        return
    key = "explain.verandert.uitkomst" if part.keten is not None else "explain.verandert.stand"
    named = [] if part.keten is not None else _only_asked(part.eisen[0])
    if point.kleinste is not None:
        yield from _change(uitleg, key, point.kleinste, everything, named)
        named = [answer.vraag for answer in point.kleinste.antwoorden]
    if point.passend is not None and point.passend != point.kleinste:
        yield from _change(uitleg, f"{key}.passend", point.passend, everything, named)
    for houvast in point.houdt_vast:
        vast = "explain.vast" if point.kleinste is None else "explain.vast_passend"
        yield sentence(said(f"{vast}.{houvast.soort}", back(uitleg), grens=_limit(part, houvast)))
    if part.keten is not None and point.kleinste is not None:
        yield sentence(said("explain.verandert.geen_advies", back(uitleg)))


def _only_asked(eis: EisUitleg) -> list[str]:
    """The question of a rule that asks one: just told, and the only one that an answer can be to."""
    return eis.omdat if len(asked((eis.als, eis.voldaan_als))) == 1 else []


def not_needed(first: AfspraakUitleg, part: AfspraakUitleg) -> list[SluitRij] | None:
    """The answers to the wish that a part does without; None where it differs from the first in more than those."""
    one, other = first.kantelpunt, part.kantelpunt
    if one is None or other is None or one.passend is None or other.passend is None:
        return None
    bare = {"passend": None}
    same = one.model_copy(update=bare) == other.model_copy(update=bare)
    leads = (one.passend.leidt_tot, one.passend.bewezen) == (other.passend.leidt_tot, other.passend.bewezen)
    needed, enough = one.passend.antwoorden, other.passend.antwoorden
    if not (same and leads and all(answer in needed for answer in enough)):
        return None
    return [answer for answer in needed if answer not in enough]


def fewer_here(uitleg: Uitleg, first: AfspraakUitleg, idle: Sequence[SluitRij], fasen: str) -> str:
    """That in these fasen some of the answers that were told are enough, and which are not needed there."""
    assert first.kantelpunt is not None and first.kantelpunt.passend is not None  # of which these are answers
    every = len(first.kantelpunt.passend.antwoorden)
    names = listed(f"“{question(uitleg, answer.vraag)}”" for answer in idle)
    facts = {"fasen": fasen, "n": every - len(idle), "van": every, "vragen": names}
    return said("explain.verandert.minder_hier", back(uitleg), **facts)


def _change(uitleg: Uitleg, key: str, change: Verandering, everything: bool, named: list[str]) -> Iterator[Part]:
    """What changes and where it leads; `named` are the questions that the sentence before was about."""
    leads = said(f"explain.verandert.dan.{change.leidt_tot}", back(uitleg))
    answers = change.antwoorden
    if len(answers) == 1:
        (only,) = answers
        answer = is_answer(uitleg, only.vraag, only.wordt, again=[only.vraag] == named)
        yield sentence(said(f"{key}.een", back(uitleg), antwoord=answer, dan=leads))
        return
    shown = answers if everything or len(answers) <= FIRST + 1 else answers[:FIRST]
    lines = [
        text(
            "explain.verandert.antwoord",
            vraag=question(uitleg, answer.vraag),
            antwoord=option_words(uitleg, answer.vraag, answer.wordt),
        )
        for answer in shown
    ]
    if len(shown) < len(answers):
        lines.append(text("explain.verandert.en_nog", n=len(answers) - len(shown)))
    yield sentence(said(f"{key}.meer", back(uitleg), n=len(answers)))
    yield Listing(tuple(item("-", line) for line in lines))
    proven = text("explain.verandert.minder" if change.bewezen else "explain.verandert.niet_bewezen")
    yield sentence(said(f"{key}.daarna", back(uitleg), dan=leads, bewijs=proven))


def _limit(part: AfspraakUitleg, houvast: Houvast) -> str:
    grenzen = part.keten.grenzen if part.keten is not None else []
    return next((grens.tekst for grens in grenzen if grens.id == houvast.grens), "")
