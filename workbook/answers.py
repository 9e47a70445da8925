"""Reads what was answered on the sheets with questions: for the wijk, an afspraak or one bevoegdheid, by each party."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wijktoets.engine.model.source import FileNode
from wijktoets.engine.model.words import STELLING_ANTWOORDEN, STEMMEN

from . import layout
from .cells import as_text, list_of
from .layout import ANTWOORD, DELEN, PARTIJ, UITLEG
from .parties import who_speaks
from .rows import meant, ordered
from .sheets import Vel, mapping, question_rows, question_sheets, sequence

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


def read_answers(vellen: Mapping[str, Vel], opties: Opties, scopes: Collection[str]) -> Antwoorden:
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


def questions(vellen: Mapping[str, Vel]) -> dict[str, str]:
    """Each vraag in the words that its sheet shows, by its id."""
    found: dict[str, str] = {}
    for vel in question_sheets(vellen):
        for (vraag, _), rows in _blocks(vel).items():
            shown = vel.blad.cellen.get((rows.get(ANTWOORD, 0), vel.uitleg.get(UITLEG, 0)))
            if isinstance(shown, str) and shown.strip():
                found.setdefault(vraag, " ".join(shown.split()))
    return found


def _blocks(vel: Vel) -> dict[tuple[str, str], dict[str, int]]:
    """The rows of each question by scope: answer, explanation and source."""
    blocks: dict[tuple[str, str], dict[str, int]] = {}
    for vraag, scope, deel, rij in question_rows(vel):
        blocks.setdefault((vraag, scope), {})[deel] = rij
    return blocks


def _standpunten(opties: Opties, vel: Vel, vraag: str, rows: Mapping[str, int]) -> FileNode | None:
    """What was answered to one question: one answer, or the perspectives of the parties."""
    named = (key for key in vel.kolommen if key.startswith(PARTIJ))
    stands = (ANTWOORD, *named, *STEMMEN)
    given = {stand: node for stand in stands if (node := _standpunt(opties, vel, vraag, rows, stand))}
    spoke = {name: node for name, node in given.items() if name != ANTWOORD}
    if not spoke:
        return given.get(ANTWOORD)
    if ANTWOORD in given:
        vel.zeg("werkmap_een_of_per_partij", rows.get(ANTWOORD, layout.HOOFD + 1), vel.kolommen[ANTWOORD])
    return sequence([spoke[name] for name in ordered(vel, rows.get(ANTWOORD, 0), spoke)])


def _standpunt(opties: Opties, vel: Vel, vraag: str, rows: Mapping[str, int], stand: str) -> FileNode | None:
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
