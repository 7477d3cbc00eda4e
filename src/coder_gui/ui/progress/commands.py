"""Marking transcripts as read or finished, going to uncoded stretches, and the progress page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder_gui.domain.counted import counted
from coder_gui.domain.progress import FEWEST

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from coder_gui.domain.changes import Changes
    from coder_gui.domain.passages import Range
    from coder_gui.ui.main_window import MainWindow
    from coder_gui.ui.progress.progress_page import ProgressPage


class ProgressCommands(QObject):
    """What the commands about progress do, in the window's Code place."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._page: ProgressPage | None = None
        self._before: QWidget | None = None
        self._session.changed.connect(self._take_up)
        self._session.coder_changed.connect(self._coder_changed)
        self._session.closed.connect(self._forget)
        window.code_place.transcript_shown.connect(lambda _info: self.name_marks())

    # Marks -----------------------------------------------------------------------------------

    def mark_read(self) -> None:
        """Mark the chosen transcripts as read, or as not read where all of them are."""
        chosen, project = self._chosen(), self._session.project
        if chosen:
            project.set_read(chosen, not self._all_read(chosen))

    def mark_finished(self) -> None:
        """Mark the chosen transcripts as finished, or as not finished where all of them are."""
        chosen, project = self._chosen(), self._session.project
        if chosen:
            project.set_finished(project.coder_id, chosen, not self._all_finished(chosen))

    def name_marks(self) -> None:
        """Say in the menu what marking would do now."""
        chosen = self._chosen() if self._session.is_open else []
        read = bool(chosen) and self._all_read(chosen)
        finished = bool(chosen) and self._all_finished(chosen)
        actions = self._window.menu_actions
        actions["mark_read"].setText(
            self.tr("Mark as not &read") if read else self.tr("Mark as &read")
        )
        actions["mark_finished"].setText(
            self.tr("Mark as not &finished") if finished else self.tr("Mark as &finished")
        )

    def _chosen(self) -> list[int]:
        """The transcripts that are selected in the list, else the one that is open."""
        place = self._window.code_place
        shown = place.reader.view.transcript_id()
        return place.transcripts.selected_transcripts() or ([shown] if shown is not None else [])

    def _all_read(self, chosen: list[int]) -> bool:
        known = self._session.project.standings()
        return all(each in known and known[each].read_at for each in chosen)

    def _all_finished(self, chosen: list[int]) -> bool:
        known = self._session.project.standings()
        return all(each in known and known[each].finished_at for each in chosen)

    # Uncoded stretches -----------------------------------------------------------------------

    def next_uncoded(self) -> None:
        """Select the next words of a participant that have no code yet."""
        self._go_to_uncoded(1)

    def previous_uncoded(self) -> None:
        self._go_to_uncoded(-1)

    def _go_to_uncoded(self, way: int) -> None:
        reader, project = self._window.code_place.reader, self._session.project
        transcript_id = reader.view.transcript_id()
        if transcript_id is None:
            return
        reader.correcting.keep()
        found = project.uncoded_stretches(transcript_id)
        if not found:
            self._say_none(transcript_id)
            return
        selected = reader.view.selection()
        here = selected[0] if selected else reader.view.caret()
        ahead = _ahead(found, here, way, selected is not None)
        around = not ahead
        start, end = (ahead or found)[0 if way > 0 else -1]
        reader.view.choose(None)
        reader.segment_chosen.emit(None)
        reader.view.select(start, end)
        reader.view.setFocus()
        place = self.tr("Uncoded stretch %1 of %2").replace(
            "%1", f"{found.index((start, end)) + 1:,}"
        )
        place = place.replace("%2", f"{len(found):,}")
        if around:
            from_where = self.tr("from the start") if way > 0 else self.tr("from the end")
            place = f"{place}, {from_where}"
        self._session.said.emit(place)

    def _say_none(self, transcript_id: int) -> None:
        left = self._session.project.coverage(transcript_id)
        if not left.words:
            words = self.tr("No participant says anything in this transcript.")
        elif left.uncoded:
            words = self.tr("Only pieces of fewer than %1 words have no code: %2 in all.")
            words = words.replace("%1", str(FEWEST))
            words = words.replace("%2", counted(left.uncoded, "word"))
        else:
            words = self.tr("Every word of the participants has a code of yours here.")
        self._session.said.emit(words)

    # The page --------------------------------------------------------------------------------

    @property
    def page(self) -> ProgressPage:
        """The page, made when it is first wanted."""
        if self._page is None:
            from coder_gui.ui.progress.progress_page import ProgressPage

            self._page = ProgressPage(self._session)
            self._page.left.connect(self._leave)
            self._page.transcript_wanted.connect(self._open_transcript)
            self._page.written.connect(self._written)
            self._window.places.addWidget(self._page)
        return self._page

    def open(self) -> None:
        """Show the page over the place."""
        window, page = self._window, self.page
        if window.places.currentWidget() is page:
            return
        self._before = window.places.currentWidget()
        window.places.setCurrentWidget(page)
        window.status.show_facts("")
        window.commands.refresh()
        page.open()

    def _leave(self) -> None:
        window, before = self._window, self._before or self._window.code_place
        window.places.setCurrentWidget(before)
        if before is window.code_place:
            window.code_place.take_focus()
        window.commands.refresh()

    def _open_transcript(self, transcript_id: int) -> None:
        self._window.show_place("code")
        self._window.code_place.open_transcript(transcript_id)

    def _written(self, path: Path) -> None:
        self._window.commands.say_written(self.tr("Progress"), path)

    def _take_up(self, changes: Changes) -> None:
        if changes.touch("reading", "assignment", "transcript"):
            self.name_marks()
        if self._page is not None:
            self._page.take_up(changes)

    def _coder_changed(self) -> None:
        self.name_marks()
        if self._page is not None:
            self._page.coder_changed()

    def _forget(self) -> None:
        self._before = None
        if self._page is not None:
            self._page.forget()


def _ahead(found: list[Range], here: int, way: int, selected: bool) -> list[Range]:
    """The stretches that come after (or before) a place; one that is selected is passed."""
    if way < 0:
        return [each for each in found if each[0] < here]
    return [each for each in found if each[0] > here or (not selected and each[0] == here)]
