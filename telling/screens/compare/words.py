"""Words a comparison: how a waarborg, an answer, a grens or a rule of the pack stands on side a and on side b."""

from collections.abc import Iterable

from wijktoets import texts
from wijktoets.engine.advice.compare.value import (
    ActieVerschil,
    AfgesprokenVerschil,
    AfspraakVergelijking,
    AntwoordVerschil,
    BevestigdVerschil,
    EisVerschil,
    GrensVerschil,
    KantRij,
    Oorzaak,
    RegelVerschil,
    TerugblikVerschil,
    Vergelijking,
)
from wijktoets.engine.advice.rows import EisStand
from wijktoets.engine.model.dossier import DossierActie
from wijktoets.engine.result.rapport import AfgesprokenRij, GrensRij, NiveauBereik, StandpuntRij, VraagRij
from wijktoets.telling.agreed_words import confirmations, words_heading, words_lines
from wijktoets.telling.answers import given
from wijktoets.telling.grounds import norm_words
from wijktoets.telling.phrases import bound_to, level, party, status_word, told
from wijktoets.telling.points import noted
from wijktoets.telling.tree import Item, Line, Text, item, joined, own, plain
from wijktoets.texts.wording import day, ended, said

KINDS = (
    "erbij_geregeld",
    "niet_meer_geregeld",
    "speelt_nu",
    "speelt_niet_meer",
    "nu_bekend",
    "niet_meer_bekend",
    "nu_besproken",
    "niet_meer_besproken",
    "anders",
)
"""The kinds of change of an eis, in the order in which they are told."""


def which(found: Vergelijking) -> str:
    """Under which name the texts speak of this comparison: of one wijk or dorp, or of two."""
    return "zelfde" if found.zelfde else "ander"


def from_to(a: Line, b: Line) -> Text:
    """Both sides in one phrase."""
    return told("compare.van_naar", a=a, b=b)


def actie_item(found: Vergelijking, row: ActieVerschil) -> Item:
    """One actie that is new, gone or written otherwise; where its words are the same, what differs beside them."""
    if row.a is not None and row.b is not None:
        sides = zip(_beside(row.a), _beside(row.b), strict=True)
        apart = [pair for pair in sides if pair[0] != pair[1]]
        if row.a.wat != row.b.wat or not apart:
            return item(label="-", text=from_to(_actie(row.a), _actie(row.b)))
        changed = from_to(*(joined(side) for side in zip(*apart, strict=True)))
        return item(label="-", text=told("compare.punt", naam=own(row.a.wat.strip().rstrip(".")), verschil=changed))
    key = "alleen_b" if row.a is None else "alleen_a"
    (actie,) = (actie for actie in (row.a, row.b) if actie is not None)
    return item(label="-", text=told(f"compare.{which(found)}.actie_{key}", actie=_actie(actie)))


def terugblik_item(row: TerugblikVerschil) -> Item:
    """Something that a look back says on one side, or on both, with another place in the source."""
    (said, *_) = (punt for punt in (row.b, row.a) if punt is not None)
    where = "bron" if row.a and row.b else "alleen_b" if row.b else "alleen_a"
    kind = texts.text(f"terugblik.soorten.{row.soort}")
    text = joined((kind, own(ended(said.tekst.strip())), texts.text(f"compare.terugblik.{where}")), " ")
    return item(label="-", text=text, source=tuple(said.bron or ()))


def _beside(actie: DossierActie) -> tuple[Line, ...]:
    """What a person reads of an actie beside its words: how far it is, who takes it, when, and where."""
    return (
        status_word(actie.status) or texts.text("compare.zonder_stand"),
        party(actie.trekker),
        day(actie.wanneer) if actie.wanneer else texts.text("follow_up.zonder_datum"),
        bound_to(actie.thema, actie.fase) or texts.text("compare.overal"),
    )


def _actie(actie: DossierActie) -> Line:
    """An actie with all that a person reads of it."""
    where = bound_to(actie.thema, actie.fase)
    return noted(actie, joined([party(actie.trekker), *([where] if where else [])]))


def eis_item(found: Vergelijking, part: AfspraakVergelijking, row: EisVerschil) -> Item:
    """One waarborg that stands otherwise, with the answers in it that differ."""
    w = found.waarborgen[row.waarborg]
    words = from_to(stand_words(row.a, found.a), stand_words(row.b, found.b))
    only = "moet" not in _norms(part, row) and "onbekend" not in (part.gewenst.a, part.gewenst.b)
    hint = texts.text("compare.hoort_erbij") if only else ""
    text = joined((told("compare.punt", naam=w.naam, verschil=words), hint), "")
    return item(label="-", text=text, source=tuple(w.bron), details=_why(found, part, row))


def _why(found: Vergelijking, part: AfspraakVergelijking, row: EisVerschil | Oorzaak) -> tuple[Line, ...]:
    """The answers behind a part that differ, and whether the rule itself differs."""
    details = [answer_words(found, answer) for answer in part.antwoorden if answer.vraag in row.vragen]
    return (*details, *([texts.text("compare.regel_anders")] if row.regel_anders else []))


def _norms(part: AfspraakVergelijking, row: EisVerschil) -> set[str | None]:
    """What the wishes that are known ask of a waarborg."""
    sides = ((part.gewenst.a, row.a), (part.gewenst.b, row.b))
    return {stand.norm for wens, stand in sides if stand is not None and wens != "onbekend"}


def shown(part: AfspraakVergelijking, row: EisVerschil) -> bool:
    """Whether a person sees it: a wish asks it (moet or hoort), or a wish is not known."""
    return "onbekend" in (part.gewenst.a, part.gewenst.b) or bool({"moet", "hoort"} & _norms(part, row))


def stand_words(stand: EisStand | None, kant: KantRij) -> str:
    """How a waarborg stands on one side."""
    if stand is None:
        return texts.text("compare.geen_regel")
    return said(f"explain.stand_is.{stand.aard or stand.status}", kant.status == "terugblik")


def cause_item(found: Vergelijking, part: AfspraakVergelijking, cause: Oorzaak, label: str) -> Item:
    """A part that made the difference, with the answers in it that differ."""
    row = next((e for e in part.eisen if cause.soort == "waarborg" and e.waarborg == cause.id), None)
    if row is not None:
        words = from_to(stand_words(row.a, found.a), stand_words(row.b, found.b))
    else:
        words = from_to(_cause_stand(cause, cause.a, found.a), _cause_stand(cause, cause.b, found.b))
    if cause.soort == "waarborg":
        name, source = found.waarborgen[cause.id].naam, tuple(found.waarborgen[cause.id].bron)
    else:
        which = level(cause.id) if cause.soort == "trede" else found.grenzen.get(cause.id, cause.id)
        name, source = texts.text(f"compare.stuk.{cause.soort}", id=which), ()
    text = told("compare.punt", naam=name, verschil=words)
    return item(label=label, text=text, source=source, details=_why(found, part, cause))


def _cause_stand(cause: Oorzaak, code: str | None, kant: KantRij) -> str:
    if cause.soort == "waarborg":
        if code is None:
            return texts.text("compare.geen_regel")
        if code.endswith("_als"):
            known = said(f"explain.stand_is.{code.removesuffix('_als')}", kant.status == "terugblik")
            return texts.text("compare.als_het_speelt", stand=known)
        return said(f"explain.stand_is.{code}", kant.status == "terugblik")
    if cause.soort == "wens":
        return level(str(code))
    return said(f"compare.stand.{cause.soort}.{code or 'niet'}", kant.status == "terugblik")


def answer_words(found: Vergelijking, row: AntwoordVerschil) -> Text:
    """A question with what was answered on each side."""
    vraag = found.vragen.get(row.vraag)
    words = from_to(_given(row.a, vraag, found.a), _given(row.b, vraag, found.b))
    return told("compare.antwoord", vraag=vraag.vraag if vraag else row.vraag, verschil=words)


def _given(answers: list[StandpuntRij] | None, vraag: VraagRij | None, kant: KantRij) -> Line:
    if answers is None:
        return said("explain.antwoord.niet_besproken", kant.status == "terugblik")
    return given(answers, vraag)


def grens_item(found: Vergelijking, row: GrensVerschil) -> Item:
    """A grens that holds, or may hold, on one side only or otherwise."""
    words = from_to(_grens_stand(row.a, found.a), _grens_stand(row.b, found.b))
    known = row.b or row.a
    source = tuple(known.bron) if known else ()
    return item(label="-", text=told("compare.punt", naam=found.grenzen[row.id], verschil=words), source=source)


def _grens_stand(grens: GrensRij | None, kant: KantRij) -> str:
    stand = "niet" if grens is None else "zeker" if grens.zeker else "misschien"
    return said(f"compare.stand.grens.{stand}", kant.status == "terugblik")


def level_words(key: str, found: NiveauBereik | None, kant: KantRij) -> str:
    """A level, or the range in which it lies; `key` tells roles and what is arranged apart where there is no level."""
    terugblik = kant.status == "terugblik"
    if found is None or found.hoog == "geen":
        return said(f"compare.nog_geen.{key}", terugblik)
    low, high = level(found.laag), level(found.hoog)
    if found.laag == found.hoog:
        return low
    return said("compare.hooguit" if found.laag == "geen" else "compare.misschien", terugblik, laag=low, hoog=high)


def rule_items(rows: Iterable[RegelVerschil]) -> Iterable[Item]:
    """Rules and questions of the pack that are new, gone or different."""
    for row in rows:
        kind = texts.text(f"compare.regelsoort.{row.soort}")
        details = []
        if row.aanwezig == "beide":
            fields = [texts.text(f"compare.velden.{_field(name)}") for name in row.velden]
            if row.was is not None:
                details.append(texts.text("compare.heette", was=row.was))
            if fields:
                details.append(texts.text("compare.veranderd", velden=", ".join(dict.fromkeys(fields))))
            if "norm" in row.velden and row.norm.a and row.norm.b:
                details += [
                    texts.text("compare.norm_a", norm=norm_words(row.norm.a)),
                    texts.text("compare.norm_b", norm=norm_words(row.norm.b)),
                ]
        text = texts.text("compare.regel", soort=kind, naam=row.naam, id=row.id)
        yield item(label="-", text=text, details=tuple(details))


def _field(name: str) -> str:
    known = texts.all_texts()["compare"]["velden"]
    return name if name in known else "woorden"


def agreed_item(found: Vergelijking, row: AfgesprokenVerschil) -> Item:
    """A question with the own words on each side, as they were written."""
    sides = [_on_side(letter, _agreed_words(words)) for letter, words in (("A", row.a), ("B", row.b))]
    return item("-", found.vragen[row.vraag].vraag, details=sides)


def _agreed_words(row: AfgesprokenRij | None) -> Line:
    if row is None:
        return texts.text("compare.geen_woorden")
    quoted, *rest = words_lines(row)
    return joined([told("compare.eigen_woorden", kop=words_heading(row.stand), tekst=plain(quoted)), *rest], "; ")


def confirmed_item(row: BevestigdVerschil, same: bool) -> Item:
    """A party with what it says on each side; of two places it may sit at one table only, and is silent at no other."""
    silent = told("compare.niets_gezegd", wie=own(row.door))
    said = [next(iter(confirmations([of] if of else [])), silent if same else "") for of in (row.a, row.b)]
    sides = [_on_side(letter, line) for letter, line in zip("AB", said, strict=True) if line]
    return item("-", own(row.door), details=sides)


def _on_side(letter: str, line: Line) -> Line:
    return joined([f"{letter}:", line], " ")
