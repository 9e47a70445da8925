"""Puts the acties of a plan in the dossier's own file: whole or not at all, and not when it changed meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from wijktoets.engine.advice.plan.record import chosen, with_acties
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.model.dossier import Dossier, DossierActie
from wijktoets.engine.model.errors import InvoerFout, Melding, Plek, near
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.texts.wording import counted

from ..base.amending import own_file, put_in_place, read_again
from ..base.framing import say

ACTIE: Final = "--actie"
WHY_NOT: Final = "plan.fouten.record"
"""How the sentences begin that say why nothing is written."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Which dossier gets which acties (none: all of the plan), and by what day they are to be done."""

    dossier: str
    acties: frozenset[str]
    wanneer: date | None


def check_record(order: Recording) -> bytes:
    """What the file holds, after seeing that it is one that acties can be put in.

    Raises:
        click.UsageError: standard input, a dossier inside the program, or no YAML file.
        InvoerFout: it cannot be read.
    """
    return own_file(order.dossier, WHY_NOT)


def record_acties(order: Recording, content: bytes, plan: Plan, dossier: Dossier, pack: Regelpakket) -> list[str]:
    """Put acties in the file; gives what there is to say of it.

    Args:
        content: what the file held when the dossier was read.

    Raises:
        InvoerFout: an actie that is not in the plan.
        NotWritten: the file changed, or it cannot be written.
    """
    known = [actie.id for actie in plan.acties]
    wrong = [
        Melding("plan_actie_elders", Plek(ACTIE), {"naam": name}, near(name, known))
        for name in sorted(order.acties)
        if name not in known
    ]
    if wrong:
        raise InvoerFout(wrong)
    found = chosen(plan, dossier, order.acties, order.wanneer)
    if found.nieuw:
        changed = _changed(order.dossier, content, found.nieuw, dossier, pack)
        put_in_place(order.dossier, content, changed, WHY_NOT)
    return list(_said(order.dossier, len(found.nieuw), found.bestaand))


def _changed(name: str, content: bytes, new: tuple[DossierActie, ...], dossier: Dossier, pack: Regelpakket) -> bytes:
    """What the file is to hold.

    Raises:
        NotWritten: it cannot be put in this text.
    """

    def meant(read: Dossier) -> bool:
        same = read.model_dump(exclude={"acties"}) == dossier.model_dump(exclude={"acties"})
        return same and read.acties == (*dossier.acties, *new)

    return read_again(name, lambda: with_acties(content, new), pack, meant, WHY_NOT)


def _said(name: str, new: int, there: int) -> Iterator[str]:
    yield counted("plan.vastgelegd", new, bestand=name) if new else say("plan.niets_vast", bestand=name)
    if there:
        yield counted("plan.stond_er", there)
