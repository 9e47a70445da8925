"""The conditions of a pack as one graph for the forward engine; equal ones are one node (docs/model.md section 3).

A node is a leaf (a test of an answer, of the fase or of the day), the reverse of one, or `Count`: at least k of its
children, which covers `alle` (k = all) and `een_van` (k = 1).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ..model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, WaarborgRef
from ..model.pakket import Grens, Regel, Signaal, Vraag, Waarborg
from ..model.regelpakket import Regelpakket
from ..model.words import INGEBOUWDE_VRAGEN


@dataclass(frozen=True, slots=True)
class Test:
    """A leaf: what was answered to a vraag; `options` of a keuze, None for a stelling."""

    vraag: str
    options: frozenset[str] | None
    may_be_nvt: bool


@dataclass(frozen=True, slots=True)
class InFasen:
    """A leaf: the fase is one of these."""

    fasen: frozenset[str]


@dataclass(frozen=True, slots=True)
class OnDay:
    """A leaf: the peildatum is in this period, both ends in."""

    van: date | None
    tot: date | None


@dataclass(frozen=True, slots=True)
class Turned:
    """The reverse of a leaf: true where that is surely not, and the other way round; `niet` stands on a vraag only."""

    of: int


@dataclass(frozen=True, slots=True)
class Count:
    """At least `k` of the children that are not nvt, or all of them when fewer are left."""

    k: int
    children: tuple[int, ...]


Leaf = Test | InFasen | OnDay
Node = Leaf | Turned | Count

ALWAYS: Final = None
"""In `Graph.there`: a regel that is there in every fase and on every day."""


@dataclass(slots=True)
class Graph:
    """All nodes of a pack, and for each condition the node that stands for it; does not keep the pack itself alive."""

    vragen: Mapping[str, Vraag]
    waarborgen: Mapping[str, Waarborg]
    grenzen: Mapping[str, Grens]
    signalen: Mapping[str, Signaal]
    nodes: list[Node] = field(default_factory=list)
    may_be_nvt: list[bool] = field(default_factory=list)
    voldaan: dict[str, int] = field(default_factory=dict)
    als: dict[str, int] = field(default_factory=dict)
    there: dict[str, int | None] = field(default_factory=dict)
    ladder: dict[str, int] = field(default_factory=dict)
    _known: dict[Hashable, int] = field(default_factory=dict)

    def add(self, node: Node, may_be_nvt: bool) -> int:
        """The node, made when there is no equal one yet."""
        index = self._known.setdefault(node, len(self.nodes))
        if index == len(self.nodes):
            self.nodes.append(node)
            self.may_be_nvt.append(may_be_nvt)
        return index

    def count(self, k: int, children: Sequence[int]) -> int:
        """At least k of these; one child is that child itself."""
        if len(children) == 1:
            return children[0]
        return self.add(Count(k, tuple(sorted(children))), all(self.may_be_nvt[c] for c in children))

    def condition(self, tree: Voorwaarde) -> int:
        """The node of a condition; the waarborgen that it refers to are known already."""
        match tree:
            case VraagTest():
                return self._test(tree)
            case Niet(niet=test):
                leaf = self._test(test)
                return self.add(Turned(leaf), self.may_be_nvt[leaf])
            case WaarborgRef(waarborg=waarborg):
                return self.voldaan[waarborg]
            case Alle(alle=below):
                return self.count(len(below), [self.condition(c) for c in below])
            case EenVan(een_van=below):
                return self.count(1, [self.condition(c) for c in below])
            case Minstens(minstens=counted):
                return self.count(counted.aantal, [self.condition(c) for c in counted.van])

    def _test(self, test: VraagTest) -> int:
        own = None if test.vraag in INGEBOUWDE_VRAGEN else self.vragen[test.vraag]
        may_be_nvt = own is not None and own.nvt_mogelijk
        return self.add(Test(test.vraag, None if test.is_ is None else frozenset(test.is_), may_be_nvt), may_be_nvt)

    def when(self, regel: Regel) -> int | None:
        """The node that says whether a regel is there; ALWAYS when nothing limits it."""
        limits: list[int] = []
        if regel.fasen is not None:
            limits.append(self.add(InFasen(frozenset(regel.fasen)), may_be_nvt=False))
        if regel.geldig is not None:
            limits.append(self.add(OnDay(regel.geldig.van, regel.geldig.tot), may_be_nvt=False))
        return self.count(len(limits), limits) if limits else ALWAYS


def graph_of(pakket: Regelpakket) -> Graph:
    """The graph of a linked pack: `voldaan` by waarborg, `als` by waarborg, grens or signaal, `ladder` by archetype."""
    graph = Graph(pakket.vragen, pakket.waarborgen, pakket.grenzen, pakket.signalen)
    for name in pakket.volgorde:
        graph.voldaan[name] = graph.condition(pakket.waarborgen[name].voldaan_als)
    regels: list[Regel] = []
    for kind in (pakket.waarborgen, pakket.grenzen, pakket.signalen):
        regels += kind.values()
    for regel in regels:
        graph.there[regel.id] = graph.when(regel)
        condition: Voorwaarde | None = getattr(regel, "als", None)
        if condition is not None:
            graph.als[regel.id] = graph.condition(condition)
    for archetype, step in pakket.zeggenschap.items():
        graph.ladder[archetype] = graph.condition(step)
    return graph
