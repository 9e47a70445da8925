"""Each check of verify fails on a pack that breaks what it guards, shows it in a dossier, and passes on the twin."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from tests import strategies
from tests.amount import at_least
from tests.builders import MOET, dossier, keuze, koppel, pakket, stelling, v, waarborg
from wijktoets import evaluate, load_pack, rules
from wijktoets.engine.model import conditions
from wijktoets.engine.model.answers import Antwoord, Interval
from wijktoets.engine.model.conditions import Voorwaarde
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import Archetype
from wijktoets.engine.proof.solving import Undecided
from wijktoets.engine.result.rapport import AfspraakRapport
from wijktoets.engine.upkeep.verify import exact as verify_exact
from wijktoets.engine.upkeep.verify import links as verify_links
from wijktoets.engine.upkeep.verify.exact import wider
from wijktoets.engine.upkeep.verify.space import leaves_below, ruimten
from wijktoets.engine.upkeep.verify.value import CODES, FindingRow, Verificatie, WVCode
from wijktoets.engine.upkeep.verify.verify import CHECKS, controles, verificatie

PACKS = Path(__file__).parents[2] / "data" / "packs" / "verify"
WORDS = {"naam": "{code}: {over}", "thema": "eerst", "daarna": "daarna", "toelichting": "speelt hier niet"}
STANDS_ALONE = ("WV03", "WV04", "WV05", "WV15")


def _pack(code: WVCode, kind: str) -> Regelpakket:
    base = [] if code in STANDS_ALONE else [PACKS / "basis"]
    return load_pack(*base, PACKS / f"{code}-{kind}")


def _verified(pack: Regelpakket) -> Verificatie:
    return verificatie(pack, list(controles(pack)), WORDS)


def _of(found: Verificatie, code: WVCode) -> list[FindingRow]:
    return [row for row in found.bevindingen if row.code == code]


@pytest.mark.parametrize("code", CODES)
def test_a_broken_pack_fails_the_check(code: WVCode) -> None:
    found = _verified(_pack(code, "breuk"))
    assert _of(found, code)
    assert found.klopt is (code == "WV10"), "only WV10 is a notice"


@pytest.mark.parametrize("code", CODES)
def test_its_near_twin_is_sound(code: WVCode) -> None:
    found = _verified(_pack(code, "heel"))
    assert not found.bevindingen
    assert found.klopt


def test_the_base_of_the_fixtures_is_sound() -> None:
    assert not _verified(load_pack(PACKS / "basis")).bevindingen


@pytest.mark.anywhere
@pytest.mark.parametrize("pack", sorted(rules.builtin_packs()))
def test_the_packs_of_the_program_hold_over_all_dossiers(pack: str) -> None:
    found = _verified(load_pack(pack))
    assert not [(row.plek, row.code, row.gegevens) for row in found.bevindingen if row.ernst == "fout"]


def test_each_code_has_a_check() -> None:
    assert tuple(CHECKS) == CODES


# Each finding comes with a dossier that shows it.


def _judged(pack: Regelpakket, row: FindingRow) -> list[AfspraakRapport]:
    assert row.dossier is not None
    return list(evaluate(Dossier.model_validate(row.dossier), pack, engine="direct").afspraken)


def _eis(case: AfspraakRapport, waarborg: str) -> Any:
    return next(e for e in case.eisen if e.waarborg == waarborg)


def _holds(pack: Regelpakket, archetype: Archetype, case: AfspraakRapport) -> bool:
    """Whether a step of the ladder, a test of one keuze, surely holds by what was answered."""
    step = pack.zeggenschap[archetype]
    assert isinstance(step, conditions.VraagTest)
    return {a.antwoord for a in case.antwoorden[step.vraag]} <= set(step.is_ or ())


def _shown(pack: Regelpakket, row: FindingRow) -> bool:
    first, *after = _judged(pack, row)
    match row.code:
        case "WV01" | "WV02":
            return bool(_eis(first, row.over).status == row.gegevens["status"])
        case "WV03":
            return first.borging_tot.laag == first.borging_tot.hoog == row.gegevens["niveau"]
        case "WV04":
            return first.rollen.laag == first.rollen.hoog == row.gegevens["niveau"]
        case "WV05":
            return (first.gewenst, first.uitkomst) == (row.over, row.gegevens["uitkomst"])
        case "WV06":
            before, later = (_eis(case, row.gegevens["regel"]) for case in (first, *after))
            return bool(later.laag < before.laag or later.hoog < before.hoog)
        case "WV07":
            return bool(_eis(first, row.over).status == _eis(first, row.gegevens["ander"]).status == "geborgd")
        case "WV08":
            return bool(_eis(first, row.over).status == "geborgd" != _eis(first, row.gegevens["ander"]).status)
        case "WV09":
            return bool(_eis(first, row.over).status not in ("geborgd", "nvt"))
        case "WV11" | "WV12":
            sure = {g.id: g.zeker for g in first.grenzen}.get(row.over)
            return {True: "zeker", False: "misschien", None: "niet"}[sure] == row.gegevens["grens"]
        case "WV13":
            return row.over not in [s.id for s in first.signalen]
        case "WV14":
            asked = [e for e in first.eisen if e.onderdeel == row.over and e.norm == "moet"]
            answered = {name for name, vraag in pack.vragen.items() if vraag.onderdeel == row.over}
            refused = {name for name in answered if [a.antwoord for a in first.antwoorden.get(name, [])] == ["nee"]}
            return refused == answered and all(e.hoog in (None, 1.0) for e in asked)
        case "WV15":
            return first.rollen.laag == row.over and not _holds(pack, "aanjagen", first)
        case "WV10":
            return True  # see test_a_wider_interval_is_shown


@pytest.mark.parametrize("code", CODES)
def test_the_dossier_shows_it(code: WVCode) -> None:
    pack = _pack(code, "breuk")
    for row in _verified(pack).bevindingen:
        assert _shown(pack, row), row


def test_a_better_answer_is_the_only_difference() -> None:
    (row,) = _of(_verified(_pack("WV06", "breuk")), "WV06")
    assert row.dossier is not None
    first, after = row.dossier["afspraken"]
    assert set(after["antwoorden"]) == {row.over}
    rank = ["nee", "deels", "ja"]
    assert rank.index(row.dossier["antwoorden"].get(row.over)) < rank.index(after["antwoorden"][row.over])
    assert first["thema"] != after["thema"]


def test_a_wider_interval_is_shown() -> None:
    pack = _pack("WV10", "breuk")
    (row,) = _verified(pack).bevindingen
    (open_case,) = _judged(pack, row)
    assert row.dossier is not None
    answered = row.dossier["antwoorden"]
    statuses = set()
    for vorm in ("a", "b"):
        filled = evaluate(dossier({"vorm": vorm, **answered}, gewenst="adviseren"), pack, engine="direct")
        statuses.add(_eis(filled.afspraken[0], "regel").status)
    assert "vorm" not in answered
    assert len(statuses) == 1, "whatever vorm it is, the same comes out"
    assert _eis(open_case, "regel").status not in statuses


# The checks on examples.


def test_a_question_that_stands_in_two_ways_need_not_make_anything_worse() -> None:
    pack = pakket(waarborg("w", {"een_van": [v("a"), {"alle": [v("b"), {"niet": v("c")}]}]}))
    assert "c" not in verify_links.raised_questions(pack), "under niet wherever it counts: ja is the lower answer"
    assert not list(verify_links.raising(pack, ruimten(pack)))


def test_half_of_forty_is_counted_and_not_written_out() -> None:
    many = [v(f"q{number}") for number in range(40)]
    steps = [{"wat": f"Regel {q['vraag']}", "trekker": "wijk", "sluit": [q["vraag"]]} for q in many]
    pack = pakket(waarborg("w", {"minstens": {"aantal": 20, "van": many}}, acties=steps))
    found = {c.code: c for c in controles(pack, ("WV01", "WV02", "WV06", "WV09"), seconds=60)}
    assert all(check.bewezen and not check.bevindingen for check in found.values())


def test_acties_may_need_each_other() -> None:
    steps = [{"wat": f"Regel {q}", "trekker": "wijk", "sluit": [q]} for q in "ab"]
    both = pakket(waarborg("w", {"alle": [v("a"), v("b")]}, acties=steps))
    assert not list(verify_links.closed(both, ruimten(both)))
    one = pakket(waarborg("w", {"alle": [v("a"), v("b")]}, acties=steps[:1]))
    assert [b.over for b in verify_links.closed(one, ruimten(one))] == ["w"]


def test_acties_that_exclude_each_other_are_not_both_done() -> None:
    steps = [{"wat": o, "trekker": "wijk", "sluit": [{"vraag": "k", "wordt": o}]} for o in ("y", "x")]
    pack = pakket(waarborg("w", v("k", "x"), acties=steps), vragen=[keuze("k", "x", "y")])
    assert not list(verify_links.closed(pack, ruimten(pack)))


def test_a_rule_is_judged_where_it_is_there() -> None:
    rule = waarborg("w", v("a"), MOET, fasen=["evaluatie"], geldig={"van": "2030-01-01", "tot": "2030-12-31"})
    found = {c.code: c.bevindingen for c in controles(pakket(rule))}
    assert not found["WV01"] and not found["WV02"] and not found["WV09"]


# Against everything that can be answered, on small conditions.


def _completions(pack: Regelpakket, condition: Voorwaarde, given_answers: dict[str, str]) -> set[float | None]:
    open_questions = [q for q, word in given_answers.items() if word == "onbekend"]
    found: set[float | None] = set()
    for words in product(*(_words(pack, q)[:-1] for q in open_questions)):
        full = {**given_answers, **dict(zip(open_questions, words, strict=True))}
        value = _value(condition, full)
        found.add(None if value is None else value.laag)
    return found


def _words(pack: Regelpakket, vraag: str) -> list[str]:
    """The definite answers to a question, and last onbekend."""
    asked = pack.vragen[vraag]
    return [*(list(asked.opties) or ["nee", "deels", "ja"]), "onbekend"]


def _value(condition: Voorwaarde, answers: dict[str, str]) -> Interval | None:
    return conditions.value(condition, {q: Antwoord((word,)) for q, word in answers.items()}, {})


def _is_wider(pack: Regelpakket, condition: Voorwaarde, questions: list[str]) -> Iterator[bool]:
    for words in product(*(_words(pack, q) for q in questions)):
        answers = dict(zip(questions, words, strict=True))
        value, ends = _value(condition, answers), _completions(pack, condition, answers)
        yield value is not None and {value.laag, value.hoog} != {min(ends), max(ends)}  # type: ignore[type-var]


@settings(max_examples=at_least(60))
@given(strategies.packs())
def test_wider_is_what_all_completions_say(ruw: dict[str, Any]) -> None:
    plain = {q["id"]: {**q, "nvt_mogelijk": False} for q in ruw["vragen"]}
    ruw = {**ruw, "vragen": list(plain.values())}
    pack = koppel(ruw)
    space = ruimten(pack)[0]
    checked = 0
    for condition in pack.voldaan_als.values():
        questions = sorted({t.vraag for t, _ in leaves_below(pack, [condition])})
        small = len(questions) <= 3 and not {"fase", "reikwijdte", "land"} & set(questions)
        if small and "waarborg" not in str(condition.model_dump()):
            assert (wider(space, condition) is not None) is any(_is_wider(pack, condition, questions))
            checked += 1
    assume(checked)


def test_a_condition_that_is_wider_than_its_completions() -> None:
    pack = pakket(waarborg("w", {"een_van": [v("a"), {"niet": v("a")}]}), vragen=[stelling("a")])
    found = wider(ruimten(pack)[0], pack.voldaan_als["w"])
    assert found == {}, "with no answer it is [0, 1], and never below a half"


def test_what_cannot_be_told_in_time_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(*_: object) -> None:
        raise Undecided

    monkeypatch.setattr(verify_exact, "wider", out_of_time)
    pack = pakket(waarborg("w", v("a")))
    (first, *_) = verify_exact.exact(pack, ruimten(pack))
    assert (first.over, first.getuige) == ("w", None)
