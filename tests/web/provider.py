"""A provider of OpenID Connect on this machine alone, with keys of its own: it lets in whom a test says, or lies."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

SIGN_OFF: Final = "http://schemas.openid.net/event/backchannel-logout"
CLIENT: Final = "wijktoets"
SECRET: Final = "een-geheim-van-de-test"
KEY: Final = RSAKey.generate_key(2048, {"kid": "een", "use": "sig", "alg": "RS256"})
NEW_KEY: Final = RSAKey.generate_key(2048, {"kid": "nieuw", "use": "sig", "alg": "RS256"})
OTHER_KEY: Final = RSAKey.generate_key(2048, {"kid": "een", "use": "sig", "alg": "RS256"})


@dataclass
class Granted:
    """What a code stands for, until it is used: what was asked, and of whom."""

    asked: dict[str, str]
    used: bool = False


@dataclass
class Somebody:
    """Who signs on next, and what the provider says of that one; `header` and `key` are of the signature."""

    sub: str = "medewerker-7"
    groups: Any = ("gebiedsteam",)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "een"})
    key: Any = field(default_factory=lambda: KEY)
    token: str | None = None


class Here:
    """The provider: its address, whom it lets in, and what it was asked."""

    def __init__(self, home: str = "") -> None:
        self.home = self.issuer = home
        self.somebody = Somebody()
        self.codes: dict[str, Granted] = {}
        self.asked: list[str] = []
        self.keys = [KEY]
        self.says: dict[str, Any] = {}
        self.clock = time.time

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        found: dict[str, Any] = {name: f"{self.issuer}/{name.partition('_')[0]}" for name in names}
        return {"issuer": self.issuer, **found, "response_types_supported": ["code"], **self.says}

    def allowed(self, url: str) -> str:
        """Go where the program sends a browser; gives the address at which it comes back."""
        assert url.startswith(f"{self.issuer}/authorization?"), url
        asked = dict(parse_qsl(urlsplit(url).query))
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = Granted(asked)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], basic: str) -> tuple[int, dict[str, Any]]:
        """What it gives for a code: once, to the client with its secret and the verifier."""
        if self.says.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
            basic = "Basic " + base64.b64encode(f"{sent['client_id']}:{sent['client_secret']}".encode()).decode()
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        granted = self.codes.get(sent.get("code", ""))
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        packed = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        if basic != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        if granted is None or granted.used or packed != granted.asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if sent.get("redirect_uri") != granted.asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        granted.used = True
        return 200, {"access_token": "niets", "token_type": "Bearer", "id_token": self.signed(granted.asked["nonce"])}

    def signed(self, nonce: str) -> str:
        """What it says of somebody, signed."""
        who, at = self.somebody, int(self.clock())
        if who.token is not None:
            return who.token
        said = {"iss": self.issuer, "sub": who.sub, "aud": CLIENT, "iat": at, "exp": at + 300, "nonce": nonce}
        said |= {"groups": list(who.groups) if isinstance(who.groups, tuple) else who.groups}
        said = {name: value for name, value in {**said, **who.claims}.items() if value is not None}
        if who.header["alg"] == "none":
            parts = [json.dumps(each).encode() for each in (who.header, said)]
            return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])
        return jwt.encode(who.header, said, who.key, algorithms=[who.header["alg"]])

    def signed_off(self, somebody: Somebody | None = None, **claims: Any) -> str:
        """What it says to end sessions, signed as it says of `somebody`; None leaves a claim out."""
        who, at = somebody or self.somebody, int(self.clock())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": at, "exp": at + 120, "jti": secrets.token_urlsafe(8)}
        said |= {"sub": who.sub, "events": {SIGN_OFF: {}}, **who.claims, **claims}
        said = {name: value for name, value in said.items() if value is not None}
        return jwt.encode({"typ": "logout+jwt", **who.header}, said, who.key, algorithms=[who.header["alg"]])


def as_secret(text: str | bytes) -> OctKey:
    """What others know as well, taken for a key that only the provider has."""
    return OctKey.import_key(text)


def public_as_secret() -> OctKey:
    """The public key, taken for a shared secret."""
    return as_secret(base64.b64encode(KEY.as_der(private=False)))


@contextmanager
def provider() -> Iterator[Here]:
    """A provider that answers until the test ends."""
    here = Here("")

    class Handler(BaseHTTPRequestHandler):
        """Answers as a provider does."""

        def do_GET(self) -> None:
            here.asked.append(self.path)
            if self.path == "/.well-known/openid-configuration":
                self._say(200, here.metadata())
            elif self.path.startswith("/authorization?"):
                back = escape(here.allowed(here.issuer + self.path))
                self._say(200, f'<a href="{back}">Ik ben het</a>'.encode(), "text/html")
            elif self.path == "/jwks":
                self._say(200, {"keys": [key.as_dict(private=False) for key in here.keys]})
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            here.asked.append(self.path)
            sent = dict(parse_qsl(self.rfile.read(int(self.headers["content-length"])).decode()))
            self._say(*here.token(sent, self.headers.get("authorization", "")))

        def _say(self, status: int, said: Any, kind: str = "application/json") -> None:
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.home = here.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
