"""The visible text of a piece of HTML, a block a line."""

from __future__ import annotations

import re

_LEFT_OUT = {"script", "style", "head", "template", "noscript", "object", "title"}
_BLOCK_NAMES = """
address article aside blockquote body caption center dd div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_GAPS = re.compile(r"[ \t\r\n\f]+")
_AROUND = re.compile(r" *([\t\n]) *")


def html_text(data: bytes) -> str:
    """Text as a browser would show it, without scripts and styles; cells are parted by tabs."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return ""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "end":
            pieces.append("\n" if tag in _BLOCKS else "\t" if tag in ("td", "th") else "")
            pieces.append(_GAPS.sub(" ", node.tail or ""))
            continue
        if tag in _LEFT_OUT:
            walk.skip_subtree()
            continue
        pieces.append("\n" if tag in _BLOCKS or tag == "br" else "")
        pieces.append(_GAPS.sub(" ", node.text or ""))
    lines = (line.strip() for line in _AROUND.sub(r"\1", "".join(pieces)).split("\n"))
    return "\n".join(line for line in lines if line)
