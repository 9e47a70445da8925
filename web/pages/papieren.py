"""Papieren: every document of `report`, `questions --to` and `export`, made on request, with a look beforehand."""

import re
from collections.abc import Mapping, Sequence
from time import monotonic, sleep
from types import MappingProxyType
from typing import Final

from starlette.responses import Response

from wijktoets.telling.formats.registry import FORMATS
from wijktoets.telling.reader import BIJLAGELEZERS

from ..store import Missing
from ..visit import Visit

PAPERS: Final[dict[str, tuple[str, ...]]] = {
    "raad": ("report", "--for", "raad"),
    "bewoners": ("report", "--for", "bewoners"),
    "team": ("report", "--for", "team"),
    "afspraken": ("report", "--kind", "afspraken"),
    "praatplaat": ("questions",),
    "praatplaat-a3": ("questions", "--paper", "A3"),
    "werkmap": ("export",),
    "tabel": ("export",),
}
"""What can be made, with what is typed for it."""
KINDS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("raad", "bewoners", "team", "afspraken", "praatplaat"), tuple(FORMATS)),
    "praatplaat-a3": (".pdf",),
    "werkmap": (".xlsx",),
    "tabel": (".csv",),
}
DOSSIER: Final = "dossier.yaml"
NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
SOON: Final = 1.0
"""Seconds that a page waits for a document before it says that it is being made."""
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}


def show(visit: Visit) -> Response:
    """What can be made."""
    known = visit.known()
    papers = {
        name: kinds for name, kinds in KINDS.items() if known.dossier.status != "terugblik" or name != "afspraken"
    }
    return visit.page("papieren", k=known, papieren=papers)


def make(visit: Visit) -> Response:
    """Begin to make a document; a short one is there at once."""
    return start_paper(visit, visit.form.line("stuk"), visit.form.line("vorm"))


def start_paper(
    visit: Visit, name: str, kind: str, more: Sequence[str] = (), beside: Mapping[str, bytes] = NOTHING
) -> Response:
    """Begin to make a document of a kind, and go to where it will be.

    Args:
        more: what is typed as well.
        beside: files that stand beside the dossier, by name.
    """
    if kind not in KINDS.get(name, ()):
        return visit.page("fout", 422, reden="niet_hier")
    known = visit.known()
    slug = re.sub(r"[^a-z0-9]+", "-", known.dossier.naam.lower()).strip("-")[:60] or "dossier"
    file = f"{slug}-{name}{kind}"
    command, *options = PAPERS[name]
    packs = [word for pack in visit.served.packs for word in ("--pack", pack)]
    words = [command, DOSSIER, "--to", file, *options, *more, *packs]
    key = visit.served.jobs.start(visit.key, file, words, {DOSSIER: known.content, **beside})
    if key is None:
        return visit.page("fout", 409, reden="bezig")
    until = monotonic() + SOON
    while monotonic() < until:
        job = visit.served.jobs.find(visit.key, key)
        if job is None or job.ran is not None:
            break
        sleep(0.02)
    return visit.to(f"/dossier/{visit.key}/papier/{key}")


def fetch(visit: Visit) -> Response:
    """A document that was made, or that it is being made, or why it was not."""
    job = visit.served.jobs.find(visit.key, str(visit.param("stuk")))
    if job is None:
        raise Missing(visit.param("stuk"))
    if job.ran is None:
        response = visit.page("bezig", naam=job.naam, seconden=int(monotonic() - job.begun))
        response.headers["refresh"] = "2"
        return response
    if visit.asked("haal") == "" and job.ran.made.get(job.naam) is not None:
        return visit.page("klaar", naam=job.naam, adres=f"{visit.request.url.path}?haal=1")
    content = job.ran.made.get(job.naam)
    if content is None:
        lines = [line for line in job.ran.err.splitlines() if line.strip()]
        return visit.page("fout", 422, reden="papier_tijd" if job.ran.code is None else "papier", lines=lines[:40])
    kind = f".{job.naam.rpartition('.')[2]}"
    headers = {"content-disposition": f'attachment; filename="{job.naam}"'}
    return Response(content, media_type=TYPES.get(kind, "application/octet-stream"), headers=headers)


def look(visit: Visit) -> Response:
    """A paper as it would be, on the page itself."""
    from wijktoets.telling.papers.bijlage import bijlage
    from wijktoets.telling.papers.residents_page import residents_page
    from wijktoets.telling.papers.sheet import afspraken

    known, name = visit.known(), str(visit.param("stuk"))
    if refused := visit.unfinished():
        return refused
    if name == "afspraken" and known.dossier.status != "terugblik":
        return visit.page("blad", k=known, stuk=afspraken(known.rapport))
    if name == "bewoners":
        return visit.page("blad", k=known, stuk=residents_page(known.rapport))
    lezer = next((each for each in BIJLAGELEZERS if each == name), None)
    if lezer is None:
        raise Missing(name)
    return visit.page("blad", k=known, stuk=bijlage(known.rapport, lezer, known.plan))
