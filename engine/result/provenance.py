"""Says who filled a dossier in, how much was discussed, and who recomputed it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal

from ..judging.cases import cases, situatie
from ..judging.engines import SECOND, NietNagerekend, Recheck
from ..judging.facts import Feiten, Situatie
from ..judging.moot import may_be_moot, moot
from ..model.conditions import asked_by_itself
from ..model.dossier import Dossier
from ..model.regelpakket import VELDEN, Regelpakket
from ..model.sentences import fill
from ..model.words import Archetype, Fase
from .rapport import Besproken, GespreksvraagRij, Nagerekend, VraagRij
from .wording import PackSentences

Tafelkant = Literal["wijk", "gemeente", "geen", "onbekend"]
"""The side of the table that a party sits on; `geen` when it is known to sit on neither."""
SIDES: Final[tuple[Tafelkant, Tafelkant]] = ("wijk", "gemeente")

_SIDES: Final[Mapping[str, Tafelkant]] = {
    "wijk": "wijk",
    "bewoners": "wijk",
    "gemeente": "gemeente",
    "college": "gemeente",
    "raad": "gemeente",
}
"""The roles that sit on one of the two sides of the table; any other role sits on neither."""


def nog_niet_gezien_door(dossier: Dossier) -> list[str]:
    """The parties in the dossier that neither wrote nor saw it; empty when it does not say who wrote it."""
    known = _seen_by(dossier)
    if not known:
        return []
    return [p.naam for p in dossier.partijen if not any(_same(p.naam, name) for name in known)]


def one_sided(dossier: Dossier, woorden: Mapping[str, str]) -> bool | None:
    """Whether only one side of the table wrote and saw the dossier; None when that is not known.

    Args:
        woorden: has under kant_wijk and kant_gemeente the words that tell the side of a party by its name alone.
    """
    names = _seen_by(dossier)
    if not names:
        return None
    sides = {_side(name, dossier, woorden) for name in names}
    if {"wijk", "gemeente"} <= sides:
        return False
    return None if "onbekend" in sides else True


def _seen_by(dossier: Dossier) -> list[str]:
    """Who wrote the dossier and who saw it, as each party did that confirmed it; none when nobody says who wrote it."""
    opgesteld = dossier.opgesteld
    if opgesteld is None or opgesteld.door is None:
        return []
    return [opgesteld.door, *opgesteld.gezien_door, *(b.door for b in dossier.bevestigd)]


def _side(name: str, dossier: Dossier, woorden: Mapping[str, str]) -> Tafelkant:
    """The side of a party, by its role in the dossier, else by the words of its name; words of both sides tell none."""
    role = next((partij.rol for partij in dossier.partijen if _same(partij.naam, name)), None)
    if role is not None:
        return _SIDES.get(role, "geen")
    words = set(re.findall(r"[^\W\d_]+", name.lower()))
    told: list[Tafelkant] = [side for side in SIDES if words & set(woorden.get(f"kant_{side}", "").split())]
    return told[0] if len(told) == 1 else "onbekend"


def _same(one: str, other: str) -> bool:
    """Whether two names are of one party: equal, or one is the other's first words ("gebiedsteam")."""
    first, second = sorted((one.lower().split(), other.lower().split()), key=len)
    return bool(first) and second[: len(first)] == first


def discussed(
    dossier: Dossier, pakket: Regelpakket, peildatum: date, known: Mapping[tuple[str, Fase], Situatie]
) -> Besproken:
    """How many questions have any answer anywhere in the dossier, and how many kernvragen are answered in full.

    A question that is moot in every thema and fase needs no answer.

    Args:
        known: the situations that were judged, by thema and fase; the others are made.
    """
    answered = set(dossier.antwoorden).union(*(a.antwoorden for a in dossier.afspraken)) & set(pakket.vragen)
    kern = [g for g in pakket.gespreksvragen if g.kern is not None]
    given = set(answered)
    if may_be_moot(pakket).vragen - given:
        here = (
            known.get((afspraak.thema, fase)) or situatie(dossier, afspraak, fase, peildatum)
            for afspraak, fase in cases(dossier)
        )
        given |= frozenset.intersection(*(moot(pakket, each.antwoorden) for each in here))
    given |= {field for field in VELDEN if _field_given(dossier, field)}
    return Besproken(
        vragen=len(answered),
        van=len(pakket.vragen),
        kernvragen=sum(set(g.vult) <= given for g in kern),
        kernvragen_van=len(kern),
    )


def _field_given(dossier: Dossier, field: str) -> bool:
    """Whether every afspraak says this."""
    if field == "reikwijdte":
        return all(a.reikwijdte != "onbekend" for a in dossier.afspraken)
    if field == "gewenst":
        return all(w.gewenst != "onbekend" for a in dossier.afspraken for w in a.gewenst)
    return all(getattr(a, field) is not None for a in dossier.afspraken)


def question_rows(pakket: Regelpakket) -> dict[str, VraagRij]:
    """Every question of the pack, and the built-in reikwijdte, as people read it."""
    asked_by = {name: g for g in reversed(pakket.gespreksvragen) for name in g.vult}
    ladder = _ladder(pakket)
    rows = {
        name: VraagRij(
            vraag=v.vraag,
            onderdeel=v.onderdeel,
            kern=pakket.kern.get(name),
            gespreksvraag=asked_by[name].id if name in asked_by else None,
            ladder=tuple(ladder.get(name, ())),
            opties=v.omschreven or None,
            bron=v.bron,
        )
        for name, v in pakket.vragen.items()
    }
    scope = asked_by.get("reikwijdte")
    rows["reikwijdte"] = VraagRij(
        vraag=pakket.woorden.get("vraag_reikwijdte", "vraag_reikwijdte"),
        onderdeel="zeggenschap",
        kern=pakket.kern.get("reikwijdte"),
        gespreksvraag=scope.id if scope else None,
        ladder=tuple(ladder.get("reikwijdte", ())),
        opties=None,
        bron=scope.bron if scope else (),
    )
    return dict(sorted(rows.items()))


def _ladder(pakket: Regelpakket) -> dict[str, list[Archetype]]:
    """The archetypes whose ladder condition asks a question, by question."""
    found: dict[str, list[Archetype]] = {}
    for archetype, step in pakket.zeggenschap.items():
        for name in asked_by_itself(step):
            found.setdefault(name, []).append(archetype)
    return found


def conversation_rows(pakket: Regelpakket) -> dict[str, GespreksvraagRij]:
    """Every open question of the pack, as people read it."""
    rows = {
        g.id: GespreksvraagRij(vraag=g.vraag, onderdeel=g.onderdeel, kern=g.kern, bron=g.bron)
        for g in pakket.gespreksvragen
    }
    return dict(sorted(rows.items()))


def instruments_named(dossier: Dossier, pakket: Regelpakket) -> dict[str, str]:
    """The instrumenten that a look back names, each by what it is called."""
    named = {name for _, _, punt in dossier.terugblik.punten() for name in punt.instrument or ()}
    return {name: pakket.instrumenten[name].naam for name in sorted(named)}


Berekend = tuple[Regelpakket, Sequence[tuple[Situatie, Feiten]]]
"""What was computed with a pack."""


def second_opinion(recheck: Recheck | None, computed: Sequence[Berekend], words: PackSentences) -> Nagerekend:
    """Lets a second engine compute again, and says that it agrees or why it did not compute.

    Raises:
        Onenigheid: the second engine finds something else.
    """
    if recheck is None:
        return Nagerekend(door=None, reden=words.word("niet_nagerekend"))
    try:
        for pakket, situaties in computed:
            recheck(pakket, situaties)
    except NietNagerekend as without:
        facts = {key: words.word(str(fact)) for key, fact in without.gegevens.items()}
        return Nagerekend(door=None, reden=fill(words.word(f"niet_nagerekend_{without.reden}"), facts))
    return Nagerekend(door=SECOND, gelijk=True)
