"""An invited party in a real browser, from link to record, with and without JavaScript; axe at two widths."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from tests.web.test_browser import RULES, Hand, browser, let_in, site
from tests.web.test_invitations import DOSSIER, VRAAG
from wijktoets.engine.reading.setting import plain_of
from wijktoets.web import store as stored
from wijktoets.web.store import Author, Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

__all__ = ["browser", "site"]

SENTENCE: Final = b"antwoorden:\n  eigene-in-beeld: {antwoord: ja, afgesproken: Wij lopen samen rond.}\n"


def invited(hand: Hand, site: str, key: str, which: int) -> str:
    """The adviser makes a link for the so-manieth of whom it can be for."""
    page = hand.page
    page.goto(f"{site}/dossier/{key}/uitnodigen")
    page.locator("input[name=voor]").nth(which).check()
    hand.click("section[aria-labelledby=nieuw] button.hoofd")
    assert page.locator("svg.qr").is_visible()
    return page.locator("#link").input_value()


def seen_by_axe(page: "Page", where: str, found: dict[str, object]) -> None:
    """Keep what axe finds on the page as it is, and whether it scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(page, options={"runOnly": RULES})
    for each in results.response["violations"]:
        found[f"{where} {each['id']}"] = [node["html"][:200] for node in each["nodes"]][:3]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found[f"{where} is wide"] = wide


@pytest.mark.parametrize(("javascript", "width"), [(True, 320), (False, 1280), (True, 1280)])
def test_a_party_goes_from_link_to_record(
    browser: "Browser", store: Store, site: str, javascript: bool, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = store.add("De Wending", DOSSIER + SENTENCE, Author("adviseur", "bureau"))
    moment = datetime.now() + timedelta(days=2)
    store.announce(key, moment.astimezone(UTC).isoformat(timespec="seconds"), "adviseur")
    desk = let_in(browser, store, site, javascript)
    link = invited(desk, site, key, 0)
    hand = Hand(
        browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 900}).new_page()
    )
    page, found = hand.page, dict[str, object]()
    page.on("request", lambda request: None if request.url.startswith(site) else hand.elsewhere.append(request.url))

    def look(where: str) -> None:
        if javascript:
            seen_by_axe(page, where, found)

    page.goto(link)
    look("link")
    hand.click("main button.hoofd")
    assert page.url == f"{site}/dossier/{key}/mijn", "the link is out of the address"
    look("first page")
    hand.click("main a.knop.hoofd")
    look("question")
    page.locator("#toelichting").fill("Wij kenden elkaar al.")
    hand.click("button[value=deels]")
    assert page.locator("[role=status]").is_visible()
    page.goto(f"{site}/dossier/{key}/mijn/vragen/0/{VRAAG}")
    assert page.locator("[aria-pressed=true]").get_attribute("value") == "deels"
    if javascript:
        with page.expect_response("**/concept"):
            page.locator("#toelichting").press_sequentially(" Half een zin")
        page.reload()
        assert page.locator("#toelichting").input_value().startswith("Half een zin")
    page.goto(f"{site}/dossier/{key}/mijn/vragen/0?klaar=1")
    look("all questions")
    after = (moment + timedelta(minutes=1)).astimezone(UTC).isoformat(timespec="seconds")
    monkeypatch.setattr(stored, "now", lambda: after)
    page.goto(f"{site}/dossier/{key}/gedeeld")
    assert "Wij kenden elkaar al." in page.inner_text("main")
    look("shared")
    hand.click("nav.balk a:has-text('Verslag')")
    look("record")
    hand.click("form[action$='/0/eigene-in-beeld'] button")
    page.locator("input[value=niet_zo_gezegd]").check()
    page.locator("[name=waarom-niet_zo_gezegd]").fill("Over het geld is niets gezegd.")
    hand.click("section[aria-labelledby=zeg] button.hoofd")
    tree = plain_of(store.current(key).content)
    assert tree["bevestigd"][0]["toelichting"] == "Over het geld is niets gezegd."
    assert tree["antwoorden"][VRAAG]["afgesproken"]["bevestigd_door"] == ["Overleg"]
    page.goto(f"{site}/dossier/{key}/mijn/geschiedenis")
    look("history")
    hand.click("nav.balk button")
    assert page.locator("nav.balk").count() == 0
    page.goto(f"{site}/dossier/{key}/mijn")
    assert page.locator("nav.balk").count() == 0, "who signed off is out"
    look("signed off")
    if javascript:
        desk.page.set_viewport_size({"width": width, "height": 900})
        for part in ("uitnodigen", "gedeeld", "tafel/0/wat-is-eigen-aan-de-wijk"):
            desk.page.goto(f"{site}/dossier/{key}/{part}")
            seen_by_axe(desk.page, part, found)
        invited(desk, site, key, 3)
        seen_by_axe(desk.page, "made", found)
    assert found == {}
    assert hand.elsewhere == []
