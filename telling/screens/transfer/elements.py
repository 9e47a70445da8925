"""What `transfer --elements` shows: what each paper along a route has to settle, what is known of it, and the gaps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.transfer.value import BevoegdheidRij, ElementRij, KnownRij, Overdracht
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import told
from wijktoets.telling.powers import grade
from wijktoets.telling.thema import money
from wijktoets.telling.tree import (
    Gap,
    Heading,
    Item,
    Line,
    Listing,
    Part,
    Sheet,
    item,
    joined,
    own,
    sentence,
)
from wijktoets.texts.wording import begin_lower, counted, day

from .screen import closing_lines, of_power, opening, option_name
from .steps import asked_first

OF_PEOPLE: Final = ("naam", "grondslag", "delegatiegrondslag")
"""The fields that hold what a person wrote."""


@worded(lambda found: [found.woorden])
def elements_sheet(found: Overdracht, versions: bool = False, supposed: Mapping[str, str] | None = None) -> Sheet:
    """The whole screen; `supposed` are answers of a what-if."""
    parts = [*opening(found, supposed)]
    if found.elementen:
        parts.append(sentence(texts.text("transfer.elementen.uitleg"), level=1))
    elif found.bevoegdheden:
        key = "transfer.elementen.geen" if found.recht_bekeken else "transfer.recht_niet_bekeken"
        parts.append(sentence(texts.text(key), level=1))
    for (thema, name), rows in groupby(found.elementen, lambda row: (row.thema, row.bevoegdheid)):
        parts += [Gap(), of_power(found, thema, name)]
        power = next(p for p in found.bevoegdheden if (p.thema, p.naam) == (thema, name))
        for weg, of_weg in groupby(rows, lambda row: row.weg):
            for stuk, same in groupby(of_weg, lambda row: row.stuk):
                parts += _paper(found, power, weg, stuk, [*same])
    further = texts.text("transfer.verder_elementen", bestand=found.bestand)
    return (*parts, *closing_lines(found, further, versions))


def _paper(found: Overdracht, power: BevoegdheidRij, weg: str, stuk: str, rows: Sequence[ElementRij]) -> Iterable[Part]:
    """One paper: what it settles, with how many of it the dossier knows."""
    route = next(begin_lower(row.naam) for row in power.wegen if row.weg == weg)
    to = rows[0].aan
    if to not in (power.aan, "onbekend"):
        route = texts.text("transfer.weg.maar_aan", weg=route, aan=option_name(found, "aan", to))
    gaps = sum(row.tekst is None for row in rows)
    yield Heading(texts.text(f"transfer.elementen.stuk.{stuk}", weg=route), level=3)
    yield sentence(counted("transfer.elementen.open", gaps, van=len(rows)))
    yield Listing(tuple(_element(found, power, row) for row in rows))


def _element(found: Overdracht, power: BevoegdheidRij, row: ElementRij) -> Item:
    known = joined((_known(power, each) for each in row.bekend), "; ") or texts.text("transfer.elementen.gat")
    said = told("transfer.elementen.element", wat=row.wat.rstrip("."), bekend=known)
    details: list[Line] = [] if row.zeker else [asked_first(found, row.vragen)]
    details += [row.toelichting] if row.toelichting else []
    return item("-", said, source=(*row.bron, *grade(row.bronstatus)), details=details)


def _known(power: BevoegdheidRij, known: KnownRij) -> Line:
    """What the dossier knows, as people read it: its own words as they were written."""
    if known.veld == "bedrag":
        return money(power.bedrag)
    if known.veld in ("van", "aan"):
        return begin_lower(known.tekst or "")
    if known.veld in ("looptijd", "terugkijken_op"):
        return " – ".join(day(date.fromisoformat(each)) for each in (known.tekst or "").split(" – "))
    if known.veld in OF_PEOPLE:
        return own(known.tekst or "")
    return _answered(known)


def _answered(known: KnownRij) -> Line:
    """An answer by what people wrote at it or what its option stands for; without words, that it was given."""
    if known.tekst is None:
        return texts.text(f"transfer.elementen.zonder_woorden.{known.antwoord}")
    words = own(known.tekst.rstrip("."))
    return told("transfer.elementen.deels", tekst=words) if known.antwoord == "deels" else words
