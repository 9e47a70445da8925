"""Checks what people see: fixed screens, their width, their marks in any encoding, and what never stands there."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from tests.cli.running import flat
from tests.spoken import said, spoken
from wijktoets import cases, texts
from wijktoets.telling.formats import signs
from wijktoets.telling.tree import MARKS
from wijktoets.texts.wording import answer_word

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data" / "cli"
FIXED = ("voorstel", "terugblik", "twee-themas", "verzonnen/rond", "verzonnen/leeg")
OWN = [*cases.pilots(), *cases.voorbeelden()]
ALIKE = ("budgetrecht", "buiten-nederland", "eerst-de-raad", "gemengde-leden", "mandaat", "te-vroeg", "uitdaagrecht")
WIDTHS = [path for path in OWN if path.stem.removeprefix("overdracht-") not in ALIKE]
"""Those whose screens are as wide as any; of the dossiers about bevoegdheden, which look alike, a few."""
HEAD = "formaat: wijktoets/dossier@1\npeildatum: 2026-11-01\n"


# Fixed screens


@pytest.mark.parametrize("name", FIXED)
def test_screen_of_a_fixed_dossier(proef: Run, dossiers: Path, name: str, snapshot: SnapshotAssertion) -> None:
    result = proef("evaluate", dossiers / f"{name}.yaml")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert result.stdout == snapshot


@pytest.mark.parametrize("name", ["voorstel", "terugblik"])
def test_markdown_of_a_fixed_dossier(proef: Run, dossiers: Path, name: str, snapshot: SnapshotAssertion) -> None:
    assert proef("evaluate", dossiers / f"{name}.yaml", "--format", "md").stdout == snapshot


def test_screen_as_if_another_wish(proef: Run, dossiers: Path, snapshot: SnapshotAssertion) -> None:
    assert proef("evaluate", dossiers / "voorstel.yaml", "--archetype", "adviseren").stdout == snapshot


def test_screen_of_many_dossiers(
    run: Run, dossiers: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DATA)
    result = run("batch", "--pack", "pakket", dossiers)
    assert result.exit_code == 0
    assert result.stdout == snapshot


# Width: 80 columns without a terminal; nothing runs over, nothing is cut


def widest(screen: str) -> int:
    """The widest line, in cells."""
    return max(cell_len(line) for line in screen.splitlines())


@pytest.mark.in_turn
@pytest.mark.anywhere
@pytest.mark.parametrize("columns", [None, 60, 80, 120])
@pytest.mark.parametrize("path", WIDTHS, ids=lambda p: p.stem)
def test_no_line_is_wider_than_the_screen(run: Run, path: Path, columns: int | None) -> None:
    result = run("evaluate", path, "--all", "-v", "--engine", "direct", columns=columns)
    assert result.exit_code == 0, result.output
    assert widest(result.stdout) <= (columns or 80)


@pytest.mark.anywhere
@pytest.mark.parametrize("columns", [None, 60, 120])
def test_no_line_of_batch_is_wider_than_the_screen(run: Run, columns: int | None) -> None:
    assert widest(run("batch", "@pilots", "@voorbeelden", columns=columns).stdout) <= (columns or 80)


@pytest.mark.in_turn
@pytest.mark.anywhere
@pytest.mark.parametrize("path", WIDTHS, ids=lambda p: p.stem)
def test_marks_and_counts_are_whole_on_a_narrow_screen(run: Run, path: Path) -> None:
    """A row of marks does not wrap, and what stands behind it is not cut."""
    wide, *narrow = (
        mark_rows(run("evaluate", path, "--engine", "direct", columns=columns).stdout) for columns in (120, 80, 76, 60)
    )
    assert wide
    assert all(rows == wide for rows in narrow)


def mark_rows(screen: str) -> list[tuple[str, str]]:
    """The marks of each row, without the space between them, and at a wish the first count behind them."""
    kinds = [(key, back) for key in ("regelen", "bespreken", "anders", "niets", "nvt") for back in (False, True)]
    counts = "|".join(said(f"scherm.rij.{key}", back, n=r"\d+") for key, back in kinds)
    rows = re.findall(rf"^ +[A-Z][a-z ]*?  ?([{signs.ALL_SIGNS} ]+)(?: ({counts})|$)", screen, re.M)
    return [("".join(signs.split()), count) for signs, count in rows if signs.strip()]


def test_a_screen_is_never_wider_than_reads_well(run: Run) -> None:
    assert widest(run("evaluate", OWN[0], columns=300).stdout) <= 120


def test_long_words_and_wide_letters_wrap(proef: Run, tmp_path: Path) -> None:
    path = tmp_path / "lang.yaml"
    name = "Zuidwolderdiepsterpolderhuis" * 5
    path.write_text(f'{HEAD}naam: "{name}"\nafspraken: [{{thema: "{"漢字" * 60}"}}]\n', encoding="utf-8")
    for command in ("evaluate", "batch"):
        screen = proef(command, path).stdout
        assert widest(screen) <= 80
        assert name in re.sub(r"\s", "", screen)


# Text of users stays text


@pytest.mark.parametrize("command", ["evaluate", "batch"])
def test_brackets_stay_and_control_signs_are_shown_escaped(proef: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "vreemd.yaml"
    thema = "[red]plan[/red] :smile: [/]"
    path.write_text(
        f'{HEAD}naam: "A [bold]B[/bold] \\e[31mC \\u202eD"\nfictief: true\nafspraken: [{{thema: "{thema}"}}]\n',
        encoding="utf-8",
    )
    screen = proef(command, path).stdout
    assert "A [bold]B[/bold] \\x1b[31mC \\u202eD" in screen
    assert thema in screen
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", screen)


def test_markdown_of_a_user_is_no_markup(proef: Run, tmp_path: Path) -> None:
    path = tmp_path / "vreemd.yaml"
    path.write_text(f'{HEAD}naam: "*a* [b](c) <i> | # d"\n', encoding="utf-8")
    first = proef("evaluate", path, "--format", "md").stdout.splitlines()[0]
    assert first.startswith(r"# \*a\* \[b\](c) \<i\> \| # d · VOORSTEL")


# Marks


def test_marks_differ_without_colour_and_in_any_encoding() -> None:
    assert set(signs.SIGNS) == set(signs.PLAIN_SIGNS) == set(MARKS)
    assert len(set(signs.SIGNS.values())) == len(set(signs.PLAIN_SIGNS.values())) == len(MARKS)
    assert "".join(signs.PLAIN_SIGNS.values()).isascii()
    assert all(cell_len(sign) == 1 for sign in [*signs.SIGNS.values(), *signs.PLAIN_SIGNS.values()])


@pytest.mark.parametrize("charset", ["ascii", "cp437", "cp850", "cp1252", "latin-1"])
def test_a_code_page_without_the_signs_gets_plain_ones(proef: Run, dossiers: Path, charset: str) -> None:
    result = proef("evaluate", dossiers / "voorstel.yaml", charset=charset)
    assert result.exit_code == 0
    named = ("geregeld", "bewust_anders", "deels", "nog_niet", "verschil", "niet_besproken")
    legend = " ".join(f"{sign} {said(f'scherm.legenda.{mark}')}" for sign, mark in zip("+~/-=?", named, strict=True))
    assert legend in flat(result.stdout)
    assert not set(result.stdout) & set(signs.ALL_SIGNS) - set("?")


def test_letters_that_an_encoding_lacks_lose_their_accent(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "terugblik.yaml", charset="ascii").stdout
    assert "Angstrombuurt, gemeente Proefstad" in screen
    assert "EUR 40.000" in proef("evaluate", dossiers / "voorstel.yaml", charset="ascii").stdout


def test_a_legend_names_the_marks_that_are_used_and_no_others(proef: Run, dossiers: Path) -> None:
    for name in FIXED:
        screen = proef("evaluate", dossiers / f"{name}.yaml").stdout
        legend = set(re.findall(r"([■≈◪□≠○?–])(?= [a-z])", "\n".join(_legend(screen))))
        rows = set(re.findall(r"[■≈◪□≠○?–]", "\n".join(re.findall(r"^    \S.*", screen, re.M)))) - legend
        assert legend, name
        assert not rows, name


def _legend(screen: str) -> list[str]:
    lines = screen.splitlines()
    start = next(i for i, line in enumerate(lines) if re.match(r"  [■≈◪□≠○?–] [a-z]", line))
    return [line for line in lines[start : start + 3] if re.match(r"  [■≈◪□≠○?–] ", line)]


# Colour


def on_terminal(*args: str, **env: str) -> str:
    """What the program writes to a terminal of 80 columns."""
    main, other = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    process = subprocess.Popen(
        [sys.executable, "-m", "wijktoets", *args],
        stdout=other,
        stdin=subprocess.DEVNULL,
        env={**clean, "TERM": "xterm-256color", "COLUMNS": "80", **env},
        cwd=ROOT,
    )
    os.close(other)
    written = b""
    while chunk := _read(main):
        written += chunk
    os.close(main)
    assert process.wait(timeout=60) == 0
    return written.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_colour_is_an_extra_on_a_terminal_only(run: Run) -> None:
    path = str(cases.voorbeelden()[0])
    colored = on_terminal("evaluate", path)
    assert "\x1b[" in colored
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored).replace("\r", "")
    piped = run("evaluate", path).stdout
    assert "\x1b" not in piped
    assert plain.split() == piped.split()


def test_colour_is_off_when_asked() -> None:
    path = str(cases.voorbeelden()[0])
    assert "\x1b" not in on_terminal("evaluate", path, "--no-color")
    assert "\x1b" not in on_terminal("evaluate", path, NO_COLOR="1")
    assert "\x1b" not in on_terminal("batch", "@pilots", "--no-color")


def test_no_colour_in_a_pipe_even_when_forced(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "wijktoets", "evaluate", str(OWN[0])],
        stdout=subprocess.PIPE,
        env={**os.environ, "FORCE_COLOR": "1"},
        timeout=60,
    )
    assert b"\x1b" not in result.stdout


# What it says and never says


@pytest.mark.anywhere
@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_it_prepares_a_conversation_and_passes_no_judgement(run: Run, path: Path) -> None:
    screen = " ".join(run("evaluate", path, "--all").stdout.split())
    assert "raad blijft gaan over de begroting" in screen
    assert "Het keurt niets goed of af" in screen
    assert not re.search(r"toegestaan|geen inspraak|onvoldoende|voldoende|\d ?%|rangorde|\bcijfer: ", screen)


def test_the_legal_form_is_named_only_when_besluiten_is_at_stake(proef: Run, dossiers: Path) -> None:
    line = "De juridische vorm is niet bekeken."
    assert line in proef("evaluate", dossiers / "voorstel.yaml").stdout
    assert line not in proef("evaluate", dossiers / "verzonnen/rond.yaml").stdout
    as_if = ("--archetype", "besluiten")
    assert line in proef("evaluate", dossiers / "verzonnen/rond.yaml", *as_if).stdout


def test_a_look_back_says_not_mentioned(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "terugblik.yaml", "--all").stdout
    assert f"? {said('scherm.legenda.niet_besproken', terugblik=True)}" in screen
    assert said("scherm.legenda.niet_besproken") not in screen
    assert said("scherm.besproken", terugblik=True, n=3, van=11) in flat(screen)


def test_level_0_has_its_own_sentence(proef: Run, tmp_path: Path) -> None:
    path = tmp_path / "nul.yaml"
    wish = "afspraken: [{thema: x, reikwijdte: wijk, gewenst: adviseren}]\n"
    path.write_text(f"{HEAD}naam: x\nantwoorden: {{inbreng: advies, wie-besluit: college, open-deuren: nee}}\n{wish}")
    assert spoken(texts.text("explain.borging.geen.anders")) in flat(proef("evaluate", path).stdout)


def test_a_gap_in_every_thema_stands_once(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "twee-themas.yaml").stdout
    assert screen.count("De raad weet er nog niet van.") == 1
    assert screen.index(texts.text("scherm.koppen.overal")) < screen.index("De raad weet er nog niet van.")


def test_fasen_that_differ_in_what_is_asked_stand_in_one_block(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "voorstel.yaml", "--set", "lessen=nee").stdout
    assert screen.count("THEMA ") == 1
    assert f"({texts.text('scherm.hoort_erbij')}, alleen bij uitvoering)" in screen


def test_a_fase_that_only_asks_less_is_not_told_apart(run: Run, tmp_path: Path) -> None:
    """It has nothing more to arrange; the lists say what is not asked there."""
    path = tmp_path / "veld.yaml"
    path.write_text(f"{HEAD}naam: veld\nafspraken: [{{thema: veld, gewenst: besluiten}}]\n")
    screen = run("evaluate", path, "--all").stdout
    assert "alleen bij voorbereiding en uitvoering" in screen
    assert not re.search(r"^  Bij (evaluatie|uitvoering)", screen, re.M)


def test_a_fase_with_less_to_arrange_is_told_apart(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "veld.yaml"
    answers = "antwoorden: {wijk-vooraf-geraadpleegd: nee, afspraken-op-papier: nee}\n"
    path.write_text(f"{HEAD}naam: veld\n{answers}afspraken: [{{thema: veld, gewenst: besluiten}}]\n")
    screen = run("evaluate", path).stdout
    sentence = said("scherm.ook_bij_fasen", fasen="evaluatie", niet=1, open="…")
    assert re.search("^  " + re.escape(sentence).replace("…", r"\d+"), screen, re.M)


def test_what_was_chosen_together_stands_before_what_each_said_earlier(proef: Run, tmp_path: Path) -> None:
    path = tmp_path / "samen.yaml"
    views = (
        "[{door: bewoners, antwoord: nee, toelichting: wij zagen niets}, {door: samen, antwoord: deels, "
        "toelichting: half af}, {door: gemeente, antwoord: ja}]"
    )
    wish = "afspraken: [{thema: x, reikwijdte: wijk, gewenst: adviseren}]\n"
    path.write_text(f"{HEAD}naam: x\nantwoorden: {{iedereen-bereikt: {views}}}\n{wish}")
    screen = proef("evaluate", path).stdout
    lines = [
        f"Samen: {answer_word('deels')} (half af)",
        "Eerder bewoners: nee (wij zagen niets)",
        "Eerder gemeente: ja",
    ]
    assert "\n".join(f"      {line}" for line in lines) in screen
    assert "Nu:" not in screen


def test_a_note_stands_once_at_the_first_question_shown_of_its_open_question(
    proef: Run, dossiers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "noot.yaml"
    note = "gesprekken: {wie-doet-mee: Niet iedereen kent het overleg.}\n"
    path.write_text((dossiers / "twee-themas.yaml").read_text(encoding="utf-8") + note, encoding="utf-8")
    screen = proef("evaluate", path).stdout
    assert screen.count("Ook gezegd: Niet iedereen kent het overleg.") == 1
    assert "a ? Is iedereen bereikt? (L20)\n      Ook gezegd: Niet iedereen" in screen
    apart = path.read_text(encoding="utf-8").replace("lessen: nee", "lessen: nee, iedereen-bereikt: onbekend")
    path.write_text(apart, encoding="utf-8")
    assert proef("evaluate", path).stdout.count("Ook gezegd:") == 1


def test_many_open_questions_are_counted_not_cut(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "leeg.yaml"
    path.write_text(f"{HEAD}naam: leeg\n")
    short, full = run("evaluate", path).stdout, run("evaluate", path, "--all").stdout
    found = re.search(r"En nog (\d+) vragen; --all laat ze allemaal zien\.", short)
    assert found
    points = len(re.findall(r"^  +[a-z]+ \? ", short, re.M))
    assert len(re.findall(r"^  +[a-z]+ \? ", full, re.M)) == points + int(found[1])
    assert "--all" not in full


def test_of_many_points_those_that_hoort_are_told_in_short(run: Run) -> None:
    path = next(p for p in OWN if p.stem == "huiswerk-gemeente")
    screen, full = run("evaluate", path).stdout, run("evaluate", path, "--all").stdout
    points = re.compile(r"^ +\d+ [□◪] .*", re.M)
    assert points.findall(screen) == points.findall(full)
    assert said("scherm.hoort_kort") in flat(screen)
    assert "laat --all" not in full
    must, other = "Nu: Het college heeft de punten dit jaar overgeslagen.", "Nu: Raadsleden horen"
    assert must in screen and must in full
    assert other not in screen and other in full


def test_without_a_wish_what_must_at_any_archetype_goes_first_and_is_told_in_full(run: Run) -> None:
    path = next(p for p in OWN if p.stem == "verschillende-wensen")
    screen = " ".join(run("evaluate", path).stdout.split())
    listed = screen[screen.index("NOG TE REGELEN") : screen.index(said("scherm.koppen.bespreken"))]
    other = listed.index(f"({texts.text('scherm.hoort_erbij')}, vanaf")
    partly = said("scherm.hooguit_deels")
    assert listed.index("(vanaf adviseren)") < listed.index(f"({partly}, vanaf aanjagen)") < other
    assert not re.search(r"Nu: |\(vanaf ", listed[other:])


def test_of_few_points_all_are_told_in_full(run: Run) -> None:
    path = next(p for p in OWN if p.stem == "mag-het-lichter")
    assert "Nu: Voor maaien heeft de raad geen eigen rol gekozen." in run("evaluate", path).stdout


def test_the_peildatum_of_today_is_said(proef: Run, tmp_path: Path) -> None:
    path = tmp_path / "vandaag.yaml"
    path.write_text("formaat: wijktoets/dossier@1\nnaam: x\n")
    assert "peildatum vandaag, " in proef("evaluate", path).stdout


def test_versions_are_shown_on_request(proef: Run, dossiers: Path) -> None:
    path = dossiers / "voorstel.yaml"
    assert "Proefpakket 0.1.0" in proef("evaluate", path, "-v").stdout
    assert "Proefpakket 0.1.0" not in proef("evaluate", path).stdout


def test_every_sentence_of_the_screens_is_used() -> None:
    files = [file for folder in ("cli", "telling", "texts") for file in (ROOT / folder).rglob("*.py")]
    sources = "".join(file.read_text(encoding="utf-8") for file in files)
    for section in ("scherm", "batch"):
        for key in texts.all_texts()[section]:
            assert f"{section}.{key}" in sources or f'["{section}"]["{key}"]' in sources, f"{section}.{key}"
