"""Looks at each bevoegdheid of a dossier: what is meant, what was found, which routes are open, what the raad does."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from ...judging.cases import Engine, Geval, cases, judge
from ...judging.congruence import Bereik, borging_zonder_afweging
from ...judging.engines import Recheck
from ...model.dossier import Dossier
from ...model.errors import InvoerFout
from ...model.in_words import in_words_of
from ...model.regelpakket import Regelpakket
from ...model.words import Wegsituatie, WegStand
from ...reading.matching import check_powers
from ...result.assembly import bedrag_row, levels_row
from ...result.heading import heading, pack_rows
from ...result.provenance import second_opinion
from ...result.rapport import NiveauBereik
from ...result.wording import PackSentences
from ..rows import waarborg_names
from ..teksten import teksten
from .beside import beside_the_wish, waarborgen_of
from .case import WEGEN, BevoegdheidCase, Computed, base_rules, lands, looks_at, names, own_rules, shown, surely
from .elements import elements
from .findings import WEG, about_raad, about_the_holder, findings
from .routes import route_map, routes
from .steps import steps
from .value import Bevinding, BevoegdheidRij, ElementRij, MatrixRij, Overdracht, Wegenkaart, WegstapRij


def transfer(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    thema: str | None = None,
    start: date | None = None,
    recheck: Recheck | None = None,
) -> Overdracht:
    """What the pack finds about the bevoegdheden of a dossier.

    Args:
        pakket: has questions about bevoegdheden (pack `overdracht`).
        today: the peildatum when the dossier names none.
        thema: only this one.
        start: the day from which the other is to decide; else the first day of the looptijd of each afspraak.
        recheck: computes all again with a second engine.

    Raises:
        InvoerFout: the bevoegdheden do not fit the pack.
        Onenigheid: the second engine finds something else.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    wrong = check_powers(dossier, pakket)
    if wrong:
        raise InvoerFout(wrong)
    peildatum = dossier.peildatum or today
    words = PackSentences(pakket, dossier, peildatum)
    own, base = Computed(own_rules(pakket), engine), base_rules(pakket)
    known_law = dossier.land in lands(own.pakket)
    afspraken = [a for a in dossier.afspraken if thema in (None, a.thema)]
    gevallen = [judge(dossier, a, fase, base, engine, peildatum, a.archetype) for a, fase in cases(dossier, thema)]
    rows, naast, powers = [], [], []
    for afspraak in afspraken:
        mine = [g for g in gevallen if g.afspraak is afspraak]
        for power in afspraak.bevoegdheden:
            macht = BevoegdheidCase(dossier, afspraak, power, peildatum)
            row = _row(own, _secured(mine), macht, known_law)
            rows.append(row)
            naast.append(beside_the_wish(own.pakket, row, mine))
            powers += [(macht, row)] if known_law else []
    stappen = [step for macht, row in powers for step in _steps(own, macht, row, start)]
    elementen = [element for macht, row in powers for element in _elements(own, macht, row)]
    raad = _raad(own, [BevoegdheidCase(dossier, afspraak, None, peildatum) for afspraak in afspraken])
    computed = [(own.pakket, own.done), (base, [(geval.situatie, geval.feiten) for geval in gevallen])]
    return Overdracht(
        **heading(dossier, pakket, today, teksten(dossier, pakket, gevallen, engine, today)),
        land=dossier.land,
        recht_bekeken=known_law,
        pakketten=pack_rows(pakket),
        nagerekend=second_opinion(recheck, computed, words),
        bevoegdheden=rows,
        matrix=[_beside_routes(row) for row in rows],
        stappen=stappen,
        elementen=elementen,
        naast_elkaar=naast,
        waarborgen=waarborg_names(pakket, {name for row in naast for name in waarborgen_of(row)}),
        raad=raad,
        blijft_bij_raad=words.line("raad_bij_overdracht"),
        namen=dict(names(pakket)),
        vragen={name: pakket.vragen[name].vraag for name in sorted(set(_named(rows, stappen, elementen)))},
    )


def transfer_map(pakket: Regelpakket, engine: Engine, peildatum: date) -> Wegenkaart:
    """The map of forms × routes on a day."""
    return route_map(pakket, engine, peildatum)


Secured = tuple[NiveauBereik, NiveauBereik | None]
"""borging_tot, and the same without afwegingen where there are any."""


def _secured(gevallen: Iterable[Geval]) -> Secured:
    """What is secured for an afspraak by the regels of the base, over its fasen: the lowest of each end."""
    found = [(geval.congruentie.borging, borging_zonder_afweging(geval.eisen)) for geval in gevallen]
    without = [bare or secured for secured, bare in found] if any(bare for _, bare in found) else []
    return _lowest([secured for secured, _ in found]), _lowest(without) if without else None


def _lowest(found: Sequence[Bereik]) -> NiveauBereik:
    return levels_row(Bereik(min(f.laag for f in found), min(f.hoog for f in found)))


def _row(own: Computed, secured: Secured, macht: BevoegdheidCase, known_law: bool) -> BevoegdheidRij:
    power = macht.bevoegdheid
    assert power is not None  # the caller has one
    found = own(macht.case(own.pakket))
    blocked = [g for g in found.grenzen(surely) if g.bevinding == "kan_zo_niet"]
    return BevoegdheidRij(
        thema=macht.afspraak.thema,
        naam=power.naam,
        van=power.van,
        aan=power.aan,
        weg=power.weg,
        bedrag=bedrag_row(power.bedrag),
        grondslag=power.grondslag,
        delegatiegrondslag=power.delegatiegrondslag,
        gewenst=macht.afspraak.archetype or "onbekend",
        borging_tot=secured[0],
        borging_zonder_afweging=secured[1],
        bevindingen=findings(found),
        wegen=routes(own, macht) if known_law else [],
        vorm_klopt_niet=any(not looks_at(g, WEG) for g in blocked),
        houder_klopt_niet=any(about_the_holder(s) for s in found.signalen(shown)),
    )


def _beside_routes(row: BevoegdheidRij) -> MatrixRij:
    """A bevoegdheid beside every route; without law that was looked at, no route is known."""
    stands: dict[str, WegStand] = dict.fromkeys(WEGEN, "uitzoeken")
    return MatrixRij(thema=row.thema, naam=row.naam, wegen=stands | {weg.weg: weg.stand for weg in row.wegen})


def _steps(own: Computed, macht: BevoegdheidCase, row: BevoegdheidRij, start: date | None) -> list[WegstapRij]:
    """The steps along the route that the dossier names; where it names none, the first is to choose one."""
    situation: Wegsituatie = next((weg.stand for weg in row.wegen if weg.bedoeld), "geen_weg")
    period = macht.afspraak.looptijd
    return steps(own(macht.case(own.pakket)), macht, situation, start or (period.van if period else None))


def _elements(own: Computed, macht: BevoegdheidCase, row: BevoegdheidRij) -> list[ElementRij]:
    """What the papers have to settle along the route that the dossier names, or else along those that none excludes.

    For the recipient that the dossier names, or for the one other for whom no regel excludes it; of several, none.
    """
    meant = [weg for weg in row.wegen if weg.bedoeld and weg.stand != "kan_zo_niet"]
    found = []
    for weg in meant or [weg for weg in row.wegen if weg.aan]:
        to = row.aan if weg in meant or row.aan in weg.aan else weg.aan[0] if len(weg.aan) == 1 else "onbekend"
        found += elements(
            own(macht.case(own.pakket, weg=weg.weg, aan="" if to == "onbekend" else to)), macht, weg.weg, to
        )
    return found


def _named(
    rows: Iterable[BevoegdheidRij], stappen: Iterable[WegstapRij], elementen: Iterable[ElementRij]
) -> Iterator[str]:
    """The questions that routes wait for, that decide whether a step or element belongs, and that fill one."""
    for row in rows:
        yield from chain.from_iterable(weg.vragen for weg in row.wegen)
    for step in stappen:
        yield from step.vragen
    for element in elementen:
        yield from element.vragen
        yield from (known.vraag for known in element.bekend if known.vraag is not None)


def _raad(own: Computed, powers: Sequence[BevoegdheidCase]) -> list[Bevinding]:
    """What is found about the role of the raad in any afspraak, each regel once."""
    rows: dict[str, Bevinding] = {}
    for macht in powers:
        for row in about_raad(own(macht.case(own.pakket))):
            rows.setdefault(row.regels[0], row)
    return list(rows.values())
