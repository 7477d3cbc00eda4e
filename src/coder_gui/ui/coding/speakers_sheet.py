"""The sheet of a transcript's speakers: renamed, made one, marked and linked after the import."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from coder_gui.app.import_plan import SpeakerLine
from coder_gui.ui.importing.speaker_table import SpeakerTable
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.text_label import button, text_label

WIDTH, HEIGHT = 560, 380


class SpeakersSheet(QDialog):
    """Every change is a step of its own; the text of the transcript stays as it is."""

    def __init__(self, session: Session, transcript_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Speakers"))
        self.resize(WIDTH, HEIGHT)
        self._session = session
        self._transcript_id = transcript_id
        self.table = SpeakerTable(counted=self.tr("Words"), own=self.tr("as the transcript"))
        self.table.setSelectionMode(SpeakerTable.SelectionMode.SingleSelection)
        self._note = text_label("", "row", "second")
        self._lay_out()
        # What is asked for comes while the table still edits: it is filled anew after that.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        if session.is_read_only:
            self.table.setEnabled(False)
            self._rename.setEnabled(False)
            self._note.setText(self.tr("The project is open read-only."))
        else:
            self.table.rename_wanted.connect(self._rename_to)
            self.table.asking_wanted.connect(self._set_asking)
            self.table.link_wanted.connect(self._link)
        session.changed.connect(self._soon.start)
        session.closed.connect(self.reject)
        self.refresh()
        self.table.take_focus()

    def refresh(self) -> None:
        """Show who speaks now."""
        project = self._session.project
        info = next((i for i in project.transcripts() if i.id == self._transcript_id), None)
        if info is None:
            self.reject()
            return
        labels = {person.id: person.label for person in project.participants()}
        name = labels.get(info.participant_id or 0) or info.name
        self._title.setText(self.tr("Speakers of “%1”").replace("%1", name))
        lines = tuple(
            SpeakerLine(
                each.name,
                each.words,
                each.turns,
                each.interviewer,
                labels.get(each.participant_id or 0, ""),
            )
            for each in project.speakers(self._transcript_id)
        )
        self.table.show_lines(lines, list(labels.values()))

    def keep(self) -> None:
        """Keep a name that is being typed, when the window locks."""
        self.table.keep()
        self.reject()

    def _rename_to(self, who: list[str], name: str) -> None:
        for each in who:
            self._session.project.rename_speaker(self._transcript_id, each, name)

    def _set_asking(self, who: list[str], asks: bool) -> None:
        for each in who:
            self._session.project.set_interviewer(self._transcript_id, each, asks)

    def _link(self, who: list[str], label: str) -> None:
        project, label = self._session.project, " ".join(label.split())
        ids = {person.label: person.id for person in project.participants()}
        for each in who:
            if label and label not in ids:
                project.link_speaker_to_new(self._transcript_id, each, label)
            else:
                project.link_speaker(self._transcript_id, each, ids.get(label))

    def _lay_out(self) -> None:
        self._title = text_label("", "title")
        self._note.setText(
            self.tr(
                "Two speakers with the same name are merged. A participant’s label that is new "
                "adds a participant. The words of the transcript stay as they are."
            )
        )
        self._rename = button(self.tr("Rename"))
        self._rename.setToolTip(self.tr("Type another name (F2)"))
        self._rename.clicked.connect(self.table.rename)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._rename)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._note)
        layout.addLayout(foot)


def open_speakers(session: Session, transcript_id: int | None, parent: QWidget) -> None:
    """Show the sheet of a transcript in which somebody speaks; else say that nobody does."""
    if transcript_id is None or not session.project.speakers(transcript_id):
        session.said.emit(
            parent.tr("No speakers were found in this transcript. Import it again to name them.")
        )
        return
    SpeakersSheet(session, transcript_id, parent).open()
