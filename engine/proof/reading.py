"""From the answers that a model gives back to a situation, and to a dossier as the plain data of a YAML file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..judging.facts import Situatie
from ..model.answers import combine
from ..model.dossier import FORMAAT
from ..model.words import INGEBOUWDE_VRAGEN, Fase
from .leaves import STEMMEN

Antwoordwoorden = Mapping[str, tuple[str, ...]]
"""Question → what is answered, alone or beside others; as `FreeAnswers.read` gives it, built-in questions too."""


def situatie_of(answers: Antwoordwoorden, fase: Fase, peildatum: date) -> Situatie:
    """The situation in which these answers are given."""
    given = {"land": ("NL",), **answers, "fase": (fase,)}
    spoken = {naam: combine(zip(STEMMEN, words, strict=False)) for naam, words in sorted(given.items())}
    return Situatie(spoken, fase, peildatum)


def ruw_dossier(
    answers: Antwoordwoorden, fase: Fase, peildatum: date, *, naam: str, thema: str, toelichting: str, **afspraak: Any
) -> dict[str, Any]:
    """A dossier of one afspraak that gives these answers; `toelichting` goes with each nvt.

    `afspraak` holds further fields of the afspraak, such as gewenst.
    """
    own = {key: answers[key][0] for key in ("reikwijdte",) if key in answers}
    land = answers.get("land", ("NL",))[0]
    return {
        "formaat": FORMAAT,
        "naam": naam,
        "fictief": True,
        **({"gebied": {"naam": naam, "land": land}} if land != "NL" else {}),
        "peildatum": peildatum,
        "antwoorden": ruw_antwoorden(answers, toelichting),
        "afspraken": [{"thema": thema, **own, "fasen": [fase], **afspraak}],
    }


def ruw_antwoorden(answers: Antwoordwoorden, toelichting: str) -> dict[str, Any]:
    """The answers as a dossier or an example holds them, those to the built-in questions left out."""
    own = ((vraag, words) for vraag, words in sorted(answers.items()) if vraag not in INGEBOUWDE_VRAGEN)
    return {vraag: _said(words, toelichting) for vraag, words in own}


def _said(words: tuple[str, ...], toelichting: str) -> Any:
    """One answer in its short form, or the long form that nvt needs, or perspectives."""
    if len(words) > 1:
        return [{"door": door, **_long(word, toelichting)} for door, word in zip(STEMMEN, words, strict=False)]
    return _long(words[0], toelichting) if words[0] == "nvt" else words[0]


def _long(word: str, toelichting: str) -> dict[str, str]:
    return {"antwoord": word, **({"toelichting": toelichting} if word == "nvt" else {})}
