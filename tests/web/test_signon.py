"""Sign-on by the provider of the gemeente: who comes in as what, and every way in which it must not go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from tests.web.provider import CLIENT, SECRET, Here, provider
from tests.web.visiting import Desk, Page, app_of
from wijktoets.texts.wording import said
from wijktoets.web.app import Served, create_app
from wijktoets.web.front import Front
from wijktoets.web.settings import _networks
from wijktoets.web.signon import Provider, SignOn
from wijktoets.web.store import Store

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
    fresh = Here()
    fresh.issuer = running.issuer
    running.__dict__.update(fresh.__dict__)
    return running


def signing_on(served: Served, here: Here, **more: Any) -> Served:
    """The pages as a gemeente serves them."""
    known = Provider(here.issuer, CLIENT, SECRET, "groups", ("gebiedsteam",), ("beheer",))
    front = Front(ORIGIN, _networks("127.0.0.1"))
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
