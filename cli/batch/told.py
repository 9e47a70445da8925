"""Hears what is found about dossiers as it comes: keeps what is said at the end, and gives the rows some at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from wijktoets.engine.result.table import TOGETHER, Result, Row


@dataclass(slots=True)
class Told:
    """What was told of dossiers: whether any had a row, a line for each thing that is wrong, and what was rechecked."""

    columns: Sequence[str]
    scores: bool
    arrow: bool
    """Whether Arrow is installed, and numpy, which it is made with."""
    rijen: int = 0
    good: bool = False
    wrong: list[str] = field(default_factory=list)
    rapporten: int = 0
    nagerekend: int = 0
    redenen: set[str] = field(default_factory=set)
    """Why dossiers were not computed twice."""

    def heard(self, results: Iterable[Result]) -> Iterator[Result]:
        """The same results, each heard."""
        for result in results:
            self.wrong += result.meldingen
            if result.rapport is None:
                self.good = self.good or bool(result.rijen)
            else:
                again = result.rapport.nagerekend
                self.good = self.good or bool(result.rapport.afspraken)
                self.rapporten += 1
                self.nagerekend += bool(again.gelijk)
                self.redenen |= set() if again.gelijk else {again.reden or ""}
            yield result

    def tables(self, results: Iterable[Result]) -> Iterator[Any]:
        """The batch rows, some at a time: as tables of Arrow, or as lists where that is not installed."""
        rows = (row for result in results for row in result.rows(self.scores))
        while some := list(islice(rows, TOGETHER)):
            self.rijen += len(some)
            yield self._table(some)

    def _table(self, rows: list[Row]) -> Any:
        if not self.arrow:
            return rows
        from wijktoets.engine.columns.arrow import of_rows

        return of_rows(rows, self.columns)
