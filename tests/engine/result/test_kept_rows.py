"""What results share of a pack (engine/result/kept_rows.py) changes nothing in any of them, and goes with the pack."""

import gc
import weakref
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import wijktoets
from tests.builders import VANDAAG, dossier, keuze, pakket, rapport, v, waarborg
from wijktoets.engine.model.answers import Interval
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.frozen import FrozenDict
from wijktoets.engine.model.kept import once_a_pack
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.result import kept_rows as made

CASES = Path(__file__).parents[3] / "cases"
SHIPPED = (CASES / "a-kwartier.yaml", *sorted((CASES / "voorbeelden").glob("*.yaml"))[:6])


@pytest.fixture(scope="module")
def shipped() -> list[Dossier]:
    return [wijktoets.load_dossier(path) for path in SHIPPED]


def told(case: Dossier, pack: Regelpakket) -> str:
    return wijktoets.evaluate(case, pack, engine="direct", today=VANDAAG).model_dump_json()


def test_what_others_asked_before_changes_no_result(shipped: list[Dossier], monkeypatch: pytest.MonkeyPatch) -> None:
    pack = wijktoets.load_pack()
    kept = [told(case, pack) for case in shipped]
    assert [told(case, pack) for case in reversed(shipped)] == kept[::-1]
    monkeypatch.setattr(made, "MOST", 0)  # nothing is kept: each way in which a waarborg stands is made anew
    assert [told(case, pack) for case in shipped] == kept


def test_no_more_is_kept_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pakket(waarborg("w", v("q")))
    monkeypatch.setattr(made, "MOST", 2)
    for answer in ("ja", "nee", "deels", "onbekend"):
        rapport(pack, {"q": answer})
        assert len(made.kept_rows(pack).ways) <= 2


def test_what_is_kept_goes_with_the_pack() -> None:
    pack = pakket(waarborg("w", v("q")))
    rapport(pack, {"q": "deels"})
    kept = weakref.ref(pack)
    rows = made.kept_rows(pack)
    assert rows is made.kept_rows(pack)
    del pack
    gc.collect()
    assert kept() is None, "what is kept of a pack holds the pack"


def test_no_pack_gets_the_rows_of_another() -> None:
    """Packs that come one after the other may lie in the same place of memory."""
    for number in range(50):
        said = f"Omdat {number}"
        result = rapport(pakket(waarborg("w", v("q"), waarom=said, witte_vlek=said)), {"q": "deels"}).afspraken[0]
        assert {eis.waarom for eis in result.eisen} == {said} == {gap.tekst for gap in result.witte_vlekken}


def test_a_value_is_made_once_a_pack() -> None:
    asked: list[Regelpakket] = []

    @once_a_pack
    def size(pakket: Regelpakket) -> int:
        asked.append(pakket)
        return len(pakket.waarborgen)

    one, two = pakket(waarborg("w", v("q"))), pakket(waarborg("w", v("q")), waarborg("x", v("q")))
    assert [size(one), size(two), size(one), size(two)] == [1, 2, 1, 2]
    assert asked == [one, two]


def changeable(value: object, path: str = "rapport") -> Iterator[str]:
    """Where in a value something can be put in, taken out or set; what is there for each cached property too."""
    if isinstance(value, BaseModel):
        assert value.model_config.get("frozen"), path
        for name, part in vars(value).items():
            yield from changeable(part, f"{path}.{name}")
    elif type(value) is FrozenDict:
        for key, part in value.items():
            yield from changeable(part, f"{path}[{key!r}]")
    elif type(value) is tuple:
        for place, part in enumerate(value):
            yield from changeable(part, f"{path}[{place}]")
    elif not isinstance(value, str | int | float | date | Decimal | None):
        yield f"{path}: {type(value).__name__}"


def test_nothing_in_a_rapport_can_be_changed(shipped: list[Dossier]) -> None:
    pack = wijktoets.load_pack()
    for case in shipped:
        assert list(changeable(wijktoets.evaluate(case, pack, engine="direct", today=VANDAAG))) == []


def test_results_share_rows_and_a_change_in_one_is_refused() -> None:
    pack = pakket(waarborg("w", v("q")), vragen=[keuze("k", "a")])
    one, two = (rapport(pack, {"q": "deels"}) for _ in range(2))
    eis, gap = one.afspraken[0].eisen[0], one.afspraken[0].witte_vlekken[0]
    assert eis is two.afspraken[0].eisen[0] and gap is two.afspraken[0].witte_vlekken[0]
    assert one.vragen is two.vragen and one.woorden is two.woorden
    for row in (eis, gap, gap.acties[0], one.vragen["q"], one):
        for name in type(row).model_fields:
            with pytest.raises(ValidationError):
                setattr(row, name, None)
    for mapping in (one.vragen, one.vragen["k"].opties, one.vragen_bij, one.woorden.archetypen, one.woorden.by_name):
        changing: Any = mapping
        with pytest.raises(TypeError):
            changing["q"] = None


def test_nothing_that_people_wrote_is_kept() -> None:
    """Of a dossier that was judged nothing stays behind, whatever the rows of its pack."""
    pack = pakket(waarborg("w", v("q")))
    said = [{"door": "Dorpsbelang", "antwoord": "deels", "toelichting": "een geheim"}]
    case = dossier({"q": said}, naam="Geheime wijk", partijen=[{"naam": "Dorpsbelang", "rol": "bewoners"}])
    assert "een geheim" in told(case, pack)
    kept = made.kept_rows(pack)
    texts = repr((kept.ways, kept.open, kept.acties))
    assert "w" in texts
    assert not any(word in texts for word in ("geheim", "Dorpsbelang", "Geheime"))


def test_every_kept_row_is_one_that_the_model_takes(shipped: list[Dossier]) -> None:
    pack = wijktoets.load_pack()
    for case in shipped:
        told(case, pack)
    for way, found in made.kept_rows(pack).ways.items():
        for archetype, (eis, gap) in found.items():
            for row in (eis, gap) if gap else (eis,):
                assert type(row).model_validate(row.model_dump()) == row
                assert row.waarborg == way[0]
            assert (eis.archetype, eis.status) == (archetype, way[1])
            assert way[2] == (None if eis.laag is None or eis.hoog is None else Interval(eis.laag, eis.hoog))


def test_a_rapport_that_stays_is_never_changed_by_later_ones(shipped: list[Dossier]) -> None:
    pack = wijktoets.load_pack()
    first = wijktoets.evaluate(shipped[0], pack, engine="direct", today=date(2026, 11, 1))
    before = first.model_dump_json()
    for case in shipped:
        wijktoets.evaluate(case, pack, engine="direct", today=date(2027, 1, 1))
    assert first.model_dump_json() == before
