"""What can be set for a server: each setting is told, read from three places, and refused with what to do."""

import re
import tomllib
from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from wijktoets.texts import text
from wijktoets.web.settings import PREFIX, SETTINGS, Setup, Unfit, known, setup

ROOT = Path(__file__).parents[2]
GOOD: dict[str, str] = {
    "address": "https://wijktoets.example",
    "proxies": "127.0.0.1, 10.0.0.0/24",
    "issuer": "https://aanmelden.example/x",
    "client": "wijktoets",
    "secret": "geheim",
    "advisers": "gebiedsteam, griffie",
}


def of(**said: str) -> dict[str, str]:
    """An environment."""
    return {f"{PREFIX}{name.upper()}": value for name, value in said.items()}


def lines(given: dict[str, Any], environment: dict[str, str], config: Path | None = None) -> list[str]:
    """What is wrong with what was set."""
    with pytest.raises(Unfit) as found:
        setup(given, environment, config)
    return found.value.lines


def test_every_setting_is_a_field_and_is_told_with_what_holds_without_it() -> None:
    assert [field.name for field in fields(Setup)] == [*SETTINGS]
    page = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)`.* \|([^|]*)\|$", page.partition("## Aanmelden")[0], re.MULTILINE)
    assert [name for name, _ in rows] == [*SETTINGS]
    starts = dict(rows)
    for name in ("host", "claim", "idle", "longest", "scopes"):
        assert str(getattr(Setup(), name)).strip("(),'") in starts[name]


def test_the_file_that_is_shown_fits() -> None:
    shown = tomllib.loads((ROOT / "deploy" / "wijktoets.toml").read_text(encoding="utf-8"))
    assert shown.keys() <= set(known())
    for name, value in shown.items():
        if not name.endswith("_file"):
            SETTINGS[name].read(value)


def test_an_option_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    file.write_text('port = 1\nhost = "10.0.0.1"\nidle = 5\n', encoding="utf-8")
    found = setup({"port": 3, "proxies": (), "insecure": False}, of(**GOOD, port="2", host="10.0.0.2"), file)
    assert (found.port, found.host, found.idle) == (3, "10.0.0.2", 5)
    assert found.proxies == (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/24"))
    assert found.advisers == ("gebiedsteam", "griffie")
    assert setup({"port": 0}, {}, None).port == 0
    assert setup({}, {f"{PREFIX}CONFIG": str(file), **of(**GOOD)}, None).idle == 5


def test_a_secret_can_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    kept = tmp_path / "secret"
    kept.write_text("uit-het-bestand\n", encoding="utf-8")
    rest = {name: value for name, value in GOOD.items() if name != "secret"}
    assert setup({}, of(**rest, secret_file=str(kept)), None).secret == "uit-het-bestand"
    assert lines({}, of(**GOOD, secret_file=str(kept))) == [
        text("serve.instelling.dubbel", plek=f"{PREFIX}SECRET"),
    ]
    gone = str(tmp_path / "weg")
    there = lines({}, of(**rest, secret_file=gone))
    assert there[0] == text("serve.instelling.geen_bestand", plek=f"{PREFIX}SECRET_FILE", bestand=gone)


def test_what_is_set_and_empty_is_said_so(tmp_path: Path) -> None:
    """Mostly something was to stand there: without the address of a database all would go in a file."""
    empty, file = tmp_path / "empty", tmp_path / "w.toml"
    empty.write_text(" \n", encoding="utf-8")
    file.write_text('database_file = ""\n', encoding="utf-8")
    rest = {name: value for name, value in GOOD.items() if name != "secret"}
    for environment, config, place in (
        (of(**rest, secret=""), None, f"{PREFIX}SECRET"),
        (of(**rest, secret_file=""), None, f"{PREFIX}SECRET_FILE"),
        (of(**rest, secret_file=str(empty)), None, f"{PREFIX}SECRET_FILE"),
        (of(**GOOD, database_file=" "), None, f"{PREFIX}DATABASE_FILE"),
        (of(**GOOD, config=""), None, f"{PREFIX}CONFIG"),
        (of(**GOOD), file, f"{file}: database_file"),
    ):
        assert lines({}, environment, config)[0] == text("serve.instelling.leeg", plek=place)
    assert lines({"database": ""}, {}) == [text("serve.instelling.leeg", plek="--database")]
    assert lines({}, of(**GOOD, secret_file="")) == [
        text("serve.instelling.dubbel", plek=f"{PREFIX}SECRET"),
    ]


def test_the_api_is_closed_at_an_address_until_it_is_opened() -> None:
    assert setup({}, {}, None).with_api, "on one laptop it harms nobody"
    assert not setup({}, of(**GOOD), None).with_api
    assert setup({}, of(**GOOD, api="ja"), None).with_api
    assert not setup({"api": "nee"}, of(api="ja"), None).with_api
    assert lines({"api": "misschien"}, {}) == [
        text("serve.instelling.past_niet", plek="--api", soort=text("serve.instelling.soorten.ja_nee"))
    ]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    file = tmp_path / "w.toml"
    file.write_text('adress = "x"\nidle = 0\n', encoding="utf-8")
    said = lines({}, of(LONGST="3", port="veel", address="https://x.example/pad"), file)
    assert len(said) == 5
    assert any("WIJKTOETS_LONGEST" in line for line in said), "a near miss"
    assert any("address" in line and "adress" in line for line in said)
    file.write_text("idle = = 3\n", encoding="utf-8")
    assert lines({}, {}, file) == [text("serve.instelling.geen_toml", plek=f"{file}:1:8")]
    gone = tmp_path / "weg.toml"
    assert lines({}, {}, gone) == [text("serve.instelling.geen_bestand", plek="--config", bestand=gone)]
    named = lines({}, {f"{PREFIX}CONFIG": str(gone)})
    assert named == [text("serve.instelling.geen_bestand", plek=f"{PREFIX}CONFIG", bestand=gone)]


def test_no_value_is_repeated_in_what_is_said() -> None:
    assert not any("kort" in line for line in lines({}, of(metrics_token="kort")))
    assert "geheim" not in repr(setup({}, of(**GOOD), None))


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"address": "http://wijktoets.example"}, "geen_https"),
        ({"proxies": None}, "geen_proxy"),
        ({"issuer": None}, "geen_aanmelding"),
        ({"secret": None}, "aanmelding_half"),
        ({"advisers": None}, "aanmelding_half"),
        ({"issuer": "http://aanmelden.example"}, "uitgever_zonder_https"),
        ({"address": None}, "geen_adres"),
    ],
)
def test_it_does_not_start_unless_it_is_safe(changed: dict[str, str | None], key: str) -> None:
    said = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}
    left = ", ".join(name for name in ("client", "secret", "advisers") if name not in said)
    assert text(f"serve.instelling.{key}", mist=left) in lines({}, of(**said))


def test_beyond_this_machine_it_needs_an_address() -> None:
    assert lines({"host": "0.0.0.0"}, {}) == [text("serve.instelling.geen_adres")]
    tried = setup({"address": "http://192.0.2.1:8123", "insecure": True, "host": "0.0.0.0"}, {}, None)
    assert not tried.https


@pytest.mark.parametrize(
    "address",
    ["wijktoets.example", "ftp://x.example", "https://", "https://a@x.example", "https://x.example/?a", "https://x:y"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Unfit):
        setup({"address": address, "insecure": True}, {}, None)
