"""What the law finds, in the tools beside `transfer`: the questions, a comparison, and the lines of every result."""

from typing import Any

from tests.engine.advice.powers import COMMISSIE, DAY, KNOWN, STICHTING, dossier, pack
from wijktoets import load_pack
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.advice.compare.compare import compare, side
from wijktoets.engine.advice.compare.value import Vergelijking
from wijktoets.engine.advice.teksten import judged
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import BEVOEGDHEID_VRAGEN

FILLED = set(BEVOEGDHEID_VRAGEN.values())


def questions(*powers: dict[str, Any]) -> set[str]:
    """What the agenda asks with the pack about bevoegdheden."""
    found = agenda(dossier(*powers, afspraak={"gewenst": "besluiten"}), pack(), direct.compute, DAY)
    return {vraag.vraag for punt in (*found.punten, *found.later) for vraag in punt.vragen}


def differ(a: dict[str, Any], b: dict[str, Any]) -> Vergelijking:
    base = load_pack()
    sides = [side(dossier({"naam": "macht", **p}), base, direct.compute, DAY, laws=pack()) for p in (a, b)]
    return compare(*sides)


def test_what_is_filled_in_is_not_asked() -> None:
    asked = questions({**COMMISSIE, "delegatiegrondslag": "art. 165 Gemw", "antwoorden": KNOWN})
    assert not asked & FILLED
    assert not asked & set(KNOWN)
    assert "commissie-geregeld" in asked


def test_what_is_not_filled_in_is_asked_and_what_does_not_play_is_not() -> None:
    assert "bevoegdheid-van" in questions({"aan": "stichting", "weg": "delegatie"})
    assert "raad-gehoord" in questions({**COMMISSIE, "antwoorden": {"raad-gehoord": "onbekend"}})
    assert not questions(STICHTING) & {"mandaat-ingestemd", "subsidie-grondslag", "uitdaagrecht-in-verordening"}


def test_one_of_two_bevoegdheden_is_enough_to_ask() -> None:
    known = {**COMMISSIE, "delegatiegrondslag": "art. 165 Gemw", "antwoorden": KNOWN}
    assert "al-gedelegeerd" in questions(known, {**COMMISSIE, "delegatiegrondslag": "art. 165 Gemw"})


def test_a_comparison_says_when_the_law_finds_something_else() -> None:
    answers = {**KNOWN, "raad-gehoord": "nog-niet"}
    found = differ({**COMMISSIE, "antwoorden": answers}, {**COMMISSIE, "antwoorden": KNOWN})
    assert not found.gelijk
    (row,) = found.wettelijk
    assert (row.a or {})["eerst_nog"] == ["raad-eerst-horen"]
    assert "eerst_nog" not in (row.b or {})
    assert found.wettelijke_regels["raad-eerst-horen"] == "Eerst de raad horen"


def test_the_mirror_of_a_comparison_has_the_sides_exchanged() -> None:
    there, back = differ(STICHTING, COMMISSIE), differ(COMMISSIE, STICHTING)
    assert [(row.a, row.b) for row in there.wettelijk] == [(row.b, row.a) for row in back.wettelijk]
    assert differ(STICHTING, STICHTING).gelijk


def test_a_bevoegdheid_of_one_side_is_named() -> None:
    base = load_pack()
    sides = [side(dossier(*powers), base, direct.compute, DAY, laws=pack()) for powers in ((STICHTING,), ())]
    (row,) = compare(*sides).wettelijk
    assert row.b is None


def test_every_result_has_what_is_in_the_way_and_its_articles() -> None:
    _, rapport = judged(dossier(STICHTING), load_pack(), direct.compute, DAY, laws=pack())
    line = rapport.teksten["overdracht"]
    assert "“macht 0” kan zo niet: Het college kan alleen overdragen aan een bestuurscommissie" in line.tekst
    assert line.bron == ("art. 165 lid 1 Gemeentewet", "art. 10:15 Awb")
    blocked = [row for row in rapport.wettelijk if row.soort == "kan_zo_niet"]
    assert [(row.thema, row.bevoegdheid, row.regels) for row in blocked] == [
        ("groen", "macht 0", ("delegatie-door-het-college",))
    ]
    assert rapport.to_json()["wettelijk"][0]["soort"] == "kan_zo_niet"
    (row,) = blocked
    (finding,) = row.bevindingen
    assert finding.tekst.startswith("Het college kan alleen overdragen") and finding.bron == line.bron
    assert (row.bedoeld, finding.trekker) == ("delegatie aan een stichting", "college")
    assert all(not other.bevindingen and not other.wel_open for other in rapport.wettelijk if other is not row)


def test_what_cannot_be_so_goes_before_what_a_thema_comes_to() -> None:
    _, rapport = judged(dossier(STICHTING), load_pack(), direct.compute, DAY, laws=pack())
    _, plain = judged(dossier(), load_pack(), direct.compute, DAY, laws=pack())
    told, bare = rapport.afspraken[0].tekst, plain.afspraken[0].tekst
    assert told.startswith("Zo kan het volgens de wet niet bij “macht 0” (art. 165 lid 1 Gemeentewet, art. 10:15 Awb).")
    assert told.endswith(bare[1:])


def test_the_routes_that_no_regel_excludes_are_named_in_every_result() -> None:
    known = {"al-gedelegeerd": "niet", "wet-sluit-uit": "niet", "mandaat-soort-besluit": "gewone-besluiten"}
    power = {
        **STICHTING,
        "antwoorden": {**known, "bevoegdheid-onderwerp": "geld-besteden", "gemeente-doet-mee": "niet"},
    }
    _, rapport = judged(dossier(power), load_pack(), direct.compute, DAY, laws=pack())
    (row,) = [row for row in rapport.wettelijk if row.soort == "kan_zo_niet"]
    assert "mandaat" in row.wel_open and "delegatie" not in row.wel_open


def test_a_subject_of_another_holder_is_in_every_result() -> None:
    wrong = {**COMMISSIE, "antwoorden": {**KNOWN, "bevoegdheid-onderwerp": "accountant"}}
    _, rapport = judged(dossier(wrong), load_pack(), direct.compute, DAY, laws=pack())
    told = rapport.teksten["overdracht"].tekst
    assert "Eerst uitzoeken bij “macht 0”: Volgens wie dit invulde" in told and "hoort bij de raad" in told


def test_without_bevoegdheden_there_is_no_finding() -> None:
    _, rapport = judged(dossier(), load_pack(), direct.compute, DAY, laws=pack())
    assert rapport.wettelijk == ()
