"""Holds the packs to their source: every line and id accounted for once, in own words; and what is not, is found."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import wijktoets.cases
from tests.accounting import BRON, DEKKING, INVENTARIS, SOURCE, bron_text, dekking_text, inventaris_text, proef
from tests.builders import HOORT, signaal, v, waarborg
from tests.cases import notitie
from tests.cli.running import write_pack
from wijktoets import load_pack, rules
from wijktoets.engine.upkeep.coverage.coverage import Dekking, Verwijzing, coverage
from wijktoets.engine.upkeep.coverage.files import Bestand, folders_of, read_accounts, read_source, texts_below
from wijktoets.engine.upkeep.coverage.words import lines_named

FOLDER = rules.builtin_packs()[rules.STANDAARD]
INVENTORY = notitie.ROOT.parent / "shared" / "domein" / "inventaris.md"


def matrix(*packs: Path, source: str | None = None, others: tuple[Bestand, ...] = ()) -> Dekking:
    """The matrix of these packs; files are named as below the folder of the pack."""
    pack = load_pack(*packs)
    folders = folders_of([(folder, folder.name) for folder in packs], pack, rules.builtin_packs())
    return coverage(pack, read_accounts(folders), others, source)


def gaps(*packs: Path, **how: Any) -> list[str]:
    """What is not accounted for: the place, the code, and the facts."""
    return [
        f"{g.bestand}:{g.regel}:{g.kolom} {g.code} {' '.join(g.gegevens.values())}"
        for g in matrix(*packs, **how).leemten
    ]


def but(whole: Mapping[str, str], **other: str | None) -> dict[str, str]:
    """Lines or ids with some changed; None leaves one out."""
    return {name: text for name, text in {**whole, **other}.items() if text is not None}


# The Gronings model


@pytest.fixture(scope="module")
def gronings() -> Dekking:
    """The matrix of the Gronings model, with the dossiers that come with it, and with its source where that is."""
    folder = Path(wijktoets.cases.__file__).resolve().parent
    return matrix(FOLDER, source=notitie.source(), others=tuple(texts_below(folder, "cases")))


def test_every_line_and_id_of_the_notitie_is_accounted_for_once(gronings: Dekking) -> None:
    assert gronings.leemten == []
    assert all(bool(row.draagt) != bool(row.reden) for row in gronings.regels)
    assert all(bool(row.gedekt_door) != bool(row.reden) for row in gronings.ids)


def test_each_line_with_words_is_there_once_and_no_other(gronings: Dekking) -> None:
    traces = notitie.traces()
    rule = 400  # a horizontal rule: not blank, and no words
    assert gronings.bron.laatste_regel == traces.lines
    lines = [int(row.regel[1:]) for row in gronings.regels]
    assert lines == [n for n in range(1, traces.lines + 1) if n not in traces.blank and n != rule]


def test_each_line_has_a_paraphrase_and_each_reason_a_sentence_of_its_own(gronings: Dekking) -> None:
    for said in ([r.zegt for r in gronings.regels], [r.reden for r in gronings.regels if r.reden]):
        assert [text for text, times in Counter(said).items() if times > 1] == []
    assert [r.regel for r in gronings.regels if r.reden and not re.search(r"\w.* .*\w\)?[.]$", r.reden)] == []


def test_a_lesson_of_one_experiment_is_a_fact_in_its_dossier_or_advice_in_the_bijlage(gronings: Dekking) -> None:
    cases = Path(wijktoets.cases.__file__).resolve().parent
    named = {n for path in cases.glob("*.yaml") for _, n in lines_named(path.read_text("utf-8"))}
    advice = range(382, 399)  # the list of tips of the evaluation
    lessons = {int(row.regel[1:]) for row in gronings.regels if row.soort == "les"}
    assert lessons - named - {*advice} == set()


def test_the_ids_are_those_of_the_inventory(gronings: Dekking) -> None:
    kinds = Counter(re.sub(r"\d+$", "", row.id) for row in gronings.ids)
    sizes = {"G": 44, "A1.": 8, "A2.": 8, "A3.": 10, "A3.D": 10, "E": 13, "V": 13, "P": 14, "K": 36, "I": 37, "T": 17}
    assert kinds == sizes
    assert Counter(row.zegt for row in gronings.ids).most_common(1)[0][1] == 1
    if INVENTORY.exists():
        rows = re.findall(r"^\| ((?:[GVPKI]\d\d|A\d\.D?\d+|[ET]\d+)) \|(.*)$", INVENTORY.read_text("utf-8"), re.M)
        assert [row.id for row in gronings.ids] == [name for name, _ in _in_order(rows)]
        given = {name: set(re.findall(r"L\d+", text)) for name, text in rows}
        assert {row.id: set(row.bron) - given[row.id] for row in gronings.ids if set(row.bron) - given[row.id]} == {}


def _in_order(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The rows as the inventory lists them, its sections in the order G A E V P K I T."""
    return sorted(rows, key=lambda row: "GAEVPKIT".index(row[0][0]))


def test_what_rests_on_a_line_stands_the_other_way_round_too(gronings: Dekking) -> None:
    things = {(d.soort, d.id): d for d in gronings.dingen}
    for row in gronings.regels:
        assert all(row.regel in things[t.soort, t.id].bron for t in row.draagt), row.regel
    pairs = sum(len(row.draagt) for row in gronings.regels)
    assert pairs == sum(len({b for b in d.bron if re.fullmatch(r"L\d+", b)}) for d in gronings.dingen)


def test_no_text_of_the_pack_or_a_dossier_is_copied() -> None:
    """Also where the notitie itself is not there: the hashes of its runs of words are."""
    folders = (FOLDER, Path(wijktoets.cases.__file__).resolve().parent)
    files = [bestand for folder in folders for bestand in texts_below(folder, folder.name)]
    assert {f.naam: found for f in files if (found := notitie.copied(f.tekst))} == {}


def test_where_ci_says_so_the_notitie_must_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(notitie, "SOURCE", tmp_path / "weg.txt")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(AssertionError, match="notitie"):
        notitie.source()
    monkeypatch.delenv("CI")
    assert notitie.source() is None


# The matrix of a small pack


def test_a_line_shows_what_rests_on_it_and_a_thing_its_lines(tmp_path: Path) -> None:
    found = matrix(proef(tmp_path))
    lines = {row.regel: row for row in found.regels}
    kinds = ("waarborg", "vraag", "gespreksvraag", "instrument")
    ids = ("uitleg-aan-wijk", "uitleg", "hoe", "krant")
    assert lines["L4"].draagt == [Verwijzing(soort=s, id=i) for s, i in zip(kinds, ids, strict=True)]  # type: ignore[arg-type]
    assert [(t.soort, t.id) for t in lines["L57"].draagt] == [
        ("grens", "stad"),
        ("signaal", "stilte"),
        ("vraag", "rol"),
        ("tekst", "blijft_bij_raad"),
    ]
    assert (lines["L2"].draagt, lines["L2"].soort, lines["L2"].reden) == ([], "context", "Een kop vraagt niets.")
    things = {(d.soort, d.id): d for d in found.dingen}
    assert things["tekst", "blijft_bij_raad"].bron == ["L57", "een wet"]
    assert things["signaal", "stilte"].naam == "Er is <uitleg> & meer"
    assert things["signaal", "stilte"].afleiding == "Zo is het."


def test_a_regel_says_which_outcomes_its_examples_show_in_the_order_of_the_format(tmp_path: Path) -> None:
    shown = {d.id: d.voorbeelden for d in matrix(proef(tmp_path)).dingen if d.soort in ("waarborg", "grens", "vraag")}
    assert shown == {"uitleg-aan-wijk": ["geborgd", "ontbreekt"], "stad": [], "rol": None, "uitleg": None}


def test_an_id_shows_what_covers_it_or_why_nothing_does(tmp_path: Path) -> None:
    rows = {row.id: row for row in matrix(proef(tmp_path)).ids}
    assert rows["G01"].gedekt_door == [Verwijzing(soort="waarborg", id="uitleg-aan-wijk")]
    assert (rows["G02"].gedekt_door, rows["G02"].reden) == ([], DEKKING["G02"])


def test_a_line_that_is_named_inside_a_longer_citation_counts(tmp_path: Path) -> None:
    extra = {**signaal("slot", v("uitleg")), "bron": ["L8, tweede zin", "L8"]}
    rows = {
        row.regel: row for row in matrix(proef(tmp_path, extra, bron=bron_text(but(BRON, L8="{zegt: Zo.}")))).regels
    }
    assert [t.id for t in rows["L8"].draagt] == ["slot"]


def test_lines_stand_in_their_order_whatever_the_file_does(tmp_path: Path) -> None:
    mixed = dict(reversed(BRON.items()))
    assert [row.regel for row in matrix(proef(tmp_path, bron=bron_text(mixed))).regels] == ["L2", "L4", "L8", "L57"]


def test_a_sound_pack_has_no_gaps_with_or_without_its_source(tmp_path: Path) -> None:
    folder = proef(tmp_path / "p")
    assert gaps(folder) == gaps(folder, source=SOURCE) == []
    assert gaps(folder, source=SOURCE.replace("\n", "\r\n")) == []
    (tmp_path / "bron.txt").write_bytes(b"\xef\xbb\xbf" + SOURCE.encode())
    assert read_source(tmp_path / "bron.txt", "bron.txt") == SOURCE


# What is not accounted for

FAULTS: list[tuple[str, dict[str, str | None], list[str]]] = [
    (
        "a line without a reason",
        {"bron": bron_text(but(BRON, L8="{zegt: Elders was er een krant.}"))},
        ["p/bron.yaml:7:3 regel_zonder L8 Elders was er een krant."],
    ),
    (
        "a line with a reason and a rule",
        {"bron": bron_text(but(BRON, L4="{zegt: Uitleg., soort: les, reden: Zomaar.}"))},
        ["p/bron.yaml:6:3 regel_beide L4"],
    ),
    (
        "a reason that points at nothing",
        {
            "bron": bron_text(
                but(BRON, L2="{zegt: Kop., soort: elders, bij: [L4, L5, krant, G01, wat], reden: Zie daar.}")
            )
        },
        ["p/bron.yaml:5:45 regel_bestaat_niet L5 60", "p/bron.yaml:5:45 elders_onbekend L2 L5"][::-1]
        + ["p/bron.yaml:5:61 elders_onbekend L2 wat"],
    ),
    (
        "a reason that points at a line on which nothing rests",
        {"bron": bron_text(but(BRON, L2="{zegt: Kop., soort: elders, bij: L8, reden: Zie daar.}"))},
        ["p/bron.yaml:5:40 elders_leeg L2 L8"],
    ),
    (
        "a reason of another kind may point at any line",
        {"bron": bron_text(but(BRON, L2="{zegt: Kop., soort: context, bij: L8, reden: Zie daar.}"))},
        [],
    ),
    (
        "a line that bron.yaml leaves out",
        {"bron": bron_text(but(BRON, L8=None))},
        ["p/inventaris.yaml:4:34 regel_bestaat_niet L8 60"],
    ),
    (
        "a line after the last",
        {"dekking": "# zie L61 en L60\nG02: Een voorbeeld (L4).\n"},
        ["p/dekking.yaml:1:7 regel_voorbij_einde L61 60", "p/dekking.yaml:1:14 regel_bestaat_niet L60 60"],
    ),
    (
        "an id without a reason",
        {"dekking": None},
        ["p/inventaris.yaml:4:3 id_zonder G02 Een krant."],
    ),
    (
        "an id that stands in a line on which nothing rests that covers it",
        {"inventaris": inventaris_text(but(INVENTARIS, G01="{zegt: Uitleg., bron: [L4, L57]}"))},
        ["p/inventaris.yaml:3:35 id_eigen_regel G01 L57 Uitleg."],
    ),
    (
        "an id that nothing covers may stand in any line",
        {"inventaris": inventaris_text(but(INVENTARIS, G02="{zegt: Een krant., bron: [L8, L57]}"))},
        [],
    ),
    (
        "an id with a reason and a rule, and a reason for an id that is not there",
        {"dekking": dekking_text({"G01": "Nee.", "G02": "Nee.", "G3": "Nee."})},
        ["p/dekking.yaml:1:1 id_beide G01", "p/dekking.yaml:3:1 id_onbekend G3"],
    ),
    (
        "an id that a rule covers and that is not there",
        {"inventaris": inventaris_text(but(INVENTARIS, G01=None))},
        ["p/waarborgen/uitleg-aan-wijk.yaml:1:{dekt} id_onbekend G01"],
    ),
]


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_each_gap_is_found_at_its_place(tmp_path: Path, files: dict[str, str | None], expected: list[str]) -> None:
    folder = proef(tmp_path / "p", **files)
    rule = (folder / "waarborgen" / "uitleg-aan-wijk.yaml").read_text("utf-8")
    assert gaps(folder) == [line.format(dekt=rule.index('"G01"') + 1) for line in expected]


def test_a_line_named_in_any_text_of_the_pack_must_exist(tmp_path: Path) -> None:
    folder = proef(tmp_path / "p", {**waarborg("w", v("uitleg"), HOORT), "toelichting": "Zie ook L58 en XL59."})
    text = (folder / "waarborgen" / "w.yaml").read_text("utf-8")
    assert gaps(folder) == [f"p/waarborgen/w.yaml:1:{text.index('L58') + 1} regel_bestaat_niet L58 60"]


def test_a_line_named_in_a_dossier_or_readme_must_exist(tmp_path: Path) -> None:
    folder = proef(tmp_path / "p")
    (folder / "README.md").write_text("Eerst\n\nzie L3\n", encoding="utf-8")
    dossier = Bestand("cases/x.yaml", "naam: x\nbron: L9\n")
    assert gaps(folder, others=(dossier,)) == [
        "cases/x.yaml:2:7 regel_bestaat_niet L9 60",
        "p/README.md:3:5 regel_bestaat_niet L3 60",
    ]


def test_the_source_shows_where_bron_yaml_differs_from_it(tmp_path: Path) -> None:
    extra = but(BRON, L8=None, L6="{zegt: Een streep., soort: context, reden: Een streep.}")
    folder = proef(tmp_path / "p", bron=bron_text(extra, laatste=59), inventaris=None, dekking=None)
    assert gaps(folder, source=SOURCE) == [
        "p/bron.yaml:3:16 bron_lengte 59 60",
        "p/bron.yaml:4:1 bron_mist L8",
        "p/bron.yaml:8:3 bron_te_veel L6",
    ]


def test_words_that_stand_in_the_source_are_found_in_every_kind_of_text(tmp_path: Path) -> None:
    copy = "aan de hele wijk uit wat er met de ruimte is gedaan"
    near = "aan de hele wijk uit wat er"
    folder = proef(tmp_path / "p", dekking=f"# {near}\nG02: >-\n  Wie mag, legt {copy[:20]}\n  {copy[21:]}. Ja.\n")
    dossier = Bestand("cases/x.yaml", f"naam: {copy.upper()}")
    assert gaps(folder, source=SOURCE, others=(dossier,)) == [
        f"cases/x.yaml:1:7 overgenomen {copy}",
        f"p/dekking.yaml:3:17 overgenomen {copy}",
    ]


# More than one pack


def test_a_pack_on_top_is_held_to_the_source_and_the_ids_below_it(tmp_path: Path) -> None:
    below = proef(tmp_path / "p")
    above = write_pack(
        tmp_path / "boven",
        {
            "kop": {"id": "boven", "naam": "Boven", "versie": "1.0.0", "bouwt_op": {"id": "proefpakket"}},
            "vragen": [],
            "waarborgen": [{**waarborg("w", v("uitleg"), HOORT), "bron": ["L4", "L5"], "dekt": ["G01", "H04"]}],
            "grenzen": [],
            "signalen": [],
        },
    )
    (above / "vragen" / "alle.yaml").write_text(
        '[{"id": "nieuw", "vraag": "Nieuw?", "onderdeel": "dna", "basis": "letterlijk", "bron": ["L4"]}]', "utf-8"
    )
    found = matrix(above, below)
    assert [p.id for p in found.pakketten] == ["proefpakket", "boven"]
    assert [t.id for t in found.ids[0].gedekt_door] == ["uitleg-aan-wijk", "w"]
    assert [g.code for g in found.leemten] == ["regel_bestaat_niet"]
    own = inventaris_text({"H03": "{zegt: Iets., bron: [L4]}"})
    (above / "inventaris.yaml").write_text(own, encoding="utf-8")
    found = matrix(above, below)
    assert sorted((g.code, g.gegevens.get("id")) for g in found.leemten if "id" in g.gegevens) == [
        ("id_onbekend", "H04"),
        ("id_zonder", "H03"),
    ]


def test_a_base_that_was_not_named_comes_from_the_program(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path / "boven",
        {
            "kop": {"id": "boven", "naam": "Boven", "versie": "1.0.0", "bouwt_op": {"id": rules.STANDAARD}},
            "vragen": [{"id": "nieuw", "vraag": "Nieuw?", "onderdeel": "dna", "basis": "letterlijk", "bron": ["L49"]}],
            "waarborgen": [],
            "grenzen": [],
            "signalen": [],
        },
    )
    found = matrix(folder)
    assert [p.id for p in found.pakketten] == [rules.STANDAARD, "boven"]
    assert "nieuw" in {t.id for row in found.regels if row.regel == "L49" for t in row.draagt}
