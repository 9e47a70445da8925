"""A pack that may stand on any base takes along what is its own, and leaves what belongs to the base it names."""

from pathlib import Path

import pytest

from tests.builders import ruw_pakket, stelling, v, waarborg
from tests.cli.running import write_pack
from wijktoets import load_pack, rules
from wijktoets.engine.model.conditions import asked
from wijktoets.engine.model.errors import InvoerFout
from wijktoets.engine.model.pakket import conditions_of
from wijktoets.engine.model.words import INGEBOUWDE_VRAGEN
from wijktoets.telling.sources import NOTITIE

ANDER = {"bouwt_op": {"id": "eerste", "of_een_ander": True}}


def base(folder: Path, name: str, *vragen: str) -> Path:
    """A base that has these vragen beside that of its ladder."""
    return write_pack(folder / name, ruw_pakket(waarborg(f"w-{name}", v(vragen[0])), id=name))


def on_top(folder: Path, *things: dict[str, object], **kop: object) -> Path:
    made = ruw_pakket(*things, id="recht", **(ANDER | kop))
    made["kop"].pop("weging", None)
    made["kop"].pop("zeggenschap", None)
    made["vragen"] = [stelling("eigen-vraag", bron=["art. 1"])]
    return write_pack(folder / "recht", made)


def test_the_pack_about_bevoegdheden_stands_on_another_base_without_the_notitie() -> None:
    found = load_pack("lisdoorn", rules.OVERDRACHT)
    own, alone = load_pack(rules.OVERDRACHT), load_pack("lisdoorn")
    assert [p.id for p in found.pakketten] == ["lisdoorn", rules.OVERDRACHT]
    assert found.zeggenschap == alone.zeggenschap
    every = (*found.waarborgen.values(), *found.grenzen.values(), *found.signalen.values())
    laws = [r for r in every if found.pakket_van[r.id] == rules.OVERDRACHT]
    assert len(laws) > 90
    resting = [*laws, *found.stappen.values(), *found.elementen.values()]
    assert [r.id for r in resting if all(map(NOTITIE.search, r.bron))] == []
    questions = asked([c for r in laws for c in conditions_of(r)], found.voldaan_als)
    assert questions <= {*found.vragen, *INGEBOUWDE_VRAGEN}
    assert 0 < len(own.stappen) - len(found.stappen) <= 4
    assert all(set(step.na) <= set(found.stappen) for step in found.stappen.values())


def test_of_what_stays_behind_the_names_are_kept() -> None:
    own, found = load_pack(rules.OVERDRACHT), load_pack("lisdoorn", rules.OVERDRACHT)
    kinds = ("waarborgen", "grenzen", "signalen", "stappen", "elementen", "vragen", "instrumenten", "lezingen")
    here, base = ({n for kind in kinds for n in getattr(p, kind)} for p in (own, load_pack()))
    there = {name for kind in kinds for name in getattr(found, kind)}
    assert set(found.achtergebleven) == here - base - there
    assert own.achtergebleven == ()


def test_what_asks_what_is_not_there_stays_behind_and_all_that_leans_on_it(tmp_path: Path) -> None:
    base(tmp_path, "eerste", "a")
    other = base(tmp_path, "tweede", "b")
    law = on_top(
        tmp_path,
        waarborg("kan-mee", v("eigen-vraag"), bron=["art. 1"]),
        waarborg("vraagt-a", v("a"), bron=["art. 2"]),
        waarborg("leunt", {"waarborg": "vraagt-a"}, bron=["art. 3"]),
        waarborg("uit-de-bron", v("eigen-vraag"), bron=["L5"]),
        waarborg("allebei", v("eigen-vraag"), bron=["L5", "art. 4"]),
    )
    found = load_pack(other, law)
    assert set(found.waarborgen) == {"w-tweede", "kan-mee", "allebei"}


def test_on_the_base_that_it_names_all_of_it_is_there_and_a_slip_is_an_error(tmp_path: Path) -> None:
    first = base(tmp_path, "eerste", "a")
    law = on_top(tmp_path, waarborg("vraagt-a", v("a"), bron=["L5"]))
    assert "vraagt-a" in load_pack(first, law).waarborgen
    on_top(tmp_path, waarborg("vraagt-a", v("aa"), bron=["L5"]))
    with pytest.raises(InvoerFout) as error:
        load_pack(first, law)
    assert {m.code for m in error.value.meldingen} == {"vraag_onbekend"}


def test_a_pack_that_does_not_say_so_stands_on_no_other(tmp_path: Path) -> None:
    other = base(tmp_path, "tweede", "b")
    law = on_top(tmp_path, waarborg("kan-mee", v("eigen-vraag")), bouwt_op={"id": "eerste"})
    with pytest.raises(InvoerFout) as error:
        load_pack(other, law)
    assert {m.code for m in error.value.meldingen} == {"basispakket_ontbreekt"}
