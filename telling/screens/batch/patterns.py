"""What comes back over many dossiers that run, per onderdeel: counted, with no scores."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from wijktoets import texts
from wijktoets.engine.advice.folding import blocks, eisen
from wijktoets.engine.model.words import ONDERDELEN, Onderdeel
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.notes import notes
from wijktoets.telling.tree import Heading, Part, grid, sentence

How = Literal["alles", "deel", "besproken", "niet"]
HOW: Final[tuple[How, ...]] = ("alles", "deel", "besproken", "niet")


def patterns(rapporten: Sequence[Rapport]) -> Iterable[Part]:
    """Per onderdeel in how many dossiers all is arranged, a part, only spoken of, or nothing; in a fixed order."""
    yield Heading(texts.text("batch.koppen.patronen"), level=3)
    yield sentence(texts.text("batch.patronen.uitleg", n=len(rapporten)))
    rows = []
    for onderdeel in ONDERDELEN:
        found = [how for rapport in rapporten if (how := arranged(rapport, onderdeel))]
        if found:
            rows.append((texts.text(f"scherm.onderdelen.{onderdeel}"), *(str(found.count(how)) for how in HOW)))
    header = texts.all_texts()["batch"]["patronen"]["kop"]
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
