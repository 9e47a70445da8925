"""Reads a dossier that uses names of an earlier version of the pack: takes them over, or opens what is asked anew.

It works on the nodes of the file, so that what is wrong afterwards still has its line, and `rewriting` can put the
same changes in the text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from ..model.dossier import Dossier
from ..model.errors import InvoerFout, Melding, Plek
from ..model.regelpakket import Regelpakket
from ..model.source import FileNode, Vindplaats, node_of
from ..model.successors import Hernoeming, Names, Successor, Successors, turned
from .values import ReadValue, read_value

Pair = tuple[FileNode, FileNode]
"""A key's own node and the value."""

WORDS: Final = ("toelichting", "afgesproken", "bron")
"""What people wrote at an answer; an answer without any is not kept as a note."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The nodes of a dossier in the names of today, what was changed, and what cannot be."""

    wortel: FileNode
    hernoemingen: tuple[Hernoeming, ...] = ()
    meldingen: tuple[Melding, ...] = ()


def translate(root: FileNode, bestand: str, pakket: Regelpakket) -> Translation:
    """The nodes of a dossier in the names that the pack has now."""
    translator = _Translator(bestand, pakket)
    new = translator.dossier(root)
    return Translation(new, tuple(translator.said), tuple(translator.wrong))


def translated(read: ReadValue[Dossier], pakket: Regelpakket) -> ReadValue[Dossier]:
    """What was read of a dossier in the names that the pack has now; the dossier knows what was changed for that."""
    root = read.bij.wortel
    if root is None or read.waarde is None:
        return read
    found = translate(root, read.bij.bestand, pakket)
    if not (found.hernoemingen or found.meldingen):
        return read
    again = read_value(Dossier, found.wortel, read.bij.bestand)
    if again.waarde is not None:
        again.waarde._vindplaats = again.bij
        again.waarde._hernoemingen = (*read.waarde.hernoemingen, *found.hernoemingen)
    return replace(again, meldingen=(*read.meldingen, *found.meldingen, *again.meldingen))


def in_names_of(dossier: Dossier, pakket: Regelpakket) -> Dossier:
    """A dossier that was made in Python, or read without a pack, in the names that this pack has now.

    Raises:
        InvoerFout: an old name and a new one say something about the same thing.
    """
    if not any(_names_of_before(dossier, pakket.opvolgers)):
        return dossier
    place = dossier.vindplaats
    root = node_of(_short(dossier.model_dump(mode="json", exclude_defaults=True) | {"formaat": dossier.formaat}))
    read = translated(ReadValue(dossier, Vindplaats(place.bestand, root), ()), pakket)
    if read.meldingen or read.waarde is None:
        raise InvoerFout(read.meldingen)
    if read.waarde is not dossier:
        read.waarde._vindplaats = Vindplaats(place.bestand)
    return read.waarde


def _names_of_before(dossier: Dossier, names: Successors) -> Iterator[bool]:
    """Of all that a dossier names of a pack, whether it may be a name of before: only then is it read again."""
    powers = (power.antwoorden for afspraak in dossier.afspraken for power in afspraak.bevoegdheden)
    for block in (dossier.antwoorden, *(afspraak.antwoorden for afspraak in dossier.afspraken), *powers):
        yield not (names.vragen.keys().isdisjoint(block) and names.opties.keys().isdisjoint(block))
    yield not names.gespreksvragen.keys().isdisjoint(dossier.gesprekken)
    yield any(punt.bij in names.gespreksvragen for _, _, punt in dossier.terugblik.punten())
    yield any(afweging.waarborg in names.regels for afweging in dossier.afwegingen)
    yield any(actie.waarborg in names.regels for actie in dossier.acties)


def _short(value: Any) -> Any:
    """Plain values with one answer or wish of nobody in particular outside a list, as a dossier has it."""
    if isinstance(value, Mapping):
        return {name: _short(below) for name, below in value.items()}
    if not isinstance(value, list | tuple):
        return value
    items = [_short(item) for item in value]
    alone = items[0] if len(items) == 1 and isinstance(items[0], Mapping) else {}
    if "door" not in alone and "antwoord" in alone:
        return alone
    return alone["gewenst"] if set(alone) == {"gewenst"} else items


class _Answer(NamedTuple):
    """An answer under the name of today, and under which name it stood."""

    key: FileNode
    value: FileNode
    oud: str
    note: bool


class _Translator:
    """Goes through a dossier, and collects what was changed and what cannot be."""

    def __init__(self, bestand: str, pakket: Regelpakket) -> None:
        self.bestand = bestand
        self.pakket = pakket
        self.said: list[Hernoeming] = []
        self.wrong: list[Melding] = []

    def dossier(self, root: FileNode) -> FileNode:
        """The whole dossier."""
        names = self.pakket.opvolgers
        root = self._with(root, "antwoorden", self._answers)
        root = self._with(root, "afspraken", lambda rows: _each(rows, self._afspraak))
        root = self._with(root, "gesprekken", lambda notes: self._notes(notes, names.gespreksvragen))
        root = self._with(root, "afwegingen", lambda rows: _each(rows, self._afweging))
        root = self._with(root, "acties", lambda rows: _each(rows, self._actie))
        return self._with(root, "terugblik", self._looked_back)

    def _with(self, node: FileNode, key: str, change: Callable[[FileNode], FileNode]) -> FileNode:
        """The mapping with another value at a key, when it is there."""
        pairs = node.inhoud
        if not isinstance(pairs, dict) or key not in pairs:
            return node
        name, value = pairs[key]
        return replace(node, inhoud={**pairs, key: (name, change(value))})

    def _afspraak(self, node: FileNode) -> FileNode:
        node = self._with(node, "antwoorden", self._answers)
        return self._with(
            node,
            "bevoegdheden",
            lambda rows: _each(rows, lambda power: self._with(power, "antwoorden", self._answers)),
        )

    # Answers

    def _answers(self, block: FileNode) -> FileNode:
        if not isinstance(block.inhoud, dict):
            return block
        found: dict[str, _Answer] = {}
        for old, pair in block.inhoud.items():
            for name, answer in self._today(old, *pair):
                there = found.get(name)
                if there is None:
                    found[name] = answer
                elif there.note and answer.note:
                    found[name] = there._replace(value=_merged(there.value, answer.value))
                else:
                    here = answer if answer.oud != name else there
                    other = there.oud if here is answer else answer.oud
                    facts = {"naam": here.oud, "ander": other, "nieuw": name}
                    self.wrong.append(Melding("twee_namen", self._plek(here.key), facts))
        return replace(block, inhoud={name: (answer.key, answer.value) for name, answer in found.items()})

    def _today(self, old: str, key: FileNode, value: FileNode) -> Iterator[tuple[str, _Answer]]:
        """What stands at a question, under its names of today."""
        became = self._became(old, self.pakket.vragen, self.pakket.opvolgers.vragen)
        if became is None or became.taken_over:
            if became is not None:
                self._say(key, "vraag", old, became)
            name = became.namen[0] if became else old
            answers = _each_answer(value, self._turn) if became and became.soort == "omgekeerd" else value
            kept = self._options(name, answers) if answers is not None else None
            if kept is not None:
                yield name, _Answer(replace(key, inhoud=name), kept, old, note=False)
            return
        note = _each_answer(value, self._open)
        lost = None if note and became.namen else _words_of(value)
        self._say(key, "vraag", old, became, antwoord=lost)
        for name in became.namen if note else ():
            assert note is not None
            yield name, _Answer(replace(key, inhoud=name), note, old, note=True)

    def _options(self, vraag: str, value: FileNode) -> FileNode | None:
        """What was answered to a question, in the options of today; None when nothing is left of it."""
        names = self.pakket.opvolgers.opties.get(vraag)
        return value if not names else _each_answer(value, lambda given: self._option(vraag, names, given))

    def _option(self, vraag: str, names: Names, given: FileNode) -> FileNode | None:
        word = _word(given)
        old = str(word.inhoud)
        became = self._became(old, self.pakket.vragen[vraag].opties, names)
        if became is None:
            return given
        kept = _answered(given, became.namen[0]) if became.taken_over else self._open(given)
        self._say(word, "optie", old, became, vraag=vraag, antwoord=None if kept else old)
        return kept

    def _open(self, given: FileNode) -> FileNode | None:
        """An answer to a question that is asked again: not known, and what was written there as a note; else None."""
        pairs = given.inhoud
        if not isinstance(pairs, dict) or not any(name in pairs for name in WORDS):
            return None
        said = self.pakket.woorden["eerder"].format(antwoord=_word(given).inhoud)
        return _answered(self._noted(given, said), "onbekend")

    def _turn(self, given: FileNode) -> FileNode:
        """An answer to a question that was turned round; what was agreed beside a ja becomes a note at the nee."""
        new = _answered(given, turned(str(_word(given).inhoud)))
        return self._noted(new) if _word(new).inhoud == "nee" else new

    def _noted(self, given: FileNode, before: str = "") -> FileNode:
        """An answer with what was agreed there as a part of its toelichting, behind `before`."""
        pairs = given.inhoud
        if not isinstance(pairs, dict) or not (before or "afgesproken" in pairs):
            return given
        parts = [before, _text(pairs.get("toelichting")).strip()]
        if "afgesproken" in pairs:
            agreed = pairs["afgesproken"][1]
            parts.append(self.pakket.woorden["eerder_afgesproken"].format(tekst=", ".join(_texts(agreed))))
        key, value = pairs.get("toelichting") or pairs.get("afgesproken") or pairs["antwoord"]
        note = (replace(key, inhoud="toelichting"), replace(value, inhoud=" ".join(filter(None, parts))))
        place = "toelichting" if "toelichting" in pairs else "afgesproken" if "afgesproken" in pairs else "antwoord"
        return replace(given, inhoud=dict(_placed(pairs, place, note)))

    # What else names something of the pack

    def _notes(self, block: FileNode, names: Names) -> FileNode:
        """Notes at open questions; those of questions that became one are joined."""
        if not isinstance(block.inhoud, dict):
            return block
        known = {found.id for found in self.pakket.gespreksvragen}
        found: dict[str, Pair] = {}
        for old, (key, value) in block.inhoud.items():
            became = self._became(old, known, names)
            if became is not None:
                self._say(key, "gespreksvraag", old, became)
            for name in became.namen if became else (old,):
                there = found.get(name)
                joined = value if there is None else replace(there[1], inhoud=f"{_plain(there[1])}\n{_plain(value)}")
                found[name] = (there[0] if there else replace(key, inhoud=name), joined)
        return replace(block, inhoud=dict(found))

    def _afweging(self, node: FileNode) -> FileNode | None:
        """An afweging follows its waarborg; of one that became something else it says nothing any more."""
        name, became = self._regel(node)
        if became is None:
            return node
        self._say(name, "afweging", str(name.inhoud), became)
        return _with_word(node, "waarborg", became.namen[0]) if became.taken_over else None

    def _actie(self, node: FileNode) -> FileNode:
        """An actie follows its waarborg; of one that became something else it stands on its own."""
        name, became = self._regel(node)
        if became is None:
            return node
        self._say(name, "actie", str(name.inhoud), became)
        if not became.taken_over:
            return _without(node, "waarborg", "actie")
        node = _with_word(node, "waarborg", became.namen[0])
        step = node.below("actie")
        if step is None:
            return node
        owner, _, number = str(step.inhoud).rpartition(".")
        moved = self.pakket.opvolgers.regels.get(owner)
        step_now = f"{moved.namen[0]}.{number}" if moved and moved.taken_over else str(step.inhoud)
        known = {str(actie.id) for actie in self.pakket.acties.get(became.namen[0], ())}
        return _with_word(node, "actie", step_now) if step_now in known else _without(node, "actie")

    def _regel(self, node: FileNode) -> tuple[FileNode, Successor | None]:
        """The name of a waarborg in an afweging or actie, and what it became."""
        name = node.below("waarborg")
        if name is None or not isinstance(name.inhoud, str):
            return node, None
        return name, self._became(name.inhoud, self.pakket.waarborgen, self.pakket.opvolgers.regels)

    def _looked_back(self, node: FileNode) -> FileNode:
        for soort in node.inhoud if isinstance(node.inhoud, dict) else ():
            node = self._with(node, soort, lambda rows: _each(rows, self._terugblikpunt))
        return node

    def _terugblikpunt(self, node: FileNode) -> FileNode:
        """A point stays at its open question when that is still one."""
        name = node.below("bij")
        if name is None or not isinstance(name.inhoud, str):
            return node
        known = {found.id for found in self.pakket.gespreksvragen}
        became = self._became(name.inhoud, known, self.pakket.opvolgers.gespreksvragen)
        if became is None:
            return node
        self._say(name, "gespreksvraag", name.inhoud, became)
        return _with_word(node, "bij", became.namen[0]) if len(became.namen) == 1 else _without(node, "bij")

    # Names and lines

    def _became(self, name: str, known: Any, names: Names) -> Successor | None:
        """What a name became; None when it is one of today, or was never one."""
        return None if name in known else names.get(name)

    def _say(
        self,
        node: FileNode,
        wat: str,
        oud: str,
        became: Successor,
        vraag: str | None = None,
        antwoord: str | None = None,
    ) -> None:
        line = Hernoeming(self._plek(node), wat, oud, became.namen, became.soort, vraag, antwoord)
        self.said.append(line)

    def _plek(self, node: FileNode) -> Plek:
        return Plek(self.bestand, node.regel, node.kolom, node.naam)


def _each(rows: FileNode, change: Callable[[FileNode], FileNode | None]) -> FileNode:
    """The list with each item changed; what becomes None is left out."""
    if not isinstance(rows.inhoud, list):
        return rows
    return replace(rows, inhoud=[new for row in rows.inhoud if (new := change(row)) is not None])


def _each_answer(value: FileNode, change: Callable[[FileNode], FileNode | None]) -> FileNode | None:
    """What was answered to a question, each answer changed; None when none is left."""
    if not isinstance(value.inhoud, list):
        return change(value)
    left = _each(value, change)
    return left if left.inhoud else None


def _word(given: FileNode) -> FileNode:
    """The node of the answer itself, in its short form or its long one."""
    return given.below("antwoord") or given


def _answered(given: FileNode, word: str) -> FileNode:
    """The same answer with another word."""
    return _with_word(given, "antwoord", word) if isinstance(given.inhoud, dict) else replace(given, inhoud=word)


def _words_of(value: FileNode) -> str:
    """What was answered, by all."""
    items = value.inhoud if isinstance(value.inhoud, list) else [value]
    return ", ".join(dict.fromkeys(str(_word(item).inhoud) for item in items))


def _with_word(node: FileNode, key: str, word: str) -> FileNode:
    """The mapping with a text at a key that it has."""
    assert isinstance(node.inhoud, dict)
    name, value = node.inhoud[key]
    return replace(node, inhoud={**node.inhoud, key: (name, replace(value, inhoud=word))})


def _without(node: FileNode, *keys: str) -> FileNode:
    assert isinstance(node.inhoud, dict)
    return replace(node, inhoud={key: pair for key, pair in node.inhoud.items() if key not in keys})


def _placed(pairs: Mapping[str, Pair], place: str, note: Pair) -> Iterator[tuple[str, Pair]]:
    """The fields of an answer without what was agreed, with the note at or behind `place`."""
    for key, pair in pairs.items():
        if key not in ("afgesproken", "toelichting"):
            yield key, pair
        if key == place:
            yield "toelichting", note


def _merged(one: FileNode, other: FileNode) -> FileNode:
    """Notes of two questions that became one, joined for each who said something."""
    by_door: dict[str, FileNode] = {}
    items = [item for value in (one, other) for item in _items(value)]
    whole = not any(_door(given) for given in items)
    for given in items if whole else map(_by_all, items):
        door = _door(given)
        there = by_door.get(door)
        by_door[door] = given if there is None else _joined(there, given)
    left = list(by_door.values())
    return left[0] if whole else replace(one, inhoud=left)


def _door(given: FileNode) -> str:
    """Whose answer it is; empty when it is nobody's in particular."""
    return _text((given.inhoud if isinstance(given.inhoud, dict) else {}).get("door"))


def _by_all(given: FileNode) -> FileNode:
    """An answer of nobody in particular as one of a list: it was given by all together."""
    assert isinstance(given.inhoud, dict)
    if "door" in given.inhoud:
        return given
    key, value = given.inhoud["antwoord"]
    door = (replace(key, inhoud="door"), replace(value, inhoud="samen"))
    return replace(given, inhoud={"door": door, **given.inhoud})


def _items(value: FileNode) -> list[FileNode]:
    return value.inhoud if isinstance(value.inhoud, list) else [value]


def _joined(one: FileNode, other: FileNode) -> FileNode:
    """Two notes as one: both texts, and both sources."""
    assert isinstance(one.inhoud, dict)
    assert isinstance(other.inhoud, dict)
    notes = [_text(given.inhoud.get("toelichting")) for given in (one, other) if isinstance(given.inhoud, dict)]
    pairs = dict(one.inhoud)
    key, value = pairs["toelichting"]
    pairs["toelichting"] = (key, replace(value, inhoud="; ".join(notes)))
    if "bron" in other.inhoud:
        name, source = pairs.get("bron") or (replace(key, inhoud="bron"), other.inhoud["bron"][1])
        both = [*(_items(pairs["bron"][1]) if "bron" in pairs else ()), *_items(other.inhoud["bron"][1])]
        once: dict[str, FileNode] = {}
        for item in both:
            once.setdefault(str(item.inhoud), item)  # the first, which stands in the list already
        pairs["bron"] = (name, replace(source, inhoud=list(once.values())))
    return replace(one, inhoud=pairs)


def _text(pair: Pair | None) -> str:
    return _plain(pair[1]) if pair is not None else ""


def _plain(node: FileNode) -> str:
    return str(node.inhoud or "")


def _texts(node: FileNode) -> Iterator[str]:
    """All texts below a node, in order."""
    if isinstance(node.inhoud, str):
        yield node.inhoud
    for below in node.inhoud.values() if isinstance(node.inhoud, dict) else ():
        yield from _texts(below[1])
    for item in node.inhoud if isinstance(node.inhoud, list) else ():
        yield from _texts(item)


# To today's pack


def made_for_today(root: FileNode, pakket: Regelpakket) -> FileNode:
    """The nodes of a dossier with the versions that the packs have now; all packs when it named none."""
    here = {pack.id: pack.versie for pack in pakket.pakketten}
    if not isinstance(root.inhoud, dict):
        return root
    pair = root.inhoud.get("pakket")
    if pair is not None and pair[1].inhoud is not None:
        items = [_versioned(item, here) for item in _items(pair[1])]
        value = replace(pair[1], inhoud=items) if isinstance(pair[1].inhoud, list) else items[0]
        return replace(root, inhoud={**root.inhoud, "pakket": (pair[0], value)})
    packs = [node_of({"id": name, "versie": versie}) for name, versie in here.items()]
    value = packs[0] if len(packs) == 1 else replace(packs[0], inhoud=packs)
    pairs = {name: below for name, below in root.inhoud.items() if name != "pakket"}
    at = pair or pairs.get("fictief") or pairs["naam"]
    pairs["pakket"] = (replace(at[0], inhoud="pakket"), value)
    return replace(root, inhoud=pairs)


def _versioned(item: FileNode, here: Mapping[str, str]) -> FileNode:
    """A pack that a dossier names, with the version of today when it is one of those that are here."""
    name = item.below("id")
    versie = here.get(str(name.inhoud)) if name is not None else None
    if versie is None or not isinstance(item.inhoud, dict):
        return item
    key, there = item.inhoud.get("versie") or item.inhoud["id"]
    changed = (replace(key, inhoud="versie"), replace(there, inhoud=versie))
    return replace(item, inhoud={**item.inhoud, "versie": changed})
