"""Keeps an OpenDocument text while it is written, and the styles of shapes that it comes to need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Final

import odfdo

from .look import COLUMN_GAP, NARROW, SMALLEST

TWO_COLUMNS: Final = (
    '<style:section-properties text:dont-balance-text-columns="false">'
    f'<style:columns fo:column-count="2" fo:column-gap="{COLUMN_GAP}mm">'
    f'<style:column style:rel-width="1*" fo:start-indent="0mm" fo:end-indent="{COLUMN_GAP / 2}mm"/>'
    f'<style:column style:rel-width="1*" fo:start-indent="{COLUMN_GAP / 2}mm" fo:end-indent="0mm"/>'
    "</style:columns></style:section-properties>"
)


@dataclass(frozen=True, slots=True)
class Writing:
    """A document being written, and the styles of shapes that it came to need, by name."""

    file: odfdo.Document
    shapes: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=partial(count, 1))

    def named(self, kind: str) -> str:
        """A name that nothing else in the document has."""
        return f"{kind}{next(self.numbers)}"

    def shape(self, name: str, family: str, properties: str = "", **more: str) -> str:
        """Have a style for a shape, with its properties as XML or as attributes of its kind; its name."""
        if more:
            properties = _properties(family, more)
        self.shapes[name] = f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
        return name

    def like(self, style: str, kind: str, properties: str) -> str:
        """Have a style of paragraphs like this one, but with these properties as XML; its name."""
        name = f"{kind}_{style}"
        self.shapes[name] = (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{style}">'
            f"{properties}</style:style>"
        )
        return name

    def on_new_page(self, style: str) -> str:
        """Have a style like this one that starts a page; its name."""
        return self.like(style, "Nieuw", '<style:paragraph-properties fo:break-before="page"/>')

    def at_end_of_page(self, style: str) -> str:
        """Have a style like this one that is next to nothing high; its name."""
        return self.like(style, "Laatst", '<style:paragraph-properties fo:line-height="1pt"/>')

    def columns(self) -> str:
        """Have a style for parts in two columns, that are filled evenly; its name."""
        return self.shape("Kolommen", "section", TWO_COLUMNS)

    def name_in_box(self, level: int = 2) -> str:
        """Have a style for a heading at the top of a box, with next to no room above it; its name."""
        return self.like(f"Heading_20_{level}", "Vak", _properties("paragraph", {"fo__margin_top": "0mm"}))

    def point_in_column(self) -> str:
        """Have a style for a point in a column, with next to no room around it; its name."""
        shape = {"fo__margin_top": "0mm", "fo__margin_bottom": "0.4mm"}
        letters = {"fo__font_size": f"{SMALLEST:g}pt"}
        return self.like("Cel", "Smal", _properties("paragraph", shape) + _properties("text", letters))

    def fact_in_column(self) -> str:
        """Have a style for a fact in a column, with less room for its name; its name."""
        shape = {"fo__margin_left": f"{NARROW}mm", "fo__text_indent": f"-{NARROW}mm"}
        return self.like("Feit", "Smal", _properties("paragraph", shape))


def _properties(family: str, more: Mapping[str, str]) -> str:
    said = "".join(f' {key.replace("__", ":").replace("_", "-")}="{value}"' for key, value in more.items())
    return f"<style:{family}-properties{said}/>"
