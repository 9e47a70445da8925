"""Every bad input of tests/data/bad as a case: what is read, and what is said of it.

`x.yaml` is a dossier, `pack-x/` the folder of a pack, `packs-x/` holds several packs that are loaded together. The
expected lines stand beside it in `x.err`. What cannot stand in a repository (a link to nowhere, a file that is too
large) is made on the spot by MADE; its `.err` stands with the others, so that all messages can be read in one place.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
import yaml

from tests.builders import alle, minstens, pakket, ref, ruw_pakket, stelling, v, waarborg
from tests.cli.running import write_pack
from tests.engine.advice.plan_cases import actie, eis, wordt
from tests.workbook.bad_books import BAD_BOOKS
from wijktoets import evaluate_batch, rules, scale, simulate, texts
from wijktoets.cli.plan.record import Recording, record_acties
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.advice.plan.plan import Vraagstuk
from wijktoets.engine.advice.plan.plan import plan as make_plan
from wijktoets.engine.advice.split.thema import Helft, Merken, Opdeling
from wijktoets.engine.columns.cells import check_columns
from wijktoets.engine.columns.stream import judge_file
from wijktoets.engine.judging.direct import compute
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.errors import InvoerFout, Melding
from wijktoets.engine.model.pakket import Splitsing
from wijktoets.engine.model.regelpakket import Ingebouwd, Regelpakket
from wijktoets.engine.model.source import MAX_BYTES
from wijktoets.engine.reading.loading import load_dossier, load_ingebouwd, load_packs, read_checked, read_dossier
from wijktoets.engine.reading.matching import check_dossier, with_answers, with_vragen
from wijktoets.engine.reading.parsing import _Source, _syntax, parse
from wijktoets.engine.reading.sources import nearly_named
from wijktoets.engine.reading.values import read_value
from wijktoets.engine.result.given import dossiers_in
from wijktoets.engine.upkeep.coverage.files import BronBestand
from wijktoets.workbook.reading import read_workbook
from wijktoets.workbook.writing import workbook_of

DATA = Path(__file__).parent / "data"
BAD = DATA / "bad"
KLEIN = DATA / "good" / "pakket"
"""A small sound pack; the bad dossiers are held against it."""

SOUND = "formaat: wijktoets/dossier@1\nnaam: Voorbeeldwijk\n"


@cache
def ingebouwd() -> Ingebouwd:
    """The sentences that come with the program."""
    return load_ingebouwd(rules.INGEBOUWD)


@cache
def klein() -> Regelpakket:
    """The small sound pack, linked."""
    return load_packs([(KLEIN, "pakket")], ingebouwd(), {})


def of_dossier(path: Path, bestand: str, content: bytes | None = None) -> tuple[Melding, ...]:
    """All that is wrong with a dossier, in itself and against the small pack, in order of place."""
    read = read_dossier(path, bestand, content)
    wrong = list(with_vragen(read.meldingen, klein()))
    if read.waarde is not None:
        wrong += check_dossier(read.waarde, klein())
    return InvoerFout(wrong).meldingen


def of_workbook(content: bytes, bestand: str) -> tuple[Melding, ...]:
    """All that is wrong with a workbook, in itself and against the small pack."""
    try:
        read_workbook(Path(bestand), bestand, klein(), content).dossier(klein())
    except InvoerFout as error:
        return error.meldingen
    return ()


def of_packs(*folders: tuple[Path, str]) -> tuple[Melding, ...]:
    """All that is wrong with packs that are loaded together; the small pack is at hand to build on."""
    try:
        load_packs(folders, ingebouwd(), {"klein": KLEIN})
    except InvoerFout as error:
        return error.meldingen
    return ()


def of_set(**answers: str) -> tuple[Melding, ...]:
    """All that is wrong with answers that are given with --set."""
    dossier = Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk")
    try:
        with_answers(dossier, {name.replace("_", "-"): answer for name, answer in answers.items()}, klein())
    except InvoerFout as error:
        return error.meldingen
    return ()


def lines(meldingen: tuple[Melding, ...]) -> list[str]:
    """The meldingen as a person reads them."""
    return [texts.melding(melding) for melding in meldingen]


# What is made on the spot.


def _two_names(folder: Path) -> tuple[Melding, ...]:
    """A vraag that has another name now, answered under both."""
    pack = pakket(waarborg("w", v("nieuw")), vragen=[stelling("nieuw", vroeger=["oud"])])
    content = f"{SOUND}antwoorden:\n  nieuw: ja\n  oud: nee\n".encode()
    try:
        read_checked(folder / "x.yaml", "two-names-of-one-question.yaml", pack, content)
    except InvoerFout as error:
        return error.meldingen
    return ()


def _no_such_file(folder: Path) -> tuple[Melding, ...]:
    (folder / "oosterpark.yaml").write_text(SOUND, encoding="utf-8")
    return of_dossier(folder / "osterpark.yaml", "cases/osterpark.yaml")


def _dangling_link(folder: Path) -> tuple[Melding, ...]:
    (folder / "link.yaml").symlink_to("verhuisd.yaml")
    return of_dossier(folder / "link.yaml", "dangling-link.yaml")


def _no_regular_file(folder: Path) -> tuple[Melding, ...]:
    os.mkfifo(folder / "pijp.yaml")
    return of_dossier(folder / "pijp.yaml", "no-regular-file.yaml")


def _unreadable(folder: Path) -> tuple[Melding, ...]:
    return of_dossier(folder / ("naam" * 100), "unreadable.yaml")  # the system refuses so long a name


def _too_large(folder: Path) -> tuple[Melding, ...]:
    path = folder / "groot.yaml"
    path.write_bytes(SOUND.encode() + b"#" * MAX_BYTES)
    return of_dossier(path, "too-large.yaml")


def _too_large_on_standard_input(folder: Path) -> tuple[Melding, ...]:
    return of_dossier(Path("-"), "-", b"#" * (MAX_BYTES + 1))


def _office_document(folder: Path) -> tuple[Melding, ...]:
    (folder / "x.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    return of_dossier(folder / "x.docx", "office-document.docx")


def _unknown_yaml_problem(folder: Path) -> tuple[Melding, ...]:
    """A problem that only another libyaml than ours would report."""
    mark = yaml.Mark("x", 31, 2, 0, None, None)
    error = yaml.MarkedYAMLError(problem="found something new", problem_mark=mark)
    return (_syntax(error, _Source(SOUND, "unknown-yaml-problem.yaml")),)


def _too_many_errors(folder: Path) -> tuple[Melding, ...]:
    content = SOUND + "antwoorden:\n" + "".join(f"  vraag-{number}: ja\n" for number in range(1200))
    return of_dossier(folder, "too-many-errors.yaml", content.encode())[:3]


def _pack_unknown(folder: Path) -> tuple[Melding, ...]:
    (folder / "eigen-pakket").mkdir()
    return of_packs((folder / "eigen-paket", "eigen-paket"))


def _pack_is_a_file(folder: Path) -> tuple[Melding, ...]:
    (folder / "pakket.yaml").write_text("id: x\n", encoding="utf-8")
    return of_packs((folder / "pakket.yaml", "pakket.yaml"))


def _pack_dangling_link(folder: Path) -> tuple[Melding, ...]:
    for name in ("pakket.yaml", "vragen.yaml"):
        (folder / name).write_bytes((BAD / "pack-alias" / name).read_bytes())
    (folder / "regel.yaml").symlink_to("weg.yaml")
    return of_packs((folder, "pack-dangling-link"))


def _pack_too_large(folder: Path) -> tuple[Melding, ...]:
    """A row of references that is too deep, said where it first is, and a rule with too many parts."""
    row = [waarborg("w-00", v("q")), *(waarborg(f"w-{n:02}", ref(f"w-{n - 1:02}")) for n in range(1, 60))]
    twice = [waarborg("x-0", v("q")), *(waarborg(f"x-{n}", alle(*[ref(f"x-{n - 1}")] * 2)) for n in range(1, 10))]
    wide = waarborg("y", minstens(2, *(v("q") for _ in range(500))))
    write_pack(folder, ruw_pakket(*row, *twice, wide))
    return of_packs((folder, "pack-too-large"))


def _account_of_the_source(folder: Path) -> tuple[Melding, ...]:
    content = (
        "formaat: wijktoets/bron@1\ntitel: Notitie\nlaatste_regel: 60\nregels:\n"
        "  57: {zegt: De wijk legt verantwoording af.}\n  L58: {zegt: Een kop., soort: context}\n"
    )
    return read_value(BronBestand, parse(content.encode(), "bron.yaml"), "bron.yaml").meldingen


def _table_not_readable(folder: Path) -> tuple[Melding, ...]:
    """The sentence ends in what pyarrow says, which differs by version: that part is cut."""
    (folder / "rijen.parquet").write_bytes(b"geen parquet")
    with pytest.raises(InvoerFout) as refused:
        list(judge_file(folder / "rijen.parquet", "rijen.parquet", klein(), date(2026, 11, 1), texts.melding))
    (melding,) = refused.value.meldingen
    return (replace(melding, gegevens={**melding.gegevens, "reden": "…"}),)


def _columns_of_a_table(folder: Path) -> tuple[Melding, ...]:
    with pytest.raises(InvoerFout) as refused:
        check_columns(["openbare-vergaderingen", "fase", "openbare-vergaderingen", "land"], klein())
    return refused.value.meldingen


def _source_of_batch(folder: Path) -> tuple[Melding, ...]:
    """What evaluate_batch does not take, and nothing at all."""
    given: tuple[object, ...] = (b"a.yaml", {"a": "ja"}, [Path("a.yaml"), None, "rijen.csv", 7], [])
    found: list[Melding] = []
    with (folder / "a.yaml").open("w") as opened:
        for source in (*given, opened):
            with pytest.raises(InvoerFout) as refused:
                dossiers_in(source)
            found += refused.value.meldingen
    return InvoerFout(found).meldingen


def _asked_of_rows(folder: Path) -> tuple[Melding, ...]:
    """Columns, groups, measures and weights that there are not, and places to count by."""
    import pandas as pd

    rows, found = pd.DataFrame({"openbare-vergaderingen": ["ja", "Ja"], "fout": "x"}), list[Melding]()
    asked: tuple[Callable[[], object], ...] = (
        lambda: evaluate_batch(rows, klein(), keep=["cbs", "fout"]),
        lambda: evaluate_batch(rows, klein(), keep=["fout"], columns=["uitkomsten"]),
        lambda: simulate(rows, klein(), by=["gemeente", "fases"], maten=["uitkomsten"], weights={"x": {"ja": 1}}),
        lambda: simulate([], klein()),
        lambda: scale.evaluate_batch(rows, klein()),
        lambda: simulate(rows.drop(columns="fout"), klein()),
    )
    for ask in asked:
        with pytest.raises(InvoerFout) as refused:
            ask()
        found += refused.value.meldingen
    return InvoerFout(found).meldingen


def _acties_to_keep(folder: Path) -> tuple[Melding, ...]:
    """Names that are no actie, and two acties that settle one question differently."""
    pack = pakket(eis("een", v("a"), actie("a"), actie(wordt("a", "nee"))))
    asked = Vraagstuk(houden=frozenset({"een.1", "een.2", "een.11"}), zonder=frozenset({"iets"}))
    with pytest.raises(InvoerFout) as refused:
        make_plan(Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk"), pack, compute, date(2026, 11, 1), asked)
    return refused.value.meldingen


def _actie_outside_the_plan(folder: Path) -> tuple[Melding, ...]:
    pack = pakket(eis("een", v("a"), actie("a")))
    dossier = Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk")
    found = make_plan(dossier, pack, compute, date(2026, 11, 1), Vraagstuk(target="besluiten"))
    with pytest.raises(InvoerFout) as refused:
        record_acties(Recording("x.yaml", frozenset({"een.11"}), None), b"", found, dossier, pack)
    return refused.value.meldingen


def _not_to_be_split(folder: Path) -> tuple[Melding, ...]:
    keuzes = {
        "grens": ("wie-besluit", "samen"),
        "eronder": ("wie-zet-agenda", "wijk"),
        "erboven": ("wie-zet-agenda", "gemeente"),
    }
    splitsing = Splitsing.model_validate({name: {"vraag": q, "wordt": a} for name, (q, a) in keuzes.items()})
    helften = (Helft("klein", splitsing.eronder, True), Helft("groot", splitsing.erboven, False))
    thema = "afspraken:\n  - thema: groen\n    antwoorden:\n      wie-besluit: wijk\n"
    content = f"{SOUND}antwoorden: {{wie-zet-agenda: gemeente}}\n{thema}"
    dossier = load_dossier(folder, "split.yaml", content.encode())
    with pytest.raises(InvoerFout) as refused:
        Opdeling(dossier, "groen", helften, splitsing, Merken("", "", str)).check()
    return refused.value.meldingen


def _neither_waarborg_nor_vraag(folder: Path) -> tuple[Melding, ...]:
    pack = pakket(waarborg("geld-in-beeld", v("geld-te-zien")))
    dossier = Dossier(formaat="wijktoets/dossier@1", naam="Voorbeeldwijk")
    with pytest.raises(InvoerFout) as near:
        explain(dossier, pack, compute, date(2026, 11, 1), naam="vraag:geld-te-zin")
    with pytest.raises(InvoerFout) as far:
        explain(dossier, pack, compute, date(2026, 11, 1), naam="iets")
    return (*near.value.meldingen, *far.value.meldingen)


def _source_that_nearly_is_one(folder: Path) -> tuple[Melding, ...]:
    """No fault, as a source may be any text."""
    content = (
        "bronnen: {verslag: Verslag van 12 oktober, plan: Wijkplan}\nantwoorden:\n"
        '  openbare-vergaderingen: {antwoord: ja, bron: "verslg, punt 4"}\n'
        '  begroting-inzichtelijk: {antwoord: ja, bron: [L57, "verslag, p. 2", "Verslagen: p. 3", een brief van Jan]}\n'
        "afspraken:\n  - {thema: groen, bedrag: {euro: 10, bron: plna}}\n"
    )
    return tuple(nearly_named(load_dossier(folder, "source-that-nearly-is-one.yaml", (SOUND + content).encode())))


def _workbook(name: str, folder: Path) -> tuple[Melding, ...]:
    return of_workbook(BAD_BOOKS[name](klein()), f"workbook-{name}.xlsx")


def _text_for_a_cell(folder: Path) -> tuple[Melding, ...]:
    content = SOUND + f"gemeente: {'x' * 40_000}\n"
    with pytest.raises(InvoerFout) as refused:
        workbook_of(load_dossier(folder, "workbook-too-long.yaml", content.encode()), klein())
    return refused.value.meldingen


MADE: dict[str, Callable[[Path], tuple[Melding, ...]]] = {
    "no-such-file": _no_such_file,
    "two-names-of-one-question": _two_names,
    "folder-for-file": lambda folder: of_dossier(folder, "folder-for-file.yaml"),
    "dangling-link": _dangling_link,
    "no-regular-file": _no_regular_file,
    "unreadable": _unreadable,
    "too-large": _too_large,
    "too-large-on-standard-input": _too_large_on_standard_input,
    "office-document": _office_document,
    "unknown-yaml-problem": _unknown_yaml_problem,
    "too-many-errors": _too_many_errors,
    "pack-unknown": _pack_unknown,
    "pack-is-a-file": _pack_is_a_file,
    "pack-dangling-link": _pack_dangling_link,
    "pack-too-large": _pack_too_large,
    "account-of-the-source": _account_of_the_source,
    "table-not-readable": _table_not_readable,
    "table-columns": _columns_of_a_table,
    "source-of-batch": _source_of_batch,
    "asked-of-rows": _asked_of_rows,
    "plan-acties": _acties_to_keep,
    "source-that-nearly-is-one": _source_that_nearly_is_one,
    "explain-name": _neither_waarborg_nor_vraag,
    "plan-actie-elsewhere": _actie_outside_the_plan,
    "split": _not_to_be_split,
    "set-boolean": lambda folder: of_set(openbare_vergaderingen="Yes", begroting_inzichtelijk="nvt"),
    "set-empty": lambda folder: of_set(openbare_vergaderingen=" "),
    "set-unknown": lambda folder: of_set(openbare_vergadering="ja", wie_besluit="raad", wie_zet_agenda="nvt"),
    "workbook-too-long": _text_for_a_cell,
    **{f"workbook-{name}": partial(_workbook, name) for name in BAD_BOOKS},
    "set-built-in": lambda folder: of_set(fase="uitvoering", reikwijdte="wijk", land="NL"),
}


# All cases.


def _of_file(path: Path) -> tuple[Melding, ...]:
    if path.suffix == ".yaml":
        return of_dossier(path, path.name)
    if path.name.startswith("pack-"):
        return of_packs((path, path.name))
    return of_packs(*((folder, f"{path.name}/{folder.name}") for folder in sorted(path.iterdir())))


def names() -> Iterator[str]:
    """The name of every case."""
    yield from sorted({path.name.removesuffix(".yaml") for path in BAD.iterdir() if path.suffix != ".err"} | set(MADE))


def run(name: str, folder: Path) -> tuple[Melding, ...]:
    """What is wrong in a case; `folder` is an empty one for what is made on the spot."""
    if name in MADE:
        return MADE[name](folder)
    path = BAD / name
    return _of_file(path if path.is_dir() else BAD / f"{name}.yaml")


def renew() -> None:
    """Put what is said today beside every case."""
    with tempfile.TemporaryDirectory() as made:
        for name in names():
            folder = Path(made) / name
            folder.mkdir()
            said = "".join(f"{line}\n" for line in lines(run(name, folder)))
            (BAD / f"{name}.err").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    renew()
