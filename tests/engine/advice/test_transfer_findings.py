"""Which findings are of law and which of the role of the raad, known or not."""

from dataclasses import replace

import pytest

from tests.engine.advice.powers import DAY, KNOWN, STICHTING, dossier, ids, look, one, pack
from wijktoets.engine.advice.transfer.case import BevoegdheidCase, Found, looks_at, own_rules
from wijktoets.engine.advice.transfer.findings import WEG, about_raad, findings
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.judging import direct
from wijktoets.engine.model.conditions import VraagTest, asked
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN
from wijktoets.engine.model.regelpakket import Regelpakket

BASE = pack().pakketten[0].id
OF_THE_RAAD = {name for name, w in pack().waarborgen.items() if pack().pakket_van[name] != BASE and w.basis != "extern"}
ASKED_OF_IT = ("verdeling-aan-raad-voorgelegd", "raad-en-wijk-in-gesprek", "rol-van-de-raad-besproken")


def told(looked_at: Regelpakket, **power: object) -> tuple[set[str], set[str]]:
    """The regels of the findings of law, and those about the raad."""
    found = transfer(dossier({**STICHTING, **power}), looked_at, direct.compute, DAY)
    (row,) = found.bevoegdheden
    return {name for b in row.bevindingen for name in b.regels}, {name for b in found.raad for name in b.regels}


def test_the_role_of_the_raad_is_told_apart_whether_it_is_known_or_not() -> None:
    questions = asked([pack().voldaan_als[name] for name in ASKED_OF_IT], pack().voldaan_als)
    for answers in ({}, dict.fromkeys(questions, "nee")):
        law, raad = told(pack(), antwoorden={**KNOWN, **answers})
        assert raad == OF_THE_RAAD
        assert not law & (OF_THE_RAAD | set(ASKED_OF_IT))


def test_the_role_of_the_raad_stays_where_the_route_cannot_be() -> None:
    name = min(OF_THE_RAAD)
    along = VraagTest.model_validate({"vraag": WEG, "is": ["delegatie"]})
    hanging = {**pack().waarborgen, name: pack().waarborgen[name].model_copy(update={"als": along})}
    own = own_rules(replace(pack(), waarborgen=hanging))
    made = dossier({**STICHTING, "antwoorden": KNOWN})
    (afspraak,) = made.afspraken
    case = BevoegdheidCase(made, afspraak, afspraak.bevoegdheden[0], DAY).case(own)
    found = Found(own, case, direct.compute(own, case))
    assert any(row.soort == "kan_zo_niet" for row in findings(found))
    assert name in {regel for row in about_raad(found) for regel in row.regels}


def test_what_is_not_known_is_told_by_its_name_where_no_sentence_was_written() -> None:
    bare = {n: w.model_copy(update={"witte_vlek_onbekend": None}) for n, w in pack().waarborgen.items()}
    found = look(STICHTING)
    plain = transfer(dossier(STICHTING), replace(pack(), waarborgen=bare), direct.compute, DAY)
    for row, other in zip(found.raad, plain.raad, strict=True):
        (name,) = other.regels
        assert other.tekst == pack().waarborgen[name].naam
        assert row.tekst == pack().waarborgen[name].witte_vlek_onbekend


RULES = {**pack().waarborgen, **pack().grenzen, **pack().signalen}


def _regels(power: dict[str, object]) -> set[str]:
    """The regels that the findings of law name."""
    return {name for b in one(power).bevindingen for name in b.regels}


@pytest.mark.parametrize("answers", [{}, KNOWN, {"bevoegdheid-onderwerp": "besluit"}])
def test_a_route_that_cannot_be_hides_what_goes_with_it_and_nothing_else(answers: dict[str, str]) -> None:
    blocked, usable = ({**STICHTING, "weg": weg, "antwoorden": answers} for weg in ("delegatie", "subsidie"))
    row = one(blocked)
    assert ids(row, "kan_zo_niet")
    with_the_route = {name for name in _regels(blocked) if looks_at(RULES[name], WEG)}
    assert with_the_route <= ids(row, "kan_zo_niet") | ids(row, "eerst_nog")
    assert _regels(blocked) - with_the_route == {name for name in _regels(usable) if not looks_at(RULES[name], WEG)}


def test_questions_of_what_may_be_in_the_way_come_before_the_rest() -> None:
    row = one({"van": "raad", "aan": "bestuurscommissie-raad", "weg": "delegatie"})
    asked_for = [b for b in row.bevindingen if b.soort == "uitzoeken" and len(b.vragen) == 1]
    fields = [b for b in asked_for if b.vragen[0].vraag in BEVOEGDHEID_VRAGEN.values()]
    others = [b for b in asked_for if b not in fields and b.tekst == pack().vragen[b.vragen[0].vraag].vraag]
    keys = [(any(name in pack().grenzen for name in b.regels), b.vragen[0].vraag) for b in others]
    in_the_way = [vraag for of_a_grens, vraag in keys if of_a_grens]
    assert [vraag for _, vraag in keys[: len(in_the_way)]] == in_the_way == sorted(in_the_way)
    assert 0 < len(in_the_way) < len(keys)
