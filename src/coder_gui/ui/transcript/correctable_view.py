"""A reader in which words can be corrected: what is typed becomes edits of the stored text.

The stored text is never read back from the document. Qt tells which characters came and went;
these edits are collected, and labels, bands and stripes are shown where the edits carry them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QWidget

from coder_gui.domain.correction import corrected_turns, made_ready
from coder_gui.domain.edits import Carrying, Edit, applied, followed
from coder_gui.domain.model import Transcript
from coder_gui.domain.text import stored
from coder_gui.ui.transcript.marks import Mark, MarkIndex
from coder_gui.ui.transcript.resizable_view import ResizableView
from coder_gui.ui.transcript.shown_text import ShownText

READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
PARAGRAPH = "\u2029"


class CorrectableView(ResizableView):
    """Shows a transcript for reading or, while it is being corrected, for typing in it."""

    typed = Signal()
    """Something was typed; `edits` has it until the transcript is shown anew."""
    done = Signal()
    """Escape: enough was corrected."""
    left = Signal()
    """The caret went to another paragraph, or the keys to another widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._base: Transcript | None = None
        self._base_marks: tuple[Mark, ...] = ()
        self._edits: tuple[Edit, ...] = ()
        self._fresh: list[Edit] = []
        self._paragraph = 0
        super().__init__(parent)
        self._lay_out_soon = QTimer(self, interval=0, singleShot=True)
        self._lay_out_soon.timeout.connect(self._lay_out_typed)
        # Saving may lay the page out anew, which is for after the key that led to it.
        self._left_soon = QTimer(self, interval=0, singleShot=True)
        self._left_soon.timeout.connect(self.left)
        self.textChanged.connect(self._take_up_typed)
        self.cursorPositionChanged.connect(self._notice_leaving)

    # What is shown ---------------------------------------------------------------------------

    def show_transcript(self, transcript: Transcript | None, marks: Iterable[Mark]) -> None:
        """Show a transcript; the page stays as it is where its words are those on it already."""
        marks = tuple(marks)
        same = (
            transcript is not None
            and self._base is not None
            and transcript.info.id == self._base.info.id
            and ShownText(transcript.text, transcript.turns).text == self._shown.text
            and {t.start: t.interviewer for t in transcript.turns}
            == {t.start: t.interviewer for t in self._turns}
        )
        before = self._shown.stored if self._is_other_state(transcript) else None
        caret = self.caret()
        self._base, self._base_marks, self._edits = transcript, marks, ()
        self._fresh.clear()
        if same and transcript is not None:
            self._adopt(transcript, marks)
            return
        super().show_transcript(transcript, marks)
        if before is not None and transcript is not None:
            self.place_caret(_first_difference(before, transcript.text, caret), reveal=False)

    def _is_other_state(self, transcript: Transcript | None) -> bool:
        known = transcript is not None and self._base is not None
        return self.is_correcting and known and transcript.info.id == self._base.info.id

    def set_marks(self, marks: Iterable[Mark]) -> None:
        self._base_marks = tuple(marks)
        super().set_marks(self._carried_marks())

    def update_marks(self, changed: Iterable[Mark], gone: Iterable[int]) -> None:
        changed, gone = list(changed), list(gone)
        if not self.is_correcting:
            super().update_marks(changed, gone)
            return
        left_out = {*gone, *(mark.id for mark in changed)}
        kept = [mark for mark in self._base_marks if mark.id not in left_out]
        self.set_marks([*kept, *changed])

    def _adopt(self, transcript: Transcript, marks: Iterable[Mark]) -> None:
        """Go on on the same page with other positions behind its words."""
        labels = self._labels
        self._turns = tuple(sorted(transcript.turns, key=lambda turn: turn.start))
        self._shown = ShownText(transcript.text, self._turns)
        self._labels = self._shown.labels(self._turns)
        self._marks = MarkIndex(marks)
        self._forget_places()
        self._marks_changed()
        if labels.keys() != self._labels.keys():
            self._lay_out_soon.start()

    def _rebuild(self, keep: bool = True) -> None:
        super()._rebuild(keep)
        if self.is_correcting:
            self.document().contentsChange.connect(self._note_typed)

    # Correcting ------------------------------------------------------------------------------

    @property
    def is_correcting(self) -> bool:
        return not self.isReadOnly()

    def set_correcting(self, on: bool) -> None:
        """Let the words be typed in, or only read again."""
        if on == self.is_correcting:
            return
        if on:
            # What was shown before somebody could type is the text that edits count in.
            self.clear_selection()
            self.setReadOnly(False)
            self.document().contentsChange.connect(self._note_typed)
            self._base_marks = tuple(self._marks)
        else:
            self.document().contentsChange.disconnect(self._note_typed)
            self.setReadOnly(True)
            self.setTextInteractionFlags(READING)
        self._paragraph = self.textCursor().blockNumber()
        self.viewport().update()

    def transcript_id(self) -> int | None:
        """Id of the transcript that is shown."""
        return self._base.info.id if self._base is not None else None

    def forget_typed(self) -> None:
        """Show what is stored again, without what was typed since."""
        self.show_transcript(self._base, self._base_marks)

    def edits(self) -> tuple[Edit, ...]:
        """What was typed since the transcript was shown, in the order of its stored text."""
        return self._edits

    def _note_typed(self, position: int, removed: int, added: int) -> None:
        """Collect a change of the document, in its own units."""
        before = self._shown.units + sum(edit.growth for edit in self._fresh)
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(position, last))
        cursor.setPosition(min(position + added, last), QTextCursor.MoveMode.KeepAnchor)
        text = _units_of(cursor.selectedText().replace(PARAGRAPH, "\n"))
        edit = Edit(position, min(position + removed, before), text)
        self._fresh = list(followed(self._fresh, [edit], self._shown.units))

    def _take_up_typed(self) -> None:
        """Carry everything on the page along with what was typed."""
        if not self._fresh or self._base is None:
            return
        fresh, self._fresh = self._fresh, []
        edits = [self._stored_edit(edit) for edit in fresh]
        base = self._base
        provisional = applied(base.text, self._edits)
        edits = list(made_ready(provisional, edits, self._turns))
        if not edits:
            return
        # A name and a colon become a label when they are saved, not under the typing fingers.
        turns = corrected_turns(provisional, edits, self._turns, part=False)
        self._edits = followed(self._edits, edits, len(base.text))
        text = applied(base.text, self._edits)
        self._adopt(replace(base, text=text, turns=turns), self._carried_marks())
        self.typed.emit()

    def _stored_edit(self, edit: Edit) -> Edit:
        words = edit.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        found = self._shown.range_to_points(edit.start, edit.end)
        if found is None:
            # At the end of a line that is before the label that follows, at its start behind it.
            found = (self._shown.to_points(edit.start),) * 2
        return Edit(*found, words)

    def _carried_marks(self) -> list[Mark]:
        if not self._edits:
            return list(self._base_marks)
        to = Carrying(self._edits)
        moved = [(mark, to.range(mark.start, mark.end)) for mark in self._base_marks]
        return [replace(mark, start=s, end=e) for mark, (s, e) in moved if s < e]

    def _lay_out_typed(self) -> None:
        self._rebuild()

    # Leaving a paragraph ---------------------------------------------------------------------

    def _notice_leaving(self) -> None:
        paragraph = self.textCursor().blockNumber()
        if self.is_correcting and paragraph != self._paragraph:
            self._paragraph = paragraph
            self._left_soon.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.is_correcting:
            self._left_soon.start()

    # Keys and clipboard ----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.is_correcting:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            ):
                # There is one undo, the project's; the widget would keep the keys to itself.
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.is_correcting and enter:
            self.textCursor().insertText("\n")  # with Shift, too: a line is a paragraph
            self.ensureCursorVisible()
        elif self.is_correcting and event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.is_correcting:
            return QWidget.focusNextPrevChild(self, forward)
        return super().focusNextPrevChild(forward)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return super().canInsertFromMimeData(source) or (self.is_correcting and source.hasText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.is_correcting and source.hasText():
            self.textCursor().insertText(stored(source.text()))
            self.ensureCursorVisible()


def _first_difference(before: str, after: str, usual: int) -> int:
    """Where an undo changed the words, so that the caret can go there; else the usual place."""
    if before == after:
        return usual
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))


def _units_of(text: str) -> str:
    """The text with a character for each of Qt's units, so that both can be counted alike."""
    data = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))
