"""Checks what the screen of a look back says: what the source names, with lines, and no steps for what is over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from wijktoets import cases
from wijktoets.telling.notes import Noot

Run = Callable[..., Result]


def flat(screen: str) -> str:
    """A screen as one line."""
    return " ".join(screen.split())


# Notes


@pytest.mark.parametrize(
    ("tekst", "kort", "bron"),
    [
        ("Wat werkte: koffie (L1).", "koffie (L1).", []),
        ("Wat werkte: koffie, ook om 8.30 uur (L1). Meer staat er niet (L2).", "koffie, ook om 8.30 uur (L1).", []),
        ("Wat werkte: koffie met o.a. de buren. Dat hielp (L2, L3).", "koffie met o.a. de buren.", ["L2", "L3"]),
        ("wat werkte: koffie", "koffie.", []),
        ("Wie kookte, staat er niet (L9). Éen ding wel.", "Wie kookte, staat er niet (L9).", []),
    ],
)
def test_a_note_in_short_is_its_first_sentence_with_a_line(tekst: str, kort: str, bron: list[str]) -> None:
    noot = Noot("wie", "dna", tekst)
    assert (noot.kort, noot.bron) == (kort, bron)
    assert noot.werkte == tekst.lower().startswith("wat werkte:")


# One dossier


def test_what_the_source_names_stands_per_onderdeel_notes_first(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "terugblik.yaml").stdout
    named = screen[screen.index("WAT DE BRON NOEMT") : screen.index("VOLGENS DE BRON")]
    assert [line.strip() for line in named.splitlines() if line.strip()][1:] == [
        "Ieders stem telt",
        "- Wat werkte: aanbellen, ook bij wie nooit komt (L103). Dat was veel werk.",
        "- Is iedereen bereikt? Deels. (L103, L102)",
        "Transparantie",
        "- Wat werkte: een open deur. Dat gaf vertrouwen (L105).",
        "- Zijn de vergaderingen open? Ja. (L101)",
        "Zeggenschap",
        "- Ook genoemd: Wie het laatste woord had, staat er niet (L104).",
    ]


@pytest.mark.parametrize("path", cases.pilots(), ids=lambda p: p.stem)
def test_every_note_of_a_pilot_is_shown_once(run: Run, path: Path) -> None:
    import wijktoets

    screen = flat(run("evaluate", path).stdout)
    for note in wijktoets.load_dossier(path).gesprekken.values():
        assert screen.count(flat(note)) == 1


def test_notes_go_for_all_themas_and_stand_once(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    themas = "afspraken: [{thema: een}, {thema: twee, antwoorden: {lessen: nee}}]\n"
    path = tmp_path / "twee.yaml"
    path.write_text((dossiers / "terugblik.yaml").read_text(encoding="utf-8") + themas, encoding="utf-8")
    screen = proef("evaluate", path).stdout
    assert screen.count("Wat werkte: aanbellen") == screen.count("Is iedereen bereikt?") == 1
    assert screen.index("WAT OVERAL SPEELT") < screen.index("Wat werkte: aanbellen")
    assert screen.index("Doen we iets met lessen? Nee.") < screen.index("WAT OVERAL SPEELT")
    assert screen.count("5 dingen die de bron noemt") == 2


@pytest.mark.parametrize("how", [(), ("--all",), ("--format", "md")])
def test_a_point_has_its_lines_and_no_step(proef: Run, dossiers: Path, how: tuple[str, ...]) -> None:
    screen = flat(proef("evaluate", dossiers / "terugblik.yaml", *how).stdout)
    assert "Toen: niet overal. (L103, L102)" in screen.replace(" - ", " ")
    assert "belt aan" not in screen


def test_a_step_that_parties_chose_is_shown_of_a_look_back_too(proef: Run, dossiers: Path, tmp_path: Path) -> None:
    path = tmp_path / "gekozen.yaml"
    step = "acties: [{waarborg: iedereen-mee, wat: Brieven gestuurd, trekker: wijk, status: klaar}]\n"
    path.write_text((dossiers / "terugblik.yaml").read_text(encoding="utf-8") + step, encoding="utf-8")
    assert "Klaar: Brieven gestuurd (wijk)" in proef("evaluate", path).stdout


def test_what_is_not_clear_stands_with_the_lines_of_the_answer(proef: Run, dossiers: Path) -> None:
    screen = proef("evaluate", dossiers / "terugblik.yaml").stdout
    assert "a ○ Wie besluit?\n      De bron is niet duidelijk. (L104)\n" in screen


def test_roles_go_further_only_where_the_source_says_so(proef: Run, run: Run, dossiers: Path) -> None:
    told = flat(proef("evaluate", dossiers / "terugblik-twee.yaml").stdout)
    assert "komen neer op adviseren. Zij gingen misschien verder, tot besluiten (L112)." in told
    silent = flat(run("evaluate", next(p for p in cases.pilots() if "lewenborg" in p.stem)).stdout)
    assert "komen neer op adviseren. Of zij verder gingen, staat er niet." in silent


def test_questions_without_any_answer_are_counted_alone(run: Run) -> None:
    """`andere` only where others stand above it."""
    path = next(p for p in cases.voorbeelden() if "terugblik" in p.stem)
    assert "vragen zegt de bron niets; --all noemt ze." in run("evaluate", path).stdout
    assert "andere vragen" not in run("evaluate", path).stdout
    assert "andere vragen zegt de bron niets" in run("evaluate", cases.pilots()[0]).stdout
