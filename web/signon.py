"""Sign-on of advisers and administrators by the provider of the gemeente: OpenID Connect, code flow with PKCE.

Between going there and coming back nothing is kept here: `state`, `nonce` and the verifier all follow from one secret
in a cookie of that browser, so that what comes back belongs to it, and to this moment. Who leaves there, leaves here
too: the provider says so in a token of its own (back-channel logout).
"""

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock
from typing import Any, Final, Literal

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

from .access import Role

BACK: Final = "/aangemeld"
"""Where the provider sends people back to."""
WITHIN: Final = 600
"""Seconds that somebody may be away at the provider."""
LEEWAY: Final = 60
"""Seconds that two clocks may differ."""
SECONDS: Final = 10.0
"""That the provider is waited for."""
KNOWN_FOR: Final = 3600.0
"""Seconds that what the provider says of itself is kept."""
AGAIN: Final = 30.0
"""Seconds within which the keys of the provider are not asked for again because one is not known."""
SIGN_OFF: Final = "http://schemas.openid.net/event/backchannel-logout"
"""What a token says that tells to end sessions: no other is taken for one."""
SIGN_OFF_KINDS: Final = ("logout+jwt", "jwt")
"""How such a token may call itself, where it does."""
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "Ed25519",
    "EdDSA",
)
"""Signatures that only the provider can make; `none` and those by a shared secret are not among them."""
AT_ONCE: Final = 8
"""People for whom the provider is waited for at once: one that is slow keeps the pages from nobody else."""

Reason = Literal["elders", "te_laat", "geweigerd", "geen_groep", "weg"]


class NotSignedOn(Exception):
    """Nobody was let in; the reason is the key of a sentence."""

    def __init__(self, reason: Reason) -> None:
        """With the reason."""
        self.reason: Reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class SignedOn:
    """Who the provider says it is, as what that one comes in, and where that one was going."""

    role: Role
    who: str
    onward: str
    sid: str | None = None
    """How the provider names the session there, if it does."""


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Whose sessions the provider ends, and which of them; `name` is how it names what it says."""

    name: str
    who: str | None
    sid: str | None


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider, who we are to it, and what its groups are here."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str
    advisers: Collection[str]
    administrators: Collection[str]
    scopes: Collection[str] = ("openid",)


class SignOn:
    """Sends people to the provider, and takes them in when they come back."""

    def __init__(self, provider: Provider, origin: str, clock: Callable[[], float] = time.time) -> None:
        """With the address at which people come back."""
        self.provider, self.clock = provider, clock
        self.back = origin + BACK
        self._lock, self._room = Lock(), BoundedSemaphore(AT_ONCE)
        self._said: Mapping[str, Any] = {}
        self._keys: KeySet | None = None
        self._until = 0.0
        self._renewed = -AGAIN

    def begin(self, onward: str) -> tuple[str, str]:
        """Where to send somebody, and what that browser is to keep until it comes back.

        Raises:
            NotSignedOn: the provider cannot be reached.
        """
        kept = f"{int(self.clock())}.{secrets.token_urlsafe(32)}.{_packed(inside(onward).encode())}"
        with self._waiting():
            where = self._metadata()["authorization_endpoint"]
        with closing(self._session()) as session:
            verifier = _derived(kept, "verifier")
            asked = {"nonce": _derived(kept, "nonce"), "code_verifier": verifier, "state": _derived(kept, "state")}
            url, _ = session.create_authorization_url(where, **asked)
        return str(url), kept

    def finish(self, kept: str, query: Mapping[str, str]) -> SignedOn:
        """Who comes back, with what that browser kept and what stands in the address.

        Raises:
            NotSignedOn: it is not what was begun here, it is too late, or the provider or its groups let nobody in.
        """
        begun, _, rest = kept.partition(".")
        if not begun.isdigit() or not hmac.compare_digest(
            query.get("state", "").encode(), _derived(kept, "state").encode()
        ):
            raise NotSignedOn("elders")
        if not -LEEWAY <= self.clock() - int(begun) <= WITHIN:
            raise NotSignedOn("te_laat")
        if "error" in query or not query.get("code"):
            raise NotSignedOn("geweigerd")
        if query.get("iss", self.provider.issuer) != self.provider.issuer:
            raise NotSignedOn("geweigerd")
        with self._waiting():
            claims = self._claims(query["code"], kept)
        sid = claims.get("sid")
        onward = inside(_unpacked(rest.partition(".")[2]))
        return SignedOn(self._role(claims), str(claims["sub"]), onward, sid if isinstance(sid, str) else None)

    def told_off(self, token: str) -> SignedOff:
        """Whose sessions the provider tells to end (OpenID Connect Back-Channel Logout 1.0).

        Raises:
            NotSignedOn: it is not what the provider says, to us, now; or the provider cannot be reached.
        """
        with self._waiting():
            try:
                told = self._decoded(token)
                rules = jwt.JWTClaimsRegistry(
                    int(self.clock()),
                    LEEWAY,
                    iss={"essential": True, "value": self.provider.issuer},
                    aud={"essential": True, "value": self.provider.client},
                    iat={"essential": True},
                    exp={"essential": True},
                    jti={"essential": True},
                )
                rules.validate(told.claims)
            except RequestException as error:
                raise NotSignedOn("weg") from error
            except (JoseError, KeyError, ValueError, TypeError) as error:
                raise NotSignedOn("geweigerd") from error
        said, kind = told.claims, str(told.header.get("typ", SIGN_OFF_KINDS[0])).lower()
        events, who, sid = said.get("events"), said.get("sub"), said.get("sid")
        named = [each for each in (who, sid) if each is not None]
        if kind.removeprefix("application/") not in SIGN_OFF_KINDS or "nonce" in said:
            raise NotSignedOn("geweigerd")
        if not isinstance(events, dict) or not isinstance(events.get(SIGN_OFF), dict):
            raise NotSignedOn("geweigerd")
        if not named or not all(isinstance(each, str) and each for each in (said["jti"], *named)):
            raise NotSignedOn("geweigerd")
        if said["iat"] < self.clock() - WITHIN:
            raise NotSignedOn("te_laat")
        return SignedOff(said["jti"], who, sid)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise NotSignedOn("weg")
        try:
            yield
        finally:
            self._room.release()

    def _role(self, claims: Mapping[str, Any]) -> Role:
        """What somebody's groups are here. Who administers sees no answers, also when advising as well."""
        said = claims.get(self.provider.claim)
        groups = {each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)}
        if groups & {*self.provider.administrators}:
            return "beheerder"
        if groups & {*self.provider.advisers}:
            return "adviseur"
        raise NotSignedOn("geen_groep")

    def _claims(self, code: str, kept: str) -> Mapping[str, Any]:
        """What the provider says of somebody in return for a code, signed by it, for us, now."""
        try:
            said = self._metadata()
            ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
            with closing(self._session()) as session:
                if "client_secret_basic" not in ways:
                    session.token_endpoint_auth_method = "client_secret_post"
                where = said["token_endpoint"]
                verifier = _derived(kept, "verifier")
                token = session.fetch_token(where, code=code, code_verifier=verifier, allow_redirects=False)
            told = self._decoded(token["id_token"])
            options = {
                "iss": {"essential": True, "value": self.provider.issuer},
                "aud": {"essential": True, "value": self.provider.client},
                "nonce": {"essential": True, "value": _derived(kept, "nonce")},
            }
            params = {"client_id": self.provider.client, "access_token": token.get("access_token")}
            claims = CodeIDToken(told.claims, told.header, options, params)
            claims.validate(int(self.clock()), LEEWAY)
        except RequestException as error:
            raise NotSignedOn("weg") from error
        except (AuthlibBaseError, JoseError, KeyError, ValueError, TypeError) as error:
            raise NotSignedOn("geweigerd") from error
        if not isinstance(claims["sub"], str) or not claims["sub"]:
            raise NotSignedOn("geweigerd")
        return dict(claims)

    def _decoded(self, text: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(text, self._key_set(), registry=registry)
        except InvalidKeyIdError:
            if self.clock() - self._renewed < AGAIN:  # anybody can name a key: the provider is not asked each time
                raise
            self._renewed = self.clock()
            return jwt.decode(text, self._key_set(anew=True), registry=registry)

    def _metadata(self) -> Mapping[str, Any]:
        """What the provider says of itself; kept for a while."""
        with self._lock:
            if self._said and self.clock() < self._until:
                return self._said
        found = self._fetched(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if found.get("issuer") != self.provider.issuer or not all(isinstance(found.get(name), str) for name in needed):
            raise NotSignedOn("weg")
        if self.provider.issuer.startswith("https:") and not all(found[n].startswith("https:") for n in needed):
            raise NotSignedOn("weg")
        with self._lock:
            self._said, self._until = found, self.clock() + KNOWN_FOR
            self._keys = None  # one that the provider took back is not believed for ever
        return found

    def _key_set(self, anew: bool = False) -> KeySet:
        """The keys of the provider; asked for again after a while, and when it signs with one that is not known yet."""
        where = self._metadata()["jwks_uri"]
        with self._lock:
            known = self._keys
        if known is not None and not anew:
            return known
        found = KeySet.import_key_set(self._fetched(where))  # type: ignore[arg-type]
        with self._lock:
            self._keys = found
        return found

    def _fetched(self, url: str) -> Mapping[str, Any]:
        try:
            with closing(self._session()) as session:
                answer = session.get(url, withhold_token=True, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (RequestException, ValueError) as error:
            raise NotSignedOn("weg") from error
        if not isinstance(found, dict):
            raise NotSignedOn("weg")
        return found

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self.provider.client,
            self.provider.secret,
            scope=" ".join(self.provider.scopes),
            redirect_uri=self.back,
            code_challenge_method="S256",
            default_timeout=SECONDS,
        )


def inside(address: str) -> str:
    """An address of these pages to go on to; whatever leads elsewhere becomes the start.

    >>> inside("/dossier/abc/beeld"), inside("//kwaad.example"), inside("https://kwaad.example"), inside("/\\\\kwaad")
    ('/dossier/abc/beeld', '/', '/', '/')
    """
    return address if re.fullmatch(r"/(?:[\w-][\w./:-]*)?", address, re.ASCII) and len(address) < 200 else "/"


def _derived(kept: str, use: str) -> str:
    return _packed(hmac.digest(kept.encode(), use.encode(), hashlib.sha256))


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unpacked(text: str) -> str:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return ""
