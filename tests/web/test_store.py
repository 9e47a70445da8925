"""The store: two writers, a program that is killed, and whatever people do in whatever order."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.exc import DBAPIError

import wijktoets
from tests.web.postgres import Cluster
from tests.web.visiting import Desk, client_of, let_in, store_in
from wijktoets.engine.reading.setting import _bare, plain_of
from wijktoets.web import archive
from wijktoets.web.answers import SHARED, Conflict, Said, answer, changes_of, replayed, seen, undone
from wijktoets.web.app import Served
from wijktoets.web.database import Unusable, database_at
from wijktoets.web.dossier import Known, Shelf
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


@pytest.mark.in_a_file
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
def test_the_database_keeps_what_is_promised(store: Store, pragma: str, value: object) -> None:
    with store.read() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


# Random people


class People(RuleBasedStateMachine):
    """People who answer, take back, undo, go back and import, each at a version that they saw some time ago."""

    looks = Bundle("looks")

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.place.name) / FILE)
        self.shelf = Shelf(wijktoets.load_pack())
        self.key = self.store.add("Voorbeeld", TEXT, DESK)
        self.confirmed: dict[tuple[int, str, str], str] = {}

    @initialize(target=looks)
    def first(self) -> Known:
        return self.now()

    def now(self) -> Known:
        last = self.store.current(self.key)
        return self.shelf.read(last.content, last.nummer)

    @rule(target=looks)
    def look(self) -> Known:
        return self.now()

    @rule(
        look=looks,
        thema=st.sampled_from((0, 1)),
        vraag=st.sampled_from(QUESTIONS),
        door=st.sampled_from((SHARED, "Overleg", "Team")),
        word=st.sampled_from(("ja", "nee", "onbekend", "")),
        words=st.text(max_size=12).map(str.strip),
        everywhere=st.booleans(),
    )
    def say(self, look: Known, thema: int, vraag: str, door: str, word: str, words: str, everywhere: bool) -> None:
        word = {"ja": "wijk", "nee": "raad"}.get(word, word) if vraag == "wie-besluit" else word
        mark = seen(look, thema, vraag, door)
        said = Said(word, "".join(c for c in words if c.isprintable()).strip())

        def make(content: bytes) -> StoredEdit | None:
            made = answer(self.shelf.read(content), thema, vraag, {door: said}, {door: mark}, everywhere)
            if made is not None:
                self.shelf.read(made.content)
            return made

        before = self.now()
        try:
            self.store.change(self.key, Author(door or "adviseur", "bureau"), make)
        except Conflict:
            assert mark != seen(before, thema, vraag, door), "only who saw something else is refused"
            assert self.now().content == before.content
            return
        rows = self.now().answer(thema, vraag)
        by = {row.door or SHARED: row.antwoord for row in rows}
        assert (by.get(door) or (by.get("samen") if door == SHARED else None) or "") == word

    @rule(number=st.integers(0, 30))
    def undo(self, number: int) -> None:
        events = [e for e in self.store.history(self.key) if e.wijzigingen]
        if events:
            event = events[number % len(events)]
            before = self.now().content
            try:
                self.store.change(
                    self.key,
                    DESK,
                    lambda c: undone(self.shelf.read(c), changes_of(event.wijzigingen), event.vraag, event.thema),
                )
            except Conflict:
                assert self.now().content == before

    @rule(number=st.integers(1, 30))
    def back(self, number: int) -> None:
        last = self.store.current(self.key)
        earlier = self.store.version(self.key, 1 + number % last.nummer)
        self.store.change(
            self.key, DESK, lambda c: None if c == earlier.content else StoredEdit(earlier.content, "terug")
        )
        assert self.store.current(self.key).content == earlier.content

    @rule()
    def export_and_import(self) -> None:
        content = archive.packed(self.store, self.key)
        again = archive.restored(self.store, *archive.unpacked(content))
        assert archive.packed(self.store, again) == content

    @invariant()
    def history_replays_to_the_present(self) -> None:
        events = self.store.history(self.key)
        numbers = [event.nummer for event in events]
        assert numbers == list(range(1, len(events) + 1)), "no version without an event, and none twice"
        tree: Any = plain_of(TEXT)
        for event in events:
            if event.soort in ("nieuw", "terug"):
                tree = plain_of(self.store.version(self.key, event.nummer).content)
            tree = replayed(tree, changes_of(event.wijzigingen))
            assert _bare(tree) == _bare(plain_of(self.store.version(self.key, event.nummer).content))

    @invariant()
    def the_last_version_can_be_read(self) -> None:
        self.now()

    def teardown(self) -> None:
        self.store.close()
        self.place.cleanup()


class TestPeople(People.TestCase):  # type: ignore[misc, name-defined]  # hypothesis makes it as the class is read
    """The machine as a test."""

    settings = settings(stateful_step_count=20, deadline=None)
