"""The screen of `compare`: both sides at the head, then per thema what differs and what made the difference."""

from collections.abc import Iterable, Sequence
from typing import get_args

from wijktoets import texts
from wijktoets.engine.advice.compare.value import (
    AfspraakVergelijking,
    KantRij,
    RegelVerschil,
    Vergelijking,
    Vergelijkingen,
    Verschilmaker,
    WettelijkVerschil,
)
from wijktoets.engine.advice.fasen import grouped
from wijktoets.engine.model.woorden import Woorden
from wijktoets.engine.model.words import FASEN, BevindingSoort, Fase
from wijktoets.engine.result.rapport import Stand, TekstRij, TellingRij, WensRij
from wijktoets.telling.head import closing
from wijktoets.telling.in_words import worded
from wijktoets.telling.phrases import by_wish, fasen_named, fasen_words, level, told
from wijktoets.telling.screens.around import foot, pack_words
from wijktoets.telling.tree import (
    Gap,
    Heading,
    Item,
    Line,
    Listing,
    Part,
    Sheet,
    grid,
    item,
    joined,
    own,
    sentence,
    words,
)
from wijktoets.texts.wording import begin_lower, counted, day, listed, said

from .words import (
    KINDS,
    actie_item,
    agreed_item,
    answer_words,
    cause_item,
    confirmed_item,
    eis_item,
    from_to,
    grens_item,
    level_words,
    rule_items,
    shown,
    terugblik_item,
    which,
)

MANY = 12
"""From how many answers on they are only counted, unless all are asked for."""

FaseBlock = Sequence[AfspraakVergelijking]
"""Fasen of one thema that differ in nothing but counts and the sentences with those."""


def _woorden(found: Vergelijking | Vergelijkingen) -> list[Woorden]:
    """The words of all sides."""
    pairs = found.vergelijkingen if isinstance(found, Vergelijkingen) else [found]
    return [side.woorden for pair in pairs for side in (pair.a, pair.b)]


@worded(_woorden)
def compare_sheet(found: Vergelijking | Vergelijkingen, everything: bool, verbosity: int = 0) -> Sheet:
    """A comparison as it is read; `everything`: no list is cut short."""
    if isinstance(found, Vergelijkingen):
        return tuple(_folders(found, everything, verbosity))
    shared = _shared([found])
    return (*_head(found, verbosity), *_body(found, everything), *foot([*_own(found, shared), *shared]))


def _folders(found: Vergelijkingen, everything: bool, verbosity: int) -> Iterable[Part]:
    """Two folders: what only one of them has, then each pair; invented dossiers apart and last."""
    yield Heading(texts.text("compare.mappen.kop", a=found.a, b=found.b), level=1)
    yield sentence(counted("compare.mappen.paren", len(found.vergelijkingen)), level=1)
    for key, names in (("alleen_a", found.alleen_a), ("alleen_b", found.alleen_b)):
        if names:
            yield sentence(texts.text(f"compare.mappen.{key}", namen=listed(names)), level=1)
    shared = _shared(found.vergelijkingen)
    for invented in (False, True):
        pairs = [v for v in found.vergelijkingen if (v.a.fictief or v.b.fictief) is invented]
        if pairs and invented:
            yield Gap()
            yield Heading(texts.text("compare.mappen.fictief"), level=1)
        for pair in pairs:
            yield Gap()
            yield from _head(pair, verbosity)
            yield from _body(pair, everything)
            yield from (sentence(line.tekst, level=1) for line in _own(pair, shared))
    yield from foot(shared)


def _shared(pairs: Sequence[Vergelijking]) -> list[TekstRij]:
    """The lines that go with every side of every pair, in the same words."""
    first, *others = [closing(kant.teksten) for pair in pairs for kant in (pair.a, pair.b)] or [[]]
    return [line for line in first if all(line in other for other in others)]


def _own(pair: Vergelijking, shared: Sequence[TekstRij]) -> list[TekstRij]:
    """The lines that go with this pair and not with all; of what only one side has, which."""
    a, b = ([line for line in closing(kant.teksten) if line not in shared] for kant in (pair.a, pair.b))
    of_one = [("A", line) for line in a if line not in b] + [("B", line) for line in b if line not in a]
    told = [(texts.text("compare.kant", kant=letter, wat=line.tekst), line.bron) for letter, line in of_one]
    return [*(line for line in a if line in b), *(TekstRij(tekst=words, bron=bron) for words, bron in told)]


def _head(found: Vergelijking, verbosity: int) -> Iterable[Part]:
    """What is compared, and what such a comparison does not say."""
    one = found.a.dossier == found.b.dossier
    key = "compare.kop.een" if one else f"compare.kop.{which(found)}"
    yield Heading(texts.text(key, a=_name(found.a), b=_name(found.b)), level=1)
    for letter, kant in (("A", found.a), ("B", found.b)):
        yield sentence(_side(letter, kant, found, with_name=not one, versions=verbosity > 0), level=1)
    if not found.zelfde:
        yield sentence(texts.text("compare.twee_wijken"), level=1)
    elif found.a.peildatum > found.b.peildatum:
        yield sentence(texts.text("compare.later"), level=1)
    if found.gelijk:
        yield sentence(texts.text(f"compare.niets_veranderd.{which(found)}"), level=1)


def _name(kant: KantRij) -> str:
    return texts.text("compare.fictief", naam=kant.dossier) if kant.fictief else kant.dossier


def _side(letter: str, kant: KantRij, found: Vergelijking, with_name: bool, versions: bool) -> str:
    datum = day(kant.peildatum)
    if kant.peildatum_is_vandaag:
        datum = texts.text("scherm.vandaag", datum=datum)
    parts = [
        *([_name(kant)] if with_name else []),
        kant.bestand,
        texts.text(f"scherm.status.{kant.status}"),
        texts.text("compare.peildatum", datum=datum),
    ]
    if found.ander_pakket or versions:
        parts += [pack_words(pack) for pack in kant.pakketten]
    return texts.text("compare.kant", kant=letter, wat=" · ".join(parts))


def _body(found: Vergelijking, everything: bool) -> Iterable[Part]:
    if found.ander_pakket:
        yield from _packs(found.pakket)
    if found.gelijk:
        return
    yield from _confirmed(found)
    yield from _law(found)
    for blok in grouped(found.afspraken, _same):
        yield Gap()
        yield Heading(f"{texts.text('scherm.thema', thema=blok[0].thema)} · {_fasen(blok)}")
        yield from _block(found, blok, everything)
    yield from _acties(found, everything)
    yield from _terugblik(found)


def _terugblik(found: Vergelijking) -> Iterable[Part]:
    """What a look back says on one side and not on the other."""
    if found.terugblik:
        yield Gap()
        yield Heading(texts.text("compare.koppen.terugblik"))
        yield Listing(tuple(terugblik_item(row) for row in found.terugblik))


def _acties(found: Vergelijking, everything: bool) -> Iterable[Part]:
    """The acties that are new, gone or written otherwise."""
    if not found.acties:
        return
    yield Gap()
    yield Heading(texts.text("compare.koppen.acties"))
    if len(found.acties) > MANY and not everything:
        yield sentence(counted("compare.acties", len(found.acties)))
    else:
        yield Listing(tuple(actie_item(found, row) for row in found.acties))


def _confirmed(found: Vergelijking) -> Iterable[Part]:
    """What parties say otherwise of the dossier, and who is to sign."""
    rows = [confirmed_item(row, found.zelfde) for row in found.bevestigd]
    sign = found.ondertekenaars
    if found.zelfde and sign.a != sign.b:
        both = from_to(*(own(listed(names or ())) or texts.text("compare.niemand") for names in (sign.a, sign.b)))
        rows.append(item("-", told("compare.punt", naam=texts.text("report.feiten.ondertekenaars"), verschil=both)))
    if rows:
        yield Gap()
        yield Heading(texts.text("compare.koppen.bevestigd"))
        yield Listing(tuple(rows))


def _law(found: Vergelijking) -> Iterable[Part]:
    """The bevoegdheden about which the law finds something else: per kind what came and what went."""
    if not found.wettelijk:
        return
    yield Gap()
    yield Heading(texts.text("compare.wettelijk.kop"))
    yield Listing(tuple(_power(found, row) for row in found.wettelijk))


def _power(found: Vergelijking, row: WettelijkVerschil) -> Item:
    name = texts.text("compare.wettelijk.bevoegdheid", naam=row.bevoegdheid, thema=row.thema)
    if row.a is None or row.b is None:
        return item("-", name, details=(texts.text(f"compare.aanwezig.{'alleen_b' if row.a is None else 'alleen_a'}"),))
    details = []
    for soort in get_args(BevindingSoort):
        a, b = set(row.a.get(soort, ())), set(row.b.get(soort, ()))
        for key, regels in (("alleen_a", a - b), ("alleen_b", b - a)):
            if regels:
                called = "; ".join(begin_lower(found.wettelijke_regels[regel]) for regel in sorted(regels))
                kop = texts.text(f"compare.wettelijk.soort.{soort}")
                details.append(texts.text(f"compare.wettelijk.{key}", soort=kop, regels=called))
    return item("-", name, details=tuple(details))


def _packs(rows: Sequence[RegelVerschil]) -> Iterable[Part]:
    """In what the packs differ: first what is new, then what is gone, then what is different."""
    yield Gap()
    yield Heading(texts.text("compare.pakket.kop"))
    if not rows:
        yield sentence(texts.text("compare.pakket.niets"))
    for key in ("alleen_b", "alleen_a", "beide"):
        here = [row for row in rows if row.aanwezig == key]
        if here:
            yield Heading(texts.text(f"compare.pakket.{key}"), level=3)
            yield Listing(tuple(rule_items(here)))


def _same(one: AfspraakVergelijking, other: AfspraakVergelijking) -> bool:
    """Whether two parts differ in nothing but counts and the sentences with those."""
    apart = {"fasen", "stand", "tekst"}
    return one.model_dump(exclude=apart) == other.model_dump(exclude=apart)


def _fasen(blok: FaseBlock) -> str:
    fasen = {fase for part in blok for fase in part.fasen}
    return fasen_words([fase for fase in FASEN if fase in fasen])


def _block(found: Vergelijking, blok: FaseBlock, everything: bool) -> Iterable[Part]:
    part = blok[0]
    if part.aanwezig != "beide":
        yield sentence(texts.text(f"compare.aanwezig.{part.aanwezig}"))
        yield from (sentence(_at(fasen, a or b or "")) for fasen, (a, b) in _texts(blok))
        return
    if part.gelijk:
        yield sentence(texts.text(f"compare.niets_hier.{which(found)}"))
        return
    yield from _sentences(blok)
    words = tuple(_words(found, part))
    if words:
        yield Gap()
        yield Listing(words)
    counts = tuple(row for norm in ("moet", "hoort") for row in _counts(blok, norm))
    if counts:
        yield grid(("", *(texts.text(f"compare.telling.{count}") for count in COUNTS)), counts)
    made = [*part.verschil.altijd, *part.verschil.soms] if part.verschil else []
    if part.verschil is not None:
        yield from _made_by(found, part, part.verschil)
    told = {cause.id for cause in made}
    yield from _eisen(found, part, told)
    told |= {vraag for cause in made for vraag in cause.vragen}
    told |= {vraag for row in part.eisen if shown(part, row) for vraag in row.vragen}
    yield from _rest(found, part, told, everything)


def _texts(blok: FaseBlock) -> list[tuple[str, tuple[str | None, str | None]]]:
    """The sentences of the uitkomst on both sides, each pair once; with its fasen when it is not that of the first."""
    pairs: dict[tuple[str | None, str | None], list[Fase]] = {}
    for part in blok:
        pairs.setdefault((part.tekst.a, part.tekst.b), []).extend(part.fasen)
    return [("" if index == 0 else fasen_named(fasen), pair) for index, (pair, fasen) in enumerate(pairs.items())]


def _sentences(blok: FaseBlock) -> Iterable[Part]:
    """The sentence of the uitkomst on each side; one when both are the same."""
    for fasen, (a, b) in _texts(blok):
        if a == b:
            yield sentence(_at(fasen, texts.text("compare.uitkomst_gelijk", tekst=a or "")))
            continue
        yield from (
            sentence(texts.text("compare.kant", kant=letter, wat=_at(fasen, text or "")))
            for letter, text in (("A", a), ("B", b))
        )


def _at(fasen: str, text: str) -> str:
    return texts.text("scherm.andere_fasen", fasen=fasen, tekst=text) if fasen else text


def _words(found: Vergelijking, part: AfspraakVergelijking) -> Iterable[Item]:
    """What differs in a word: the wish, the reikwijdte, the roles, and up to where things are arranged."""
    a, b, secured, bare = found.a, found.b, part.borging_tot, part.borging_zonder_afweging
    pairs: dict[str, tuple[Line, Line]] = {
        "wens": (_wish(part.gewenst.a, part.gewensten.a), _wish(part.gewenst.b, part.gewensten.b)),
        "reikwijdte": (_reach(part.reikwijdte.a, a), _reach(part.reikwijdte.b, b)),
        "rollen": (level_words("rollen", part.rollen.a, a), level_words("rollen", part.rollen.b, b)),
        "borging": (level_words("borging", secured.a, a), level_words("borging", secured.b, b)),
    }
    if bare.a or bare.b:
        pairs["zonder"] = (
            level_words("borging", bare.a or secured.a, a),
            level_words("borging", bare.b or secured.b, b),
        )
    named = {texts.text(f"compare.rij.{name}"): pair for name, pair in pairs.items()}
    if part.stand.a is None or part.stand.b is None:
        for archetype, past in part.past.items():
            named[level(archetype)] = (_past(past.a, a), _past(past.b, b))
    for name, (one, other) in named.items():
        if one != other:
            yield item(label="-", text=told("compare.punt", naam=name, verschil=from_to(one, other)))


def _past(past: str | None, kant: KantRij) -> str:
    """Whether what is arranged fits an archetype, in a word."""
    return said(f"compare.past.{past}", kant.status == "terugblik")


def _wish(gewenst: str | None, gewensten: Sequence[WensRij] | None) -> Line:
    """The wish of one side, with what each party wishes where the dossier says so."""
    word, parties = level(gewenst or "onbekend"), joined(by_wish(gewensten or ()), "; ")
    if not parties:
        return word
    return parties if gewenst in (None, "onbekend") else joined((word, parties), ": ")


COUNTS = ("geregeld", "anders", "niet", "open")
"""What is counted, each apart: what is not arranged and what is not known are never added up."""


def _counts(blok: FaseBlock, norm: str) -> Iterable[tuple[str, ...]]:
    """The counts of a norm on both sides when any differs; where fasen differ, one row for each."""
    found: dict[tuple[str, ...], list[Fase]] = {}
    for part in blok:
        if part.stand.a is not None and part.stand.b is not None:
            cells = tuple(_count(part.stand.a, part.stand.b, norm, count) for count in COUNTS)
            found.setdefault(cells, []).extend(part.fasen)
    if not any(_differs(part, norm) for part in blok):
        return
    name = texts.text(f"scherm.groepen.{norm}")
    for cells, fasen in found.items():
        yield name if len(found) == 1 else texts.text("compare.rij.bij", wat=name, fasen=fasen_named(fasen)), *cells


def _differs(part: AfspraakVergelijking, norm: str) -> bool:
    return part.stand.a is not None and part.stand.b is not None and _of(part.stand.a, norm) != _of(part.stand.b, norm)


def _of(stand: Stand, norm: str) -> TellingRij:
    return stand.moet if norm == "moet" else stand.hoort


def _count(a: Stand, b: Stand, norm: str, count: str) -> str:
    one, other = (str(getattr(_of(stand, norm), count)) for stand in (a, b))
    return one if one == other else words(from_to(one, other))


def _reach(reikwijdte: str | None, kant: KantRij) -> str:
    if reikwijdte is None or reikwijdte == "onbekend":
        return said("scherm.reikwijdte_onbekend", kant.status == "terugblik")
    return texts.text(f"scherm.reikwijdte.{reikwijdte}")


def _made_by(found: Vergelijking, part: AfspraakVergelijking, made: Verschilmaker) -> Iterable[Part]:
    yield Heading(texts.text("compare.koppen.verschil"), level=3)
    if made.altijd:
        yield sentence(counted("compare.verschil", len(made.altijd)))
        yield Listing(tuple(cause_item(found, part, c, str(i)) for i, c in enumerate(made.altijd, 1)))
    if made.soms:
        key = "compare.verschil_soms" if made.altijd else "compare.verschil_alleen_soms"
        yield sentence(texts.text(key, n=made.aantal - len(made.altijd), van=len(made.soms)))
        yield Listing(tuple(cause_item(found, part, c, "-") for c in made.soms))


def _eisen(found: Vergelijking, part: AfspraakVergelijking, told: set[str]) -> Iterable[Part]:
    """The other waarborgen that stand otherwise, by what happened to them."""
    rows = [row for row in part.eisen if shown(part, row) and row.waarborg not in told]
    for kind in KINDS:
        here = tuple(eis_item(found, part, row) for row in rows if row.soort == kind)
        if here:
            heading = texts.text(f"compare.{which(found)}.{kind}")
            yield Heading(texts.text("compare.ook", kop=heading) if part.verschil else heading, level=3)
            yield Listing(here)


def _rest(found: Vergelijking, part: AfspraakVergelijking, told: set[str], everything: bool) -> Iterable[Part]:
    """Grenzen, points of attention, own words and answers."""
    grenzen = [grens_item(found, row) for row in part.grenzen if row.id not in told]
    if grenzen:
        yield Heading(texts.text("compare.koppen.grenzen"), level=3)
        yield Listing(tuple(grenzen))
    for key, rows in (("letten_b", part.signalen_b), ("letten_a", part.signalen_a)):
        if rows:
            yield Heading(texts.text(f"compare.{which(found)}.{key}"), level=3)
            yield Listing(tuple(item("-", row.tekst, source=row.bron) for row in rows))
    if part.afgesproken:
        yield Heading(texts.text("compare.koppen.afgesproken"), level=3)
        yield Listing(tuple(agreed_item(found, row) for row in part.afgesproken))
    answers = [row for row in part.antwoorden if row.vraag not in told]
    if answers:
        yield Heading(texts.text("compare.koppen.antwoorden"), level=3)
        if len(answers) > MANY and not everything:
            yield sentence(counted("compare.antwoorden", len(answers)))
        else:
            yield Listing(tuple(item(label="-", text=answer_words(found, row)) for row in answers))
