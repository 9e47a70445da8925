"""Composes the lists of a thema: what to arrange and by whom, what to discuss, where parties differ, what to watch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok as ThemaBlok
from wijktoets.engine.advice.folding import Gat
from wijktoets.engine.advice.folding import Punt as OpenPunt
from wijktoets.engine.rapport import StandpuntRij
from wijktoets.engine.words import ONDERDELEN, PARTIJEN, Partij
from wijktoets.texts.wording import antwoord, counted, ended, said

from .answers import told
from .document import Alinea, Blok, Kop, Lijst, Punt, Stuk, Tekst, plain
from .lists import Lists, must
from .named import Genoemd
from .phrases import Zin, sourced
from .points import also_said, gap_line, how_now, in_order, place, question_line, weighed_by, weighed_line, who
from .reader import Maat
from .view import View

RAAD_EERST: Final[tuple[Partij, ...]] = ("raad", "college", "gemeente", "samen", "wijk")
"""Whose points go first for the raad; for others it is the order of the model."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a list stands: in one block, or (`everywhere`) for all of them; `noted` are the notes shown before."""

    view: View
    blok: ThemaBlok
    maat: Maat
    noted: set[str]
    everywhere: bool = False


def listing(at: Plek, lists: Lists) -> Iterable[Blok]:
    """All lists of a block that have something in them."""
    yield from _named(lists.genoemd)
    yield from _to_arrange(at, lists.gaten)
    yield from _to_discuss(at, [p for p in lists.punten if p.reden != "verschil"])
    yield from _differing(at, [p for p in lists.punten if p.reden == "verschil"])
    if lists.afwegingen:
        yield Kop(texts.text("report.koppen.anders"), 3)
        yield Lijst(tuple(_point(weighed_line(row), (), weighed_by(row)) for row in lists.afwegingen))
    if lists.signalen:
        yield Kop(texts.text("report.koppen.letten"), 3)
        yield Lijst(tuple(_point(s.tekst, tuple(s.bron)) for s in lists.signalen))


def _point(text: str, bron: tuple[str, ...] = (), below: Iterable[str] = ()) -> Punt:
    return Punt(sourced(Zin(text, bron)), tuple(Punt(plain(line)) for line in below))


def _named(genoemd: Sequence[Genoemd]) -> Iterable[Blok]:
    """What the source of a look back names, per onderdeel."""
    if genoemd:
        yield Kop(texts.text("report.koppen.genoemd"), 3)
    for onderdeel in ONDERDELEN:
        own = [g for g in genoemd if g.onderdeel == onderdeel]
        if own:
            yield Kop(texts.text(f"scherm.onderdelen.{onderdeel}"), 4)
            yield Lijst(tuple(_point(g.tekst, g.bron) for g in own))


def _to_arrange(at: Plek, gaten: Sequence[Gat]) -> Iterable[Blok]:
    """What is still to be arranged, moet before hoort: how it stands now, and who does what."""
    if not gaten:
        return
    order = RAAD_EERST if at.maat.raad_vooraan else PARTIJEN
    ordered = sorted(gaten, key=lambda g: (not must(g.rij, at.blok), order.index(g.rij.rust_op)))
    shown = [g for g in ordered if at.maat.hoort or must(g.rij, at.blok)]
    yield Kop(said("report.koppen.nog_regelen", at.view.terugblik), 3)
    if shown:
        yield Lijst(tuple(_gap(at, gat) for gat in shown), genummerd=True)
    if left := len(ordered) - len(shown):
        yield Alinea(plain(counted("report.meer_punten", left)))


def _gap(at: Plek, gat: Gat) -> Punt:
    afspraak = place(gat, at.blok)
    by_wish = at.everywhere or at.blok.first.gewenst != "onbekend"
    below = (*how_now(at.view, gat.rij, afspraak), *who(at.view, gat.rij, afspraak, short=False))
    return _point(gap_line(gat, at.blok, by_wish), tuple(gat.rij.bron), below)


def _to_discuss(at: Plek, punten: Sequence[OpenPunt]) -> Iterable[Blok]:
    """The open questions in the order of the conversation; what is left out is counted."""
    if not punten:
        return
    ordered = in_order(at.view.rapport, punten)
    shown = ordered[: at.maat.vragen]
    yield Kop(said("report.koppen.bespreken", at.view.terugblik), 3)
    yield Lijst(tuple(_question(at, punt) for punt in shown))
    if left := len(ordered) - len(shown):
        yield Alinea(plain(counted("report.meer_vragen", left)))


def _question(at: Plek, punt: OpenPunt) -> Punt:
    rapport = at.view.rapport
    row = rapport.vragen.get(punt.vraag)
    given = place(punt, at.blok).antwoorden.get(punt.vraag, [])
    answers = told(at.view, punt.vraag, given, "scherm.besproken_antwoord")
    notes = also_said(rapport, punt.vraag, at.noted)
    return _point(question_line(rapport, punt), tuple(row.bron) if row else (), (*answers, *notes))


def _differing(at: Plek, punten: Sequence[OpenPunt]) -> Iterable[Blok]:
    """Each question on which parties differ, with every view in its own words; none of them goes first by weight."""
    if not punten:
        return
    rapport = at.view.rapport
    yield Kop(texts.text("report.koppen.verschil"), 3)
    yield Alinea(plain(texts.text("report.verschil.vraag")))
    points = []
    for punt in in_order(rapport, punten):
        row = rapport.vragen.get(punt.vraag)
        given = place(punt, at.blok).antwoorden.get(punt.vraag, [])
        views = [Punt(_view(at, punt.vraag, s)) for s in given]
        notes = [Punt(plain(line)) for line in also_said(rapport, punt.vraag, at.noted)]
        zin = Zin(question_line(rapport, punt), tuple(row.bron) if row else ())
        points.append(Punt(sourced(zin), (*views, *notes)))
    yield Lijst(tuple(points))


def _view(at: Plek, vraag: str, standpunt: StandpuntRij) -> Tekst:
    """What one party says, in its own words, with where it said so."""
    name = texts.text(f"scherm.partijen.{standpunt.door}")
    word = ended(antwoord(standpunt, at.view.rapport.vragen.get(vraag)))
    note = f" {ended(standpunt.toelichting)}" if standpunt.toelichting else ""
    bron = (Stuk(f" ({', '.join(standpunt.bron)})", "bron"),) if standpunt.bron else ()
    return (Stuk(f"{name}: ", "sterk"), Stuk(word + note), *bron)
