"""What a person wrote stays as it is in a document for residents, in every place that there is for it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from tests.cli.running import run, write_dossier
from tests.spoken import text
from tests.telling.reading import example
from tests.telling.residents import (
    CHANGED,
    MINE,
    THEIRS,
    around_the_words,
    judged,
    of_the_model,
    plate,
    said,
    strings,
    whole,
)
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.frame import at_foot
from wijktoets.telling.papers.residents_page import residents_page
from wijktoets.telling.residents import exchanged, in_their_words
from wijktoets.telling.tree import joined, own, words

PARTY = f"{MINE} 6"
SLOTS: dict[str, Any] = {
    "naam": f"{MINE} 1",
    "gemeente": f"{MINE} 2",
    "gebied": {"naam": f"{MINE} 3"},
    "opgesteld": {"door": f"{MINE} 4", "op": "2026-11-01", "gezien_door": [f"{MINE} 5"]},
    "partijen": [{"naam": PARTY, "rol": "wijk"}],
    "bevestigd": [{"door": PARTY, "oordeel": "tekent_niet", "toelichting": f"{MINE} 54"}],
    "gesprekken": {"namens-wie": f"{MINE} 7", "wie-het-oneens-is": f"{MINE} 8"},
    "antwoorden": {
        "namens-wie-bekend": {"antwoord": "nee", "toelichting": f"{MINE} 9", "bron": f"{MINE} 10"},
        "plek-voor-minderheid": [
            {"door": "bewoners", "antwoord": "nee", "toelichting": f"{MINE} 11"},
            {"door": "gemeente", "antwoord": "ja", "bron": f"{MINE} 12"},
        ],
        "omgaan-met-verschillen": {
            "antwoord": "ja",
            "afgesproken": {
                "tekst": f"{MINE} 51",
                "wie": f"{MINE} 52",
                "wanneer": f"{MINE} 53",
                "bevestigd_door": [PARTY],
            },
        },
    },
    "afspraken": [
        {
            "thema": f"{MINE} 13",
            "fasen": ["uitvoering"],
            "gewenst": "aanjagen",
            "bedrag": {"euro": 1000, "programma": f"{MINE} 14"},
        }
    ],
    "afwegingen": [
        {
            "waarborg": "wijk-geraadpleegd",
            "reden": f"{MINE} 15",
            "besloten_door": ["wijk", "gemeente"],
            "geldig_tot": "2099-12-31",
        }
    ],
    "acties": [{"waarborg": "namens-wie-bekend", "wat": f"{MINE} 16", "trekker": "wijk", "thema": f"{MINE} 13"}],
}


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A dossier in which a person wrote words of the model in every place that there is."""
    return write_dossier(tmp_path / "d.yaml", **SLOTS)


def test_what_a_person_wrote_is_not_touched(theirs: Path) -> None:
    found = residents_page(judged(theirs))
    told = "\n".join(strings(found))
    missing = [n for n in (*range(1, 17), *range(51, 55)) if not re.search(rf"{MINE} {n}\b", told)]
    assert missing == [2, 5, 7, 9, 10, 12], "gemeente, who saw it, a note and why it is not so elsewhere, and sources"
    assert exchanged(text("bewoners.wens.aanjagen")) in told and CHANGED not in told
    assert of_the_model(said(found, [MINE, at_foot(MINE)])) == []


def test_so_of_a_look_back(tmp_path: Path) -> None:
    points = {
        "werkte": [{"bij": "wie-doet-wat", "tekst": f"{MINE} 17", "bron": f"{MINE} 18"}],
        "later": [{"bij": "het-laatste-woord", "tekst": f"{MINE} 19", "bron": f"{MINE} 20"}],
        "kanttekening": [{"tekst": f"{MINE} 21", "bron": f"{MINE} 22"}],
    }
    told_of = {key: value for key, value in SLOTS.items() if key not in ("afwegingen", "acties")}
    bronnen = {f"{MINE} 23": f"{MINE} 24"}
    path = write_dossier(tmp_path / "d.yaml", **told_of, status="terugblik", terugblik=points, bronnen=bronnen)
    found = residents_page(judged(path))
    told = "\n".join(strings(found))
    assert [n for n in (1, 3, 4, 6, 17, 19, 21) if not re.search(rf"{MINE} {n}\b", told)] == []
    assert of_the_model(said(found, [MINE, at_foot(MINE)])) == []
    assert CHANGED not in told
    told = "\n".join(strings(plate(path)))
    assert CHANGED not in told
    assert [n for n in (17, 18, 19, 20) if not re.search(rf"{MINE} {n}\b", told)] == []


def test_so_where_answers_differ_per_thema(tmp_path: Path) -> None:
    together = [
        {"door": "samen", "antwoord": "deels"},
        {"door": "bewoners", "antwoord": "nee", "toelichting": f"{MINE} 30"},
    ]
    unknown = {"antwoord": "onbekend", "toelichting": f"{MINE} 31", "bron": f"{MINE} 32"}
    other = {"antwoord": "onbekend", "toelichting": f"{MINE} 39"}
    role = {"antwoord": "wijk", "toelichting": f"{MINE} 36"}
    first = {"plek-voor-minderheid": together, "wie-besluit": role, "namens-wie-bekend": "nee"}
    partner = {
        "opgesteld": {"door": f"{MINE} 40", "gezien_door": ["wijk"]},
        "partijen": [{"naam": f"{MINE} 37", "rol": "partner"}],
        "acties": [{"waarborg": "namens-wie-bekend", "wat": f"{MINE} 38", "trekker": "partner"}],
    }
    afspraken = [
        {"thema": f"{MINE} 33", "gewenst": "besluiten", "antwoorden": first},
        {"thema": f"{MINE} 34", "gewenst": "adviseren", "antwoorden": {"namens-wie-bekend": unknown}},
        {"thema": f"{MINE} 35", "gewenst": "besluiten", "antwoorden": {"namens-wie-bekend": other}},
    ]
    told = ""
    for status in ("voorstel", "terugblik"):
        path = write_dossier(tmp_path / f"{status}.yaml", status=status, afspraken=afspraken, **partner)
        told += "\n".join([*strings(residents_page(judged(path))), *strings(plate(path))])
    missing = [n for n in range(30, 41) if not re.search(rf"{MINE} {n}\b", told)]
    assert missing == [30], "what one thought before they chose together"
    assert CHANGED not in told


def test_so_of_who_filled_it_in_alone(tmp_path: Path) -> None:
    alone = write_dossier(tmp_path / "d.yaml", **{**SLOTS, "opgesteld": {"door": MINE, "op": "2026-11-01"}})
    rapport = judged(alone)
    assert rapport.eenzijdig
    told = "\n".join(strings(residents_page(rapport)))
    assert MINE in rapport.teksten["eenzijdig_ingevuld"].tekst and CHANGED not in told


def test_so_in_a_document_over_many(theirs: Path, tmp_path: Path) -> None:
    back = {"status": "terugblik", "terugblik": {"werkte": [{"bij": "wie-doet-wat", "tekst": MINE, "bron": MINE}]}}
    told_of = {key: value for key, value in SLOTS.items() if key not in ("afwegingen", "acties")}
    write_dossier(tmp_path / "e.yaml", **told_of, **back)
    assert run("report", theirs.parent, "--to", tmp_path / "uit.md", "--for", "bewoners").exit_code == 0
    told = whole(tmp_path / "uit.md")
    assert all(f"{MINE} {n}" in told for n in (1, 3, 13)) and CHANGED not in told
    assert f"{MINE}. ({MINE})" in told, "what the look back says, with its line"
    assert of_the_model(around_the_words(told.replace(MINE, ""))) == []


def test_so_on_a_praatplaat(theirs: Path) -> None:
    found = plate(theirs)
    told = "\n".join(strings(found))
    assert (
        found.titel == f"Praatplaat: {MINE} 1" and f"{MINE} 7" in told and f"{MINE} 11" in told and CHANGED not in told
    )
    assert of_the_model(said(found, [MINE, at_foot(MINE)])) == []


def test_the_answers_of_a_what_if_keep_their_names() -> None:
    found = residents_page(example(), supposed={"bevoegdheid-gewenst": "adviseren"})
    assert any("bevoegdheid-gewenst = adviseren" in s for s in strings(found))


def test_so_with_the_name_of_a_bevoegdheid(tmp_path: Path) -> None:
    power = {"naam": MINE, "van": "college", "aan": "stichting", "weg": "delegatie"}
    afspraak = {"thema": "groen", "gewenst": "aanjagen", "bevoegdheden": [power]}
    found = residents_page(judged(write_dossier(tmp_path / "d.yaml", afspraken=[afspraak])))
    assert any(text("bewoners.wet.kan_zo_niet", bevoegdheid=MINE) == line for line in strings(found))


def test_signs_that_cannot_be_seen_stay_as_well() -> None:
    sign = "\N{COMBINING GRAPHEME JOINER}"
    odd = f"a{sign}b{sign}{sign} adviseren {sign}aanjagen{sign}"
    assert words(in_their_words(joined([own(odd), "is adviseren"], " "))) == f"{odd} is {THEIRS['adviseren']}"


PEOPLE = {
    "Rapport": "dossier bestand gemeente gebied nog_niet_gezien_door gesprekken bronnen ondertekenaars",
    "Opgesteld": "door gezien_door",
    "Gesprekspartij": "naam",
    "DossierActie": "wat trekker thema",
    "AfspraakRapport": "thema",
    "Terugblikpunt": "tekst bron",
    "BedragRij": "programma toelichting bron",
    "StandpuntRij": "door toelichting bron",
    "Afgesproken": "tekst wie wanneer bevestigd_door",
    "AfgesprokenRij": "tekst wie wanneer bevestigd_door",
    "BevestigingRij": "door toelichting",
    "WensRij": "door",
    "AfwegingRij": "reden",
    "PakketRij": "naam bron",
    "WettelijkRij": "thema bevoegdheid",
    "Agenda": "dossier bestand voor",
    "AgendaPunt": "notitie",
    "UitkomstPlek": "thema",
    "OpenPlek": "thema",
    "GezegdPlek": "thema",
    "Kaart": "notitie",
}
"""What people wrote, and names, which are nobody's to change."""

FILLED = {"AfspraakRapport": "tekst", "SignaalRij": "tekst", "TekstRij": "tekst"}
"""Sentences of a pack that a name may have been filled into."""

OTHERS = {
    "Rapport": "gespreksorde vragen_bij kenmerk instrumenten voorbeeldteksten",
    "AfgesprokenRij": "vraag waarborg kop",
    "BevestigingRij": "kenmerk",
    "OpenVraagRij": "vraag",
    "SignaalRij": "id bron",
    "EisRij": "waarborg naam aard bron waarom",
    "AfspraakRapport": "reikwijdte verschillen_van_inzicht",
    "SluitRij": "vraag wordt",
    "ActieRij": "id wat wijk_doet instrument gemeente_doet kanttekening",
    "WitteVlekRij": "waarborg naam aard tekst bron voorbeeldtekst",
    "GrensRij": "id tekst bron open_vragen",
    "StandpuntRij": "antwoord",
    "AfwegingRij": "waarborg naam",
    "VraagRij": "vraag gespreksvraag opties bron",
    "GespreksvraagRij": "vraag bron",
    "PakketRij": "id versie sha256",
    "PakketRef": "id versie",
    "WettelijkRij": "regels bedoeld wel_open",
    "BevindingRij": "tekst bron stap",
    "Nagerekend": "door reden",
    "TekstRij": "bron",
    "DossierActie": "waarborg actie",
    "Terugblikpunt": "bij instrument",
    "Agenda": "voor_rol",
    "AgendaPunt": "id vraag bron",
    "AgendaVraag": "vraag tekst opties",
    "Kaart": "id vraag bron",
    "KaartVraag": "vraag tekst opties",
    "AgendaEis": "waarborg naam",
    "RolRij": "naam vragen",
    "LezingRij": "id",
    "LezingUitleg": "waarborg naam waarom bron",
    "Woorden": "model bron deal stad praatplaat archetypen uitleg partijen plaatsen",
    "Plaatswoorden": "de deze los voor haar zij meer",
}
"""What packs and the program say, and codes."""


def test_every_text_of_a_rapport_and_an_agenda_is_of_a_person_or_not() -> None:
    """A new key has to be told apart here: is it something that a person wrote?"""
    told_apart = [(kind, name) for known in (PEOPLE, FILLED, OTHERS) for kind in known for name in known[kind].split()]
    assert sorted({*texts_of(Rapport), *texts_of(Agenda)}) == sorted(told_apart)


def texts_of(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> Iterator[tuple[str, str]]:
    """The fields of a model, and of those in it, that hold free text."""
    for name, field in model.model_fields.items():
        kinds = list(parts(field.annotation))
        if str in kinds:
            yield model.__name__, name
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in seen:
                yield from texts_of(kind, seen | {model})


def parts(annotation: Any) -> Iterator[Any]:
    """The kinds of value in an annotation; a key of a dict is a code, and so is a choice of words."""
    origin = get_origin(annotation)
    if origin is Literal:
        return
    if origin in (dict, Mapping):
        yield from parts(get_args(annotation)[1])
    elif origin in (Union, UnionType, list, tuple) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            yield from parts(part)
    else:
        yield annotation
