"""As a gemeente runs it: a browser, nginx with https by the template, `wijktoets serve` and a provider, all here.

What is typed and each link is looked for afterwards in all that was written.
"""

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pytest

from tests.web.certificate import certificate
from tests.web.provider import CLIENT, SECRET, Here, Somebody, provider
from tests.web.test_browser import RULES
from tests.web.visiting import Page
from wijktoets.texts.wording import said

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

NAME: Final = "wijktoets.example"
TEMPLATE: Final = Path(__file__).parents[2] / "deploy" / "nginx.conf"
TOKEN: Final = "een-lang-en-geheim-woord"


@dataclass
class Site:
    """Where it stands, and what was written: by the proxy and by the program."""

    port: int
    plain: int
    inner: int
    folder: Path

    @property
    def origin(self) -> str:
        """What people type."""
        return f"https://{NAME}:{self.port}"

    @property
    def trusted(self) -> ssl.SSLContext:
        """Trust in its certificate alone."""
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def client(self) -> httpx.Client:
        """A browser that finds the name on this machine."""
        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}",
            verify=self.trusted,
            headers={"host": f"{NAME}:{self.port}"},
        )

    def written(self) -> str:
        """All that was written anywhere."""
        return "\n".join(path.read_text(errors="replace") for path in sorted((self.folder / "log").iterdir()))


def free() -> int:
    """A port that nobody uses now."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def configured(site: Site) -> Path:
    """The template with other ports and places, in what Debian has around it."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for old, new in (
        ("listen [::]:443 ssl default_server;", ""),
        ("listen [::]:443 ssl;", ""),
        ("listen [::]:80;", ""),
        ("listen 443 ", f"listen 127.0.0.1:{site.port} "),
        ("listen 80;", f"listen 127.0.0.1:{site.plain};"),
        ("https://$host$request_uri", f"https://$host:{site.port}$request_uri"),
        ("/etc/ssl/wijktoets", str(site.folder)),
        ("/var/log/nginx", str(site.folder / "log")),
        ("http://127.0.0.1:8123", f"http://127.0.0.1:{site.inner}"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    (site.folder / "site.conf").write_text(text, encoding="utf-8")
    around = f"""
        daemon off; worker_processes 1; pid {site.folder}/nginx.pid; error_log {site.folder}/log/nginx-error.log info;
        events {{ worker_connections 256; }}
        http {{
            access_log {site.folder}/log/nginx-other.log;
            client_body_temp_path {site.folder}/body; proxy_temp_path {site.folder}/proxy;
            fastcgi_temp_path {site.folder}/f; uwsgi_temp_path {site.folder}/u; scgi_temp_path {site.folder}/s;
            include {site.folder}/site.conf;
        }}
    """
    path = site.folder / "nginx.conf"
    path.write_text(around, encoding="utf-8")
    return path


@contextmanager
def program(*words: str | Path, log: Path, until: int, env: dict[str, str] | None = None) -> Iterator[int]:
    """A program that writes in a log, as soon as it answers at a port; stopped as an administrator stops it."""
    with log.open("ab") as out:
        process = subprocess.Popen([*map(str, words)], stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=env)
    try:
        for _ in range(300):
            assert process.poll() is None, log.read_text()
            with closing(socket.socket()) as tried:
                if tried.connect_ex(("127.0.0.1", until)) == 0:
                    break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


@pytest.fixture(scope="module")
def here() -> Iterator[Here]:
    """A provider."""
    with provider() as found:
        yield found


@pytest.fixture(scope="module")
def site(here: Here, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """All of it, started."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "install the Debian package nginx"
    folder = tmp_path_factory.mktemp("site")
    folder.chmod(0o755)  # nginx answers as nobody
    (folder / "log").mkdir()
    site = Site(free(), free(), free(), folder)
    certificate(folder, NAME)
    (folder / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    settings = f'''
        address = "{site.origin}"
        proxies = ["127.0.0.1"]
        port = {site.inner}
        insecure = true  # the provider here has no https
        issuer = "{here.issuer}"
        client = "{CLIENT}"
        secret_file = "{folder}/secret"
        advisers = ["gebiedsteam"]
        administrators = ["beheer"]
    '''
    (folder / "w.toml").write_text(settings, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(TEMPLATE.parents[1]), "WIJKTOETS_METRICS_TOKEN": TOKEN}
    serve = (sys.executable, "-m", "wijktoets", "serve", folder / "data", "--config", folder / "w.toml")
    subprocess.run([nginx, "-t", "-q", "-c", configured(site)], check=True, capture_output=True)
    with (
        program(*serve, log=folder / "log" / "wijktoets.log", until=site.inner, env=env),
        program(nginx, "-c", folder / "nginx.conf", log=folder / "log" / "nginx.log", until=site.port),
    ):
        yield site


def asked(client: httpx.Client, site: Site, address: str) -> httpx.Response:
    """What a browser gets."""
    return client.get(address.removeprefix(site.origin), extensions={"sni_hostname": NAME})


def sent(client: httpx.Client, site: Site, address: str, typed: dict[str, str]) -> httpx.Response:
    """What a browser gets for a form."""
    return client.post(address, data=typed, headers={"origin": site.origin}, extensions={"sni_hostname": NAME})


def later() -> str:
    """A day that is still to come."""
    return (date.today() + timedelta(days=7)).isoformat()


def test_through_nginx_nothing_of_a_link_or_an_answer_is_written(site: Site, here: Here) -> None:
    here.somebody = Somebody()
    with site.client() as client, site.client() as party:
        get, post = partial(asked, client, site), partial(sent, client, site)
        assert get("/verder/een-geheime-link").status_code == 401
        assert get("/inloggen?sleutel=een-geheime-link").status_code == 401
        gone = get("/aanmelden?verder=/over")
        answer = get(here.allowed(gone.headers["location"]))
        assert answer.status_code == 200
        assert answer.headers["strict-transport-security"]
        assert "server" not in answer.headers or answer.headers["server"] == "nginx"
        cookies = dict(client.cookies)
        csrf = Page(get("/")).form("/nieuw")["csrf"]
        form = {"csrf": csrf, "naam": "Een geheime wijk", "thema": "geheim", "partij-wijk": "Geheime groep"}
        made = post("/nieuw", form)
        assert made.status_code == 303
        dossier = made.headers["location"]
        form = Page(get(f"{dossier}/uitnodigen")).forms[-1]
        shown = post(f"{dossier}/uitnodigen", {**form, "csrf": csrf, "voor": "partij:Geheime groep", "tot": later()})
        (link,) = set(re.findall(rf"{site.origin}/verder/([\w-]+)", shown.text))
        opened = Page(asked(party, site, f"/verder/{link}"))
        assert sent(party, site, opened.forms[0].action, dict(opened.forms[0])).status_code == 303
        assert "Geheime groep" in asked(party, site, f"{dossier}/mijn").text
        assert asked(party, site, dossier).status_code == 404, "a party sees its own pages"
        assert get(f"{dossier}?vraag=een-geheime-vraag").status_code == 200
        assert get(f"{dossier}/bestaat-niet").status_code == 404
        too_large = post("/verder/een-geheime-link", {"naam": "geheim" * 2**20 * 2})
        assert too_large.status_code == 413
        assert get("/metrics").status_code == 404, "from outside nobody counts"
        for path in ("/health", "/ready"):
            assert get(path).status_code == 200
    plain = httpx.get(f"http://127.0.0.1:{site.plain}/verder/een-geheime-link", headers={"host": NAME})
    assert (plain.status_code, plain.headers["location"]) == (308, f"{site.origin}/verder/een-geheime-link")
    for headers in ({}, {"x-forwarded-proto": "https"}, {"host": f"{NAME}:{site.port}"}):
        past = httpx.get(f"http://127.0.0.1:{site.inner}/", headers=headers)
        assert past.status_code == 421, "past the proxy nobody comes in"
    counted = httpx.get(f"http://127.0.0.1:{site.inner}/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert 'route="/dossier/{sleutel}"' in counted.text
    written = site.written()
    assert "/verder 401" in written
    assert '"event": "signed_on"' in written
    key = dossier.split("/")[2]
    assert "/verder 200" in written
    held = (*cookies.values(), *party.cookies.values(), *here.codes)
    for secret in ("geheim", "eheime", key, link, SECRET, TOKEN, *held, "sleutel=", "code="):
        assert secret not in written.replace("{geheim}", ""), secret
    lines = (site.folder / "log" / "wijktoets.log").read_text().splitlines()
    assert all(json.loads(line)["event"] for line in lines if line.startswith("{"))
    assert said("serve.begin_voor_anderen", adres=site.origin, host="127.0.0.1", poort=site.inner) in lines


def test_another_name_gets_no_answer(site: Site) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for name in ("kwaad.example", "127.0.0.1"):
        with pytest.raises(ssl.SSLError), socket.create_connection(("127.0.0.1", site.port), 5) as raw:
            context.wrap_socket(raw, server_hostname=name)


def test_who_sends_slowly_is_held_at_the_proxy(site: Site) -> None:
    slow = []
    for _ in range(60):
        raw = socket.create_connection(("127.0.0.1", site.port), 5)
        slow.append(site.trusted.wrap_socket(raw, server_hostname=NAME))
        slow[-1].sendall(b"POST /inloggen HTTP/1.1\r\nhost: wijktoets.example\r\ncontent-length: 50\r\n\r\nx")
    begun = time.monotonic()
    with site.client() as client:
        assert client.get("/health", extensions={"sni_hostname": NAME}).status_code == 200
    assert time.monotonic() - begun < 3
    for each in slow:
        each.close()


def wrong_for_axe(page: Any) -> dict[str, Any]:
    """What axe finds on a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return {each["id"]: [node["html"][:200] for node in each["nodes"]][:3] for each in found}


def test_a_real_browser_signs_on_and_off(site: Site, here: Here) -> None:
    """The session's cookie is for these pages alone, and coming back from the provider began elsewhere."""
    from playwright.sync_api import sync_playwright

    here.somebody = Somebody()
    path = shutil.which("chromium")
    assert path, "install the Debian package chromium"
    with sync_playwright() as play:
        rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", rules])
        page = browser.new_context(ignore_https_errors=True).new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{site.origin}/over")
        assert wrong_for_axe(page) == {}
        page.get_by_text(said("web.gesloten.aanmelden"), exact=True).click()
        page.get_by_text("Ik ben het").click()
        page.wait_for_url(f"{site.origin}/over")
        assert page.get_by_role("heading", name=said("web.over.titel")).is_visible()
        (session,) = [each for each in page.context.cookies() if each["name"].endswith("wijktoets")]
        assert (session["name"], session["secure"], session["sameSite"]) == ("__Host-wijktoets", True, "Strict")
        page.get_by_text(said("web.over.sessies"), exact=True).click()
        assert page.get_by_text(said("web.sessies.deze")).is_visible()
        assert wrong_for_axe(page) == {}
        page.get_by_role("button", name=said("web.kader.klaar")).click()
        assert page.get_by_role("heading", name=said("web.gesloten.klaar")).is_visible()
        page.goto(f"{site.origin}/over")
        assert page.get_by_text(said("web.gesloten.aanmelden"), exact=True).is_visible()
        here.somebody = Somebody(groups=("anders",))
        page.goto(f"{site.origin}/aanmelden")
        page.get_by_text("Ik ben het").click()
        assert page.get_by_role("heading", name=said("web.niet_aangemeld.titel")).is_visible()
        assert wrong_for_axe(page) == {}
        here.somebody = Somebody(groups=("beheer",))
        page.goto(f"{site.origin}/aanmelden")
        page.get_by_text("Ik ben het").click()
        page.wait_for_url(f"{site.origin}/beheer")
        assert wrong_for_axe(page) == {}
        assert wrong == []
        browser.close()
