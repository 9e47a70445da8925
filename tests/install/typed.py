"""Types commands in one process and says how each ends: `python typed.py < asked.json`, where only wijktoets has to be.

In: {"without": [module, …], "commands": [[word, …], …]}; out: a list of [exit code, standard output, standard error].
What is named under `without` cannot be imported, as if it were not installed.
"""

import json
import sys
from typing import Any

from click.testing import CliRunner


def main() -> None:
    """Answer what stands on standard input."""
    asked: dict[str, Any] = json.load(sys.stdin)
    sys.modules.update(dict.fromkeys(asked["without"]))
    from wijktoets.cli.main import main as wijktoets

    ends = []
    for words in asked["commands"]:
        result = CliRunner().invoke(wijktoets, words, prog_name="wijktoets")
        ends.append([result.exit_code, result.stdout, result.stderr])
    json.dump(ends, sys.stdout)


if __name__ == "__main__":
    main()
