"""Which packs a dossier was filled in for, by their id: those of the program, and those near the working folder."""

from functools import cached_property
from pathlib import Path
from typing import Final

import wijktoets
from wijktoets import rules
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.loading import HEAD
from wijktoets.engine.upkeep.scaffold import id_of

from ..base.inputs import STDIN, read_unheld

DEEPEST: Final = 3
"""How many folders below the working folder a pack may stand."""


class PackShelf:
    """The packs that dossiers name, each loaded once; without --pack a dossier is held against its own."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[str, ...], Regelpakket] = {}

    @cached_property
    def _places(self) -> dict[str, Path]:
        """Id → folder of each pack that is near; of two with one id the first by path."""
        heads = [head for depth in range(1, DEEPEST + 1) for head in sorted(Path().glob(f"{'*/' * depth}{HEAD}"))]
        found: dict[str, Path] = {}
        for head in heads:
            name = id_of(head.parent)
            if name is not None:
                found.setdefault(name, head.parent)
        return found

    def pack_of(self, dossier: str) -> Regelpakket | None:
        """The packs that a dossier names; None when that is the pack of the program, one of them is nowhere,
        or the dossier comes from standard input.

        Raises:
            InvoerFout: with everything that is wrong in those packs.
        """
        if dossier == STDIN:  # it can be read once
            return None
        read = read_unheld(dossier).waarde
        names = tuple(sorted({pack.id for pack in read.pakket} - {rules.OVERDRACHT})) if read else ()
        if not names or set(names) <= {rules.STANDAARD}:
            return None
        builtin = rules.builtin_packs()
        if any(name not in builtin and name not in self._places for name in names):
            return None
        if names not in self._loaded:
            places = (name if name in builtin else str(self._places[name]) for name in names)
            self._loaded[names] = wijktoets.load_pack(*places)
        return self._loaded[names]
