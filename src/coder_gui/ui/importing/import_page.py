"""The preview of an import: everything as it will stand, and every way to correct it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_gui.domain.counted import counted
from coder_gui.ui.importing import wording
from coder_gui.ui.importing.batch import Batch
from coder_gui.ui.importing.file_list import FileList
from coder_gui.ui.importing.file_panel import FilePanel
from coder_gui.ui.importing.name_line import NameLine
from coder_gui.ui.importing.reading import Failure
from coder_gui.ui.importing.speakers_panel import SpeakersPanel
from coder_gui.ui.importing.wording import State
from coder_gui.ui.widgets.key_cap import key_text
from coder_gui.ui.widgets.one_line import OneLine
from coder_gui.ui.widgets.segmented import SegmentedSwitch
from coder_gui.ui.widgets.text_label import button, divider, text_label

BESIDE_FROM = 1180
"""Width from which the speakers stand beside the first lines, and not in their place."""
LIST, FILE, SPEAKERS = 300, 590, 480


class ImportPage(QWidget):
    """Nothing on it is stored before *Import*; leaving it keeps everything as it is."""

    import_wanted = Signal(bool)
    """Whether the original files are kept in the project."""
    left = Signal()
    encoding_wanted = Signal(Path, str)
    columns_wanted = Signal(Path)
    labels_wanted = Signal(object)
    table_wanted = Signal()

    def __init__(self, batch: Batch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batch = batch
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Import transcripts"))
        self._title = text_label("", "title")
        self._title.setWordWrap(False)
        self.summary = OneLine()
        self.next = button(self.tr("Next to look at"), "link")
        self.next.setToolTip(self.tr("Go to the next file that needs a look (F8)"))
        self.leave = button(self.tr("Not now"))
        self.leave.setToolTip(self.tr("Go back without importing (Esc)"))
        self.go = button("", "primary")
        self.names = NameLine(batch)
        self.files = FileList(batch)
        self.file = FilePanel(batch)
        self.speakers = SpeakersPanel(batch)
        self.switch = SegmentedSwitch(self.tr("Show"))
        self.switch.add(self.tr("File"), "file")
        self.switch.add(self.tr("Speakers"), "speakers")
        self.originals = QCheckBox(self.tr("Keep the original files in the project"))
        self.originals.setChecked(True)
        self._meaning = text_label("", "small", "second")
        self._lay_out()
        self._connect()
        for line in self.findChildren(QLineEdit):
            # Files that are dropped here are for the window to import.
            line.setAcceptDrops(False)
        self._show_state()

    def take_focus(self) -> None:
        """Give the keys to the files; Enter imports from there."""
        if self.files.rows.rowCount() and not self.files.currentIndex().isValid():
            self.files.choose((self.batch.to_look_at() or [0])[0])
        self.files.setFocus()

    def keep(self) -> None:
        """Keep what is being typed."""
        self.speakers.table.keep()
        self.file.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _store(self) -> None:
        self.keep()
        if self.go.isEnabled():
            self.import_wanted.emit(self.originals.isChecked())

    def _go_to_next(self) -> None:
        rows = self.batch.to_look_at()
        here = self.files.currentIndex().row()
        if rows:
            self.files.choose(next((row for row in rows if row > here), rows[0]))
            self.files.setFocus()

    def _go_round(self, step: int) -> None:
        """Go to the next part of the page, without Tab through everything between."""
        parts = (self.files, self.file, self.speakers, self.names)
        focus = self.focusWidget()
        here = next((n for n, each in enumerate(parts) if _holds(each, focus)), 0)
        part = parts[(here + step) % len(parts)]
        if part in (self.file, self.speakers) and self.switch.isVisible():
            self.switch.choose("file" if part is self.file else "speakers")
            self._share_out()
        if part is self.speakers:
            self.speakers.table.take_focus()
        else:
            goals: dict[QWidget, QWidget] = {
                self.file: self.file.name,
                self.names: self.names.pattern,
            }
            goals.get(part, part).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self, row: int) -> None:
        self.file.show_row(row)
        self.names.show_row(row)
        self.speakers.show_file(self.batch.place_of(row))

    def _show_state(self) -> None:
        rows, taken = self.batch.rows, self.batch.taken
        self._body.setCurrentIndex(1 if rows else 0)
        self._title.setText(self.tr("Import transcripts"))
        parts = []
        counts = [wording.state_of(row) for row in rows]
        for state, words in (
            (State.READY, self.tr("%1 ready")),
            (State.LOOK, self.tr("%1 to look at")),
            (State.THERE, self.tr("%1 already there")),
            (State.OUT, self.tr("%1 left out")),
            (State.FAILED, self.tr("%1 could not be read")),
        ):
            if number := counts.count(state):
                parts.append(words.replace("%1", f"{number:,}"))
        self.summary.setText(" · ".join(parts))
        self.next.setVisible(State.LOOK in counts)
        what = counted(taken, "transcript")
        self.go.setText(self.tr("Import %1").replace("%1", what) if taken else self.tr("Import"))
        self.go.setEnabled(taken > 0)
        if rows and not self.files.currentIndex().isValid():
            self.files.choose((self.batch.to_look_at() or [0])[0])
        self._say_meaning()

    def _say_meaning(self) -> None:
        size = sum(len(plan.draft.original) for plan in self.batch.plans if plan.is_taken)
        if self.originals.isChecked():
            words = self.tr(
                "They make the project %1 MB larger, and hold names even after you have replaced "
                "them in the text."
            )
            words = words.replace("%1", f"{size / 1_000_000:,.1f}")
        else:
            words = self.tr("Only the text goes into the project; keep the files yourself.")
        self._meaning.setText(words)

    def _share_out(self) -> None:
        """Speakers beside the file where there is room, else one in the place of the other."""
        wide = self.width() >= BESIDE_FROM
        self.switch.setVisible(not wide)
        self._title.setVisible(wide)
        for part, least in ((self.files, 210), (self.file, 300), (self.speakers, 456)):
            part.setMinimumWidth(least if wide or part is self.files else 300)
        self.file.setVisible(wide or self.switch.value() == "file")
        self.speakers.setVisible(wide or self.switch.value() == "speakers")

    def _connect(self) -> None:
        self.batch.changed.connect(self._show_state)
        self.files.row_chosen.connect(self._choose)
        self.files.import_wanted.connect(self._store)
        self.files.wanted_changed.connect(self.batch.set_wanted)
        self.file.encoding_wanted.connect(self.encoding_wanted)
        self.file.columns_wanted.connect(self.columns_wanted)
        self.speakers.labels_wanted.connect(self.labels_wanted)
        self.names.table_wanted.connect(self.table_wanted)
        self.switch.chosen.connect(lambda _value: self._share_out())
        self.originals.toggled.connect(lambda _on: self._say_meaning())
        self.next.clicked.connect(self._go_to_next)
        self.go.clicked.connect(self._store)
        self.leave.clicked.connect(self.left)
        for keys, act in (
            ("Ctrl+Return", self._store),
            ("Ctrl+Enter", self._store),
            ("Esc", self.left.emit),
            ("F8", self._go_to_next),
            ("F6", lambda: self._go_round(1)),
            ("Shift+F6", lambda: self._go_round(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.go.setToolTip(
            self.tr("Enter in the list of files, %1 anywhere").replace(
                "%1", key_text("Ctrl+Return")
            )
        )

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.files, self.file, self.speakers):
            self._splitter.addWidget(part)
        self._splitter.setSizes([LIST, FILE, SPEAKERS])
        for place, stretch in enumerate((0, 3, 2)):
            self._splitter.setStretchFactor(place, stretch)
        reading = text_label(self.tr("The files are being read…"), "", "second")
        reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget()
        self._body.addWidget(reading)
        self._body.addWidget(self._splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self.names)
        layout.addWidget(divider())
        layout.addWidget(self._body, 1)
        layout.addWidget(divider())
        layout.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 2)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self.summary)
        head.addWidget(self.next)
        head.addStretch(1)
        # The words give way before the buttons do.
        for each in (self.next, self.switch, self.leave, self.go):
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        head.addWidget(self.switch)
        acts = QHBoxLayout()
        acts.setSpacing(2)
        acts.addWidget(self.leave)
        acts.addWidget(self.go)
        head.addLayout(acts)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 16, 8)
        foot.setSpacing(14)
        foot.addWidget(self.originals)
        foot.addWidget(self._meaning, 1)
        return foot

    def failures(self) -> list[str]:
        """Sentences on the files that could not be read."""
        return [row.sentence for row in self.batch.rows if isinstance(row, Failure)]


def _holds(part: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (part is focus or part.isAncestorOf(focus))
