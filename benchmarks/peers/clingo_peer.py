"""clingo, multi-shot: the pack is grounded once; for each row the answers are switched on and the program is solved."""

from itertools import count
from typing import Any

import numpy as np

from wijktoets.engine.model.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import NVT, Codes, Rows, Task, Term, leaf_value, words_of

LO5, LO1, HI5, HI1 = 1, 2, 3, 4
MIRROR = {LO5: HI1, LO1: HI5, HI5: LO1, HI1: LO5}

HEAD = """
world(1..4).
ok(N, W) :- holds(N, W).
ok(N, W) :- away(N), world(W).
#show eis/2.
"""
"""`holds(node, world)`: laag >= ½, laag = 1, hoog >= ½, hoog = 1; `away(node)`: nvt; `eis(waarborg, world or 0)`."""


class _Program:
    """The text of the program: a number for each node."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.lines = [HEAD]
        self.numbers: dict[Term, int] = {}
        self.fresh = count()
        self.words = words_of(task.pack) | {"fase": FASEN}
        self.questions = list(self.words)
        for place, vraag in enumerate(self.questions):
            self.lines += [f"#external answer({place},{n})." for n in range(len(self.words[vraag]))]
        for duty in task.duties:
            self.numbers["ref", duty.name] = self.node(duty.asks)
        for place, duty in enumerate(task.duties):
            self._eis(place, self.numbers["ref", duty.name], duty)

    def node(self, term: Term) -> int:
        if term not in self.numbers:
            below = [self.node(t) for t in (term[-1] if isinstance(term[-1], tuple) and term[0] != "not" else ())]
            below = [self.node(term[1])] if term[0] == "not" else below
            self.numbers[term] = next(self.fresh)
            self._write(self.numbers[term], term, below)
        return self.numbers[term]

    def _write(self, number: int, term: Term, below: list[int]) -> None:
        put = self.lines.append
        away = ", ".join(f"away({b})" for b in below)
        if term[0] == "leaf":
            self._leaf(number, *self.task.leaves[term[1]][:2])
            return
        put(f"away({number}) :- {away}.")
        if term[0] == "not":
            for world, mirror in MIRROR.items():
                put(f"holds({number},{world}) :- not holds({below[0]},{mirror}), not away({below[0]}).")
        elif term[0] == "any":
            for child in below:
                put(f"holds({number},W) :- holds({child},W).")
        else:
            put(f"holds({number},W) :- {', '.join(f'ok({b},W)' for b in below)}, not away({number}), world(W).")
        if term[0] == "atleast":
            for place, child in enumerate(below):
                put(f"part({number},{place},W) :- holds({child},W).")
            put(f"holds({number},W) :- {term[1]} #count {{ P : part({number},P,W) }}, world(W).")

    def _leaf(self, number: int, vraag: str, options: Any) -> None:
        place = self.questions.index(vraag)
        for n, word in enumerate(self.words[vraag]):
            low, high = leaf_value(word, options)
            if word == "nvt":
                self.lines.append(f"away({number}) :- answer({place},{n}).")
            for world, true in ((LO5, low >= 0.5), (LO1, low == 1), (HI5, high >= 0.5), (HI1, high == 1)):
                if true:
                    self.lines.append(f"holds({number},{world}) :- answer({place},{n}).")

    def _eis(self, place: int, asked: int, duty: Any) -> None:
        put, here = self.lines.append, f"there({place})"
        fasen = duty.fasen or FASEN
        for fase in fasen:
            put(f"present({place}) :- answer({self.questions.index('fase')},{FASEN.index(fase)}).")
        applies = ""
        if duty.applies is not None:
            als = self.node(duty.applies)
            applies = f", holds({als},{HI5})"
            put(f"unsure({place}) :- {here}, not holds({als},{LO5}).")
            for world in (HI5, HI1):
                put(f"eis({place},{world}) :- unsure({place}).")
        put(f"{here} :- present({place}), not away({asked}){applies}.")
        put(f"eis({place},0) :- {here}.")
        put(f"eis({place},W) :- {here}, holds({asked},W).")


def _compile(task: Task) -> Compiled:
    from clingo import Control, Function, Number

    program = _Program(task)
    control = Control(["--warn=none"])
    control.add("base", [], "\n".join(program.lines))
    control.ground([("base", [])])
    atoms = {
        (place, n): Function("answer", [Number(place), Number(n)])
        for place, vraag in enumerate(program.questions)
        for n in range(len(program.words[vraag]))
    }

    def load(rows: Rows) -> list[list[int]]:
        columns = [rows.fase if vraag == "fase" else rows.codes[vraag] for vraag in program.questions]
        return [[int(column[n]) for column in columns] for n in range(rows.size)]

    return Compiled(load, lambda data: _solve(control, atoms, data), lambda found: _codes(found, len(task.duties)))


def _solve(control: Any, atoms: Any, data: list[list[int]]) -> list[list[tuple[int, int]]]:
    """Each row: the answers that differ from those of the row before are switched, and the model is read."""
    before: dict[int, int] = {}
    found: list[list[tuple[int, int]]] = []

    def read(model: Any) -> None:
        found.append([tuple(a.number for a in symbol.arguments) for symbol in model.symbols(shown=True)])

    for row in data:
        for place, n in enumerate(row):
            if before.get(place) != n:
                if place in before:
                    control.assign_external(atoms[place, before[place]], False)
                control.assign_external(atoms[place, n], True)
                before[place] = n
        control.solve(on_model=read)
    for place, n in before.items():
        control.assign_external(atoms[place, n], False)
    return found


def _codes(found: list[list[tuple[int, int]]], waarborgen: int) -> Codes:
    table = np.full((len(found), waarborgen), NVT, dtype=np.uint8)
    for row, pairs in enumerate(found):
        there = [place for place, world in pairs if world == 0]
        table[row, there] = 0
        for place, world in pairs:
            table[row, place] += {LO5: 1, LO1: 1, HI5: 3, HI1: 3}.get(world, 0)
    return table


ADAPTER = Adapter("clingo", "clingo", True, _compile)
