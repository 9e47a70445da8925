"""Tells how much of what a thema still asks stands at the thema itself, and how much with what goes for all."""

from collections.abc import Sequence

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock
from wijktoets.engine.result.rapport import AfspraakRapport, WitteVlekRij
from wijktoets.texts.wording import counted, listed, said, variant

from .lists import TO_ARRANGE, Lists, must_in
from .phrases import fasen_named, told
from .tree import Line, own
from .view import View


def all_of_them(blokken: Sequence[FaseBlock]) -> str:
    """What two or more blocks are together: all themas, or all fasen of one."""
    return "themas" if len({b.first.thema for b in blokken}) > 1 else "fasen"


def where_told(view: View, blok: FaseBlock, own: Lists, common: Lists, blokken: Sequence[FaseBlock]) -> str:
    """Where the reader finds what is still to be agreed of a thema, and its questions; nothing without `common`.

    The numbers of afspraken add up to those of the uitkomst: what must, in the first fase of the block. Those of the
    questions are what is listed: where parties differ has a list of its own.
    """
    if common == Lists():
        return ""
    together = texts.text(f"report.blad.overal_bij.{all_of_them(blokken)}")
    counts = {
        "afspraken": [_musts(blok.first, lists) for lists in (own, common)],
        "vragen": [sum(p.reden != "verschil" for p in lists.punten) for lists in (own, common)],
    }
    lines = [_where(view, what, here, there, together) for what, (here, there) in counts.items() if there]
    return " ".join(lines) or said("report.overal.verder", view.terugblik, waar=together)


def _musts(afspraak: AfspraakRapport, lists: Lists) -> int:
    """How many points to arrange must be, at the wish; without one no uitkomst counts them."""
    if afspraak.stand is None:
        return 0
    must = {r.waarborg for r in afspraak.witte_vlekken if r.norm == "moet" and r.aard in TO_ARRANGE}
    return sum(g.rij.waarborg in must for g in lists.gaten)


def _where(view: View, what: str, here: int, there: int, together: str) -> str:
    key = variant(f"report.overal.{what}", view.terugblik)
    if here:
        return texts.text(f"{key}.twee", n=here + there, hier=here, daar=there, waar=together)
    return counted(key, there, waar=together)


def heavy_where(rij: WitteVlekRij, blokken: Sequence[FaseBlock]) -> Line:
    """How heavy a point is that stands in several blocks: a must, save where it says that it only belongs to the wish.

    Args:
        blokken: the blocks in which it stands.
    """
    light = [b for b in blokken if not must_in(rij.waarborg, b)]
    if not light:
        return ""
    if len(light) == len(blokken):
        return texts.text("scherm.hoort_erbij")
    return told("report.overal.hoort_bij", waar=own(named_blocks(light, blokken)))


def named_blocks(some: Sequence[FaseBlock], blokken: Sequence[FaseBlock]) -> str:
    """Some of the blocks in a sentence: by thema, with the fasen where not all blocks of that thema are meant."""
    names = []
    for blok in some:
        twins = [b for b in blokken if b.first.thema == blok.first.thema]
        whole = all(b in some for b in twins)
        names.append(
            blok.first.thema
            if whole
            else texts.text("report.overal.in_fasen", thema=blok.first.thema, fasen=fasen_named(blok.fasen))
        )
    return listed(dict.fromkeys(names))
