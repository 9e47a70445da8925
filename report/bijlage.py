"""Composes the bijlage: the note behind a collegebrief or raadsvoorstel. It proposes no decision."""

from collections.abc import Iterable, Mapping, Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok as ThemaBlok
from wijktoets.engine.advice.folding import blocks, gaten
from wijktoets.engine.advice.plan_value import Plan
from wijktoets.engine.rapport import Rapport
from wijktoets.texts.wording import begin_upper, counted

from .document import Alinea, Blok, Document, Kop, Lijst, Punt, Stuk, plain, used_sources
from .frame import about, computed, footer, metadata, sources, stays_with_raad, subtitle, warnings
from .listing import Plek, listing
from .lists import TO_ARRANGE, Lists, in_all, lists_of, must, without
from .points import gap_line
from .reader import MATEN, Lezer, Maat
from .residents import in_their_words, kept, set_apart
from .steps import steps
from .thema import comes_to, counts, every_point, facts, own_words, pictures, scores, title
from .view import View


def bijlage(
    rapport: Rapport, lezer: Lezer = "raad", plan: Plan | None = None, supposed: Mapping[str, str] | None = None
) -> Document:
    """The note about one dossier, as long as its reader needs it; `supposed` are answers of a what-if."""
    if not MATEN[lezer].bewonerswoorden:
        return _composed(rapport, lezer, plan, supposed)
    named = {kept(vraag): kept(antwoord) for vraag, antwoord in (supposed or {}).items()}
    return in_their_words(_composed(set_apart(rapport), lezer, plan, named))


def _composed(rapport: Rapport, lezer: Lezer, plan: Plan | None, supposed: Mapping[str, str] | None) -> Document:
    maat, view = MATEN[lezer], View(rapport, everything=True)
    blokken = blocks(rapport.afspraken)
    lists = [lists_of(rapport, blok) for blok in blokken]
    body = [
        *warnings(rapport, supposed),
        *_opening(view, blokken),
        *(_raad_first(rapport, blokken) if maat.raad_vooraan else ()),
        *_themas(view, blokken, lists, maat),
        *(steps(plan) if plan is not None and maat.plan else ()),
        *(() if maat.raad_vooraan else stays_with_raad(rapport)),
        *about(rapport),
        *(own_words(maat.bewonerswoorden) if maat.woorden else ()),
        *computed(rapport, in_full=maat.scores),
    ]
    return Document(
        titel=rapport.dossier,
        ondertitel=subtitle(rapport, texts.text(f"report.lezers.{lezer}")),
        metadata=metadata(rapport),
        blokken=(*body, *sources(rapport, used_sources(tuple(body)))),
        voetregel=footer(rapport),
    )


def _opening(view: View, blokken: Sequence[ThemaBlok]) -> Iterable[Blok]:
    """What it is about, what each thema comes to, and on how many questions parties differ."""
    rapport = view.rapport
    status = "voorstel" if rapport.status == "voorstel" else "terugblik" if view.terugblik else "anders"
    first = texts.text(f"report.opening.eerst.{status}", waar=rapport.gebied or rapport.dossier)
    yield Alinea(plain(first), "inleiding")
    several = _named_twice(blokken)
    if len(blokken) == 1:
        yield Alinea(plain(blokken[0].first.tekst), "inleiding")
    elif blokken:
        told = [(title(b, b.first.thema in several), b.first.tekst) for b in blokken]
        yield Lijst(tuple(Punt((Stuk(f"{name}: ", "sterk"), Stuk(text))) for name, text in told))
    differ = {v for a in rapport.afspraken for v in a.verschillen_van_inzicht}
    if differ:
        yield Alinea(plain(counted("report.opening.punten", len(differ))), "inleiding")


def _named_twice(blokken: Sequence[ThemaBlok]) -> set[str]:
    """The themas that stand in more than one block."""
    names = [b.first.thema for b in blokken]
    return {name for name in names if names.count(name) > 1}


def _raad_first(rapport: Rapport, blokken: Sequence[ThemaBlok]) -> Iterable[Blok]:
    """What this asks of raad and college, known or still open, and what stays with the raad."""
    if rapport.status != "terugblik":
        yield Kop(texts.text("report.koppen.raad_nu"))
        mine: dict[str, None] = {}
        for blok in blokken:
            own = [gat for gat in gaten(blok) if gat.rij.rust_op in ("raad", "college")]
            own.sort(key=lambda g: (not must(g.rij, blok), g.rij.aard not in TO_ARRANGE))
            mine.update(dict.fromkeys(gap_line(gat, blok, blok.first.gewenst != "onbekend") for gat in own))
        if mine:
            yield Alinea(plain(counted("report.raad_nu", len(mine))))
            yield Lijst(tuple(Punt(plain(line)) for line in mine))
        else:
            yield Alinea(plain(texts.text("report.raad_nu.geen")))
    yield from stays_with_raad(rapport)


def _themas(view: View, blokken: Sequence[ThemaBlok], lists: Sequence[Lists], maat: Maat) -> Iterable[Blok]:
    """Each thema with its facts, pictures and lists; what stands in every one of them is told once, after them."""
    common, several = in_all(lists), _named_twice(blokken)
    noted: set[str] = set()
    for number, (blok, own) in enumerate(zip(blokken, lists, strict=True), 1):
        name = f"thema-{number}"
        yield Kop(title(blok, blok.first.thema in several))
        yield facts(view, blok)
        yield from comes_to(view, blok, blok.first.tekst if len(blokken) == 1 else "")
        yield from pictures(view, blok, maat, name)
        if maat.per_partij:
            yield from counts(blok)
        yield from listing(Plek(view, blok, maat, noted), without(own, common))
        if common != Lists():
            yield Alinea(plain(texts.text("report.overal")))
        if maat.scores:
            yield from scores(blok, name)
        if maat.alle_punten:
            yield from every_point(view, blok)
    if common != Lists():
        yield Kop(begin_upper(texts.text("report.koppen.overal")))
        yield from listing(Plek(view, blokken[0], maat, noted, everywhere=True), common)
