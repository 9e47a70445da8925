"""Every route × every role × somebody else's dossier: the table of access holds, and nothing stands outside it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.web.visiting import app_of, client_of, let_in
from wijktoets.web import access
from wijktoets.web.access import OPEN, ROLES, ROUTES, Role
from wijktoets.web.app import PAGES, Served, create_app
from wijktoets.web.store import FILE, Author, Store

DOSSIER = (
    b"formaat: wijktoets/dossier@1\nnaam: %s\npartijen: [{naam: Overleg, rol: wijk}]\nafspraken:\n  - thema: groen\n"
)
LATER = datetime.now(UTC) + timedelta(days=1)

VALUES = {
    "thema:number": "0",
    "nummer:number": "1",
    "vraag": "openbare-vergaderingen",
    "naam": "openbare-vergaderingen",
    "kaart": "namens-wie",
    "soort": "agenda",
    "stuk": "raad",
    "geheim": "niets",
}


def two(store: Store) -> tuple[str, str]:
    """A dossier of one's own, and one of somebody else."""
    desk = Author("adviseur", "bureau")
    return store.add("Eigen", DOSSIER % b"Eigen", desk), store.add("Ander", DOSSIER % b"Ander", desk)


def address(path: str, key: str) -> str:
    return re.sub(r"\{([^}]+)\}", lambda found: key if found[1] == "sleutel" else VALUES[found[1]], path)


def session(store: Store, role: Role, key: str) -> str:
    """The secret of a session of a role, for one dossier."""
    if role == "adviseur":
        return let_in(store)
    link = access.make_link(store, role, LATER, dossier=key, partij="Overleg" if role == "partij" else None)
    token = access.open_session(store, link)
    assert token is not None
    return token


EVERY = [(path, name, method) for path, name, methods, _ in PAGES for method in methods if name not in OPEN]


@pytest.mark.parametrize(("path", "name", "method"), EVERY, ids=[f"{m} {p}" for p, _, m in EVERY])
def test_the_table_says_who_may(path: str, name: str, method: str, store: Store, served: Served) -> None:
    mine, other = two(store)
    before = [store.history(key) for key in (mine, other)]
    for role in ROLES:
        client = client_of(served, session(store, role, mine))
        for key in (mine, other):
            answer = client.request(
                method,
                address(path, key),
                follow_redirects=False,
                data={"csrf": "geraden"} if method == "POST" else None,
            )
            allowed = role in ROUTES[name] and (role == "adviseur" or key == mine or "{sleutel}" not in path)
            assert (answer.status_code != 404) == allowed or (allowed and "{stuk}" in path), (role, key == mine)
    for found in (client_of(served), client_of(served, "geraden")):
        refused = found.request(
            method, address(path, mine), follow_redirects=False, data={"csrf": "geraden"} if method == "POST" else None
        )
        assert refused.status_code == 401
    assert [store.history(key) for key in (mine, other)] == before, "without a token of the session nothing changes"


def test_every_route_is_in_the_table() -> None:
    assert {name for _, name, _, _ in PAGES} == set(ROUTES) | (OPEN - {"static"})
    assert not set(ROUTES) & OPEN


def test_a_route_outside_the_table_stops_the_program(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "ROUTES", {name: roles for name, roles in ROUTES.items() if name != "beeld"})
    with pytest.raises(ValueError, match="beeld"):
        create_app(served)


def test_no_role_but_the_adviser_is_about_all_dossiers(store: Store) -> None:
    for role in set(ROLES) - access.ADVISER - access.ADMINISTRATOR:
        with pytest.raises(ValueError, match=role):
            access.make_link(store, role, LATER)


def test_who_administers_reaches_no_dossier() -> None:
    reached = {path for path, name, _, _ in PAGES if name not in OPEN and access.ADMINISTRATOR & ROUTES[name]}
    assert reached == {"/uitloggen", "/over", "/beheer", "/beheer/verwijderen", "/sessies"}


# Links and sessions


def test_a_link_opens_nothing_until_it_is_pressed(store: Store, served: Served) -> None:
    client, secret = client_of(served), access.make_adviser_link(store)
    for _ in range(3):
        page = client.get(f"/inloggen?sleutel={secret}")
        assert page.status_code == 200
        assert "set-cookie" not in page.headers
    opened = client.post("/inloggen", data={"geheim": secret}, follow_redirects=False)
    assert opened.status_code == 303
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_login_link_works_once(store: Store, served: Served) -> None:
    secret = access.make_adviser_link(store)
    assert client_of(served).post("/inloggen", data={"geheim": secret}, follow_redirects=False).status_code == 303
    again = client_of(served).post("/inloggen", data={"geheim": secret}, follow_redirects=False)
    assert again.status_code == 401
    assert "set-cookie" not in again.headers


def test_a_link_that_ended_or_was_withdrawn_lets_nobody_in(store: Store) -> None:
    mine, _ = two(store)
    ended = access.make_link(store, "lezer", datetime.now(UTC) - timedelta(seconds=1), dossier=mine)
    assert access.open_session(store, ended) is None
    secret = access.make_link(store, "lezer", LATER, dossier=mine)
    token = access.open_session(store, secret)
    assert access.visitor(store, token) is not None
    access.withdraw(store, secret)
    assert access.visitor(store, token) is None
    assert access.open_session(store, secret) is None


@pytest.mark.in_a_file
def test_nothing_that_lets_in_stands_in_the_file(store: Store, served: Served, tmp_path: Path) -> None:
    secret = access.make_adviser_link(store)
    token = access.open_session(store, secret)
    assert token is not None
    store.close()
    held = (tmp_path / FILE).read_bytes()
    assert secret.encode() not in held
    assert token.encode() not in held


def test_a_new_link_is_handed_out_where_the_program_runs(store: Store, served: Served, tmp_path: object) -> None:
    said: list[str] = []
    client = client_of(app_of(store, served.folder, said))
    page = client.post("/opnieuw", data={"druk": "1"})
    client.post("/opnieuw", data={"druk": "1"})
    assert len(said) == 1, "not more than one in a while"
    assert said[0] not in page.text


def test_leaving_ends_the_session(store: Store, served: Served) -> None:
    token = let_in(store)
    client = client_of(served, token)
    visitor = access.visitor(store, token)
    assert visitor is not None
    client.post("/uitloggen", data={"csrf": visitor.csrf})
    assert access.visitor(store, token) is None
