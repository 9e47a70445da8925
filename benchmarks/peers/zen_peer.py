"""zen-engine (GoRules): one decision with an expression node; the answers go in as JSON, the eisen come out."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from wijktoets.engine.model.words import FASEN

from ..adapters import Adapter, Compiled
from ..workload import Codes, Rows, Task, code
from .expressions import assignments


class Zen:
    """The expression language of zen."""

    def name(self, key: str) -> str:
        return f"$.{key.replace('-', '_')}"

    def test(self, vraag: str, words: Sequence[str]) -> str:
        read = f"{vraag.replace('-', '_')}"
        return f"{read} == '{words[0]}'" if len(words) == 1 else f"{read} in {json.dumps(list(words))}"

    def choose(self, condition: str, yes: str, no: str) -> str:
        return f"({condition} ? {yes} : {no})"

    def extreme(self, which: str, values: Sequence[str], maybe: bool, all_maybe: bool) -> str:
        there = self._there(values, maybe)
        found = f"{which}({there})"
        return self.choose(f"len({there}) == 0", "null", found) if all_maybe else found

    def ranked(self, rank: int, values: Sequence[str], maybe: bool, all_maybe: bool) -> str:
        there = self._there(values, maybe)
        needed = f"min([{rank}, len({there})])" if maybe else str(rank)
        half = self.choose(f"count({there}, # >= 0.5) >= {needed}", "0.5", "0")
        found = self.choose(f"count({there}, # >= 1) >= {needed}", "1", half)
        return self.choose(f"len({there}) == 0", "null", found) if all_maybe else found

    def _there(self, values: Sequence[str], maybe: bool) -> str:
        listed = f"[{', '.join(values)}]"
        return f"filter({listed}, # != null)" if maybe else listed


def _compile(task: Task) -> Compiled:
    import zen

    lines = [(key.replace("-", "_"), expression) for key, expression in assignments(task, Zen())]
    node = {
        "expressions": [{"id": key, "key": key, "value": text} for key, text in lines],
        "passThrough": False,
    }
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "eisen", "type": "expressionNode", "name": "eisen", "content": node},
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "eisen", "type": "edge"},
            {"id": "2", "sourceId": "eisen", "targetId": "out", "type": "edge"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def load(rows: Rows) -> list[dict[str, str]]:
        said = [rows.row(n) | {"fase": FASEN[int(rows.fase[n])]} for n in range(rows.size)]
        return [{name.replace("-", "_"): word for name, word in each.items()} for each in said]

    def run(data: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [decision.evaluate(each)["result"] for each in data]

    def codes(found: list[dict[str, Any]]) -> Codes:
        names = [f"eis_{duty.name}".replace("-", "_") for duty in task.duties]
        table = [[code(each.get(f"{name}_lo"), each.get(f"{name}_hi")) for name in names] for each in found]
        return np.array(table, dtype=np.uint8)

    return Compiled(load, run, codes)


ADAPTER = Adapter("zen-engine", "zen", True, _compile)
