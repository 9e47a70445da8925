"""The Dekking as it is read, on a screen and on a page: the source beside the packs, both ways, and what is missing."""

from collections.abc import Iterable, Sequence
from typing import Final

from wijktoets.engine.upkeep.coverage.coverage import (
    SOORTEN,
    CoverageGap,
    Dekking,
    IdRij,
    RegelRij,
    ThingRij,
    Verwijzing,
)
from wijktoets.engine.upkeep.coverage.words import lines_named
from wijktoets.telling.grounds import kind_word, kinds_heading
from wijktoets.telling.tree import Gap, Heading, Part, Sheet, Span, Table, Text, joined, plain, sentence, whole
from wijktoets.texts import all_texts, text
from wijktoets.texts.wording import counted

BY_THEMSELVES: Final = 1000
"""Rows whose cells are too long to stand beside each other on any screen."""


def coverage_title(dekking: Dekking) -> str:
    """What the page is called."""
    return text("coverage.html.titel", pakket=_packs(dekking))


def coverage_screen(dekking: Dekking) -> Sheet:
    """The whole matrix with the names of its packs above it; what is not accounted for only when there is any."""
    return (Heading(_packs(dekking), level=1), *_counts(dekking), *_parts(dekking, empty=False))


def coverage_page(dekking: Dekking) -> Sheet:
    """The whole matrix, and how to read it."""
    return (*_counts(dekking), sentence(text("coverage.html.uitleg")), *_parts(dekking, empty=True))


def gaps_sheet(dekking: Dekking) -> Sheet:
    """Only what is not accounted for, each with its place."""
    return (*_gaps(dekking), sentence(_gaps_line(dekking), level=1))


def _packs(dekking: Dekking) -> str:
    return ", ".join(text("rules.pakket", naam=p.naam, versie=p.versie) for p in dekking.pakketten)


def _counts(dekking: Dekking) -> Iterable[Part]:
    """What lies beside what, and how much of it is accounted for."""
    yield sentence(text("coverage.kop.bron", titel=dekking.bron.titel, regels=dekking.bron.laatste_regel), level=1)
    yield _count("regels", [(bool(row.draagt), row.reden) for row in dekking.regels])
    if dekking.ids:
        yield _count("ids", [(bool(row.gedekt_door), row.reden) for row in dekking.ids])
    yield sentence(_gaps_line(dekking), level=1)


def _count(key: str, rows: Sequence[tuple[bool, str | None]]) -> Part:
    """Of how many lines or ids something rests on them, how many say why not, and how many do neither."""
    held = sum(rests for rests, _ in rows)
    reasoned = sum(reason is not None for rests, reason in rows if not rests)
    facts = {"alle": len(rows), "gedekt": held, "reden": reasoned, "open": len(rows) - held - reasoned}
    return sentence(text(f"coverage.kop.{key}", **facts), level=1)


def _parts(dekking: Dekking, empty: bool) -> Iterable[Part]:
    lines, ids = (frozenset(names) for names in ((r.regel for r in dekking.regels), (i.id for i in dekking.ids)))
    yield from _heading("bron")
    yield _table(
        text("coverage.tabellen.bron"),
        ("regel", "zegt", "draagt"),
        [(row.regel, (plain(row.regel), plain(row.zegt), carries(row))) for row in dekking.regels],
    )
    yield from _heading("pakket")
    for soort in SOORTEN:
        rows = [(anchor(thing), _thing(thing, lines, ids)) for thing in dekking.dingen if thing.soort == soort]
        if rows:
            columns = ("id", "naam", "bron", "dekt", "voorbeelden")
            yield _table(kinds_heading(soort), columns, rows, headed=True)
    if dekking.ids:
        yield from _heading("inventaris")
        yield _table(
            text("coverage.tabellen.inventaris"),
            ("id", "zegt", "bron", "gedekt"),
            [
                (f"id-{row.id}", (plain(row.id), plain(row.zegt), _cited(row.bron, lines), covered(row)))
                for row in dekking.ids
            ],
        )
    if dekking.leemten or empty:
        yield from _heading("leemten")
        yield from _gaps(dekking) if dekking.leemten else [sentence(_gaps_line(dekking))]


def _heading(key: str) -> Iterable[Part]:
    yield from (Gap(), Heading(text(f"coverage.koppen.{key}"), anchor=key))


def _table(
    caption: str, columns: Sequence[str], rows: Sequence[tuple[str, tuple[Text, ...]]], headed: bool = False
) -> Table:
    """A table whose rows have an anchor; a column in which nothing stands is left out."""
    used = [n for n in range(len(columns)) if any(cells[n] for _, cells in rows)]
    return Table(
        caption,
        tuple(text(f"coverage.kolommen.{columns[n]}") for n in used),
        tuple(tuple(cells[n] for n in used) for _, cells in rows),
        wide=1,
        level=1,
        least=BY_THEMSELVES,
        anchors=tuple(name for name, _ in rows),
        headed=headed,
    )


def _thing(thing: ThingRij, lines: frozenset[str], ids: frozenset[str]) -> tuple[Text, ...]:
    cited = _cited(thing.bron, lines)
    return (
        plain(thing.id),
        plain(thing.naam),
        (*cited, Span(text("coverage.basis", basis=thing.basis))) if thing.basis else cited,
        joined((Span(name, link=f"#id-{name}" if name in ids else ""),) for name in thing.dekt),
        plain(outcomes(thing) or ""),
    )


def _cited(bron: Sequence[str], known: frozenset[str]) -> Text:
    """What is cited; a line of the source is a link to its row."""
    return joined((Span(item, link=_row_of(item, known)),) for item in bron)


def _row_of(item: str, known: frozenset[str]) -> str:
    lines = [f"L{number}" for _, number in lines_named(item)]
    return f"#{lines[0]}" if len(lines) == 1 and lines[0] in known else ""


def anchor(thing: Verwijzing | ThingRij) -> str:
    """The name of the row of a thing."""
    return f"{thing.soort}-{thing.id}"


def carries(row: RegelRij) -> Text:
    """What rests on a line, or why nothing does."""
    return _rests(row.draagt) if row.draagt else plain(why(row))


def covered(row: IdRij) -> Text:
    """What covers an id, or why nothing does."""
    if row.gedekt_door:
        return _rests(row.gedekt_door)
    return plain(row.reden if row.reden is not None else text("coverage.zonder_reden"))


def _rests(things: Sequence[Verwijzing]) -> Text:
    """Things per kind, each a link to its row."""
    found = {soort: [thing for thing in things if thing.soort == soort] for soort in SOORTEN}
    named = ((s, joined((Span(t.id, link=f"#{anchor(t)}"),) for t in some)) for s, some in found.items() if some)
    return joined(
        ((Span(text("coverage.per_soort", soort=kind_word(s, len(found[s])))), *names) for s, names in named), "; "
    )


def why(row: RegelRij) -> str:
    """Why nothing rests on a line."""
    if row.soort is None or row.reden is None:
        return text("coverage.zonder_reden")
    at = text("coverage.bij", plaatsen=", ".join(row.bij)) if row.bij else ""
    return text("coverage.reden", soort=text(f"coverage.redenen.{row.soort}") + at, reden=row.reden)


def outcomes(row: ThingRij) -> str | None:
    """The outcomes that the examples of a regel show; None for what has no examples."""
    if row.voorbeelden is None:
        return None
    return ", ".join(name.replace("_", " ") for name in row.voorbeelden) or text("coverage.geen_voorbeeld")


def _gaps_line(dekking: Dekking) -> str:
    return counted("coverage.leemten_telling", len(dekking.leemten)) if dekking.leemten else text("coverage.alles")


def _gaps(dekking: Dekking) -> Iterable[Part]:
    for leemte in dekking.leemten:
        place = f"{leemte.bestand}:{leemte.regel}:{leemte.kolom}" if leemte.regel else leemte.bestand
        yield from (whole(place, level=1), sentence(_gap(leemte)))


def _gap(leemte: CoverageGap) -> str:
    """What is not accounted for, and what to do, or the near miss."""
    wrong, advice = all_texts()["coverage"]["leemten"][leemte.code]
    guess = leemte.gegevens.get("suggestie")
    if guess is not None:
        wrong, advice = wrong + all_texts()["bedoelde_u"], ""
    return f"{wrong} {advice}".rstrip().format_map(leemte.gegevens)
