"""Takes the pictures of docs/rondleiding.md, and that of docs/beheer.md, with the program itself: `make tour`.

An invented deal goes from paste to sheet, and an evening is held; everything in the pictures comes from the program.
"""

import shutil
import sys
import tempfile
from contextlib import ExitStack, chdir
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import wijktoets
from tests.web.draft import DEAL, FOUND
from tests.web.visiting import running, store_in
from wijktoets.web import access, removal
from wijktoets.web.store import Author, Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 1120, 760
EXAMPLE = Path(wijktoets.__file__).parent / "cases" / "voorbeelden" / "wijkdeal-uit-word.yaml"
CARD = "laten-zien-wat-er-is-gedaan"
NAMES: Final = (
    "1-begin",
    "2-kaart",
    "3-vraag",
    "4-oneens",
    "5-beeld",
    "6-blad",
    "7-tafel",
    "8-beamer",
    "9-papieren",
    "10-geschiedenis",
    "11-uitnodigen",
    "12-uitgenodigd",
)
"""The pictures, in the order of the tour."""


def take(folder: Path) -> None:
    """Write the pictures into a folder."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    folder, served = folder.resolve(), Path("mijn-dossiers")
    with tempfile.TemporaryDirectory() as place, chdir(place), ExitStack() as opened:
        served.mkdir()
        store = opened.enter_context(store_in(served))
        site = opened.enter_context(running(store, served))
        example = store.add("x", EXAMPLE.read_bytes(), Author("adviseur", "bureau"))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="nl-NL").new_page()
            _walk(page, folder, site, store, example)
            browser.close()


def _walk(page: "Page", folder: Path, site: str, store: Store, example: str) -> None:
    def shot(name: str, at: str = "body") -> None:
        page.locator(at).first.evaluate("each => each.scrollIntoView({block: 'start'})")
        page.screenshot(path=folder / f"{NAMES[int(name) - 1]}.png")

    page.goto(f"{site}/inloggen?sleutel={access.make_adviser_link(store)}")
    page.locator("button.hoofd").click()
    for where, words in (
        ("#naam", "Wijkdeal De Wending"),
        ("#thema", "groen en spelen"),
        ("#gebied", "De Wending"),
        ("#partij-wijk", "Bewonersoverleg"),
        ("#partij-gemeente", "Gebiedsteam"),
        ("#deal", DEAL),
    ):
        page.locator(where).fill(words)
    shot("1", "#nieuw")
    page.locator("button[value=kaart]").click()
    dossier = page.url.partition("/werkblad")[0]
    page.goto(f"{dossier}/werkblad/0/kaart/{CARD}")
    for vraag in ("verantwoording-aan-wijk", "verantwoording-aan-gemeente"):
        page.locator(f"#v-{vraag} li:has-text('{FOUND[vraag]}') button[value$=toelichting]").click()
        page.locator(f"input[name='antwoord.{vraag}'][value=ja]").check()
    page.evaluate("document.activeElement.blur()")
    shot("2")
    page.locator("button[name=doe][value=zwijgt]").click()
    page.goto(f"{dossier}/werkblad/0/besluiten-te-volgen")
    shot("3")
    page.goto(f"{dossier}/werkblad/0/plek-voor-minderheid?oneens=1")
    page.locator("input[name=antwoord-0][value=nee]").check()
    page.locator("input[name=antwoord-1][value=deels]").check()
    page.locator("[name=toelichting-0]").fill("Wie tegen was, hoorde er niets meer van.")
    shot("4")
    page.locator("form#antwoord button.hoofd").click()
    page.goto(f"{site}/dossier/{example}/beeld")
    page.locator("#nagerekend a").wait_for(state="detached", timeout=60_000)
    shot("5")
    page.goto(f"{site}/dossier/{example}/blad")
    shot("6")
    card = f"{site}/dossier/{example}/tafel/0/zien-hoe-er-wordt-besloten"
    page.goto(card)
    page.locator("form[action$='/notitie'] textarea").first.fill("Wij lezen het in de wijkkrant.")
    page.locator("form[action$='/notitie'] button").first.click()
    page.goto(card)
    shot("7")
    page.locator("form[action$='/wijs']:has(input[value=standpunten]) button").first.click()
    page.goto(f"{site}/dossier/{example}/beamer")
    shot("8")
    page.goto(f"{site}/dossier/{example}/papieren")
    shot("9")
    page.goto(f"{dossier}/geschiedenis")
    shot("10")
    _invite(page, folder, dossier)


def _invite(page: "Page", folder: Path, dossier: str) -> None:
    page.goto(f"{dossier}/uitnodigen")
    page.locator("#dag").fill("2099-01-14")
    page.locator("#uur").fill("20:00")
    page.locator("form[action$='/moment'] button").click()
    page.locator("#hulp").fill("Wijksteunpunt De Brug")
    page.locator("form[action$='/hulp'] button").click()
    page.locator("input[name=voor]").first.check()
    page.locator("section[aria-labelledby=nieuw] button.hoofd").click()
    link = page.locator("#link").input_value()
    page.goto(f"{dossier}/uitnodigen")
    page.screenshot(path=folder / f"{NAMES[10]}.png")
    browser = page.context.browser
    assert browser is not None
    party = browser.new_context(viewport={"width": 480, "height": HEIGHT}, locale="nl-NL").new_page()
    party.goto(link)
    party.locator("main button.hoofd").click()
    party.screenshot(path=folder / f"{NAMES[11]}.png")


def take_beheer(picture: Path) -> None:
    """Write the picture of docs/beheer.md: what who administers sees."""
    from playwright.sync_api import sync_playwright

    picture.parent.mkdir(parents=True, exist_ok=True)
    hour, idle = timedelta(hours=1), timedelta(minutes=30)
    with tempfile.TemporaryDirectory() as place, store_in(Path(place)) as store, running(store, Path(place)) as site:
        desk = Author("adviseur", "bureau")
        keys = [store.add(naam, EXAMPLE.read_bytes(), desk) for naam in ("De Kolk", "De Wending")]
        access.make_link(store, "partij", datetime.now(UTC) + hour, dossier=keys[0], partij="Bewonersoverleg")
        for key in keys:
            removal.ask(store, key, desk, date.today())
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": 800, "height": HEIGHT}, locale="nl-NL")
            token = access.sign_on(store, "beheerder", hour, idle)
            context.add_cookies([{"name": "wijktoets", "value": token, "url": site}])
            page = context.new_page()
            page.goto(f"{site}/beheer")
            page.screenshot(path=picture, full_page=True)
            browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
    take_beheer(Path(sys.argv[1]).parent / "beheer" / "beheer.png")
