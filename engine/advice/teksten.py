"""Composes the lines that go with a result about a dossier, once, so that every result has the same in the same words.

They follow from the cases that were judged and from nothing that a tool adds: what stays with the raad, that this is
no judgement, that besluiten is at stake and nobody looked at the legal form, or what the law pack finds about the
bevoegdheden. So this is the step between judging and the tools. `judged` takes it on the way to a Rapport; `plan` and
`transfer` make no Rapport and ask for `teksten` themselves. It cannot stand in `result`, which puts a Rapport together
and knows no tool, as the legal findings are those of `transfer`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Final

from ..judging import congruence
from ..judging.cases import Engine, Geval
from ..judging.engines import Recheck
from ..model.dossier import BEVOEGDHEID_VRAGEN, Bevoegdheid, Dossier
from ..model.errors import InvoerFout
from ..model.in_words import in_words_of
from ..model.regelpakket import Regelpakket
from ..model.sentences import fill
from ..model.words import Archetype, BevindingSoort, Fase, VasteRegel, niveau
from ..reading.matching import check_powers
from ..result.assembly import assemble, judge_all
from ..result.provenance import one_sided, second_opinion
from ..result.rapport import AfspraakRapport, BevindingRij, Rapport, TekstRij, WettelijkRij
from ..result.wording import PackSentences
from .order import conversation
from .sensitivity.readings import one_at_a_time, reading_rows
from .transfer.case import BevoegdheidCase, Computed, lands, names, own_rules
from .transfer.findings import counts, findings
from .transfer.routes import routes
from .transfer.value import Bevinding, WegRij

IN_THE_WAY: Final = ("kan_zo_niet", "eerst_nog")
"""The findings of which the line says what they are, and does not only count them."""


def judged(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    archetype: Archetype | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
    recheck: Recheck | None = None,
) -> tuple[list[Geval], Rapport]:
    """Each thema × fase of a dossier, judged, and the Rapport that follows: what evaluate shows and tools build on.

    Args:
        today: the peildatum when the dossier names none.
        laws: the pack that looks at bevoegdheden, when `pakket` does not; without it the legal form is not looked at.
        archetype: judge as if this were the wish (`--archetype`).
        thema, fase: only these.
        recheck: computes all again with a second engine; without it the Rapport says that there was none.

    Raises:
        InvoerFout: the dossier does not fit the pack, or its bevoegdheden do not fit that of the laws.
        Onenigheid: the second engine finds something else.
    """
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    gevallen = judge_all(dossier, pakket, engine, today, archetype=archetype, thema=thema, fase=fase)
    lines, wettelijk = _told(dossier, pakket, gevallen, engine, today, laws, archetype, recheck)
    lezingen = [one_at_a_time(pakket, dossier, geval) for geval in gevallen]
    rapport = assemble(
        dossier,
        pakket,
        gevallen,
        today,
        lines,
        orde=conversation(pakket, gevallen),
        lezingen=lezingen,
        uitleg=reading_rows(pakket, {row.id for rows in lezingen for row in rows}),
        archetype=archetype,
        recheck=recheck,
    )
    words = PackSentences(pakket, dossier, rapport.peildatum)
    afspraken = tuple(_law_first(words, afspraak, wettelijk) for afspraak in rapport.afspraken)
    return gevallen, rapport.model_copy(update={"wettelijk": tuple(wettelijk), "afspraken": afspraken})


def _law_first(words: PackSentences, afspraak: AfspraakRapport, wettelijk: Sequence[WettelijkRij]) -> AfspraakRapport:
    """An afspraak of which the law says that it cannot be so, says that before what else it comes to."""
    rows = [row for row in wettelijk if row.thema == afspraak.thema and row.soort == "kan_zo_niet"]
    if not rows:
        return afspraak
    bron = dict.fromkeys(item for row in rows for found in row.bevindingen for item in found.bron)
    named = words.list_of(f"“{row.bevoegdheid}”" for row in rows)
    facts = {"namen": named, "artikelen": ", ".join(bron), "tekst": afspraak.tekst}
    return afspraak.model_copy(update={"tekst": fill(words.word("overdracht_uitkomst"), facts)})


def teksten(
    dossier: Dossier,
    pakket: Regelpakket,
    gevallen: Sequence[Geval],
    engine: Engine,
    today: date,
    *,
    laws: Regelpakket | None = None,
    als_wens: Archetype | None = None,
    recheck: Recheck | None = None,
) -> dict[str, TekstRij]:
    """The lines that go with these cases, by id, in the order in which they are told; the arguments are of `judged`.

    Args:
        als_wens: what was looked at as if it were wished: the archetype of a what-if, or the target of a plan.

    Raises:
        InvoerFout: the bevoegdheden do not fit the pack of the laws.
        Onenigheid: the second engine finds something else about them.
    """
    return _told(dossier, pakket, gevallen, engine, today, laws, als_wens, recheck)[0]


def _told(
    dossier: Dossier,
    pakket: Regelpakket,
    gevallen: Sequence[Geval],
    engine: Engine,
    today: date,
    laws: Regelpakket | None,
    als_wens: Archetype | None,
    recheck: Recheck | None,
) -> tuple[dict[str, TekstRij], list[WettelijkRij]]:
    """The lines that go with these cases, and what the law finds about their bevoegdheden."""
    peildatum = dossier.peildatum or today
    words = PackSentences(pakket, dossier, peildatum, als_wens=als_wens is not None)
    looks_at_powers = pakket if BEVOEGDHEID_VRAGEN["weg"] in pakket.vragen else laws
    composed: dict[str, TekstRij] = {}
    found: Wettelijk = []
    if replaced := _replaced(words, gevallen):
        composed["afgesproken_vervangen"] = replaced
    if looks_at_powers is not None:
        law = PackSentences(in_words_of(looks_at_powers, dossier.gebiedsoort), dossier, peildatum, words.als_wens)
        if found := _legal(law, gevallen, engine, recheck):
            composed["overdracht"] = _line(law, found)
    keys = _keys(words, gevallen, als_wens, composed.keys())
    lines: dict[str, TekstRij] = {key: composed.get(key) or words.line(key) for key in keys}
    return lines, [row for each in found for row in _rows(law, each)]


def _keys(
    words: PackSentences, gevallen: Sequence[Geval], als_wens: Archetype | None, composed: Set[str]
) -> Iterator[VasteRegel]:
    """Which lines belong to these cases; `composed` are those that there is something to say in."""
    if one_sided(words.dossier, words.pakket.woorden):
        yield "eenzijdig_ingevuld"
    if "afgesproken_vervangen" in composed:
        yield "afgesproken_vervangen"
    if any(_has_score(geval, als_wens or geval.archetype, words.pakket) for geval in gevallen):
        yield "borging_uitleg"
    if any(geval.congruentie.borging.hoog == 0 for geval in gevallen):
        yield "niveau_nul"
    if "overdracht" in composed:
        yield "overdracht"
    elif als_wens == "besluiten" or any(_may_decide(geval) for geval in gevallen):
        yield "niet_bekeken"
    yield from ("blijft_bij_raad", "geen_oordeel")


def _replaced(words: PackSentences, gevallen: Sequence[Geval]) -> TekstRij | None:
    """Own words on the dossier that an answer of a thema replaces: at which question, and at which thema."""
    themas: dict[str, dict[str, None]] = {}
    for geval in gevallen:
        for vraag, given in words.dossier.antwoorden.items():
            if vraag in geval.afspraak.antwoorden and any(s.afgesproken is not None for s in given):
                themas.setdefault(vraag, {})[geval.afspraak.thema] = None
    if not themas:
        return None
    told = (
        fill(words.word("vervangen_bij"), {"vraag": words.quoted([vraag]), "themas": words.list_of(themas[vraag])})
        for vraag in words.by_kern(themas)
    )
    return words.line("afgesproken_vervangen", vervangen=words.list_of(told))


def _has_score(geval: Geval, wish: Archetype | None, pakket: Regelpakket) -> bool:
    if wish is None:
        return False
    return congruence.borging_score(congruence.profiel(geval.eisen[wish], pakket.weging)) is not None


def _may_decide(geval: Geval) -> bool:
    """Whether besluiten is at stake: anyone wishes it, or the roles may come to it."""
    wished = any(wish.gewenst == "besluiten" for wish in geval.afspraak.gewenst)
    return wished or geval.congruentie.rollen.hoog == niveau("besluiten")


Wettelijk = list[tuple[BevoegdheidCase, list[Bevinding], list[WegRij]]]
"""Each bevoegdheid with what the law finds about it; and where it cannot be so, how each route stands."""


def _legal(words: PackSentences, gevallen: Sequence[Geval], engine: Engine, recheck: Recheck | None) -> Wettelijk:
    """What the law finds about the bevoegdheden of these cases; nothing without any, or of another country.

    Raises:
        InvoerFout: they do not fit the pack.
        Onenigheid: the second engine finds something else.
    """
    dossier = words.dossier
    afspraken = [a for a in dossier.afspraken if any(geval.afspraak is a for geval in gevallen)]
    powers = [BevoegdheidCase(dossier, a, power, words.peildatum) for a in afspraken for power in a.bevoegdheden]
    if not powers:
        return []
    if wrong := check_powers(dossier, words.pakket):
        raise InvoerFout(wrong)
    own = Computed(own_rules(words.pakket), engine)
    if dossier.land not in lands(own.pakket):
        return []
    found = []
    for macht in powers:
        rows = findings(own(macht.case(own.pakket)))
        found.append((macht, rows, routes(own, macht) if any(r.soort == "kan_zo_niet" for r in rows) else []))
    second_opinion(recheck, [(own.pakket, own.done)], words)
    return found


def _line(words: PackSentences, found: Wettelijk) -> TekstRij:
    """How often each kind of finding was made, and with its articles what is in the way."""
    told = "; ".join(_about(words, macht, counts(rows)) for macht, rows, _ in found)
    reasons = [(macht, row) for macht, rows, _ in found for row in rows if _in_the_way(row)]
    sentences = [told, *(_reason(words, macht, row) for macht, row in reasons)]
    line = words.line("overdracht", bevoegdheden=". ".join(sentences))
    return line.model_copy(update={"bron": tuple(dict.fromkeys(b for _, row in reasons for b in row.bron))})


def _reason(words: PackSentences, macht: BevoegdheidCase, row: Bevinding) -> str:
    """What is in the way of a bevoegdheid, or comes before it."""
    assert macht.bevoegdheid is not None  # the caller looks at those of afspraken
    said = {"naam": macht.bevoegdheid.naam, "tekst": row.tekst.rstrip(".")}
    return fill(words.word(f"overdracht_reden_{row.soort}"), said)


def _in_the_way(row: Bevinding) -> bool:
    return row.soort in IN_THE_WAY or row.over_de_houder


def _rows(
    words: PackSentences, found: tuple[BevoegdheidCase, Sequence[Bevinding], Sequence[WegRij]]
) -> Iterator[WettelijkRij]:
    """What the law finds about a bevoegdheid, by kind."""
    macht, rows, wegen = found
    own = macht.bevoegdheid
    assert own is not None  # the caller looks at those of afspraken
    for soort in counts(rows):
        of = [row for row in rows if row.soort == soort]
        yield WettelijkRij(
            thema=macht.afspraak.thema,
            bevoegdheid=own.naam,
            soort=soort,
            regels=sorted({name for row in of for name in row.regels}),
            bedoeld=_meant(words, own) if any(map(_in_the_way, of)) else "",
            bevindingen=[
                BevindingRij(tekst=row.tekst, bron=row.bron, trekker=row.trekker, stap=row.stap)
                for row in of
                if _in_the_way(row)
            ],
            wel_open=[_route(words, own, weg) for weg in wegen if weg.aan] if soort == "kan_zo_niet" else [],
        )


def _meant(words: PackSentences, own: Bevoegdheid) -> str:
    """The route and recipient that a bevoegdheid names; nothing while one of them is not known."""
    if "onbekend" in (own.aan, own.weg):
        return ""
    return fill(
        words.word("overdracht_weg_aan"), {"weg": _named(words, "weg", own.weg), "aan": _named(words, "aan", own.aan)}
    )


def _route(words: PackSentences, own: Bevoegdheid, weg: WegRij) -> str:
    """A route by name, with for which others where it is not for the recipient that the bevoegdheid names."""
    naam = _named(words, "weg", weg.weg)
    others = [_named(words, "aan", aan) for aan in weg.aan]
    if own.aan in (*weg.aan, "onbekend"):
        return naam
    return fill(words.word("overdracht_maar_aan"), {"weg": naam, "aan": words.list_of(others, between="of")})


def _named(words: PackSentences, key: str, option: str) -> str:
    """What an option of a field of a bevoegdheid is called inside a sentence."""
    name = names(words.pakket)[key][option].partition(":")[0].rstrip(".")
    return name[:1].lower() + name[1:]


def _about(words: PackSentences, macht: BevoegdheidCase, found: Mapping[BevindingSoort, int]) -> str:
    """A bevoegdheid by name, and how many findings of each kind there are."""
    assert macht.bevoegdheid is not None  # the caller looks at those of afspraken
    kinds = [fill(words.word(f"overdracht_{soort}"), {"n": n}) for soort, n in found.items()]
    told = ", ".join(kinds) or words.word("overdracht_geen_punt")
    return fill(words.word("overdracht_bevoegdheid"), {"naam": macht.bevoegdheid.naam, "bevindingen": told})
