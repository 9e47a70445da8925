"""Says what there is to say about engines: which there are, why one gave nothing, and that two differ."""

import json
import os
import tempfile
from typing import TYPE_CHECKING

from .framing import reason, say

if TYPE_CHECKING:
    from wijktoets.engine.judging.engines import NietNagerekend, Onenigheid


def version_lines() -> list[str]:
    """Each engine with what it runs on, or that it does not run here."""
    from wijktoets.engine.judging.engines import versions

    lines = []
    for name, library in versions().items():
        words = say(f"engines.afwezig.{name}") if library is None else library or say("engines.eigen")
        lines.append(f"  {name:<9} {words}")
    return lines


def disagreement(error: "Onenigheid") -> str:
    """Keep what two engines found in a file, and say so: there is no result."""
    try:
        handle, name = tempfile.mkstemp(prefix="wijktoets-onenigheid-", suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(error.to_json(), file, ensure_ascii=False, indent=1)
    except OSError as trouble:
        return say("engines.onenigheid_niet_bewaard", reden=reason(trouble))
    return say("engines.onenigheid", bestand=name)


def without(error: "NietNagerekend") -> str:
    """Why the second engine gave nothing."""
    grens = error.gegevens.get("grens")
    facts = error.gegevens | ({} if grens is None else {"grens": say(f"engines.grenzen.{grens}")})
    return say(f"engines.zonder.{error.reden}", **{str(key): fact for key, fact in facts.items()})
