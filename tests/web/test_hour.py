"""The adviser's hour from paste to sheet, without JavaScript."""

from typing import Final

from tests.web.visiting import Desk, key_of
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web.store import Store

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""

DEAL = """Wijkdeal De Wending
Het bewonersoverleg besluit over het groen in de wijk. De gemeente voert het werk uit.
De vergaderingen van het overleg zijn openbaar. Elk besluit staat binnen een week in de wijkkrant.
"""


def test_from_paste_to_sheet(desk: Desk, store: Store) -> None:
    page = desk.get("/")
    page = desk.press(page.form("/nieuw"), naam="De Wending", gebied="De Wending", thema="groen")
    key = key_of(page)
    page = desk.press(page.form("/tekst"), tekst=DEAL, naam="concept 3")
    assert page.status == 200
    first = page.path
    form = page.form("/antwoord/")
    assert form.buttons[0] == ("gebruik", ""), "what Enter presses in a field answers nothing"
    page = desk.press(form, form.buttons[0], toelichting="Half een zin")
    assert page.path == first
    assert page.form("/antwoord/")["toelichting"] == "Half een zin"
    form = page.form("/antwoord/")
    page = desk.press(form, ("antwoord", "ja"))
    assert page.status == 200
    assert page.path != first
    page = desk.get(f"/dossier/{key}/werkblad/0/openbare-vergaderingen")
    assert said("web.werkblad.misschien") in page.text
    form = page.form("/antwoord/")
    page = desk.press(form, next(b for b in form.buttons if b[0] == "gebruik" and b[1]))
    form = page.form("/antwoord/")
    assert form["toelichting"] == "De vergaderingen van het overleg zijn openbaar."
    assert form["bron"] == "deal, zin 4"
    page = desk.press(form, ("antwoord", "ja"))
    stored = plain_of(store.current(key).content)
    assert stored["afspraken"][0]["antwoorden"]["openbare-vergaderingen"] == {
        "antwoord": "ja",
        "toelichting": "De vergaderingen van het overleg zijn openbaar.",
        "bron": "deal, zin 4",
    }
    page = desk.press(page.form("/ongedaan/"))
    assert "openbare-vergaderingen" not in (plain_of(store.current(key).content)["afspraken"][0]["antwoorden"] or {})
    assert desk.get(f"/dossier/{key}/beeld").status == 200
    sheet = desk.get(f"/dossier/{key}/blad")
    assert sheet.status == 200
    assert "De Wending" in sheet.text
