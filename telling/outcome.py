"""What a thema comes to, in sentences: the uitkomst, roles and borging, grenzen, and the archetypes side by side."""

from collections.abc import Iterable, Sequence
from typing import Final

from wijktoets import texts
from wijktoets.engine.advice.folding import Blok, eisen, per_fase, wished
from wijktoets.engine.model.words import ARCHETYPES, PARTIJEN, Archetype, niveau
from wijktoets.engine.result.rapport import AfspraakRapport, EisRij, GrensRij, NiveauBereik
from wijktoets.texts.wording import counted, listed, said

from .lists import TO_ARRANGE
from .notes import noted_roles
from .phrases import Zin, fasen_named, level, names_in, only_at, told, with_names, words_for
from .tree import Line, Text, joined, own
from .view import View


def uitkomst(view: View, blok: Blok) -> Iterable[Zin]:
    """The sentence of the uitkomst, what differs in other fasen, and what roles and borging come to."""
    (_, first), *others = per_fase(blok, lambda a: a.tekst)
    names = list(names_in(view.rapport))
    yield Zin(with_names(first, names))
    for fasen, tekst in others:
        other = next(a for a in blok.afspraken if a.fase == fasen[0])
        if differs := _other_fase(blok.first, other, fasen_named(fasen), with_names(tekst, names)):
            yield Zin(differs)
    lines = [*_secured(view, blok)]
    if any(a.uitkomst != "rolverdeling_wijkt_af" for a in blok.afspraken):
        lines.insert(0, _roles(view, blok.first))
    if lines:
        yield Zin(joined(lines, " "))


def _other_fase(first: AfspraakRapport, other: AfspraakRapport, fasen: str, tekst: Text) -> Line:
    """What a fase says that differs: only the counts when the uitkomst is the same.

    Nothing when it has as much to arrange: then it only asks fewer questions, and the lists say which.
    """
    if other.uitkomst == first.uitkomst and first.stand is not None and other.stand is not None:
        moet = other.stand.moet
        same = moet.niet == first.stand.moet.niet
        return "" if same else texts.text("scherm.ook_bij_fasen", fasen=fasen, niet=moet.niet, open=moet.open)
    return told("scherm.andere_fasen", fasen=fasen, tekst=tekst)


def _roles(view: View, afspraak: AfspraakRapport) -> Line:
    """What the roles amount to; of a look back that leaves room for more, whether the source speaks of more."""
    found = afspraak.rollen
    if found.hoog == "geen":
        return said("scherm.rollen.geen", view.terugblik)
    if not view.terugblik or found.laag in ("geen", found.hoog):
        return _range("scherm.rollen", view.terugblik, found)
    lines = noted_roles(view.rapport, afspraak)
    facts = {"laag": level(found.laag), "hoog": level(found.hoog)}
    return told("scherm.rollen.verder" if lines else "scherm.rollen.zwijgt", vindplaats=own(", ".join(lines)), **facts)


def _range(key: str, terugblik: bool, found: NiveauBereik) -> str:
    if found.laag == found.hoog:
        return said(f"{key}.vast", terugblik, hoog=level(found.hoog))
    if found.laag == "geen":
        return said(f"{key}.open", terugblik)
    return said(f"{key}.tussen", terugblik, laag=level(found.laag), hoog=level(found.hoog))


def _secured(view: View, blok: Blok) -> Iterable[Line]:
    """Up to which level things are arranged; nothing when that follows from an empty list (signaal geen_eisen)."""
    if wished(blok) is None:
        return
    told = [a for a in blok.afspraken if not any(s.id == "geen_eisen" for s in a.signalen)]
    if not told:
        return
    for fasen, (found, bare) in per_fase(Blok(tuple(told)), lambda a: (a.borging_tot, a.borging_zonder_afweging)):
        if found.hoog == "geen":
            sentence = view.rapport.teksten["niveau_nul"].tekst
        else:
            sentence = _range("scherm.borging", view.terugblik, found)
        if bare and blok.first.uitkomst != "congruent_met_afweging":  # whose own sentence tells it
            sentence += f" {without(bare)}"
        alone = told[0].fase in fasen
        yield sentence if alone else texts.text("scherm.andere_fasen", fasen=fasen_named(fasen), tekst=sentence)


def without(bare: NiveauBereik) -> str:
    """Up to what it is arranged without what was agreed otherwise."""
    return texts.text("scherm.zonder.geen") if bare.hoog == "geen" else _range("scherm.zonder", False, bare)


def grenzen(blok: Blok) -> Iterable[Zin]:
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
            yield Zin(texts.text("scherm.grens.bron", vindplaats=", ".join(source)))
        elif sure:
            sentence = texts.text("scherm.grens.zeker", archetype=level(excluded), tekst=together[0].tekst)
            yield Zin(sentence, source)
        else:
            reasons = listed((f"“{g.tekst}”" for g in together), "scherm.of")
            yield Zin(texts.text("scherm.grens.misschien", archetype=level(excluded), redenen=reasons), source)


def side_by_side(view: View, blok: Blok) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The three archetypes beside each other, what is arranged, and whether it fits: a head and its rows."""
    rows, told = [], ""
    for archetype in ARCHETYPES:
        asked = [e for e in eisen(blok) if e.archetype == archetype and e.status != "nvt"]
        reason = _excluded(blok.first.grenzen, archetype)
        if reason and reason == told:
            fits = texts.text("scherm.manieren.past.ook_nee")
        else:
            fits = _fits(view, blok, archetype, asked, reason)
        told = reason or told
        rows.append((level(archetype), fits, _arranged(asked, "moet"), _arranged(asked, "hoort")))
    header = words_for("scherm.manieren.kop")
    return header, tuple(rows)


def _excluded(grenzen: Iterable[GrensRij], archetype: Archetype) -> str:
    sure = [g.tekst for g in grenzen if g.zeker and niveau(g.sluit_uit) <= niveau(archetype)]
    return " ".join(sure)


FIRMEST: Final = ("nee", "nog_niet", "nog_open", "ja_met_afweging", "ja")
"""What of several fasen goes before: a limit, then what is not arranged, then what is open."""


def _fits(view: View, blok: Blok, archetype: Archetype, asked: Sequence[EisRij], reason: str) -> str:
    """Whether what is arranged fits an archetype; where fasen differ, what holds one of them back, and which."""
    found = per_fase(blok, lambda a: a.per_archetype[archetype].past)
    fasen, past = min(found, key=lambda pair: FIRMEST.index(pair[1]))
    only = only_at(fasen) if len(found) > 1 else ""
    return _past(view, past, asked, reason) + (f" ({only})" if only else "")


def _past(view: View, past: str, asked: Sequence[EisRij], reason: str) -> str:
    moet = [e for e in asked if e.norm == "moet"]
    if past == "nee":
        return texts.text("scherm.manieren.past.nee", reden=reason)
    count = sum(e.status == "onbekend" for e in moet)
    still_open = said("scherm.manieren.past.nog_open_punten", view.terugblik, punten=counted("scherm.punten", count))
    if past == "nog_niet":
        lacking = [e.rust_op for e in moet if e.aard in TO_ARRANGE]
        parties = [texts.text(f"scherm.partijen_n.{p}", n=lacking.count(p)) for p in PARTIJEN if p in lacking]
        told = said("scherm.manieren.past.nog_niet", view.terugblik, partijen=listed(parties))
        return f"{told}; {still_open}" if count else told
    if past == "nog_open" and count:
        return still_open
    return said(f"scherm.manieren.past.{past}", view.terugblik)


def _arranged(asked: Sequence[EisRij], norm: str) -> str:
    own = [e for e in asked if e.norm == norm]
    done, otherwise = (sum(e.status == status for e in own) for status in ("geborgd", "afgewogen"))
    key = "scherm.rij.afgewogen" if otherwise else "scherm.manieren.geregeld"
    return texts.text(key, n=done, van=len(own), afgewogen=otherwise) if own else ""
