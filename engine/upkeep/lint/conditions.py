"""WT4xx: conditions that say a thing in a roundabout way, or something that can never make a difference."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from ...model.conditions import Alle, EenVan, Minstens, Niet, Voorwaarde, VraagTest, children, walk
from ...model.source import NodePath
from ...model.words import ARCHETYPES
from ..examples import regels
from .check import controle
from .view import Hit, PackView, Thing, conditions_of

_KEYS: Final[dict[type, NodePath]] = {Alle: ("alle",), EenVan: ("een_van",), Minstens: ("minstens", "van")}
"""The way from a node to the list below it."""


def _nodes(beeld: PackView) -> Iterator[tuple[Thing[object], NodePath, Voorwaarde]]:
    """Every node of every condition of this pack, the ladder included."""
    for ding in beeld.regels:
        for base, condition in conditions_of(ding.waarde):
            for path, node in walk(condition):
                yield ding, (*base, *path), node
    if beeld.kop.node.below("zeggenschap") is not None:
        for archetype in ARCHETYPES:
            for path, node in walk(beeld.pakket.zeggenschap[archetype]):
                yield beeld.kop, ("zeggenschap", archetype, *path), node


def _lists(beeld: PackView) -> Iterator[tuple[Thing[object], NodePath, Voorwaarde, Sequence[Voorwaarde]]]:
    """Every node with a list below it: the way to that list, the node, and what is in the list."""
    for ding, path, node in _nodes(beeld):
        if isinstance(node, Alle | EenVan | Minstens):
            yield ding, (*path, *_KEYS[type(node)]), node, children(node)


@controle("WT401", "keuze-in-losse-toetsen", "waarschuwing")
def choice_in_pieces(beeld: PackView) -> Iterator[Hit]:
    """One keuze tested more than once directly in an `een_van` or `alle`, where one list is meant."""
    for ding, path, node, below in _lists(beeld):
        if isinstance(node, Minstens):
            continue
        tests = [(index, test) for index, test in enumerate(below) if isinstance(test, VraagTest) and test.is_]
        for place, (index, test) in enumerate(tests):
            if any(test.vraag == other.vraag and test != other for _, other in tests[:place]):
                yield ding.hit((*path, index), vraag=test.vraag, lijst=path[-1])


@controle("WT402", "optie-nooit-getoetst", "hint")
def option_never_tested(beeld: PackView) -> Iterator[Hit]:
    """Options of a keuze that no rule and not the ladder tells apart."""
    pakket = beeld.pakket
    conditions = [c for regel in regels(pakket) for _, c in conditions_of(regel)] + list(pakket.zeggenschap.values())
    tests = [node for c in conditions for _, node in walk(c) if isinstance(node, VraagTest)]
    tested = {(test.vraag, option) for test in tests for option in test.is_ or ()}
    for ding in beeld.vragen:
        missing = tuple(option for option in ding.waarde.opties if (ding.waarde.id, option) not in tested)
        if missing and ding.waarde.id in beeld.getoetste_vragen:
            yield ding.hit(("opties", missing[0]), key=True, vraag=ding.waarde.id, opties=missing)


@controle("WT403", "lijst-van-een", "hint")
def list_of_one(beeld: PackView) -> Iterator[Hit]:
    """A list with one condition in it, which could stand by itself."""
    for ding, path, _, below in _lists(beeld):
        if len(below) == 1:
            yield ding.hit(path, key=True, lijst=_list_name(path))


@controle("WT404", "lijst-in-zelfde-lijst", "hint")
def same_list_below(beeld: PackView) -> Iterator[Hit]:
    """`alle` directly in `alle`, or `een_van` in `een_van`: one list says the same."""
    for ding, path, node, below in _lists(beeld):
        for index, child in enumerate(below):
            if isinstance(node, Alle | EenVan) and type(child) is type(node):
                yield ding.hit((*path, index), lijst=path[-1])


@controle("WT405", "toets-dubbel", "waarschuwing")
def same_condition_twice(beeld: PackView) -> Iterator[Hit]:
    """The same condition twice in one list: the second adds nothing, or makes `minstens` count it double."""
    for ding, path, _, below in _lists(beeld):
        for index, child in enumerate(below):
            if child in below[:index]:
                yield ding.hit((*path, index), lijst=_list_name(path))


@controle("WT406", "toets-op-alle-opties", "hint")
def every_option(beeld: PackView) -> Iterator[Hit]:
    """A test of a keuze that names all of its options, so that every answer is right."""
    for ding, path, node in _nodes(beeld):
        if isinstance(node, VraagTest) and node.is_ and node.vraag in beeld.pakket.vragen:
            options = beeld.pakket.vragen[node.vraag].opties
            if set(options) <= set(node.is_):
                yield ding.hit((*path, "is"), vraag=node.vraag)


@controle("WT407", "minstens-anders-te-zeggen", "hint")
def counted_for_nothing(beeld: PackView) -> Iterator[Hit]:
    """`minstens` of all is `alle`; `minstens` one is `een_van`."""
    for ding, path, node, below in _lists(beeld):
        if isinstance(node, Minstens) and len(below) > 1 and node.minstens.aantal in (1, len(below)):
            better = "een_van" if node.minstens.aantal == 1 else "alle"
            yield ding.hit((*path[:-1], "aantal"), aantal=node.minstens.aantal, beter=better)


@controle("WT408", "toets-en-tegendeel", "waarschuwing")
def test_and_its_reverse(beeld: PackView) -> Iterator[Hit]:
    """A test and its reverse in one list: one of the two always gets in the way, or always does the work."""
    for ding, path, _, below in _lists(beeld):
        for index, child in enumerate(below):
            if isinstance(child, Niet) and child.niet in below:
                yield ding.hit((*path, index), vraag=child.niet.vraag, lijst=_list_name(path))


@controle("WT409", "optie-dubbel", "waarschuwing")
def option_twice(beeld: PackView) -> Iterator[Hit]:
    """The same option twice in one test: one of them was probably meant to be another."""
    for ding, path, node in _nodes(beeld):
        if isinstance(node, VraagTest):
            for option, times in Counter(node.is_ or ()).items():
                if times > 1:
                    yield ding.hit((*path, "is"), optie=option)


def _list_name(path: NodePath) -> object:
    return "minstens" if path[-1] == "van" else path[-1]


@controle("WT410", "ladder-omgekeerd", "fout")
def ladder_upside_down(beeld: PackView) -> Iterator[Hit]:
    """Residents who decide, counted at a lower step and not at the highest one that asks the same question."""
    pakket = beeld.pakket
    named = {"wijk", "dorp", "bewoners", "inwoners", *(place.los for place in pakket.woordenschat.plaats.values())}
    if beeld.kop.node.below("zeggenschap") is None:
        return
    steps = {a: [n for _, n in walk(pakket.zeggenschap[a]) if isinstance(n, VraagTest)] for a in ARCHETYPES}
    for archetype, tests in steps.items():
        for test in tests:
            above = [a for a in ARCHETYPES if any(other.vraag == test.vraag for other in steps[a])][-1]
            at_top = {option for other in steps[above] if other.vraag == test.vraag for option in other.is_ or ()}
            for option in test.is_ or ():
                if option in named and option not in at_top:
                    path: NodePath = ("zeggenschap", archetype)
                    yield beeld.kop.hit(path, vraag=test.vraag, optie=option, laag=archetype, hoog=above)


@controle("WT411", "hoort-zwaarder-dan-moet", "fout")
def may_weigh_more_than_must(beeld: PackView) -> Iterator[Hit]:
    """Weights in which what hoort counts more than what moet."""
    weging = beeld.pakket.weging
    if beeld.kop.node.below("weging") is not None and weging.hoort > weging.moet:
        yield beeld.kop.hit(("weging", "hoort"), hoort=_plain_number(weging.hoort), moet=_plain_number(weging.moet))


def _plain_number(weight: Fraction) -> str:
    return str(weight.numerator if weight.denominator == 1 else float(weight)).replace(".", ",")
