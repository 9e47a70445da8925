"""Mijn: the pages of an invited party: in plain words what happens, then its own questions one at a time.

Until the moment that was announced what it says is sealed, for everyone; after that it stands in the dossier at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.confirming import BEWONERS

from ..access import made_links
from ..answers import Conflict, Said
from ..dossier import AskedOnPage, CardOnPage, Known
from ..party import (
    Chair,
    asked_of,
    chair,
    in_dossier,
    mark_of,
    may_answer,
    options_of,
    own_answer,
    place_of,
    rol_in,
    said_by,
)
from ..removal import due_of
from ..store import Missing, StoredEdit, TooLate
from ..visit import Visit

TYPED: Final = ("toelichting",)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Whoever is at its own pages: the party, the dossier as it is, and the thema that the address names."""

    known: Known
    chair: Chair
    rol: str

    @property
    def plain(self) -> bool:
        """Whether it reads residents' words."""
        return self.rol in BEWONERS


def at_own(visit: Visit) -> OwnPage:
    """The party that visits.

    Raises:
        Missing: it is not (any more) a party of this dossier.
    """
    known, who = visit.known(), visit.who()
    place = chair(visit.store, visit.key, who.partij, who.link)
    return OwnPage(known, place, rol_in(known, place.partij))


def own_page(visit: Visit, at: OwnPage, template: str, status: int = 200, **values: Any) -> Response:
    """A page of a party."""
    shown = {"k": at.known, "partij": at.chair.partij, "gewoon": at.plain, "gedeeld": at.chair.shared}
    return visit.page(template, status, **shown, moment=at.chair.moment, schrijft=visit.who().writes, **values)


def show(visit: Visit) -> Response:
    """The first page: what this is, what happens with it, and the ways on."""
    at = at_own(visit)
    themas = []
    for thema, afspraak in enumerate(at.known.dossier.afspraken):
        asked = [each for _, each in asked_of(at.known, at.rol, long=False)]
        given = sum(own_answer(at.chair, at.known, thema, each) is not None for each in asked)
        themas.append((thema, afspraak.thema, len(asked) - given, len(asked)))
    links = made_links(visit.store, visit.key, at.chair.partij)
    return own_page(
        visit, at, "mijn", themas=themas, links=links, hulp=at.chair.row.hulp, weg=due_of(visit.store, visit.key)
    )


def ask(visit: Visit) -> Response:
    """One question, or the first that is still open; behind the last, all of them with what was said."""
    at, thema, long = at_own(visit), visit.thema(visit.known()), visit.asked("lang") == "1"
    wanted = visit.param("vraag")
    if wanted is None:
        open_one = None if visit.asked("klaar") == "1" else _open(at, thema, None, long)
        if open_one is None:
            return _page(visit, at, thema, None, long)
        return visit.to(_address(visit, thema, open_one), lang="1" if long else "", bewaard=visit.asked("bewaard"))
    return _page(visit, at, thema, _find(at, str(wanted)), long)


def _address(visit: Visit, thema: int, vraag: str | None) -> str:
    return f"/dossier/{visit.key}/mijn/vragen/{thema}" + (f"/{vraag}" if vraag else "")


def _find(at: OwnPage, vraag: str) -> tuple[CardOnPage, AskedOnPage]:
    """A question of this party, with its card.

    Raises:
        Missing: it is not asked this.
    """
    found = next((pair for pair in asked_of(at.known, at.rol, long=True) if pair[1].id == vraag), None)
    if found is None:
        raise Missing(vraag)
    return found


def _open(at: OwnPage, thema: int, after: str | None, long: bool) -> str | None:
    """The first question behind this one to which the party said nothing yet, and then from the start."""
    asked = [each for _, each in asked_of(at.known, at.rol, long)]
    ids = [each.id for each in asked]
    start = ids.index(after) + 1 if after in ids else 0
    ordered = [*asked[start:], *asked[:start]]
    return next((a.id for a in ordered if a.id != after and own_answer(at.chair, at.known, thema, a) is None), None)


def _page(
    visit: Visit,
    at: OwnPage,
    thema: int,
    step: tuple[CardOnPage, AskedOnPage] | None,
    long: bool,
    status: int = 200,
    **more: Any,
) -> Response:
    route = asked_of(at.known, at.rol, long)
    answers = {each.id: own_answer(at.chair, at.known, thema, each) for _, each in route}
    shown: dict[str, Any] = {
        "thema": thema,
        "stap": step,
        "vragen": [(each, answers[each.id], options_of(each)) for _, each in route],
        "nog": sum(each is None for each in answers.values()),
        "van": len(route),
        "lang": long,
        "bewaard": visit.asked("bewaard"),
        "concept": {},
        "half": visit.asked("half") == "1",
        "geopend": visit.asked("geopend") == "1",
    }
    if step is not None:
        kaart, asked = step
        ids = [each.id for _, each in route]
        index = ids.index(asked.id) if asked.id in ids else len(ids)
        sealed = () if at.chair.shared else visit.store.early_elsewhere(visit.key, at.chair.partij, at.chair.link)
        shown |= {
            "nu": own_answer(at.chair, at.known, thema, asked),
            "keuzes": options_of(asked),
            "gezien": mark_of(at.known, thema, asked, at.chair.partij) if at.chair.shared else "",
            "concept": visit.store.draft(visit.key, at.chair.link, _place(thema, asked.id)),
            "vorige": ids[index - 1] if index else None,
            "volgende": ids[index + 1] if index + 1 < len(ids) else None,
            "elders": (asked.id, place_of(at.known, thema, asked)) in sealed,
            "gehoord": [
                row
                for row in (visit.store.heard(visit.key) if at.chair.shared else ())
                if row.kaart == kaart.gespreksvraag.id and not row.verborgen
            ],
        }
    return own_page(visit, at, "mijnvraag", status, **{**shown, **more})


def _place(thema: int, vraag: str) -> str:
    return f"{thema}/mijn/{vraag}"


def save(visit: Visit) -> Response:
    """Keep what the party says to one question: sealed, or once all is shared in the dossier."""
    at, thema = at_own(visit), visit.thema(visit.known())
    step = _find(at, str(visit.param("vraag")))
    form, long = visit.form, visit.form.ticked("lang")
    asked, here = step[1], at.chair
    if wrong := other_party(visit, at):
        return wrong
    if question := visit.personal():
        return question
    word, words = form.line("antwoord"), form.text("toelichting")
    typed = {name: form.text(name) for name in TYPED}
    if form.ticked("blijf") or not may_answer(asked, word):
        visit.store.set_draft(visit.key, here.link, _place(thema, asked.id), typed)
        return visit.to(_address(visit, thema, asked.id), lang="1" if long else "", half="1" if words else "")
    try:
        if here.shared and not form.line("gezien"):  # it was shown as sealed: nothing of it opens unseen
            raise TooLate
        if here.shared:
            _say(visit, at, thema, asked, Said(word, words if word else ""))
        elif here.moment is None:
            return visit.page("fout", 409, reden="geen_moment", form=visit.typed())
        else:
            at_thema = place_of(at.known, thema, asked)
            visit.store.answer_early(
                visit.key, here.partij, asked.id, at_thema, word, words if word else None, here.link
            )
    except Conflict:
        fresh = at_own(visit)
        return _page(visit, fresh, thema, _find(fresh, asked.id), long, 409, botsing=True, concept=typed)
    except TooLate:
        visit.store.set_draft(visit.key, here.link, _place(thema, asked.id), typed)
        return visit.to(_address(visit, thema, asked.id), geopend="1")
    visit.drop_draft(here.link, _place(thema, asked.id))
    if not word:
        return visit.to(_address(visit, thema, asked.id), bewaard="terug", lang="1" if long else "")
    after = _open(at_own(visit), thema, asked.id, long)
    return visit.to(_address(visit, thema, after), lang="1" if long else "", bewaard="1")


def other_party(visit: Visit, at: OwnPage) -> Response | None:
    """That a form was shown to another party than the one that is in by now; nothing when it was not."""
    if visit.form.text("als") == at.chair.partij:
        return None
    return visit.page("fout", 409, reden="andere_partij", form=visit.typed())


def _say(visit: Visit, at: OwnPage, thema: int, asked: AskedOnPage, said: Said) -> None:
    """Put what the party says in the dossier; when it takes that back, its early answer counts no more either."""

    def make(content: bytes) -> StoredEdit | None:
        known = visit.served.shelf.read(content)
        mark = visit.form.line("gezien")
        if not said.antwoord and in_dossier(known, thema, asked, at.chair.partij) is None:
            return None
        made = said_by(known, thema, asked, at.chair.partij, said, mark)
        if made is not None:
            visit.served.shelf.read(made.content)
        return made

    visit.store.change(visit.key, visit.who().author(), make)
    if not said.antwoord:
        visit.store.withdraw_early(visit.key, at.chair.partij, asked.id, place_of(at.known, thema, asked))


def draft(visit: Visit) -> Response:
    """Keep what is being typed, for this link alone."""
    at, thema = at_own(visit), visit.thema(visit.known())
    _, asked = _find(at, str(visit.param("vraag")))
    typed: Mapping[str, str] = {name: visit.form.text(name) for name in TYPED}
    visit.store.set_draft(visit.key, at.chair.link, _place(thema, asked.id), typed)
    return Response(status_code=204)


def hear(visit: Visit) -> Response:
    """Keep what was also heard, of people without a group or a minority inside one, without a name."""
    at, thema = at_own(visit), visit.thema(visit.known())
    kaart, asked = _find(at, str(visit.param("vraag")))
    if wrong := other_party(visit, at):
        return wrong
    if question := visit.personal():
        return question
    if tekst := visit.form.text("tekst"):
        visit.store.add_heard(visit.key, kaart.gespreksvraag.id, tekst)
    return visit.to(_address(visit, thema, asked.id), bewaard="gehoord" if at.chair.shared else "gehoord_dicht")
