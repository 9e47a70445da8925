"""Verslag: what was shared, and what a party says of how it is written down; its history, and its own copy of all."""

from datetime import date
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.agreed import Bevestiging
from wijktoets.engine.model.confirming import BEWONERS, kenmerk
from wijktoets.engine.model.dossier import rol_of
from wijktoets.telling.formats import html
from wijktoets.telling.residents import spoken
from wijktoets.telling.tree import Document, Heading, Item, Listing, Part, own

from ..answers import SHARED, Conflict, edit, joined, rows_of, seen
from ..archive import packed
from ..dossier import AskedOnPage, Known
from ..marking import unmarked
from ..party import options_of, unmarked_rows
from ..store import Missing, StoredEdit, is_shared
from ..visit import Visit, filled_page, say
from .geschiedenis import ZIP, told_of
from .mijn import OwnPage, at_own, other_party, own_page
from .papieren import start_paper

OORDELEN: Final = ("zo_gezegd", "niet_zo_gezegd", "tekent_niet")


def shared(visit: Visit) -> Response:
    """What parties said beforehand, beside each other, once it is shared."""
    known, row = visit.known(), visit.store.row(visit.key)
    if not is_shared(row):
        return visit.page("gedeeld", k=known, gedeeld=False, moment=row.gedeeld_op, partij=visit.who().partij)
    return visit.page(
        "gedeeld",
        k=known,
        gedeeld=True,
        moment=row.gedeeld_op,
        rijen=said_early(visit, known),
        partij=visit.who().partij,
        gewoon=_reads_plain(visit, known),
    )


def _reads_plain(visit: Visit, known: Known) -> bool:
    """Whether who visits speaks for residents, and so reads their words."""
    partij = visit.who().partij
    return partij is not None and rol_of(partij, known.dossier.partijen) in BEWONERS


def said_early(visit: Visit, known: Known) -> list[tuple[str, AskedOnPage, list[Any], Any]]:
    """What parties said beforehand, in the order of the questions: thema, question, a row each, what its words say."""
    fields = {asked.id: asked for card in known.cards for asked in card.vragen}
    found: dict[tuple[str, str], list[Any]] = {}
    for each in visit.store.early(visit.key):
        found.setdefault((each.thema, each.vraag), []).append(each)
    rows = [
        (thema, fields[vraag], each, options_of(fields[vraag]))
        for (thema, vraag), each in found.items()
        if vraag in fields
    ]
    order = list(fields)
    rows.sort(key=lambda r: (r[0], order.index(r[1].id)))
    return rows


def early_to_keep(visit: Visit, at: OwnPage) -> bytes:
    """What parties said beforehand as a page to keep, for who reads no JSON."""
    known, parts = at.known, list[Part]()
    woorden = known.pack.woordenschat.for_area(known.dossier.gebiedsoort)

    def read(line: str) -> str:
        return spoken(line, woorden) if at.plain else line

    for thema, asked, rows, options in said_early(visit, known):
        question = read(asked.vraag.vraag if asked.vraag else say(f"velden.{asked.id}.vraag"))
        parts.append(Heading(own(f"{question} ({thema})" if thema else question)))
        items = []
        for row in rows:
            word = read(options[row.antwoord]) if options and row.antwoord in options else None
            said = say("gedeeld.ingetrokken") if row.ingetrokken else word or say(f"antwoorden.{row.antwoord}")
            own_words = f" — “{row.toelichting}”" if row.toelichting and not row.ingetrokken else ""
            items.append(Item(own(f"{row.partij}: {said}{own_words}")))
        parts.append(Listing(tuple(items)))
    made = html.page(f"{say('gedeeld.titel')}: {known.dossier.naam}", tuple(parts))
    return filled_page(made, woorden).encode()


def show(visit: Visit) -> Response:
    """The record as it is now, the sentences to stand behind, and the three things that a party can say of it."""
    return _page(visit, at_own(visit))


def _page(visit: Visit, at: OwnPage, status: int = 200, **more: Any) -> Response:
    if not at.chair.shared:
        return visit.page("gedeeld", k=at.known, gedeeld=False, moment=at.chair.moment, partij=at.chair.partij)
    known = at.known
    said = next((b for b in known.dossier.bevestigd if b.door == at.chair.partij), None)
    today = kenmerk(known.dossier)
    shown: dict[str, Any] = {
        "stuk": document(known, at.plain).parts,
        "zinnen": sentences_of(known),
        "gezegd": said,
        "geldt": said is not None and said.kenmerk == today,
        "kenmerk": today,
        "standpunten": own_rows(known, at.chair.partij),
        "bewaard": visit.asked("bewaard"),
    }
    return own_page(visit, at, "verslag", status, **{**shown, **more})


def document(known: Known, plain: bool) -> Document:
    """What is written down: for residents in their words, else as the sheet to sign; of a terugblik all."""
    from wijktoets.telling.papers.bijlage import bijlage
    from wijktoets.telling.papers.residents_page import residents_page
    from wijktoets.telling.papers.sheet import afspraken

    if plain:
        return residents_page(known.rapport)
    return bijlage(known.rapport, "team") if known.dossier.status == "terugblik" else afspraken(known.rapport)


def sentences_of(known: Known) -> list[tuple[int, str, str, dict[str, Any], str]]:
    """The sentences to agree on: thema, vraag, its words, the sentence with its fields, and what marks it."""
    found = []
    for thema in range(len(known.dossier.afspraken)):
        for vraag, asked in known.pack.vragen.items():
            row = rows_of(known.at(known.path(thema, vraag))) if known.answer(thema, vraag) else {}
            agreed: Any = (row.get(SHARED) or row.get("samen") or {}).get("afgesproken")
            if agreed and not (thema and known.path(thema, vraag)[0] == "antwoorden"):
                agreed = {"tekst": agreed} if isinstance(agreed, str) else agreed
                found.append((thema, vraag, asked.vraag, agreed, seen(known, thema, vraag)))
    return found


def own_rows(known: Known, partij: str) -> list[tuple[int, str, str, str, str, bool]]:
    """What the dossier says that a party says: thema, vraag and its words, the answer and its, and if the desk did."""
    found = []
    for thema in range(len(known.dossier.afspraken)):
        for vraag, asked in known.pack.vragen.items():
            for row in known.answer(thema, vraag):
                if row.door == partij and not (thema and known.path(thema, vraag)[0] == "antwoorden"):
                    words = row.toelichting or ""
                    options = options_of(AskedOnPage(vraag, asked)) or {}
                    answer = options.get(row.antwoord, row.antwoord)
                    found.append((thema, vraag, asked.vraag, answer, unmarked(words), words != unmarked(words)))
    return found


def judge(visit: Visit) -> Response:
    """Keep what the party says of the record: so it was said, not so, or that it will not sign, and why."""
    at, form = at_own(visit), visit.form
    oordeel = form.line("oordeel")
    why = form.text(f"waarom-{oordeel}")
    if wrong := other_party(visit, at):
        return wrong
    if not at.chair.shared:
        return _page(visit, at)
    if oordeel not in OORDELEN or (oordeel != "zo_gezegd" and not why):
        return _page(visit, at, 422, fout="waarom" if oordeel in OORDELEN else "oordeel", getypt=visit.typed())
    if question := visit.personal():
        return question

    def make(content: bytes) -> list[StoredEdit]:
        known = visit.served.shelf.read(content)
        if form.line("kenmerk") != kenmerk(known.dossier):
            raise Conflict("", {})
        own = unmarked_rows(known, at.chair.partij) if oordeel == "zo_gezegd" else None
        after = visit.served.shelf.read(own.content) if own is not None else known
        new = Bevestiging(
            door=at.chair.partij,
            op=date.today(),
            oordeel=oordeel,
            toelichting=why if oordeel != "zo_gezegd" else None,
            kenmerk=kenmerk(after.dossier),
        )
        fields = {name: str(value) for name, value in new.model_dump().items() if value is not None}
        rows = [dict(row) for row in known.plain.get("bevestigd") or [] if row.get("door") != at.chair.partij]
        said = edit(after, [(("bevestigd",), [*rows, fields])], "bevestigd", facts={"oordeel": oordeel})
        made = joined(known, [each for each in (own, said) if each is not None])
        if made:
            visit.served.shelf.read(made[-1].content)
        return made

    try:
        visit.store.change_all(visit.key, visit.who().author(), make)
    except Conflict:
        return _page(visit, at_own(visit), 409, fout="anders", getypt=visit.typed())
    return visit.to(f"/dossier/{visit.key}/mijn/verslag", bewaard="1")


def confirm(visit: Visit) -> Response:
    """The party stands behind a sentence, or no longer does."""
    from .tafel import behind

    at, thema, vraag = at_own(visit), visit.thema(visit.known()), str(visit.param("vraag"))
    if wrong := other_party(visit, at):
        return wrong
    if not at.chair.shared or vraag not in at.known.pack.vragen:
        raise Missing(vraag)
    visit.store.change(
        visit.key, visit.who().author(), lambda content: behind(visit, content, thema, vraag, at.chair.partij)
    )
    return visit.to(f"/dossier/{visit.key}/mijn/verslag", fragment=f"z-{thema}-{vraag}", bewaard="zin")


def history(visit: Visit) -> Response:
    """What changed by whom and by which way in, what staff looked at and took along, and what this party itself did."""
    at = at_own(visit)
    acts = [(each.op, each, None) for each in visit.store.acts(visit.key, at.chair.partij, at.chair.link)]
    events = visit.store.history(visit.key) if at.chair.shared else []
    rows = [*acts, *((each.op, each, told_of(visit, at.known, each, at.plain)) for each in events)]
    rows.sort(key=lambda row: row[0], reverse=True)
    vragen = {name: vraag.vraag for name, vraag in at.known.pack.vragen.items()}
    return own_page(visit, at, "mijngeschiedenis", rijen=rows, vragen=vragen)


def copy(visit: Visit) -> Response:
    """All that is shared, with its history, to keep."""
    at = at_own(visit)
    if not at.chair.shared:
        return _page(visit, at)
    headers = {"content-disposition": 'attachment; filename="dossier-met-geschiedenis.zip"'}
    page = {
        "verslag.html": html.render(document(at.known, at.plain)),
        "vooraf.html": early_to_keep(visit, at),
    }
    return Response(packed(visit.store, visit.key, page, hidden=False), media_type=ZIP, headers=headers)


def paper(visit: Visit) -> Response:
    """The record as a PDF, made as papers are, once all is shared."""
    at = at_own(visit)
    if wrong := other_party(visit, at):
        return wrong
    if not at.chair.shared:
        return _page(visit, at)
    sheet = "raad" if at.known.dossier.status == "terugblik" else "afspraken"
    return start_paper(visit, "bewoners" if at.plain else sheet, ".pdf")


def appendix(visit: Visit) -> Response:
    """What the raad reads beside its paper, for a reader."""
    from wijktoets.telling.papers.bijlage import bijlage

    known = visit.known()
    return visit.page("blad", k=known, stuk=bijlage(known.rapport, "raad", known.plan))
