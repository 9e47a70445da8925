"""What `transfer --side-by-side` shows: per thema the wish, the safeguards, what the route gives, what others undo."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.transfer.value import GeborgdRij, NaastRij, Overdracht
from wijktoets.telling.in_words import worded
from wijktoets.telling.tree import Fact, Facts, Gap, Part, Sheet, plain
from wijktoets.texts.wording import begin_lower, counted, said, variant

from .screen import back, closing_lines, of_power, opening, secured_to, wished

AT_MOST_NAMED: Final = 5
"""Of more waarborgen only how many there are is said here: `evaluate` names them."""


@worded(lambda found: [found.woorden])
def beside_sheet(found: Overdracht, versions: bool = False, supposed: Mapping[str, str] | None = None) -> Sheet:
    """The whole screen; `supposed` are answers of a what-if."""
    parts: list[Part] = [*opening(found, supposed)]
    for row in found.naast_elkaar:
        parts += [Gap(), of_power(found, row.thema, row.bevoegdheid), Facts(tuple(_facts(found, row)))]
    further = texts.text("transfer.verder_naast", bestand=found.bestand)
    return (*parts, *closing_lines(found, further, versions))


def _facts(found: Overdracht, row: NaastRij) -> Iterable[Fact]:
    yield _fact("wens", wished(found, row.gewenst))
    yield _fact("waarborgen", secured_to(found, row.borging_tot))
    if row.waarborgen is not None:
        for told in _safeguards(found, row.waarborgen):
            yield Fact("", plain(told))
    if row.weg is None:
        yield _fact("geeft", texts.text("transfer.naast.geen_weg"))
        return
    name = next(weg.naam for power in found.bevoegdheden for weg in power.wegen if weg.weg == row.weg)
    yield _fact("geeft", texts.text("transfer.naast.weg", weg=name, beslist=row.beslist or ""))
    yield Fact("", plain(texts.text(f"transfer.stand.{row.stand}")))
    yield _fact("terug", row.terug or "")
    if row.naast_de_wens:
        yield _fact("samen", row.naast_de_wens)


def _fact(key: str, text: str) -> Fact:
    return Fact(texts.text(f"transfer.naast.kop.{key}"), plain(text))


def _safeguards(overdracht: Overdracht, found: GeborgdRij) -> Iterable[str]:
    """What must be there at the wish: how much of it is, and what not yet."""
    rows = (found.geregeld, found.anders, found.niet, found.open)
    if not any(rows):
        return
    total = sum(map(len, rows))
    if found.geregeld:
        yield counted(variant("transfer.naast.geregeld", back(overdracht)), total, geregeld=len(found.geregeld))
    else:
        yield said("transfer.naast.geen_geregeld", back(overdracht), n=total)
    for key in ("anders", "niet", "open"):
        named: Sequence[str] = getattr(found, key)
        if named:
            names = "; ".join(begin_lower(overdracht.waarborgen[name].naam) for name in named)
            few = len(named) <= AT_MOST_NAMED
            told = names if few else texts.text("transfer.naast.aantal", n=len(named))
            yield said(f"transfer.naast.{key}", back(overdracht), namen=told)
