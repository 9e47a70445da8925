"""Holds a dossier against a pack: every question, rule and thema that it names exists, and every answer fits."""

from collections.abc import Iterator, Mapping

from .dossier import Dossier, Standpunt
from .errors import InvoerFout, Melding, Plek, near
from .pack_checks import check_answers
from .regelpakket import Regelpakket
from .source import Pad
from .words import BOOLEAN_WORDS


def check_dossier(dossier: Dossier, pakket: Regelpakket) -> list[Melding]:
    """Everything in the dossier that does not fit the pack."""
    return [*_check_answers(dossier, pakket), *_check_afwegingen(dossier, pakket), *_check_rest(dossier, pakket)]


def _check_answers(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    blocks: list[tuple[Pad, Mapping[str, tuple[Standpunt, ...]]]] = [(("antwoorden",), dossier.antwoorden)]
    blocks += [(("afspraken", i, "antwoorden"), a.antwoorden) for i, a in enumerate(dossier.afspraken)]
    for pad, antwoorden in blocks:
        for code, path, facts, guess in check_answers(antwoorden, pakket.vragen):
            yield Melding(code, dossier.vindplaats.plek((*pad, *path), sleutel=len(path) == 1), facts, guess)


def _check_afwegingen(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    themas = {a.thema for a in dossier.afspraken}
    for index, afweging in enumerate(dossier.afwegingen):
        pad: Pad = ("afwegingen", index)
        yield from _unknown(dossier, (*pad, "waarborg"), "waarborg_onbekend", afweging.waarborg, pakket.waarborgen)
        if afweging.thema is not None:
            yield from _unknown(dossier, (*pad, "thema"), "thema_onbekend", afweging.thema, themas)


def _check_rest(dossier: Dossier, pakket: Regelpakket) -> Iterator[Melding]:
    for index, actie in enumerate(dossier.acties):
        yield from _unknown(
            dossier, ("acties", index, "waarborg"), "waarborg_onbekend", actie.waarborg, pakket.waarborgen
        )
    known = [g.id for g in pakket.gespreksvragen]
    for name in dossier.gesprekken:
        yield from _unknown(dossier, ("gesprekken", name), "gespreksvraag_onbekend", name, known, key=True)


def _unknown(
    dossier: Dossier,
    pad: Pad,
    code: str,
    name: str,
    known: Mapping[str, object] | list[str] | set[str],
    key: bool = False,
) -> Iterator[Melding]:
    if name not in known:
        facts: dict[str, object] = {"naam": name, "bekend": ", ".join(sorted(known))}
        yield Melding(code, dossier.vindplaats.plek(pad, sleutel=key), facts, near(name, known))


def with_answers(dossier: Dossier, answers: Mapping[str, str], pakket: Regelpakket) -> Dossier:
    """The dossier with these answers in place of all others on the same questions, in every afspraak (`--set`).

    Raises:
        InvoerFout: an unknown or built-in question, or an answer that does not fit it.
    """
    place = Plek("--set")
    words = [(answer, BOOLEAN_WORDS[answer.lower()]) for answer in answers.values() if answer.lower() in BOOLEAN_WORDS]
    if words:
        raise InvoerFout([Melding("boolean", place, {"waarde": given, "woord": word}) for given, word in words])
    block = {name: (Standpunt(antwoord=answer, toelichting="--set"),) for name, answer in answers.items()}
    wrong = [Melding(code, place, facts, guess) for code, _, facts, guess in check_answers(block, pakket.vragen)]
    if wrong:
        raise InvoerFout(wrong)
    afspraken = tuple(
        a.model_copy(update={"antwoorden": {k: v for k, v in a.antwoorden.items() if k not in block}})
        for a in dossier.afspraken
    )
    return dossier.model_copy(update={"antwoorden": dossier.antwoorden | block, "afspraken": afspraken})
