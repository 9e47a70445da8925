"""The direct engine: what it finds for each kind of thing in a pack (docs/architecture.md, Three engines, one meaning).

The meaning of each node and rule is tested in test_conditions.py and test_facts.py; here that every thing is computed.
"""

from tests.builders import alle, dossier, grens, pakket, ref, signaal, v, waarborg
from wijktoets.engine.judging import direct
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.judging.facts import EisFeit, Feiten
from wijktoets.engine.model.answers import ONBEKEND, ONWAAR, WAAR, Interval
from wijktoets.engine.model.regelpakket import Regelpakket


def feiten(pack: Regelpakket, antwoorden: dict[str, object]) -> Feiten:
    """What the engine finds for a dossier with these answers."""
    case = dossier(antwoorden)
    ((afspraak, fase),) = cases(case)
    assert case.peildatum is not None
    return direct.compute(pack, situatie(case, afspraak, fase, case.peildatum))


def test_every_waarborg_has_the_value_of_its_voldaan_als_whatever_its_als() -> None:
    pack = pakket(waarborg("a", v("q")), waarborg("b", v("q"), als=v("x"), fasen=["evaluatie"]))
    assert feiten(pack, {"q": "ja", "x": "nee"}).waarborgen == {"a": WAAR, "b": WAAR}


def test_every_eis_has_its_fact() -> None:
    pack = pakket(
        waarborg("a", v("q")),
        waarborg("b", v("q"), als=v("x")),
        waarborg("c", v("q"), als=v("y")),
        waarborg("d", v("q"), fasen=["evaluatie"]),
    )
    assert feiten(pack, {"q": "deels", "y": "nee"}).eisen == {
        "a": EisFeit(Interval(0.5, 0.5)),
        "b": EisFeit(Interval(0.5, 1.0), als_open=True),
        "c": EisFeit(None),
        "d": EisFeit(None),
    }


def test_references_come_before_what_refers_to_them_whatever_their_names() -> None:
    pack = pakket(waarborg("a", alle(ref("b"), v("x"))), waarborg("b", ref("c")), waarborg("c", v("q")))
    assert pack.volgorde.index("c") < pack.volgorde.index("b") < pack.volgorde.index("a")
    assert feiten(pack, {"q": "deels", "x": "ja"}).waarborgen == dict.fromkeys("abc", Interval(0.5, 0.5))


def test_grenzen_and_signalen_that_are_not_there_are_absent() -> None:
    pack = pakket(
        waarborg("w", v("q")),
        grens("g", v("k", "a"), "besluiten"),
        grens("h", v("k", "a"), "besluiten", fasen=["evaluatie"]),
        signaal("y", v("q"), fasen=["evaluatie"]),
        signaal("z", v("q")),
    )
    found = feiten(pack, {"q": "nee", "k": "a"})
    assert found.grenzen == {"g": WAAR}
    assert found.signalen == {"z": ONWAAR}


def test_every_step_of_the_ladder_has_its_value() -> None:
    pack = pakket(waarborg("w", v("q")))
    assert feiten(pack, {"rol": "aanjagen"}).ladder == {"adviseren": ONWAAR, "aanjagen": WAAR, "besluiten": ONWAAR}
    assert feiten(pack, {}).ladder == dict.fromkeys(("adviseren", "aanjagen", "besluiten"), ONBEKEND)
