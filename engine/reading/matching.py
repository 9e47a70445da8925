"""Holds a dossier against a pack: every question, rule and thema that it names exists, and every answer fits."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from ..model.agreed import Afgesproken
from ..model.alike import as_known
from ..model.conditions import asked_by_itself
from ..model.dossier import BEVOEGDHEID_VRAGEN, Afspraak, Dossier, Standpunt
from ..model.errors import InvoerFout, Melding, Plek, at_most, near
from ..model.regelpakket import Regelpakket
from ..model.schema import version_numbers
from ..model.source import NodePath, node_of
from .pack_checks import check_answers, follows
from .parties import check_parties
from .values import read_value

SET: Final = "--set"
"""How messages name the command line option that gives answers, and what stands as the reason for such an answer."""

FILLED: Final = frozenset(BEVOEGDHEID_VRAGEN.values())
"""Questions that the fields of a bevoegdheid fill."""


def check_dossier(dossier: Dossier, pakket: Regelpakket) -> list[Melding]:
    """Everything in the dossier that does not fit the pack; of a dossier for another pack, only that."""
    other = check_made_for(dossier, pakket)
    return other or _check_fit(dossier, pakket)


def check_made_for(dossier: Dossier, pakket: Regelpakket) -> list[Melding]:
    """Whether the dossier was filled in for packs that are not here, or for a later version of one."""
    here = {pack.id: pack.versie for pack in pakket.pakketten}
    wrong: list[Melding] = []
    absent: list[Melding] = []
    for index, pack in enumerate(dossier.pakket):
        path: NodePath = ("pakket", index)
        if pack.id not in here:
            facts: dict[str, object] = {"naam": pack.id, "geladen": tuple(here)}
            absent.append(Melding("pakket_anders", dossier.vindplaats.plek((*path, "id")), facts))
        elif pack.versie is not None and version_numbers(pack.versie) > version_numbers(here[pack.id]):
            facts = {"naam": pack.id, "versie": pack.versie, "gevonden": here[pack.id]}
            wrong.append(Melding("pakket_nieuwer", dossier.vindplaats.plek((*path, "versie")), facts))
    if not absent or (len(absent) < len(dossier.pakket) and all(_named_here(dossier, pakket))):
        return wrong  # an answer at a bevoegdheid is for a pack that is looked up beside this one
    return [*wrong, *absent]


def _named_here(dossier: Dossier, pakket: Regelpakket) -> Iterator[bool]:
    """Whether each vraag that is answered for the dossier or an afspraak is one of the pack, by any of its names."""
    for _, antwoorden in _blocks(dossier):
        yield from (name in pakket.vragen or name in pakket.opvolgers.vragen for name in antwoorden)


def _check_fit(dossier: Dossier, pakket: Regelpakket) -> list[Melding]:
    named = check_parties(dossier) if dossier.vindplaats.wortel is None else ()  # of a file it was said on reading
    checks = (_check_answers, _check_agreed, _check_afwegingen, _check_acties, _check_gesprekken)
    return at_most(chain(named, *(check(dossier, pakket) for check in checks)), dossier.vindplaats.bestand)


def with_vragen(meldingen: Iterable[Melding], pakket: Regelpakket) -> Iterator[Melding]:
    """What is wrong with a file, where a field that is not known beside `antwoorden` is a vraag of the pack."""
    for melding in meldingen:
        name, known = str(melding.gegevens.get("sleutel")), melding.gegevens.get("bekend")
        beside = isinstance(known, tuple) and not {"antwoorden", "gewenst"}.isdisjoint(known)
        unknown = melding.code in ("sleutel_onbekend", "sleutel_elders")
        if beside and unknown and any(name == g.id for g in pakket.gespreksvragen) and name not in pakket.vragen:
            yield Melding("gesprek_elders", melding.plek, {"naam": name})
            continue
        if beside and unknown and (name in pakket.vragen or not melding.suggestie):
            guess = None if name in pakket.vragen else near(name, pakket.vragen)
            if name in pakket.vragen or guess:
                yield Melding("vraag_elders", melding.plek, {"naam": name}, guess)
                continue
        yield melding


Block = tuple[NodePath, Mapping[str, tuple[Standpunt, ...]]]
"""Answers, with where they stand."""


def _blocks(dossier: Dossier) -> Iterator[Block]:
    """The answers of the dossier and of each afspraak."""
    yield ("antwoorden",), dossier.antwoorden
    yield from ((("afspraken", i, "antwoorden"), a.antwoorden) for i, a in enumerate(dossier.afspraken))


def _power_blocks(dossier: Dossier) -> Iterator[Block]:
    """The answers of each bevoegdheid."""
    for i, afspraak in enumerate(dossier.afspraken):
        for j, power in enumerate(afspraak.bevoegdheden):
            yield ("afspraken", i, "bevoegdheden", j, "antwoorden"), power.antwoorden


def _check_answers(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    for path, antwoorden in _blocks(dossier):
        yield from _check_block(dossier, pakket, path, antwoorden)
    yield from _check_powers(dossier, pakket)


def _check_agreed(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    """Who confirms and who signs is one of the partijen; no own words at an answer for one bevoegdheid."""
    known = tuple(partij.naam for partij in dossier.partijen)
    named: list[tuple[NodePath, str]] = [(("bevestigd", i, "door"), b.door) for i, b in enumerate(dossier.bevestigd)]
    named += [(("ondertekenaars", i), name) for i, name in enumerate(dossier.ondertekenaars)]
    for path, woorden in (found for base, block in _blocks(dossier) for found in _agreed_at(base, block)):
        named += [((*path, "bevestigd_door", i), name) for i, name in enumerate(woorden.bevestigd_door)]
    if dossier.vindplaats.keeps("partijen", {"naam"}):
        for path, name in (place for place in named if dossier.vindplaats.written(place[0][:-1], str(place[0][-1]))):
            yield from _unknown(dossier, path, "geen_partij" if known else "partijen_leeg", name, known)
    for path, _ in (found for base, block in _power_blocks(dossier) for found in _agreed_at(base, block)):
        yield Melding("afgesproken_bij_bevoegdheid", dossier.vindplaats.plek(path, sleutel=True))


def _agreed_at(
    base: NodePath, antwoorden: Mapping[str, tuple[Standpunt, ...]]
) -> Iterator[tuple[NodePath, Afgesproken]]:
    """The own words at answers, each with its place."""
    for vraag, given in antwoorden.items():
        for index, standpunt in enumerate(given):
            if standpunt.afgesproken is not None:
                yield (*base, vraag, index, "afgesproken"), standpunt.afgesproken


def check_powers(dossier: Dossier, pakket: Regelpakket) -> list[Melding]:
    """Everything in the bevoegdheden of the dossier that does not fit the pack."""
    return at_most(_check_powers(dossier, pakket), dossier.vindplaats.bestand)


def _check_powers(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    knows_powers = BEVOEGDHEID_VRAGEN["weg"] in pakket.vragen
    for path, antwoorden in _power_blocks(dossier):
        for wrong in _check_block(dossier, pakket, path, antwoorden):
            # A pack without questions about bevoegdheden cannot tell which of them exist.
            if knows_powers or wrong.code != "vraag_onbekend":
                yield wrong


def _check_block(
    dossier: Dossier, pakket: Regelpakket, base: NodePath, antwoorden: Mapping[str, tuple[Standpunt, ...]]
) -> Iterator[Melding]:
    for code, path, facts, guess in check_answers(antwoorden, pakket.vragen):
        if path[0] not in FILLED and not follows(code, path, dossier.vindplaats.written, base):
            yield Melding(code, dossier.vindplaats.plek((*base, *path), sleutel=len(path) == 1), facts, guess)
    for name in FILLED & set(antwoorden):
        yield Melding("antwoord_op_veld", dossier.vindplaats.plek((*base, name), sleutel=True), {"naam": name})


def _check_afwegingen(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    unknown_thema = _thema_check(dossier)
    for index, afweging in enumerate(dossier.afwegingen):
        path: NodePath = ("afwegingen", index)
        yield from _no_waarborg(dossier, (*path, "waarborg"), afweging.waarborg, pakket)
        yield from unknown_thema(afweging.thema, (*path, "thema"))


def _check_acties(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    unknown_thema = _thema_check(dossier)
    for index, actie in enumerate(dossier.acties):
        path: NodePath = ("acties", index)
        yield from unknown_thema(actie.thema, (*path, "thema"))
        if actie.waarborg is None:
            continue
        yield from _no_waarborg(dossier, (*path, "waarborg"), actie.waarborg, pakket)
        if actie.actie is not None and actie.waarborg in pakket.acties:
            known = [str(a.id) for a in pakket.acties[actie.waarborg]]
            yield from _unknown(dossier, (*path, "actie"), "dossieractie_onbekend", actie.actie, known)


def _check_gesprekken(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    known = [g.id for g in pakket.gespreksvragen]
    for name in dossier.gesprekken:
        yield from _unknown(dossier, ("gesprekken", name), "gespreksvraag_onbekend", name, known, key=True)
    for soort, index, punt in dossier.terugblik.punten():
        if punt.bij is not None:
            pad: NodePath = ("terugblik", soort, index, "bij")
            yield from _unknown(dossier, pad, "gespreksvraag_onbekend", punt.bij, known)
        for place, name in enumerate(punt.instrument or ()):
            pad = ("terugblik", soort, index, "instrument", place)
            yield from _unknown(dossier, pad, "dossierinstrument_onbekend", name, pakket.instrumenten)


def _thema_check(dossier: Dossier) -> Callable[[str | None, NodePath], Iterator[Melding]]:
    """A check that a thema is in the dossier; it says nothing when not every thema could be read."""
    themas = tuple(dict.fromkeys(a.thema for a in dossier.afspraken))
    whole = dossier.vindplaats.keeps("afspraken", {"thema"})

    def check(thema: str | None, path: NodePath) -> Iterator[Melding]:
        if thema is not None and whole:
            yield from _unknown(dossier, path, "thema_onbekend", thema, themas)

    return check


def _unknown(
    dossier: Dossier, path: NodePath, code: str, name: str, known: Collection[str], key: bool = False
) -> Iterator[Melding]:
    if name not in known:
        facts: dict[str, object] = {"naam": name, "bekend": tuple(known)}
        yield Melding(code, dossier.vindplaats.plek(path, sleutel=key), facts, near(name, known))


def _no_waarborg(dossier: Dossier, path: NodePath, name: str, pakket: Regelpakket) -> Iterator[Melding]:
    """A name that is no waarborg; of a vraag those that ask it are told."""
    asking = [w.id for w in pakket.waarborgen.values() if name in asked_by_itself(w.voldaan_als)]
    if name in pakket.vragen and asking and name not in pakket.waarborgen:
        facts: dict[str, object] = {"naam": name, "waarborgen": tuple(asking)}
        yield Melding("waarborg_is_vraag", dossier.vindplaats.plek(path), facts)
    else:
        yield from _unknown(dossier, path, "waarborg_onbekend", name, pakket.waarborgen)


def with_answers(dossier: Dossier, answers: Mapping[str, str], pakket: Regelpakket) -> Dossier:
    """The dossier with these answers in place of all others on the same questions, in every afspraak (`--set`).

    Raises:
        InvoerFout: an unknown, filled or built-in question, or an answer that does not fit it.
    """
    block: dict[str, tuple[Standpunt, ...]] = {}
    wrong: list[Melding] = []
    for name, answer in answers.items():
        read = read_value(Standpunt, node_of({"antwoord": answer, "toelichting": SET}), SET)
        wrong += read.meldingen
        if read.waarde is not None:
            block[name] = (read.waarde,)
    wrong += [Melding(code, Plek(SET), facts, guess) for code, _, facts, guess in check_answers(block, pakket.vragen)]
    wrong += [Melding("antwoord_op_veld", Plek(SET), {"naam": name}) for name in FILLED & set(block)]
    if wrong:
        raise InvoerFout(wrong)
    afspraken = tuple(_without(afspraak, block) for afspraak in dossier.afspraken)
    return dossier.model_copy(update={"antwoorden": dossier.antwoorden | block, "afspraken": afspraken})


def _without(afspraak: Afspraak, names: Collection[str]) -> Afspraak:
    """An afspraak without its own answers, and those of its bevoegdheden, to these questions."""

    def left(antwoorden: Mapping[str, tuple[Standpunt, ...]]) -> dict[str, tuple[Standpunt, ...]]:
        return {name: given for name, given in antwoorden.items() if name not in names}

    powers = tuple(b.model_copy(update={"antwoorden": left(b.antwoorden)}) for b in afspraak.bevoegdheden)
    return afspraak.model_copy(update={"antwoorden": left(afspraak.antwoorden), "bevoegdheden": powers})


def the_thema(dossier: Dossier, name: str | None) -> str | None:
    """The thema that somebody names, as the dossier writes it; None is every thema.

    Raises:
        InvoerFout: the dossier has no such thema.
    """
    themas = sorted({a.thema for a in dossier.afspraken})
    found = name and as_known(name, themas)
    if found and found not in themas:
        facts: dict[str, object] = {"naam": found, "bekend": ", ".join(themas)}
        raise InvoerFout([Melding("thema_onbekend", Plek(dossier.vindplaats.bestand), facts, near(found, themas))])
    return found
