"""What of a screen stands on a page: no title twice, and nothing to type."""

import pytest

from tests.web.visiting import Desk
from wijktoets.telling.tree import Code, Heading, Item, Listing, Paragraph, plain
from wijktoets.web.shown import shown
from wijktoets.web.store import Author, Store


def test_a_command_line_is_left_out() -> None:
    stays, typed = Item(plain("Blijft")), Item(plain("Meer: wijktoets plan x.yaml"))
    parts = (
        Heading("Titel", 1),
        Heading("Kop"),
        Paragraph(plain("Wijktoets helpt.")),
        Paragraph(plain("Bekijk: wijktoets evaluate dossier")),
        Code(("wijktoets rules list",)),
        Listing((stays, typed, Item(plain("Met"), (typed,)))),
        Listing((typed,)),
    )
    assert shown(parts) == (parts[1], parts[2], Listing((stays, Item(plain("Met")))))


@pytest.mark.parametrize(
    "part", ["beeld", "beeld/agenda", "beeld/plan", "bevoegdheden", "blad", "papieren/raad", "tafel/beeld?ja=1"]
)
def test_no_page_says_what_to_type(desk: Desk, store: Store, part: str) -> None:
    text = "formaat: wijktoets/dossier@1\nnaam: Voorbeeld\nafspraken:\n  - thema: groen\n    gewenst: besluiten\n"
    key = store.add("Voorbeeld", text.encode(), Author("adviseur", "bureau"))
    page = desk.get(f"/dossier/{key}/{part}")
    assert page.status == 200
    assert "wijktoets " not in page.text.replace("wijktoets 0", "").replace("· wijktoets", "")
