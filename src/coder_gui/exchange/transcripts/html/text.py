"""The visible text of a web page, or of a piece of HTML, a block a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from coder_gui.exchange.transcripts.emphasis import emphasised, without_signs
from coder_gui.exchange.transcripts.flow import Flow, row_lines
from coder_gui.exchange.transcripts.html.encoding import page_decoded
from coder_gui.exchange.transcripts.html.lists import ListMarks
from coder_gui.exchange.transcripts.html.looks import Look, look_of
from coder_gui.exchange.transcripts.html.shown import shown_instead
from coder_gui.exchange.transcripts.html.styles import Sheets
from coder_gui.exchange.transcripts.reading import refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

_GAPS = re.compile("[ \t\r\n\f]+")
_SOFT_HYPHEN = "\xad"
_MAX_TREE = 350_000_000
"""Largest tree of nodes that is built, in bytes, by an estimate; an hour of talk needs 2."""
_EMPTY_NAMES = "area base br col embed hr img input link meta param source track wbr"
_EMPTY = frozenset(_EMPTY_NAMES.split())
_SELF_CLOSED = re.compile(r"<([a-zA-Z][\w:.-]{0,60})((?:\s[^<>]*)?)/>")
_AROUND = {"q": ("“", "”"), "rt": ("(", ")")}

Instead = Callable[["_Element"], "str | None"]
"""What is written in place of an element; None to read it as any other."""


def html_text(
    page: bytes | str, source_name: str = "the web page in it", instead: Instead | None = None
) -> str:
    """Text as a browser would show it, with the signs of `emphasis`; cells are parted by tabs.

    Raises:
        UnreadableFile: It would take too much memory, or is nested too deep to be read whole.
    """
    markup = page if isinstance(page, str) else page_decoded(page)[0] or ""
    root = _parsed(markup, source_name)
    if root is None:
        return ""
    lines = _PageWalker(root, instead).lines(root)
    return "\n".join(lines).strip("\n")


def _parsed(markup: str, source_name: str) -> _Element | None:
    from lxml import etree

    if 130 * markup.count("<") + 220 * markup.count("=") + len(markup) > _MAX_TREE:
        raise refusal(
            source_name,
            "it holds far more formatting than a transcript can have",
            "Open it in a browser, copy the text into a document, and import that.",
        )
    markup = without_signs(markup).replace("\x00", "")
    if "http://www.w3.org/1999/xhtml" in markup[:2_000]:
        markup = _as_html(markup)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "surrogatepass"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None  # there is no element in it
    if any("depth" in error.message for error in parser.error_log):
        raise refusal(
            source_name,
            "it is nested deeper than it can be read",
            "Open it in a browser, copy the text into a document, and import that.",
        )
    return root


def _as_html(markup: str) -> str:
    """XHTML without what HTML does not know: elements that close themselves, and CDATA."""

    def opened(match: re.Match[str]) -> str:
        name = match[1].lower()
        return match[0] if name in _EMPTY else f"<{match[1]}{match[2]}></{match[1]}>"

    return "".join(_cdata_escaped(_SELF_CLOSED.sub(opened, markup)))


def _cdata_escaped(markup: str) -> Iterator[str]:
    first, *sections = markup.split("<![CDATA[")
    yield first
    for section in sections:
        characters, _, rest = section.partition("]]>")
        yield characters.replace("&", "&amp;").replace("<", "&lt;")
        yield rest


class _PageWalker:
    """Writes the lines of a page; follows start and end events, so it needs no recursion."""

    def __init__(self, root: _Element, instead: Instead | None) -> None:
        self._sheets = Sheets(node.text or "" for node in root.iter("style"))
        self._instead = instead
        self._looks = [Look()]
        self._plain: dict[tuple[str, Look], Look] = {}  # of elements without attributes
        self._flows = [Flow()]
        self._lists = ListMarks()
        self._rows: list[list[list[str]] | None] = []  # None: a table outside of its rows
        self._after_blank = True

    def lines(self, root: _Element) -> list[str]:
        """All lines of the page."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, node in walk:
            tag = node.tag.lower() if isinstance(node.tag, str) else ""
            if event == "end":
                if node is not skipped:
                    self._end(tag)
                self._characters(node.tail)
            elif self._start(tag, node):
                self._characters(node.text)
            else:
                walk.skip_subtree()
                skipped = node
        self._end_line()
        return self._flows[0].finished()

    def _start(self, tag: str, node: _Element) -> bool:
        """Open an element; False when nothing in it is to be seen, or it has been written."""
        look = self._look(tag, node)
        if look.hidden:
            return False
        shown = self._instead(node) if self._instead else None
        shown = shown_instead(node, tag) if shown is None else shown
        if shown is not None:
            self._write(shown)
            return False
        self._looks.append(look)
        if look.block:
            self._end_line()
        if tag in ("td", "th"):
            self._begin_cell()
        elif tag == "table":
            self._rows.append(None)
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.begin(node, tag, look.marker)
        elif tag == "li":
            self._flows[-1].prefix += self._lists.item(node, look.marker)
        elif tag == "br":
            self._write("\n")
        elif tag in _AROUND:
            self._write(_AROUND[tag][0])
        return True

    def _look(self, tag: str, node: _Element) -> Look:
        around = self._looks[-1]
        if node.attrib:
            return look_of(node, tag, around, self._sheets)
        if (tag, around) not in self._plain:
            self._plain[tag, around] = look_of(node, tag, around, self._sheets)
        return self._plain[tag, around]

    def _end(self, tag: str) -> None:
        look = self._looks[-1]
        if tag in _AROUND:
            self._write(_AROUND[tag][1])
        if look.block:
            self._end_line()
        self._looks.pop()
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("table", "tr") and self._rows:
            cells = self._rows.pop()
            self._flows[-1].lines.extend(row_lines(cells) if cells else [])
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.end()
        elif tag == "li":
            self._flows[-1].prefix = ""

    def _begin_cell(self) -> None:
        self._end_line()
        if self._rows and self._rows[-1] is not None:
            self._flows.append(Flow())

    def _end_cell(self) -> None:
        self._end_line()
        if self._rows and self._rows[-1] is not None:
            self._rows[-1].append(self._flows.pop().finished())

    def _characters(self, text: str | None) -> None:
        """Write text of the page; outside of `pre`, line ends and rows of blanks are one blank."""
        if not text:
            return
        text = without_signs(text).replace(_SOFT_HYPHEN, "")
        look = self._looks[-1]
        if look.verbatim:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            if self._after_blank and not self._flows[-1].parts:
                text = text.removeprefix("\n")
        else:
            text = _GAPS.sub(" ", text)
            text = text.lstrip(" ") if self._after_blank else text
        self._write(emphasised(text, look.styles))

    def _write(self, text: str) -> None:
        if text:
            self._flows[-1].parts.append(text)
            self._after_blank = text.endswith((" ", "\n"))

    def _end_line(self) -> None:
        """Make a line of what has been written since the last one; of nothing, none."""
        flow = self._flows[-1]
        text = "\n".join(line.rstrip(" ") for line in "".join(flow.parts).split("\n"))
        written = bool(flow.parts)
        # A break at the end of a block ends its last line, which ends anyway.
        text = text.removesuffix("\n")
        prefix = flow.prefix
        if written:
            flow.parts = [text if text.strip() else "\n" * text.count("\n")]
            flow.flush()
            flow.prefix = "" if text.strip() else prefix
        self._after_blank = True
