"""The Simulatie: how often what came out over many draws, a group at a time, as one value (docs/model.md section 7)."""

from typing import TYPE_CHECKING, Any

from ...model.woorden import Woorden
from ...result.rapport import PakketRij, ResultPart

if TYPE_CHECKING:
    import pyarrow as pa


class SimulatieRij(ResultPart):
    """In which share of the completions of a group a maat has this waarde.

    `trekkingen` is how many completions were looked at, `seed` that of the draws; None where all there are were looked
    at, so that the share is exact.
    """

    groep: dict[str, str]
    maat: str
    waarde: str
    aandeel: float
    trekkingen: int
    seed: int | None


class Simulatie(ResultPart):
    """What draws of open answers and of readings make of the rows of a table: of the pack, never of a place."""

    pakketten: list[PakketRij]
    woorden: Woorden
    by: list[str]
    afspraken: int
    draws: int
    lezingen: int
    fouten: list[str]
    rijen: list[SimulatieRij]

    def to_rows(self) -> list[dict[str, Any]]:
        """The rows as a table has them: first the columns of `by`."""
        return [row.groep | row.model_dump(exclude={"groep"}) for row in self.rijen]

    def to_arrow(self) -> "pa.Table":
        """The same as an Arrow table, with the same types whatever the rows are."""
        import pyarrow as pa

        words, numbers = dict.fromkeys((*self.by, "maat", "waarde"), pa.string()), {"aandeel": pa.float64()}
        kinds = words | numbers | dict.fromkeys(("trekkingen", "seed"), pa.int64())
        return pa.Table.from_pylist(self.to_rows(), pa.schema(list(kinds.items())))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of such a table."""
        return (*self.by, "maat", "waarde", "aandeel", "trekkingen", "seed")
