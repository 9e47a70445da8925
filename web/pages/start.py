"""Start: the dossiers on alphabet, a new one, and what is taken in from a file; and the facts of one dossier."""

import hashlib
import os
import re
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.dossier import FORMAAT
from wijktoets.engine.model.source import read_bytes
from wijktoets.engine.model.words import PARTIJROLLEN
from wijktoets.engine.reading.setting import written

from ..answers import as_value, edit, rows_of
from ..archive import Broken, is_archive, restored, unpacked
from ..store import Author, Missing, StoredEdit
from ..visit import Visit
from ..worker import ran

STATUSES: Final = ("voorstel", "afgesproken", "in_uitvoering", "terugblik")
OF_THAT_ONE: Final = frozenset({"peildatum", "opgesteld", "bevestigd", "terugblik", "acties", "afwegingen"})
"""Fields that a dossier which begins from another does not take over."""
SYNCED: Final = frozenset({"Dropbox", "Google Drive", "GoogleDrive", "iCloud Drive", "Nextcloud", "OneDrive"})
"""Folders that a program copies elsewhere."""
PARTIES: Final = 6
"""Rows for parties on a form; more come when these are filled."""


def show(visit: Visit) -> Response:
    """The dossiers."""
    rows = [(row, changed_on_disk(row)) for row in visit.store.all()]
    synced = any(part in SYNCED for part in visit.served.folder.parts)
    return visit.page("start", dossiers=rows, folder=str(visit.served.folder), demo=visit.served.demo, gedeeld=synced)


def make(visit: Visit) -> Response:
    """Make a new dossier: a name, a place and what it is about, and nothing more."""
    naam, thema = visit.form.line("naam"), visit.form.line("thema")
    if not naam:
        return visit.page("fout", 422, reden="naam", form=visit.form.fields)
    tree: dict[str, Any] = {"formaat": FORMAAT, "naam": naam, "pakket": _packs(visit)}
    if gemeente := visit.form.line("gemeente"):
        tree["gemeente"] = gemeente
    if gebied := visit.form.line("gebied"):
        tree["gebied"] = {"naam": gebied, "soort": "dorp" if visit.form.line("soort") == "dorp" else "wijk"}
    tree["status"] = "voorstel"
    tree["afspraken"] = [{"thema": thema or "algemeen"}]
    content = written(tree)
    visit.served.shelf.read(content)
    key = visit.store.add(naam, content, visit.who().author())
    return visit.to(f"/dossier/{key}")


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
    """Take in a dossier from a file."""
    content, name = visit.form.file, visit.form.file_name
    if not content:
        return visit.page("fout", 422, reden="bestand", form={})
    try:
        key = taken_in(visit, content, name)
    except Refused as error:
        return visit.page("fout", 422, reden="invoer", lines=error.args[0], form={})
    except Broken:
        return visit.page("fout", 422, reden="archief", form={})
    return visit.to(f"/dossier/{key}")


def take_in_folder(visit: Visit) -> Response:
    """Take over what stands in the file of a dossier by now, as a new version."""
    row = visit.store.row(visit.key)
    content = read_bytes(Path(row.bestand), row.naam) if row.bestand else b""
    if not content:
        raise Missing(visit.key)
    naam = visit.served.shelf.read(content).dossier.naam
    visit.store.change(
        visit.key,
        Author(visit.who().role, "map"),
        lambda before: None if before == content else StoredEdit(content, "bestand", naam=naam),
    )
    visit.store.set_file(visit.key, row.bestand, content)
    return visit.to(f"/dossier/{visit.key}", bewaard="1")


def put_in_folder(visit: Visit) -> Response:
    """Write a dossier to its file in the folder, unless that says something else than it did."""
    row, now = visit.store.row(visit.key), visit.store.current(visit.key)
    path = Path(row.bestand) if row.bestand else _free(visit.served.folder, row.naam)
    if path.exists() and changed_on_disk(row):
        return visit.page("fout", 409, reden="bestand_anders", bestand=str(path))
    handle, temporary = tempfile.mkstemp(prefix=".wijktoets-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(now.content)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        return visit.page("fout", 507, reden="map")
    visit.store.set_file(visit.key, str(path), now.content)
    return visit.to(f"/dossier/{visit.key}", geschreven="1")


def _free(folder: Path, naam: str) -> Path:
    """A file that is not there yet, called after a dossier."""
    slug = re.sub(r"[^a-z0-9]+", "-", naam.lower()).strip("-")[:60] or "dossier"
    names = [f"{slug}.yaml", *(f"{slug}-{n}.yaml" for n in range(2, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def changed_on_disk(row: Any) -> bool:
    """Whether the file of a dossier holds something else than when it was last read or written."""
    if not row.bestand:
        return False
    try:
        return bool(hashlib.sha256(Path(row.bestand).read_bytes()).hexdigest() != row.bestand_sha)
    except OSError:
        return False


def taken_in(visit: Visit, content: bytes, name: str) -> str:
    """A dossier from a file, after seeing that it is sound: YAML, a workbook, or an archive; gives its key.

    Raises:
        InvoerFout: with everything that is wrong in it.
        Refused: with the lines that say what is wrong in a workbook.
        Broken: an archive that is none.
    """
    if is_archive(content):
        kept, found = unpacked(content)
        visit.served.shelf.read(found[len(found)])
        return restored(visit.store, kept, found)
    if name.lower().endswith((".xlsx", ".ods")):
        content = _of_workbook(visit, content, name)
    naam = visit.served.shelf.read(content, bestand=name).dossier.naam
    return visit.store.add(naam, content, visit.who().author(), van=name)


class Refused(Exception):
    """A workbook cannot be taken in; the lines say why."""


def _of_workbook(visit: Visit, content: bytes, name: str) -> bytes:
    """The dossier of a workbook, read in a process of its own."""
    file = f"werkmap{name[-5:].lower() if name.lower().endswith('.xlsx') else '.ods'}"
    packs = [word for pack in visit.served.packs for word in ("--pack", pack)]
    found = ran(["import", file, "--to", "dossier.yaml", *packs], {file: content}, ("dossier.yaml",), seconds=30)
    if "dossier.yaml" not in found.made:
        raise Refused(found.err.replace(file, name).splitlines())
    return found.made["dossier.yaml"]


def one(visit: Visit) -> Response:
    """What a dossier is about, who is at the table, and the ways into it."""
    known = visit.known()
    rows = [{"naam": p.naam, "rol": p.rol} for p in known.dossier.partijen]
    rows += [{"naam": "", "rol": "bewoners"}] * max(2, PARTIES - len(rows))
    return visit.page("dossier", k=known, d=known.dossier, rijen=rows, rollen=PARTIJROLLEN, statussen=STATUSES)


def set_facts(visit: Visit) -> Response:
    """Keep the name, place, status and parties of a dossier."""
    form = visit.form
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

    def make(content: bytes) -> Any:
        known = visit.served.shelf.read(content)
        made = edit(known, [(("afspraken", len(known.dossier.afspraken)), {"thema": thema})], "gegevens")
        if made is not None:
            visit.served.shelf.read(made.content)
        return made

    visit.store.change(visit.key, visit.who().author(), make)
    return visit.to(f"/dossier/{visit.key}")


def known_files(folder: Path) -> list[Path]:
    """The dossiers that stand in a folder itself."""
    return sorted(p for p in folder.iterdir() if p.is_file() and re.search(r"\.ya?ml$", p.name) and p.name[0] != ".")


AUTHOR_MAP: Final = Author("adviseur", "map")
