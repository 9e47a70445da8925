"""The pages of an invited party: residents' words on each, none of a question asked twice, and how many are left."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest

from tests.web.test_invitations import (
    VRAAG,
    announced,
    answers,
    inside,
    invited,
    key,
    later,
    opened,
)
from tests.web.visiting import Desk
from wijktoets.engine.model.woorden import Woorden
from wijktoets.texts.wording import counted, said
from wijktoets.web import visit
from wijktoets.web.app import Served
from wijktoets.web.pages import geschiedenis, verslag
from wijktoets.web.store import Store

__all__ = ["key", "later", "opened"]

pytestmark = pytest.mark.in_a_file
MARK: Final = "§"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign before all that was put in residents' words: in the Gronings pack no question has a word of the model."""

    def spoken(line: str, woorden: Woorden | None = None) -> str:
        return f"{MARK}{line}"

    for module in (visit, geschiedenis, verslag):
        monkeypatch.setattr(module, "spoken", spoken)


@pytest.mark.usefixtures("marked")
def test_residents_read_their_words_on_each_of_their_pages_and_others_do_not(
    desk: Desk, served: Served, key: str, later: Callable[[timedelta], None]
) -> None:
    announced(desk, key)
    parties = {name: inside(served, invited(desk, key, f"partij:{name}")) for name in ("Overleg", "Team")}
    question = served.pack.vragen[VRAAG].vraag
    for party in parties.values():
        answers(party, key)
    later(timedelta(days=2, minutes=1))
    for party in parties.values():
        answers(party, key, "deels")
    for part in (f"mijn/vragen/0/{VRAAG}", "mijn/vragen/0?klaar=1", "gedeeld", "mijn/verslag", "mijn/geschiedenis"):
        for name, party in parties.items():
            text = party.get(f"/dossier/{key}/{part}").text
            assert question in text, (part, name)
            assert (MARK + question in text) is (name == "Overleg"), (part, name)


def test_a_wish_reads_in_history_as_it_was_chosen(opened: dict[str, Desk], key: str) -> None:
    answers(opened["Overleg"], key, "aanjagen", "gewenst")
    text = opened["Team"].get(f"/dossier/{key}/mijn/geschiedenis").text
    assert f"Overleg: {said('web.wens.aanjagen')}" in text


def test_one_question_is_asked_once_on_the_record(opened: dict[str, Desk], store: Store, key: str) -> None:
    page = opened["Overleg"].get(f"/dossier/{key}/mijn/verslag")
    assert page.text.count(said("web.verslag.zeg")) == 1
    assert 'aria-labelledby="zeg"' in page.response.text


@pytest.mark.parametrize("where", ["web.mijn.nog", "web.mijnvraag.voortgang", "web.werkblad.nog"])
def test_none_and_one_left_have_a_form_of_their_own(where: str) -> None:
    none, one, more = (counted(where, n, van=23) for n in (0, 1, 2))
    assert not re.search(r"\d", none)
    assert "23" not in one and "2 van 23" in more


def test_a_party_that_answered_all_reads_so(opened: dict[str, Desk], key: str) -> None:
    party = opened["Overleg"]
    links = party.get(f"/dossier/{key}/mijn/vragen/0?klaar=1").links
    asked = [link.rpartition("/")[2] for link, _ in links if "/mijn/vragen/0/" in link]
    for vraag in asked[:-1]:
        answers(party, key, "onbekend", vraag)
    assert counted("web.mijn.nog", 1) in party.get(f"/dossier/{key}/mijn").text
    answers(party, key, "onbekend", asked[-1])
    assert counted("web.mijn.nog", 0) in party.get(f"/dossier/{key}/mijn").text
    assert counted("web.mijnvraag.voortgang", 0) in party.get(f"/dossier/{key}/mijn/vragen/0").text
