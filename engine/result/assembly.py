"""Puts one Rapport together: judges every thema × fase and says what was found in rows and sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import repeat

from ..judging import congruence, evaluation
from ..judging.cases import Engine, Geval, cases, in_force, judge
from ..judging.congruence import Bereik, Congruentie, EisenPerArchetype, Telling
from ..judging.engines import Recheck
from ..model import confirming
from ..model.dossier import Afspraak, Bedrag, Dossier, Standpunt
from ..model.errors import InvoerFout
from ..model.frozen import FrozenDict
from ..model.regelpakket import Regelpakket
from ..model.words import ARCHETYPES, NIVEAUS, ONDERDELEN, Archetype, Fase
from ..reading.matching import check_dossier
from . import rapport
from .heading import heading, pack_rows
from .kept_rows import KeptRows, kept_rows
from .provenance import discussed, instruments_named, nog_niet_gezien_door, one_sided, second_opinion
from .wording import PackSentences

AnswerRows = FrozenDict[str, tuple[rapport.StandpuntRij, ...]]
"""The answers in force of an afspraak by question, as rows; fasen of one afspraak share them."""


def judge_all(
    dossier: Dossier,
    pakket: Regelpakket,
    engine: Engine,
    today: date,
    *,
    archetype: Archetype | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
) -> list[Geval]:
    """Each thema × fase of a dossier, judged.

    Args:
        today: the peildatum when the dossier names none.
        archetype: judge as if this were the wish (`--archetype`).
        thema, fase: only these.

    Raises:
        InvoerFout: the dossier does not fit the pack.
    """
    wrong = check_dossier(dossier, pakket)
    if wrong:
        raise InvoerFout(wrong)
    return [
        judge(dossier, afspraak, each, pakket, engine, dossier.peildatum or today, archetype or afspraak.archetype)
        for afspraak, each in cases(dossier, thema, fase)
    ]


def assemble(
    dossier: Dossier,
    pakket: Regelpakket,
    gevallen: Sequence[Geval],
    today: date,
    teksten: Mapping[str, rapport.TekstRij],
    *,
    orde: Sequence[str] = (),
    lezingen: Sequence[Sequence[rapport.LezingRij]] = (),
    uitleg: Mapping[str, rapport.LezingUitleg] | None = None,
    archetype: Archetype | None = None,
    recheck: Recheck | None = None,
) -> rapport.Rapport:
    """The Rapport of a dossier whose cases were judged by `judge_all`; `today` and `archetype` as there.

    Args:
        teksten: the lines that go with it.
        orde: the open questions in the order of the conversation; without it the cards give the order.
        lezingen: of each case the readings that alone change what comes out; `uitleg` says what each of them is.
        recheck: computes all again with a second engine; without it the Rapport says that there was none.

    Raises:
        Onenigheid: the second engine finds something else.
    """
    peildatum = dossier.peildatum or today
    kenmerk, confirmed = confirming.kenmerk(dossier), confirming.residents_confirmed(dossier)
    words = PackSentences(
        pakket, dossier, peildatum, als_wens=archetype is not None, bewoners_bevestigd=confirmed, orde=tuple(orde)
    )
    kept, answers = kept_rows(pakket), _answers(dossier, [geval.afspraak for geval in gevallen])
    return rapport.Rapport(
        **heading(dossier, pakket, today, teksten),
        gemeente=dossier.gemeente,
        gebied=dossier.gebied.naam if dossier.gebied else None,
        als_wens=archetype,
        opgesteld=dossier.opgesteld,
        partijen=dossier.partijen,
        ondertekenaars=confirming.ondertekenaars(dossier),
        bevestigd=_bevestigd(dossier, kenmerk),
        bewoners_bevestigd=words.bewoners_bevestigd,
        kenmerk=kenmerk,
        nog_niet_gezien_door=nog_niet_gezien_door(dossier),
        eenzijdig=one_sided(dossier, pakket.woorden),
        pakket=dossier.pakket[0] if len(dossier.pakket) == 1 else dossier.pakket or None,
        pakketten=pack_rows(pakket),
        weging=rapport.WegingRij(moet=float(pakket.weging.moet), hoort=float(pakket.weging.hoort)),
        nagerekend=second_opinion(recheck, [(pakket, [(geval.situatie, geval.feiten) for geval in gevallen])], words),
        besproken=discussed(dossier, pakket, peildatum, {(g.afspraak.thema, g.fase): g.situatie for g in gevallen}),
        bronnen=dossier.bronnen,
        gesprekken=dossier.gesprekken,
        acties=dossier.acties,
        terugblik=dossier.terugblik,
        vragen=kept.vragen,
        gespreksvragen=kept.gespreksvragen,
        instrumenten=instruments_named(dossier, pakket),
        vragen_bij=kept.vragen_bij,
        voorbeeldteksten=kept.voorbeeldteksten,
        wie_doet_wat=[rapport.RolRij(naam=role.naam, vragen=role.vragen) for role in pakket.wie_doet_wat],
        lezingen=uitleg or {},
        afspraken=[
            _afspraak(geval, dossier, pakket, words, kept, given, others)
            for geval, given, others in zip(gevallen, answers, lezingen or repeat(()), strict=False)
        ],
        gespreksorde=list(orde),
    )


def _afspraak(
    geval: Geval,
    dossier: Dossier,
    pakket: Regelpakket,
    words: PackSentences,
    kept: KeptRows,
    answers: AnswerRows,
    lezingen: Sequence[rapport.LezingRij],
) -> rapport.AfspraakRapport:
    found, afspraak = geval.congruentie, geval.afspraak
    archetypes = (geval.archetype,) if geval.archetype else ARCHETYPES
    scores = {a: congruence.profiel(found.eisen[a], pakket.weging) for a in ARCHETYPES}
    per_archetype = {a: _per_archetype(a, found, scores[a]) for a in ARCHETYPES}
    disputed = sorted(name for name, a in geval.situatie.antwoorden.items() if a.verschil)
    afwegingen = _afwegingen(geval, dossier, pakket)
    sentence = words.uitkomst(found, afspraak.thema, geval.fase, geval.open_vragen)
    grenzen = _grenzen(geval, pakket)
    perhaps = words.grenzen_misschien(grenzen, afspraak.thema, geval.fase, sentence)
    eisen, witte_vlekken = _eis_rows(geval, archetypes, kept, dossier.status == "terugblik")
    return rapport.AfspraakRapport(
        thema=afspraak.thema,
        fase=geval.fase,
        reikwijdte=afspraak.reikwijdte,
        gewenst=geval.archetype or "onbekend",
        gewensten=[rapport.WensRij(door=w.door, gewenst=w.gewenst) for w in afspraak.gewenst if w.door],
        bedrag=bedrag_row(geval.afspraak.bedrag),
        looptijd=rapport.PeriodeRij(**afspraak.looptijd.model_dump()) if afspraak.looptijd else None,
        terugkijken_op=afspraak.terugkijken_op,
        borging_tot=levels_row(found.borging),
        borging_zonder_afweging=without_afweging(found.eisen),
        rollen=levels_row(found.rollen),
        uitkomst=found.uitkomst,
        richting=congruence.richting(found.gewenst, found.rollen),
        tekst=" ".join([words.by_whom(sentence), *perhaps]),
        signalen=_signalen(geval, pakket, words, disputed, afwegingen),
        stand=_stand(per_archetype[geval.archetype]) if geval.archetype else None,
        borging=per_archetype[geval.archetype].borging if geval.archetype else None,
        profiel=[_profiel_row(a, s) for a in archetypes for s in scores[a]],
        eisen=eisen,
        witte_vlekken=witte_vlekken,
        grenzen=grenzen,
        open_vragen=kept.open_rows(geval.open_vragen),
        antwoorden=answers,
        afgesproken=_afgesproken(dossier, answers, pakket, archetypes),
        per_archetype=per_archetype,
        verschillen_van_inzicht=disputed,
        afwegingen=afwegingen,
        lezingen=lezingen,
    )


def _answers(dossier: Dossier, afspraken: Iterable[Afspraak]) -> Iterator[AnswerRows]:
    """The answers in force of each afspraak, as rows; fasen of one afspraak stand together and share them."""
    last: Afspraak | None = None
    rows: AnswerRows = FrozenDict()
    for afspraak in afspraken:
        if afspraak is not last:
            given = in_force(dossier, afspraak).items()
            last = afspraak
            rows = FrozenDict({name: tuple([standpunt_row(s) for s in said]) for name, said in given})
        yield rows


def bedrag_row(bedrag: Bedrag | None) -> rapport.BedragRij | None:
    """An amount, as a row."""
    if bedrag is None:
        return None
    return rapport.BedragRij.model_validate(bedrag.model_dump())


def levels_row(found: Bereik) -> rapport.NiveauBereik:
    """A range of levels, as a row."""
    return rapport.NiveauBereik(laag=NIVEAUS[found.laag], hoog=NIVEAUS[found.hoog])


def without_afweging(eisen: EisenPerArchetype) -> rapport.NiveauBereik | None:
    """borging_zonder_afweging by name; None where no moet-eis is afgewogen."""
    bare = congruence.borging_zonder_afweging(eisen)
    return None if bare is None else levels_row(bare)


def _number(exact: Fraction) -> float:
    return float(round(exact, 6))


@lru_cache(maxsize=4096)
def _telling(count: Telling) -> rapport.TellingRij:
    return rapport.TellingRij(geregeld=count.geregeld, anders=count.anders, niet=count.niet, open=count.open)


def _stand(here: rapport.PerArchetype) -> rapport.Stand:
    return rapport.Stand(moet=here.moet, hoort=here.hoort, per_partij=here.per_partij)


@lru_cache(maxsize=4096)
def _borging(scores: tuple[congruence.Score, ...]) -> rapport.ScoreBereik | None:
    mean = congruence.borging_score(scores)
    return None if mean is None else rapport.ScoreBereik(laag=_number(mean[0]), hoog=_number(mean[1]))


def _per_archetype(
    archetype: Archetype, found: Congruentie, scores: Sequence[congruence.Score]
) -> rapport.PerArchetype:
    eisen = found.eisen[archetype]
    moet = congruence.moet(eisen)
    return rapport.PerArchetype(
        past=congruence.past(archetype, found.borging, found.grenzen, found.eisen),
        moet=_telling(congruence.telling(moet)),
        hoort=_telling(congruence.telling(e for e in eisen if e.norm == "hoort")),
        per_partij={p: _telling(t) for p, t in congruence.per_partij(moet).items()},
        borging=_borging(tuple(scores)),
    )


@lru_cache(maxsize=4096)
def _profiel_row(archetype: Archetype, score: congruence.Score) -> rapport.ProfielRij:
    return rapport.ProfielRij(
        archetype=archetype,
        onderdeel=score.onderdeel,
        laag=_number(score.laag),
        hoog=_number(score.hoog),
        besproken=_number(score.besproken),
        eisen=score.eisen,
    )


def _eis_rows(
    geval: Geval, archetypes: Sequence[Archetype], kept: KeptRows, terugblik: bool
) -> tuple[list[rapport.EisRij], list[rapport.WitteVlekRij]]:
    """The eisen at these archetypes, and which of them are witte vlekken.

    Each is asked at the highest archetype, and stands the same at all that ask it.
    """
    behind, of = geval.achter.get, kept.of
    made = {e.waarborg.id: of(e, behind(e.waarborg.id), terugblik) for e in geval.eisen[ARCHETYPES[-1]]}
    rows = [made[e.waarborg.id][a] for a in archetypes for e in geval.eisen[a]]
    return [eis for eis, _ in rows], [gap for _, gap in rows if gap is not None]


def _grenzen(geval: Geval, pakket: Regelpakket) -> list[rapport.GrensRij]:
    rows = []
    for stand in geval.congruentie.grenzen:
        grens = pakket.grenzen[stand.id]
        open_vragen = () if stand.zeker else evaluation.open_of(pakket, geval.feiten, geval.situatie, [grens.als])
        rows.append(
            rapport.GrensRij(
                id=stand.id,
                sluit_uit=grens.sluit_uit,
                zeker=stand.zeker,
                tekst=grens.waarom,
                bron=grens.bron,
                open_vragen=[v.vraag for v in open_vragen],
            )
        )
    return rows


def standpunt_row(standpunt: Standpunt) -> rapport.StandpuntRij:
    """One answer to one question, as a row."""
    return rapport.StandpuntRij(
        door=standpunt.door,
        antwoord=standpunt.antwoord,
        bron=standpunt.bron or None,
        toelichting=standpunt.toelichting,
        afgesproken=standpunt.afgesproken,
    )


def _bevestigd(dossier: Dossier, kenmerk: str) -> list[rapport.BevestigingRij]:
    """What parties said of the dossier, in its order, and whether that is of what it says now."""
    return [rapport.BevestigingRij(**dict(b), geldt=confirming.holds(b, kenmerk)) for b in dossier.bevestigd]


def _afgesproken(
    dossier: Dossier,
    answers: Mapping[str, Sequence[rapport.StandpuntRij]],
    pakket: Regelpakket,
    archetypes: Sequence[Archetype],
) -> list[rapport.AfgesprokenRij]:
    """Own words in force for an afspraak, by onderdeel and id of the waarborg above them; those without one go last."""
    said = [(v, s.afgesproken) for v, given in answers.items() for s in given if s.afgesproken is not None]
    if not said:
        return []
    first: dict[str, str] = {}
    places: dict[str, tuple[int, str]] = {}
    for name, waarborg in pakket.waarborgen.items():
        if any(archetype in waarborg.norm for archetype in archetypes):
            places[name] = ONDERDELEN.index(waarborg.onderdeel), name
    for name in sorted(places, key=lambda name: places[name]):
        for vraag in pakket.vragen_bij.get(name, ()):
            first.setdefault(vraag, name)
    rows = []
    for vraag, woorden in said:
        above = first.get(vraag)
        rows.append(
            rapport.AfgesprokenRij(
                vraag=vraag,
                waarborg=above,
                kop=pakket.waarborgen[above].naam if above else pakket.vragen[vraag].vraag,
                stand=confirming.zinstand(dossier, woorden),
                tekst=woorden.tekst,
                wie=woorden.wie,
                wanneer=woorden.wanneer,
                bevestigd_door=woorden.bevestigd_door,
            )
        )
    last = len(ONDERDELEN), ""
    return sorted(rows, key=lambda row: (places.get(row.waarborg or "", last), row.vraag))


def _afwegingen(geval: Geval, dossier: Dossier, pakket: Regelpakket) -> list[rapport.AfwegingRij]:
    matching = evaluation.matching(dossier.afwegingen, geval.afspraak.thema, geval.fase)
    rows = []
    for afweging in sorted(matching, key=lambda a: a.waarborg):
        reason = evaluation.why_not(afweging, pakket.waarborgen[afweging.waarborg], geval.situatie.peildatum)
        rows.append(
            rapport.AfwegingRij(
                waarborg=afweging.waarborg,
                naam=pakket.waarborgen[afweging.waarborg].naam,
                telt=reason is None,
                waarom_niet=reason,
                reden=afweging.reden,
                besloten_door=afweging.besloten_door,
                geldig_tot=afweging.geldig_tot,
            )
        )
    return rows


def _signalen(
    geval: Geval,
    pakket: Regelpakket,
    words: PackSentences,
    disputed: Sequence[str],
    afwegingen: Sequence[rapport.AfwegingRij],
) -> list[rapport.SignaalRij]:
    found, thema, fase = geval.congruentie, geval.afspraak.thema, geval.fase
    counted = {a.waarborg for a in afwegingen if a.telt}
    void = sorted({a.waarborg for a in afwegingen} - counted)
    regels = _regels_behind(found) | {"afweging_telt_niet": [pakket.waarborgen[w].naam for w in void]}
    keys = congruence.signalen(found)
    keys += ["afweging_telt_niet"] if void else []
    keys += ["verschil_van_inzicht"] if disputed else []
    rows = []
    for key in keys:
        text = words.signaal(key, found, thema, fase, regels.get(key, ()), disputed)
        rows.append(rapport.SignaalRij(id=key, tekst=text, bron=pakket.teksten[key].bron or ()))
    for name, value in geval.feiten.signalen.items():
        signaal = pakket.signalen[name]
        if value is None or value.hoog < 0.5:
            continue
        if value.laag >= 0.5:
            then = signaal.tekst_terugblik if words.dossier.status == "terugblik" else None
            rows.append(rapport.SignaalRij(id=name, tekst=then or signaal.tekst, bron=signaal.bron))
        elif signaal.vraag_bij_twijfel:
            text = signaal.vraag_bij_twijfel
            rows.append(rapport.SignaalRij(id=name, tekst=text, vraag=True, bron=signaal.bron))
    return sorted(rows, key=lambda row: row.id)


def _regels_behind(found: Congruentie) -> dict[str, list[str]]:
    """The names of the regels that a built-in signaal is about."""
    at_wish = found.eisen[ARCHETYPES[found.gewenst - 1]] if found.gewenst else []
    return {
        "meer_geregeld_dan_nodig": [e.waarborg.naam for e in congruence.more_than_needed(found)],
        "nvt_bij_moet_eis": [e.waarborg.naam for e in congruence.moet(at_wish) if e.nvt_by_answer],
        "afgewogen_eisen": [e.waarborg.naam for e in at_wish if e.status == "afgewogen"],
    }
