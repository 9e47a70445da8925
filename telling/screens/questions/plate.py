"""The praatplaat without a dossier: every gespreksvraag, kernvragen first, with room to write in Markdown."""

from collections.abc import Iterable

from wijktoets.engine.advice.agenda.value import Agenda, AgendaPunt
from wijktoets.engine.model.words import ONDERDELEN
from wijktoets.telling.asking import boxes, words
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
    groups = {text("questions.koppen.kern"): [punt for punt in agenda.punten if punt.kern is not None]}
    for onderdeel in ONDERDELEN:
        name = text(f"scherm.onderdelen.{onderdeel}").upper()
        groups[name] = [punt for punt in agenda.punten if punt.kern is None and punt.onderdeel == onderdeel]
    number = 0
    for name, punten in groups.items():
        if punten:
            parts += [Gap(), Heading(name, level=2)]
        for punt in punten:
            number += 1
            parts += _point(number, punt, room)
    if not agenda.punten:
        parts.append(sentence(text("questions.niets.voor"), level=1))
    if agenda.weggelaten:
        parts += [Gap(), sentence(counted("questions.meer", agenda.weggelaten))]
    return tuple(parts)


def _point(number: int, punt: AgendaPunt, room: bool) -> Iterable[Part]:
    yield Heading(text("questions.punt", nummer=number, vraag=punt.vraag), level=3)
    yield Listing(
        tuple(item(label="-", text=words(vraag), details=tuple(boxes(vraag)) if room else ()) for vraag in punt.vragen)
    )
    if room:
        yield sentence(text("questions.schrijfruimte"))
        yield from (sentence(text("questions.regel")) for _ in range(LINES))
