"""The pages with a pack of its own words: none speaks of Groningen, and none shows a paper that is not finished."""

from pathlib import Path

import pytest

import wijktoets
from tests.builders import ruw_pakket, v, waarborg
from tests.cli.running import write_pack
from tests.cli.test_own_pack import GEHUCHT, KERN, wrong
from tests.web.visiting import HOST, Desk, client_of, let_in
from wijktoets.cases import find
from wijktoets.engine.model.unfinished import TO_FILL_IN
from wijktoets.texts import LEFT_OPEN
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Store

PAGES = (
    *("", "/werkblad/0", "/werkblad/0/gewenst", "/werkblad/0/gewenst?oneens=1", "/werkblad/0/reikwijdte"),
    *("/werkblad/0/kaart/waar-praten-we-over", "/werkblad/0/kaart/wie-is-er-niet", "/werkblad/0/wie-kiest"),
    *(
        "/tafel",
        "/tafel/0/waar-praten-we-over",
        "/tafel/0/wat-is-te-zien",
        "/tafel/beeld",
        "/tafel/beeld?ja=1",
        "/beamer",
    ),
    *("/beeld", "/beeld/agenda", "/beeld/plan", "/beeld/opvolging", "/waarom/aangebeld-bij-wie-ontbrak"),
    *("/papieren", "/papieren/raad", "/papieren/bewoners", "/papieren/team", "/papieren/afspraken", "/blad"),
    *("/bevoegdheden", "/geschiedenis", "/uitnodigen", "/gedeeld"),
)


def desk_with(store: Store, folder: Path, pack: str) -> Desk:
    """An adviser with another pack."""
    served = Served(store, wijktoets.load_pack(pack), folder, [HOST, "testserver"], lambda link: None, (pack,))
    return Desk(client_of(served, let_in(store)))


@pytest.mark.parametrize("name", [KERN, GEHUCHT])
def test_no_page_has_a_word_of_the_other_model(name: str, store: Store, tmp_path: Path) -> None:
    desk = desk_with(store, tmp_path, "lisdoorn")
    content = Path(find(name) or "").read_bytes()
    key = store.add("Kringafspraak", content, Author("adviseur", "bureau"))
    asked = [f"/dossier/{key}{page}" for page in PAGES]
    for address in ("/", "/over", *asked):
        page = desk.get(address)
        assert page.status == 200, address
        assert LEFT_OPEN[0] not in page.response.text, address
        assert wrong(page.text.replace(". ", ".\n"), law="bevoegdheden" in address) == [], address


@pytest.mark.parametrize("part", ["blad", "papieren/raad", "papieren/bewoners"])
def test_no_page_shows_a_paper_of_a_pack_that_is_not_finished(part: str, store: Store, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pak", ruw_pakket({**waarborg("w", v("a")), "waarom": f"{TO_FILL_IN}: waarom"}))
    desk = desk_with(store, tmp_path, str(pack))
    text = "formaat: wijktoets/dossier@1\nnaam: Voorbeeld\nafspraken: [{thema: groen}]\n"
    key = store.add("Voorbeeld", text.encode(), Author("adviseur", "bureau"))
    page = desk.get(f"/dossier/{key}/{part}")
    assert page.status == 422 and TO_FILL_IN in page.text
