"""Each step of a dossier stands once in the paper of the team and on the sheet, whatever it is for and how that stands.

And what is offered for a gap is one step, told as an example, in each paper that shows it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import VANDAAG, koppel, norm, ruw_pakket, stelling, v, waarborg
from tests.spoken import text
from tests.telling.reading import ALL, EXAMPLES, example, of
from tests.telling.residents import strings
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.engine.advice.plan.plan import Vraagstuk, plan
from wijktoets.engine.advice.plan.value import Plan
from wijktoets.engine.judging import direct
from wijktoets.engine.model.dossier import Dossier, DossierActie
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import FASEN
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.lists import offered_step
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.sheet import afspraken
from wijktoets.telling.reader import BIJLAGELEZERS
from wijktoets.telling.residents_points import differences, to_arrange
from wijktoets.telling.tree import Document, Item, Listing, Table, walk, words
from wijktoets.telling.view import View

STATUSES = (None, "voorstel", "afgesproken", "bezig", "klaar", "vervallen")
WAARBORGEN = (None, "open-vergaderen", "raad-praat-mee", "buren-praten")
VRAGEN = ("openbaar", "raad-sprak", "buren")


STEP = re.compile(r"Stap \d{4}")


def counts(part: object) -> Counter[str]:
    """How often each step stands in something: nobody else wrote such words."""
    return Counter(STEP.findall("\n".join(strings(part))))


def wrong(rapport: Rapport) -> list[tuple[str, str, int]]:
    """The steps that do not stand where they should as often as they should: where, which and how often."""
    view = View(rapport, everything=True)
    found = {lezer: counts(bijlage(rapport, lezer)) for lezer in BIJLAGELEZERS}
    sheet = None if rapport.status == "terugblik" else counts(afspraken(rapport))
    residents = counts((*to_arrange(view), *differences(view)))
    faults = []
    for actie in rapport.acties:
        gone, open_yet = actie.status == "vervallen", actie.status not in ("vervallen", "klaar")
        often = [
            ("team", found["team"][actie.wat] == 1),
            ("raad", gone or found["raad"][actie.wat] > 0),
            ("blad", sheet is None or sheet[actie.wat] == (0 if gone else 1)),
            ("bewoners", not open_yet or residents[actie.wat] > 0),
        ]
        faults += [(where, actie.wat, found["team"][actie.wat]) for where, fits in often if not fits]
    return faults


def step(number: int, **delen: Any) -> dict[str, Any]:
    return {"wat": f"Stap {number:04}", "trekker": "gemeente", **delen}


@pytest.mark.anywhere
@pytest.mark.in_turn
@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_each_step_stands_once_for_every_waarborg_of_each_dossier(path: Path) -> None:
    dossier, pack = load_dossier(path), load_pack()
    thema, fase = dossier.afspraken[0].thema, dossier.afspraken[-1].fasen[0]
    rows = [
        step(1000 * number + at, waarborg=name, **bound)
        for at, name in enumerate((*pack.waarborgen, None))
        for number, bound in enumerate(({}, {"thema": thema}, {"fase": fase, "status": "voorstel"}))
    ]
    acties = tuple(DossierActie.model_validate(row) for row in rows)
    rapport = evaluate(dossier.model_copy(update={"acties": acties}), pack, engine="direct")
    assert wrong(rapport) == []


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, Any]:
    """Steps for anything, at two themas with answers of their own, which may differ, be weighed, or not go."""
    answer = st.sampled_from(("ja", "deels", "nee", "onbekend", "nvt", "verschil"))

    def answers() -> dict[str, Any]:
        drawn = {vraag: draw(answer) for vraag in VRAGEN if draw(st.booleans())}
        both = [{"door": "bewoners", "antwoord": "nee"}, {"door": "gemeente", "antwoord": "ja"}]
        nvt = {"antwoord": "nvt", "toelichting": "Dat speelt hier niet."}
        given: dict[str, Any] = {"verschil": both, "nvt": nvt}
        return {vraag: given.get(word, word) for vraag, word in drawn.items()}

    themas = ["groen", "wonen"][: draw(st.integers(1, 2))]
    wish = st.sampled_from(("adviseren", "besluiten", "onbekend"))
    rows = [
        step(
            number,
            **{key: value for key, value in zip(("waarborg", "thema", "fase", "status"), each, strict=True) if value},
        )
        for number, each in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(WAARBORGEN),
                        st.sampled_from((None, *themas)),
                        st.sampled_from((None, *FASEN)),
                        st.sampled_from(STATUSES),
                    ),
                    max_size=6,
                )
            )
        )
    ]
    weighed = {"reden": "Zo wilden wij het.", "besloten_door": ["wijk", "gemeente"], "geldig_tot": "2099-12-31"}
    return {
        "formaat": "wijktoets/dossier@1",
        "naam": "Voorbeeldwijk",
        "peildatum": VANDAAG,
        "antwoorden": answers(),
        "afspraken": [{"thema": thema, "gewenst": draw(wish), "antwoorden": answers()} for thema in themas],
        "acties": rows,
        "afwegingen": [{"waarborg": name, **weighed} for name in WAARBORGEN[1:] if name and draw(st.booleans())],
        "status": draw(st.sampled_from(("voorstel", "afgesproken"))),
    }


@cache
def pack() -> Regelpakket:
    """Two that must be and one that helps, of which each question may be one that does not go here."""
    rules = [
        waarborg("open-vergaderen", v("openbaar"), rust_op="wijk", onderdeel="transparantie"),
        waarborg("raad-praat-mee", v("raad-sprak"), rust_op="raad", onderdeel="rolverdeling"),
        waarborg("buren-praten", v("buren"), norm(None, None, "hoort"), rust_op="samen", onderdeel="goede-gesprek"),
    ]
    return koppel(ruw_pakket(*rules, vragen=[stelling(vraag, nvt_mogelijk=True) for vraag in VRAGEN]))


@given(dossiers())
def test_each_step_stands_once_whatever_it_is_for(made: dict[str, Any]) -> None:
    assert wrong(evaluate(Dossier.model_validate(made), pack(), engine="direct")) == []


def test_where_a_step_stands_at_another_thema_that_is_said() -> None:
    row = step(1, waarborg="open-vergaderen", status="afgesproken")
    themas = [("groen", "nee"), ("wonen", "deels")]
    rapport = of(
        {},
        afspraken=[
            {"thema": t, "gewenst": "besluiten", "fasen": ["uitvoering"], "antwoorden": {"openbaar": a}}
            for t, a in themas
        ],
        acties=[row],
    )
    assert text("report.stap_elders", waar="Groen") in list(strings(bijlage(rapport, "team")))
    assert wrong(rapport) == []


# What is offered


def planned(path: Path) -> Plan | None:
    dossier = load_dossier(path)
    if dossier.status == "terugblik":
        return None
    return plan(dossier, load_pack(), direct.compute, date(2026, 11, 24), Vraagstuk(None))


def rows(document: Document) -> Sequence[str]:
    """What stands in a document, a line each: points and what is below them, and the first cell of each row."""

    def lines(item: Item) -> Sequence[str]:
        return [words(item.text), *(line for each in item.below for line in lines(each))]

    found = []
    for part in walk(document.parts):
        if isinstance(part, Listing):
            found += [line for item in part.items for line in lines(item)]
        elif isinstance(part, Table):
            found += [words(row[0]) for row in part.rows]
    return found


def bare(wat: str) -> str:
    return wat.rstrip(".")


@pytest.mark.anywhere
@pytest.mark.in_turn
@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_a_gap_gets_the_same_step_in_each_paper_and_the_raad_reads_it_as_an_example(path: Path) -> None:
    rapport, found = example(path), planned(path)
    raad, team = rows(bijlage(rapport, "raad", found)), rows(bijlage(rapport, "team", found))
    taken = {bare(actie.wat) for actie in (found.acties if found else ())}
    gaps = [vlek for afspraak in rapport.afspraken for vlek in afspraak.witte_vlekken if vlek.acties]
    for vlek in gaps:
        mine = offered_step(vlek, found)
        assert mine is not None
        others = {bare(actie.wat) for actie in vlek.acties} - taken - {bare(mine.wat)}
        assert not [(wat, line) for wat in others for line in (*raad, *team) if wat in line]
    offered = {bare(actie.wat) for vlek in gaps for actie in vlek.acties} - {
        bare(actie.wat) for actie in rapport.acties
    }
    begins = text("report.blad.voorbeeld", tekst="").strip()
    assert not [line for line in raad if begins not in line and any(wat in line for wat in offered)]


def test_there_is_a_gap_for_which_a_plan_takes_another_step_than_the_first() -> None:
    """Else the test above says nothing of the plan."""
    path = EXAMPLES / "wijkdeal-uit-word.yaml"
    vlekken = [vlek for afspraak in example(path).afspraken for vlek in afspraak.witte_vlekken if vlek.acties]
    found = planned(path)
    assert any(offered_step(vlek, found) != vlek.acties[0] for vlek in vlekken)
