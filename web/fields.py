"""The fields of an afspraak on a form: for whom it is, the wish, the amount, and the day on which people look back."""

from typing import Any

from wijktoets.engine.model.source import NodePath
from wijktoets.engine.model.words import ARCHETYPES, INGEBOUWDE_VRAGEN

from .answers import Conflict, edit, seen_field
from .dossier import Known
from .forms import Posted
from .store import StoredEdit


def field_shown(known: Known, thema: int, name: str) -> dict[str, Any]:
    """What the form of a field shows."""
    path: NodePath = ("afspraken", thema, name)
    afspraak = known.dossier.afspraken[thema]
    wishes = {w.door: w.gewenst for w in afspraak.gewenst if w.door}
    return {
        "veld": name,
        "waarde": known.at(path),
        "gezien": seen_field(known, path),
        "keuzes": {"reikwijdte": INGEBOUWDE_VRAGEN["reikwijdte"], "gewenst": ARCHETYPES}.get(name, ()),
        "wensen": [(door, wishes.get(door)) for door in dict.fromkeys([*known.names(), *wishes])],
        "bedrag": afspraak.bedrag,
    }


def field_edit(known: Known, thema: int, name: str, form: Posted) -> StoredEdit | None:
    """The change that a form of a field asks for; None when that stands there.

    Raises:
        Conflict: something else stands there than was shown.
    """
    path: NodePath = ("afspraken", thema, name)
    if form.line("gezien") != seen_field(known, path):
        raise Conflict(name, {})
    value = field_value(name, form)
    return edit(known, [(path, value)], "antwoord", vraag=name, thema=known.dossier.afspraken[thema].thema)


def field_value(name: str, form: Posted) -> Any:
    """What a form says of a field, as it is written; None for nothing."""
    if form.line("antwoord") == "wis":
        return None
    if name == "gewenst" and form.ticked("oneens"):
        rows = []
        for number in range(200):
            door = form.text(f"door-{number}")
            if not door:
                break
            if word := form.line(f"antwoord-{number}"):
                rows.append({"door": door, "gewenst": word})
        return rows or None
    if name == "bedrag":
        found = {key: form.line(key) for key in ("euro", "programma", "per", "stand", "toelichting", "bron")}
        found["euro"] = _euro(found["euro"])
        return {key: value for key, value in found.items() if value} or None
    if name == "terugkijken_op":
        return form.line("dag") or None
    return form.line("antwoord") or None


def _euro(typed: str) -> str:
    """An amount as people type it: `€ 40.000,50` is 40000.50.

    >>> _euro("€ 40.000,50"), _euro("40.000"), _euro("1.250.000"), _euro("12.50")
    ('40000.50', '40000', '1250000', '12.50')
    """
    bare = typed.replace("€", "").replace(" ", "")
    thousands = bare.count(".") > 1 or len(bare.rpartition(".")[2]) == 3
    return bare.replace(".", "").replace(",", ".") if "," in bare or thousands else bare
