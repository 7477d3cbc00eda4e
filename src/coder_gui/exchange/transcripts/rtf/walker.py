"""Walks the tokens of an RTF file and writes down what a reader would see.

Groups are kept on a stack of our own, so that no nesting is too deep, and each token is looked
at once. Text in groups that are not named is passed through, so that none of it is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from coder_gui.domain.model import Emphasis
from coder_gui.exchange.transcripts.list_numbers import formatted
from coder_gui.exchange.transcripts.rtf import words
from coder_gui.exchange.transcripts.rtf.codepages import CodePages
from coder_gui.exchange.transcripts.rtf.state import Form, OpenPart, Part, State, field_value
from coder_gui.exchange.transcripts.rtf.tokens import tokens
from coder_gui.exchange.transcripts.symbols import symbol

MAX_DEPTH = 200_000
MAX_MARKUP = 6_000_000
"""Most backslashes and braces; a transcript of 1.2 million characters needs half of them."""
_MAX_PARTS = 8
"""How deep notes and boxes stand in each other; below that, their text joins the one around."""
_MAX_FALLBACK = 8
"""Bytes that may stand in for a character; programs write one or two."""
_STYLES: dict[str, Emphasis] = {"b": "bold", "i": "italic"}
_PARTS: dict[str, Part] = {"fldinst": "instruction", "ffl": "choice", "footnote": "note"}
_PARTS.update(dict.fromkeys(words.HEADERS, "header"))
_PARTS.update(dict.fromkeys(words.BOXES, "box"))
_PARTS.update(dict.fromkeys(words.NUMBERS, "number"))


class TooMuchFormatting(Exception):
    """The file has far more groups or words than a transcript can have."""


class Walker:
    """The text of one document, from its first token to its last."""

    def __init__(self, data: bytes) -> None:
        self.pages = CodePages(data)
        self.annotations = 0
        self.is_cut_off = False
        self._data = data
        self._state = State()
        self._stack: list[State] = []
        self._parts = [OpenPart("body", -1)]
        self._tail_counts = False
        self._run: list[str] = []
        self._fallback = 0
        self._is_first = self._is_starred = False
        self._default_font = 0
        self._marked = False
        self._notes = {"footnote": 0, "endnote": 0}
        self._headers: set[str] = set()
        self._form = Form()
        self._words = self._word_methods()

    def _word_methods(self) -> dict[str, Callable[[str, int | None], None]]:
        methods: dict[str, Callable[[str, int | None], None]] = {
            "u": self._unicode, "uc": self._set_fallback, "plain": self._plain,
            "pard": self._reset_paragraph, "intbl": self._in_table, "itap": self._in_table,
            "par": self._end_paragraph, "sect": self._end_section, "cell": self._end_cell,
            "nestcell": self._end_cell, "row": self._end_row, "nestrow": self._end_row,
            "f": self._font, "af": self._wide_font, "deff": self._default,
            "ansicpg": self._code_page, "mac": self._platform, "pc": self._platform,
            "pca": self._platform, "fcharset": self._charset, "cpg": self._charset,
            "chftn": self._mark_note, "ftnalt": self._mark_note, "ulnone": self._underline,
            "ffres": self._form_value, "ffdefres": self._form_value,
        }  # fmt: skip
        methods |= dict.fromkeys(words.CHARACTERS, self._character)
        methods |= dict.fromkeys(words.UNDERLINES, self._underline)
        methods |= dict.fromkeys(words.REMOVED, self._remove)
        methods |= dict.fromkeys(_STYLES, self._style)
        return methods | dict.fromkeys(("loch", "hich", "dbch"), self._face)

    def text(self) -> str:
        """The text of the body, a paragraph or table row a line, with signs of emphasis.

        Raises:
            TooMuchFormatting: No transcript is like that.
        """
        if sum(self._data.count(sign) for sign in (b"\\", b"{", b"}")) > MAX_MARKUP:
            raise TooMuchFormatting
        for kind, text, number in tokens(self._data):
            if kind == "bytes":
                if self._state.place != "skip":
                    self._add_bytes(text)
            elif kind == "sign" and text in "\\{}":
                self._add_bytes(text)
            else:
                if self._run:
                    self._end_run()
                if kind == "word":
                    self._word(text, number)
                elif kind == "open":
                    self._open_group()
                elif kind == "close":
                    self._close_group()
                else:
                    self._sign(text)
        self._end_run()
        self.is_cut_off = bool(self._stack)
        while len(self._parts) > 1 and self._parts[-1].kind != "tail":
            self._close_part()
        lines = self._parts[0].story.finished()
        if self._tail_counts:
            lines.extend(self._parts[-1].story.finished())
        return "\n".join(lines)

    def _add_bytes(self, text: str) -> None:
        self._is_first = False
        if self._fallback:
            skipped = min(self._fallback, len(text))
            self._fallback -= skipped
            text = text[skipped:]
        if text:
            self._run.append(text)

    def _end_run(self) -> None:
        """Decode and write the bytes since the last word; a letter may have more than one."""
        run, self._run = "".join(self._run), []
        state = self._state
        if not run or state.place in ("skip", "alternative"):
            return
        if state.place == "fonts":
            if run.strip(" ;") and not self.pages.name(state.font):
                self.pages.set_name(state.font, run)
            return
        font = state.text_font()
        if self.pages.is_pictorial(font):
            name = self.pages.name(font)
            signs = (symbol(name, f"F0{ord(c):02X}") if c > " " else c for c in run)
            self._write("•" if self._parts[-1].kind == "number" else "".join(signs))
        else:
            self._write(self.pages.text(run, font))

    def _write(self, text: str) -> None:
        if self._state.place == "text" and not self._state.removed and text:
            self._parts[-1].story.write(text, self._state.styles)

    def _open_group(self) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise TooMuchFormatting
        self._stack.append(self._state)
        self._state = self._state.copy()
        self._is_first, self._is_starred, self._fallback = True, False, 0

    def _close_group(self) -> None:
        self._is_first, self._fallback = False, 0
        if not self._stack:
            self._tail_counts = True  # a brace too many, so the text did not end before
            return
        if self._parts[-1].level == len(self._stack):
            self._close_part()
        self._state = self._stack.pop()
        if not self._stack and len(self._parts) == 1:
            self._parts.append(OpenPart("tail", -1))

    def _word(self, word: str, number: int | None) -> None:
        first, starred = self._is_first, self._is_starred
        self._is_first = self._is_starred = False
        if self._state.place == "skip":
            return
        if first and self._begins_destination(word, starred):
            return
        method = self._words.get(word)
        if method is not None:
            method(word, number)

    def _begins_destination(self, word: str, starred: bool) -> bool:
        """Act on the word that says what a group is for; False for any other word."""
        state = self._state
        if word == "ud" and state.place == "alternative":
            state.place = state.outer
        elif word == "upr":
            state.outer, state.place = state.place, "alternative"
        elif word == "fonttbl":
            state.place = "fonts"
        elif word == "annotation":
            self.annotations += 1
            state.place = "skip"
        elif word in _PARTS and state.place == "text":
            self._open_part(_PARTS[word])
        elif word == "field":
            state.shown = False
            self._form = Form()
        elif self._is_unseen(word, starred):
            state.place = "skip"
        else:
            return word in words.OPENED
        return True

    def _is_unseen(self, word: str, starred: bool) -> bool:
        """True for a word that begins a group of which a reader sees nothing."""
        if word == "fldrslt":
            return self._state.shown
        is_property = word[0] == "m" and word.endswith("Pr")  # of a formula
        return word in words.SKIPPED or is_property or (starred and word not in words.OPENED)

    def _open_part(self, kind: Part) -> None:
        if self._state.removed:
            self._state.place = "skip"
            return
        if len(self._parts) > _MAX_PARTS:
            return
        if kind in ("note", "header", "box"):
            self._state.begin_part()
        part = OpenPart(kind, len(self._stack))
        if kind == "note":
            part.has_mark, self._marked = self._marked, False
        self._parts.append(part)

    def _close_part(self) -> None:
        part = self._parts.pop()
        lines = part.story.finished(self._state.depth)
        around = self._parts[-1]
        if part.kind == "note":
            self._write_note(part, lines)
        elif part.kind == "box" and all(outer.kind != "header" for outer in self._parts):
            around.story.box(lines)
        elif part.kind == "header":
            self._write_header(lines)
        elif part.kind == "choice":
            self._form.entries.append(" ".join(lines))
        elif part.kind == "number":
            text = " ".join(" ".join(lines).split())
            is_bullet = len(text) == 1 and (text == "o" or "\ue000" <= text <= "\uf8ff")
            around.story.number(("•" if is_bullet else text) + " " if text else "")
        elif part.kind == "instruction":
            value = field_value(" ".join(lines), self._form)
            if value:
                self._stack[-1].shown = True
                around.story.write(value)

    def _write_note(self, part: OpenPart, lines: list[str]) -> None:
        kind, form = ("endnote", "lowerRoman") if part.is_endnote else ("footnote", "decimal")
        self._notes[kind] += 1
        mark = formatted(self._notes[kind], form)
        story = self._parts[-1].story
        if part.has_mark:
            story.write_sign(f"[{mark}]")
        text = "\n".join(lines).strip()
        if text:
            story.note(f"[{mark}: {text}]".split("\n"))

    def _write_header(self, lines: list[str]) -> None:
        # A line without a letter is a page number or a rule.
        text = "\n".join(line for line in lines if any(map(str.isalpha, line)))
        if text and text not in self._headers:
            self._headers.add(text)
            self._parts[-1].story.header(text.split("\n"))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._is_starred = self._is_first
            return
        self._is_first = False
        if sign in "\r\n":
            self._end_paragraph(sign, None)
        elif sign in words.SIGNS:
            self._character(sign, None)

    def _character(self, word: str, _number: int | None) -> None:
        if self._fallback:
            self._fallback -= 1
        else:
            self._write(words.CHARACTERS.get(word) or words.SIGNS[word])

    def _unicode(self, _word: str, number: int | None) -> None:
        point = number or 0
        point = point + 0x10000 if -0x8000 <= point < 0 else point
        self._fallback = self._state.uc
        if 0xF000 <= point <= 0xF0FF:
            self._write(symbol(self.pages.name(self._state.font), f"{point:X}"))
        elif point not in (0xAD, 0x7F) and (point == 9 or 0x20 <= point <= 0x10FFFF):
            self._write(chr(point))
        elif not 0 <= point <= 0x10FFFF:
            self._write("\ufffd")

    def _set_fallback(self, _word: str, number: int | None) -> None:
        # A larger number would swallow the text.
        self._state.uc = number if number is not None and 0 <= number <= _MAX_FALLBACK else 1

    def _plain(self, _word: str, _number: int | None) -> None:
        if self._state.place == "text":
            self._state.plain(self._default_font)

    def _style(self, word: str, number: int | None) -> None:
        self._switch(_STYLES[word], number != 0)

    def _underline(self, word: str, number: int | None) -> None:
        self._switch("underline", number != 0 and word != "ulnone")

    def _switch(self, style: Emphasis, on: bool) -> None:
        styles = self._state.styles
        self._state.styles = styles | {style} if on else styles - {style}

    def _remove(self, word: str, number: int | None) -> None:
        removed = self._state.removed
        self._state.removed = removed - {word} if number == 0 else removed | {word}

    def _reset_paragraph(self, _word: str, _number: int | None) -> None:
        self._state.depth = 0

    def _in_table(self, word: str, number: int | None) -> None:
        if word == "itap" and number:
            self._state.depth = number if number > 0 else 0
        elif word == "intbl" and number != 0:
            self._state.depth = max(self._state.depth, 1)

    def _end_paragraph(self, _word: str, _number: int | None) -> None:
        # The mark of a hidden or deleted paragraph is not seen: its text joins the next one.
        if self._state.place == "text" and not self._state.removed:
            self._parts[-1].story.end_paragraph(self._state.depth)
            self._tail_counts |= self._parts[-1].kind == "tail"

    def _end_section(self, word: str, number: int | None) -> None:
        if not self._parts[-1].story.is_empty():
            self._end_paragraph(word, number)

    def _end_cell(self, word: str, _number: int | None) -> None:
        if self._state.place == "text":
            depth = 1 if word == "cell" else max(2, self._state.depth)
            self._parts[-1].story.end_cell(depth)

    def _end_row(self, word: str, _number: int | None) -> None:
        if self._state.place == "text":
            depth = 1 if word == "row" else max(2, self._state.depth)
            self._parts[-1].story.end_row(depth)

    def _font(self, _word: str, number: int | None) -> None:
        self._state.font = self._state.wide = number or 0

    def _wide_font(self, _word: str, number: int | None) -> None:
        if self._state.face == "dbch":
            self._state.wide = number or 0

    def _face(self, word: str, _number: int | None) -> None:
        self._state.face = word

    def _default(self, _word: str, number: int | None) -> None:
        self._default_font = self._state.font = self._state.wide = number or 0

    def _code_page(self, _word: str, number: int | None) -> None:
        self.pages.set_document(number or 0)

    def _platform(self, word: str, _number: int | None) -> None:
        self.pages.set_platform(word)

    def _charset(self, word: str, number: int | None) -> None:
        if self._state.place != "fonts":
            return
        if word == "cpg":
            self.pages.set_font_page(self._state.font, number or 0)
        else:
            self.pages.set_charset(self._state.font, number or 0)

    def _mark_note(self, word: str, _number: int | None) -> None:
        part = self._parts[-1]
        if part.kind != "note":
            self._marked = word == "chftn" and not self._state.removed
        elif word == "ftnalt":
            part.is_endnote = True
        else:
            part.has_mark = True

    def _form_value(self, word: str, number: int | None) -> None:
        if word == "ffres":
            self._form.result = number or 0
        else:
            self._form.default = number or 0
