"""Werkblad per kaart: the questions of one card on one page beside the text of the deal, kept with one press.

Nothing is chosen beforehand, and what was not touched is not kept again. Each answer is an event of its own; all that
came with one press can be taken back with one.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from ..answers import SHARED, Conflict, Said, answer, joined, seen
from ..dossier import AskedOnPage, CardOnPage, Known
from ..fields import field_edit
from ..forms import Posted
from ..store import Missing, StoredEdit, digest
from ..visit import Visit
from .werkblad import (
    WORDS,
    asked_shown,
    bearing_on,
    mark_sentences,
    said_in,
    saved,
    sheet_of,
    silent_of,
    with_sentence,
    with_sentences,
)

SAID: Final = ("antwoord", *WORDS)
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "bedrag": ("euro", "per", "stand", "programma", "toelichting", "bron"),
    "terugkijken_op": ("dag",),
}
"""What is typed for a field of an afspraak; for the others `antwoord`."""
KEPT: Final = (*SAID, "zinnen", "overal", *(name for names in FIELDS.values() for name in names))
"""What of a question is kept while it is being typed."""
OPEN_WORDS: Final = ("toelichting", "afgesproken")


def first(visit: Visit) -> Response:
    """The first card on which something is open."""
    known = visit.known()
    thema, long = visit.thema(known), visit.asked("lang") == "1"
    return visit.to(
        _next(visit.key, known, thema, None, long), lang="1" if long else "", bewaard=visit.asked("bewaard")
    )


def show(visit: Visit) -> Response:
    """One card."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    draft = visit.store.draft(visit.key, visit.who().typist, _place(thema, kaart))
    return _page(visit, known, thema, kaart, draft)


def _card(known: Known, name: str) -> CardOnPage:
    found = next((kaart for kaart in known.cards if kaart.gespreksvraag.id == name), None)
    if found is None:
        raise Missing(name)
    return found


def _place(thema: int, kaart: CardOnPage) -> str:
    return f"{thema}/kaart/{kaart.gespreksvraag.id}"


def _page(
    visit: Visit,
    known: Known,
    thema: int,
    kaart: CardOnPage,
    draft: Mapping[str, str],
    status: int = 200,
    conflicts: frozenset[str] = frozenset(),
) -> Response:
    long = visit.asked("lang") == "1" or visit.form.ticked("lang")
    route = known.asked(thema, long)
    deals = visit.store.deals(visit.key)
    asked = [each for of, each in known.asked(thema, True) if of is kaart]
    order = [each.gespreksvraag.id for each in (known.cards if long else known.route)]
    at = order.index(kaart.gespreksvraag.id) if kaart.gespreksvraag.id in order else -1
    shown: dict[str, Any] = {
        "k": known,
        "thema": thema,
        "kaart": kaart,
        "vragen": [_asked(known, thema, each, deals, Posted(draft).part(each.id).fields) for each in asked],
        "nog": sum(not known.is_answered(thema, each) for _, each in route),
        "van": len(route),
        "lang": long,
        "deals": with_sentences(deals),
        "zin": _chosen(deals, visit.asked("zin")),
        "bewaard": saved(visit),
        "blad": sheet_of(known) if visit.asked("blad") == "1" else None,
        "botsing": conflicts,
        "half": visit.asked("half") == "1",
        "nummer": at + 1,
        "kaarten": len(order),
        "vorige": order[at - 1] if at > 0 else None,
        "volgende": order[at + 1] if at + 1 < len(order) else None,
    }
    return visit.page("werkkaart", status, **shown)


def _chosen(deals: Any, which: str) -> dict[int, list[tuple[int, str]]]:
    """A sentence of the text (`deal:number`) that was pressed without saying for which question."""
    of, _, number = which.partition(":")
    return {
        deal.id: [each for each in enumerate(found) if str(each[0]) == number]
        for deal in deals
        if str(deal.id) == of and (found := [zin for _, zin in with_sentences([deal])[0][1]])
    }


def _asked(known: Known, thema: int, asked: AskedOnPage, deals: Any, draft: Mapping[str, str]) -> dict[str, Any]:
    """A question as the page shows it, with what somebody was typing; `was` marks what stood there before that."""
    shown = asked_shown(known, thema, asked, {})
    now = _values(asked, shown)
    typed = {**now, **draft}
    if draft and "overal" not in draft:
        typed.pop("overal", None)
    return {
        **shown,
        "asked": asked,
        "nu": typed,
        "was": _mark(asked, now),
        "open": any(typed.get(name) for name in WORDS),
        "per_partij": asked.id == "gewenst" and isinstance(shown["waarde"], list),
        "raakt": bearing_on(known, deals, asked) if asked.vraag is not None else {},
        "nog_open": not known.is_answered(thema, asked),
        "zonder_antwoord": asked.vraag is not None and _is_half(typed),
    }


def _values(asked: AskedOnPage, shown: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields of a question, as a form sends it."""
    if asked.vraag is not None:
        found = {"antwoord": shown["antwoord"] or "", **shown["woorden"]}
        return {**found, "overal": "1"} if shown["overal"] else found
    if asked.id == "bedrag":
        bedrag = shown["bedrag"]
        found = {name: getattr(bedrag, name, None) for name in FIELDS["bedrag"]}
        found["bron"] = "; ".join(found["bron"] or ())
        return {name: "" if value is None else str(value) for name, value in found.items()}
    value = shown["waarde"]
    return {_field_names(asked)[0]: value if isinstance(value, str) else ""}


def _field_names(asked: AskedOnPage) -> tuple[str, ...]:
    return (*SAID, "overal") if asked.vraag is not None else FIELDS.get(asked.id, ("antwoord",))


def _mark(asked: AskedOnPage, values: Mapping[str, str]) -> str:
    """What marks the fields of a question: a form that sends the same back changed nothing."""
    return digest(json.dumps([" ".join(values.get(name, "").split()) for name in _field_names(asked)]))[:16]


def _is_half(values: Mapping[str, str]) -> bool:
    """Whether words were typed to a question without an answer."""
    return not values.get("antwoord") and any(values.get(name, "").strip() for name in OPEN_WORDS)


def save(visit: Visit) -> Response:
    """Keep what was answered on a card; one press can say of all the rest of it that it is not known."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    long = visit.form.ticked("lang")
    if asked := visit.personal():
        return asked
    here = f"/dossier/{visit.key}/werkblad/{thema}/kaart/{kaart.gespreksvraag.id}"
    if "gebruik" in visit.form.fields:
        vraag, sentence = _use(visit, thema, kaart)
        where = f"v-{vraag}" if vraag else "de-kaart"
        return visit.to(here, fragment=where, lang="1" if long else "", zin="" if vraag else sentence)
    conflicts: set[str] = set()

    def make(content: bytes) -> list[StoredEdit]:
        now = visit.served.shelf.read(content)
        edits = []
        for each in kaart.vragen:
            try:
                edits.append(_made(visit, now, thema, each))
            except Conflict:
                conflicts.add(each.id)
        if conflicts:
            raise Conflict(next(iter(conflicts)), {})
        made = joined(now, [each for each in edits if each is not None])
        if made:
            visit.served.shelf.read(made[-1].content)
        return made

    try:
        numbers = visit.store.change_all(visit.key, visit.who().author(), make)
    except Conflict:
        return _page(visit, visit.known(), thema, kaart, _typed(visit), 409, frozenset(conflicts))
    after = visit.known()
    for each in kaart.vragen:
        mark_sentences(visit, after, thema, each.id, visit.form.part(each.id))
    halves = {f".{each.id}" for each in kaart.vragen if each.vraag is not None and _is_half(_part(visit, each).fields)}
    left = {name: value for name, value in _typed(visit).items() if name[name.find(".") :] in halves}
    if left:
        visit.store.set_draft(visit.key, visit.who().typist, _place(thema, kaart), left)
    else:
        visit.drop_draft(visit.who().typist, _place(thema, kaart))
    if halves:
        return visit.to(here, half="1", lang="1" if long else "")
    kept = f"{numbers[0]}-{numbers[-1]}" if numbers else ""
    return visit.to(_next(visit.key, after, thema, kaart, long), lang="1" if long else "", bewaard=kept)


def _part(visit: Visit, asked: AskedOnPage) -> Posted:
    return visit.form.part(asked.id)


def _made(visit: Visit, known: Known, thema: int, asked: AskedOnPage) -> StoredEdit | None:
    """The change that a form asks for at one question of the card; None when nothing was done there."""
    form = _part(visit, asked)
    rest = visit.form.line("doe") in ("zwijgt", "onbekend") and not known.is_answered(thema, asked)
    if form.line("was") == _mark(asked, {name: form.text(name) for name in _field_names(asked)}):
        return _rest(visit, known, thema, asked, form) if rest else None
    if asked.vraag is None:
        return field_edit(known, thema, asked.id, form)
    if _is_half(form.fields):
        return None
    return answer(known, thema, asked.id, {SHARED: said_in(form)}, {SHARED: form.line("gezien")}, form.ticked("overal"))


def _rest(visit: Visit, known: Known, thema: int, asked: AskedOnPage, form: Posted) -> StoredEdit | None:
    """That a question of which nothing was said is not known; an amount and a day just stay open."""
    if asked.vraag is None:
        unknown = Posted({**form.fields, "antwoord": "onbekend"})
        return None if asked.id in FIELDS else field_edit(known, thema, asked.id, unknown)
    silent = visit.form.line("doe") == "zwijgt"
    said = silent_of(visit) if silent else Said("onbekend")
    everywhere = known.path(thema, asked.id)[0] == "antwoorden"
    marks = {SHARED: form.line("gezien") or seen(known, thema, asked.id)}
    return answer(known, thema, asked.id, {SHARED: said}, marks, everywhere, "zwijgt" if silent else "antwoord")


def _next(key: str, known: Known, thema: int, kaart: CardOnPage | None, long: bool) -> str:
    """The first card behind this one on which something is open; behind the last, what was skipped is named."""
    cards = list(known.cards if long else known.route)
    at = cards.index(kaart) + 1 if kaart in cards else 0
    open_ones = [k for k in cards[at:] if any(not known.is_answered(thema, each) for each in k.vragen)]
    where = f"/kaart/{open_ones[0].gespreksvraag.id}" if open_ones else "?klaar=1"
    return f"/dossier/{key}/werkblad/{thema}{where}"


def _typed(visit: Visit) -> dict[str, str]:
    """What was typed on a card, by field and question."""
    return {name: visit.form.text(name) for name in visit.form.fields if name.partition(".")[0] in KEPT and "." in name}


def _use(visit: Visit, thema: int, kaart: CardOnPage) -> tuple[str, str]:
    """Put a sentence of a deal with what is being typed at a question; gives the question, if any, and the sentence."""
    vraag, which, target = (visit.form.line("gebruik").split("|") + ["", ""])[:3]
    typed = _typed(visit)
    if target in OPEN_WORDS and any(each.id == vraag for each in kaart.vragen):
        more = with_sentence(visit, which, target, visit.form.part(vraag).fields)
        typed |= {f"{name}.{vraag}": value for name, value in more.items()}
    visit.store.set_draft(visit.key, visit.who().typist, _place(thema, kaart), typed)
    return vraag, which


def draft(visit: Visit) -> Response:
    """Keep what is being typed on a card."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    visit.store.set_draft(visit.key, visit.who().typist, _place(thema, kaart), _typed(visit))
    return Response(status_code=204)
