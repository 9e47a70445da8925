"""The list of `rules list`: every waarborg, grens and signaal with what it asks of whom, as a table or as data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from wijktoets.engine.model.pakket import Grens, Signaal, Waarborg
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, ONDERDELEN, Archetype, Onderdeel, niveau
from wijktoets.engine.upkeep.examples import regels
from wijktoets.telling.grounds import excluded
from wijktoets.texts import printable, text
from wijktoets.texts.wording import counted, listed

from ..drawing.paragraphs import put

if TYPE_CHECKING:
    from rich.console import Console

Regelrij = Waarborg | Grens | Signaal

COLUMNS: Final = (
    *("id", "soort", "naam", "onderdeel"),
    *(f"norm_{archetype}" for archetype in ARCHETYPES),
    *("sluit_uit", "rust_op", "basis", "bron", "dekt", "fasen", "hard"),
)
"""The columns of the CSV."""

NORM_WIDTH: Final = 11
PARTY_WIDTH: Final = 9
NARROWEST: Final = 28
"""Columns of a norm, of a party, and the fewest that a name gets beside them."""


def rows_of(pakket: Regelpakket, archetype: Archetype | None, onderdeel: Onderdeel | None) -> list[Regelrij]:
    """The regels of the packs: waarborgen by onderdeel and id, then grenzen and signalen by id.

    Args:
        archetype: only what this archetype asks, what limits it, and the signalen, which look at none.
        onderdeel: only this onderdeel.
    """
    found = [r for r in regels(pakket) if (onderdeel in (None, r.onderdeel)) and _at(r, archetype)]
    return sorted(found, key=_order)


def _order(regel: Regelrij) -> tuple[int, int, str]:
    kinds = (Waarborg, Grens, Signaal)
    return kinds.index(type(regel)), ONDERDELEN.index(regel.onderdeel), regel.id


def _at(regel: Regelrij, archetype: Archetype | None) -> bool:
    if archetype is None or isinstance(regel, Signaal):
        return True
    if isinstance(regel, Waarborg):
        return archetype in regel.norm
    return niveau(regel.sluit_uit) <= niveau(archetype)


def json_rows(found: Iterable[Regelrij]) -> list[dict[str, Any]]:
    """The rows as plain values."""
    return [
        {
            "id": regel.id,
            "soort": regel.soort,
            "naam": _name(regel),
            "onderdeel": regel.onderdeel,
            "norm": {a: regel.norm.get(a) for a in ARCHETYPES} if isinstance(regel, Waarborg) else None,
            "sluit_uit": regel.sluit_uit if isinstance(regel, Grens) else None,
            "rust_op": regel.rust_op if isinstance(regel, Waarborg) else None,
            "basis": regel.basis,
            "bron": list(regel.bron),
            "dekt": list(regel.dekt),
            "fasen": None if regel.fasen is None else list(regel.fasen),
            "hard": isinstance(regel, Waarborg) and regel.hard,
        }
        for regel in found
    ]


def csv_rows(found: Iterable[Regelrij]) -> Iterator[Mapping[str, Any]]:
    """The rows with one column for each norm; what is a list is joined with a semicolon."""
    for row in json_rows(found):
        norms = {f"norm_{a}": (row["norm"] or {}).get(a) for a in ARCHETYPES}
        yield {key: ";".join(v) if isinstance(v, list) else v for key, v in (row | norms).items()}


def _name(regel: Regelrij) -> str:
    return regel.naam or regel.tekst if isinstance(regel, Signaal) else regel.naam


def draw_list(console: "Console", pakket: Regelpakket, found: Sequence[Regelrij]) -> None:
    """The list for people: per onderdeel each name with its norms, and below it the id, basis and lines."""
    put(console, ", ".join(printable(f"{p.naam} {p.versie}") for p in pakket.pakketten), style="bold")
    kinds = (("waarborgen", Waarborg), ("grenzen", Grens), ("signalen", Signaal))
    counts = [counted(f"rules.list.{name}", sum(isinstance(r, kind) for r in found)) for name, kind in kinds]
    put(console, ", ".join(counts))
    if any(isinstance(r, Waarborg) for r in found):
        put(console, text("rules.list.legenda"))
    for onderdeel in ONDERDELEN:
        own = [r for r in found if isinstance(r, Waarborg) and r.onderdeel == onderdeel]
        if own:
            console.print()
            _heading(console, text(f"scherm.onderdelen.{onderdeel}"))
        for waarborg in own:
            _waarborg(console, waarborg)
    for name, kind in kinds[1:]:
        others = [r for r in found if isinstance(r, kind)]
        if others:
            console.print()
            put(console, text(f"rules.list.kop.{name}"), style="bold")
        for regel in others:
            _other(console, regel)


def _name_width(console: "Console") -> int:
    """Columns that are left for a name; 0 when the norms do not fit beside it."""
    left = console.width - NORM_WIDTH * len(ARCHETYPES) - PARTY_WIDTH - 2
    return left if left >= NARROWEST else 0


def _heading(console: "Console", name: str) -> None:
    from rich.text import Text

    width = _name_width(console)
    line = Text(name.ljust(width + 2) if width else name, style="bold")
    for words in (*ARCHETYPES, text("rules.list.rust_op")) if width else ():
        line.append(words.ljust(NORM_WIDTH), style="")
    line.rstrip()
    console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _waarborg(console: "Console", waarborg: Waarborg) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    width = _name_width(console)
    if not width:
        _narrow(console, waarborg)
        return
    for index, part in enumerate(Text(printable(waarborg.naam)).wrap(console, width - 1)):
        part.rstrip()
        line = Text("  ").append_text(part)
        if index == 0:
            line.append(" " * (width - cell_len(part.plain)))
            for archetype in ARCHETYPES:
                norm = waarborg.norm.get(archetype)
                words = text(f"rules.list.norm.{norm or 'niet'}")
                line.append(words, style="bold" if norm == "moet" else "").append(" " * (NORM_WIDTH - len(words)))
            line.append(waarborg.rust_op)
        line.rstrip()
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    _small(console, waarborg)


def _narrow(console: "Console", waarborg: Waarborg) -> None:
    """A waarborg on a screen where the norms stand below the name."""
    put(console, printable(waarborg.naam), "  ")
    norms = [(a, text(f"rules.list.norm.{waarborg.norm.get(a, 'niet')}")) for a in ARCHETYPES]
    words = [
        text("rules.list.naast", naam=n, waarde=w) for n, w in (*norms, (text("rules.list.rust_op"), waarborg.rust_op))
    ]
    put(console, "; ".join(words), "    ")
    _small(console, waarborg)


def _other(console: "Console", regel: Regelrij) -> None:
    put(console, printable(_name(regel)), "  ")
    if isinstance(regel, Grens):
        put(console, text("rules.list.sluit_uit", archetypes=excluded(regel)), "  ")
    _small(console, regel)


def _small(console: "Console", regel: Regelrij) -> None:
    words = [regel.id, regel.basis, ", ".join(regel.bron)]
    if regel.fasen is not None:
        words.append(text("rules.show.fasen", fasen=listed(regel.fasen)))
    if isinstance(regel, Waarborg) and regel.hard:
        words.append(text("rules.list.hard"))
    put(console, printable(" · ".join(words)), "    ", style="dim")
