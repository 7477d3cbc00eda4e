"""The inspector: the chosen segment, else the chosen code, else whose transcript is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coder_gui.domain.model import Participant, TranscriptInfo
from coder_gui.ui.coding.code_panel import CodePanel
from coder_gui.ui.coding.person_panel import PersonPanel
from coder_gui.ui.coding.segment_panel import SegmentPanel
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.text_label import divider


class Inspector(QScrollArea):
    """Shows and edits the one thing that was chosen last."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.segment = SegmentPanel()
        self.code = CodePanel()
        self.person = PersonPanel()
        self._code_below = divider()
        body = QWidget()
        body.setProperty("kind", "panel")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.segment, self._code_below, self.code, self.person):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Inspector"))
        self._show_only()
        self.segment.annotated.connect(
            lambda segment, comment, stance: session.project.annotate_segment(
                segment, comment, stance
            )
        )
        self.code.entry_edited.connect(
            lambda code, field, text: session.project.edit_entry(code, **{field: text})
        )
        self.person.label_edited.connect(self._rename_person)
        self.person.group_edited.connect(self._put_in_group)
        self.person.value_edited.connect(
            lambda person, attribute, value: session.project.set_value(person, attribute, value)
        )
        self.person.attribute_named.connect(lambda name: session.project.add_attribute(name))

    def show_segment(self, segment_id: int) -> None:
        """Show a segment, with its code below it."""
        found = self._session.project.segments_by_id([segment_id])
        if found:
            self.segment.show_segment(self._session.project, found[0])
            self.code.show_code(self._session.project, found[0].code_id, about=True)
            self._show_only(self.segment, self._code_below, self.code)

    def show_code(self, code_id: int) -> None:
        """Show a code with its entry."""
        if code_id in self._session.project.codebook():
            self.code.show_code(self._session.project, code_id)
            self._show_only(self.code)

    def show_person(self, person: Participant | None, info: TranscriptInfo) -> None:
        """Show who speaks in a transcript."""
        self.person.show_person(self._session.project, person, info)
        self._show_only(self.person)

    def show_nothing(self) -> None:
        self._show_only()

    def keep(self) -> None:
        """Keep what is being typed."""
        self.segment.keep()
        self.code.keep()
        self.person.keep()

    def _show_only(self, *shown: QWidget) -> None:
        for widget in (self.segment, self._code_below, self.code, self.person):
            # Even to hide what is hidden makes Qt lay out everything around it again.
            if widget.isHidden() == (widget in shown):
                widget.setVisible(widget in shown)

    def _rename_person(self, person_id: int, label: str) -> None:
        project = self._session.project
        person = next(p for p in project.participants() if p.id == person_id)
        project.update_participant(person_id, label, person.group_id)

    def _put_in_group(self, person_id: int, name: str) -> None:
        self._session.project.put_in_group([person_id], name)
