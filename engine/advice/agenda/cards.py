"""The cards of a talk: every open question of the packs in its order, its single questions below it, and how long.

The cards are the same for every dossier. The wish changes only which single questions stand first on a card.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from math import ceil

from ...model.conditions import asked
from ...model.dossier import Dossier
from ...model.pakket import Gespreksduur, Gespreksvraag
from ...model.regelpakket import VELDEN, Regelpakket
from ...model.words import ARCHETYPES, Archetype
from ...result.rapport import StandpuntRij
from ..asked import asked_by
from ..fasen import folded
from ..order import WENS
from .questions import AgendaGeval, about, without_answers
from .value import KAARTREDENEN, AgendaVraag, Avond, GezegdPlek, Kaart, KaartReden, KaartStand, KaartVraag


@dataclass(frozen=True, slots=True)
class _Asked:
    """A single question: what the agenda says of it, how it stands, and what was said where it is settled."""

    vraag: AgendaVraag
    stand: KaartStand = "open"
    besproken: Sequence[GezegdPlek] = ()


def cards_of(
    pakket: Regelpakket, dossier: Dossier, cases: Sequence[AgendaGeval], open_ones: Iterable[AgendaVraag]
) -> list[Kaart]:
    """The cards of a dossier, with what is open, what was said, and what no longer needs an answer.

    Args:
        open_ones: the questions that are open somewhere, with what an answer could settle.
    """
    wishes = {each.geval.archetype for each in cases}
    levels = ARCHETYPES if None in wishes else tuple(wish for wish in ARCHETYPES if wish in wishes)
    known = {vraag.vraag: vraag for vraag in open_ones}
    found = []
    for plain in without_answers(pakket):
        if all(each.of_law.get(plain.vraag) is False for each in cases):
            continue  # about bevoegdheden, of which none waits for it
        said = folded(_said(plain.vraag, cases))
        stand: KaartStand = "open" if plain.vraag in known else "besproken" if said else "niet_nodig"
        found.append(_Asked(known.get(plain.vraag, plain.model_copy(update={"eisen": []})), stand, said))
    return _cards(pakket, levels, found, dossier)


def all_cards(pakket: Regelpakket, wish: Archetype | None = None) -> list[Kaart]:
    """The cards where nothing was said: every question is open; with a wish what that needs stands first."""
    levels = ARCHETYPES if wish is None else (wish,)
    return _cards(pakket, levels, [_Asked(vraag) for vraag in without_answers(pakket)])


def shown(cards: Iterable[Kaart], for_them: Iterable[str] | None, hoogstens: int | None) -> list[Kaart]:
    """The cards with only the questions `for_them` (None: all), and at most so many cards shown."""
    mine = None if for_them is None else set(for_them)
    found: list[Kaart] = []
    room = hoogstens
    for card in cards:
        kept = [vraag for vraag in card.vragen if mine is None or vraag.vraag in mine]
        there = bool(kept) and room != 0
        room = room - 1 if room and there else room
        found.append(
            card.model_copy(
                update={
                    "vragen": kept,
                    "weggelaten": len(card.vragen) - len(kept),
                    "minuten": card.minuten and card.minuten - _minutes(card.vragen) + _minutes(kept),
                    "getoond": there,
                }
            )
        )
    return found


def evenings(cards: Iterable[Kaart], duur: Gespreksduur | None) -> list[Avond]:
    """The cards of the short route that are shown, in their order over as few evenings as hold them, of equal length.

    A pack that does not say how long a talk takes has no evenings.
    """
    short = [card for card in cards if card.kern is not None and card.getoond]
    if duur is None or not short:
        return []
    parts = min(_divided(short, ceil(len(short) / duur.kaarten_per_avond)), key=_longest)
    around = duur.begin + duur.slot
    return [
        Avond(
            nummer=number,
            kaarten=[card.kern for card in part if card.kern is not None],
            begin=duur.begin,
            slot=duur.slot,
            minuten=around + sum(card.minuten or 0 for card in part),
        )
        for number, part in enumerate(parts, 1)
    ]


def _divided(cards: Sequence[Kaart], count: int) -> Iterator[list[Sequence[Kaart]]]:
    """Every way to cut the row in so many parts that differ by one card at most."""
    least, over = divmod(len(cards), count)
    for larger in combinations(range(count), over):
        ends = accumulate(least + (number in larger) for number in range(count))
        yield [cards[start:end] for start, end in pairwise((0, *ends))]


def _longest(parts: Sequence[Sequence[Kaart]]) -> int:
    return max(sum(card.minuten or 0 for card in part) for part in parts)


def _minutes(vragen: Iterable[KaartVraag]) -> int:
    return sum(vraag.minuten or 0 for vraag in vragen)


def _said(name: str, cases: Iterable[AgendaGeval]) -> Iterator[GezegdPlek]:
    """What was said at a question or filled in at a field, case by case."""
    for each in cases:
        row = each.row
        answers = row.antwoorden.get(name, ())
        if name in VELDEN:
            answers = tuple(_filled(value) for value in [_field(name, each)] if value is not None)
        if answers:
            yield GezegdPlek(thema=row.thema, fasen=[row.fase], antwoorden=answers)


def _field(name: str, each: AgendaGeval) -> str | None:
    """What a field of an afspraak holds; an amount that is not known in euro by its programma."""
    row = each.row
    if name == "bedrag":
        amount = row.bedrag
        return None if amount is None else str(amount.programma if amount.euro is None else amount.euro)
    value = getattr(row, name)
    return None if value in (None, "onbekend") else str(value)


def _filled(value: str) -> StandpuntRij:
    return StandpuntRij(door=None, antwoord=value, bron=None, toelichting=None)


def _cards(
    pakket: Regelpakket, levels: Sequence[Archetype], found: Iterable[_Asked], dossier: Dossier | None = None
) -> list[Kaart]:
    """The cards with these questions: each on the first that fills it, and by itself when none does."""
    ladder = asked([*pakket.zeggenschap.values(), *(g.als for g in pakket.grenzen.values())], pakket.voldaan_als)
    roles = {*ladder, WENS, "reikwijdte"}
    firm = {
        name
        for w in pakket.waarborgen.values()
        if any(w.norm.get(level) == "moet" for level in levels)
        for name in asked_by(pakket, w)
    }

    def placed(one: _Asked) -> KaartVraag:
        name = one.vraag.vraag
        reden: KaartReden = "rollen" if name in roles else "moet" if name in firm else "verder"
        return KaartVraag(
            **dict(one.vraag),
            reden=reden,
            stand=one.stand,
            besproken=list(one.besproken),
            minuten=_minutes_of(one, pakket.gespreksduur),
        )

    left = {one.vraag.vraag: placed(one) for one in found}
    cards = []
    for talk in pakket.gespreksvragen:
        here = [left.pop(name) for name in talk.vult if name in left]
        here.sort(key=lambda vraag: KAARTREDENEN.index(vraag.reden) == len(KAARTREDENEN) - 1)
        cards.append(_card(talk, here, dossier, pakket.gespreksduur))
    loose = (vraag for name, vraag in left.items() if name not in VELDEN or (vraag.stand == "open" and dossier))
    return [*cards, *(_loose(pakket, vraag) for vraag in loose)]


def _minutes_of(one: _Asked, duur: Gespreksduur | None) -> int | None:
    """How long a question takes: once, and shorter at each further thema where it is open; settled: no time."""
    if duur is None:
        return None
    if one.stand != "open":
        return 0
    again = len({place.thema for place in one.vraag.open}) - 1
    return duur.vraag + duur.ander_thema * max(0, again)


def _card(
    talk: Gespreksvraag, vragen: Sequence[KaartVraag], dossier: Dossier | None, duur: Gespreksduur | None
) -> Kaart:
    return Kaart(
        **about(talk, dossier),
        vragen=list(vragen),
        weggelaten=0,
        getoond=True,
        minuten=None if duur is None else duur.kaart + _minutes(vragen),
    )


def _loose(pakket: Regelpakket, vraag: KaartVraag) -> Kaart:
    """A question that no card fills, as one by itself."""
    known = pakket.vragen.get(vraag.vraag)
    return Kaart(
        id=None,
        vraag=None,
        kern=None,
        onderdeel=known.onderdeel if known else "zeggenschap",
        bron=list(known.bron) if known else [],
        notitie=None,
        vragen=[vraag],
        weggelaten=0,
        getoond=True,
        minuten=vraag.minuten,
    )
