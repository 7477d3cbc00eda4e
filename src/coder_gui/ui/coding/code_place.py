"""The Code place: what is said here?"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QVBoxLayout, QWidget

from coder_gui.domain.changes import Changes
from coder_gui.ui.codebook.codes_pane import CodesPane
from coder_gui.ui.codebook.splitting import Splitting
from coder_gui.ui.coding.folding import FoldingPane
from coder_gui.ui.coding.inspector import Inspector
from coder_gui.ui.coding.pane_head import PaneHead
from coder_gui.ui.coding.reader_pane import ReaderPane
from coder_gui.ui.coding.speakers_sheet import open_speakers
from coder_gui.ui.coding.transcript_list import TranscriptList
from coder_gui.ui.one_writer import CHANGES, switch_off_menu
from coder_gui.ui.progress.wording import progress_in_words
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.empty_state import EmptyState, page_of

PEOPLE = ("participant", "participant_group", "attribute", "attribute_value")
INSPECTOR_FOLDS_BELOW = 1114
SIDE_FOLDS_BELOW = 834
"""Widths of the place; the window has the place bar beside it."""
BESIDE_THE_WORDS = {"segment", "assignment", "memo"}
"""What a step of the coding loop touches: counts and inspector may follow after the paint."""

LEFT_WIDTH = 268
INSPECTOR_WIDTH = 272


class CodePlace(QWidget):
    """Transcripts and codes at the left, the reader in the middle, the inspector at the right."""

    import_wanted = Signal()
    withdraw_wanted = Signal(int)
    """Id of a participant who takes their consent back."""
    transcript_left = Signal()
    """Another transcript is about to be shown; the one that was read still stands there."""
    transcript_shown = Signal(object)
    """A `TranscriptInfo`, or None."""
    facts_changed = Signal(str)
    """Facts of the place for the status bar."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.transcripts = TranscriptList()
        self.codes = CodesPane(session)
        self.reader = ReaderPane(session)
        self.inspector = Inspector(session)
        self._empty = EmptyState(
            self.tr("Drop transcripts here"),
            self.tr(
                "Word, PDF, subtitles, plain text and more; single files or whole folders. "
                "Speakers are found by themselves."
            ),
            self.tr("Choose files…"),
            "primary",
        )
        self._waiting: list[Changes] = []
        self._chosen_anew = False
        self._rest_soon = QTimer(self, interval=0, singleShot=True)
        self._rest_soon.timeout.connect(self._take_up_rest)
        self._refresh_soon = QTimer(self, interval=0, singleShot=True)
        self._refresh_soon.timeout.connect(self._refresh_person)
        self._lay_out()
        self._connect()

    # The project -----------------------------------------------------------------------------

    def show_project(self, transcript_id: int | None = None) -> None:
        """Fill every pane from the project that was just opened, and go to a transcript."""
        self.codes.refresh()
        self._refresh_transcripts()
        self.inspector.show_nothing()
        if transcript_id is not None:
            self.open_transcript(transcript_id)
        self._show_reader()

    def forget_project(self) -> None:
        """Let go of the project that closes; what was being typed in it is kept before."""
        self.reader.forget()
        self.transcripts.forget()
        self.codes.forget()
        self.inspector.show_nothing()
        self._refresh_soon.stop()
        self._rest_soon.stop()
        self._waiting.clear()
        self._chosen_anew = False

    def keep(self) -> None:
        """Keep what is being typed, wherever it is."""
        self.reader.correcting.keep()
        self.codes.tree.keep()
        self.inspector.keep()

    def take_up(self, changes: Changes) -> None:
        """Repaint what a step touched: the words first, then what stands around them."""
        self.reader.take_up(changes)
        # A field that is being typed in learns at once that its words are stored.
        focus = QApplication.focusWidget()
        typing = focus is not None and self.inspector.isAncestorOf(focus)
        if set(changes.rows) <= BESIDE_THE_WORDS and not typing:
            self._waiting.append(changes)
            self._rest_soon.start()
        else:
            self._take_up_rest()
            self._take_up_around(changes)

    def _take_up_rest(self) -> None:
        """Repaint counts and inspector, once the words are painted."""
        self._rest_soon.stop()
        waiting, self._waiting = self._waiting, []
        for changes in waiting:
            self._take_up_around(changes)
        if self._chosen_anew:
            self._chosen_anew = False
            self._show_chosen(self.reader.view.chosen())

    def _take_up_around(self, changes: Changes) -> None:
        if changes.touch("segment", "transcript", "participant", "participant_group"):
            self.reader.show_head()
        self.codes.take_up(changes)
        if changes.touch("transcript", "participant", "participant_group"):
            self._refresh_transcripts()
        elif changes.touch("segment", "assignment", "reading"):
            self._refresh_progress()
        if not self._chosen_anew:
            self._refresh_inspector(changes)
        self._show_reader()

    def coder_changed(self) -> None:
        """Show the work of the coder who is at work now."""
        self.codes.refresh()
        self._refresh_progress()
        if self.reader.transcript is not None:
            self._open(self.reader.transcript.info.id)

    def open_transcript(self, transcript_id: int) -> None:
        """Open a transcript, as a click in the list would."""
        self.transcripts.choose(transcript_id)

    def take_focus(self) -> None:
        """Give the keys to the words, or to what brings some in."""
        (self._empty if self.reader.isHidden() else self.reader.view).setFocus()

    def show_passage(self, transcript_id: int, start: int, end: int) -> None:
        """Open a transcript and select a passage in it."""
        self.open_transcript(transcript_id)
        self.reader.view.select(start, end)
        self.reader.view.setFocus()

    def show_segment(self, segment_id: int) -> None:
        """Open a segment's transcript and light the segment up."""
        for segment in self._session.project.segments_by_id([segment_id]):
            shown = self.reader.transcript
            if shown is None or shown.info.id != segment.transcript_id:
                self.open_transcript(segment.transcript_id)
            self.reader.show_segment(segment_id)

    def _refresh_transcripts(self) -> None:
        project = self._session.project
        people = {person.id: person for person in project.participants()}
        self.transcripts.show_transcripts(project.transcripts(), people, project.groups())
        self._refresh_progress()

    def _refresh_progress(self) -> None:
        self.transcripts.show_progress(self._session.project.standings())

    def _refresh_inspector(self, changes: Changes) -> None:
        # Not “is visible”: steps are made from the other place too, and in a narrow window.
        if not self.inspector.segment.isHidden():
            chosen = self.reader.view.chosen()
            if chosen is None:
                self._refresh_soon.start()
            elif changes.touch("segment", "code"):
                self.inspector.show_segment(chosen)
        elif not self.inspector.code.isHidden():
            current = self.codes.tree.current_code()
            if current is None:
                self._refresh_soon.start()
            elif changes.touch("segment", "code", "transcript", *PEOPLE):
                self.inspector.show_code(current)
        elif changes.touch("transcript", *PEOPLE):
            # Later, because the field that is being left is one of those made anew.
            self._refresh_soon.start()

    def _refresh_person(self) -> None:
        transcript = self.reader.transcript
        if transcript is not None:
            self.inspector.show_person(self.reader.person(), transcript.info)
        else:
            self.inspector.show_nothing()

    def _show_reader(self) -> None:
        has_any = bool(self.transcripts.in_order())
        comes = has_any and self.reader.isHidden()
        self._empty_page.setVisible(not has_any)
        self.reader.setVisible(has_any)
        if has_any and self.reader.transcript is None:
            self.open_transcript(self.transcripts.in_order()[0])
        if comes:
            self.take_focus()

    # Gestures --------------------------------------------------------------------------------

    def _open(self, transcript_id: int) -> None:
        self.keep()
        self.transcript_left.emit()
        self.reader.show_transcript(transcript_id)
        self.codes.show_transcript(transcript_id)
        self._refresh_person()
        transcript = self.reader.transcript
        self.transcript_shown.emit(transcript.info if transcript else None)
        self._tell_facts()

    def _choose_segment(self, segment_id: int | None) -> None:
        # One that was just made is shown with the rest of its step, and only once.
        self._chosen_anew = bool(self._waiting)
        if not self._chosen_anew:
            self._show_chosen(segment_id)

    def _show_chosen(self, segment_id: int | None) -> None:
        if segment_id is None:
            self._refresh_person()
            return
        self.inspector.show_segment(segment_id)
        found = self._session.project.segments_by_id([segment_id])
        if found:
            blocked = self.codes.tree.blockSignals(True)
            self.codes.tree.choose(found[0].code_id)
            self.codes.tree.blockSignals(blocked)
            self.reader.create_under = self.codes.home()

    def _write_comment(self) -> None:
        self._take_up_rest()
        if self.inspector.isHidden():
            self.inspector_pane.toggle()
        self.inspector.segment.edit_comment()

    def _choose_code(self, code_id: int | None) -> None:
        self._chosen_anew = False
        self.reader.create_under = self.codes.home()
        if code_id is None:
            self._refresh_person()
        else:
            self.reader.view.choose(None)
            self.inspector.show_code(code_id)

    def _tell_facts(self) -> None:
        transcript = self.reader.transcript
        if transcript is None:
            self.facts_changed.emit("")
            return
        selected = self.reader.view.selection()
        if selected is not None:
            number = len(transcript.text[slice(*selected)].split())
            text = self.tr("%n words selected", "", number)
            self.facts_changed.emit(text.replace("%n", f"{number:,}"))
        else:
            share = round(100 * self.reader.view.progress())
            self.facts_changed.emit(self.tr("Reading position %1 %").replace("%1", str(share)))

    def _open_transcript_menu(self, point: QPoint) -> None:
        menu = self.transcript_menu()
        if self._session.is_read_only:
            switch_off_menu(menu, self.tr("The project is open read-only."))
        menu.popup(self.transcripts.viewport().mapToGlobal(point))

    def transcript_menu(self) -> QMenu:
        """What can be done with the chosen transcripts."""
        project = self._session.project
        chosen = self.transcripts.selected_transcripts()
        menu = QMenu(self)
        menu.addAction(self.tr("Import transcripts…")).triggered.connect(self.import_wanted)
        if not chosen:
            return menu
        menu.addSeparator()
        known = project.standings()
        read = all(known[each].read_at for each in chosen)
        text = self.tr("Mark as not read") if read else self.tr("Mark as read")
        menu.addAction(text).triggered.connect(lambda: project.set_read(chosen, not read))
        done = all(known[each].finished_at for each in chosen)
        text = self.tr("Mark as not finished") if done else self.tr("Mark as finished")
        menu.addAction(text).triggered.connect(
            lambda: project.set_finished(project.coder_id, chosen, not done)
        )
        groups = menu.addMenu(self.tr("Group"))
        infos = {info.id: info for info in project.transcripts()}
        people = [p for each in chosen if (p := infos[each].participant_id) is not None]
        for name in [group.name for group in project.groups()]:
            groups.addAction(name).triggered.connect(
                lambda _=False, name=name: project.put_in_group(people, name)
            )
        groups.addAction(self.tr("No group")).triggered.connect(
            lambda: project.put_in_group(people, "")
        )
        speakers = menu.addAction(self.tr("Speakers…"))
        speakers.setEnabled(len(chosen) == 1)
        speakers.triggered.connect(lambda: open_speakers(self._session, chosen[0], self))
        menu.addSeparator()
        menu.addAction(self.tr("Delete")).triggered.connect(
            lambda: project.delete_transcripts(chosen)
        )
        withdraw = menu.addAction(self.tr("Withdraw participant…"))
        withdraw.setEnabled(len(set(people)) == 1 and not project.read_only)
        withdraw.triggered.connect(lambda: self.withdraw_wanted.emit(people[0]))
        return menu

    # Layout ----------------------------------------------------------------------------------

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        for pane in (self.side, self.inspector_pane):
            pane.fit(self.width())

    def _connect(self) -> None:
        self.transcripts.transcript_chosen.connect(self._open)
        self.transcripts.tell_by(lambda each: progress_in_words(self._session.project, each))
        self.transcripts.customContextMenuRequested.connect(self._open_transcript_menu)
        self.codes.code_chosen.connect(self._choose_code)
        self.codes.apply_wanted.connect(self.reader.apply_code)
        self.codes.passage_dropped.connect(self.reader.apply_to)
        self.splitting = Splitting(self._session, self.show_segment, self)
        self.reader.add_bar(self.splitting.bar)
        self.codes.split_wanted.connect(self.splitting.begin)
        self.reader.segment_chosen.connect(self._choose_segment)
        self.reader.selection_changed.connect(self._tell_facts)
        self.reader.correcting.segment_wanted.connect(self.show_segment)
        self.reader.gestures.segment_wanted.connect(self.show_segment)
        self.reader.showing.code_at_hand = self.codes.tree.current_code
        self.reader.view.verticalScrollBar().valueChanged.connect(self._tell_facts)
        self.inspector.segment.remove_wanted.connect(self.reader.remove)
        self.inspector.segment.left.connect(self.take_focus)
        self.reader.gestures.comment_wanted.connect(self._write_comment)
        person = self.inspector.person
        person.withdraw_wanted.connect(self.withdraw_wanted)
        for edited in (person.label_edited, person.group_edited, person.value_edited):
            # What is stored is shown again also where a step was refused.
            edited.connect(lambda *_what: self._refresh_soon.start())
        self._empty.action_chosen.connect(self.import_wanted)

    def _make_side(self) -> QSplitter:
        """Transcripts over codes."""
        head = PaneHead(self.tr("Transcripts"))
        add = head.add_button("plus", self.tr("Import transcripts…"), self.import_wanted.emit)
        add.setProperty(CHANGES, True)
        self._empty.setProperty(CHANGES, True)
        upper = QWidget()
        upper.setProperty("kind", "panel")
        upper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.transcripts, 1)
        side = QSplitter(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.addWidget(upper)
        side.addWidget(self.codes)
        side.setStretchFactor(1, 1)
        side.setSizes([290, 560])
        side.setMinimumWidth(200)
        side.setMaximumWidth(420)
        return side

    def _lay_out(self) -> None:
        self._left = self._make_side()
        self.inspector.setMinimumWidth(264)
        self.inspector.setMaximumWidth(420)
        self._empty_page = page_of(self._empty, 380)
        middle = QWidget()
        middle.setProperty("kind", "page")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centre = QVBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addWidget(self._empty_page)
        centre.addWidget(self.reader)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        for widget in (self._left, middle, self.inspector):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([LEFT_WIDTH, 834, INSPECTOR_WIDTH])
        self.side = FoldingPane(self._left, SIDE_FOLDS_BELOW)
        self.inspector_pane = FoldingPane(self.inspector, INSPECTOR_FOLDS_BELOW)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
