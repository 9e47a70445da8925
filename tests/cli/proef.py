"""The small pack `proef` that tests of `rules list`, `show` and `test` read, with one thing of each kind."""

from pathlib import Path

import pytest

from tests.builders import (
    HOORT,
    MOET_BIJ_BESLUITEN,
    alle,
    grens,
    keuze,
    niet,
    norm,
    ref,
    ruw_pakket,
    signaal,
    stelling,
    v,
    van,
    waarborg,
)
from tests.cli.running import run, write_pack

STAP = {
    "wat": "Houd een open avond",
    "instrument": "avond",
    "trekker": "samen",
    "wijk_doet": "houdt de avond",
    "gemeente_doet": "levert cijfers aan",
    "sluit": ["uitleg", {"vraag": "kanaal", "wordt": "krant"}],
    "inzet": {"bewoners": "gemiddeld", "gemeente": "weinig"},
}
VERSCHIL = van(bewoners="nee", gemeente="ja")
PACK = {
    **ruw_pakket(
        {
            **waarborg("verantwoording", v("uitleg"), norm(None, "hoort", "moet")),
            **{"naam": "De wijk legt uit wat er is besloten", "onderdeel": "transparantie", "bron": ["L57", "L254"]},
            **{"waarom": "Wie beslist, laat dat zien.", "voorbeeldtekst": "Eens per jaar is er een open avond."},
            **{"witte_vlek": "Nog niet geregeld is hoe de wijk dit uitlegt.", "dekt": ["A3.7"], "acties": [STAP]},
            "voorbeelden": [
                {"antwoorden": {"uitleg": "ja"}, "verwacht": "geborgd"},
                {"antwoorden": {"uitleg": VERSCHIL}, "fase": "evaluatie", "verwacht": "onbekend"},
                {"verwacht": "onbekend"},
            ],
        },
        waarborg("boven", alle(ref("verantwoording"), niet("stil")), MOET_BIJ_BESLUITEN, als=v("kanaal", "krant")),
        waarborg("lessen", v("lessen"), HOORT, fasen=["uitvoering", "evaluatie"], hard=True, onderdeel="samen-leren"),
        grens("stad", v("reikwijdte", "stedelijk"), "aanjagen", bron=["L106"]),
        signaal("let-op", v("stil"), vraag_bij_twijfel="Is het stil"),
        vragen=[
            stelling("uitleg", vraag="Is afgesproken hoe de wijk dit uitlegt?", nvt_mogelijk=False),
            keuze("kanaal", "krant", "site", vraag="Waar staat het?"),
            stelling("lessen", vraag="Doen we iets met de lessen?", geldt_voor="fase"),
        ],
        gesprekken=[
            {
                **{"id": "hoe-uitleg", "vraag": "Hoe legt de wijk dit uit?", "kern": 1, "onderdeel": "transparantie"},
                **{"vult": ["uitleg", "bedrag"], "bron": ["L254"]},
            }
        ],
    ),
    "instrumenten": [{"id": "avond", "naam": "Open avond", "bron": ["L320"], "kanttekening": "Niet iedereen komt."}],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack `proef`."""
    write_pack(tmp_path / "proef", PACK)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*words: str, width: int = 80, charset: str = "utf-8") -> str:
    """What a command about the pack `proef` says."""
    result = run("rules", *words, "--pack", "proef", width=width, charset=charset)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout
