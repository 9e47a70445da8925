"""A small pack with all that `explain` shows, and the screen about a dossier that fits it."""

from pathlib import Path
from typing import Any

from tests.builders import (
    MOET_BIJ_BESLUITEN,
    alle,
    een_van,
    grens,
    keuze,
    minstens,
    niet,
    norm,
    ref,
    ruw_pakket,
    signaal,
    stelling,
    v,
    waarborg,
)
from tests.cli.running import run, write_dossier

PACK = ruw_pakket(
    {
        **waarborg(
            "verantwoording",
            alle(v("uitleg-aan-wijk"), minstens(1, v("avond"), niet("stil"))),
            norm("mag", "hoort", "moet"),
        ),
        "naam": "De wijk legt uit wat er is besloten",
        "waarom": "Wie beslist, laat zien wat er is gedaan.",
        "basis": "afgeleid",
        "afleiding": "L57 vraagt om verantwoording in twee richtingen.",
        "bron": ["L57", "L254"],
    },
    waarborg("geld", v("geld-in-beeld"), MOET_BIJ_BESLUITEN, als=v("geld-te-besteden"), rust_op="gemeente"),
    waarborg("terugkijken", v("teruggekeken"), fasen=["evaluatie"], geldig={"van": "2026-01-01"}),
    waarborg("wet", v("besluit-op-papier"), hard=True, wet="Awb", artikel="3:40", lid="1", basis="extern"),
    waarborg("boven", een_van(ref("wet"), v("kanaal", "krant", "site"))),
    grens("stad", v("reikwijdte", "stedelijk"), "besluiten", waarom="Dit gaat de hele stad aan.", bron=["L106"]),
    grens("over-de-rand", v("reikwijdte", "wijkoverstijgend"), "aanjagen", bron=["L57"]),
    signaal("let-op", v("avond")),
    vragen=[
        stelling("uitleg-aan-wijk", vraag="Is afgesproken hoe de wijk aan haar bewoners uitlegt wat is besloten?"),
        stelling("geld-te-besteden", vraag="Is er geld te besteden?", nvt_mogelijk=True),
        keuze("kanaal", "krant", "site", "geen", vraag="Waar staat het?"),
        stelling("land-van-niemand"),
    ],
)


def explain(here: Path, *words: str, width: int = 80, charset: str = "utf-8", **delen: Any) -> str:
    """The screen about a dossier with these parts."""
    write_dossier(here / "wijk.yaml", **{"afspraken": [{"thema": "groen", "fasen": ["uitvoering"]}], **delen})
    result = run("explain", "wijk.yaml", *words, "--pack", "proef", width=width, charset=charset)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout
