"""Start: the dossiers on alphabet, a new one, and what is taken in from a file; and the facts of one dossier."""

import re
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.dossier import FORMAAT
from wijktoets.engine.model.words import PARTIJROLLEN
from wijktoets.engine.reading.setting import written

from ..answers import edit
from ..store import Author
from ..visit import Visit

STATUSES: Final = ("voorstel", "afgesproken", "in_uitvoering", "terugblik")
PARTIES: Final = 6
"""Rows for parties on a form; more come when these are filled."""


def show(visit: Visit) -> Response:
    """The dossiers."""
    return visit.page("start", dossiers=visit.store.all(), folder=str(visit.served.folder), demo=visit.served.demo)


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


def _packs(visit: Visit) -> Any:
    packs = [{"id": p.id, "versie": p.versie} for p in visit.served.pack.pakketten]
    return packs[0] if len(packs) == 1 else packs


def take_in(visit: Visit) -> Response:
    """Take in a dossier from a YAML file."""
    content, name = visit.form.file, visit.form.file_name
    if not content:
        return visit.page("fout", 422, reden="bestand", form={})
    key, _ = taken_in(visit, content, name)
    return visit.to(f"/dossier/{key}")


def taken_in(visit: Visit, content: bytes, name: str) -> tuple[str, str]:
    """A dossier from a file, after seeing that it is sound; its key and its name.

    Raises:
        InvoerFout: with everything that is wrong in it.
    """
    known = visit.served.shelf.read(content)
    naam = known.dossier.naam
    return visit.store.add(naam, content, visit.who().author(), van=name), naam


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
