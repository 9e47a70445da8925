"""What can be set for who serves others: one table, read from the command line, the environment and a file."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from wijktoets import texts

PREFIX: Final = "WIJKTOETS_"
LONGEST_SECRET: Final = 10_000
"""Characters that a file with a secret may hold."""

Network = IPv4Network | IPv6Network


class Unfit(Exception):
    """What was set cannot be used; `lines` say what is wrong with it, all at once."""

    def __init__(self, lines: list[str]) -> None:
        """With the lines."""
        self.lines = lines
        super().__init__(*lines)


@dataclass(frozen=True, slots=True)
class Setup:
    """What holds for this server. Each field is a setting by the same name; `SETTINGS` says what it may be."""

    address: str | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    database: str | None = field(default=None, repr=False)
    database_ca: Path | None = None
    proxies: tuple[Network, ...] = ()
    insecure: bool = False
    issuer: str | None = None
    client: str | None = None
    secret: str | None = field(default=None, repr=False)
    scopes: tuple[str, ...] = ("openid",)
    claim: str = "groups"
    advisers: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    idle: int = 30
    longest: int = 9
    metrics_token: str | None = field(default=None, repr=False)
    api: bool | None = None

    @property
    def with_api(self) -> bool:
        """Whether the API answers: on one laptop unless that was set otherwise, at an address only when it was."""
        return self.address is None if self.api is None else self.api

    @property
    def https(self) -> bool:
        """Whether people come by https."""
        return self.address is not None and self.address.startswith("https://")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set: what it may be, how that is read (ValueError: not so), and whether it is a secret."""

    kind: str
    read: Callable[[Any], Any]
    secret: bool = False


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value.strip()


def _origin(value: Any) -> str:
    """An address without anything behind the host and the port.

    >>> _origin("https://Wijktoets.example/"), _origin("http://127.0.0.1:8123")
    ('https://wijktoets.example', 'http://127.0.0.1:8123')
    """
    found = urlsplit(_text(value).lower())
    if found.scheme not in ("http", "https") or not found.hostname or found.path not in ("", "/"):
        raise ValueError(value)
    if found.query or found.fragment or found.username is not None or not re.fullmatch(r"[\w.:\[\]-]+", found.netloc):
        raise ValueError(value)
    _ = found.port  # a ValueError when it is none
    return f"{found.scheme}://{found.netloc}"


def _issuer(value: Any) -> str:
    found = urlsplit(_text(value))
    if found.scheme not in ("http", "https") or not found.hostname or found.query or found.fragment:
        raise ValueError(value)
    return _text(value)


def _number(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not low <= (found := int(value)) <= high:
            raise ValueError(value)
        return found

    return read


def _yes_or_no(value: Any) -> bool:
    words = {"1": True, "ja": True, "true": True, "0": False, "nee": False, "false": False}
    found = value if isinstance(value, bool) else words.get(str(value).strip().lower())
    if found is None:
        raise ValueError(value)
    return found


def _file(value: Any) -> Path:
    found = Path(_text(value))
    if not found.is_file():
        raise ValueError(value)
    return found


def _names(value: Any) -> tuple[str, ...]:
    """Names: a list in a file, and with commas between them in the environment.

    >>> _names("wijkteam, griffie"), _names(["wijkteam"])
    (('wijkteam', 'griffie'), ('wijkteam',))
    """
    each = value.split(",") if isinstance(value, str) else value
    if not isinstance(each, (list, tuple)):
        raise ValueError(value)
    return tuple(_text(name) for name in each)


def _networks(value: Any) -> tuple[Network, ...]:
    return tuple(ip_network(name) for name in _names(value))


SETTINGS: Final[Mapping[str, Setting]] = {
    "address": Setting("adres", _origin),
    "host": Setting("tekst", _text),
    "port": Setting("poort", _number(0, 65535)),
    "database": Setting("tekst", _text, secret=True),
    "database_ca": Setting("bestand", _file),
    "proxies": Setting("netwerken", _networks),
    "insecure": Setting("ja_nee", _yes_or_no),
    "issuer": Setting("uitgever", _issuer),
    "client": Setting("tekst", _text),
    "secret": Setting("tekst", _text, secret=True),
    "scopes": Setting("namen", lambda value: tuple(dict.fromkeys(("openid", *_names(value))))),
    "claim": Setting("tekst", _text),
    "advisers": Setting("namen", _names),
    "administrators": Setting("namen", _names),
    "idle": Setting("minuten", _number(1, 24 * 60)),
    "longest": Setting("uren", _number(1, 24)),
    "metrics_token": Setting("sleutel", lambda value: _long_enough(_text(value)), secret=True),
    "api": Setting("ja_nee", _yes_or_no),
}
"""Everything that can be set, by the key in the file; in the environment it is `WIJKTOETS_` with the key in capitals.
A secret can stand in a file of its own: the key with `_file` behind it."""
OPTIONS: Final = {"proxies": "--proxy"}
"""Options that are called otherwise than their setting: each names one of more."""
OTHER: Final = frozenset({"config"})
"""What the environment may say beside the settings: where the file is."""


def _long_enough(value: str) -> str:
    if len(value) < 20:
        raise ValueError(value)
    return value


def setup(given: Mapping[str, Any], environment: Mapping[str, str], config: Path | None) -> Setup:
    """What holds: an option before the environment, that before the file, and that before what holds by itself.

    Args:
        given: what options said, by setting; None for nothing.
        config: the file (TOML); without it the one that WIJKTOETS_CONFIG names, if it names one.

    Raises:
        Unfit: with all that is wrong.
    """
    wrong: list[str] = []
    named_by = "--config"
    if config is None and (by_environment := _in(environment, f"{PREFIX}CONFIG", f"{PREFIX}CONFIG", wrong)):
        config, named_by = Path(by_environment), f"{PREFIX}CONFIG"
    values: dict[str, Any] = {}
    of_file = _of_file(config, named_by, wrong) if config else {}
    of_environment = {
        name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)
    }
    for name in sorted({*of_environment} - {*known()} - OTHER):
        wrong.append(_unknown(f"{PREFIX}{name.upper()}", name, lambda near: f"{PREFIX}{near.upper()}"))
    of_options = {
        name: value for name, value in given.items() if value is not None and value != () and value is not False
    }
    for name, said in SETTINGS.items():
        for source, place in (
            (of_options, OPTIONS.get(name, f"--{name}")),
            (of_environment, f"{PREFIX}{name.upper()}"),
            (of_file, f"{config}: {name}"),
        ):
            found = _in(source, name, place, wrong)
            if found is None:
                continue
            try:
                values[name] = said.read(found)
            except (ValueError, TypeError):
                wrong.append(texts.text("serve.instelling.past_niet", plek=place, soort=_kind(said)))
            break
    if wrong:
        raise Unfit(wrong)
    made = Setup(**values)
    if wrong := _together(made):
        raise Unfit(wrong)
    return made


def known() -> list[str]:
    """Every key that a file may have."""
    return [key for name, each in SETTINGS.items() for key in ((name, f"{name}_file") if each.secret else (name,))]


def _kind(said: Setting) -> str:
    return texts.text(f"serve.instelling.soorten.{said.kind}")


def _of_file(path: Path, place: str, wrong: list[str]) -> Mapping[str, Any]:
    """What a file sets; `place` is where it was named."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        wrong.append(texts.text("serve.instelling.geen_bestand", plek=place, bestand=path))
        return {}
    except ValueError as error:  # no TOML, or no text
        at = re.search(r"line (\d+), column (\d+)", str(error))
        wrong.append(texts.text("serve.instelling.geen_toml", plek=f"{path}:{at[1]}:{at[2]}" if at else path))
        return {}
    for name in [name for name in found if name not in known()]:
        wrong.append(_unknown(f"{path}: {name}", name, str))
        del found[name]
    return found


def _unknown(place: str, name: str, spelled: Callable[[str], str]) -> str:
    near = get_close_matches(name, known(), n=1)
    said = texts.text("serve.instelling.onbekend", plek=place)
    return said + (texts.text("bedoelde_u", suggestie=texts.meant(spelled(near[0]))) if near else "")


def _in(source: Mapping[str, Any], name: str, place: str, wrong: list[str]) -> Any:
    """What a source sets, itself or by the file that it names; None for nothing.

    What is set and empty is wrong: mostly something was to stand there, such as the address of a database.
    """
    by_file = source.get(f"{name}_file")
    if name in source and by_file is not None:
        wrong.append(texts.text("serve.instelling.dubbel", plek=place))
    found = source.get(name)
    if name not in source and by_file is not None:
        place += "_FILE" if place.startswith(PREFIX) else "_file"
        found = _of_secret_file(str(by_file), place, wrong) if str(by_file).strip() else ""
    if isinstance(found, str) and not found.strip():
        wrong.append(texts.text("serve.instelling.leeg", plek=place))
        return None
    return found


def _of_secret_file(path: str, place: str, wrong: list[str]) -> str | None:
    """What a file with a secret holds; None when it cannot be read."""
    try:
        with Path(path).open(encoding="utf-8") as file:
            return file.read(LONGEST_SECRET).strip()
    except (OSError, ValueError):
        wrong.append(texts.text("serve.instelling.geen_bestand", plek=place, bestand=path))
        return None


def _together(made: Setup) -> list[str]:
    """What does not go together: each a key of a sentence that says what to do."""
    served, signed = made.address is not None, made.issuer is not None
    left = [name for name in ("client", "secret", "advisers") if signed and not getattr(made, name)]
    wrong = {
        "geen_https": served and not made.https and not made.insecure,
        "geen_proxy": made.https and not made.proxies,
        "geen_adres": not served and (signed or made.host not in ("127.0.0.1", "localhost", "::1")),
        "geen_aanmelding": served and not signed and not made.insecure,
        "aanmelding_half": bool(left),
        "uitgever_zonder_https": signed and not str(made.issuer).startswith("https://") and not made.insecure,
    }
    return [texts.text(f"serve.instelling.{key}", mist=", ".join(left)) for key, holds in wrong.items() if holds]


def of_process() -> Mapping[str, str]:
    """The environment of this process."""
    return os.environ
