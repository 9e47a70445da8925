"""Reads what was answered on the sheets with questions: for the wijk, an afspraak or one bevoegdheid, by each party."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wijktoets.engine.model.source import FileNode
from wijktoets.engine.model.words import STELLING_ANTWOORDEN, STEMMEN
from wijktoets.texts import text

from . import layout
from .cells import as_text, list_of
from .layout import AFGESPROKEN, ANTWOORD, DELEN, PARTIJ, UITLEG, WOORDEN
from .parties import names_in, who_speaks
from .rows import meant, ordered
from .sheets import SheetShape, mapping, question_rows, question_sheets, sequence

Opties = Mapping[str, Sequence[str]]
"""The options of each keuze, by the id of the vraag."""


@dataclass(slots=True)
class Antwoorden:
    """The answers by scope ("" for the dossier, else the number of an afspraak or the key of a bevoegdheid)."""

    blokken: dict[str, FileNode] = field(default_factory=dict)
    vragen: set[str] = field(default_factory=set)
    """Every vraag that has rows, answered or not."""
    bereiken: set[str] = field(default_factory=set)
    """Every scope that has rows, answered or not."""


def read_answers(vellen: Mapping[str, SheetShape], opties: Opties, scopes: Collection[str]) -> Antwoorden:
    """What was answered on all sheets with questions; an answer outside `scopes` is told."""
    found: dict[str, dict[str, tuple[FileNode, FileNode]]] = {}
    made = Antwoorden()
    for vel in question_sheets(vellen):
        for (vraag, scope), rows in _blocks(vel).items():
            made.vragen.add(vraag)
            made.bereiken.add(scope)
            node = _standpunten(opties, vel, vraag, rows)
            if node is None:
                continue
            if scope in scopes:
                found.setdefault(scope, {})[vraag] = (replace(node, inhoud=vraag), node)
            else:
                vel.zeg("werkmap_afspraak_weg", next(iter(rows.values())), vel.kolommen[ANTWOORD])
    for scope, block in found.items():
        made.blokken[scope] = replace(next(iter(block.values()))[1], inhoud=block)
    return made


def questions(vellen: Mapping[str, SheetShape]) -> dict[str, str]:
    """Each vraag in the words that its sheet shows, by its id."""
    found: dict[str, str] = {}
    for vel in question_sheets(vellen):
        for (vraag, _), rows in _blocks(vel).items():
            shown = vel.blad.cellen.get((rows.get(ANTWOORD, 0), vel.uitleg.get(UITLEG, 0)))
            if isinstance(shown, str) and shown.strip():
                found.setdefault(vraag, " ".join(shown.split()))
    return found


def _blocks(vel: SheetShape) -> dict[tuple[str, str], dict[str, int]]:
    """The rows of each question by scope: answer, explanation and source."""
    blocks: dict[tuple[str, str], dict[str, int]] = {}
    for vraag, scope, deel, rij in question_rows(vel):
        blocks.setdefault((vraag, scope), {})[deel] = rij
    return blocks


def _standpunten(opties: Opties, vel: SheetShape, vraag: str, rows: Mapping[str, int]) -> FileNode | None:
    """What was answered to one question: one answer, or the perspectives of the parties."""
    named = (key for key in vel.kolommen if key.startswith(PARTIJ))
    stands = (ANTWOORD, *named, *STEMMEN)
    given = {stand: node for stand in stands if (node := _standpunt(opties, vel, vraag, rows, stand))}
    if ANTWOORD in rows and (agreed := _agreed(vel, rows[ANTWOORD])):
        stand = next((name for name in ("samen", ANTWOORD) if name in given), None)
        if stand is None:
            vel.zeg("werkmap_afgesproken_los", rows[ANTWOORD], agreed.kolom)
        else:
            given[stand] = _with(given[stand], agreed)
    spoke = {name: node for name, node in given.items() if name != ANTWOORD}
    if not spoke:
        return given.get(ANTWOORD)
    if ANTWOORD in given:
        vel.zeg("werkmap_een_of_per_partij", rows.get(ANTWOORD, layout.HOOFD + 1), vel.kolommen[ANTWOORD])
    return sequence([spoke[name] for name in ordered(vel, rows.get(ANTWOORD, 0), spoke)])


def _agreed(vel: SheetShape, rij: int) -> FileNode | None:
    """The own words in the row of an answer, as the fields of `afgesproken`; None when there are none."""
    parts: dict[str, FileNode] = {}
    for name in WOORDEN:
        column = vel.kolommen.get(name)
        value = vel.waarde(rij, column) if column is not None else None
        if column is None or value is None:
            continue
        key = "tekst" if name == AFGESPROKEN else name.rpartition(".")[2]
        names = [vel.node(rij, column, name) for name in names_in(as_text(value), vel)]
        parts[key] = vel.node(rij, column, names if key == "bevestigd_door" else as_text(value))
    if parts and "tekst" not in parts:
        vel.zeg("werkmap_vak_leeg", rij, vel.kolommen[AFGESPROKEN], kop=text("werkmap.woorden.afgesproken"))
        return None
    return mapping(parts, parts["tekst"]) if parts else None


def _with(node: FileNode, agreed: FileNode) -> FileNode:
    """An answer with own words to agree on beside it."""
    fields = node.inhoud if isinstance(node.inhoud, dict) else {ANTWOORD: (node, node)}
    return replace(node, inhoud={**fields, AFGESPROKEN: (agreed, agreed)})


def _standpunt(opties: Opties, vel: SheetShape, vraag: str, rows: Mapping[str, int], stand: str) -> FileNode | None:
    column = vel.kolommen[stand]
    parts: dict[str, FileNode] = {}
    for deel in DELEN:
        value = vel.waarde(rows[deel], column) if deel in rows else None
        if value is None:
            continue
        if deel == "bron":
            items = [vel.node(rows[deel], column, item) for item in list_of(as_text(value))]
            parts[deel] = vel.node(rows[deel], column, items)
        else:
            words = (*STELLING_ANTWOORDEN, *opties.get(vraag, ()))
            plain = as_text(value)
            parts[deel] = vel.node(rows[deel], column, meant(plain, words) if deel == ANTWOORD else plain)
    if not parts:
        return None
    at = vel.node(rows.get(ANTWOORD, next(iter(rows.values()))), column, None)
    if stand == ANTWOORD:
        return parts[ANTWOORD] if list(parts) == [ANTWOORD] else mapping(parts, at)
    door = who_speaks(vel, stand, next(iter(parts.values())))
    return None if door is None else mapping({"door": replace(at, inhoud=door), **parts}, at)
