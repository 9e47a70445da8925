"""Werkblad: one question at a time beside the text of the deal; every answer is kept at once, and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.source import NodePath
from wijktoets.engine.model.words import ARCHETYPES, INGEBOUWDE_VRAGEN

from ..answers import SHARED, Conflict, Said, answer, bron_words, changes_of, edit, rows_of, seen, seen_field, undone
from ..deal import bearing, in_order, sentences
from ..dossier import AskedOnPage, CardOnPage, Known
from ..office import MAX_TEXT, Unreadable, text_of
from ..personal import found_in
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
        if wanted is None:
            return _page(visit, known, thema, None, {})
        return visit.to(f"/dossier/{visit.key}/werkblad/{thema}/{wanted}", **_kept(visit))
    draft = visit.store.draft(visit.key, visit.who().session, _place(thema, wanted))
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
        "kaarten": _overview(known, thema, route),
        "deals": [(deal, list(enumerate(sentences(deal.tekst)))) for deal in deals],
        "raakt": _bearing(known, deals, step),
        "bewaard": _saved(visit, known),
        "blad": _sheet(known) if visit.asked("blad") == "1" else None,
        "concept": draft,
        "oneens": visit.asked("oneens") == "1",
        **_of_step(known, thema, step, draft),
        **more,
    }
    return visit.page("werkblad", status, **shown)


def _overview(
    known: Known, thema: int, route: list[tuple[CardOnPage, AskedOnPage]]
) -> list[tuple[CardOnPage, list[tuple[AskedOnPage, bool]]]]:
    """The cards with their questions, each with whether anything was said to it."""
    found: dict[str, tuple[CardOnPage, list[tuple[AskedOnPage, bool]]]] = {}
    for kaart, asked in route:
        name = kaart.gespreksvraag.id
        found.setdefault(name, (kaart, []))[1].append((asked, known.is_answered(thema, asked)))
    return list(found.values())


def _bearing(known: Known, deals: Any, step: Step | None) -> dict[int, list[tuple[int, str]]]:
    """The sentences of each deal that may bear on the question, by the number of the deal."""
    if step is None:
        return {}
    found = {}
    for deal in deals:
        all_of = sentences(deal.tekst)
        found[deal.id] = in_order(bearing(deal.tekst, known.pack, step.asked.id), all_of)
    return found


def _saved(visit: Visit, known: Known) -> Any:
    """What was kept just now, as long as nothing came after it."""
    number = visit.asked("bewaard")
    if not number.isdigit():
        return None
    last = visit.store.last_event(visit.key)
    return last if last is not None and last.nummer == int(number) and last.soort != "ongedaan" else None


def _sheet(known: Known) -> Any:
    """The sheet as it would print now."""
    from wijktoets.telling.papers.sheet import afspraken

    return None if known.dossier.status == "terugblik" else afspraken(known.rapport).parts


def _of_step(known: Known, thema: int, step: Step | None, draft: Mapping[str, str]) -> dict[str, Any]:
    """What the form of a question shows."""
    if step is None:
        return {}
    if step.asked.vraag is None:
        return _of_field(known, thema, step.asked.id)
    name = step.asked.id
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
        "partijen": [(door, parties.get(door, {}), seen(known, thema, name, door)) for door in names],
        "standpunten": parties,
        "gezien": seen(known, thema, name),
        "overal": path[0] == "antwoorden",
        "keuzes": known.pack.vragen[name].omschreven if step.asked.vraag.opties else None,
        "nvt": step.asked.vraag.nvt_mogelijk,
        "bevestigd_door": agreed.get("bevestigd_door", []),
        "voorbeeld": next(
            (known.pack.waarborgen[w].voorbeeldtekst for w, asked in known.pack.vragen_bij.items() if name in asked),
            None,
        ),
    }


def _of_field(known: Known, thema: int, name: str) -> dict[str, Any]:
    """What the form of a field of an afspraak shows."""
    path: NodePath = ("afspraken", thema, name)
    afspraak = known.dossier.afspraken[thema]
    wishes = {w.door: w.gewenst for w in afspraak.gewenst if w.door}
    return {
        "veld": name,
        "waarde": known.at(path),
        "gezien": seen_field(known, path),
        "keuzes": {"reikwijdte": INGEBOUWDE_VRAGEN["reikwijdte"], "gewenst": ARCHETYPES}.get(name, ()),
        "wensen": [(door, wishes.get(door)) for door in dict.fromkeys([*known.names(), *wishes])],
        "bedrag": afspraak.bedrag,
    }


def add_text(visit: Visit) -> Response:
    """Keep the text of a deal with the dossier, as one of its bronnen."""
    naam, tekst = visit.form.line("naam"), visit.form.text("tekst")
    if not tekst and visit.form.file is not None:
        try:
            tekst = text_of(visit.form.file_name, visit.form.file)
        except Unreadable as error:
            return visit.page("fout", 422, reden=f"tekstbestand.{error}")
        naam = naam or visit.form.file_name
    if not tekst:
        return visit.page("fout", 422, reden="tekst", form=visit.form.fields)
    kinds = [] if visit.form.ticked("toch") else found_in(f"{naam}\n{tekst}")
    if kinds:
        return visit.page("persoonlijk", 422, soorten=kinds, form={"naam": naam, "tekst": tekst})
    kept_text(visit, naam or visit.said("tekst.geplakt"), tekst[:MAX_TEXT])
    return visit.to(f"/dossier/{visit.key}/werkblad/0")


def kept_text(visit: Visit, naam: str, tekst: str) -> None:
    """Put a text among the bronnen of the dossier, and keep what it says beside it."""
    name = ""

    def make(content: bytes) -> StoredEdit | None:
        nonlocal name
        known = visit.served.shelf.read(content)
        taken = {*known.dossier.bronnen, *(row.bron for row in visit.store.deals(visit.key))}
        name = next(n for n in (DEAL, *(f"{DEAL}-{i}" for i in range(2, 10**6))) if n not in taken)
        return edit(known, [(("bronnen", name), naam)], "gegevens")

    visit.store.change(visit.key, visit.who().author(), make)
    visit.store.add_deal(visit.key, name, naam, tekst)


def save(visit: Visit) -> Response:
    """Keep an answer, or first what was typed when a sentence of the deal is to go with it."""
    known = visit.known()
    thema, vraag = visit.thema(known), str(visit.param("vraag"))
    long = visit.form.ticked("lang")
    step = _step(known, thema, vraag, long)
    if step is None:
        return visit.page("fout", 404, reden="niet_hier")
    here = f"/dossier/{visit.key}/werkblad/{thema}/{vraag}"
    if kinds := personal(visit):
        return kinds
    if "gebruik" in visit.form.fields:
        _use(visit, thema, vraag)
        return visit.to(f"{here}", lang="1" if long else "", concept="1")
    try:
        number = visit.store.change(visit.key, visit.who().author(), lambda content: _made(visit, content, thema, step))
    except Conflict:
        fresh = visit.known()
        draft = {name: visit.form.text(name) for name in (*WORDS, "antwoord")}
        return _page(visit, fresh, thema, _step(fresh, thema, vraag, long), draft, 409, botsing=draft)
    visit.store.set_draft(visit.key, visit.who().session, _place(thema, vraag), {})
    after = visit.known()
    _mark_sentences(visit, after, thema, vraag)
    return visit.to(_next(visit.key, after, thema, vraag, long), lang="1" if long else "", bewaard=number)


def personal(visit: Visit) -> Response | None:
    """Ask before something is kept that looks like personal data; nothing when it does not, or was asked already."""
    if visit.form.ticked("toch"):
        return None
    typed = "\n".join(value for name, value in visit.form.fields.items() if name not in ("csrf", "gezien", "zinnen"))
    kinds = found_in(typed)
    return visit.page("persoonlijk", 422, soorten=kinds, form=visit.typed()) if kinds else None


def draft(visit: Visit) -> Response:
    """Keep what is being typed."""
    known = visit.known()
    thema, vraag = visit.thema(known), str(visit.param("vraag"))
    typed = {name: visit.form.text(name) for name in (*WORDS, "als", "zinnen") if name in visit.form.fields}
    visit.store.set_draft(visit.key, visit.who().session, _place(thema, vraag), typed)
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
        made = _field(visit, known, thema, step.asked.id)
    elif form.ticked("oneens"):
        said, marks = _by_party(visit)
        made = answer(known, thema, step.asked.id, said, marks, form.ticked("overal"))
    else:
        silent = form.line("antwoord") == "zwijgt"
        said_now = _silent(visit, known) if silent else _said(visit)
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


def _said(visit: Visit) -> Said:
    return Said(visit.form.line("antwoord"), **{name: visit.form.text(name) for name in WORDS})


def _silent(visit: Visit, known: Known) -> Said:
    """That the text says nothing of it: unknown, never no; with the text as its source."""
    deals = visit.store.deals(visit.key)
    return Said("onbekend", visit.said("werkblad.zwijgt_woorden"), "; ".join(deal.bron for deal in deals))


def _by_party(visit: Visit) -> tuple[dict[str, Said], dict[str, str]]:
    """What each party says; one whose answer is as it was shown says nothing new."""
    said: dict[str, Said] = {}
    marks: dict[str, str] = {}
    for number in range(200):
        door = visit.form.text(f"door-{number}")
        if not door:
            break
        word, why = visit.form.line(f"antwoord-{number}"), visit.form.text(f"toelichting-{number}")
        if (word, why) != (visit.form.line(f"was-{number}"), visit.form.text(f"waarom-{number}")):
            said[door] = Said(word, why, visit.form.text(f"bron-{number}"))
            marks[door] = visit.form.line(f"gezien-{number}")
    return said, marks


def _field(visit: Visit, known: Known, thema: int, name: str) -> StoredEdit | None:
    """A field of an afspraak."""
    path: NodePath = ("afspraken", thema, name)
    if visit.form.line("gezien") != seen_field(known, path):
        raise Conflict(name, {})
    return edit(
        known, [(path, _value(visit, name))], "antwoord", vraag=name, thema=known.dossier.afspraken[thema].thema
    )


def _value(visit: Visit, name: str) -> Any:
    form = visit.form
    if name == "gewenst" and form.ticked("oneens"):
        rows = []
        for number in range(200):
            door = form.text(f"door-{number}")
            if not door:
                break
            if word := form.line(f"antwoord-{number}"):
                rows.append({"door": door, "gewenst": word})
        return rows or None
    if name == "bedrag":
        found = {key: form.line(key) for key in ("euro", "programma", "per", "stand", "toelichting", "bron")}
        if form.line("antwoord") == "wis":
            return None
        found["euro"] = _euro(found["euro"])
        return {key: value for key, value in found.items() if value} or None
    if name == "terugkijken_op":
        day = form.line("dag")
        return day if day and form.line("antwoord") != "wis" else None
    return form.line("antwoord") or None


def _euro(typed: str) -> str:
    """An amount as people type it: `€ 40.000,50` is 40000.50."""
    bare = typed.replace("€", "").replace(" ", "")
    thousands = bare.count(".") > 1 or len(bare.rpartition(".")[2]) == 3
    return bare.replace(".", "").replace(",", ".") if "," in bare or thousands else bare


def _use(visit: Visit, thema: int, vraag: str) -> None:
    """Put a sentence of a deal with what is being typed, as a toelichting or as words to agree on."""
    deal_number, _, number = visit.form.line("gebruik").partition(":")
    deal = next((d for d in visit.store.deals(visit.key) if str(d.id) == deal_number), None)
    typed = {name: visit.form.text(name) for name in (*WORDS, "als", "zinnen")}
    if deal is not None and number.isdigit() and int(number) < len(found := sentences(deal.tekst)):
        target = "afgesproken" if visit.form.line("als") == "afgesproken" else "toelichting"
        typed[target] = " ".join(filter(None, [typed[target], found[int(number)]]))
        where = visit.said("werkblad.plek", bron=deal.bron, nummer=int(number) + 1)
        typed["bron"] = "; ".join(filter(None, [typed["bron"], where]))
        typed["zinnen"] = " ".join(filter(None, [typed["zinnen"], f"{deal.id}:{number}:{target}"]))
    visit.store.set_draft(visit.key, visit.who().session, _place(thema, vraag), typed)


def _mark_sentences(visit: Visit, known: Known, thema: int, vraag: str) -> None:
    """Keep which sentences went with an answer, as far as they still stand in it."""
    deals = {str(deal.id): deal for deal in visit.store.deals(visit.key)}
    for each in visit.form.line("zinnen").split():
        deal_number, number, soort = (each.split(":") + ["", ""])[:3]
        deal = deals.get(deal_number)
        if deal is None or not number.isdigit() or soort not in ("toelichting", "afgesproken"):
            continue
        found = sentences(deal.tekst)
        if int(number) < len(found) and found[int(number)] in visit.form.text(soort):
            visit.store.add_mark(visit.key, deal.id, int(number), vraag, known.dossier.afspraken[thema].thema, soort)


def undo(visit: Visit) -> Response:
    """Take back one change, as long as what it made still stands."""
    event = visit.store.event(visit.key, int(visit.param("nummer")))

    def make(content: bytes) -> StoredEdit | None:
        known = visit.served.shelf.read(content)
        made = undone(known, changes_of(event.wijzigingen), event.vraag, event.thema)
        if made is not None:
            visit.served.shelf.read(made.content)
        return made

    visit.store.change(visit.key, visit.who().author(), make)
    known = visit.known()
    themas = [a.thema for a in known.dossier.afspraken]
    thema = themas.index(event.thema) if event.thema in themas else 0
    where = f"/dossier/{visit.key}/werkblad/{thema}" + (f"/{event.vraag}" if event.vraag else "")
    return visit.to(where, weg="1")
