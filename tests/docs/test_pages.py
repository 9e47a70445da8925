"""Holds the pages to the project: links lead somewhere, each field, command and option is told, nothing is copied."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import get_args

import click
import pytest
from pydantic import BaseModel

import wijktoets
from tests.cases.notitie import copied
from tests.docs.sessions import ROOT, blocks, pages
from wijktoets import load_dossier, load_pack
from wijktoets.cli.main import main
from wijktoets.engine.advice.compare import value as vergelijking
from wijktoets.engine.advice.explain import value as uitleg
from wijktoets.engine.advice.follow_up import value as opvolging
from wijktoets.engine.advice.plan import value as plan_value
from wijktoets.engine.advice.transfer import value as overdracht
from wijktoets.engine.model import conditions, dossier, pakket, words
from wijktoets.engine.model.dossier import Dossier
from wijktoets.engine.model.pakket import Tekstsleutel
from wijktoets.engine.model.sentences import PLACEHOLDERS
from wijktoets.engine.model.words import INGEBOUWDE_SIGNALEN, ONDERDELEN
from wijktoets.engine.reading.matching import check_dossier
from wijktoets.engine.result import rapport
from wijktoets.engine.result.table import COLUMNS, SCORE_COLUMNS

DUTCH = (
    "docs/eigen-pakket.md",
    "docs/formaten.md",
    "docs/handleiding.md",
    "docs/installeren.md",
    "docs/overdracht.md",
    "docs/overdracht-lezen.md",
    "docs/pakketformaat.md",
    "docs/regels-onderhouden.md",
    "docs/rekenen.md",
    "docs/serve.md",
    "docs/beheer.md",
    "docs/rondleiding.md",
)
FOR_USERS = (
    *DUTCH,
    "docs/van-gesprek-tot-evaluatie.md",
    "docs/van-word-naar-blad.md",
    "docs/gespreksagenda.md",
    "docs/plan.md",
    "docs/rapport-maken.md",
    "docs/verder.md",
    "docs/werkmap.md",
    "docs/dekking.md",
    "docs/nakijken.md",
    "CONTRIBUTING.md",
)

each_page = pytest.mark.parametrize(
    "path", [path for path in pages() if path.name != "CHANGELOG.md"], ids=lambda path: path.name
)


@cache
def text_of(name: str | Path) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def told(name: str) -> set[str]:
    """The words between backticks outside fenced blocks, each piece on its own."""
    prose = re.sub(r"^ *```.*?^ *```$", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`]+)`", prose)
    return {word for span in spans for word in re.split(r"[^\w@/-]+", span)}


def fields(*modules: ModuleType) -> Iterator[str]:
    """Every field of the models in these modules, as files and results write it."""
    for model in {value for module in modules for value in vars(module).values() if isinstance(value, type)}:
        if issubclass(model, BaseModel):
            yield from (field.serialization_alias or field.alias or key for key, field in model.model_fields.items())


def missing(page: str, names: Iterable[str]) -> set[str]:
    return set(names) - told(page)


# Links


def anchors(page: str) -> set[str]:
    """The anchors of the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(path)):
        place, _, anchor = target.partition("#")
        assert not re.match(r"\w+:", place), target
        page = (path.parent / place).resolve() if place else path
        assert page.exists(), target
        assert page.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors(page.read_text(encoding="utf-8")), target


def test_the_index_names_every_page() -> None:
    index = text_of("docs/README.md")
    here = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {name for name in here if f"({name})" not in index} == set()


# What every page keeps out


@each_page
def test_nothing_is_copied_from_the_notitie(path: Path) -> None:
    assert copied(text_of(path)) == []


@each_page
def test_no_places_outside_the_project(path: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home)\b|https?://", text_of(path)) == []


@each_page
def test_a_page_is_no_longer_than_people_read(path: Path) -> None:
    assert len(text_of(path).splitlines()) <= 400


@pytest.mark.parametrize("page", [*DUTCH, "docs/van-gesprek-tot-evaluatie.md"])
def test_words_that_hurt_are_not_used(page: str) -> None:
    hurt = r"boze (?:inwoners|bewoners)|lager opgeleid|laagopgeleid|is toegestaan|mag besluiten\."
    assert re.findall(hurt, text_of(page), re.IGNORECASE) == []


# What the pages have to tell


def test_every_field_of_dossiers_and_packs_is_told() -> None:
    assert missing("docs/formaten.md", fields(dossier)) == set()
    assert missing("docs/pakketformaat.md", fields(pakket, conditions)) == set()


def test_every_key_of_the_results_is_told() -> None:
    assert missing("docs/rapport.md", {*fields(rapport, uitleg), rapport.FORMAAT, uitleg.FORMAAT}) == set()


def test_every_key_and_kind_of_comparisons_and_follow_up_is_told() -> None:
    kinds = (
        vergelijking.EisSoort,
        vergelijking.AntwoordSoort,
        vergelijking.OorzaakSoort,
        opvolging.Oordeel,
        opvolging.NietGevraagd,
    )
    formats = {vergelijking.FORMAAT, vergelijking.FORMAAT_MAPPEN, opvolging.FORMAAT}
    words = {word for kind in kinds for word in get_args(kind)}
    assert missing("docs/rapport.md", {*fields(vergelijking, opvolging), *formats, *words}) == set()


def test_every_key_of_a_plan_is_told() -> None:
    words = {plan_value.FORMAAT, *get_args(plan_value.Begin)}
    assert missing("docs/rapport.md", {*fields(plan_value), *words}) == set()


def test_every_key_and_kind_of_a_transfer_is_told() -> None:
    kinds = {word for kind in (words.BevindingSoort, overdracht.WegStand) for word in get_args(kind)}
    formats = {overdracht.FORMAAT, overdracht.KAART_FORMAAT}
    assert missing("docs/rapport.md", {*fields(overdracht), *formats, *kinds}) == set()


def test_every_column_of_a_batch_row_is_told() -> None:
    page = "docs/formaten.md"
    assert missing(page, COLUMNS) == set()
    assert missing(page, [c for c in SCORE_COLUMNS if c.startswith("borging")]) == set()
    assert missing("docs/pakketformaat.md", ONDERDELEN) == set()


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("docs/formaten.md", words.DossierStatus),
        ("docs/formaten.md", words.Stem),
        ("docs/formaten.md", words.Trekker),
        ("docs/formaten.md", words.Besluiter),
        ("docs/pakketformaat.md", words.Basis),
        ("docs/pakketformaat.md", words.Norm),
        ("docs/formaten.md", words.Fase),
        ("docs/formaten.md", words.Reikwijdte),
        ("docs/pakketformaat.md", words.Inzet),
        ("docs/pakketformaat.md", words.Waarde6),
        ("docs/pakketformaat.md", Tekstsleutel),
        ("docs/formaten.md", dossier.Houder),
        ("docs/formaten.md", dossier.Ontvanger),
        ("docs/formaten.md", dossier.Weg),
        ("docs/overdracht.md", dossier.Houder),
        ("docs/overdracht.md", dossier.Ontvanger),
        ("docs/overdracht.md", dossier.Weg),
        ("docs/rapport.md", words.Uitkomst),
        ("docs/rapport.md", words.EisStatus),
        ("docs/rapport.md", words.Reden),
        ("docs/rapport.md", words.Niveau),
        ("docs/rekenen.md", words.Uitkomst),
        ("docs/rekenen.md", words.EisStatus),
    ],
)
def test_every_word_of_a_list_is_told(page: str, kind: object) -> None:
    assert missing(page, get_args(kind)) == set()


def test_every_signaal_and_placeholder_is_told() -> None:
    assert missing("docs/rapport.md", INGEBOUWDE_SIGNALEN) == set()
    assert missing("docs/pakketformaat.md", set().union(*PLACEHOLDERS.values())) == set()


def test_every_node_of_a_condition_is_told() -> None:
    assert missing("docs/pakketformaat.md", conditions.NODE_KEYS) == set()


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from commands(command, (*path, name))
    else:
        yield path, group


EVERYWHERE = {"--help", "--engine"}
"""Options that every help page explains and no task needs."""


@pytest.mark.parametrize(("path", "command"), [pytest.param(*each, id=" ".join(each[0])) for each in commands(main)])
def test_every_command_and_option_is_told_to_users(path: tuple[str, ...], command: click.Command) -> None:
    pages_text = "\n".join(map(text_of, FOR_USERS))
    assert " ".join(path) in pages_text
    options = {max(param.opts, key=len) for param in command.params if isinstance(param, click.Option)}
    short = {"--quiet": "-q", "--verbose": "-v"}
    assert {o for o in options - EVERYWHERE if f"{short.get(o, o)}" not in pages_text} == set()


# Pieces of a dossier that a page shows

HEAD = "formaat: wijktoets/dossier@1\nnaam: Voorbeeldwijk\n"


def pieces() -> Iterator[tuple[str, str]]:
    """The pieces of a dossier in the Dutch pages, each with its page; a session runs the others."""
    for page in (*DUTCH, "docs/van-gesprek-tot-evaluatie.md", "docs/verder.md"):
        for block in blocks(text_of(page)):
            if block.kind == "yaml" and not {"file", "fill"} & set(block.said):
                yield page, block.body


@pytest.mark.parametrize(("page", "piece"), list(pieces()))
def test_a_piece_of_a_dossier_is_sound(page: str, piece: str, tmp_path: Path) -> None:
    starts_a_field = piece.split(":")[0] in Dossier.model_fields
    path = tmp_path / "dossier.yaml"
    path.write_text(HEAD + (piece if starts_a_field else "antwoorden:\n" + indent(piece, "  ")), encoding="utf-8")
    assert check_dossier(load_dossier(path), load_pack()) == []


def test_there_are_pieces() -> None:
    assert len(list(pieces())) >= 4


# What make can do, and what a version is called


@each_page
def test_a_wheel_is_named_by_its_version(path: Path) -> None:
    assert set(re.findall(r"wijktoets-([^-\s]+)-py3", text_of(path))) <= {wijktoets.__version__}


def test_make_can_do_what_the_pages_say() -> None:
    asked = {word for path in pages() for word in re.findall(r"(?:`|^)make ([\w-]+)", text_of(path), re.MULTILINE)}
    can = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert asked >= {"demo", "test", "check", "docs"}
    assert asked - {*can} == set()
