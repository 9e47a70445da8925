"""Sign-on by the provider of the gemeente: who comes in as what, and every way in which it must not go."""

import base64
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from tests.web.provider import CLIENT, NEW_KEY, OTHER_KEY, SECRET, Here, Somebody, as_secret, provider, public_as_secret
from tests.web.visiting import Desk, Page, app_of, client_of, let_in
from wijktoets.texts.wording import said
from wijktoets.web import access, watch
from wijktoets.web.app import Served, create_app
from wijktoets.web.front import Front
from wijktoets.web.settings import SETTINGS
from wijktoets.web.signon import AT_ONCE, KNOWN_FOR, LEEWAY, WITHIN, Provider, SignOn, inside
from wijktoets.web.store import Author, Store
from wijktoets.web.tables import links, sessions

ORIGIN: Final = "https://wijktoets.example"
COOKIE: Final = "__Host-wijktoets"
HANDED: Final = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7"}
"""What the proxy says of a visitor."""


@pytest.fixture(scope="module")
def running() -> Iterator[Here]:
    """A provider."""
    with provider() as here:
        yield here


@pytest.fixture
def here(running: Here) -> Here:
    """That provider, as it is before a test changes it."""
    running.__dict__.update(Here(running.home).__dict__)
    return running


def setup_scopes(said: str) -> tuple[str, ...]:
    """What a setting makes of what is to be asked for."""
    found: tuple[str, ...] = SETTINGS["scopes"].read(said)
    return found


def signing_on(served: Served, here: Here, **more: Any) -> Served:
    """The pages as a gemeente serves them."""
    known = Provider(here.issuer, CLIENT, SECRET, "groups", ("gebiedsteam",), ("beheer",))
    front = Front(ORIGIN, (ip_network("127.0.0.1"),))
    times: dict[str, Any] = {"longest": timedelta(hours=9), "idle": timedelta(minutes=30)}
    return replace(served, front=front, sign_on=SignOn(known, ORIGIN), **{**times, **more})


def browser(served: Served) -> TestClient:
    """Somebody behind the proxy."""
    return TestClient(create_app(served), base_url=ORIGIN, headers=HANDED, client=("127.0.0.1", 40000))


@pytest.fixture
def client(store: Store, tmp_path: Path, here: Here) -> TestClient:
    """Somebody behind the proxy, not let in yet."""
    return browser(signing_on(app_of(store, tmp_path), here))


def come_back(client: TestClient, here: Here, onward: str = "/") -> str:
    """Begin to sign on; gives the address at which the provider sends one back."""
    gone = client.get("/aanmelden", params={"verder": onward}, follow_redirects=False)
    assert gone.status_code == 303
    return here.allowed(gone.headers["location"])


def sign_on(client: TestClient, here: Here, onward: str = "/") -> Page:
    """Sign on; gives the page that says so."""
    return Page(client.get(come_back(client, here, onward)))


def test_an_adviser_signs_on_works_and_leaves(client: TestClient, here: Here) -> None:
    first = client.get("/")
    assert first.status_code == 401
    assert 'href="/aanmelden?verder=/"' in first.text
    page = sign_on(client, here)
    assert page.status == 200
    cookie = next(value for value in page.response.headers.get_list("set-cookie") if value.startswith(f"{COOKIE}="))
    assert {"httponly", "secure", "path=/", "samesite=strict"} <= {part.strip().lower() for part in cookie.split(";")}
    assert page.response.headers["strict-transport-security"].startswith("max-age=")
    desk = Desk(client)
    made = desk.press(desk.get("/").form("/nieuw"), naam="De Wending", thema="groen")
    assert made.status == 200
    token = client.cookies[COOKIE]
    left = desk.press(made.form("/uitloggen"))
    assert said("web.gesloten.klaar_elders") in left.text
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, token)
    assert client.get("/").status_code == 401, "the session ended here, whatever the browser keeps"


# Who comes in as what


@pytest.mark.parametrize(
    ("groups", "start", "status"),
    [
        (("gebiedsteam",), "/", 200),
        (("anders", "gebiedsteam"), "/", 200),
        ("gebiedsteam", "/", 200),
        (("beheer",), "/beheer", 200),
        (("beheer", "gebiedsteam"), "/beheer", 200),
        (("anders",), None, 403),
        ((), None, 403),
        (None, None, 403),
        ({"gebiedsteam": True}, None, 403),
        ((["gebiedsteam"],), None, 403),
        (7, None, 403),
        (("Gebiedsteam",), None, 403),
    ],
)
def test_groups_say_who_comes_in_as_what(
    groups: Any, start: str | None, status: int, client: TestClient, here: Here
) -> None:
    here.somebody = Somebody(groups=groups)
    page = sign_on(client, here)
    assert page.status == status
    assert (COOKIE in client.cookies) == (start is not None)
    if start is None:
        assert said("web.niet_aangemeld.geen_groep") in page.text
    else:
        assert (start, "") in page.links
        assert client.get(start).status_code == 200


def test_who_administers_sees_that_dossiers_are_there_and_nothing_in_them(
    client: TestClient, here: Here, store: Store
) -> None:
    text = "formaat: wijktoets/dossier@1\nnaam: De Wending\npartijen: [{naam: Overleg, rol: wijk}]\n"
    key = store.add("De Wending", f"{text}afspraken:\n  - thema: geheim-thema\n".encode(), Author("adviseur", "bureau"))
    here.somebody = Somebody(groups=("beheer",))
    sign_on(client, here)
    page = client.get("/beheer")
    assert "De Wending" in page.text
    assert not any(word in page.text for word in ("Overleg", "geheim-thema", key))
    for path in ("/", f"/dossier/{key}", f"/dossier/{key}/export", f"/dossier/{key}/geschiedenis", "/alles"):
        assert client.get(path).status_code == 404, path


def test_who_advises_does_not_administer(client: TestClient, here: Here) -> None:
    sign_on(client, here)
    assert client.get("/beheer").status_code == 404


# What a provider could say that is not so


def _ago(seconds: int) -> Callable[[], int]:
    """So many seconds before it is said, however long ago this file was read."""
    return lambda: int(time.time()) - seconds


def _said(claims: Mapping[str, Any]) -> dict[str, Any]:
    return {name: what() if callable(what) else what for name, what in claims.items()}


def _wrong(**claims: Any) -> Callable[[], Somebody]:
    return lambda: Somebody(claims=_said(claims))


LIES: Final[dict[str, Callable[[], Somebody]]] = {
    "another issuer": _wrong(iss="https://kwaad.example"),
    "no issuer": _wrong(iss=None),
    "another audience": _wrong(aud="een-ander"),
    "another audience, by our request": _wrong(aud="een-ander", azp=CLIENT),
    "no audience": _wrong(aud=None),
    "more audiences, for another": _wrong(aud=[CLIENT, "een-ander"], azp="een-ander"),
    "more audiences, for nobody said": _wrong(aud=[CLIENT, "een-ander"]),
    "another nonce": _wrong(nonce="geraden"),
    "no nonce": _wrong(nonce=None),
    "expired": _wrong(exp=_ago(10 * LEEWAY)),
    "no end": _wrong(exp=None),
    "an end that is no number": _wrong(exp="morgen"),
    "not yet": _wrong(nbf=_ago(-10 * LEEWAY)),
    "made later": _wrong(iat=_ago(-10 * LEEWAY)),
    "nobody": _wrong(sub=None),
    "nobody named": _wrong(sub=""),
    "somebody who is no text": _wrong(sub={"a": 1}),
    "another access token": _wrong(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "unsigned": lambda: Somebody(header={"alg": "none"}),
    "unsigned, by the name of the key": lambda: Somebody(header={"alg": "none", "kid": "een"}),
    "signed by another key of that name": lambda: Somebody(key=OTHER_KEY),
    "signed by a key that is not known": lambda: Somebody(key=OTHER_KEY, header={"alg": "RS256", "kid": "twee"}),
    "the public key as a secret": lambda: Somebody(key=public_as_secret(), header={"alg": "HS256", "kid": "een"}),
    "the client's secret as key": lambda: Somebody(key=as_secret(SECRET), header={"alg": "HS256"}),
    "no token": lambda: Somebody(token=""),
    "no token at all": lambda: Somebody(token="geen.echt.token"),
}


def test_a_lie_lets_nobody_in(client: TestClient, here: Here) -> None:
    for lie, somebody in LIES.items():
        here.somebody = somebody()
        page = sign_on(client, here)
        assert page.status == 403, lie
        assert COOKIE not in client.cookies, lie
        assert said("web.niet_aangemeld.geweigerd") in page.text, lie
    here.somebody = Somebody()
    assert sign_on(client, here).status == 200


def test_a_new_key_of_the_provider_is_fetched(client: TestClient, here: Here) -> None:
    assert sign_on(client, here).status == 200
    here.keys = [NEW_KEY]
    here.somebody = Somebody(key=NEW_KEY, header={"alg": "RS256", "kid": "nieuw"})
    assert sign_on(client, here).status == 200


def test_what_the_provider_says_of_itself_has_to_be_of_itself(store: Store, tmp_path: Path, here: Here) -> None:
    served = app_of(store, tmp_path)
    for lie in ({"issuer": "https://kwaad.example"}, {"token_endpoint": None}, {"jwks_uri": 3}):
        here.says = lie
        gone = browser(signing_on(served, here)).get("/aanmelden", follow_redirects=False)
        assert gone.status_code == 503
        assert "location" not in gone.headers


def test_a_provider_that_is_away_is_a_sentence(store: Store, tmp_path: Path, here: Here) -> None:
    client = browser(signing_on(app_of(store, tmp_path), here))
    address = come_back(client, here)
    here.issuer = "http://127.0.0.1:9"
    away = browser(signing_on(app_of(store, tmp_path), here))
    page = Page(away.get("/aanmelden"))
    assert (page.status, said("web.niet_aangemeld.weg") in page.text) == (503, True)
    assert client.get(address).status_code == 403, "the issuer that signed is another by now"


def test_the_secret_goes_as_the_provider_takes_it(client: TestClient, here: Here) -> None:
    here.says = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert sign_on(client, here).status == 200


def test_more_can_be_asked_of_the_provider(store: Store, tmp_path: Path, here: Here) -> None:
    known = Provider(here.issuer, CLIENT, SECRET, "groups", ("gebiedsteam",), (), setup_scopes("groups"))
    served = replace(signing_on(app_of(store, tmp_path), here), sign_on=SignOn(known, ORIGIN))
    gone = browser(served).get("/aanmelden", follow_redirects=False)
    assert "scope=openid+groups&" in gone.headers["location"]


# The way there and back


def test_a_code_works_once(client: TestClient, here: Here, store: Store, tmp_path: Path) -> None:
    address = come_back(client, here)
    kept = client.cookies[f"{COOKIE}-aanmelding"]
    assert client.get(address).status_code == 200
    assert f"{COOKIE}-aanmelding" not in client.cookies
    assert client.get(address).status_code == 403, "the browser has nothing of it any more"
    client.cookies.set(f"{COOKIE}-aanmelding", kept)
    assert client.get(address).status_code == 403, "and when it has, the provider gives nothing for it"


def test_who_did_not_begin_does_not_come_in(store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    attacker, victim = browser(served), browser(served)
    address = come_back(attacker, here)
    assert victim.get(address).status_code == 403, "one is not signed on as somebody else by an address"
    come_back(victim, here)
    assert victim.get(address).status_code == 403, "nor while signing on oneself"
    assert COOKIE not in victim.cookies
    stolen = here.allowed(victim.get("/aanmelden", follow_redirects=False).headers["location"])
    assert attacker.get(stolen).status_code == 403, "a code that was stolen is of no use in another browser"


@pytest.mark.parametrize("change", [{"state": ""}, {"state": "geraden"}, {"state": "é"}, {"code": ""}, {"iss": "x"}])
def test_what_comes_back_is_what_went(change: dict[str, str], client: TestClient, here: Here) -> None:
    address = httpx.URL(come_back(client, here)).copy_merge_params(change)
    assert client.get(address).status_code == 403
    assert COOKIE not in client.cookies


def test_refused_by_the_provider(client: TestClient, here: Here) -> None:
    address = httpx.URL(come_back(client, here)).copy_remove_param("code").copy_merge_params({"error": "access_denied"})
    page = Page(client.get(address))
    assert (page.status, said("web.niet_aangemeld.geweigerd") in page.text) == (403, True)


@pytest.mark.parametrize(("seconds", "status"), [(WITHIN - 5, 200), (WITHIN + 5, 403), (-LEEWAY - 5, 403)])
def test_who_is_away_too_long_begins_again(seconds: int, status: int, store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    client = browser(served)
    address = come_back(client, here)
    assert served.sign_on is not None
    served.sign_on.clock = here.clock = lambda: time.time() + seconds
    assert client.get(address).status_code == status


def test_a_cookie_that_was_changed_is_none(client: TestClient, here: Here) -> None:
    address = come_back(client, here)
    kept = client.cookies[f"{COOKIE}-aanmelding"]
    for changed in (f"9{kept}", kept[:-1], f"{kept}A", "", "x.y.z", kept.replace(".", "")):
        client.cookies.clear()
        client.cookies.set(f"{COOKIE}-aanmelding", changed)
        assert client.get(address).status_code == 403, changed


EVIL: Final = (
    "https://kwaad.example",
    "//kwaad.example",
    "/\\kwaad.example",
    "\\\\kwaad.example",
    "/%2f/kwaad.example",
    "/\t/kwaad.example",
    "/\n/kwaad.example",
    "javascript:alert(1)",
    "/javascript:alert(1)//\u2028",
    "kwaad.example",
    " //kwaad.example",
    "/?next=//kwaad.example",
    "/#//kwaad.example",
    "/@kwaad.example",
    "/;url=https://kwaad.example",
    "/" + "a" * 500,
)


def test_signing_on_leads_nowhere_else(client: TestClient, here: Here) -> None:
    for onward in EVIL:
        assert inside(onward) == "/"
        page = sign_on(client, here, onward)
        assert page.status == 200
        assert 'content="0; url=/"' in page.response.text, onward
        assert "kwaad" not in page.response.text


def test_one_comes_back_where_one_was(client: TestClient, here: Here) -> None:
    gone = client.get("/dossier/abc/beeld/agenda")
    assert 'href="/aanmelden?verder=/dossier/abc/beeld/agenda"' in gone.text
    assert (
        'content="0; url=/dossier/abc/beeld/agenda"' in sign_on(client, here, "/dossier/abc/beeld/agenda").response.text
    )


# Sessions


def test_a_session_is_new_and_ends_the_one_before(client: TestClient, here: Here) -> None:
    client.cookies.set(COOKIE, "vooraf-gekozen", "wijktoets.example")
    sign_on(client, here)
    first = client.cookies[COOKIE]
    sign_on(client, here)
    second = client.cookies[COOKIE]
    assert len({"vooraf-gekozen", first, second}) == 3
    client.cookies.set(COOKIE, first, "wijktoets.example")
    assert client.get("/").status_code == 401


def until(store: Store) -> datetime:
    """When the one session there is ends."""
    with store.read() as connection:
        return datetime.fromisoformat(connection.execute(select(sessions.c.tot)).scalar_one())


def test_a_session_ends_when_it_is_not_used(client: TestClient, here: Here, store: Store) -> None:
    sign_on(client, here)
    at = datetime.now(UTC)
    assert abs(until(store) - at - timedelta(minutes=30)) < timedelta(seconds=5)
    _ends(store, at + timedelta(minutes=10))
    assert client.get("/").status_code == 200
    assert abs(until(store) - at - timedelta(minutes=30)) < timedelta(seconds=5), "use goes on from now"
    _ends(store, at - timedelta(seconds=1))
    assert client.get("/").status_code == 401


def test_a_session_ends_after_its_hours_however_it_is_used(client: TestClient, here: Here, store: Store) -> None:
    sign_on(client, here)
    last = datetime.now(UTC) + timedelta(minutes=5)
    with store.write() as connection:
        connection.execute(update(links).values(tot=last.isoformat(timespec="seconds")))
    _ends(store, datetime.now(UTC) + timedelta(minutes=1))
    assert client.get("/").status_code == 200
    assert until(store) <= last


def _ends(store: Store, moment: datetime) -> None:
    with store.write() as connection:
        connection.execute(update(sessions).values(tot=moment.isoformat(timespec="seconds")))


def test_what_is_typed_when_a_session_ends_is_kept(client: TestClient, here: Here, store: Store) -> None:
    sign_on(client, here)
    desk = Desk(client)
    form = desk.get("/").form("/nieuw")
    _ends(store, datetime.now(UTC) - timedelta(seconds=1))
    page = desk.press(form, naam="Een lange naam die blijft")
    assert page.status == 401
    assert page.form("/nieuw")["naam"] == "Een lange naam die blijft"
    assert 'target="_blank"' in page.response.text, "one signs on beside it"
    sign_on(client, here)
    page = desk.press(page.form("/nieuw"))
    assert (page.status, page.form("/nieuw")["naam"]) == (403, "Een lange naam die blijft")


def test_what_was_half_typed_is_there_for_who_signs_on_again(store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    key = store.add("X", b"formaat: wijktoets/dossier@1\nnaam: X\nafspraken: [{thema: groen}]\n", Author("a", "bureau"))
    desk, place = Desk(browser(served)), f"/dossier/{key}/werkblad/0/openbare-vergaderingen"
    sign_on(desk.client, here)
    form = desk.get(place).form("/antwoord/")
    half = {**form, "toelichting": "Half een zin"}
    assert desk.client.post(f"/dossier/{key}/concept/0/openbare-vergaderingen", data=half).status_code == 204
    again, colleague = Desk(browser(served)), Desk(browser(served))
    sign_on(again.client, here)
    assert again.get(place).form("/antwoord/")["toelichting"] == "Half een zin"
    here.somebody = Somebody(sub="medewerker-8")
    sign_on(colleague.client, here)
    assert colleague.get(place).form("/antwoord/")["toelichting"] == ""


def test_no_link_lets_an_adviser_in_where_one_signs_on(store: Store, tmp_path: Path, here: Here) -> None:
    announced: list[str] = []
    client = browser(signing_on(app_of(store, tmp_path, announced), here))
    assert client.post("/opnieuw", data={"druk": "1"}).status_code == 404
    assert announced == []


def test_where_nobody_signs_on_there_is_nothing_to_sign_on_with(served: Served) -> None:
    client = client_of(served)
    for path in ("/aanmelden", "/aangemeld?code=a&state=b"):
        assert client.get(path, follow_redirects=False).status_code == 404


# Who leaves at the provider, or elsewhere


def leave(client: TestClient, token: str) -> int:
    """The provider tells, by itself, that sessions end; gives what it is answered."""
    return client.post("/afgemeld", data={"logout_token": token}).status_code


def test_who_leaves_at_the_provider_is_out_here(store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    first, second, other = (browser(served) for _ in range(3))
    for client, sid in ((first, "a"), (second, "b")):
        here.somebody = Somebody(claims={"sid": sid})
        sign_on(client, here)
    here.somebody = Somebody(sub="medewerker-8")
    sign_on(other, here)

    def inside() -> list[bool]:
        return [client.get("/").status_code == 200 for client in (first, second, other)]

    assert inside() == [True, True, True]
    assert leave(browser(served), here.signed_off(Somebody(claims={"sid": "a"}))) == 200
    assert inside() == [False, True, True], "that session alone"
    assert leave(browser(served), here.signed_off(Somebody(claims={"sub": None, "sid": "b"}))) == 200
    assert inside() == [False, False, True]
    assert leave(browser(served), here.signed_off(sub="niemand")) == 200, "who is not in is out"
    sign_on(second, here)
    assert leave(browser(served), here.signed_off(Somebody(sub="medewerker-8", claims={"sid": "z"}))) == 200
    assert inside() == [False, False, False], "of which the provider did not say which they are, may be that one"


def test_a_token_that_ends_sessions_works_once(client: TestClient, here: Here) -> None:
    sign_on(client, here)
    token = here.signed_off()
    assert leave(client, token) == 200
    sign_on(client, here)
    assert leave(client, token) == 400
    assert client.get("/").status_code == 200, "who came in again stays in"


OFF_LIES: Final[dict[str, tuple[Somebody | None, dict[str, Any]]]] = {
    "another issuer": (None, {"iss": "https://kwaad.example"}),
    "no issuer": (None, {"iss": None}),
    "another audience": (None, {"aud": "een-ander"}),
    "no audience": (None, {"aud": None}),
    "expired": (None, {"exp": _ago(10 * LEEWAY)}),
    "no end": (None, {"exp": None}),
    "made later": (None, {"iat": _ago(-10 * LEEWAY)}),
    "long ago": (None, {"iat": _ago(WITHIN + 10 * LEEWAY)}),
    "no moment": (None, {"iat": None}),
    "no name": (None, {"jti": None}),
    "a name that is no text": (None, {"jti": 7}),
    "an empty name": (None, {"jti": ""}),
    "of nobody": (None, {"sub": None}),
    "of somebody who is no text": (None, {"sub": {"a": 1}}),
    "with a nonce, as somebody signs on": (None, {"nonce": "x"}),
    "of no event": (None, {"events": None}),
    "of another event": (None, {"events": {"http://schemas.openid.net/event/anders": {}}}),
    "of an event that is no object": (None, {"events": {"http://schemas.openid.net/event/backchannel-logout": "x"}}),
    "of events that are a list": (None, {"events": ["http://schemas.openid.net/event/backchannel-logout"]}),
    "of another kind": (Somebody(header={"alg": "RS256", "kid": "een", "typ": "at+jwt"}), {}),
    "signed by another key of that name": (Somebody(key=OTHER_KEY), {}),
    "signed by a key that is not known": (Somebody(key=OTHER_KEY, header={"alg": "RS256", "kid": "twee"}), {}),
    "the client's secret as key": (Somebody(key=as_secret(SECRET), header={"alg": "HS256"}), {}),
}


def test_a_lie_puts_nobody_out(store: Store, tmp_path: Path, here: Here) -> None:
    served = replace(signing_on(app_of(store, tmp_path), here), tries=access.Tries(1000))
    client = browser(served)
    sign_on(client, here)
    for lie, (somebody, claims) in OFF_LIES.items():
        assert leave(client, here.signed_off(somebody, **_said(claims))) == 400, lie
        assert client.get("/").status_code == 200, lie
    unsigned = ".".join([*here.signed_off().split(".")[:2], ""])
    deep = ".".join([base64.urlsafe_b64encode(b"[" * 100_000).decode(), *here.signed_off().split(".")[1:]])
    for token in ("", "geen.echt.token", unsigned, here.signed("x"), deep, "a." * 400_000):
        assert leave(client, token) == 400
    assert client.get("/").status_code == 200
    assert client.get("/afgemeld").status_code == 404, "nothing is to be seen there"
    assert leave(client, here.signed_off()) == 200


def test_who_guesses_what_ends_sessions_is_held_back(client: TestClient, here: Here) -> None:
    sign_on(client, here)
    unknown = Somebody(key=OTHER_KEY, header={"alg": "RS256", "kid": "geraden"})
    before = here.asked.count("/jwks")
    assert [leave(client, here.signed_off(unknown)) for _ in range(25)] == [400] * 20 + [429] * 5
    assert here.asked.count("/jwks") - before <= 1, "and the provider is not asked for its keys each time"


def test_a_key_that_the_provider_took_back_is_not_believed_for_ever(store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    assert served.sign_on is not None
    client = browser(served)
    assert sign_on(client, here).status == 200
    here.keys = [NEW_KEY]
    served.sign_on.clock = here.clock = lambda: time.time() + KNOWN_FOR + 1
    assert sign_on(client, here).status == 403


def test_where_nobody_signs_on_nobody_is_told_off(served: Served) -> None:
    assert leave(client_of(served), "x.y.z") == 404


def test_an_adviser_sees_her_own_sessions_and_ends_them(store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    desk, elsewhere, third, colleague = (Desk(browser(served)) for _ in range(4))
    for each in (desk, elsewhere, third):
        sign_on(each.client, here)
    here.somebody = Somebody(sub="medewerker-8")
    sign_on(colleague.client, here)
    assert ("/sessies", "") in desk.get("/over").links
    page = desk.get("/sessies")
    assert page.text.count(said("web.sessies.deze")) == 1
    mine = [form for form in page.forms if "nummer" in form]
    assert len(mine) == 2, "hers, and no other's"
    with store.read() as connection:
        theirs = connection.execute(select(sessions.c.id).order_by(sessions.c.id.desc())).scalars().first()
    csrf = page.form("/sessies")["csrf"]
    for number in (str(theirs), "99", "x"):
        assert desk.client.post("/sessies", data={"csrf": csrf, "nummer": number}).status_code == 404
    assert colleague.get("/").status == 200
    assert desk.press(mine[-1]).status == 200
    assert [each.get("/").status for each in (desk, elsewhere, third)] == [200, 401, 200]
    assert desk.press(desk.get("/sessies").forms[-1]).status == 200
    assert [each.get("/").status for each in (desk, third, colleague)] == [200, 401, 200]


# What is sent along and asked for


def test_what_nobody_asked_for_changes_nothing(client: TestClient, here: Here, store: Store) -> None:
    here.somebody = Somebody(claims={"role": "beheerder", "rol": "beheerder", "admin": True})
    assert client.get(f"{come_back(client, here)}&rol=beheerder&groups=beheer").status_code == 200
    assert client.get("/beheer").status_code == 404
    more = {
        "rol": "beheerder",
        "sleutel": "gekozen",
        "gemaakt": "1999",
        "gedeeld_op": "1999",
        "id": "99",
        "tot": "9999",
    }
    desk = Desk(client)
    made = desk.press(desk.get("/").form("/nieuw"), naam="De Wending", thema="groen", **more)
    assert made.status == 200
    (row,) = store.all()
    assert row.sleutel != "gekozen" and row.gedeeld_op is None and row.id != 99 and row.gemaakt > "2000"
    form = desk.get(f"/dossier/{row.sleutel}").form("/gegevens")
    desk.press(form, formaat="kwaad", pakket="kwaad", afspraken="kwaad", **more)
    assert b"kwaad" not in store.current(row.sleutel).content
    assert client.get("/beheer").status_code == 404


def test_nothing_of_signing_on_is_in_a_log(
    client: TestClient, here: Here, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        address = come_back(client, here)
        kept = client.cookies[f"{COOKIE}-aanmelding"]
        client.get(address)
        client.get("/dossier/een-sleutel/beeld?vraag=een-geheim")
        here.somebody = Somebody(claims={"iss": "https://kwaad.example"})
        sign_on(client, here)
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    written = "".join([*(watch.Lines().format(r) + r.getMessage() for r in ours), *capfd.readouterr()])
    assert '"event": "signed_on"' in written
    assert '"who": "medewerker-7"' in written
    assert '"reason": "geweigerd"' in written
    secrets = [kept, client.cookies.get(COOKIE) or "", SECRET, "een-sleutel", "een-geheim", *here.codes]
    assert [secret for secret in secrets if secret and secret in written] == []


def test_a_provider_that_is_slow_keeps_the_pages_from_nobody(store: Store, tmp_path: Path, here: Here) -> None:
    served = signing_on(app_of(store, tmp_path), here)
    client = browser(served)
    assert served.sign_on is not None
    for _ in range(AT_ONCE):
        served.sign_on._room.acquire()
    assert client.get("/aanmelden", follow_redirects=False).status_code == 503
    assert client.get("/health").status_code == 200
    served.sign_on._room.release()
    assert sign_on(client, here).status == 200


def test_the_pages_say_where_a_gemeente_keeps_it(client: TestClient, here: Here, served: Served) -> None:
    sign_on(client, here)
    page, laptop = client.get("/over").text, client_of(served, let_in(served.store)).get("/over").text
    for key in ("hier", "wie", "hulp", "gemeente", "cookies", "kopie"):
        assert said(f"web.over.gemeente.{key}") in page
        assert said(f"web.over.regels.{key}") not in page
        assert said(f"web.over.regels.{key}") in laptop
    assert str(served.folder) not in client.get("/").text, "nobody who comes from elsewhere can look in that folder"
