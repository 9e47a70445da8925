"""Builds the Agenda: the open questions of a dossier, first what an answer could settle most (docs/model.md section 6).

The order of questions: a wish that is not known; then by afspraken (thema × fase) whose uitkomst an answer could
change, moet-eisen, hoort-eisen (more first), the lowest archetype that they serve, the kern number, the id. A
gespreksvraag takes the place of the best of its questions.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from ...judging.cases import Engine
from ...model.dossier import Dossier, rol_of
from ...model.in_words import in_words_of
from ...model.pakket import Gespreksvraag
from ...model.regelpakket import Regelpakket
from ...model.words import Archetype, Fase
from ...result.heading import heading_of, pack_rows
from ...result.rapport import Rapport
from .. import order
from ..order import WENS, Weight
from ..teksten import judged
from ..transfer.findings import of_powers
from .cards import all_cards, cards_of, evenings, shown
from .questions import AgendaGeval, about, collect, without_answers
from .value import Agenda, AgendaPunt, AgendaVraag, Avond, Kaart


def agenda(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    archetype: Archetype | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
    voor: str | None = None,
    hoogstens: int | None = None,
) -> Agenda:
    """What to talk about first in a dossier.

    Args:
        today: the peildatum when the dossier names none.
        laws: the pack that looks at bevoegdheden, for `teksten`.
        archetype: as if this were the wish.
        thema, fase: only these.
        voor: only questions behind eisen that rest on this party, or on wijk and gemeente together: a role, or a
            party of the dossier by name, which is asked what rests on its rol (bewoners: what rests on the wijk).
        hoogstens: at most this many gespreksvragen.

    Raises:
        InvoerFout: the dossier does not fit the pack.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    gevallen, rapport = judged(dossier, pakket, engine, today, laws=laws, archetype=archetype, thema=thema, fase=fase)
    pairs = zip(gevallen, rapport.afspraken, strict=True)
    cases = [AgendaGeval(g, row, of_powers(pakket, dossier, g, engine)) for g, row in pairs]
    found = collect(pakket, dossier, cases)
    rol = rol_of(voor, dossier.partijen) if voor else None
    points = _points(pakket, dossier, [vraag for vraag in found if rol is None or _is_for(pakket, vraag, rol)])
    cards = shown(cards_of(pakket, dossier, cases, found), _for_them(pakket, rol), hoogstens)
    return _of_dossier(rapport, points, (voor, rol), hoogstens, (cards, evenings(cards, pakket.gespreksduur)))


def _of_dossier(
    rapport: Rapport,
    points: Sequence[AgendaPunt],
    voor: tuple[str | None, str | None],
    hoogstens: int | None,
    cards: tuple[list[Kaart], list[Avond]],
) -> Agenda:
    """The Agenda with these punten in order: first those that could settle something; `voor` with its rol."""
    first = [punt for punt in points if any(vraag.beslist for vraag in punt.vragen)]
    kept = first if hoogstens is None else first[:hoogstens]
    return Agenda(
        **heading_of(rapport),
        als_wens=rapport.als_wens,
        voor=voor[0],
        voor_rol=voor[1],
        terugkijken_op=sorted({a.terugkijken_op for a in rapport.afspraken if a.terugkijken_op}),
        pakketten=rapport.pakketten,
        punten=kept,
        later=[punt for punt in points if punt not in first],
        weggelaten=len(first) - len(kept),
        kaarten=cards[0],
        avonden=cards[1],
    )


def praatplaat(pakket: Regelpakket, *, voor: str | None = None, hoogstens: int | None = None) -> Agenda:
    """Every gespreksvraag of the packs: the kernvragen in their order, then the others by onderdeel and as they stand.

    The arguments are those of `agenda`; without a dossier `voor` is a role.
    """
    everything = {vraag.vraag: vraag for vraag in without_answers(pakket)}
    points = []
    for talk in pakket.gespreksvragen:
        fills = [everything[name] for name in talk.vult if voor is None or _is_for(pakket, everything[name], voor)]
        if fills:
            points.append(_point(talk, fills))
    kept = points if hoogstens is None else points[:hoogstens]
    cards = shown(all_cards(pakket), _for_them(pakket, voor), hoogstens)
    return Agenda(
        dossier=None,
        bestand=None,
        fictief=False,
        status=None,
        peildatum=None,
        peildatum_is_vandaag=False,
        als_wens=None,
        voor=voor,
        voor_rol=voor,
        terugkijken_op=[],
        pakketten=pack_rows(pakket),
        punten=kept,
        later=[],
        weggelaten=len(points) - len(kept),
        kaarten=cards,
        avonden=evenings(cards, pakket.gespreksduur),
        teksten={},
        woorden=pakket.taal,
    )


def _is_for(pakket: Regelpakket, vraag: AgendaVraag, rol: str) -> bool:
    """Whether a question is for a party of this rol: the pack says so, else an eis behind it rests on it or on both.

    Bewoners are of the wijk, and samen is everybody.
    """
    known = pakket.vragen.get(vraag.vraag)
    if known is not None and known.aan is not None:
        return rol == "samen" or _side(rol) in {_side(each) for each in known.aan}
    return any(eis.rust_op in (_side(rol), "samen") for eis in vraag.eisen)


def _for_them(pakket: Regelpakket, rol: str | None) -> list[str] | None:
    """The questions for a party of this rol, answered or not; None when it is for everybody."""
    if rol is None:
        return None
    return [vraag.vraag for vraag in without_answers(pakket) if _is_for(pakket, vraag, rol)]


def _side(rol: str) -> str:
    return "wijk" if rol == "bewoners" else rol


def place(pakket: Regelpakket, vraag: AgendaVraag) -> tuple[object, ...]:
    """The place of a question in the order: what comes first is smaller."""
    weight = Weight(
        sum(len(plek.fasen) for plek in vraag.uitkomsten),
        {eis.waarborg for eis in vraag.met_norm("moet")},
        {eis.waarborg for eis in vraag.met_norm("hoort")},
        vraag.archetype,
    )
    wens = vraag.vraag == WENS and vraag.soort == "veld"
    return order.place(weight, pakket.kern.get(vraag.vraag), vraag.vraag, wens)


def _points(pakket: Regelpakket, dossier: Dossier, found: Iterable[AgendaVraag]) -> list[AgendaPunt]:
    """The questions brought together under the gespreksvraag that fills them: the first of several, so each once."""
    home = {name: talk for talk in reversed(pakket.gespreksvragen) for name in talk.vult}
    groups: dict[str, list[AgendaVraag]] = {}
    for vraag in sorted(found, key=lambda vraag: place(pakket, vraag)):
        talk = home.get(vraag.vraag)
        groups.setdefault(f"g {talk.id}" if talk else f"v {vraag.vraag}", []).append(vraag)
    points = []
    for group in groups.values():
        talk = home.get(group[0].vraag)
        if talk is not None:
            points.append(_point(talk, group, dossier))
        else:
            points.append(_loose(pakket, group))
    return points


def _point(talk: Gespreksvraag, vragen: Sequence[AgendaVraag], dossier: Dossier | None = None) -> AgendaPunt:
    return AgendaPunt(
        **about(talk, dossier),
        vragen=list(vragen),
    )


def _loose(pakket: Regelpakket, vragen: Sequence[AgendaVraag]) -> AgendaPunt:
    """A question that no gespreksvraag fills."""
    known = pakket.vragen.get(vragen[0].vraag)
    return AgendaPunt(
        id=None,
        vraag=None,
        kern=None,
        onderdeel=known.onderdeel if known else "zeggenschap",
        bron=list(known.bron) if known else [],
        notitie=None,
        vragen=list(vragen),
    )
