"""What `evaluate` shows of a Rapport, as a sheet: per thema the uitkomst, the marks, and what to do next."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, asked, blocks, per_fase, wished
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Onderdeel
from wijktoets.engine.result.rapport import EisRij, ScoreBereik
from wijktoets.telling import marks
from wijktoets.telling.agreed_words import words_listed
from wijktoets.telling.in_words import worded
from wijktoets.telling.lists import Lists, in_all, lists_of, without
from wijktoets.telling.named import mentioned
from wijktoets.telling.outcome import grenzen, side_by_side, uitkomst
from wijktoets.telling.phrases import fasen_named, fasen_words, level, wishes_told
from wijktoets.telling.readings import otherwise
from wijktoets.telling.thema import for_whom, money
from wijktoets.telling.tree import (
    Gap,
    Heading,
    Legend,
    Listing,
    Mark,
    MarkRow,
    Marks,
    Part,
    Sheet,
    grid,
    sentence,
    words,
)
from wijktoets.telling.view import View
from wijktoets.texts.wording import begin_upper, counted, day, listed, number, period, said, variant

from .head import foot, head
from .points import to_arrange, to_discuss, to_watch, weighed


@worded(lambda view: [view.rapport.woorden])
def evaluate_sheet(view: View) -> Sheet:
    """The whole screen of one dossier."""
    blokken = blocks(view.rapport.afspraken)
    lists = [lists_of(view.rapport, blok) for blok in blokken]
    common = in_all(lists)
    noted: set[str] = set()
    parts = list(head(view))
    for blok, own in zip(blokken, lists, strict=True):
        parts += [Gap(), *_block(view, blok, own, common, noted)]
    if common != Lists():
        parts += [Gap(), Heading(texts.text("scherm.koppen.overal"))]
        parts += _listed(view, common, blokken[0], noted, everywhere=True)
    return (*_with_legend(view, parts), *foot(view))


def _listed(view: View, lists: Lists, blok: FaseBlock, noted: set[str], everywhere: bool = False) -> Iterable[Part]:
    yield from mentioned(lists.genoemd, texts.text("report.koppen.genoemd").upper())
    yield from to_arrange(view, lists.gaten, blok, everywhere)
    yield from to_discuss(view, lists.punten, blok, noted)
    yield from words_listed(lists.woorden, capitals=True)
    yield from weighed(lists.afwegingen)
    yield from to_watch(lists.signalen)


def _with_legend(view: View, parts: Sequence[Part]) -> Iterable[Part]:
    """The parts, with a legend of the marks that they use just before the first row of marks."""
    used: set[Mark] = set()
    for part in parts:
        if isinstance(part, Marks):
            used |= {m for row in part.rows for group in row.groups for m in group}
        elif isinstance(part, Listing):
            used |= {item.mark for item in part.items if item.mark}
    meanings = tuple((m, said(f"scherm.legenda.{m}", view.terugblik)) for m in marks.used(used))
    told = False
    for part in parts:
        if isinstance(part, Marks) and not told:
            told = True
            yield Legend(meanings)
        yield part


def _block(view: View, blok: FaseBlock, own: Lists, common: Lists, noted: set[str]) -> Iterable[Part]:
    yield Heading(_title(view, blok))
    if facts := _facts(blok):
        yield sentence(facts)
    if wishes := wishes_told(blok.first.gewensten, view.terugblik):
        yield sentence(wishes)
    told = (*uitkomst(view, blok), *grenzen(view, blok), *otherwise(view.rapport, blok))
    yield from (sentence(zin.tekst, zin.bron) for zin in told)
    if wished(blok) is None:
        yield grid(*side_by_side(view, blok), wide=1)
    yield _marks(view, blok)
    yield from _listed(view, without(own, common), blok, noted)
    if pointer := _pointer(view, common):
        yield Gap()
        yield sentence(pointer)
    if scores := _scores(blok):
        yield Gap()
        yield sentence(scores)


def _pointer(view: View, common: Lists) -> str:
    """Says that more goes for this thema: what stands at the end because it goes for all."""
    parts = [
        counted("scherm.overal_genoemd", len(common.genoemd)) if common.genoemd else "",
        counted(variant("scherm.overal_regelen", view.terugblik), len(common.gaten)) if common.gaten else "",
        counted("scherm.overal_vragen", len(common.punten)) if common.punten else "",
    ]
    told = [part for part in parts if part]
    return texts.text("scherm.ook_overal", punten=listed(told)) if told else ""


def _title(view: View, blok: FaseBlock) -> str:
    first = blok.first
    parts = [
        texts.text("scherm.thema", thema=first.thema),
        fasen_words(blok.fasen),
    ]
    parts.append(texts.text("scherm.voor_wie", wie=for_whom(first, view.terugblik)))
    if view.rapport.als_wens:
        parts.append(texts.text("scherm.als_wens", G=level(view.rapport.als_wens)))
    return " · ".join(parts)


def _facts(blok: FaseBlock) -> str:
    """Money, period and the day to look back, when the dossier gives them."""
    first, parts = blok.first, list[str]()
    parts.append(words(money(first.bedrag)))
    if first.looptijd is not None:
        parts.append(period(first.looptijd))
    if first.terugkijken_op is not None:
        parts.append(texts.text("scherm.terugkijken", datum=day(first.terugkijken_op)))
    return begin_upper(" · ".join(p for p in parts if p))


def _marks(view: View, blok: FaseBlock) -> Marks:
    """One mark for every eis moet or hoort, per onderdeel; grouped by norm, or without a wish by archetype.

    At a wish what is left to do stands behind them, never how much is done: that would read as a mark at school.
    """
    by_norm = wished(blok) is not None
    names = ("moet", "hoort") if by_norm else ARCHETYPES
    first = [levels[0] for levels in asked(blok)]
    grouped = [(eis.norm if by_norm else eis.archetype, eis) for eis in first]
    rows = [row for o in ONDERDELEN if (row := _row(view, o, names, grouped))]
    left = said("scherm.groepen.rest", view.terugblik) if by_norm else ""
    return Marks((*(texts.text(f"scherm.groepen.{n}") for n in names), left), tuple(rows))


def _row(view: View, onderdeel: Onderdeel, names: Sequence[str], asked: Sequence[tuple[str, EisRij]]) -> MarkRow | None:
    own = [(group, marks.of_eis(e)) for group, e in asked if e.onderdeel == onderdeel]
    if not own:
        return None
    groups = tuple(marks.in_order(m for group, m in own if group == name) for name in names)
    left = marks.left_to_do((m for _, m in own), view.terugblik) if "moet" in names else ""
    return MarkRow(texts.text(f"scherm.onderdelen.{onderdeel}"), groups, left)


def _scores(blok: FaseBlock) -> str:
    told = []
    for fasen, text in per_fase(blok, lambda a: _score(a.borging)):
        if text:
            first = blok.first.fase in fasen
            told.append(text if first else texts.text("scherm.score_fasen", fasen=fasen_named(fasen), score=text))
    return texts.text("scherm.borging_score", scores="; ".join(told)) if told else ""


def _score(score: ScoreBereik | None) -> str:
    if score is None:
        return ""
    key = "scherm.score_gelijk" if score.laag == score.hoog else "scherm.score"
    return texts.text(key, laag=number(score.laag), hoog=number(score.hoog))
