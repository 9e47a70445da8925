"""The page of `rules coverage --format html`: the whole matrix in one file that needs nothing else."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from wijktoets.engine.upkeep.coverage.coverage import SOORTEN, Dekking, DingRij, Verwijzing
from wijktoets.engine.upkeep.coverage.words import lines_named
from wijktoets.texts import printable, text

from .coverage_words import covered, gap, gaps_line, head, outcomes, place, rests, why

STYLE: Final = """
:root { color-scheme: light dark; --lijn: #767676; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 3rem 0 1rem; }
h3 { font-size: 1.2rem; margin: 0; }
p { max-width: 45rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: .25rem 0; }
table { border-collapse: collapse; margin-bottom: 2rem; width: 100%; }
caption { font-weight: bold; padding: .5rem 0; text-align: left; }
th, td { border: 1px solid var(--lijn); padding: .4rem .6rem; text-align: left; vertical-align: top; }
th, td { overflow-wrap: anywhere; }
thead th { background: Canvas; box-shadow: inset 0 -1px var(--lijn); position: sticky; top: 0; white-space: nowrap; }
tbody th { font-weight: normal; width: 12rem; }
tbody th.kort { width: 4rem; }
tbody tr { scroll-margin-top: 3rem; }
td ul { margin: 0; padding-left: 1.2rem; }
:target { outline: 3px solid; outline-offset: -3px; }
@media screen and (max-width: 48rem) {
  table, caption, tbody, tr, tbody th, td { display: block; width: auto; }
  tbody th.kort { width: auto; }
  thead { display: none; }
  tbody tr { border: 1px solid var(--lijn); margin-bottom: 1rem; padding: .4rem .6rem; }
  th, td { border: 0; padding: .2rem 0; }
  tbody th { font-weight: bold; }
  td:empty { display: none; }
  td::before { content: attr(data-kop); display: block; font-size: .875rem; font-weight: bold; }
}
@media print {
  @page { size: A4; margin: 15mm; }
  body { font-size: 9pt; line-height: 1.35; max-width: none; padding: 0; }
  .skip, nav { display: none; }
  th, td { padding: .25rem .4rem; }
  tbody th { width: 8rem; }
  a { color: inherit; text-decoration: none; }
  h2, caption { break-after: avoid; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr { break-inside: avoid; }
}
"""
"""On a narrow screen each row stands by itself, with the heading of a column before its cell."""

SHORT: Final = ("bron", "inventaris")
"""The tables whose rows are headed by the number of a line or an id."""


def page(dekking: Dekking) -> str:
    """The matrix as an HTML page; every text from files is escaped."""
    title = _say("titel", pakket=", ".join(f"{p.naam} {p.versie}" for p in dekking.pakketten))
    parts = ["bron", "pakket", *(["inventaris"] if dekking.ids else []), "leemten"]
    body = {
        "bron": _lines(dekking),
        "pakket": _things(dekking),
        "inventaris": _ids(dekking),
        "leemten": _gaps(dekking),
    }
    links = "".join(f'<li><a href="#{part}">{_heading(part)}</a></li>' for part in parts)
    sections = "".join(f'<section id="{part}"><h2>{_heading(part)}</h2>{body[part]}</section>' for part in parts)
    intro = "".join(
        f"<p>{_safe(line)}</p>" for line in (*head(dekking), gaps_line(dekking), text("coverage.html.uitleg"))
    )
    return (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#inhoud">{_say("overslaan")}</a>\n'
        f'<nav aria-label="{_say("inhoud")}"><ul>{links}</ul></nav>\n'
        f'<main id="inhoud">\n<h1>{title}</h1>\n{intro}\n{sections}\n</main>\n</body>\n</html>\n'
    )


def _safe(words: str) -> str:
    return escape(printable(words))


def _say(key: str, **values: object) -> str:
    return escape(text(f"coverage.html.{key}", **values))


def _heading(part: str) -> str:
    return escape(text(f"coverage.koppen.{part}"))


def _anchor(thing: Verwijzing | DingRij) -> str:
    return escape(f"{thing.soort}-{thing.id}")


def _links(things: Iterable[Verwijzing]) -> str:
    """What rests on something, per kind, each a link to its row."""
    items = [
        f"<li>{_safe(kind)}: "
        + ", ".join(f'<a href="#{_anchor(thing)}">{_safe(thing.id)}</a>' for thing in some)
        + "</li>"
        for kind, some in rests(things)
    ]
    return f"<ul>{''.join(items)}</ul>"


def _cited(bron: Sequence[str], known: frozenset[str]) -> str:
    """What is cited; a line of the source is a link to its row."""
    found = []
    for item in bron:
        lines = [f"L{number}" for _, number in lines_named(item)]
        link = lines[0] if len(lines) == 1 and lines[0] in known else None
        found.append(f'<a href="#{link}">{_safe(item)}</a>' if link else _safe(item))
    return ", ".join(found)


def _table(key: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], level: str = "") -> str:
    """A table with a caption; the first cell of a row is its heading, and a column without content is left out.

    Args:
        rows: the anchor and the cells of each row.
        level: the tag of the heading in the caption, such as h3.
    """
    found = list(rows)
    used = [n for n, _ in enumerate(columns) if any(cells[n] for _, cells in found)]
    names = [_say(f"kolommen.{columns[n]}") for n in used]
    heads = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in names)
    short = ' class="kort"' if key in SHORT else ""
    body = "".join(_row(anchor, [cells[n] for n in used], names, short) for anchor, cells in found)
    caption = _say(f"tabellen.{key}")
    return (
        f'<table role="table"><caption>{f"<{level}>{caption}</{level}>" if level else caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(anchor: str, cells: Sequence[str], names: Sequence[str], short: str) -> str:
    """A row; the roles keep it a row of a table where a narrow screen shows it as a block."""
    first, *others = cells
    below = "".join(
        f'<td role="cell" data-kop="{name}">{cell}</td>' for name, cell in zip(names[1:], others, strict=True)
    )
    return f'<tr role="row" id="{anchor}"><th scope="row" role="rowheader"{short}>{first}</th>{below}</tr>\n'


def _lines(dekking: Dekking) -> str:
    rows = [
        (row.regel, (row.regel, _safe(row.zegt), _links(row.draagt) if row.draagt else _safe(why(row))))
        for row in dekking.regels
    ]
    return _table("bron", ("regel", "zegt", "draagt"), rows)


def _things(dekking: Dekking) -> str:
    known = frozenset(row.regel for row in dekking.regels)
    named = frozenset(row.id for row in dekking.ids)
    columns = ("id", "naam", "bron", "dekt", "voorbeelden")
    tables = []
    for soort in SOORTEN:
        own = [thing for thing in dekking.dingen if thing.soort == soort]
        if own:
            tables.append(_table(soort, columns, (_thing_row(thing, known, named) for thing in own), "h3"))
    return "".join(tables)


def _thing_row(thing: DingRij, known: frozenset[str], named: frozenset[str]) -> tuple[str, Sequence[str]]:
    dekt = [f'<a href="#id-{escape(i)}">{_safe(i)}</a>' if i in named else _safe(i) for i in thing.dekt]
    basis = _safe(thing.basis or "")
    lines = _cited(thing.bron, known)
    cells = (
        _safe(thing.id),
        _safe(thing.naam),
        f"{basis}: {lines}" if basis else lines,
        ", ".join(dekt),
        _safe(outcomes(thing) or ""),
    )
    return _anchor(thing), cells


def _ids(dekking: Dekking) -> str:
    known = frozenset(row.regel for row in dekking.regels)
    rows = [
        (
            f"id-{escape(row.id)}",
            (
                _safe(row.id),
                _safe(row.zegt),
                _cited(row.bron, known),
                _links(row.gedekt_door) if row.gedekt_door else _safe(covered(row)),
            ),
        )
        for row in dekking.ids
    ]
    return _table("inventaris", ("id", "zegt", "bron", "gedekt"), rows)


def _gaps(dekking: Dekking) -> str:
    if not dekking.leemten:
        return f"<p>{_safe(gaps_line(dekking))}</p>"
    items = [f"<li><code>{_safe(place(leemte))}</code>: {_safe(gap(leemte))}</li>" for leemte in dekking.leemten]
    return f"<ul>{''.join(items)}</ul>"
