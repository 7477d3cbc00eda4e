"""What the styles of an OpenDocument text decide: hidden or not, emphasis, page headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.nodes import attribute, number
from coder_gui.exchange.transcripts.odt.names import child, short

if TYPE_CHECKING:
    from lxml.etree import _Element

Looks = Mapping[Emphasis, bool]

_MAX_ANCESTORS = 40
_MAX_PAGES = 8
_HEADERS = ("style:header-first", "style:header", "style:header-left")
_BOLD_FROM = 600


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: hidden or not, and what is emphasised; None where it is not said."""

    hidden: bool | None = None
    emphasis: Looks = field(default_factory=dict)

    def below(self, own: Look) -> Look:
        """The look of something with an own look inside of something with this one."""
        hidden = self.hidden if own.hidden is None else own.hidden
        return Look(hidden, {**self.emphasis, **own.emphasis})


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    page: str
    look: Look


class Styles:
    """Styles of paragraphs and words by name, with what they inherit.

    Args:
        containers: `office:styles` and `office:automatic-styles`; later ones win.
        hides: Whether text that they hide is hidden.
    """

    def __init__(self, containers: Iterable[_Element], hides: bool = True) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._defaults: dict[str, Look] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        for container in containers:
            for node in container:
                name = short(node)
                family = attribute(node, "family")
                look = _look(child(node, "style:text-properties"), hides)
                if name == "style:default-style":
                    self._defaults[family] = look
                elif name == "style:style":
                    self._styles[family, attribute(node, "name")] = _Style(
                        attribute(node, "parent-style-name"),
                        attribute(node, "master-page-name"),
                        look,
                    )

    def look(self, family: str, name: str) -> Look:
        """What a style says about words, its ancestors included."""
        key = (family, name)
        if key not in self._looks:
            look = self._defaults.get(family, Look())
            for style in reversed(list(self._lineage(family, name))):
                look = look.below(style.look)
            self._looks[key] = look
        return self._looks[key]

    def page(self, family: str, name: str) -> str:
        """Name of the page style that begins with a paragraph or table of that style."""
        return next((style.page for style in self._lineage(family, name) if style.page), "")

    def _lineage(self, family: str, name: str) -> Iterator[_Style]:
        for _ in range(_MAX_ANCESTORS):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.parent


class Pages:
    """The headers of the page styles."""

    def __init__(self, container: _Element | None) -> None:
        pages = [] if container is None else list(container)
        self._pages = {
            attribute(page, "name"): page for page in pages if short(page) == "style:master-page"
        }

    def headers(self, name: str) -> Iterator[_Element]:
        """Headers of a page style, and of those that follow it by themselves."""
        if name not in self._pages:
            name = "Standard" if "Standard" in self._pages else next(iter(self._pages), "")
        seen: set[str] = set()
        while name in self._pages and name not in seen and len(seen) < _MAX_PAGES:
            seen.add(name)
            page = self._pages[name]
            for kind in _HEADERS:
                header = child(page, kind)
                if header is not None and attribute(header, "display") != "false":
                    yield header
            name = attribute(page, "next-style-name")


def _look(properties: _Element | None, hides: bool) -> Look:
    if properties is None:
        return Look()
    emphasis: dict[Emphasis, bool] = {}
    if weight := attribute(properties, "font-weight"):
        emphasis["bold"] = weight == "bold" or number(weight) >= _BOLD_FROM
    if slant := attribute(properties, "font-style"):
        emphasis["italic"] = slant in ("italic", "oblique")
    lines = [attribute(properties, f"text-underline-{part}") for part in ("style", "type")]
    if any(lines):
        emphasis["underline"] = "none" not in lines
    display = attribute(properties, "display") if hides else ""
    return Look(display == "none" if display else None, emphasis)
