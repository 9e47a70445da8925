"""What the source of a look back names: per onderdeel the notes at open questions and the clear answers, with lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock
from wijktoets.engine.model.words import ONDERDELEN, Onderdeel, by_kern
from wijktoets.engine.result.rapport import Rapport, StandpuntRij, VraagRij
from wijktoets.texts.wording import antwoord, begin_upper, ended, listed

from .notes import Noot, Nootsoort, notes
from .tree import Heading, Line, Listing, Part, item


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Something that a source names, as it is read, with the lines where it stands and the question that it answers.

    `soort`: what kind of note it is, where it answers none.
    """

    onderdeel: Onderdeel | None
    tekst: Line
    bron: tuple[str, ...] = ()
    vraag: str = ""
    soort: Nootsoort | None = None


def named(rapport: Rapport, blok: FaseBlock) -> list[NamedThing]:
    """What the source of a look back names: what worked and other notes, then the answers, its wishes and caveats."""
    if rapport.status != "terugblik":
        return []
    rows = rapport.vragen
    told = [(v, clear) for v, given in blok.first.antwoorden.items() if v in rows and (clear := clear_answers(given))]
    told.sort(key=lambda pair: (by_kern(rows[pair[0]].kern), pair[0]))
    noted = notes(rapport)
    before, after = (
        [_noted(n) for n in noted if (n.soort in ("werkte", "notitie")) is first] for first in (True, False)
    )
    return [*before, *(_answer(vraag, rows[vraag], clear) for vraag, clear in told), *after]


def mentioned(genoemd: Sequence[NamedThing], heading: str) -> Iterable[Part]:
    """The list of what a source names, per onderdeel; what is of none goes last."""
    if genoemd:
        yield Heading(heading, level=3)
    for onderdeel in (*ONDERDELEN, None):
        if own := [item(None, g.tekst, source=g.bron) for g in genoemd if g.onderdeel == onderdeel]:
            yield Heading(texts.text(f"scherm.onderdelen.{onderdeel}" if onderdeel else "scherm.noten.geheel"), level=4)
            yield Listing(tuple(own))


def clear_answers(given: Iterable[StandpuntRij]) -> list[StandpuntRij]:
    """The answers that say something."""
    return [s for s in given if s.antwoord not in ("onbekend", "nvt")]


def _noted(noot: Noot) -> NamedThing:
    return NamedThing(noot.onderdeel, noot.zin.tekst, noot.zin.bron, soort=noot.soort)


def _answer(vraag: str, row: VraagRij, clear: Sequence[StandpuntRij]) -> NamedThing:
    said_as = ended(listed(dict.fromkeys(antwoord(s, row) for s in clear)))
    text = texts.text("scherm.genoemd", vraag=row.vraag, antwoord=begin_upper(said_as))
    return NamedThing(row.onderdeel, text, tuple(dict.fromkeys(line for s in clear for line in s.bron or [])), vraag)
