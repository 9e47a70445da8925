"""Bevoegdheden for tests, as plain dicts: looked at with the pack `overdracht`, on a fixed day."""

from datetime import date
from functools import cache
from typing import Any

from wijktoets import load_pack, rules
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.advice.transfer.value import Bevinding, BevoegdheidRij, Overdracht
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket

DAY = date(2026, 11, 1)


@cache
def pack() -> Regelpakket:
    return load_pack(rules.OVERDRACHT)


def dossier(*powers: dict[str, Any], **parts: Any) -> Dossier:
    """A dossier with one afspraak that has these bevoegdheden."""
    afspraak = {"thema": "groen", "fasen": ["uitvoering"], **parts.pop("afspraak", {})}
    afspraak["bevoegdheden"] = [{"naam": f"macht {n}", **power} for n, power in enumerate(powers)]
    raw = {"formaat": "wijktoets/dossier@1", "naam": "Voorbeeldwijk", "afspraken": [afspraak], **parts}
    return Dossier.model_validate({"peildatum": DAY, **raw})


def look(*powers: dict[str, Any], **parts: Any) -> Overdracht:
    return transfer(dossier(*powers, **parts), pack(), direct.compute, DAY)


def one(power: dict[str, Any], **parts: Any) -> BevoegdheidRij:
    return look(power, **parts).bevoegdheden[0]


def ids(row: BevoegdheidRij, soort: str) -> set[str]:
    return {name for b in row.bevindingen if b.soort == soort for name in b.regels}


def finding(row: BevoegdheidRij, regel: str) -> Bevinding:
    return next(b for b in row.bevindingen if regel in b.regels)


def asked(row: BevoegdheidRij) -> set[str]:
    return {v.vraag for b in row.bevindingen if b.soort == "uitzoeken" for v in b.vragen}


def routes(row: BevoegdheidRij) -> dict[str, tuple[str, list[str]]]:
    return {weg.weg: (weg.stand, weg.aan) for weg in row.wegen}


KNOWN = {
    "bevoegdheid-onderwerp": "geld-besteden",
    "leden-commissie": "zonder-bestuurders",
    "raad-gehoord": "gehoord",
    "bestuursdwang-overgedragen": "uitdrukkelijk",
    "mandaat-soort-besluit": "gewone-besluiten",
    "wet-sluit-uit": "niet",
    "al-gedelegeerd": "niet",
    "gemeente-doet-mee": "niet",
    "oprichting-besproken-met-raad": "gehoord",
    "oprichting-algemeen-belang": "uitgelegd",
}
"""Answers with which no regel excludes a route that fits, so that one answer can make the difference."""
STICHTING = {"van": "college", "aan": "stichting", "weg": "delegatie"}
COMMISSIE = {"van": "college", "aan": "bestuurscommissie-college", "weg": "delegatie"}
