"""Pages are made of components of NL Design System, in a theme of their own: no house style, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

import wijktoets
from tests.web.nl_design_system import PLACE, blocks, taken
from tests.web.visiting import Desk
from wijktoets.telling.formats import html
from wijktoets.web.components import classes, with_components
from wijktoets.web.store import Author, Store
from wijktoets.web.visit import environment

STATIC = PLACE.parent
CASES = Path(wijktoets.__file__).parent / "cases" / "voorbeelden"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<button>", "utrecht-button utrecht-button--html-button utrecht-button--secondary-action"),
        ('<a class="knop hoofd" href="x">', "utrecht-button-link--primary-action knop hoofd"),
        ('<div class="knoppen">', '<div class="knoppen">'),
        ('<p><label for="x">', '<p class="utrecht-form-field"><label class="utrecht-form-label" for="x">'),
        ('<input type="hidden" name="x">', '<input type="hidden" name="x">'),
        ('<input type="radio"{% if a > b %} checked{% endif %}>', "utrecht-radio-button--html-input"),
        (
            '<button value="{{ t("a", b=">") }}" class="zin{% if x %} los{% endif %}">',
            '<button value="{{ t("a", b=">") }}" class="zin{% if x %} los{% endif %}">',
        ),
        ("<abbr> <header> <p-x>", "<abbr> <header> <p-x>"),
    ],
)
def test_an_element_gets_the_classes_of_its_component(source: str, made: str) -> None:
    found = with_components(source)
    assert made in found
    bare = re.sub(r' class="[^"{]*"|utrecht-[\w-]+ ', "", found)
    assert bare == re.sub(r' class="[^"{]*"', "", source), "and no more"


def test_each_field_and_button_of_a_page_is_a_component(desk: Desk, store: Store) -> None:
    key = store.add("X", (CASES / "twee-groepen.yaml").read_bytes(), Author("adviseur", "bureau"))
    for part in ("", "/werkblad/0/bedrag", "/werkblad/0/kaart/namens-wie", "/tafel/0/namens-wie", "/geschiedenis"):
        text = desk.get(f"/dossier/{key}{part}").response.text
        for tag in re.findall(r"<(?:button|select|textarea|input|h1|label)\b[^>]*>", text):
            plain = 'type="hidden"' in tag or 'type="file"' in tag or re.search(r'class="(?:zin|eerste-knop)', tag)
            assert plain or 'class="utrecht-' in tag, tag


def test_every_template_can_be_read() -> None:
    made = environment()
    for name in made.list_templates():
        made.get_template(name)


def test_the_sheet_holds_what_pages_use_and_no_more() -> None:
    sheet = PLACE.read_text("utf-8")
    named = set(re.findall(r"\.(utrecht-[\w-]+)", re.sub(r":not\([^)]*\)", "", sheet)))
    assert named <= set(classes())
    assert {"utrecht-button", "utrecht-textbox", "utrecht-alert", "utrecht-heading-1", "utrecht-link"} <= named
    assert "EUPL-1.2" in sheet[:400]
    assert "Gemeente Utrecht" in sheet[:400]


def test_the_theme_is_of_its_own_and_names_no_token_in_vain() -> None:
    sheet, theme = PLACE.read_text("utf-8"), (STATIC / "web.css").read_text("utf-8")
    asked = set(re.findall(r"var\(\s*(--utrecht-[\w-]+)", sheet))
    given = set(re.findall(r"(--utrecht-[\w-]+):", theme))
    assert given <= asked
    for text in (sheet, theme):
        assert "@import" not in text
        assert "@font-face" not in text
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {'"/static/pijl.svg"'}


def test_what_is_taken_is_what_is_used() -> None:
    css = """.a { color: red; }
.a:hover:not(.c, :disabled), .b { color: var(
  --x); }
.a:disabled { color: gray; }
@media print { .a { color: black } .b { color: blue } }
"""
    assert list(blocks(".a { b: c; } .d{}")) == [(".a", "b: c;"), (".d", "")]
    expected = ".a{color:red}\n.a:hover:not(.c, :disabled){color:var(--x)}\n@media print{.a{color:black}}"
    assert taken(css, frozenset({"a"})) == expected


def test_where_somebody_is_stands_in_no_box() -> None:
    """The style of papers comes along: a class of theirs that a page uses otherwise is set right in that of pages."""
    papers, own = html.stylesheet(), (STATIC / "web.css").read_text("utf-8")
    templates = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").iterdir())
    named = {name for found in re.findall(r'class="([^"]*)"', templates) for name in re.findall(r"[a-z_]+", found)}
    boxes = {name for name, style in re.findall(r"(?m)^\.([\w-]+) \{([^}]*)\}", papers) if "border:" in style}
    kept = {"kader", "let_op"}
    assert {name for name in boxes & named if f"p.{name} {{ display: block; border: 0;" not in own} <= kept
