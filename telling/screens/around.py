"""What stands around every result about a dossier: which dossier and day it is about, and what always goes with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wijktoets.engine.result.rapport import PakketRij, TekstRij
from wijktoets.telling.head import trial
from wijktoets.telling.tree import Gap, Heading, Line, Part, sentence
from wijktoets.texts import text
from wijktoets.texts.wording import Dated, title


def head(
    found: Dated, als_wens: str | None = None, supposed: Mapping[str, str] | None = None, told: Iterable[Line] = ()
) -> Iterator[Part]:
    """The name, the status and the day; that it is a trial; and what else is `told` first."""
    yield Heading(title(found), level=1)
    yield from (sentence(line, level=1) for line in (*told, *trial(als_wens, supposed)))


def foot(
    lines: Iterable[TekstRij],
    further: str = "",
    packs: Sequence[PakketRij] = (),
    sources: bool = False,
) -> Iterator[Part]:
    """The fixed lines, how to go on, and the packs that it was computed with.

    Args:
        further: how to go on.
        packs: those whose versions to show.
        sources: whether to show the source of each line.
    """
    yield Gap()
    yield from (sentence(line.tekst, line.bron if sources else (), level=1) for line in lines)
    for block in ([further] if further else [], [pack_words(pack) for pack in packs]):
        if block:
            yield Gap()
            yield from (sentence(line, level=1) for line in block)


def pack_words(pack: PakketRij) -> str:
    """A pack with its version and the begin of its hash."""
    return text("scherm.pakket", naam=pack.naam, versie=pack.versie, sha=pack.sha256[:12])
