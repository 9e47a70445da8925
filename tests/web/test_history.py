"""History: nothing is overwritten, anything can be gone back to, taken along and taken in; a passage goes for good."""

import io
import re
import zipfile
from pathlib import Path
from typing import Final

import pytest

import wijktoets
from tests.web.visiting import Desk, Page, key_of, store_in
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web import archive, redaction
from wijktoets.web.answers import rows_of
from wijktoets.web.store import Author, Store
from wijktoets.web.tables import metadata

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""


DESK = Author("adviseur", "bureau")
CASES = Path(wijktoets.__file__).parent / "cases" / "voorbeelden"


@pytest.fixture
def key(store: Store) -> str:
    """A whole dossier."""
    return store.add("Voorbeeld", (CASES / "wijkdeal-uit-word.yaml").read_bytes(), DESK)


def answered(desk: Desk, key: str, vraag: str, antwoord: str) -> Page:
    page = desk.get(f"/dossier/{key}/werkblad/0/{vraag}")
    return desk.press(page.form("/antwoord/"), ("antwoord", antwoord))


def test_back_to_an_earlier_version_is_a_new_one(desk: Desk, store: Store, key: str) -> None:
    first = store.current(key)
    answered(desk, key, "wie-besluit", "raad")
    page = desk.get(f"/dossier/{key}/geschiedenis")
    assert [f["nummer"] for f in page.forms if f.action.endswith("/terug")] == ["1"], "not to where it is"
    desk.press(next(f for f in page.forms if f.get("nummer") == "1"))
    assert store.current(key)[:2] == (3, first.content)
    page = desk.get(f"/dossier/{key}/geschiedenis")
    assert [f["nummer"] for f in page.forms if f.action.endswith("/terug")] == ["2", "1"]
    assert plain_of(store.version(key, 2).content) != plain_of(first.content)
    page = desk.get(f"/dossier/{key}/geschiedenis")
    assert page.status == 200
    compared = desk.get(f"/dossier/{key}/vergelijk?van=1&tot=2")
    assert compared.status == 200
    assert "wie" in compared.text.lower()


def test_a_withdrawn_answer_reads_withdrawn_and_counts_as_none(desk: Desk, store: Store, key: str) -> None:
    answered(desk, key, "elkaars-kant-gehoord", "ja")
    answered(desk, key, "elkaars-kant-gehoord", "")
    assert "ingetrokken" in desk.get(f"/dossier/{key}/geschiedenis").text
    assert "elkaars-kant-gehoord" not in str(plain_of(store.current(key).content)["afspraken"][0])


def test_what_is_exported_is_what_is_stored(desk: Desk, store: Store, key: str, tmp_path: Path) -> None:
    store.add_deal(key, "deal-2", "concept", "De wijk beslist.\nSamen.")
    store.add_mark(key, store.deals(key)[0].id, 0, "wie-besluit", "groen", "toelichting")
    store.set_note(key, "namens-wie", Author("Overleg", "tafel"), "Een notitie")
    store.add_heard(key, "namens-wie", "Ook gehoord")
    store.answer_early(key, "Overleg", "wie-besluit", "groen", "wijk", "verzegeld")
    answered(desk, key, "wie-besluit", "raad")
    content = desk.client.get(f"/dossier/{key}/export").content
    assert b"verzegeld" not in content
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        assert held.read("dossier.yaml") == store.current(key).content
        assert held.read("teksten/deal-2.txt").decode() == "De wijk beslist.\nSamen."
        assert "verzegeld" not in "".join(held.read(n).decode() for n in held.namelist())
    (tmp_path / "ander").mkdir()
    with store_in(tmp_path / "ander") as other:
        again = archive.restored(other, *archive.unpacked(content))
        assert archive.packed(other, again) == content
        assert [tuple(e)[2:] for e in other.history(again)] == [tuple(e)[2:] for e in store.history(key)]


def test_a_dossier_is_taken_in_with_its_errors_by_line(desk: Desk, store: Store) -> None:
    def sent(name: str, content: bytes) -> Page:
        return desk.send("/", "/inlezen", name, content)

    wrong = b"formaat: wijktoets/dossier@1\nnaam: X\nantwoorden:\n  openbare-vergadering: ja\n"
    page = sent("mijn.yaml", wrong)
    assert page.status == 422
    assert "mijn.yaml:4:3:" in page.text
    assert "openbare-vergaderingen" in page.text
    assert store.all() == []
    assert sent("mijn.yaml", (CASES / "twee-themas.yaml").read_bytes()).status == 200
    assert sent("stuk.zip", b"PK\x03\x04").status == 422
    assert len(store.all()) == 1
    archived = archive.packed(store, store.all()[0].sleutel)
    assert sent("alles.zip", archived).status == 200
    assert len(store.all()) == 2


@pytest.mark.in_a_file
def test_a_passage_goes_out_of_everything(desk: Desk, store: Store, tmp_path: Path) -> None:
    secret = "Truus van Dalen"
    text = (
        "# Gesprek met Truus van Dalen\nformaat: wijktoets/dossier@1\nnaam: Voorbeeld\nantwoorden:\n"
        "  openbare-vergaderingen:\n    antwoord: ja\n    toelichting: >-\n      Volgens Truus van\n"
        "      Dalen mag iedereen erbij.\n"
    )
    key = store.add("Voorbeeld", text.encode(), DESK)
    store.add_deal(key, "deal", "brief van Truus van Dalen", "Beste Truus\nvan Dalen, dank.")
    store.set_note(key, "namens-wie", Author("Overleg", "tafel"), "Truus van Dalen belde.")
    store.add_heard(key, "namens-wie", "truus van dalen zei het")
    store.set_draft(key, "iemand", "0/x", {"toelichting": "vraag Truus van Dalen"})
    page = desk.get(f"/dossier/{key}/werkblad/0/besluiten-te-volgen")
    desk.press(page.form("/antwoord/"), ("antwoord", "ja"), toelichting="Zie Truus  van Dalen.")
    form = desk.get(f"/dossier/{key}/geschiedenis").form("/weghalen")
    assert desk.press(form, passage=secret).status == 422, "it asks to be sure"
    page = desk.press(form, passage=secret, zeker="1")
    assert page.status == 200
    stub = re.compile(r"\[weggehaald op \d{4}-\d\d-\d\d\]")
    assert stub.search(store.version(key, 1).content.decode())
    assert store.history(key)[-1].soort == "weggehaald"
    shown = [
        desk.get(f"/dossier/{key}/{part}").response.text for part in ("geschiedenis", "werkblad/0", "blad", "beeld")
    ]
    assert not [page for page in shown if "Truus" in page]
    store.close()
    found = [path.name for path in tmp_path.glob("wijktoets.sqlite*") if b"Truus" in path.read_bytes()]
    assert found == []


def test_a_passage_that_a_dossier_cannot_do_without_stays(store: Store, desk: Desk, key: str) -> None:
    before = archive.packed(store, key)
    for passage in ("a", "wijk", "voorstel"):
        with pytest.raises((redaction.Stays, wijktoets.InvoerFout)):
            redaction.redact(store, key, passage, DESK, wijktoets.load_pack())
    assert archive.packed(store, key) == before


def test_a_dossier_begins_from_another_with_its_answers_marked(desk: Desk, store: Store, key: str) -> None:
    page = desk.press(desk.get(f"/dossier/{key}").form("/kopie"), naam="Een andere wijk")
    tree = plain_of(store.current(key_of(page)).content)
    before = plain_of(store.current(key).content)
    assert set(tree["antwoorden"]) == set(before["antwoorden"])
    rows = [row for value in tree["antwoorden"].values() for row in rows_of(value).values()]
    assert all(row["toelichting"].endswith(said("web.dossier.overgenomen", naam="Wijkdeal De Wending")) for row in rows)
    assert "bevestigd" not in str(tree)


def test_sealed_answers_open_for_all_at_one_moment(store: Store, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store.answer_early(key, "Overleg", "wie-besluit", "groen", "wijk", None)
    store.answer_early(key, "Gebiedsteam", "wie-besluit", "groen", "college", None)
    assert [row.partij for row in store.early(key, "Overleg")] == ["Overleg"]
    assert store.early(key) == []
    store.announce(key, "2200-01-01T20:00:00+00:00", "adviseur")
    assert store.early(key) == []
    monkeypatch.setattr("wijktoets.web.store.now", lambda: "2200-01-01T20:00:00+00:00")
    assert [row.partij for row in store.early(key)] == ["Overleg", "Gebiedsteam"]


def test_a_file_that_changed_on_disk_is_shown_and_taken_over_when_asked(
    desk: Desk, store: Store, tmp_path: Path
) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-themas.yaml").read_bytes(), DESK)
    page = desk.get(f"/dossier/{key}")
    desk.press(page.form("/naar-de-map"))
    (path,) = tmp_path.glob("*.yaml")
    assert path.read_bytes() == store.current(key).content
    path.write_bytes(path.read_bytes() + b"# aangevuld\n")
    page = desk.get("/")
    refused = desk.press(desk.get(f"/dossier/{key}").form("/naar-de-map"))
    assert refused.status == 409
    assert path.read_bytes().endswith(b"# aangevuld\n")
    desk.press(page.form("/uit-de-map"))
    assert store.current(key).content == path.read_bytes()
    assert store.current(key).nummer == 2


def test_every_table_is_made_by_the_migrations(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
