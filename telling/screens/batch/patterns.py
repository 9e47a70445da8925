"""What sources name, and what comes back over many dossiers per onderdeel: counted, with no scores."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from wijktoets import texts
from wijktoets.engine.advice.folding import blocks, eisen
from wijktoets.engine.model.words import KOMPASPUNTEN, ONDERDELEN, Onderdeel
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.named import clear_answers
from wijktoets.telling.notes import Noot, notes
from wijktoets.telling.phrases import told
from wijktoets.telling.tree import Heading, Part, Text, grid, joined, own, sentence
from wijktoets.texts.wording import counted

How = Literal["alles", "deel", "besproken", "niet"]
HOW: Final[tuple[How, ...]] = ("alles", "deel", "besproken", "niet")


def worked(rapport: Rapport) -> list[Noot]:
    """What a source says that worked, by kompaspunt."""
    return [noot for noot in notes(rapport) if noot.soort == "werkte" and noot.onderdeel in KOMPASPUNTEN]


def worked_often(rapporten: Sequence[Rapport]) -> str:
    """In how many dossiers something of a kompaspunt is named as what worked; a kompaspunt without any is left out."""
    found = [{noot.onderdeel for noot in worked(rapport)} for rapport in rapporten]
    parts: list[str] = []
    for onderdeel in KOMPASPUNTEN:
        count = sum(onderdeel in each for each in found)
        key = "batch.werkt_deel" if parts else "batch.werkt_van"
        parts += [texts.text(key, onderdeel=_name(onderdeel), n=count, van=len(found))] if count else []
    return texts.text("batch.werkt", delen=", ".join(parts)) if parts else ""


def answered(rapport: Rapport) -> Text:
    """How many questions a source answers, per onderdeel, with the lines; and how many it only touches."""
    found: dict[Onderdeel, dict[str, dict[str, None]]] = {}
    touched: set[str] = set()
    for vraag, given in ((v, g) for a in rapport.afspraken for v, g in a.antwoorden.items() if v in rapport.vragen):
        if clear := clear_answers(given):
            lines = found.setdefault(rapport.vragen[vraag].onderdeel, {}).setdefault(vraag, {})
            lines.update(dict.fromkeys(line for s in clear for line in s.bron or []))
        else:
            touched.add(vraag)
    clear_ones = {vraag for vragen in found.values() for vraag in vragen}
    parts = joined((_part(onderdeel, found[onderdeel]) for onderdeel in ONDERDELEN if onderdeel in found), "; ")
    count = len(clear_ones)
    key = f"batch.duidelijk.{'een' if count == 1 else 'meer' if count else 'geen'}"
    first = told(key, n=count, delen=parts)
    left = len(touched - clear_ones)
    return joined([first, counted("batch.niet_duidelijk", left)], " ") if left else first


def _part(onderdeel: Onderdeel, vragen: dict[str, dict[str, None]]) -> Text:
    lines = sorted({line for lines in vragen.values() for line in lines}, key=_line_number)
    key = "batch.deel_bron" if lines else "batch.deel"
    return told(key, onderdeel=_name(onderdeel), n=len(vragen), vindplaats=own(", ".join(lines)))


def _name(onderdeel: Onderdeel) -> str:
    return texts.text(f"scherm.onderdelen.{onderdeel}").lower()


def _line_number(line: str) -> tuple[int, str]:
    digits = line.removeprefix("L")
    return (int(digits), line) if digits.isdigit() else (10**9, line)


def patterns(rapporten: Sequence[Rapport], terugblik: bool) -> Iterable[Part]:
    """Per onderdeel in how many dossiers all is arranged, a part, only spoken of, or nothing; in a fixed order."""
    yield Heading(texts.text("batch.koppen.patronen"), level=3)
    yield sentence(texts.text("batch.patronen.uitleg", n=len(rapporten)))
    rows = []
    for onderdeel in ONDERDELEN:
        found = [how for rapport in rapporten if (how := arranged(rapport, onderdeel))]
        if found:
            rows.append((texts.text(f"scherm.onderdelen.{onderdeel}"), *(str(found.count(how)) for how in HOW)))
    header = texts.all_texts()["batch"]["patronen"]["kop"]["terugblik" if terugblik else "anders"]
    yield grid(tuple(header), tuple(rows), numbers=1)


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
    done = [e.status == "geborgd" for e in asked]
    if all(done):
        return "alles"
    if any(done) or any(e.status == "deels" for e in asked):
        return "deel"
    noted = any(noot.onderdeel == onderdeel for noot in notes(rapport))
    return "niet" if not noted and all(e.aard == "niet_besproken" for e in asked) else "besproken"
