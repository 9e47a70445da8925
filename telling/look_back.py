"""Tells of look backs beside each other: what each says in its own words, what none of them names, and what to ask.

Nothing is counted per wijk: that would rank what a source happens to mention.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.agenda.value import Agenda, AgendaPunt
from wijktoets.engine.model.words import PARTIJEN, Partij, by_kern
from wijktoets.engine.result.rapport import Rapport
from wijktoets.texts.wording import ended

from .asking import words
from .named import clear_answers
from .notes import Nootsoort, notes
from .phrases import in_a_list, told
from .sources import NOTITIE, in_order
from .tree import Gap, Heading, Item, Listing, Part, Text, joined, own, plain, sentence, sourced

FIRST: Final = 3
"""How many questions of its agenda a look back shows."""
TOLD: Final[tuple[Nootsoort, ...]] = ("werkte", "later", "kanttekening")
ASKED_FIRST: Final[tuple[Partij, ...]] = ("raad", "college")
"""Whose questions come first among those that no source answers, and are counted together."""


def look_backs(rapporten: Sequence[Rapport], agendas: Mapping[str, Agenda]) -> Iterable[Part]:
    """The three answers, then the first questions; what none or only one names takes more than one look back.

    Args:
        rapporten: on alphabet.
        agendas: by file; a look back without one has no first questions.
    """
    yield Heading(texts.text("terugblik.koppen.per_wijk"), level=3)
    yield sentence(texts.text("terugblik.uitleg.per_wijk"))
    yield from (sentence(own(line)) for line in _writers(rapporten))
    for rapport in rapporten:
        yield from _wijk(rapport)
    if len(rapporten) > 1:
        yield from _named_by_none(rapporten)
        yield from _named_by_some(rapporten)
    yield from _first_questions(rapporten, agendas)


def wijk(rapport: Rapport) -> str:
    """Where a dossier is about; its own name when it does not say."""
    return rapport.gebied or rapport.dossier


def _writers(rapporten: Iterable[Rapport]) -> Iterable[str]:
    """That one side wrote it down, each sentence once."""
    return dict.fromkeys(r.teksten["eenzijdig_ingevuld"].tekst for r in rapporten if "eenzijdig_ingevuld" in r.teksten)


# What worked, and what is wished for later.


def _wijk(rapport: Rapport) -> Iterable[Part]:
    """What one look back says, below the name of its wijk."""
    yield Gap()
    yield Heading(own(", ".join(dict.fromkeys([wijk(rapport), rapport.dossier]))), level=4)
    yield from looked_back_on(rapport, lambda soort: sentence(texts.text(f"terugblik.soorten.{soort}")))


def looked_back_on(rapport: Rapport, name: Callable[[Nootsoort], Part]) -> Iterable[Part]:
    """What worked, what is wished for later, and what to keep in mind, each below its name."""
    found = notes(rapport)
    for soort in TOLD:
        if points := [Item(sourced(own(ended(n.tekst)), n.bron)) for n in found if n.soort == soort]:
            yield name(soort)
            yield Listing(tuple(points))
    if not any(rapport.terugblik.punten()):
        yield sentence(texts.text("terugblik.niets"))


# What none of them names.


def _named_by_none(rapporten: Sequence[Rapport]) -> Iterable[Part]:
    """The questions that no source answers of a wijk, by whom they rest on; those of all wijken together with lines.

    Of those that rest on nobody only what tells who decides: the others follow from another answer.
    """
    none, together = _unnamed(rapporten), _together(rapporten)
    if not (none or together):
        return
    rests = _rests_on(rapporten)
    rows = rapporten[0].vragen
    yield Gap()
    yield Heading(texts.text("terugblik.koppen.geen", n=len(rapporten)), level=3)
    yield sentence(texts.text("terugblik.uitleg.geen"))
    first = [vraag for vraag, partij in rests.items() if partij in ASKED_FIRST]
    open_ones = [vraag for vraag in first if vraag in none or vraag in together]
    if open_ones:
        lines = in_order(line for vraag in open_ones for line in together.get(vraag, ()))
        yield sentence(texts.text("terugblik.raad_en_college", n=len(open_ones), van=len(first)), lines)
    for partij in (*ASKED_FIRST, *(p for p in PARTIJEN if p not in ASKED_FIRST), None):
        of = [v for v in none if rests.get(v) == partij and (partij or rows[v].ladder)]
        items = [Item(plain(rows[v].vraag)) for v in of]
        items += [Item(sourced(rows[v].vraag, lines)) for v, lines in together.items() if rests.get(v) == partij]
        if items:
            yield Heading(texts.text(f"terugblik.bij.{partij or 'niemand'}"), level=4)
            yield Listing(tuple(items))


def _unnamed(rapporten: Sequence[Rapport]) -> list[str]:
    """The questions that have no answer in any look back, in the order of the conversation."""
    given = {vraag for rapport in rapporten for a in rapport.afspraken for vraag in a.antwoorden}
    rows = rapporten[0].vragen
    return sorted(set(rows) - given, key=lambda vraag: (by_kern(rows[vraag].kern), vraag))


def _together(rapporten: Sequence[Rapport]) -> dict[str, tuple[str, ...]]:
    """The questions without a clear answer in any look back, of which all cite the same lines: of all, not of one."""
    found: dict[str, tuple[str, ...]] = {}
    for vraag in rapporten[0].vragen:
        given = [[s for a in rapport.afspraken for s in a.antwoorden.get(vraag, ())] for rapport in rapporten]
        lines = [{line for s in each for line in s.bron or () if NOTITIE.fullmatch(line)} for each in given]
        if (shared := set.intersection(*lines)) and not any(clear_answers(each) for each in given):
            found[vraag] = tuple(in_order(shared))
    return found


def _rests_on(rapporten: Iterable[Rapport]) -> dict[str, Partij]:
    """On whom each question rests; one that rests on more goes to whoever is asked first."""
    order = (*ASKED_FIRST, *(p for p in PARTIJEN if p not in ASKED_FIRST))
    found: dict[str, Partij] = {}
    vlekken = [vlek for rapport in rapporten for a in rapport.afspraken for vlek in a.witte_vlekken]
    for partij in order:
        for vlek in vlekken:
            if vlek.rust_op == partij:
                for row in vlek.open_vragen:
                    found.setdefault(row.vraag, partij)
    return found


# What one names and another does not.


def _named_by_some(rapporten: Sequence[Rapport]) -> Iterable[Part]:
    """Each instrument that not all look backs name, with the wijken where it worked or is wished for."""
    names = {key: name for rapport in rapporten for key, name in rapport.instrumenten.items()}
    items = []
    for key in sorted(names, key=lambda key: names[key].casefold()):
        found = {soort: _places(rapporten, key, soort) for soort in ("werkte", "later")}
        if any(found.values()) and len(found["werkte"]) < len(rapporten):
            said = (told(f"terugblik.middel.{soort}", waar=in_a_list(w)) for soort, w in found.items() if w)
            items.append(Item(told("terugblik.middel.regel", naam=names[key], waar=joined(said, "; "))))
    if items:
        yield Gap()
        yield Heading(texts.text("terugblik.koppen.middelen"), level=3)
        yield sentence(texts.text("terugblik.uitleg.middelen"))
        yield Listing(tuple(items))


def _places(rapporten: Iterable[Rapport], instrument: str, soort: Nootsoort) -> list[Text]:
    """The wijken whose look back names an instrument in this way, with the lines."""
    found: list[Text] = []
    for rapport in rapporten:
        points = [p for k, _, p in rapport.terugblik.punten() if k == soort and instrument in (p.instrument or ())]
        if points:
            lines = in_order(line for punt in points for line in punt.bron or ())
            found.append(sourced(own(wijk(rapport)), lines))
    return found


# What to ask first.


def _first_questions(rapporten: Sequence[Rapport], agendas: Mapping[str, Agenda]) -> Iterable[Part]:
    """The first questions of each agenda; wijken with the same ones stand together."""
    groups: dict[tuple[str, ...], list[Rapport]] = {}
    for rapport in rapporten:
        agenda = agendas.get(rapport.bestand)
        if agenda is not None and agenda.punten:
            groups.setdefault(tuple(_asked(punt, agenda) for punt in agenda.punten[:FIRST]), []).append(rapport)
    if not groups:
        return
    yield Gap()
    yield Heading(texts.text("terugblik.koppen.vragen"), level=3)
    yield sentence(texts.text("terugblik.uitleg.vragen"))
    for asked, of in groups.items():
        yield Heading(in_a_list(own(wijk(rapport)) for rapport in of), level=4)
        yield Listing(tuple(Item(plain(vraag)) for vraag in asked), numbered=True)


def _asked(punt: AgendaPunt, agenda: Agenda) -> str:
    """The open question of a punt; of one that no open question fills its own."""
    return punt.vraag or words(punt.vragen[0], agenda.status == "terugblik")
