"""Holds a dossier against a pack: every question, rule and thema that it names exists, and every answer fits."""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain
from typing import Final

from .dossier import Dossier, Standpunt
from .errors import InvoerFout, Melding, Plek, at_most, near
from .pack_checks import check_answers, follows
from .reading import read_value
from .regelpakket import Regelpakket
from .source import Pad, node_of

SET: Final = "--set"
"""How messages name the command line option that gives answers, and what stands as the reason for such an answer."""


def check_dossier(dossier: Dossier, pakket: Regelpakket) -> list[Melding]:
    """Everything in the dossier that does not fit the pack."""
    checks = (_check_answers, _check_afwegingen, _check_acties, _check_gesprekken)
    return at_most(chain.from_iterable(check(dossier, pakket) for check in checks), dossier.vindplaats.bestand)


def _check_answers(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    blocks: list[tuple[Pad, Mapping[str, tuple[Standpunt, ...]]]] = [(("antwoorden",), dossier.antwoorden)]
    blocks += [(("afspraken", i, "antwoorden"), a.antwoorden) for i, a in enumerate(dossier.afspraken)]
    for pad, antwoorden in blocks:
        for code, path, facts, guess in check_answers(antwoorden, pakket.vragen):
            if not follows(code, path, dossier.vindplaats.written, pad):
                yield Melding(code, dossier.vindplaats.plek((*pad, *path), sleutel=len(path) == 1), facts, guess)


def _check_afwegingen(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    unknown_thema = _thema_check(dossier)
    for index, afweging in enumerate(dossier.afwegingen):
        pad: Pad = ("afwegingen", index)
        yield from _unknown(dossier, (*pad, "waarborg"), "waarborg_onbekend", afweging.waarborg, pakket.waarborgen)
        yield from unknown_thema(afweging.thema, (*pad, "thema"))


def _check_acties(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    unknown_thema = _thema_check(dossier)
    for index, actie in enumerate(dossier.acties):
        pad: Pad = ("acties", index)
        yield from _unknown(dossier, (*pad, "waarborg"), "waarborg_onbekend", actie.waarborg, pakket.waarborgen)
        yield from unknown_thema(actie.thema, (*pad, "thema"))
        if actie.actie is not None and actie.waarborg in pakket.acties:
            known = [str(a.id) for a in pakket.acties[actie.waarborg]]
            yield from _unknown(dossier, (*pad, "actie"), "dossieractie_onbekend", actie.actie, known)


def _check_gesprekken(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    known = [g.id for g in pakket.gespreksvragen]
    for name in dossier.gesprekken:
        yield from _unknown(dossier, ("gesprekken", name), "gespreksvraag_onbekend", name, known, key=True)


def _thema_check(dossier: Dossier) -> Callable[[str | None, Pad], Iterator[Melding]]:
    """A check that a thema is in the dossier; it says nothing when not every thema could be read."""
    themas = tuple(dict.fromkeys(a.thema for a in dossier.afspraken))
    whole = dossier.vindplaats.keeps("afspraken", {"thema"})

    def check(thema: str | None, pad: Pad) -> Iterator[Melding]:
        if thema is not None and whole:
            yield from _unknown(dossier, pad, "thema_onbekend", thema, themas)

    return check


def _unknown(
    dossier: Dossier, pad: Pad, code: str, name: str, known: Collection[str], key: bool = False
) -> Iterator[Melding]:
    if name not in known:
        facts: dict[str, object] = {"naam": name, "bekend": tuple(known)}
        yield Melding(code, dossier.vindplaats.plek(pad, sleutel=key), facts, near(name, known))


def with_answers(dossier: Dossier, answers: Mapping[str, str], pakket: Regelpakket) -> Dossier:
    """The dossier with these answers in place of all others on the same questions, in every afspraak (`--set`).

    Raises:
        InvoerFout: an unknown or built-in question, or an answer that does not fit it.
    """
    block: dict[str, tuple[Standpunt, ...]] = {}
    wrong: list[Melding] = []
    for name, answer in answers.items():
        read = read_value(Standpunt, node_of({"antwoord": answer, "toelichting": SET}), SET)
        wrong += read.meldingen
        if read.waarde is not None:
            block[name] = (read.waarde,)
    wrong += [Melding(code, Plek(SET), facts, guess) for code, _, facts, guess in check_answers(block, pakket.vragen)]
    if wrong:
        raise InvoerFout(wrong)
    afspraken = tuple(
        a.model_copy(update={"antwoorden": {k: v for k, v in a.antwoorden.items() if k not in block}})
        for a in dossier.afspraken
    )
    return dossier.model_copy(update={"antwoorden": dossier.antwoorden | block, "afspraken": afspraken})
