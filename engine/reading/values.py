"""From YAML nodes to values: what is wrong is said and cut away, and what is sound is still read.

A file is read as far as it goes: parts with an error are cut out, required fields that are missing are filled in for
the time being, and the rest is tried again, so that one run shows all that is wrong and each thing once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..model.errors import HOOGSTENS, Melding, at_most
from ..model.source import FileNode, NodePath, Vindplaats, node_of
from .complaints import Complaint, complaints
from .pruning import Cut, prune

M = TypeVar("M", bound=BaseModel)

ROUNDS: Final = 20
"""How often what is wrong is cut away before a file is given up."""


@dataclass(frozen=True, slots=True)
class ReadValue(Generic[M]):
    """What could be read: the value (None when nothing is left of it), the place, and all that is wrong."""

    waarde: M | None
    bij: Vindplaats
    meldingen: tuple[Melding, ...]


def read_value(
    model: type[M], node: FileNode, bestand: str, stand_ins: Mapping[str, object] | None = None
) -> ReadValue[M]:
    """A node as a value of `model`.

    `stand_ins` are values for required fields that are missing, so that what is around them can still be checked:
    "naam" at the top, "gebied.naam" below gebied, "*.antwoord" below anything; "antwoorden.*" stands in for whatever is
    wrong at any key directly below antwoorden. A value that was read with an error in it is for checking only.
    """
    meldingen: list[Melding] = []
    fill = {name: node_of(value) for name, value in (stand_ins or {}).items()}
    tree: FileNode | None = node
    for _ in range(ROUNDS):
        bij = Vindplaats(bestand, tree)
        try:
            value = model.model_validate(bij.wortel.plain() if bij.wortel else None, by_alias=True, by_name=False)
            return ReadValue(value, bij, tuple(meldingen))
        except ValidationError as error:
            details = error.errors(include_url=False)
        found: list[Complaint] = []
        for complaint in complaints(model, details, bij):
            found.append(complaint)
            meldingen += [complaint.melding] if complaint.melding else []
            if len(meldingen) > HOOGSTENS:
                return ReadValue(None, Vindplaats(bestand, node), tuple(at_most(meldingen, bestand)))
        tree = prune(bij.wortel, _cuts(found, fill)) if bij.wortel else None
        if tree is None or tree == bij.wortel:
            break
    return ReadValue(None, Vindplaats(bestand, node), tuple(meldingen))


def _cuts(found: Iterable[Complaint], fill: Mapping[str, FileNode]) -> Cut:
    """All that must change in the tree for these complaints."""
    root = Cut()
    for complaint in found:
        above, last = complaint.path[:-1], complaint.path[-1:]
        parent = root.at(above)
        parent.marked |= set(complaint.marked)
        if complaint.veld is not None:
            here, name = root.at(complaint.path), complaint.veld
            stand_in = _stand_in(complaint.path, name, fill)
        else:
            here, name, stand_in = parent, "".join(map(str, last)), fill.get(f"{above[-1]}.*") if above else None
        if stand_in is not None:
            here.filled[name] = stand_in
        else:
            root.at(complaint.path).gone = True
    return root


def _stand_in(path: NodePath, name: str, fill: Mapping[str, FileNode]) -> FileNode | None:
    """What stands in for the field `name` of the mapping at `path`."""
    below = next((step for step in reversed(path) if isinstance(step, str)), None)
    return fill.get(name) if below is None else fill.get(f"{below}.{name}", fill.get(f"*.{name}"))
