"""What comes back over many dossiers, per onderdeel: how many have it arranged, in part, or mention it; no scores."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from wijktoets import texts
from wijktoets.engine.rapport import Rapport
from wijktoets.engine.words import ONDERDELEN, Onderdeel

from .folding import blocks, eisen
from .sheet import Grid, Heading, Part, Sentence
from .wording import counted

How = Literal["alles", "deel", "besproken", "niet"]
HOW: Final[tuple[How, ...]] = ("alles", "deel", "besproken", "niet")


def named(rapport: Rapport) -> str:
    """How many questions of each onderdeel a source answers, with the lines where it does; and how many it touches."""
    told: dict[Onderdeel, dict[str, dict[str, None]]] = {}
    touched: set[str] = set()
    for afspraak in rapport.afspraken:
        for vraag, given in afspraak.antwoorden.items():
            clear = [s for s in given if s.antwoord not in ("onbekend", "nvt")]
            if vraag in rapport.vragen and clear:
                lines = told.setdefault(rapport.vragen[vraag].onderdeel, {}).setdefault(vraag, {})
                lines.update(dict.fromkeys(line for s in clear for line in s.bron or []))
            elif vraag in rapport.vragen:
                touched.add(vraag)
    parts = [_named(onderdeel, told[onderdeel]) for onderdeel in ONDERDELEN if onderdeel in told]
    parts = parts or [texts.text("batch.niets_genoemd")]
    touched -= {vraag for vragen in told.values() for vraag in vragen}
    return "; ".join([*parts, *([counted("batch.aangestipt", len(touched))] if touched else [])])


def _named(onderdeel: Onderdeel, vragen: dict[str, dict[str, None]]) -> str:
    name = texts.text(f"scherm.onderdelen.{onderdeel}").lower()
    lines = sorted({line for lines in vragen.values() for line in lines}, key=_line_number)
    key = "batch.genoemd_bron" if lines else "batch.genoemd"
    return texts.text(key, onderdeel=name, n=len(vragen), bron=", ".join(lines))


def _line_number(line: str) -> tuple[int, str]:
    digits = line.removeprefix("L")
    return (int(digits), line) if digits.isdigit() else (10**9, line)


def patterns(rapporten: Sequence[Rapport], terugblik: bool) -> Iterable[Part]:
    """Per onderdeel in how many dossiers all is arranged, a part, only spoken of, or nothing; in a fixed order."""
    yield Heading(texts.text("batch.koppen.patronen"), level=3)
    yield Sentence(texts.text("batch.patronen.uitleg", n=len(rapporten)))
    rows = []
    for onderdeel in ONDERDELEN:
        found = [how for rapport in rapporten if (how := arranged(rapport, onderdeel))]
        if found:
            rows.append((texts.text(f"scherm.onderdelen.{onderdeel}"), *(str(found.count(how)) for how in HOW)))
    header = texts.all_texts()["batch"]["patronen"]["kop"]["terugblik" if terugblik else "anders"]
    yield Grid(tuple(header), tuple(rows), numbers=1)


def arranged(rapport: Rapport, onderdeel: Onderdeel) -> How | None:
    """How far an onderdeel is arranged in a dossier, over its eisen moet and hoort; None when it asks none."""
    asked = [
        e
        for blok in blocks(rapport.afspraken)
        for e in eisen(blok)
        if e.onderdeel == onderdeel and e.norm != "mag" and e.status != "nvt"
    ]
    if not asked:
        return None
    done = [e.status in ("geborgd", "afgewogen") for e in asked]
    if all(done):
        return "alles"
    if any(done) or any(e.status == "deels" for e in asked):
        return "deel"
    return "niet" if all(e.aard == "niet_besproken" for e in asked) else "besproken"
