"""The inspector: the chosen segment, else the chosen code, else whose transcript is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coder_gui.app.noting import Subject
from coder_gui.domain.model import Participant, Segment, TranscriptInfo
from coder_gui.ui.coding.code_panel import CodePanel
from coder_gui.ui.coding.person_panel import PersonPanel
from coder_gui.ui.coding.segment_panel import SegmentPanel
from coder_gui.ui.memos.memos_panel import MemosPanel
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
        self.memos = MemosPanel(session)
        self._code_below, self._memos_below = divider(), divider()
        body = QWidget()
        body.setProperty("kind", "panel")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in self._parts():
            self._column.addWidget(widget)
        self._column.addStretch(1)
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
        self.segment.marked.connect(
            lambda segment, quote, unsure: session.project.mark_segment(
                segment, good_quote=quote, unsure=unsure
            )
        )
        self.code.entry_edited.connect(self._edit_entry)
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
            self.memos.show_for(self._subject(found[0]))
            memos = (self._memos_below, self.memos)
            self._show_only(self.segment, *memos, self._code_below, self.code)

    def show_code(self, code_id: int) -> None:
        """Show a code with its entry."""
        if code_id in self._session.project.codebook():
            self.code.show_code(self._session.project, code_id)
            self.memos.show_for(Subject(code_id=code_id))
            self._show_only(self.code, self._memos_below, self.memos)

    def show_person(self, person: Participant | None, info: TranscriptInfo) -> None:
        """Show who speaks in a transcript."""
        self.person.show_person(self._session.project, person, info)
        self.memos.show_for(Subject(transcript_id=info.id), person.id if person else None)
        self._show_only(self.person, self._memos_below, self.memos)

    def show_passage(self, transcript_id: int, start: int, end: int) -> None:
        """Show the memos on words of a transcript."""
        self.memos.show_for(Subject(transcript_id=transcript_id, start=start, end=end))
        self._show_only(self.memos)

    def show_nothing(self) -> None:
        self.memos.forget()
        self._show_only()

    def keep(self) -> None:
        """Keep what is being typed."""
        self.segment.keep()
        self.code.keep()
        self.person.keep()
        self.memos.keep()

    def _subject(self, segment: Segment) -> Subject:
        """What memos are on: of another coder's segment, the words."""
        if segment.coder_id == self._session.project.coder_id:
            return Subject(segment_id=segment.id)
        place = segment.transcript_id, segment.start, segment.end
        return Subject(transcript_id=place[0], start=place[1], end=place[2])

    def _parts(self) -> tuple[QWidget, ...]:
        """In the order in which they stand, but for a code's memos, which stand below it."""
        memos = (self._memos_below, self.memos)
        return (self.segment, *memos, self._code_below, self.code, self.person)

    def _show_only(self, *shown: QWidget) -> None:
        # Between a segment and its code, else below what they are on.
        place = 1 if self.segment in shown else len(self._parts()) - 2
        if self._column.indexOf(self._memos_below) != place:
            self._column.removeWidget(self._memos_below)
            self._column.removeWidget(self.memos)
            self._column.insertWidget(place, self._memos_below)
            self._column.insertWidget(place + 1, self.memos)
        for widget in self._parts():
            # Even to hide what is hidden makes Qt lay out everything around it again.
            if widget.isHidden() == (widget in shown):
                widget.setVisible(widget in shown)

    def _edit_entry(self, code_id: int, field: str, text: str) -> None:
        if field == "name":
            self._session.project.rename_code(code_id, text)
        else:
            self._session.project.edit_entry(code_id, **{field: text})

    def _rename_person(self, person_id: int, label: str) -> None:
        project = self._session.project
        person = next(p for p in project.participants() if p.id == person_id)
        project.update_participant(person_id, label, person.group_id)

    def _put_in_group(self, person_id: int, name: str) -> None:
        self._session.project.put_in_group([person_id], name)
