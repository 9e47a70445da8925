"""The lists of a result: what is still to be arranged and by whom, what to discuss first, deviations and signals."""

from collections.abc import Iterable, Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import BlockGap, FaseBlock, VraagPunt
from wijktoets.engine.result.rapport import AfspraakRapport, AfwegingRij, SignaalRij
from wijktoets.telling import marks
from wijktoets.telling.answers import told
from wijktoets.telling.lists import must
from wijktoets.telling.points import (
    also_said,
    gap_line,
    how_now,
    in_order,
    place,
    places,
    question_line,
    weighed_by,
    weighed_line,
    who,
)
from wijktoets.telling.tree import Heading, Item, Listing, Mark, Part, item, sentence
from wijktoets.telling.view import View
from wijktoets.texts.wording import counted, said

MANY = 8
"""From how many points to arrange on those that hoort are told in short."""

FIRST = 12
"""How many open questions a screen shows unless all are asked for."""


def to_arrange(view: View, gaten: Sequence[BlockGap], blok: FaseBlock, everywhere: bool = False) -> Iterable[Part]:
    """What is still to be arranged: moet before hoort, numbered, each with its lines and who does what.

    Of many, those that hoort are told in short; it says how to see more. `everywhere` when it goes for all themas,
    whatever their wish.
    """
    if not gaten:
        return
    yield Heading(said("report.koppen.nog_regelen", view.terugblik).upper(), level=3)
    ordered = sorted(gaten, key=lambda g: not must(g.rij, blok))
    by_wish = everywhere or blok.first.gewenst != "onbekend"
    short = [not view.everything and len(gaten) > MANY and not must(g.rij, blok) for g in ordered]
    numbered = enumerate(zip(ordered, short, strict=True), 1)
    yield Listing(
        tuple(_gap_item(view, number, gat, blok, by_wish, brief, everywhere) for number, (gat, brief) in numbered)
    )
    if any(short):
        yield sentence(said("scherm.hoort_kort", view.terugblik))


def _gap_item(
    view: View, number: int, gat: BlockGap, blok: FaseBlock, by_wish: bool, short: bool, everywhere: bool
) -> Item:
    rij, afspraak = gat.rij, place(gat, blok)
    where = view.rapport.afspraken if everywhere else places(gat, blok)
    return item(
        label=str(number),
        mark=marks.of_aard(rij.aard),
        text=gap_line(view, gat, blok, by_wish, marked=True),
        source=tuple(rij.bron),
        details=(*(() if short else how_now(view, rij, afspraak)), *who(view, rij, where, short)),
    )


def to_discuss(view: View, punten: Sequence[VraagPunt], blok: FaseBlock, noted: set[str]) -> Iterable[Part]:
    """The open questions that matter, in the order of the conversation, then what else parties differ on.

    Args:
        noted: the open questions whose note was shown before; each note is shown once.
    """
    ordered = in_order(view.rapport, punten)
    beside = [p for p in ordered if p.reden == "verschil" and not any(_decides(p, a) for a in places(p, blok))]
    ordered = [p for p in ordered if p not in beside]
    shown = _first_points(view, ordered)
    left = len(ordered) - len(shown)
    if ordered:
        yield Heading(said("scherm.koppen.bespreken", view.terugblik), level=3)
    if shown:
        yield Listing(tuple(_question(view, letter(i), p, blok, noted) for i, p in enumerate(shown)))
    if left:
        silent = "scherm.zwijgt_verder" if shown else "scherm.zwijgt"
        yield sentence(counted(silent if view.terugblik else "scherm.en_nog", left))
    if beside:
        yield Heading(said("report.koppen.verschil", view.terugblik).upper(), level=3)
        yield Listing(tuple(_question(view, letter(i), p, blok, noted) for i, p in enumerate(beside, len(shown))))


def _decides(punt: VraagPunt, afspraak: AfspraakRapport) -> bool:
    """Whether the uitkomst counts this question as open; where parties differ is told whether it does or not."""
    return any(each.vraag == punt.vraag for each in afspraak.open_vragen)


def _first_points(view: View, ordered: Sequence[VraagPunt]) -> Sequence[VraagPunt]:
    """The first and all disputed ones; of a look back those that the source is not clear about."""
    if view.everything or (len(ordered) <= FIRST + 1 and not view.terugblik):
        return ordered
    first = [] if view.terugblik else ordered[:FIRST]
    return [p for p in ordered if p in first or p.reden == "verschil" or (view.terugblik and p.reden == "onbekend")]


def letter(index: int) -> str:
    """The letter of a point, after z in pairs.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    first, last = divmod(index, 26)
    return (chr(ord("a") + first - 1) if first else "") + chr(ord("a") + last)


def _question(view: View, label: str, punt: VraagPunt, blok: FaseBlock, noted: set[str]) -> Item:
    """An open question; of a look back what the source says stands under it, with its lines."""
    row = view.rapport.vragen.get(punt.vraag)
    given = place(punt, blok).antwoorden.get(punt.vraag, ())
    answers = tuple(told(view, punt.vraag, given, "scherm.besproken_antwoord"))
    return item(
        label=label,
        mark=marks.of_reden(punt.reden),
        text=question_line(view.rapport, punt),
        source=tuple(row.bron) if row and not (view.terugblik and answers) else (),
        details=(*answers, *also_said(view.rapport, punt.vraag, noted)),
    )


def weighed(rows: Sequence[AfwegingRij]) -> Iterable[Part]:
    """What was agreed otherwise on purpose: the reason, by whom, until when, and why one does not count."""
    if rows:
        yield Heading(texts.text("report.koppen.anders").upper(), level=3)
        yield Listing(tuple(_weighed_item(row) for row in rows))


def _weighed_item(row: AfwegingRij) -> Item:
    mark: Mark | None = "bewust_anders" if row.telt else None
    return item(label="-", mark=mark, text=weighed_line(row), details=tuple(weighed_by(row)))


def to_watch(rows: Sequence[SignaalRij]) -> Iterable[Part]:
    """Points of attention that no other list shows."""
    if rows:
        yield Heading(texts.text("report.koppen.letten").upper(), level=3)
        yield Listing(tuple(item(label="-", text=s.tekst, source=tuple(s.bron)) for s in rows))
