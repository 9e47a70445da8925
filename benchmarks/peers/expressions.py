"""A task as named expressions, each after those that it reads, for engines with an expression language of their own.

Every node becomes two names, `<node>_lo` and `<node>_hi`; null stands for nvt. What an expression looks like is up to
a Dialect.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..workload import ABSENT, Duty, Task, Term

Assignment = tuple[str, str]
"""A name and the expression behind it."""


class Dialect(Protocol):
    """How an engine writes things down; `maybe` says that some of the values may be null, `all_maybe` that all may."""

    def name(self, key: str) -> str:
        """How a name of an earlier expression is read."""
        ...

    def test(self, vraag: str, words: Sequence[str]) -> str:
        """Whether the answer to a question is one of these words."""
        ...

    def choose(self, condition: str, yes: str, no: str) -> str:
        """If, then, else."""
        ...

    def extreme(self, which: str, values: Sequence[str], maybe: bool, all_maybe: bool) -> str:
        """The `min` or the `max` of the values that are not null."""
        ...

    def ranked(self, rank: int, values: Sequence[str], maybe: bool, all_maybe: bool) -> str:
        """The rank-th greatest of the values that are not null, or the least of them when fewer are left."""
        ...


@dataclass
class _Writer:
    task: Task
    dialect: Dialect
    lines: list[Assignment] = field(default_factory=list)
    maybe: dict[str, bool] = field(default_factory=dict)
    known: dict[Term, str] = field(default_factory=dict)

    def node(self, term: Term) -> str:
        """The name of a node; its expressions are written when it is new."""
        if term[0] == "ref":
            return f"asks_{term[1]}"
        if term not in self.known:
            name = f"{'leaf' if term[0] == 'leaf' else 'node'}_{len(self.known)}"
            self.known[term] = name
            self._write(name, term)
        return self.known[term]

    def put(self, name: str, low: str, high: str, maybe: bool) -> None:
        self.lines += [(f"{name}_lo", low), (f"{name}_hi", high)]
        self.maybe[name] = maybe

    def read(self, name: str, end: str) -> str:
        return self.dialect.name(f"{name}_{end}")

    def _write(self, name: str, term: Term) -> None:
        write = self.dialect
        if term[0] == "leaf":
            vraag, options, maybe = self.task.leaves[term[1]]
            both = ("0", "1")
            sure = write.choose(write.test(vraag, options or ("ja",)), "1", "0")
            if options is None:
                sure = write.choose(write.test(vraag, ("deels",)), "0.5", sure)
            low, high = (write.choose(write.test(vraag, ("onbekend", ABSENT)), end, sure) for end in both)
            if maybe:
                low, high = (write.choose(write.test(vraag, ("nvt",)), "null", each) for each in (low, high))
            self.put(name, low, high, maybe)
        elif term[0] == "not":
            below = self.node(term[1])
            low, high = (f"1 - {self.read(below, end)}" for end in ("hi", "lo"))
            if self.maybe[below]:
                read = self.read(below, "lo")
                low, high = (write.choose(f"{read} == null", "null", each) for each in (low, high))
            self.put(name, low, high, self.maybe[below])
        else:
            self._over(name, term, [self.node(child) for child in term[-1]])

    def _over(self, name: str, term: Term, below: Sequence[str]) -> None:
        maybe, all_maybe = any(self.maybe[b] for b in below), all(self.maybe[b] for b in below)
        ends = []
        for end in ("lo", "hi"):
            values = [self.read(b, end) for b in below]
            if term[0] == "atleast":
                ends.append(self.dialect.ranked(term[1], values, maybe, all_maybe))
            else:
                ends.append(self.dialect.extreme("min" if term[0] == "all" else "max", values, maybe, all_maybe))
        self.put(name, *ends, all_maybe)

    def eis(self, duty: Duty, fase: Callable[[Sequence[str]], str]) -> None:
        write, asked = self.dialect, f"asks_{duty.name}"
        low, high = (self.read(asked, end) for end in ("lo", "hi"))
        if duty.applies is not None:
            als = self.node(duty.applies)
            als_low, als_high = (self.read(als, end) for end in ("lo", "hi"))
            high = write.choose(f"{als_low} < 0.5", write.choose(f"{high} == null", "null", "1"), high)
            low, high = (write.choose(f"{als_high} == 0", "null", each) for each in (low, high))
            if self.maybe[als]:
                low, high = (write.choose(f"{als_high} == null", "null", each) for each in (low, high))
        if duty.fasen is not None:
            low, high = (write.choose(fase(duty.fasen), each, "null") for each in (low, high))
        self.put(f"eis_{duty.name}", low, high, maybe=True)


def assignments(task: Task, dialect: Dialect) -> list[Assignment]:
    """All expressions of a task, in an order in which they can be computed."""
    writer = _Writer(task, dialect)
    for duty in task.duties:
        below = writer.node(duty.asks)
        low, high = (writer.read(below, end) for end in ("lo", "hi"))
        writer.put(f"asks_{duty.name}", low, high, writer.maybe[below])
    for duty in task.duties:
        writer.eis(duty, lambda fasen: dialect.test("fase", fasen))
    return writer.lines
