"""Start: the dossiers on alphabet, a new one, and what is taken in from a file; and the facts of one dossier."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.dossier import FORMAAT
from wijktoets.engine.model.words import PARTIJROLLEN
from wijktoets.engine.reading.setting import written

from ..answers import as_value, edit, rows_of
from ..archive import Broken, is_archive, restored, unpacked
from ..folder import BOOKS, Refused, changed, free, named, of_workbook, put, read, unknown
from ..folder import take_in as take_in_file
from ..office import MAX_TEXT, READ, Unreadable, text_of
from ..store import Author, Missing, StoredEdit
from ..visit import Visit
from .werkblad import kept_text, text_in

STATUSES: Final = ("voorstel", "afgesproken", "in_uitvoering", "terugblik")
OF_THAT_ONE: Final = frozenset({"peildatum", "opgesteld", "bevestigd", "terugblik", "acties", "afwegingen"})
"""Fields that a dossier which begins from another does not take over."""
ANY_THEMA: Final = "algemeen"
"""The thema of a dossier of which nobody said yet what it is about."""
SYNCED: Final = frozenset({"Dropbox", "Google Drive", "GoogleDrive", "iCloud Drive", "Nextcloud", "OneDrive"})
"""Folders that a program copies elsewhere."""
AT_THE_TABLE: Final = ("wijk", "gemeente")
"""For whom a new dossier asks who talks; others come later."""
PARTIES: Final = 6
"""Rows for parties on a form; more come when these are filled."""


def show(visit: Visit) -> Response:
    """The dossiers, and what stands in the folder and was not taken in."""
    served = visit.served
    rows = [(row, changed(served.folder, row)) for row in visit.store.all()]
    synced = any(part in SYNCED for part in served.folder.parts)
    new = [(path.name, served.refused.get(path.name, ())) for path in unknown(visit.store, served.folder)]
    folder = str(served.folder) if served.front is None else ""  # nobody who comes from elsewhere can look there
    return visit.page("start", dossiers=rows, nieuw=new, folder=folder, demo=served.demo, gedeeld=synced)


def make(visit: Visit) -> Response:
    """Make a new dossier: a name, a place, what it is about, who talk, and the text of the deal if there is one."""
    naam, thema = visit.form.line("naam"), visit.form.line("thema")
    if not naam:
        return visit.page("fout", 422, reden="naam", form=visit.form.fields)
    try:
        text_name, text = text_in(visit, "tekstnaam")
    except Unreadable as error:
        return visit.page("fout", 422, reden=f"tekstbestand.{error}", form=visit.typed())
    if asked := visit.personal({**visit.typed(), "tekst": text, "tekstnaam": text_name}):
        return asked
    tree = _begun(visit, naam)
    if gemeente := visit.form.line("gemeente"):
        tree["gemeente"] = gemeente
    if gebied := visit.form.line("gebied"):
        tree["gebied"] = {"naam": gebied, "soort": "dorp" if visit.form.line("soort") == "dorp" else "wijk"}
    tree["status"] = "voorstel"
    named_here = [{"naam": visit.form.line(f"partij-{rol}"), "rol": rol} for rol in AT_THE_TABLE]
    if parties := [each for each in named_here if each["naam"]]:
        tree["partijen"] = parties
    tree["afspraken"] = [{"thema": thema or ANY_THEMA}]
    key = _added(visit, tree, text_name, text)
    if not text and visit.form.line("per") != "kaart":
        return visit.to(f"/dossier/{key}")
    return visit.to(f"/dossier/{key}/werkblad/0{'/kaart' if visit.form.line('per') == 'kaart' else ''}")


def _begun(visit: Visit, naam: str) -> dict[str, Any]:
    return {"formaat": FORMAAT, "naam": naam, "pakket": _packs(visit)}


def _added(visit: Visit, tree: Mapping[str, Any], text_name: str, text: str) -> str:
    """Keep a new dossier, with the text of a deal if there is one; gives its key."""
    content = written(tree)
    visit.served.shelf.read(content)
    key = visit.store.add(tree["naam"], content, visit.who().author())
    if text:
        kept_text(visit, key, text_name, text)
    return key


def copy(visit: Visit) -> Response:
    """Begin a new dossier from this one: each answer says where it was taken from, and nobody confirmed it yet."""
    naam = visit.form.line("naam")
    if not naam:
        return visit.page("fout", 422, reden="naam", form=visit.form.fields)
    known = visit.known()
    mark = visit.said("dossier.overgenomen", naam=known.dossier.naam)
    tree = deepcopy({name: value for name, value in known.plain.items() if name not in OF_THAT_ONE})
    tree |= {"naam": naam, "status": "voorstel"}
    for holder in (tree, *tree.get("afspraken", [])):
        answers = holder.get("antwoorden") or {}
        holder["antwoorden"] = {vraag: copied(value, mark) for vraag, value in answers.items()}
    content = written(tree)
    visit.served.shelf.read(content)
    return visit.to(f"/dossier/{visit.store.add(naam, content, visit.who().author(), vanuit=known.dossier.naam)}")


def copied(value: Any, mark: str) -> Any:
    """The answers to a question with where they were taken from, and without who stood behind their words."""
    rows = {}
    for door, row in rows_of(value).items():
        agreed = row.get("afgesproken")
        kept = {name: each for name, each in row.items() if name != "toelichting"}
        if isinstance(agreed, dict):
            kept["afgesproken"] = {name: each for name, each in agreed.items() if name != "bevestigd_door"}
        rows[door] = {**kept, "toelichting": " ".join(filter(None, [row.get("toelichting"), mark]))}
    return as_value(rows)


def _packs(visit: Visit) -> Any:
    packs = [{"id": p.id, "versie": p.versie} for p in visit.served.pack.pakketten]
    return packs[0] if len(packs) == 1 else packs


def take_in(visit: Visit) -> Response:
    """Take in a dossier from a file that is sent, or from one that stands in the folder."""
    form = visit.form
    try:
        if name := form.text("map"):
            path = next((p for p in unknown(visit.store, visit.served.folder) if p.name == name), None)
            if path is None:
                raise Missing(name)
            if asked := visit.personal(
                {"map": name, "inhoud": read(path, visit.served.packs)[1].decode("utf-8", "replace")}
            ):
                return asked
            key = take_in_file(visit.store, visit.served.shelf, visit.served.packs, path)
        elif form.file and is_archive(form.file):
            kept, found = unpacked(form.file)
            visit.served.shelf.read(found[len(found)])
            key = restored(visit.store, kept, found)
        elif form.file_name.lower().endswith(READ) or form.text("tekst"):
            return _of_deal(visit)
        elif form.file or form.text("inhoud"):
            name, content = _sent(visit)
            naam = named(visit.served.shelf, content, name)
            if asked := visit.personal({"bestandsnaam": name, "inhoud": content.decode("utf-8", "replace")}):
                return asked
            key = visit.store.add(naam, content, visit.who().author(), van=name)
        else:
            return visit.page("fout", 422, reden="bestand", form={})
    except Refused as error:
        return visit.page("fout", 422, reden="invoer", lines=error.lines, form={})
    except Broken:
        return visit.page("fout", 422, reden="archief", form={})
    return visit.to(f"/dossier/{key}")


def _of_deal(visit: Visit) -> Response:
    """Begin a dossier with a text that was sent, under the name of its file: what it is about is filled in next."""
    form = visit.form
    name = form.file_name or form.line("bestandsnaam")
    try:
        text = text_of(name, form.file) if form.file is not None else form.text("tekst")
    except Unreadable as error:
        return visit.page("fout", 422, reden=f"tekstbestand.{error}", form={})
    if not text.strip():
        return visit.page("fout", 422, reden="tekst", form={})
    if asked := visit.personal({"bestandsnaam": name, "tekst": text}):
        return asked
    naam = " ".join(Path(name).stem.split()) or visit.said("tekst.geplakt")
    tree = {**_begun(visit, naam), "status": "voorstel", "afspraken": [{"thema": ANY_THEMA}]}
    return visit.to(f"/dossier/{_added(visit, tree, name, text[:MAX_TEXT])}")


def _sent(visit: Visit) -> tuple[str, bytes]:
    """The name and the text of a dossier that was sent: as a file, a workbook too, or as text that was looked at.

    Raises:
        Refused: with the lines that say what is wrong in a workbook.
    """
    content, name = visit.form.file, visit.form.file_name
    if content is None:
        return visit.form.line("bestandsnaam"), (visit.form.text("inhoud") + "\n").encode()
    if name.lower().endswith(BOOKS):
        return name, of_workbook(content, name, visit.served.packs)
    return name, content


def take_in_folder(visit: Visit) -> Response:
    """Take over what stands in a file of a dossier by now, as a new version."""
    row, name = visit.store.row(visit.key), visit.form.text("bestand")
    if name not in changed(visit.served.folder, row):
        raise Missing(visit.key)
    try:
        held, content = read(visit.served.folder / name, visit.served.packs)
        naam = named(visit.served.shelf, content, name)
    except Refused as error:
        return visit.page("fout", 422, reden="invoer", lines=error.lines, form={})
    visit.store.change(
        visit.key,
        Author(visit.who().role, "map"),
        lambda before: None if before == content else StoredEdit(content, "bestand", naam=naam, facts={"van": name}),
    )
    visit.store.set_file(visit.key, name, held)
    return visit.to(f"/dossier/{visit.key}", bewaard="1")


def put_in_folder(visit: Visit) -> Response:
    """Write a dossier to its file in the folder, unless that says something else than it did."""
    row, now = visit.store.row(visit.key), visit.store.current(visit.key)
    folder = visit.served.folder
    if row.bestand in changed(folder, row):
        return visit.page("fout", 409, reden="bestand_anders", form={})
    name = row.bestand or free(folder, row.naam)
    try:
        put(folder, name, now.content)
    except OSError:
        return visit.page("fout", 507, reden="map", form={})
    visit.store.set_file(visit.key, name, now.content)
    return visit.to(f"/dossier/{visit.key}", geschreven=name)


def one(visit: Visit) -> Response:
    """What a dossier is about, who is at the table, and the ways into it."""
    known = visit.known()
    row = visit.store.row(visit.key)
    rows = [{"naam": p.naam, "rol": p.rol} for p in known.dossier.partijen]
    rows += [{"naam": "", "rol": "bewoners"}] * max(2, PARTIES - len(rows))
    shown: dict[str, Any] = {"rijen": rows, "rollen": PARTIJROLLEN, "statussen": STATUSES, "rij_in_map": row}
    shown |= {"op_deze_computer": visit.served.front is None}
    shown |= {"anders": changed(visit.served.folder, row), "geschreven": visit.asked("geschreven")}
    return visit.page("dossier", k=known, d=known.dossier, **shown)


def set_facts(visit: Visit) -> Response:
    """Keep the name, place, status and parties of a dossier."""
    form = visit.form
    if asked := visit.personal():
        return asked
    parties = []
    for number in range(200):
        naam = form.line(f"partij-{number}")
        if naam:
            parties.append({"naam": naam, "rol": form.line(f"rol-{number}")})
        elif f"partij-{number}" not in form.fields:
            break
    naam = form.line("naam")
    if not naam:
        return visit.page("fout", 422, reden="naam", form=form.fields)
    values: list[tuple[tuple[str | int, ...], Any]] = [
        (("naam",), naam),
        (("gemeente",), form.line("gemeente") or None),
        (("status",), form.line("status") if form.line("status") in STATUSES else "voorstel"),
        (("partijen",), parties or None),
    ]
    if gebied := form.line("gebied"):
        values += [(("gebied", "naam"), gebied), (("gebied", "soort"), form.line("soort") or "wijk")]

    def make(content: bytes) -> Any:
        known = visit.served.shelf.read(content)
        same = [{"naam": p.naam, "rol": p.rol} for p in known.dossier.partijen] == parties
        changed = [(path, value) for path, value in values if not (path == ("partijen",) and same)]
        made = edit(known, changed, "gegevens", naam=naam)
        if made is not None:
            visit.served.shelf.read(made.content)
        return made

    visit.store.change(visit.key, visit.who().author(), make)
    return visit.to(f"/dossier/{visit.key}", bewaard="1")


def add_thema(visit: Visit) -> Response:
    """Put a thema behind the others."""
    thema = visit.form.line("thema")
    if not thema:
        return visit.page("fout", 422, reden="naam", form=visit.form.fields)
    if asked := visit.personal():
        return asked

    def make(content: bytes) -> Any:
        known = visit.served.shelf.read(content)
        made = edit(known, [(("afspraken", len(known.dossier.afspraken)), {"thema": thema})], "gegevens")
        if made is not None:
            visit.served.shelf.read(made.content)
        return made

    visit.store.change(visit.key, visit.who().author(), make)
    return visit.to(f"/dossier/{visit.key}")
