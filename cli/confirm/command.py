"""The command `confirm`: writes in a dossier what a party says of it, and no more than that."""

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from ..base.framing import DutchCommand, say
from ..base.options import Settings, common, day

if TYPE_CHECKING:
    from wijktoets.engine.model.agreed import Bevestiging
    from wijktoets.engine.model.dossier import Dossier
    from wijktoets.engine.model.regelpakket import Regelpakket
    from wijktoets.engine.model.words import Bevestigingsoordeel

BY: Final = "--by"
KEY: Final = "bevestigd"
FIELDS: Final = ("door", "op", "oordeel", "toelichting", "kenmerk")
"""The fields of a bevestiging, in the order in which they are written."""
WHY_NOT: Final = "confirm.fouten.bestand"
"""How the sentences begin that say why nothing is written."""


@click.command("confirm", cls=DutchCommand, help_key="confirm.help")
@click.argument("dossier", metavar="DOSSIER")
@click.option(BY, "by", metavar="NAAM", required=True)
@click.option("--not", "wrong", metavar="TEKST")
@click.option("--no-signature", "unsigned", metavar="TEKST")
@click.option("--on", "said_on", metavar="DATUM", callback=day)
@common
def confirm(
    settings: Settings, dossier: str, by: str, wrong: str | None, unsigned: str | None, said_on: date | None
) -> None:
    """Write the confirmation of a party in the dossier, in place of an earlier one of that party."""
    from pathlib import Path

    from wijktoets.engine.model.agreed import Bevestiging
    from wijktoets.engine.model.alike import as_known
    from wijktoets.engine.model.confirming import kenmerk
    from wijktoets.engine.reading.loading import read_checked

    from ..base.amending import own_file, put_in_place
    from ..base.inputs import load_pack
    from ..base.output import inform

    oordeel, why = _said(wrong, unsigned)
    content = own_file(dossier, WHY_NOT)
    pack = load_pack(settings)
    found = read_checked(Path(dossier), dossier, pack, content)
    by = as_known(by, [partij.naam for partij in found.partijen])
    _check_party(found, by)
    new = Bevestiging(door=by, op=said_on or date.today(), oordeel=oordeel, toelichting=why, kenmerk=kenmerk(found))
    put_in_place(dossier, content, _changed(dossier, content, new, found, pack), WHY_NOT)
    inform(settings, *_told(dossier, new, found))


def _said(wrong: str | None, unsigned: str | None) -> "tuple[Bevestigingsoordeel, str | None]":
    """What the party says, and why.

    Raises:
        click.UsageError: two things at once, or no reason.
    """
    if wrong is not None and unsigned is not None:
        raise click.UsageError(say("confirm.fouten.allebei"))
    for option, why in (("--not", wrong), ("--no-signature", unsigned)):
        if why is not None and not why.strip():
            raise click.UsageError(say("confirm.fouten.leeg", optie=option))
    if unsigned is not None:
        return "tekent_niet", unsigned
    return ("zo_gezegd", None) if wrong is None else ("niet_zo_gezegd", wrong)


def _check_party(dossier: "Dossier", name: str) -> None:
    """See that the party is one of the dossier.

    Raises:
        InvoerFout: it is not.
    """
    from wijktoets.engine.model.errors import InvoerFout, Melding, Plek, near

    known = tuple(partij.naam for partij in dossier.partijen)
    if name not in known:
        code = "geen_partij" if known else "partijen_leeg"
        raise InvoerFout([Melding(code, Plek(BY), {"naam": name, "bekend": known}, near(name, known))])


def _changed(name: str, content: bytes, new: "Bevestiging", dossier: "Dossier", pack: "Regelpakket") -> bytes:
    """What the file is to hold.

    Raises:
        NotWritten: it cannot be put in this text.
    """
    from wijktoets.engine.reading.inserting import with_item

    from ..base.amending import read_again

    fields = {field: str(value) for field in FIELDS if (value := getattr(new, field)) is not None}
    others = {b for b in dossier.bevestigd if b.door != new.door}

    def meant(read: "Dossier") -> bool:
        same = read.model_dump(exclude={KEY}) == dossier.model_dump(exclude={KEY})
        return same and set(read.bevestigd) == {*others, new}

    return read_again(name, lambda: with_item(content, KEY, "door", fields), pack, meant, WHY_NOT)


def _told(name: str, new: "Bevestiging", dossier: "Dossier") -> list[str]:
    """What was written, and what that is not."""
    from wijktoets.texts.wording import day as day_words

    assert new.op is not None  # it is of today
    facts = {"bestand": name, "wie": new.door, "datum": day_words(new.op), "kenmerk": new.kenmerk}
    replaced = [say("confirm.vervangt", wie=new.door)] if any(b.door == new.door for b in dossier.bevestigd) else []
    return [say(f"confirm.geschreven.{new.oordeel}", **facts), *replaced, say("confirm.geen_akkoord", wie=new.door)]
