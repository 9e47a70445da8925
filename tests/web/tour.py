"""Takes the pictures of the tour in docs/rondleiding.md, with the program itself: `make tour`.

An invented deal goes from paste to sheet, and an evening is held; everything in the pictures comes from the program.
"""

import shutil
import sys
import tempfile
from contextlib import ExitStack, chdir
from pathlib import Path
from typing import TYPE_CHECKING, Final

import wijktoets
from tests.web.draft import DEAL, FOUND
from tests.web.visiting import running, store_in
from wijktoets.web import access
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


if __name__ == "__main__":
    take(Path(sys.argv[1]))
