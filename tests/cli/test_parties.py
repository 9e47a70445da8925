"""Parties by name on every screen and document: as the dossier writes them, for whoever reads."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Ruw, ruw_pakket, stelling, v, waarborg
from tests.cli.running import flat, run, write_dossier, write_pack
from tests.spoken import text

ONE, OTHER = "Aanjagen met [b]Zon[/b]", "Dorpsraad +31 de Besluiten"
"""Names with words of the model and signs of markup in them: they stay as they are."""
PACK = ruw_pakket(
    {**waarborg("uitleg", v("q"), rust_op="wijk"), "naam": "De wijk legt uit"},
    waarborg("geld", v("geld"), rust_op="gemeente"),
    vragen=[stelling("q", vraag="Legt de wijk uit wat is besloten?"), stelling("geld", vraag="Is het geld in beeld?")],
)
DELEN: dict[str, Any] = {
    "partijen": [{"naam": ONE, "rol": "bewoners"}, {"naam": OTHER, "rol": "bewoners"}, {"naam": "Raad", "rol": "raad"}],
    "antwoorden": {"q": [{"door": ONE, "antwoord": "ja"}, {"door": OTHER, "antwoord": "nee", "toelichting": "nooit"}]},
    "afspraken": [
        {
            "thema": "groen",
            "fasen": ["uitvoering"],
            "gewenst": [{"door": ONE, "gewenst": "besluiten"}, {"door": OTHER, "gewenst": "adviseren"}],
        }
    ],
    "acties": [
        {"waarborg": "uitleg", "actie": "uitleg.1", "wat": "Avond", "trekker": OTHER, "wanneer": "2027-02-01"},
        {"waarborg": "geld", "wat": "Cijfers geven", "trekker": "gemeente"},
        {"waarborg": "uitleg", "wat": "Een brief sturen", "trekker": "wijk"},
    ],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef` and a dossier in which two groups of residents differ."""
    write_pack(tmp_path / "proef", PACK)
    write_dossier(tmp_path / "dorp.yaml", **DELEN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(*words: str) -> str:
    """What a command prints."""
    result = run(*words, "--pack", "proef")
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize(
    "command",
    [("evaluate",), ("evaluate", "--format", "md"), ("explain",), ("explain", "uitleg"), ("questions",), ("compare",)],
)
def test_a_screen_names_both_groups(here: Path, command: tuple[str, ...]) -> None:
    name, *rest = command
    files = ["dorp.yaml", "dorp.yaml"] if name == "compare" else ["dorp.yaml"]
    if name == "compare":
        answers = {"q": [{"door": ONE, "antwoord": "nee"}, {"door": OTHER, "antwoord": "ja"}]}
        write_dossier(here / "later.yaml", **{**DELEN, "antwoorden": answers})
        files[1] = "later.yaml"
    screen = flat(shown(name, *files, *rest)).replace("\\", "")
    assert ONE in screen and OTHER in screen


def test_compare_names_the_party_that_changed_its_wish(here: Path) -> None:
    wishes = [{"door": ONE, "gewenst": "besluiten"}, {"door": OTHER, "gewenst": "aanjagen"}]
    write_dossier(here / "later.yaml", **{**DELEN, "afspraken": [{**DELEN["afspraken"][0], "gewenst": wishes}]})
    changed = [text("scherm.wens", gewenst=wish, door=OTHER) for wish in ("adviseren", "aanjagen")]
    screen = flat(shown("compare", "dorp.yaml", "later.yaml"))
    assert all(words in screen for words in changed)
    found = json.loads(shown("compare", "dorp.yaml", "later.yaml", "--format", "json"))
    wishes_b = found["afspraken"][0]["gewensten"]["b"]
    assert [w["door"] for w in wishes_b] == [ONE, OTHER]


def test_acties_stand_under_the_name_of_who_sees_to_them_in_the_order_of_their_rol(here: Path) -> None:
    screen = shown("follow-up", "dorp.yaml")
    heads = ["WIJK", OTHER, text("scherm.trekkers.gemeente").upper()]
    places = [screen.index(f"\n{head}\n") for head in heads]
    assert places == sorted(places)


def test_an_actie_that_runs_is_told_in_a_plan_with_its_party(here: Path) -> None:
    assert OTHER in flat(shown("plan", "dorp.yaml", "--target", "adviseren"))


@pytest.mark.parametrize(("kind", "lezer"), [("bijlage", "bewoners"), ("bijlage", "raad"), ("afspraken", None)])
def test_a_document_leaves_names_as_they_are(here: Path, kind: str, lezer: str | None) -> None:
    options = ["--kind", kind, *(["--for", lezer] if lezer else [])]
    shown("report", "dorp.yaml", "--to", "uit.md", *options)
    told = " ".join((here / "uit.md").read_text(encoding="utf-8").replace("\\", "").split())
    assert ONE in told and OTHER in told


@pytest.mark.parametrize(("voor", "rol"), [(ONE, "bewoners"), ("bewoners", "bewoners"), ("WIJK", "wijk")])
def test_questions_for_residents_are_those_that_rest_on_the_wijk(here: Path, voor: str, rol: str) -> None:
    found = json.loads(shown("questions", "dorp.yaml", "--for", voor, "--format", "json"))
    asked = {v["vraag"] for punt in (*found["punten"], *found["later"]) for v in punt["vragen"]}
    assert asked == {"q"} and found["voor_rol"] == rol
    assert voor.lower() == found["voor"].lower()


def test_a_question_that_says_whom_it_is_for_is_asked_of_them_alone(here: Path) -> None:
    vragen = [{**stelling("q"), "aan": ["gemeente"]}, {**stelling("geld"), "aan": ["bewoners", "partner"]}]
    write_pack(here / "proef", {**PACK, "vragen": [*vragen, *(q for q in PACK["vragen"] if q["id"] == "rol")]})
    for voor, asked in ((ONE, {"geld"}), ("partner", {"geld"}), ("gemeente", {"q"}), ("samen", {"q", "geld"})):
        found = json.loads(shown("questions", "dorp.yaml", "--for", voor, "--format", "json"))
        assert {v["vraag"] for punt in (*found["punten"], *found["later"]) for v in punt["vragen"]} == asked


def test_questions_for_a_party_say_its_name(here: Path) -> None:
    told = text("questions.voor_partij", naam=ONE, uitleg="").strip()
    assert told in flat(shown("questions", "dorp.yaml", "--for", ONE))


@pytest.mark.parametrize(
    ("voor", "said"),
    [("Dorpsraad", "spreker_onbekend"), (OTHER.lower(), OTHER), ("RAAD", "partij_lijkt_rol"), ("gemeent", "gemeente")],
)
def test_questions_for_who_is_nobody_here_is_a_usage_error_with_a_near_miss(here: Path, voor: str, said: str) -> None:
    result = run("questions", "dorp.yaml", "--for", voor, "--pack", "proef")
    assert result.exit_code == 2 and result.stdout == ""
    assert voor in result.stderr
    if said in (OTHER, "gemeente"):
        assert text("bedoelde_u", suggestie=said).strip() in flat(result.stderr)


def test_the_rapport_has_the_names_and_batch_counts_by_rol(here: Path) -> None:
    found = json.loads(shown("evaluate", "dorp.yaml", "--format", "json"))
    (afspraak,) = found["afspraken"]
    assert [s["door"] for s in afspraak["antwoorden"]["q"]] == [ONE, OTHER]
    assert afspraak["verschillen_van_inzicht"] == ["q"]
    (row,) = json.loads(shown("batch", "dorp.yaml", "--format", "json"))
    assert (row["uitkomst"], row["fout"]) == ("gewenst_onbekend", None)


def test_a_calendar_names_the_party(here: Path) -> None:
    shown("plan", "dorp.yaml", "--target", "adviseren", "--output", "x.ics")
    told = (here / "x.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert OTHER in told.replace("\\", "")


def test_the_dossier_of_two_groups_shows_them(tmp_path: Path) -> None:
    ruw: Ruw = json.loads(run("evaluate", "@voorbeelden/twee-groepen.yaml", "--format", "json").stdout)
    names = [p["naam"] for p in ruw["partijen"] if p["rol"] == "bewoners"]
    screen = flat(run("evaluate", "@voorbeelden/twee-groepen.yaml").stdout)
    assert len(names) == 2 and all(f"{name}: " in screen for name in names)
