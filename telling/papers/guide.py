"""Composes the guide for who leads the evenings: the cards with their minutes, a form for actions, the day after."""

from collections.abc import Iterable, Mapping
from datetime import date

from wijktoets import texts
from wijktoets.engine.advice.agenda.value import Agenda, Avond
from wijktoets.texts import text
from wijktoets.texts.commands import command_line
from wijktoets.texts.wording import counted

from ..cards import in_order, minutes, title
from ..head import trial
from ..in_words import worded
from ..phrases import sentences, told, words_for
from ..residents import in_their_words
from ..tree import (
    EMPTY,
    Document,
    Heading,
    Item,
    Line,
    Listing,
    Metadata,
    PageBreak,
    Paragraph,
    Part,
    Span,
    Table,
    Text,
    WritingSpace,
    own,
    plain,
    words,
    woven,
)

ACTIONS = 9
"""How many actions can be written on the form."""
HIGH = 17
"""How high a row of it is, in millimetres: three lines by hand."""
FRESH = "wijk.yaml"
CARDS = "kaarten.pdf"
"""How files are called in what the guide has people type."""
OPEN = 4
"""How many lines there are for what else is written on a form."""


@worded(lambda agenda: [agenda.woorden])
def compose(agenda: Agenda, today: date, versie: str, supposed: Mapping[str, str] | None = None) -> Document:
    """The guide: two pages for who leads the evenings, a form for actions, and a page for the day after.

    Args:
        agenda: one that has evenings.
        today: the day that the file names when there is no dossier with a peildatum.
        versie: that of the program, for the foot of each page.
        supposed: the answers of a what-if, which the guide must name.
    """
    packs = ", ".join(pack.naam for pack in agenda.pakketten)
    name = own(agenda.dossier or packs)
    count = len(agenda.avonden)
    parts = (
        *(Paragraph(plain(line), "warning") for line in trial(agenda.als_wens, supposed)),
        *_evenings(agenda),
        PageBreak(),
        *_how(agenda),
        PageBreak(),
        *_actions(),
        PageBreak(),
        *_day_after(agenda),
    )
    return Document(
        title=words(told(f"gids.titel.{'een' if count == 1 else 'meer'}", n=count, naam=name)),
        subtitle=text("gids.ondertitel"),
        metadata=Metadata(
            subject=text("gids.onderwerp"),
            day=agenda.peildatum or today,
            author=text("praatplaat.maker"),
            keywords=words_for("gids.trefwoorden"),
        ),
        parts=in_their_words(tuple(parts), agenda.woorden),
        footer=words(told("praatplaat.voetregel", pakketten=own(packs), versie=versie)),
        compact=True,
    )


def _evenings(agenda: Agenda) -> Iterable[Part]:
    """What to have at hand, and each evening with its cards."""
    yield Paragraph(plain(text("gids.inleiding")), "opening")
    yield Heading(text("gids.nodig.kop"))
    yield _steps(
        "gids.nodig.lijst",
        numbered=False,
        opdracht=_command("questions", *([agenda.bestand] if agenda.bestand else []), "--to", CARDS),
    )
    for avond in agenda.avonden:
        yield Heading(text("gids.avond.kop", nummer=avond.nummer, minuten=minutes(avond.minuten or 0)))
        yield _evening(agenda, avond)


def _evening(agenda: Agenda, avond: Avond) -> Table:
    """The cards of an evening with how many questions are open on each; the minutes add up to those of the evening."""
    back = agenda.status == "terugblik"
    rows: list[tuple[Line, ...]] = [("–", text("gids.avond.begin"), "–", str(avond.begin))]
    total = 0
    for number, card in in_order(agenda):
        if card.kern in avond.kaarten:
            asked = len(card.met_stand("open"))
            total += asked
            rows.append((str(number), title(card, back), str(asked), str(card.minuten)))
    rows.append(("–", text("gids.avond.slot"), "–", str(avond.slot)))
    rows.append(("–", text("gids.avond.samen"), str(total), str(avond.minuten)))
    return Table(
        text("gids.avond.bijschrift", nummer=avond.nummer),
        words_for("gids.avond.kolommen"),
        tuple(tuple(plain(cell) for cell in row) for row in rows),
        numbers=frozenset((2, 3)),
        widths=(8, 66, 13, 13),
        wide=1,
    )


def _how(agenda: Agenda) -> Iterable[Part]:
    """How to begin, to do a card and to end, what not to do, and what these evenings leave out."""
    for part in ("begin", "kaart", "slot"):
        yield Heading(text(f"gids.{part}.kop"))
        yield _steps(f"gids.{part}.lijst", numbered=True)
    yield Heading(text("gids.niet.kop"))
    yield _steps("gids.niet.lijst", numbered=False)
    yield Heading(text("gids.erbuiten.kop", deze=counted("gids.erbuiten.avonden", len(agenda.avonden))))
    outside = [(number, card) for number, card in in_order(agenda) if card.kern is None]
    left = [(number, card) for number, card in outside if card.met_stand("open")]
    yield Paragraph(plain(counted("gids.erbuiten.uitleg", len(left)) if left else text("gids.erbuiten.niets")))
    back = agenda.status == "terugblik"
    if left:
        items = (Item(plain(title(card, back)), label=f"{number}.") for number, card in left)
        yield Listing(tuple(items), short=True)
    if len(left) < len(outside):
        yield Paragraph(plain(counted("gids.erbuiten.klaar", len(outside) - len(left))))


def _actions() -> Iterable[Part]:
    """A form for what people agree to do."""
    yield Heading(text("gids.acties.kop"))
    yield Paragraph(plain(text("gids.acties.uitleg")))
    yield WritingSpace(text("gids.acties.datum"), 1)
    yield Table(
        text("gids.acties.bijschrift"),
        words_for("gids.acties.kolommen"),
        ((EMPTY, EMPTY, EMPTY),) * ACTIONS,
        row_heads=False,
        widths=(56, 24, 20),
        writing_height=HIGH,
    )
    yield WritingSpace(text("gids.acties.verschil"), OPEN)


def _day_after(agenda: Agenda) -> Iterable[Part]:
    """What to do with the cards on the day after, and room for what was skipped."""
    new = agenda.bestand is None
    first = _command("new", "--output", FRESH) if new else _code(str(agenda.bestand))
    file = agenda.bestand or FRESH
    yield Heading(text("gids.erna.kop"))
    yield _steps(
        "gids.erna.lijst",
        numbered=True,
        invullen=told(f"gids.erna.{'nieuw' if new else 'bestaand'}", wat=first),
        nakijken=_command("check", file),
        bekijken=_command("evaluate", file),
        kaarten=_command("questions", file, "--to", CARDS),
    )
    yield WritingSpace(text("gids.erna.overgeslagen"), OPEN)
    yield WritingSpace(text("gids.erna.uitzoeken"), OPEN)


def _command(*words: str) -> Text:
    """A command as it is typed, with the packs that were given."""
    return _code(command_line(*words))


def _code(line: str) -> Text:
    """A command or a file, which nobody changes."""
    return (Span(line, "code", own=True),)


def _steps(key: str, numbered: bool, **values: Text) -> Listing:
    """Sentences of a list in the texts, filled."""
    lines = (woven(texts.opened(line, values), **values) for line in sentences(key))
    return Listing(tuple(Item(line) for line in lines), numbered=numbered)
