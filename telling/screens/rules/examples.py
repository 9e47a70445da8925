"""How the examples of the rules came out."""

from typing import Any

import yaml

from wijktoets.engine.upkeep.examples import Proef, Ran
from wijktoets.telling.tree import Sheet, whole
from wijktoets.texts import text
from wijktoets.texts.wording import counted, listed

WIDE = 10**6
"""Columns of a line of YAML: an example stays on one line."""


def examples_sheet(proef: Proef, quiet: bool) -> Sheet:
    """How many examples there are and whether they hold; unless it is to be quiet, also which rules have none."""
    wrong = len(proef.fout)
    told = text(
        "rules.test.niet_goed" if wrong else "rules.test.goed",
        voorbeelden=counted("rules.test.voorbeelden", len(proef.uitslagen)),
        regels=counted("rules.test.regels", len({u.regel for u in proef.uitslagen})),
        fout=counted("rules.test.klopt_niet", wrong),
    )
    if quiet or not proef.zonder:
        return (whole(told, level=1),)
    many = counted("rules.test.regels", len(proef.zonder))
    return (whole(told, level=1), whole(text("rules.test.zonder", regels=many, namen=", ".join(proef.zonder)), level=1))


def wrong_example(uitslag: Ran) -> str:
    """What an example expects, where it stands, and what came out."""
    at = {"plek": uitslag.plek, "regel": uitslag.regel, "nummer": uitslag.nummer}
    if uitslag.verwacht == uitslag.kwam:
        parts = [text(f"rules.test.vast.{what}", named=pin(named), has=pin(has)) for what, named, has in uitslag.vast]
        return text("rules.test.vast.fout", delen=listed(parts), **at)
    line = text("rules.test.fout", verwacht=uitslag.verwacht, kwam=uitslag.kwam, **at)
    if uitslag.buiten:
        return line + text("rules.test.buiten")
    if uitslag.open_vragen:
        return line + text("rules.test.open", vragen=", ".join(v.vraag for v in uitslag.open_vragen))
    return line


def flow(value: dict[str, Any]) -> str:
    """Data as YAML on one line, as examples are written."""
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDE)
    return str(dumped).strip()


def pin(word: str) -> str:
    """A norm or archetype in a sentence; empty is not asked."""
    return word or text("mutate.geen_norm")
