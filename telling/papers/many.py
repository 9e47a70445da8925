"""Composes the document over many dossiers: what `batch` shows, on alphabet and without ranking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from wijktoets import texts
from wijktoets._version import __version__
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.model.words import ARCHETYPES
from wijktoets.engine.result.rapport import Rapport
from wijktoets.engine.result.table import Result
from wijktoets.telling.frame import computed_with
from wijktoets.telling.head import closing_of_many
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import names_in, told, with_names
from wijktoets.telling.reader import Lezer
from wijktoets.telling.residents import explained, in_their_words
from wijktoets.telling.screens.batch.screen import batch_sections, woorden_of
from wijktoets.telling.tree import (
    EMPTY,
    Document,
    Heading,
    Line,
    Listing,
    Metadata,
    Paragraph,
    Part,
    Sheet,
    Table,
    Text,
    own,
    plain,
    sentence,
    words,
)
from wijktoets.texts.wording import begin_upper, counted, day, listed

WIDTHS: Final = (11, 9, 8, 6, 6, 6, 4)
"""Shares of the width for wijk, thema, wish, the three ways of taking part, and how many questions are open."""


@worded(woorden_of)
def batch_document(results: Sequence[Result], agendas: Mapping[str, Agenda], lezer: Lezer) -> Document:
    """The document over many dossiers, of which one at least could be used; residents get it in their own words.

    Args:
        agendas: of the dossiers that look back, by file.
    """
    rapporten = usable(results)
    residents = lezer == "bewoners"
    made = _document(rapporten, batch_sections(results, agendas), residents)
    return in_their_words(made, rapporten[0].woorden) if residents else made


def usable(results: Sequence[Result]) -> list[Rapport]:
    """The Rapports in what came of many dossiers, those without any afspraak left out."""
    return [r.rapport for r in results if r.rapport is not None and r.rapport.afspraken]


def _document(rapporten: Sequence[Rapport], sections: Sheet, residents: bool) -> Document:
    days = [r.peildatum for r in rapporten]
    title, first, last = texts.text("report.map.titel"), min(days), max(days)
    return Document(
        title=title,
        subtitle=_subtitle(first, last),
        metadata=Metadata(texts.text("report.map.onderwerp"), last, texts.text("report.maker")),
        parts=tuple(_body(rapporten, sections, residents)),
        footer=texts.text("report.map.voetregel", titel=title, versie=__version__),
        compact=all(rapport.status == "terugblik" for rapport in rapporten),
    )


def _subtitle(first: date, last: date) -> str:
    if first == last:
        return texts.text("report.map.ondertitel", datum=day(last))
    return texts.text("report.map.ondertitel_dagen", van=day(first), tot=day(last))


def _body(rapporten: Sequence[Rapport], sections: Sheet, residents: bool) -> Iterable[Part]:
    opening = [texts.text("report.map.inleiding", n=counted("batch.dossiers", len(rapporten)))]
    if any(r.fictief for r in rapporten):
        opening.append(texts.text("report.map.fictief"))
    yield Paragraph(plain(" ".join(opening)), "opening")
    yield from blocks_of(sections)
    if residents:
        yield Heading(texts.text("report.koppen.woorden"))
        yield from (Paragraph(explained(archetype, rapporten[0].woorden)) for archetype in ARCHETYPES)
    yield Heading(texts.text("report.koppen.berekend"))
    names = dict.fromkeys(p.naam for r in rapporten for p in r.pakketten)
    yield Paragraph(told("report.berekend.inleiding", pakket=own(listed(names))))
    yield computed_with(sorted({(p.naam, p.versie, p.sha256) for r in rapporten for p in r.pakketten}))
    given = [name for rapport in rapporten for name in names_in(rapport)]
    lines = closing_of_many(r.teksten for r in rapporten)
    yield from (sentence(with_names(line.tekst, given), line.bron) for line in lines)


def blocks_of(parts: Iterable[Part]) -> Iterable[Part]:
    """What a screen shows, as parts of a document."""
    for part in parts:
        if isinstance(part, Heading):
            yield Heading(_name(part), 2 if part.level <= 2 else part.level)
        elif isinstance(part, Paragraph):
            yield replace(part, text=tuple(replace(span, text=_on_paper(span.text)) for span in part.text))
        elif isinstance(part, Listing):
            yield replace(part, items=tuple(replace(item, label=None) for item in part.items))
        elif isinstance(part, Table):
            yield _table(part)


def _on_paper(sentence: str) -> str:
    """A sentence of the screen; the one that names a command says where it stands on paper."""
    return texts.text("report.map.grens") if sentence == texts.text("batch.uitleg.nee") else sentence


def _name(heading: Heading) -> Line:
    """A heading in ordinary letters; a screen sets those above tables in capitals, never the name of a wijk."""
    if heading.level > 3 or not isinstance(heading.text, str):
        return heading.text
    words = (word.lower() if word.isupper() else word for word in heading.text.split(" "))
    return begin_upper(" ".join(words))


def _table(grid: Table) -> Table:
    """A table in which the name that stands over rows is their first cell."""
    grouped = any(len(row) == 1 for row in grid.rows)
    rows: list[tuple[Text, ...]] = []
    over: Text = EMPTY
    for row in grid.rows:
        if len(row) == 1:
            over = row[0]
        else:
            rows.append(tuple(_unindented(cell) for cell in ((over, *row) if grouped else row)))
    heads = (texts.text("report.map.wijk"), *grid.heads) if grouped else grid.heads
    caption = texts.text("report.map.per_wijk" if grouped else "report.map.patronen")
    widths = WIDTHS[: len(heads)] if grouped else ()
    return Table(caption, heads, tuple(rows), numbers=frozenset(n + grouped for n in grid.numbers), widths=widths)


def _unindented(cell: Text) -> Text:
    """A cell without the spaces that set it in on a screen."""
    return cell if words(cell[:1]).strip() else cell[1:]
