"""Whether forward finds what direct finds, on every fact, status and witte vlek; each pack in a process that dies."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.amount import at_least
from tests.builders import (
    VANDAAG,
    Ruw,
    alle,
    een_van,
    grens,
    keuze,
    koppel,
    minstens,
    niet,
    pakket,
    ref,
    signaal,
    stelling,
    v,
    waarborg,
)
from tests.strategies import cases as packs_with_dossier
from wijktoets import cases, load_dossier, load_pack
from wijktoets.engine import forward
from wijktoets.engine.judging import direct, engines
from wijktoets.engine.judging.cases import cases as cases_of
from wijktoets.engine.judging.cases import situatie
from wijktoets.engine.judging.facts import Situatie
from wijktoets.engine.model.answers import combine
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import FASEN

CASES = at_least(300)


def situaties(dossier: Dossier) -> list[Situatie]:
    """The situation of each thema × fase of a dossier."""
    return [situatie(dossier, a, fase, dossier.peildatum or VANDAAG) for a, fase in cases_of(dossier)]


def agree(pack: Regelpakket, found: list[Situatie]) -> None:
    """Raises when forward finds anything else than direct, or nothing at all."""
    engines.recheck(pack, [(each, direct.compute(pack, each)) for each in found])


@settings(max_examples=CASES)
@given(packs_with_dossier())
def test_generated_packs_and_dossiers(case: tuple[Ruw, Ruw]) -> None:
    pack, dossier = case
    agree(koppel(pack), situaties(Dossier.model_validate(dossier)))


@pytest.mark.parametrize("path", [*cases.pilots(), *cases.voorbeelden()], ids=lambda path: path.stem)
def test_every_dossier_that_comes_with_the_program(path: Path) -> None:
    agree(load_pack(), situaties(load_dossier(path)))


# What generated packs seldom or never hold.

STELLINGEN = [f"s{i}" for i in range(40)]
MAY_BE_NVT = STELLINGEN[::2]
TESTS = [v(s) for s in STELLINGEN]
TESTS_NVT = [v(s) for s in MAY_BE_NVT]

WIDE = pakket(
    waarborg("alle-40", alle(*TESTS)),
    waarborg("een-van-40-niet", een_van(*[niet(s) for s in STELLINGEN])),
    waarborg("alle-20-nvt", alle(*TESTS_NVT), als=een_van(*TESTS_NVT)),
    waarborg("drie-van-acht", minstens(3, *TESTS[:8])),
    waarborg("zeventien-van-20", minstens(17, *TESTS_NVT)),
    waarborg("twee-van-zes-nvt", minstens(2, *TESTS_NVT[:6]), als=minstens(5, *TESTS_NVT[:6])),
    waarborg("nvt-als-het-geldt", v("s0"), als=v("s1")),
    waarborg("als-is-voldaan", v("s1"), als=v("s1")),
    waarborg("als-is-het-omgekeerde", v("s0"), als=niet("s0")),
    waarborg("dubbel", alle(v("s0"), v("s0"), niet("s0"))),
    waarborg("dubbel-geteld", minstens(2, v("s0"), v("s0"), v("s2")), als=alle(v("s0"), v("s0"))),
    waarborg("verwijst", ref("alle-40"), fasen=["uitvoering"], geldig={"van": VANDAAG}),
    waarborg("alles", v("s0"), als=v("s2"), fasen=["evaluatie"], geldig={"tot": VANDAAG}),
    signaal("punt", alle(*TESTS_NVT), geldig={"van": VANDAAG, "tot": VANDAAG}),
    vragen=[stelling(s, nvt_mogelijk=s in MAY_BE_NVT) for s in STELLINGEN],
)

MOODS = [("ja",) * 12 + ("deels",), ("nvt",) * 9 + ("ja",), ("nvt",), ("nvt", "nvt", "nee", "onbekend")]
MOODS += [("ja", "deels", "nee", "onbekend", "nvt"), ("nee",) * 9 + ("deels",)]


@st.composite
def wide_situaties(draw: Any) -> Situatie:
    """A situation for WIDE: most answers alike, by one to three parties."""
    words = st.sampled_from(draw(st.sampled_from(MOODS)))
    answers = {}
    for naam in STELLINGEN:
        given = [
            (door, draw(words)) for door in ("bewoners", "gemeente", "raad")[: draw(st.sampled_from([1, 1, 1, 3]))]
        ]
        fitting = [(d, a if a != "nvt" or naam in MAY_BE_NVT else "ja") for d, a in given]
        if draw(st.sampled_from([True] * 8 + [False])):
            answers[naam] = combine(fitting)
    fase = draw(st.sampled_from(FASEN))
    day = VANDAAG.replace(day=draw(st.sampled_from([1, 2]))) if draw(st.booleans()) else date(2026, 10, 31)
    return Situatie(answers | {"fase": combine([(None, fase)])}, fase, day)


@given(st.lists(wide_situaties(), min_size=1, max_size=4))
def test_wide_joins_long_counts_and_conditions_that_meet_themselves(found: list[Situatie]) -> None:
    agree(WIDE, found)


@pytest.mark.parametrize("als", ["ja", "deels", "nee", "onbekend", "nvt"])
@pytest.mark.parametrize("voldaan", ["ja", "deels", "nee", "onbekend", "nvt"])
def test_every_als_with_every_answer(als: str, voldaan: str) -> None:
    pack = pakket(waarborg("w", v("n"), als=v("m")), vragen=[stelling(q, nvt_mogelijk=True) for q in ("n", "m")])
    answers = {"n": combine([(None, voldaan)]), "m": combine([(None, als)])}
    agree(pack, [Situatie(answers, "uitvoering", VANDAAG)])


def test_a_program_close_to_the_limit_runs() -> None:
    nines = [[v(f"s{(i * 7 + j * (1 + i // 20)) % 40}") for j in range(9)] for i in range(54)]
    rules = [waarborg(f"w{i}", minstens(3 + i % 3, *nine)) for i, nine in enumerate(nines)]
    pack = pakket(*rules, vragen=[stelling(s, nvt_mogelijk=s in MAY_BE_NVT) for s in STELLINGEN])
    assert 3500 < len(forward.program_of(pack).numbered) <= forward.LIMITS["regels"]
    answers = {s: combine([(None, ("ja", "deels", "nee", "onbekend")[i % 4])]) for i, s in enumerate(STELLINGEN)}
    agree(pack, [Situatie(answers, "uitvoering", VANDAAG)])


def test_many_rules_may_wait_for_one_fact() -> None:
    rules = [waarborg(f"w{i:03}", alle(v("s"), v(f"t{i}"))) for i in range(forward.LIMITS["samen"])]
    agree(pakket(*rules), [Situatie({"s": combine([(None, word)])}, "uitvoering", VANDAAG) for word in ("ja", "nee")])


HOSTILE = ["sid", "id", "g", "k", "w", "m0", "m", "all", "any", "None", "a.b", "costarring", "liquid", "declinate"]
HOSTILE += ["macallums", "altarage", "zinke", "0", "-1".replace("-", "x"), "9" * 60, "wijktoets", "r0"]


def test_names_that_mean_something_to_the_library_or_collide_in_its_hashes() -> None:
    """Pairs such as costarring and liquid have equal FNV-1a hashes; no name reaches the library at all."""
    vragen = [keuze(name, *HOSTILE) for name in HOSTILE]
    rules = [waarborg(f"w.{name}", een_van(v(name, name), niet(name, HOSTILE[0]))) for name in HOSTILE]
    pack = pakket(*rules, grens("grens", v("sid", "id"), "besluiten"), vragen=vragen)
    answers = {name: combine([(None, HOSTILE[i - 1])]) for i, name in enumerate(HOSTILE)}
    agree(pack, [Situatie(answers, "uitvoering", VANDAAG), Situatie({}, "uitvoering", VANDAAG)])
    assert set(forward.program_of(pack).text) <= set("0123456789-,[]")
