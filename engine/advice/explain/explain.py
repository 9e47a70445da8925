"""Explains an outcome: the conditions behind it with the answers in them, and the chain from those to the uitkomst.

Nothing is judged here: values come from `conditions.value`, statuses and sentences from what `evaluate` uses.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal

from ...judging import congruence, evaluation
from ...judging.cases import Engine, Geval
from ...judging.evaluation import Eis
from ...judging.facts import in_force
from ...model.answers import Waarde, is_open, reden
from ...model.conditions import (
    Alle,
    EenVan,
    Minstens,
    Niet,
    Voorwaarde,
    VraagTest,
    WaarborgRef,
    asked,
    children,
    value,
)
from ...model.dossier import Dossier, Standpunt
from ...model.errors import InvoerFout, Melding, Plek, near
from ...model.in_words import in_words_of
from ...model.pakket import Waarborg
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, INGEBOUWDE_VRAGEN, Archetype, Fase
from ...result.assembly import standpunt_row
from ...result.heading import heading_of
from ...result.rapport import AfspraakRapport, OpenVraagRij, PeriodeRij, Rapport, StandpuntRij
from ..asked import asked_by
from ..fasen import folded
from ..teksten import judged
from .because import because
from .value import (
    AfspraakUitleg,
    AlsStand,
    EisUitleg,
    GrensUitleg,
    Herkomst,
    Kantelpunt,
    Keten,
    NodeUitleg,
    NvtReden,
    StapUitleg,
    SteunRij,
    Uitleg,
    VraagUitleg,
    WaarborgRij,
)

ARGUMENT: Final = "WAARBORG"
"""How a message names the place of a waarborg or vraag that was asked for."""
VRAAG: Final = "vraag:"
"""What stands before the name of a vraag when a waarborg has the same name."""


def _asked_for(pakket: Regelpakket, naam: str) -> tuple[str | None, str | None]:
    """The waarborg or the vraag that a name stands for, and None for the other; a waarborg goes first.

    Raises:
        InvoerFout: there is no such waarborg and no such vraag.
    """
    vragen = [*pakket.vragen, *INGEBOUWDE_VRAGEN]
    if naam in pakket.waarborgen:
        return naam, None
    if naam.removeprefix(VRAAG) in vragen:
        return None, naam.removeprefix(VRAAG)
    guess = near(naam.removeprefix(VRAAG), [*pakket.waarborgen, *vragen])
    raise InvoerFout([Melding("waarborg_of_vraag_onbekend", Plek(ARGUMENT), {"naam": naam}, guess)])


def explain(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    naam: str | None = None,
    archetype: Archetype | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
) -> Uitleg:
    """Why each thema × fase of a dossier stands as it does; equal fasen of a thema are one.

    Args:
        today: the peildatum when the dossier names none.
        laws: the pack that looks at bevoegdheden, for `teksten`.
        naam: explain this waarborg, or show what rests on this vraag; without it the chain to the uitkomst.
        archetype: explain as if this were the wish.
        thema, fase: only these.

    Raises:
        InvoerFout: the dossier does not fit the pack, or there is no such waarborg or vraag.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    waarborg, vraag = (None, None) if naam is None else _asked_for(pakket, naam)
    gevallen, rapport = judged(dossier, pakket, engine, today, laws=laws, archetype=archetype, thema=thema, fase=fase)
    parts = [
        _afspraak(_CaseAnswers(dossier, pakket, geval, row), waarborg, vraag)
        for geval, row in zip(gevallen, rapport.afspraken, strict=True)
    ]
    return _uitleg(rapport, dossier, pakket, (waarborg, vraag), folded(parts))


def _uitleg(
    rapport: Rapport,
    dossier: Dossier,
    pakket: Regelpakket,
    about: tuple[str | None, str | None],
    parts: list[AfspraakUitleg],
) -> Uitleg:
    waarborg, vraag = about
    named = {name for part in parts for node in _all_nodes(part) for name in (node.vraag, node.waarborg) if name}
    named |= {eis.waarborg for part in parts for eis in part.eisen}
    named |= {name for part in parts if part.keten is not None for name in part.keten.afgewogen}
    points = [part.kantelpunt for part in parts if part.kantelpunt is not None]
    changes = [c for point in points for c in (point.kleinste, point.passend) if c is not None]
    named |= {answer.vraag for change in changes for answer in change.antwoorden} | ({vraag} if vraag else set())
    readings = {row.id for part in parts for row in part.lezingen}
    return Uitleg(
        **heading_of(rapport),
        als_wens=rapport.als_wens,
        pakketten=rapport.pakketten,
        waarborg=waarborg,
        vraag=vraag,
        afspraken=parts,
        vragen={name: row for name, row in rapport.vragen.items() if name in named},
        waarborgen={name: _waarborg_row(w) for name, w in pakket.waarborgen.items() if name in named},
        bronnen=dict(dossier.bronnen),
        lezingen={name: row for name, row in rapport.lezingen.items() if name in readings},
    )


class _CaseAnswers:
    """One thema × fase judged, with what the Rapport says of it and where its answers come from."""

    def __init__(self, dossier: Dossier, pakket: Regelpakket, geval: Geval, row: AfspraakRapport) -> None:
        self.dossier, self.pakket, self.geval, self.row = dossier, pakket, geval, row

    def value(self, node: Voorwaarde) -> Waarde:
        return value(node, self.geval.situatie.antwoorden, self.geval.feiten.waarborgen)

    def answers(self, vraag: str) -> tuple[list[StandpuntRij], Herkomst | None]:
        """What was answered to a question, and where that stands."""
        if vraag in INGEBOUWDE_VRAGEN:
            filled = self.geval.situatie.antwoorden.get(vraag)
            said = [] if filled is None else [Standpunt(antwoord=word) for word in filled.telt]
            return [standpunt_row(s) for s in said], "ingebouwd"
        blocks: list[tuple[Herkomst, Mapping[str, tuple[Standpunt, ...]]]] = [
            ("afspraak", self.geval.afspraak.antwoorden),
            ("dossier", self.dossier.antwoorden),
        ]
        for where, block in blocks:
            if vraag in block:
                return [standpunt_row(s) for s in block[vraag]], where
        return [], None


def _tree(case: _CaseAnswers, node: Voorwaarde) -> NodeUitleg:
    """A condition as it stands in a case: each node with its interval, each question with its answers."""
    interval = case.value(node)
    low, high = (None, None) if interval is None else interval
    below = [_tree(case, child) for child in children(node)]
    match node:
        case Alle():
            return NodeUitleg(soort="alle", laag=low, hoog=high, onder=below)
        case EenVan():
            return NodeUitleg(soort="een_van", laag=low, hoog=high, onder=below)
        case Minstens(minstens=counted):
            return NodeUitleg(soort="minstens", laag=low, hoog=high, aantal=counted.aantal, onder=below)
        case Niet():
            return NodeUitleg(soort="niet", laag=low, hoog=high, onder=below)
        case WaarborgRef(waarborg=name):
            below = [_tree(case, case.pakket.waarborgen[name].voldaan_als)]
            return NodeUitleg(soort="waarborg", laag=low, hoog=high, waarborg=name, onder=below)
        case VraagTest():
            return _vraag(case, node, interval)


def _vraag(case: _CaseAnswers, node: VraagTest, interval: Waarde) -> NodeUitleg:
    answers, where = case.answers(node.vraag)
    low, high = (None, None) if interval is None else interval
    is_open = interval is not None and interval.open
    why = reden(case.geval.situatie.antwoorden.get(node.vraag)) if is_open else None
    return NodeUitleg(
        soort="vraag",
        laag=low,
        hoog=high,
        vraag=node.vraag,
        is_=None if node.is_ is None else list(node.is_),
        antwoorden=answers,
        herkomst=where,
        reden=why,
    )


def _afspraak(case: _CaseAnswers, waarborg: str | None, vraag: str | None) -> AfspraakUitleg:
    geval, pakket = case.geval, case.pakket
    if vraag is not None:
        eisen: Iterable[Eis] = (geval.eis(w.id) for w in pakket.waarborgen.values() if vraag in asked_by(pakket, w))
    else:
        eisen = _holding_back(geval) if waarborg is None else [geval.eis(waarborg)]
    return AfspraakUitleg(
        thema=case.row.thema,
        fasen=[geval.fase],
        gewenst=case.row.gewenst,
        gewensten=case.row.gewensten,
        keten=_keten(case) if waarborg is None and vraag is None else None,
        eisen=[_eis(case, eis) for eis in eisen],
        kantelpunt=_tipping(case, waarborg) if vraag is None else None,
        vraag=None if vraag is None else _vraag_asked_for(case, vraag),
        lezingen=case.row.lezingen if waarborg is None and vraag is None else [],
    )


def _tipping(case: _CaseAnswers, waarborg: str | None) -> Kantelpunt | None:
    """What would change it; None when z3, which finds that, is not installed."""
    try:
        from .tipping import tipping_point
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        return None
    return tipping_point(case.pakket, case.dossier, case.geval, waarborg)


def _vraag_asked_for(case: _CaseAnswers, vraag: str) -> VraagUitleg:
    answers, where = case.answers(vraag)
    given = case.geval.situatie.antwoorden.get(vraag)
    return VraagUitleg(
        vraag=vraag,
        antwoorden=answers,
        herkomst=where,
        reden=reden(given) if is_open(given) else None,
        steunt=list(_resting(case, vraag)),
    )


def _resting(case: _CaseAnswers, vraag: str) -> Iterator[SteunRij]:
    """What beside waarborgen asks a question; what is not there in this fase or on this day is left out."""
    pakket, situatie = case.pakket, case.geval.situatie
    rows: list[tuple[Literal["grens", "signaal", "trede"], str, str, Voorwaarde]] = [
        *(("trede", a, a, step) for a, step in pakket.zeggenschap.items()),
        *(("grens", g.id, g.naam, g.als) for g in pakket.grenzen.values() if in_force(g, situatie)),
        *(("signaal", s.id, s.naam or s.tekst, s.als) for s in pakket.signalen.values() if in_force(s, situatie)),
    ]
    for soort, name, naam, condition in rows:
        if vraag in asked([condition], pakket.voldaan_als):
            yield SteunRij(soort=soort, id=name, naam=naam, stand=_als_stand(case.value(condition)))


def _holding_back(geval: Geval) -> Iterator[Eis]:
    """The moet-eisen up to the wish that are not met and not nvt."""
    return (eis for eis in _moet_up_to_wish(geval) if not eis.toereikend and eis.status != "nvt")


def _moet_up_to_wish(geval: Geval) -> Iterator[Eis]:
    """The moet-eisen up to the wish (of all archetypes when that is not known), by the lowest that asks them."""
    seen: set[str] = set()
    last = ARCHETYPES.index(geval.archetype) if geval.archetype else len(ARCHETYPES) - 1
    for archetype in ARCHETYPES[: last + 1]:
        for eis in congruence.moet(geval.eisen[archetype]):
            if eis.waarborg.id not in seen:
                seen.add(eis.waarborg.id)
                yield eis


def _eis(case: _CaseAnswers, eis: Eis) -> EisUitleg:
    w, geval = eis.waarborg, case.geval
    open_vragen = evaluation.open_of_eis(case.pakket, geval.feiten, geval.situatie, w)
    als_value = None if w.als is None else case.value(w.als)
    als, voldaan_als = None if w.als is None else _tree(case, w.als), _tree(case, w.voldaan_als)
    why_nvt = _why_nvt(eis, geval) if eis.status == "nvt" else None
    there = why_nvt not in ("fase", "datum")
    low, high = (None, None) if eis.waarde is None else eis.waarde
    return EisUitleg(
        waarborg=w.id,
        norm=w.norm.get(geval.archetype) if geval.archetype else None,
        vanaf=next((a for a in ARCHETYPES if w.norm.get(a) == "moet"), None),
        status=eis.status,
        aard=geval.aard(eis),
        laag=low,
        hoog=high,
        nvt_reden=why_nvt,
        als_stand=None if w.als is None else _als_stand(als_value),
        als=als,
        voldaan_als=voldaan_als,
        afwegingen=[row for row in case.row.afwegingen if row.waarborg == w.id],
        open_vragen=[OpenVraagRij(vraag=v.vraag, reden=v.reden) for v in open_vragen],
        omdat=because(eis.status, voldaan_als, als, [v.vraag for v in open_vragen]) if there else [],
    )


def _als_stand(als: Waarde) -> AlsStand:
    if als is None or als.hoog == 0.0:
        return "geldt_niet"
    return "geldt" if als.laag >= 0.5 else "open"


def _why_nvt(eis: Eis, geval: Geval) -> NvtReden:
    w = eis.waarborg
    if w.fasen is not None and geval.fase not in w.fasen:
        return "fase"
    if not in_force(w, geval.situatie):
        return "datum"
    return "antwoord" if eis.feit.door_nvt else "als"


def _keten(case: _CaseAnswers) -> Keten:
    row, pakket = case.row, case.pakket
    ladder = [StapUitleg(archetype=a, voorwaarde=_tree(case, pakket.zeggenschap[a])) for a in ARCHETYPES]
    grenzen = [
        GrensUitleg(
            id=found.id,
            naam=pakket.grenzen[found.id].naam,
            sluit_uit=found.sluit_uit,
            zeker=found.zeker,
            tekst=found.tekst,
            basis=pakket.grenzen[found.id].basis,
            bron=found.bron,
            als=_tree(case, pakket.grenzen[found.id].als),
        )
        for found in row.grenzen
    ]
    return Keten(
        uitkomst=row.uitkomst,
        richting=row.richting,
        tekst=row.tekst,
        borging_tot=row.borging_tot,
        borging_zonder_afweging=row.borging_zonder_afweging,
        afgewogen=[eis.waarborg.id for eis in _moet_up_to_wish(case.geval) if eis.status == "afgewogen"],
        rollen=row.rollen,
        ladder=ladder,
        grenzen=grenzen,
        open_vragen=row.open_vragen,
    )


def nodes(*roots: NodeUitleg | None) -> Iterator[NodeUitleg]:
    """Every node of these conditions, each before what is below it."""
    for root in roots:
        if root is not None:
            yield root
            yield from nodes(*root.onder)


def _all_nodes(part: AfspraakUitleg) -> Iterator[NodeUitleg]:
    for eis in part.eisen:
        yield from nodes(eis.als, eis.voldaan_als)
    if part.keten is not None:
        yield from nodes(*(step.voorwaarde for step in part.keten.ladder), *(g.als for g in part.keten.grenzen))


def _waarborg_row(w: Waarborg) -> WaarborgRij:
    return WaarborgRij(
        id=w.id,
        naam=w.naam,
        onderdeel=w.onderdeel,
        norm={a: w.norm[a] for a in ARCHETYPES if a in w.norm},
        rust_op=w.rust_op,
        basis=w.basis,
        bron=list(w.bron),
        afleiding=w.afleiding,
        wet=w.wet,
        artikel=w.artikel,
        lid=w.lid,
        waarom=w.waarom,
        fasen=None if w.fasen is None else list(w.fasen),
        geldig=None if w.geldig is None else PeriodeRij(**w.geldig.model_dump()),
        hard=w.hard,
    )
