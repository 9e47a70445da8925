"""From a Dossier and a pack to the sheets of a workbook as plain data: what stands where, and what may be filled in."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from wijktoets.engine.model.conditions import asked_by_itself
from wijktoets.engine.model.dossier import Afspraak, Dossier, Standpunt
from wijktoets.engine.model.in_words import in_words_of
from wijktoets.engine.model.pakket import Vraag
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.woorden import Woorden
from wijktoets.engine.model.words import FASEN, ONDERDELEN, STEMMEN, by_kern
from wijktoets.texts import all_texts, filled, opened, text
from wijktoets.texts.commands import pack_options
from wijktoets.texts.wording import listed

from . import layout
from .cells import lines_of
from .kept import over
from .layout import (
    ANDERS,
    ANTWOORD,
    BLAD,
    DELEN,
    OVER,
    STANDEN,
    TEKEN,
    UITLEG,
    VOLGORDE,
    WAARDE,
    WAAROVER,
    WOORDEN,
    column_of,
    parties,
)
from .lists import flat, input_cell, list_sheet, order, powers
from .named import kept_rows
from .page import NewSheet, PageCell, head
from .route import LEAD, linked

LONGEST_NAME: Final = 31
"""So many characters the name of a sheet may have."""
STELLING: Final = ("ja", "deels", "nee", "onbekend")


def sheets(dossier: Dossier, pakket: Regelpakket) -> Iterator[NewSheet]:
    """All sheets, in the order of the layout, in the words for a wijk or a dorp."""
    pakket = in_words_of(pakket, dossier.gebiedsoort)
    made = {key: vel for key in layout.BLADEN if key != LEAD and (vel := _sheet(key, dossier, pakket))}
    made = linked(pakket, made)
    yield from (_worded(made[key], pakket.taal) for key in layout.BLADEN if key in made)


def _worded(sheet: NewSheet, taal: Woorden) -> NewSheet:
    """A sheet with each word filled that its texts left open."""

    def cell(given: PageCell | None) -> PageCell | None:
        if given is None:
            return None
        naar = given.naar and replace(given.naar, blad=sheet_name(given.naar.blad, taal))
        value = filled(given.waarde, taal.word) if isinstance(given.waarde, str) else given.waarde
        return given if (naar, value) == (given.naar, given.waarde) else replace(given, naar=naar, waarde=value)

    rows = tuple(tuple(map(cell, row)) for row in sheet.rijen)
    return replace(sheet, titel=sheet_name(sheet.titel, taal), rijen=rows)


def sheet_name(title: str, taal: Woorden) -> str:
    """A title as a sheet may be called, however long the words of a pack are."""
    return re.sub(r"[][\\*?:/]", " ", filled(title, taal.word))[:LONGEST_NAME]


def _sheet(key: str, dossier: Dossier, pakket: Regelpakket) -> NewSheet | None:
    """A sheet; None when there is nothing for it."""
    makers: dict[str, Callable[[], NewSheet | None]] = {
        "uitleg": lambda: _explanation(dossier, pakket),
        "dossier": lambda: _form(dossier),
        "gesprekken": lambda: _notes(dossier, pakket),
        "kenmerken": lambda: _marks(dossier, pakket),
        "bevoegdheidsvragen": lambda: _power_questions(dossier, pakket),
        ANDERS: lambda: _per_thema(dossier, pakket),
    }
    if key in makers:
        return makers[key]()
    if key not in ONDERDELEN:
        return list_sheet(key, dossier, pakket)
    return _questions(key, dossier, pakket) if key in _used(pakket) else None


def _used(pakket: Regelpakket) -> list[str]:
    """The onderdelen of which a pack asks something: each has its sheet."""
    return [key for key in ONDERDELEN if any(vraag.onderdeel == key for vraag in pakket.vragen.values())]


# Sheets that are a form.


def _form(dossier: Dossier) -> NewSheet:
    """The sheet about the dossier itself."""
    given = flat(dossier.model_dump(include={v.pad[0] for v in layout.DOSSIER}))
    columns = [(UITLEG, text("werkmap.wat")), (WAARDE, text("werkmap.invullen")), (UITLEG, text("werkmap.uitleg"))]
    made = head("dossier", columns)
    for veld in layout.DOSSIER:
        label, explained = map(opened, all_texts()["werkmap"]["velden"]["dossier"][veld.sleutel.replace(".", "_")])
        row = (PageCell(veld.sleutel, "sleutel"), PageCell(label, "vraag"), input_cell(veld, given.get(veld.sleutel)))
        made.append((*row, PageCell(explained, "uitleg")))
    return NewSheet("dossier", text("werkmap.bladen.dossier"), tuple(made), (4, 30, 52, 60))


def _notes(dossier: Dossier, pakket: Regelpakket) -> NewSheet:
    """The sheet with room for notes at the open questions, kernvragen first."""
    heads = [(UITLEG, text("werkmap.kern")), (UITLEG, text("werkmap.open_vraag")), (WAARDE, text("werkmap.notitie"))]
    made = head("gesprekken", heads)
    for found in sorted(pakket.gespreksvragen, key=lambda g: by_kern(g.kern)):
        mark = text("werkmap.kernvraag", kern=found.kern) if found.kern is not None else ""
        note = PageCell(dossier.gesprekken.get(found.id), "invoer")
        made.append((PageCell(found.id, "sleutel"), PageCell(mark, "kern"), PageCell(found.vraag, "vraag"), note))
    return NewSheet("gesprekken", text("werkmap.bladen.gesprekken"), tuple(made), (4, 12, 60, 80), vast=2)


def _explanation(dossier: Dossier, pakket: Regelpakket) -> NewSheet:
    """The first sheet: how to fill in the rest, and what it was made with."""
    lines: list[tuple[PageCell | None, ...]] = [
        (PageCell(TEKEN + "uitleg", "sleutel"),),
        (None, PageCell(text("werkmap.titels.uitleg", naam=dossier.naam), "titel")),
    ]
    if dossier.fictief:
        lines.append((None, PageCell(text("werkmap.fictief"), "vraag")))
    lines += [
        (None, PageCell(line.format(pack=pack_options()), "uitleg")) for line in all_texts()["werkmap"]["stappen"]
    ]
    packs = ", ".join(f"{p.naam} {p.versie}" for p in pakket.pakketten)
    lines.append((None, PageCell(text("werkmap.gemaakt_met", pakketten=packs), "uitleg")))
    return NewSheet("uitleg", text("werkmap.bladen.uitleg"), tuple(lines), (4, 100), vast=1)


def _marks(dossier: Dossier, pakket: Regelpakket) -> NewSheet:
    """The hidden sheet: the form of the workbook, the packs, and the questions that they had, with their options.

    A pack that the dossier names and that is not one of these is kept as it is.
    """
    rows: list[tuple[PageCell | None, ...]] = [(PageCell(TEKEN + "kenmerken", "sleutel"),), (), ()]
    rows.append(tuple(PageCell(word, "sleutel") for word in ("formaat", layout.FORMAAT)))
    packs = {p.id: p.versie for p in dossier.pakket} | {p.id: p.versie for p in pakket.pakketten}
    rows += [
        tuple(PageCell(word, "sleutel") for word in ("pakket", name, versie or "")) for name, versie in packs.items()
    ]
    rows += [
        tuple(PageCell(word, "sleutel") for word in ("vraag", name, " ".join(vraag.opties)))
        for name, vraag in pakket.vragen.items()
    ]
    rows += [tuple(PageCell(word, "sleutel") for word in row) for row in kept_rows(pakket)]
    there = [*_used(pakket), *([ANDERS] if len(dossier.afspraken) > 1 else [])]
    rows += [(PageCell(BLAD, "sleutel"), PageCell(key, "sleutel")) for key in there]
    return NewSheet("kenmerken", layout.KENMERK, tuple(rows), (12, 44, 12), ())


# Sheets with questions.


@dataclass(frozen=True, slots=True)
class _Bereik:
    """What an answer holds for: its key in the workbook, how people call it, the answers, and what is kept of it."""

    sleutel: str
    naam: str
    antwoorden: Mapping[str, tuple[Standpunt, ...]]
    over: str | None = None


def _questions(onderdeel: str, dossier: Dossier, pakket: Regelpakket) -> NewSheet:
    """The questions of an onderdeel, each once: kernvragen first."""
    own = [v for v in _in_order(pakket) if v.onderdeel == onderdeel]
    pairs = [(vraag, bereik) for vraag in own for bereik in _scopes(vraag, dossier)]
    return _answer_sheet(onderdeel, pairs, pakket, dossier)


def _per_thema(dossier: Dossier, pakket: Regelpakket) -> NewSheet | None:
    """Every vraag at each thema, in the order of the cards: what is different there; None where there is one thema."""
    if len(dossier.afspraken) < 2:
        return None
    pairs = [(vraag, bereik) for vraag in _in_order(pakket) for bereik in _at_themas(dossier)]
    return _answer_sheet(ANDERS, pairs, pakket, dossier)


def _in_order(pakket: Regelpakket) -> list[Vraag]:
    """Each vraag in the order in which the cards ask them; then those of no card, by onderdeel."""
    asked = [name for found in pakket.gespreksvragen if found.kern is not None for name in found.vult]
    place = {name: number for number, name in reversed(list(enumerate(asked)))}
    return sorted(pakket.vragen.values(), key=lambda v: (place.get(v.id, len(asked)), ONDERDELEN.index(v.onderdeel)))


def _power_questions(dossier: Dossier, pakket: Regelpakket) -> NewSheet | None:
    """The answers that hold for one bevoegdheid; questions of a pack that is not at hand have only their name."""
    pairs: list[tuple[Vraag | str, _Bereik]] = []
    for index, (_, power) in enumerate(powers(dossier), 1):
        scope = _Bereik(f"b{index}", power.naam, power.antwoorden, over(power.naam))
        pairs += [(pakket.vragen.get(name, name), scope) for name in power.antwoorden]
    return _answer_sheet("bevoegdheidsvragen", pairs, pakket, dossier) if pairs else None


def _scopes(vraag: Vraag, dossier: Dossier) -> Iterator[_Bereik]:
    """What a vraag is asked for: once, for the wijk or for all themas; of one thema alone where it was answered."""
    of_wijk = vraag.geldt_voor == "wijk"
    many = len(dossier.afspraken) > 1
    if of_wijk or many or vraag.id in dossier.antwoorden:
        name = text("werkmap.hele_wijk" if of_wijk else "werkmap.alle_afspraken")
        yield _Bereik("", name, dossier.antwoorden)
    if not many:
        yield from (
            found
            for found in _at_themas(dossier)
            if vraag.id in found.antwoorden or not (of_wijk or vraag.id in dossier.antwoorden)
        )


def _at_themas(dossier: Dossier) -> Iterator[_Bereik]:
    """Each afspraak, where an answer may be different from that of the others."""
    for number, afspraak in enumerate(dossier.afspraken, 1):
        kept = over(afspraak.thema, afspraak.fasen)
        yield _Bereik(str(number), _named(number, afspraak), afspraak.antwoorden, kept)


def _named(number: int, afspraak: Afspraak) -> str:
    if set(afspraak.fasen) == set(FASEN):
        return text("werkmap.afspraak", nummer=number, thema=afspraak.thema)
    fasen = ", ".join(text(f"scherm.fasen.{fase}") for fase in afspraak.fasen)
    return text("werkmap.afspraak_fasen", nummer=number, thema=afspraak.thema, fasen=fasen)


def _answer_sheet(
    key: str, pairs: Iterable[tuple[Vraag | str, _Bereik]], pakket: Regelpakket, dossier: Dossier
) -> NewSheet:
    names = {UITLEG: "vraag_en_uitleg", WAAROVER: "waarover", UITLEG + "regel": "regel"}
    explained = [(name, text(f"werkmap.{words}")) for name, words in names.items()]
    one, *roles = ((s, text(f"werkmap.standen.{s}")) for s in STANDEN)
    stands = [one, *parties(dossier).items(), *roles]
    agreed = [(name, text(f"werkmap.woorden.{name.replace('.', '_')}")) for name in WOORDEN]
    columns = [*explained, stands[0], *agreed, *stands[1:], (VOLGORDE, ""), (OVER, "")]
    made = head(key, columns)
    starts: list[int] = []
    before = ""
    for vraag, bereik in pairs:
        starts.append(len(made) + 1)
        name = vraag if isinstance(vraag, str) else vraag.id
        made += _block(name, vraag, bereik, (pakket, dossier), first=name != before)
        before = name
    widths = (4, 58, 24, 13, 30, 44, 22, 18, 26, *[16] * len(stands[1:]), 4, 4)
    hidden = (1, len(widths) - 1, len(widths))
    return NewSheet(key, text(f"werkmap.bladen.{key}"), tuple(made), widths, hidden, vast=5, blokken=tuple(starts))


def _block(
    name: str, vraag: Vraag | str, bereik: _Bereik, of: tuple[Regelpakket, Dossier], first: bool
) -> Iterator[tuple[PageCell | None, ...]]:
    """The three rows of a question: the answers, and under each its explanation and source."""
    pakket, dossier = of
    given = bereik.antwoorden.get(name, ())
    by_stand: dict[str, Standpunt] = {column_of(s.door, dossier): s for s in given}
    words = _words(vraag)
    again = not first and bereik.sleutel.isdecimal()
    asked = PageCell("" if again else vraag if isinstance(vraag, str) else vraag.vraag, "vraag" if first else "deel")
    sides = (asked, *_beside(vraag, pakket, first and (not bereik.sleutel or len(dossier.afspraken) == 1)))
    stands = (ANTWOORD, *parties(dossier), *STEMMEN)
    for deel, side in zip(DELEN, sides, strict=True):
        one, *others = (_answer_cell(deel, by_stand.get(stand), words) for stand in stands)
        agreed = _agreed_cells(given) if deel == ANTWOORD else [None] * len(WOORDEN)
        spoke = order([s.door for s in given], dossier) if deel == ANTWOORD else ""
        yield (
            PageCell(f"{name}|{bereik.sleutel}|{deel}", "sleutel"),
            side,
            PageCell(bereik.naam if deel == ANTWOORD else "", "deel"),
            PageCell(text(f"werkmap.delen.{deel}"), "deel"),
            *(one, *agreed, *others),
            PageCell(spoke or None, "sleutel"),
            PageCell(bereik.over if deel == ANTWOORD else None, "sleutel"),
        )


def _words(vraag: Vraag | str) -> tuple[str, ...]:
    if isinstance(vraag, str):
        return ()
    words = (*vraag.opties, "onbekend") if vraag.opties else STELLING
    return (*words, "nvt") if vraag.nvt_mogelijk else words


def _answer_cell(deel: str, standpunt: Standpunt | None, words: tuple[str, ...]) -> PageCell:
    if deel == ANTWOORD:
        return PageCell(standpunt.antwoord if standpunt else None, "antwoord", words)
    value = getattr(standpunt, deel) if standpunt else None
    return PageCell(lines_of(value) if deel == "bron" and value else value, "invoer")


def _agreed_cells(given: Iterable[Standpunt]) -> list[PageCell | None]:
    """The own words at an answer of all, with who, when, and the parties that stand behind them."""
    found = next((s.afgesproken for s in given if s.afgesproken is not None), None)
    parts = (found.tekst, found.wie, found.wanneer, lines_of(found.bevestigd_door) or None) if found else [None] * 4
    return [PageCell(part, "invoer") for part in parts]


def _beside(vraag: Vraag | str, pakket: Regelpakket, first: bool) -> tuple[PageCell, PageCell]:
    """What stands under a question: what it means, how it can be answered and why it is asked, and its waarborg."""
    if isinstance(vraag, str) or not first:
        return PageCell("", "uitleg"), PageCell("", "uitleg")
    lines = [vraag.toelichting] if vraag.toelichting else []
    lines += [text("werkmap.optie", optie=key, omschrijving=words) for key, words in vraag.omschreven.items()]
    lines += [text("werkmap.nvt")] if vraag.nvt_mogelijk else []
    lines += [text("werkmap.per_fase")] if vraag.geldt_voor == "fase" else []
    kern = pakket.kern.get(vraag.id)
    mark = [text("werkmap.kernvraag", kern=kern)] if kern is not None else []
    of = [w for w in pakket.waarborgen.values() if vraag.id in asked_by_itself(w.voldaan_als)]
    why = [text("werkmap.waarom", waarom=w.waarom) for w in of[:1]]
    first_cell = PageCell("\n".join([*mark, *lines, *why]), "kern" if mark else "uitleg")
    named = [text("werkmap.hoort_bij", waarborgen=listed(f"'{w.naam}'" for w in of))] if of else []
    source = text("werkmap.bron", vindplaats=", ".join(vraag.bron))
    return first_cell, PageCell("\n".join([*named, source]), "uitleg")
