"""Visits the pages as a browser without JavaScript does: reads forms, fills them in, presses buttons."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import httpx2 as httpx
import uvicorn
from starlette.testclient import TestClient

import wijktoets
from wijktoets.web import access
from wijktoets.web.app import Served, create_app
from wijktoets.web.store import FILE, Store

HOST: Final = "127.0.0.1:8123"
VOID: Final = frozenset({"input", "br", "meta", "link", "hr", "col", "img"})


class Form(dict[str, str]):
    """The fields of a form as they are shown, with where it goes; `buttons` are what can be pressed."""

    def __init__(self, attrs: Mapping[str, str]) -> None:
        super().__init__()
        self.action = attrs.get("action", "")
        self.name = attrs.get("id", "")
        self.buttons: list[tuple[str, str]] = []


class Page(HTMLParser):
    """What stands on a page: its forms, its links, and what a person reads."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(convert_charrefs=True)
        self.response = response
        self.status = response.status_code
        self.path = response.url.path
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self._open: Form | None = None
        self._select = self._area = ""
        self._said: list[str] = []
        self._hidden = 0
        self.feed(response.text)
        self.text = " ".join("".join(self._said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        named = given.get("name", "")
        form = next((f for f in self.forms if f.name == given.get("form", "!")), self._open)
        if tag == "form":
            self._open = Form(given)
            self.forms.append(self._open)
        elif tag == "a":
            self.links.append((given.get("href", ""), ""))
        elif tag == "button" and form is not None:
            form.buttons.append((named, given.get("value", "")))
        elif tag == "input" and form is not None and named:
            kind = given.get("type", "text")
            if kind == "file" or (kind in ("radio", "checkbox") and "checked" not in given):
                return
            form[named] = given.get("value", "on" if kind in ("radio", "checkbox") else "")
        elif tag == "select":
            self._select = named
        elif tag == "option" and form is not None and self._select:
            if "selected" in given or self._select not in form:
                form[self._select] = given.get("value", "")
        elif tag == "textarea" and form is not None:
            self._area = named
            form[named] = ""
        elif tag in ("style", "script", "title"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag in ("style", "script", "title"):
            self._hidden -= 1
        if tag in ("p", "li", "h1", "h2", "h3", "dd", "dt", "td", "th", "button"):
            self._said.append(" ")

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None:
            self._open[self._area] += data
        if not self._hidden:
            self._said.append(data)

    def form(self, part: str) -> Form:
        """The form that goes to an address with this in it."""
        return next(form for form in self.forms if part in form.action)


class Desk:
    """Somebody at a browser without JavaScript; counts what is opened, pressed and typed."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.pages = self.presses = self.words = 0

    def get(self, address: str) -> Page:
        self.pages += 1
        return Page(self.client.get(address))

    def press(self, form: Form, button: tuple[str, str] | None = None, **typed: str) -> Page:
        """Fill a form in and press a button of it; follows to the page that comes."""
        self.presses += 1
        self.pages += 1
        data = {**form, **{name.replace("__", "-"): value for name, value in typed.items()}}
        self.words += sum(len(value.split()) for name, value in typed.items() if form.get(name) != value)
        if button is not None and button[0]:
            assert button in form.buttons, (button, form.buttons)
            data[button[0]] = button[1]
        return Page(self.client.post(form.action, data=data))

    def send(self, address: str, part: str, name: str, content: bytes) -> Page:
        """Choose a file in a form of a page, and send it."""
        form = self.get(address).form(part)
        return Page(self.client.post(form.action, data=dict(form), files={"bestand": (name, content)}))


@contextmanager
def store_in(folder: Path) -> Iterator[Store]:
    """A store that is closed again."""
    store = Store(folder / FILE)
    try:
        yield store
    finally:
        store.close()


def app_of(store: Store, folder: Path, announce: list[str] | None = None) -> Served:
    """What is served over a store, with the Gronings model."""
    said = announce if announce is not None else []
    return Served(store, wijktoets.load_pack(), folder, [HOST, "testserver"], said.append)


def client_of(served: Served, token: str | None = None) -> TestClient:
    """A browser, let in with the secret of a session."""
    client = TestClient(create_app(served), base_url=f"http://{HOST}")
    if token:
        client.cookies.set("wijktoets", token)
    return client


def let_in(store: Store) -> str:
    """The secret of a session of the adviser."""
    token = access.open_session(store, access.make_adviser_link(store))
    assert token is not None
    return token


def key_of(page: Page) -> str:
    """The dossier of the address that a page stands at."""
    found = re.match(r"/dossier/([^/]+)", page.path)
    assert found is not None, page.path
    return found[1]


@contextmanager
def running(store: Store, folder: Path) -> Iterator[str]:
    """The pages behind a real server; gives their address."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        served = Served(store, wijktoets.load_pack(), folder, [host], lambda link: None)
        server = uvicorn.Server(uvicorn.Config(create_app(served), log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://{host}"
        finally:
            server.should_exit = True
            thread.join(60)
