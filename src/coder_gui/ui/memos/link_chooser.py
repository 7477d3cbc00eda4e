"""Chooses what words of a memo lead to: a code, or a coded passage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder_gui.app.noting import Subject
from coder_gui.app.project import Project
from coder_gui.domain.code_search import find_codes, folded
from coder_gui.domain.memo_text import Link
from coder_gui.domain.model import Segment
from coder_gui.ui.codebook.colour_menu import swatch
from coder_gui.ui.session import Session

WIDTH, HEIGHT = 400, 300
MOST_SEGMENTS = 600
"""Segments of which the words are looked at; those near to what the memo is on come first."""
MOST_ROWS = 12
LONGEST = 70
SWATCH = 10
_LINK = Qt.ItemDataRole.UserRole
_WORDS = Qt.ItemDataRole.UserRole + 1


class LinkChooser(QFrame):
    """A field over a list, floating in the window; all of it works from the keyboard."""

    chosen = Signal(object, str)
    """A `Link`, and words for it where none are selected."""
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._session = session
        self._segments: list[tuple[Segment, str]] = []
        self.setProperty("kind", "undo")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Code or quote to link to"))
        self.field.setAccessibleName(self.tr("Code or quote to link to"))
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Codes and quotes"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(SWATCH, SWATCH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._refill)
        self.list.itemClicked.connect(self._take)

    def open_at(self, place: QRect, cursor: QTextCursor, subject: Subject) -> None:
        """Open below a place on the screen; words that are selected are looked for at once."""
        window = self.parentWidget().window()
        self.setParent(window)
        self._segments = list(islice(_near(self._session.project, subject), MOST_SEGMENTS))
        size = self.sizeHint().expandedTo(self.minimumSizeHint())
        size.setWidth(min(WIDTH, window.width() - 20))
        size.setHeight(min(max(HEIGHT, size.height()), window.height() - 40))
        self.resize(size)
        at = window.mapFromGlobal(place.bottomLeft())
        x = max(10, min(at.x() - 20, window.width() - self.width() - 10))
        below = at.y() + 8
        fits = below + self.height() < window.height() - 10
        y = below if fits else max(10, at.y() - place.height() - self.height() - 8)
        self.move(x, y)
        self.field.setText(" ".join(cursor.selectedText().split()))
        self.field.selectAll()
        self._refill()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field move in the list; a press beside it closes it."""
        if event.type() == QEvent.Type.KeyPress and watched is self.field:
            return self._key(event)  # type: ignore[arg-type]
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if isinstance(watched, QWidget) and not inside:
                self.hide()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = self.list.currentRow() + step
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        else:
            return False
        return True

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.hide()
            self.closed.emit()
            self.chosen.emit(item.data(_LINK), item.data(_WORDS))

    def _refill(self) -> None:
        project, typed = self._session.project, self.field.text().strip()
        book = project.codebook()
        codes = [hit.code for hit in find_codes(book, typed)] if typed else []
        self.list.clear()
        for code in codes[: MOST_ROWS // 2]:
            above = " › ".join(each.name for each in book.ancestors(code.id))
            item = self._add(code.name, Link("code", code.guid), code.name, book.colour(code.id))
            item.setToolTip(above)
        wanted = folded(typed)
        hits = ((s, q) for s, q in self._segments if wanted in folded(q))
        for segment, quote in islice(hits, MOST_ROWS - self.list.count()):
            words = quote if len(quote) <= LONGEST else f"{quote[: LONGEST - 1].rstrip()}…"
            link = Link("segment", segment.guid)
            colour = book.colour(segment.code_id)
            self._add(f"“{words}”", link, f"“{words}”", colour).setToolTip(
                book[segment.code_id].name
            )
        self.list.setCurrentRow(0)

    def _add(self, text: str, link: Link, words: str, colour: str) -> QListWidgetItem:
        item = QListWidgetItem(swatch(colour, SWATCH), text)
        item.setData(_LINK, link)
        item.setData(_WORDS, words)
        self.list.addItem(item)
        return item


def _near(project: Project, subject: Subject) -> Iterator[tuple[Segment, str]]:
    """The coder's segments with their words, those near to what a memo is on first."""
    seen: set[int] = set()
    own = project.segments_by_id([subject.segment_id] if subject.segment_id else [])
    first = [subject.transcript_id, *(segment.transcript_id for segment in own)]
    if subject.code_id is not None:
        of_code = project.segments_of_code(subject.code_id)
        first += sorted({segment.transcript_id for segment in of_code})
    order = [each for each in first if each is not None]
    order += [info.id for info in project.transcripts()]
    for transcript_id in dict.fromkeys(order):
        text = project.text(transcript_id)
        found = project.segments(transcript_id)
        for segment in sorted(found, key=lambda each: each.code_id != subject.code_id):
            if segment.id not in seen:
                seen.add(segment.id)
                yield segment, " ".join(text[segment.start : segment.end].split())
