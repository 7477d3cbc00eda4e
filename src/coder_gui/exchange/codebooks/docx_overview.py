"""The overview in the Word codebook: the whole tree with its counts in one table."""

from __future__ import annotations

from coder_gui.exchange.codebooks.docx_elements import Element, element, linked, paragraph
from coder_gui.exchange.codebooks.docx_styles import LINE, TEXT_WIDTH, twips
from coder_gui.exchange.codebooks.entries import CodebookDocument, Entry, GroupSize
from coder_gui.exchange.codebooks.printable import one_line

_MOST_GROUPS = 3
_NUMBER_WIDTH = 17
_GROUP_WIDTH = 19
_INDENT = 4
_DEEPEST_INDENT = 6
_HAIRLINE = "E1DDD5"


def bookmark(number: int) -> str:
    """The name of the place where an entry stands."""
    return f"entry_{number}"


def overview_intro(document: CodebookDocument) -> str:
    """What the figures of the table are."""
    text = "Every theme and code, counted with its branch."
    return f"{text} The last columns hold participants by group." if _groups(document) else text


def overview_table(document: CodebookDocument) -> Element:
    """One row an entry, linked to it; the heading row comes again on each page.

    More groups than fit on the page are left to the entries themselves.
    """
    groups = _groups(document)
    numbers = [_NUMBER_WIDTH] * 3 + [_GROUP_WIDTH] * len(groups)
    widths = [TEXT_WIDTH - sum(numbers), *numbers]
    heads = ["Theme or code", "Segments", "Transcripts", "Participants"]
    heads += [one_line(group.name) for group in groups]
    grid = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    table = element("tbl", _table_properties(), grid, _head(heads, widths))
    for number, entry in enumerate(document.entries):
        table.append(_row(entry, number, widths, len(groups)))
    return table


def _groups(document: CodebookDocument) -> tuple[GroupSize, ...]:
    return document.groups if len(document.groups) <= _MOST_GROUPS else ()


def _table_properties() -> Element:
    sides = {"top": 45, "left": 90, "bottom": 45, "right": 60}
    margins = (element(side, w=width, type="dxa") for side, width in sides.items())
    edges = (
        element(edge, val="single", sz=4, space=0, color=_HAIRLINE)
        for edge in ("bottom", "insideH")
    )
    return element(
        "tblPr",
        element("tblW", w=twips(TEXT_WIDTH), type="dxa"),
        element("tblBorders", *edges),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
        element("tblLook", firstRow=1, firstColumn=1, noHBand=1, noVBand=1),
        element("tblCaption", val="Overview of all themes and codes with their counts"),
    )


def _head(heads: list[str], widths: list[int]) -> Element:
    row = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
    for position, (text, width) in enumerate(zip(heads, widths, strict=True)):
        edge = element("bottom", val="single", sz=8, space=0, color=LINE)
        content = paragraph("CodebookCellHead", text)
        row.append(_cell(content if position == 0 else _right(content), width, edge, "bottom"))
    return row


def _row(entry: Entry, number: int, widths: list[int], groups: int) -> Element:
    row = element("tr", element("trPr", element("cantSplit")))
    indent = twips(_INDENT * min(entry.depth, _DEEPEST_INDENT))
    name = paragraph("CodebookCell", one_line(entry.code.name), indent=indent)
    if entry.code.kind == "theme":
        for run in name.findall(name[1].tag):
            run[0].append(element("b"))
    colour = entry.colour_hex.lstrip("#")
    swatch = element("left", val="single", sz=36, space=0, color=colour)
    row.append(_cell(linked(name, bookmark(number)), widths[0], swatch))
    branch = entry.branch
    counts = [branch.segments, branch.transcripts, branch.participants]
    for count, width in zip([*counts, *entry.per_group[:groups]], widths[1:], strict=True):
        row.append(_cell(_right(paragraph("CodebookCell", f"{count:,}")), width))
    return row


def _cell(content: Element, width: int, edge: Element | None = None, align: str = "top") -> Element:
    properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if edge is not None:
        properties.append(element("tcBorders", edge))
    properties.append(element("vAlign", val=align))
    return element("tc", properties, content)


def _right(content: Element) -> Element:
    content[0].append(element("jc", val="right"))
    return content
