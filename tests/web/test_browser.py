"""The pages in a real browser: the hour and the evening with and without JavaScript, axe, keyboard, zoom and print."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import wijktoets
from tests.spoken import said
from tests.web.draft import CHOSEN, DEAL, FOUND
from tests.web.visiting import running
from wijktoets.engine.reading.setting import plain_of
from wijktoets.web import access
from wijktoets.web.store import Author, Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CASES = Path(wijktoets.__file__).parent / "cases" / "voorbeelden"
HEAVY = 150_000
"""Bytes that a page may be in all, with style and script."""


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    assert program, "install the Debian package chromium"
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def site(store: Store, tmp_path: Path) -> Iterator[str]:
    with running(store, tmp_path) as address:
        yield address


@dataclass
class Hand:
    """Somebody at the browser; counts what is opened, pressed and typed."""

    page: "Page"
    elsewhere: list[str] = field(default_factory=list)
    clicks: int = 0
    pages: int = 0
    words: int = 0

    def click(self, where: str) -> None:
        """Press something that leads to another page."""
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.locator(where).first.click()

    def use(self, where: str) -> None:
        """Press a sentence of the deal: with script it goes along at once, without it the page comes back with it."""
        self.clicks += 1
        if self.page.locator("html.script").count():
            self.page.locator(where).first.click()
        else:
            with self.page.expect_navigation():
                self.page.locator(where).first.click()

    def check(self, where: str) -> None:
        self.clicks += 1
        self.page.locator(where).check()

    def choose(self, where: str, value: str) -> None:
        self.clicks += 1
        self.page.locator(where).select_option(value)

    def type(self, where: str, text: str, pasted: bool = False) -> None:
        self.page.locator(where).first.fill(text)
        self.words += 0 if pasted else len(text.split())


def let_in(browser: "Browser", store: Store, site: str, javascript: bool, width: int = 1280) -> Hand:
    context: BrowserContext = browser.new_context(
        java_script_enabled=javascript, viewport={"width": width, "height": 900}, locale="nl-NL"
    )
    page = context.new_page()
    hand = Hand(page)
    page.on("request", lambda request: None if request.url.startswith(site) else hand.elsewhere.append(request.url))
    page.on("framenavigated", lambda _: setattr(hand, "pages", hand.pages + 1))
    page.goto(f"{site}/inloggen?sleutel={access.make_adviser_link(store)}")
    hand.click("button.hoofd")
    return hand


def vraag_of(page: "Page") -> str:
    return page.url.partition("?")[0].rpartition("/")[2]


def hour(hand: Hand) -> str:
    """From paste to sheet, card by card; gives the address of the dossier. Counts from the page with dossiers on."""
    page = hand.page
    hand.clicks = hand.pages = 0
    hand.type("#naam", "Wijkdeal De Wending")
    hand.type("#thema", "groen en spelen")
    hand.type("#gebied", "De Wending")
    hand.type("#partij-wijk", "Bewonersoverleg")
    hand.type("#partij-gemeente", "Gebiedsteam")
    hand.type("#deal", DEAL, pasted=True)
    hand.click("section[aria-labelledby=nieuw] button[value=kaart]")
    dossier = page.url.partition("/werkblad")[0]
    for _ in range(20):
        asked = page.locator(".kaartvraag").evaluate_all("all => all.map(each => each.id.slice(2))")
        if not asked:
            break
        for vraag in asked:
            if vraag in FOUND:
                if not page.locator(f"#v-{vraag} li:has-text('{FOUND[vraag]}')").count():
                    hand.click(f".zin:has-text('{FOUND[vraag]}') button, button.zin:has-text('{FOUND[vraag]}')")
                hand.use(f"#v-{vraag} li:has-text('{FOUND[vraag]}') button[value$=toelichting]")
                hand.check(f"input[name='antwoord.{vraag}'][value=ja]")
            elif vraag in CHOSEN:
                hand.check(f"input[name='antwoord.{vraag}'][value={CHOSEN[vraag]}]")
            elif vraag == "bedrag":
                hand.type("#euro-bedrag", "25.000")
                hand.choose("#per-bedrag", "jaar")
            elif vraag == "terugkijken_op":
                hand.type("#dag-terugkijken_op", "2027-11-15")
        hand.click("button[name=doe][value=zwijgt]")
    hand.click("main a.knop:has-text('blad')")
    return dossier


def in_a_workbook(tree: dict[str, Any]) -> tuple[int, int]:
    """The cells that hold the same in a workbook, and the words typed or chosen in them; a sentence of the deal is
    pasted, and of what the text does not say only the answer is filled in."""
    rows = [*(tree.get("antwoorden") or {}).items(), *tree["afspraken"][0]["antwoorden"].items()]
    cells: list[str] = []
    pasted = 0
    for _, row in rows:
        fields = row if isinstance(row, dict) else {"antwoord": row}
        cells.append(fields["antwoord"])
        if fields["antwoord"] != "onbekend":
            cells += [fields[name] for name in ("bron",) if name in fields]
            pasted += "toelichting" in fields
    afspraak = {name: value for name, value in tree["afspraken"][0].items() if name != "antwoorden"}
    cells += tree["bronnen"]
    for value in (tree["naam"], tree["gebied"], tree["partijen"], tree["bronnen"], afspraak):
        cells += map(str, leaves(value))
    return len(cells) + pasted, sum(len(cell.split()) for cell in cells)


def leaves(tree: object) -> Iterator[object]:
    """The values in a part of a dossier."""
    if isinstance(tree, dict):
        tree = [*tree.values()]
    if isinstance(tree, list):
        for each in tree:
            yield from leaves(each)
    else:
        yield tree


@pytest.mark.parametrize("javascript", [True, False])
def test_the_adviser_goes_from_paste_to_sheet(
    browser: "Browser", store: Store, site: str, javascript: bool, record_property: Callable[[str, object], None]
) -> None:
    hand = let_in(browser, store, site, javascript)
    dossier = hour(hand)
    tree = plain_of(store.current(dossier.rpartition("/")[2]).content)
    answers = {**(tree.get("antwoorden") or {}), **tree["afspraken"][0]["antwoorden"]}
    for vraag, begins in FOUND.items():
        assert answers[vraag]["antwoord"] == "ja"
        assert answers[vraag]["toelichting"].startswith(begins)
        assert answers[vraag]["bron"].startswith("deal, zin ")
    silent = [row for row in answers.values() if isinstance(row, dict) and row["antwoord"] == "onbekend"]
    assert all(row["toelichting"] == said("web.werkblad.zwijgt_woorden") for row in silent)
    assert tree["afspraken"][0]["bedrag"] == {"euro": "25000", "per": "jaar"}
    assert "De Wending" in hand.page.locator("h1").first.inner_text()
    assert hand.elsewhere == []
    record_property("figures", f"{hand.pages} pages, {hand.clicks} clicks, {hand.words} words")
    print(f"from paste to sheet: {hand.pages} pages, {hand.clicks} clicks, {hand.words} typed words")
    cells, words = in_a_workbook(tree)
    print(f"the same in a workbook: {cells} cells, {words} typed words")
    assert hand.clicks < cells / 2
    assert hand.clicks + hand.words < (cells + words) / 2


@pytest.mark.parametrize("javascript", [True, False])
def test_the_evening_is_held(browser: "Browser", store: Store, site: str, javascript: bool) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    hand = let_in(browser, store, site, javascript)
    page = hand.page
    page.goto(f"{site}/dossier/{key}/tafel")
    hand.click(".kaarten a >> nth=7")
    before = page.locator(".kader").count()
    hand.click("section.tafelvraag button[value=deels]")
    assert page.locator("section.tafelvraag").first.locator("[aria-pressed=true]").count() == 1
    hand.click("section.tafelvraag a:has-text('oneens')")
    page.locator("fieldset").first.locator("input[value=nee]").check()
    hand.click("section.tafelvraag button.hoofd")
    assert page.locator(".kader").count() == before + 1
    page.locator("form[action$='/notitie'] textarea").first.fill("Wij wisten dit niet.")
    hand.click("form[action$='/notitie'] button")
    wall = page.context.new_page()
    hand.click("form[action$='/wijs'] button")
    wall.goto(f"{site}/dossier/{key}/beamer")
    assert "Wij wisten dit niet." not in wall.inner_text("body")
    assert wall.locator("a").count() == 1, "it leads nowhere but to its own text"
    hand.click("form[action$='/wijs']:has(input[value=standpunten]) button")
    wall.reload()
    assert "Wij wisten dit niet." in wall.inner_text("body")
    hand.click("nav a:has-text('Kaarten')")
    hand.click("a.knop:has-text('beeld')")
    assert page.locator(".stuk").count() == 0
    hand.click("main a.knop.hoofd")
    assert page.locator(".stuk").count() == 1


def test_a_clicker_turns_the_card(browser: "Browser", store: Store, site: str) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    hand = let_in(browser, store, site, True)
    hand.page.goto(f"{site}/dossier/{key}/tafel/0/namens-wie")
    hand.page.keyboard.press("PageDown")
    hand.page.wait_for_url("**/wie-is-er-nog-niet")
    hand.page.keyboard.press("PageUp")
    hand.page.wait_for_url("**/namens-wie")


def test_a_question_is_answered_by_keyboard_alone(browser: "Browser", store: Store, site: str) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    page = let_in(browser, store, site, False).page
    page.goto(f"{site}/dossier/{key}/werkblad/0/openbare-vergaderingen")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "deels":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "where the focus is can be seen"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "openbare-vergaderingen" not in url)
    tree = plain_of(store.current(key).content)
    said_now = (
        tree["afspraken"][0].get("antwoorden", {}).get("openbare-vergaderingen")
        or tree["antwoorden"]["openbare-vergaderingen"]
    )
    assert "deels" in str(said_now)


def test_what_was_typed_comes_back_after_the_browser_closed(browser: "Browser", store: Store, site: str) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    page = let_in(browser, store, site, True).page
    address = f"{site}/dossier/{key}/werkblad/0/openbare-vergaderingen"
    page.goto(address)
    with page.expect_response("**/concept/**"):
        page.locator("#toelichting").press_sequentially("Half een zin")
    state = page.context.storage_state()
    page.context.close()
    again = browser.new_context(storage_state=state, java_script_enabled=False).new_page()
    again.goto(address)
    assert again.locator("#toelichting").input_value() == "Half een zin"


def test_a_marked_part_of_the_deal_goes_with_the_answer(browser: "Browser", store: Store, site: str) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    store.add_deal(key, "deal", "concept", DEAL)
    page = let_in(browser, store, site, True).page
    page.goto(f"{site}/dossier/{key}/werkblad/0/besluiten-te-volgen")
    page.locator("#toelichting").fill("")
    page.evaluate(
        """() => {
          const line = [...document.querySelectorAll('.dealtekst p')].find(p => p.textContent.includes('wijkkrant'));
          const words = [...line.childNodes].find(n => n.nodeType === 3 && n.textContent.includes('wijkkrant'));
          const at = words.textContent.indexOf('binnen een week');
          const range = document.createRange();
          range.setStart(words, at); range.setEnd(words, at + 'binnen een week'.length);
          document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
        }"""
    )
    page.locator("button.gemarkeerd").click()
    assert page.locator("#toelichting").input_value() == "binnen een week"


WEIGHT = """['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
  .reduce((sum, each) => sum + each.decodedBodySize, 0)"""
PAGES = (
    "",
    "/werkblad/0",
    "/werkblad/0/openbare-vergaderingen",
    "/werkblad/0/kaart/zien-hoe-er-wordt-besloten",
    "/werkblad/0/kaart/geld-in-beeld?zin=1:5",
    "/werkblad/0?klaar=1",
    "/werkblad/0/openbare-vergaderingen?oneens=1",
    "/werkblad/0/wie-besluit?blad=1",
    "/werkblad/0/gewenst",
    "/werkblad/0/bedrag",
    "/werkblad/0/terugkijken_op",
    "/blad",
    "/beeld",
    "/beeld/agenda",
    "/beeld/opvolging",
    "/waarom/openbare-vergaderingen",
    "/papieren",
    "/papieren/raad",
    "/papieren/bewoners",
    "/bevoegdheden",
    "/bijlage",
    "/uitnodigen",
    "/geschiedenis",
    "/vergelijk?van=1&tot=2",
    "/tafel",
    "/tafel/0/zien-hoe-er-wordt-besloten",
    "/tafel/0/zien-hoe-er-wordt-besloten?oneens=besluiten-te-volgen",
    "/tafel/beeld",
    "/tafel/beeld?ja=1",
    "/beamer",
    "/bestaat-niet",
)


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: "Browser", store: Store, site: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    key = store.add("Voorbeeld", (CASES / "overdracht-mandaat.yaml").read_bytes(), Author("adviseur", "bureau"))
    store.add_deal(key, "deal-9", "concept", DEAL)
    store.add_heard(key, "zien-hoe-er-wordt-besloten", "Niemand vroeg mij iets.")
    hand = let_in(browser, store, site, True, width)
    page = hand.page
    page.goto(f"{site}/dossier/{key}/werkblad/0/openbare-vergaderingen")
    page.locator("button[value=deels]").click()
    found: dict[str, object] = {}
    addresses = [f"{site}/", f"{site}/over", *(f"{site}/dossier/{key}{part}" for part in PAGES)]
    for address in addresses:
        page.goto(address)
        weight = page.evaluate(WEIGHT)
        assert 1000 < weight < HEAVY, (address, weight)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        results = Axe().run(page, options={"runOnly": RULES})
        wrong = {v["id"]: [n["html"][:200] for n in v["nodes"]][:3] for v in results.response["violations"]}
        if wrong:
            found[address] = wrong
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found[f"{address} is wide"] = wide
    assert found == {}
    assert hand.elsewhere == []


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_a_page_that_comes_between(
    browser: "Browser", store: Store, site: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    here = f"{site}/dossier/{key}"
    until = datetime.now(UTC) + timedelta(days=1)
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL").new_page()
    found: dict[str, object] = {}

    def look(name: str, title: str) -> None:
        assert said(f"web.{title}") in page.locator("h1").inner_text(), name
        results = Axe().run(page, options={"runOnly": RULES})
        wrong = {v["id"]: [n["html"][:200] for n in v["nodes"]][:3] for v in results.response["violations"]}
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wrong or wide > width:
            found[name] = (wrong, wide)

    page.goto(f"{site}/verder/{access.make_link(store, 'begeleider', until, dossier=key)}")
    look("a link", "inloggen.titel")
    page.locator("button.hoofd").click()
    page.goto(f"{here}/werkblad/0")
    look("not for this role", "fout.niet_hier.titel")
    page.goto(f"{site}/inloggen?sleutel={access.make_adviser_link(store)}")
    page.locator("button.hoofd").click()
    page.goto(f"{here}/werkblad/0/openbare-vergaderingen")
    page.locator("#toelichting").fill("Bel 06 12345678")
    page.locator("button[value=ja]").click()
    look("personal data", "persoonlijk.titel")
    page.goto(f"{here}/beeld/plan")
    look("a plan", "beeld.meer.plan")
    page.goto(f"{here}/nagerekend")
    look("computed again", "beeld.nareken")
    page.goto(f"{here}/papieren")
    page.locator("#v-tabel ~ * button, form:has(#v-tabel) button").first.click()
    page.locator("a[href*='haal=1']").wait_for(timeout=60_000)
    look("a document", "papieren.klaar")
    page.goto(f"{here}/geschiedenis")
    page.locator("#passage").fill("xx")
    page.evaluate("document.querySelector('[name=zeker]').required = false")
    page.locator("form[action$='/weghalen'] button").click()
    look("what cannot be", "fout.weghalen.titel")
    page.locator("nav.balk .einde-balk button").click()
    look("the end", "gesloten.klaar")
    page.goto(here)
    look("a session that ended", "gesloten.titel")
    assert found == {}


def test_text_can_be_twice_as_large_and_paper_holds_no_buttons(browser: "Browser", store: Store, site: str) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    page = let_in(browser, store, site, True, 640).page
    for part in ("/werkblad/0", "/werkblad/0/kaart/geld-in-beeld", "/beeld", "/tafel/0/namens-wie", "/geschiedenis"):
        page.goto(f"{site}/dossier/{key}{part}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, part
    page.emulate_media(media="print", reduced_motion="reduce")
    page.goto(f"{site}/dossier/{key}/beeld")
    assert page.locator("nav.balk").is_hidden()
    assert page.locator(".stuk").is_visible()
    moves = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).animationName !== 'none').length"
    assert page.evaluate(moves) == 0


def test_a_card_is_answered_by_keyboard_alone(browser: "Browser", store: Store, site: str) -> None:
    key = store.add("Voorbeeld", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    page = let_in(browser, store, site, True).page
    page.goto(f"{site}/dossier/{key}/werkblad/0/kaart/laten-zien-wat-er-is-gedaan")
    now = "document.activeElement.name + '=' + document.activeElement.value"
    wanted = ["antwoord.verantwoording-aan-wijk", "antwoord.raad-weegt-mee", "doe=bewaar"]
    for begins in wanted:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(now).startswith(begins):
                break
        assert page.evaluate(now).startswith(begins), "it can be reached"
        page.keyboard.press("Space" if begins.startswith("antwoord") else "Enter")
    page.wait_for_url("**/raad-bewaken-terugkijken**")
    assert [event.vraag for event in store.history(key)[1:]] == ["verantwoording-aan-wijk", "raad-weegt-mee"]
