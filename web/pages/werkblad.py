"""Werkblad: one question at a time beside the text of the deal; every answer is kept at once, and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from ..answers import SHARED, Conflict, Said, answer, bron_words, changes_of, edit, joined, rows_of, seen, undone
from ..deal import bearing, in_order, sentences
from ..dossier import AskedOnPage, CardOnPage, Known
from ..fields import field_edit, field_shown
from ..forms import Posted, whole
from ..marking import marked, unmarked_row
from ..office import MAX_TEXT, Unreadable, text_of
from ..store import StoredEdit
from ..visit import Visit

STELLING: Final = ("ja", "deels", "nee")
WORDS: Final = ("toelichting", "bron", "afgesproken", "wie", "wanneer")
DEAL: Final = "deal"


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody is on the worksheet: the question, its card, and what comes before and after it."""

    kaart: CardOnPage
    asked: AskedOnPage
    before: str | None
    after: str | None


def show(visit: Visit) -> Response:
    """One question, or the first that is still open."""
    known = visit.known()
    thema, long = visit.thema(known), visit.asked("lang") == "1"
    route = known.asked(thema, long)
    wanted = visit.param("vraag")
    if wanted is None:
        wanted = next((a.id for _, a in route if not known.is_answered(thema, a)), None)
        if wanted is None or visit.asked("klaar") == "1":
            return _page(visit, known, thema, None, {})
        return visit.to(f"/dossier/{visit.key}/werkblad/{thema}/{wanted}", **_kept(visit))
    draft = visit.store.draft(visit.key, visit.who().typist, _place(thema, wanted))
    return _page(visit, known, thema, _step(known, thema, wanted, long), draft)


def _kept(visit: Visit) -> Mapping[str, str]:
    """What of the address goes along to the next question."""
    return {name: visit.asked(name) for name in ("lang", "blad", "bewaard", "weg") if visit.asked(name)}


def _place(thema: int, vraag: str) -> str:
    return f"{thema}/{vraag}"


def _step(known: Known, thema: int, wanted: str, long: bool) -> Step | None:
    for route in (known.asked(thema, long), known.asked(thema, True)):
        ids = [a.id for _, a in route]
        if wanted in ids:
            at = ids.index(wanted)
            kaart, asked = route[at]
            return Step(kaart, asked, ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)
    return None


def _page(
    visit: Visit, known: Known, thema: int, step: Step | None, draft: Mapping[str, str], status: int = 200, **more: Any
) -> Response:
    long = visit.asked("lang") == "1" or visit.form.ticked("lang")
    route = known.asked(thema, long)
    left = [asked.id for _, asked in route if not known.is_answered(thema, asked)]
    deals = visit.store.deals(visit.key)
    shown: dict[str, Any] = {
        "k": known,
        "thema": thema,
        "stap": step,
        "nog": len(left),
        "van": len(route),
        "lang": long,
        "kaarten": overview(known, thema, route),
        "deals": with_sentences(deals),
        "raakt": bearing_on(known, deals, step.asked) if step is not None else {},
        "bewaard": saved(visit),
        "blad": sheet_of(known) if visit.asked("blad") == "1" else None,
        "concept": draft,
        "oneens": visit.asked("oneens") == "1",
        **(asked_shown(known, thema, step.asked, draft) if step is not None else {}),
        **more,
    }
    return visit.page("werkblad", status, **shown)


def overview(
    known: Known, thema: int, route: list[tuple[CardOnPage, AskedOnPage]]
) -> list[tuple[CardOnPage, list[tuple[AskedOnPage, bool]]]]:
    """The cards with their questions, each with whether anything was said to it."""
    found: dict[str, tuple[CardOnPage, list[tuple[AskedOnPage, bool]]]] = {}
    for kaart, asked in route:
        name = kaart.gespreksvraag.id
        found.setdefault(name, (kaart, []))[1].append((asked, known.is_answered(thema, asked)))
    return list(found.values())


def bearing_on(known: Known, deals: Any, asked: AskedOnPage) -> dict[int, list[tuple[int, str]]]:
    """The sentences of each deal that may bear on a question, by the number of the deal."""
    return {deal.id: in_order(bearing(deal.tekst, known.pack, asked.id), sentences(deal.tekst)) for deal in deals}


def saved(visit: Visit) -> Any:
    """What was kept just now, as long as nothing came after it: the events, the first first."""
    begin, _, end = visit.asked("bewaard").partition("-")
    first, last = whole(begin), whole(end or begin)
    if first is None or last is None:
        return ()
    found = visit.store.events(visit.key, first, last)
    newest = visit.store.current(visit.key).nummer
    return found if found and found[-1].nummer == newest and found[-1].soort != "ongedaan" else ()


def with_sentences(deals: Any) -> list[tuple[Any, list[tuple[int, str]]]]:
    """The texts of deals, each with its sentences by number."""
    return [(deal, list(enumerate(sentences(deal.tekst)))) for deal in deals]


def sheet_of(known: Known) -> Any:
    """The sheet as it would print now."""
    from wijktoets.telling.papers.sheet import afspraken

    return None if known.dossier.status == "terugblik" else afspraken(known.rapport).parts


def asked_shown(known: Known, thema: int, asked: AskedOnPage, draft: Mapping[str, str]) -> dict[str, Any]:
    """What the form of a question shows, with what somebody was typing there."""
    name = asked.id
    if asked.vraag is None:
        return field_shown(known, thema, name)
    rows = rows_of(known.at(known.path(thema, name)))
    shared = rows.get(SHARED) or rows.get("samen") or {}
    agreed: Any = shared.get("afgesproken") or {}
    agreed = {"tekst": agreed} if isinstance(agreed, str) else agreed
    now = {
        "toelichting": shared.get("toelichting", ""),
        "bron": bron_words(shared.get("bron")),
        "afgesproken": agreed.get("tekst", ""),
        "wie": agreed.get("wie", ""),
        "wanneer": agreed.get("wanneer", ""),
    }
    parties = {door: row for door, row in rows.items() if door not in (SHARED, "samen")}
    names = list(dict.fromkeys([*known.names(), *parties]))
    path = known.path(thema, name)
    return {
        "antwoord": shared.get("antwoord"),
        "woorden": {**now, **{key: draft[key] for key in WORDS if key in draft}},
        "partijen": [(door, unmarked_row(parties.get(door, {})), seen(known, thema, name, door)) for door in names],
        "standpunten": parties,
        "gezien": seen(known, thema, name),
        "overal": path[0] == "antwoorden",
        "keuzes": known.pack.vragen[name].omschreven if asked.vraag.opties else None,
        "nvt": asked.vraag.nvt_mogelijk,
        "bevestigd_door": agreed.get("bevestigd_door", []),
        "voorbeeld": next(
            (known.pack.waarborgen[w].voorbeeldtekst for w, asked in known.pack.vragen_bij.items() if name in asked),
            None,
        ),
    }


def add_text(visit: Visit) -> Response:
    """Keep the text of a deal with the dossier, as one of its bronnen."""
    try:
        naam, tekst = text_in(visit, "naam")
    except Unreadable as error:
        return visit.page("fout", 422, reden=f"tekstbestand.{error}")
    if not tekst:
        return visit.page("fout", 422, reden="tekst", form=visit.form.fields)
    per = visit.form.line("per")
    if asked := visit.personal({"naam": naam, "tekst": tekst, "per": per}):
        return asked
    kept_text(visit, visit.key, naam, tekst)
    return visit.to(f"/dossier/{visit.key}/werkblad/0{'/kaart' if per == 'kaart' else ''}")


def text_in(visit: Visit, field: str) -> tuple[str, str]:
    """The name and the text of a deal in a form: what was pasted, or else what is read in the file; none is empty.

    Raises:
        Unreadable: no text can be had from the file.
    """
    naam, tekst = visit.form.line(field), visit.form.text("tekst")
    if not tekst and visit.form.file is not None:
        tekst = text_of(visit.form.file_name, visit.form.file)
        naam = naam or visit.form.file_name
    return naam or visit.said("tekst.geplakt"), tekst[:MAX_TEXT]


def kept_text(visit: Visit, key: str, naam: str, tekst: str) -> None:
    """Put a text among the bronnen of a dossier, and keep what it says beside it."""
    name = ""

    def make(content: bytes) -> StoredEdit | None:
        nonlocal name
        known = visit.served.shelf.read(content)
        taken = {*known.dossier.bronnen, *(row.bron for row in visit.store.deals(key))}
        name = next(n for n in (DEAL, *(f"{DEAL}-{i}" for i in range(2, 10**6))) if n not in taken)
        return edit(known, [(("bronnen", name), naam)], "gegevens")

    visit.store.change(key, visit.who().author(), make)
    visit.store.add_deal(key, name, naam, tekst)


def save(visit: Visit) -> Response:
    """Keep an answer, or first what was typed when a sentence of the deal is to go with it."""
    known = visit.known()
    thema, vraag = visit.thema(known), str(visit.param("vraag"))
    long = visit.form.ticked("lang")
    step = _step(known, thema, vraag, long)
    if step is None:
        return visit.page("fout", 404, reden="niet_hier")
    here = f"/dossier/{visit.key}/werkblad/{thema}/{vraag}"
    if asked := visit.personal():
        return asked
    if "gebruik" in visit.form.fields:
        _use(visit, thema, vraag)
        return visit.to(f"{here}", lang="1" if long else "", concept="1")
    try:
        number = visit.store.change(visit.key, visit.who().author(), lambda content: _made(visit, content, thema, step))
    except Conflict:
        fresh = visit.known()
        draft = {name: visit.form.text(name) for name in (*WORDS, "antwoord")}
        return _page(visit, fresh, thema, _step(fresh, thema, vraag, long), draft, 409, botsing=draft)
    visit.drop_draft(visit.who().typist, _place(thema, vraag))
    after = visit.known()
    mark_sentences(visit, after, thema, vraag, visit.form)
    return visit.to(_next(visit.key, after, thema, vraag, long), lang="1" if long else "", bewaard=number)


def draft(visit: Visit) -> Response:
    """Keep what is being typed."""
    known = visit.known()
    thema, vraag = visit.thema(known), str(visit.param("vraag"))
    typed = {name: visit.form.text(name) for name in (*WORDS, "als", "zinnen") if name in visit.form.fields}
    visit.store.set_draft(visit.key, visit.who().typist, _place(thema, vraag), typed)
    return Response(status_code=204)


def _next(key: str, known: Known, thema: int, vraag: str, long: bool) -> str:
    """The first question behind this one that is open, or else the first that is open at all."""
    route = known.asked(thema, long)
    ids = [a.id for _, a in route]
    at = ids.index(vraag) if vraag in ids else -1
    ordered = [*route[at + 1 :], *route[: at + 1]]
    found = next((a.id for _, a in ordered if a.id != vraag and not known.is_answered(thema, a)), None)
    return f"/dossier/{key}/werkblad/{thema}" + (f"/{found}" if found else "")


def _made(visit: Visit, content: bytes, thema: int, step: Step) -> StoredEdit | None:
    """The change that a form asks for, seen to fit the pack."""
    known = visit.served.shelf.read(content)
    form = visit.form
    if step.asked.vraag is None:
        made = field_edit(known, thema, step.asked.id, form)
    elif form.ticked("oneens"):
        said, marks = _by_party(visit)
        made = answer(known, thema, step.asked.id, said, marks, form.ticked("overal"))
    else:
        silent = form.line("antwoord") == "zwijgt"
        said_now = silent_of(visit) if silent else said_in(form)
        made = answer(
            known,
            thema,
            step.asked.id,
            {SHARED: said_now},
            {SHARED: form.line("gezien")},
            form.ticked("overal"),
            "zwijgt" if silent else "antwoord",
        )
    if made is not None:
        visit.served.shelf.read(made.content)
    return made


def said_in(form: Posted) -> Said:
    """What a form says to a question."""
    return Said(form.line("antwoord"), **{name: form.text(name) for name in WORDS})


def silent_of(visit: Visit) -> Said:
    """That the text says nothing of it: unknown, never no; with the text as its source."""
    deals = visit.store.deals(visit.key)
    return Said("onbekend", visit.said("werkblad.zwijgt_woorden"), "; ".join(deal.bron for deal in deals))


def _by_party(visit: Visit) -> tuple[dict[str, Said], dict[str, str]]:
    """What each party says, with that the desk wrote it; one whose answer is as it was shown says nothing new."""
    said: dict[str, Said] = {}
    marks: dict[str, str] = {}
    for number in range(200):
        door = visit.form.text(f"door-{number}")
        if not door:
            break
        word, why = visit.form.line(f"antwoord-{number}"), visit.form.text(f"toelichting-{number}")
        if (word, why) != (visit.form.line(f"was-{number}"), visit.form.text(f"waarom-{number}")):
            said[door] = Said(word, marked(why) if word else why, visit.form.text(f"bron-{number}"))
            marks[door] = visit.form.line(f"gezien-{number}")
    return said, marks


def _use(visit: Visit, thema: int, vraag: str) -> None:
    """Put a sentence of a deal with what is being typed, as a toelichting or as words to agree on."""
    typed = {name: visit.form.text(name) for name in (*WORDS, "als", "zinnen")}
    target = "afgesproken" if visit.form.line("als") == "afgesproken" else "toelichting"
    typed |= with_sentence(visit, visit.form.line("gebruik"), target, typed)
    visit.store.set_draft(visit.key, visit.who().typist, _place(thema, vraag), typed)


def with_sentence(visit: Visit, which: str, target: str, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed to a question with a sentence (`deal:number`) behind the words of `target`, and its place."""
    deal_number, _, sentence = which.partition(":")
    deal, number = next((d for d in visit.store.deals(visit.key) if str(d.id) == deal_number), None), whole(sentence)
    if deal is None or number is None or number >= len(found := sentences(deal.tekst)):
        return {}
    more = {
        target: (" ", found[number]),
        "bron": ("; ", visit.said("werkblad.plek", bron=deal.bron, nummer=number + 1)),
        "zinnen": (" ", f"{deal.id}:{number}:{target}"),
    }
    return {name: sep.join(filter(None, [typed.get(name), words])) for name, (sep, words) in more.items()}


def mark_sentences(visit: Visit, known: Known, thema: int, vraag: str, form: Posted) -> None:
    """Keep which sentences went with an answer, as far as they still stand in it."""
    deals = {str(deal.id): deal for deal in visit.store.deals(visit.key)}
    for each in form.line("zinnen").split():
        deal_number, sentence, soort = (each.split(":") + ["", ""])[:3]
        deal, number = deals.get(deal_number), whole(sentence)
        if deal is None or number is None or soort not in ("toelichting", "afgesproken"):
            continue
        found = sentences(deal.tekst)
        if number < len(found) and found[number] in form.text(soort):
            visit.store.add_mark(visit.key, deal.id, number, vraag, known.dossier.afspraken[thema].thema, soort)


def undo(visit: Visit) -> Response:
    """Take back what was kept at once: one change, or those of one card, as long as what they made still stands."""
    event = visit.store.event(visit.key, int(visit.param("nummer")))
    events = visit.store.events(visit.key, whole(visit.form.line("vanaf")) or event.nummer, event.nummer)

    def make(content: bytes) -> list[StoredEdit]:
        known = visit.served.shelf.read(content)
        taken = [undone(known, changes_of(e.wijzigingen), e.vraag, e.thema) for e in reversed(events)]
        made = joined(known, [each for each in taken if each is not None])
        if made:
            visit.served.shelf.read(made[-1].content)
        return made

    visit.store.change_all(visit.key, visit.who().author(), make)
    known = visit.known()
    themas = [a.thema for a in known.dossier.afspraken]
    thema = themas.index(event.thema) if event.thema in themas else 0
    kaart = known.card_of(event.vraag) if event.vraag and visit.form.ticked("kaart") else None
    where = f"/kaart/{kaart}" if kaart else f"/{event.vraag}" if event.vraag else ""
    return visit.to(f"/dossier/{visit.key}/werkblad/{thema}{where}", weg="1")
