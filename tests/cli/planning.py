"""A small pack to plan with, and how to type `wijktoets plan` for a dossier that a test makes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HOORT, MOET, MOET_BIJ_BESLUITEN, Ruw, alle, grens, ruw_pakket, stelling, v, waarborg
from tests.cli.running import run, write_dossier, write_pack


def eis(naam: str, vraag: str, norm: Any, titel: str, *acties: Ruw, **extra: Any) -> Ruw:
    """A waarborg that asks one question."""
    return {**waarborg(naam, v(vraag), norm, acties=list(acties), **extra), "naam": titel}


def actie(wat: str, trekker: str, *sluit: str, **extra: Any) -> Ruw:
    """An actie that asks a little of both sides."""
    little = {"bewoners": "weinig", "gemeente": "weinig"}
    return {"wat": wat, "trekker": trekker, "sluit": list(sluit), "inzet": little, **extra}


PANEL = actie("Stel een panel samen.", "samen", "gevraagd", wijk_doet="kiest mensen.", gemeente_doet="begeleidt")
PACK = ruw_pakket(
    eis(
        "panel",
        "gevraagd",
        MOET,
        "De wijk is gevraagd",
        PANEL,
        actie("Vraag iedereen.", "wijk", "gevraagd"),
        bron=["L59"],
    ),
    eis(
        "geld",
        "in-beeld",
        MOET_BIJ_BESLUITEN,
        "Het geld is te zien",
        {
            **actie("Leg het geld op tafel.", "gemeente", "in-beeld", kanttekening="Nog niet alles is te zien"),
            "inzet": {},
        },
        als=v("te-besteden"),
    ),
    eis(
        "raad",
        "besproken",
        MOET_BIJ_BESLUITEN,
        "De raad sprak over zijn rol",
        actie("Praat erover.", "raad", "besproken"),
        rust_op="raad",
    ),
    eis("extra", "lessen", HOORT, "Er is geleerd", actie("Leer samen.", "partner", "lessen")),
    {
        **waarborg("vast", alle(v("zo"), v("lastig")), MOET_BIJ_BESLUITEN, rust_op="samen"),
        "naam": "Dit is lastig",
        "acties": [actie("Iets.", "college", "zo")],
    },
    grens("stad", v("reikwijdte", "stedelijk"), "besluiten", waarom="Dit gaat de hele stad aan.", bron=["L106"]),
    vragen=[
        stelling("te-besteden", vraag="Is er geld?", nvt_mogelijk=True),
        stelling("gevraagd", vraag="Is de wijk gevraagd?"),
    ],
)
ANSWERS = {"zo": "ja", "lastig": "ja", "besproken": "nee"}
WISH = {"thema": "groen", "fasen": ["voorbereiding", "uitvoering"], "gewenst": "besluiten"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plan(
    here: Path, *words: str, code: int = 0, width: int = 80, charset: str = "utf-8", **delen: Any
) -> tuple[str, str]:
    """What goes to standard output and standard error for a dossier with these parts."""
    write_dossier(here / "wijk.yaml", **{"antwoorden": ANSWERS, "afspraken": [WISH], **delen})
    result = run("plan", "wijk.yaml", *words, "--pack", "proef", width=width, charset=charset)
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def as_json(here: Path, *words: str, **delen: Any) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(plan(here, *words, "--format", "json", **delen)[0])
    return value
