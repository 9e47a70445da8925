"""A small pack with its source, bron.yaml, inventaris.yaml and dekking.yaml, for tests of `rules coverage`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.builders import HOORT, grens, ruw_pakket, signaal, stelling, v, waarborg
from tests.cli.running import write_pack

SOURCE = (
    "\n".join(
        {
            2: "# Hoe de wijk besluit",
            4: "Wie mag besluiten legt daarna aan de hele wijk uit wat er met de ruimte is gedaan.",
            6: "---",
            8: "In een andere stad deden ze dit met een krant.",
            57: "De rollen verschillen.",
        }.get(number, "")
        for number in range(1, 61)
    )
    + "\n"
)
"""Sixty lines, of which four hold words."""

BRON: dict[str, str] = {
    "L2": '{zegt: "Kop: besluiten.", soort: context, reden: Een kop vraagt niets.}',
    "L4": "{zegt: Achteraf komt er uitleg voor iedereen.}",
    "L8": "{zegt: Elders was er een krant., soort: voorbeeld, reden: Een andere stad is geen regel.}",
    "L57": "{zegt: Niet elke rol is gelijk.}",
}
INVENTARIS: dict[str, str] = {
    "G01": "{zegt: De wijk legt uit., bron: [L4]}",
    "G02": "{zegt: Een krant., bron: [L8]}",
}
DEKKING: dict[str, str] = {"G02": "Dat is een voorbeeld uit een andere stad."}


def bron_text(regels: Mapping[str, str] = BRON, laatste: int = 60) -> str:
    """A bron.yaml with these lines."""
    head = f"formaat: wijktoets/bron@1\ntitel: De proefnotitie\nlaatste_regel: {laatste}\nregels:\n"
    return head + "".join(f"  {name}: {line}\n" for name, line in regels.items())


def inventaris_text(ids: Mapping[str, str] = INVENTARIS) -> str:
    """An inventaris.yaml with these ids."""
    return "formaat: wijktoets/inventaris@1\nids:\n" + "".join(f"  {name}: {line}\n" for name, line in ids.items())


def dekking_text(reasons: Mapping[str, str] = DEKKING) -> str:
    """A dekking.yaml with these reasons."""
    return "".join(f"{name}: {reason}\n" for name, reason in reasons.items())


def proef(folder: Path, *extra: Mapping[str, Any], **files: str | None) -> Path:
    """The small pack in a folder, sound unless told otherwise.

    Args:
        extra: more regels.
        files: the text of `bron`, `inventaris` or `dekking`; None leaves the file out.
    """
    said = {"bron": ["L4"], "dekt": ["G01"]}
    examples = [
        {"antwoorden": {"uitleg": "nee"}, "verwacht": "ontbreekt"},
        {"antwoorden": {"uitleg": "ja"}, "verwacht": "geborgd"},
    ]
    ruw = ruw_pakket(
        {
            **waarborg("uitleg-aan-wijk", v("uitleg"), HOORT),
            **said,
            "naam": "De wijk legt uit",
            "voorbeelden": examples,
        },
        {**grens("stad", v("reikwijdte", "stedelijk"), "besluiten"), "naam": "Niet over de stad"},
        {
            **signaal("stilte", v("uitleg")),
            "tekst": "Er is <uitleg> & meer",
            "basis": "afgeleid",
            "afleiding": "Zo is het.",
        },
        *extra,
        vragen=[{**stelling("uitleg"), "vraag": "Is er uitleg?", "bron": ["L4"]}],
        gesprekken=[{"id": "hoe", "vraag": "Hoe dan?", "onderdeel": "dna", "vult": ["uitleg"], "bron": ["L4"]}],
        teksten={"blijft_bij_raad": {"anders": "De raad blijft.", "bron": ["L57", "een wet"]}},
    )
    write_pack(folder, {**ruw, "instrumenten": [{"id": "krant", "naam": "Krant", "bron": ["L4"]}]})
    texts = {"bron": bron_text(), "inventaris": inventaris_text(), "dekking": dekking_text(), **files}
    for name, text in texts.items():
        if text is not None:
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
