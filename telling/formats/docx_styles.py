"""Sets the page, language and styles of a Word document: dark text, wide lines, no house style of anyone."""

from datetime import datetime, time
from typing import Any, Final

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from wijktoets.texts import printable, text

from ..tree import Document
from .look import NARROW, POINT_INDENT, SMALLEST, Look, beside_page

FONT: Final = "Arial"
INK: Final = RGBColor(0x1A, 0x1A, 0x1A)
QUIET: Final = RGBColor(0x55, 0x55, 0x55)
LANGUAGES: Final = {"nl": "nl-NL"}
"""How an office program names the language of a document."""

SIZES: Final = {"Heading 1": 20, "Heading 2": 14, "Heading 3": 12, "Heading 4": 10.5, "Subtitle": 12, "Caption": 9.5}
OWN: Final = {"Inleiding": 11.5, "Let op": 10.5, "Noot": 9.5, "Feit": 10.5, "Schrijfregel": 10.5}
"""Paragraph styles with their size in points: those that Word knows, and ours."""

FACTS: Final = {"Feit": Mm(45), "Feit smal": Mm(NARROW)}
"""The styles of facts, with how wide the name of one may be."""
NARROW_STYLES: Final = {"Feit smal": "Feit", "Punt smal": "List Bullet"}
"""The styles of what stands in columns, and what they look like otherwise."""
LOOSE: Final = ("List Continue", "List Continue 2")
"""The styles of points without a bullet."""
POINTS: Final = ("List Bullet", "List Bullet 2", "List Bullet 3")
"""The styles of points, and of those below them."""


def new_document(document: Document, look: Look) -> Word:
    """An empty document with everything that is not in its parts."""
    word = docx.Document()
    _drop_thumbnail(word)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(look.side)
    section.top_margin, section.bottom_margin = Mm(look.above), Mm(look.below)
    section.footer_distance = Mm(look.foot)
    _describe(word, document)
    _speak(word, LANGUAGES.get(document.language, document.language))
    _style(word, look)
    _footer(word, document, look)
    return word


def _drop_thumbnail(word: Word) -> None:
    """Take out the preview of an empty page that comes with the library."""
    rels = word.part.package.rels
    for name in [name for name, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[name]


def _describe(word: Word, document: Document) -> None:
    about, meta = word.core_properties, document.metadata
    about.title, about.subject = printable(document.title)[:255], printable(meta.subject)[:255]
    about.author = about.last_modified_by = printable(meta.author)[:255]
    about.keywords = printable(", ".join(meta.keywords))[:255]
    about.comments, about.language = "", LANGUAGES.get(document.language, document.language)
    about.created = about.modified = datetime.combine(meta.day, time())
    about.revision = 1


def _speak(word: Word, language: str) -> None:
    """Set the language of all text."""
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for lang in word.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), language)


def _style(word: Word, look: Look) -> None:
    styles = word.styles
    for name in OWN:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles.add_style("Bron", WD_STYLE_TYPE.CHARACTER)
    quiet = ("Subtitle", "Caption", "Noot", "Bron")
    for name, size in {"Normal": 10.5, **SIZES, **OWN, "Bron": 9.5}.items():
        style: Any = styles[name]
        _font(style, look.size(size), QUIET if name in quiet else INK)
        if name.startswith("Heading"):
            style.font.bold = True
            _spread(style, look, 14, 5)
    for name in ("Subtitle", "Caption"):
        style = styles[name]
        style.font.bold = style.font.italic = False
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
    styles["Heading 1"].paragraph_format.space_before = Pt(0)
    normal: Any = styles["Normal"]
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(look.room(5)), look.line
    caption: Any = styles["Caption"]
    _spread(caption, look, 6, 3)
    caption.paragraph_format.keep_with_next = True
    _shapes(styles, look)


def _spread(style: Any, look: Look, above: float, below: float) -> None:
    style.paragraph_format.space_before = Pt(look.room(above))
    style.paragraph_format.space_after = Pt(look.room(below))


def _shapes(styles: Any, look: Look) -> None:
    """What our own paragraph styles look like beside their letters."""
    if look.dense:
        for name, like in NARROW_STYLES.items():
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[like]
        _close_points(styles)
    for name in LOOSE:
        styles[name].paragraph_format.space_after = Pt(look.room(3))
    for name in [name for name in FACTS if name in styles]:
        fact, indent = styles[name].paragraph_format, FACTS[name]
        fact.left_indent, fact.first_line_indent, fact.space_after = indent, -indent, Pt(look.room(3))
        fact.tab_stops.add_tab_stop(indent)
    warning = styles["Let op"].paragraph_format
    warning.left_indent = Mm(4)
    _border(styles["Let op"], left=("18", "8"))
    line = styles["Schrijfregel"].paragraph_format
    line.space_after, line.line_spacing = Pt(0), Mm(9)
    _border(styles["Schrijfregel"], bottom=("4", "0"), between=("4", "0"))


def _close_points(styles: Any) -> None:
    """Set points a little in, with next to no room between them.

    LibreOffice leaves columns as uneven as they come when Word's own way to leave out that room is used in them.
    """
    styles["Punt smal"].font.size = Pt(SMALLEST)
    for depth, name in enumerate(POINTS, start=1):
        point = styles[name].paragraph_format
        point.left_indent, point.first_line_indent = Mm(depth * POINT_INDENT), -Mm(POINT_INDENT)
        point.space_after = Pt(1)
        properties = styles[name].element.pPr
        for ignored in properties.findall(qn("w:contextualSpacing")):
            properties.remove(ignored)


def _font(style: Any, size: float, color: RGBColor) -> None:
    """Letters of one font, whatever the theme says."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), color
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def _border(style: Any, **sides: tuple[str, str]) -> None:
    """Lines at sides of a paragraph: their width in eighths of a point, and the room between."""
    borders = OxmlElement("w:pBdr")
    for side in ("left", "bottom", "between"):
        if side in sides:
            width, space = sides[side]
            borders.append(made(f"w:{side}", val="single", sz=width, space=space, color="555555"))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def made(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML with its attributes."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _footer(word: Word, document: Document, look: Look) -> None:
    """The line at the foot of every page, and which page it is."""
    style: Any = word.styles["Footer"]
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(Mm(look.width), WD_TAB_ALIGNMENT.RIGHT)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.0
    _font(style, 9, QUIET)
    foot = word.sections[0].footer
    words, paragraph = printable(document.footer), foot.paragraphs[0]
    if beside_page(words, look):
        paragraph.add_run(f"{words}\t")
    else:
        paragraph.add_run(words)
        paragraph = foot.add_paragraph(style="Footer")
        paragraph.add_run("\t")
    paragraph.add_run(f"{text('papier.bladzijde')}{look.space}")
    _field(paragraph, "PAGE")
    paragraph.add_run(f"{look.space}{text('papier.van')}{look.space}")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that the office program fills in."""
    field = made("w:fldSimple", instr=instruction)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
