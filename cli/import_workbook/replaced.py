"""What a dossier said that a workbook takes the place of: told, so that nothing goes unseen."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from wijktoets.engine.model.dossier import Afspraak, Dossier, Standpunt
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.loading import read_checked
from wijktoets.engine.reading.migrating import for_today
from wijktoets.texts import text
from wijktoets.texts.wording import listed

from ..base.framing import say

LISTS: Final = ("partijen", "gesprekken", "terugblik", "afwegingen", "acties", "bevestigd", "bronnen")
"""The parts of a dossier that are a sheet of their own."""
SHOWN: Final = 5
"""How many things are named; the rest are counted."""


def before(to: Path, pack: Regelpakket) -> tuple[bytes, Dossier | None]:
    """What stood in a file that is replaced, and the dossier in it as far as it can be read."""
    content = to.read_bytes() if to.is_file() else b""
    try:
        return content, for_today(read_checked(to, str(to), pack, content), pack) if content else None
    except InvoerFout:
        return content, None


def replaced(
    old: tuple[bytes, Dossier | None], now: tuple[bytes, Dossier], pack: Regelpakket, naam: str
) -> Iterator[str]:
    """What stood there otherwise before, and whether remarks are gone: a workbook has none.

    Args:
        old: the bytes and the dossier of before.
        now: those of now.
    """
    if old[1] is not None:
        other = list(dict.fromkeys(_otherwise(old[1], now[1], pack)))
        more = [say("import.en_nog", n=len(other) - SHOWN)] if len(other) > SHOWN else []
        if other:
            yield say("import.anders", naam=naam, wat=listed([*other[:SHOWN], *more]))
    if _remarks(old[0]) - _remarks(now[0]):
        yield say("import.opmerkingen", naam=naam)


def _remarks(content: bytes) -> set[str]:
    """What stands behind a # that begins a line or a word."""
    lines = content.decode("utf-8", "replace").splitlines()
    return {line[at + 1 :].strip() for line in lines if (at := f" {line}".find(" #")) >= 0} - {""}


def _otherwise(old: Dossier, new: Dossier, pack: Regelpakket) -> Iterator[str]:
    """What the dossier of before says that the new one does not, in the words of the workbook."""
    now = {(a.thema, a.fasen): a for a in new.afspraken}
    yield from _answers(old.antwoorden, new.antwoorden, pack, "import.vraag_anders", "")
    for was in old.afspraken:
        there = now.get((was.thema, was.fasen))
        answers = there.antwoorden if there else {}
        yield from _answers(was.antwoorden, answers, pack, "import.vraag_anders_bij", was.thema)
        if there is None or _rest(was) != _rest(there):
            yield say("import.blad_anders", blad=text("werkmap.bladen.afspraken"))
    for key in LISTS:
        if getattr(old, key) and getattr(old, key) != getattr(new, key):
            yield say("import.blad_anders", blad=text(f"werkmap.bladen.{key}"))


def _answers(
    old: Mapping[str, tuple[Standpunt, ...]],
    new: Mapping[str, tuple[Standpunt, ...]],
    pack: Regelpakket,
    key: str,
    thema: str,
) -> Iterator[str]:
    for name in (name for name, said in old.items() if new.get(name) != said):
        yield say(key, vraag=pack.vragen[name].vraag if name in pack.vragen else name, thema=thema)


def _rest(afspraak: Afspraak) -> dict[str, object]:
    return afspraak.model_dump(exclude={"antwoorden"})
