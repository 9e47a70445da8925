"""The store: two writers, a program that is killed, and whatever people do in whatever order."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Container
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

import wijktoets
from tests.web.postgres import Cluster
from tests.web.visiting import Desk, Form, app_of, client_of, let_in, store_in
from wijktoets.engine.reading.setting import _bare, plain_of
from wijktoets.texts import text
from wijktoets.web import archive
from wijktoets.web.answers import SHARED, Conflict, Said, answer, changes_of, replayed, rows_of, seen, undone
from wijktoets.web.app import Served
from wijktoets.web.database import Unusable, database_at
from wijktoets.web.dossier import Known, Shelf
from wijktoets.web.folder import changed
from wijktoets.web.store import FILE, Author, Store, StoredEdit

ON_BOTH: Final = True
"""A file, and a database of PostgreSQL."""

DESK = Author("adviseur", "bureau")
TEXT = b"""# Een opmerking
formaat: wijktoets/dossier@1
naam: Voorbeeld
partijen: [{naam: Overleg, rol: wijk}, {naam: Team, rol: gemeente}]
afspraken:
  - thema: groen
    antwoorden:
      #openbare-vergaderingen: onbekend
  - {thema: wonen}
"""
QUESTIONS = ("openbare-vergaderingen", "besluiten-te-volgen", "verantwoording-aan-wijk", "wie-besluit")
WORD = {"wie-besluit": ("wijk", "raad", "onbekend")}


# Two writers


def test_two_who_answer_different_questions_both_stay(served: Served, store: Store) -> None:
    key = store.add("Voorbeeld", TEXT, DESK)
    desks = [Desk(client_of(served, let_in(store))) for _ in range(2)]
    pages = [d.get(f"/dossier/{key}/werkblad/0/{q}") for d, q in zip(desks, QUESTIONS, strict=False)]
    for desk, page in zip(desks, pages, strict=True):
        assert desk.press(page.form("/antwoord/"), ("antwoord", "ja")).status == 200
    there = plain_of(store.current(key).content)["afspraken"][0]["antwoorden"]
    assert there == {QUESTIONS[0]: "ja", QUESTIONS[1]: "ja"}


def test_the_second_on_one_question_is_told_and_chooses(served: Served, store: Store) -> None:
    key = store.add("Voorbeeld", TEXT, DESK)
    desks = [Desk(client_of(served, let_in(store))) for _ in range(2)]
    pages = [desk.get(f"/dossier/{key}/werkblad/0/{QUESTIONS[0]}") for desk in desks]
    desks[0].press(pages[0].form("/antwoord/"), ("antwoord", "ja"))
    told = desks[1].press(pages[1].form("/antwoord/"), ("antwoord", "nee"), toelichting="Want ik was er niet bij.")
    assert told.status == 409
    assert store.current(key).nummer == 2
    assert told.form("/antwoord/")["toelichting"] == "Want ik was er niet bij."
    assert desks[1].press(told.form("/antwoord/"), ("antwoord", "nee")).status == 200
    assert store.history(key)[-1].wijzigingen[0][1:] == [
        "ja",
        {"antwoord": "nee", "toelichting": "Want ik was er niet bij."},
    ]


def test_two_parties_on_one_question_both_stay(store: Store) -> None:
    key, shelf = store.add("Voorbeeld", TEXT, DESK), Shelf(wijktoets.load_pack())
    before = shelf.read(TEXT)
    for door, word in (("Overleg", "nee"), ("Team", "ja")):
        said, marks = {door: Said(word)}, {door: seen(before, 0, QUESTIONS[0], door)}

        def given(content: bytes, said: dict[str, Said] = said, marks: dict[str, str] = marks) -> StoredEdit:
            return answer(shelf.read(content), 0, QUESTIONS[0], said, marks, False)

        store.change(key, Author(door, "link"), given)
    rows = plain_of(store.current(key).content)["afspraken"][0]["antwoorden"][QUESTIONS[0]]
    assert rows == [{"door": "Overleg", "antwoord": "nee"}, {"door": "Team", "antwoord": "ja"}]


def test_many_at_once_lose_nothing(store: Store) -> None:
    key = store.add("Voorbeeld", TEXT, DESK)

    def write(who: int) -> None:
        for n in range(10):
            line = f"# {who}-{n}\n".encode()
            store.change(key, DESK, lambda c, line=line: StoredEdit(c + line, "antwoord"))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = store.current(key).content.decode().splitlines()
    assert {f"# {who}-{n}" for who in range(8) for n in range(10)} <= set(lines)
    assert store.current(key).nummer == 81


def test_an_answer_that_is_kept_is_told_so_whatever_comes_after(
    served: Served, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else who answers while it is busy presses again, and reads that somebody else changed it."""
    key = store.add("Voorbeeld", TEXT, DESK)
    desk = Desk(client_of(served, let_in(store)))
    page = desk.get(f"/dossier/{key}/werkblad/0/{QUESTIONS[0]}")
    writes: list[int] = []
    write, turns = store.write, store.database.write

    def once() -> Any:
        writes.append(1)
        if len(writes) > 1:
            raise PoolTimeoutError
        return turns()

    monkeypatch.setattr(store, "write", once)
    assert desk.press(page.form("/antwoord/"), ("antwoord", "ja")).status == 200
    assert len(writes) == 1, "nor is a turn to write taken for what is not there"
    monkeypatch.setattr(store, "write", write)
    form = desk.get(f"/dossier/{key}/werkblad/0/{QUESTIONS[1]}").form("/antwoord/")
    desk.client.post(form.action.replace("/antwoord/", "/concept/"), data={**form, "toelichting": "Half"})
    writes.clear()
    monkeypatch.setattr(store, "write", once)
    assert desk.press(form, ("antwoord", "ja"), toelichting="Heel").status == 200
    assert len(writes) == 2
    assert store.current(key).nummer == 3


# Killed


KILLED = """
import sys
from pathlib import Path
from wijktoets.web.store import Author, Store, StoredEdit
store, key = Store(Path(sys.argv[1])), sys.argv[2]
for n in range(1000):
    store.change(key, Author("adviseur", "bureau"), lambda c: StoredEdit(c + b"# %d\\n" % n, "antwoord"))
    print(n, flush=True)
"""


@pytest.mark.parametrize("after", [3, 150, 400])
def test_no_confirmed_answer_is_lost_when_the_program_is_killed(after: int, tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        key = store.add("Voorbeeld", TEXT, DESK)
    writer = subprocess.Popen([sys.executable, "-c", KILLED, tmp_path / FILE, key], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    confirmed = [writer.stdout.readline() for _ in range(after)]
    os.kill(writer.pid, signal.SIGKILL)
    confirmed += writer.stdout.readlines()
    writer.wait()
    writer.stdout.close()
    with store_in(tmp_path) as store:
        kept = store.current(key)
        assert len(store.history(key)) == kept.nummer
    lines = kept.content.decode().splitlines()
    assert [n.strip() for n in confirmed[:after]] == [str(n) for n in range(after)], "the writer wrote"
    assert {f"# {n.strip()}" for n in confirmed if n.endswith("\n")} <= set(lines)


@pytest.mark.postgres
def test_what_was_confirmed_is_there_when_the_database_comes_back(cluster: Cluster) -> None:
    store = Store(database_at(cluster.empty()))
    key = store.add("Voorbeeld", TEXT, DESK)
    store.change(key, DESK, lambda c: StoredEdit(c + b"# voor\n", "antwoord"))
    cluster.stop()
    with pytest.raises(DBAPIError):
        store.change(key, DESK, lambda c: StoredEdit(c + b"# weg\n", "antwoord"))
    cluster.start()
    store.change(key, DESK, lambda c: StoredEdit(c + b"# na\n", "antwoord"))
    assert store.current(key).content == TEXT + b"# voor\n# na\n"
    store.close()


@pytest.mark.postgres
def test_two_programs_on_one_database_lose_nothing(cluster: Cluster) -> None:
    url = cluster.empty()
    stores = [Store(database_at(url)) for _ in range(2)]
    key = stores[0].add("Voorbeeld", TEXT, DESK)

    def write(who: int) -> None:
        for n in range(20):
            line = f"# {who}-{n}\n".encode()
            stores[who].change(key, DESK, lambda c, line=line: StoredEdit(c + line, "antwoord"))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stores[0].current(key).nummer == 41
    lines = stores[1].current(key).content.splitlines()
    assert {b"# %d-%d" % (who, n) for who in (0, 1) for n in range(20)} <= set(lines)
    for store in stores:
        store.close()


@pytest.mark.postgres
def test_the_end_of_a_long_text_is_not_held_back(cluster: Cluster) -> None:
    store, took = Store(database_at(cluster.empty())), []
    key = store.add("Voorbeeld", TEXT, DESK)
    for _ in range(40):
        begun = time.perf_counter()
        store.change(key, DESK, lambda _: StoredEdit(TEXT + b"# lang\n" * 1500, "antwoord"))
        took.append(time.perf_counter() - begun)
    store.close()
    assert min(took[20:]) < 0.035, "it waits 40 ms for word that its beginning was received"


@pytest.mark.postgres
def test_a_copy_of_the_database_holds_all_of_it(cluster: Cluster, tmp_path: Path) -> None:
    store = Store(database_at(cluster.empty()))
    key = store.add("Voorbeeld", TEXT, DESK)
    store.change(key, DESK, lambda c: StoredEdit(c + b"# meer\n", "antwoord"))
    store.close()
    again = Store(database_at(cluster.restored(cluster.url(f"wijktoets_{cluster.made}"))))
    assert again.current(key).content == TEXT + b"# meer\n"
    assert [e.soort for e in again.history(key)] == ["nieuw", "antwoord"]
    again.close()


@pytest.mark.parametrize("url", ["", "geen adres", "sqlite:///x", "mysql://a@b/c", "http://127.0.0.1"])
def test_what_is_no_database_is_refused(url: str) -> None:
    with pytest.raises(Unusable):
        database_at(url)


@pytest.mark.in_a_file
def test_the_file_is_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    store.add("Voorbeeld", TEXT, DESK)
    for path in tmp_path.glob(f"{FILE}*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_over_says_where_it_is_kept(desk: Desk, kind: str) -> None:
    page = desk.get("/over").text
    for key in ("hier", "wie"):
        assert (text(f"web.over.regels.{key}") in page) == (kind == "file")
        assert (text(f"web.over.database.{key}") in page) == (kind != "file")


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
def test_the_database_keeps_what_is_promised(store: Store, pragma: str, value: object) -> None:
    with store.read() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


# Random people


CARDS: Final = ("zien-hoe-er-wordt-besloten", "laten-zien-wat-er-is-gedaan", "geld-in-beeld", "het-laatste-woord")
ASKED: Final = (*QUESTIONS, "verantwoording-aan-gemeente", "raad-weegt-mee", "begroting-inzichtelijk")
TYPED: Final = st.text(max_size=12).map(lambda words: "".join(c for c in words if c.isprintable()).strip())
WHICH: Final = st.sampled_from((0, 1))
Picks = dict[int, tuple[int, str]]
OpenCard = tuple[int, int, str, Form]
"""A card that somebody has before them: the dossier, the thema, its name, and the form as it was shown."""
PICKS: Final = st.dictionaries(st.integers(0, 5), st.tuples(st.integers(0, 3), TYPED), min_size=1, max_size=3)
Answers = dict[tuple[int, str], dict[str, dict[str, Any]]]
"""Per thema and question what is in force: by whom, with its words."""


class People(RuleBasedStateMachine):
    """People at two dossiers who answer one question or a whole card, take back, undo, go back, export and take in what
    stands in the folder; each at what they saw some time ago."""

    looks = Bundle("looks")
    pages = Bundle("pages")

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.store = Store(self.folder / FILE)
        self.served = app_of(self.store, self.folder)
        self.shelf = self.served.shelf
        self.desk = Desk(client_of(self.served, let_in(self.store)))
        self.csrf = self.desk.get("/").form("/nieuw")["csrf"]
        self.keys = [self.store.add(f"Voorbeeld {n}", TEXT, DESK, file=(f"{n}.yaml", b"")) for n in (0, 1)]
        self.contents = [TEXT, TEXT]
        self.trees: list[Any] = [None, None]
        self.seen = [0, 0]

    @initialize(target=looks)
    def first(self) -> Known:
        return self.now(0)

    @initialize(target=pages, which=WHICH)
    def first_card(self, which: int) -> OpenCard:
        return self.open_card(which, 0, CARDS[0])

    def now(self, which: int) -> Known:
        last = self.store.current(self.keys[which])
        return self.shelf.read(last.content, last.nummer)

    def send(self, address: str, **fields: str) -> None:
        """Press a button of which the form holds just this."""
        sent = {"csrf": self.csrf, **fields}
        assert self.desk.client.post(address, data=sent, follow_redirects=False).status_code == 303

    def answers(self, known: Known) -> Answers:
        """What is in force."""
        names = [*ASKED, *(each.id for card in known.cards if card.gespreksvraag.id in CARDS for each in card.vragen)]
        asked = [name for name in dict.fromkeys(names) if name in known.pack.vragen]
        themas = range(len(known.dossier.afspraken))
        return {(n, name): rows_of(known.at(known.path(n, name))) for n in themas for name in asked}

    def kept(self, which: int, before: Answers, touched: Container[tuple[int, str]]) -> None:
        """That every answer that was confirmed still stands, but for those to which something was done now."""
        now = self.answers(self.now(which))
        assert {at: rows for at, rows in now.items() if at not in touched} == {
            at: rows for at, rows in before.items() if at not in touched
        }
        self.contents[which] = self.now(which).content

    @rule(target=looks, which=WHICH)
    def look(self, which: int) -> Known:
        return self.now(which)

    @rule(
        which=WHICH,
        look=looks,
        thema=st.sampled_from((0, 1)),
        vraag=st.sampled_from(QUESTIONS),
        door=st.sampled_from((SHARED, "Overleg", "Team")),
        word=st.sampled_from(("ja", "nee", "onbekend", "")),
        words=TYPED,
        everywhere=st.booleans(),
    )
    def say(
        self, which: int, look: Known, thema: int, vraag: str, door: str, word: str, words: str, everywhere: bool
    ) -> None:
        word = {"ja": "wijk", "nee": "raad"}.get(word, word) if vraag == "wie-besluit" else word
        mark = seen(look, thema, vraag, door)
        said = Said(word, words)

        def make(content: bytes) -> StoredEdit | None:
            made = answer(self.shelf.read(content), thema, vraag, {door: said}, {door: mark}, everywhere)
            if made is not None:
                self.shelf.read(made.content)
            return made

        before = self.now(which)
        try:
            self.store.change(self.keys[which], Author(door or "adviseur", "bureau"), make)
        except Conflict:
            assert mark != seen(before, thema, vraag, door), "only who saw something else is refused"
            assert self.now(which).content == before.content
            return
        if self.now(which).content != before.content:
            assert mark == seen(before, thema, vraag, door), "nobody writes over what they did not see"
        rows = self.now(which).answer(thema, vraag)
        by = {row.door or SHARED: row.antwoord for row in rows}
        assert (by.get(door) or (by.get("samen") if door == SHARED else None) or "") == word
        wide = everywhere or not word
        self.kept(which, self.answers(before), [(n, vraag) for n in (0, 1) if wide or n == thema])

    # Whole cards

    def open_card(self, which: int, thema: int, card: str) -> OpenCard:
        page = self.desk.get(f"/dossier/{self.keys[which]}/werkblad/{thema}/kaart/{card}")
        return which, thema, card, page.form("/antwoorden/")

    @rule(page=pages, picks=PICKS, everywhere=st.booleans(), rest=st.booleans())
    def keep_a_card_of_some_time_ago(self, page: OpenCard, picks: Picks, everywhere: bool, rest: bool) -> None:
        self.keep_card(page, picks, everywhere, rest)

    @rule(
        target=pages, which=WHICH, thema=st.sampled_from((0, 1)), card=st.sampled_from(CARDS), picks=PICKS, all_=WHICH
    )
    def keep_a_card(self, which: int, thema: int, card: str, picks: Picks, all_: int) -> OpenCard:
        page = self.open_card(which, thema, card)
        self.keep_card(page, picks, bool(all_), False)
        return page

    def keep_card(self, page: OpenCard, picks: Picks, everywhere: bool, rest: bool) -> None:
        which, thema, card, form = page
        before = self.now(which)
        kaart = next(each for each in before.cards if each.gespreksvraag.id == card)
        asked = [each.id for each in kaart.vragen if each.vraag is not None]
        typed: dict[str, str] = {}
        chosen: dict[str, str] = {}
        for number, (pick, words) in picks.items():
            vraag = asked[number % len(asked)]
            options = [*(before.pack.vragen[vraag].omschreven or ("ja", "deels", "nee")), "onbekend"]
            word = chosen[vraag] = options[pick % len(options)]
            typed |= {f"antwoord.{vraag}": word, f"toelichting.{vraag}": words}
            typed |= {f"overal.{vraag}": "1"} if everywhere else {}
        doe = "onbekend" if rest else "bewaar"
        sent = Form({"action": form.action})
        sent.update({**form, **typed, "doe": doe, "toch": "1"})
        told = self.desk.press(sent)
        same = {
            vraag
            for vraag in chosen
            if all(form.get(name, "") == value for name, value in typed.items() if name.endswith(f".{vraag}"))
            and (f"overal.{vraag}" in form) == (f"overal.{vraag}" in sent)
        }
        if told.status == 409:
            others = [vraag for vraag in asked if form[f"gezien.{vraag}"] != seen(before, thema, vraag)]
            assert set(others) & set(chosen), "only who saw something else is refused"
            assert self.now(which).content == before.content, "and then nothing of the card is kept"
            return
        assert told.status == 200
        after = self.now(which)
        for vraag in chosen.keys() - same:
            rows = rows_of(after.at(after.path(thema, vraag)))
            shared = rows.get(SHARED) or rows.get("samen") or {}
            assert shared.get("antwoord") == chosen[vraag], "what was confirmed stands there"
            if after.at(after.path(thema, vraag)) != before.at(before.path(thema, vraag)):
                assert form[f"gezien.{vraag}"] == seen(before, thema, vraag), "nobody writes over what they did not see"
        opened = {vraag for vraag in asked if rest and not before.answer(thema, vraag)}
        done = {vraag for vraag in chosen if vraag not in same} | opened
        self.kept(which, self.answers(before), [(n, vraag) for n in (0, 1) for vraag in done])

    # What goes back, and what comes from elsewhere

    @rule(which=WHICH, number=st.integers(0, 30))
    def undo(self, which: int, number: int) -> None:
        events = [e for e in self.store.history(self.keys[which]) if e.wijzigingen]
        if events:
            event = events[number % len(events)]
            before = self.now(which)
            try:
                self.store.change(
                    self.keys[which],
                    DESK,
                    lambda c: undone(self.shelf.read(c), changes_of(event.wijzigingen), event.vraag, event.thema),
                )
            except Conflict:
                assert self.now(which).content == before.content
                return
            self.kept(which, self.answers(before), [(n, event.vraag) for n in (0, 1)])

    @rule(which=WHICH, number=st.integers(1, 30))
    def back(self, which: int, number: int) -> None:
        key = self.keys[which]
        earlier = self.store.version(key, 1 + number % self.store.current(key).nummer)
        self.send(f"/dossier/{key}/terug", nummer=str(earlier.nummer))
        assert self.store.current(key).content == earlier.content
        self.contents[which] = earlier.content

    @rule(which=WHICH, source=WHICH, number=st.integers(0, 30))
    def take_over_from_the_folder(self, which: int, source: int, number: int) -> None:
        key = self.keys[which]
        versions = self.store.current(self.keys[source]).nummer
        held = self.store.version(self.keys[source], 1 + number % versions).content
        (self.folder / f"{which}.yaml").write_bytes(held)
        before = self.store.current(key)
        if changed(self.folder, self.store.row(key)):
            self.send(f"/dossier/{key}/uit-de-map", bestand=f"{which}.yaml")
            assert self.store.current(key).content == held
            self.contents[which] = held
        assert self.store.version(key, before.nummer).content == before.content, "what was there stays in the history"

    @rule(which=WHICH)
    def export_and_import(self, which: int) -> None:
        content = archive.packed(self.store, self.keys[which])
        again = archive.restored(self.store, *archive.unpacked(content))
        assert archive.packed(self.store, again) == content
        assert self.store.current(again).content == self.store.current(self.keys[which]).content

    @invariant()
    def history_replays_to_the_present(self) -> None:
        for which, key in enumerate(self.keys):
            events = self.store.history(key)
            numbers = [event.nummer for event in events]
            assert numbers == list(range(1, len(events) + 1)), "no version without an event, and none twice"
            for event in events[self.seen[which] :]:
                if event.soort in ("nieuw", "terug", "bestand"):
                    self.trees[which] = self.plain(key, event.nummer)
                self.trees[which] = replayed(self.trees[which], changes_of(event.wijzigingen))
                assert _bare(self.trees[which]) == _bare(self.plain(key, event.nummer))
            self.seen[which] = len(events)

    def plain(self, key: str, nummer: int) -> Any:
        return self.shelf.read(self.store.version(key, nummer).content).plain

    @invariant()
    def what_is_done_to_one_dossier_leaves_the_other(self) -> None:
        assert [self.store.current(key).content for key in self.keys] == self.contents

    def teardown(self) -> None:
        self.store.close()
        self.place.cleanup()


class TestPeople(People.TestCase):  # type: ignore[misc, name-defined]  # hypothesis makes it as the class is read
    """The machine as a test."""

    settings = settings(max_examples=min(12, settings().max_examples), stateful_step_count=30, deadline=None)
