"""The folder that is served: what stands in it is taken in, seen when it changes, and written back as it was typed."""

import io
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

import wijktoets
from tests.cli.running import run
from tests.web.visiting import Desk, key_of
from tests.workbook.test_ods import as_ods
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web.app import Served
from wijktoets.web.folder import changed, files_in, unknown
from wijktoets.web.serving import Server
from wijktoets.web.settings import Setup
from wijktoets.web.store import Author, Store

CASES = Path(wijktoets.__file__).parent / "cases" / "voorbeelden"
EXAMPLE = CASES / "tot-een-bedrag.yaml"
CELL = "Ieders stem telt, cel E4"
TYPED = b"""# Van het overleg, niet weggooien
naam: "Het Veld"   # zo heet het
formaat: wijktoets/dossier@1
afspraken:
  - thema: groen
    antwoorden:
      besluiten-te-volgen: ja   # zie de wijkkrant
      #openbare-vergaderingen: onbekend
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Workbooks of an example, made once."""
    place = tmp_path_factory.mktemp("werkmappen") / "deal.xlsx"
    assert run("export", EXAMPLE, "--to", place).exit_code == 0
    book, held = load_workbook(place), io.BytesIO()
    book["Ieders stem telt"]["E4"].value = "misschien"
    book.save(held)
    content = place.read_bytes()
    return {"deal.xlsx": content, "deal.ods": as_ods(content), "fout.xlsx": held.getvalue()}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The program over a folder with a dossier, one that is wrong, and workbooks."""
    (tmp_path / "veld.yaml").write_bytes(TYPED)
    (tmp_path / "fout.yaml").write_text("naam: X\n", encoding="utf-8")
    found = Server(tmp_path, wijktoets.load_pack(), (), False, Setup(port=0))
    yield found
    found.socket.close()
    found.store.close()


def test_dossiers_and_workbooks_are_taken_in_once(server: Server, books: dict[str, bytes], tmp_path: Path) -> None:
    assert [row.naam for row in server.store.all()] == ["Het Veld"]
    assert any(line.startswith("fout.yaml:1:1") for line in server.remarks)
    assert server.store.current(server.store.all()[0].sleutel).content == TYPED
    for name in ("deal.xlsx", "fout.xlsx"):
        (tmp_path / name).write_bytes(books[name])
    (tmp_path / "~$deal.xlsx").write_bytes(b"")
    new = unknown(server.store, tmp_path)
    assert [path.name for path in new] == ["deal.xlsx", "fout.xlsx", "fout.yaml"]
    wrong = server.take_in(new[:2])
    assert wrong[0] == said("serve.niet_ingelezen", naam="fout.xlsx")
    assert CELL in wrong[1]
    assert wrong[1].startswith("fout.xlsx")
    assert [path.name for path in unknown(server.store, tmp_path)] == ["fout.xlsx", "fout.yaml"]
    assert len(server.store.all()) == 2


def test_who_opens_the_link_at_once_is_not_refused(server: Server) -> None:
    with closing(socket.create_connection(("127.0.0.1", server.port), 5)):
        pass


def test_the_examples_of_the_program_are_never_written_to(tmp_path: Path) -> None:
    found = Server(tmp_path, wijktoets.load_pack(), (), True, Setup(port=0))
    try:
        assert {row.bestand for row in found.store.all()} == {None}
        assert len(found.store.all()) == len(files_in(CASES))
    finally:
        found.socket.close()
        found.store.close()


def test_what_is_written_to_the_folder_is_as_it_was_typed(desk: Desk, store: Store, tmp_path: Path) -> None:
    (tmp_path / "veld.yaml").write_bytes(TYPED)
    form = next(f for f in desk.get("/").forms if f.get("map") == "veld.yaml")
    key = key_of(desk.press(form))
    page = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen")
    desk.press(page.form("/antwoord/"), ("antwoord", "deels"))
    desk.press(desk.get(f"/dossier/{key}").form("/naar-de-map"))
    assert [path.name for path in files_in(tmp_path)] == ["veld.yaml"]
    written = (tmp_path / "veld.yaml").read_bytes()
    assert written.replace(b"      openbare-vergaderingen: deels\n", b"") == TYPED, "nothing but that answer came in"
    assert written != TYPED
    assert run("check", tmp_path / "veld.yaml").exit_code == 0, "the command line reads it"


def test_a_workbook_that_changed_is_taken_over_and_never_written_to(
    desk: Desk, store: Store, served: Served, books: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "deal.xlsx").write_bytes(books["deal.xlsx"])
    form = next(f for f in desk.get("/").forms if f.get("map") == "deal.xlsx")
    key = key_of(desk.press(form))
    desk.press(desk.get(f"/dossier/{key}").form("/naar-de-map"))
    assert (tmp_path / "deal.xlsx").read_bytes() == books["deal.xlsx"]
    assert len(files_in(tmp_path)) == 2
    assert unknown(store, tmp_path) == [], "neither comes in again"
    (tmp_path / "deal.xlsx").write_bytes(books["fout.xlsx"])
    assert changed(tmp_path, store.row(key)) == ["deal.xlsx"]
    page = desk.press(desk.get(f"/dossier/{key}").form("/uit-de-map"))
    assert page.status == 422
    assert CELL in page.text, "what is wrong is said by its cell"
    assert store.current(key).nummer == 1
    book = load_workbook(io.BytesIO(books["deal.xlsx"]))
    book.properties.creator = "iemand anders"
    book.save(tmp_path / "deal.xlsx")
    assert desk.press(desk.get("/").form("/uit-de-map")).status == 200
    assert store.current(key).nummer == 1, "it says the same"
    assert changed(tmp_path, store.row(key)) == []


def test_a_file_that_is_not_there_any_more_is_not_taken_over(desk: Desk, store: Store, tmp_path: Path) -> None:
    key = store.add("Het Veld", TYPED, Author("adviseur", "map"), file=("veld.yaml", TYPED))
    form = dict(desk.get("/").form("/nieuw"))
    for name in ("veld.yaml", "../veld.yaml", "/etc/passwd", ""):
        sent = {"csrf": form["csrf"], "bestand": name}
        assert desk.client.post(f"/dossier/{key}/uit-de-map", data=sent).status_code == 404
        assert desk.client.post("/inlezen", data={"csrf": form["csrf"], "map": name}).status_code in (404, 422)


# Files that are sent


@pytest.mark.parametrize("name", ["deal.xlsx", "deal.ods"])
def test_a_workbook_is_sent(desk: Desk, store: Store, books: dict[str, bytes], name: str) -> None:
    page = desk.send("/", "/inlezen", name, books[name])
    assert page.status == 200
    answers = plain_of(store.current(key_of(page)).content)["afspraken"][0]["antwoorden"]
    assert answers == plain_of(EXAMPLE.read_bytes())["afspraken"][0]["antwoorden"]


def test_a_workbook_with_a_fault_is_refused_by_its_cell(desk: Desk, store: Store, books: dict[str, bytes]) -> None:
    page = desk.send("/", "/inlezen", "Mijn map.xlsx", books["fout.xlsx"])
    assert page.status == 422
    assert "Mijn map.xlsx" in page.text
    assert CELL in page.text
    assert store.all() == []


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_text_from_a_word_processor_is_sent(desk: Desk, store: Store, kind: str, tmp_path: Path) -> None:
    assert run("report", EXAMPLE, "--to", tmp_path / f"deal.{kind}").exit_code == 0
    key = store.add("Het Veld", TYPED, Author("adviseur", "bureau"))
    page = desk.send(f"/dossier/{key}", "/tekst", f"Concept 3.{kind}", (tmp_path / f"deal.{kind}").read_bytes())
    assert page.status == 200
    (deal,) = store.deals(key)
    assert deal.naam == f"Concept 3.{kind}"
    naam = plain_of(EXAMPLE.read_bytes())["naam"]
    assert naam in deal.tekst
    assert naam in page.text
    assert plain_of(store.current(key).content)["bronnen"] == {"deal": deal.naam}


def test_a_file_that_holds_no_text_is_refused_in_a_sentence(desk: Desk, store: Store) -> None:
    key = store.add("Het Veld", TYPED, Author("adviseur", "bureau"))
    for name, content, reason in (("deal.pdf", b"%PDF", "soort"), ("deal.docx", b"PK", "stuk")):
        page = desk.send(f"/dossier/{key}", "/tekst", name, content)
        assert page.status == 422
        assert said(f"web.fout.tekstbestand.{reason}.titel") in page.text
    assert store.deals(key) == []


def test_what_looks_personal_in_a_file_is_asked_about_first(desk: Desk, store: Store, tmp_path: Path) -> None:
    content = TYPED.replace(b"zie de wijkkrant", b"bel 06 12345678")
    page = desk.send("/", "/inlezen", "veld.yaml", content)
    assert page.status == 422
    assert store.all() == []
    form = page.form("/inlezen")
    desk.press(form, inhoud=form["inhoud"].replace("bel 06 12345678", "zie de wijkkrant"))
    assert store.current(store.all()[0].sleutel).content == TYPED, "all else as it was typed"
    (tmp_path / "veld.yaml").write_bytes(content)
    page = desk.press(next(f for f in desk.get("/").forms if f.get("map") == "veld.yaml"))
    assert page.status == 422
    assert desk.press(page.form("/inlezen"), ("toch", "1")).status == 200
    assert store.all()[-1].bestand == "veld.yaml"


def test_a_text_that_is_sent_begins_a_dossier(desk: Desk, store: Store, tmp_path: Path) -> None:
    assert run("report", EXAMPLE, "--to", tmp_path / "deal.docx").exit_code == 0
    page = desk.send("/", "/inlezen", "Wijkdeal De Kolk.docx", (tmp_path / "deal.docx").read_bytes())
    assert page.status == 200
    key = key_of(page)
    assert store.row(key).naam == "Wijkdeal De Kolk"
    assert [deal.naam for deal in store.deals(key)] == ["Wijkdeal De Kolk.docx"]
    page = desk.send("/", "/inlezen", "brief.md", b"Bel Jan op 06 12345678. De wijk beslist.")
    assert page.status == 422, "it is asked about first"
    assert len(store.all()) == 1
    page = desk.press(page.form("/inlezen"), ("toch", "1"))
    assert [deal.tekst for deal in store.deals(key_of(page))] == ["Bel Jan op 06 12345678. De wijk beslist."]
    for name, content in (("leeg.txt", b" "), ("stuk.docx", b"PK")):
        assert desk.send("/", "/inlezen", name, content).status == 422
    assert len(store.all()) == 2
