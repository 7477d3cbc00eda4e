"""How an element of a web page shows the words in it, by its name, attributes and styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.html.styles import Declarations, Sheets, declared
from coder_gui.exchange.transcripts.nodes import number

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEFT_OUT_NAMES = """
annotation annotation-xml applet area audio canvas col colgroup datalist desc embed frame head
iframe img link map meta metadata meter noembed noscript object param progress rp script source
style template title track video xml
"""
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing
main menu nav ol optgroup p plaintext pre search section summary table tbody tfoot thead tr ul xmp
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SHOWN_AS_BLOCK = frozenset(("block", "flex", "grid", "list-item", "table", "flow-root"))
_VERBATIM = frozenset(("listing", "plaintext", "pre", "textarea", "xmp"))
_EMPHASIS: dict[Emphasis, frozenset[str]] = {
    "bold": frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")),
    "italic": frozenset(("i", "em", "cite", "dfn", "var", "address")),
    "underline": frozenset(("u", "ins")),
}
_BOLD_FROM = 600
_TRACKED = ("datetime", "cite")


@dataclass(frozen=True, slots=True)
class Look:
    """How the words in an element look; a hidden element has no words."""

    hidden: bool = False
    block: bool = False
    verbatim: bool = False
    link: bool = False
    styles: frozenset[Emphasis] = frozenset()
    marker: str = ""
    """Type of the bullets or numbers of the list, as style sheets name it."""


def look_of(node: _Element, tag: str, around: Look, sheets: Sheets) -> Look:
    """The look of an element inside of something with another look."""
    own = sheets.declarations(tag, node.get("class", ""), node.get("id", ""))
    if style := node.get("style"):
        own = {**own, **declared(style)}
    display = own.get("display", "")
    block = tag in _BLOCKS and not display.startswith("inline")
    blanks = own.get("white-space", "")
    link = around.link or (tag == "a" and node.get("href") is not None)
    styles = _styles(node, tag, around.styles, own)
    marker = own.get("list-style-type") or own.get("list-style", "").partition(" ")[0]
    return Look(
        hidden=_is_hidden(node, tag, own),
        block=block or display in _SHOWN_AS_BLOCK,
        verbatim=blanks.startswith("pre") if blanks else around.verbatim or tag in _VERBATIM,
        link=link,
        # The line under a link is no emphasis of what is said.
        styles=styles - {"underline"} if link else styles,
        marker=marker or around.marker if tag not in ("ol", "ul") else marker,
    )


def _is_hidden(node: _Element, tag: str, own: Declarations) -> bool:
    if tag in _LEFT_OUT or node.get("hidden") is not None:
        return True
    if own.get("display") == "none" or own.get("mso-hide") == "all":
        return True
    if own.get("visibility") in ("hidden", "collapse"):
        return True
    if tag == "del":
        # Word processors write tracked deletions so; without a date it is a line through words.
        return any(node.get(name) for name in _TRACKED)
    if tag == "dialog":
        return node.get("open") is None
    return tag == "input" and node.get("type", "").lower() == "hidden"


def _styles(
    node: _Element, tag: str, around: frozenset[Emphasis], own: Declarations
) -> frozenset[Emphasis]:
    found = {style: style in around or tag in tags for style, tags in _EMPHASIS.items()}
    if tag == "ins" and any(node.get(name) for name in _TRACKED):
        found["underline"] = "underline" in around
    if weight := own.get("font-weight"):
        found["bold"] = weight in ("bold", "bolder") or number(weight) >= _BOLD_FROM
    if slant := own.get("font-style"):
        found["italic"] = slant.startswith(("italic", "oblique"))
    line = own.get("text-decoration-line") or own.get("text-decoration")
    if line:
        found["underline"] = "underline" in line or "underline" in around
    return frozenset(style for style, on in found.items() if on)
