"""Which component of NL Design System an element of a page is: its class names are put in as the templates are read.

A template says what a thing is here (`<button class="hoofd">`); this table says once how NL Design System calls that.
The rules of these components are in static/nl-design-system.css, how they look in the theme of static/web.css.
"""

import re
from collections.abc import Iterator
from typing import Final

from jinja2.ext import Extension

_BUTTON: Final = "utrecht-button utrecht-button--html-button"
_LINK: Final = "utrecht-button-link utrecht-button-link--html-a"

COMPONENTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("button", "eerste-knop", ""),
    ("button", "zin", ""),
    ("button", "pak", f"{_BUTTON} utrecht-button--subtle"),
    ("button", "hoofd", f"{_BUTTON} utrecht-button--primary-action"),
    ("button", "stil", f"{_BUTTON} utrecht-button--subtle"),
    ("button", "", f"{_BUTTON} utrecht-button--secondary-action"),
    ("a", "overslaan", "utrecht-skip-link utrecht-skip-link--visible-on-focus"),
    ("a", "knop hoofd", f"{_LINK} utrecht-button-link--primary-action"),
    ("a", "knop", f"{_LINK} utrecht-button-link--secondary-action"),
    ("a", "", "utrecht-link utrecht-link--html-a"),
    ("h1", "", "utrecht-heading-1"),
    ("h2", "", "utrecht-heading-2"),
    ("h3", "", "utrecht-heading-3"),
    ("p", "let_op", "utrecht-alert utrecht-alert--warning"),
    ("p", "melding", "utrecht-alert utrecht-alert--ok"),
    ("p", "botsing", "utrecht-alert utrecht-alert--error"),
    ("p", "noot", "utrecht-form-field-description"),
    ("p", "field", "utrecht-form-field"),
    ("p", "", "utrecht-paragraph"),
    ("div", "melding", "utrecht-alert utrecht-alert--ok"),
    ("form", "melding", "utrecht-alert utrecht-alert--ok"),
    ("div", "botsing", "utrecht-alert utrecht-alert--error"),
    ("span", "noot", "utrecht-form-field-description"),
    ("label", "", "utrecht-form-label"),
    ("fieldset", "", "utrecht-form-fieldset"),
    ("legend", "", "utrecht-form-fieldset__legend"),
    ("textarea", "", "utrecht-textarea utrecht-textarea--html-textarea"),
    ("select", "", "utrecht-select utrecht-select--html-select"),
    ("input", "hidden", ""),
    ("input", "file", ""),
    ("input", "radio", "utrecht-radio-button utrecht-radio-button--html-input"),
    ("input", "checkbox", "utrecht-checkbox utrecht-checkbox--html-input"),
    ("input", "", "utrecht-textbox utrecht-textbox--html-input"),
)
"""An element, what it is called here (of an input its type), and the classes of its component; the first that fits."""

_EXPRESSION: Final = r"\{\{.*?\}\}|\{%.*?%\}"
_TAG: Final = re.compile(
    rf"<({'|'.join(dict.fromkeys(tag for tag, _, _ in COMPONENTS))})(?=[\s>])"
    rf'((?:"(?:{_EXPRESSION}|[^"])*"|{_EXPRESSION}|[^>"{{])*)>(?=(<label|))',
    re.DOTALL,
)
_CLASS: Final = re.compile(rf'\bclass="((?:{_EXPRESSION}|[^"])*)"', re.DOTALL)
_TYPE: Final = re.compile(r'\btype="(\w+)"')


def with_components(source: str) -> str:
    """A template with the classes of the components in it.

    >>> with_components('<h1 id="x">{{ naam }}</h1>')
    '<h1 class="utrecht-heading-1" id="x">{{ naam }}</h1>'
    """
    return _TAG.sub(_with_classes, source)


def _with_classes(found: re.Match[str]) -> str:
    tag, inside = found[1], found[2]
    own = _CLASS.search(inside)
    called = {
        *re.sub(_EXPRESSION, " ", own[1] if own else "").split(),
        *_TYPE.findall(inside),
        *(("field",) if found[3] else ()),
    }
    fits = (to for of, name, to in COMPONENTS if of == tag and called.issuperset(name.split()))
    classes = next(fits, "")
    if not classes:
        return found[0]
    if own is None:
        return f'<{tag} class="{classes}"{inside}>'
    at = own.start(1)
    return f"<{tag}{inside[:at]}{classes} {inside[at:]}>"


def classes() -> Iterator[str]:
    """The class names that pages have."""
    return (name for _, _, to in COMPONENTS for name in to.split())


class Components(Extension):
    """Puts the classes in as Jinja reads a template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with them."""
        return with_components(source)
