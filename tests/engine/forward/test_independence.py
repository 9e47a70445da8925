"""Whether forward shares no reasoning with direct: with the functions of direct gone, it still answers."""

import pytest

from tests.builders import (
    VANDAAG,
    alle,
    dossier,
    een_van,
    grens,
    minstens,
    nvt,
    pakket,
    ref,
    stelling,
    v,
    van,
    waarborg,
)
from wijktoets.engine import forward
from wijktoets.engine.judging import direct, evaluation, facts
from wijktoets.engine.judging.cases import cases, situatie
from wijktoets.engine.model import answers, conditions
from wijktoets.engine.model.schema import Periode

PACK = pakket(
    waarborg("a", alle(v("s"), een_van(v("t"), v("k", "x")), minstens(2, v("s"), v("n"), v("t")))),
    waarborg("b", ref("a")),
    waarborg("c", v("t"), als=v("s"), fasen=["uitvoering"], geldig={"van": VANDAAG}),
    grens("g", v("k", "x"), "besluiten"),
    vragen=[stelling("n", nvt_mogelijk=True)],
)
CASE = dossier({"s": van(bewoners="deels", gemeente="ja"), "t": "ja", "n": nvt(), "k": "x"})

GONE = [
    (conditions, "value"),
    (conditions, "open_vragen"),
    (conditions, "stelling_value"),
    (conditions, "keuze_value"),
    (answers, "stelling_value"),
    (answers, "keuze_value"),
    (answers, "_hull"),
    (facts, "eis_of"),
    (facts, "in_force"),
    (direct, "value"),
    (direct, "eis_of"),
    (direct, "in_force"),
    (direct, "compute"),
    (evaluation, "status_of"),
    (Periode, "holds"),
]


def test_forward_answers_without_the_functions_of_direct(monkeypatch: pytest.MonkeyPatch) -> None:
    (case,) = [situatie(CASE, a, fase, VANDAAG) for a, fase in cases(CASE)]
    expected = direct.compute(PACK, case)
    for owner, name in GONE:
        monkeypatch.setattr(owner, name, _gone)
    assert forward.compute(PACK, case) == expected
    with pytest.raises(AssertionError, match="shared"):
        direct.compute(PACK, case)


def _gone(*_: object, **__: object) -> None:
    raise AssertionError("shared")
