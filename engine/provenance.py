"""Says who filled a dossier in, how much of it was discussed, and which lines always go with a result."""

from .dossier import Dossier
from .rapport import Besproken, TekstRij, VraagRij
from .regelpakket import VELDEN, Regelpakket
from .wording import Verwoorder

_SIDES = {
    "wijk": "wijk",
    "bewoners": "wijk",
    "gemeente": "gemeente",
    "college": "gemeente",
    "raad": "gemeente",
    "gebiedsteam": "gemeente",
}
"""Parties and roles, by the side of the table that they sit on; others are on neither."""


def nog_niet_gezien_door(dossier: Dossier) -> list[str]:
    """The parties in the dossier that neither wrote nor saw it; empty when it does not say who wrote it."""
    if dossier.opgesteld is None or dossier.opgesteld.door is None:
        return []
    known = [dossier.opgesteld.door, *dossier.opgesteld.gezien_door]
    return [p.naam for p in dossier.partijen if not any(_same(p.naam, name) for name in known)]


def one_sided(dossier: Dossier) -> bool | None:
    """Whether only one side of the table wrote and saw the dossier; None when it does not say."""
    if dossier.opgesteld is None or dossier.opgesteld.door is None:
        return None
    names = [dossier.opgesteld.door, *dossier.opgesteld.gezien_door]
    sides = {side for name in names if (side := _side(name, dossier)) is not None}
    return len(sides) < 2


def _side(name: str, dossier: Dossier) -> str | None:
    for partij in dossier.partijen:
        if _same(partij.naam, name):
            return _SIDES.get(partij.rol)
    return next((side for word, side in _SIDES.items() if word in name.lower().split()), None)


def _same(one: str, other: str) -> bool:
    """Whether two names are of one party: equal, or one is the other's first words ("gebiedsteam")."""
    first, second = sorted((one.lower().split(), other.lower().split()), key=len)
    return bool(first) and second[: len(first)] == first


def discussed(dossier: Dossier, pakket: Regelpakket) -> Besproken:
    """How many questions have any answer anywhere in the dossier, and how many kernvragen are answered in full."""
    answered = set(dossier.antwoorden).union(*(a.antwoorden for a in dossier.afspraken)) & set(pakket.vragen)
    kern = [g for g in pakket.gespreksvragen if g.kern is not None]
    given = answered | {field for field in VELDEN if _field_given(dossier, field)}
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


def fixed_lines(words: Verwoorder) -> dict[str, TekstRij]:
    """The lines that a screen or document prints with a result, each with its source."""
    opgesteld = words.dossier.opgesteld
    wie = opgesteld.door if opgesteld and opgesteld.door else ""
    keys = ("blijft_bij_raad", "niet_bekeken", "geen_oordeel", "eenzijdig_ingevuld", "borging_uitleg", "niveau_nul")
    lines = {key: words.pakket.teksten[key] for key in keys}
    return {key: TekstRij(tekst=words.text(text, wie=wie), bron=list(text.bron or ())) for key, text in lines.items()}


def question_rows(words: Verwoorder) -> dict[str, VraagRij]:
    """Every question of the pack, and the built-in reikwijdte, as people read it."""
    pakket = words.pakket
    asked_by = {name: g for g in reversed(pakket.gespreksvragen) for name in g.vult}
    rows = {
        name: VraagRij(
            vraag=v.vraag,
            onderdeel=v.onderdeel,
            kern=pakket.kern.get(name),
            gespreksvraag=asked_by[name].id if name in asked_by else None,
            opties=dict(v.opties) or None,
            bron=list(v.bron),
        )
        for name, v in pakket.vragen.items()
    }
    scope = asked_by.get("reikwijdte")
    rows["reikwijdte"] = VraagRij(
        vraag=words.vraag("reikwijdte"),
        onderdeel="zeggenschap",
        kern=pakket.kern.get("reikwijdte"),
        gespreksvraag=scope.id if scope else None,
        opties=None,
        bron=list(scope.bron) if scope else [],
    )
    return dict(sorted(rows.items()))
