"""`plan` into files: the calendar with what has a day, and acties that are put in the dossier."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.planning import WISH, here, plan
from tests.cli.running import flat, run
from wijktoets import load_dossier
from wijktoets.cli.plan import record as plan_record
from wijktoets.texts import text
from wijktoets.texts.wording import counted

__all__ = ["here"]

# The calendar.

AGREED = {"waarborg": "raad", "actie": "raad.1", "wat": "Avond; met raad, en koffie", "trekker": "raad"}


def test_what_has_a_day_stands_in_the_calendar(here: Path) -> None:
    acties = [
        {**AGREED, "wanneer": "2027-02-15"},
        {**AGREED, "waarborg": "panel", "actie": "panel.2", "wanneer": "2027-01-01", "status": "vervallen"},
    ]
    delen = {"acties": acties, "afspraken": [{**WISH, "terugkijken_op": "2027-12-01"}]}
    calendar, said = plan(here, "--format", "ics", **delen)
    events = Calendar.from_ical(calendar).walk("VEVENT")
    assert [(e["summary"], e.start) for e in events] == [
        ("Avond; met raad, en koffie (raad)", date(2027, 2, 15)),
        (text("plan.ics.terugkijken", thema="groen"), date(2027, 12, 1)),
    ]
    assert len({str(e["uid"]) for e in events}) == 2
    assert counted("plan.ics.zonder_datum", 2) in said
    moved = {**delen, "acties": [{**acties[0], "wanneer": "2027-03-01"}]}
    again = Calendar.from_ical(plan(here, "--format", "ics", **moved)[0]).walk("VEVENT")
    assert again[0]["uid"] == events[0]["uid"]


def test_the_calendar_says_how_sure_an_actie_is(here: Path) -> None:
    steps = ("voorstel", "afgesproken", "bezig", None, "klaar")
    acties = [{"wat": f"stap {step}", "trekker": "wijk", "wanneer": "2027-02-15", "status": step} for step in steps]
    text, _ = plan(here, "--format", "ics", acties=acties)
    events = Calendar.from_ical(text).walk("VEVENT")
    assert {str(e["summary"]): e.get("status") for e in events} == {
        "stap voorstel (wijk)": "TENTATIVE",
        "stap afgesproken (wijk)": "CONFIRMED",
        "stap bezig (wijk)": "CONFIRMED",
        "stap None (wijk)": None,
    }
    assert [str(e["description"]) for e in events if "None" in e["summary"]] == ["Voorbeeldwijk"]


def test_the_calendar_goes_to_a_file_and_says_when_it_is_empty(here: Path) -> None:
    _, said = plan(here, "--output", "agenda.ics")
    assert (here / "agenda.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "Geschreven: agenda.ics." in said
    assert text("plan.ics.leeg") in said


def test_only_what_is_looked_at_stands_in_the_calendar(here: Path) -> None:
    acties = [
        {**AGREED, "wanneer": "2027-02-15", "thema": "wonen"},
        {**AGREED, "wanneer": "2027-02-15", "fase": "evaluatie"},
    ]
    themas = [WISH, {"thema": "wonen", "fasen": ["evaluatie"], "terugkijken_op": "2028-01-01"}]
    calendar, _ = plan(here, "--thema", "groen", "--format", "ics", acties=acties, afspraken=themas)
    assert Calendar.from_ical(calendar).walk("VEVENT") == []


# Into the dossier.

DOSSIER = """\
# Een dossier met een opmerking
formaat: wijktoets/dossier@1
naam: Voorbeeldwijk
peildatum: 2026-11-01
acties:
  - {waarborg: raad, actie: raad.1, wat: Al afgesproken, trekker: raad}   # zie verslag
antwoorden: {zo: ja, lastig: ja}
afspraken: [{thema: groen, gewenst: besluiten}]
"""


def record(here: Path, *words: str, code: int = 0, dossier: str = DOSSIER) -> tuple[str, str]:
    """What the file holds afterwards, and what was said."""
    path = here / "wijk.yaml"
    path.write_text(dossier, encoding="utf-8")
    result = run("plan", "wijk.yaml", "--record", *words, "--pack", "proef")
    assert result.exit_code == code, result.output
    return path.read_text(encoding="utf-8"), result.stderr


def recorded(n: int, there: int = 0) -> str:
    """What is said of so many acties that were put in, and so many that stood there."""
    added = counted("plan.vastgelegd", n, bestand="wijk.yaml") if n else text("plan.niets_vast", bestand="wijk.yaml")
    return "".join(f"{line}\n" for line in (added, counted("plan.stond_er", there) if there else "") if line)


def test_the_acties_of_a_plan_are_put_in_the_dossier_once(here: Path) -> None:
    after, said = record(here, "--wanneer", "2027-02-01")
    new = "".join(
        f"  - {{waarborg: {w}, actie: {w}.1, wat: {wat}, trekker: {who}, wanneer: 2027-02-01, status: voorstel}}\n"
        for w, wat, who in (("geld", "Leg het geld op tafel.", "gemeente"), ("panel", "Stel een panel samen.", "samen"))
    )
    assert after == DOSSIER.replace("# zie verslag\n", f"# zie verslag\n{new}")
    assert said == recorded(2, there=1)
    assert record(here, dossier=after) == (after, recorded(0, there=3))


def test_only_the_acties_that_are_named_are_put_in(here: Path) -> None:
    _, said = record(here, "--actie", "panel.1")
    assert [a.actie for a in load_dossier(here / "wijk.yaml").acties] == ["raad.1", "panel.1"]
    assert said == recorded(1)
    assert record(here, "--actie", "raad.1")[1] == recorded(0, there=1)


def test_the_screen_after_it_shows_what_stands_in_the_dossier(here: Path) -> None:
    (here / "wijk.yaml").write_text(DOSSIER, encoding="utf-8")
    screen = run("plan", "wijk.yaml", "--record", "--pack", "proef").stdout
    assert text("plan.loopt", stand="voorstel, samen", wat="Stel een panel samen.") + "\n" in screen
    assert "--record" not in screen


def test_a_file_that_changed_meanwhile_is_left_alone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = DOSSIER.replace("zo: ja", "zo: nee")
    real = plan_record.chosen

    def meanwhile(*args: Any) -> Any:
        (here / "wijk.yaml").write_text(changed, encoding="utf-8")
        return real(*args)

    monkeypatch.setattr(plan_record, "chosen", meanwhile)
    after, said = record(here, code=74)
    assert after == changed
    assert said == text("plan.fouten.record_veranderd", bestand="wijk.yaml") + "\n"
    assert sorted(p.name for p in here.iterdir()) == ["proef", "wijk.yaml"]


def test_a_change_that_would_say_something_else_is_not_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_record, "with_acties", lambda content, rows: content.replace(b"zo: ja", b"zo: nee"))
    after, said = record(here, code=74)
    assert (after, said) == (DOSSIER, text("plan.fouten.record_vorm", bestand="wijk.yaml") + "\n")


def test_what_is_no_file_of_ones_own_is_refused(here: Path) -> None:
    (here / "wijk.txt").write_text(DOSSIER, encoding="utf-8")
    built_in = "@voorbeelden/keukentafel.yaml"
    for name, sentence in (
        ("-", text("plan.fouten.record_stdin")),
        (built_in, text("plan.fouten.record_ingebouwd", bestand=built_in)),
        ("wijk.txt", text("plan.fouten.record_soort", bestand="wijk.txt")),
    ):
        result = run("plan", name, "--record", stdin=DOSSIER)
        assert (result.exit_code, sentence in flat(result.stderr)) == (2, True), (name, result.stderr)
    assert run("plan", "weg.yaml", "--record").exit_code == 3
