"""What a notebook shows of a value: one line, or for a Rapport and a Regelpakket the sheet of the screen."""

import html
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import wijktoets
from tests.builders import VANDAAG
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.judging import direct
from wijktoets.engine.model import display

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "cases" / "voorbeelden" / "wijkdeal-drie-afspraken.yaml"


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    pack, case = wijktoets.load_pack(), wijktoets.load_dossier(CASE)
    planned = plan(case, pack, direct.compute, VANDAAG, Vraagstuk(target="besluiten"))
    rapport = wijktoets.evaluate(case, pack, engine="direct")
    return {"Regelpakket": pack, "Dossier": case, "Rapport": rapport, "Plan": planned}


@pytest.mark.parametrize("kind", ["Regelpakket", "Dossier", "Rapport", "Plan"])
def test_the_repr_is_one_short_line_that_says_which_it_is(kind: str, values: dict[str, Any]) -> None:
    shown, printed = repr(values[kind]), str(values[kind])
    assert shown.startswith(f"{kind}(") and shown.endswith(")")
    assert max(len(shown), len(printed)) < 300 and "\n" not in shown + printed
    name = "gronings-model" if kind == "Regelpakket" else "Wijkdeal Noorderlinde"
    assert name in shown and name in printed


def test_the_repr_of_a_rapport_with_many_afspraken_stays_short() -> None:
    themas = [{"thema": f"thema {n}"} for n in range(40)]
    case = wijktoets.Dossier(formaat="wijktoets/dossier@1", naam="Groot", afspraken=themas)
    rapport = wijktoets.evaluate(case, wijktoets.load_pack(), engine="direct")
    assert len(repr(rapport)) < 400 and "meer=117" in repr(rapport)
    assert len(repr(case)) < 200


class Reader(HTMLParser):
    """The tags of a piece of HTML, all closed, and its text."""

    def __init__(self, piece: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        self.feed(piece)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("br", "hr", "img", "col", "wbr"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_rapport_shows_what_the_screen_shows(values: dict[str, Any]) -> None:
    found = Reader(values["Rapport"]._repr_html_())
    for afspraak in values["Rapport"].afspraken:
        assert afspraak.thema in found.text
    assert {"h1", "h2", "table", "ul"} <= set(found.tags)
    assert not {"script", "style", "iframe", "link"} & set(found.tags)
    assert not {name for name in found.attributes if name.startswith("on") or name == "style"}


def test_a_pack_shows_its_rules_per_onderdeel(values: dict[str, Any]) -> None:
    pack = values["Regelpakket"]
    found = Reader(pack._repr_html_())
    assert pack.pakketten[0].versie in found.text and "besluiten" in found.text
    for waarborg in pack.waarborgen.values():
        assert waarborg.id in found.text


def test_what_people_wrote_stays_text() -> None:
    case = wijktoets.Dossier(formaat="wijktoets/dossier@1", naam="<script>alert(1)</script>")
    shown = wijktoets.evaluate(case, wijktoets.load_pack(), engine="direct")._repr_html_()
    assert shown is not None
    assert "<script>" not in shown and html.escape("<script>") in shown


def test_without_what_draws_a_notebook_shows_the_line(values: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wijktoets._notebook.find_spec", lambda _: None)
    assert values["Rapport"]._repr_html_() is None
    monkeypatch.setattr(display, "_drawn", {})
    assert values["Regelpakket"]._repr_html_() is None
    assert not hasattr(values["Dossier"], "_repr_html_")


def test_who_only_computes_loads_nothing_that_draws() -> None:
    code = (
        "import sys, wijktoets; wijktoets.load_pack()\n"
        "assert not [m for m in sys.modules if m.startswith('wijktoets.telling') or m == 'jinja2'], sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
