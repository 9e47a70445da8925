"""The praatplaat without a dossier: every gespreksvraag, kernvragen first, with room to write in Markdown."""

from collections.abc import Iterable

from wijktoets.engine.advice.agenda.value import Agenda, Kaart
from wijktoets.telling.asking import boxes, words
from wijktoets.telling.cards import in_order, title
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import asked_for
from wijktoets.telling.tree import Gap, Heading, Listing, Part, Sheet, item, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import counted

LINES = 3
"""How many lines to write on stand under a gespreksvraag."""


@worded(lambda agenda: [agenda.woorden])
def plate_sheet(agenda: Agenda, room: bool) -> Sheet:
    """The whole praatplaat; `room` to write an answer and notes."""
    packs = ", ".join(pack.naam for pack in agenda.pakketten)
    parts: list[Part] = [Heading(text("questions.koppen.praatplaat", naam=packs), level=1)]
    if agenda.voor:
        parts.append(sentence(asked_for(agenda.voor, str(agenda.voor_rol)), level=1))
    above = ""
    for number, card in in_order(agenda):
        name = text("questions.koppen.kern") if card.kern is not None else _onderdeel(card)
        if name != above:
            parts += [Gap(), Heading(name, level=2)]
            above = name
        parts += _card(number, card, room)
    if not any(card.getoond for card in agenda.kaarten):
        parts.append(sentence(text("questions.niets.voor"), level=1))
    if agenda.weggelaten:
        parts += [Gap(), sentence(counted("questions.meer", agenda.weggelaten))]
    return tuple(parts)


def _onderdeel(card: Kaart) -> str:
    return text(f"scherm.onderdelen.{card.onderdeel}").upper()


def _card(number: int, card: Kaart, room: bool) -> Iterable[Part]:
    yield Heading(text("questions.punt", nummer=number, vraag=title(card, terugblik=False)), level=3)
    yield Listing(
        tuple(item(label="-", text=words(vraag), details=tuple(boxes(vraag)) if room else ()) for vraag in card.vragen)
    )
    if room:
        yield sentence(text("questions.schrijfruimte"))
        yield from (sentence(text("questions.regel")) for _ in range(LINES))
