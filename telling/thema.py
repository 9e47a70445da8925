"""Composes what a document says about one thema: the facts, what it comes to, the pictures and the counts."""

from collections.abc import Iterable, Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock as ThemaBlok
from wijktoets.engine.advice.folding import per_fase, wished
from wijktoets.engine.model.woorden import Woorden
from wijktoets.engine.model.words import ARCHETYPES, FASEN, PARTIJEN, Fase
from wijktoets.engine.result.rapport import AfspraakRapport, BedragRij, EisRij, ScoreBereik, Stand, TellingRij
from wijktoets.texts.wording import begin_upper, euro, listed, number, period, said
from wijktoets.texts.wording import day as day_of

from .outcome import grenzen, side_by_side, uitkomst
from .phrases import about, at_fasen, begun, by_wish, fasen_named, level, words_for
from .pictures.intervals import intervals_figure
from .pictures.marks import marks_figure
from .pictures.sides import sides_figure
from .tree import (
    EMPTY,
    Fact,
    Facts,
    Figure,
    Heading,
    Line,
    Paragraph,
    Part,
    Table,
    Text,
    joined,
    own,
    plain,
    sentence,
    words,
)
from .view import View

NIETS: Final = TellingRij(geregeld=0, anders=0, niet=0, open=0)
"""Of a party that has no eis in a fase."""


def title(blok: ThemaBlok, several: bool) -> str:
    """The thema, with its fasen when the thema stands in more than one block."""
    name = begin_upper(blok.first.thema)
    return f"{name}, {fasen_named(blok.fasen)}" if several else name


def facts(view: View, blok: ThemaBlok) -> Facts:
    """Fasen, reach, wish, money, period and the day to look back, as far as the dossier gives them."""
    first, back = blok.first, view.terugblik
    whole = len(blok.fasen) == len(FASEN)
    rows: list[tuple[str, Line]] = [
        (texts.text("report.feiten.fasen"), texts.text("scherm.alle_fasen") if whole else fasen_named(blok.fasen)),
        (texts.text("report.feiten.voor_wie"), for_whom(first, back)),
        (said("report.feiten.wens", back), _wish(view, blok)),
        (texts.text("report.feiten.geld"), money(blok.first.bedrag)),
        (texts.text("report.feiten.looptijd"), period(first.looptijd) if first.looptijd else ""),
        (texts.text("report.feiten.terugkijken"), day_of(first.terugkijken_op) if first.terugkijken_op else ""),
    ]
    return Facts(tuple(Fact(name, begun(value)) for name, value in rows if value))


def for_whom(afspraak: AfspraakRapport, terugblik: bool) -> str:
    """Whether it is for this wijk, for others as well, or for the whole town."""
    if afspraak.reikwijdte == "onbekend":
        return said("scherm.reikwijdte_onbekend", terugblik)
    return texts.text(f"scherm.reikwijdte.{afspraak.reikwijdte}")


def _wish(view: View, blok: ThemaBlok) -> Line:
    """The wish; with what each party wishes where the dossier says so."""
    first = blok.first
    own = level(first.gewenst) if first.gewenst != "onbekend" else said("report.feiten.onbekend", view.terugblik)
    told = joined(by_wish(first.gewensten), "; ")
    if {w.gewenst for w in first.gewensten if w.door != "samen"} == {first.gewenst}:
        return told
    return joined((own, told), ": ") if told else own


def money(found: BedragRij | None) -> Text:
    """An amount, whether it is a year's, the programme that it comes from, and whether it is proposed or fixed."""
    if found is None:
        return EMPTY
    amount = euro(found.euro) if found.euro is not None else ""
    if amount and found.per:
        amount = texts.text(f"scherm.bedrag.per.{found.per}", bedrag=amount)
    programme = f"({found.programma})" if amount and found.programma else found.programma
    stand = texts.text(f"scherm.bedrag.stand.{found.stand}") if found.stand else ""
    told = joined((part for part in (amount, own(programme or "")) if part), " ")
    return joined(part for part in (told, stand) if part)


def comes_to(view: View, blok: ThemaBlok) -> Iterable[Part]:
    """What the thema comes to, and the limits that hold or may hold.

    The sentence of the uitkomst stands in the opening; here again only when it names a limit, which has its lines here.
    """
    named = any(g.zeker and g.tekst in blok.first.tekst for g in blok.first.grenzen)
    for zin in (*uitkomst(view, blok), *grenzen(view, blok)):
        if named or words(zin.tekst) != blok.first.tekst:
            yield sentence(zin.tekst, zin.bron)
    if wished(blok) is None:
        header, rows = side_by_side(view, blok)
        cells = tuple(tuple(plain(cell) for cell in row) for row in rows)
        yield Table(said("report.manieren.bijschrift", view.terugblik), tuple(begin_upper(h) for h in header), cells)


def pictures(view: View, blok: ThemaBlok, name: str, head: str) -> Iterable[Figure]:
    """The pictures of a thema with this `head`; `name` tells them apart from those of others."""
    found = (
        sides_figure(blok, view.terugblik, f"{name}-kanten", head),
        intervals_figure(blok, f"{name}-tussen", head),
        marks_figure(blok, view.terugblik, f"{name}-stand", head),
    )
    yield from (figure for figure in found if figure is not None)


def scores(blok: ThemaBlok) -> Iterable[Part]:
    """Between what and what the borging lies; a description for advisers, of which the picture tells more."""
    told = [
        own if blok.first.fase in fasen else f"{at_fasen(fasen)} {own}"
        for fasen, own in per_fase(blok, lambda a: _score(a.borging))
        if own
    ]
    if told:
        yield Heading(texts.text("report.koppen.vast"), 3)
        yield Paragraph(plain(texts.text("scherm.borging_score", scores="; ".join(told))))


def _score(score: ScoreBereik | None) -> str:
    if score is None:
        return ""
    key = "scherm.score_gelijk" if score.laag == score.hoog else "scherm.score"
    return texts.text(key, laag=number(score.laag), hoog=number(score.hoog))


def counts(view: View, blok: ThemaBlok) -> Iterable[Part]:
    """How many eisen are arranged, not, and open, per party: a table, and in words where other fasen differ from it."""
    many = [
        (fasen, next(a.stand for a in blok.afspraken if a.fase == fasen[0]))
        for fasen, found in per_fase(blok, lambda a: (a.stand.moet, a.stand.per_partij) if a.stand else None)
        if found is not None
    ]
    if not many or (shown := many[0][1]) is None:
        return
    own = [a.stand for a in blok.afspraken if a.fase in many[0][0] and a.stand]
    where = f", {at_fasen(many[0][0])}" if len(many) > 1 else ""
    yield _counts(view, shown, where, all(s.hoort == shown.hoort for s in own))
    told = [_differing(view, fasen, stand, shown) for fasen, stand in many[1:] if stand is not None]
    if told:
        yield Paragraph(plain(" ".join(told)), "note")


def _differing(view: View, fasen: Sequence[Fase], stand: Stand, shown: Stand) -> str:
    """What must in other fasen, as far as it differs from what was shown."""
    back = view.terugblik
    named = [
        said("report.telling.van", back, partij=texts.text(f"report.telling.partijen.{p}"), **_numbers(row))
        for p in PARTIJEN
        if (row := stand.per_partij.get(p, NIETS)) != shown.per_partij.get(p, NIETS)
    ]
    where = begin_upper(at_fasen(fasen))
    return said("report.telling.per_fase", back, fasen=where, partijen=listed(named), **_numbers(stand.moet))


def _numbers(row: TellingRij) -> dict[str, int | str]:
    otherwise = texts.text("report.telling.bewust_deel", n=row.anders) if row.anders else ""
    return {"geregeld": row.geregeld, "bewust": otherwise, "niet": row.niet, "open": row.open}


def _counts(view: View, stand: Stand, where: str, same: bool) -> Table:
    """One table; what belongs to the wish but is no must is left out where fasen differ in it (not `same`)."""
    rows = [
        (texts.text(f"report.telling.partijen.{p}"), stand.per_partij[p]) for p in PARTIJEN if p in stand.per_partij
    ]
    rows.append((said("report.telling.alles", view.terugblik), stand.moet))
    if same:
        rows.append((texts.text("report.telling.hoort"), stand.hoort))
    # A column of noughts tells nobody anything.
    otherwise = {"bewust": "anders"} if any(row.anders for _, row in rows) else {}
    counts = {"geregeld": "geregeld", **otherwise, "niet": "niet", "open": "open"}
    return Table(
        said("report.telling.bijschrift", view.terugblik) + where,
        tuple(said(f"report.telling.{key}", view.terugblik) for key in ("kop", *counts)),
        tuple((plain(begin_upper(name)), *_cells(row, counts.values())) for name, row in rows),
        numbers=frozenset(range(1, len(counts) + 1)),
        widths=(6, *[2] * len(counts)),
    )


def _cells(row: TellingRij, counts: Iterable[str]) -> Iterable[Text]:
    return (plain(str(getattr(row, count))) for count in counts)


def every_point(view: View, blok: ThemaBlok) -> Iterable[Part]:
    """All eisen moet and hoort of a thema in a table: whose they are, how heavy, how they stand, and the lines."""
    from wijktoets.engine.advice.folding import asked
    from wijktoets.telling.marks import of_eis

    rows = []
    for levels in asked(blok):
        eis = levels[0]
        norm = "; ".join(_how_heavy(levels, blok))
        who = texts.text(f"report.telling.partijen.{eis.rust_op}")
        stands = said(f"scherm.legenda.{of_eis(eis)}", view.terugblik)
        cells = (eis.naam, who, norm, stands, ", ".join(eis.bron))
        rows.append(tuple(plain(cell) for cell in cells))
    if rows:
        yield Heading(texts.text("report.koppen.punten"), 3)
        caption = texts.text("report.punten.bijschrift", thema=about(blok))
        heavy = 7 if wished(blok) is not None else 13  # from which archetype on takes room
        yield Table(caption, words_for("report.punten.kop"), tuple(rows), widths=(27 - heavy, 11, heavy, 9, 9))


def _how_heavy(levels: Sequence[EisRij], blok: ThemaBlok) -> Iterable[str]:
    """Whether a point is a must; without a wish from which archetype on it is each of these."""
    first: dict[str, EisRij] = {}
    for eis in levels:
        first.setdefault(eis.norm, eis)
    for norm, eis in first.items():
        told = texts.text(f"report.punten.norm.{norm}")
        known = wished(blok) is not None
        yield told if known else texts.text("report.punten.vanaf", norm=told, archetype=level(eis.archetype))


def own_words(woorden: Woorden) -> Iterable[Part]:
    """What the three ways of taking part mean, in a sentence each."""
    yield Heading(texts.text("report.koppen.woorden"))
    key = "woorden_van_het_pakket" if woorden.names_its_ways else "woorden"
    yield Paragraph(plain(" ".join(texts.text(f"report.{key}.{archetype}") for archetype in ARCHETYPES)))
