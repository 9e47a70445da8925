"""Runs the code of the notebooks in docs/ and puts what it shows in them; a test holds that to today.

python -m tests.docs.notebooks
"""

import ast
import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
NOTEBOOKS: Final = sorted((ROOT / "docs").rglob("*.ipynb"))

Json = dict[str, Any]


def ran(book: Json) -> Json:
    """A notebook with the outputs of today: each cell runs in order, in one namespace.

    Raises:
        Exception: whatever a cell raises.
    """
    namespace: Json = {"__name__": "__main__"}
    return book | {"cells": [_ran(cell, namespace, f"cell {number}") for number, cell in enumerate(book["cells"], 1)]}


def _ran(cell: Json, namespace: Json, name: str) -> Json:
    if cell["cell_type"] != "code":
        return cell
    tree = ast.parse("".join(cell["source"]), name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, outputs = io.StringIO(), list[Json]()
    with redirect_stdout(printed):
        exec(compile(tree, name, "exec"), namespace)
        value = None if last is None else eval(compile(ast.Expression(last.value), name, "eval"), namespace)
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": _lines(printed.getvalue())})
    if value is not None:
        shown = {"text/plain": _lines(_without_paths(repr(value)))}
        outputs.append({"data": shown, "execution_count": None, "metadata": {}, "output_type": "execute_result"})
    return cell | {"execution_count": None, "outputs": outputs}


def _lines(text: str) -> list[str]:
    return text.rstrip("\n").splitlines(keepends=True)


def _without_paths(text: str) -> str:
    return re.sub(re.escape(f"{ROOT}/"), "", text)


def text_of(book: Json) -> str:
    """A notebook as it stands in its file."""
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for path in NOTEBOOKS:
        path.write_text(text_of(ran(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
