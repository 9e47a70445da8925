"""The pages with a pack of its own words: none speaks of Groningen, and none shows a paper that is not finished."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

import wijktoets
from tests.builders import ruw_pakket, v, waarborg
from tests.cli.running import write_pack
from tests.cli.test_own_pack import GEHUCHT, KERN, wrong
from tests.web.provider import Somebody, provider
from tests.web.test_invitations import announced, inside, invited, later
from tests.web.test_signon import browser, sign_on, signing_on
from tests.web.visiting import HOST, Desk, Page, client_of, let_in
from wijktoets.cases import find
from wijktoets.engine.model.unfinished import TO_FILL_IN
from wijktoets.texts import LEFT_OPEN
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Store

__all__ = ["later"]

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


def with_pack(store: Store, folder: Path, pack: str) -> Served:
    """What is served with another pack."""
    return Served(store, wijktoets.load_pack(pack), folder, [HOST, "testserver"], lambda link: None, (pack,))


def desk_with(store: Store, folder: Path, pack: str) -> Desk:
    """An adviser with another pack."""
    return Desk(client_of(with_pack(store, folder, pack), let_in(store)))


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


PARTIES = ("Kernraad Waterkant", "Gemeente Lisdoorn", "Het schepencollege", "De streekraad")


def own(page: Page, law: bool = False) -> None:
    """Nothing on a page speaks of another model."""
    assert page.status == 200, page.path
    assert wrong(page.text.replace(". ", ".\n"), law) == [], page.path


@pytest.fixture
def waterkant(store: Store) -> str:
    """A dossier of this pack in which the college and the raad, as this pack calls them, take part too."""
    more = "\n  - {naam: Het schepencollege, rol: college}\n  - {naam: De streekraad, rol: raad}\nondertekenaars"
    content = Path(find(KERN) or "").read_text("utf-8").replace("\nondertekenaars", more, 1)
    return store.add("Kringafspraak", content.encode(), Author("adviseur", "bureau"))


def test_no_page_of_who_was_invited_has_a_word_of_the_other_model(
    store: Store, tmp_path: Path, waterkant: str, later: Callable[[timedelta], None]
) -> None:
    desk = desk_with(store, tmp_path, "lisdoorn")
    served, here = with_pack(store, tmp_path, "lisdoorn"), f"/dossier/{waterkant}"
    own(announced(desk, waterkant))
    inside_by = {name: inside(served, invited(desk, waterkant, f"partij:{name}")) for name in PARTIES}
    leader, reader = (inside(served, invited(desk, waterkant, who)) for who in ("begeleider", "lezer"))
    own(desk.get(f"{here}/uitnodigen"))
    for name, party in inside_by.items():
        own(Page(client_of(served).get(invited(desk, waterkant, f"partij:{name}"))))
        own(party.get(f"{here}/mijn"))
        every = party.get(f"{here}/mijn/vragen/0?klaar=1&lang=1")
        own(every)
        for link in sorted({link for link, _ in every.links if "/vragen/0/" in link}):
            own(party.get(link))
    asked = inside_by[PARTIES[0]].get(f"{here}/mijn/vragen/0/briefje-telt-mee")
    said = ("antwoord", "ja")
    own(inside_by[PARTIES[0]].press(asked.form("/briefje-telt-mee"), said, toelichting="Wij zeiden het."))
    later(timedelta(days=3))
    for party in (*inside_by.values(), desk, leader):
        own(party.get(f"{here}/gedeeld"))
    for party in inside_by.values():
        for part in ("", "/verslag", "/geschiedenis"):
            own(party.get(f"{here}/mijn{part}"))
        own(party.get("/over"))
    record = inside_by[PARTIES[2]].get(f"{here}/mijn/verslag")
    words = "Wij waren er niet."
    refused = inside_by[PARTIES[2]].press(record.forms[-1], oordeel="tekent_niet", waarom__tekent_niet=words)
    own(refused)
    assert words in refused.text
    own(leader.get(f"{here}/tafel/0/waar-praten-we-over"))
    for part in ("bijlage", "bevoegdheden"):
        own(reader.get(f"{here}/{part}"), law=True)
    own(desk.get(f"{here}/geschiedenis"))


def test_neither_has_a_page_of_who_signs_on_and_who_administers(store: Store, tmp_path: Path, waterkant: str) -> None:
    with provider() as here:
        served = signing_on(with_pack(store, tmp_path, "lisdoorn"), here)
        client = browser(served)
        assert wrong(Page(client.get("/")).text) == []
        own(sign_on(client, here))
        own(Page(client.get("/over")))
        assert wrong(Page(client.get("/aangemeld")).text) == []
        here.somebody = Somebody(groups=("beheer",))
        administrator = browser(served)
        own(sign_on(administrator, here))
        own(Page(administrator.get("/beheer")))


@pytest.mark.parametrize("part", ["blad", "papieren/raad", "papieren/bewoners"])
def test_no_page_shows_a_paper_of_a_pack_that_is_not_finished(part: str, store: Store, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pak", ruw_pakket({**waarborg("w", v("a")), "waarom": f"{TO_FILL_IN}: waarom"}))
    desk = desk_with(store, tmp_path, str(pack))
    text = "formaat: wijktoets/dossier@1\nnaam: Voorbeeld\nafspraken: [{thema: groen}]\n"
    key = store.add("Voorbeeld", text.encode(), Author("adviseur", "bureau"))
    page = desk.get(f"/dossier/{key}/{part}")
    assert page.status == 422 and TO_FILL_IN in page.text
