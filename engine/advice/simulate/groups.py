"""Groups to count in: by thema, fase, wish or what is answered, and never by a place."""

import re
from collections.abc import Sequence
from typing import Final

from ...model.errors import InvoerFout, Melding, Plek, near
from ...model.regelpakket import Regelpakket

Group = tuple[str, ...]
"""Of each of `by` the word."""
FIELDS: Final = ("thema", "fase", "gewenst")
AT_START: Final = "onbekend"
"""What an answer is called that is drawn."""
PLACES: Final = ("gemeente", "gebied", "dossier", "bestand")
"""The fields that say which place a row is about."""
_NAME: Final = re.compile(
    r"(?i)(^|[-_ ])(cbs|gm|wk|bu|gwb)([-_ ]|$)|gemeente|buurt|gebied|wijk.?(code|naam)|provincie|postcode"
    r"|^(wijk|dorp|stad)$"
)
_CODE: Final = re.compile(r"(?i)^\s*(GM|WK|BU)\d{4,}\s*$|^\s*\d{4}\s?[A-Z]{2}\s*$")
"""A code of a place: of CBS, or a postcode."""


def wrong_groups(by: Sequence[str], pakket: Regelpakket) -> list[Melding]:
    """What is wrong with groups: they are by a place, or by what there is not."""
    known = [*FIELDS, "reikwijdte", *pakket.vragen]
    wrong: list[Melding] = []
    for name in by:
        if name not in pakket.vragen and (name in PLACES or _NAME.search(name)):
            wrong.append(Melding("groep_plaats", Plek("by"), {"naam": name}))
        elif name not in known:
            wrong.append(Melding("groep_onbekend", Plek("by"), {"naam": name}, near(name, known)))
    return wrong


def check_words(groups: Sequence[Group]) -> None:
    """See that no group is a place by another name.

    Raises:
        InvoerFout: a word is a code of a place.
    """
    coded = sorted({word for group in groups for word in group if _CODE.match(word)})
    if coded:
        raise InvoerFout([Melding("groep_plaats", Plek("by"), {"naam": coded[0]})])
