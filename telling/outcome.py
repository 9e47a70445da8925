"""What a thema comes to, in sentences: the uitkomst, roles and borging, grenzen, and the archetypes side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import FaseBlock, eisen, per_fase, wished
from wijktoets.engine.model.words import ARCHETYPES, PARTIJEN, Archetype, Partij, niveau
from wijktoets.engine.result.rapport import AfspraakRapport, EisRij, GrensRij, NiveauBereik
from wijktoets.texts.wording import counted, listed, said, variant

from .lists import TO_ARRANGE
from .notes import noted_roles
from .phrases import SourcedSentence, fasen_named, level, names_in, only_at, told, with_names, words_for
from .tree import Line, Text, joined, own
from .view import View

TOLD_BY_UITKOMST: Final = ("meer_borging_nodig", "grens_bereikt")
"""The uitkomsten whose sentence says what is needed yet, or that it is not this that is in the way."""


def uitkomst(view: View, blok: FaseBlock) -> Iterable[SourcedSentence]:
    """The sentence of the uitkomst, what differs in other fasen, what roles come to, what is needed and arranged."""
    (_, first), *others = per_fase(blok, lambda a: a.tekst)
    names = list(names_in(view.rapport))
    yield SourcedSentence(with_names(first, names))
    for fasen, tekst in others:
        other = next(a for a in blok.afspraken if a.fase == fasen[0])
        if differs := _other_fase(view, blok.first, other, fasen_named(fasen), with_names(tekst, names)):
            yield SourcedSentence(differs)
    lines = [*_needed(view, blok), *_secured(view, blok)]
    if any(a.uitkomst != "rolverdeling_wijkt_af" for a in blok.afspraken):
        lines.insert(0, _roles(view, blok.first))
    if lines:
        yield SourcedSentence(joined(lines, " "))


def _other_fase(view: View, first: AfspraakRapport, other: AfspraakRapport, fasen: str, tekst: Text) -> Line:
    """What a fase says that differs: only the counts when the uitkomst is the same.

    Nothing when it has as much to arrange: then it only asks fewer questions, and the lists say which.
    """
    if other.uitkomst == first.uitkomst and first.stand is not None and other.stand is not None:
        moet = other.stand.moet
        if moet.niet == first.stand.moet.niet:
            return ""
        return said("scherm.ook_bij_fasen", view.terugblik, fasen=fasen, niet=moet.niet, open=moet.open)
    return told("scherm.andere_fasen", fasen=fasen, tekst=tekst)


def _needed(view: View, blok: FaseBlock) -> Iterable[Line]:
    """What the wish needs yet, and from whom, where the sentence of the uitkomst does not say so."""
    first = blok.first
    if view.terugblik or first.stand is None or first.uitkomst in TOLD_BY_UITKOMST:
        return
    wish, lacking = level(first.gewenst), {p: row.niet for p, row in first.stand.per_partij.items() if row.niet}
    if lacking:
        yield texts.text("scherm.nodig.regelen", G=wish, partijen=_parties(lacking))
    if count := first.stand.moet.open:
        yield counted("scherm.nodig.ook_bespreken" if lacking else "scherm.nodig.bespreken", count, G=wish)


def _parties(lacking: Mapping[Partij, int]) -> str:
    """How much is to be arranged by each party."""
    return listed(texts.text(f"scherm.partijen_n.{p}", n=lacking[p]) for p in PARTIJEN if p in lacking)


def _roles(view: View, afspraak: AfspraakRapport) -> Line:
    """What the roles amount to; of a look back that leaves room for more, whether the source speaks of more."""
    found, back = afspraak.rollen, view.terugblik
    if found.hoog == "geen":
        return said("scherm.rollen.geen", back)
    if found.laag == "geen":
        return said("scherm.rollen.open", back)
    then = "toen" if back else "nu"
    named = view.rapport.woorden.names_its_ways
    key = f"scherm.rollen.doet.eigen.{then}" if named else f"scherm.rollen.doet.{then}.{found.laag}"
    does = texts.text(key, niveau=level(found.laag))
    if found.laag == found.hoog:
        return said("scherm.rollen.vast", back, doet=does)
    if not back:
        return texts.text("scherm.rollen.tussen", doet=does, hoog=level(found.hoog))
    lines = noted_roles(view.rapport, afspraak)
    key = "scherm.rollen.verder" if lines else "scherm.rollen.zwijgt"
    return told(key, doet=does, hoog=level(found.hoog), vindplaats=own(", ".join(lines)))


def _range(key: str, terugblik: bool, found: NiveauBereik) -> str:
    if found.laag == found.hoog:
        return said(f"{key}.vast", terugblik, hoog=level(found.hoog))
    if found.laag == "geen":
        return said(f"{key}.open", terugblik)
    return said(f"{key}.tussen", terugblik, laag=level(found.laag), hoog=level(found.hoog))


def _secured(view: View, blok: FaseBlock) -> Iterable[Line]:
    """Up to which level things are arranged; nothing when that follows from an empty list (signaal geen_eisen)."""
    if wished(blok) is None:
        return
    told = [a for a in blok.afspraken if not any(s.id == "geen_eisen" for s in a.signalen)]
    if not told:
        return
    for fasen, (found, bare) in per_fase(FaseBlock(tuple(told)), lambda a: (a.borging_tot, a.borging_zonder_afweging)):
        if found.laag == "geen" != found.hoog and not view.terugblik and blok.first.uitkomst != "grens_bereikt":
            continue  # what is needed yet was said, and from whom
        if found.hoog == "geen":
            sentence = view.rapport.teksten["niveau_nul"].tekst
        else:
            sentence = _range("scherm.borging", view.terugblik, found)
        # What is arranged nowhere is less nowhere; and that uitkomst tells it in its own sentence.
        if bare and found.hoog != "geen" and blok.first.uitkomst != "congruent_met_afweging":
            sentence += f" {without(bare, view.terugblik)}"
        alone = told[0].fase in fasen
        yield sentence if alone else texts.text("scherm.andere_fasen", fasen=fasen_named(fasen), tekst=sentence)


def without(bare: NiveauBereik, terugblik: bool) -> str:
    """Up to what it is arranged without what was agreed otherwise."""
    return said("scherm.zonder.geen", terugblik) if bare.hoog == "geen" else _range("scherm.zonder", terugblik, bare)


def grenzen(view: View, blok: FaseBlock) -> Iterable[SourcedSentence]:
    """Each grens with its reason and its lines; those that hang on the same open questions in one sentence.

    The reason is left out where the uitkomst gave it already.
    """
    groups: dict[tuple[bool, str, object], list[GrensRij]] = {}
    for grens in blok.first.grenzen:
        place = grens.id if grens.zeker else tuple(grens.open_vragen)
        groups.setdefault((grens.zeker, grens.sluit_uit, place), []).append(grens)
    for (sure, excluded, _), together in groups.items():
        source = tuple(dict.fromkeys(line for g in together for line in g.bron))
        if sure and together[0].tekst in blok.first.tekst:
            yield SourcedSentence(texts.text("scherm.grens.bron", vindplaats=", ".join(source)))
        elif sure:
            sentence = said("scherm.grens.zeker", view.terugblik, archetype=level(excluded), tekst=together[0].tekst)
            yield SourcedSentence(sentence, source)
        else:
            reasons = listed((f"“{g.tekst}”" for g in together), "scherm.of")
            sentence = said("scherm.grens.misschien", view.terugblik, archetype=level(excluded), redenen=reasons)
            yield SourcedSentence(sentence, source)


def side_by_side(view: View, blok: FaseBlock) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The three archetypes beside each other, with what each needs yet and from whom: a head and its rows."""
    rows, told = [], ""
    for archetype in ARCHETYPES:
        asked = [e for e in eisen(blok) if e.archetype == archetype and e.status != "nvt"]
        reason = _excluded(blok.first.grenzen, archetype)
        if reason and reason == told:
            fits = texts.text("scherm.manieren.past.ook_nee")
        else:
            fits = _fits(view, blok, archetype, asked, reason)
        told = reason or told
        rows.append((level(archetype), fits, _helps_too(view, [e for e in asked if e.norm == "hoort"])))
    header = words_for(variant("scherm.manieren.kop", view.terugblik))
    return header, tuple(rows)


def _excluded(grenzen: Iterable[GrensRij], archetype: Archetype) -> str:
    sure = [g.tekst for g in grenzen if g.zeker and niveau(g.sluit_uit) <= niveau(archetype)]
    return " ".join(sure)


FIRMEST: Final = ("nee", "nog_niet", "nog_open", "ja_met_afweging", "ja")
"""What of several fasen goes before: a limit, then what is not arranged, then what is open."""


def _fits(view: View, blok: FaseBlock, archetype: Archetype, asked: Sequence[EisRij], reason: str) -> str:
    """Whether what is arranged fits an archetype; where fasen differ, what holds one of them back, and which."""
    found = per_fase(blok, lambda a: a.per_archetype[archetype].past)
    fasen, past = min(found, key=lambda pair: FIRMEST.index(pair[1]))
    only = only_at(fasen) if len(found) > 1 else ""
    return _past(view, past, asked, reason) + (f" ({only})" if only else "")


def _past(view: View, past: str, asked: Sequence[EisRij], reason: str) -> str:
    if past == "nee":
        return said("scherm.manieren.past.nee", view.terugblik, reden=reason)
    if past in ("nog_niet", "nog_open") and (left := _left(view, [e for e in asked if e.norm == "moet"])):
        return left
    return said(f"scherm.manieren.past.{past}", view.terugblik)


def _helps_too(view: View, asked: Sequence[EisRij]) -> str:
    """How much of what helps as well is not there yet; of a look back how much is not clear."""
    if view.terugblik:
        return _left(view, asked)
    if count := sum(e.aard is not None for e in asked):
        return counted("scherm.manieren.ook_nog", count)
    return said("scherm.manieren.past.ja", view.terugblik) if asked else ""


def _left(view: View, asked: Sequence[EisRij]) -> str:
    """What of some eisen is to be arranged, by whom, and how many are to be talked about."""
    lacking = Counter(e.rust_op for e in asked if e.aard in TO_ARRANGE)
    told = [said("scherm.manieren.past.nog_niet", view.terugblik, partijen=_parties(lacking))] if lacking else []
    if count := sum(e.status == "onbekend" for e in asked):
        told.append(counted(variant("scherm.manieren.past.nog_open_punten", view.terugblik), count))
    return "; ".join(told)
