"""Holds two dossiers, two moments of one, or one under two packs side by side, and finds what made the difference.

Nothing is judged here: both sides come from what `evaluate` uses, and neither is said to be more than the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ...judging.cases import Engine, Geval
from ...judging.evaluation import Eis
from ...model.dossier import Dossier, Terugblik
from ...model.in_words import in_words_of
from ...model.pakket import Grens, Signaal, Waarborg
from ...model.regelpakket import Regelpakket
from ...model.words import ARCHETYPES, TERUGBLIKSOORTEN, Archetype, BevindingSoort, Fase
from ...result.heading import heading_of
from ...result.rapport import AfgesprokenRij, AfspraakRapport, Rapport, StandpuntRij
from ..fasen import folded
from ..rows import EisStand, waarborg_names
from ..teksten import judged
from .acties import changed_acties
from .causes import behind, made_by
from .decisive import stukken
from .looks import Known, as_named, dossier_as_named, names_of
from .packs import compare_packs
from .value import (
    MIRRORED,
    AfgesprokenVerschil,
    AfspraakVergelijking,
    AntwoordSoort,
    AntwoordVerschil,
    BevestigdVerschil,
    EachSide,
    EisSoort,
    EisVerschil,
    GrensVerschil,
    KantRij,
    TerugblikVerschil,
    Vergelijking,
    WettelijkVerschil,
)

K = TypeVar("K", bound=str | tuple[str, str])
V = TypeVar("V")

Place = tuple[str, Fase]


@dataclass(frozen=True, slots=True)
class Side:
    """One side, judged: its dossier and pack, each case with its row, by thema and fase."""

    dossier: Dossier
    pakket: Regelpakket
    rapport: Rapport
    gevallen: dict[Place, tuple[Geval, AfspraakRapport]]
    laws: Regelpakket | None = None


def side(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
) -> Side:
    """A dossier judged, to be held beside another; the arguments are those of `judged`.

    Raises:
        InvoerFout: the dossier does not fit the pack.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    gevallen, rapport = judged(dossier, pakket, engine, today, laws=laws, thema=thema, fase=fase)
    pairs = zip(gevallen, rapport.afspraken, strict=True)
    by_place = {(row.thema, row.fase): (geval, row) for geval, row in pairs}
    return Side(dossier, pakket, rapport, by_place, laws)


def compare(a: Side, b: Side) -> Vergelijking:
    """What differs between two sides; that of (b, a) is its mirror, but for names that look the same: those of `b`."""
    a = _as_named(a, names_of(b.dossier))
    places = list(dict.fromkeys([*a.gevallen, *b.gevallen]))
    parts = folded(_afspraak(a, b, place) for place in places)
    law = list(_wettelijk(a, b))
    packs_differ = a.rapport.pakketten != b.rapport.pakketten
    rules = compare_packs(in_words_of(a.pakket, b.pakket.gebiedsoort), b.pakket) if packs_differ else []
    confirmed = list(_bevestigd(a.rapport, b.rapport))
    sign: EachSide[list[str]] = EachSide(a=a.rapport.ondertekenaars, b=b.rapport.ondertekenaars)
    acties = changed_acties(a.dossier.acties, b.dossier.acties, places)
    back = list(_terugblik(a.dossier.terugblik, b.dossier.terugblik))
    named = {name for part in parts for name in _named(part)}
    zelfde = _same_place(a.dossier, b.dossier)
    same = (sign.a == sign.b or not zelfde) and all(part.gelijk for part in parts)
    return Vergelijking(
        a=_kant_row(a),
        b=_kant_row(b),
        zelfde=zelfde,
        gelijk=same and not (rules or law or confirmed or acties or back),
        ander_pakket=packs_differ,
        pakket=rules,
        bevestigd=confirmed,
        ondertekenaars=sign,
        afspraken=parts,
        wettelijk=law,
        wettelijke_regels=_law_names(a, b, law),
        acties=acties,
        terugblik=back,
        vragen={n: r for n, r in sorted({**a.rapport.vragen, **b.rapport.vragen}.items()) if n in named},
        waarborgen=dict(sorted((waarborg_names(a.pakket, named) | waarborg_names(b.pakket, named)).items())),
        grenzen={n: g.naam for n, g in sorted({**a.pakket.grenzen, **b.pakket.grenzen}.items()) if n in named},
        teksten={**a.rapport.teksten, **b.rapport.teksten},
    )


def _terugblik(a: Terugblik | None, b: Terugblik | None) -> Iterator[TerugblikVerschil]:
    """What a look back says otherwise, per kind by its words."""
    for soort in TERUGBLIKSOORTEN:
        sides = ({punt.tekst: punt for punt in getattr(side or Terugblik(), soort)} for side in (a, b))
        for _, mine, theirs in _beside(*sides):
            if mine != theirs:
                yield TerugblikVerschil(soort=soort, a=mine, b=theirs)


def _as_named(kant: Side, known: Known) -> Side:
    """A side with the names that look like those of the other as they stand there; it was judged before."""
    rapport = as_named(kant.rapport, known)
    pairs = zip(rapport.afspraken, kant.gevallen.values(), strict=True)
    by_place = {(row.thema, row.fase): (geval, row) for row, (geval, _) in pairs}
    return Side(dossier_as_named(kant.dossier, known), kant.pakket, rapport, by_place, kant.laws)


def _kant_row(kant: Side) -> KantRij:
    rapport = kant.rapport
    return KantRij(
        **heading_of(rapport),
        pakketten=rapport.pakketten,
    )


def _beside(a: Mapping[K, V], b: Mapping[K, V]) -> Iterator[tuple[K, V | None, V | None]]:
    """What two sides have under each name, in order of name; None where a side has nothing."""
    for name in sorted({*a, *b}):
        yield name, a.get(name), b.get(name)


def _wettelijk(a: Side, b: Side) -> Iterator[WettelijkVerschil]:
    """The bevoegdheden about which the law finds something else, or that are on one side only."""
    for (thema, naam), one, other in _beside(_found_by_law(a), _found_by_law(b)):
        if one != other:
            yield WettelijkVerschil(thema=thema, bevoegdheid=naam, a=one, b=other)


def _found_by_law(side: Side) -> dict[tuple[str, str], dict[BevindingSoort, Sequence[str]]]:
    """What the law finds about each bevoegdheid; one that has no finding is there all the same."""
    found: dict[tuple[str, str], dict[BevindingSoort, Sequence[str]]] = {
        (afspraak.thema, power.naam): {}
        for afspraak in side.dossier.afspraken
        for power in afspraak.bevoegdheden
        if any(thema == afspraak.thema for thema, _ in side.gevallen)
    }
    for row in side.rapport.wettelijk:
        found.setdefault((row.thema, row.bevoegdheid), {})[row.soort] = row.regels
    return found


def _law_names(a: Side, b: Side, law: Sequence[WettelijkVerschil]) -> dict[str, str]:
    """What the regels behind these are called."""
    named = {name for row in law for kinds in (row.a, row.b) for regels in (kinds or {}).values() for name in regels}
    called: dict[str, str] = {}
    for pakket in (a.laws or a.pakket, b.laws or b.pakket):
        regels: list[Waarborg | Grens | Signaal] = [*pakket.waarborgen.values(), *pakket.grenzen.values()]
        regels += pakket.signalen.values()
        called |= {regel.id: regel.naam or regel.id for regel in regels if regel.id in named}
    return dict(sorted(called.items()))


def _same_place(a: Dossier, b: Dossier) -> bool:
    """Whether two dossiers are about one wijk or dorp: one name, or one gebied in one gemeente."""
    if a.naam == b.naam:
        return True
    places = [(d.gemeente, d.gebied.naam) if d.gebied else None for d in (a, b)]
    return places[0] is not None and places[0] == places[1]


def _named(part: AfspraakVergelijking) -> Iterator[str]:
    """The ids of what a part names."""
    yield from (row.vraag for row in part.antwoorden)
    yield from (row.vraag for row in part.afgesproken)
    yield from (row.waarborg for row in part.eisen)
    yield from (row.id for row in part.grenzen)
    yield from (vraag for row in part.eisen for vraag in row.vragen)
    for cause in (*part.verschil.altijd, *part.verschil.soms) if part.verschil else ():
        yield from (cause.id, *cause.vragen)


# One thema × fase


def _afspraak(a: Side, b: Side, place: Place) -> AfspraakVergelijking:
    one, other = a.gevallen.get(place), b.gevallen.get(place)
    rows = one and one[1], other and other[1]
    if one is None or other is None:
        return _row(place, rows, gelijk=False)
    answers = list(_answers(one[1], other[1]))
    changed = {row.vraag for row in answers} | ({"reikwijdte"} if one[1].reikwijdte != other[1].reikwijdte else set())
    found = {
        "verschil": made_by((a.pakket, b.pakket), stukken(one[0]), stukken(other[0]), changed),
        "eisen": list(_eisen(a, b, one[0], other[0], changed)),
        "antwoorden": answers,
        "afgesproken": list(_afgesproken(one[1], other[1])),
        "grenzen": list(_grenzen(one[1], other[1])),
        "signalen_a": _only(one[1], other[1]),
        "signalen_b": _only(other[1], one[1]),
    }
    same = [getattr(one[1], key) == getattr(other[1], key) for key in ("gewenst", "gewensten", "reikwijdte", *RESULTS)]
    return _row(place, rows, gelijk=all(same) and not any(found.values()), **found)


BEREIK = ("borging_tot", "borging_zonder_afweging", "rollen")
RESULTS = ("uitkomst", "richting", *BEREIK, "stand", "per_archetype")
"""What of a row is the outcome, sentences and scores left out."""


def _row(
    place: Place, rows: tuple[AfspraakRapport | None, AfspraakRapport | None], gelijk: bool, **found: object
) -> AfspraakVergelijking:
    a, b = rows
    lists = ("eisen", "antwoorden", "afgesproken", "grenzen", "signalen_a", "signalen_b")
    nothing: dict[str, object] = {key: [] for key in lists}
    pairs = {
        key: {"a": a and getattr(a, key), "b": b and getattr(b, key)}
        for key in (
            "gewenst",
            "gewensten",
            "reikwijdte",
            "uitkomst",
            "tekst",
            "borging_tot",
            "borging_zonder_afweging",
            "rollen",
            "stand",
        )
    }
    past: dict[Archetype, EachSide[str]] = {
        archetype: EachSide(a=a and a.per_archetype[archetype].past, b=b and b.per_archetype[archetype].past)
        for archetype in ARCHETYPES
    }
    return AfspraakVergelijking(
        thema=place[0],
        fasen=[place[1]],
        aanwezig="beide" if a and b else "alleen_a" if a else "alleen_b",
        gelijk=gelijk,
        past=past,
        **{"verschil": None, **nothing, **found},
        **pairs,
    )


def _only(one: AfspraakRapport, other: AfspraakRapport) -> list[object]:
    """The signalen of one side that the other does not have."""
    theirs = {(s.id, s.vraag) for s in other.signalen}
    return [s for s in one.signalen if (s.id, s.vraag) not in theirs]


def _grenzen(one: AfspraakRapport, other: AfspraakRapport) -> Iterator[GrensVerschil]:
    for name, a, b in _beside(*({g.id: g for g in row.grenzen} for row in (one, other))):
        if a is None or b is None or (a.zeker, a.sluit_uit) != (b.zeker, b.sluit_uit):
            yield GrensVerschil(id=name, a=a, b=b)


# Answers


def _answers(one: AfspraakRapport, other: AfspraakRapport) -> Iterator[AntwoordVerschil]:
    """The questions that have other answers, by id; what was noted with an answer is no part of it."""
    for vraag, a, b in _beside(one.antwoorden, other.antwoorden):
        if _words(a) != _words(b):
            disputed = vraag in one.verschillen_van_inzicht, vraag in other.verschillen_van_inzicht
            yield AntwoordVerschil(vraag=vraag, soort=_answer_kind(a, b, disputed), a=a, b=b)


def _words(given: Sequence[StandpuntRij] | None) -> dict[str | None, str]:
    return {s.door: s.antwoord for s in given or ()}


def _answer_kind(
    a: Sequence[StandpuntRij] | None, b: Sequence[StandpuntRij] | None, disputed: tuple[bool, bool]
) -> AntwoordSoort:
    if a is None or b is None:
        return "nu_besproken" if a is None else "niet_meer_besproken"
    unknown = tuple(all(s.antwoord == "onbekend" for s in given) for given in (a, b))
    if unknown[0] != unknown[1]:
        return "nu_bekend" if unknown[0] else "niet_meer_bekend"
    if disputed[0] != disputed[1]:
        return "nu_eens" if disputed[0] else "nu_verschil"
    return "anders"


# Own words, and what parties said of them


def _afgesproken(one: AfspraakRapport, other: AfspraakRapport) -> Iterator[AfgesprokenVerschil]:
    """The questions with other own words, by id; under which heading they stand is no part of them."""
    for vraag, a, b in _beside(*({row.vraag: row for row in rapport.afgesproken} for rapport in (one, other))):
        if _as_agreed(a) != _as_agreed(b):
            yield AfgesprokenVerschil(vraag=vraag, a=a, b=b)


def _as_agreed(row: AfgesprokenRij | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {**row.model_dump(exclude={"waarborg", "kop"}), "bevestigd_door": set(row.bevestigd_door)}


def _bevestigd(one: Rapport, other: Rapport) -> Iterator[BevestigdVerschil]:
    """The parties that say something else of the dossier, by name; of what version is told by whether it holds."""
    for door, a, b in _beside(*({row.door: row for row in rapport.bevestigd} for rapport in (one, other))):
        if (a and a.model_dump(exclude={"kenmerk"})) != (b and b.model_dump(exclude={"kenmerk"})):
            yield BevestigdVerschil(door=door, a=a, b=b)


# Eisen


def _eisen(a: Side, b: Side, one: Geval, other: Geval, changed: set[str]) -> Iterator[EisVerschil]:
    """The waarborgen that stand otherwise, by onderdeel and id."""
    sides = _stands(a, one), _stands(b, other)
    for name in [*sides[1], *(n for n in sides[0] if n not in sides[1])]:
        first, second = sides[0].get(name), sides[1].get(name)
        if (first and (first.status, first.aard)) != (second and (second.status, second.aard)):
            yield EisVerschil(
                waarborg=name,
                soort=_eis_kind(first, second),
                a=first,
                b=second,
                **behind((a.pakket, b.pakket), ("waarborg", name), changed),
            )


def _stands(kant: Side, geval: Geval) -> dict[str, EisStand]:
    """How each waarborg stands; the status is the same at every archetype that asks it."""
    eisen: dict[str, Eis] = {e.waarborg.id: e for archetype in ARCHETYPES for e in geval.eisen[archetype]}
    return {name: _stand(kant, geval, eis) for name, eis in eisen.items()}


def _stand(kant: Side, geval: Geval, eis: Eis) -> EisStand:
    norm = eis.waarborg.norm.get(geval.archetype) if geval.archetype else None
    return EisStand(norm=norm, status=eis.status, aard=geval.aard(eis))


def _eis_kind(a: EisStand | None, b: EisStand | None) -> EisSoort:
    for first, second, mirrored in ((a, b, False), (b, a, True)):
        found = _one_way(first, second)
        if found is not None:
            return MIRRORED[found] if mirrored else found  # type: ignore[return-value]  # MIRRORED has the same words
    return "anders"


def _one_way(a: EisStand | None, b: EisStand | None) -> EisSoort | None:
    """What an eis came to, when that is one of the kinds that have a mirror."""
    before, after = _class_of(a), _class_of(b)
    if before == "weg" and after != "weg":
        return "speelt_nu"
    if before in ("open", "niet") and after == "geregeld":
        return "erbij_geregeld"
    if before == "open" and after == "niet":
        return "nu_bekend"
    if a and b and a.aard == "niet_besproken" and b.aard in ("verschil", "onbekend"):
        return "nu_besproken"
    return None


def _class_of(stand: EisStand | None) -> str:
    if stand is None or stand.status == "nvt":
        return "weg"
    if stand.status == "geborgd":
        return "geregeld"
    if stand.status == "afgewogen":
        return "anders"
    return "open" if stand.status == "onbekend" else "niet"
