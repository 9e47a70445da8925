"""The API: what the command line finds, for a dossier that comes along and is kept nowhere."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from tests.web.visiting import client_of
from wijktoets import cases, texts
from wijktoets.cli.main import main
from wijktoets.web import api
from wijktoets.web.app import API, Served

load_all_checks()

EXAMPLES: Final = Path(cases.__file__).parent / "voorbeelden"
DEAL: Final = EXAMPLES / "wijkdeal-drie-afspraken.yaml"
POWERS: Final = EXAMPLES / "overdracht-mandaat.yaml"
YAML: Final = {"content-type": "application/yaml"}


@pytest.fixture(scope="module")
def client() -> TestClient:
    """The API without the pages, as often as a test likes."""
    return TestClient(api.create_api(api.Rate(10**6)))


def asked(client: TestClient, address: str, content: bytes, kind: str = "application/yaml") -> Any:
    """What is answered to a dossier."""
    found = client.post(address, content=content, headers={"content-type": kind})
    assert found.headers["api-version"] == api.VERSION
    return found


@pytest.mark.parametrize(
    ("address", "dossier", "words"),
    [
        ("/evaluate", DEAL, ["evaluate"]),
        (
            "/evaluate?thema=groen%20en%20spelen&archetype=aanjagen",
            DEAL,
            ["evaluate", "--thema", "groen en spelen", "--archetype", "aanjagen"],
        ),
        ("/plan?target=adviseren", DEAL, ["plan", "--target", "adviseren"]),
        ("/questions?for=raad&max=3", DEAL, ["questions", "--for", "raad", "--max", "3"]),
        ("/transfer", POWERS, ["transfer"]),
    ],
)
def test_the_answer_is_that_of_the_command_line(
    client: TestClient, address: str, dossier: Path, words: list[str]
) -> None:
    typed = CliRunner().invoke(main, [*words, str(dossier), "--format", "json"])
    assert typed.exit_code == 0, typed.output
    meant, given = json.loads(typed.stdout), asked(client, address, dossier.read_bytes()).json()
    assert (meant.pop("bestand"), given.pop("bestand")) == (str(dossier), api.BODY)
    assert given == meant


def test_a_dossier_can_be_sent_as_json(client: TestClient) -> None:
    sent = {"formaat": "wijktoets/dossier@1", "naam": "Wijk \U0001f333", "peildatum": "2026-11-01"}
    found = client.post("/evaluate", json=sent)
    assert (found.status_code, found.json()["dossier"]) == (200, sent["naam"])
    assert found.json() == asked(client, "/evaluate", json.dumps(sent, ensure_ascii=False).encode()).json()


def refused(found: Any, status: int, reason: str, **facts: object) -> list[dict[str, Any]]:
    """See that something was refused, and why; gives the lines about what is wrong."""
    told = found.json()
    assert (found.status_code, found.headers["content-type"]) == (status, api.PROBLEM)
    assert (told["status"], told["title"]) == (status, texts.text(f"api.titels.{status}"))
    assert told["detail"] == texts.text(f"api.{reason}", **facts)
    lines: list[dict[str, Any]] = told["meldingen"]
    return lines


def test_what_is_wrong_in_a_dossier_is_told_as_on_the_command_line(client: TestClient, tmp_path: Path) -> None:
    wrong = DEAL.read_bytes().replace(b": ja", b": jaa", 2)
    (tmp_path / "dossier").write_bytes(wrong)
    typed = CliRunner().invoke(main, ["check", str(tmp_path / "dossier")])
    lines = refused(asked(client, "/evaluate", wrong), 422, "dossier_fout")
    assert [line["code"] for line in lines] == ["antwoord_onbekend"] * 2
    assert [f"{tmp_path}/{line['tekst']}" for line in lines] == typed.stderr.splitlines()[:2]
    assert all(line["tekst"].startswith(f"dossier:{line['regel']}:{line['kolom']}:") for line in lines)


def test_what_cannot_be_asked_is_refused_with_a_reason(client: TestClient) -> None:
    deal = DEAL.read_bytes()
    refused(asked(client, "/evaluate", deal, "text/plain"), 415, "soort", soorten=", ".join(api.KINDS))
    refused(asked(client, "/evaluate", b" " * (api.LARGEST + 1)), 413, "te_groot", kb=1024)
    refused(asked(client, "/evaluate", b"{", api.JSON), 400, "geen_json")
    refused(asked(client, "/evaluate", b"[" * 10**5, api.JSON), 400, "geen_json")
    refused(asked(client, "/evaluate?fase=x&pack=/etc", deal), 400, "vraag", namen="fase, pack")
    refused(asked(client, "/plan?keep=a&without=a", deal), 400, "allebei", acties="a")
    refused(client.get("/packs/niets"), 404, "anders")
    refused(client.get("/niets"), 404, "anders")
    refused(client.get("/evaluate"), 405, "anders")
    for address, code in (
        ("/evaluate?thema=niets", "thema_onbekend"),
        ("/questions?for=niemand", "spreker_onbekend"),
        ("/plan?keep=niets", "plan_actie_onbekend"),
    ):
        assert [line["code"] for line in refused(asked(client, address, deal), 422, "dossier_fout")] == [code]


def test_too_many_questions_are_refused_for_a_while() -> None:
    few = TestClient(api.create_api(api.Rate(2)))
    assert [few.get("/packs").status_code for _ in range(3)] == [200, 200, 429]
    assert 1 <= int(few.get("/packs").headers["retry-after"]) <= 60
    rate = api.Rate(9, at_once=1)
    full = TestClient(api.create_api(rate))
    with rate.room:
        refused(asked(full, "/evaluate", DEAL.read_bytes()), 503, "vol")
    assert asked(full, "/evaluate", DEAL.read_bytes()).status_code == 200


def test_it_stands_beside_the_pages_without_a_login_and_keeps_nothing(served: Served) -> None:
    browser = client_of(served)
    found = browser.post(f"{API}/evaluate", content=DEAL.read_bytes(), headers=YAML)
    assert (found.status_code, found.cookies) == (200, {})
    assert found.headers["cache-control"] == "no-store"
    assert served.store.all() == []
    assert browser.get(f"{API}/packs", headers={"host": "elders.example"}).status_code == 421
    assert browser.get(f"{API}/packs/").status_code == 404


def test_each_pack_of_the_program_is_shown(client: TestClient) -> None:
    for pack in client.get("/packs").json():
        whole = client.get(f"/packs/{pack['id']}").json()
        assert {key: whole[key] for key in pack} == pack
        assert whole["vragen"] and whole["waarborgen"]


def described() -> Any:
    """The API as it describes itself, with dossiers of a small shape: those of every shape are searched elsewhere."""
    served = api.create_api(api.Rate(10**6))
    small = {
        "type": "object",
        "properties": {"formaat": {"const": "wijktoets/dossier@1"}, "naam": {"type": "string"}, "gemeente": {}},
        "required": ["formaat", "naam"],
        "additionalProperties": False,
    }
    served.openapi()["components"]["schemas"]["Dossier"] = small
    return schemathesis.openapi.from_asgi("/openapi.json", served)


DESCRIBED: Final = described()


@pytest.mark.anywhere
@DESCRIBED.parametrize()
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_is_as_it_describes_itself(case: schemathesis.Case) -> None:
    # A dossier of the right shape may still name what no pack knows: 422, with a line for each.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
