"""Checks what the screen of a look back says: what the source names, with lines, and no steps for what is over."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.running import flat
from tests.spoken import spoken
from wijktoets import cases
from wijktoets.texts import text
from wijktoets.texts.wording import answer_word, counted, said

Run = Callable[..., Result]


def noted(kind: str, told: str) -> str:
    """Something that a source says in its own words, as a person reads it."""
    return text(f"scherm.noten.{kind}", tekst=told)


DOOR = noted("later", "vaker een open deur. (L106, L107)")
LIST = noted("kanttekening", "weinig mensen vulden de lijst in. (L108)")


# One dossier


def test_what_the_source_names_stands_per_onderdeel_notes_first(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "terugblik.yaml").stdout
    begin, end = (said(f"report.koppen.{key}", terugblik=True).upper() for key in ("genoemd", "nog_regelen"))
    named = screen[screen.index(begin) : screen.index(end)]
    assert [line.strip() for line in named.splitlines() if line.strip()][1:] == [
        text("scherm.onderdelen.ieders-stem-telt"),
        f"- {noted('werkte', 'aanbellen, ook bij wie nooit komt. (L103)')}",
        f"- Is iedereen bereikt? {answer_word('deels').capitalize()}. (L103, L102)",
        text("scherm.onderdelen.transparantie"),
        f"- {noted('werkte', 'een open deur, en dat gaf vertrouwen. (L105)')}",
        "- Zijn de vergaderingen open? Ja. (L101)",
        f"- {DOOR}",
        text("scherm.onderdelen.zeggenschap"),
        f"- {noted('notitie', 'Wie het laatste woord had, staat er niet (L104).')}",
        f"- {noted('kanttekening', 'het verslag is van één kant.')}",
        text("scherm.noten.geheel"),
        f"- {LIST}",
    ]


@pytest.mark.parametrize("path", cases.pilots(), ids=lambda p: p.stem)
def test_all_that_the_source_of_a_pilot_says_is_shown_once(run: Run, path: Path) -> None:
    from wijktoets import load_dossier

    screen, dossier = flat(run("evaluate", path).stdout), load_dossier(path)
    told = [noted(kind, f"{p.tekst}. ({', '.join(p.bron or ())})") for kind, _, p in dossier.terugblik.punten()]
    assert len(told) > 5
    for line in (*told, *(flat(note) for note in dossier.gesprekken.values())):
        assert screen.count(line) == 1, line


def test_a_look_back_stands_at_its_open_question_too(proef: Run, dossiers: Path) -> None:
    screen = flat(proef("questions", dossiers / "terugblik.yaml").stdout)
    note = noted("notitie", "Wie het laatste woord had")
    assert f"{noted('kanttekening', 'het verslag is van één kant.')} {note}" in screen
    assert text("scherm.noten.geheel") not in screen and "de lijst" not in screen


@pytest.mark.parametrize("how", ["--to", "--format"])
def test_a_document_and_the_result_hold_it_all(proef: Run, dossiers: Path, tmp_path: Path, how: str) -> None:
    file = tmp_path / "bijlage.md"
    path = dossiers / "terugblik.yaml"
    if how == "--to":
        assert proef("report", path, "--for", "team", "--to", file).exit_code == 0
        told = flat(file.read_text(encoding="utf-8").replace("\\", ""))
        assert DOOR in told and LIST in told
        assert proef("report", path, "--to", file, "--force").exit_code == 0
        told = flat(file.read_text(encoding="utf-8").replace("\\", ""))
        for kind, line in (("later", DOOR), ("kanttekening", LIST)):
            said = line.removeprefix(noted(kind, ""))
            assert told.index(f"## {text(f'report.raad.terug.{kind}')}") < told.index(said), "the raad, on page one"
            assert told.count(said) == 1
        assert noted("notitie", "Wie het laatste woord had") in told
    else:
        found = json.loads(proef("evaluate", path, "--format", "json").stdout)["terugblik"]
        later = {"tekst": "vaker een open deur", "bron": ["L106", "L107"], "bij": "hoe-open", "instrument": None}
        assert found["later"] == [later]
        assert [p["bij"] for p in found["kanttekening"]] == [None, "waarover"]


def test_a_note_that_reads_as_if_something_worked_is_a_note(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    """What kind of thing it is, is a field and not how a sentence begins."""
    path = tmp_path / "noot.yaml"
    dossier, worked = (dossiers / "terugblik.yaml").read_text(encoding="utf-8"), noted("werkte", "thee.")
    path.write_text(dossier.replace("waarover: Wie", f'wie-doet-mee: "{worked}"\n  waarover: Wie'), encoding="utf-8")
    assert noted("notitie", worked) in flat(proef("evaluate", path).stdout)
    assert "thee" not in proef("batch", path).stdout


def test_notes_go_for_all_themas_and_stand_once(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    themas = "afspraken: [{thema: een}, {thema: twee, antwoorden: {lessen: nee}}]\n"
    path = tmp_path / "twee.yaml"
    path.write_text((dossiers / "terugblik.yaml").read_text(encoding="utf-8") + themas, encoding="utf-8")
    screen = proef("evaluate", path).stdout
    common, worked = screen.index(text("scherm.koppen.overal")), noted("werkte", "aanbellen")
    assert screen.count(worked) == screen.count("Is iedereen bereikt?") == 1
    assert screen.index("Doen we iets met lessen? Nee.") < common < screen.index(worked)
    assert flat(screen).count(counted("scherm.overal_genoemd", 8)) == 2


@pytest.mark.parametrize("how", [(), ("--all",), ("--format", "md")])
def test_a_point_has_its_lines_and_no_step(proef: Run, dossiers: Path, how: tuple[str, ...]) -> None:
    screen = flat(proef("evaluate", dossiers / "terugblik.yaml", *how).stdout)
    assert said("scherm.nu", terugblik=True, toelichting="niet overal. (L103, L102)") in screen.replace(" - ", " ")
    assert "belt aan" not in screen


def test_a_step_that_parties_chose_is_shown_of_a_look_back_too(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    path = tmp_path / "gekozen.yaml"
    step = "acties: [{waarborg: iedereen-mee, wat: Brieven gestuurd, trekker: wijk, status: klaar}]\n"
    path.write_text((dossiers / "terugblik.yaml").read_text(encoding="utf-8") + step, encoding="utf-8")
    done = text("scherm.actie_status.klaar")
    chosen = text("scherm.actie_gekozen", status=done, wat="Brieven gestuurd", wie="wijk")
    assert chosen in proef("evaluate", path).stdout


def test_what_is_not_clear_stands_with_the_lines_of_the_answer(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "terugblik.yaml").stdout
    assert "a ○ Wie besluit?\n      De bron is niet duidelijk. (L104)\n" in screen


def test_roles_go_further_only_where_the_source_says_so(proef: Run, run: Run, dossiers: Path) -> None:
    told = flat(proef("evaluate", dossiers / "terugblik-twee.yaml").stdout)
    does = spoken(text("scherm.rollen.doet.toen.adviseren"))
    assert text("scherm.rollen.verder", doet=does, hoog="besluiten", vindplaats="L112") in told
    silent = flat(run("evaluate", next(p for p in cases.pilots() if "lewenborg" in p.stem)).stdout)
    assert text("scherm.rollen.zwijgt", doet=does) in silent


def test_questions_without_any_answer_are_counted_alone(run: Run) -> None:
    """They are `andere` only where others stand above them."""
    path = next(p for p in cases.voorbeelden() if "terugblik" in p.stem)
    alone, others = (pattern("scherm.zwijgt.meer"), pattern("scherm.zwijgt_verder.meer"))
    screen = flat(run("evaluate", path).stdout)
    assert alone.search(screen) and not others.search(screen)
    screen = flat(run("evaluate", cases.pilots()[0]).stdout)
    assert others.search(screen) and not alone.search(screen)


def pattern(key: str) -> re.Pattern[str]:
    """A sentence with any number in it."""
    return re.compile(re.escape(text(key, n="…")).replace("…", r"\d+"))
