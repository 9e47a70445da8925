"""What must hold between the rules of a pack: names exist, tests fit their question, and safeguards stay independent.

Each check yields Meldingen with its place (docs/model.md sections 3 and 4; docs/formaten.md, Regelpakket).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final, NamedTuple

from ..model.conditions import Voorwaarde, VraagTest, WaarborgRef, children, walk
from ..model.dossier import Standpunt
from ..model.errors import Melding, near
from ..model.in_words import texts_of
from ..model.pakket import Actie, Lezing, Sluit, Vraag, Waarborg, conditions_of
from ..model.regelpakket import VELDEN, InFile, PackContents
from ..model.schema import Model
from ..model.sentences import PLACEHOLDERS, placeholders
from ..model.source import NodePath
from ..model.woorden import OPEN_WOORDEN, PACK_NAMES, WITHIN_WORDS, fill_words, known_word, open_words
from ..model.words import ARCHETYPES, BOOLEAN_WORDS, INGEBOUWDE_VRAGEN, STELLING_ANTWOORDEN, STEMMEN
from .parties import speakers

UNKNOWN: Final = frozenset({"vraag_onbekend", "waarborg_onbekend", "instrument_onbekend", "actie_onbekend"})
"""Codes that say that a name stands for nothing."""

RESERVED = (*STELLING_ANTWOORDEN, *BOOLEAN_WORDS)
"""Words that cannot name an option."""


MAX_LEVELS: Final = 50
"""How many levels a condition may have, as many as lists and fields in a file (parsing.MAX_DEPTH): an explanation shows
each level inside the other, and whoever reads or draws it goes down with it."""
MAX_PARTS: Final = 500
"""How many parts a condition may have: an explanation writes them all out, and those of one to which two refer twice,
so that a few dozen rules would be millions of lines. The largest in the packs of this program has five."""


class Extent(NamedTuple):
    """How many levels a condition has, and how many parts, with all to which it refers in the place of each name."""

    levels: int
    parts: int


def extent(condition: Voorwaarde, known: Mapping[str, Extent]) -> Extent:
    """The size of a condition; `known` that of the waarborgen, and one that is not in it counts for nothing."""
    if isinstance(condition, WaarborgRef):
        below = [known.get(condition.waarborg, Extent(0, 0))]
    else:
        below = [extent(child, known) for child in children(condition)]
    return Extent(1 + max((b.levels for b in below), default=0), 1 + sum(b.parts for b in below))


class _Names:
    """What the packs define, for the checks below."""

    def __init__(self, packs: Sequence[PackContents], order: Sequence[str]) -> None:
        self.vragen: dict[str, Vraag] = {g.ding.id: g.ding for p in packs for g in p.vragen}
        self.waarborgen: dict[str, Waarborg] = {g.ding.id: g.ding for p in packs for g in p.waarborgen}
        self.instrumenten = {g.ding.id for p in packs for g in p.instrumenten}
        self.stappen = {g.ding.id: g.ding for p in packs for g in p.stappen}
        self.stuk = frozenset().union(*(p.stuk for p in packs))
        self.ladder = {
            node.vraag
            for p in packs
            if p.kop.ding.zeggenschap is not None
            for a in ARCHETYPES
            for _, node in walk(getattr(p.kop.ding.zeggenschap, a))
            if isinstance(node, VraagTest)
        } - set(INGEBOUWDE_VRAGEN)
        self.nvt = {name for name, vraag in self.vragen.items() if vraag.nvt_mogelijk and name not in self.stuk}
        self.referred = {
            node.waarborg
            for p in packs
            for conditions in (*(conditions_of(g.ding) for g in p.waarborgen), *([g.ding.als] for g in p.signalen))
            for condition in conditions
            for _, node in walk(condition)
            if isinstance(node, WaarborgRef)
        }
        """The waarborgen that some condition refers to."""
        self.hard = {name for name in order if self.waarborgen[name].hard}
        """The waarborgen that are hard, and those that they refer to, themselves or through others."""
        for name in reversed(order):
            if name in self.hard:
                below = [node for c in conditions_of(self.waarborgen[name]) for _, node in walk(c)]
                self.hard |= {node.waarborg for node in below if isinstance(node, WaarborgRef)}
        self.nvt_behind: dict[str, frozenset[str]] = {}
        """Waarborg → the questions with `nvt_mogelijk` that it asks, itself or through others; only for `order`."""
        for name in order:
            nodes = [node for _, node in walk(self.waarborgen[name].voldaan_als)]
            own = {node.vraag for node in nodes if isinstance(node, VraagTest)} & self.nvt
            through = [self.nvt_behind.get(n.waarborg, frozenset()) for n in nodes if isinstance(n, WaarborgRef)]
            self.nvt_behind[name] = frozenset(own).union(*through)
        self.extent: dict[str, Extent] = {}
        """Waarborg → how large what it asks is; only for `order`."""
        for name in order:
            self.extent[name] = extent(self.waarborgen[name].voldaan_als, self.extent)


def check_rules(packs: Sequence[PackContents], order: Sequence[str]) -> Iterator[Melding]:
    """Everything that is wrong between the things of the packs.

    `order` are the waarborgen so that each follows those that it refers to; those on a circle are not in it.
    """
    names = _Names(packs, order)
    yield from _check_turns(packs)
    for pack in packs:
        for vraag in pack.vragen:
            yield from _check_options(vraag)
        yield from _check_kop(pack, names)
        yield from _check_roles(pack, names)
        yield from _check_splitsen(pack, names)
        yield from _check_gesprekken(pack, names)
        for instrument in pack.instrumenten:
            yield from _check_sluit(instrument, instrument.ding.sluit, ("sluit",), names)
        for waarborg in pack.waarborgen:
            yield from _check_waarborg(waarborg, names)
        yield from _check_lezingen(pack, names)
        yield from _check_stappen(pack, names)
        yield from _check_elementen(pack, names)
        for grens in pack.grenzen:
            yield from _check_plain(grens, grens.ding.als, ("als",), names)
        for signaal in pack.signalen:
            yield from _check_condition(signaal, signaal.ding.als, ("als",), names)
        regels: tuple[InFile[Any], ...] = (*pack.waarborgen, *pack.grenzen, *pack.signalen)
        for regel in regels:
            yield from _check_voorbeelden(regel, names)
        things: tuple[InFile[Any], ...] = (
            *pack.vragen,
            *pack.gespreksvragen,
            *pack.instrumenten,
            *regels,
            *pack.lezingen,
            *pack.stappen,
            *pack.elementen,
        )
        for found in things:
            yield from _check_words(found, found.ding)


def _check_options(found: InFile[Vraag]) -> Iterator[Melding]:
    for option in found.ding.opties:
        if option.lower() in RESERVED:
            yield found.melding("optie_gereserveerd", ("opties", option), key=True, naam=option)


def _check_kop(pack: PackContents, names: _Names) -> Iterator[Melding]:
    ladder = pack.kop.ding.zeggenschap
    if ladder is not None:
        for archetype in ARCHETYPES:
            condition = getattr(ladder, archetype)
            yield from _check_plain(pack.kop, condition, ("zeggenschap", archetype), names)
    for block in ("uitkomsten", "teksten"):
        for key, texts in getattr(pack.kop.ding, block).items():
            allowed = PLACEHOLDERS[block if block == "uitkomsten" else key]
            for path, text in texts_of(texts):
                for name in placeholders(fill_words(text, _FILLED, braces=False)):
                    if name not in allowed:
                        yield _unknown_place(pack.kop, (block, key, *path), name, sorted(allowed))
    for index, role in enumerate(pack.kop.ding.wie_doet_wat):
        yield from _check_words(pack.kop, role, ("wie_doet_wat", index))
    words = pack.kop.ding.woorden
    own: dict[NodePath, str] = {("woorden", field): getattr(words, field, None) or "" for field in PACK_NAMES}
    own |= {("woorden", "uitleg", way): told for way, told in (words.uitleg if words else {}).items()}
    for path, told in own.items():
        for name in open_words(told):
            if not known_word(name, WITHIN_WORDS):
                yield pack.kop.melding("invulplek_onbekend", path, known=WITHIN_WORDS, naam=name, bekend=WITHIN_WORDS)


_FILLED: Final = dict.fromkeys(OPEN_WOORDEN, "")
"""All words that may stand open, so that what is left is to be filled with what was found."""


def _check_words(found: InFile[Any], thing: Model, base: NodePath = ()) -> Iterator[Melding]:
    """What stands between braces in the texts of a thing is a word that may stand open."""
    for path, text in texts_of(thing):
        for name in open_words(text):
            if not known_word(name):
                yield _unknown_place(found, (*base, *path), name)


def _unknown_place(found: InFile[Any], path: NodePath, name: str, values: Sequence[str] = ()) -> Melding:
    known = (*values, *OPEN_WOORDEN)
    return found.melding("invulplek_onbekend", path, known=known, naam=name, bekend=known)


def _check_roles(pack: PackContents, names: _Names) -> Iterator[Melding]:
    for index, role in enumerate(pack.kop.ding.wie_doet_wat):
        for place, name in enumerate(role.vragen):
            if name not in names.vragen and name not in names.stuk:
                path: NodePath = ("wie_doet_wat", index, "vragen", place)
                yield pack.kop.melding("vraag_onbekend", path, known=names.vragen, naam=name)


def _check_gesprekken(pack: PackContents, names: _Names) -> Iterator[Melding]:
    places: dict[int, str] = {}
    for found in pack.gespreksvragen:
        for index, name in enumerate(found.ding.vult):
            if name not in names.vragen and name not in VELDEN and name not in names.stuk:
                yield found.melding("vraag_onbekend", ("vult", index), known=[*names.vragen, *VELDEN], naam=name)
        kern = found.ding.kern
        if kern is None:
            continue
        if kern < 0:
            yield found.melding("kern_bereik", ("kern",), kern=kern)
        elif places.setdefault(kern, found.ding.id) != found.ding.id:
            yield found.melding("kern_dubbel", ("kern",), kern=kern, ander=places[kern])


def _check_waarborg(found: InFile[Waarborg], names: _Names) -> Iterator[Melding]:
    waarborg = found.ding
    for field in ("voldaan_als", "als"):
        condition: Voorwaarde | None = getattr(waarborg, field)
        if condition is None:
            continue
        yield from _check_condition(found, condition, (field,), names)
        yield from _check_independent(found, condition, (field,), names, hard=waarborg.hard)
    for index, other in enumerate(waarborg.impliceert):
        if other not in names.waarborgen and other not in names.stuk:
            yield found.melding("waarborg_onbekend", ("impliceert", index), known=names.waarborgen, naam=other)
    for index, actie in enumerate(waarborg.acties):
        if not isinstance(actie, Actie):
            continue
        yield from _check_sluit(found, actie.sluit, ("acties", index, "sluit"), names)
        if actie.instrument and actie.instrument not in names.instrumenten and actie.instrument not in names.stuk:
            yield found.melding(
                "instrument_onbekend", ("acties", index, "instrument"), known=names.instrumenten, naam=actie.instrument
            )


def _check_lezingen(pack: PackContents, names: _Names) -> Iterator[Melding]:
    """Each changes a waarborg that exists into what it is not, and no two the same field of it.

    What it asks instead is asked directly: readings are looked at in every combination, and a reference would make
    one depend on another.
    """
    first: dict[tuple[str, str], str] = {}
    for found in pack.lezingen:
        lezing = found.ding
        waarborg = names.waarborgen.get(lezing.regel)
        if lezing.regel in names.stuk or lezing.id in names.stuk:
            continue
        if waarborg is None:
            yield found.melding("waarborg_onbekend", ("regel",), known=names.waarborgen, naam=lezing.regel)
            continue
        earlier = first.setdefault((lezing.regel, lezing.veld), lezing.id)
        if earlier != lezing.id:
            yield found.melding("lezing_dubbel", (lezing.veld,), key=True, naam=lezing.regel, ander=earlier)
        if lezing.changed(waarborg) == waarborg:
            yield found.melding("lezing_zonder_verschil", (lezing.veld,), key=True, naam=lezing.regel)
        if lezing.veld == "als" and lezing.als != "geen" and lezing.regel in names.referred:
            yield found.melding("verwijzing_met_grens", ("als",), key=True, naam=lezing.regel, heeft="als")
        condition = lezing.als if lezing.veld == "als" else lezing.voldaan_als
        if condition is None or condition == "geen":
            continue
        yield from _check_condition(found, condition, (lezing.veld,), names)
        yield from _check_independent(found, condition, (lezing.veld,), names, hard=lezing.regel in names.hard)
        for path, node in walk(condition):
            if isinstance(node, WaarborgRef):
                yield found.melding("lezing_met_waarborg", (lezing.veld, *path, "waarborg"), naam=node.waarborg)


def _check_stappen(pack: PackContents, names: _Names) -> Iterator[Melding]:
    """Each comes after steps that exist and never after itself, and asks questions alone."""
    for found in pack.stappen:
        step = found.ding
        if step.id in names.stuk:
            continue
        for index, name in enumerate(step.na):
            if name not in names.stappen and name not in names.stuk:
                yield found.melding("stap_onbekend", ("na", index), known=names.stappen, naam=name)
        yield from _check_asks(found, {"als": step.als, "gedaan_als": step.gedaan_als}, names)


def _check_turns(packs: Sequence[PackContents]) -> Iterator[Melding]:
    """No step waits for itself; of more circles the first is said."""
    places = {g.ding.id: g for pack in packs for g in pack.stappen}
    try:
        TopologicalSorter({name: sorted(set(g.ding.na)) for name, g in sorted(places.items())}).prepare()
    except CycleError as error:
        circle = sorted(set(error.args[1]))
        yield places[circle[0]].melding("stap_kring", ("na",), key=True, namen=", ".join(circle))


def _check_elementen(pack: PackContents, names: _Names) -> Iterator[Melding]:
    """Each is filled by questions that exist, and asks questions alone."""
    for found in pack.elementen:
        element = found.ding
        if element.id in names.stuk:
            continue
        for index, name in enumerate(element.vragen):
            if name not in names.vragen and name not in names.stuk:
                yield found.melding("vraag_onbekend", ("vragen", index), known=names.vragen, naam=name)
        yield from _check_asks(found, {"als": element.als, "leeg_als": element.leeg_als}, names)


def _check_asks(found: InFile[Any], conditions: Mapping[str, Voorwaarde | None], names: _Names) -> Iterator[Melding]:
    """Conditions by their field, that ask questions and refer to no waarborg; None for one that is not there."""
    for field, condition in conditions.items():
        if condition is None:
            continue
        yield from _check_condition(found, condition, (field,), names)
        for path, node in walk(condition):
            if isinstance(node, WaarborgRef):
                yield found.melding("stap_met_waarborg", (field, *path, "waarborg"), naam=node.waarborg)


def _check_condition(found: InFile[Any], condition: Voorwaarde, base: NodePath, names: _Names) -> Iterator[Melding]:
    """Names exist, a stelling has no `is`, a keuze has one with known options, references go to plain waarborgen."""
    yield from _check_extent(found, condition, base, names)
    for path, node in walk(condition):
        here = (*base, *path)
        if isinstance(node, VraagTest):
            yield from _check_test(found, node, here, names)
        elif isinstance(node, WaarborgRef):
            yield from _check_reference(found, node.waarborg, (*here, "waarborg"), names)


def _check_extent(found: InFile[Any], condition: Voorwaarde, base: NodePath, names: _Names) -> Iterator[Melding]:
    """A condition is not larger than can be shown; of a row of references only where it first gets too large."""
    size = extent(condition, names.extent)
    below = [node.waarborg for _, node in walk(condition) if isinstance(node, WaarborgRef)]
    if any(e.levels > MAX_LEVELS or e.parts > MAX_PARTS for e in (names.extent[b] for b in below if b in names.extent)):
        return
    if size.levels > MAX_LEVELS:
        yield found.melding("voorwaarde_diep", base, diep=size.levels, hoogstens=MAX_LEVELS)
    elif size.parts > MAX_PARTS:
        yield found.melding("voorwaarde_groot", base, aantal=size.parts, hoogstens=MAX_PARTS)


def _check_reference(found: InFile[Any], name: str, path: NodePath, names: _Names) -> Iterator[Melding]:
    target = names.waarborgen.get(name)
    if name in names.stuk:
        return
    if target is None:
        yield found.melding("waarborg_onbekend", path, known=names.waarborgen, naam=name)
    else:
        limits = [f for f in ("als", "fasen", "geldig") if getattr(target, f) is not None]
        if limits:
            yield found.melding("verwijzing_met_grens", path, naam=name, heeft=limits[0])


def _check_test(found: InFile[Any], node: VraagTest, path: NodePath, names: _Names) -> Iterator[Melding]:
    name = node.vraag
    if name in names.stuk or not found.written(path, "is"):
        return
    if name not in names.vragen and name not in INGEBOUWDE_VRAGEN:
        yield found.melding("vraag_onbekend", (*path, "vraag"), known=[*names.vragen, *INGEBOUWDE_VRAGEN], naam=name)
        return
    keuze = name in INGEBOUWDE_VRAGEN or names.vragen[name].soort == "keuze"
    options = INGEBOUWDE_VRAGEN.get(name) or (tuple(names.vragen[name].opties) if name in names.vragen else ())
    if not keuze and node.is_ is not None:
        yield found.melding("stelling_met_is", (*path, "is"), key=True, naam=name)
    elif keuze and node.is_ is None:
        yield found.melding("keuze_zonder_is", (*path, "vraag"), naam=name, opties=options or ("NL", "…"))
    elif name == "land":
        for index, code in enumerate(node.is_ or ()):
            if not re.fullmatch("[A-Z]{2}", code):
                yield found.melding("land_vorm", (*path, "is", index), waarde=code)
    elif keuze:
        for index, option in enumerate(node.is_ or ()):
            if option not in options:
                here = (*path, "is", index)
                yield found.melding("optie_onbekend", here, known=options, naam=option, vraag=name, opties=options)


def _check_independent(
    found: InFile[Waarborg] | InFile[Lezing], condition: Voorwaarde, base: NodePath, names: _Names, *, hard: bool
) -> Iterator[Melding]:
    """No waarborg depends on who is given the say; a hard one on nothing that may be nvt.

    A waarborg that this one refers to is checked itself, so for the ladder only its own tests count; what a hard
    waarborg refers to need not be hard, so there the references count too.
    """
    for path, node in walk(condition):
        if isinstance(node, VraagTest):
            if node.vraag in names.ladder:
                yield found.melding("waarborg_op_ladder", (*base, *path, "vraag"), naam=node.vraag)
            if hard and node.vraag in names.nvt:
                yield found.melding("hard_met_nvt", (*base, *path, "vraag"), naam=node.vraag)
        elif isinstance(node, WaarborgRef) and hard:
            for vraag in sorted(names.nvt_behind.get(node.waarborg, ())):
                here = (*base, *path, "waarborg")
                yield found.melding("hard_met_nvt", here, naam=vraag)


def _check_plain(found: InFile[Any], condition: Voorwaarde, base: NodePath, names: _Names) -> Iterator[Melding]:
    """A grens and the ladder test keuze questions only, directly, none of them nvt_mogelijk."""
    yield from _check_extent(found, condition, base, names)
    for path, node in walk(condition):
        here = (*base, *path)
        if isinstance(node, WaarborgRef):
            yield found.melding("grens_met_waarborg", (*here, "waarborg"), naam=node.waarborg)
        elif isinstance(node, VraagTest):
            vraag = names.vragen.get(node.vraag)
            if vraag is None or vraag.id in names.stuk:
                yield from _check_test(found, node, here, names)
            elif vraag.soort != "keuze":
                yield found.melding("grens_met_stelling", (*here, "vraag"), naam=vraag.id)
            elif vraag.nvt_mogelijk:
                yield found.melding("grens_met_nvt", (*here, "vraag"), naam=vraag.id)
            else:
                yield from _check_test(found, node, here, names)


def _check_splitsen(pack: PackContents, names: _Names) -> Iterator[Melding]:
    if pack.kop.ding.splitsen is not None:
        for field, answer in pack.kop.ding.splitsen:
            yield from _check_becomes(pack.kop, answer, ("splitsen", field), names, "splitsen_antwoord")


def _check_sluit(found: InFile[Any], sluit: Iterable[Sluit], path: NodePath, names: _Names) -> Iterator[Melding]:
    for index, closes in enumerate(sluit):
        yield from _check_becomes(found, closes, (*path, index), names, "sluit_antwoord")


def _check_becomes(found: InFile[Any], closes: Sluit, path: NodePath, names: _Names, code: str) -> Iterator[Melding]:
    """An answer that a question gets: the question exists, and knows that answer; `code` says that it does not."""
    vraag = names.vragen.get(closes.vraag)
    if closes.vraag in names.stuk or not found.written(path, "wordt"):
        return
    if vraag is None:
        yield found.melding("vraag_onbekend", (*path, "vraag"), known=names.vragen, naam=closes.vraag)
        return
    allowed = ("ja", "deels", "nee") if vraag.soort == "stelling" else tuple(vraag.opties)
    if closes.wordt not in allowed:
        guess = near(BOOLEAN_WORDS.get(closes.wordt.lower(), closes.wordt), allowed)
        facts = {"vraag": vraag.id, "naam": closes.wordt, "opties": allowed}
        yield Melding(code, found.bij.plek((*found.path, *path, "wordt")), facts, guess)


def _check_voorbeelden(found: InFile[Any], names: _Names) -> Iterator[Melding]:
    for index, voorbeeld in enumerate(found.ding.voorbeelden):
        base: NodePath = ("voorbeelden", index, "antwoorden")
        for code, path, facts, guess in check_answers(voorbeeld.antwoorden, names.vragen):
            if path[0] in names.stuk or follows(code, path, found.written, base):
                continue
            if path[0] in INGEBOUWDE_VRAGEN:
                code = "voorbeeld_ingebouwd"
            yield Melding(code, found.bij.plek((*found.path, *base, *path), sleutel=len(path) == 1), facts, guess)
        for here, door in speakers(base, voorbeeld.antwoorden):
            if door not in STEMMEN and found.written(here[:-1], "door"):
                facts = {"sleutel": "door", "waarde": door, "opties": STEMMEN}
                yield Melding("waarde_onbekend", found.bij.plek((*found.path, *here)), facts, near(door, STEMMEN))


def follows(code: str, path: NodePath, written: Callable[[NodePath, str], bool], base: NodePath) -> bool:
    """Whether an error about an answer only follows from another that was said already: its toelichting is wrong."""
    return code == "nvt_zonder_toelichting" and not written((*base, *path[:-1]), "toelichting")


AnswerError = tuple[str, NodePath, dict[str, object], str | None]
"""Code, path below the answers, facts, suggestion."""


def check_answers(
    antwoorden: Mapping[str, tuple[Standpunt, ...]], vragen: Mapping[str, Vraag]
) -> Iterator[AnswerError]:
    """What is wrong with answers: unknown or built-in question, unknown answer, nvt where it is not allowed."""
    for name, standpunten in antwoorden.items():
        vraag = vragen.get(name)
        if name in INGEBOUWDE_VRAGEN:
            yield f"antwoord_op_{name}", (name,), {"naam": name}, None
        elif vraag is None:
            yield "vraag_onbekend", (name,), {"naam": name}, near(name, vragen)
        else:
            for index, standpunt in enumerate(standpunten):
                yield from _check_answer(vraag, standpunt, (name, index))


def _check_answer(vraag: Vraag, standpunt: Standpunt, path: NodePath) -> Iterator[AnswerError]:
    word, here = standpunt.antwoord, (*path, "antwoord")
    if word == "nvt":
        if not vraag.nvt_mogelijk:
            yield "nvt_niet_mogelijk", here, {"vraag": vraag.id}, None
        elif standpunt.toelichting is None:
            yield "nvt_zonder_toelichting", here, {"vraag": vraag.id}, None
    elif vraag.soort == "stelling" and word not in STELLING_ANTWOORDEN:
        yield "antwoord_onbekend", here, {"vraag": vraag.id, "naam": word}, near(word, STELLING_ANTWOORDEN)
    elif vraag.soort == "keuze" and word != "onbekend" and word not in vraag.opties:
        options = tuple(vraag.opties)
        yield "optie_onbekend", here, {"vraag": vraag.id, "naam": word, "opties": options}, near(word, options)
