"""Composes what goes first for the raad: what this asks of raad and college, and what stays with the raad."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok as ThemaBlok
from wijktoets.engine.advice.folding import Gat, gaten
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import counted

from .frame import stays_with_raad
from .lists import TO_ARRANGE, must
from .points import gap_line
from .spread import named_blocks
from .tree import Heading, Item, Listing, Paragraph, Part, Text, plain


def raad_first(rapport: Rapport, blokken: Sequence[ThemaBlok]) -> Iterable[Part]:
    """What this asks of raad and college, known or open (of a look back nothing), and what stays with the raad."""
    if rapport.status != "terugblik":
        yield Heading(texts.text("report.koppen.raad_nu"))
        mine = asked_of_raad(blokken)
        if mine:
            yield Paragraph(plain(counted("report.raad_nu", len(mine))))
            yield Listing(tuple(Item(line) for line in mine))
        else:
            yield Paragraph(plain(texts.text("report.raad_nu.geen")))
    yield from stays_with_raad(rapport)


def asked_of_raad(blokken: Sequence[ThemaBlok]) -> list[Text]:
    """Each point that rests on raad or college, once, at its firmest; with where, when it does not go for all themas.

    First what must be there, and of that first what is known not to be arranged.
    """
    found: dict[tuple[str, str], list[tuple[ThemaBlok, Gat]]] = {}
    for blok in blokken:
        for gat in gaten(blok):
            if gat.rij.rust_op in ("raad", "college"):
                found.setdefault((gat.rij.waarborg, gat.rij.tekst), []).append((blok, gat))
    firmest = sorted(((min(same, key=_lightness), same) for same in found.values()), key=lambda f: _lightness(f[0]))
    lines = []
    for (blok, gat), same in firmest:
        where = named_blocks([b for b, _ in same], blokken) if len(same) < len(blokken) else ""
        at = texts.text("report.blad.bij", thema=where) if where else ""
        lines.append(gap_line(gat, blok, blok.first.gewenst != "onbekend", where=at))
    return lines


def _lightness(point: tuple[ThemaBlok, Gat]) -> tuple[bool, bool]:
    """What goes last: what only belongs to the wish, and what is not known."""
    blok, gat = point
    return (not must(gat.rij, blok), gat.rij.aard not in TO_ARRANGE)
