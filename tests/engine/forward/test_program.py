"""What the forward engine makes of a pack, what it refuses, and when it lets go."""

import gc
from collections.abc import Callable

import pytest

from tests.builders import VANDAAG, alle, dossier, minstens, niet, pakket, v, waarborg
from wijktoets import evaluate
from wijktoets.engine import forward
from wijktoets.engine.forward import program as programs
from wijktoets.engine.forward.machine import GROUP
from wijktoets.engine.forward.program import LIMITS, PakketTooLarge, compile_pakket
from wijktoets.engine.judging import engines
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.answers import combine
from wijktoets.engine.model.regelpakket import Regelpakket


def too_many_rules() -> Regelpakket:
    nines = [[v(f"s{(i * 7 + j * (1 + i // 20)) % 40}") for j in range(9)] for i in range(80)]
    return pakket(*(waarborg(f"w{i}", minstens(3 + i % 3, *nine)) for i, nine in enumerate(nines)))


def too_many_joins() -> Regelpakket:
    return pakket(*(waarborg(f"w{i:03}", alle(v("s"), v(f"t{i}"))) for i in range(LIMITS["samen"] + 1)))


@pytest.mark.parametrize(
    ("pack", "limit", "says"),
    [
        (too_many_rules, "regels", "(meer dan 4000 regels)"),
        (too_many_joins, "samen", "(meer dan 250 regels die op hetzelfde wachten)"),
    ],
)
def test_a_pack_beyond_a_limit_is_refused_by_name(pack: Callable[[], Regelpakket], limit: str, says: str) -> None:
    large = pack()
    with pytest.raises(PakketTooLarge) as caught:
        compile_pakket(large)
    assert caught.value.limit == limit
    found = evaluate(dossier({"s0": "ja"} if limit == "regels" else {"s": "ja"}), large)
    assert found.nagerekend.door is None
    assert says in (found.nagerekend.reden or "")


def test_too_many_facts_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "LIMITS", {**LIMITS, "feiten": 3})
    large = pakket(waarborg("w", alle(v("s"), v("t"))))
    with pytest.raises(PakketTooLarge, match="feiten: more than 3"):
        compile_pakket(large)
    found = evaluate(dossier({"s": "ja"}), large)
    assert "(meer dan 3 tussenstappen)" in (found.nagerekend.reden or "")


def test_the_limits_stay_below_what_the_library_can_hold() -> None:
    assert LIMITS["regels"] + 1 <= 4096, "the rule that starts a run comes on top"
    assert LIMITS["feiten"] // GROUP + 1 < 512
    assert LIMITS["samen"] < 256


def test_the_same_pack_gives_the_same_program() -> None:
    def fresh() -> str:
        return compile_pakket(pakket(waarborg("w", alle(v("s"), niet("t"))), waarborg("x", v("t"), als=v("s")))).text

    assert fresh() == fresh()


def test_a_program_goes_when_its_pack_goes() -> None:
    pack = pakket(waarborg("w", v("s")))
    forward.compute(pack, Situatie({}, "uitvoering", VANDAAG))
    compiled = forward._kept[pack]
    machine = compiled.machine()
    kept = len(forward._kept)
    del pack
    gc.collect()
    assert len(forward._kept) < kept
    with pytest.raises(forward.MachineFout, match="closed"):
        machine.run([])


def test_an_nvt_where_none_can_be_is_an_error() -> None:
    pack = pakket(waarborg("w", v("s")))
    case = Situatie({"s": combine([(None, "nvt")])}, "uitvoering", VANDAAG)
    with pytest.raises(ValueError, match="nvt is no answer to s"):
        engines.engine("forward")(pack, case)
