"""rule-engine: a rule for every expression, evaluated in order; what came out is put beside the answers."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from wijktoets.engine.model.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import Codes, Rows, Task, code
from .expressions import assignments


class RuleEngine:
    """The expression language of rule-engine."""

    def name(self, key: str) -> str:
        return key.replace("-", "_")

    def test(self, vraag: str, words: Sequence[str]) -> str:
        read = self.name(vraag)
        return f"{read} == '{words[0]}'" if len(words) == 1 else f"{read} in {json.dumps(list(words))}"

    def choose(self, condition: str, yes: str, no: str) -> str:
        return f"({condition} ? {yes} : {no})"

    def extreme(self, which: str, values: Sequence[str], maybe: bool, all_maybe: bool) -> str:
        there = self._there(values, maybe)
        found = f"${which}({there})"
        return self.choose(f"{there}.length == 0", "null", found) if all_maybe else found

    def ranked(self, rank: int, values: Sequence[str], maybe: bool, all_maybe: bool) -> str:
        there = self._there(values, maybe)
        needed = f"$min([{rank}, {there}.length])" if maybe else str(rank)
        many = {at: f"[x for x in {there} if x >= {at}].length" for at in ("1", "0.5")}
        half = self.choose(f"{many['0.5']} >= {needed}", "0.5", "0")
        found = self.choose(f"{many['1']} >= {needed}", "1", half)
        return self.choose(f"{there}.length == 0", "null", found) if all_maybe else found

    def _there(self, values: Sequence[str], maybe: bool) -> str:
        listed = f"[{', '.join(values)}]"
        return f"[x for x in {listed} if x != null]" if maybe else listed


def _compile(task: Task) -> Compiled:
    from rule_engine import Context, Rule

    context = Context(default_value=None)
    lines = assignments(task, RuleEngine())
    rules = [(key.replace("-", "_"), Rule(text, context=context)) for key, text in lines]

    def load(rows: Rows) -> list[dict[str, Any]]:
        said = [rows.row(n) | {"fase": FASEN[int(rows.fase[n])]} for n in range(rows.size)]
        return [{name.replace("-", "_"): word for name, word in each.items()} for each in said]

    def run(data: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one(each) for each in data]

    def one(answers: dict[str, Any]) -> dict[str, Any]:
        known = dict(answers)
        for key, rule in rules:
            known[key] = rule.evaluate(known)
        return known

    def codes(found: list[dict[str, Any]]) -> Codes:
        names = [f"eis_{duty.name}".replace("-", "_") for duty in task.duties]
        table = [[code(each[f"{name}_lo"], each[f"{name}_hi"]) for name in names] for each in found]
        return np.array(table, dtype=np.uint8)

    return Compiled(load, run, codes)


ADAPTER = Adapter("rule-engine", "rule_engine", True, _compile)
