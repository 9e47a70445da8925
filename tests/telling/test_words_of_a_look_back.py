"""A look back speaks of then: where a sentence has a form for it (`terugblik` beside `anders`), that form is used."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.telling.reading import EXAMPLES, ROOT, example
from tests.telling.residents import strings
from tests.test_sentences import pieces
from wijktoets import load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda
from wijktoets.engine.advice.explain.explain import explain
from wijktoets.engine.advice.follow_up.follow_up import follow_up
from wijktoets.engine.advice.transfer.transfer import transfer
from wijktoets.engine.judging import direct
from wijktoets.rules import OVERDRACHT
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.screens.evaluate.screen import evaluate_sheet
from wijktoets.telling.screens.explain.screen import explain_sheet
from wijktoets.telling.screens.follow_up import follow_up_sheet
from wijktoets.telling.screens.questions.screen import agenda_sheet
from wijktoets.telling.screens.transfer.beside import beside_sheet
from wijktoets.telling.screens.transfer.screen import transfer_sheet
from wijktoets.telling.view import View
from wijktoets.texts import all_texts

pytestmark = pytest.mark.anywhere

SPEAKING = [path for folder in ("telling", "cli", "workbook") for path in (ROOT / folder).rglob("*.py")]
LOOK_BACKS = (EXAMPLES / "terugblik-winkelplein.yaml", ROOT / "cases" / "cooperatieve-wijkraad-oosterparkwijk.yaml")
"""A look back with a wish, and one without."""


def with_sibling(tree: object, key: str = "") -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every sentence that has a form for a look back, with its forms, by key."""
    if isinstance(tree, Mapping):
        if {"terugblik", "anders"} <= tree.keys():
            yield key, tree
        for name, below in tree.items():
            yield from with_sibling(below, f"{key}.{name}".lstrip("."))


def forms(value: object) -> list[str]:
    """The sentences in one form: one, or one and several."""
    return [line for below in value.values() for line in forms(below)] if isinstance(value, Mapping) else [str(value)]


@cache
def of_now() -> dict[str, str]:
    """What stands in the form of now and in no other sentence, with its key: pieces by which it is known."""
    everywhere = list(strings(all_texts()))
    found = {
        piece: key
        for key, tree in with_sibling(all_texts())
        for line in forms(tree["anders"])
        for piece in pieces(line)
        if not any(piece in other for other in forms(tree["terugblik"]))
    }
    return {piece: key for piece, key in found.items() if sum(piece in other for other in everywhere) == 1}


def told(path: Path) -> Iterator[tuple[str, object]]:
    """The screens and papers of a look back."""
    dossier, pack, rapport = load_dossier(path), load_pack(), example(path)
    case = (dossier, pack, direct.compute, rapport.peildatum)
    found = transfer(dossier, load_pack(OVERDRACHT), direct.compute, rapport.peildatum)
    yield "evaluate", evaluate_sheet(View(rapport, everything=True))
    yield "explain", explain_sheet(explain(*case), {})
    yield "explain a rule", explain_sheet(explain(*case, naam="wijk-geraadpleegd"), {})
    yield "explain a question", explain_sheet(explain(*case, naam="wie-besluit"), {})
    yield "questions", agenda_sheet(agenda(*case), 0, {}, everything=True)
    yield "follow-up", follow_up_sheet(follow_up(*case))
    yield "transfer", transfer_sheet(found)
    yield "transfer, side by side", beside_sheet(found)
    yield "for residents", residents_page(rapport)
    yield "for the raad", bijlage(rapport, "raad")
    yield "for the team", bijlage(rapport, "team")


@pytest.mark.parametrize("path", LOOK_BACKS, ids=lambda path: path.stem)
def test_no_screen_or_paper_of_a_look_back_speaks_of_now(path: Path) -> None:
    rules = load_pack()
    gaps = {w.witte_vlek: name for name, w in rules.waarborgen.items()}
    signs = {s.tekst: name for name, s in rules.signalen.items()}
    for name, value in told(path):
        said = "\n".join(strings(value))
        assert [key for piece, key in (of_now() | gaps | signs).items() if piece in said] == [], name


def test_each_gap_and_signaal_of_the_gronings_model_has_its_form() -> None:
    rules = load_pack()
    assert [name for name, w in rules.waarborgen.items() if w.witte_vlek_terugblik is None] == []
    assert [name for name, s in rules.signalen.items() if s.tekst_terugblik is None] == []


def calls(code: str) -> Iterator[ast.Call]:
    """Where `said` and `variant` are called."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("said", "variant"):
            yield node


def passed_over(code: str) -> list[int]:
    """The lines that ask for a sentence with such a form without saying which, or that name a form themselves."""
    silent = [call.lineno for call in calls(code) if len(call.args) < 2]
    keys = {f"{key}.{form}" for key, _ in with_sibling(all_texts()) for form in ("terugblik", "anders")}
    named = [n.lineno for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Constant) and n.value in keys]
    return sorted({*silent, *named})


def test_who_asks_for_such_a_sentence_says_whether_it_is_a_look_back() -> None:
    found = {str(path): lines for path in SPEAKING if (lines := passed_over(path.read_text(encoding="utf-8")))}
    assert len(of_now()) > 100 and found == {}


def test_a_call_that_passes_it_over_is_found() -> None:
    assert passed_over('said("scherm.wensen")\ntexts.text("scherm.wensen.anders")\nsaid("scherm.wensen", back)') == [
        1,
        2,
    ]
