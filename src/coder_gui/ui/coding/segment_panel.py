"""The chosen segment: its code, its facts, its stance and comment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from coder_gui.app.project import Project
from coder_gui.domain.codebook import PATH_SEPARATOR
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Segment, Stance
from coder_gui.domain.text import word_count
from coder_gui.ui import icons
from coder_gui.ui.codebook.colour_menu import swatch
from coder_gui.ui.coding.facts import moment
from coder_gui.ui.one_writer import CHANGES
from coder_gui.ui.widgets.growing_text import GrowingText
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import text_label

SWATCH = 12


class SegmentPanel(QWidget):
    """Shows one segment; changes of stance and comment go out as signals."""

    annotated = Signal(int, str, object)
    """Segment id, comment, stance or None."""
    marked = Signal(int, bool, bool)
    """Segment id, whether it is a good quote, whether the coder is unsure."""
    remove_wanted = Signal(int)
    left = Signal()
    """Esc in the comment: back to the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segment: Segment | None = None
        self._swatch = QLabel()
        self._name = text_label("", "head")
        self._path = text_label("", "small", "second")
        self._facts = text_label("", "row", "second")
        self._stance = SegmentedSwitch(self.tr("Stance"))
        for text, value in (
            (self.tr("None"), None),
            (self.tr("For"), "for"),
            (self.tr("Against"), "against"),
            (self.tr("Mixed"), "mixed"),
        ):
            self._stance.add(text, value)
        self._good_quote = self._sign(self.tr("Good quote"), "G")
        self._unsure = self._sign(self.tr("Unsure"), "?")
        self._whose = text_label("", "section")
        self._remove_button = QToolButton()
        self._comment = GrowingText(self.tr("Comment"), lines=3)
        self._stance.chosen.connect(lambda _value: self._tell())
        self._comment.escaped.connect(self.left)
        self._comment.text_kept.connect(lambda _text: self._tell())
        self._lay_out()

    def show_segment(self, project: Project, segment: Segment) -> None:
        """Show a segment of any coder."""
        anew = self._segment is None or self._segment.id != segment.id
        if anew:
            self._comment.keep()
        self._segment = segment
        self._offer_changes(project, segment)
        book = project.codebook()
        self._swatch.setPixmap(swatch(book.shade(segment.code_id), SWATCH).pixmap(SWATCH, SWATCH))
        self._name.setText(book[segment.code_id].name)
        above = PATH_SEPARATOR.join(code.name for code in book.ancestors(segment.code_id))
        self._path.setText(self.tr("in %1").replace("%1", above))
        self._path.setVisible(bool(above))
        words = word_count(project.text(segment.transcript_id)[segment.start : segment.end])
        coder = next(c.name for c in project.coders() if c.id == segment.coder_id)
        by = self.tr("coded by %1, %2").replace("%1", coder)
        by = by.replace("%2", moment(segment.created_at))
        self._facts.setText(f"{counted(words, 'word')} · {by}")
        self._stance.choose(segment.stance)
        self._good_quote.setChecked(segment.good_quote)
        self._unsure.setChecked(segment.unsure)
        self._comment.show_text(segment.comment, anew)

    def _offer_changes(self, project: Project, segment: Segment) -> None:
        """Say whose segment it is; another coder's is only to be looked at."""
        mine = segment.coder_id == project.coder_id
        text = self.tr("Selected segment")
        if not mine:
            coder = next(c.name for c in project.coders() if c.id == segment.coder_id)
            text = self.tr("Segment of %1, only to look at").replace("%1", coder)
        self._whose.setText(text)
        self._remove_button.setVisible(mine)
        self._comment.setPlaceholderText(self.tr("What strikes you here?") if mine else "")
        may = mine and not project.read_only
        for widget in (self._stance, self._good_quote, self._unsure):
            widget.setEnabled(may)
        if self._comment.isReadOnly() == may:
            self._comment.setReadOnly(not may)
            # The style sheet asks only once how a field is.
            self._comment.style().polish(self._comment)

    def keep(self) -> None:
        """Keep a comment that is being typed."""
        self._comment.keep()

    def edit_comment(self) -> None:
        self._comment.setFocus()

    def _tell(self) -> None:
        if self._segment is not None:
            stance: Stance | None = self._stance.value()  # type: ignore[assignment]
            self.annotated.emit(self._segment.id, self._comment.toPlainText().strip(), stance)
            # What is stored, in case that it could not be.
            self._stance.choose(self._segment.stance)

    def _sign(self, text: str, key: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setToolTip(f"{text} ({key})")
        box.setProperty(CHANGES, True)
        box.clicked.connect(self._tell_signs)
        return box

    def _tell_signs(self) -> None:
        if self._segment is not None:
            signs = self._good_quote.isChecked(), self._unsure.isChecked()
            self.marked.emit(self._segment.id, *signs)

    def _lay_out(self) -> None:
        remove = self._remove_button
        remove.setIcon(icons.icon("trash", 16))
        remove.setToolTip(self.tr("Remove the code from this passage (Delete)"))
        remove.setAccessibleName(self.tr("Remove the code from this passage"))
        remove.clicked.connect(self._remove)
        remove.setProperty(CHANGES, True)
        self._stance.setProperty(CHANGES, True)
        head = QHBoxLayout()
        head.addWidget(self._whose, 1)
        head.addWidget(remove)
        title = QHBoxLayout()
        title.setSpacing(8)
        self._swatch.setContentsMargins(0, 5, 0, 0)
        title.addWidget(self._swatch, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 16)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(title)
        layout.addWidget(self._path)
        layout.addWidget(self._facts)
        layout.addSpacing(12)
        layout.addWidget(text_label(self.tr("Stance"), "section"))
        layout.addWidget(self._stance)
        layout.addSpacing(8)
        signs = QHBoxLayout()
        signs.setSpacing(16)
        signs.addWidget(self._good_quote)
        signs.addWidget(self._unsure)
        signs.addStretch(1)
        layout.addLayout(signs)
        layout.addSpacing(8)
        layout.addWidget(text_label(self.tr("Comment"), "section"))
        layout.addWidget(self._comment)

    def _remove(self) -> None:
        if self._segment is not None:
            self.remove_wanted.emit(self._segment.id)
