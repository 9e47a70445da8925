"""More rows than one machine holds: `evaluate_batch` and `simulate` of a dask DataFrame, a partition at a time.

What comes out follows from the rows and from how they are split, never from how many workers there are. The pack is one
task that all others wait for, so that it goes to each worker once and is there again when a worker is lost. It needs
the extra `scale`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from wijktoets import _api, texts
from wijktoets.engine.model.errors import InvoerFout, Melding, Plek
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import Fase

if TYPE_CHECKING:
    import dask.dataframe as dd
    import pandas as pd

    from wijktoets.engine.advice.simulate.simulate import Drawn, Wanted

__all__ = ["evaluate_batch", "simulate"]

OPEN: Final = ("peildatum", "gemeente", "gebied", "thema", "signalen")
"""The columns whose words differ from partition to partition; as categories they would have another type in each."""


def evaluate_batch(
    rows: "dd.DataFrame",
    pack: Regelpakket | None = None,
    *,
    columns: Sequence[str] | None = None,
    keep: Sequence[str] = (),
    thema: str | None = None,
    fase: Fase | None = None,
    today: date | None = None,
    scores: bool = False,
    words: Literal["category", "string"] = "category",
) -> "dd.DataFrame":
    """The batch rows of a dask DataFrame, as one that is computed when you ask; see wijktoets.evaluate_batch.

    Args:
        rows: one column a vraag, as the table that `wijktoets.evaluate_batch` takes.
        today: the peildatum of what names none; the day on which this is called, also for what is computed later.
        words: `category` holds words of which there are few as categories; all others are texts, so that every
            partition has the same types.

    Raises:
        InvoerFout: no dask DataFrame; or a column that is no vraag, no field and not kept, in `columns` or in `rows`.
        ModuleNotFoundError: the extra `scale` is not installed.
    """
    import dask

    pack = pack or _api.load_pack()
    asked: dict[str, Any] = {"columns": columns, "keep": keep, "thema": thema, "fase": fase}
    asked |= {"today": today or date.today(), "scores": scores, "words": words}
    with _api.in_words():
        meta = _judged(_frame(rows), pack, **asked)
    return rows.map_partitions(_judged, dask.delayed(pack, pure=False), meta=meta, **asked)


def simulate(
    rows: "dd.DataFrame",
    pack: Regelpakket | None = None,
    *,
    draws: int = 1000,
    seed: int = 1,
    by: Sequence[str] = (),
    readings: bool = False,
    weights: Mapping[str, Mapping[str, float]] | None = None,
    maten: Sequence[str] | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
    today: date | None = None,
) -> "pd.DataFrame":
    """What draws make of the rows of a dask DataFrame, counted where they are; see wijktoets.simulate.

    Each partition draws by the seed and its own number, so that other partitions give another sample.

    Raises:
        InvoerFout: no dask DataFrame; or see wijktoets.simulate.
        ModuleNotFoundError: the extra `scale` is not installed.
    """
    import dask

    from wijktoets.engine.advice.simulate.simulate import check, told
    from wijktoets.engine.columns.kinds import as_kind

    pack, day = pack or _api.load_pack(), today or date.today()
    wanted = _api.wanted(
        draws=draws, seed=seed, by=by, readings=readings, weights=weights, maten=maten, thema=thema, fase=fase
    )
    with _api.in_words():
        _frame(rows)
        check(wanted, pack)
        sent, draw = dask.delayed(pack, pure=False), dask.delayed(_drawn, pure=False)
        parts = dask.compute(*(draw(part, sent, day, wanted, n) for n, part in enumerate(rows.to_delayed())))
        found = _api.whole(told([each for part in parts for each in part], pack, wanted))
    shares: pd.DataFrame = as_kind(found.to_arrow(), "pandas")
    return shares


def _frame(rows: "dd.DataFrame") -> "pd.DataFrame":
    """What dask knows of each partition: a DataFrame without rows.

    Raises:
        InvoerFout: it is no dask DataFrame.
    """
    import dask.dataframe as dd

    if not isinstance(rows, dd.DataFrame):
        raise InvoerFout([Melding("geen_dask", Plek("rows"), {"soort": type(rows).__name__})])
    meta: pd.DataFrame = rows._meta
    return meta


def _judged(frame: "pd.DataFrame", pack: Regelpakket, **how: Any) -> "pd.DataFrame":
    """The batch rows of a partition."""
    found: pd.DataFrame = _api.evaluate_batch(frame, pack, **how)
    return found.astype({name: "string" for name in OPEN if name in found})


def _drawn(frame: "pd.DataFrame", pack: Regelpakket, today: date, wanted: "Wanted", part: int) -> "list[Drawn]":
    """What was counted in a partition."""
    from wijktoets.engine.advice.simulate.simulate import draw
    from wijktoets.engine.columns.sources import of_frame

    return list(draw(of_frame(frame, pack, ()), pack, today, texts.melding, wanted, part))
