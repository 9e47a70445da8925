"""Tafel: the evening. One card, then its single questions; nothing counts, colours or concludes while people answer.

The beamer is a page of its own that follows the facilitator: the question, and words that all confirmed. What parties
noted and where they differ is on it only when the speaker asks, and the picture only after a word on what it is not.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup
from starlette.responses import Response

from wijktoets.engine.model.confirming import zinstand
from wijktoets.engine.model.regelpakket import VELDEN
from wijktoets.engine.model.source import NodePath

from ..answers import SHARED, Conflict, Said, answer, edit, rows_of, seen
from ..dossier import AskedOnPage, CardOnPage, Known
from ..fields import field_edit, field_shown
from ..forms import whole
from ..party import in_dossier, options_of, place_of, said_by
from ..store import Author, Missing, StoredEdit
from ..visit import Visit

SHOWN: Final = ("vraag", "standpunten", "beeld", "leeg")
"""What the beamer can show."""


@dataclass(frozen=True, slots=True)
class Beamer:
    """What the beamer of a dossier shows now."""

    thema: int
    kaart: str
    vraag: str
    toont: str


def show(visit: Visit) -> Response:
    """The cards of the evening; none says how it stands."""
    known = visit.known()
    return visit.page("tafel", k=known, kaarten=known.route, lang=[k for k in known.cards if k not in known.route])


def card(visit: Visit) -> Response:
    """A card: the open question, notes per party, what was also heard, and its single questions."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    return _page(visit, known, thema, kaart)


def _page(visit: Visit, known: Known, thema: int, kaart: CardOnPage, status: int = 200, **more: Any) -> Response:
    order = [k.gespreksvraag.id for k in known.cards]
    at = order.index(kaart.gespreksvraag.id)
    notes = {row.partij: row for row in visit.store.notes(visit.key) if row.kaart == kaart.gespreksvraag.id}
    heard = [row for row in visit.store.heard(visit.key) if row.kaart == kaart.gespreksvraag.id]
    shown: dict[str, Any] = {
        "k": known,
        "thema": thema,
        "kaart": kaart,
        "vragen": [
            _asked(known, thema, each.id) | _draft(visit, thema, each.id)
            for each in kaart.vragen
            if each.vraag is not None
        ],
        "velden": [field_shown(known, thema, each.id) for each in kaart.vragen if each.vraag is None],
        "namen": list(dict.fromkeys([*known.names(), *notes])),
        "notities": notes,
        "gehoord": [row for row in heard if not row.verborgen],
        "verborgen": sum(row.verborgen for row in heard),
        "oneens": visit.asked("oneens"),
        "vooraf": [(row, at, options_of(at) or {}) for row, at in early_at(visit, known, thema, kaart)],
        "begonnen": datetime.now().strftime("%H:%M"),
        "volgende": order[at + 1] if at + 1 < len(order) else None,
        "vorige": order[at - 1] if at else None,
        **more,
    }
    return visit.page("kaart", status, **shown)


def _draft(visit: Visit, thema: int, vraag: str) -> dict[str, Any]:
    """Words that were typed at a question without an answer to it."""
    kept = visit.store.draft(visit.key, visit.who().typist, f"{thema}/tafel/{vraag}")
    return {"concept": kept} if kept else {}


def _card(known: Known, name: str) -> CardOnPage:
    found = next((k for k in known.cards if k.gespreksvraag.id == name), None)
    if found is None:
        raise Missing(name)
    return found


def _asked(known: Known, thema: int, name: str) -> dict[str, Any]:
    """A single question as the table sees it: the question, what was chosen, and who says otherwise."""
    rows = rows_of(known.at(known.path(thema, name)))
    shared = rows.get(SHARED) or rows.get("samen") or {}
    agreed: Any = shared.get("afgesproken") or {}
    agreed = {"tekst": agreed} if isinstance(agreed, str) else agreed
    vraag = known.pack.vragen[name]
    parties = {door: row for door, row in rows.items() if door not in (SHARED, "samen")}
    return {
        "id": name,
        "vraag": vraag.vraag,
        "keuzes": vraag.omschreven or None,
        "antwoord": shared.get("antwoord"),
        "afgesproken": agreed,
        "staat": _is_agreed(known, thema, name),
        "partijen": [
            (door, parties.get(door, {}), seen(known, thema, name, door))
            for door in dict.fromkeys([*known.names(), *parties])
        ],
        "verschil": parties,
        "gezien": seen(known, thema, name),
        "overal": known.path(thema, name)[0] == "antwoorden",
        "concept": {"afgesproken": agreed.get("tekst"), "wie": agreed.get("wie"), "wanneer": agreed.get("wanneer")},
    }


def _is_agreed(known: Known, thema: int, name: str) -> bool:
    """Whether each ondertekenaar stands behind the words of an answer."""
    words = [row.afgesproken for row in known.answer(thema, name) if row.afgesproken is not None]
    return bool(words) and all(zinstand(known.dossier, each) == "afgesproken" for each in words)


def save(visit: Visit) -> Response:
    """Keep what the table says to one question: together, or per party; or a field of the afspraak."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    vraag = visit.form.line("vraag")
    if vraag not in {each.id for each in kaart.vragen}:
        raise Missing(vraag)
    if asked := visit.personal():
        return asked
    here = f"/dossier/{visit.key}/tafel/{thema}/{kaart.gespreksvraag.id}"
    typed = {name: visit.form.text(name) for name in ("afgesproken", "wie", "wanneer")}
    visit.store.set_draft(visit.key, visit.who().typist, f"{thema}/tafel/{vraag}", typed)
    if visit.form.ticked("blijf"):
        return visit.to(here, fragment=f"v-{vraag}")
    try:
        visit.store.change(visit.key, visit.who().author("tafel"), lambda content: _made(visit, content, thema, vraag))
    except Conflict:
        return _page(visit, visit.known(), thema, kaart, 409, botsing=vraag)
    visit.drop_draft(visit.who().typist, f"{thema}/tafel/{vraag}")
    return visit.to(here, fragment=f"v-{vraag}", bewaard=vraag)


def _made(visit: Visit, content: bytes, thema: int, vraag: str) -> StoredEdit | None:
    known = visit.served.shelf.read(content)
    form = visit.form
    if vraag in VELDEN:
        made = field_edit(known, thema, vraag, form)
        if made is not None:
            visit.served.shelf.read(made.content)
        return made
    rows = rows_of(known.at(known.path(thema, vraag)))
    everywhere = known.path(thema, vraag)[0] == "antwoorden"
    if form.ticked("oneens"):
        said: dict[str, Said] = {}
        marks: dict[str, str] = {}
        for number, door in enumerate(known.names()):
            word, why = form.line(f"antwoord-{number}"), form.text(f"toelichting-{number}")
            row = rows.get(door, {})
            if form.text(f"door-{number}") == door and (word, why) != (
                row.get("antwoord", ""),
                row.get("toelichting", ""),
            ):
                said[door] = Said(word, why)
                marks[door] = form.line(f"gezien-{number}")
        made = answer(known, thema, vraag, said, marks, everywhere)
    else:
        now = Said(
            form.line("antwoord"),
            form.text("toelichting"),
            "",
            form.text("afgesproken"),
            form.line("wie"),
            form.line("wanneer"),
        )
        made = answer(known, thema, vraag, {SHARED: now}, {SHARED: form.line("gezien")}, everywhere)
    if made is not None:
        visit.served.shelf.read(made.content)
    return made


def confirm(visit: Visit) -> Response:
    """A party stands behind a sentence, at the table; or no longer does."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    vraag, partij = visit.form.line("vraag"), visit.form.text("partij")
    if partij not in known.names():
        raise Missing(partij)
    visit.store.change(visit.key, Author(partij, "tafel"), lambda content: behind(visit, content, thema, vraag, partij))
    return visit.to(f"/dossier/{visit.key}/tafel/{thema}/{kaart.gespreksvraag.id}")


def behind(visit: Visit, content: bytes, thema: int, vraag: str, partij: str) -> StoredEdit | None:
    """The change by which a party stands behind a sentence, or (`niet`) no longer does.

    Raises:
        Conflict: the sentence is another one by now.
        Missing: there is none.
    """
    known = visit.served.shelf.read(content)
    if visit.form.line("gezien") != seen(known, thema, vraag):
        raise Conflict(vraag, {})
    path: NodePath = known.path(thema, vraag)
    rows = {door: dict(row) for door, row in rows_of(known.at(path)).items()}
    row = rows.get(SHARED) or rows.get("samen")
    if row is None or not row.get("afgesproken"):
        raise Missing(vraag)
    agreed = row["afgesproken"]
    agreed = {"tekst": agreed} if isinstance(agreed, str) else dict(agreed)
    behind = [name for name in agreed.get("bevestigd_door", []) if name != partij]
    agreed["bevestigd_door"] = behind if visit.form.ticked("niet") else [*behind, partij]
    row["afgesproken"] = (
        agreed if agreed["bevestigd_door"] else {k: v for k, v in agreed.items() if k != "bevestigd_door"}
    )
    value = row if set(rows) == {SHARED} else list(rows.values())
    made = edit(known, [(path, value)], "antwoord", vraag=vraag, thema=known.dossier.afspraken[thema].thema)
    if made is not None:
        visit.served.shelf.read(made.content)
    return made


def note(visit: Visit) -> Response:
    """Keep what a party notes at a card."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    partij = visit.form.text("partij")
    if partij not in known.names():
        raise Missing(partij)
    if asked := visit.personal():
        return asked
    visit.store.set_note(visit.key, kaart.gespreksvraag.id, Author(partij, "tafel"), visit.form.text("tekst"))
    return visit.to(f"/dossier/{visit.key}/tafel/{thema}/{kaart.gespreksvraag.id}", bewaard="notitie")


def hear(visit: Visit) -> Response:
    """Keep what was also heard, from people without a group or a minority inside one, without a name."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    if asked := visit.personal():
        return asked
    if tekst := visit.form.text("tekst"):
        visit.store.add_heard(visit.key, kaart.gespreksvraag.id, tekst)
    return visit.to(f"/dossier/{visit.key}/tafel/{thema}/{kaart.gespreksvraag.id}", bewaard="gehoord")


def hide(visit: Visit) -> Response:
    """Hide what was heard because it holds personal data; how many are hidden stays said."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    number = whole(visit.form.line("nummer"))
    if number is None or not visit.form.ticked("persoonlijk"):
        return visit.page("fout", 422, reden="verbergen")
    visit.store.hide_heard(visit.key, number, True)
    return visit.to(f"/dossier/{visit.key}/tafel/{thema}/{kaart.gespreksvraag.id}")


def take_early(visit: Visit) -> Response:
    """Put in the dossier what parties said beforehand to the questions of a card, each in its own name."""
    known = visit.known()
    thema, kaart = visit.thema(known), _card(known, str(visit.param("kaart")))
    for row, asked in early_at(visit, known, thema, kaart):

        def make(content: bytes, row: Any = row, asked: AskedOnPage = asked) -> StoredEdit | None:
            now = visit.served.shelf.read(content)
            if row.partij not in now.names() or in_dossier(now, thema, asked, row.partij) is not None:
                return None
            made = said_by(now, thema, asked, row.partij, Said(row.antwoord, row.toelichting or ""))
            if made is not None:
                visit.served.shelf.read(made.content)
            return made

        visit.store.change(visit.key, Author(row.partij, "link"), make)
    return visit.to(f"/dossier/{visit.key}/tafel/{thema}/{kaart.gespreksvraag.id}", bewaard="vooraf")


def early_at(visit: Visit, known: Known, thema: int, kaart: CardOnPage) -> list[tuple[Any, AskedOnPage]]:
    """What parties said beforehand to the questions of a card and is not in the dossier yet, once it is shared."""
    asked = {(each.id, place_of(known, thema, each)): each for each in kaart.vragen}
    rows = [(row, asked.get((row.vraag, row.thema))) for row in visit.store.early(visit.key) if not row.ingetrokken]
    return [(row, at) for row, at in rows if at is not None and in_dossier(known, thema, at, row.partij) is None]


def point(visit: Visit) -> Response:
    """Let the beamer show something."""
    known = visit.known()
    thema, kaart = visit.thema(known), str(visit.param("kaart"))
    _card(known, kaart)
    toont = visit.form.line("toont")
    if toont not in SHOWN:
        raise Missing(toont)
    visit.served.beamers[visit.key] = Beamer(thema, kaart, visit.form.line("vraag"), toont)
    return visit.to(f"/dossier/{visit.key}/tafel/{thema}/{kaart}")


def beamer(visit: Visit) -> Response:
    """What the wall shows; it looks again by itself."""
    known = visit.known()
    now = visit.served.beamers.get(visit.key)
    shown: dict[str, Any] = {"toont": "leeg", "kaart": None, "vraag": None}
    if now is not None and now.thema < len(known.dossier.afspraken):
        shown |= {"toont": now.toont, "kaart": _card(known, now.kaart), "thema": now.thema}
        if now.vraag in known.pack.vragen:
            shown["vraag"] = _asked(known, now.thema, now.vraag)
        if now.toont == "beeld":
            shown["beeld"] = Markup(visit.served.pictures.of(known).residents)
        if now.toont == "standpunten":
            shown["notities"] = [row for row in visit.store.notes(visit.key) if row.kaart == now.kaart]
    response = visit.page("beamer", k=known, **shown)
    response.headers["refresh"] = "4"
    return response


def picture(visit: Visit) -> Response:
    """The picture for the table: first a word on what it is not, then, when asked, itself."""
    known = visit.known()
    asked = visit.asked("ja") == "1"
    verdict = visit.served.checks.look(known.content) if asked else ""
    picture = Markup(visit.served.pictures.of(known).residents) if asked else None
    return visit.page("toon", k=known, beeld=picture, oordeel=verdict)
