"""How a codebook looks in Word: page, type, the footer with its page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from coder_gui.exchange.codebooks.docx_elements import Element, element, field, runs

TEXT, QUIET, ACCENT, LINE = "23262B", "51565E", "1F5C99", "8B867C"
PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP, BOTTOM = 210, 297, 22, 24, 24
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE
HANG = 33

_TWIPS_A_MM = 1440 / 25.4
# Word brings both faces; LibreOffice brings Carlito and Caladea, which have the same widths.
_FACES = {
    "sans": ("Calibri", "Arial", "Microsoft YaHei"),
    "serif": ("Cambria", "Times New Roman", "SimSun"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style; sizes and spaces in points, indents in millimetres."""

    name: str
    face: Literal["sans", "serif"]
    size: float
    colour: str = TEXT
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    left: float = 0
    hanging: float = 0
    keep_with_next: bool = False
    keep_together: bool = False
    new_page: bool = False
    right_tab: float = 0
    outline: int | None = None


_HEADING_SIZES = (19, 14, 12, 11.5, 11, 11, 11, 11, 11)
_HEADING_SPACE = (30, 22, 18, 16, 16, 16, 16, 16, 16)

LOOKS = (
    Look("Normal", "serif", 10.5, line=1.2, after=6),
    Look("Title", "sans", 28, bold=True, line=1.05, after=14),
    Look("Subtitle", "serif", 13, QUIET, line=1.25, after=22),
    *(
        Look(
            *(f"Heading {level}", "sans", size),
            bold=True,
            before=space,
            after=3,
            line=1.08,
            keep_with_next=True,
            keep_together=True,
            outline=level - 1,
        )
        for level, (size, space) in enumerate(zip(_HEADING_SIZES, _HEADING_SPACE, strict=True), 1)
    ),
    Look("Codebook Eyebrow", "sans", 11, ACCENT, bold=True, after=4, keep_with_next=True),
    Look("Codebook Kind", "sans", 9, QUIET, after=6, keep_with_next=True, keep_together=True),
    Look("Codebook Lead", "serif", 12, line=1.25, after=7, keep_with_next=True),
    Look("Codebook Field", "serif", 10.5, line=1.2, after=5, left=HANG, hanging=HANG),
    Look("Codebook Field More", "serif", 10.5, line=1.2, after=5, left=HANG),
    Look("Codebook Counts", "sans", 9.5, QUIET, line=1.15, after=3, left=HANG, hanging=HANG),
    Look("Quote", "serif", 11, line=1.3, before=7, left=HANG, keep_with_next=True),
    Look("Codebook Quote Source", "sans", 9.5, QUIET, before=3, after=6, left=HANG),
    Look("Codebook Cell", "sans", 9, line=1.05),
    Look("Codebook Cell Head", "sans", 8, QUIET, bold=True, keep_with_next=True),
    Look("Footer", "sans", 8.5, QUIET, right_tab=TEXT_WIDTH),
)


def twips(millimetres: float) -> int:
    """Word's unit of length, a twentieth of a point."""
    return round(millimetres * _TWIPS_A_MM)


def lay_out(document: Document, footer: str) -> None:
    """Set A4 pages, all styles, and a footer with the text and the page number."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(12)
    for look in LOOKS:
        _set_style(document, look)
    _set_label_style(document)
    _set_language(document)
    _set_compatibility(document)
    line = section.footer.paragraphs[0]._p
    line.extend(runs(f"{footer}\tPage ", False))
    line.append(field("PAGE"))
    line.extend(runs(" of ", False))
    line.append(field("NUMPAGES"))


def _set_style(document: Document, look: Look) -> None:
    styles = document.styles
    if look.name not in styles:
        styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    style = styles[look.name]
    style.hidden, style.quick_style = False, True
    _replace(style.element, _paragraph_properties(look))
    _replace(style.element, _run_properties(look))


def _set_label_style(document: Document) -> None:
    style = document.styles.add_style("Codebook Label", WD_STYLE_TYPE.CHARACTER)
    _replace(style.element, _run_properties(Look("", "sans", 9, QUIET, bold=True)))


def _replace(style: Element, properties: Element) -> None:
    # The template's own properties go whole: its theme fonts would win over ours.
    for old in style.findall(properties.tag):
        style.remove(old)
    if properties.tag == qn("w:pPr"):
        after = style.find(qn("w:rPr"))
        if after is not None:
            after.addprevious(properties)
            return
    style.append(properties)


def _paragraph_properties(look: Look) -> Element:
    made = element("pPr")
    if look.keep_with_next:
        made.append(element("keepNext"))
    if look.keep_together:
        made.append(element("keepLines"))
    made.append(element("widowControl"))
    stops = [element("tab", val="left", pos=twips(look.left))] if look.hanging else []
    if look.right_tab:
        stops = [element("tab", val="right", pos=twips(look.right_tab))]
    if stops:
        made.append(element("tabs", *stops))
    spacing = {"before": round(look.before * 20), "after": round(look.after * 20)}
    made.append(element("spacing", **spacing, line=round(look.line * 240), lineRule="auto"))
    made.append(element("ind", left=twips(look.left), hanging=twips(look.hanging)))
    if look.outline is not None:
        made.append(element("outlineLvl", val=look.outline))
    return made


def _run_properties(look: Look) -> Element:
    latin, complex_script, east_asian = _FACES[look.face]
    fonts = {"ascii": latin, "hAnsi": latin, "eastAsia": east_asian, "cs": complex_script}
    on = int(look.bold)
    size = round(look.size * 2)
    return element(
        "rPr",
        element("rFonts", **fonts),
        *(element("b", val=on), element("bCs", val=on)),
        *(element("i", val=0), element("iCs", val=0)),
        element("color", val=look.colour),
        *(element("sz", val=size), element("szCs", val=size)),
    )


def _set_language(document: Document) -> None:
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def _set_compatibility(document: Document) -> None:
    # Without it Word opens the file in the compatibility mode of an old version.
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
