"""What a party is asked and what it said: beforehand sealed, by its own link alone, and then in the dossier itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from wijktoets.engine.advice.agenda.agenda import praatplaat
from wijktoets.engine.model.dossier import rol_of
from wijktoets.engine.model.source import NodePath
from wijktoets.engine.model.words import ARCHETYPES

from .answers import SHARED, Conflict, Said, as_value, edit, rows_of, seen, seen_field
from .dossier import AskedOnPage, CardOnPage, Known
from .marking import unmarked, unmarked_row
from .store import Missing, Store, StoredEdit, is_shared
from .visit import say

WISH: Final = "gewenst"
"""The one field of an afspraak that each party says for itself."""
STELLING: Final = ("ja", "deels", "nee")
SAMEN: Final = "samen"

_asked: Final[dict[tuple[object, ...], frozenset[str]]] = {}


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a party said to a question; `desk`: the adviser wrote it down for it."""

    antwoord: str
    toelichting: str = ""
    desk: bool = False


@dataclass(frozen=True, slots=True)
class Chair:
    """The place of one party in one dossier: who it is, by which link it came in, and whether all is shared."""

    store: Store
    key: str
    partij: str
    link: str
    row: Row[Any]
    early: Mapping[tuple[str, str], OwnAnswer]
    """What it said beforehand by this link and still says, by vraag and thema."""

    @property
    def shared(self) -> bool:
        """Whether the early answers are open."""
        return is_shared(self.row)

    @property
    def moment(self) -> str | None:
        """When they open, as far as it was announced."""
        found: str | None = self.row.gedeeld_op
        return found


def chair(store: Store, key: str, partij: str | None, link: str) -> Chair:
    """The place of a party.

    Raises:
        Missing: there is no such party or dossier.
    """
    if not partij:
        raise Missing(partij)
    said = {
        (row.vraag, row.thema): OwnAnswer(row.antwoord, row.toelichting or "")
        for row in store.early(key, partij, link)
        if row.partij == partij and row.ingetrokken is None
    }
    return Chair(store, key, partij, link, store.row(key), said)


def asked_of(known: Known, rol: str, long: bool) -> list[tuple[CardOnPage, AskedOnPage]]:
    """The questions for a party of this rol in the order of the cards, its wish too; `long`: those of all cards."""
    key = (known.dossier.gebiedsoort, rol, *(pack.sha256 for pack in known.pack.pakketten))
    if key not in _asked:
        _asked[key] = frozenset(v.vraag for card in praatplaat(known.pack, voor=rol).kaarten for v in card.vragen)
    mine = _asked[key]
    found: dict[str, tuple[CardOnPage, AskedOnPage]] = {}
    for card in known.cards if long else known.route:
        for each in card.vragen:
            if each.id == WISH or (each.vraag is not None and each.id in mine):
                found.setdefault(each.id, (card, each))
    return list(found.values())


def rol_in(known: Known, partij: str) -> str:
    """The rol of a party.

    Raises:
        Missing: it is none of this dossier (any more).
    """
    if partij not in known.names():
        raise Missing(partij, reden="partij_weg")
    return rol_of(partij, known.dossier.partijen)


def place_of(known: Known, thema: int, asked: AskedOnPage) -> str:
    """Under which thema an early answer is kept: none for what is asked once."""
    return "" if asked.of_wijk else known.dossier.afspraken[thema].thema


def options_of(asked: AskedOnPage) -> Mapping[str, str] | None:
    """The answers that can be chosen, in words; None where they are those to a stelling."""
    if asked.vraag is None:
        return {name: say(f"velden.{WISH}.{name}") for name in ARCHETYPES}
    return asked.vraag.omschreven or None


def may_answer(asked: AskedOnPage, word: str) -> bool:
    """Whether this is an answer to a question; nothing takes it back."""
    kinds = {"", "onbekend", *(options_of(asked) or STELLING)}
    return word in kinds or (word == "nvt" and asked.vraag is not None and asked.vraag.nvt_mogelijk)


def own_answer(place: Chair, known: Known, thema: int, asked: AskedOnPage) -> OwnAnswer | None:
    """What a party says to a question: in the dossier once all is shared, else or before that sealed."""
    if place.shared and (found := in_dossier(known, thema, asked, place.partij)) is not None:
        return found
    return place.early.get((asked.id, place_of(known, thema, asked)))


def in_dossier(known: Known, thema: int, asked: AskedOnPage, partij: str) -> OwnAnswer | None:
    """What the dossier says that a party says."""
    if asked.vraag is None:
        wishes = known.dossier.afspraken[thema].gewenst
        found = next((w.gewenst for w in wishes if w.door == partij), None)
        return None if found is None else OwnAnswer(found)
    row = rows_of(known.at(known.path(thema, asked.id))).get(partij)
    if row is None:
        return None
    words = str(row.get("toelichting") or "")
    return OwnAnswer(str(row["antwoord"]), unmarked(words), words != unmarked(words))


def mark_of(known: Known, thema: int, asked: AskedOnPage, partij: str) -> str:
    """What marks the answer of a party that it sees before changing it."""
    if asked.vraag is None:
        return seen_field(known, ("afspraken", thema, WISH))
    return seen(known, thema, asked.id, partij)


def said_by(
    known: Known, thema: int, asked: AskedOnPage, partij: str, said: Said, mark: str | None = None
) -> StoredEdit | None:
    """The change that puts what one party says beside what others said; what all said together stays, as `samen`.

    Args:
        mark: what the party saw (`mark_of`); None when it is not about that.

    Raises:
        Conflict: something else stands there by now.
    """
    if mark is not None and mark != mark_of(known, thema, asked, partij):
        raise Conflict(asked.id, {})
    name = known.dossier.afspraken[thema].thema
    if asked.vraag is None:
        path: NodePath = ("afspraken", thema, WISH)
        return edit(known, [(path, _wishes(known.at(path), partij, said))], "antwoord", vraag=asked.id, thema=name)
    path = known.path(thema, asked.id)
    rows = rows_of(known.at(path))
    if SHARED in rows:
        together = {"door": SAMEN, **rows.pop(SHARED)}
        rows = {SAMEN: together, **rows}
    if said.antwoord:
        rows[partij] = said.row(partij, rows.get(partij, {}))
    else:
        rows.pop(partij, None)
    if set(rows) == {SAMEN}:
        rows = {SHARED: {name: value for name, value in rows[SAMEN].items() if name != "door"}}
    return edit(known, [(path, as_value(rows))], "antwoord", vraag=asked.id, thema=name)


def _wishes(there: Any, partij: str, said: Said) -> Any:
    """The wishes of parties with that of one in place of what it said; a wish of all together was of nobody alone."""
    rows = [dict(row) for row in there] if isinstance(there, list) else []
    if isinstance(there, str):
        rows = [{"door": SAMEN, "gewenst": there}]
    rows = [row for row in rows if row.get("door") != partij]
    if said.antwoord:
        rows.append({"door": partij, WISH: said.antwoord})
    return rows or None


def unmarked_rows(known: Known, partij: str) -> StoredEdit | None:
    """The change by which what the desk wrote for a party is its own; None when there is no such thing."""
    places: list[NodePath] = [("antwoorden",)]
    places += [("afspraken", number, "antwoorden") for number in range(len(known.dossier.afspraken))]
    values: list[tuple[NodePath, Any]] = []
    for place in places:
        for vraag in known.at(place) or {}:
            rows = rows_of(known.at((*place, vraag)))
            words = str(rows.get(partij, {}).get("toelichting") or "")
            if words != unmarked(words):
                rows[partij] = unmarked_row(rows[partij])
                values.append(((*place, vraag), as_value(rows)))
    return edit(known, values, "bevestigd") if values else None
