"""The routes of a bevoegdheid, and the map of forms × routes: which are open, and what goes with each."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from typing import Final

from ...judging.cases import Engine
from ...model.dossier import BEVOEGDHEID_VRAGEN, Afspraak, Bevoegdheid, Dossier
from ...model.pakket import Grens, Signaal
from ...model.regelpakket import Regelpakket
from ...model.words import BevindingSoort, WegStand
from ...result.heading import pack_rows
from ...result.wording import PackSentences
from .case import (
    HOUDERS,
    ONTVANGERS,
    WEGEN,
    BevoegdheidCase,
    Computed,
    Found,
    in_doubt,
    looks_at,
    names,
    own_rules,
    perhaps,
    shown,
    surely,
)
from .findings import WEG, gates, point, still_open
from .value import Punt, VormRij, VormWegRij, Wegenkaart, WegRij

AAN: Final = BEVOEGDHEID_VRAGEN["aan"]
BASIS: Final = BEVOEGDHEID_VRAGEN["delegatiegrondslag"]
NO_FORM: Final = ("college", "ambtenaren", "gemeenschappelijke-regeling")
"""Recipients that are no form of a wijk: never offered in place of the one that the dossier names."""
ON_THE_MAP: Final = ONTVANGERS[: ONTVANGERS.index("personen")]
"""The forms of a wijk, which the map compares."""
BEGINNING: Final = {"status": "voorstel"}
"""What another route is, whatever the dossier is: it still has to begin, so what comes first can still come first."""
USABLE: Final[tuple[WegStand, ...]] = ("open", "eerst")
"""How a route stands that no regel excludes."""
HOLDERS_ON_THE_MAP: Final = HOUDERS[:2]
"""The raad and the college: for the burgemeester no text was read that decides."""


def closed_by(found: Found) -> list[Grens]:
    """The grenzen that close a route: those that surely hold and look at the route."""
    return _holding(found, "kan_zo_niet", whole=False)


def _holding(found: Found, bevinding: BevindingSoort, whole: bool) -> list[Grens]:
    """The grenzen of a kind that surely hold: all of them, or those that look at the route."""
    return [g for g in found.grenzen(surely) if g.bevinding == bevinding and (whole or looks_at(g, WEG))]


def stand_of(found: Found, *, whole: bool = True) -> WegStand:
    """How a route stands for a recipient: open only when no regel excludes it, whatever is still to be answered.

    Args:
        whole: also by what holds along every route, such as who sits in a commission; else by what looks at the route.
    """
    if _holding(found, "kan_zo_niet", whole):
        return "kan_zo_niet"
    if _perhaps(found, whole) or _to_find_out(found):
        return "uitzoeken"
    return "eerst" if _holding(found, "eerst_nog", whole) or _first(found) else "open"


def _perhaps(found: Found, whole: bool) -> list[Grens]:
    """The grenzen that may yet exclude a route.

    One that only says what comes first along the route counts as something that comes first, known to be done or not.
    """
    rows = [g for g in found.grenzen(perhaps) if whole or looks_at(g, WEG)]
    return [g for g in rows if g.bevinding == "kan_zo_niet" or not looks_at(g, WEG)]


def _to_find_out(found: Found) -> list[Signaal]:
    """The signalen that say that something is to be found out before a route is open, or that may yet say so."""
    return [s for s in found.signalen(lambda interval: interval.hoog >= 0.5) if s.bevinding == "uitzoeken"]


def questions_before(found: Found) -> list[str]:
    """The questions that must be answered before it is known how a route stands, those about the bevoegdheid first."""
    unsure = [s.als for s in _to_find_out(found) if s in found.signalen(in_doubt)]
    conditions = [*(grens.als for grens in _perhaps(found, whole=True)), *unsure]
    asked = set().union(*(found.first_open(condition) for condition in conditions))
    fields = list(BEVOEGDHEID_VRAGEN.values())
    return sorted(asked, key=lambda vraag: (fields.index(vraag) if vraag in fields else len(fields), vraag))


def routes(compute: Computed, macht: BevoegdheidCase) -> list[WegRij]:
    """Every route for one bevoegdheid, for the recipient that it names or else for others."""
    return [_route(compute, macht, weg) for weg in WEGEN]


def _route(compute: Computed, macht: BevoegdheidCase, weg: str) -> WegRij:
    own = macht.bevoegdheid
    meant = own.aan if own and own.aan != "onbekend" else None
    named = own.weg if own and own.weg != "onbekend" else None
    here = compute(macht.case(compute.pakket, weg=weg, **(BEGINNING if named not in (None, weg) else {})))
    stand, of_route = stand_of(here), stand_of(here, whole=False)
    fits: dict[str, Found] = {}
    waits: dict[str, Found] = {}
    if meant and of_route in USABLE and stand != "uitzoeken":
        fits = {meant: here}
    elif meant is None or of_route == "kan_zo_niet":
        others = (aan for aan in ONTVANGERS if aan not in NO_FORM and aan != meant)
        proposed = {aan: _proposed(compute, macht, weg, aan) for aan in others}
        fits = {aan: case for aan, case in proposed.items() if stand_of(case) in USABLE}
        waits = {} if fits or meant is None else {aan: case for aan, case in proposed.items() if _only_asks(case)}
    told = (fits or waits) if meant else {}
    asked = [questions_before(case) for case in told.values()] or [questions_before(here)]
    return _row(compute.pakket, weg, bedoeld=named == weg, stand=stand).model_copy(
        update={
            "stand_van_de_weg": of_route,
            "aan": list(fits),
            "aan_misschien": list(waits),
            "door": [g.id for g in closed_by(here)],
            "vragen": [vraag for vraag in asked[0] if all(vraag in other for other in asked)],
            "uitzoeken": [point(here, s) for s in _to_find_out(here) if s in here.signalen(shown)],
            "eerst": _common(_first(found) for found in fits.values()),
            "te_regelen": _common(_of_route(found, other=aan != meant) for aan, found in fits.items()),
        }
    )


def _only_asks(found: Found) -> bool:
    """Whether nothing is known against a route, and only answers are missing."""
    found_out = any(s in found.signalen(shown) for s in _to_find_out(found))
    return stand_of(found) != "kan_zo_niet" and not found_out


def _proposed(compute: Computed, macht: BevoegdheidCase, weg: str, aan: str) -> Found:
    """A route to another recipient as a proposal, resting on the law that leaves the fewest questions."""
    found = compute(macht.case(compute.pakket, weg=weg, aan=aan, **BEGINNING))
    if closed_by(found):
        return found
    laws = compute.pakket.vragen[BASIS].opties if BASIS in questions_before(found) else ()
    rests_on = (
        compute(macht.case(compute.pakket, weg=weg, aan=aan, delegatiegrondslag=law, **BEGINNING)) for law in laws
    )
    return min((found, *rests_on), key=lambda case: (not _only_asks(case), len(questions_before(case))))


def _row(pakket: Regelpakket, weg: str, bedoeld: bool, stand: WegStand) -> WegRij:
    """A route with what it is called, and what is decided and undone along it."""
    means = pakket.instrumenten[weg]
    return WegRij(
        weg=weg,
        naam=means.naam,
        bedoeld=bedoeld,
        stand=stand,
        stand_van_de_weg=stand,
        aan=[],
        aan_misschien=[],
        beslist=means.toelichting or "",
        terug=means.kanttekening or "",
        bron=list(means.bron),
        door=[],
        vragen=[],
        uitzoeken=[],
        eerst=[],
        te_regelen=[],
    )


def _of_route(found: Found, other: bool) -> list[Punt]:
    """What is still to be arranged for this route, and for this recipient when it is another than the dossier names."""
    return [point(found, w) for w in still_open(found) if looks_at(w, WEG) or (other and looks_at(w, AAN))]


def _first(found: Found) -> list[Punt]:
    """What must come first along a route, unless it is known to be done."""
    rows = found.grenzen(lambda interval: interval.hoog == 1.0)
    return [point(found, g) for g in rows if g.bevinding == "eerst_nog" and looks_at(g, WEG)]


def _common(lists: Iterable[Sequence[Punt]]) -> list[Punt]:
    """The points that are in every list."""
    first, *others = list(lists) or [[]]
    return [p for p in first if all(p.regel in {o.regel for o in other} for other in others)]


def route_map(pakket: Regelpakket, engine: Engine, peildatum: date) -> Wegenkaart:
    """Forms × routes as they follow from the regels, for a bevoegdheid of which nothing else is known."""
    compute = Computed(own_rules(pakket), engine)
    dossier = Dossier(formaat="wijktoets/dossier@1", naam="?")
    macht = BevoegdheidCase(dossier, Afspraak(thema="?"), Bevoegdheid(naam="?"), peildatum)
    words = PackSentences(pakket, dossier, peildatum)
    return Wegenkaart(
        peildatum=peildatum,
        pakketten=pack_rows(pakket),
        houders=list(HOLDERS_ON_THE_MAP),
        vormen=[_form(compute, macht, aan) for aan in ON_THE_MAP],
        wegen=[_row(compute.pakket, weg, bedoeld=False, stand="open") for weg in WEGEN],
        namen=dict(names(pakket)),
        teksten={key: words.line(key) for key in ("blijft_bij_raad", "geen_oordeel")},
        woorden=pakket.taal,
    )


def _form(compute: Computed, macht: BevoegdheidCase, aan: str) -> VormRij:
    cases = {
        (weg, van): compute(macht.case(compute.pakket, aan=aan, weg=weg, van=van))
        for weg, van in product(WEGEN, HOLDERS_ON_THE_MAP)
    }
    always = _common(_points(found) for found in cases.values())
    known = {p.regel for p in always}
    cells = [_cell(weg, {van: cases[weg, van] for van in HOLDERS_ON_THE_MAP}, known) for weg in WEGEN]
    return VormRij(aan=aan, naam=names(compute.pakket)["aan"][aan], altijd=always, cellen=cells)


def _points(found: Found) -> list[Punt]:
    """What surely goes with a form along a route: the waarborgen, and the signalen that are said or asked there."""
    waarborgen = [point(found, w) for w in still_open(found)]
    return [*waarborgen, *(point(found, s) for s in _signalen(found))]


def _signalen(found: Found) -> list[Signaal]:
    """The signalen that are said here, or whose only open question is the point itself, and that look at the form."""
    asked = found.signalen(lambda interval: interval.hoog >= 0.5)
    return [s for s in asked if s.bevinding == "let_op" and _at_stake(found, s)]


def _at_stake(found: Found, signaal: Signaal) -> bool:
    looks = looks_at(signaal, WEG) or looks_at(signaal, AAN)
    return looks and not gates(found, signaal)


def _on_the_map(found: Found) -> WegStand:
    """How a form and a route stand by themselves: what else must be known of a bevoegdheid is left out of the map."""
    if closed_by(found):
        return "kan_zo_niet"
    return "uitzoeken" if any(s in found.signalen(shown) for s in _to_find_out(found)) else "open"


def _cell(weg: str, cases: dict[str, Found], known: set[str]) -> VormWegRij:
    """One form along one route; what goes with it is told for the holders for whom it is open."""
    stands = {van: _on_the_map(found) for van, found in cases.items()}
    usable = [van for van, stand in stands.items() if stand == "open"]
    found = [cases[van] for van in usable]
    union = {p.regel: p for f in found for p in _points(f) if p.regel not in known}
    arranged = {w.id for f in found for w in still_open(f)}
    first = {p.regel: p for f in found for p in _first(f)}
    stand: WegStand = "open" if usable else ("uitzoeken" if "uitzoeken" in stands.values() else "kan_zo_niet")
    return VormWegRij(
        weg=weg,
        stand=stand,
        van=usable,
        door=sorted({g.id for van, f in cases.items() if van not in usable for g in closed_by(f)}),
        eerst=list(first.values()),
        te_regelen=[p for name, p in union.items() if name in arranged],
        let_op=[p for name, p in union.items() if name not in arranged],
    )
