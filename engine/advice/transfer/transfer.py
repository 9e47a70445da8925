"""Looks at each bevoegdheid of a dossier: what is meant, what was found, which routes are open, what the raad does."""

from collections.abc import Iterable, Sequence
from datetime import date

from ...judging.cases import Engine, Geval, cases, judge
from ...judging.congruence import Bereik, borging_zonder_afweging
from ...judging.engines import Recheck
from ...model.dossier import Dossier
from ...model.errors import InvoerFout
from ...model.in_words import in_words_of
from ...model.regelpakket import Regelpakket
from ...reading.matching import check_powers
from ...result.assembly import bedrag_row, levels_row
from ...result.heading import heading, pack_rows
from ...result.provenance import second_opinion
from ...result.rapport import NiveauBereik
from ...result.wording import PackSentences
from ..teksten import teksten
from .case import WEGEN, Computed, Macht, base_rules, lands, looks_at, names, own_rules, shown, surely
from .findings import WEG, about_raad, about_the_holder, findings
from .routes import route_map, routes
from .value import Bevinding, BevoegdheidRij, MatrixRij, Overdracht, Wegenkaart, WegStand


def transfer(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    thema: str | None = None,
    recheck: Recheck | None = None,
) -> Overdracht:
    """What the pack finds about the bevoegdheden of a dossier.

    Args:
        pakket: has questions about bevoegdheden (pack `overdracht`).
        today: the peildatum when the dossier names none.
        thema: only this one.
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
    words, own, base = (
        PackSentences(pakket, dossier, peildatum),
        Computed(own_rules(pakket), engine),
        base_rules(pakket),
    )
    known_law = dossier.land in lands(own.pakket)
    afspraken = [a for a in dossier.afspraken if thema in (None, a.thema)]
    gevallen = [judge(dossier, a, fase, base, engine, peildatum, a.archetype) for a, fase in cases(dossier, thema)]
    rows = [
        _row(own, _secured(g for g in gevallen if g.afspraak is a), Macht(dossier, a, power, peildatum), known_law)
        for a in afspraken
        for power in a.bevoegdheden
    ]
    raad = _raad(own, [Macht(dossier, afspraak, None, peildatum) for afspraak in afspraken])
    computed = [(own.pakket, own.done), (base, [(geval.situatie, geval.feiten) for geval in gevallen])]
    return Overdracht(
        **heading(dossier, pakket, today, teksten(dossier, pakket, gevallen, engine, today)),
        land=dossier.land,
        recht_bekeken=known_law,
        pakketten=pack_rows(pakket),
        nagerekend=second_opinion(recheck, computed, words),
        bevoegdheden=rows,
        matrix=[_beside_routes(row) for row in rows],
        raad=raad,
        blijft_bij_raad=words.line("raad_bij_overdracht"),
        namen=dict(names(pakket)),
        vragen={
            name: pakket.vragen[name].vraag for name in sorted({v for r in rows for w in r.wegen for v in w.vragen})
        },
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


def _row(own: Computed, secured: Secured, macht: Macht, known_law: bool) -> BevoegdheidRij:
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


def _raad(own: Computed, powers: Sequence[Macht]) -> list[Bevinding]:
    """What is found about the role of the raad in any afspraak, each regel once."""
    rows: dict[str, Bevinding] = {}
    for macht in powers:
        for row in about_raad(own(macht.case(own.pakket))):
            rows.setdefault(row.regels[0], row)
    return list(rows.values())
