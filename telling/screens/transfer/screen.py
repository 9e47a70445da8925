"""What `transfer` shows of an Overdracht, as a sheet: per bevoegdheid what was found and which routes are open."""

from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Final, Literal

from wijktoets import texts
from wijktoets.engine.advice.transfer.value import Bevinding, BevoegdheidRij, Overdracht, Punt, WegRij
from wijktoets.engine.model.words import Archetype
from wijktoets.engine.result.rapport import NiveauBereik, TekstRij
from wijktoets.telling.head import EXPLAINING, closing, recomputed
from wijktoets.telling.in_words import worded
from wijktoets.telling.outcome import without
from wijktoets.telling.phrases import level
from wijktoets.telling.powers import grade, routes_beside_powers
from wijktoets.telling.screens.around import foot, head
from wijktoets.telling.thema import money
from wijktoets.telling.tree import Gap, Heading, Item, Listing, Part, Sheet, item, sentence, words
from wijktoets.texts.wording import begin_lower, begin_upper, counted, day, listed, said

FIRST: Final = ("kan_zo_niet", "eerst_nog", "nog_te_regelen")
"""The findings that have an owner and a step, and come before the points of attention."""
BEFORE: Final = ("kan_zo_niet", "eerst_nog")
"""The findings that stand before the routes: what is in the way of the one that is meant, and what comes before it."""


@worded(lambda found: [found.woorden])
def transfer_sheet(found: Overdracht, versions: bool = False, supposed: Mapping[str, str] | None = None) -> Sheet:
    """The whole screen about one dossier; `supposed` are answers of a what-if."""
    parts = [*opening(found, supposed)]
    common = _in_all(found.bevoegdheden)
    told: set[str] = set()
    for row in found.bevoegdheden:
        own = [b for b in row.bevindingen if _key(b) not in {_key(c) for c in common}]
        parts += [Gap(), *_power(found, row, own, told)]
    if common:
        parts += [Gap(), Heading(texts.text("transfer.kop.bij_elke")), *_findings(common)]
    further = texts.text("transfer.verder", bestand=found.bestand)
    parts += [Gap(), *_raad(found), *closing_lines(found, further, versions)]
    return tuple(parts)


@worded(lambda found: [found.woorden])
def matrix_sheet(found: Overdracht, versions: bool = False, supposed: Mapping[str, str] | None = None) -> Sheet:
    """The bevoegdheden beside the routes; `supposed` are answers of a what-if."""
    table = [*routes_beside_powers(found)]
    named: list[Part] = [Gap(), Heading(texts.text("transfer.matrix.kop"))] if table else []
    further = texts.text("transfer.matrix.verder", bestand=found.bestand)
    return (*opening(found, supposed), *named, *table, *closing_lines(found, further, versions))


def opening(found: Overdracht, supposed: Mapping[str, str] | None) -> Iterable[Part]:
    """The dossier, how many bevoegdheden it has, how to write one when there is none, and that it is a trial."""
    none = [] if found.bevoegdheden else [texts.text("transfer.geen_bevoegdheden")]
    return head(found, supposed=supposed, told=[counted("transfer.aantal", len(found.bevoegdheden)), *none])


def _key(row: Bevinding) -> tuple[str, str]:
    return row.soort, row.tekst


def _in_all(rows: Sequence[BevoegdheidRij]) -> list[Bevinding]:
    """The findings that stand at every one of two or more bevoegdheden: they are shown once."""
    if len(rows) < 2:
        return []
    shared = set.intersection(*({_key(b) for b in row.bevindingen} for row in rows))
    return [b for b in rows[0].bevindingen if _key(b) in shared]


def _power(found: Overdracht, row: BevoegdheidRij, own: Sequence[Bevinding], told: set[str]) -> Iterable[Part]:
    """One bevoegdheid; `told` are the routes whose consequences stand on the screen already."""
    yield of_power(found, row.thema, row.naam)
    yield sentence(_meant(found, row))
    yield sentence(_secured(found, row))
    holder = [b for b in own if b.over_de_houder]
    if holder:
        yield Heading(texts.text("transfer.kop.van_wie"), level=3)
        yield Listing(tuple(_item(b) for b in holder))
    left = [b for b in own if not b.over_de_houder]
    yield from _findings([b for b in left if b.soort in BEFORE])
    yield from _routes(found, row, told)
    yield from _findings([b for b in left if b.soort not in BEFORE])
    if not row.bevindingen:
        yield Heading(texts.text("transfer.kop.geen_punt"), level=3)
        yield sentence(texts.text("transfer.geen_punt"))


def of_power(found: Overdracht, thema: str, naam: str) -> Heading:
    """The heading over a bevoegdheid: its number in the dossier, its name, its amount and its thema."""
    number = next(n for n, row in enumerate(found.bevoegdheden, 1) if (row.thema, row.naam) == (thema, naam))
    amount = words(money(found.bevoegdheden[number - 1].bedrag))
    named = [texts.text("transfer.bevoegdheid", nummer=number, naam=naam), amount]
    return Heading(" · ".join([*(n for n in named if n), texts.text("transfer.thema", thema=thema)]))


def _meant(found: Overdracht, row: BevoegdheidRij) -> str:
    """What is meant: from whom, to whom, along which route, and on what it rests."""
    told = {
        key: texts.text("transfer.onbekend") if value == "onbekend" else option_name(found, key, value)
        for key, value in (("van", row.van), ("aan", row.aan), ("weg", row.weg))
    }
    sentence = texts.text("transfer.bedoeld", **told)
    bases = {"grondslag": row.grondslag, "delegatiegrondslag": row.delegatiegrondslag}
    named = [texts.text(f"transfer.{key}", grondslag=basis) for key, basis in bases.items() if basis]
    return " ".join([sentence, *named])


def option_name(found: Overdracht, key: str, value: str) -> str:
    """What an option is called, as it stands inside a sentence."""
    name = found.namen[key][value].rstrip(".")
    if key == "weg":
        name = name.partition(":")[0]
    return begin_lower(name)


def _secured(found: Overdracht, row: BevoegdheidRij) -> str:
    bare = f" {without(row.borging_zonder_afweging, back(found))}" if row.borging_zonder_afweging else ""
    return f"{wished(found, row.gewenst)} {secured_to(found, row.borging_tot)}{bare}"


def back(found: Overdracht) -> bool:
    """Whether the dossier looks back, which changes some words."""
    return found.status == "terugblik"


def wished(found: Overdracht, wish: Archetype | Literal["onbekend"]) -> str:
    """What the wish of a thema is, in a sentence."""
    return said(f"transfer.wens.{'onbekend' if wish == 'onbekend' else 'bekend'}", back(found), G=level(wish))


def secured_to(found: Overdracht, secured: NiveauBereik) -> str:
    """Up to which archetype what is arranged goes."""
    low, high = secured.laag, secured.hoog
    key = "vast" if low == high else "tussen"
    key = f"geen_{key}" if low == "geen" else key
    return said(f"transfer.borging.{key}", back(found), laag=level(low), hoog=level(high))


# Findings


def _findings(rows: Sequence[Bevinding]) -> Iterable[Part]:
    """Each kind of finding under its own words, in order."""
    for soort in dict.fromkeys(row.soort for row in rows):
        yield Heading(texts.text(f"transfer.kop.{soort}"), level=3)
        yield Listing(tuple(_item(row) for row in rows if row.soort == soort))


def _item(row: Bevinding) -> Item:
    owner = texts.text("transfer.trekker", wie=texts.text(f"transfer.wie.{row.trekker}")) if row.trekker else ""
    source = (*row.bron, *grade(row.bronstatus))
    if row.soort not in FIRST:
        return item("-", row.tekst, source=(*source, owner) if owner else source)
    return item("-", row.tekst, source=source, details=tuple(_details(row, owner)))


def _details(row: Bevinding, owner: str) -> Iterable[str]:
    if owner:
        yield " ".join(part for part in (f"{begin_upper(owner)}.", row.stap) if part)
    elif row.stap:
        yield row.stap
    if row.soort == "kan_zo_niet" and row.nieuwer and row.gelezen_versie:
        yield texts.text("transfer.gelezen", wet=row.wet or "", datum=day(row.gelezen_versie))
    elif row.soort == "kan_zo_niet" and row.wet and row.gelezen_versie is None:
        yield texts.text("transfer.gelezen_zonder_datum", wet=row.wet)


# Routes


def _routes(found: Overdracht, row: BevoegdheidRij, told: set[str]) -> Iterable[Part]:
    """The routes that no regel excludes, each with what is decided and undone; then those to find out, and the rest."""
    if not found.recht_bekeken:
        return
    usable = [weg for weg in row.wegen if weg.aan]
    waiting = [w for w in row.wegen if not w.aan and ("uitzoeken" in (w.stand, w.stand_van_de_weg) or w.aan_misschien)]
    meant = [weg for weg in waiting if weg.bedoeld and not weg.aan_misschien]
    yield from _to_find_out(found, row, meant, "weg_uitzoeken")
    if usable:
        yield Heading(texts.text(f"transfer.kop.{'wegen_daarna' if row.vorm_klopt_niet else 'wegen'}"), level=3)
        yield Listing(
            tuple(_route(found, row, letter, weg, told) for letter, weg in zip(ascii_lowercase, usable, strict=False))
        )
    yield from _to_find_out(found, row, [weg for weg in waiting if weg not in meant], "wegen_uitzoeken")
    closed = [begin_lower(weg.naam) for weg in row.wegen if weg not in usable and weg not in waiting]
    if closed:
        yield sentence(texts.text("transfer.weg.kan_zo_niet", wegen=listed(closed)))


def _to_find_out(found: Overdracht, row: BevoegdheidRij, routes: Sequence[WegRij], kop: str) -> Iterable[Part]:
    """Routes that wait for something, under a heading of their own."""
    if routes:
        yield Heading(texts.text(f"transfer.kop.{kop}"), level=3)
        yield Listing(tuple(_waiting(found, row, same) for same in _alike(routes)))


def _alike(routes: Sequence[WegRij]) -> list[list[WegRij]]:
    """The routes that wait for the same, together."""
    groups: dict[tuple[object, ...], list[WegRij]] = {}
    for weg in routes:
        groups.setdefault((*weg.aan_misschien, *weg.vragen, *(p.regel for p in weg.uitzoeken)), []).append(weg)
    return list(groups.values())


def _waiting(found: Overdracht, row: BevoegdheidRij, same: Sequence[WegRij]) -> Item:
    """Routes that wait for the same, and for what."""
    first, names = same[0], [_named(found, row, weg) for weg in same]
    said = {name for b in row.bevindingen if b.over_de_houder for name in b.regels}
    points = [p for p in first.uitzoeken if p.regel not in said] if not first.aan_misschien else []
    details = [texts.text("transfer.weg.niet_nagegaan", punten=points_named(points))] if points else []
    if said and not details and not first.vragen:
        details = [texts.text("transfer.weg.houder")]
    named = listed([names[0], *(begin_lower(name) for name in names[1:])])
    return item("-", named, details=(*details, *_asked(found, first)))


def _named(found: Overdracht, row: BevoegdheidRij, weg: WegRij) -> str:
    """A route by name: as it is meant, or for which other recipients."""
    others = [option_name(found, "aan", aan) for aan in weg.aan or weg.aan_misschien if row.aan not in weg.aan]
    if others:
        key = "transfer.weg.aan" if row.aan == "onbekend" else "transfer.weg.maar_aan"
        return texts.text(key, weg=weg.naam, aan=listed(others, "scherm.of"))
    return texts.text("transfer.weg.bedoeld", weg=weg.naam) if weg.bedoeld else weg.naam


def _asked(found: Overdracht, weg: WegRij) -> list[str]:
    """The questions that a route waits for, in one sentence."""
    asked = " ".join(found.vragen[vraag] for vraag in weg.vragen)
    return [texts.text("transfer.weg.vragen", vragen=asked)] if asked else []


def _route(found: Overdracht, row: BevoegdheidRij, letter: str, weg: WegRij, told: set[str]) -> Item:
    as_meant = weg.bedoeld and row.aan in weg.aan
    details = [] if weg.weg in told else [f"{weg.beslist} {weg.terug}".strip()]
    told.add(weg.weg)
    if weg.eerst and not as_meant:
        details.append(texts.text("transfer.weg.eerst", punten=points_named(weg.eerst)))
    if weg.te_regelen and not as_meant:
        details.append(texts.text("transfer.weg.te_regelen", punten=points_named(weg.te_regelen)))
    details += _asked(found, weg)
    return item(letter, _named(found, row, weg), details=tuple(details))


def points_named(points: Sequence[Punt]) -> str:
    """Names of what goes with a route inside a sentence, each with its articles."""
    named = (
        texts.text("transfer.weg.punt", naam=begin_lower(p.naam), vindplaats=", ".join([*p.bron, *grade(p.bronstatus)]))
        for p in points
    )
    return texts.text("transfer.weg.tussen").join(named)


# The raad, and what always goes with it


def _raad(found: Overdracht) -> Iterable[Part]:
    yield Heading(texts.text("transfer.kop.raad"))
    if found.raad:
        yield from _findings(found.raad)
    else:
        yield sentence(texts.text("transfer.raad_geen_punt"))
    if found.recht_bekeken:
        line = found.blijft_bij_raad
        yield Heading(texts.text("transfer.kop.blijft"), level=3)
        yield sentence(line.tekst, line.bron)


def closing_lines(found: Overdracht, further: str, versions: bool) -> Iterable[Part]:
    """The lines that go with every result, how the law was read, how to go on, and the packs."""
    at_length = {"overdracht", *(["blijft_bij_raad"] if found.recht_bekeken else [])}
    lines = closing(found.teksten, EXPLAINING | at_length)
    if found.recht_bekeken:
        lines.insert(0, TekstRij(tekst=texts.text("transfer.versie"), bron=[]))
    yield from foot(lines, further, found.pakketten if versions else (), sources=versions)
    if versions:
        yield sentence(recomputed(found.nagerekend), level=1)
