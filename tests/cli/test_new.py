"""`new`: a dossier that loads as it is, in which any line can be filled in by taking its # away."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import ruw_pakket, stelling, v, waarborg
from tests.cli.running import flat, run, write_pack, wrong
from wijktoets import evaluate, load_dossier, load_pack, texts
from wijktoets.cli.new.file import Outline, dossier_text, scalar
from wijktoets.engine.model.alike import visible
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.pakket import Vraag
from wijktoets.engine.model.regelpakket import Regelpakket
from wijktoets.engine.model.words import ARCHETYPES, PARTIJROLLEN, Archetype
from wijktoets.engine.reading.loading import read_checked
from wijktoets.engine.reading.parsing import parse
from wijktoets.texts.wording import counted, said

PACK = load_pack()
FILL = re.compile(r"(?m)^( *)#([A-Za-z0-9][A-Za-z0-9._-]*): (.*?)(?:  # (.*))?$")
"""A line to fill in: indent, field or vraag, what stands there, and what it can be."""


def text(*themas: str, everything: bool = False, gewenst: Archetype | None = None, pack: Regelpakket = PACK) -> str:
    """A fresh dossier."""
    return dossier_text(pack, Outline("Onze wijk", themas or ("algemeen",), gewenst, "../x.json"), everything)


def load(content: str, pack: Regelpakket = PACK) -> Dossier:
    """The dossier in this text, sound and fit for the pack."""
    return read_checked(Path("new.yaml"), "new.yaml", pack, content.encode())


def uncomment(content: str, line: re.Match[str], answer: str | None = None) -> str:
    """The text with one line filled in: its # taken away, and perhaps another answer."""
    filled = f"{line[1]}{line[2]}: {line[3] if answer is None else answer}"
    return content[: line.start()] + filled + content[line.end() :]


@pytest.mark.parametrize("everything", [False, True])
def test_it_loads_as_it_is_and_nothing_counts_as_discussed(everything: bool) -> None:
    case = load(text("groen", "wonen", everything=everything))
    assert [a.thema for a in case.afspraken] == ["groen", "wonen"]
    assert case.antwoorden == {} and all(a.antwoorden == {} for a in case.afspraken)
    assert all(a.archetype is None and a.reikwijdte == "onbekend" for a in case.afspraken)
    assert evaluate(case, PACK).besproken.vragen == 0


@pytest.mark.parametrize("everything", [False, True])
def test_each_line_to_fill_in_loads_when_its_sign_is_taken_away(everything: bool) -> None:
    content = text("groen", everything=everything)
    lines = list(FILL.finditer(content))
    asked = [line for line in lines if line[2] in PACK.vragen]
    assert len(lines) == len(asked) + 15 and len(asked) >= 40
    for line in lines:
        load(uncomment(content, line))


@pytest.mark.parametrize("everything", [False, True])
def test_each_answer_that_a_question_takes_loads(everything: bool) -> None:
    content = text("groen", everything=everything)
    for line in FILL.finditer(content):
        vraag = PACK.vragen.get(line[2])
        if vraag is None:
            continue
        words = [*(vraag.opties or ("ja", "deels", "nee")), "onbekend"]
        assert not vraag.opties or " | ".join(words) in line[4]
        for word in words:
            case = load(uncomment(content, line, word))
            of_dossier = _of_wijk(vraag) if everything else line[1] == "  "
            answered = case.antwoorden if of_dossier else case.afspraken[0].antwoorden
            assert answered[line[2]][0].antwoord == word


def test_all_lines_together_load_and_evaluate() -> None:
    content = FILL.sub(r"\1\2: \3", text("groen", everything=True))
    found = evaluate(load(content), PACK)
    assert found.besproken.vragen == len(PACK.vragen)
    assert found.afspraken[0].looptijd is not None and found.afspraken[0].bedrag is not None


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_answers_that_are_filled_in_load_and_evaluate(data: st.DataObject) -> None:
    content = text("groen", everything=data.draw(st.booleans()))
    chosen: dict[str, str] = {}
    for name, vraag in PACK.vragen.items():
        if data.draw(st.booleans()):
            chosen[name] = data.draw(st.sampled_from([*(vraag.opties or ("ja", "deels", "nee")), "onbekend"]))
    filled = FILL.sub(lambda m: f"{m[1]}{m[2]}: {chosen[m[2]]}" if m[2] in chosen else m[0], content)
    case = load(filled)
    there = {**case.antwoorden, **case.afspraken[0].antwoorden}
    assert {name: said[0].antwoord for name, said in there.items()} == {
        name: answer for name, answer in chosen.items() if re.search(rf"(?m)^ *#{name}:", content)
    }
    evaluate(case, PACK)


# What stands in it.


CARDS = [g for g in PACK.gespreksvragen if g.kern is not None]
ROLES = {name for role in PACK.wie_doet_wat for name in role.vragen}
"""The questions that say who does what."""
LINE = "# " + texts.text("new.streep")
MOST = 120
"""How many lines a fresh dossier with one, two or three themas may take."""


def asked(content: str) -> list[str]:
    """The vragen to fill in, in order."""
    return [m[2] for m in FILL.finditer(content) if m[2] in PACK.vragen]


@pytest.mark.parametrize("themas", [("groen",), ("groen", "wonen"), ("groen", "wonen", "verkeer")])
@pytest.mark.parametrize("gewenst", [None, *ARCHETYPES])
def test_a_fresh_dossier_is_short(gewenst: Archetype | None, themas: Sequence[str]) -> None:
    assert len(text(*themas, gewenst=gewenst).splitlines()) <= MOST


def test_so_is_what_the_command_writes() -> None:
    assert len(run("new", "--gewenst", "besluiten").stdout.splitlines()) <= MOST


def test_the_cards_stand_in_order_each_with_its_open_question() -> None:
    content = text("groen")
    found = re.findall(r"(?m)^  # == (\d+)\. (.*?)(?: \(.*\))?$", content)
    assert found == [(str(g.kern), g.vraag) for g in CARDS]


def test_the_roles_come_first_at_each_thema() -> None:
    content = text("groen", "wonen")
    roles, cards = content.split("\nantwoorden:\n")
    assert ROLES <= set(asked(roles)) and not ROLES & set(asked(cards))
    assert asked(roles)[: len(asked(roles)) // 2] == asked(roles)[len(asked(roles)) // 2 :]


@pytest.mark.parametrize("gewenst", ARCHETYPES)
def test_what_the_wish_needs_stands_above_a_line_and_the_rest_below_it(gewenst: Archetype) -> None:
    _, cards = text("groen", gewenst=gewenst).split("\nantwoorden:\n")
    above, _, below = cards.partition(LINE)
    firm = {name for w in PACK.waarborgen.values() if w.norm.get(gewenst) == "moet" for name in PACK.vragen_bij[w.id]}
    assert set(asked(above)) >= (set(asked(cards)) & firm)
    assert not set(asked(below)) & firm and asked(below)


def test_every_question_of_a_card_is_asked_once_and_the_others_are_counted() -> None:
    kern = {name for g in CARDS for name in g.vult} & set(PACK.vragen)
    content = text("groen")
    assert sorted(asked(content)) == sorted(kern)
    assert counted("new.andere", len(PACK.vragen) - len(kern)) in _prose(content)
    assert sorted(asked(text("groen", everything=True))) == sorted(PACK.vragen)


def test_a_question_is_asked_once_for_all_themas_but_for_the_roles_of_two() -> None:
    at_thema = asked(text("groen").partition("\nantwoorden:\n")[0])
    found = asked(text("groen", "wonen"))
    assert {name: found.count(name) for name in found} == {name: 2 if name in at_thema else 1 for name in found}
    for themas in (("groen", "wonen", "verkeer"), tuple("abcdef")):
        many = asked(text(*themas))
        assert sorted(many) == sorted(set(found))
        assert many[: len(at_thema)] == at_thema, "the roles come first"


def test_a_role_that_is_asked_once_can_be_answered_at_one_thema_too() -> None:
    content = text("groen", "wonen", "verkeer")
    line = next(m for m in FILL.finditer(content) if m[2] in ROLES)
    answers = [*PACK.vragen[line[2]].opties]
    filled = uncomment(content, line, answers[0])
    there = filled.replace("    antwoorden:\n", f"    antwoorden:\n      {line[2]}: {answers[1]}\n", 1)
    case = load(there)
    assert case.antwoorden[line[2]][0].antwoord == answers[0]
    assert [line[2] in a.antwoorden for a in case.afspraken] == [True, False, False]


def test_with_all_questions_those_about_the_wijk_are_asked_once_and_the_others_per_thema() -> None:
    content = text("groen", "wonen", everything=True)
    found = [(m[2], len(m[1])) for m in FILL.finditer(content) if m[2] in PACK.vragen]
    for name in {name for name, _ in found}:
        expected = [2] if _of_wijk(PACK.vragen[name]) else [6, 6]
        assert [indent for other, indent in found if other == name] == expected


def test_every_question_is_written_out_with_its_options() -> None:
    prose = _prose(text("groen", everything=True))
    for vraag in PACK.vragen.values():
        assert vraag.vraag in prose
        assert all(f"{option}: {described}" in prose for option, described in vraag.omschreven.items())
    assert PACK.waarborgen["wijk-geraadpleegd"].waarom in prose


def test_a_question_that_may_be_nvt_says_how() -> None:
    whole = text("groen", everything=True)
    may = [name for name, vraag in PACK.vragen.items() if vraag.nvt_mogelijk]
    assert whole.count("antwoord: nvt, toelichting: waarom niet") == len(may) > 0
    lines = [m for m in FILL.finditer(text("groen")) if texts.text("new.ook_nvt") in (m[4] or "")]
    assert {m[2] for m in lines} == set(may) & set(asked(text("groen")))
    load(uncomment(text("groen"), lines[0], "{antwoord: nvt, toelichting: speelt hier niet}"))


def test_the_wish_is_filled_in_when_it_is_known() -> None:
    case = load(text("groen", "wonen", gewenst="aanjagen"))
    assert [a.archetype for a in case.afspraken] == ["aanjagen", "aanjagen"]


def test_comments_that_are_read_are_not_wide() -> None:
    prose = [line for line in text("groen", everything=True).splitlines() if line.strip().startswith("# ")]
    assert max(map(len, prose)) <= 88


def test_a_pack_without_kernvragen_gives_all_its_questions(tmp_path: Path) -> None:
    own = [stelling("wijkvraag", geldt_voor="wijk")]
    pack = load_pack(write_pack(tmp_path, ruw_pakket(waarborg("w", v("a")), vragen=own)))
    content = text("groen", pack=pack)
    assert {m[2] for m in FILL.finditer(content)} >= {"a", "rol", "wijkvraag"}
    load(content, pack)


def test_a_question_of_two_kernvragen_is_asked_once(tmp_path: Path) -> None:
    asked = {"onderdeel": "dna", "bron": ["L1"], "vult": ["a"]}
    gesprekken = [{"id": f"g{n}", "vraag": f"Hoe {n}", "kern": n, **asked} for n in (1, 2)]
    pack = load_pack(write_pack(tmp_path, ruw_pakket(waarborg("w", v("a")), gesprekken=gesprekken)))
    assert text("groen", pack=pack).count("#a: ") == 1


# Of one thema two.

BOTH = """# Ons dorp
formaat: wijktoets/dossier@1
naam: Dorp
peildatum: 2026-11-01
afspraken:
  - thema: groen
    gewenst: besluiten  # zo zei het dorp het
    bedrag: {euro: 4000}
    antwoorden:
      wie-besluit: {antwoord: tot-een-grens, toelichting: "Tot € 500 wij, daarboven het college."}
  - {thema: wonen}
acties:
  - {waarborg: procesbewaking-afgesproken, wat: bellen, trekker: wijk, thema: groen}
"""


def test_split_makes_two_themas_and_leaves_the_dossier_as_it_was(tmp_path: Path) -> None:
    source, target = tmp_path / "dorp.yaml", tmp_path / "twee.yaml"
    source.write_text(BOTH, encoding="utf-8")
    result = run("new", "--split", "groen", source, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert source.read_text(encoding="utf-8") == BOTH
    written = target.read_text(encoding="utf-8")
    below, above = said("new.split.eronder", thema="groen"), said("new.split.erboven", thema="groen")
    assert [a.thema for a in load(written).afspraken] == [below, above, "wonen"]
    assert written.startswith("# Ons dorp\n") and written.count("# zo zei het dorp het") == 2
    assert written.count("\n  - {thema: wonen}\n") == 1
    assert written.count(said("new.split.bedrag", thema="groen")) == 2
    told = [
        said("new.split.klaar", thema="groen", eronder=below, erboven=above),
        counted("new.split.antwoorden", 1),
        said("new.split.wens"),
        said("new.split.geld"),
        counted("new.split.acties", 1),
        said("new.split.kijk", naam=target),
    ]
    assert result.stderr.splitlines() == told
    found = evaluate(load(written), PACK)
    roles = [(a.thema, a.rollen.laag, a.rollen.hoog) for a in found.afspraken if a.fase == "uitvoering"][:2]
    assert roles == [(below, "besluiten", "besluiten"), (above, "aanjagen", "aanjagen")]


def test_split_reads_standard_input_and_writes_to_standard_output() -> None:
    result = run("new", "-q", "--split", "groen", "-", "--thema", "klein", "--thema", "groot", stdin=BOTH)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [a.thema for a in load(result.stdout).afspraken] == ["klein", "groot", "wonen"]
    assert run("evaluate", "-", stdin=result.stdout).exit_code == 0


def test_a_thema_of_a_dossier_in_the_program_can_be_split() -> None:
    result = run("new", "-q", "--split", "dorpsgroen", "@voorbeelden/tot-een-bedrag.yaml")
    assert result.exit_code == 0
    shown = {(a.thema, s.id) for a in evaluate(load(result.stdout), PACK).afspraken for s in a.signalen}
    assert "twee-kanten-van-een-grens" not in {name for _, name in shown}
    assert {thema for thema, name in shown if name == "wie-geen-lid-is-stemt-niet-mee"} == {
        said("new.split.eronder", thema="dorpsgroen")
    }


@pytest.mark.parametrize(
    ("words", "key", "facts"),
    [
        (("--split", "groen"), "split_dossier", {}),
        (("{x}",), "zonder_split", {"dossier": "{x}"}),
        (("--split", "groen", "{x}", "--all"), "niet_met_split", {"optie": "--all"}),
        (("--split", "groen", "{x}", "--naam", "A"), "niet_met_split", {"optie": "--naam"}),
        (("--split", "groen", "{x}", "--gewenst", "besluiten"), "niet_met_split", {"optie": "--gewenst"}),
        (("--split", "groen", "x.xlsx"), "split_soort", {"bestand": "x.xlsx"}),
        (("--split", "groen", "{x}", "--thema", "klein"), "split_namen", {}),
        (("--split", "groen", "{x}", "--thema", "klein", "--thema", "wonen"), "split_bezet", {"thema": "wonen"}),
        (("--split", "groen", "{x}", "--thema", "a", "--thema", "a"), "dubbel", {"thema": "a"}),
    ],
)
def test_what_cannot_be_split_is_said(
    words: Sequence[str], key: str, facts: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dorp.yaml").write_text(BOTH, encoding="utf-8")
    result = run("new", *(word.format(x="dorp.yaml") for word in words))
    assert (result.exit_code, result.stdout) == (2, "")
    filled: dict[str, Any] = {name: fact.format(x="dorp.yaml") for name, fact in facts.items()}
    assert said(f"new.fouten.{key}", **filled) in flat(result.stderr)
    assert [p.name for p in tmp_path.iterdir()] == ["dorp.yaml"]


def test_an_unknown_thema_or_one_without_a_limit_is_not_split(tmp_path: Path) -> None:
    path = tmp_path / "dorp.yaml"
    path.write_text(BOTH.replace("tot-een-grens", "college"), encoding="utf-8")
    unknown = run("new", "--split", "goren", path)
    assert (unknown.exit_code, unknown.stdout) == (3, "")
    assert "'groen'" in unknown.stderr
    decided = run("new", "--split", "groen", path)
    assert (decided.exit_code, decided.stdout) == (3, "")
    facts = {"thema": "groen", "vraag": "wie-besluit", "antwoord": "college", "kies": "tot-een-grens"}
    assert decided.stderr == wrong("splitsen_zonder_grens", f"{path}:10:7", **facts) + "\n"
    path.write_text(BOTH + "antwoorden: {waar-ligt-dit-thema: eronder}\n", encoding="utf-8")
    again = run("new", "--split", "groen", path)
    facts = {"thema": "groen", "vraag": "waar-ligt-dit-thema", "antwoord": "eronder"}
    assert again.stderr == wrong("splitsen_al_een_kant", f"{path}:14:14", **facts) + "\n"


def test_the_dossier_itself_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "dorp.yaml"
    path.write_text(BOTH, encoding="utf-8")
    result = run("new", "--split", "groen", path, "--output", path, "--force")
    assert (result.exit_code, path.read_text(encoding="utf-8")) == (2, BOTH)


def test_lines_that_cannot_be_told_apart_are_left_to_people(tmp_path: Path) -> None:
    path = tmp_path / "dorp.yaml"
    path.write_text("formaat: wijktoets/dossier@1\nnaam: x\nafspraken: [{thema: groen}]\n", encoding="utf-8")
    result = run("new", "--split", "groen", path)
    assert (result.exit_code, result.stdout) == (74, "")
    assert said("new.fouten.split_vorm", bestand=path) in flat(result.stderr)


def test_a_pack_without_limits_says_so(tmp_path: Path) -> None:
    own = write_pack(tmp_path / "pakket", ruw_pakket(waarborg("w", v("a"))))
    path = tmp_path / "dorp.yaml"
    path.write_text("formaat: wijktoets/dossier@1\nnaam: x\nafspraken:\n  - thema: groen\n", encoding="utf-8")
    result = run("new", "--split", "groen", path, "--pack", own)
    assert result.exit_code == 2
    assert said("new.fouten.split_pakket", pakket="proefpakket") in flat(result.stderr)


# Names and themas of users.

_NASTY = st.sampled_from(["[", "]", "{", "}", ":", "#", "'", '"', "\n", "\r", "\t", "&", "*", "!", "|", ">", "%", "@"])
_WORDS = st.one_of(
    st.text(min_size=1, max_size=30),
    st.lists(
        st.one_of(
            _NASTY,
            st.sampled_from(
                ["groen", "ja", "null", "~", "- a", "\u202e", "\x85", "\u00a0", "\U000e0067", "é", "…", " "]
            ),
        )
    )
    .map("".join)
    .filter(bool),
).filter(lambda word: visible(word) != "")


@given(st.lists(_WORDS, min_size=1, max_size=3, unique_by=visible), _WORDS)
def test_any_name_and_thema_come_back_as_they_were(themas: Sequence[str], naam: str) -> None:
    content = dossier_text(PACK, Outline(naam, tuple(themas), None, "../x.json"), False)
    case = load(content)
    assert case.naam == naam
    assert [a.thema for a in case.afspraken] == list(themas)


@given(_WORDS)
def test_a_scalar_is_one_line_that_reads_back(word: str) -> None:
    written = scalar(word)
    assert "\n" not in written and "\r" not in written
    root = parse(f"a: {written}".encode(), "x").plain()
    assert isinstance(root, Mapping) and root["a"] == word


# The command.


@pytest.mark.parametrize("more", [(), ("--all",)])
def test_in_a_dorp_no_line_to_read_speaks_of_a_wijk(tmp_path: Path, more: tuple[str, ...]) -> None:
    path = tmp_path / "d.yaml"
    made = run("new", "--soort", "dorp", "--output", path, *more)
    assert made.exit_code == 0
    assert load_dossier(path).gebiedsoort == "dorp"
    written = path.read_text(encoding="utf-8")
    read = re.findall(r"^ *# (.*)", written, re.MULTILINE) + re.findall(r": onbekend  # (.*\?)", written)
    names = "|".join(map(re.escape, [*PACK.vragen, "wijktoets", "  wijk: "]))
    assert [line for line in read if "wijk" in re.sub(names, "", line).casefold()] == []
    assert len(read) > 50


def test_the_command_writes_to_standard_output() -> None:
    result = run("new", "--naam", "Wijk [x]: 'a'", "--thema", "groen", "--thema", "wonen", "--gewenst", "besluiten")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "$schema" not in result.stdout, "where it will stand is not known"
    case = load(result.stdout)
    assert (case.naam, [a.thema for a in case.afspraken]) == ("Wijk [x]: 'a'", ["groen", "wonen"])
    assert case.afspraken[0].archetype == "besluiten"


def test_what_it_writes_can_be_checked_and_evaluated_at_once() -> None:
    fresh = run("new", "--all").stdout
    assert run("check", "-", stdin=fresh).exit_code == 0
    assert run("evaluate", "-", stdin=fresh).exit_code == 0
    assert run("explain", "-", stdin=fresh).exit_code == 0


def test_an_output_file_is_not_overwritten_unless_forced(tmp_path: Path) -> None:
    target = tmp_path / "wijk.yaml"
    first = run("new", "--output", target)
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == texts.text("new.klaar", naam=target) + "\n"
    written = target.read_text(encoding="utf-8")
    load(written)
    assert "$schema" not in written, "there is none above this folder"
    again = run("new", "--naam", "Anders", "--output", target)
    assert again.exit_code == 2
    assert "bestaat al" in again.stderr
    assert target.read_text(encoding="utf-8") == written
    assert run("new", "-q", "--naam", "Anders", "--output", target, "--force").output == ""
    assert "naam: Anders" in target.read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["wijk.yaml"]


def test_the_first_line_points_to_the_nearest_schema(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "dossier.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "cases" / "noord").mkdir(parents=True)
    target = tmp_path / "cases" / "noord" / "wijk.yaml"
    run("new", "--output", target)
    first = target.read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# " + texts.text("new.modelregel", schema="../../schemas/dossier.schema.json")


@pytest.mark.parametrize(
    "words",
    [
        ("--thema", ""),
        ("--thema", "  \n"),
        ("--naam", " "),
        ("--thema", "groen", "--thema", "groen"),
        ("--gewenst", "beslissen"),
        ("--output", "bestaat/niet/x.yaml"),
        ("te", "veel"),
    ],
)
def test_what_cannot_be_is_a_usage_error_and_nothing_is_written(
    words: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(texts.text("cli.fouten.gebruik", melding="…").partition("…")[0])
    assert list(tmp_path.iterdir()) == []


def test_too_many_themas_write_nothing(tmp_path: Path) -> None:
    target = tmp_path / "vol.yaml"
    themas = [word for n in range(3000) for word in ("--thema", f"thema {n}")]
    result = run("new", "--output", target, *themas)
    assert result.exit_code == 3
    assert "groter dan 1 MiB" in result.stderr
    assert not target.exists()


def test_half_characters_of_the_shell_are_replaced() -> None:
    assert load(run("new", "--naam", "wijk \udce9").stdout).naam == "wijk \ufffd"


def test_every_archetype_can_be_wished() -> None:
    for archetype in ARCHETYPES:
        assert f"gewenst: {archetype}  #" in run("new", "--gewenst", archetype).stdout


def _of_wijk(vraag: Vraag) -> bool:
    return vraag.geldt_voor == "wijk"


def _prose(content: str) -> str:
    """The comments that are read, as one running text."""
    lines = [line.strip() for line in content.splitlines()]
    return " ".join(" ".join(line.removeprefix("#") for line in lines if line.startswith("# ")).split())


def test_parties_that_are_named_stand_in_the_dossier_and_have_their_column(tmp_path: Path) -> None:
    names = ("Huurders: flat, [Oost]", "Team = West")
    parties = [f"bewoners= {names[0]} ", f"gemeente={names[1]}"]
    made = tmp_path / "w.yaml"
    options = [word for party in parties for word in ("--partij", party)]
    assert run("new", *options, "--output", made).exit_code == 0
    assert [(p.naam, p.rol) for p in load_dossier(made).partijen] == [(names[0], "bewoners"), (names[1], "gemeente")]
    assert "#partijen:" not in made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (["Huurders"], "partij"),
        (["huurder=Flat"], "partij"),
        (["wijk= "], "partij"),
        (["wijk=A  b", "raad=A b"], "partij_dubbel"),
    ],
)
def test_a_party_without_role_or_name_or_twice_is_refused(given: list[str], key: str) -> None:
    said_of = texts.text(f"new.fouten.{key}", partij=given[0], naam="A b", rollen=", ".join(PARTIJROLLEN))
    result = run("new", *(word for party in given for word in ("--partij", party)))
    assert result.exit_code == 2 and said_of in flat(result.stderr)
