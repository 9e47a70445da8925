"""From a Dossier and a pack to the sheets of a workbook as plain data: what stands where, and what may be filled in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from wijktoets.engine.conditions import VraagTest, walk
from wijktoets.engine.dossier import Afspraak, Dossier, Standpunt
from wijktoets.engine.pakket import Vraag
from wijktoets.engine.regelpakket import Regelpakket
from wijktoets.engine.words import FASEN, ONDERDELEN
from wijktoets.texts import all_texts, text

from . import layout
from .cells import FIRST_DAY, lines_of
from .layout import ANTWOORD, DELEN, STANDEN, STEMMEN, TEKEN, UITLEG, VOLGORDE, WAARDE, WAAROVER, Veld

Stijl = Literal["sleutel", "titel", "kop", "uitleg", "vraag", "kern", "deel", "invoer", "antwoord"]

SPARE: Final = {"afspraken": 4, "afwegingen": 12, "acties": 30, "partijen": 12, "bronnen": 15, "bevoegdheden": 0}
"""How many empty rows a list has to grow in."""
STELLING: Final = ("ja", "deels", "nee", "onbekend")


@dataclass(frozen=True, slots=True)
class Cel:
    """A cell: what stands in it, how it looks, and the words that can be chosen when there are such."""

    waarde: str | date | Decimal | None
    stijl: Stijl
    woorden: tuple[str, ...] = ()
    vrij: bool = False
    """Whether other words may be typed as well."""
    soort: str = "tekst"


@dataclass(frozen=True, slots=True)
class Vel:
    """A sheet to write: rows of cells from the first row on, the widths of its columns, and which are hidden."""

    sleutel: str
    titel: str
    rijen: tuple[tuple[Cel | None, ...], ...]
    breedtes: tuple[int, ...]
    verborgen: tuple[int, ...] = (1,)
    vast: int = 2
    """The first column that moves when one scrolls sideways."""
    blokken: tuple[int, ...] = ()
    """The rows above which a line is drawn."""


def sheets(dossier: Dossier, pakket: Regelpakket) -> Iterator[Vel]:
    """All sheets, in the order of the layout."""
    makers: dict[str, Callable[[], Vel | None]] = {
        "uitleg": lambda: _explanation(dossier, pakket),
        "dossier": lambda: _form(dossier),
        "gesprekken": lambda: _notes(dossier, pakket),
        "kenmerken": lambda: _marks(pakket),
        "bevoegdheidsvragen": lambda: _power_questions(dossier, pakket),
    }
    for key in layout.BLADEN:
        if key in makers:
            made = makers[key]()
        elif key in ONDERDELEN:
            made = _questions(key, dossier, pakket)
        else:
            made = _list(key, _rows(key, dossier), pakket)
        if made is not None:
            yield made


def _head(key: str, columns: Sequence[tuple[str, str]], uitleg: str = "") -> list[tuple[Cel | None, ...]]:
    """The first three rows: the keys, the title with what to do here, and the names of the columns."""
    keys = (Cel(TEKEN + key, "sleutel"), *(Cel(name, "sleutel") for name, _ in columns))
    title = (None, Cel(text(f"werkmap.titels.{key}"), "titel"))
    heads = (None, *(Cel(head, "kop") for _, head in columns))
    return [keys, title, heads]


# Sheets with lists.


def _rows(key: str, dossier: Dossier) -> list[tuple[str, Mapping[str, Any], str]]:
    """The rows of a list: key, the fields by their dotted path, and the order of parties where that matters."""
    if key == "afspraken":
        return [
            (str(n), _flat(_afspraak(a)), _order([w.door for w in a.gewenst]))
            for n, a in enumerate(dossier.afspraken, 1)
        ]
    if key == "bronnen":
        return [("", {"sleutel": name, "tekst": words}, "") for name, words in dossier.bronnen.items()]
    if key == "bevoegdheden":
        return [
            (f"b{index}", {"afspraak": str(nr), **_flat(power.model_dump(exclude={"antwoorden"}))}, "")
            for index, (nr, power) in enumerate(_powers(dossier), 1)
        ]
    return [("", _flat(item.model_dump()), "") for item in getattr(dossier, key)]


def _powers(dossier: Dossier) -> list[tuple[int, Any]]:
    return [(nr, power) for nr, a in enumerate(dossier.afspraken, 1) for power in a.bevoegdheden]


def _afspraak(afspraak: Afspraak) -> dict[str, Any]:
    tree = afspraak.model_dump(exclude={"antwoorden", "bevoegdheden", "gewenst"})
    for wish in afspraak.gewenst:
        tree[f"gewenst.{wish.door}" if wish.door else "gewenst"] = wish.gewenst
    return tree


def _flat(tree: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Nested fields by their dotted path, without those that are not there."""
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{above}{name}.")
        elif value is not None and value != ():
            flat[above + name] = value
    return flat


def _order(parties: Sequence[str | None]) -> str:
    """The parties in their order, when it is not that of the columns."""
    named = [name for name in parties if name]
    return "" if named == sorted(named, key=STEMMEN.index) else " ".join(named)


def _list(key: str, rows: Sequence[tuple[str, Mapping[str, Any], str]], pakket: Regelpakket) -> Vel | None:
    """A list sheet; the one about bevoegdheden only when there are any."""
    fields = layout.LIJSTEN[key]
    if key == "bevoegdheden" and not rows:
        return None
    numbered = key in ("afspraken", "bevoegdheden")
    columns = [(UITLEG, text("werkmap.nummer")), *((v.sleutel, _label(key, v)) for v in fields)]
    if key == "afspraken":
        columns.append((VOLGORDE, ""))
    made = _head(key, columns)
    for number in range(1, len(rows) + SPARE[key] + 1):
        row_key, given, order = rows[number - 1] if number <= len(rows) else (str(number), {}, "")
        cells = [_input(_with_words(v, pakket), given.get(v.sleutel)) for v in fields]
        tail = [Cel(order or None, "sleutel")] if key == "afspraken" else []
        made.append((Cel(row_key, "sleutel") if numbered else None, Cel(str(number), "deel"), *cells, *tail))
    widths = (4, 6, *(v.breedte for v in fields), *((4,) if key == "afspraken" else ()))
    hidden = (1, len(widths)) if key == "afspraken" else (1,)
    return Vel(key, text(f"werkmap.bladen.{key}"), tuple(made), widths, hidden, vast=4)


def _with_words(veld: Veld, pakket: Regelpakket) -> Veld:
    return replace(veld, woorden=tuple(pakket.waarborgen)) if veld.sleutel == "waarborg" else veld


def _label(key: str, veld: Veld) -> str:
    return text(f"werkmap.velden.{key}.{veld.sleutel.replace('.', '_')}")


def _input(veld: Veld, value: Any) -> Cel:
    """A cell to fill in, with the value of a field."""
    return Cel(_shown(veld, value), "invoer", veld.woorden, veld.open, veld.soort)


def _shown(veld: Veld, value: Any) -> str | date | Decimal | None:
    if value is None:
        return None
    if veld.soort == "vlag":
        return "ja" if value else "nee"
    if veld.soort == "woorden":
        return ", ".join(value)
    if veld.soort == "lijst":
        return lines_of(value)
    if isinstance(value, date):
        return value if value > FIRST_DAY.replace(year=1900) else value.isoformat()
    if isinstance(value, Decimal):
        return value if Decimal(repr(float(value))) == value else f"{value:f}"
    return str(value)


# Sheets that are a form.


def _form(dossier: Dossier) -> Vel:
    """The sheet about the dossier itself."""
    given = _flat(dossier.model_dump(include={v.pad[0] for v in layout.DOSSIER}))
    columns = [(UITLEG, text("werkmap.wat")), (WAARDE, text("werkmap.invullen")), (UITLEG, text("werkmap.uitleg"))]
    made = _head("dossier", columns)
    for veld in layout.DOSSIER:
        label, explained = all_texts()["werkmap"]["velden"]["dossier"][veld.sleutel.replace(".", "_")]
        row = (Cel(veld.sleutel, "sleutel"), Cel(label, "vraag"), _input(veld, given.get(veld.sleutel)))
        made.append((*row, Cel(explained, "uitleg")))
    return Vel("dossier", text("werkmap.bladen.dossier"), tuple(made), (4, 30, 52, 60))


def _notes(dossier: Dossier, pakket: Regelpakket) -> Vel:
    """The sheet with room for notes at the open questions, kernvragen first."""
    heads = [(UITLEG, text("werkmap.kern")), (UITLEG, text("werkmap.open_vraag")), (WAARDE, text("werkmap.notitie"))]
    made = _head("gesprekken", heads)
    for found in sorted(pakket.gespreksvragen, key=lambda g: (g.kern is None, g.kern or 0)):
        mark = text("werkmap.kernvraag", kern=found.kern) if found.kern is not None else ""
        note = Cel(dossier.gesprekken.get(found.id), "invoer")
        made.append((Cel(found.id, "sleutel"), Cel(mark, "kern"), Cel(found.vraag, "vraag"), note))
    return Vel("gesprekken", text("werkmap.bladen.gesprekken"), tuple(made), (4, 12, 60, 80), vast=2)


def _explanation(dossier: Dossier, pakket: Regelpakket) -> Vel:
    """The first sheet: how to fill in the rest, and what it was made with."""
    lines: list[tuple[Cel | None, ...]] = [
        (Cel(TEKEN + "uitleg", "sleutel"),),
        (None, Cel(text("werkmap.titels.uitleg", naam=dossier.naam), "titel")),
    ]
    if dossier.fictief:
        lines.append((None, Cel(text("werkmap.fictief"), "vraag")))
    lines += [(None, Cel(line, "uitleg")) for line in all_texts()["werkmap"]["stappen"]]
    packs = ", ".join(f"{p.naam} {p.versie}" for p in pakket.pakketten)
    lines.append((None, Cel(text("werkmap.gemaakt_met", pakketten=packs), "uitleg")))
    return Vel("uitleg", text("werkmap.bladen.uitleg"), tuple(lines), (4, 100), vast=1)


def _marks(pakket: Regelpakket) -> Vel:
    """The hidden sheet: the form of the workbook, the packs, and the questions that they had, with their options."""
    rows: list[tuple[Cel | None, ...]] = [(Cel(TEKEN + "kenmerken", "sleutel"),), (), ()]
    rows.append(tuple(Cel(word, "sleutel") for word in ("formaat", layout.FORMAAT)))
    rows += [tuple(Cel(word, "sleutel") for word in ("pakket", p.id, p.versie)) for p in pakket.pakketten]
    rows += [
        tuple(Cel(word, "sleutel") for word in ("vraag", name, " ".join(vraag.opties)))
        for name, vraag in pakket.vragen.items()
    ]
    return Vel("kenmerken", layout.KENMERK, tuple(rows), (12, 44, 12), ())


# Sheets with questions.


@dataclass(frozen=True, slots=True)
class _Bereik:
    """What an answer holds for: its key in the workbook, how people call it, and the answers that there are."""

    sleutel: str
    naam: str
    antwoorden: Mapping[str, tuple[Standpunt, ...]]


def _questions(onderdeel: str, dossier: Dossier, pakket: Regelpakket) -> Vel:
    """The questions of an onderdeel: kernvragen first, each for the wijk or for every afspraak."""
    own = [v for v in pakket.vragen.values() if v.onderdeel == onderdeel]
    own.sort(key=lambda v: (v.id not in pakket.kern, pakket.kern.get(v.id, 0)))
    pairs = [(vraag, bereik) for vraag in own for bereik in _scopes(vraag, dossier)]
    return _answer_sheet(onderdeel, pairs, pakket)


def _power_questions(dossier: Dossier, pakket: Regelpakket) -> Vel | None:
    """The answers that hold for one bevoegdheid; questions of a pack that is not at hand have only their name."""
    pairs: list[tuple[Vraag | str, _Bereik]] = []
    for index, (_, power) in enumerate(_powers(dossier), 1):
        scope = _Bereik(f"b{index}", power.naam, power.antwoorden)
        pairs += [(pakket.vragen.get(name, name), scope) for name in power.antwoorden]
    return _answer_sheet("bevoegdheidsvragen", pairs, pakket) if pairs else None


def _scopes(vraag: Vraag, dossier: Dossier) -> Iterator[_Bereik]:
    """What a vraag is asked for: once for the wijk, or for each afspraak; elsewhere only when it was answered there."""
    of_wijk = vraag.geldt_voor == "wijk"
    if of_wijk or len(dossier.afspraken) > 1 or vraag.id in dossier.antwoorden:
        name = text("werkmap.hele_wijk" if of_wijk else "werkmap.alle_afspraken")
        yield _Bereik("", name, dossier.antwoorden)
    for number, afspraak in enumerate(dossier.afspraken, 1):
        if not of_wijk or vraag.id in afspraak.antwoorden:
            yield _Bereik(str(number), _named(number, afspraak), afspraak.antwoorden)


def _named(number: int, afspraak: Afspraak) -> str:
    if set(afspraak.fasen) == set(FASEN):
        return text("werkmap.afspraak", nummer=number, thema=afspraak.thema)
    fasen = ", ".join(text(f"scherm.fasen.{fase}") for fase in afspraak.fasen)
    return text("werkmap.afspraak_fasen", nummer=number, thema=afspraak.thema, fasen=fasen)


def _answer_sheet(key: str, pairs: Iterable[tuple[Vraag | str, _Bereik]], pakket: Regelpakket) -> Vel:
    names = {UITLEG: "vraag_en_uitleg", WAAROVER: "waarover", UITLEG + "regel": "regel"}
    explained = [(name, text(f"werkmap.{words}")) for name, words in names.items()]
    columns = [*explained, *((s, text(f"werkmap.standen.{s}")) for s in STANDEN), (VOLGORDE, "")]
    made = _head(key, columns)
    starts: list[int] = []
    before = ""
    for vraag, bereik in pairs:
        starts.append(len(made) + 1)
        name = vraag if isinstance(vraag, str) else vraag.id
        made += _block(name, vraag, bereik, pakket, first=name != before)
        before = name
    widths = (4, 58, 24, 13, *(30 if s == ANTWOORD else 16 for s in STANDEN), 4)
    hidden = (1, len(widths))
    return Vel(key, text(f"werkmap.bladen.{key}"), tuple(made), widths, hidden, vast=5, blokken=tuple(starts))


def _block(
    name: str, vraag: Vraag | str, bereik: _Bereik, pakket: Regelpakket, first: bool
) -> Iterator[tuple[Cel | None, ...]]:
    """The three rows of a question: the answers, and under each its explanation and source."""
    given = bereik.antwoorden.get(name, ())
    by_stand: dict[str, Standpunt] = {s.door or ANTWOORD: s for s in given}
    words = _words(vraag)
    asked = Cel(vraag if isinstance(vraag, str) else vraag.vraag, "vraag" if first else "deel")
    sides = (asked, *_beside(vraag, pakket, first))
    for deel, side in zip(DELEN, sides, strict=True):
        cells = [_answer_cell(deel, by_stand.get(stand), words) for stand in STANDEN]
        order = _order([s.door for s in given]) if deel == ANTWOORD else ""
        yield (
            Cel(f"{name}|{bereik.sleutel}|{deel}", "sleutel"),
            side,
            Cel(bereik.naam if deel == ANTWOORD else "", "deel"),
            Cel(text(f"werkmap.delen.{deel}"), "deel"),
            *cells,
            Cel(order or None, "sleutel"),
        )


def _words(vraag: Vraag | str) -> tuple[str, ...]:
    if isinstance(vraag, str):
        return ()
    words = (*vraag.opties, "onbekend") if vraag.opties else STELLING
    return (*words, "nvt") if vraag.nvt_mogelijk else words


def _answer_cell(deel: str, standpunt: Standpunt | None, words: tuple[str, ...]) -> Cel:
    if deel == ANTWOORD:
        return Cel(standpunt.antwoord if standpunt else None, "antwoord", words)
    value = getattr(standpunt, deel) if standpunt else None
    return Cel(lines_of(value) if deel == "bron" and value else value, "invoer")


def _beside(vraag: Vraag | str, pakket: Regelpakket, first: bool) -> tuple[Cel, Cel]:
    """What stands under a question: what it means and can be answered with, and why it is asked."""
    if isinstance(vraag, str) or not first:
        return Cel("", "uitleg"), Cel("", "uitleg")
    lines = [vraag.toelichting] if vraag.toelichting else []
    lines += [text("werkmap.optie", optie=key, omschrijving=words) for key, words in vraag.opties.items()]
    lines += [text("werkmap.nvt")] if vraag.nvt_mogelijk else []
    lines += [text("werkmap.per_fase")] if vraag.geldt_voor == "fase" else []
    kern = pakket.kern.get(vraag.id)
    mark = [text("werkmap.kernvraag", kern=kern)] if kern is not None else []
    source = [text("werkmap.bron", bron=", ".join(vraag.bron))]
    why = _why(vraag.id, pakket)
    first_cell = Cel("\n".join([*mark, *lines, *why]), "kern" if mark else "uitleg")
    return first_cell, Cel(" ".join(source), "uitleg")


def _why(name: str, pakket: Regelpakket) -> list[str]:
    for waarborg in pakket.waarborgen.values():
        if any(isinstance(node, VraagTest) and node.vraag == name for _, node in walk(waarborg.voldaan_als)):
            return [text("werkmap.waarom", waarom=waarborg.waarom)]
    return []
