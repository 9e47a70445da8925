"""Renders a document as Markdown to paste elsewhere; whatever a user wrote stays text, and is no markup."""

from collections.abc import Iterable

from wijktoets.texts.markdown import escaped

from ..tree import (
    Alinea,
    Blok,
    Document,
    Feiten,
    Figuur,
    Invulruimte,
    Kader,
    Kop,
    Lijst,
    PaginaEinde,
    Punt,
    Tabel,
    Tekst,
)

LINE = "\\_" * 40
"""A line to write on."""


def render(document: Document) -> bytes:
    """The document as UTF-8; a picture is there as its table."""
    parts = [f"# {escaped(document.titel)}", escaped(document.ondertitel)]
    parts += _parts(document.blokken)
    parts += ["---", escaped(document.voetregel)] if document.voetregel else []
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8", "backslashreplace")


def _parts(blokken: Iterable[Blok]) -> list[str]:
    return [_part(blok) for blok in blokken]


def _part(blok: Blok) -> str:
    match blok:
        case Kop():
            return f"{'#' * blok.niveau} {escaped(blok.tekst)}"
        case Alinea():
            return f"> {_run(blok.tekst)}" if blok.soort == "let_op" else _run(blok.tekst)
        case Lijst():
            return "\n".join(_points(blok.punten, blok.genummerd))
        case Feiten():
            return "\n".join(f"- **{escaped(feit.naam)}:** {_run(feit.tekst)}" for feit in blok.feiten)
        case Tabel():
            return _table(blok)
        case Figuur():
            return f"{_table(blok.tabel)}\n\n{escaped(blok.bijschrift)}"
        case Invulruimte():
            return "\n\n".join([f"{escaped(blok.label)}:", *[LINE] * blok.regels])
        case PaginaEinde():
            return ""
        case Kader():
            inside = "\n\n".join([f"**{escaped(blok.naam)}**", *_parts(blok.blokken)])
            return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))


def _run(text: Tekst) -> str:
    """A text with its emphasis; the first piece alone may stand at the start of a line."""
    signs = {"sterk": "**", "schuin": "*"}
    written = ""
    for stuk in text:
        around = signs.get(stuk.nadruk, "")
        core = stuk.tekst.strip()
        if not core:
            written += " " if stuk.tekst and written and not written.endswith(" ") else ""
            continue
        before = " " if written and stuk.tekst[:1].isspace() else ""
        after = " " if stuk.tekst[-1:].isspace() else ""
        written = f"{written.rstrip(' ') + ' ' if before else written}{around}{escaped(core)}{around}{after}"
    return written.strip()


def _points(punten: Iterable[Punt], numbered: bool, indent: str = "") -> Iterable[str]:
    for number, punt in enumerate(punten, 1):
        front = f"{number}. " if numbered else "- "
        yield f"{indent}{front}{_run(punt.tekst)}"
        yield from _points(punt.onder, False, indent + " " * len(front))


def _table(tabel: Tabel) -> str:
    aligned = ["---:" if index in tabel.getallen else "---" for index in range(len(tabel.koppen))]
    rows = [
        f"| {' | '.join(escaped(kop) for kop in tabel.koppen)} |",
        f"| {' | '.join(aligned)} |",
        *(f"| {' | '.join(_run(cell) for cell in row)} |" for row in tabel.rijen),
    ]
    return "\n".join([f"**{escaped(tabel.bijschrift)}**", "", *rows])
