"""Holds the five pilots to their one source: answers cite it, claim no more than it says, and are accounted for."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.cases.notitie import SOURCE, copied, numbers, traces, traces_of
from wijktoets import evaluate, load_dossier, load_pack
from wijktoets.engine.model.conditions import VraagTest, walk
from wijktoets.engine.model.dossier import Dossier, Standpunt
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import Terugbliksoort
from wijktoets.engine.reading.matching import check_dossier, with_answers
from wijktoets.engine.result.rapport import AfspraakRapport

CASES = Path(__file__).resolve().parents[2] / "cases"
ACCOUNT = CASES / "VERANTWOORDING.md"

CWR = "cooperatieve-wijkraad-oosterparkwijk"
NUMBERS = {
    "a-kwartier": 1,
    CWR: 2,
    "golvend-lewenborg": 3,
    "wijkdeal-de-wijert": 4,
    "wijkbedrijf-selwerd": 5,
}
"""The pilots by file name, with their number in the bijlage (L301-L305)."""

ROWS = {
    first + offset: pilot
    for first, pilots in ((319, 5), (332, 5), (347, 5), (360, 4), (372, 5), (409, 5))
    for offset, pilot in enumerate(range(1, pilots + 1))
}
"""The lines of the tables in the bijlage (one row a pilot), and whose they are. Deliberatie has no fifth row (L363)."""

EMPTY_CELL = 362
"""Golvend Lewenborg, deliberatie: what worked is left empty."""

PROSE = {
    166: {2, 5},
    186: {5},
    311: {3, 4},
    327: {2, 3, 4},
    342: {2, 3, 4},
    355: {1, 2, 4},
    367: {1, 2, 3, 4, 5},
    **{line: {2} for line in range(415, 426)},
    **{300 + number: {number} for number in range(1, 6)},
}
"""The other lines that name a pilot or its wijk, and which."""

ABOUT_ALL = {
    "rol-van-de-raad-besproken",
    "raad-en-bewoners-in-gesprek",
    "raad-leert-mee",
    "terugkijken-afgesproken",
    "eerlijk-verloop-bewaakt",
    "gebiedsteam-doet-mee",
    "gebiedsteam-helpt",
    "gemeente-toegerust",
    "begroting-inzichtelijk",
    "plek-in-de-wijk",
}
"""Questions on which the notitie says something of all or many experiments together."""

each_pilot = pytest.mark.parametrize("name", NUMBERS)


@cache
def pack() -> Regelpakket:
    return load_pack()


@cache
def pilot(name: str) -> Dossier:
    return load_dossier(CASES / f"{name}.yaml")


def answers(dossier: Dossier) -> dict[str, Standpunt]:
    """The answers by question; a pilot gives each question once, in the long form, without perspectives."""
    found: dict[str, Standpunt] = {}
    for block in (dossier.antwoorden, *(a.antwoorden for a in dossier.afspraken)):
        for vraag, given in block.items():
            assert vraag not in found, f"{vraag}: answered twice"
            (found[vraag],) = given
    return found


def lines(standpunt: Standpunt) -> list[int]:
    return [int(item.removeprefix("L")) for item in standpunt.bron or ()]


def names_pilot(line: int, name: str) -> bool:
    """Whether this line of the notitie is about this pilot or its wijk."""
    return ROWS.get(line) == NUMBERS[name] or NUMBERS[name] in PROSE.get(line, ())


def judged(name: str, changes: Mapping[str, str]) -> AfspraakRapport:
    """The result for the first fase, with other answers than the dossier has."""
    return evaluate(with_answers(pilot(name), changes, pack()), pack(), fase="voorbereiding").afspraken[0]


def sections() -> dict[str, str]:
    """The parts of the account, by their heading."""
    parts = re.split(r"^## (.+)\n", ACCOUNT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def table(section: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The rows of the table of a pilot: question, answer, lines."""
    for row in re.finditer(r"^\| `([\w-]+)` \| (\w+) \| ([L\d, ]+) \| (.+) \|$", section, flags=re.MULTILINE):
        yield row[1], row[2], tuple(row[3].split(", "))


def test_there_are_five_pilots() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == set(NUMBERS)


@each_pilot
def test_it_looks_back_and_leaves_the_wish_open(name: str) -> None:
    dossier = pilot(name)
    assert (dossier.status, dossier.peildatum, dossier.fictief) == ("terugblik", date(2020, 11, 25), False)
    assert dossier.gemeente == "Groningen"
    assert [(a.archetype, a.reikwijdte, a.bedrag) for a in dossier.afspraken] == [(None, "onbekend", None)]


@each_pilot
def test_it_fits_the_pack(name: str) -> None:
    assert check_dossier(pilot(name), pack()) == []
    found = evaluate(pilot(name), pack()).afspraken
    assert [a.uitkomst for a in found] == ["gewenst_onbekend"] * 3


@each_pilot
def test_a_thema_other_than_algemeen_is_in_the_name_of_the_experiment(name: str) -> None:
    dossier = pilot(name)
    (afspraak,) = dossier.afspraken
    assert afspraak.thema == "algemeen" or afspraak.thema in dossier.naam.lower()


@each_pilot
def test_every_answer_says_why_and_cites_lines_that_hold_text(name: str) -> None:
    for vraag, standpunt in answers(pilot(name)).items():
        assert standpunt.door is None, vraag
        assert standpunt.toelichting, vraag
        assert standpunt.bron, vraag
        assert all(re.fullmatch(r"L[1-9]\d*", item) for item in standpunt.bron), vraag
        cited = lines(standpunt)
        assert cited == sorted(set(cited)), f"{vraag}: lines in order, each once"
        assert all(line <= traces().lines and line not in traces().blank for line in cited), vraag


@each_pilot
def test_no_answer_cites_the_row_of_another_pilot(name: str) -> None:
    for vraag, standpunt in answers(pilot(name)).items():
        foreign = [line for line in lines(standpunt) if ROWS.get(line, NUMBERS[name]) != NUMBERS[name]]
        assert not foreign, f"{vraag}: L{foreign} is about another experiment"


@each_pilot
def test_what_is_said_of_all_experiments_settles_nothing_for_one(name: str) -> None:
    found = answers(pilot(name))
    assert set(found) >= ABOUT_ALL
    for vraag, standpunt in found.items():
        about_this_one = any(names_pilot(line, name) for line in lines(standpunt))
        assert about_this_one or (standpunt.antwoord == "onbekend" and vraag in ABOUT_ALL), vraag


@each_pilot
def test_nee_nowhere_as_the_source_says_of_nothing_that_it_was_not_there(name: str) -> None:
    assert {v for v, s in answers(pilot(name)).items() if s.antwoord == "nee"} == set()


@each_pilot
def test_goal_attainment_is_no_counter_power_and_lottery_no_appointment(name: str) -> None:
    """Tensions T5 and T9 of the inventory: L369-L376 measure goals; a lottery gives likeness (L419), no mandate."""
    found = answers(pilot(name))
    assert "tegenwicht-afgesproken" not in found
    assert all(found[v].antwoord == "onbekend" for v in ("vertegenwoordigers-aangewezen",) if v in found)


@each_pilot
def test_online_counts_with_a_partner_outside_the_internet(name: str) -> None:
    """L164: online comes beside other ways, never alone."""
    found = answers(pilot(name))
    assert "online-meedoen" not in found or found["meedoen-zonder-internet"].antwoord == "ja"


@each_pilot
def test_no_number_that_the_cited_lines_do_not_hold(name: str) -> None:
    dossier = pilot(name)
    texts = {vraag: (s.toelichting or "", lines(s)) for vraag, s in answers(dossier).items()}
    for vraag, note in dossier.gesprekken.items():
        texts[vraag] = re.sub(r"L\d+", "", note), [int(line) for line in re.findall(r"L(\d+)", note)]
    for soort, index, punt in dossier.terugblik.punten():
        texts[f"{soort} {index}"] = punt.tekst, [int(item.removeprefix("L")) for item in punt.bron or ()]
    for vraag, (text, cited) in texts.items():
        held = frozenset[str]().union(*(traces().numbers.get(line, frozenset()) for line in cited))
        assert numbers(text) <= held, vraag


@each_pilot
def test_every_note_at_an_open_question_cites_lines_about_this_pilot(name: str) -> None:
    for vraag, note in pilot(name).gesprekken.items():
        cited = [int(line) for line in re.findall(r"L(\d+)", note)]
        assert cited, vraag
        assert all(names_pilot(line, name) and line not in traces().blank for line in cited), vraag


@each_pilot
def test_every_point_of_the_look_back_cites_lines_about_this_pilot_at_an_open_question(name: str) -> None:
    for soort, _, punt in pilot(name).terugblik.punten():
        cited = [int(item.removeprefix("L")) for item in punt.bron or () if re.fullmatch(r"L[1-9]\d*", item)]
        assert cited and len(cited) == len(punt.bron or ()), (soort, punt.tekst)
        assert cited == sorted(set(cited)), (soort, punt.tekst)
        assert all(names_pilot(line, name) and line not in traces().blank for line in cited), (soort, punt.tekst)
        assert punt.bij is not None, (soort, punt.tekst)


COLUMNS = {"werkte": {EMPTY_CELL}, "later": {323, 363, 376}}
"""The two columns of the tables, and the rows in which each is left empty."""


@each_pilot
@pytest.mark.parametrize("soort", COLUMNS)
def test_each_filled_cell_of_the_tables_stands_under_its_onderdeel(name: str, soort: Terugbliksoort) -> None:
    """L319-L363: what worked and what is wished for later, under the kompaspunt of the table."""
    onderdelen = {g.id: g.onderdeel for g in pack().gespreksvragen}
    points = [punt for kind, _, punt in pilot(name).terugblik.punten() if kind == soort]
    found = {(onderdelen[punt.bij or ""], int(item.removeprefix("L"))) for punt in points for item in punt.bron or ()}
    tables = {319: "transparantie", 332: "zeggenschap", 347: "ieders-stem-telt", 360: "goede-gesprek"}
    own = {first: first + NUMBERS[name] - 1 for first in tables}
    filled = {(tables[first], line) for first, line in own.items() if ROWS.get(line) == NUMBERS[name]}
    assert found >= {(onderdeel, line) for onderdeel, line in filled if line not in COLUMNS[soort]}


@each_pilot
@pytest.mark.parametrize("soort", COLUMNS)
def test_each_filled_cell_of_all_tables_is_told(name: str, soort: Terugbliksoort) -> None:
    points = [punt for kind, _, punt in pilot(name).terugblik.punten() if kind == soort]
    told = {int(item.removeprefix("L")) for punt in points for item in punt.bron or ()}
    rows = {line for line, of in ROWS.items() if of == NUMBERS[name]}
    assert told & set(ROWS) == rows - COLUMNS[soort]


@each_pilot
def test_an_instrument_is_named_where_the_pack_finds_it_in_the_source(name: str) -> None:
    for soort, _, punt in pilot(name).terugblik.punten():
        for key in punt.instrument or ():
            shared = set(punt.bron or ()) & set(pack().instrumenten[key].bron)
            assert shared, f"{soort}: {punt.tekst}: {key}"


@each_pilot
def test_that_something_worked_is_no_agreement(name: str) -> None:
    """The source says of no wijk that this was agreed, so no question whether it was has a clear answer."""
    clear = {vraag for vraag, s in answers(pilot(name)).items() if s.antwoord != "onbekend"}
    assert not {vraag for vraag in clear if "afgesproken" in pack().vragen[vraag].vraag}


@each_pilot
def test_a_caveat_stands_where_the_source_makes_one_of_this_wijk(name: str) -> None:
    """Only the evaluation of the wijkraad has any (L417-L425); what is said of all experiments together is none."""
    told = {int(item.removeprefix("L")) for punt in pilot(name).terugblik.kanttekening for item in punt.bron or ()}
    assert told == ({417, *range(419, 426)} if name == CWR else set())


@each_pilot
def test_parties_are_roles_and_the_writer_of_the_source_is_named(name: str) -> None:
    dossier = pilot(name)
    assert dossier.partijen
    assert dossier.opgesteld is not None
    assert "college" in (dossier.opgesteld.door or "")
    assert dossier.opgesteld.gezien_door == ()


@pytest.mark.parametrize("path", [*sorted(CASES.glob("*.yaml")), ACCOUNT], ids=lambda path: path.name)
def test_nothing_is_copied_from_the_source(path: Path) -> None:
    assert copied(path.read_text(encoding="utf-8")) == []


@each_pilot
def test_the_account_names_every_answer_with_its_lines(name: str) -> None:
    rows = list(table(sections()[pilot(name).naam]))
    given = [(vraag, s.antwoord, tuple(s.bron or ())) for vraag, s in answers(pilot(name)).items()]
    assert sorted(rows) == sorted(given)


def test_the_account_counts_what_is_clear_and_what_is_not() -> None:
    part = sections()["Hoeveel er staat"]
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \| (\d+) \|$", part, flags=re.MULTILINE)
    unknown = {n: sum(s.antwoord == "onbekend" for s in answers(pilot(n)).values()) for n in NUMBERS}
    total = {n: len(answers(pilot(n))) for n in NUMBERS}
    counts = [(pilot(n).naam, *map(str, (total[n] - unknown[n], unknown[n], total[n]))) for n in NUMBERS]
    assert rows == counts
    assert f"van de {len(pack().vragen)} vragen" in part
    every = sum(total.values())
    assert f"Van de {every} antwoorden zijn er {every - sum(unknown.values())} duidelijk." in part


def asked_by_what_must() -> set[str]:
    """The questions behind a waarborg that must hold at some archetype, the limits, and the roles."""
    must = [w for w in pack().waarborgen.values() if "moet" in w.norm.values()]
    conditions = [c for w in must for c in (w.voldaan_als, w.als) if c is not None]
    conditions += [g.als for g in pack().grenzen.values()]
    ladder = {
        "inbreng-van-bewoners",
        "wie-zet-agenda",
        "wie-besluit",
        "waar-ligt-dit-thema",
        "wie-beslist-bij-verschil",
    }
    return ladder | {n.vraag for c in conditions for _, n in walk(c) if isinstance(n, VraagTest)}


def read_as(vraag: str, other: str) -> str:
    """This answer; at a keuze the first, second or third option, as it knows no ja, deels or nee."""
    options = list(pack().vragen[vraag].opties)
    return options[["ja", "deels", "nee"].index(other)] if options else other


@each_pilot
@pytest.mark.parametrize("other", ["ja", "deels", "nee"])
def test_no_reading_of_what_only_belongs_shifts_what_fits(name: str, other: str) -> None:
    """So the account may say that the questions that came last change nothing in what fits."""
    free = set(answers(pilot(name))) - asked_by_what_must()
    assert {"raad-en-bewoners-in-gesprek", "raad-leert-mee"} <= free
    read, own = judged(name, {vraag: read_as(vraag, other) for vraag in free}), judged(name, {})
    assert {a: p.past for a, p in read.per_archetype.items()} == {a: p.past for a, p in own.per_archetype.items()}
    assert (read.rollen.laag, read.rollen.hoog) == (own.rollen.laag, own.rollen.hoog)


@each_pilot
def test_likeness_is_the_one_thing_a_lottery_shows(name: str) -> None:
    """T9: only on whether groups are seen at the table may a clear answer rest on the lottery (L419) first."""
    clear = {v for v, s in answers(pilot(name)).items() if s.antwoord != "onbekend" and 419 in lines(s)}
    assert clear <= {"alle-groepen-vertegenwoordigd"}


def test_the_account_speaks_only_of_questions_and_lines_that_exist() -> None:
    text = ACCOUNT.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text))
    assert named <= set(pack().vragen) | {g.id for g in pack().gespreksvragen}
    assert all(0 < int(line) <= traces().lines for line in re.findall(r"L(\d+)", text))


def test_what_is_known_of_the_source_is_in_step_with_it() -> None:
    """Where the notitie itself is not there, its traces are what the other tests go by."""
    assert traces().lines == 425
    if SOURCE.exists():
        fresh = traces_of(SOURCE.read_text(encoding="utf-8"))
        assert " ".join(fresh["runs"]).split() == sorted(traces().runs)
        assert {int(n): frozenset(v.split()) for n, v in fresh["numbers"].items()} == traces().numbers
        assert (fresh["lines"], fresh["blank"].split()) == (425, [str(n) for n in sorted(traces().blank)])


READINGS: list[tuple[str, dict[str, str], str, str]] = [
    ("a-kwartier", {}, "besluiten", "nog_open"),
    (CWR, {}, "adviseren", "nog_open"),
    (CWR, {}, "aanjagen", "nog_open"),
    (CWR, {}, "besluiten", "nog_niet"),
    ("golvend-lewenborg", {}, "besluiten", "nog_open"),
    ("wijkdeal-de-wijert", {}, "besluiten", "nog_open"),
    ("wijkbedrijf-selwerd", {}, "besluiten", "nog_open"),
    (CWR, {"wijk-vooraf-geraadpleegd": "onbekend"}, "besluiten", "nog_open"),
    (CWR, {"wijk-vooraf-geraadpleegd": "ja"}, "besluiten", "nog_open"),
    (CWR, {"wijk-vooraf-geraadpleegd": "ja", "begroting-inzichtelijk": "deels"}, "besluiten", "nog_niet"),
    ("a-kwartier", {"begroting-inzichtelijk": "deels"}, "besluiten", "nog_niet"),
    ("a-kwartier", {"rol-van-de-raad-besproken": "deels"}, "aanjagen", "nog_open"),
    ("a-kwartier", {"rol-van-de-raad-besproken": "deels"}, "besluiten", "nog_niet"),
    ("a-kwartier", {"afspraken-op-papier": "ja"}, "aanjagen", "nog_open"),
    ("a-kwartier", {"inbreng-van-bewoners": "advies"}, "rollen", "adviseren-besluiten"),
    ("a-kwartier", {}, "rollen", "geen-besluiten"),
    (CWR, {}, "rollen", "adviseren-besluiten"),
    (CWR, {"wie-besluit": "samen"}, "rollen", "aanjagen-besluiten"),
    (CWR, {"wie-besluit": "wijk"}, "rollen", "besluiten-besluiten"),
    (CWR, {"wie-besluit": "wijk"}, "signalen", "borging_onder_rollen zware-taak-zonder-steun"),
    (CWR, {"vertegenwoordigers-aangewezen": "deels"}, "aanjagen", "nog_open"),
    (CWR, {"wijk-vooraf-geraadpleegd": "onbekend", "samen-leren-afgesproken": "ja"}, "besluiten", "nog_open"),
    (CWR, {"gemeente-zoekt-mensen-op": "ja"}, "aanjagen", "nog_open"),
    (CWR, {"meedoen-zonder-internet": "onbekend"}, "niet-alleen-online", "onbekend"),
    (CWR, {"besluiten-te-volgen": "deels"}, "besluiten-te-volgen", "deels"),
    ("golvend-lewenborg", {"inbreng-van-bewoners": "voortouw"}, "rollen", "adviseren-besluiten"),
    ("golvend-lewenborg", {"bijeenkomst-in-de-buurt": "ja"}, "meer-manieren-om-mee-te-doen", "geborgd"),
    (
        "golvend-lewenborg",
        {"gebiedsteam-doet-mee": "ja", "gebiedsteam-helpt": "ja"},
        "gemeente-sluit-aan-en-helpt",
        "geborgd",
    ),
    ("golvend-lewenborg", {"begroting-inzichtelijk": "nee"}, "besluiten", "nog_niet"),
    ("wijkdeal-de-wijert", {"besluiten-te-volgen": "deels"}, "besluiten", "nog_niet"),
    (
        "wijkdeal-de-wijert",
        {"wie-besluit": "samen", "inbreng-van-bewoners": "gelijk-op"},
        "rollen",
        "aanjagen-besluiten",
    ),
    ("wijkbedrijf-selwerd", {"plek-in-de-wijk": "ja"}, "meer-manieren-om-mee-te-doen", "onbekend"),
    ("wijkbedrijf-selwerd", {"wijk-zoekt-mensen-op": "deels"}, "aanjagen", "nog_niet"),
    (CWR, {}, "groepen-vertegenwoordigd", "deels"),
    (CWR, {}, "elkaars-kant-gehoord", "geborgd"),
    (CWR, {}, "wijk-en-gemeente-leren-samen", "onbekend"),
    (CWR, {"samen-leren-afgesproken": "ja"}, "wijk-en-gemeente-leren-samen", "geborgd"),
    (CWR, {"samen-leren-afgesproken": "ja", "verantwoording-aan-wijk": "ja"}, "besluiten", "nog_niet"),
    (CWR, {"bewoners-toegerust": "onbekend"}, "besluiten", "nog_niet"),
    ("golvend-lewenborg", {"besluiten-te-volgen": "ja"}, "besluiten", "nog_open"),
    ("wijkdeal-de-wijert", {"besluiten-te-volgen": "ja"}, "besluiten", "nog_open"),
    ("wijkdeal-de-wijert", {}, "rollen", "geen-besluiten"),
    ("wijkdeal-de-wijert", {"inbreng-van-bewoners": "gelijk-op"}, "rollen", "adviseren-besluiten"),
    ("wijkbedrijf-selwerd", {"afspraken-haalbaar": "ja"}, "afspraken-haalbaar", "geborgd"),
    ("wijkbedrijf-selwerd", {"afspraken-haalbaar": "ja"}, "besluiten", "nog_open"),
    (CWR, {"zeggenschap-over-meer": "nee"}, "besluiten", "nog_niet"),
    (CWR, {"stappen-bekend": "nee"}, "besluiten", "nog_niet"),
    ("a-kwartier", {}, "afspraken-haalbaar", "geborgd"),
    ("a-kwartier", {"raad-en-bewoners-in-gesprek": "deels"}, "besluiten", "nog_open"),
    ("golvend-lewenborg", {"samen-bepaald-waarover": "ja"}, "besluiten", "nog_open"),
    ("golvend-lewenborg", {"geldmiddel-past": "nee"}, "vorm-voor-geld-past", "ontbreekt"),
    ("wijkdeal-de-wijert", {}, "bewoners-vanaf-het-begin", "geborgd"),
    ("wijkdeal-de-wijert", {"eerlijk-verloop-bewaakt": "ja"}, "procesbewaking-afgesproken", "geborgd"),
    ("wijkbedrijf-selwerd", {"zeggenschap-over-meer": "nee"}, "besluiten", "nog_niet"),
    ("wijkbedrijf-selwerd", {"doeners-en-denkers": "deels"}, "besluiten", "nog_open"),
    ("golvend-lewenborg", {"wie-organiseert": "wijk", "wie-voert-uit": "wijk"}, "rollen", "adviseren-besluiten"),
    (CWR, {"wie-voert-uit": "wijk"}, "rollen", "adviseren-besluiten"),
    ("wijkdeal-de-wijert", {"wie-organiseert": "partner"}, "besluiten", "nog_open"),
]
"""What the account says that a reading brings about: the pilot, other answers ({} for its own), where to look, what."""


@pytest.mark.parametrize(("name", "changes", "where", "expected"), READINGS)
def test_each_reading_brings_about_what_the_account_says(
    name: str, changes: dict[str, str], where: str, expected: str
) -> None:
    result = judged(name, changes)
    seen: dict[str, str] = {
        "rollen": f"{result.rollen.laag}-{result.rollen.hoog}",
        "signalen": " ".join(signaal.id for signaal in result.signalen),
        **{archetype: row.past for archetype, row in result.per_archetype.items()},
        **{eis.waarborg: eis.status for eis in result.eisen if eis.archetype == "besluiten"},
    }
    assert seen[where] == expected
