"""Residents read residents' words: in all that the program and the packs say, and in nothing that a person wrote."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin
from xml.etree import ElementTree

import pytest
import yaml
from pydantic import BaseModel

from tests.cli.running import run, write_dossier
from tests.telling.reading import ALL, EXAMPLES, ROOT, example
from wijktoets import Regelpakket, evaluate, load_dossier, load_pack
from wijktoets.engine.advice.agenda.agenda import agenda, praatplaat
from wijktoets.engine.advice.agenda.value import Agenda
from wijktoets.engine.judging import direct
from wijktoets.engine.model.words import ARCHETYPES, Trekker
from wijktoets.engine.result.rapport import Rapport
from wijktoets.telling.formats.markdown import render
from wijktoets.telling.papers.bijlage import bijlage
from wijktoets.telling.papers.praatplaat import Praatplaat, compose
from wijktoets.telling.reader import Lezer
from wijktoets.telling.residents import exchanged, in_their_words
from wijktoets.telling.tree import Document, Figure, Heading, Paragraph, Span, joined, own, runs, words

OF_THE_MODEL = re.compile("adviseren|aanjagen", re.IGNORECASE)
DOSSIERS = sorted(p for folder in ("cases", "cases/voorbeelden") for p in (ROOT / folder).glob("*.yaml"))
SOME_POWERS = [EXAMPLES / f"overdracht-{name}.yaml" for name in ("stichting", "omgevingsplan", "buiten-nederland")]
"""Of the dossiers about bevoegdheden, which differ little here: one that cannot go so, one at a grens, one abroad."""
TODAY = date(2026, 11, 24)
SVG = "{http://www.w3.org/2000/svg}"
MINE = "De wens is besluiten, adviseren en aanjagen, zei ik"
CHANGED = exchanged(MINE)
"""What a person may write in any place, and what must become of it nowhere."""


def strings(value: object) -> Iterator[str]:
    """Every text in a value, however deep; of one in pieces each that is drawn."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(each, Span) for each in value):
        yield from (span.text for span in runs(value))
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def written(path: Path) -> list[str]:
    """What people wrote in a dossier with a word of the model in it."""
    found = strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    return sorted({s.strip().rstrip(".") for s in found if OF_THE_MODEL.search(s)} - set(ARCHETYPES))


def said(document: Document | Praatplaat, people: Iterable[str] = ()) -> list[str]:
    """What the program and the pack say in a document, without the one place that tells what the model calls it."""
    found = [s for s in strings(document) if "In het Gronings model heet dit" not in s]
    for mine in people:
        found = [s.replace(mine, "") for s in found]
    return found


def of_the_model(found: Iterable[str]) -> list[str]:
    return [s for s in found if OF_THE_MODEL.search(s)]


@cache
def of_all_wishes(path: Path) -> list[Document]:
    """The document for residents as it stands, and as if each archetype were the wish; with the laws for a transfer."""
    packs = [load_pack(), load_pack("gronings-model", "overdracht")]
    dossier = load_dossier(path)
    return [
        bijlage(evaluate(dossier, pack, archetype=archetype, engine="direct"), "bewoners")
        for pack in (packs if "overdracht" in path.stem else packs[:1])
        for archetype in (None, *ARCHETYPES)
    ]


def judged(path: Path) -> Rapport:
    return evaluate(load_dossier(path), load_pack(), engine="direct")


def plate(path: Path, voor: Trekker | None = None) -> Praatplaat:
    return compose(agenda(load_dossier(path), load_pack(), direct.compute, TODAY, voor=voor), TODAY, "1.0")


# Every sentence, of every dossier.


@pytest.mark.parametrize("path", [*ALL, *SOME_POWERS], ids=lambda p: p.stem)
def test_no_document_for_residents_speaks_of_the_model(path: Path) -> None:
    for document in of_all_wishes(path):
        assert of_the_model(said(document, written(path))) == []


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.stem)
def test_no_praatplaat_speaks_of_the_model(path: Path) -> None:
    assert of_the_model(said(plate(path), written(path))) == []


def test_the_praatplaat_of_a_pack_asks_in_residents_words() -> None:
    found = compose(praatplaat(load_pack()), TODAY, "1.0")
    assert of_the_model(said(found)) == []
    asked = {each.tekst: each.vakjes for groep in found.groepen for v in groep.vragen for each in v.gesloten}
    wish = asked["Hoeveel wil de wijk hier te zeggen hebben: meepraten, het voortouw nemen of besluiten?"]
    assert wish == ("☐ meepraten", "☐ het voortouw nemen", "☐ besluiten", "☐ weten we nog niet")


@pytest.mark.parametrize("kind", [".html", ".md", ".odt", ".docx", ".pdf"])
def test_so_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"stuk{kind}"
    assert run("report", EXAMPLES / "verschillende-wensen.yaml", "--to", file, "--for", "bewoners").exit_code == 0
    told = whole(file)
    assert "het voortouw nemen (partner)" in told
    before, after = told.split("Wat de woorden betekenen")[-2:]
    assert of_the_model([before, after.split("Hoe dit is berekend")[1]]) == []


def whole(file: Path) -> str:
    """All that a file says, on one line."""
    if file.suffix == ".pdf":
        from pypdf import PdfReader

        found = " ".join(page.extract_text() for page in PdfReader(file).pages)
    elif file.suffix in (".odt", ".docx"):
        from zipfile import ZipFile

        part = "content.xml" if file.suffix == ".odt" else "word/document.xml"
        tree = ElementTree.fromstring(ZipFile(file).read(part))
        found = " ".join(tree.itertext())
    else:
        found = file.read_text(encoding="utf-8").replace("\\", "")
    return " ".join(found.split())


@pytest.mark.parametrize("wijken", ["@pilots", "@voorbeelden"])
def test_many_dossiers_for_residents_are_told_in_their_words(tmp_path: Path, wijken: str) -> None:
    for lezer in ("bewoners", "raad"):
        assert run("report", wijken, "--to", tmp_path / f"{lezer}.md", "--for", lezer).exit_code == 0
    theirs, other = whole(tmp_path / "bewoners.md"), whole(tmp_path / "raad.md")
    told = theirs.replace("In het Gronings model heet dit adviseren", "").replace("heet dit aanjagen", "")
    assert of_the_model([told]) == [] and "| meepraten | het voortouw nemen | besluiten |" in told
    assert "| adviseren | aanjagen | besluiten |" in other and "voortouw nemen" not in other


# What people wrote stays.

SLOTS: dict[str, Any] = {
    "naam": f"{MINE} 1",
    "gemeente": f"{MINE} 2",
    "gebied": {"naam": f"{MINE} 3"},
    "opgesteld": {"door": f"{MINE} 4", "op": "2026-11-01", "gezien_door": [f"{MINE} 5"]},
    "partijen": [{"naam": f"{MINE} 6", "rol": "wijk"}],
    "gesprekken": {"namens-wie": f"{MINE} 7", "wie-het-oneens-is": f"{MINE} 8"},
    "antwoorden": {
        "namens-wie-bekend": {"antwoord": "nee", "toelichting": f"{MINE} 9", "bron": f"{MINE} 10"},
        "plek-voor-minderheid": [
            {"door": "bewoners", "antwoord": "nee", "toelichting": f"{MINE} 11"},
            {"door": "gemeente", "antwoord": "ja", "bron": f"{MINE} 12"},
        ],
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
    found = bijlage(judged(theirs), "bewoners")
    told = "\n".join(strings(found))
    missing = [n for n in range(1, 17) if not re.search(rf"{MINE} {n}\b", told)]
    assert missing == [7], "a note at a question that is not among the first"
    assert "om het voortouw te nemen" in told and CHANGED not in told
    assert of_the_model(said(found, [MINE])) == []


def test_so_of_a_look_back(tmp_path: Path) -> None:
    points = {
        "werkte": [{"bij": "wie-doet-wat", "tekst": f"{MINE} 17", "bron": f"{MINE} 18"}],
        "later": [{"bij": "het-laatste-woord", "tekst": f"{MINE} 19", "bron": f"{MINE} 20"}],
        "kanttekening": [{"tekst": f"{MINE} 21", "bron": f"{MINE} 22"}],
    }
    told_of = {key: value for key, value in SLOTS.items() if key not in ("afwegingen", "acties")}
    bronnen = {f"{MINE} 23": f"{MINE} 24"}
    path = write_dossier(tmp_path / "d.yaml", **told_of, status="terugblik", terugblik=points, bronnen=bronnen)
    found = bijlage(judged(path), "bewoners")
    told = "\n".join(strings(found))
    assert [n for n in (7, 8, *range(17, 23)) if not re.search(rf"{MINE} {n}\b", told)] == []
    assert of_the_model(said(found, [MINE])) == []
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
        told += "\n".join([*strings(bijlage(judged(path), "bewoners")), *strings(plate(path))])
    assert [n for n in range(30, 41) if not re.search(rf"{MINE} {n}\b", told)] == []
    assert CHANGED not in told


def test_so_of_who_filled_it_in_alone(tmp_path: Path) -> None:
    alone = write_dossier(tmp_path / "d.yaml", **{**SLOTS, "opgesteld": {"door": MINE, "op": "2026-11-01"}})
    rapport = judged(alone)
    assert rapport.eenzijdig
    told = "\n".join(strings(bijlage(rapport, "bewoners")))
    assert MINE in rapport.teksten["eenzijdig_ingevuld"].tekst and CHANGED not in told


def test_so_of_sources_that_are_explained(tmp_path: Path) -> None:
    found = bijlage(judged(write_dossier(tmp_path / "d.yaml", **SLOTS, bronnen={"aanjagen": MINE})), "bewoners")
    assert f"{MINE}, hier aanjagen genoemd" in strings(found)


def test_so_in_a_document_over_many(theirs: Path, tmp_path: Path) -> None:
    back = {"status": "terugblik", "terugblik": {"werkte": [{"bij": "wie-doet-wat", "tekst": MINE, "bron": MINE}]}}
    told_of = {key: value for key, value in SLOTS.items() if key not in ("afwegingen", "acties")}
    write_dossier(tmp_path / "e.yaml", **told_of, **back)
    assert run("report", theirs.parent, "--to", tmp_path / "uit.md", "--for", "bewoners").exit_code == 0
    told = whole(tmp_path / "uit.md")
    assert all(f"{MINE} {n}" in told for n in (1, 3, 10, 12, 13)) and CHANGED not in told
    before, after = told.replace(MINE, "").split("Wat de woorden betekenen")
    assert of_the_model([before, after.split("Hoe dit is berekend")[1]]) == []


def test_so_on_a_praatplaat(theirs: Path) -> None:
    found = plate(theirs)
    told = "\n".join(strings(found))
    assert (
        found.titel == f"Praatplaat: {MINE} 1" and f"{MINE} 7" in told and f"{MINE} 11" in told and CHANGED not in told
    )
    assert of_the_model(said(found, [MINE])) == []


def test_a_thema_keeps_its_name_within_a_sentence_of_a_pack(theirs: Path) -> None:
    line = "De wens is aanjagen over {}."
    rapport = judged(theirs)
    first = rapport.afspraken[0]
    filled = first.model_copy(update={"tekst": line.format(first.thema)})
    found = bijlage(rapport.model_copy(update={"afspraken": [filled]}), "bewoners")
    opening = [words(part.text) for part in found.parts if isinstance(part, Paragraph) and part.kind == "opening"]
    assert f"De wens is om het voortouw te nemen over {MINE} 13." in opening


def test_the_answers_of_a_what_if_keep_their_names() -> None:
    found = bijlage(example(), "bewoners", supposed={"bevoegdheid-gewenst": "adviseren"})
    assert any("bevoegdheid-gewenst = adviseren" in s for s in strings(found))


def test_so_with_the_name_of_a_bevoegdheid(tmp_path: Path) -> None:
    power = {"naam": MINE, "van": "college", "aan": "stichting", "weg": "delegatie"}
    afspraak = {"thema": "groen", "gewenst": "aanjagen", "bevoegdheden": [power]}
    found = bijlage(judged(write_dossier(tmp_path / "d.yaml", afspraken=[afspraak])), "bewoners")
    assert any(s.startswith(f"Juridische vorm bekeken. “{MINE}”") for s in strings(found))


def test_signs_that_cannot_be_seen_stay_as_well() -> None:
    sign = "\N{COMBINING GRAPHEME JOINER}"
    odd = f"a{sign}b{sign}{sign} adviseren {sign}aanjagen{sign}"
    assert words(in_their_words(joined([own(odd), "is adviseren"], " "))) == f"{odd} is meepraten"


PEOPLE = {
    "Rapport": "dossier bestand gemeente gebied nog_niet_gezien_door gesprekken bronnen",
    "Opgesteld": "door gezien_door",
    "Gesprekspartij": "naam",
    "GekozenActie": "wat thema",
    "AfspraakRapport": "thema",
    "Terugblikpunt": "tekst bron",
    "BedragRij": "programma toelichting bron",
    "StandpuntRij": "toelichting bron",
    "AfwegingRij": "reden",
    "PakketRij": "naam bron",
    "Agenda": "dossier bestand",
    "AgendaPunt": "notitie",
    "UitkomstPlek": "thema",
    "OpenPlek": "thema",
}
"""What people wrote, and names, which are nobody's to change."""

FILLED = {"AfspraakRapport": "tekst", "SignaalRij": "tekst", "TekstRij": "tekst"}
"""Sentences of a pack that a name may have been filled into."""

OTHERS = {
    "Rapport": "vragen_bij",
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
    "Nagerekend": "door reden",
    "TekstRij": "bron",
    "GekozenActie": "waarborg actie",
    "Terugblikpunt": "bij",
    "AgendaPunt": "id vraag bron",
    "AgendaVraag": "vraag tekst opties",
    "AgendaEis": "waarborg naam",
    "RolRij": "naam vragen",
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
    if origin is dict:
        yield from parts(get_args(annotation)[1])
    elif origin in (Union, UnionType, list, tuple) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            yield from parts(part)
    else:
        yield annotation


# The sentences run.


@pytest.mark.parametrize(
    ("model", "residents"),
    [
        ("De wens is adviseren.", "De wens is om mee te praten."),
        ("De wens is besluiten. Wij besluiten samen.", "De wens is om te besluiten. Wij besluiten samen."),
        ("De wens was aanjagen. Dat paste.", "De wens was om het voortouw te nemen. Dat paste."),
        ("Als de wens aanjagen zou zijn, hoort", "Als de wens zou zijn om het voortouw te nemen, hoort"),
        ("Wat nu is geregeld, past bij aanjagen.", "Wat nu is geregeld, past bij het voortouw nemen."),
        ("Wel open: adviseren en aanjagen.", "Wel open: meepraten en het voortouw nemen."),
        ("Aanjagen (bewoners)", "Het voortouw nemen (bewoners)"),
        ("(vanaf besluiten)", "(alleen bij besluiten)"),
        ("hoort erbij, vanaf aanjagen", "hoort erbij, bij het voortouw nemen en bij besluiten"),
        ("ADVISEREN", "MEEPRATEN"),
        ("minder dan adviseren", "minder dan meepraten"),
        ("besluiten, en de raadsadviseren", "besluiten, en de raadsadviseren"),
    ],
)
def test_a_sentence_is_good_dutch(model: str, residents: str) -> None:
    assert exchanged(model) == residents
    assert exchanged(residents) == residents


CLUMSY = re.compile(r"\bwens (is|was) (?!om)|(praten|nemen|besluiten) zou zijn|vanaf (mee|het voor|bes)")


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.stem)
def test_no_sentence_is_clumsy(path: Path) -> None:
    for document in of_all_wishes(path):
        assert [s for s in said(document) if CLUMSY.search(s)] == []


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.stem)
def test_longer_words_fit_in_the_pictures(path: Path) -> None:
    for figure in (f for f in of_all_wishes(path)[0].parts if isinstance(f, Figure)):
        lines = ElementTree.fromstring(figure.svg).iter(f"{SVG}text")
        for line in (e for e in lines if re.search("mee|voortouw", e.text or "")):
            wide = len(line.text or "") * float(line.get("font-size", 12)) * 0.55
            x, most = float(line.get("x", 0)), float(figure.width)
            start = {"middle": x - wide / 2, "end": x - wide}.get(line.get("text-anchor", ""), x)
            assert 0 <= start and start + wide <= most, line.text


# Who reads what.


def explained(document: Document) -> list[str]:
    """The sentences below the head about words."""
    parts = list(document.parts)
    at = parts.index(Heading("Wat de woorden betekenen")) + 1
    return [words(p.text) for p in parts[at : at + 3] if isinstance(p, Paragraph)]


def test_residents_read_what_the_model_calls_it() -> None:
    assert explained(bijlage(example(), "bewoners")) == [
        "Meepraten: bewoners denken mee en geven advies. Raad of college beslist. "
        "In het Gronings model heet dit adviseren.",
        "Het voortouw nemen: bewoners beginnen zelf en zetten onderwerpen op de agenda. "
        "In het Gronings model heet dit aanjagen.",
        "Besluiten: de wijk neemt het besluit, binnen wat daarover is afgesproken. "
        "In het Gronings model heet dit ook besluiten.",
    ]


@pytest.mark.parametrize("lezer", ["raad", "team"])
def test_raad_and_team_keep_the_words_of_the_model(lezer: Lezer) -> None:
    told = render(bijlage(example(), lezer)).decode()
    assert "past bij aanjagen" in told and "voortouw nemen" not in told


@pytest.mark.parametrize(("voor", "word"), [("raad", "aanjagen"), ("gemeente", "aanjagen"), ("wijk", "voortouw")])
def test_a_praatplaat_for_the_side_of_the_gemeente_keeps_them_too(voor: Trekker, word: str) -> None:
    dossier = load_dossier(EXAMPLES / "keukentafel.yaml")
    found = compose(agenda(dossier, load_pack(), direct.compute, TODAY, archetype="aanjagen", voor=voor), TODAY, "1.0")
    assert any(line.startswith("Dit is een proef") and word in line for line in found.uitleg)


def test_a_praatplaat_explains_the_words_when_it_uses_them() -> None:
    (line,) = [s for s in compose(praatplaat(load_pack()), TODAY, "1.0").slot if "Gronings model heet" in s]
    assert all(f"{word}." in line for word in ARCHETYPES)
    assert not any("Gronings model heet" in line for line in plate(EXAMPLES / "wijkdeal-drie-afspraken.yaml").slot)


def test_a_pack_of_ones_own_gets_them_as_well() -> None:
    """What a pack says need not be known beforehand."""
    pack: Regelpakket = load_pack()
    rapport = evaluate(load_dossier(EXAMPLES / "keukentafel.yaml"), pack, engine="direct")
    line = rapport.teksten["geen_oordeel"].model_copy(update={"tekst": "Van adviseren naar aanjagen is een stap."})
    own = rapport.model_copy(update={"teksten": {**rapport.teksten, "geen_oordeel": line}})
    found = list(strings(bijlage(own, "bewoners")))
    assert "Van meepraten naar het voortouw nemen is een stap." in found
