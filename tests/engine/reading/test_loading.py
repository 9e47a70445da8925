"""Files that are accepted, and how a pack is read from its folder."""

import shutil
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bad_cases import DATA, KLEIN, SOUND, ingebouwd, klein, of_packs
from wijktoets import load_dossier as load_named
from wijktoets import load_pack, texts
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.reading.loading import find_dossiers, load_dossier, load_packs, read_dossier
from wijktoets.engine.reading.matching import check_dossier

GOOD = DATA / "good"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the small pack, to change."""
    return Path(shutil.copytree(KLEIN, tmp_path / "eigen"))


def load(folder: Path) -> Regelpakket:
    return load_packs([(folder, "eigen")], ingebouwd(), {})


# Dossiers.


@pytest.mark.parametrize("path", sorted(GOOD.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_good_dossier_is_read_without_a_word(path: Path) -> None:
    read = read_dossier(path)
    assert read.meldingen == ()
    assert read.waarde is not None
    assert check_dossier(read.waarde, load_pack() if path.stem == "example" else klein()) == []


def test_a_dossier_of_format_and_name_has_one_afspraak_about_everything() -> None:
    dossier = load_dossier(GOOD / "smallest.yaml")
    (afspraak,) = dossier.afspraken
    assert (afspraak.thema, afspraak.archetype, afspraak.reikwijdte) == ("algemeen", None, "onbekend")
    assert afspraak.fasen == ("voorbereiding", "uitvoering", "evaluatie")
    assert (dossier.fictief, dossier.status, dossier.peildatum, dossier.land) == (False, "voorstel", None, "NL")


def test_a_byte_order_mark_and_all_line_ends_are_accepted() -> None:
    assert load_dossier(GOOD / "byte-order-mark.yaml").naam == "Één wijk"
    assert load_dossier(GOOD / "windows-lines.yaml").gesprekken == {"hoe-open-is-het": "Best open.\nSoms ook niet.\n"}
    assert set(load_dossier(GOOD / "mac-lines.yaml").antwoorden) == {"openbare-vergaderingen"}


def test_quoted_dates_and_amounts_are_accepted() -> None:
    dossier = load_dossier(GOOD / "quoted-dates.yaml")
    (afspraak,) = dossier.afspraken
    assert dossier.peildatum == date(2026, 11, 1)
    assert afspraak.looptijd is not None and afspraak.looptijd.van == date(2027, 1, 1)
    assert afspraak.bedrag is not None and afspraak.bedrag.euro == Decimal("40000.5")


def test_json_is_accepted() -> None:
    dossier = load_dossier(GOOD / "json.yaml")
    assert dossier.naam == "🌳 Voorbeeldwijk één café / plein"
    assert dossier.fictief
    assert dossier.gemeente is None


def test_a_dossier_with_an_error_is_not_handed_out() -> None:
    with pytest.raises(InvoerFout) as refused:
        load_dossier(Path("-"), "-", (SOUND + "status: klaar\n").encode())
    assert [m.code for m in refused.value.meldingen] == ["waarde_onbekend"]


def test_the_public_function_words_its_errors(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SOUND + "status: klaar\n", encoding="utf-8")
    with pytest.raises(InvoerFout) as refused:
        load_named(tmp_path / "x.yaml")
    (melding,) = refused.value.meldingen
    assert (melding.code, melding.plek.regel, melding.plek.kolom) == ("waarde_onbekend", 3, 9)
    assert str(refused.value) == texts.melding(melding)


def test_a_dossier_knows_the_place_of_what_it_holds() -> None:
    dossier = load_dossier(GOOD / "example.yaml", "x.yaml")
    assert str(dossier.vindplaats.plek(("afspraken", 0, "gewenst"))) == "x.yaml:25:14"


def test_dossiers_are_found_below_a_folder_in_order_and_not_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/c.yml", "a/.verborgen.yaml", ".git/d.yaml", "e.txt", "f.yaml/g.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link.yaml").symlink_to("nergens.yaml")
    found = [path.relative_to(tmp_path).as_posix() for path in find_dossiers(tmp_path)]
    assert found == ["a/c.yml", "b.yaml", "f.yaml/g.yaml", "link.yaml"]


# Packs.


def test_a_pack_is_read_by_what_its_files_hold_whatever_they_are_called(own: Path) -> None:
    before = load(own)
    (own / "vragen").rename(own / "b")
    (own / "waarborgen" / "geld-te-zien.yaml").rename(own / "a.yml")
    (own / "gesprekken.yaml").rename(own / "z.yaml")
    (own / "instrumenten.yaml").rename(own / "y.yaml")
    after = load(own)
    assert list(after.vragen) == list(before.vragen)
    assert (after.waarborgen, after.gespreksvragen, after.volgorde) == (
        before.waarborgen,
        before.gespreksvragen,
        before.volgorde,
    )
    assert after.instrumenten == before.instrumenten


def test_several_rules_may_stand_in_one_file_as_a_list(own: Path) -> None:
    before = load(own)
    text = (own / "grenzen" / "hele-stad.yaml").read_text(encoding="utf-8")
    item = "".join(f"{'- ' if i == 0 else '  '}{line}\n" for i, line in enumerate(text.splitlines()))
    (own / "grenzen" / "hele-stad.yaml").write_text(item, encoding="utf-8")
    assert load(own).grenzen == before.grenzen


def test_notes_and_hidden_files_of_a_pack_hold_no_rules(own: Path) -> None:
    for name in ("dekking.yaml", "bron.yaml", ".verborgen.yaml", "leesmij.md"):
        (own / name).write_text("geen: regel\n", encoding="utf-8")
    assert load(own).waarborgen == load(KLEIN).waarborgen


def test_what_says_what_changed_is_known_by_its_format_and_not_by_its_place(own: Path) -> None:
    (own / "wijzigingen").mkdir()
    fragment = own / "wijzigingen" / "2.0.0.yaml"
    fragment.write_text("formaat: wijktoets/wijzigingen@1\nversie: 2.0.0\n", encoding="utf-8")
    assert load(own).waarborgen == load(KLEIN).waarborgen
    assert load(own).pakketten == load(KLEIN).pakketten, "telling of a change is no change"
    fragment.write_text("versie: 2.0.0\n", encoding="utf-8")
    with pytest.raises(InvoerFout, match="pakket_inhoud"):
        load(own)


def test_the_hash_of_a_pack_is_of_its_files_and_nothing_else(own: Path) -> None:
    def sha() -> str:
        return load(own).pakketten[0].sha256

    first = sha()
    assert first == load(KLEIN).pakketten[0].sha256
    (own / "leesmij.md").touch()
    assert sha() == first
    (own / "instrumenten.yaml").write_bytes((own / "instrumenten.yaml").read_bytes() + b"# meer\n")
    assert sha() != first


def test_the_hash_of_a_pack_is_of_each_path_and_each_content_apart(own: Path) -> None:
    """Path, a null, content, a null: a file that moves counts, and a line that moves to the next file."""

    def sha() -> str:
        return load(own).pakketten[0].sha256

    def written() -> str:
        named = sorted((path.relative_to(own).as_posix(), path.read_bytes()) for path in own.rglob("*.yaml"))
        return sha256(b"".join(name.encode() + b"\0" + content + b"\0" for name, content in named)).hexdigest()

    first = sha()
    assert first == written()
    (own / "instrumenten.yaml").rename(own / "middelen.yaml")
    moved = sha()
    assert moved == written() != first
    (own / "middelen.yaml").rename(own / "instrumenten.yaml")
    end, begin = b"# grens\n", (own / "pakket.yaml").read_bytes()
    (own / "instrumenten.yaml").write_bytes((own / "instrumenten.yaml").read_bytes() + end)
    with_end = sha()
    (own / "instrumenten.yaml").write_bytes((own / "instrumenten.yaml").read_bytes().removesuffix(end))
    (own / "pakket.yaml").write_bytes(end + begin)
    assert sha() != with_end


def test_a_base_that_comes_with_the_program_is_found(tmp_path: Path) -> None:
    (tmp_path / "pakket.yaml").write_text("id: boven\nnaam: B\nversie: 1\nbouwt_op: {id: klein, versie: '>=1.1,<2'}\n")
    (tmp_path / "vragen.yaml").write_text(
        "- {id: extra, vraag: Is er meer, onderdeel: dna, basis: letterlijk, bron: L1}\n", encoding="utf-8"
    )
    pack = load_packs([(tmp_path, "boven")], ingebouwd(), {"klein": KLEIN})
    assert {p.id for p in pack.pakketten} == {"klein", "boven"}
    assert "extra" in pack.vragen and "openbare-vergaderingen" in pack.vragen


def test_a_file_that_cannot_be_read_makes_no_name_unknown(own: Path) -> None:
    (own / "vragen" / "transparantie.yaml").write_text("- {id: 'open", encoding="utf-8")
    assert [m.code for m in of_packs((own, "eigen"))] == ["yaml_aanhalingsteken"]


def test_a_file_that_is_not_there_makes_no_name_unknown(own: Path) -> None:
    (own / "vragen" / "transparantie.yaml").unlink()
    (own / "vragen" / "transparantie.yaml").symlink_to("verhuisd.yaml")
    assert [m.code for m in of_packs((own, "eigen"))] == ["dode_koppeling"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wijktoets/pakket@1", "wijktoets/pakket@" + "9" * 5000, "formaat_nieuwer"),
        ("wijktoets/pakket@1", "wijktoets/pakket@0", "formaat_onbekend"),
        ("wijktoets/pakket@1", "wijktoets/pakket@²", "formaat_onbekend"),
        ("versie: 1.2.0", "versie: " + "9" * 5000, "versie_vorm"),
        ("moet: 2", "moet: 1e999999999", "geen_getal"),
        ("moet: 2", "moet: 1/0", "geen_getal"),
        ("moet: 2", "moet: ٢", "geen_getal"),
        ("veel: 4", "veel: " + "9" * 5000, "geen_getal"),
    ],
)
def test_a_number_of_any_size_or_script_is_no_more_than_an_error(own: Path, old: str, new: str, code: str) -> None:
    text = (own / "pakket.yaml").read_text(encoding="utf-8")
    assert old in text
    (own / "pakket.yaml").write_text(text.replace(old, new), encoding="utf-8")
    assert [m.code for m in of_packs((own, "eigen"))] == [code]


def test_a_thing_with_an_error_is_not_unknown_elsewhere(own: Path) -> None:
    path = own / "vragen" / "transparantie.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("basis: letterlijk", "basis: gevoel"), encoding="utf-8")
    assert [m.code for m in of_packs((own, "eigen"))] == ["waarde_onbekend"] * 2


def test_errors_of_all_files_are_said_at_once(own: Path) -> None:
    (own / "instrumenten.yaml").write_text("- {id: open-avond, naam: '', bron: L1}\n", encoding="utf-8")
    (own / "gesprekken.yaml").write_text("a: [b\n", encoding="utf-8")
    (own / "pakket.yaml").write_bytes((own / "pakket.yaml").read_bytes().replace(b"moet: 2", b"moet: 0"))
    found = of_packs((own, "eigen"))
    assert [(m.plek.bestand, m.code) for m in found] == [
        ("eigen/gesprekken.yaml", "yaml_haakje"),
        ("eigen/instrumenten.yaml", "leeg"),
        ("eigen/pakket.yaml", "gewicht_niet_positief"),
    ]
