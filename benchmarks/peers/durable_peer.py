"""durable_rules as its manual shows it: facts are asserted, `when_all` rules assert what follows from them.

In this plain form there is no absence to test, so that a waarborg with `als` or fasen would have to be written out by
hand in its reverse; and several hundred different tests let it hang. So it gets the part of the task that fits.
"""

import time
from dataclasses import replace
from itertools import combinations, count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from ..adapters import Adapter, Compiled
from ..workload import NVT, Codes, Duty, Rows, Task, Term, leaf_value

WORLDS = ("lo5", "lo1", "hi5", "hi1")
TESTS = 300
"""So many different facts a rule may wait for; more than 500 let durable_rules hang."""


def _refs(term: Term) -> list[str]:
    if term[0] == "ref":
        return [term[1]]
    below = term[-1] if term[0] in ("all", "any", "atleast") else ()
    return [name for child in below for name in _refs(child)]


def _part(task: Task) -> Task:
    """The waarborgen that can be said plainly, as many as fit."""
    plain: dict[str, Duty] = {}
    for duty in task.duties:
        if duty.applies is None and duty.fasen is None and set(_refs(duty.asks)) <= set(plain):
            if len(_Rules(replace(task, duties=(*plain.values(), duty))).tests) > TESTS:
                break
            plain[duty.name] = duty
    return replace(task, duties=tuple(plain.values()))


class _Rules:
    """The rules: what each waits for, and what it then asserts."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.rules: list[Rule] = []
        self.names: dict[Term, str] = {}
        self.literals: set[Term] = set()
        for duty in task.duties:
            name = self.names["ref", duty.name] = self._node(duty.asks)
            self.rules += [((f"{name} {what}",), f"{duty.name} {what}") for what in (*WORLDS, "nvt")]

    @property
    def tests(self) -> set[str]:
        """The facts that rules wait for."""
        return {fact for waits, _ in self.rules for fact in waits}

    def _node(self, term: Term) -> str:
        if term not in self.names:
            self.names[term] = f"n{len(self.names)}"
            self._write(self.names[term], term)
        return self.names[term]

    def _write(self, name: str, term: Term) -> None:
        if term[0] in ("leaf", "not"):
            self.literals.add(term)
            return
        below = [self._node(child) for child in term[-1]]
        self.rules.append((tuple(f"{b} nvt" for b in below), f"{name} nvt"))
        for world in WORLDS:
            self.rules.append(((f"{name} {world}",), f"{name} ok {world}"))
            self.rules.append(((f"{name} nvt",), f"{name} ok {world}"))
            own = [f"{b} {world}" for b in below]
            size = {"any": 1, "all": len(below)}.get(term[0], term[1] if term[0] == "atleast" else 0)
            for some in combinations(own, size):
                self.rules.append((some, f"{name} {world}"))
            if term[0] != "any":  # fewer are left: all of those, and one at least
                fine = tuple(f"{b} ok {world}" for b in below)
                self.rules += [((*fine, each), f"{name} {world}") for each in own]

    def given(self, answers: dict[str, str]) -> list[str]:
        """The facts that answers come down to."""
        facts = []
        for term in self.literals:
            vraag, options, _ = self.task.leaves[term[1] if term[0] == "leaf" else term[1][1]]
            low, high = leaf_value(answers[vraag], options)
            low, high = (low, high) if term[0] == "leaf" else (1 - high, 1 - low)
            name = self.names[term]
            true = (low >= 0.5, low == 1, high >= 0.5, high == 1)
            held = [world for world, holds in zip(WORLDS, true, strict=True) if holds]
            away = low != low
            facts += [f"{name} {world}" for world in held] + [f"{name} nvt"] * away
            facts += [f"{name} ok {world}" for world in (WORLDS if away else held)]
        return facts


Rule = tuple[tuple[str, ...], str]


def _work(pipe: Connection, rules: list[Rule]) -> None:
    """Run rows of facts in a process of its own, as durable_rules may take its process down with it."""
    from durable import lang

    derived = set[str]()

    def action(fact: str) -> Any:
        def act(context: Any) -> None:
            if fact not in derived:
                derived.add(fact)
                context.assert_fact({"t": fact})

        return act

    with lang.ruleset("peer"):
        for waits, fact in rules:
            parts = [getattr(lang.c, f"f{n}") << (lang.m.t == each) for n, each in enumerate(dict.fromkeys(waits))]
            lang.when_all(*parts)(action(fact))
    numbers = count()
    while True:
        try:
            rows, found = pipe.recv(), []
        except EOFError:  # nobody asks any more
            return
        start = time.process_time()
        for row in rows:
            derived.clear()
            derived.update(row)
            sid = str(next(numbers))
            for fact in row:
                lang.assert_fact("peer", {"t": fact, "sid": sid})
            found.append(set(derived))
            lang.delete_state("peer", sid)
        pipe.send((found, time.process_time() - start))


def _compile(task: Task) -> Compiled:
    rules, spent = _Rules(task), [0.0]
    waited = rules.tests
    context = get_context("spawn")
    pipe, end = context.Pipe()
    process = context.Process(target=_work, args=(end, list(dict.fromkeys(rules.rules))), daemon=True)
    process.start()
    end.close()

    def load(rows: Rows) -> list[list[str]]:
        return [[f for f in rules.given(rows.row(n)) if f in waited] for n in range(rows.size)]

    def run(data: list[list[str]]) -> list[set[str]]:
        pipe.send(data)
        found, seconds = pipe.recv()
        spent[0] += seconds
        return list(found)

    def codes(found: list[set[str]]) -> Codes:
        table = np.zeros((len(found), len(task.duties)), dtype=np.uint8)
        for row, facts in enumerate(found):
            for place, duty in enumerate(task.duties):
                held = [f"{duty.name} {world}" in facts for world in WORLDS]
                table[row, place] = NVT if f"{duty.name} nvt" in facts else held[0] + held[1] + 3 * (held[2] + held[3])
        return table

    return Compiled(load, run, codes, clock=lambda: spent[0])


ADAPTER = Adapter(
    "durable_rules, plainly",
    "durable",
    True,
    _compile,
    cannot="`als`, fasen, and packs with more than some hundreds of different facts",
    part=_part,
)
