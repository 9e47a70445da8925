"""Has parts of a Word document stand in columns, on the page where they would stand without."""

from typing import Any

from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .look import COLUMN_GAP, GAP


def begin_columns(word: Word, many: int = 2) -> None:
    """Have what follows stand in so many columns.

    Word keeps the shape of a part with the last paragraph of that part, and the shape of the last part at the end of
    the document.
    """
    body: Any = word.element.body
    here = body.sectPr
    body.p_lst[-1].set_sectPr(here.clone())
    # The foot of the first part is that of all.
    for shown in here.xpath("w:headerReference|w:footerReference"):
        here.remove(shown)
    word.sections[-1].start_type = WD_SECTION.CONTINUOUS
    columns = here.find(qn("w:cols"))
    columns.set(qn("w:num"), str(many))
    columns.set(qn("w:space"), str(int(Mm(COLUMN_GAP).twips)))


def end_columns(word: Word) -> None:
    """Have what follows stand on the whole width, a little lower, so that columns below these are read on their own."""
    begin_columns(word, many=1)
    add_gap(word)


def add_gap(word: Word) -> None:
    """A paragraph without words that is hardly there, but keeps apart what is above and below it."""
    shape = word.add_paragraph().paragraph_format
    shape.space_after, shape.line_spacing = Pt(0), Pt(GAP)


def close_gap(word: Word) -> None:
    """Make such a paragraph even less at the end of a page: below a full page it would get a page of its own."""
    body: Any = word.element.body
    for gap in body.p_lst[-1].xpath(f"self::w:p[not(w:r)]/w:pPr/w:spacing[@w:line='{GAP * 20}']"):
        gap.set(qn("w:line"), "20")
