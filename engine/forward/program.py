"""Compiles a Regelpakket into a program of numbered rules that durable_rules can run, or refuses it by name."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, get_args

from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, EisStatus
from .machine import START, NumberedRule, code
from .nodes import Graph, graph_of
from .positive_facts import PLAIN, AlsOpen, Fact, Holds, Nvt, NvtByAnswer, Passes, Status, WitteVlek
from .rules import Atom, Body, Rules

Limit = Literal["regels", "feiten", "samen"]

LIMITS: Final[Mapping[Limit, int]] = {"regels": 4000, "feiten": 12_000, "samen": 250}
"""What a program may hold: rules (durable_rules refuses 4,097), facts that rules wait for (at 512 groups of 24 it
hangs), and rules that wait for one and the same fact (it refuses 257 and reads past its list at 256)."""


class PakketTooLarge(Exception):
    """A pack is beyond what durable_rules can hold: which limit, and how much it allows."""

    def __init__(self, limit: Limit) -> None:
        self.limit: Limit = limit
        self.at_most = LIMITS[limit]
        super().__init__(f"{limit}: more than {self.at_most}")


@dataclass(frozen=True)
class Program:
    """Numbered rules, and the number of each fact."""

    rules: Rules
    numbered: tuple[NumberedRule, ...]
    number: Mapping[Fact, int]

    @property
    def graph(self) -> Graph:
        """The nodes that the rules speak of."""
        return self.rules.graph

    @cached_property
    def text(self) -> str:
        """The rules as one line of JSON, for the process that runs them."""
        return json.dumps(self.numbered, separators=(",", ":"))

    def code(self, fact: Fact, world: int = PLAIN) -> int | None:
        """What stands for a fact in a world; None when nobody asks after it."""
        number = self.number.get(fact)
        return None if number is None else code(number, world)


def compile_pakket(pakket: Regelpakket) -> Program:
    """The program of a linked pack.

    Raises:
        PakketTooLarge: the pack needs more than durable_rules can hold.
    """
    rules = Rules(graph_of(pakket))
    wanted = list(_wanted(rules))
    heads = _heads_by_body(rules, wanted)
    number: dict[Fact, int] = {}
    for body in heads:
        for atom in body:
            number.setdefault(atom.fact, len(number) + START + 1)
    if len(number) >= LIMITS["feiten"]:
        raise PakketTooLarge("feiten")
    waiting = Counter(atom for body in heads for atom in set(body))
    if max(waiting.values(), default=0) > LIMITS["samen"]:
        raise PakketTooLarge("samen")
    for fact in (*wanted, *(atom.fact for follow in heads.values() for atom in follow)):
        number.setdefault(fact, len(number) + START + 1)
    return Program(rules, _numbered(heads, number), number)


def _numbered(heads: Mapping[Body, Iterable[Atom]], number: Mapping[Fact, int]) -> tuple[NumberedRule, ...]:
    def pairs(atoms: Iterable[Atom]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted({(number[atom.fact], atom.world) for atom in atoms}))

    return tuple((pairs(body), pairs(follow)) for body, follow in heads.items())


def _heads_by_body(rules: Rules, wanted: Iterable[Fact]) -> dict[Body, list[Atom]]:
    """Each body once, with all that follows from it; only what leads to a wanted fact."""
    heads: dict[Body, list[Atom]] = {}
    todo = list(wanted)
    seen = set(todo)
    while todo:
        fact = todo.pop()
        for rule in rules.of(fact):
            heads.setdefault(rule.body, []).append(Atom(fact, rule.world))
            new = {source for atom in rule.body for source in _sources(atom.fact)} - seen
            seen |= new
            todo += sorted(new, key=repr)
        if len(heads) > LIMITS["regels"]:
            raise PakketTooLarge("regels")
    return {body: [*follow, *_brought(rules, follow, seen)] for body, follow in heads.items()}


def _sources(fact: Fact) -> tuple[Fact, ...]:
    """A fact and, when it passes, the two that bring it along."""
    return (fact, Holds(fact.node, fact.yes), Nvt(fact.node)) if isinstance(fact, Passes) else (fact,)


def _brought(rules: Rules, follow: Iterable[Atom], seen: set[Fact]) -> Iterator[Atom]:
    for atom in follow:
        yield from (brought for brought in rules.with_it(*atom) if brought.fact in seen)


def _wanted(rules: Rules) -> Iterator[Fact]:
    """All that an engine says of a pack, as facts."""
    graph = rules.graph
    nodes = [*graph.voldaan.values(), *graph.ladder.values()]
    nodes += [graph.als[name] for name in (*graph.grenzen, *graph.signalen)]
    nodes += [there for there in graph.there.values() if there is not None]
    for node in nodes:
        yield from (Holds(node, True), Holds(node, False), Nvt(node))
    for name, waarborg in graph.waarborgen.items():
        yield from (rules.eis(name, True), rules.eis(name, False), rules.eis_nvt(name), NvtByAnswer(name))
        if name in graph.als:
            yield AlsOpen(name)
        yield from (Status(name, status) for status in get_args(EisStatus) if status != "afgewogen")
        yield from (WitteVlek(name, a) for a in ARCHETYPES if waarborg.norm.get(a) in ("moet", "hoort"))
