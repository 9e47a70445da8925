"""The command `simulate` on a cluster: each file of rows is counted by itself, and all that was counted added up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wijktoets import texts
from wijktoets.engine.advice.simulate.simulate import Drawn, Wanted, draw, told
from wijktoets.engine.advice.simulate.value import Simulatie
from wijktoets.engine.columns.sources import of_file
from wijktoets.engine.model.regelpakket import Regelpakket

from ..base.cluster import each


@dataclass(frozen=True, slots=True)
class AskedDraws:
    """What is drawn for every file, on whichever machine."""

    pack: Regelpakket
    wanted: Wanted
    today: date = field(default_factory=date.today)
    hier: Path = field(default_factory=Path.cwd)
    """The folder that the names of files begin in."""


def simulate_parts(
    files: Sequence[Path], asked: AskedDraws, scheduler: str, progress: Callable[[int], object]
) -> Simulatie:
    """What draws make of the rows of files, each counted by a worker: the same as all of them counted here.

    Raises:
        InvoerFout: a file cannot be read, or has a column that is no vraag and no field.
    """
    found: dict[int, list[Drawn]] = {}
    for place, drawn in each(draw_file, list(enumerate(files)), asked, scheduler):
        found[place] = drawn
        progress(sum(block.rijen for blocks in found.values() for block in blocks))
    return told([block for place in sorted(found) for block in found[place]], asked.pack, asked.wanted)


def draw_file(part: tuple[int, Path], asked: AskedDraws) -> list[Drawn]:
    """What was counted of one file, which draws by its number."""
    number, path = part
    blocks = of_file(asked.hier / path, str(path), asked.pack)
    return list(draw(blocks, asked.pack, asked.today, texts.melding, asked.wanted, number))
