"""Sets the styles of an OpenDocument text smaller, for a document that has to fit on a leaf, or for cards on a page."""

from collections.abc import Callable
from typing import Final

from odfdo import Element

from .look import GAP, POINT_INDENT, Look

LEVELS: Final = "//text:list-style[@style:name='Punten']//style:list-level-label-alignment"
FOOT_GAP: Final = 3.0
"""The room between the text and the foot, in millimetres."""


def set_smaller(styles: Element, look: Look) -> None:
    """Make letters, the room between parts and the margins as small as a look says."""
    for letters in styles.get_elements("//style:text-properties[@fo:font-size]"):
        _scale(letters, "fo:font-size", "pt", look.size)
    for part in styles.get_elements("//office:styles//style:paragraph-properties"):
        for side in ("fo:margin-top", "fo:margin-bottom"):
            _scale(part, side, "mm", look.room)
        _scale(part, "fo:line-height", "%", lambda _usual: look.line * 100)
    # What is above a caption has room below it already, and the two are added up.
    for caption in styles.get_elements("//style:style[@style:name='Caption']/style:paragraph-properties"):
        caption.set_attribute("fo:margin-top", "0.3mm")
    for gap in styles.get_elements("//style:style[@style:name='Na']/style:paragraph-properties") if look.dense else ():
        gap.set_attribute("fo:line-height", f"{GAP}pt")
    for stop in styles.get_elements("//style:style[@style:name='Footer']//style:tab-stop"):
        stop.set_attribute("style:position", f"{look.width}mm")
    for depth, level in enumerate(styles.get_elements(LEVELS), start=1):
        level.set_attribute("fo:margin-left", f"{depth * POINT_INDENT}mm")
        level.set_attribute("text:list-tab-stop-position", f"{depth * POINT_INDENT}mm")
        level.set_attribute("fo:text-indent", f"-{POINT_INDENT}mm")
    for page in styles.get_elements("//style:page-layout-properties"):
        for side, room in (("left", look.side), ("right", look.side), ("top", look.above), ("bottom", look.foot)):
            page.set_attribute(f"fo:margin-{side}", f"{room}mm")
    for foot in styles.get_elements("//style:footer-style/style:header-footer-properties"):
        foot.set_attribute("fo:min-height", f"{look.below - look.foot - FOOT_GAP}mm")
        foot.set_attribute("fo:margin-top", f"{FOOT_GAP}mm")


def _scale(element: Element, name: str, unit: str, scale: Callable[[float], float]) -> None:
    """Change a length that is there; a share of something, such as 110%, stays."""
    value = str(element.get_attribute(name) or "")
    if value.endswith(unit):
        element.set_attribute(name, f"{scale(float(value.removesuffix(unit))):g}{unit}")
