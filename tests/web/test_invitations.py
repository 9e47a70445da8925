"""Invitations, without JavaScript: a link is made, pressed, and answers stay sealed until one announced moment."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scanned import scanned
from tests.web.visiting import Desk, Page, app_of, client_of, let_in
from wijktoets.engine.reading.setting import plain_of
from wijktoets.texts.wording import said
from wijktoets.web import access, archive, redaction, traces
from wijktoets.web import store as stored
from wijktoets.web.app import Served
from wijktoets.web.store import Author, Store

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""

DOSSIER = b"""formaat: wijktoets/dossier@1
naam: De Wending
partijen: [{naam: Overleg, rol: bewoners}, {naam: Team, rol: gemeente}, {naam: De raad, rol: raad}]
afspraken:
  - thema: groen
"""
VRAAG = "eigene-in-beeld"
SECRET = "Wij kenden elkaar al"


@pytest.fixture
def key(store: Store) -> str:
    """A dossier with three parties."""
    return store.add("De Wending", DOSSIER, Author("adviseur", "bureau"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock of the store on; sessions stay."""

    def move(span: timedelta) -> None:
        def clock() -> str:
            return (datetime.now(UTC) + span).isoformat(timespec="seconds")

        for module in (stored, archive):
            monkeypatch.setattr(module, "now", clock)

    return move


def announced(desk: Desk, key: str, days: float = 2) -> Page:
    """The adviser says when the answers open."""
    moment = datetime.now() + timedelta(days=days)
    form = desk.get(f"/dossier/{key}/uitnodigen").form("/moment")
    return desk.press(form, dag=moment.date().isoformat(), uur=moment.strftime("%H:%M"))


def invited(desk: Desk, key: str, voor: str) -> str:
    """The link that the adviser makes, as the page shows it this once."""
    page = desk.get(f"/dossier/{key}/uitnodigen")
    form = next(f for f in page.forms if f.action.endswith("/uitnodigen"))
    made = desk.press(form, voor=voor)
    found = re.search(r'value="http://[^"/]+(/verder/[^"]+)"', made.response.text)
    assert found is not None, made.text
    return found[1]


def inside(served: Served, link: str) -> Desk:
    """Whoever opens a link and presses the button."""
    party = Desk(client_of(served))
    page = party.press(party.get(link).form("/inloggen"))
    assert page.status == 200
    return party


def asked(party: Desk, key: str, vraag: str = VRAAG) -> Page:
    return party.get(f"/dossier/{key}/mijn/vragen/0/{vraag}")


def answers(party: Desk, key: str, word: str = "ja", vraag: str = VRAAG, words: str = "") -> Page:
    """The party answers a question."""
    return party.press(asked(party, key, vraag).form(vraag), ("antwoord", word), toelichting=words)


@pytest.fixture
def party(desk: Desk, served: Served, key: str) -> Desk:
    """A party that came in by its link, after the moment was announced."""
    announced(desk, key)
    return inside(served, invited(desk, key, "partij:Overleg"))


def test_a_party_answers_sealed_and_all_opens_at_once(
    desk: Desk, served: Served, store: Store, key: str, later: Callable[[timedelta], None]
) -> None:
    announced(desk, key)
    overleg = inside(served, invited(desk, key, "partij:Overleg"))
    team = inside(served, invited(desk, key, "partij:Team"))
    begeleider = inside(served, invited(desk, key, "begeleider"))
    assert said("web.mijnvraag.bewaard.1") in answers(overleg, key, words=SECRET).text
    answers(team, key, "nee")
    everywhere = [
        f"/dossier/{key}{part}"
        for part in ("", "/gedeeld", "/geschiedenis", "/uitnodigen", "/tafel/0/wat-is-eigen-aan-de-wijk")
    ]
    for who in (desk, team, begeleider):
        assert not [at for at in everywhere if SECRET in who.get(at).text], "it is sealed for everyone else"
    assert SECRET not in desk.client.get(f"/dossier/{key}/export").content.decode("latin-1")
    assert not [each for each in store.acts(key) if each.soort == "vooraf"], "nor is it told that anybody answered"
    assert SECRET in asked(overleg, key).text, "and can be read by who said it"
    later(timedelta(days=2, minutes=1))
    for who in (desk, team, overleg, begeleider):
        assert SECRET in who.get(f"/dossier/{key}/gedeeld").text
    card = begeleider.get(f"/dossier/{key}/tafel/0/wat-is-eigen-aan-de-wijk")
    assert SECRET in card.text, "it stands ready at the table"
    assert store.current(key).nummer == 1, "and is in the dossier only when the table puts it there"
    begeleider.press(card.form("/vooraf"))
    rows = plain_of(store.current(key).content)["antwoorden"][VRAAG]
    assert rows == [{"door": "Overleg", "antwoord": "ja", "toelichting": SECRET}, {"door": "Team", "antwoord": "nee"}]
    assert [(e.partij, e.weg) for e in store.history(key)[1:]] == [("Overleg", "link"), ("Team", "link")]


@pytest.fixture
def opened(desk: Desk, served: Served, key: str, later: Callable[[timedelta], None]) -> dict[str, Desk]:
    """The parties, each let in by its link, after the moment at which all opened."""
    announced(desk, key)
    found = {name: inside(served, invited(desk, key, f"partij:{name}")) for name in ("Overleg", "Team")}
    later(timedelta(days=2, minutes=1))
    return found


def rows(store: Store, key: str, vraag: str = VRAAG) -> object:
    """What the dossier says to a question that is asked once."""
    return (plain_of(store.current(key).content).get("antwoorden") or {}).get(vraag)


# The moment


@pytest.mark.in_a_file
def test_nobody_answers_beforehand_until_a_moment_is_announced(
    desk: Desk, served: Served, store: Store, key: str
) -> None:
    party = inside(served, invited(desk, key, "partij:Overleg"))
    page = asked(party, key)
    assert not [form for form in page.forms if form.action.endswith(VRAAG)], "the question can be read"
    csrf = page.form("/uitloggen")["csrf"]
    sent = party.client.post(page.path, data={"csrf": csrf, "als": "Overleg", "antwoord": "ja"})
    assert sent.status_code == 409
    announced(desk, key)
    assert answers(party, key).status == 200
    assert store.current(key).nummer == 1


def test_the_moment_only_moves_on_once_a_party_came_in(desk: Desk, served: Served, store: Store, key: str) -> None:
    announced(desk, key, 9)
    announced(desk, key, 5)
    sooner = store.row(key).gedeeld_op
    link = invited(desk, key, "partij:Overleg")
    inside(served, link)
    assert announced(desk, key, 1).status == 422
    assert store.row(key).gedeeld_op == sooner
    assert announced(desk, key, 6).status == 200
    assert store.row(key).gedeeld_op > sooner
    assert announced(desk, key, -1).status == 422


def test_what_opened_is_never_sealed_again(desk: Desk, opened: dict[str, Desk], store: Store, key: str) -> None:
    assert not [form for form in desk.get(f"/dossier/{key}/uitnodigen").forms if form.action.endswith("/moment")]
    with pytest.raises(stored.TooLate):
        store.announce(key, "2200-01-01T20:00:00+00:00", "adviseur")
    with pytest.raises(stored.TooLate):
        store.answer_early(key, "Overleg", VRAAG, "", "ja", None)


def test_an_answer_that_was_sealed_is_taken_back_without_a_trace_for_others(
    party: Desk, desk: Desk, key: str, later: Callable[[timedelta], None]
) -> None:
    answers(party, key, words=SECRET)
    assert "aria-pressed" in asked(party, key).response.text
    answers(party, key, "")
    assert "aria-pressed" not in asked(party, key).response.text
    history = party.get(f"/dossier/{key}/mijn/geschiedenis").text
    assert history.count(said("web.mijngeschiedenis.soorten.vooraf", vraag="")) == 1
    later(timedelta(days=3))
    assert SECRET not in desk.get(f"/dossier/{key}/gedeeld").text


def test_what_was_sent_as_sealed_opens_only_when_it_is_pressed_again(
    party: Desk, desk: Desk, store: Store, key: str, later: Callable[[timedelta], None]
) -> None:
    form = asked(party, key).form(VRAAG)
    later(timedelta(days=3))
    page = party.press(form, ("antwoord", "ja"), toelichting=SECRET)
    assert said("web.mijnvraag.geopend") in page.text
    assert page.form(VRAAG)["toelichting"] == SECRET, "what was typed is still there"
    assert rows(store, key) is None
    assert SECRET not in desk.get(f"/dossier/{key}/gedeeld").text
    party.press(page.form(VRAAG), ("antwoord", "ja"))
    assert rows(store, key) == [{"door": "Overleg", "antwoord": "ja", "toelichting": SECRET}]


MOVES: Final = st.lists(
    st.tuples(
        st.sampled_from(("Overleg", "Team")),
        st.sampled_from(("link-1", "link-2")),
        st.sampled_from(("ja", "nee", "")),
        st.sampled_from((0, 1, 9)),
    ),
    max_size=12,
)
"""Which party answers what by which of its links, and how many hours went by."""


@pytest.mark.in_a_file
def test_in_whatever_order_only_the_link_that_said_it_reads_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    hours = 0
    monkeypatch.setattr(stored, "now", lambda: f"2100-01-01T{hours:02}:00:00+00:00")

    @given(moves=MOVES)
    def holds(moves: list[tuple[str, str, str, int]]) -> None:
        nonlocal hours
        hours, meant = 0, dict[str, tuple[str, str]]()
        key = store.add("x", DOSSIER, Author("adviseur", "bureau"))
        store.announce(key, "2100-01-01T12:00:00+00:00", "adviseur")
        for partij, link, word, went_by in moves:
            hours = min(hours + went_by, 23)
            try:
                store.answer_early(key, partij, VRAAG, "", word, None, link)
            except stored.TooLate:
                assert hours >= 12
            except stored.Missing:
                assert meant[partij][0] != link, "another link answered"
            else:
                assert hours < 12
                assert meant.pop(partij, (link, ""))[0] == link
                meant |= {partij: (link, word)} if word else {}
            if hours >= 12:
                assert {row.partij: (row.link, row.antwoord) for row in store.early(key)} == meant
                continue
            assert store.early(key) == []
            for name in ("Overleg", "Team"):
                for by in ("link-1", "link-2", None):
                    seen = [(row.partij, row.link) for row in store.early(key, name, by)]
                    assert seen == ([(name, by)] if meant.get(name, ("",))[0] == by else [])

    holds()


# What is sealed


def test_another_link_of_a_party_neither_reads_nor_changes_what_is_sealed(
    party: Desk, desk: Desk, served: Served, store: Store, key: str, later: Callable[[timedelta], None]
) -> None:
    answers(party, key, words=SECRET)
    form = asked(party, key).form(VRAAG)
    second = inside(served, invited(desk, key, "partij:Overleg"))
    page = asked(second, key)
    assert SECRET not in page.text
    assert said("web.mijnvraag.elders") in page.text
    assert SECRET not in second.get(f"/dossier/{key}/mijn/vragen/0?klaar=1").text
    assert VRAAG not in str(store.acts(key, "Overleg", party_link(store, second))), "nor that it answered"
    csrf = page.form("/uitloggen")["csrf"]
    sent = second.client.post(form.action, data={**form, "csrf": csrf, "antwoord": "nee"})
    assert sent.status_code == 404
    assert SECRET in asked(party, key).text
    assert party.get(f"/dossier/{key}/mijn").text.count(said("web.mijn.link", op="")[:10]) == 2, "and it hears of it"
    later(timedelta(days=3))
    assert SECRET in second.get(f"/dossier/{key}/gedeeld").text


def test_taking_words_out_tells_nothing_of_what_is_sealed(party: Desk, served: Served, store: Store, key: str) -> None:
    answers(party, key, words=SECRET)
    link = store.early(key, "Overleg", party_link(store, party))[0].link
    count = redaction.redact(store, key, "kenden elkaar", Author("adviseur", "bureau"), served.pack)
    assert count == 0
    assert "kenden elkaar" not in str(store.early(key, "Overleg", link)[0].toelichting), "yet it is out"


def test_who_takes_words_out_changes_no_answer(
    party: Desk, served: Served, store: Store, key: str, later: Callable[[timedelta], None]
) -> None:
    """What can be chosen is nobody's words: else an adviser could spoil what a party sealed, unseen."""
    answers(party, key, "deels", words="Ten deels waar.")
    redaction.redact(store, key, "deels", Author("adviseur", "bureau"), served.pack)
    later(timedelta(days=3))
    (row,) = store.early(key)
    assert (row.antwoord, "deels" in row.toelichting) == ("deels", False)
    assert answers(party, key, "ja").status == 200


def party_link(store: Store, party: Desk) -> str:
    """The hash of the link by which somebody is in."""
    found = access.visitor(store, party.client.cookies["wijktoets"])
    assert found is not None
    return found.link


# After the moment


@pytest.mark.in_a_file
def test_a_party_mends_its_own_words_and_what_all_said_stays(opened: dict[str, Desk], store: Store, key: str) -> None:
    text = DOSSIER + b"antwoorden:\n  eigene-in-beeld: {antwoord: ja, afgesproken: Wij lopen samen rond.}\n"
    store.change(key, Author("adviseur", "tafel"), lambda _: stored.StoredEdit(text, "antwoord"))
    answers(opened["Overleg"], key, "deels", words="Niet iedereen.")
    assert rows(store, key) == [
        {"door": "samen", "antwoord": "ja", "afgesproken": "Wij lopen samen rond."},
        {"door": "Overleg", "antwoord": "deels", "toelichting": "Niet iedereen."},
    ]
    event = store.history(key)[-1]
    assert (event.partij, event.weg) == ("Overleg", "link")
    answers(opened["Overleg"], key, "")
    assert rows(store, key) == {"antwoord": "ja", "afgesproken": "Wij lopen samen rond."}
    assert said("web.geschiedenis.ingetrokken") not in asked(opened["Team"], key).text


def test_an_early_answer_that_is_taken_back_afterwards_reads_so(
    party: Desk, desk: Desk, key: str, later: Callable[[timedelta], None]
) -> None:
    answers(party, key, words=SECRET)
    later(timedelta(days=3))
    answers(party, key, "")
    page = desk.get(f"/dossier/{key}/gedeeld").text
    assert SECRET not in page
    assert said("web.gedeeld.ingetrokken") in page
    assert "aria-pressed" not in asked(party, key).response.text
    assert not [f for f in desk.get(f"/dossier/{key}/tafel/0/wat-is-eigen-aan-de-wijk").forms if "/vooraf" in f.action]


@pytest.mark.in_a_file
def test_a_wish_is_meant_each_party(opened: dict[str, Desk], store: Store, key: str) -> None:
    answers(opened["Overleg"], key, "besluiten", "gewenst")
    answers(opened["Team"], key, "adviseren", "gewenst")
    tree = plain_of(store.current(key).content)["afspraken"][0]
    assert tree["gewenst"] == [{"door": "Overleg", "gewenst": "besluiten"}, {"door": "Team", "gewenst": "adviseren"}]


@pytest.mark.in_a_file
def test_what_the_desk_writes_for_a_party_says_so_until_that_party_confirms(
    desk: Desk, served: Served, opened: dict[str, Desk], store: Store, key: str
) -> None:
    form = desk.get(f"/dossier/{key}/werkblad/0/{VRAAG}?oneens=1").form("/antwoord/")
    desk.press(form, antwoord__0="nee", toelichting__0="Dat kan beter.")
    mark = said("web.partij.opgeschreven")
    assert rows(store, key) == [{"door": "Overleg", "antwoord": "nee", "toelichting": f"Dat kan beter. {mark}"}]
    form = desk.get(f"/dossier/{key}/werkblad/0/{VRAAG}?oneens=1").form("/antwoord/")
    assert form["toelichting-0"] == "Dat kan beter."
    desk.press(form, antwoord__1="ja")
    assert str(rows(store, key)).count(mark) == 2, "each once"
    for paper in ("beeld", "papieren/raad", "papieren/bewoners", "papieren/team"):
        assert desk.get(f"/dossier/{key}/{paper}").text.count(mark) >= 2, paper
    record = opened["Overleg"].get(f"/dossier/{key}/mijn/verslag")
    assert mark in record.text
    judged(record, opened["Overleg"], oordeel="zo_gezegd")
    first, second = rows(store, key)  # type: ignore[misc]  # two rows
    assert first == {"door": "Overleg", "antwoord": "nee", "toelichting": "Dat kan beter."}
    assert mark in second["toelichting"], "of another party it stays"
    assert confirmed(served, key) == [("Overleg", "zo_gezegd", True)]


def confirmed(served: Served, key: str) -> list[tuple[str, str, bool]]:
    """What parties said of the record, and whether that is of what it says now."""
    rapport = served.shelf.read(served.store.current(key).content).rapport
    return [(each.door, each.oordeel, each.geldt) for each in rapport.bevestigd]


def judged(record: Page, party: Desk, **said_of_it: str) -> Page:
    """The party says something of the record."""
    form = next(form for form in record.forms if "kenmerk" in form)
    typed = {name.replace("waarom_", "waarom-"): value for name, value in said_of_it.items()}
    party.presses += 1
    return Page(party.client.post(form.action, data={**form, **typed}))


@pytest.mark.in_a_file
@pytest.mark.parametrize("oordeel", ["niet_zo_gezegd", "tekent_niet"])
def test_a_party_says_why_not_and_every_paper_prints_it(
    desk: Desk, served: Served, opened: dict[str, Desk], store: Store, key: str, oordeel: str
) -> None:
    party, address, why = opened["Team"], f"/dossier/{key}/mijn/verslag", "Over het geld is niets gezegd."
    record = party.get(address)
    refused = judged(record, party, oordeel=oordeel)
    assert refused.status == 422, "a reason goes with it"
    assert judged(record, party, **{"oordeel": oordeel, f"waarom_{oordeel}": why}).status == 200
    assert confirmed(served, key) == [("Team", oordeel, True)]
    assert f"{said(f'web.verslag.{oordeel}')} “{why}”" in party.get(address).text
    for paper in ("papieren/raad", "papieren/bewoners", "papieren/afspraken", "blad", "beeld"):
        assert why in desk.get(f"/dossier/{key}/{paper}").text, paper
    assert store.history(key)[-1].partij == "Team"
    judged(party.get(address), party, oordeel="zo_gezegd")
    assert confirmed(served, key) == [("Team", "zo_gezegd", True)]
    answers(opened["Overleg"], key, "nee")
    assert confirmed(served, key) == [("Team", "zo_gezegd", False)]
    assert said("web.verslag.eerder_anders") in party.get(address).text


@pytest.mark.in_a_file
def test_a_party_says_nothing_of_a_record_that_it_did_not_read(
    opened: dict[str, Desk], served: Served, key: str
) -> None:
    record = opened["Team"].get(f"/dossier/{key}/mijn/verslag")
    answers(opened["Overleg"], key, "nee")
    again = judged(record, opened["Team"], oordeel="niet_zo_gezegd", waarom_niet_zo_gezegd="Het was ja.")
    assert again.status == 409
    assert "Het was ja." in again.text, "nothing that was typed is lost"
    assert confirmed(served, key) == []


@pytest.mark.in_a_file
def test_parties_stand_behind_a_sentence_each_by_its_own_link(opened: dict[str, Desk], store: Store, key: str) -> None:
    text = DOSSIER + b"antwoorden:\n  eigene-in-beeld: {antwoord: ja, afgesproken: Wij lopen samen rond.}\n"
    store.change(key, Author("adviseur", "tafel"), lambda _: stored.StoredEdit(text, "antwoord"))
    for name in ("Overleg", "Team"):
        page = opened[name].get(f"/dossier/{key}/mijn/verslag")
        opened[name].press(page.form(f"/verslag/0/{VRAAG}"))
    behind = {"tekst": "Wij lopen samen rond.", "bevestigd_door": ["Overleg", "Team"]}
    assert rows(store, key) == {"antwoord": "ja", "afgesproken": behind}
    page = opened["Team"].get(f"/dossier/{key}/mijn/verslag")
    opened["Team"].press(page.form(f"/verslag/0/{VRAAG}"))
    assert "Team" not in str(rows(store, key))


def test_a_party_reads_what_staff_looked_at_and_took_along(
    desk: Desk, served: Served, opened: dict[str, Desk], store: Store, key: str
) -> None:
    for part in ("/beeld", "/beeld", "/export", "/versie/1"):
        desk.get(f"/dossier/{key}{part}")
    desk.client.get("/alles")
    acts = [(each.soort, each.gegevens["wat"]) for each in store.acts(key) if "wat" in each.gegevens]
    Desk(client_of(app_of(store, served.folder), let_in(store))).get(f"/dossier/{key}/beeld")
    acts = [(each.soort, each.gegevens["wat"]) for each in store.acts(key) if "wat" in each.gegevens]
    assert acts.count(("bekeken", "beeld")) == 1, "once a day, however many programs run"
    assert {("opgehaald", "export"), ("opgehaald", "versie"), ("opgehaald", "alles")} <= set(acts)
    text = opened["Team"].get(f"/dossier/{key}/mijn/geschiedenis").text
    for kind, what in acts:
        assert said(f"web.mijngeschiedenis.soorten.{kind}", wat=said(f"web.mijngeschiedenis.wat.{what}")) in text


@pytest.mark.in_a_file
def test_what_was_looked_at_is_remembered_for_a_day(
    desk: Desk, served: Served, opened: dict[str, Desk], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.get(f"/dossier/{key}/beeld")
    assert served.traces
    monkeypatch.setattr(traces, "date", type("Later", (date,), {"today": classmethod(lambda _: date(2100, 1, 1))}))
    desk.get(f"/dossier/{key}/blad")
    assert {each[-1] for each in served.traces} == {"2100-01-01"}, "else it would fill up for as long as it runs"


@pytest.mark.in_a_file
def test_a_dossier_without_invitations_keeps_nothing_of_who_looks(desk: Desk, store: Store, key: str) -> None:
    desk.get(f"/dossier/{key}/beeld")
    assert store.acts(key) == []


def test_a_party_takes_all_that_is_shared_along(
    party: Desk, store: Store, key: str, later: Callable[[timedelta], None]
) -> None:
    answers(party, key, words=SECRET)
    assert party.client.get(f"/dossier/{key}/mijn/kopie").headers["content-type"].startswith("text/html")
    store.add_heard(key, "namens-wie", "Ook gehoord.")
    store.add_heard(key, "namens-wie", "Jan uit de Dorpsstraat.")
    store.hide_heard(key, store.heard(key)[-1].id, True)
    later(timedelta(days=3))
    content = party.client.get(f"/dossier/{key}/mijn/kopie").content
    again = archive.restored(store, *archive.unpacked(content))
    assert [row.toelichting for row in store.early(again)] == [SECRET]
    with (
        zipfile.ZipFile(io.BytesIO(content)) as mine,
        zipfile.ZipFile(io.BytesIO(archive.packed(store, again))) as held,
    ):
        assert held.read("geschiedenis.json") == mine.read("geschiedenis.json"), "nothing is lost on the way"
        assert party_link(store, party) not in mine.read("geschiedenis.json").decode()
        assert "Ook gehoord." in mine.read("geschiedenis.json").decode()
        assert "Dorpsstraat" not in mine.read("geschiedenis.json").decode(), "what was hidden is so for each party"
        assert b"De Wending" in mine.read("verslag.html")
        assert SECRET in mine.read("vooraf.html").decode(), "for who reads no JSON"


@pytest.mark.in_a_file
def test_what_was_also_heard_has_no_name_and_is_read_at_the_table(
    party: Desk, desk: Desk, store: Store, key: str
) -> None:
    page = asked(party, key)
    assert said("web.mijnvraag.gehoord_nu") in page.text, "it is not sealed, and that is said before"
    added = party.press(page.form("/gehoord"), tekst="Niemand vroeg het ons.")
    assert said("web.mijnvraag.bewaard.gehoord_dicht") in added.text
    assert [(row.tekst, row.verborgen) for row in store.heard(key)] == [("Niemand vroeg het ons.", False)]
    assert "Niemand vroeg het ons." in desk.get(f"/dossier/{key}/tafel/0/wat-is-eigen-aan-de-wijk").text


@pytest.mark.in_a_file
@pytest.mark.parametrize("naam", ["Overleg", "Team", "De raad"])
def test_each_party_is_asked_its_own_questions(desk: Desk, served: Served, key: str, naam: str) -> None:
    announced(desk, key)
    party = inside(served, invited(desk, key, f"partij:{naam}"))
    page = party.get(f"/dossier/{key}/mijn/vragen/0?klaar=1&lang=1")
    found = {link.rpartition("/")[2].partition("?")[0] for link, _ in page.links if "/mijn/vragen/0/" in link}
    pack = served.pack.vragen
    rol = {"Overleg": "bewoners", "Team": "gemeente", "De raad": "raad"}[naam]
    for vraag in found - {"gewenst"}:
        assert pack[vraag].aan is None or {rol, "wijk" if rol == "bewoners" else rol} & set(pack[vraag].aan), vraag
    elsewhere = next(v for v in pack if v not in found)
    assert party.get(f"/dossier/{key}/mijn/vragen/0/{elsewhere}").status == 404


# Help, and the plate


def test_who_helps_is_filled_in_and_read_first(desk: Desk, served: Served, store: Store, key: str) -> None:
    form = desk.get(f"/dossier/{key}/uitnodigen").form("/hulp")
    assert desk.press(form, hulp="Bel Jan, 06 12345678").status == 422, "a person is asked about first"
    desk.press(form, hulp="Wijksteunpunt De Brug")
    party = inside(served, invited(desk, key, "partij:Overleg"))
    for page in (f"/dossier/{key}/mijn", "/over"):
        shown = party.get(page)
        assert said("web.mijn.regels.hulp_is", wie="Wijksteunpunt De Brug") in shown.text
        assert f"/dossier/{key}/mijn" in [link for link, _ in shown.links], "there is a way back"
    redaction.redact(store, key, "De Brug", Author("adviseur", "bureau"), served.pack)
    assert "De Brug" not in party.get(f"/dossier/{key}/mijn").text


@pytest.mark.in_a_file
def test_a_telephone_reads_the_link_from_the_page(desk: Desk, key: str, tmp_path: Path) -> None:
    page = desk.get(f"/dossier/{key}/uitnodigen")
    made = desk.press(next(f for f in page.forms if f.action.endswith("/uitnodigen")), voor="partij:Overleg")
    (code,) = re.findall(r"<svg.*?</svg>", made.response.text)
    (tmp_path / "code.svg").write_text(code, encoding="utf-8")
    assert {*scanned(tmp_path / "code.svg")} == {*re.findall(r'value="(http[^"]+/verder/[^"]+)"', made.response.text)}


@pytest.mark.in_a_file
def test_a_link_goes_on_the_plate_of_its_own_party_alone(
    desk: Desk, served: Served, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[list[str], dict[str, bytes]]] = []

    def start(dossier: str, naam: str, words: list[str], files: dict[str, bytes]) -> None:
        made.append((words, files))

    monkeypatch.setattr(served.jobs, "start", start)
    other = store.add("Ander", DOSSIER, Author("adviseur", "bureau"))
    csrf = desk.get(f"/dossier/{key}/uitnodigen").form("/hulp")["csrf"]
    links = [invited(desk, key, "begeleider"), invited(desk, key, "lezer"), invited(desk, other, "partij:Team"), "x/y"]
    for link in links:
        sent = desk.client.post(f"/dossier/{key}/uitnodigen/papier", data={"csrf": csrf, "adres": link})
        assert sent.status_code == 404, link
    assert made == []
    link = invited(desk, key, "partij:Team")
    desk.client.post(f"/dossier/{key}/uitnodigen/papier", data={"csrf": csrf, "adres": f"https://kwaad.example{link}"})
    ((words, files),) = made
    assert words[words.index("--for") + 1] == "Team"
    assert not [word for word in words if link in word], "it stands in no list of what runs"
    assert files["link.txt"].decode() == f"http://127.0.0.1:8123{link}", "and leads here"
