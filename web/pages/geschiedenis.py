"""Geschiedenis: who changed what when and by which way in; two moments beside each other; back to one; and export."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from starlette.responses import Response

from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import VELDEN
from wijktoets.engine.model.words import ARCHETYPES, INGEBOUWDE_VRAGEN
from wijktoets.telling.residents import spoken

from ..answers import SHARED, changes_of, rows_of
from ..archive import packed, packed_all
from ..dossier import Known
from ..forms import whole
from ..redaction import Stays, redact
from ..removal import ask, due_of, take_back
from ..shown import shown
from ..store import StoredEdit
from ..visit import Visit, say

ZIP: Final = "application/zip"
CHOSEN: Final = {"gewenst": ARCHETYPES, "reikwijdte": INGEBOUWDE_VRAGEN["reikwijdte"]}
"""The fields of an afspraak in which a word is chosen, and these words."""


def show(visit: Visit) -> Response:
    """All that happened, the last first."""
    known = visit.known()
    rows = [(event, told_of(visit, known, event)) for event in reversed(visit.store.history(visit.key))]
    served = visit.served.sign_on is not None
    weg = due_of(visit.store, visit.key)
    newest = visit.store.current(visit.key).nummer
    return visit.page("geschiedenis", k=known, gebeurtenissen=rows, nu=newest, weg=weg, bediend=served)


def told_of(visit: Visit, known: Known, event: Any, plain: bool = False) -> dict[str, str]:
    """What an event was about: the question in words, and the answers before and after.

    Args:
        plain: in residents' words; what parties are called stays.
    """
    woorden = known.pack.woordenschat.for_area(known.dossier.gebiedsoort)

    def word(said: str) -> str:
        return spoken(said, woorden) if plain else said

    vraag = known.pack.vragen.get(event.vraag) if event.vraag else None
    field = event.vraag if event.vraag in VELDEN else None
    asked = vraag.vraag if vraag else visit.said(f"velden.{field}.vraag") if field else event.vraag or ""
    told = {"vraag": word(asked)}
    for each in changes_of(event.wijzigingen)[-1:]:
        if vraag is not None:
            options = {name: word(said) for name, said in vraag.omschreven.items()}
            told |= {"voor": _answers(each.before, options), "na": _answers(each.after, options)}
        elif event.vraag:
            chosen = {name: say(f"velden.{field}.{name}") for name in CHOSEN.get(str(field), ())}
            told |= {"voor": _field(each.before, chosen), "na": _field(each.after, chosen)}
    return told


def _field(value: Any, chosen: Mapping[str, str]) -> str:
    """A field of an afspraak in one line: a word, an amount, or what each party wants; `chosen` is how words read."""
    if isinstance(value, dict):
        return ", ".join(_field(each, chosen) for each in value.values())
    if isinstance(value, list):
        return "; ".join(_wish(row, chosen) if isinstance(row, dict) else str(row) for row in value)
    return "" if value is None else chosen.get(str(value), str(value))


def _wish(row: Mapping[str, Any], chosen: Mapping[str, str]) -> str:
    return ": ".join(str(said) if name == "door" else chosen.get(str(said), str(said)) for name, said in row.items())


def _answers(value: Any, options: Mapping[str, str]) -> str:
    """Answers in one line."""
    try:
        rows = rows_of(value)
    except (TypeError, KeyError):
        return ""
    words = [
        (f"{door}: " if door != SHARED else "") + options.get(str(row.get("antwoord")), str(row.get("antwoord", "")))
        for door, row in rows.items()
    ]
    return "; ".join(words)


def compared(visit: Visit) -> Response:
    """Two moments beside each other."""
    from wijktoets.engine.advice.compare.compare import compare
    from wijktoets.telling.screens.compare.screen import compare_sheet

    first, second = whole(visit.asked("van")), whole(visit.asked("tot"))
    if first is None or second is None:
        return visit.page("fout", 422, reden="twee_momenten")
    found = [visit.store.version(visit.key, number) for number in (first, second)]
    sides = [_side(visit, visit.served.shelf.read(each.content, each.nummer)) for each in found]
    parts = shown(compare_sheet(compare(sides[0], sides[1]), everything=True))
    return visit.page("vergelijk", van=found[0], tot=found[1], stuk=parts)


def _side(visit: Visit, known: Known) -> Any:
    from wijktoets._api import laws_for
    from wijktoets.engine.advice.compare.compare import side
    from wijktoets.engine.judging import direct

    dossier = known.dossier.model_copy(update={"pakket": ()})
    pack = visit.served.pack
    return side(dossier, pack, direct.compute, date.today(), laws=laws_for(dossier, pack))


def back(visit: Visit) -> Response:
    """What an earlier version held, as a new version: nothing is overwritten."""
    number = whole(visit.form.line("nummer"))
    if number is None:
        return visit.page("fout", 422, reden="niet_hier")
    earlier = visit.store.version(visit.key, number)
    naam = visit.served.shelf.read(earlier.content).dossier.naam

    def make(content: bytes) -> StoredEdit | None:
        if content == earlier.content:
            return None
        return StoredEdit(earlier.content, "terug", facts={"van": earlier.nummer}, naam=naam)

    visit.store.change(visit.key, visit.who().author(), make)
    return visit.to(f"/dossier/{visit.key}/geschiedenis")


def document(visit: Visit) -> Response:
    """A version as the file that it is."""
    found = visit.store.version(visit.key, int(visit.param("nummer")))
    headers = {"content-disposition": f'attachment; filename="dossier-versie-{found.nummer}.yaml"'}
    return Response(found.content, media_type="application/yaml", headers=headers)


def export(visit: Visit) -> Response:
    """A dossier with its whole history."""
    headers = {"content-disposition": 'attachment; filename="dossier-met-geschiedenis.zip"'}
    return Response(packed(visit.store, visit.key), media_type=ZIP, headers=headers)


def export_all(visit: Visit) -> Response:
    """All dossiers, each with its history."""
    headers = {"content-disposition": 'attachment; filename="alle-dossiers.zip"'}
    return Response(packed_all(visit.store), media_type=ZIP, headers=headers)


def let_go(visit: Visit) -> Response:
    """Ask for the dossier to go, or take that back; who administers does it, when the day is there."""
    if visit.form.ticked("intrekken"):
        take_back(visit.store, visit.key, visit.who().author())
    elif visit.served.sign_on is None or not visit.form.ticked("zeker"):
        return visit.page("fout", 422, reden="verwijderen")
    else:
        ask(visit.store, visit.key, visit.who().author(), date.today())
    return visit.to(f"/dossier/{visit.key}/geschiedenis", "verwijdering")


def take_out(visit: Visit) -> Response:
    """Take a passage out of everything that is kept of a dossier; that is never taken back."""
    passage = visit.form.text("passage")
    if not passage or not visit.form.ticked("zeker"):
        return visit.page("fout", 422, reden="weghalen")
    try:
        count = redact(visit.store, visit.key, passage, visit.who().author(), visit.served.pack)
    except Stays:
        return visit.page("fout", 422, reden="weghalen_naam")
    except InvoerFout as error:
        return visit.wrong(error)
    visit.served.forget(visit.key)
    return visit.page("weggehaald", aantal=count)
