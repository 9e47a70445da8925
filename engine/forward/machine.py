"""Runs numbered rules on durable_rules; also a program of its own that does so at the far end of a pipe.

It needs nothing of the rest of wijktoets, so that the process starts fast and dies alone. docs/forward.md has the
measured facts behind each precaution.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from itertools import count
from threading import Lock
from typing import Any, Final

GROUP: Final = 24
"""Facts are keyed on two levels: number // GROUP, then number % GROUP."""
START: Final = 0
"""The number of the fact that every run begins with: a state in which no rule fired cannot be deleted safely."""
WORLDS: Final = 4
SAME, MIRROR = -1, -2
CAP: Final = 64
"""How many matches of one rule come in one call; four worlds, times the ways in which a join can match."""
KEPT: Final = 4
"""How many compiled programs the process keeps."""
LIFE: Final = 60
"""After how many seconds the process ends itself, should nobody be left to end it; and one more for each run."""

NumberedRule = tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]
"""The facts that a rule waits for and those that follow, as (number, world); the world may be SAME, and MIRROR in
what follows: the world in which the facts with SAME were found, or 3 minus that."""


def code(number: int, world: int) -> int:
    """A fact in a world as one number."""
    return number * WORLDS + world


class MachineFout(Exception):
    """durable_rules did not do what it should; the machine cannot be used any more."""


class Machine:
    """One compiled program; `run` it as often as you like, from any thread, and `close` it."""

    def __init__(self, rules: Sequence[NumberedRule]) -> None:
        engine: Any = import_module("durable.engine")
        self._native: Any = import_module("durable_rules_engine")
        self._asked = set(_asked(rules))
        self._sids = count(1)
        self._lock = Lock()
        self._found: set[int] = set()
        self._sid = ""
        self._wrong: BaseException | None = None
        self._usable = True
        start: NumberedRule = ([(START, 0)], [])
        definition = {f"r{i}": self._rule(*rule) for i, rule in enumerate([start, *rules])}
        self._ruleset: Any = engine.Ruleset("wijktoets", None, definition)

    def run(self, facts: Iterable[int]) -> set[int]:
        """All facts that hold when these do, each as `code` gives it.

        Raises:
            MachineFout: the library failed, or the machine was closed.
        """
        with self._lock:
            if not self._usable:
                raise MachineFout("closed")
            self._usable = False  # until this run has ended well
            self._found, self._wrong, self._sid = set(), None, str(next(self._sids))
            try:
                self._chain(facts)
            except Exception as error:  # whatever the library raises, the machine is not usable after it
                raise MachineFout(repr(error)) from error
            self._ruleset.delete_state(self._sid)
            self._usable = True
            return self._found

    def _chain(self, facts: Iterable[int]) -> None:
        ended: list[object] = []
        state = self._assert(code(START, 0))
        for fact in facts:
            self._assert(fact)
        self._ruleset.do_actions(state, lambda error, _: ended.append(error))
        if self._wrong is not None:
            raise self._wrong
        if ended != [None]:
            raise MachineFout(f"not ended: {ended}")

    def _assert(self, fact: int) -> Any:
        """Tell the rules of a fact, once, when there is a rule that waits for it."""
        if fact in self._found:
            return None
        self._found.add(fact)
        if fact not in self._asked:
            return None
        number, world = divmod(fact, WORLDS)
        group, place = divmod(number, GROUP)
        return self._ruleset.assert_fact({"id": fact + 1, "sid": self._sid, "g": group, "k": place, "w": world})

    def _rule(self, body: Sequence[tuple[int, int]], heads: Sequence[tuple[int, int]]) -> dict[str, object]:
        carrier = next((f"m{i}" for i, (_, world) in enumerate(body) if world == SAME), None)
        atoms = [{f"m{i}": {"$and": _atom(i, *atom, carrier)}} for i, atom in enumerate(body)]
        return {"all": atoms, "cap": CAP, "run": self._action(carrier, heads)}

    def _action(self, carrier: str | None, heads: Sequence[tuple[int, int]]) -> Callable[[Any], None]:
        fixed = [code(number, world) for number, world in heads if world >= 0]
        moving = [(number, world == MIRROR) for number, world in heads if world < 0]

        def act(closure: Any) -> None:
            try:
                for fact in fixed:
                    self._assert(fact)
                if carrier is not None:
                    for match in closure.m:
                        world = match[carrier].w
                        for number, mirrored in moving:
                            self._assert(code(number, WORLDS - 1 - world if mirrored else world))
            except BaseException as error:  # the library would swallow it
                self._wrong = self._wrong or error

        return act

    def close(self) -> None:
        """Give back what the library holds; it does not do so by itself."""
        with self._lock:
            if self._ruleset is not None:
                self._native.delete_ruleset(self._ruleset._handle)
                self._ruleset, self._usable = None, False


def _atom(index: int, number: int, world: int, carrier: str | None) -> list[dict[str, object]]:
    """The tests of one fact: its number on two levels, and its world (that of the carrier for SAME)."""
    group, place = divmod(number, GROUP)
    tests: list[dict[str, object]] = [{"g": group}, {"k": place}]
    if world >= 0:
        tests.append({"w": world})
    elif f"m{index}" != carrier:
        tests.append({"w": {carrier: "w"}})
    return tests


def _asked(rules: Iterable[NumberedRule]) -> Iterator[int]:
    yield code(START, 0)
    for body, _ in rules:
        for number, world in body:
            yield from (code(number, each) for each in ((world,) if world >= 0 else range(WORLDS)))


def serve() -> None:
    """Answer each pair of lines on standard input (the rules; lists of facts) with a line on standard output.

    The answer is {"found": […]}, {"fault": what went wrong} or {"absent": why durable_rules cannot be imported}.
    """
    answers = _private_output()
    _die_quietly()
    machines: dict[str, Machine] = {}
    while rules := sys.stdin.readline():
        runs = sys.stdin.readline()
        _end_after(LIFE + runs.count("["))
        try:
            machine = _machine_of(rules, machines)
            answer: dict[str, object] = {"found": [sorted(machine.run(facts)) for facts in json.loads(runs)]}
        except ImportError as error:
            answer = {"absent": str(error)}
        except Exception as error:  # the caller hears of it in words; this process goes on
            machines.pop(rules, None)
            answer = {"fault": repr(error)}
        _end_after(0)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _machine_of(rules: str, machines: dict[str, Machine]) -> Machine:
    """The machine for these rules; the oldest one makes place when there are KEPT already."""
    if rules not in machines:
        if len(machines) == KEPT:
            machines.pop(next(iter(machines))).close()
        machines[rules] = Machine(json.loads(rules))
    return machines[rules]


def _private_output() -> Any:
    """Standard output for answers alone; what the library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return answers


def _die_quietly() -> None:
    """No core file after a crash; Ctrl-C is for the process that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_after(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


if __name__ == "__main__":
    serve()
