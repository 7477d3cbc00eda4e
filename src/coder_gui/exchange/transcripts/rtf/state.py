"""What holds for the text of an RTF group, and the parts of a document it is written to."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.rtf.story import Story
from coder_gui.exchange.transcripts.symbols import symbol

Place = Literal["text", "skip", "fonts", "alternative"]
Part = Literal["body", "tail", "header", "note", "box", "number", "instruction", "choice"]

PLAIN: frozenset[Emphasis] = frozenset()


class State:
    """Properties of the open group; each group begins with a copy of those around it."""

    __slots__ = (
        "depth", "face", "font", "outer", "place", "removed", "shown", "styles", "uc", "wide"
    )  # fmt: skip

    def __init__(self) -> None:
        self.place: Place = "text"
        self.outer: Place = "text"
        """Where text goes that stands in both of two versions (`\\upr`)."""
        self.font = self.wide = 0
        self.face = ""
        self.styles = PLAIN
        self.removed: frozenset[str] = frozenset()
        self.uc = 1
        """How many bytes after a `\\u` are there for programs that do not know it."""
        self.depth = 0
        """How many tables the paragraph stands in."""
        self.shown = False
        """True when the value of the field is written already, so that its result is not."""

    def copy(self) -> State:
        """The state in which a group inside this one begins."""
        new = State.__new__(State)
        new.place, new.outer = self.place, self.outer
        new.font, new.wide, new.face = self.font, self.wide, self.face
        new.styles, new.removed = self.styles, self.removed
        new.uc, new.depth, new.shown = self.uc, self.depth, self.shown
        return new

    def begin_part(self) -> None:
        """Forget the paragraph around a note, header or box, which begins one of its own."""
        self.styles, self.removed, self.depth, self.shown = PLAIN, frozenset(), 0, False

    def plain(self, font: int) -> None:
        """Take back all properties of characters."""
        self.styles, self.removed = PLAIN, frozenset()
        self.font = self.wide = font
        self.face = ""

    def text_font(self) -> int:
        """The font of the next bytes: East Asian text may have one of its own."""
        return self.wide if self.face == "dbch" else self.font


@dataclass(slots=True)
class OpenPart:
    """A part of the document that is being written, and the group in which it began."""

    kind: Part
    level: int
    story: Story = field(default_factory=Story)
    is_endnote: bool = False
    has_mark: bool = False


@dataclass(slots=True)
class Form:
    """A form field of the old kind: a box to tick, or a list to choose from."""

    result: int = 25
    """25 says that nobody has touched it."""
    default: int = 0
    entries: list[str] = field(default_factory=list)


def field_value(instruction: str, form: Form) -> str:
    """What a field shows that has no result in the file: a symbol, a tick or a choice."""
    words = instruction.split()
    name = words[0].upper() if words else ""
    value = form.default if form.result == 25 else form.result
    if name == "SYMBOL" and len(words) > 1:
        return _symbol_value(words)
    if name == "FORMCHECKBOX":
        return "☒" if value else "☐"
    if name == "FORMDROPDOWN" and 0 <= value < len(form.entries):
        return form.entries[value]
    return ""


def _symbol_value(words: list[str]) -> str:
    try:
        code = int(words[1], 0)
    except ValueError:
        return ""
    names = [after for word, after in pairwise(words) if word == "\\f"]
    font = names[0].strip('"“”') if names else ""
    if font.lower().startswith(("wingdings", "symbol")) and 0 < code < 0x100:
        code += 0xF000
    return symbol(font, f"{code:x}") if code > 0 else ""
