"""Composes the sheet to sign: who does what, and what people agreed in their own words; behind it a worksheet."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock as ThemaBlok
from wijktoets.engine.advice.folding import blocks
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import begin_upper, day, ended

from ..agreed import in_own_words, owner
from ..agreed_words import confirmations
from ..frame import footer, metadata, parties, subtitle, warnings
from ..head import closing, where
from ..in_words import worded
from ..legal import blocked, legal_points
from ..phrases import status_word, words_for
from ..points import weighed_by, weighed_line
from ..roles import side_by_side
from ..tree import (
    EMPTY,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Span,
    Table,
    Text,
    own,
    plain,
    words,
)
from ..view import View
from ..worksheet import worksheet

SIGN_HEIGHT = 9
"""Of a row to sign in, in millimetres."""


@worded(lambda rapport: [rapport.woorden])
def afspraken(rapport: Rapport, supposed: Mapping[str, str] | None = None) -> Document:
    """The sheet of one dossier: what is signed, and behind it a page for what nobody put in words yet.

    Args:
        supposed: the answers of a what-if.
    """
    view, stops = View(rapport, everything=True), blocked(rapport)
    blokken = [blok for blok in blocks(rapport.afspraken) if blok.first.thema not in stops]
    key = "voorstel" if rapport.status == "voorstel" else "anders"
    body: list[Part] = [
        *warnings(rapport, supposed),
        *([Paragraph(plain(texts.text(f"report.blad.inleiding.{key}")), "opening")] if blokken else []),
        _about(rapport),
        *_not_signed(rapport),
        *side_by_side(view, blokken, to_sign=True),
        *_worded(rapport, blokken),
        *_first(rapport, stops),
        *_otherwise(blokken),
        *_acties(rapport, "acties", [a for a in rapport.acties if a.status not in ("voorstel", "vervallen")]),
        Paragraph(plain(" ".join(line.tekst for line in closing(rapport.teksten))), "note"),
        *(_signing(rapport) if blokken else ()),
        *worksheet(rapport, blokken),
        *_acties(rapport, "voorgesteld", [a for a in rapport.acties if a.status == "voorstel"]),
    ]
    return Document(
        title=texts.text("report.blad.titel", naam=rapport.dossier),
        subtitle=subtitle(rapport, begin_upper(texts.text("report.soorten.afspraken"))),
        metadata=metadata(rapport),
        parts=tuple(body),
        footer=words(footer(rapport)),
        compact=True,
    )


def _about(rapport: Rapport) -> Facts:
    """Where it is about, and who are the parties."""
    facts = {"gebied": where(rapport), "partijen": parties(rapport)}
    return Facts(tuple(Fact(texts.text(f"report.feiten.{key}"), value) for key, value in facts.items() if value))


def _not_signed(rapport: Rapport) -> Iterable[Part]:
    """The themas that a legal check blocks: not signed, with what must change first."""
    stops = blocked(rapport)
    if not stops:
        return
    every = len(stops) == len({a.thema for a in rapport.afspraken})
    yield Heading(texts.text("report.blad.niet_getekend.kop"))
    yield Paragraph(plain(texts.text(f"report.blad.niet_getekend.{'alles' if every else 'deel'}")), "warning")
    for thema, rows in stops.items():
        yield Heading(own(begin_upper(thema)), 3)
        yield Listing(tuple(legal_points(rows)))


def _worded(rapport: Rapport, blokken: Sequence[ThemaBlok]) -> Iterable[Part]:
    """What people wrote; where nobody did, that is said."""
    written = list(in_own_words(rapport, blokken))
    yield from written
    if blokken and not written:
        yield Paragraph(plain(texts.text("report.blad.geen_woorden")), "warning")


def _first(rapport: Rapport, stops: Collection[str]) -> Iterable[Part]:
    """What the law asks before what is signed can begin."""
    points = legal_points(row for row in rapport.wettelijk if row.thema not in stops)
    if points:
        yield Heading(texts.text("report.blad.eerst"))
        yield Listing(tuple(points))


def _otherwise(blokken: Sequence[ThemaBlok]) -> Iterable[Part]:
    """What was agreed otherwise on purpose, with the reason that people gave."""
    rows = {row.model_dump_json(): row for blok in blokken for row in blok.first.afwegingen}
    if rows:
        yield Heading(texts.text("report.koppen.anders"))
        yield Listing(tuple(Item((*weighed_line(row), Span(f" {' '.join(weighed_by(row))}"))) for row in rows.values()))


def _acties(rapport: Rapport, key: str, acties: Sequence[DossierActie]) -> Iterable[Part]:
    """Steps in the dossier with owner, date and how far they are; what was not said is left open."""
    if not acties:
        return
    yield Heading(texts.text(f"report.blad.{key}"))
    yield Table(
        texts.text(f"report.blad.{key}_bijschrift"),
        words_for("report.blad.acties_kop"),
        tuple(
            (
                own(ended(a.wat)),
                plain(owner(rapport, a.trekker)),
                plain(day(a.wanneer) if a.wanneer else ""),
                plain(status_word(a.status)),
            )
            for a in acties
        ),
        row_heads=False,
        widths=(11, 4, 4, 3),
    )


def _signing(rapport: Rapport) -> Iterable[Part]:
    """Room to sign for each party that does, with what it said of the sheet; who does not sign stands below, and why.

    For wijk and gemeente when the dossier names no party.
    """
    refused = [b for b in rapport.bevestigd if b.oordeel == "tekent_niet" and b.geldt]
    named = rapport.ondertekenaars or [texts.text(f"scherm.partijen.{p}") for p in ("wijk", "gemeente")]
    signing = [name for name in named if name not in {b.door for b in refused}]
    yield Heading(texts.text("report.blad.tekenen"))
    if signing:
        heads = words_for("report.blad.tekenen_kop")
        yield Table(
            texts.text("report.blad.tekenen_uitleg"),
            heads,
            tuple((_signer(rapport, name), *(EMPTY for _ in heads[1:])) for name in signing),
            widths=(7, 5, 3, 6),
            writing_height=SIGN_HEIGHT,
        )
    others = [b for b in rapport.bevestigd if b.door not in signing]
    if others:
        yield Listing(tuple(Item(plain(line)) for line in confirmations(others)))


def _signer(rapport: Rapport, name: str) -> Text:
    """A party by name, or what it said of the sheet, which begins with its name."""
    said = list(confirmations(b for b in rapport.bevestigd if b.door == name))
    return plain(said[0]) if said else own(name)
