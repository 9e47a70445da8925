"""The page of `rules coverage --format html`: the whole matrix in one file that needs nothing else."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from wijktoets.engine.upkeep.coverage import SOORTEN, Dekking, DingRij, Verwijzing
from wijktoets.engine.upkeep.coverage_words import lines_named
from wijktoets.texts import printable, text

from .coverage_words import covered, examples, gap, gaps_line, head, place, rests, why

STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
table { border-collapse: collapse; width: 100%; }
caption { font-weight: bold; padding: .5rem 0; text-align: left; }
th, td { border: 1px solid; padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { white-space: nowrap; }
tbody th { font-weight: normal; min-width: 4rem; }
td ul { margin: 0; padding-left: 1.2rem; }
.scroll { overflow-x: auto; }
:target { outline: 3px solid; }
@media print { .skip, nav { display: none; } }
"""


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


def _table(key: str, columns: Sequence[str], rows: Iterable[str]) -> str:
    """A table with a caption; the first cell of a row is its heading."""
    heads = "".join(f'<th scope="col">{_say(f"kolommen.{column}")}</th>' for column in columns)
    caption = _say(f"tabellen.{key}")
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(anchor: str, first: str, *cells: str) -> str:
    return f'<tr id="{anchor}"><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _lines(dekking: Dekking) -> str:
    rows = [
        _row(row.regel, row.regel, _safe(row.zegt), _links(row.draagt) if row.draagt else _safe(why(row)))
        for row in dekking.regels
    ]
    return _table("bron", ("regel", "zegt", "draagt"), rows)


def _things(dekking: Dekking) -> str:
    known = frozenset(row.regel for row in dekking.regels)
    named = frozenset(row.id for row in dekking.ids)
    tables = []
    for soort in SOORTEN:
        own = [thing for thing in dekking.dingen if thing.soort == soort]
        if own:
            columns = ("id", "naam", "bron", "dekt", "voorbeelden")
            tables.append(_table(soort, columns, (_thing_row(thing, known, named) for thing in own)))
    return "".join(tables)


def _thing_row(thing: DingRij, known: frozenset[str], named: frozenset[str]) -> str:
    dekt = [f'<a href="#id-{escape(i)}">{_safe(i)}</a>' if i in named else _safe(i) for i in thing.dekt]
    basis = _safe(thing.basis or "")
    lines = _cited(thing.bron, known)
    return _row(
        _anchor(thing),
        _safe(thing.id),
        _safe(thing.naam),
        f"{basis}: {lines}" if basis else lines,
        ", ".join(dekt),
        _safe(", ".join(thing.voorbeelden or ())) if thing.voorbeelden != [] else _safe(examples(thing) or ""),
    )


def _ids(dekking: Dekking) -> str:
    known = frozenset(row.regel for row in dekking.regels)
    rows = [
        _row(
            f"id-{escape(row.id)}",
            _safe(row.id),
            _safe(row.zegt),
            _cited(row.bron, known),
            _links(row.gedekt_door) if row.gedekt_door else _safe(covered(row)),
        )
        for row in dekking.ids
    ]
    return _table("inventaris", ("id", "zegt", "bron", "gedekt"), rows)


def _gaps(dekking: Dekking) -> str:
    if not dekking.leemten:
        return f"<p>{_safe(gaps_line(dekking))}</p>"
    items = [f"<li><code>{_safe(place(leemte))}</code>: {_safe(gap(leemte))}</li>" for leemte in dekking.leemten]
    return f"<ul>{''.join(items)}</ul>"
