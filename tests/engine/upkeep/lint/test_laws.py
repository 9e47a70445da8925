"""What holds of `rules lint` for every pack: it says something of a place that is there, and outcomes really occur."""

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from hypothesis import given, settings

from tests.amount import at_least
from tests.builders import koppel
from tests.cli.running import write_pack
from tests.engine.upkeep.lint.cases import looked_over
from tests.strategies import packs
from wijktoets.engine.judging import direct
from wijktoets.engine.model.conditions import asked
from wijktoets.engine.model.pakket import Voorbeeld
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import INGEBOUWDE_VRAGEN, Reikwijdte
from wijktoets.engine.upkeep.examples import MetVoorbeelden, outcome, regels, situatie
from wijktoets.engine.upkeep.lint.outcomes import possible_outcomes
from wijktoets.engine.upkeep.lint.view import conditions_of
from wijktoets.texts.lint_pages import lint_sentences

FEW = 40
"""So many ways to answer a rule are computed in full."""

DISPUTES = [
    [{"door": "bewoners", "antwoord": one}, {"door": "raad", "antwoord": other}]
    for one, other in (("ja", "nee"), ("ja", "deels"), ("nee", "deels"))
]
"""What two parties may say of one stelling."""


@settings(max_examples=20)
@given(packs())
def test_every_finding_has_a_place_that_is_there_and_whole_sentences(pack: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        folder = write_pack(Path(name) / "p", pack)
        for vondst in looked_over(folder).vondsten:
            lines = (folder / vondst.bestand).read_text(encoding="utf-8").split("\n")
            assert 1 <= vondst.regel <= len(lines)
            assert 1 <= vondst.kolom <= len(lines[vondst.regel - 1])
            assert all(sentence.endswith(".") for sentence in lint_sentences(vondst.code, vondst.gegevens))


@settings(max_examples=at_least(100))
@given(packs())
def test_the_outcomes_are_those_that_examples_can_have(pack: dict[str, Any]) -> None:
    linked = koppel(pack)
    for regel in regels(linked):
        examples = list(islice(_examples(linked, regel), FEW + 1))
        if len(examples) <= FEW:
            found = {outcome(regel, direct.compute(linked, situatie(regel, example))) for example in examples}
            assert possible_outcomes(linked, regel) == found, regel.id


def _examples(linked: Regelpakket, regel: MetVoorbeelden) -> Iterator[Voorbeeld]:
    """Every example that a keeper could write for a rule, as far as its outcome can hang on it."""
    names = sorted(asked((c for _, c in conditions_of(regel)), linked.voldaan_als))
    own = [name for name in names if name not in INGEBOUWDE_VRAGEN]
    scopes = [None, *get_args(Reikwijdte)] if "reikwijdte" in names else [None]
    fasen = regel.fasen or ("voorbereiding", "uitvoering", "evaluatie") if "fase" in names else [None]
    lands = ["NL", "BE", "DE", "XX"] if "land" in names else ["NL"]
    choices = [_answers(linked, name) for name in own]
    for scope, fase, land in product(scopes, fasen, lands):
        for answers in product(*choices):
            given = {name: answer for name, answer in zip(own, answers, strict=True) if answer is not None}
            yield Voorbeeld.model_validate({"antwoorden": given, "reikwijdte": scope, "fase": fase, "land": land})


def _answers(linked: Regelpakket, name: str) -> list[Any]:
    vraag = linked.vragen[name]
    nvt = [{"antwoord": "nvt", "toelichting": "speelt niet"}] if vraag.nvt_mogelijk else []
    if vraag.soort == "keuze":
        return [None, *vraag.opties, *nvt]
    return [None, "ja", "deels", "nee", *DISPUTES, *nvt]
