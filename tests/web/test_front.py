"""Behind a proxy: only what was named is believed, only the address is answered to, and nothing personal is noted."""

import json
import logging
import re
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from tests.web.visiting import Desk, Page, app_of, client_of, let_in
from wijktoets.web import access, guard, watch
from wijktoets.web.app import Served, create_app
from wijktoets.web.front import Front, is_here
from wijktoets.web.store import Store

ORIGIN: Final = "https://wijktoets.example"
PROXY: Final = ("10.0.0.1", 40000)
SAID: Final = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7"}
"""What the proxy says of a visitor."""


@pytest.fixture
def behind(store: Store, tmp_path: Path) -> Served:
    """The pages behind a proxy."""
    return replace(app_of(store, tmp_path), front=Front(ORIGIN, (ip_network("10.0.0.0/24"),)))


def visitor(served: Served, peer: tuple[str, int] = PROXY, **headers: str) -> TestClient:
    """A client whose requests come from a peer, with what that says of the visitor."""
    said = {**SAID, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return TestClient(create_app(served), base_url=ORIGIN, headers=said, client=peer)


def test_by_the_address_through_the_proxy_it_answers(behind: Served) -> None:
    answer = visitor(behind).get("/")
    assert answer.status_code == 401
    assert answer.headers["strict-transport-security"] == guard.HSTS[1].decode()
    assert visitor(behind).get("/", headers={"host": "wijktoets.example:443"}).status_code == 401


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        (("10.0.1.1", 1), {}),
        (("127.0.0.1", 1), {}),
        (("192.0.2.7", 1), {}),
        (PROXY, {"x_forwarded_proto": "http"}),
        (PROXY, {"x_forwarded_proto": ""}),
        (PROXY, {"x_forwarded_proto": "https, http"}),
        (PROXY, {"host": "127.0.0.1:8123"}),
        (PROXY, {"host": "kwaad.example"}),
        (PROXY, {"host": "wijktoets.example.kwaad.example"}),
        (PROXY, {"host": "wijktoets.example:8123"}),
        (PROXY, {"x_forwarded_host": "wijktoets.example", "host": "kwaad.example"}),
    ],
)
def test_anything_else_gets_no_answer(peer: tuple[str, int], headers: dict[str, str], behind: Served) -> None:
    client = visitor(behind, peer, **headers)
    for path in ("/", "/inloggen", "/static/web.css", "/api/v1/packs"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (421, "")


def test_a_proxy_that_is_said_twice_is_not_believed(behind: Served) -> None:
    twice = [("x-forwarded-proto", "https"), ("x-forwarded-proto", "https")]
    bare = TestClient(create_app(behind), base_url=ORIGIN, client=PROXY)
    assert bare.get("/", headers=twice).status_code == 421


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7, 10.0.0.9", "192.0.2.7"),
        ("6.6.6.6, 192.0.2.7", "192.0.2.7"),
        ("6.6.6.6, 192.0.2.7, 10.0.0.9", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("kwaad", ""),
        ("", ""),
    ],
)
def test_a_visitor_is_who_the_named_proxy_saw(said: str, who: str) -> None:
    headers = [(b"x-forwarded-for", said.encode()), (b"x-forwarded-proto", b"https")]
    scope: dict[str, Any] = {"client": ("::ffff:10.0.0.1", 1), "headers": headers, "scheme": "http"}
    seen = Front(ORIGIN, (ip_network("10.0.0.0/24"),)).seen(scope)
    assert seen is not None
    assert (seen["client"][0], seen["scheme"]) == (who, "https")
    assert scope["scheme"] == "http", "what came in stays as it was"


def test_a_try_without_https_answers_to_its_address_alone(store: Store, tmp_path: Path) -> None:
    tried = replace(app_of(store, tmp_path), front=Front("http://192.0.2.1:8123"))
    for host, status in (("192.0.2.1:8123", 401), ("192.0.2.1", 421), ("kwaad.example", 421)):
        client = TestClient(create_app(tried), base_url="http://192.0.2.1:8123", client=("192.0.2.9", 1))
        answer = client.get("/", headers={"host": host})
        assert answer.status_code == status
        assert "strict-transport-security" not in answer.headers


def test_what_a_visitor_says_of_a_proxy_is_not_believed_on_one_laptop(served: Served) -> None:
    page = client_of(served, let_in(served.store)).get("/", headers={"x-forwarded-proto": "https"})
    assert page.status_code == 200
    assert "strict-transport-security" not in page.headers


def test_the_cookie_is_for_https_and_this_host_alone(behind: Served) -> None:
    secret = access.make_adviser_link(behind.store)
    opened = visitor(behind).post("/inloggen", data={"geheim": secret}, follow_redirects=False)
    cookie = opened.headers["set-cookie"].lower()
    assert cookie.startswith("__host-wijktoets=")
    assert {"secure", "httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie
    client = visitor(behind)
    client.cookies.set("wijktoets", opened.cookies["__Host-wijktoets"])
    assert client.get("/").status_code == 401, "a cookie that another host could set is none"


def test_a_form_from_another_address_changes_nothing(behind: Served) -> None:
    client = visitor(behind)
    secret = access.make_adviser_link(behind.store)
    for origin in ("http://wijktoets.example", "https://kwaad.example", "https://wijktoets.example:8443"):
        assert client.post("/inloggen", data={"geheim": secret}, headers={"origin": origin}).status_code == 403
    assert client.post("/inloggen", data={"geheim": secret}, headers={"origin": ORIGIN}).status_code == 200


def test_an_api_that_is_closed_is_not_there(behind: Served) -> None:
    assert visitor(behind).get("/api/v1/packs").status_code == 200
    closed = visitor(replace(behind, api=False))
    for path in ("/api/v1/packs", "/api/v1/openapi.json", "/api/v1/evaluate", "/api"):
        answer = closed.post(path) if path.endswith("evaluate") else closed.get(path)
        assert answer.status_code == 404
        assert "api-version" not in answer.headers


def test_of_addresses_of_one_house_each_counts_for_all(behind: Served) -> None:
    """Whoever has IPv6 has more addresses than can be counted."""
    for n in range(behind.tries.most):
        assert visitor(behind, x_forwarded_for=f"2001:db8::{n:x}").get(f"/verder/geraden-{n}").status_code == 401
    assert visitor(behind, x_forwarded_for="2001:db8::ffff").get("/verder/geraden").status_code == 429
    assert visitor(behind, x_forwarded_for="2001:db8:0:1::1").get("/verder/geraden").status_code == 401


# What an administrator's programs ask


def test_it_lives_and_is_ready(behind: Served) -> None:
    here = TestClient(create_app(behind), base_url="http://127.0.0.1:8123", client=("127.0.0.1", 1))
    assert (here.get("/health").status_code, here.get("/ready").status_code) == (200, 200)
    assert visitor(behind).get("/health").status_code == 200, "and through the proxy"
    assert here.get("/").status_code == 421, "past the proxy it says no more"


def test_it_lives_without_a_database_and_is_not_ready(behind: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with behind.store.write() as connection:
        connection.exec_driver_sql("DROP TABLE dossiers")
    client = visitor(behind)
    assert (client.get("/health").status_code, client.get("/ready").status_code) == (200, 503)


@pytest.mark.parametrize(
    ("token", "peer", "headers", "status"),
    [
        (None, ("127.0.0.1", 1), {}, 200),
        (None, ("::1", 1), {}, 200),
        (None, ("127.0.0.1", 1), {"x-forwarded-for": "192.0.2.7"}, 421),
        (None, PROXY, SAID, 404),
        (None, ("192.0.2.7", 1), {}, 421),
        ("een-lang-en-geheim-woord", PROXY, SAID, 404),
        ("een-lang-en-geheim-woord", PROXY, {**SAID, "authorization": "Bearer een-lang-en-geheim-woord"}, 200),
        ("een-lang-en-geheim-woord", PROXY, {**SAID, "authorization": "Bearer een-lang-en-geheim-woor"}, 404),
        ("een-lang-en-geheim-woord", ("127.0.0.1", 1), {}, 404),
        ("een-lang-en-geheim-woord", ("127.0.0.1", 1), {"authorization": "Bearer een-lang-en-geheim-woord"}, 200),
    ],
)
def test_counts_are_for_this_machine_or_by_a_token(
    token: str | None, peer: tuple[str, int], headers: dict[str, str], status: int, behind: Served
) -> None:
    base = ORIGIN if peer == PROXY or peer[0] == "192.0.2.7" else "http://127.0.0.1:8123"
    client = TestClient(create_app(replace(behind, metrics_token=token)), base_url=base, client=peer)
    assert client.get("/metrics", headers=headers).status_code == status


def test_counts_hold_routes_and_no_more(behind: Served) -> None:
    client = visitor(replace(behind, metrics_token="een-lang-en-geheim-woord"))
    secret = access.make_adviser_link(behind.store)
    client.post("/inloggen", data={"geheim": secret})
    desk = Desk(client)
    made = desk.press(desk.get("/").form("/nieuw"), naam="Een geheime wijk", thema="groen")
    client.get(f"{made.path}?geheim=1")
    client.get("/bestaat/niet-echt")
    client.request("KWAAD", "/")
    found = client.get("/metrics", headers={"authorization": "Bearer een-lang-en-geheim-woord"}).text
    lines = found.splitlines()
    assert lines[-1] == "# EOF"
    sample = re.compile(r'wijktoets_\w+\{(?:\w+="[\w/{}:.+-]*",?)+\} [\d.]+')
    assert all(line.startswith("# ") or sample.fullmatch(line) for line in lines)
    assert 'wijktoets_requests_total{route="/dossier/{sleutel}",method="GET",status="200"} 2' in lines
    assert 'method="other"' in found
    assert not any(word in found for word in ("geheim", "Een", "niet-echt", made.path.split("/")[2], "KWAAD"))
    counts = [int(line.split()[-1]) for line in lines if line.startswith("wijktoets_requests_total")]
    ends = [int(line.split()[-1]) for line in lines if line.startswith("wijktoets_request_seconds_count")]
    assert sum(counts) == sum(ends)


# Lines


def test_a_line_says_what_happened_and_nothing_of_whom(
    behind: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    client = visitor(behind, user_agent="Geheime Browser", referer="https://geheim.example")
    secret = access.make_adviser_link(behind.store)
    with caplog.at_level(logging.DEBUG):
        client.get(f"/verder/{secret}")
        client.post("/inloggen", data={"geheim": secret})
        desk = Desk(client)
        made = desk.press(desk.get("/").form("/nieuw"), naam="Een geheime wijk", thema="groen")
        client.get(f"{made.path}/beeld?vraag=een-geheim")
        token = client.cookies["__Host-wijktoets"]
        desk.press(made.form("/uitloggen"))
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    lines = [json.loads(watch.Lines().format(record)) for record in ours if record.name == "wijktoets.web"]
    assert {key for line in lines for key in line} <= watch.FACTS | {"time", "level", "event"}
    assert [line["event"] for line in lines].count("signed_off") == 1
    asked = {(line["route"], line["status"]) for line in lines if line["event"] == "request"}
    assert {("/verder/{geheim}", 200), ("/inloggen", 303), ("/dossier/{sleutel}/beeld", 200)} <= asked
    of_session = {line["session"] for line in lines if line["event"] == "request" and "session" in line}
    assert len(of_session) == 1
    written = "".join([*(watch.Lines().format(r) + r.getMessage() for r in ours), *capfd.readouterr()])
    key = made.path.split("/")[2]
    for word in (secret, key, token, "192.0.2.7", "eheim", "groen", "Browser", "vraag="):
        assert word not in written.replace("{geheim}", ""), word


def test_a_fault_is_told_by_kind_and_place_and_not_in_its_words(
    behind: Served, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("het antwoord van mevrouw De Vries")

    monkeypatch.setattr(behind.store, "all", broken)
    client = TestClient(create_app(behind), base_url=ORIGIN, headers=SAID, client=PROXY, raise_server_exceptions=False)
    client.cookies.set("__Host-wijktoets", let_in(behind.store))
    with caplog.at_level(logging.INFO, "wijktoets.web"):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "De Vries" not in answer.text
    assert Page(answer).text, "a page, in words"
    assert answer.headers["content-security-policy"] == guard.CSP
    (line,) = [json.loads(watch.Lines().format(r)) for r in caplog.records if r.msg == "error"]
    assert (line["error"], line["route"]) == ("RuntimeError", "/")
    assert any("broken" in place for place in line["at"])
    try:
        broken()
    except RuntimeError as error:
        record = logging.LogRecord(
            "uvicorn.error", 40, "x.py", 1, "Exception", None, (type(error), error, error.__traceback__)
        )
    assert "De Vries" not in watch.Lines().format(record)
    assert 'wijktoets_errors_total{route="/"} 1' in list(behind.counts.lines())


def test_only_what_may_be_said_can_be_said() -> None:
    with pytest.raises(AssertionError):
        watch.log("request", cookie="x")


def test_this_machine_is_this_machine() -> None:
    for peer, headers, here in (
        ("127.0.0.1", [], True),
        ("::1", [], True),
        ("::ffff:127.0.0.1", [], True),
        ("192.0.2.7", [], False),
        ("127.0.0.1", [(b"forwarded", b"for=192.0.2.7")], False),
        ("", [], False),
    ):
        assert is_here({"client": (peer, 1), "headers": headers}) is here
    assert not is_here({"client": None, "headers": []})
