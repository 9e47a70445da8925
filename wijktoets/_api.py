"""The functions behind the public names: packs and dossiers from files, one Rapport, or a table for many."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from wijktoets import rules, texts
from wijktoets.engine.advice.teksten import judged
from wijktoets.engine.judging import engines
from wijktoets.engine.model.display import draw_with
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN, Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding, Plek
from wijktoets.engine.model.regelpakket import Ingebouwd, Regelpakket
from wijktoets.engine.model.source import is_folder
from wijktoets.engine.model.words import Archetype, Fase
from wijktoets.engine.reading import loading
from wijktoets.engine.reading.translating import in_names_of
from wijktoets.engine.result.rapport import Rapport
from wijktoets.workbook import files
from wijktoets.workbook.remarks import remark_names

if TYPE_CHECKING:
    from wijktoets.engine.advice.simulate.simulate import Wanted
    from wijktoets.engine.advice.simulate.value import Simulatie


def _rapport_html(rapport: Rapport) -> str | None:
    from wijktoets._notebook import rapport_html

    return rapport_html(rapport)


def _pack_html(pakket: Regelpakket) -> str | None:
    from wijktoets._notebook import pack_html

    return pack_html(pakket)


draw_with(Rapport, _rapport_html)
draw_with(Regelpakket, _pack_html)


@cache
def _ingebouwd() -> Ingebouwd:
    return loading.load_ingebouwd(rules.INGEBOUWD)


@cache
def _laws() -> Regelpakket:
    """The pack about bevoegdheden that comes with the program, whatever lies in the folder where someone works."""
    builtin = rules.builtin_packs()
    return loading.load_packs([(builtin[rules.OVERDRACHT], rules.OVERDRACHT)], _ingebouwd(), builtin)


def laws_for(dossier: Dossier, pack: Regelpakket) -> Regelpakket | None:
    """The pack that looks at the bevoegdheden of a dossier beside `pack`; every result about a dossier asks for it.

    On another base than the Gronings model it stands with what can go along (`bouwt_op.of_een_ander`). None, and
    nothing is read, when no thema has any or when `pack` asks about them itself; None too when it cannot stand beside
    `pack`, which `transfer` says in full, or when `pack` was not read from folders.
    """
    powers = any(afspraak.bevoegdheden for afspraak in dossier.afspraken)
    if not powers or BEVOEGDHEID_VRAGEN["weg"] in pack.vragen:
        return None
    if pack.pakketten[0].id == rules.STANDAARD:
        return _laws()
    return _laws_on(pack.mappen, tuple(each.sha256 for each in pack.pakketten)) if pack.mappen else None


@lru_cache(maxsize=8)
def _laws_on(folders: tuple[tuple[Path, str], ...], versions: tuple[str, ...]) -> Regelpakket | None:
    """The pack about bevoegdheden on the base of these folders; `versions` are what they held: none is stale."""
    builtin = rules.builtin_packs()
    try:
        law = (builtin[rules.OVERDRACHT], rules.OVERDRACHT)
        return loading.load_packs([*folders, law], _ingebouwd(), builtin)
    except InvoerFout:
        return None


def load_pack(*packs: str | Path) -> Regelpakket:
    """One Regelpakket from folders or ids of packs; without any, the Gronings model.

    Args:
        packs: a folder with a pakket.yaml, or the id of a pack that comes with the program.

    Raises:
        InvoerFout: with everything that is wrong, over all files.

    >>> pack = load_pack()
    >>> pack.pakketten[0].id
    'gronings-model'
    """
    builtin = rules.builtin_packs()
    folders = []
    for pack in packs or (rules.STANDAARD,):
        known = builtin.get(str(pack)) if not is_folder(Path(pack)) else None
        folders.append((known or Path(pack), str(pack)))
    try:
        return loading.load_packs(folders, _ingebouwd(), builtin)
    except InvoerFout as error:
        raise InvoerFout(error.meldingen, texts.melding) from None


def load_dossier(path: str | Path) -> Dossier:
    """A Dossier from a YAML file (docs/formaten.md, Dossier) or from a workbook (.xlsx or .ods) that `export` made.

    Raises:
        InvoerFout: with everything that is wrong in the file; `str()` of it is one Dutch line each.
    """
    read = files.read_file(Path(path), str(path))
    if read.meldingen or read.waarde is None:
        raise InvoerFout(read.meldingen, texts.melding)
    return read.waarde


def evaluate(
    dossier: Dossier,
    pack: Regelpakket,
    *,
    archetype: Archetype | None = None,
    thema: str | None = None,
    fase: Fase | None = None,
    today: date | None = None,
    engine: Literal["auto", "direct", "forward"] = "auto",
) -> Rapport:
    """What the pack says about the dossier, per thema × fase (docs/model.md sections 2-5).

    Args:
        archetype: judge as if this were the wish.
        thema, fase: only these.
        today: the peildatum for a dossier without one (default: the date of this day).
        engine: `auto` computes with direct and lets forward compute again when it can (`Rapport.nagerekend` says
            whether it did, or why not); `direct` and `forward` compute once, with that engine alone.

    Raises:
        InvoerFout: the dossier names questions, rules or themas that do not exist, or answers that do not fit.
        Onenigheid: the engines find different things, so there is no result.
        NietNagerekend: with engine `forward`, when that cannot compute.

    >>> dossier = Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk", peildatum=date(2026, 11, 1))
    >>> rapport = evaluate(dossier, load_pack())
    >>> rapport.afspraken[0].uitkomst
    'gewenst_onbekend'
    """
    compute = engines.engine("forward" if engine == "forward" else "direct")
    day, recheck = today or date.today(), engines.recheck if engine == "auto" else None
    try:
        dossier = remark_names(in_names_of(dossier, pack))
        laws = laws_for(dossier, pack)
        return judged(
            dossier, pack, compute, day, laws=laws, archetype=archetype, thema=thema, fase=fase, recheck=recheck
        )[1]
    except InvoerFout as error:
        raise InvoerFout(files.in_words(error.meldingen, pack), texts.melding) from None


def evaluate_batch(
    source: Any,
    pack: Regelpakket | None = None,
    *,
    engine: Literal["auto", "columns", "direct", "forward"] = "auto",
    columns: Sequence[str] | None = None,
    keep: Sequence[str] = (),
    thema: str | None = None,
    fase: Fase | None = None,
    today: date | None = None,
    per: Literal["afspraak", "onderdeel", "eis"] = "afspraak",
    scores: bool = False,
    words: Literal["category", "string"] = "category",
    progress: Callable[[int], object] | None = None,
) -> Any:
    """One row for each thema × fase of many dossiers (docs/formaten.md, Een rij van batch).

    Args:
        source: a table with one column a vraag and, if you like, gewenst, fase, reikwijdte, peildatum, dossier, thema,
            gemeente, gebied, fictief: of pandas, polars, Arrow or DuckDB, or the path of a Parquet or csv file or of a
            folder of Parquet files; or else dossiers: one path (YAML or workbook) or Dossier, or any number of these.
        pack: the rules; without any, the Gronings model.
        engine: `auto` is `columns`, which computes all rows at once; the others go row by row.
        columns: which columns are asked, in that order; what is not asked is not computed.
        keep: columns of the source that go along unread, such as codes of places; they may be no vraag.
        thema, fase: only the rows about these, and those that cannot be read.
        per: `onderdeel` or `eis` gives a long table, with a row for each of these (docs/formaten.md, Een rij per eis).
        today: the peildatum of what names none (default: the date of this day).
        scores: add the columns borging_laag/_hoog and <onderdeel>_laag/_hoog/_besproken.
        words: how pandas is to hold words.
        progress: is called now and then with the number of rows that are done.

    Returns:
        the kind of table that was given (of a RecordBatchReader one that judges as it is read; of paths and Dossiers a
        DataFrame, or without pandas an Arrow table). A DataFrame keeps its index. What cannot be used is one row with
        `fout` filled.

    Raises:
        InvoerFout: a table with a column that is no vraag, no field and not kept; a name in `columns` or `keep` that
            there is no column of.
        ModuleNotFoundError: the extra `batch` is not installed.
        NietNagerekend: with engine `forward`, when that cannot compute.

    >>> dossier = Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk")
    >>> table = evaluate_batch(dossier, columns=["fase", "past_besluiten"])
    >>> table["fase"].tolist()
    ['voorbereiding', 'uitvoering', 'evaluatie']
    """
    from wijktoets.engine.result import batch

    how: dict[str, Any] = {"columns": columns, "keep": keep, "thema": thema, "fase": fase, "scores": scores}
    how |= {"engine": engines.engine(engine) if engine in ("direct", "forward") else None, "words": words}
    how |= {"progress": progress, "read": files.read_sound, "per": per}
    with in_words():
        return batch.evaluate_batch(source, pack or _standard(), today or date.today(), texts.melding, **how)


def simulate(
    source: Any,
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
    progress: Callable[[int], object] | None = None,
) -> Any:
    """How often what comes out when open answers are drawn (docs/model.md section 7): it describes the pack, no place.

    Args:
        source: a table, or the path of one, as `evaluate_batch` takes it.
        draws: how often each row is drawn; one with no more completions than that is computed for all of them.
        seed: the same seed gives the same, on every machine.
        by: count apart by thema, fase, gewenst or a vraag; never by a place.
        readings: draw how the source is read as well.
        weights: of a vraag how likely each answer is beside the others; without any all are as likely.
        maten: what is counted (docs/formaten.md, Een rij van simulate); without any, all there is.
        thema, fase, today, progress: as of `evaluate_batch`.

    Returns:
        rows of the columns of `by`, maat, waarde, aandeel, trekkingen and seed, in the kind of table that was given.

    Raises:
        InvoerFout: see `evaluate_batch`; groups by a place; weights that do not fit; or a row that cannot be read.
    """
    from wijktoets.engine.advice.simulate import simulate as drawing
    from wijktoets.engine.columns import kinds, sources

    pack, kind = pack or _standard(), kinds.kind_of(source)
    asked = wanted(
        draws=draws, seed=seed, by=by, readings=readings, weights=weights, maten=maten, thema=thema, fase=fase
    )
    with in_words():
        drawing.check(asked, pack)
        parts = sources.parts_of(source, kind, pack)
        if parts is None:
            raise InvoerFout([Melding("geen_tabel", Plek("source"), {"soort": type(source).__name__})])
        found = whole(drawing.simulate(parts, pack, today or date.today(), texts.melding, asked, progress))
    return kinds.as_kind(found.to_arrow(), kind)


def wanted(
    *,
    draws: int,
    seed: int,
    by: Sequence[str],
    readings: bool,
    weights: Mapping[str, Mapping[str, float]] | None,
    maten: Sequence[str] | None,
    thema: str | None,
    fase: Fase | None,
) -> "Wanted":
    """What is drawn and counted, of the arguments of `simulate`."""
    from wijktoets.engine.advice.simulate.program import MATEN
    from wijktoets.engine.advice.simulate.simulate import Wanted

    return Wanted(draws, seed, tuple(by), readings, tuple(maten or MATEN), thema, fase, weights or {})


@contextmanager
def in_words() -> Iterator[None]:
    """Within it, what is wrong with an input is said in Dutch."""
    try:
        yield
    except InvoerFout as error:
        raise InvoerFout(error.meldingen, texts.melding) from None


def whole(found: "Simulatie") -> "Simulatie":
    """What came of draws, when every row could be read.

    Raises:
        InvoerFout: some could not.
    """
    if found.fouten:
        facts = {"n": len(found.fouten), "eerste": found.fouten[0]}
        raise InvoerFout([Melding("rijen_onleesbaar", Plek("source"), facts)])
    return found


@cache
def _standard() -> Regelpakket:
    return load_pack()
