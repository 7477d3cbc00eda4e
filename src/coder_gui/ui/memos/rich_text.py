"""A field for the words of a memo: bold, italic, lists and links, and nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from coder_gui.domain.memo_text import Link, Piece, link_from, links_in, parsed, written
from coder_gui.ui.memos.memo_document import (
    LINK,
    char_format,
    fill,
    lines_in,
    set_listed,
    without_link,
)

PAUSE = 2_000
"""Milliseconds without a key after which what was typed is stored."""
LEAST_LINES = 3
FRAME = 12
_Known = Callable[[Collection[Link]], Collection[Link]]


class RichText(QTextEdit):
    """Shows a memo's words as they are meant; pasted text comes in without its looks."""

    paused = Signal()
    """Something was typed, and then nothing for a while."""
    left = Signal()
    escaped = Signal()
    link_clicked = Signal(object)
    """A `Link`."""
    link_wanted = Signal()
    """The words that are selected are to lead somewhere."""
    looks_changed = Signal()

    def __init__(self, known: _Known, grows: bool = True, parent: QWidget | None = None) -> None:
        """`known` tells which links lead to something; `grows` makes it as high as its words."""
        super().__init__(parent)
        self._known = known
        self._grows = grows
        self._shown = ""
        self._pressed: QPoint | None = None
        self.setProperty("kind", "input")
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.paused)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.document().documentLayout().documentSizeChanged.connect(self._fit)
            self._fit()
        else:
            self.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing() + FRAME)
        self.textChanged.connect(self._pause.start)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.currentCharFormatChanged.connect(lambda _format: self.looks_changed.emit())

    # The words -------------------------------------------------------------------------------

    def show_text(self, text: str, anew: bool = False) -> None:
        """Show a stored memo; nothing of what stood there can be brought back by Ctrl+Z.

        Args:
            anew: It is another memo than before, so that the cursor goes to its beginning.
        """
        end = 0 if anew else self.textCursor().position()
        fill(self.document(), parsed(text), self._alive(links_in(text)))
        self._settle()
        cursor = self.textCursor()
        cursor.setPosition(min(end, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def memo_text(self) -> str:
        """The words as they are stored."""
        return written(lines_in(self.document())).strip()

    def is_changed(self) -> bool:
        """Whether something else stands there than was shown or kept last."""
        return self.memo_text() != self._shown

    def set_kept(self) -> None:
        """What stands there is stored: from here on, Undo takes back steps of the project."""
        self._settle()

    def refresh_links(self) -> None:
        """Show anew which links lead to something, where nothing is being typed."""
        text = self.memo_text()
        if links_in(text) and not self.is_changed():
            self.show_text(text)

    def _alive(self, links: Collection[Link]) -> Collection[Link]:
        return self._known(links) if links else ()

    def _settle(self) -> None:
        self._shown = self.memo_text()
        self.document().clearUndoRedoStacks()
        self._pause.stop()

    # Looks -----------------------------------------------------------------------------------

    def is_bold(self) -> bool:
        return self.fontWeight() >= QFont.Weight.DemiBold

    def is_listed(self) -> bool:
        return self.textCursor().block().textList() is not None

    def toggle_bold(self) -> None:
        weight = QFont.Weight.Normal if self.is_bold() else QFont.Weight.Bold
        looks = QTextCharFormat()
        looks.setFontWeight(weight)
        self._merge(looks)

    def toggle_italic(self) -> None:
        looks = QTextCharFormat()
        looks.setFontItalic(not self.fontItalic())
        self._merge(looks)

    def toggle_list(self) -> None:
        """Make the lines that are selected items of a list, or lines again."""
        listed = not self.is_listed()
        cursor = self.textCursor()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        block = self.document().findBlock(cursor.selectionStart())
        cursor.beginEditBlock()
        while block.isValid() and block.blockNumber() <= last:
            set_listed(QTextCursor(block), listed)
            block = block.next()
        cursor.endEditBlock()
        self.looks_changed.emit()

    def insert_link(self, link: Link, words: str) -> None:
        """Make the selected words a link, or else write some that are one."""
        cursor = self.textCursor()
        selected = cursor.selectedText().replace("\u2029", " ")
        piece = Piece(selected or words, self.is_bold(), self.fontItalic(), link)
        cursor.insertText(piece.words, char_format(piece, {link}))
        self.setTextCursor(cursor)
        self._cursor_moved()

    def _merge(self, looks: QTextCharFormat) -> None:
        self.mergeCurrentCharFormat(looks)
        self.looks_changed.emit()

    def _cursor_moved(self) -> None:
        """What is typed behind a link is not part of it."""
        cursor, looks = self.textCursor(), self.currentCharFormat()
        if not cursor.hasSelection() and link_from(looks.stringProperty(LINK)):
            ahead = QTextCursor(cursor)
            ahead.movePosition(QTextCursor.MoveOperation.NextCharacter)
            goes_on = ahead.position() > cursor.position() and not cursor.atBlockEnd()
            if not goes_on or ahead.charFormat().stringProperty(LINK) != looks.stringProperty(LINK):
                self.setCurrentCharFormat(without_link(looks))
        self.looks_changed.emit()

    # Keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if self._act_of(event) is not None:
                event.accept()
                return True
            # With nothing of its own to take back, the keys are the window's.
            if event.matches(undo) and not self.document().isUndoAvailable():
                return False
            if event.matches(redo) and not self.document().isRedoAvailable():
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.paused.emit()
        elif enter and not self.isReadOnly():
            self._new_line()
        else:
            super().keyPressEvent(event)
            if event.text() == " ":
                self._begin_list()

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        if self.isReadOnly():
            return None
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = Qt.KeyboardModifier.ControlModifier
        acts: dict[tuple[Qt.KeyboardModifier, int], Callable[[], object]] = {
            (control, Qt.Key.Key_B): self.toggle_bold,
            (control, Qt.Key.Key_I): self.toggle_italic,
            (control, Qt.Key.Key_K): self.link_wanted.emit,
            (control | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_L): self.toggle_list,
        }
        return acts.get((keys, event.key()))

    def _new_line(self) -> None:
        cursor = self.textCursor()
        if self.is_listed() and not cursor.block().text():
            set_listed(cursor, False)
        else:
            cursor.insertBlock()
            self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _begin_list(self) -> None:
        """“- ” at the beginning of a line begins a list, as in the stored text."""
        cursor = self.textCursor()
        if cursor.positionInBlock() == 2 and cursor.block().text().startswith("- "):
            cursor.movePosition(
                QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
            set_listed(cursor, True)

    # In and out ------------------------------------------------------------------------------

    def loadResource(self, _kind: int, _name: QUrl) -> None:
        """Nothing is ever loaded."""
        return None

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files that are dropped here are for the window to import.
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the plain text only; a link that was copied by itself stays one."""
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        lines = parsed(text)
        only = lines[0].pieces if len(lines) == 1 else ()
        if len(only) == 1 and only[0].link and self._alive({only[0].link}):
            self.insert_link(only[0].link, only[0].words)
        else:
            self.textCursor().insertText(text)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    # Pointer and focus -----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        link = link_from(self.anchorAt(point))
        if link is not None and point == self._pressed and not self.textCursor().hasSelection():
            self.link_clicked.emit(link)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = bool(self.anchorAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def cursor_place(self) -> QRect:
        """Where the cursor is seen on the screen."""
        rect = self.cursorRect()
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    # Height ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._grows and event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._grows:
            self._fit()
        if event.type() == QEvent.Type.PaletteChange and not self.is_changed():
            self.refresh_links()

    def _fit(self) -> None:
        least = (
            LEAST_LINES * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin()
        )
        self.setFixedHeight(round(max(self.document().size().height(), least)) + FRAME)
