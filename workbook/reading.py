"""From the sheets of a workbook to a Dossier, with everything that is wrong by sheet and cell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as field_of
from pathlib import Path

from wijktoets.engine.model.dossier import FORMAAT as DOSSIERFORMAAT
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding, Plek, at_most
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.schema import is_id, is_version
from wijktoets.engine.model.source import FileNode, node_of
from wijktoets.engine.model.words import ONDERDELEN, ROLLEN
from wijktoets.engine.reading.loading import checked, dossier_of
from wijktoets.engine.reading.parsing import FileTree
from wijktoets.engine.reading.values import ReadValue
from wijktoets.texts import text

from . import layout
from .answers import Opties, questions, read_answers
from .archive import open_workbook
from .cells import as_text
from .grid import GridSheet
from .kept import lacking, tell_moved
from .layout import PARTIJ, STANDEN, WAARDE, Veld
from .named import SOORTEN, TREKKER, WAARBORG, Lijsten, merged, trekkers
from .parties import party_names, tell_swapped, who_speaks
from .remarks import remark_open
from .rows import field, nested, ordered, row
from .sheets import SheetShape, mapping, sequence, sheets_of
from .telling import SheetWords, asked_by, column_name, in_cells, in_pack_words, on_sheets


@dataclass(frozen=True, slots=True)
class Herkomst:
    """With which packs a workbook was made, and the questions that those had, each with its options."""

    pakketten: tuple[tuple[str, str], ...] = ()
    vragen: Mapping[str, tuple[str, ...]] = field_of(default_factory=dict)
    namen: tuple[tuple[str, str, str], ...] = ()
    """The names of waarborgen and acties: kind, id and name."""
    bladen: frozenset[str] = frozenset()
    """The sheets that it says it has, of those that another may lack."""


@dataclass(slots=True)
class _OpenedBook:
    """A workbook while it is read."""

    bestand: str
    vellen: dict[str, SheetShape]
    meldingen: list[Melding] = field_of(default_factory=list)
    opties: Opties = field_of(default_factory=dict)
    gezien: set[str] = field_of(default_factory=set)
    nieuw: tuple[str, ...] = ()


def read_workbook(path: Path, bestand: str, pakket: Regelpakket | None, content: bytes | None = None) -> "Werkmap":
    """A workbook as far as it can be read, with all that is wrong.

    Args:
        pakket: whose options answers are read as, whatever their capitals; None: those that the workbook names.
    """
    if content is None:
        remark_open(path, bestand)
    try:
        bladen = open_workbook(path, bestand, content)
    except InvoerFout as error:
        return Werkmap(dossier_of(FileTree(None, error.meldingen), bestand), Herkomst())
    return of_sheets(bladen, bestand, pakket)


@dataclass(frozen=True, slots=True)
class Werkmap:
    """What a workbook holds: the dossier as far as it can be read, and with which packs it was made."""

    gelezen: ReadValue[Dossier]
    herkomst: Herkomst
    nieuwe_themas: tuple[str, ...] = ()
    """The themas that were added since it was made, so that it has no rows for the questions about them."""
    nieuwe_partijen: tuple[str, ...] = ()
    """The parties that were added since it was made, so that it has no columns for them."""
    woorden: SheetWords = field_of(default_factory=SheetWords)

    def dossier(self, pakket: Regelpakket) -> Dossier:
        """The dossier, when it is sound and fits the pack.

        Raises:
            InvoerFout: with everything that is wrong in the workbook and against the pack, at once.
        """
        try:
            return checked(self.gelezen, pakket)
        except InvoerFout as error:
            raise InvoerFout([in_cells(m, self.woorden) for m in error.meldingen]) from None


def of_sheets(bladen: Sequence[GridSheet], bestand: str, pakket: Regelpakket | None) -> Werkmap:
    """A workbook from its sheets."""
    vellen, wrong = sheets_of(bladen, bestand)
    if "kenmerken" not in vellen:
        return Werkmap(dossier_of(FileTree(None, (Melding("werkmap_vreemd", Plek(bestand)),)), bestand), Herkomst())
    boek = _OpenedBook(bestand, vellen, wrong)
    herkomst = _origin(boek)
    boek.opties = _options(herkomst, pakket)
    words = SheetWords(merged(pakket, herkomst.namen), {**(asked_by(pakket) if pakket else {}), **questions(vellen)})
    boek.meldingen += [*_lacking(vellen, bestand, herkomst), *lacking(vellen, bestand)]
    if boek.meldingen:
        return Werkmap(dossier_of(FileTree(None, tuple(boek.meldingen)), bestand), herkomst)
    _name(boek, words.namen)
    root = _made_for(_dossier(boek), herkomst)
    for name in sorted(set(herkomst.vragen) - boek.gezien):
        boek.meldingen.append(Melding("werkmap_vraag_weg", Plek(bestand), {"vraag": name}))
    for vel in vellen.values():
        if vel.sleutel not in ("uitleg", "kenmerken"):
            vel.over()
        boek.meldingen += vel.meldingen
    read = dossier_of(FileTree(root, tuple(at_most(boek.meldingen, bestand))), bestand)
    word = pakket.taal.word if pakket else str
    told = tuple(in_pack_words(in_cells(m, words), word) for m in on_sheets(read.meldingen, tuple(vellen.values())))
    return Werkmap(replace(read, meldingen=told), herkomst, boek.nieuw, _without_column(vellen), words)


def _without_column(vellen: Mapping[str, SheetShape]) -> tuple[str, ...]:
    """The parties on their sheet that have no column yet; one that is called as a role has that of the role."""
    columns = vellen["afspraken"].kolommen
    return tuple(
        name
        for key, name in party_names(vellen["partijen"]).items()
        if name and name.casefold() not in ROLLEN and f"gewenst.{key}" not in columns
    )


def _options(herkomst: Herkomst, pakket: Regelpakket | None) -> Opties:
    """The options of each keuze: those that it has now, and those that it had when the workbook was made."""
    now = {name: tuple(vraag.opties) for name, vraag in pakket.vragen.items()} if pakket else {}
    return {name: (*now.get(name, ()), *herkomst.vragen.get(name, ())) for name in {*now, *herkomst.vragen}}


def _made_for(root: FileNode, herkomst: Herkomst) -> FileNode:
    """The dossier with the packs that the workbook was made with."""
    packs = [
        {"id": name, "versie": versie if is_version(versie) else None}
        for name, versie in herkomst.pakketten
        if is_id(name)
    ]
    if not packs or not isinstance(root.inhoud, dict):
        return root
    return replace(root, inhoud={**root.inhoud, "pakket": (replace(root, inhoud="pakket"), node_of(packs))})


def _name(boek: _OpenedBook, namen: Lijsten) -> None:
    """Give each sheet the names that stand for something else in its columns."""
    words = next(v.woorden for v in layout.ACTIES if v.sleutel == TREKKER)
    parties = party_names(boek.vellen["partijen"])
    own = [name for name in parties.values() if name and name.casefold() not in ROLLEN]
    boek.vellen["afwegingen"].namen = {WAARBORG: namen[WAARBORG]}
    boek.vellen["acties"].namen = {**namen, TREKKER: trekkers(words, own)}
    for vel in boek.vellen.values():
        vel.partijen = parties
    tell_swapped(boek.vellen)


def _origin(boek: _OpenedBook) -> Herkomst:
    """What the hidden sheet tells; a later form of workbook is refused."""
    vel = boek.vellen["kenmerken"]
    rows: list[tuple[str, str]] = []
    names: list[tuple[str, str, str]] = []
    for rij in sorted({rij for rij, kolom in vel.blad.cellen if rij > layout.HOOFD}):
        kind, first, second = (as_text(vel.blad.cellen.get((rij, kolom), "")).strip() for kolom in (1, 2, 3))
        if kind == "formaat" and first not in {layout.FORMAAT, *layout.EERDER}:
            facts = {"waarde": first, "bekend": layout.FORMAAT}
            boek.meldingen.append(Melding("formaat_nieuwer", Plek(boek.bestand), facts))
        if kind == layout.BLAD and first not in boek.vellen:
            title = text(f"werkmap.bladen.{first}") if first in layout.BLADEN else first
            boek.meldingen.append(Melding("werkmap_blad_ontbreekt", Plek(boek.bestand), {"blad": title}))
        if kind in SOORTEN:
            names.append((kind, first, second))
        rows.append((f"{kind} {first}", second))
    packs = tuple((key.removeprefix("pakket "), versie) for key, versie in rows if key.startswith("pakket "))
    asked = {key.removeprefix("vraag "): tuple(given.split()) for key, given in rows if key.startswith("vraag ")}
    sheets = frozenset(key.removeprefix("blad ") for key, _ in rows if key.startswith("blad "))
    return Herkomst(packs, asked, tuple(names), sheets)


def _lacking(vellen: Mapping[str, SheetShape], bestand: str, herkomst: Herkomst) -> Iterator[Melding]:
    """The sheets and columns that should be there; a workbook that names its sheets with questions may lack others."""
    questions = frozenset(ONDERDELEN)
    may_lack = layout.SOMS | (questions if questions & herkomst.bladen else frozenset())
    for key in layout.BLADEN:
        if key not in vellen:
            if key not in may_lack:
                yield Melding("werkmap_blad_ontbreekt", Plek(bestand), {"blad": text(f"werkmap.bladen.{key}")})
            continue
        there = vellen[key].kolommen
        words = layout.WOORDEN if there.keys() & set(layout.WOORDEN) else ()
        for name in (*_columns(key), *words):
            if name not in there:
                place = {"blad": vellen[key].blad.naam, "kolom": column_name(key, name)}
                yield Melding("werkmap_kolom_ontbreekt", Plek(bestand), place)


def _columns(key: str) -> tuple[str, ...]:
    if key in layout.LIJSTEN:
        return tuple(veld.sleutel for veld in layout.LIJSTEN[key] if not veld.later)
    if key in layout.VRAGEN:
        return STANDEN
    return (WAARDE,) if key in ("dossier", "gesprekken") else ()


def _dossier(boek: _OpenedBook) -> FileNode:
    """The whole dossier as nodes."""
    vel = boek.vellen["dossier"]
    top = _top(vel)
    afspraken, by_number = _afspraken(boek)
    powers, by_power = _powers(boek, by_number)
    tell_moved(boek.vellen, "afspraken", {number: afspraken[rij] for number, rij in by_number.items()})
    if powers:
        tell_moved(boek.vellen, "bevoegdheden", {key: made for key, (_, made) in powers.items()})
    read = read_answers(boek.vellen, boek.opties, {"", *by_number, *by_power})
    boek.gezien, answers = read.vragen, read.blokken
    boek.nieuw = _new(read.bereiken, {number: afspraken[name] for number, name in by_number.items()})
    for number, name in by_number.items():
        block = afspraken[name]
        if number in answers:
            block["antwoorden"] = answers[number]
        own = [
            mapping(made | ({"antwoorden": answers[scope]} if scope in answers else {}), next(iter(made.values())))
            for scope, (home, made) in powers.items()
            if home == number
        ]
        if own:
            block["bevoegdheden"] = sequence(own)
    at = vel.node(vel.rijen.get("naam", layout.HOOFD + 1), vel.kolommen[WAARDE], None)
    if "" in answers:
        top["antwoorden"] = answers[""]
    rows = [mapping(block, block.get("thema") or next(iter(block.values()))) for block in afspraken.values()]
    if rows:
        top["afspraken"] = sequence(rows)
    return mapping(top | _rest(boek) | {"formaat": replace(at, inhoud=DOSSIERFORMAAT)}, at)


def _new(scopes: Collection[str], afspraken: Mapping[str, Mapping[str, FileNode]]) -> tuple[str, ...]:
    """The themas of the afspraken that have no rows for questions, where others have."""
    themas = [made["thema"].inhoud for number, made in afspraken.items() if number not in scopes and "thema" in made]
    return tuple(dict.fromkeys(map(str, themas))) if set(scopes) - {""} else ()


def _top(vel: SheetShape) -> dict[str, FileNode]:
    """The fields of the dossier itself."""
    rows = [(veld, rij) for veld in layout.DOSSIER if (rij := vel.rijen.get(veld.sleutel)) is not None]
    return nested({veld.pad: field(vel, veld, rij, vel.kolommen[WAARDE]) for veld, rij in rows})


def _afspraken(boek: _OpenedBook) -> tuple[dict[int, dict[str, FileNode]], dict[str, int]]:
    """The afspraken by row, and the row of each number."""
    vel = boek.vellen["afspraken"]
    plain = tuple(v for v in layout.AFSPRAKEN if v.pad[0] != "gewenst")
    named = (key.removeprefix("gewenst.") for key in vel.kolommen if key.startswith(f"gewenst.{PARTIJ}"))
    single, *roles = (v for v in layout.AFSPRAKEN if v.pad[0] == "gewenst")
    wishes = (single, *(layout.wish_of(column) for column in named), *roles)
    numbers = {rij: number for number, rij in vel.rijen.items()}
    found: dict[int, dict[str, FileNode]] = {}
    for rij in vel.gevuld():
        block = row(vel, plain, rij)
        wish = _wishes(vel, wishes, rij)
        block |= {"gewenst": wish} if wish else {}
        if block:
            found[rij] = block
    return found, {numbers.get(rij, f"rij {rij}"): rij for rij in found}


def _wishes(vel: SheetShape, fields: Sequence[Veld], rij: int) -> FileNode | None:
    given = {v.pad[-1]: field(vel, v, rij, vel.kolommen[v.sleutel]) for v in fields}
    spoke = {column: node for column, node in given.items() if node is not None and column != "gewenst"}
    single = given["gewenst"]
    if not spoke:
        return single
    if single is not None:
        vel.zeg("werkmap_een_of_per_partij", rij, single.kolom)
    items = [
        mapping({"door": replace(spoke[name], inhoud=door), "gewenst": spoke[name]}, spoke[name])
        for name in ordered(vel, rij, spoke)
        if (door := who_speaks(vel, name, spoke[name])) is not None
    ]
    if not items:
        return single
    return sequence(items)


def _powers(
    boek: _OpenedBook, by_number: Mapping[str, int]
) -> tuple[dict[str, tuple[str, dict[str, FileNode]]], dict[str, int]]:
    """The bevoegdheden by their key, each with the number of its afspraak."""
    vel = boek.vellen.get("bevoegdheden")
    if vel is None:
        return {}, {}
    keys = {rij: key for key, rij in vel.rijen.items()}
    found: dict[str, tuple[str, dict[str, FileNode]]] = {}
    for rij in vel.gevuld():
        made = row(vel, layout.BEVOEGDHEDEN, rij)
        home = made.pop("afspraak", None)
        if home is None and made:
            vel.zeg("werkmap_bij_welke_afspraak", rij, vel.kolommen["afspraak"])
        elif home is not None and str(home.inhoud) not in by_number:
            vel.zeg("werkmap_afspraak_onbekend", rij, home.kolom, nummer=home.inhoud)
        elif home is not None:
            made = made or {"naam": replace(home, inhoud=None)}
            found[keys.get(rij, f"rij {rij}")] = (str(home.inhoud), made)
    return found, dict.fromkeys(found, 0)


def _rest(boek: _OpenedBook) -> dict[str, FileNode]:
    """What stands in the other sheets: the lists, bronnen, notes of the conversation, and a look back."""
    found: dict[str, FileNode] = {}
    lists: tuple[str, ...] = ("partijen", "afwegingen", "acties", "bevestigd")
    for key in (name for name in lists if name in boek.vellen):
        vel, fields = boek.vellen[key], layout.LIJSTEN[key]
        first = vel.kolommen[fields[0].sleutel]
        rows = [mapping(made, vel.node(rij, first, None)) for rij in vel.gevuld() if (made := row(vel, fields, rij))]
        if rows:
            found[key] = sequence(rows)
    looked_back = _looked_back(boek.vellen["terugblik"]) if "terugblik" in boek.vellen else {}
    blocks = {"gesprekken": _notes(boek.vellen["gesprekken"]), "bronnen": _sources(boek.vellen["bronnen"])}
    for key, pairs in {**blocks, "terugblik": looked_back}.items():
        if pairs:
            found[key] = replace(next(iter(pairs.values()))[1], inhoud=pairs)
    return found


def _looked_back(vel: SheetShape) -> dict[str, tuple[FileNode, FileNode]]:
    """What a look back says, by its kind."""
    kinds: dict[str, tuple[FileNode, list[FileNode]]] = {}
    for rij in vel.gevuld():
        made = row(vel, layout.TERUGBLIK, rij)
        kind = made.pop("soort", None)
        if kind is not None:
            kinds.setdefault(str(kind.inhoud), (kind, []))[1].append(mapping(made, kind))
        elif made:
            vel.zeg("werkmap_veld_ontbreekt", rij, vel.kolommen["soort"], kop=column_name("terugblik", "soort"))
    return {name: (kind, replace(kind, inhoud=items)) for name, (kind, items) in kinds.items()}


def _notes(vel: SheetShape) -> dict[str, tuple[FileNode, FileNode]]:
    column = vel.kolommen[WAARDE]
    notes: dict[str, tuple[FileNode, FileNode]] = {}
    for name, rij in vel.rijen.items():
        value = vel.waarde(rij, column)
        if value is not None:
            node = vel.node(rij, column, as_text(value))
            notes[name] = (replace(node, inhoud=name), node)
    return notes


def _sources(vel: SheetShape) -> dict[str, tuple[FileNode, FileNode]]:
    pairs: dict[str, tuple[FileNode, FileNode]] = {}
    for rij in vel.gevuld():
        made = row(vel, layout.BRONNEN, rij)
        if not made:
            continue
        key, value = made.get("sleutel"), made.get("tekst")
        if key is None or value is None:
            lacking = "sleutel" if key is None else "tekst"
            vel.zeg("werkmap_veld_ontbreekt", rij, vel.kolommen[lacking], kop=column_name("bronnen", lacking))
        elif str(key.inhoud) in pairs:
            vel.zeg("werkmap_bron_dubbel", rij, key.kolom, naam=key.inhoud)
        else:
            pairs[str(key.inhoud)] = (key, value)
    return pairs
