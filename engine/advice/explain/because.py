"""Which answers carry the status of an eis: enough of them, so that it would be the same whatever the others were.

A sufficient reason (also: an abductive explanation). It is read off the tree and not proven smallest: of several
branches that do, the one with the fewest questions.
"""

from collections.abc import Iterable, Sequence

from ...model.words import EisStatus
from .value import NodeUitleg


def because(
    status: EisStatus, voldaan_als: NodeUitleg, als: NodeUitleg | None, open_vragen: Sequence[str]
) -> list[str]:
    """The questions whose answers make an eis stand as it does, in the order of its condition.

    What is met or surely unmet rests on a few answers; of several sets the smallest, then the first in the condition.
    What is not known rests on its open questions, what is nvt on the answers that say so. An afgewogen eis rests on
    what was agreed, and not on answers.
    """
    if status == "geborgd":
        found = _carrying(voldaan_als, low=True)
    elif status in ("deels", "hooguit_deels", "ontbreekt"):
        found = [*(_carrying(als, low=True) if als is not None else ()), *_carrying(voldaan_als, low=False)]
    elif status == "onbekend":
        found = list(open_vragen)
    elif status == "nvt":
        found = _nvt(voldaan_als, als)
    else:
        found = []
    return list(dict.fromkeys(found))


def _carrying(node: NodeUitleg, low: bool) -> list[str]:
    """Questions whose answers keep the node at least at its lower end (`low`), or at most at its upper end.

    The two are dual: what takes k of n to hold takes n - k + 1 of them to fail.
    """
    if node.soort == "vraag":
        return [str(node.vraag)]
    if node.soort == "niet":
        return _carrying(node.onder[0], not low)
    below = _there(node.onder)
    asked = {"een_van": 1, "minstens": min(node.aantal or 1, len(below))}.get(node.soort, len(below))
    if low:
        keep, need = [child for child in below if (child.laag or 0) >= (node.laag or 0)], asked
    else:
        keep, need = [child for child in below if (child.hoog or 0) <= (node.hoog or 0)], len(below) - asked + 1
    return _fewest((_carrying(child, low) for child in keep), need)


def _there(nodes: Iterable[NodeUitleg]) -> list[NodeUitleg]:
    """The nodes that are not nvt."""
    return [node for node in nodes if node.laag is not None]


def _fewest(sets: Iterable[list[str]], need: int) -> list[str]:
    """The `need` smallest of these sets of questions together, each in its place."""
    listed = list(sets)
    chosen = sorted(range(len(listed)), key=lambda i: (len(listed[i]), i))[:need]
    return [vraag for i in sorted(chosen) for vraag in listed[i]]


def _nvt(voldaan_als: NodeUitleg, als: NodeUitleg | None) -> list[str]:
    """What makes an eis nvt: `als` that does not hold, or answers that say that something is not at issue."""
    if als is not None and als.hoog == 0.0:
        return _carrying(als, low=False)
    root = als if als is not None and als.laag is None else voldaan_als
    return _questions(root) if root.laag is None else []


def _questions(node: NodeUitleg) -> list[str]:
    """The questions at the leaves."""
    return [str(node.vraag)] if node.soort == "vraag" else [q for child in node.onder for q in _questions(child)]
